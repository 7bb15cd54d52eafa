"""A site: which days and which pages it has, and where a text on a page leads."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.document import Facts, Figure, Heading, Table
from pap_cli.drawing import BurnUp, StackedBars
from pap_cli.load.workspace.loader import Workspace
from pap_cli.views.site.view import build
from pap_cli.website import Site

AS_OF = date(2016, 10, 14)
ONE = """\
plan: {id: one, title: Plan one, organisation: A council, start: 2016-01-04}
owners: {head: Head of service}
bodies: {ofsted: {title: Ofsted, outside: true}}
recommendations: [{id: R1, title: Be clear}]
actions:
  - id: A1
    title: Publish the thresholds
    answers: R1
    owner: head
    kpis: [seen]
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01}
      - {id: A1.2, title: Understood, due: 2016-10-21, expected_by: ofsted, depends_on: A1.1}
  - {id: A2, title: Late, scope: corporate, added: 2016-07-04, milestones: [{id: A2.1, title: Done, due: 2017-01}]}
"""
TWO = ONE.replace("id: one, title: Plan one", "id: two, title: Plan two").replace("Publish", "Print")
KPIS = "kpis: [{id: seen, title: Seen in time, target: 90, observations: {2016-Q1: 50, 2016-Q2: 60}}]\n"


def site_of(opened: Workspace, quarters: int = 8, as_of: date = AS_OF) -> Site:
    return build(lambda day: assess(opened.portfolio, day, opened.config.rating), as_of, quarters, 0)


@pytest.fixture
def single(load: Callable[[Files], Workspace]) -> Site:
    return site_of(load({"plans/one.yaml": ONE, "kpis/k.yaml": KPIS}))


@pytest.fixture
def double(load: Callable[[Files], Workspace]) -> Site:
    kpis = {f"kpis/{plan}.yaml": f"plan: {plan}\n{KPIS}" for plan in ("one", "two")}
    shared = "kpis: [{id: agency, title: Agency workers, observations: {2016-Q1: 5}}]\n"
    return site_of(load({"plans/one.yaml": ONE, "plans/two.yaml": TWO, "kpis/k.yaml": shared, **kpis}))


def test_the_days_are_the_quarter_ends_since_the_start(single: Site) -> None:
    assert [day.as_of for day in single.days] == [AS_OF, date(2016, 9, 30), date(2016, 6, 30), date(2016, 3, 31)]
    assert [day.folder for day in single.days] == ["", "2016-09-30/", "2016-06-30/", "2016-03-31/"]


def test_a_date_is_assessed_for_its_paths_and_once_for_all_its_pages(load: Callable[[Files], Workspace]) -> None:
    opened = load({"plans/one.yaml": ONE})
    asked: list[date] = []

    def assessing(day: date) -> Assessment:
        asked.append(day)
        return assess(opened.portfolio, day, opened.config.rating)

    day = build(assessing, AS_OF, 2, 0).days[0]
    assert asked == [AS_OF, date(2016, 9, 30), date(2016, 6, 30)]
    asked.clear()
    for path in day.paths:
        day.content().pages[path].make()
    assert asked == [AS_OF, date(2016, 7, 14)]


def test_the_pages_of_one_date_are_kept_at_a_time(single: Site) -> None:
    first = weakref.ref(single.days[0].content().pages["index.html"].make)
    assert first() is not None
    single.days[1].content()
    gc.collect()
    assert first() is None


def test_every_item_has_a_page_or_a_place_on_one(single: Site) -> None:
    places = {(entry.sort, entry.id): entry.place for entry in single.days[0].content().entries}
    assert places == {
        ("action", "A1"): "plans/one/actions/A1.html",
        ("action", "A2"): "plans/one/actions/A2.html",
        ("milestone", "A1.1"): "plans/one/actions/A1.html#m-A1.1",
        ("milestone", "A1.2"): "plans/one/actions/A1.html#m-A1.2",
        ("milestone", "A2.1"): "plans/one/actions/A2.html#m-A2.1",
        ("recommendation", "R1"): "plans/one/recommendations/R1.html",
        ("owner", "head"): "plans/one/owners/head.html",
        ("body", "ofsted"): "plans/one/bodies/ofsted.html",
        ("KPI", "seen"): "plans/one/kpis/seen.html",
    }
    assert {place.partition("#")[0] for place in places.values()} <= single.days[0].paths


def test_what_was_added_later_is_not_there_before(single: Site) -> None:
    path = "plans/one/actions/A2.html"
    assert [path in day.paths for day in single.days] == [True, True, False, False]
    assert ("one", "A2.1") not in single.days[2].content().links


def test_an_id_leads_to_the_item_of_its_own_plan(double: Site) -> None:
    links = double.days[0].content().links
    assert links["one", "A1.1"] == "plans/one/actions/A1.html#m-A1.1"
    assert links["two", "A1.1"] == "plans/two/actions/A1.html#m-A1.1"
    assert links["", "two:R1"] == "plans/two/recommendations/R1.html"
    assert links["two", "seen"] == "plans/two/kpis/seen.html"
    assert links["", "agency"] == "kpis/agency.html"
    assert links["", "two"] == "plans/two/index.html"
    assert links["two", "Ofsted"] == "plans/two/bodies/ofsted.html"
    assert ("", "A1.1") not in links


def test_a_command_leads_to_the_list_that_tells_more(single: Site, double: Site) -> None:
    assert single.days[0].content().links["", "pap milestones --overdue"] == "milestones.html#has=Late"
    assert double.days[0].content().links["two", "pap milestones --overdue"] == "milestones.html#has=Late&plan=two"


def test_each_of_several_plans_has_an_overview_of_its_own(double: Site) -> None:
    pages = double.days[0].content().pages
    assert pages["index.html"].title == "2 plans"
    own = pages["plans/two/index.html"]
    heading = own.make().blocks[0]
    assert isinstance(heading, Heading)
    assert heading.text == "Plan two"
    assert [tile.count for tile in own.tiles] == [1, 1, 1, 1, 0]
    assert [tile.count for tile in pages["index.html"].tiles] == [2, 2, 2, 2, 0]


def test_lists_of_several_plans_say_which(single: Site, double: Site) -> None:
    for site, several in ((single, False), (double, True)):
        for page in site.days[0].content().pages.values():
            if page.noun:
                (table,) = (block for block in page.make().blocks if isinstance(block, Table))
                titles = [column.title for column in table.filled().columns]
                assert ("Plan" in titles) == (several and bool(table.rows)), page.path


def test_the_page_of_slippage_has_what_slipped_after_the_curves(load: Callable[[Files], Workspace]) -> None:
    later = ", extensions: [{to: 2016-12-02, approved: 2016-10-03, by: head}]"
    plan = ONE.replace("depends_on: A1.1", f"depends_on: A1.1{later}")
    content = site_of(load({"plans/one.yaml": plan, "kpis/k.yaml": KPIS}), 0).days[0].content()
    assert content.links["", "pap slippage"] == "slippage.html"
    blocks = content.pages["slippage.html"].make().blocks
    kinds = [type(block).__name__ for block in blocks]
    assert kinds == ["Paragraph", "Figure", "Paragraph", "Table"]
    (table,) = (block for block in blocks if isinstance(block, Table))
    titles = [column.title for column in table.columns]
    first = dict(zip(titles, (cell.text for cell in table.rows[0]), strict=True))
    assert (first["ID"], first["Slipped"], first["Moves"]) == ("A1.2", "42 days", "1 approved")
    assert (first["Approved by"], first["Owner"]) == ("Head of service", "Head of service")


def test_the_overview_shows_how_it_came_there(single: Site) -> None:
    figures = [
        block for block in single.days[0].content().pages["index.html"].make().blocks if isinstance(block, Figure)
    ]
    bars, burn_up = (figure.drawing for figure in figures)
    assert isinstance(bars, StackedBars)
    assert [bar.label for bar in bars.bars] == ["31 Mar 2016", "30 Jun 2016", "30 Sep 2016", "14 Oct 2016"]
    assert isinstance(burn_up, BurnUp)
    assert {steps.name: steps.points[-1] for steps in burn_up.series} == {
        "first due dates": (date(2017, 1, 31), 3),
        "approved due dates": (date(2017, 1, 31), 3),
        "delivered": (date(2016, 1, 4), 0),
    }
    earliest = [
        block for block in single.days[-1].content().pages["index.html"].make().blocks if isinstance(block, Figure)
    ]
    assert [type(figure.drawing) for figure in earliest] == [BurnUp]


def test_an_action_tells_of_each_of_its_milestones(single: Site) -> None:
    (page,) = (page for page in single.days[0].content().pages.values() if page.path.endswith("A1.html"))
    blocks = page.make().blocks
    assert [block.text for block in blocks if isinstance(block, Heading) and block.level == 4] == [
        "A1.1 Published",
        "A1.2 Understood",
    ]
    facts = [block for block in blocks if isinstance(block, Facts)]
    assert len(facts) == 4
    assert all(label != "Action" for block in facts for label, _ in block.pairs)


def test_a_workspace_without_a_plan_has_a_site_that_says_so(load: Callable[[Files], Workspace], tmp_path: Path) -> None:
    site = site_of(load({}))
    assert len(site.days) == 1
    assert [page.make() for page in site.days[0].content().pages.values()]
    assert site.title == "No plan"
