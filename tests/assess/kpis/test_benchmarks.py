"""A KPI beside others: the gap and its side, whether it closes, and the rank among neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, benchmark, day, kpi, measured, observation
from pap_cli.assess.comparison.quantiles import quantiles
from pap_cli.assess.kpis.benchmarks import Beside, GapTrend, Rank, Side, Standing, gap_trend, standing
from pap_cli.model.dates import Duration
from pap_cli.model.kpi import Benchmark, BenchmarkKind, Break
from pap_cli.model.measure import Basis, Calendar, Figure, Missing, Polarity
from pap_cli.model.numbers import Unit, multiplier_of
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
        (8.5, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 3, 1),
        (7.5, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 4, 2),
        (0, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 11, 4),
    ],
)
def test_rank_among_neighbours(ours: float, theirs: tuple[float, ...], rank: int, quartile: int) -> None:
    expected = Rank(period=parse_period("2015/16"), rank=rank, level=0, of=len(theirs) + 1, quartile=quartile)
    assert among(ours, *theirs) == expected
    assert among(-ours, *(-value for value in theirs), polarity=Polarity.LOW) == expected
    assert expected.neighbours == len(theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "rank", "level", "quartile"),
    [
        (4, (1, 2, 3, 4), 1, 1, 1),  # equal figures share the better rank
        (2, (1, 2, 2, 2, 3), 2, 3, 1),
        (5, (5, 5, 5, 5), 1, 4, 1),
        (3, (1, 4, 4, 4), 4, 0, 3),
        (1, (1, 4, 4, 4, 4, 4, 4), 7, 1, 4),
    ],
)
def test_equal_figures_share_rank_and_quarter(
    ours: float, theirs: tuple[float, ...], rank: int, level: int, quartile: int
) -> None:
    found = among(ours, *theirs)
    assert found is not None
    assert (found.rank, found.level, found.quartile) == (rank, level, quartile)


TIED = st.lists(st.sampled_from([10.0, 20.0, 20.1, 30.0]), min_size=4, max_size=12)


@ALWAYS
@given(
    TIED.flatmap(lambda theirs: st.tuples(st.just(theirs), st.permutations(theirs))), st.sampled_from([10.0, 20.0, 25])
)
def test_rank_and_quarter_depend_neither_on_order_nor_on_names(
    drawn: tuple[list[float], list[float]], ours: float
) -> None:
    theirs, shuffled = drawn
    found = among(ours, *theirs)
    assert found is not None
    assert found == among(ours, *shuffled)
    # the same quarter as PHEindicatormethods gives, with us last in the list, and first
    assert (
        found.quartile
        == quantiles([*theirs, ours], 4, invert=True)[-1]
        == quantiles([ours, *theirs], 4, invert=True)[0]
    )
    # an area with our figure has our rank and quarter
    for other in {value for value in theirs if value == ours}:
        assert among(other, *theirs) == found


def counted(numerator: float, denominator: float, unit: str = "percent", **facts: Any) -> dict[str, Any]:
    multiplier = multiplier_of(Unit(unit))
    assert multiplier is not None
    value = facts.pop("value") if "value" in facts else multiplier * numerator / denominator
    one = observation("2015/16", value, numerator=numerator, denominator=denominator)
    return {"observations": (one,), "unit": unit, **facts}


@pytest.mark.parametrize(
    ("facts", "theirs", "significance"),
    [
        # 394 of 2,930: 12.3 to 14.7
        (counted(394, 2930, polarity=Polarity.LOW), 24.2, "better"),
        (counted(394, 2930, polarity=Polarity.LOW), 14.6, "similar"),
        (counted(394, 2930, polarity=Polarity.LOW), 12.0, "worse"),
        (counted(394, 2930, polarity=Polarity.HIGH), 24.2, "worse"),
        (counted(394, 2930, polarity=Polarity.HIGH), 12.0, "better"),
        (counted(394, 2930, polarity=Polarity.NONE), 24.2, "lower"),
        (counted(394, 2930, polarity=Polarity.NONE), 13.0, "similar"),
        (counted(394, 2930, polarity=Polarity.BAND), 12.0, "higher"),
        # 10 of 12: 55.2 to 95.3
        (counted(10, 12), 95, "similar"),
        (counted(0, 12), 24.2, "similar"),
        (counted(0, 12), 24.3, "worse"),
        # Byar's for 64 in 25,000: 19.7 to 32.7 per 10,000
        (counted(64, 25000, "per 10,000"), 32.6, "similar"),
        (counted(64, 25000, "per 10,000"), 32.8, "worse"),
        # exact for 9 in 25,000: 1.65 to 6.83
        (counted(9, 25000, "per 10,000"), 1.6, "better"),
        (counted(9, 25000, "per 10,000"), 1.7, "similar"),
        (counted(9, 25000, "per 10,000"), 6.8, "similar"),
        # more than there are: a rate
        (counted(151, 100, "ratio"), 1.3, "similar"),
        (counted(151, 100, "ratio"), 1.2, "better"),
        # no claim: no counts that match, no quotient of counts
        (counted(10, 12, value=70), 95, None),
        (counted(13, 12), 95, None),
        (counted(0, 0, value=0), 95, None),
        (counted(-1, 12), 95, None),
        ({"figures": {"2015/16": 83.3}, "unit": "percent"}, 95, None),
        ({**counted(10, 12), "unit": "days"}, 95, None),
    ],
)
def test_better_similar_or_worse_by_the_interval_of_our_figure(
    facts: dict[str, Any], theirs: float, significance: str | None
) -> None:
    one = beside({"2015/16": theirs}, **{"figures": None, **facts})
    assert one is not None
    assert one.significance == significance


def test_another_period_and_a_single_neighbour_are_no_yardstick() -> None:
    others = (benchmark("England", {"2014/15": 95}), neighbour("Borough", 95))
    found = standing(measured(kpi(benchmarks=others, **counted(10, 12))), AS_OF).benchmarks
    assert [one.significance for one in found] == [None, None]


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
