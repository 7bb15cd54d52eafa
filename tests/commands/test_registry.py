"""A new command is one new file: laid beside the others, it stands in the help and runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.running import Run
from pap_cli import commands
from pap_cli.cli import command_names

GREET = '''
"""`pap greet`."""

from pap_cli.options.app import single
from pap_cli.options.shared import reads
from pap_cli.output.write import write_out
from pap_cli.context.context import Session


@single(example="pap greet")
@reads
def app(session: Session) -> None:
    """Greet the plans."""
    write_out(", ".join(plan.title for plan in session.portfolio.plans) + "\\n")
'''


@pytest.fixture
def greet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "more-commands"
    folder.mkdir()
    (folder / "greet.py").write_text(GREET, encoding="utf-8")
    (folder / "_hidden.py").write_text("raise RuntimeError", encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(folder)])
    yield
    if sys.modules.pop("pap_cli.commands.greet", None):
        delattr(commands, "greet")


@pytest.mark.usefixtures("greet", "workspace")
def test_a_file_is_all_it_takes(pap: Run) -> None:
    assert "greet" in command_names()
    assert "_hidden" not in command_names()
    shown = pap("--help")
    assert shown.code == 0
    assert "Greet the plans." in shown.out
    assert pap("greet").out == "Plan one\n"
    assert "Example:  pap greet" in pap("greet", "--help").out


def test_the_commands_that_come_first() -> None:
    assert command_names()[:4] == ["status", "check", "show", "timeline"]
    assert command_names()[4:] == sorted(command_names()[4:])
