"""Opening a workspace, and showing a view: nothing is written before everything is rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import PLAN, Run

AS_OF = ("--as-of", "2016-10-14")


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--template", "bad.docx", "--output", "r.docx", "--report", "html=x.html"),
        ("status", "--report", "html=x.html", "--report", "sarif=y.sarif"),
        ("status", "--format", "sarif", "--report", "html=x.html"),
        ("status", "--report", "html=x.html", "--report", "no-such=y"),
        ("status", "--report", "html=x.html", "--output", "no-such-folder/y.txt"),
        ("status", "--report", "html=x.html", "--report", "csv=no-such-folder/y.csv"),
    ],
)
def test_nothing_is_written_if_one_output_cannot_be_rendered(pap: Run, workspace: Path, words: tuple[str, ...]) -> None:
    (workspace / "bad.docx").write_bytes(b"not a Word file")
    before = sorted(workspace.iterdir())
    ran = pap(*words, *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert sorted(workspace.iterdir()) == before


@pytest.mark.usefixtures("workspace")
def test_a_format_for_another_command(pap: Run) -> None:
    ran = pap("status", "-f", "sarif")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pap: pap status cannot write sarif\n  use one of: csv, docx, ")


@pytest.mark.parametrize(
    ("edit", "warning"),
    [
        (("", ""), ""),
        (("plan:", "\ufeffplan:"), ""),  # a byte-order mark is a warning: nothing is missing
        (("started:", "begun:"), "pap: 1 error in the files; some items may be missing\n  run  pap check\n"),
    ],
)
def test_only_errors_that_can_lose_an_item_are_counted(
    pap: Run, workspace: Path, edit: tuple[str, str], warning: str
) -> None:
    (workspace / "plans" / "one.yaml").write_text(PLAN.replace(*edit, 1), encoding="utf-8")
    assert pap("milestones", *AS_OF).err == warning
    assert pap("check", *AS_OF, "-f", "json").out.count('"byte-order-mark"') == (edit[1][:1] == "\ufeff")
