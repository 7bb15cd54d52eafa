"""The rule about dates that are far away, as of 14 October 2016; the plan starts on 4 January 2016."""

from __future__ import annotations

import pytest

from checks.asking import Ask, Find, kpi, step


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2026-01-04", 0),
        ("due: 2026-01-05", 1),
        ("due: 2006-01-04", 0),
        ("due: 2006-01-03", 1),
        ("due: 2016-12-31, started: 1916-09-01", 1),
        ("due: 2016-12-31, completed: 2061-09-01", 1),  # a slip, though nothing that far off is seen otherwise
        ("due: 2016-12-31, completed: 2016-09-01, evidenced: 2106-10-01", 1),
        ("due: 2016-12-31, evidence_due: 2106-10-01", 1),
    ],
)
def test_more_than_ten_years_from_the_start(find: Find, facts: str, found: int) -> None:
    assert len(find("date-far-away", step(facts))) == found


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("due: 2106-12", "due of A1.1 is Dec 2106"),
        ("due: 2106-Q4", "due of A1.1 is 2106-Q4"),
        ("due: 2016-12-31, added: 1916-02-01", "added of A1.1 is 1 Feb 1916"),
        ("due: 2016-12-31, forecast: 2106-12-31", "to (forecast) of A1.1 is 31 Dec 2106"),
        ("due: 2016-12-31, extensions: [{to: 2106-12-31}]", "to (extension) of A1.1 is 31 Dec 2106"),
        (
            "due: 2016-12-31, extensions: [{to: 2017-12-31, approved: 2106-03-01, by: board}]",
            "approved (extension) of A1.1 is 1 Mar 2106",
        ),
        ("due: 2016-12-31, cancelled: {on: 2106-03-01}", "on (cancellation) of A1.1 is 1 Mar 2106"),
        (
            "due: 2016-12-31, override: {rating: amber, by: head, reason: Uneasy, until: 2199-12-31}",
            "until (override) of A1.1 is 31 Dec 2199",
        ),
        (
            "due: 2016-12-31, ignore: [{rule: PAP2, reason: Known, until: 2199-12-31}]",
            "until (suppression) of A1.1 is 31 Dec 2199",
        ),
        ("due: 2016-12-31, notes: [{on: 1916-03-01, text: Begun}]", "on (note) of A1.1 is 1 Mar 1916"),
    ],
)
def test_every_date_of_a_milestone_counts(find: Find, facts: str, message: str) -> None:
    (found,) = find("date-far-away", step("due: 2016-12-31", facts).replace("A1.1", "A1.0").replace("A1.2", "A1.1"))
    assert found.message == f"{message}, more than ten years from the plan's start"
    assert found.item == "A1.1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reviews: [{id: v, body: ofsted, due: 2061-02}]", "due of v is Feb 2061"),
        ("reviews: [{id: v, body: ofsted, due: 2016-02, held: 1916-02-01}]", "on (meeting) of v is 1 Feb 1916"),
        ("reviews: [{id: v, body: board, every: 1 year, from: 1916-02-01}]", "from of v is 1 Feb 1916"),
        ("concerns: [{id: C1, title: Churn, by: board, raised: 1916-02-01}]", "raised of C1 is 1 Feb 1916"),
        (kpi("observations: {2061-05: 1}"), "period (observation) of k1 is May 2061"),
        (kpi("trajectory: [{by: 2107-03-31, target: 90}]"), "by (target) of k1 is 31 Mar 2107"),
        (
            kpi("observations: {2016-04: 2, 2016-05: {value: 1, published: 2061-06-01}, 2016-06: 3}"),
            "published (observation) of k1 is 1 Jun 2061",
        ),
    ],
)
def test_every_date_of_other_items_counts(find: Find, text: str, message: str) -> None:
    (found,) = find("date-far-away", text)
    assert found.message == f"{message}, more than ten years from the plan's start"


def test_a_figure_may_be_old_but_not_ancient(find: Find) -> None:
    (found,) = find("date-far-away", kpi("observations: {1906-04: 1, 2016-04: 2}"))
    assert found.message == "period (observation) of k1 is Apr 1906, more than 50 years from the plan's start"


def test_a_long_series_of_figures_is_not_far_away(find: Find) -> None:
    assert find("date-far-away", kpi("frequency: annual, observations: {1990/91: 1, 2015/16: 2}")) == []


def test_a_start_with_a_wrong_year_is_reported_once(ask: Ask) -> None:
    head = "plan: {id: p, title: A plan, start: 2061-01-04}\n"
    diagnostics = ask(head + step("due: 2016-11-30", "due: 2016-12-31")).diagnostics
    (found,) = [one for one in diagnostics if one.rule.name == "date-far-away"]
    assert found.message == "every due date of p is more than ten years from its start, 4 Jan 2061"
