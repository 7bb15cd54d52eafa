"""Which control chart a KPI gets, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.assess.charts.signal import Signal
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import ChartKind
from pap_cli.views.item.kpi import chart_points
from pap_cli.wording.charts import spc_facts

SHARES = [(8, 20), (11, 25), (9, 22), (14, 30), (10, 26), (7, 19)]


@pytest.fixture
def signal(load: Callable[[Files], Workspace]) -> Callable[..., Signal | None]:
    """The signal of one monthly KPI with numerators and denominators, from January 2015 on."""

    def make(pairs: list[Any], unit: str = "percent", keys: str = "floor: 1", scale: float = 100) -> Signal | None:
        lines = []
        for number, pair in enumerate(pairs):
            month = f"{2015 + number // 12}-{number % 12 + 1:02d}"
            if isinstance(pair, tuple):
                cases, size = pair
                value = f"{{value: {round(scale * cases / size, 2)}, numerator: {cases}, denominator: {size}}}"
            else:
                value = str(pair)
            lines.append(f"      {month}: {value}\n")
        text = f"kpis:\n  - id: k\n    title: K\n    unit: {unit}\n    {keys}\n    observations:\n{''.join(lines)}"
        workspace = load({"kpis/k.yaml": text})
        return assess(workspace.portfolio, date(2018, 10, 14), workspace.config.rating).kpis[0].signal

    return make


@pytest.mark.parametrize(
    ("pairs", "unit", "scale", "kind", "why"),
    [
        (SHARES, "percent", 100, "p-prime", "share of a known number"),
        (SHARES, "ratio", 1, "p-prime", "share of a known number"),
        ([*SHARES, (31, 30)], "ratio", 1, "u-prime", "rate with a known denominator"),
        ([*SHARES, (31, 30)], "percent", 100, "u-prime", "rate with a known denominator"),
        (SHARES, "per 10,000", 10_000, "u-prime", "rate with a known denominator"),
        (SHARES, "cases per social worker", 1, "u-prime", "rate with a known denominator"),
        (SHARES, "days", 1, "xmr", "neither shares nor rates"),
        (SHARES, "number", 1, "xmr", "neither shares nor rates"),
        ([40, 44, 41, 46, 39], "percent", 100, "xmr", "no numerators and denominators"),
        ([*SHARES, 40], "percent", 100, "xmr", "1 of 7 figures have no numerator and denominator"),
        ([*SHARES, "c", "missing", *SHARES], "percent", 100, "p-prime", "share of a known number"),
        (SHARES, "percent", 10_000, "xmr", "do not give the figures"),
        (SHARES, "per 1,000", 100, "xmr", "do not give the figures"),
    ],
)
def test_the_chart_that_suits_the_figures(
    signal: Callable[..., Signal | None], pairs: list[Any], unit: str, scale: float, kind: str, why: str
) -> None:
    found = signal(pairs, unit=unit, scale=scale)
    assert found is not None
    assert found.chart.kind.value == kind
    assert why in found.why


@pytest.mark.parametrize("kind", [kind for kind in ChartKind if kind not in (ChartKind.AUTO, ChartKind.NONE)])
def test_a_chart_that_is_named_is_drawn(signal: Callable[..., Signal | None], kind: ChartKind) -> None:
    found = signal(SHARES, keys=f"spc: {{chart: {kind}}}")
    assert found is not None
    assert found.chart.kind is kind
    assert "settings" in found.why
    assert len(found.chart.points) == len(SHARES)


def test_none_is_no_chart(signal: Callable[..., Signal | None]) -> None:
    assert signal(SHARES, keys="spc: {chart: none}") is None


def test_a_figure_without_a_numerator_is_a_gap_on_a_chart_of_shares(signal: Callable[..., Signal | None]) -> None:
    found = signal([*SHARES, 40], keys="spc: {chart: p}")
    assert found is not None
    assert [point.value is None for point in found.chart.points] == [False] * 6 + [True]


def test_a_latest_figure_that_is_not_on_the_chart_shows_nothing(signal: Callable[..., Signal | None]) -> None:
    gap = signal([*SHARES, *SHARES, *SHARES, 40], keys="spc: {chart: p}")
    assert gap is not None
    assert gap.withheld == "the latest figure has no numerator and denominator"
    for unit in ("percent", "days"):
        exclude = "spc: {exclude: [{period: 2016-06, reason: closed}]}"
        excluded = signal([*SHARES, *SHARES, *SHARES], unit=unit, keys=exclude)
        assert excluded is not None
        assert excluded.withheld == "the latest figure is left out of the chart's lines"


def test_a_chart_of_quotients_needs_one(signal: Callable[..., Signal | None]) -> None:
    assert signal([3, 4, 5], keys="spc: {chart: u}") is None


def test_a_chart_charts_the_quotient_and_not_the_rounded_figure(signal: Callable[..., Signal | None]) -> None:
    found = signal(SHARES)
    assert found is not None
    assert [point.value for point in found.chart.points] == [100 * (cases / size) for cases, size in SHARES]


def test_a_figure_that_the_chart_cannot_have_leaves_no_chart(signal: Callable[..., Signal | None]) -> None:
    assert signal([*SHARES, (31, 30)], keys="spc: {chart: p}") is None
    assert signal([3, 0, 4], unit="days", keys="spc: {chart: t}") is None


def test_ranges_are_screened_on_xmr_only_unless_the_settings_say_so(signal: Callable[..., Signal | None]) -> None:
    values = [(number, 1000) for number in (500, 510) * 8] + [(990, 1000)] + [(500, 1000)] * 2

    def upper(keys: str) -> float:
        found = signal(values, keys=keys)
        assert found is not None
        assert found.chart.current.upper is not None
        return found.chart.current.upper

    for kind, by_default in (("xmr", "true"), ("p-prime", "false")):
        given = {setting: upper(f"spc: {{chart: {kind}, screen_outliers: {setting}}}") for setting in ("true", "false")}
        assert upper(f"spc: {{chart: {kind}}}") == given[by_default]
        assert given["true"] < given["false"]


def test_an_excluded_period_has_a_reason(signal: Callable[..., Signal | None]) -> None:
    keys = "spc: {exclude: [{period: 2015-03, reason: schools were closed}, {period: 2014-01, reason: no figure}]}"
    for unit in ("percent", "days"):
        found = signal(SHARES, unit=unit, keys=keys)
        assert found is not None
        assert found.left_out == {date(2015, 3, 31): "schools were closed"}
        assert [point.excluded for point in found.chart.points] == [False, False, True, False, False, False]


def test_events_have_a_t_chart_and_two_of_one_day_are_two_figures(load: Callable[[Files], Workspace]) -> None:
    days = [f"2016-{1 + number // 4:02d}-{3 + 7 * (number % 4) + number % 3:02d}" for number in range(30)]
    events = ", ".join([*days[:20], "2016-06-01T08:00", "2016-06-01T09:30", *days[21:]])
    spc = "spc: {rebase: [{period: 2016-06-01, reason: new policy}], short: show}"
    workspace = load({"kpis/k.yaml": f"kpis:\n  - {{id: k, title: K, unit: days, {spc}, events: [{events}]}}\n"})
    status = assess(workspace.portfolio, date(2016, 12, 31), workspace.config.rating).kpis[0]
    signal = status.signal
    assert signal is not None
    assert signal.chart.kind is ChartKind.T
    assert "events" in signal.why
    assert signal.withheld is None
    assert [point.value for point in signal.chart.points][20:21] == [pytest.approx(1.5 / 24)]
    assert len(signal.chart.groups) == 2
    assert [point.breaks for point in chart_points(status, signal)].count("new policy") == 1
    assert signal.travel.figures == signal.chart.current.n - 1, "two are of one day"
    facts = spc_facts(status)
    assert facts is not None
    assert [one["period"] for one in cast("list[dict[str, str]]", facts["points"])][19:21] == [
        "2016-06-01T08:00",
        "2016-06-01T09:30",
    ]
