"""What a KPI said at a date: its figure, target, rating, changes, benchmarks and age."""

from __future__ import annotations

from datetime import date

import pytest

from assess.making import FAULTY, baseline, benchmark, kpi, measured, note, observation, override, step
from pap_cli.model.dates import Duration
from pap_cli.model.kpi import Ended, Kpi
from pap_cli.model.measure import Basis, Calendar, Figure, Frequency, Missing, Polarity
from pap_cli.model.rating import Rating

HIGH, LOW, BAND, NONE = Polarity
RED, AMBER, GREEN, BLUE, GREY = Rating


# --- which figure is known ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "value"), [("2016-03-30", None), ("2016-03-31", 90.0), ("2017-03-30", 90.0), ("2017-03-31", 92.0)]
)
def test_a_figure_is_known_when_its_period_ends(as_of: str, value: float | None) -> None:
    assert measured(kpi(figures={"2015/16": 90.0, "2016/17": 92.0}), as_of).value == value


@pytest.mark.parametrize(("as_of", "value"), [("2016-10-30", None), ("2016-10-31", 90.0)])
def test_or_some_time_after_it(as_of: str, value: float | None) -> None:
    status = measured(kpi(figures={"2015/16": 90.0}, published_after=Duration(months=7)), as_of)
    assert status.value == value
    assert status.published == (date(2016, 10, 31) if value else None)


@pytest.mark.parametrize(("as_of", "value"), [("2016-11-02", None), ("2016-11-03", 90.0)])
def test_or_when_it_says_so_itself(as_of: str, value: float | None) -> None:
    late = kpi(observations=(observation("2015/16", 90.0, "2016-11-03"),), published_after=Duration(months=7))
    assert measured(late, as_of).value == value


def test_the_latest_figure_is_that_of_the_latest_period_whatever_the_order() -> None:
    out_of_order = kpi(figures={"2016-09": 3.0, "2016-07": 1.0, "2016-08": 2.0})
    status = measured(out_of_order)
    assert status.value == 3.0
    assert status.values == (1.0, 2.0, 3.0)


def test_a_missing_code_is_no_figure_and_no_zero() -> None:
    status = measured(kpi(figures={"2016-08": 12.0, "2016-09": Missing.CONFIDENTIAL}, target=10.0))
    assert status.value == 12.0
    assert status.latest is not None
    assert status.latest.period.written == "2016-08"
    assert status.values == (12.0, None)
    assert status.rating is GREEN


def test_nothing_known_is_grey() -> None:
    status = measured(kpi(figures={"2016-09": Missing.MISSING}, target=10.0))
    assert (status.value, status.latest, status.gap, status.rating) == (None, None, None, GREY)
    assert status.age_days is None


# --- target and floor -----------------------------------------------------------------------------------------------


STEPS = (step("2016-12-31", 85, 75), step("2016-03-31", 80, 70), step("2017-12-31", 90))


@pytest.mark.parametrize(
    ("as_of", "target", "floor"),
    [
        ("2015-06-12", 80, 70),
        ("2016-03-31", 80, 70),
        ("2016-04-01", 85, 75),
        ("2016-12-31", 85, 75),
        ("2017-01-01", 90, 60),
        ("2018-01-01", 95, 60),
    ],
)
def test_the_target_is_the_next_on_the_trajectory_then_the_last_word(as_of: str, target: float, floor: float) -> None:
    status = measured(kpi(target=95.0, floor=60.0, trajectory=STEPS), as_of)
    assert (status.target, status.floor) == (target, floor)


def test_without_a_target_of_its_own_the_last_of_the_trajectory_stays() -> None:
    status = measured(kpi(trajectory=STEPS), "2018-06-30")
    assert (status.target, status.floor) == (90, None)


def test_the_gap_is_ours_minus_the_target_without_binary_dust() -> None:
    assert measured(kpi(figures={"2015/16": 83.4}, target=95.1)).gap == -11.7
    assert measured(kpi(figures={"2015/16": 83.4})).gap is None


# --- rating ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "value", "floor", "rating"),
    [
        (HIGH, 90.0, 80.0, GREEN),
        (HIGH, 89.9, 80.0, AMBER),
        (HIGH, 80.0, 80.0, AMBER),
        (HIGH, 79.9, 80.0, RED),
        (HIGH, 89.9, None, RED),
        (LOW, 90.0, 95.0, GREEN),
        (LOW, 90.1, 95.0, AMBER),
        (LOW, 95.0, 95.0, AMBER),
        (LOW, 95.1, 95.0, RED),
        (LOW, 90.1, None, RED),
        (LOW, 0.0, 95.0, GREEN),
        (NONE, 12.0, 80.0, GREY),
    ],
)
def test_rating_by_polarity(polarity: Polarity, value: float, floor: float | None, rating: Rating) -> None:
    assert measured(kpi(figures={"2015/16": value}, polarity=polarity, target=90.0, floor=floor)).rating is rating


@pytest.mark.parametrize(
    ("value", "tolerance", "floor", "rating"),
    [
        (10.0, None, 1.0, GREEN),
        (10.1, None, 1.0, AMBER),
        (10.3, 0.3, 1.0, GREEN),  # in binary, 10.3 - 10 is a little more than 0.3
        (9.7, 0.3, 1.0, GREEN),
        (9.69, 0.3, 1.0, AMBER),
        (11.0, 0.3, 1.0, AMBER),
        (9.0, 0.3, 1.0, AMBER),
        (11.1, 0.3, 1.0, RED),
        (8.9, 0.3, 1.0, RED),
        (10.31, 0.3, None, RED),
    ],
)
def test_rating_within_a_band(value: float, tolerance: float | None, floor: float | None, rating: Rating) -> None:
    band = kpi(figures={"2015/16": value}, polarity=BAND, target=10.0, tolerance=tolerance, floor=floor)
    assert measured(band).rating is rating


def test_without_a_target_nothing_is_rated() -> None:
    assert measured(kpi(figures={"2015/16": 1.0}, floor=80.0)).rating is GREY


def test_a_kpi_for_information_has_no_target_even_if_one_is_written() -> None:
    status = measured(kpi(figures={"2015/16": 1.0}, polarity=NONE, target=90.0, floor=80.0))
    assert (status.target, status.floor, status.gap) == (None, None, None)


def test_what_could_not_be_read_whole_is_not_rated() -> None:
    assert measured(kpi(figures={"2015/16": 1.0}, target=90.0, place=FAULTY)).rating is GREY


@pytest.mark.parametrize(("until", "rating"), [("2016-10-14", AMBER), ("2016-10-13", RED)])
def test_an_override_holds_to_its_last_day(until: str, rating: Rating) -> None:
    assert measured(kpi(figures={"2015/16": 1.0}, target=90.0, override=override(AMBER, until))).rating is rating


# --- changes --------------------------------------------------------------------------------------------------------


def test_change_from_the_baseline() -> None:
    status = measured(kpi(figures={"2015/16": 83.1}, baseline=baseline("2014/15", 83.4)))
    assert status.change_from_baseline == -0.3
    assert status.worse_than_baseline


def test_nothing_has_moved_while_the_latest_figure_is_from_before_the_baseline() -> None:
    early = kpi(
        figures={"2013/14": 60.0, "2014/15": 83.4, "2015/16": 90.0},
        baseline=baseline("2014/15", 83.4),
        published_after=Duration(months=7),
    )
    changes = [measured(early, day).change_from_baseline for day in ("2015-06-12", "2015-10-31", "2016-10-31")]
    assert changes == [None, 0.0, 6.6]
    assert not measured(early, "2015-06-12").worse_than_baseline


@pytest.mark.parametrize(
    ("polarity", "value", "worse"),
    [
        (HIGH, 9.0, True),
        (HIGH, 10.0, False),
        (HIGH, 11.0, False),
        (LOW, 11.0, True),
        (LOW, 10.0, False),
        (LOW, 9.0, False),
        (BAND, 11.0, False),
        (NONE, 9.0, False),
    ],
)
def test_the_wrong_way_is_a_matter_of_polarity(polarity: Polarity, value: float, worse: bool) -> None:
    moved = kpi(figures={"2015/16": value}, polarity=polarity, baseline=baseline("2014/15", 10.0))
    assert measured(moved).worse_than_baseline is worse


def previous(kpi: Kpi, as_of: str = "2016-10-14") -> str | None:
    found = measured(kpi, as_of).previous
    return found.period.written if found else None


def test_the_previous_figure_is_the_one_before_gaps_left_out() -> None:
    gap: dict[str, Figure] = {"2016-07": 1.0, "2016-08": Missing.MISSING, "2016-09": 3.0}
    assert previous(kpi(figures=gap)) == "2016-07"
    assert previous(kpi(figures={"2016-09": 3.0})) is None


def test_a_year_is_not_compared_with_a_month() -> None:
    assert previous(kpi(figures={"2014/15": 5.0, "2015/16": 4.0, "2016-09": 3.0})) is None
    assert previous(kpi(figures={"2014/15": 5.0, "2016-02": 2.0, "2015/16": 4.0})) == "2014/15"


@pytest.mark.parametrize(
    ("calendar", "figures", "expected"),
    [
        (Calendar.FINANCIAL, {"2016-03": 9.0, "2016-04": 1.0}, None),
        (Calendar.FINANCIAL, {"2016-04": 1.0, "2016-05": 2.0}, "2016-04"),
        (Calendar.ACADEMIC, {"2016-08": 9.0, "2016-09": 1.0}, None),
        (Calendar.ACADEMIC, {"2016-03": 5.0, "2016-04": 6.0}, "2016-03"),
        (Calendar.CALENDAR, {"2015-12": 9.0, "2016-01": 1.0}, None),
        (Calendar.OCTOBER, {"2015-09": 9.0, "2015-10": 1.0}, None),
        (Calendar.OCTOBER, {"2015-12": 2.0, "2016-01": 3.0}, "2015-12"),
    ],
)
def test_a_count_that_starts_again_each_year_is_not_compared_across_it(
    calendar: Calendar, figures: dict[str, Figure], expected: str | None
) -> None:
    running = kpi(figures=figures, basis=Basis.YEAR_TO_DATE, calendar=calendar, frequency=Frequency.MONTHLY)
    assert previous(running) == expected


@pytest.mark.parametrize(
    ("before", "figures", "basis", "change", "reason"),
    [
        ("2015-09", {"2016-09": 3.0}, Basis.IN_PERIOD, -7.0, ""),
        ("2014/15", {"2016-09": 3.0}, Basis.IN_PERIOD, None, "the baseline is for a year, the figure for a month"),
        ("2015-09-30", {"2016-09": 3.0}, Basis.SNAPSHOT, None, "the baseline is for a day, the figure for a month"),
        ("2016-10", {"2016-09": 3.0}, Basis.IN_PERIOD, None, "the baseline is for a later period"),
        ("2014/15", {"2016-09": 3.0}, Basis.YEAR_TO_DATE, None, "the baseline is for a year, the figure for a month"),
        ("2015-09", {"2016-09": 3.0}, Basis.YEAR_TO_DATE, -7.0, ""),  # the same point of an earlier year
        ("2015-03", {"2016-09": 3.0}, Basis.YEAR_TO_DATE, None, "the baseline is for another part of the year"),
        ("2015-09", {}, Basis.IN_PERIOD, None, ""),
    ],
)
def test_the_baseline_is_of_the_same_kind_of_period_or_there_is_no_change(
    before: str, figures: dict[str, Figure], basis: Basis, change: float | None, reason: str
) -> None:
    status = measured(kpi(figures=figures, basis=basis, baseline=baseline(before, 10.0)))
    assert (status.change_from_baseline, status.not_beside_baseline) == (change, reason)


# --- elsewhere ------------------------------------------------------------------------------------------------------


def test_distance_to_a_benchmark_of_the_same_period_only() -> None:
    others = (
        benchmark("England", {"2014/15": 81.0, "2015/16": 83.5}),
        benchmark("London", {"2014/15": 80.0}),
        benchmark("Neighbours", {"2015/16": Missing.NOT_AVAILABLE}),
    )
    status = measured(kpi(figures={"2015/16": 83.4}, benchmarks=others))
    england, london = status.benchmarks
    assert (england.name, england.value, england.gap) == ("England", 83.5, -0.1)
    assert (london.name, london.period.written, london.gap) == ("London", "2014/15", None)


def test_a_benchmark_is_not_seen_before_it_is_published() -> None:
    england = benchmark("England", {"2015/16": 83.5}, published="2016-11-03")
    ours = kpi(figures={"2015/16": 83.4}, benchmarks=(england,))
    assert measured(ours, "2016-11-02").benchmarks == ()
    assert [found.gap for found in measured(ours, "2016-11-03").benchmarks] == [-0.1]
    lagging = kpi(figures={}, benchmarks=(benchmark("England", {"2015/16": 83.5}),), published_after=Duration(months=7))
    assert measured(lagging, "2016-10-30").benchmarks == ()
    assert [found.gap for found in measured(lagging, "2016-10-31").benchmarks] == [None]


# --- age ------------------------------------------------------------------------------------------------------------


def test_age_counts_from_the_end_of_the_period() -> None:
    assert measured(kpi(figures={"2016-09": 1.0})).age_days == 14
    running = kpi(observations=(observation("2016/17", 1.0, "2016-10-01"),))
    assert measured(running).age_days == 0, "a year that has not ended yet is not of a negative age"


@pytest.mark.parametrize(
    ("frequency", "last", "lag", "fresh", "stale", "expected"),
    [
        # the next month's figure is expected on its last day, and is stale two months later
        (Frequency.MONTHLY, "2016-04", None, "2016-07-31", "2016-08-01", "2016-05-31"),
        (Frequency.MONTHLY, "2016-02", None, "2016-05-31", "2016-06-01", "2016-03-31"),
        (Frequency.MONTHLY, "2016-04", Duration(days=14), "2016-08-14", "2016-08-15", "2016-06-14"),
        (Frequency.QUARTERLY, "Q1 2016/17", None, "2016-11-30", "2016-12-01", "2016-09-30"),
        (Frequency.ANNUAL, "2014/15", Duration(months=7), "2016-12-31", "2017-01-01", "2016-10-31"),
        (Frequency.ANNUAL, "2015-01-31", None, "2016-03-31", "2016-04-01", "2016-01-31"),
    ],
)
def test_stale_two_months_after_the_next_figure_was_expected(
    frequency: Frequency, last: str, lag: Duration | None, fresh: str, stale: str, expected: str
) -> None:
    waiting = kpi(figures={last: 1.0}, frequency=frequency, published_after=lag)
    assert measured(waiting, fresh).stale_since is None
    assert measured(waiting, stale).stale_since == date.fromisoformat(expected)


def test_patience_can_be_set() -> None:
    waiting = kpi(figures={"2016-08": 1.0}, frequency=Frequency.MONTHLY)
    assert measured(waiting).stale_since is None
    assert measured(waiting, stale_after=Duration(days=0)).stale_since == date(2016, 9, 30)


def test_a_code_published_in_its_place_is_an_answer_and_missing_is_none() -> None:
    for code, stale in ((Missing.CONFIDENTIAL, False), (Missing.NOT_AVAILABLE, False), (Missing.MISSING, True)):
        waiting = kpi(figures={"2016-04": 1.0, "2016-09": code}, frequency=Frequency.MONTHLY)
        assert (measured(waiting).stale_since is not None) is stale, code


def test_a_kpi_that_never_had_a_figure_is_not_stale() -> None:
    assert measured(kpi(frequency=Frequency.MONTHLY)).stale_since is None


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2016-08-31", False), ("2016-09-30", True), ("2016-10-14", True), ("2016-10-15", False), (None, False)],
)
def test_a_comment_is_one_made_since_the_figure_was_known(on: str | None, counts: bool) -> None:
    status = measured(kpi(figures={"2016-09": 1.0}, notes=(note(on),)))
    assert (status.comment is not None) is counts


def test_the_last_comment_is_shown() -> None:
    notes = (note("2016-10-12", "last"), note("2016-10-03", "first"))
    status = measured(kpi(figures={"2016-09": 1.0}, notes=notes))
    assert status.comment is not None
    assert status.comment.text == "last"


@pytest.mark.parametrize(
    ("as_of", "rating", "stale"), [("2016-08-31", RED, True), ("2016-09-01", GREY, False), ("2030-01-01", GREY, False)]
)
def test_a_kpi_that_ended_is_neither_rated_nor_out_of_date(as_of: str, rating: Rating, stale: bool) -> None:
    end = Ended(on=date(2016, 9, 1), reason="replaced by k2", place=FAULTY)
    status = measured(kpi(figures={"2015-12": 1.0}, target=90.0, frequency=Frequency.MONTHLY, ended=end), as_of)
    assert (status.rating, status.stale_since is not None) == (rating, stale)
    assert ("replaced by k2" in status.reason) is (rating is GREY)
