"""Control charts: as NHSRplotthedots 0.2.2 has them, series by series, and each rule at its boundary."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import floor, inf, isclose, nan, nextafter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import SHARED
from pap_cli.assess.charts.parts import Assurance, PointType, ProcessChart, SpecialCause, Variation
from pap_cli.assess.charts.ranges import LARGEST, exact_mean
from pap_cli.assess.charts.spc import control_chart
from pap_cli.model.measure import Improvement

FILE = json.loads(Path(__file__).with_name("spc_cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = FILE["cases"]
CODES: dict[str, str] = {word: code for code, word in FILE["legend"]["cause"].items()}
TYPES: dict[str, str] = {word: code for code, word in FILE["legend"]["type"].items()}
ORACLE = SHARED / "oracle"
HAS_A_TIE_AFTER_A_TREND = {"trend-tie-long", "trend-up-tie-down"}
"""The series of the oracle in which a rise is followed by a tie and another trend."""

INCREASE, DECREASE, NEUTRAL = Improvement
COMMON = SpecialCause.COMMON_CAUSE
EVEN = [40.0, 60.0] * 6
"""Twelve points that fix the mean at 50, the limits at -3.2 and 103.2, the near limits at 14.5 and 85.5."""


def months(count: int) -> list[str]:
    return [f"{2020 + month // 12}-{month % 12 + 1:02d}-01" for month in range(count)]


# --- every series of ours --------------------------------------------------------------------------------------------


def charted(case: dict[str, Any], compat: bool = True) -> ProcessChart[date]:
    days = [date.fromisoformat(day) for day in case.get("dates") or months(len(case["values"]))]
    baseline = case.get("baseline_points")
    return control_chart(
        list(zip(days, case["values"], strict=True)),
        improvement=Improvement(case.get("improvement", "increase")),
        target=case.get("target"),
        rebase=[date.fromisoformat(day) for day in case.get("rebase", ())],
        baseline_points=None if baseline is None else floor(baseline),  # the package takes 12.9 for 12
        screen_outliers=case.get("screen_outliers", True),
        compat=compat,
    )


def bits(flags: Iterator[bool | None]) -> str:
    return "".join(" " if flag is None else str(int(flag)) for flag in flags)


def facts(chart: ProcessChart[Any]) -> dict[str, Any]:
    """What a chart says apart from numbers, as spc_cases.json writes it."""
    points = chart.points
    return {
        "kept": bits(point.kept for point in points),
        "side": "".join({1: "+", 0: "0", -1: "-", None: " "}[point.relative_to_mean] for point in points),
        "outside": bits(point.outside for point in points),
        "close": bits(point.close for point in points),
        "trend": bits(point.in_trend for point in points),
        "two": bits(point.in_two_in_three for point in points),
        "shift": bits(point.in_shift for point in points),
        "cause": "".join(CODES[point.special_cause] for point in points),
        "type": "".join(TYPES[point.point_type] for point in points),
        "icons": [chart.variation, chart.assurance],
    }


def numbers(chart: ProcessChart[Any]) -> list[list[float | None]]:
    return [
        [g.first, g.n, g.mean, g.average_moving_range, g.lower, g.upper, g.near_lower, g.near_upper]
        for g in chart.groups
    ]


def close_to(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return isclose(found, expected, rel_tol=1e-9, abs_tol=1e-300)


def differences(chart: ProcessChart[Any], case: dict[str, Any]) -> set[str]:
    """Which facts of a chart are not as the case says."""
    rows = zip(numbers(chart), case["groups"], strict=True)
    agree = all(close_to(found, expected) for row in rows for found, expected in zip(*row, strict=True))
    found = facts(chart)
    return {name for name in found if found[name] != case[name]} | (set() if agree else {"groups"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_series_is_charted_as_the_package_charts_it(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(ValueError, match=r"\w"):
            charted(case)
    else:
        assert not differences(charted(case), case)


def test_without_compat_only_the_label_between_a_rise_and_a_tie_differs() -> None:
    differing = {case["id"]: differences(charted(case, compat=False), case) for case in CASES if "refused" not in case}
    assert {id for id, names in differing.items() if names} == HAS_A_TIE_AFTER_A_TREND
    for case in CASES:
        if case["id"] in HAS_A_TIE_AFTER_A_TREND:
            assert differing[case["id"]] == {"cause", "type"}
            chart = charted(case, compat=False)
            (place,) = (i for i, code in enumerate(facts(chart)["cause"]) if code != case["cause"][i])
            assert case["values"][place - 1] < case["values"][place] == case["values"][place + 1]
            assert chart.points[place].special_cause is SpecialCause.TREND_INCREASING
            assert chart.points[place].point_type is PointType.IMPROVEMENT


# --- the whole oracle, where it is -----------------------------------------------------------------------------------

needs_oracle = pytest.mark.skipif(not ORACLE.is_dir(), reason="the whole oracle is not beside this checkout")
ITS_WORDS = dict(
    zip(
        list(SpecialCause)[:9],
        (
            "Common Cause",
            "Above UCL",
            "Below LCL",
            "7 Point Trend (Increasing)",
            "7 Point Trend (Decreasing)",
            "2 in 3 Above CL",
            "2 in 3 Below CL",
            "7 Points Above CL",
            "7 Points Below CL",
        ),
        strict=True,
    )
)
CERTAINTY = {"pass": "consistent_pass", "fail": "consistent_fail", "inconsistent": "inconsistent", None: None}


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("check_oracle", ORACLE / "check_oracle.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_case(given: dict[str, Any]) -> dict[str, Any]:
    """The input of a series of the oracle, as a case of ours."""
    return {
        **given,
        "improvement": given["improvement_direction"],
        "baseline_points": given["fix_after_n_points"],
    }


def in_its_words(chart: ProcessChart[date]) -> dict[str, Any]:
    """A chart as the oracle's own checker wants it."""
    return {
        "groups": [
            {"first": g.first, "n": g.n, "mean": g.mean, "lpl": g.lower, "upl": g.upper, "short": g.short}
            for g in chart.groups
        ],
        "special_cause_type": [ITS_WORDS[point.special_cause] for point in chart.points],
        "point_type": [point.point_type.replace("-", "_") for point in chart.points],
        "relative_to_mean": [point.relative_to_mean for point in chart.points],
        "outside_limits": [point.outside for point in chart.points],
        "series": {
            "variation_type": chart.points[-1].point_type.replace("-", "_"),
            "variation_icon": chart.variation.value,
            "assurance_type": CERTAINTY[chart.assurance],
            "assurance_icon": chart.assurance and chart.assurance.value,
        },
    }


@needs_oracle
def test_the_whole_oracle_agrees(oracle: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    agreed = oracle.check(lambda **given: in_its_words(charted(as_case(given))), rel=1e-9)
    printed = capsys.readouterr().out
    assert agreed, printed
    assert "0 series differ" in printed
    assert "limits bit-identical: True" in printed


@needs_oracle
def test_the_whole_oracle_agrees_on_what_the_package_throws_away(oracle: ModuleType) -> None:
    series = [each for _, each in oracle.load() if "out" in each]
    assert len(series) == 271
    for each in series:
        chart, out = charted(as_case(each["in"])), each["out"]
        columns = {
            "mr": [point.moving_range for point in chart.points],
            "mr_kept": [point.kept for point in chart.points],
            "close_to_limits": [point.close for point in chart.points],
            "in_trend": [point.in_trend for point in chart.points],
            "in_two_in_three": [point.in_two_in_three for point in chart.points],
            "in_shift": [point.in_shift for point in chart.points],
            "nlpl": [point.group.near_lower for point in chart.points],
            "nupl": [point.group.near_upper for point in chart.points],
            "lpl": [point.lower for point in chart.points],
            "mean": [point.mean for point in chart.points],
            "upl": [point.upper for point in chart.points],
        }
        for name, column in columns.items():
            assert column == out[name], (each["id"], name)
        assert [g.average_moving_range for g in chart.groups] == [g["amr"] for g in out["groups"]], each["id"]
        assert any(g.short for g in chart.groups) is out["warned"]


@needs_oracle
def test_without_compat_the_whole_oracle_differs_in_the_same_labels_only(oracle: ModuleType) -> None:
    differing = set()
    for _, each in oracle.load():
        if "out" in each:
            case = as_case(each["in"])
            if facts(charted(case, compat=False)) != facts(charted(case)):
                differing.add(each["id"])
    assert differing == HAS_A_TIE_AFTER_A_TREND


# --- each rule at its boundary ---------------------------------------------------------------------------------------


def chart_of(values: Sequence[float | None], **options: Any) -> ProcessChart[int]:
    options.setdefault("improvement", INCREASE)
    return control_chart(list(enumerate(values)), **options)


def after_even(*values: float | None, **options: Any) -> list[str]:
    """The causes of points that follow twelve on which mean and limits are fixed."""
    chart = chart_of([*EVEN, *values], baseline_points=12, **options)
    assert [chart.current.mean, chart.current.lower, chart.current.upper] == [50, 50 - 2.66 * 20, 50 + 2.66 * 20]
    return [point.special_cause.value for point in chart.points[12:]]


NOTHING = "common-cause"
UPPER, LOWER = 50 + 2.66 * 20, 50 - 2.66 * 20
NEAR = 50 + 2 * (2.66 / 3) * 20


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (UPPER, NOTHING),
        (nextafter(UPPER, inf), "above-ucl"),
        (LOWER, NOTHING),
        (nextafter(LOWER, -inf), "below-lcl"),
    ],
)
def test_outside_is_beyond_the_limit(value: float, cause: str) -> None:
    assert after_even(value) == [cause]


def test_close_is_beyond_the_near_limit_and_not_outside() -> None:
    values = [NEAR, nextafter(NEAR, inf), UPPER, nextafter(UPPER, inf)]
    chart = chart_of([*EVEN, *values], baseline_points=12)
    assert [point.close for point in chart.points[12:]] == [False, True, True, False]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        # the last of the twelve is above the mean too
        ([55, 56, 55, 56, 55], 0),
        ([55, 56, 55, 56, 55, 56], 6),
        ([55, 56, 55, 56, 55, 50, 56], 0),
        ([55, 56, 55, 56, 55, None, 56], 0),
        ([50, 55, 56, 55, 56, 55, 56], 0),
        ([50, 55, 56, 55, 56, 55, 56, 55], 7),
        ([45, 44, 45, 44, 45, 44], 0),
        ([45, 44, 45, 44, 45, 44, 45], 7),
    ],
)
def test_seven_on_one_side_are_a_shift(values: list[float | None], flagged: int) -> None:
    causes = after_even(*values)
    side = "7-points-below-cl" if values[0] == 45 else "7-points-above-cl"
    assert (causes.count(side), causes.count(NOTHING)) == (flagged, len(values) - flagged)


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([45, 46, 47, 48, 51, 52], 0),
        ([45, 46, 47, 48, 51, 52, 53], 7),
        ([45, 46, 47, 48, 51, 52, 53, 54], 8),
        ([45, 46, 47, 48, 48, 51, 52, 53], 0),
        ([45, 46, 47, 48, None, 51, 52, 53], 0),
        ([45, 46, 47, 48, 51, 52, None], 0),
    ],
)
def test_seven_that_each_rise_are_a_trend(values: list[float | None], flagged: int) -> None:
    rising = after_even(*values)
    assert (rising.count("7-point-trend-increasing"), rising.count(NOTHING)) == (flagged, len(values) - flagged)
    mirrored = [None if value is None else 100 - value for value in [*EVEN, *values]]
    falling = [point.special_cause.value for point in chart_of(mirrored, baseline_points=12).points[12:]]
    assert falling == [cause.replace("increasing", "decreasing") for cause in rising]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([45, 90, 90, 60], [1, 2]),
        ([45, 90, 60, 90], [1, 3]),
        ([45, 60, 90, 90], [2, 3]),
        ([45, 90, 90], []),
        ([45, 90, 90, 90], [1, 2, 3]),
        ([45, 90, 60, 60, 90], []),
        ([45, 90, 50, 90], []),
        ([45, 90, None, 90], []),
        ([45, 90, 45, 90], []),
        ([45, 90, 60, 10, 10, 40], [3, 4]),
        ([45, 104, 90, 60], []),
    ],
)
def test_two_in_three(values: list[float | None], flagged: list[int]) -> None:
    chart = chart_of([*EVEN, *values], baseline_points=12)
    assert [place - 12 for place, point in enumerate(chart.points) if point.in_two_in_three] == flagged
    causes = after_even(*values)
    for place in flagged:
        assert causes[place] == ("2-in-3-above-cl" if (values[place] or 0) > 50 else "2-in-3-below-cl")


def test_outside_goes_before_trend_that_before_two_in_three_that_before_shift() -> None:
    chart = chart_of([*EVEN, 45, 55, 65, 75, 85.4, 90, 95, 104], baseline_points=12)
    causes = [point.special_cause.value for point in chart.points[12:]]
    assert causes == ["7-point-trend-increasing"] * 7 + ["above-ucl"]
    last = chart.points[-1]
    assert (last.outside, last.in_trend, last.in_two_in_three) == (True, True, False)
    assert [point.in_two_in_three for point in chart.points[-4:]] == [False, True, True, False]
    shift = chart_of([*EVEN, 55, 56, 55, 90, 90, 56], baseline_points=12).points[12:]
    assert all(point.in_shift for point in shift)
    assert [point.special_cause.value[:6] for point in shift] == ["7-poin"] * 3 + ["2-in-3"] * 2 + ["7-poin"]


def test_a_peak_of_two_trends_belongs_to_the_later() -> None:
    causes = after_even(45, 51, 52, 53, 54, 55, 56, 55, 54, 53, 52, 51, 45)
    assert causes == ["7-point-trend-increasing"] * 6 + ["7-point-trend-decreasing"] * 7


@pytest.mark.parametrize("compat", [False, True])
def test_the_point_between_a_rise_and_a_tie(compat: bool) -> None:
    up = [45.0, 46, 47, 48, 51, 52, 53]
    causes = after_even(*up, 53, 54, 55, 56, 57, 58, 59, compat=compat)
    before_the_tie = "7-point-trend-decreasing" if compat else "7-point-trend-increasing"
    assert causes == ["7-point-trend-increasing"] * 6 + [before_the_tie] + ["7-point-trend-increasing"] * 7


@pytest.mark.parametrize(
    ("improvement", "high", "low"),
    [
        (INCREASE, ("special-cause-improvement", "improvement_high"), ("special-cause-concern", "concern_low")),
        (DECREASE, ("special-cause-concern", "concern_high"), ("special-cause-improvement", "improvement_low")),
        (NEUTRAL, ("special-cause-neutral-high", "neutral_high"), ("special-cause-neutral-low", "neutral_low")),
    ],
)
def test_what_a_special_cause_means(improvement: Improvement, high: tuple[str, str], low: tuple[str, str]) -> None:
    for value, expected in ((110.0, high), (-10.0, low), (50.0, ("common-cause", "common_cause"))):
        chart = chart_of([*EVEN, value], baseline_points=12, improvement=improvement)
        assert (chart.points[-1].point_type.value, chart.variation.value) == expected


def test_variation_is_what_the_last_point_says() -> None:
    assert chart_of([*EVEN, 110, 50], baseline_points=12).variation is Variation.COMMON_CAUSE
    assert chart_of([*EVEN, 110, None], baseline_points=12).variation is Variation.COMMON_CAUSE


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        (LOWER, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (nextafter(LOWER, -inf), Assurance.PASS, Assurance.FAIL),
        (UPPER, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (nextafter(UPPER, inf), Assurance.FAIL, Assurance.PASS),
        (50, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (None, None, None),
    ],
)
def test_assurance(target: float | None, increase: Assurance | None, decrease: Assurance | None) -> None:
    assert chart_of(EVEN, target=target).assurance is increase
    assert chart_of(EVEN, target=target, improvement=DECREASE).assurance is decrease
    assert chart_of(EVEN, target=target, improvement=NEUTRAL).assurance is None


def test_limits_that_reach_a_strict_target_at_their_better_end_never_meet_it() -> None:
    current = chart_of(EVEN).current
    for target, improvement, plain, strict in (
        (current.upper, INCREASE, Assurance.INCONSISTENT, Assurance.FAIL),
        (current.lower, INCREASE, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (current.lower, DECREASE, Assurance.INCONSISTENT, Assurance.FAIL),
        (current.upper, DECREASE, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
    ):
        assert chart_of(EVEN, target=target, improvement=improvement).assurance is plain
        assert chart_of(EVEN, target=target, improvement=improvement, strict=True).assurance is strict


def test_assurance_is_of_the_last_group() -> None:
    values = [*EVEN, *(value + 100 for value in EVEN)]
    assert chart_of(values, target=120, rebase=[12]).assurance is Assurance.INCONSISTENT
    assert chart_of(values, target=80, rebase=[12]).assurance is Assurance.PASS
    assert chart_of(values, target=80, rebase=[12, 23]).assurance is Assurance.INCONSISTENT, "one point, no limits"


def test_screening_leaves_out_moving_ranges_that_stand_out() -> None:
    values = [50.0, 51] * 7 + [99.0]
    screened, plain = chart_of(values), chart_of(values, screen_outliers=False)
    assert screened.current.average_moving_range == 1
    assert plain.current.average_moving_range == (13 + 48) / 14
    assert screened.current.mean == plain.current.mean, "the figure stays in the mean"
    assert [point.kept for point in screened.points] == [None] + [True] * 13 + [False]


@pytest.mark.parametrize("values", [[5.0], [5.0] * 13, [5.0, None, 7.0], [None], [None] * 20])
def test_limits_that_do_not_exist_are_none_and_nothing_is_beyond_them(values: list[float | None]) -> None:
    chart = chart_of(values, target=6)
    levels = {chart.current.lower, chart.current.upper, chart.current.near_lower, chart.current.near_upper}
    assert levels == {None}
    assert {(point.outside, point.close, point.special_cause) for point in chart.points} == {(None, None, COMMON)}
    assert chart.assurance is Assurance.INCONSISTENT


def test_a_constant_series_lies_on_its_mean() -> None:
    for value in (0.1, 0.3, 1 / 3, 1e-9, -7.7, 1e15 + 0.3):
        for count in (3, 7, 13, 49):
            assert exact_mean([value] * count) == value
            assert {point.relative_to_mean for point in chart_of([value] * count).points} == {0}
    assert exact_mean([]) is None


FIGURES = st.one_of(
    st.floats(-LARGEST, LARGEST),
    st.decimals(-1000, 1000, places=1).map(float),
    st.sampled_from([0.0, 5e-324, 1e-300, 0.1, 1e15 + 0.3, 1e99, -1e99]),
)


@given(st.lists(FIGURES, min_size=1, max_size=40))
def test_a_mean_is_the_number_nearest_to_the_exact_one(values: list[float]) -> None:
    assert exact_mean(values) == float(sum(map(Fraction, values)) / len(values))


@pytest.mark.parametrize(("count", "short"), [(1, True), (12, True), (13, False)])
def test_a_group_of_fewer_than_13_points_is_short(count: int, short: bool) -> None:
    values = [*EVEN, None][:count]
    chart = chart_of(values)
    assert chart.short is chart.current.short is short
    assert chart_of([*EVEN, 1, *values], rebase=[13]).short is short


def test_a_rebase_starts_a_group_where_a_point_has_its_date() -> None:
    values = [*EVEN, *EVEN, 7, None]
    groups = chart_of(values, rebase=[25, 12, 12, 12.5, -1, 99]).groups
    assert [(group.start, group.first, group.n) for group in groups] == [(0, 0, 12), (12, 12, 13), (25, 25, 1)]
    assert [(group.start, group.first, group.n) for group in chart_of(values, rebase=[0]).groups] == [(0, 0, 26)]
    assert groups[-1].mean is None


def test_a_fixed_baseline_counts_from_each_rebase() -> None:
    values = [*EVEN, 90, *(value + 100 for value in EVEN), 190]
    first, second = chart_of(values, baseline_points=12, rebase=[13]).groups
    assert (first.mean, second.mean, first.upper, second.lower) == (50, 150, UPPER, 150 - 2.66 * 20)
    assert chart_of(values, baseline_points=12).points[12].moving_range is None


def test_an_excluded_figure_counts_as_missing_and_is_shown() -> None:
    values: list[float | None] = [*EVEN, 55, 56, 57, 500, 58, 59, 60, 61]
    missing = chart_of([None if value == 500 else value for value in values])
    chart = chart_of(values, exclude=[15])
    assert chart.groups == missing.groups
    point = chart.points[15]
    assert (point.value, point.excluded, point.outside, point.relative_to_mean) == (500, True, True, 1)
    assert (point.special_cause, point.moving_range) == (COMMON, None)
    assert [replace(one, value=None) for one in chart.points if not one.excluded] == [
        replace(one, value=None) for place, one in enumerate(missing.points) if place != 15
    ]
    assert not any(one.in_trend for one in chart.points), "no trend crosses it"


def test_the_latest_figure_can_be_excluded() -> None:
    chart = chart_of([*EVEN, 50, 500], exclude=[13], target=70)
    assert (chart.last.value, chart.last.excluded, chart.variation) == (500, True, Variation.COMMON_CAUSE)
    assert chart.last == chart.points[-1]
    assert chart_of([*EVEN, None], exclude=[12]).last.excluded is False, "there is no figure to leave out"


@pytest.mark.parametrize(
    ("points", "options", "words"),
    [
        ([], {}, "at least one point"),
        ([(1, 2.0), (2, 3.0), (1, 2.0)], {}, "two figures are for 1"),
        ([(1, nan)], {}, "the figure for 1 is nan"),
        ([(1, inf)], {}, "the figure for 1 is inf"),
        ([(1, 1e100)], {}, "the figure for 1 is 1e"),
        ([(1, 2.0)], {"target": nan}, "the target is nan"),
        ([(1, 2.0)], {"baseline_points": 11}, "on 12 points or more, not on 11"),
    ],
)
def test_bad_input_is_refused_in_words(points: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        control_chart(points, improvement=INCREASE, **options)


# --- what holds for any series ---------------------------------------------------------------------------------------

bounded = settings(derandomize=True, max_examples=200, deadline=None, database=None)
whole = st.integers(-60, 60).map(float)
figure = st.one_of(whole, whole, whole, st.integers(-3, 3).map(float), st.none())
stretch = st.one_of(
    st.lists(figure, min_size=1, max_size=12),
    st.builds(
        lambda start, step, n: [float(start + step * k) for k in range(n)],
        st.integers(-9, 9),
        st.sampled_from([-1, 0, 1]),
        st.integers(5, 9),
    ),
    st.builds(lambda level, n: [float(level + k % 3) for k in range(n)], st.integers(-20, 20), st.integers(5, 9)),
)
series = st.lists(stretch, min_size=1, max_size=5).map(lambda parts: [value for part in parts for value in part])
directions = st.sampled_from(list(Improvement))
targets = st.one_of(st.none(), whole)
baselines = st.sampled_from([None, 12, 15])
OPPOSITE = {INCREASE: DECREASE, DECREASE: INCREASE, NEUTRAL: NEUTRAL}
MIRROR = str.maketrans("ULRFABHD+-hl", "LUFRBADH-+lh")


@bounded
@given(series, directions, targets, baselines, st.booleans())
def test_a_mirrored_series_mirrors_the_flags(
    values: list[float | None], improvement: Improvement, target: float | None, baseline: int | None, screen: bool
) -> None:
    options: dict[str, Any] = {"baseline_points": baseline, "screen_outliers": screen}
    chart = chart_of(values, improvement=improvement, target=target, **options)
    mirrored = chart_of(
        [None if value is None else -value for value in values],
        improvement=OPPOSITE[improvement],
        target=None if target is None else -target,
        **options,
    )
    expected, found = facts(chart), facts(mirrored)
    (variation, assurance), (mirrored_variation, mirrored_assurance) = expected.pop("icons"), found.pop("icons")
    assert found == {name: text.translate(MIRROR) for name, text in expected.items()}
    swapped = {"high": "low", "low": "high", "cause": "cause"}
    kind, _, side = variation.rpartition("_")
    assert mirrored_variation == f"{kind}_{swapped[side]}"
    assert mirrored_assurance == assurance


@bounded
@given(series, st.integers(-1000, 1000), directions, targets, st.booleans())
def test_adding_a_constant_moves_the_levels_only(
    values: list[float | None], constant: int, improvement: Improvement, target: float | None, screen: bool
) -> None:
    chart = chart_of(values, improvement=improvement, target=target, screen_outliers=screen)
    moved = chart_of(
        [None if value is None else value + constant for value in values],
        improvement=improvement,
        target=None if target is None else target + constant,
        screen_outliers=screen,
    )
    if not on_a_limit(chart):
        assert facts(moved) == facts(chart)
    assert moved.current.average_moving_range == chart.current.average_moving_range
    for before, after in zip(numbers(chart)[0][4:], numbers(moved)[0][4:], strict=True):
        assert (before is None and after is None) or after == pytest.approx((before or 0.0) + constant, abs=1e-9)


def on_a_limit(chart: ProcessChart[int]) -> bool:
    """Whether a figure or the target is so near a limit that its last bit decides."""
    levels = [level for level in numbers(chart)[0][4:] if level is not None]
    others = [*(point.value for point in chart.points), chart.target]
    return any(abs(other - level) < 1e-9 for other in others if other is not None for level in levels)


@bounded
@given(series, st.integers(-8, 8), directions, targets, baselines)
def test_another_unit_scales_the_levels_only(
    values: list[float | None], power: int, improvement: Improvement, target: float | None, baseline: int | None
) -> None:
    factor = 2.0**power
    chart = chart_of(values, improvement=improvement, target=target, baseline_points=baseline)
    scaled = chart_of(
        [None if value is None else value * factor for value in values],
        improvement=improvement,
        target=None if target is None else target * factor,
        baseline_points=baseline,
    )
    assert facts(scaled) == facts(chart)
    levels = [None if level is None else level * factor for level in numbers(chart)[0][2:]]
    assert numbers(scaled)[0][2:] == levels


@bounded
@given(series, st.sets(st.integers(0, 40), max_size=3), directions, baselines, st.booleans())
def test_the_last_point_is_told_from_its_neighbours_as_from_the_whole_series(
    values: list[float | None], rebase: set[int], improvement: Improvement, baseline: int | None, compat: bool
) -> None:
    points = list(enumerate(values))
    chart = control_chart(points, improvement=improvement, rebase=rebase, baseline_points=baseline, compat=compat)
    assert chart.last == chart.points[-1]


@bounded
@given(series, st.randoms(use_true_random=False), st.sets(st.integers(0, 40)))
def test_the_order_of_the_file_does_not_matter(values: list[float | None], random: Any, rebase: set[int]) -> None:
    points = list(enumerate(values))
    chart = control_chart(points, improvement=INCREASE, rebase=sorted(rebase))
    random.shuffle(points)
    assert control_chart(points, improvement=INCREASE, rebase=rebase) == chart


@bounded
@given(series, st.sets(st.integers(0, 40), max_size=3), directions, targets, baselines)
def test_no_rule_crosses_a_rebase(
    values: list[float | None],
    rebase: set[int],
    improvement: Improvement,
    target: float | None,
    baseline: int | None,
) -> None:
    options: dict[str, Any] = {"improvement": improvement, "target": target, "baseline_points": baseline}
    points = list(enumerate(values))
    chart = control_chart(points, rebase=rebase, **options)
    bounds = [0, *sorted(place for place in rebase if 0 < place < len(values)), len(values)]
    assert [group.first for group in chart.groups] == bounds[:-1]
    for group, first, end in zip(chart.groups, bounds, bounds[1:], strict=False):
        alone = control_chart(points[first:end], **options)
        assert replace(group, first=0) == alone.current
        assert facts(replace(chart, plot=chart.points[first:end].__iter__)) | {"icons": []} == facts(alone) | {
            "icons": []
        }
    assert [chart.variation, chart.assurance] == facts(alone)["icons"]


@bounded
@given(series, baselines, st.booleans())
def test_which_way_is_better_and_the_target_decide_no_flag(
    values: list[float | None], baseline: int | None, screen: bool
) -> None:
    causes = {
        tuple(
            replace(point, point_type=PointType.COMMON_CAUSE)
            for point in chart_of(
                values, improvement=improvement, target=target, baseline_points=baseline, screen_outliers=screen
            ).points
        )
        for improvement in Improvement
        for target in (None, 0.0, 500.0)
    }
    assert len(causes) == 1
