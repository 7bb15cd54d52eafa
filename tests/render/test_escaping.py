"""Any text, in any place of a page, survives every format: nothing in it is obeyed, and nothing of it breaks a row."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.diagnostics import Diagnostic, Excerpt, Rule, Severity
from pap_cli.document import (
    Document,
    Facts,
    Figure,
    Finding,
    Findings,
    Heading,
    Paragraph,
    Passage,
    Prose,
    Records,
    Run,
    Table,
)
from pap_cli.drawing import Bar, Mark, StackedBars, TimeChart, TimeRow
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Span
from pap_cli.model.plan import Portfolio
from pap_cli.render.screen import Screen
from render.formats import TEXT_FORMATS
from render.sample import views_of, workspace

NASTY = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x9b31m",
    "\u202egnp.exe\u202c",
    "\u2066\u2069\u200b\u200d\ufeff\u2060",
    "one\ntwo\r\nthree\rfour\vfive\x85six\u2028seven",
    "\t",
    "\x00",
    "\x7f",
    "::error::no",
    " ::set-env name=PATH::x",
    "##[group]no",
    "##vso[task.complete]",
    "＃＃［error]",
    "：：error：：",
    "#" + "\u200b" + "#[error]",
    "[/]",
    "[bold]",
    ":warning:",
    "\\",
    "\\|",
    "|",
    "<script>alert(1)</script>",
    "<!--",
    "&lt;",
    "`",
    "```",
    "=cmd()|'/c calc'!A0",
    " =cmd()",
    "\t@cmd()",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "1e5",
    "0x1F",
    "1.",
    "- ",
    "# ",
    "'",
    '"',
    ",",
    ";",
    "😀",
    "第一百次",
    "e\u0301",
    "\ufffe\uffff",
    "\U000e0041",
    " ",
    "",
    "a" * 200,
)
TEXT = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5
).map("".join)
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
WIDTHLESS = frozenset("\u200b\u200c\u200d\u2060\ufeff")
SGR = re.compile(r"\x1b\[(?:0|[\d;]*\d)m")
Test = Callable[..., None]
RULE = Rule("PAP999", "sample-rule", Severity.ERROR, "A page.")


def each_nasty(**fixed: object) -> Callable[[Test], Test]:
    """Every one of the nasty texts as an example of its own, whatever else is tried."""

    def decorate(test: Test) -> Test:
        for text in NASTY:
            test = example(text=text, **fixed)(test)
        return test

    return decorate


@dataclass(frozen=True)
class HostileView:
    """Every kind of block, with one text in every place where a text from a file can stand."""

    text: str
    kind: str = "findings"

    def facts(self) -> Mapping[str, object]:
        return {"title": self.text, "inner": [{"note": self.text}]}

    def records(self) -> Records:
        return Records(("title", "list", "number", "none"), [(self.text, [self.text, "x"], -5, None)] * 2)

    def document(self) -> Document:
        text, day = self.text, date(2016, 10, 14)
        cell = Cell(text, Tone.RED, marked=True)
        diagnostic = Diagnostic(
            rule=RULE, message=text, help=text, path=f"plans/{text}", span=Span(3, 2, 3, 9), plan=text, item=text
        )
        placeless = Diagnostic(rule=RULE, message=text, path=text, severity=Severity.NOTE)
        start = min(len(text) + 1, 3)
        return Document(
            text,
            (
                Heading(text, aside=text),
                Heading(text, level=1, aside=text),
                Paragraph(text, Tone.AMBER),
                Prose(
                    (Passage((Run(text), Run(text, strong=True), Run(text, emphasis=True))), Passage((Run(text),), "•"))
                ),
                Prose((Passage((Run(text),), "1."), Passage((Run(text, strong=True, emphasis=True),), "2."))),
                Figure(
                    text,
                    text,
                    StackedBars((Bar(text, ((Tone.RED, 2),)),), ((Tone.RED, text),), text),
                    Table(
                        (Column(text, flexible=True), Column("Red")), ((Cell(text), Cell("2")), (Cell("A"), Cell("3")))
                    ),
                ),
                Facts(((text, cell), ("label", Cell(text)))),
                Facts((("", Cell(text, Tone.STRONG)),)),
                Table(
                    (Column(text), Column("Title", flexible=True), Column("Number", Align.RIGHT, keep=1)),
                    ((Cell(text), cell, Cell("12")), (Cell("A1"), Cell("x"), Cell(text))),
                    more=text,
                ),
                TimeChart(
                    date(2016, 1, 1),
                    date(2017, 1, 1),
                    day,
                    ((text, (TimeRow(cell, text, (Mark(day, "due"),)),)),),
                    (("due", "approved date"),),
                ),
                Findings(
                    (
                        Finding(diagnostic, Excerpt(3, text, start, start + 4)),
                        Finding(diagnostic.at(Severity.WARNING), None),
                        Finding(placeless, None),
                    ),
                    base=f"{text}/",
                ),
            ),
        )


OWN_COMMANDS = {
    "github": re.compile(r"^::((?:error|warning|notice) \w+=[^:\n]*::)", re.MULTILINE),
    "azure": re.compile(r"^##vso\[(task\.logissue (?:\w+=[^;\]\n]*;)+\])", re.MULTILINE),
}
"""How a line begins that is a command by design; what it says and the text behind it must be harmless nevertheless."""


COLOURED = [name for name in TEXT_FORMATS if "\x1b" in find_format(name).controls]


def disarmed(name: str, out: str) -> tuple[str, int]:
    """What a format wrote without what makes a command of a line, and how many commands there were."""
    return OWN_COMMANDS[name].subn(r"\1", out) if name in OWN_COMMANDS else (out, 0)


def assert_harmless(text: str, controls: str = "") -> None:
    for character in set(text):
        assert character in {"\n", *controls} or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp"), ascii(
            character
        )
    assert BIDI.isdisjoint(text)
    assert WIDTHLESS.isdisjoint(text)
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::"), line
        assert not re.search(r"##\w*\[", line), line


def shown(name: str, text: str, screen: Screen) -> str:
    return find_format(name).render(HostileView(text), screen)


@pytest.mark.parametrize("name", TEXT_FORMATS)
@each_nasty(width=60, unicode=True)
@each_nasty(width=60, unicode=False)
@settings(max_examples=25, deadline=None)
@given(text=TEXT, width=st.integers(40, 130), unicode=st.booleans())
def test_nothing_in_a_text_is_obeyed(name: str, text: str, width: int, unicode: bool) -> None:
    out = shown(name, text, Screen(width, unicode=unicode))
    bare, commands = disarmed(name, out)
    assert_harmless(bare, find_format(name).controls)
    assert commands == {"github": 3, "azure": 2}.get(name, 0)
    if not unicode and not find_format(name).utf8:
        assert out.isascii()


@each_nasty(width=60)
@settings(max_examples=25, deadline=None)
@given(text=TEXT, width=st.integers(40, 130))
def test_colour_is_ours_alone(text: str, width: int) -> None:
    for name in COLOURED:
        coloured = shown(name, text, Screen(width, colour=True))
        bare = SGR.sub("", coloured)
        assert_harmless(bare)
        assert bare == shown(name, text, Screen(width))


@each_nasty(width=60)
@settings(max_examples=25, deadline=None)
@given(text=TEXT, width=st.integers(40, 130))
def test_the_terminal_is_never_written_beyond_its_edge(text: str, width: int) -> None:
    for line in shown("terminal", text, Screen(width)).split("\n"):
        assert cell_len(line) <= width


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_csv_keeps_its_columns_and_starts_no_formula(text: str) -> None:
    header, *rows = csv.reader(io.StringIO(shown("csv", text, Screen())))
    assert header == ["title", "list", "number", "none"]
    assert len(rows) == 2
    for row in rows:
        assert len(row) == len(header)
        assert row[2:] == ["-5", ""]
        for cell in row[:2]:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@each_nasty(unicode=True)
@settings(max_examples=80, deadline=None)
@given(text=TEXT, unicode=st.booleans())
def test_json_gives_the_text_back(text: str, unicode: bool) -> None:
    assert json.loads(shown("json", text, Screen(unicode=unicode))) == {"title": text, "inner": [{"note": text}]}


def columns_of(row: str) -> int:
    """How many cells a Markdown row has: pipes that no backslash escapes, less one."""
    return len(re.findall(r"\|", re.sub(r"\\.", "", row))) - 1


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_markdown_keeps_its_columns_and_holds_no_tag(text: str) -> None:
    out = shown("markdown", text, Screen())
    lines = out.split("\n")
    rules = [number for number, line in enumerate(lines) if re.fullmatch(r"\|( -{2,}[-:] \|)+", line)]
    assert len(rules) == 3
    for number, columns, rows in zip(rules, (2, 3, 4), (2, 2, 1), strict=True):
        assert [columns_of(line) for line in lines[number - 1 : number + rows + 1]] == [columns] * (rows + 2)
    assert not re.search(r"<[A-Za-z/!?]", out)
    assert not re.search(r"(?<!\\)`", out)


@each_nasty()
@settings(max_examples=25, deadline=None)
@given(text=TEXT)
def test_svg_is_xml_and_holds_the_text(text: str) -> None:
    root = ElementTree.fromstring(shown("svg", f"Anchor {text}", Screen(100)))  # noqa: S314 (our own text)
    assert root.tag.endswith("svg")
    words = "".join(root.itertext()).replace("\xa0", " ")
    assert "Anchor" in words
    assert not [element for element in root.iter() if element.tag.endswith(("script", "image", "foreignObject"))]


@pytest.mark.parametrize("text", ["1e5", "0x1F", "[bold]", ":warning:", "\\", "a\\b", "[/]", "<b>", "=1", "08"])
@pytest.mark.parametrize("name", ["terminal", "plain", "full", "concise"])
def test_harmless_text_is_shown_as_it_is(name: str, text: str) -> None:
    assert text in shown(name, f"see {text} here", Screen(130))


@cache
def with_title(text: str) -> Workspace:
    """The sample, its first milestone called by a text, its first action noted with it, its first KPI too."""
    opened = workspace()
    (plan,) = opened.portfolio.plans
    action = plan.actions[0]
    milestone = replace(action.milestones[1], title=text, notes=(replace(action.notes[0], text=text),))
    changed = replace(action, milestones=(milestone, *action.milestones[2:]), success=(text,))
    kpi = replace(opened.portfolio.kpis[0], title=text, unit=text)
    plans = (replace(plan, actions=(changed, *plan.actions[1:])),)
    return replace(opened, portfolio=Portfolio(plans=plans, kpis=(kpi, *opened.portfolio.kpis[1:])))


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_hostile_title_survives_every_view_and_format(text: str) -> None:
    for name, make in views_of(with_title(text)).items():
        if name in ("status", "milestones", "timeline", "item-milestone", "item-kpi"):
            view = make()
            for format in TEXT_FORMATS:
                if format != "svg" and find_format(format).takes(view.kind):
                    found = find_format(format)
                    assert_harmless(found.render(view, Screen(80)), found.controls)
