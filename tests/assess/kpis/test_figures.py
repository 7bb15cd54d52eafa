"""First-published against revised figures: on any day a KPI says what was known on that day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assess.making import day, kpi, measured, note, observation, revision
from pap_cli.model.dates import Duration
from pap_cli.model.kpi import Kpi, Revision
from pap_cli.model.measure import Figure, Missing, Standing
from pap_cli.model.periods import parse_period
from pap_cli.model.rating import Rating

YEAR = parse_period("2015/16")


def revised(*revisions: Revision, value: Figure = 83.4, published: str | None = "2016-05-10", **facts: Any) -> Kpi:
    """A KPI with one figure, 83.4 of 10 May 2016, that was published again."""
    figure = observation("2015/16", value, published, revisions=revisions, numerator=834.0, denominator=1000.0)
    return kpi(observations=(figure,), **facts)


TWICE = (revision(84.0, "2016-08-01"), revision(85.0, "2016-11-03", numerator=850.0, denominator=1000.0))


@pytest.mark.parametrize(
    ("as_of", "value", "published"),
    [
        ("2016-05-09", None, None),
        ("2016-05-10", 83.4, "2016-05-10"),
        ("2016-07-31", 83.4, "2016-05-10"),
        ("2016-08-01", 84.0, "2016-08-01"),
        ("2016-11-02", 84.0, "2016-08-01"),
        ("2016-11-03", 85.0, "2016-11-03"),
    ],
)
@pytest.mark.parametrize("order", [TWICE, TWICE[::-1]])
def test_a_day_knows_the_last_value_published_by_then(
    order: tuple[Revision, ...], as_of: str, value: float | None, published: str | None
) -> None:
    status = measured(revised(*order), as_of)
    assert status.value == value
    assert status.published == (day(published) if published else None)
    assert status.values == ((value,) if value is not None else ())


def test_the_fraction_is_that_of_the_revision_or_none() -> None:
    entry = revised(*TWICE)
    fractions = []
    for as_of in ("2016-05-10", "2016-08-01", "2016-11-03"):
        (figure,) = measured(entry, as_of).series
        fractions.append((figure.numerator, figure.denominator))
    assert fractions == [(834.0, 1000.0), (None, None), (850.0, 1000.0)]


def test_the_first_value_is_still_told() -> None:
    before, after = (measured(revised(*TWICE), as_of).revised for as_of in ("2016-07-31", "2016-12-31"))
    assert before == {}
    told = after[YEAR]
    assert (told.first, told.first_published) == (83.4, date(2016, 5, 10))
    assert (told.value, told.published, told.revision) == (85.0, date(2016, 11, 3), TWICE[1])


def test_a_later_revision_is_not_seen_anywhere() -> None:
    (figure,) = measured(revised(*TWICE), "2016-08-01").series
    assert figure.revisions == TWICE[:1]
    (figure,) = measured(revised(*TWICE), "2016-05-10").series
    assert figure.revisions == ()


@pytest.mark.parametrize("early", [None, "2016-04-01"])
def test_no_revision_counts_before_the_first_figure_was_known(early: str | None) -> None:
    entry = revised(revision(90.0, early), published=None, published_after=Duration(months=2))
    assert measured(entry, "2016-05-30").value is None
    status = measured(entry, "2016-05-31")
    assert (status.value, status.published) == (90.0, date(2016, 5, 31))
    assert status.revised[YEAR].first == 83.4


def test_of_two_of_one_day_the_last_written_holds() -> None:
    assert measured(revised(revision(90.0), revision(91.0))).value == 91.0


def test_staleness_and_comments_go_by_the_first_publication() -> None:
    entry = revised(revision(80.0, "2016-09-01"), target=95.0, notes=(note("2016-06-01"),))
    status = measured(entry, "2016-10-14")
    assert status.rating is Rating.RED
    assert status.comment is not None
    assert status.age_days == measured(revised(), "2016-10-14").age_days
    assert status.stale_since == measured(revised(), "2016-10-14").stale_since


def test_a_figure_can_be_withdrawn_and_come_late() -> None:
    withdrawn = measured(revised(revision(Missing.LOW_RELIABILITY, "2016-08-01")))
    assert (withdrawn.value, withdrawn.values) == (None, (None,))
    assert withdrawn.revised[YEAR].first == 83.4
    late = measured(revised(revision(83.0, "2016-08-01"), value=Missing.MISSING))
    assert (late.value, late.revised[YEAR].first) == (83.0, Missing.MISSING)


def test_everything_is_reckoned_from_the_value_of_the_day() -> None:
    entry = kpi(
        target=90.0,
        observations=(
            observation("2014/15", 80.0, revisions=(revision(82.0, "2016-08-01"),)),
            observation("2015/16", 89.0, revisions=(revision(91.0, "2016-08-01"),)),
        ),
    )
    before, after = measured(entry, "2016-07-31"), measured(entry, "2016-08-01")
    assert (before.gap, before.values) == (-1.0, (80.0, 89.0))
    assert (after.gap, after.values, after.rating) == (1.0, (82.0, 91.0), Rating.GREEN)
    assert after.previous is not None
    assert after.previous.value == 82.0


def test_a_revised_figure_is_marked_as_such() -> None:
    measure = revised(revision(84.0, "2016-08-01"))
    assert [one.status for one in measured(measure, "2016-07-31").series] == [None]
    assert [one.status for one in measured(measure, "2016-08-01").series] == [Standing.REVISED]
