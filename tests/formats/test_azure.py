"""Azure's commands, read back as its agent reads them."""

from __future__ import annotations

from hypothesis import given, settings
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.findings import HOSTILE, ODD_PATH, overdue, sample_findings, view_of
from render.test_escaping import TEXT, each_nasty

PREFIX = "##vso["


def unescaped(text: str) -> str:
    """Text as the agent reads it, the per cent sign last."""
    for escape, meant in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
        text = text.replace(escape, meant)
    return text


def read(out: str) -> tuple[list[tuple[dict[str, str], str]], list[str]]:
    """The issues in a log, each with its properties and its text, and the other lines."""
    issues, others = [], []
    for line in out.removesuffix("\n").split("\n"):
        if PREFIX not in line:
            others.append(line)
            continue
        command, _, text = line.partition(PREFIX)[2].partition("]")
        name, _, properties = command.partition(" ")
        assert name == "task.logissue"
        pairs = (pair.partition("=") for pair in properties.split(";") if pair)
        issues.append(({key: unescaped(value) for key, _, value in pairs}, unescaped(text)))
    return issues, others


def shown(*diagnostics: Diagnostic, base: str = "") -> tuple[list[tuple[dict[str, str], str]], list[str]]:
    return read(find_format("azure").render(view_of(*diagnostics, base=base), Screen()))


def test_a_finding_is_an_issue_at_its_place() -> None:
    ((issue,), others) = shown(overdue(2), base="lambeth/")
    properties = {
        "type": "error",
        "sourcepath": "lambeth/plans/plan.yaml",
        "linenumber": "2",
        "columnnumber": "10",
        "code": "PAP901",
    }
    assert issue == (properties, "A1.2 is 14 days overdue; write completed: when it was delivered")
    assert others == ["1 error; 1 suppressed, as of 14 Oct 2016."]


def test_a_finding_without_a_file_has_no_place_and_one_about_a_file_no_line() -> None:
    ((nowhere, _), (whole, _)), _ = shown(replace(overdue(1), path="", span=None), replace(overdue(2), span=None))
    assert list(nowhere) == ["type", "code"]
    assert list(whole) == ["type", "sourcepath", "code"]


def test_a_note_is_a_plain_line() -> None:
    issues, others = shown(overdue(1).at(Severity.WARNING), overdue(2).at(Severity.NOTE), base="lambeth/")
    assert [properties["type"] for properties, _ in issues] == ["warning"]
    assert others[0] == "lambeth/plans/plan.yaml:2:10: note PAP901 A1.2 is 14 days overdue"


def test_the_sample_comes_back_whole() -> None:
    issues, _ = read(find_format("azure").render(sample_findings(), Screen()))
    assert len(issues) == 15
    properties, text = issues[-1]
    assert text == printable(f"{HOSTILE}; {HOSTILE}")
    assert properties["sourcepath"] == f"lambeth & co/{ODD_PATH}"


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_any_text_makes_one_issue_and_comes_back(text: str) -> None:
    diagnostic = replace(overdue(1), message=text, help="", path=f"plans/{text}", item=text)
    issues, others = shown(diagnostic, diagnostic.at(Severity.WARNING), diagnostic.at(Severity.NOTE), base=f"{text}/")
    assert len(issues) == len(others) == 2
    properties, words = issues[0]
    assert words == printable(text)
    assert properties["sourcepath"] == printable(f"{text}/plans/{text}")
    assert list(properties) == ["type", "sourcepath", "linenumber", "columnnumber", "code"]
