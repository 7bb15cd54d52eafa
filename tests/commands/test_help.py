"""`pap help` says what `--help` says."""

from __future__ import annotations

import pytest

from commands.running import Run
from pap_cli.cli import command_names


@pytest.mark.parametrize("words", ["", *command_names(), "config show", "baseline write"])
def test_the_help_of_a_command_is_that_of_its_option(pap: Run, words: str) -> None:
    shown = pap("help", *words.split())
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == pap(*words.split(), "--help").out


@pytest.mark.parametrize(
    ("words", "err"),
    [
        ("stauts", "pap: no command “stauts”\n  did you mean status?\n"),
        ("lint", "pap: no command “lint”\n  run  pap check\n"),
        ("status now", "pap: pap status has no commands, so “now” is not one\n  run  pap help status\n"),
        ("config show now", "pap: pap config show has no commands, so “now” is not one\n  run  pap help config show\n"),
    ],
)
def test_a_command_that_does_not_exist(pap: Run, words: str, err: str) -> None:
    ran = pap("help", *words.split())
    assert (ran.code, ran.out, ran.err) == (2, "", err)


def test_commands_are_completed(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PAP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "pap help stat")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert pap().out.split() == ["status"]


def test_the_version_has_a_short_option(pap: Run) -> None:
    assert pap("-V") == pap("--version")


def test_an_argument_is_listed_without_a_type(pap: Run) -> None:
    assert not [name for name in command_names() if "<" in pap(name, "--help").out]
