"""The page of one item."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.document import Document, Facts, Heading
from pap_cli.errors import PapError
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.render.screen import Screen
from pap_cli.views.item import view as item
from render.sample import AS_OF, assessed, sample_views, workspace
from views.status.test_view import TWO

NOW = assessed(workspace())


@pytest.mark.parametrize(
    ("id", "sort", "path"),
    [
        ("A1.2", "milestone", "plans/plan.yaml"),
        ("A1", "action", "plans/plan.yaml"),
        ("R1", "recommendation", "plans/plan.yaml"),
        ("in-time", "kpi", "kpis/kpis.yaml"),
        ("quarterly", "review", "plans/plan.yaml"),
        ("C1", "concern", "plans/plan.yaml"),
        ("dcs", "owner", "plans/plan.yaml"),
        ("ofsted", "body", "plans/plan.yaml"),
    ],
)
def test_every_sort_of_item_has_a_page_with_its_place(id: str, sort: str, path: str) -> None:
    view = item.build(NOW, id)
    facts = view.facts()[sort]
    assert isinstance(facts, dict)
    assert facts["id"] == id
    last = view.document().blocks[-1]
    assert isinstance(last, Facts)
    assert last.pairs[-1][1].text.startswith(f"{path}:")
    heading = view.document().blocks[0]
    assert isinstance(heading, Heading)
    assert heading.text.startswith(id)


def test_every_id_of_the_sample_can_be_shown() -> None:
    found = list(item.candidates(NOW))
    assert len({one.sort for one in found}) == 8
    for one in found:
        assert isinstance(item.build(NOW, one.id).document(), Document)


def test_case_does_not_matter() -> None:
    assert item.build(NOW, "a1.2").facts() == item.build(NOW, "A1.2").facts()


@pytest.mark.parametrize(("wrong", "near"), [("A1.22", "A1.2"), ("quartely", "quarterly"), ("intime", "in-time")])
def test_an_unknown_id_names_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(PapError) as caught:
        item.build(NOW, wrong)
    assert near in caught.value.help


def test_an_id_in_two_plans_is_told_apart_by_the_plan(load: Callable[[Files], Workspace]) -> None:
    opened = load(TWO)

    def now(plan: str | None) -> Assessment:
        portfolio = opened.portfolio.only(plan) if plan else opened.portfolio
        return assess(portfolio, AS_OF, Policy())

    with pytest.raises(PapError, match="more than one item") as caught:
        item.build(now(None), "A1")
    assert "--plan" in caught.value.help
    shown = item.build(now("two"), "A1").facts()["action"]
    assert isinstance(shown, dict)
    assert shown["plan"] == "two"


SHARED_ID = {
    "plans/p.yaml": """\
plan: {id: p, title: Plan, start: 2015-01-05}
owners: {x: {title: Owner of that name}}
bodies: {x: {title: Body of that name}}
recommendations: [{id: x, title: Recommendation of that name}]
actions: [{id: A1, title: Act, answers: x, owner: x, milestones: [{id: A1.1, title: Do, due: 2016-12-01}]}]
""",
    "plans/q.yaml": "plan: {id: q, title: Other, start: 2015-01-05}\n",
    "kpis/k.yaml": "kpis: [{id: A1, title: KPI of that name}]\n",
}


@pytest.mark.parametrize(
    ("id", "sorts", "titles"),
    [
        ("x", {"recommendation", "owner", "body"}, ("Recommendation of", "Owner of", "Body of")),
        ("A1", {"action", "kpi"}, ("Act", "KPI of that name")),
        ("a1", {"action", "kpi"}, ("Act", "KPI of that name")),
        ("A1.1", {"milestone"}, ("Do",)),
    ],
)
def test_each_item_with_an_id_is_shown(
    load: Callable[[Files], Workspace], id: str, sorts: set[str], titles: tuple[str, ...]
) -> None:
    view = item.build(assess(load(SHARED_ID).portfolio, AS_OF, Policy()), id)
    assert view.facts().keys() - {"schema_version", "as_of"} == sorts
    names = [name for name, _ in view.records().rows]
    assert len(names) == len(set(names))
    page = find_format("plain").render(view, Screen())
    assert all(title in page for title in titles)
    assert str(page).count("plans/p.yaml:") + str(page).count("kpis/k.yaml:") == len(sorts)


def test_an_id_of_different_sorts_in_two_plans_is_told_apart_by_the_plan(
    load: Callable[[Files], Workspace],
) -> None:
    files = {**SHARED_ID, "plans/q.yaml": "plan: {id: q, title: Q, start: 2015-01-05}\nowners: {A1: Somebody}\n"}
    with pytest.raises(PapError, match="an action in p, an owner in q, a KPI in no plan") as caught:
        item.build(assess(load(files).portfolio, AS_OF, Policy()), "A1")
    assert "--plan" in caught.value.help


def test_the_page_of_a_milestone_tells_every_date_it_ever_had() -> None:
    shown = find_format("plain").render(sample_views()["item-milestone"](), Screen())
    for words in ("30 Nov 2015", "29 Feb 2016", "2016-Q3", "31 Dec 2016", "25 Nov 2016", "5 Jan 2016"):
        assert words in shown
