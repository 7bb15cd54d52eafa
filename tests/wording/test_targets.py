"""Targets, floors and gaps in the words that people read."""

from __future__ import annotations

import pytest

from assess.making import SOMEWHERE, kpi, measured, step
from pap_cli.assess.kpis.targets import Aim
from pap_cli.columns.kpis import FIELDS, figure_facts
from pap_cli.model.goal import Against, Change, Goal, Limit, Operator, Range
from pap_cli.model.kpi import Baseline, Benchmark, BenchmarkFigure
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import PERCENT
from pap_cli.model.periods import parse_period
from pap_cli.wording.targets import aim_words, floor_words, gap_words

NEIGHBOURS = Against(Operator.ABOVE, "neighbours")


@pytest.mark.parametrize(
    ("goal", "number", "words"),
    [
        (None, 30, "30%"),
        (Limit(Operator.BELOW, 85), 85, "< 85%"),
        (Limit(Operator.BELOW, 85), None, "< 85%"),
        (NEIGHBOURS, 27.3, "above 27.3% (neighbours)"),
        (NEIGHBOURS, None, "above neighbours"),
        (Against(Operator.AT_LEAST, "England"), 80, "at least 80% (England)"),
        (Change(5), 65, "65% (+5 percentage points from baseline)"),
        (Change(5), None, "+5 percentage points from baseline"),
        (Change(-5, percent=True), None, "-5% from baseline"),
        (Range(18, 22), 20, "18 to 22%"),
        (None, None, ""),
    ],
)
def test_a_target_is_shown_as_it_is_written_with_its_number(
    goal: Goal | None, number: float | None, words: str
) -> None:
    entry = kpi(unit=PERCENT)
    assert aim_words(Aim(target=number, goal=goal), entry) == words
    if not isinstance(goal, Range):
        assert floor_words(Aim(floor=number, bound=goal), entry) == words


def test_a_gap_of_nothing_is_on_target_unless_the_target_is_strict() -> None:
    strict = Aim(85, goal=Limit(Operator.BELOW, 85))
    assert [gap_words(gap, Aim(85)) for gap in (None, 0, 3.2, -3.2)] == ["", "on target", "3.2 above", "3.2 below"]
    assert gap_words(0, strict) == "equal to the target"


def test_the_gap_of_a_band_is_that_from_the_nearer_end_of_its_range() -> None:
    aim = Aim(20, goal=Range(18, 22))
    assert [gap_words(gap, aim) for gap in (0, 2, -2, 2.5, -7)] == [
        *["in range"] * 3,
        "0.5 above",
        "5 below",
    ]


def test_programs_have_the_number_and_the_text() -> None:
    england = Benchmark(
        name="England",
        values=(BenchmarkFigure(period=parse_period("2016-01"), value=80, place=SOMEWHERE),),
        place=SOMEWHERE,
    )
    entry = kpi(
        figures={"2016-01": 80, "2016-02": 85, "2016-03": 70},
        polarity=Polarity.LOW,
        baseline=Baseline(period=parse_period("2015-03"), value=100, place=SOMEWHERE),
        benchmarks=(england,),
        trajectory=(
            step("2016-01-31", Against(Operator.AT_MOST, "England")),
            step("2016-02-29", Limit(Operator.BELOW, 85)),
            step("2016-03-31", Change(-20)),
            step("2017-03-31", Against(Operator.BELOW, "England")),
        ),
    )
    status = measured(entry, "2016-06-30")
    found = [[one[key] for key in ("target", "target_written", "gap", "rating")] for one in figure_facts(status)]
    assert found == [
        [80, "at most England", 0, "green"],
        [85, "< 85", 0, "red"],
        [80, "-20 from baseline", -10, "green"],
    ]
    names = ("target", "target_written", "next_target", "next_target_written", "next_target_by")
    assert [FIELDS[name].fact(status) for name in names] == [
        80,
        "-20 from baseline",
        None,
        "below England",
        "2017-03-31",
    ]
