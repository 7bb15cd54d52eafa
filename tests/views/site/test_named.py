"""Names on the pages of a site: of posts and bodies in place of their IDs, and first in headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from conftest import Files
from pap_cli.cell import Cell
from pap_cli.document import Document, Facts, Heading, Paragraph, Table
from pap_cli.load.workspace.loader import Workspace
from views.site.test_view import KPIS, site_of

PLAN = """\
plan: {id: one, title: Plan one, start: 2016-01-04}
owners: {head: "Head, Children's Care", dcs: Director, board: Head of the Board's office, twin: Director, A1: Chair}
bodies: {board: The Board, ofsted: {title: Ofsted, outside: true}}
themes: {visits: {title: "Visits, and calls"}}
recommendations: [{id: R1, title: Be clear, made_by: ofsted}]
actions:
  - id: A1
    title: Publish it
    answers: R1
    theme: visits
    owner: [head, dcs]
    lead: board
    kpis: [seen]
    notes: [{on: 2016-09-01, by: dcs, text: dcs said so}, {on: 2016-09, by: board, text: Agreed}]
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30, expected_by: [ofsted, board]}
      - {id: A1.2, title: dcs, due: 2017-10-21, owner: [unknown, twin]}
      - id: A1.3
        title: Set
        due: 2017-10-21
        override: {rating: red, by: dcs, reason: Doubt, on: 2016-10-01, until: 2016-12-31}
  - {id: A2, title: Last, scope: corporate, owner: A1, milestones: [{id: A2.1, title: Done, due: 2017-01}]}
"""
KPI = KPIS.replace("id: seen", "id: seen, owner: head")


@pytest.fixture
def pages(load: Callable[[Files], Workspace]) -> dict[str, Document]:
    site = site_of(load({"plans/one.yaml": PLAN, "kpis/k.yaml": KPI}), 0)
    return {path.removeprefix("plans/one/"): page.make() for path, page in site.days[0].content().pages.items()}


def cells(document: Document, title: str) -> Iterator[Cell]:
    for block in document.blocks:
        if isinstance(block, Table):
            at = [index for index, column in enumerate(block.columns) if column.title == title]
            yield from (row[index] for row in block.rows for index in at)


def facts(document: Document) -> list[tuple[str, Cell]]:
    return [pair for block in document.blocks if isinstance(block, Facts) for pair in block.pairs]


def of(document: Document, label: str) -> list[Cell]:
    return [cell for name, cell in facts(document) if name == label]


def test_owners_in_lists_are_posts_each_with_its_own_page(pages: dict[str, Document]) -> None:
    found = list(cells(pages["milestones.html"], "Owner"))
    assert {cell.text for cell in found} == {"Head, Children's Care, Director", "unknown, Director", "Chair"}
    both, other = (next(cell for cell in found if word in cell.text) for word in ("Care", "unknown"))
    assert both.names == (("Head, Children's Care", "head Head, Children's Care"), ("Director", "dcs Director"))
    assert other.names == (("unknown", "unknown"), ("Director", "twin Director"))


def test_a_post_and_a_body_or_an_action_with_one_id_stay_apart(pages: dict[str, Document]) -> None:
    assert {cell.text for cell in cells(pages["milestones.html"], "Lead")} >= {"Head of the Board's office"}
    assert "Ofsted, The Board" in {cell.text for cell in cells(pages["milestones.html"], "Expected by")}
    chair = of(pages["actions/A2.html"], "Owner")[0]
    assert chair.names == (("Chair", "A1 Chair"),)


def test_facts_have_posts_without_ids(pages: dict[str, Document]) -> None:
    page = pages["actions/A1.html"]
    assert of(page, "Owner")[0].text == "Head, Children's Care, Director"
    assert of(page, "Lead")[0].names == (("Head of the Board's office", "board Head of the Board's office"),)
    assert of(page, "Theme")[0].names == (("Visits, and calls", "visits Visits, and calls"),)
    assert of(pages["kpis/seen.html"], "Owner")[0].names == (("Head, Children's Care", "head Head, Children's Care"),)


def test_authors_are_named_and_what_they_wrote_stays(pages: dict[str, Document]) -> None:
    notes = [(label, cell.text) for label, cell in facts(pages["actions/A1.html"]) if "2016, " in label]
    assert notes == [("Sep 2016, The Board", "Agreed"), ("1 Sep 2016, Director", "dcs said so")]
    assert "dcs" in {cell.text for cell in cells(pages["milestones.html"], "Milestone")}


def test_who_set_a_rating_is_named(pages: dict[str, Document]) -> None:
    said = [cell.text for cell in cells(pages["index.html"], "Rating and why")]
    assert any("set by Director until 31 Dec 2016" in text for text in said)
    told = [block.text for block in pages["index.html"].blocks if isinstance(block, Paragraph)]
    assert "Red but not overdue: A1.3 (set by Director until 31 Dec 2016)." in told


@pytest.mark.parametrize(
    ("path", "name", "id"),
    [
        ("actions/A1.html", "Publish it", "A1"),
        ("recommendations/R1.html", "Be clear", "R1"),
        ("owners/head.html", "Head, Children's Care", "head"),
        ("bodies/board.html", "The Board", "board"),
        ("kpis/seen.html", "Seen in time", "seen"),
    ],
)
def test_a_page_is_headed_by_the_name_of_its_item(pages: dict[str, Document], path: str, name: str, id: str) -> None:
    head = pages[path].blocks[0]
    assert isinstance(head, Heading)
    assert (head.name, head.id) == (name, id)


def test_so_is_each_milestone(pages: dict[str, Document]) -> None:
    heads = [block for block in pages["actions/A1.html"].blocks if isinstance(block, Heading)]
    assert ("Published", "A1.1") in {(head.name, head.id) for head in heads}
    assert ("Milestones", "") in {(head.name, head.id) for head in heads}


@pytest.mark.parametrize(
    ("path", "column"), [("owners.html", "Owner"), ("bodies.html", "Body"), ("themes.html", "Theme")]
)
def test_lists_of_names_have_no_column_of_ids(pages: dict[str, Document], path: str, column: str) -> None:
    assert list(cells(pages[path], column))
    assert all(cell.names for cell in cells(pages[path], column) if cell.text not in ("no owner", "no theme"))
    assert not list(cells(pages[path], "ID"))


def test_each_plan_has_its_own_names(load: Callable[[Files], Workspace]) -> None:
    two = PLAN.replace("id: one, title: Plan one", "id: two, title: Plan two").replace("dcs: Director", "dcs: Boss")
    site = site_of(load({"plans/one.yaml": PLAN, "plans/two.yaml": two}), 0)
    (table,) = (
        block for block in site.days[0].content().pages["milestones.html"].make().blocks if isinstance(block, Table)
    )
    titles = [column.title for column in table.columns]
    found = {(row[titles.index("Plan")].text, row[titles.index("Owner")].text) for row in table.rows}
    assert {("one", "Head, Children's Care, Director"), ("two", "Head, Children's Care, Boss")} <= found
