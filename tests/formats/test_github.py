"""GitHub's commands, read back as its runner reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.formats import find_format
from pap_cli.model.place import Span
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.findings import HOSTILE, ODD_PATH, SAMPLE, overdue, sample_findings, view_of
from render.test_escaping import TEXT, each_nasty

COMMAND = re.compile(r"^\s*::(?P<name>[\w-]*) ?(?P<properties>.*?)::(?P<text>.*)$")


@dataclass(frozen=True)
class Command:
    """What the runner makes of a line."""

    name: str
    properties: dict[str, str]
    text: str


def unescaped(text: str, *, of_property: bool = False) -> str:
    """Text as the runner reads it: one escape after the other, the per cent sign last."""
    more = (("%3A", ":"), ("%2C", ",")) if of_property else ()
    for escape, meant in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(escape, meant)
    return text


def read(out: str) -> tuple[list[Command], list[str]]:
    """The commands in a log, and its other lines."""
    commands, others = [], []
    for line in out.removesuffix("\n").split("\n"):
        if found := COMMAND.match(line):
            pairs = (pair.partition("=") for pair in found["properties"].split(","))
            properties = {key: unescaped(value, of_property=True) for key, _, value in pairs}
            commands.append(Command(found["name"], properties, unescaped(found["text"])))
        else:
            others.append(line)
    return commands, others


def shown(*diagnostics: Diagnostic, base: str = "") -> tuple[list[Command], list[str]]:
    return read(find_format("github").render(view_of(*diagnostics, base=base), Screen()))


def test_a_finding_is_a_command_at_its_place() -> None:
    ((command,), others) = shown(overdue(2), base="lambeth/")
    assert command == Command(
        "error",
        {
            "file": "lambeth/plans/plan.yaml",
            "line": "2",
            "endLine": "2",
            "col": "10",
            "endColumn": "14",
            "title": "PAP901 sample-overdue",
        },
        "A1.2 is 14 days overdue\nwrite completed: when it was delivered",
    )
    assert others == ["1 error; 1 suppressed, as of 14 Oct 2016."]


def test_columns_only_within_a_line() -> None:
    ((command,), _) = shown(replace(overdue(1), span=Span(3, 7, 5, 2)))
    assert list(command.properties) == ["file", "line", "endLine", "title"]


def test_a_finding_without_a_file_has_no_place_and_one_about_a_file_no_line() -> None:
    ((nowhere, whole), _) = shown(replace(overdue(1), path="", span=None), replace(overdue(2), span=None))
    assert list(nowhere.properties) == ["title"]
    assert list(whole.properties) == ["file", "title"]


def test_each_severity_has_its_command_the_worst_first() -> None:
    diagnostics = [overdue(number).at(severity) for number, severity in enumerate(reversed(Severity), 1)]
    assert [command.name for command in shown(*diagnostics)[0]] == ["error", "warning", "notice"]


@pytest.mark.parametrize("severity", Severity)
def test_ten_of_a_kind_are_shown(severity: Severity) -> None:
    commands, _ = shown(*(overdue(number).at(severity) for number in range(1, 11)))
    assert len(commands) == 10
    assert all("file" in command.properties for command in commands)


def test_of_more_than_ten_the_tenth_says_how_many_are_left() -> None:
    many = [overdue(number) for number in range(1, 14)]
    commands, _ = shown(*many, overdue(14).at(Severity.WARNING))
    assert [command.name for command in commands] == ["error"] * 10 + ["warning"]
    assert [command.text.split(" ")[0] for command in commands[:9]] == [one.item for one in many[:9]]
    assert commands[9] == Command("error", {"title": "pap check"}, "and 4 more errors\nrun  pap check  to see them all")


def test_the_sample_comes_back_whole() -> None:
    commands, _ = read(find_format("github").render(sample_findings(), Screen()))
    (warning,) = (command for command in commands if command.name == "warning")
    assert warning.text == f"{printable(HOSTILE)}\n{printable(HOSTILE)}"
    assert warning.properties["file"] == f"lambeth & co/{ODD_PATH}"
    assert len(commands) == 10 + 1 + 1 < len(SAMPLE)


def test_where_nothing_is_found_there_is_no_command() -> None:
    assert shown() == ([], ["No findings; 1 suppressed, as of 14 Oct 2016."])


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_any_text_makes_one_command_and_comes_back(text: str) -> None:
    diagnostic = replace(overdue(1), message=text, help=text, path=f"plans/{text}", item=text)
    commands, others = shown(diagnostic, diagnostic, base=f"{text}/")
    assert len(commands) == 2
    assert len(others) == 1
    words = printable(text)
    assert commands[0].text == (f"{words}\n{words}" if text else "")
    assert commands[0].properties["file"] == printable(f"{text}/plans/{text}")
    assert list(commands[0].properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
