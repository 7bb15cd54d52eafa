"""Rules about KPIs with rare events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pap_cli.diagnostics import Diagnostic

Find = Callable[..., list[Diagnostic]]


def kpi(facts: str) -> str:
    return f"kpis:\n  - {{id: k1, title: Serious incidents, owner: head, {facts}}}\n"


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ("2016-01-03, 2016-04-20, 2016-04-20", "2 events on 20 Apr 2016 without a time"),
        ("2016-04-20, 2016-04-20T09:00", "2 events on 20 Apr 2016, 1 of them without a time"),
        ("2016-04-20T09:00, 2016-04-20 09:00", "2 events on 20 Apr 2016, some at the same time"),
        ("2016-04-20T09:00, 2016-04-20T09:30", None),
        ("2016-04-20, 2016-04-21", None),
        ("2016-01-03, 2016-12-20, 2016-12-20", None),  # they have not happened yet
    ],
)
def test_two_events_at_one_moment_need_times(find: Find, events: str, message: str | None) -> None:
    found = find("events-at-one-moment", kpi(f"events: [{events}]"))
    assert [one.message for one in found] == ([f"k1 has {message}"] if message else [])
    assert all("2016-04-20T14:30" in one.help for one in found)


def test_the_later_of_two_events_at_one_moment_is_pointed_at(find: Find) -> None:
    text = kpi("events: [2016-01-03, 2016-04-20, 2016-04-20]")
    (found,) = find("events-at-one-moment", text)
    assert found.span is not None
    assert found.span.column == text.splitlines()[1].rindex("2016-04-20") + 1


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("kpi-stale", "target: 20, events: [2010-01-03, 2010-02-20]"),
        ("frequency-contradicted", "frequency: annual, events: [2016-01-03, 2016-02-20, 2016-03-04, 2016-04-01]"),
        ("periods-overlap", "events: [2016-01-03T09:00, 2016-01-03T12:00, 2016-01-03T13:00]"),
        ("figures-missing", "frequency: monthly, events: [2016-01-03, 2016-06-20, 2016-06-21]"),
        ("figure-unlike-neighbours", "events: [2016-01-03, 2016-01-04, 2016-01-05, 2016-09-20, 2016-09-21]"),
        ("fraction-disagrees", "events: [2016-01-03, 2016-01-04]"),
    ],
)
def test_rules_about_regular_figures_say_nothing_about_events(find: Find, rule: str, facts: str) -> None:
    assert find(rule, kpi(facts)) == []


def test_a_unit_in_days_suits_events(find: Find) -> None:
    assert find("events-in-other-unit", kpi("unit: days between incidents, events: [2016-01-03]")) == []
    assert len(find("events-in-other-unit", kpi("unit: incidents, events: [2016-01-03]"))) == 1
