"""Every view in every format, as it was looked at and found good; formats are found, not listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import ROOT
from pap_cli.columns.selection import Selection
from pap_cli.document import View
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.dates import add_months
from pap_cli.problems.files import HIDDEN_CHARACTER
from pap_cli.render.screen import Screen
from pap_cli.views.item import view as item
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews, timeline
from pap_cli.views.status import view as status
from render.formats import TEXT_FORMATS
from render.sample import assessed, sample_views, workspace

GOLDENS = Path(__file__).parent / "goldens"
VIEWS = sample_views()
LOOKS = re.compile(
    r"(?<=<style>).*?(?=</style>)|(?<=sha256-)[^']*|(?<=<svg xmlns=\"http://www.w3.org/2000/svg\").*?(?=</svg>)",
    re.DOTALL,
)
"""The looks of a page, which are the style sheet's and the drawings', and not its own."""


@dataclass(frozen=True)
class Case:
    """A view in a format on a screen, and the file that holds how it looks."""

    view: str
    format: str
    screen: Screen
    variant: str = ""

    @property
    def path(self) -> Path:
        return GOLDENS / self.view / f"{self.format}{self.variant}.txt"


def cases() -> list[Case]:
    found = []
    for name, make in VIEWS.items():
        for format in TEXT_FORMATS:
            if not find_format(format).takes(make().kind):
                continue
            if format == "terminal":
                found += [Case(name, format, Screen(width), f"-{width}") for width in (60, 100, 160)]
                found.append(Case(name, format, Screen(100, colour=True), "-100-colour"))
                found.append(Case(name, format, Screen(100, unicode=False), "-100-ascii"))
            else:
                found.append(Case(name, format, Screen(100)))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.view}-{case.format}{case.variant}")
def test_golden(case: Case, golden: Callable[[Path, str], None]) -> None:
    text = find_format(case.format).render(VIEWS[case.view](), case.screen)
    golden(case.path, LOOKS.sub("…", text) if case.format == "html" else text)


def test_no_golden_is_left_behind() -> None:
    known = {case.path for case in cases()}
    assert {path for path in GOLDENS.rglob("*") if path.is_file()} == known


def test_the_sample_says_what_it_is_meant_to() -> None:
    assert {one.rule for one in workspace().diagnostics} == {HIDDEN_CHARACTER}
    assert len(assessed(workspace()).milestones) == 7


@cache
def example() -> dict[str, View]:
    """The lists and pages of the repository's own example."""
    opened = open_workspace(ROOT)
    now = assessed(opened)
    lists = (milestones, actions, recommendations, kpis, reviews, owners, timeline)
    found: dict[str, View] = {module.__name__.rpartition(".")[2]: module.build(now, Selection()) for module in lists}
    before = assessed(opened, add_months(date(2016, 10, 14), -3))
    found["status"] = status.build(now, lambda: before, 3)
    for id in ("A8.3", "A8", "R1", "C1", "ofsted", "dcs", "cabinet-quarterly", "board-adoption-a1"):
        found[id] = item.build(now, id)
    return found


def lines_of(view: View, screen: Screen) -> list[str]:
    return find_format("terminal").render(view, screen).split("\n")


@pytest.mark.parametrize("name", sorted({*VIEWS, *(f"example {name}" for name in example())}))
def test_no_line_is_wider_than_the_screen_nor_ends_in_blanks(name: str) -> None:
    view = example()[name.removeprefix("example ")] if name.startswith("example ") else VIEWS[name]()
    for width in (40, 60, 61, 66, 73, 80, 99, 117, 140, 171, 200):
        for line in lines_of(view, Screen(width)):
            assert cell_len(line) <= width
            assert line == line.rstrip()


@pytest.mark.parametrize("width", [60, 72, 80, 100, 200])
def test_ids_and_dates_are_never_cut(width: int) -> None:
    shown = {
        name: "\n".join(lines_of(example()[name], Screen(width))) for name in ("milestones", "timeline", "reviews")
    }
    now = assessed(open_workspace(ROOT))
    for milestone in now.milestones:
        assert f"\n  {milestone.id} " in shown["milestones"]
        assert str(milestone.schedule.due) in shown["milestones"]
        assert f" {milestone.id} " in shown["timeline"]
    for occurrence in reviews.shown_occurrences(now):
        assert f" {occurrence.review.id} " in shown["reviews"]
        assert str(occurrence.due) in shown["reviews"]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_every_column_of_a_table_starts_at_one_place(width: int) -> None:
    lines = lines_of(example()["milestones"], Screen(width))
    heading, rows = lines[0], [line for line in lines[1:] if re.match(r"  A\d", line)]
    assert len(rows) > 100
    for title in ("ID", "Rating", "Due"):
        start = heading.index(title)
        assert all(row[start - 2 : start] == "  " and row[start] != " " for row in rows), title


def test_ascii_is_all_there_is_where_a_screen_knows_no_more() -> None:
    for name, make in VIEWS.items():
        for format in TEXT_FORMATS:
            found, view = find_format(format), make()
            if found.takes(view.kind) and not found.utf8:
                assert str(found.render(view, Screen(100, unicode=False))).isascii(), (name, format)
