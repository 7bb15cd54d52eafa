"""A KPI beside others: the gap and its side, whether it closes, and the rank among neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, benchmark, day, kpi, measured
from pap_cli.assess.kpis.benchmarks import Beside, GapTrend, Rank, Side, Standing, gap_trend, standing
from pap_cli.model.dates import Duration
from pap_cli.model.kpi import Benchmark, BenchmarkKind, Break
from pap_cli.model.measure import Basis, Calendar, Figure, Missing, Polarity
from pap_cli.model.periods import parse_period

ALWAYS = settings(max_examples=100, derandomize=True, deadline=None, database=None)
FIGURES = {"2013/14": 70.0, "2014/15": 74.0, "2015/16": 80.1}
BY_POLARITY = {Polarity.HIGH: 1, Polarity.LOW: -1}


def beside(theirs: Mapping[str, Figure], figures: Mapping[str, Figure] = FIGURES, **facts: Any) -> Beside | None:
    as_of = facts.pop("as_of", AS_OF)
    measure = kpi(figures=figures, benchmarks=(benchmark("England", theirs, facts.pop("published", None)),), **facts)
    found = standing(measured(measure, as_of), as_of).benchmarks
    return found[0] if found else None


def neighbour(name: str, value: Figure, period: str = "2015/16") -> Benchmark:
    return replace(benchmark(name, {period: value}), kind=BenchmarkKind.NEIGHBOUR)


def among(ours: float, *theirs: float, polarity: Polarity = Polarity.HIGH) -> Rank | None:
    others = tuple(neighbour(f"N{number}", value) for number, value in enumerate(theirs))
    measure = kpi(figures={"2015/16": ours}, benchmarks=others, polarity=polarity)
    return standing(measured(measure), AS_OF).among_neighbours


def test_the_gap_is_ours_minus_theirs_for_our_period() -> None:
    one = beside({"2014/15": 79, "2015/16": 77})
    assert one is not None
    assert (one.name, one.kind, str(one.period), one.value) == ("England", BenchmarkKind.OTHER, "2015/16", 77)
    assert (one.gap, one.side) == (3.1, Side.BETTER)


@pytest.mark.parametrize(
    ("polarity", "theirs", "side"),
    [
        (Polarity.HIGH, 77, Side.BETTER),
        (Polarity.HIGH, 80.1, Side.LEVEL),
        (Polarity.HIGH, 81, Side.WORSE),
        (Polarity.LOW, 77, Side.WORSE),
        (Polarity.LOW, 81, Side.BETTER),
        (Polarity.BAND, 81, None),
        (Polarity.NONE, 81, None),
    ],
)
def test_the_side_follows_the_polarity(polarity: Polarity, theirs: float, side: Side | None) -> None:
    one = beside({"2014/15": 60, "2015/16": theirs}, polarity=polarity)
    assert one is not None
    assert one.gap == round(80.1 - theirs, 10)
    assert one.side is side
    assert (one.since_first is None) == (side is None)


def test_without_a_figure_for_our_period_the_last_known_one_stands_without_a_gap() -> None:
    one = beside({"2013/14": 71, "2014/15": 75, "2015/16": Missing.NOT_AVAILABLE})
    assert one is not None
    assert (str(one.period), one.value, one.gap, one.side) == ("2014/15", 75, None, None)
    assert (one.since_first, one.since_before) == (None, None)


def test_without_any_figure_nothing_is_said() -> None:
    assert beside({"2015/16": Missing.CONFIDENTIAL}) is None


def test_it_is_what_the_status_says() -> None:
    others = (benchmark("England", {"2015/16": 77}), benchmark("London", {"2014/15": 75}), benchmark("Nobody", {}))
    status = measured(kpi(figures=FIGURES, benchmarks=others))
    found = standing(status, AS_OF).benchmarks
    assert [(one.name, one.period, one.value, one.gap) for one in found] == [
        (one.name, one.period, one.value, one.gap) for one in status.benchmarks
    ]


@pytest.mark.parametrize(("as_of", "period"), [("2016-10-13", "2014/15"), ("2016-10-14", "2015/16")])
def test_what_others_publish_later_is_not_seen(as_of: str, period: str) -> None:
    others = (
        benchmark("England", {"2014/15": 75}),
        benchmark("London", {"2014/15": 75, "2015/16": 77}, published="2016-10-14"),
    )
    found = standing(measured(kpi(figures=FIGURES, benchmarks=others), as_of), day(as_of)).benchmarks
    assert [one.name for one in found] == (["England", "London"] if as_of == "2016-10-14" else ["England"])
    late = kpi(
        observations=kpi(figures=FIGURES).observations,
        benchmarks=(benchmark("England", {"2014/15": 75, "2015/16": 77}),),
        published_after=Duration(months=6, days=14),
    )
    (one,) = standing(measured(late, as_of), day(as_of)).benchmarks
    assert str(one.period) == period


def test_a_gap_is_followed_from_the_first_common_period_and_from_the_one_before() -> None:
    one = beside({"2013/14": 80, "2014/15": 75, "2015/16": 82.1})
    assert one is not None
    assert one.since_first is not None
    assert one.since_before is not None
    assert (str(one.since_first.period), one.since_first.gap) == ("2013/14", -10)
    assert one.since_first.trend is GapTrend.CLOSING
    assert (str(one.since_before.period), one.since_before.gap) == ("2014/15", -1)
    assert one.since_before.trend is GapTrend.WIDENING


def test_with_two_common_periods_both_are_the_same() -> None:
    one = beside({"2012/13": 1, "2014/15": 75, "2015/16": 77})
    assert one is not None
    assert one.since_first == one.since_before
    assert one.since_first is not None


def test_one_common_period_is_no_trend() -> None:
    one = beside({"2012/13": 60, "2015/16": 77})
    assert one is not None
    assert (one.since_first, one.since_before) == (None, None)


@pytest.mark.parametrize(
    ("polarity", "before", "now", "trend"),
    [
        (Polarity.HIGH, -10, -4, GapTrend.CLOSING),
        (Polarity.HIGH, -4, -10, GapTrend.WIDENING),
        (Polarity.HIGH, -4, -4, GapTrend.UNCHANGED),
        (Polarity.HIGH, 4, 10, GapTrend.WIDENING),  # a lead that grows
        (Polarity.HIGH, 10, 4, GapTrend.CLOSING),  # a lead that shrinks
        (Polarity.HIGH, -4, 9, GapTrend.CLOSING),  # from behind to ahead, by more than it was behind
        (Polarity.HIGH, 9, -4, GapTrend.WIDENING),  # from ahead to behind
        (Polarity.HIGH, -4, 0, GapTrend.CLOSING),
        (Polarity.HIGH, 0, 3, GapTrend.WIDENING),
        (Polarity.HIGH, 0, 0, GapTrend.UNCHANGED),
        (Polarity.LOW, 10, 4, GapTrend.CLOSING),
        (Polarity.LOW, 4, -4, GapTrend.CLOSING),
        (Polarity.LOW, -4, 4, GapTrend.WIDENING),
        (Polarity.BAND, 10, 4, None),
        (Polarity.NONE, 10, 4, None),
    ],
)
def test_what_became_of_a_gap(polarity: Polarity, before: float, now: float, trend: GapTrend | None) -> None:
    assert gap_trend(polarity, before, now) is trend


def test_gaps_are_not_compared_across_a_break() -> None:
    broken = (Break(period=parse_period("2014/15"), reason="Another definition", place=SOMEWHERE),)
    one = beside({"2013/14": 80, "2014/15": 75, "2015/16": 77}, breaks=broken)
    assert one is not None
    assert one.since_first is not None
    assert str(one.since_first.period) == "2014/15"


def test_gaps_are_not_compared_across_kinds_of_period() -> None:
    theirs = {"2015-06": 80.0, "2016-08": 75.0, "2016-09": 77.0, "2015/16": 79.0}
    one = beside(theirs, {period: value + 1 for period, value in theirs.items()})
    assert one is not None
    assert one.since_first is not None
    assert (str(one.since_first.period), one.since_first.trend) == ("Jun 2015", GapTrend.UNCHANGED)


def test_a_year_to_date_is_compared_within_its_year() -> None:
    theirs = {"2016-03": 20.0, "2016-07": 5.0, "2016-08": 7.0, "2016-09": 9.0}
    ours = {period: value + 1 for period, value in theirs.items()}
    one = beside(theirs, ours, basis=Basis.YEAR_TO_DATE)
    assert one is not None
    assert one.since_first is not None
    assert str(one.since_first.period) == "Jul 2016"
    academic = beside(theirs, ours, basis=Basis.YEAR_TO_DATE, calendar=Calendar.ACADEMIC)
    assert academic is not None
    assert academic.since_first is None


@pytest.mark.parametrize(
    ("ours", "theirs", "rank", "quartile"),
    [
        (9, (1, 2, 3, 4), 1, 1),
        (3.5, (1, 2, 3, 4), 2, 1),
        (2.5, (1, 2, 3, 4), 3, 2),
        (1.5, (1, 2, 3, 4), 4, 3),
        (0.5, (1, 2, 3, 4), 5, 4),
        (4, (1, 2, 3, 4), 1, 1),  # ties share the better rank
        (2, (1, 2, 2, 2, 3), 2, 1),
        (8, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 3, 1),
        (7, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 4, 2),
        (0, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 11, 4),
    ],
)
def test_rank_among_neighbours(ours: float, theirs: tuple[float, ...], rank: int, quartile: int) -> None:
    expected = Rank(period=parse_period("2015/16"), rank=rank, of=len(theirs) + 1, quartile=quartile)
    assert among(ours, *theirs) == expected
    assert among(-ours, *(-value for value in theirs), polarity=Polarity.LOW) == expected
    assert expected.neighbours == len(theirs)


def test_fewer_than_four_neighbours_are_no_ranking() -> None:
    assert among(5, 1, 2, 3) is None
    assert among(5) is None


@pytest.mark.parametrize("polarity", [Polarity.BAND, Polarity.NONE])
def test_nobody_is_ranked_where_neither_way_is_better(polarity: Polarity) -> None:
    assert among(5, 1, 2, 3, 4, polarity=polarity) is None


def test_only_neighbours_with_a_figure_for_our_period_are_ranked() -> None:
    three = tuple(neighbour(f"N{number}", number) for number in range(3))
    others = {
        "another period": neighbour("N9", 9, "2014/15"),
        "a code": neighbour("N9", Missing.CONFIDENTIAL),
        "an average": replace(neighbour("N9", 9), kind=BenchmarkKind.NEIGHBOURS),
        "a country": replace(neighbour("N9", 9), kind=BenchmarkKind.COUNTRY),
    }

    def stands(*benchmarks: Benchmark) -> Standing:
        return standing(measured(kpi(figures={"2015/16": 5}, benchmarks=benchmarks)), AS_OF)

    for what, other in others.items():
        assert stands(*three, other).among_neighbours is None, what
    assert stands(*three, neighbour("N9", 9)).among_neighbours is not None


def test_a_kpi_without_a_figure_has_no_place() -> None:
    others = tuple(neighbour(f"N{number}", number) for number in range(5))
    found = standing(measured(kpi(benchmarks=others)), AS_OF)
    assert found.among_neighbours is None
    assert {(one.gap, one.side, one.since_first) for one in found.benchmarks} == {(None, None, None)}


values = st.integers(0, 200).map(lambda number: number / 10)
neighbours = st.lists(values, min_size=4, max_size=15)
polarities = st.sampled_from(list(BY_POLARITY))


@ALWAYS
@given(values, st.integers(0, 50), neighbours, polarities)
def test_a_better_value_never_worsens_the_place(
    ours: float, more: int, theirs: list[float], polarity: Polarity
) -> None:
    before = among(ours, *theirs, polarity=polarity)
    after = among(ours + BY_POLARITY[polarity] * more / 10, *theirs, polarity=polarity)
    assert before is not None
    assert after is not None
    assert (after.rank, after.quartile) <= (before.rank, before.quartile)
    assert after.quartile <= before.quartile
    assert 1 <= after.rank <= after.of == len(theirs) + 1
    assert 1 <= after.quartile <= 4


@ALWAYS
@given(values, st.integers(1, 50), neighbours, polarities)
def test_a_worse_neighbour_more_never_worsens_the_place(
    ours: float, less: int, theirs: list[float], polarity: Polarity
) -> None:
    before = among(ours, *theirs, polarity=polarity)
    after = among(ours, *theirs, ours - BY_POLARITY[polarity] * less / 10, polarity=polarity)
    assert before is not None
    assert after is not None
    assert after.rank == before.rank
    assert after.quartile <= before.quartile


@ALWAYS
@given(values, neighbours, polarities)
def test_the_order_of_the_file_does_not_matter(ours: float, theirs: list[float], polarity: Polarity) -> None:
    assert among(ours, *theirs, polarity=polarity) == among(ours, *reversed(theirs), polarity=polarity)


@ALWAYS
@given(st.lists(values, min_size=4, max_size=4))
def test_turning_everything_round_turns_nothing(figures: list[float]) -> None:
    """Figures and polarity mirrored: the same sides and trends."""
    ours, theirs = dict(zip(FIGURES, figures[:2], strict=False)), dict(zip(FIGURES, figures[2:], strict=False))
    one = beside(theirs, ours)
    other = beside(
        {period: -value for period, value in theirs.items()},
        {period: -value for period, value in ours.items()},
        polarity=Polarity.LOW,
    )
    assert one is not None
    assert other is not None
    assert one.side is other.side
    assert (one.since_first and one.since_first.trend) == (other.since_first and other.since_first.trend)
