from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.running import make_workspace, run_here
from pap_cli.advice.commands import _COMMANDS, _ELSEWHERE, _OPTIONS, command_advice, format_option, option_advice
from pap_cli.cli import command_names
from pap_cli.formats import format_names

WORDS = [word for words in _COMMANDS.values() for word in words.split(", ")]


def test_no_synonym_hides_a_command_and_none_is_there_twice() -> None:
    assert not {word.replace(" ", "-") for word in WORDS} & set(command_names())
    assert len(WORDS) == len(set(WORDS))


def test_only_commands_that_exist_are_named() -> None:
    named = {name for advice in _COMMANDS for name in re.findall(r"  pap ([a-z]+)", advice)}
    assert len(named) > 10
    assert named <= set(command_names())


@pytest.mark.parametrize(
    ("word", "help"),
    [
        ("pdf", "run  pap report --output report.pdf"),
        ("lint", "run  pap check"),
        ("validate", "run  pap check"),
        ("late", "run  pap overdue"),
        ("upcoming", "run  pap next"),
        ("ls", "list one kind of item:  pap milestones, actions, recommendations, kpis, reviews or owners"),
        ("List", "list one kind of item:  pap milestones, actions, recommendations, kpis, reviews or owners"),
        ("csv", "add a file name to any list:  pap milestones --output milestones.csv"),
        ("excel", "run  pap export xlsx"),
        ("watch", "run  pap serve"),
        ("changes", "run  pap diff"),
        ("complete", "run  pap done ID"),
        ("rm", "run  pap cancel ID --by WHO --reason TEXT, which keeps it: nothing is deleted"),
        ("stauts", "did you mean status?"),
        ("mileston", "did you mean milestones?"),
        ("lst", "list the commands with  pap --help"),
        ("banana", "list the commands with  pap --help"),
        ("format", "list the commands with  pap --help"),
    ],
)
def test_a_command_that_does_not_exist(
    word: str, help: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run_here(monkeypatch, capsys, word)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pap: no command “{word}”\n  {help}\n"


@pytest.mark.parametrize(
    ("words", "option", "help"),
    [
        ("--json", "--json", "write --format json"),
        ("--md", "--md", "write --format markdown"),
        ("--xlsx", "--xlsx", "write --format csv"),
        ("--late", "--late", "write --overdue"),
        ("--rag red", "--rag", "write --rating"),
        ("--status open", "--status", "write --state"),
        ("--who head", "--who", "write --owner"),
        ("--dir x", "--dir", "write --workspace"),
        ("--date 2016-01-01", "--date", "write --as-of"),
        ("--no-color", "--no-color", "write --color never"),
        ("--ownr head", "--ownr", "did you mean --owner?"),
        ("--verbose", "--verbose", "list the options with  pap milestones --help"),
        ("-q", "-q", "list the options with  pap milestones --help"),
    ],
)
def test_an_option_that_does_not_exist(
    words: str,
    option: str,
    help: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(make_workspace(tmp_path))
    ran = run_here(monkeypatch, capsys, "milestones", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pap: no option {option} in pap milestones\n  {help}\n"


def test_only_options_that_a_command_has_are_named() -> None:
    assert option_advice("--late", ["--format"]) == ""
    assert option_advice("--no-color", ["--format"]) == ""
    assert all(option_advice(words.split(", ")[0], [meant]) == f"write {meant}" for meant, words in _OPTIONS.items())


@pytest.mark.parametrize(("command", "option"), _ELSEWHERE)
def test_an_option_that_makes_no_sense_for_a_list(
    command: str,
    option: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(make_workspace(tmp_path))
    ran = run_here(monkeypatch, capsys, command, option)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pap: no option {option} in pap {command}\n  {_ELSEWHERE[command, option]}\n"


def test_formats_are_named_only_if_they_exist() -> None:
    assert format_option("--csv", format_names()) == "write --format csv"
    assert format_option("--csv", ["html"]) == ""
    assert format_option("--banana", format_names()) == ""


def test_nobody_knows_every_word() -> None:
    assert command_advice("banana") == ""
