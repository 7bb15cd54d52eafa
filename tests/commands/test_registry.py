"""A new command is one new file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.running import Run, add_command
from pap_cli.cli import command_names

GREET = '''
"""`pap greet`."""

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import with_context
from pap_cli.output.write import write_out


@single(example="pap greet")
@with_context()
def app(context: Context) -> None:
    """Greet the plans."""
    context.open()
    write_out(", ".join(plan.title for plan in context.portfolio.plans) + "\\n")
'''


@pytest.fixture
def greet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with add_command(tmp_path / "more-commands", monkeypatch, "greet", GREET) as folder:
        (folder / "_hidden.py").write_text("raise RuntimeError", encoding="utf-8")
        yield


@pytest.mark.usefixtures("greet", "workspace")
def test_a_file_is_a_command(pap: Run) -> None:
    assert "greet" in command_names()
    assert "_hidden" not in command_names()
    shown = pap("--help")
    assert shown.code == 0
    assert "Greet the plans." in shown.out
    assert pap("greet").out == "Plan one\n"
    assert "Example:  pap greet" in pap("greet", "--help").out


def test_the_commands_listed_first() -> None:
    assert command_names()[:4] == ["status", "check", "show", "timeline"]
    assert command_names()[4:] == sorted(command_names()[4:])


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (("import", "our plan.xlsx"), "pap import plan 'our plan.xlsx'  or  pap import kpis 'our plan.xlsx'"),
        (("import", "xlsx", "t.csv"), "pap import plan t.csv  or  pap import kpis t.csv"),
        (("import", "plans", "t.csv"), "did you mean  pap import plan"),
        (("import", "kpi"), "did you mean  pap import kpis"),
        (("export", "csv"), "pap milestones --output milestones.csv"),
        (("export", "calendar"), "run  pap export ics"),
        (("export", "gantt.mpp"), "write  pap export xlsx  or  pap export ics"),
    ],
)
def test_a_kind_of_import_or_export_that_is_not_there_is_answered(
    pap: Run, words: tuple[str, ...], instead: str
) -> None:
    ran = pap(*words)
    assert (ran.code, instead in ran.err) == (2, True)
