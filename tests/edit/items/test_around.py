"""What is around an item is enough: its rating, its state and its findings are those of the whole portfolio."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import ROOT
from pap_cli.assess.assessment import assess
from pap_cli.checks.engine import run_checks
from pap_cli.edit.draft.standing import standing
from pap_cli.edit.items.around import around
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.load.workspace.loader import Workspace, open_workspace

DAYS = (date(2015, 9, 1), date(2016, 10, 14), date(2017, 7, 1))


@pytest.fixture(scope="module")
def example() -> Workspace:
    return open_workspace(ROOT)


def rated(workspace: Workspace) -> list[Item]:
    sorts = (Sort.MILESTONE, Sort.ACTION, Sort.RECOMMENDATION, Sort.KPI)
    return [item for item in items_of(workspace.portfolio) if item.sort in sorts]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_an_item_stands_as_in_the_whole_portfolio(example: Workspace, day: date) -> None:
    whole = assess(example.portfolio, day, example.config.rating)
    items = rated(example)
    assert len(items) > 150
    for item in items:
        part = around(example.portfolio, [item])
        assert standing(assess(part, day, example.config.rating), item) == standing(whole, item)


def test_several_items_stand_as_alone(example: Workspace) -> None:
    items = rated(example)[::17]
    now = assess(around(example.portfolio, items), DAYS[1], example.config.rating)
    whole = assess(example.portfolio, DAYS[1], example.config.rating)
    assert [standing(now, item) for item in items] == [standing(whole, item) for item in items]


def test_an_item_has_the_findings_that_it_has_in_the_whole_portfolio(example: Workspace) -> None:
    settings = example.config.check
    whole = run_checks(assess(example.portfolio, DAYS[1], example.config.rating), (), settings).diagnostics
    for item in rated(example)[::3]:
        now = assess(around(example.portfolio, [item]), DAYS[1], example.config.rating)
        found = {one.rule.code for one in run_checks(now, (), settings).diagnostics if one.item == item.id}
        assert found == {one.rule.code for one in whole if one.item == item.id}


def test_little_of_a_plan_is_around_an_item(example: Workspace) -> None:
    (item,) = (one for one in items_of(example.portfolio) if one.id == "A1.1")
    (plan,) = around(example.portfolio, [item]).plans
    assert len(plan.actions) < 10
    assert len(plan.owners) == len(example.portfolio.plans[0].owners)
