"""The rules about reviews and expectations, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, step
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Duration

REVIEW = "reviews:\n  - {{id: board-review, body: board, every: 3 months, from: 2016-02-01, for: 6 months{held}}}\n"
ONCE = "reviews:\n  - {{id: dfe-review, body: board, due: {due}{held}}}\n"


def reviews(*held: str) -> str:
    return REVIEW.format(held=f", held: [{', '.join(held)}]" if held else "")


# due on 1 February, 1 May and 1 August
@pytest.mark.parametrize(
    ("held", "as_of", "missed"),
    [
        ((), "2016-02-01", 0),
        ((), "2016-02-15", 0),
        ((), "2016-02-16", 1),
        ((), "2016-10-14", 3),
        (("2016-02-16",), "2016-02-16", 0),
        (("2016-02-16",), "2016-02-15", 0),
        (("2016-02-17",), "2016-02-16", 1),
        (("2016-03-17",), "2016-05-01", 0),
        (("2016-03-18",), "2016-05-01", 1),
        (("2016-02-01", "2016-05-03", "2016-08-01"), "2016-10-14", 0),
        (("2016-02-01", "2016-08-01"), "2016-10-14", 1),
        (("2016-02-01", "2016-02-20", "2016-08-01"), "2016-10-14", 1),
    ],
)
def test_a_review_that_was_not_held(find: Find, held: tuple[str, ...], as_of: str, missed: int) -> None:
    found = find("review-missed", reviews(*held), as_of)
    assert len(found) == missed
    assert len({entry.message for entry in found}) == missed, "each date is named"


def test_how_patient_can_be_set(find: Find) -> None:
    text = ONCE.format(due="2016-10-13", held="")
    assert find("review-missed", text) == []
    assert len(find("review-missed", text, review_grace=Duration())) == 1


def test_a_single_review_held_however_late_was_held(find: Find) -> None:
    assert find("review-missed", ONCE.format(due="2016-06-30", held=", held: 2016-10-14")) == []
    assert len(find("review-missed", ONCE.format(due="2016-06-30", held=", held: 2016-10-15"))) == 1


@pytest.mark.parametrize(
    ("facts", "at_risk", "missed"),
    [
        ("due: 2016-11-30, started: 2016-09-01", 0, 0),
        ("due: 2016-11-11", 1, 0),  # due soon and not started
        ("due: 2016-11-12", 0, 0),
        ("due: 2016-11-30, started: 2016-09-01, forecast: 2016-12-01", 1, 0),
        ("due: 2016-10-14, started: 2016-09-01", 0, 0),
        ("due: 2016-10-13, started: 2016-09-01", 0, 1),
        ("due: 2016-10-13, completed: 2016-10-14", 0, 0),
        ("due: 2016-10-13, completed: 2016-10-15", 0, 1),
        ("due: 2016-10-13, evidenced: 2016-10-10", 0, 0),
        ("due: 2016-10-13, cancelled: {on: 2016-10-01}", 0, 0),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: board}]", 0, 1),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: ofsted}]", 0, 0),
        ("due: 2016-10-13, extensions: [{to: 2016-12-31, approved: 2016-10-15, by: ofsted}]", 0, 1),
        ("due: 2016-11-30, extensions: [{to: 2016-12-31, approved: 2016-10-01, by: board}]", 1, 0),
    ],
)
def test_what_an_outside_body_expects(find: Find, facts: str, at_risk: int, missed: int) -> None:
    text = step(f"{facts}, expected_by: [ofsted]")
    risks, misses = find("expectation-at-risk", text), find("expectation-missed", text)
    assert (len(risks), len(misses)) == (at_risk, missed)
    assert all(entry.message.startswith("Ofsted") for entry in (*risks, *misses)), "the body's title is told"


def test_what_is_not_there_is_an_error_and_a_risk_a_warning(find: Find) -> None:
    (missed,) = find("expectation-missed", step("due: 2016-10-13, expected_by: [ofsted]"))
    (risk,) = find("expectation-at-risk", step("due: 2016-10-31, expected_by: [ofsted]"))
    assert (missed.severity, risk.severity) == (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("due: 2016-11-30", ""),
        ("every: 3 months, from: 2016-11-01", ""),
        ("every: 3 months, from: 2016-11-01, for: 18 months", ""),
        ("every: 3 months, from: 2016-11-01, until: 2017-02-01", ""),
        ("every: 0 months, from: 2016-11-01", "recurs after no time at all"),
        ("every: 0 weeks, due: 2016-11-30", "recurs after no time at all"),
        ("due: 2016-11-30, every: 3 months", "has both due: and every:"),
        ("due: 2016-11-30, every: 3 months, from: 2016-11-01", "has both due: and every:"),
        ("due: 2016-11-30, from: 2016-11-01", "has from: but no every:"),
        ("due: 2016-11-30, until: 2017-11-01", "has until: but no every:"),
        ("every: 3 months, from: 2016-11-01, for: 18 months, until: 2017-11-01", "has both for: and until:"),
        ("every: 3 months, from: 2016-11-01, until: 2016-10-31", "ends before it begins on 1 Nov 2016"),
        (
            "every: 3 months, from: 2016-11-01, until: 2017-01-31",
            "recurs every 3 months, but its series ends before the second date",
        ),
        ("every: 100 years, from: 2016-11-01", "recurs every 100 years, but its series ends before the second date"),
        (
            "every: 3 months, from: 2016-02-01, held: 2016-02-01, outcome: Endorsed",
            "is a series, so its own outcome: is not shown",
        ),
    ],
)
def test_the_dates_of_a_review_contradict_each_other(find: Find, dates: str, message: str) -> None:
    found = find("review-dates-contradict", f"reviews: [{{id: v, body: board, {dates}}}]\n")
    assert [one.message for one in found] == ([f"review v {message}"] if message else [])


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("every: 3 months", 1),
        ("from: 2016-11-01", 1),
        ("every: 3 months, from: 2016-11-01", 0),
        ("every: 3 months, from: 2016-11-01, until: 2016-10-31", 0),  # it has dates, which contradict each other
    ],
)
def test_a_review_without_a_date_lacks_one(find: Find, dates: str, found: int) -> None:
    assert len(find("review-without-date", f"reviews: [{{id: v, body: board, {dates}}}]\n")) == found


def review(facts: str) -> str:
    return f"reviews:\n  - {{id: v, body: board, {facts}}}\n"


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("due: 2016-08, window: {from: 2016-08, to: 2016-09}", "review v has both due: and window:"),
        (
            "every: 3 months, from: 2016-11-01, window: {from: 2016-08, to: 2016-09}",
            "review v has both window: and every:",
        ),
        (
            "window: {from: 2016-09, to: 2016-08}",
            "review v has a window that ends before it begins: Sep 2016 to Aug 2016",
        ),
        ("window: {from: 2016-11, to: 2016-12}, for: 3 months", "review v has for: but no every:"),
        ("due: 2016-08, held: [{on: 2016-08-01, until: 2016-09-01}]", "review v has until: at a meeting that was held"),
        (
            "due: 2016-08, held: [unknown, 2016-08-01]",
            "review v was held, so unknown beside its meeting has no effect",
        ),
        ("every: unknown, due: 2016-12", "review v has both due: and every:"),
    ],
)
def test_a_window_or_unknown_that_contradicts_the_other_dates(find: Find, facts: str, message: str) -> None:
    assert [entry.message for entry in find("review-dates-contradict", review(facts))] == [message]


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        ("due: 2016-08, held: unknown", ["nobody recorded whether review v, due Aug 2016, was held"]),
        ("due: 2016-12, held: unknown", []),
        (
            "every: 3 months, from: 2016-02-01, for: 6 months, held: [2016-05-02, unknown]",
            ["nobody recorded whether review v, due 2 times from 1 Feb 2016 to 1 Aug 2016, was held"],
        ),
        ("every: unknown, held: unknown", ["nobody recorded whether review v was held"]),
        ("every: unknown, held: 2016-03", []),
    ],
)
def test_a_review_that_nobody_recorded(find: Find, facts: str, messages: list[str]) -> None:
    assert [entry.message for entry in find("review-not-recorded", review(facts))] == messages
    assert not find("review-missed", review(facts))
    assert not find("review-without-date", review(facts))


def test_a_review_of_unknown_cadence_is_asked_about(find: Find) -> None:
    assert [entry.message for entry in find("review-cadence-unknown", review("every: unknown, from: 2016-01-01"))] == [
        "nobody knows how often review v recurs"
    ]
