"""Charts of KPIs other than XmR: levels in the unit of the KPI, what marks a figure, and what the icons say."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from pap_cli.assess.charts import chart
from pap_cli.assess.charts.kinds.process import process_chart
from pap_cli.assess.charts.parts import Assurance, PointType, ProcessChart, SpecialCause, Variation
from pap_cli.model.kpi import ChartKind
from pap_cli.model.measure import Improvement

INCREASE, DECREASE, NEUTRAL = Improvement
SWINGING = [12, 8, 11, 9, 13, 7, 12, 8, 11, 9, 13, 7]
SIZES = [20, 40, 25, 50, 30, 20, 40, 25, 50, 30, 20, 40]


def charted(kind: ChartKind, values: list[Any], sizes: list[Any] | None = None, **options: Any) -> ProcessChart[int]:
    options.setdefault("improvement", INCREASE)
    known = sizes or [None] * len(values)
    return process_chart([(place, *row) for place, row in enumerate(zip(values, known, strict=True))], kind, **options)


def causes(found: ProcessChart[int]) -> list[str]:
    return [point.special_cause.value for point in found.points]


@pytest.mark.parametrize("kind", [ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.U_PRIME])
def test_quotients_and_their_levels_are_in_the_unit_of_the_kpi(kind: ChartKind) -> None:
    plain = chart(kind, SWINGING, SIZES)
    found = charted(kind, SWINGING, SIZES, scale=100.0)
    assert found.kind is kind
    assert [point.value for point in found.points] == [100 * (value or 0) for value in plain.values]
    assert [point.upper for point in found.points] == [100 * (upper or 0) for upper in plain.ucl]
    assert found.points[0].mean == 100 * (plain.parts[0].cl or 0)
    assert len({point.upper for point in found.points}) > 1, "the limits vary with the denominators"


def test_the_limits_of_a_group_are_those_of_its_latest_figure() -> None:
    found = charted(ChartKind.P, [*SWINGING, None], [*SIZES, None])
    latest = found.points[-2]
    assert (found.current.lower, found.current.upper) == (latest.lower, latest.upper)
    assert (found.points[-1].upper, found.points[-1].outside) == (None, None)


def test_a_figure_outside_the_limits_is_marked() -> None:
    found = charted(ChartKind.C, [*SWINGING, 40])
    assert causes(found) == ["common-cause"] * 12 + ["above-ucl"]
    assert (found.variation, found.last.outside) == (Variation.IMPROVEMENT_HIGH, True)
    assert charted(ChartKind.C, [*SWINGING, 40], improvement=DECREASE).last.point_type is PointType.CONCERN
    assert charted(ChartKind.C, [*SWINGING, 40], improvement=NEUTRAL).variation is Variation.NEUTRAL_HIGH
    assert charted(ChartKind.C, [*SWINGING, 40, 10]).variation is Variation.COMMON_CAUSE, "the latest figure counts"


def test_a_run_that_reaches_the_latest_figure_is_a_change() -> None:
    found = charted(ChartKind.RUN, [*SWINGING, *SWINGING, *[14] * 9])
    assert found.current.runs is not None
    assert found.current.runs.signal
    assert causes(found)[-9:] == ["long-run-above-cl"] * 9
    assert found.variation is Variation.IMPROVEMENT_HIGH
    assert found.last.outside is None, "a run chart has no limits"


def test_a_run_that_has_ended_is_marked_where_it_was() -> None:
    found = charted(ChartKind.RUN, [*[14] * 9, *SWINGING, *SWINGING])
    assert causes(found)[:9] == ["long-run-above-cl"] * 9
    assert found.current.runs is not None
    assert found.current.runs.signal
    assert found.variation is Variation.COMMON_CAUSE


def test_few_crossings_mark_the_longest_run() -> None:
    values = [10.0, 11, 10, 11, 10, 11, 10, 20, 21, 20, 21, 20, 21, 20]
    found = charted(ChartKind.RUN, values, improvement=DECREASE)
    runs = found.current.runs
    assert runs is not None
    assert (runs.longest_run, runs.longest_run_max, runs.crossings, runs.crossings_min) == (7, 7, 1, 4)
    assert set(causes(found)) == {"long-run-above-cl", "long-run-below-cl"}, "both are as long"
    assert found.variation is Variation.CONCERN_HIGH


def test_an_excluded_figure_moves_nothing_and_is_not_marked() -> None:
    values = [*SWINGING, 60, 10]
    found = charted(ChartKind.C, values, exclude=[12])
    assert found.points[12].value == 60
    assert (found.points[12].excluded, found.points[12].outside) == (True, True)
    assert found.points[12].special_cause is SpecialCause.COMMON_CAUSE
    assert found.current.mean == 10
    assert found.current.n == 14
    last = charted(ChartKind.C, [*SWINGING, 60], exclude=[12])
    assert last.variation is Variation.COMMON_CAUSE


def test_a_rebase_begins_a_group_with_lines_and_runs_of_its_own() -> None:
    found = charted(ChartKind.C, [*SWINGING, *(value + 40 for value in SWINGING)], rebase=[12, 99])
    assert [(group.first, group.n, group.mean) for group in found.groups] == [(0, 12, 10), (12, 12, 50)]
    assert set(causes(found)) == {"common-cause"}


def test_a_baseline_fixes_the_lines_of_each_group() -> None:
    values = [*SWINGING, *[30] * 3]
    found = charted(ChartKind.C, [*values, *values], rebase=[15], baseline_points=12)
    assert [group.mean for group in found.groups] == [10, 10]


def test_two_events_on_one_day_begin_one_group() -> None:
    rows = [(1, 3.0, None), (2, 4.0, None), (2, 0.5, None), (3, 2.0, None)]
    found = process_chart(rows, ChartKind.T, improvement=INCREASE, rebase=[2])
    assert [(group.first, group.n) for group in found.groups] == [(0, 1), (1, 3)]


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        (0.1, Assurance.PASS, Assurance.FAIL),
        (1, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (19, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (20, Assurance.FAIL, Assurance.PASS),
        (None, None, None),
    ],
)
def test_assurance_compares_the_target_with_the_limits(
    target: float | None, increase: Assurance | None, decrease: Assurance | None
) -> None:
    assert charted(ChartKind.C, SWINGING, target=target).assurance is increase
    assert charted(ChartKind.C, SWINGING, target=target, improvement=DECREASE).assurance is decrease


def test_a_chart_without_limits_assures_nothing() -> None:
    assert charted(ChartKind.RUN, SWINGING, target=5).assurance is None
    assert charted(ChartKind.P_PRIME, [5] * 13, [10] * 13, target=5).assurance is None


def test_runs_mark_nothing_where_less_than_one_case_is_expected() -> None:
    values = [1, 2, 1, 2, *[0] * 20]
    found = charted(ChartKind.C, values)
    assert found.current.rare
    assert found.current.runs is not None
    assert found.current.runs.signal
    assert found.variation is Variation.COMMON_CAUSE
    share = charted(ChartKind.P, [30 - value for value in values], [30] * 24)
    assert share.current.rare, "nearly all are cases, so the others are rare"
    assert not charted(ChartKind.C, [value * 10 for value in values]).current.rare
    assert not charted(ChartKind.RUN, values).current.rare, "its median is not one of counts"


@pytest.mark.parametrize("kind", ["c", "p", "p-prime", "u-prime", "g", "t", "run"])
@pytest.mark.parametrize("count", [13, 36])
def test_figures_without_any_change_rarely_show_one(kind: str, count: int) -> None:
    chance = Random(20260101)  # noqa: S311 - figures to measure with, no secret

    def figure() -> tuple[float, float | None]:
        if kind in ("p", "p-prime", "u-prime"):
            size = chance.choice([20, 40, 90])
            return sum(chance.random() < 0.3 for _ in range(size)), size
        if kind == "c":
            return sum(chance.random() < 0.05 for _ in range(60)), None
        if kind == "g":
            return int(chance.expovariate(0.05)), None
        return (chance.expovariate(0.05) + 0.01 if kind == "t" else chance.gauss(0, 1)), None

    series = 300
    special = 0
    for _ in range(series):
        rows = [(place, *figure()) for place in range(count)]
        found = process_chart(rows, ChartKind(kind), improvement=INCREASE)
        special += found.variation is not Variation.COMMON_CAUSE
    assert special <= 0.05 * series
