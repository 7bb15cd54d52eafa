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


def test_the_page_of_a_milestone_tells_every_date_it_ever_had() -> None:
    shown = find_format("plain").render(sample_views()["item-milestone"](), Screen())
    for words in ("30 Nov 2015", "29 Feb 2016", "2016-Q3", "31 Dec 2016", "25 Nov 2016", "5 Jan 2016"):
        assert words in shown
