"""What is asked of an owner, as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run
from sheets.people.plans import make

DAY = ("--as-of", "2016-10-14")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path))


def test_what_is_late_comes_first(pap: Run) -> None:
    out = pap("digest", "--owner", "head", *DAY).out
    assert out.startswith(
        "Head of Service: Visits\n\n4 milestones and 2 figures, 3 of them late, as of 14 October 2016."
    )
    headings = [line for line in out.splitlines() if line.isupper()]
    assert headings == [
        *("LATE", "EVIDENCE THAT IS LATE", "FIGURES THAT ARE LATE", "DUE SOON", "FIGURES THAT ARE DUE SOON", "LATER")
    ]
    assert "visits Visits in time: Aug 2016, was expected by 30 Sep 2016 (Jul 2016: 72%)" in out


def test_since_leaves_out_what_was_so_on_that_day(pap: Run) -> None:
    facts = json.loads(pap("digest", "--owner", "head", "--since", "2016-09-20", "-f", "json", *DAY).out)
    assert [(one["id"], one["asked"]) for one in facts["milestones"]] == [("A1.1", "late"), ("A1.2", "due-soon")]
    assert [(one["period"], one["late"]) for one in facts["figures"]] == [("2016-08", True), ("2016-09", False)]


def test_nobody_has_to_be_named_if_the_person_is_known(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--owner is missing" in pap("digest", *DAY).err
    monkeypatch.setenv("PAP_ME", "idle")
    assert "Nothing is late, or due by 11 November 2016, as of 14 October 2016." in pap("digest", *DAY).out


def test_it_has_nothing_of_others(pap: Run) -> None:
    for format in ("plain", "html", "json", "csv"):
        assert "Hidden" not in pap("digest", "--owner", "lead", "-f", format, *DAY).out
