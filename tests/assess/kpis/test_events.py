"""KPIs with rare events: their figures are the days between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assess.making import day
from conftest import SKELETON
from pap_cli.assess.kpis.kpi import KpiStatus, assess_kpi
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.model.rating import Rating

Load = Callable[[Mapping[str, str | bytes]], Workspace]


def status(load: Load, facts: str, as_of: str = "2016-10-14") -> KpiStatus:
    text = f"kpis: [{{id: k, title: Serious incidents, {facts}}}]\n"
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": text})
    assert workspace.diagnostics == ()
    return assess_kpi(workspace.portfolio.kpis[0], day(as_of), Policy())


def days(status: KpiStatus) -> list[tuple[str, object]]:
    return [(one.period.written, one.value) for one in status.series]


def test_a_figure_is_the_days_since_the_event_before(load: Load) -> None:
    found = status(load, "events: [2016-01-03, 2016-01-20T12:00, 2016-03-01 06:00]")
    assert days(found) == [("2016-01-20T12:00", 17.5), ("2016-03-01 06:00", 40.75)]
    assert (found.kpi.unit, found.value, found.age_days) == ("days", 40.75, 227)


def test_events_need_not_be_in_order(load: Load) -> None:
    assert days(status(load, "events: [2016-03-01, 2016-01-03]")) == [("2016-03-01", 58)]


@pytest.mark.parametrize("events", ["[2016-01-03]", "2016-01-03", "[{at: 2016-01-03}]"])
def test_one_event_is_no_figure_yet(load: Load, events: str) -> None:
    found = status(load, f"target: 60, events: {events}")
    assert (found.series, found.rating, found.age_days) == ((), Rating.GREY, 285)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2016-03-31", [("2016-02-01", 31)]),
        ("2016-04-10", [("2016-02-01", 31), ("2016-04-01", 60)]),
        ("2016-06-01", [("2016-02-01", 31), ("2016-03-01", 29), ("2016-04-01", 31)]),
    ],
)
def test_an_event_exists_once_it_is_known(load: Load, as_of: str, expected: list[tuple[str, float]]) -> None:
    events = "events: [2016-01-01, 2016-02-01, {at: 2016-03-01, published: 2016-05-20}, 2016-04-01]"
    assert days(status(load, events, as_of)) == expected


def test_a_kpi_can_say_when_its_events_become_known(load: Load) -> None:
    facts = "published_after: 1 month, events: [2016-01-01, 2016-02-01]"
    assert days(status(load, facts, "2016-02-29")) == []
    assert days(status(load, facts, "2016-03-01")) == [("2016-02-01", 31)]


def test_an_event_after_the_day_does_not_exist_even_if_published(load: Load) -> None:
    facts = "events: [2016-01-01, {at: 2016-12-01, published: 2016-02-01}]"
    assert days(status(load, facts)) == []


def test_more_days_are_better_and_no_event_is_ever_overdue(load: Load) -> None:
    found = status(load, "frequency: monthly, target: 30, events: [2010-01-01, 2010-02-10]")
    assert (found.rating, found.stale_since, found.gap) == (Rating.GREEN, None, 10)


def test_the_note_of_an_event_is_that_of_its_figure(load: Load) -> None:
    found = status(load, "events: [2016-01-01, {at: 2016-02-01, note: Under review.}]")
    assert found.figure_note == "Under review"


def test_two_events_on_a_day_are_two_figures(load: Load) -> None:
    found = status(load, "events: [2016-01-01, 2016-02-01T08:00, 2016-02-01T20:00]")
    assert [value for _, value in days(found)] == [31 + 8 / 24, 0.5]
