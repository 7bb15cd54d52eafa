"""What a KPI's chart says of it: direction, breaks, short series, bands, capability."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.assess.charts.making import signal_of, target_ahead
from pap_cli.assess.charts.parts import Assurance, Variation
from pap_cli.assess.charts.signal import Signal, same_stretch
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.columns.selection import AssuranceChoice, Selection
from pap_cli.load.workspace.loader import Workspace
from pap_cli.wording.charts import assurance_cell
from pap_cli.wording.reading import capability, reading

STABLE = [88, 91, 89, 92, 90, 88, 91, 90, 92, 89, 91, 88, 90, 91, 89]


@pytest.fixture
def kpi(load: Callable[[Files], Workspace]) -> Callable[..., KpiStatus]:
    """The status of one monthly KPI on 14 October 2018, from January 2015 on."""

    def make(values: list[float | str], keys: str = "target: 85", as_of: date = date(2018, 10, 14)) -> KpiStatus:
        months = [f"{2015 + number // 12}-{number % 12 + 1:02d}" for number in range(len(values))]
        figures = "".join(f"      {month}: {value}\n" for month, value in zip(months, values, strict=True))
        text = f"kpis:\n  - id: k\n    title: K\n    frequency: monthly\n    {keys}\n    observations:\n{figures}"
        workspace = load({"kpis/k.yaml": text})
        assert not workspace.diagnostics
        return assess(workspace.portfolio, as_of, workspace.config.rating).kpis[0]

    return make


def test_a_stable_process_shows_no_signal(kpi: Callable[..., KpiStatus]) -> None:
    signal = kpi(STABLE).signal
    assert signal is not None
    assert signal.variation is Variation.COMMON_CAUSE
    assert (signal.noise, signal.concern, signal.improvement) == (True, False, False)


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [
        ("high", Variation.CONCERN_LOW),
        ("low", Variation.IMPROVEMENT_LOW),
        ("none", Variation.NEUTRAL_LOW),
        ("band", Variation.NEUTRAL_LOW),
    ],
)
def test_improvement_follows_the_polarity(kpi: Callable[..., KpiStatus], polarity: str, variation: Variation) -> None:
    signal = kpi([*STABLE[:-1], 80], f"polarity: {polarity}").signal
    assert signal is not None
    assert signal.variation is variation


def test_what_the_file_says_of_improvement_comes_before_the_polarity(kpi: Callable[..., KpiStatus]) -> None:
    signal = kpi([*STABLE[:-1], 80], "polarity: high\n    spc: {improvement: decrease}").signal
    assert signal is not None
    assert signal.variation is Variation.IMPROVEMENT_LOW


@pytest.mark.parametrize(("target", "assurance"), [(80, "pass"), (97, "fail"), (90, "inconsistent")])
def test_the_target_against_the_limits(kpi: Callable[..., KpiStatus], target: int, assurance: str) -> None:
    signal = kpi(STABLE, f"target: {target}").signal
    assert signal is not None
    assert signal.assurance is Assurance(assurance)


@pytest.mark.parametrize(
    ("target", "tolerance", "assurance"), [(90, 10, "pass"), (90, 2, "inconsistent"), (60, 5, "fail")]
)
def test_a_band_is_assured_by_its_tolerance(
    kpi: Callable[..., KpiStatus], target: int, tolerance: int, assurance: str
) -> None:
    signal = kpi(STABLE, f"polarity: band\n    target: {target}\n    tolerance: {tolerance}").signal
    assert signal is not None
    assert signal.assurance is Assurance(assurance)


@pytest.mark.parametrize(
    ("values", "assured"),
    [
        (STABLE, Assurance.FAIL),
        ([*STABLE[:-1], 80], None),  # a change for the worse
        ([*STABLE[:-1], 99], None),  # a change for the better
        ([90.0] * 20, None),  # no range to compare
        (STABLE[:12], None),
    ],
    ids=["settled", "worse", "better", "constant", "short"],
)
def test_nothing_is_assured_while_the_limits_do_not_include_a_change(
    kpi: Callable[..., KpiStatus], values: list[float | str], assured: Assurance | None
) -> None:
    status = kpi(values, "target: 97")
    assert status.signal is not None
    assert status.signal.assured is assured
    assert bool(assurance_cell(status).text) is (assured is not None)
    assert bool(capability(status)) is (assured is not None)
    missed = Selection(assurance=frozenset({AssuranceChoice.WILL_MISS})).takes_signal(status)
    assert missed is (assured is Assurance.FAIL)


def test_the_interval_of_a_slope_has_the_sign_of_its_verb(kpi: Callable[..., KpiStatus]) -> None:
    falling = [float(90 - 2 * number) for number in range(20)]
    assert "it falls by 2 a month (95% confidence interval: 2 to 2)" in reading(kpi(falling))


def test_too_few_figures_withhold_the_icons_but_not_the_limits(kpi: Callable[..., KpiStatus]) -> None:
    short = kpi(STABLE[:12]).signal
    assert short is not None
    assert short.withheld
    assert (short.noise, short.concern, short.improvement) == (False, False, False)
    assert short.chart.current.mean is not None
    whole, shown = kpi(STABLE[:13]).signal, kpi(STABLE[:12], "spc: {short: show}").signal
    assert whole is not None
    assert shown is not None
    assert not whole.withheld
    assert not shown.withheld


def test_a_chart_that_tells_nothing_is_not_drawn_to_find_that_out(
    kpi: Callable[..., KpiStatus], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def counted(*given: Any) -> Signal | None:
        drawn.append(given)
        return signal_of(*given)

    monkeypatch.setattr("pap_cli.assess.kpis.kpi.signal_of", counted)
    short, without = kpi(STABLE[:12]), kpi(["missing"] * 15)
    assert (short.telling, without.telling, len(drawn)) == (None, None, 1)
    for whole in (kpi(STABLE[:13]), kpi(STABLE[:12], "spc: {short: show}")):
        assert whole.telling is whole.signal is not None
    assert kpi([*STABLE, "missing"], "spc: {rebase: [{period: 2016-01, reason: new}]}").telling is None


@pytest.mark.parametrize(
    "key", ["spc: {rebase: [{period: 2016-02, reason: New team}]}", "breaks: [{period: 2016-02, reason: New team}]"]
)
def test_limits_start_afresh_where_the_file_says_so_and_say_why(kpi: Callable[..., KpiStatus], key: str) -> None:
    signal = kpi([*STABLE[:13], *(value - 30 for value in STABLE)], key).signal
    assert signal is not None
    assert [group.n for group in signal.chart.groups] == [13, 15]
    assert signal.reasons == {date(2016, 2, 29): "New team"}
    assert signal.noise


def test_a_figure_to_date_starts_afresh_each_year(kpi: Callable[..., KpiStatus]) -> None:
    signal = kpi(list(range(30)), "basis: year-to-date\n    calendar: calendar").signal
    assert signal is not None
    assert [group.n for group in signal.chart.groups] == [12, 12, 6]


def test_a_missing_period_stays_missing(kpi: Callable[..., KpiStatus]) -> None:
    signal = kpi([*STABLE[:6], "missing", *STABLE[6:]]).signal
    assert signal is not None
    assert signal.chart.points[6].value is None
    assert signal.chart.points[7].moving_range is None


def test_limits_are_clipped_only_when_asked(kpi: Callable[..., KpiStatus]) -> None:
    values: list[float | str] = [98, 90, 99, 91, 97, 92, 99, 90, 98, 91, 99, 92, 98, 90]
    free, held = kpi(values).signal, kpi(values, "spc: {most: 100}").signal
    assert free is not None
    assert held is not None
    assert free.upper is not None
    assert free.upper > 100
    assert held.upper == 100
    assert held.chart.current.upper == free.upper


def test_other_kinds_of_period_are_not_charted_together(load: Callable[[Files], Workspace]) -> None:
    text = "kpis: [{id: k, title: K, observations: {2013/14: 70, 2015-01: 88, 2015-02: 91}}]"
    workspace = load({"kpis/k.yaml": text})
    signal = assess(workspace.portfolio, date(2018, 1, 1), workspace.config.rating).kpis[0].signal
    assert signal is not None
    assert [one.period.written for one in signal.observations] == ["2015-01", "2015-02"]


def test_a_target_that_cannot_be_reached_is_called_implausible(kpi: Callable[..., KpiStatus]) -> None:
    keys = "target: {0}\n    trajectory: [{{by: 2019-03-31, target: {0}}}]"
    far, near = kpi(STABLE, keys.format(120)).signal, kpi(STABLE, keys.format(60)).signal
    assert far is not None
    assert near is not None
    assert far.plausible is not None
    assert near.plausible is not None
    assert (far.plausible.value, near.plausible.value) == ("unlikely", "likely")
    assert far.ahead is not None
    assert far.ahead.by == date(2019, 3, 31)


def test_no_dated_target_no_forecast(kpi: Callable[..., KpiStatus]) -> None:
    status = kpi(STABLE)
    assert status.signal is not None
    assert status.signal.outlook is None
    assert target_ahead(status.kpi, date(2018, 1, 1)) is None


@pytest.mark.parametrize(
    ("target", "keys", "number"),
    [
        ('"> 95"', "", 95),
        ('"+5"', "\n    baseline: {period: 2014-03, value: 90}", 95),
        ('"+5"', "", None),  # no baseline
        ("{above: England}", "\n    benchmarks: {England: {2016-03: 95}}", None),  # nobody knows it yet
        ('"< 95"', "", None),  # higher is better
        ("93 to 97", "\n    polarity: band", 95),
    ],
)
def test_the_forecast_is_for_a_dated_target_with_a_number(
    kpi: Callable[..., KpiStatus], target: str, keys: str, number: float | None
) -> None:
    status = kpi(STABLE, f"trajectory: [{{by: 2019-03-31, target: {target}}}]{keys}")
    ahead = target_ahead(status.kpi, date(2018, 1, 1))
    assert (ahead.target if ahead else None) == number
    assert (status.signal is not None and status.signal.outlook is not None) is (number is not None)


def test_the_sentences_name_the_target_as_it_is_written(kpi: Callable[..., KpiStatus]) -> None:
    status = kpi(STABLE, 'polarity: low\n    target: "< 70"\n    trajectory: [{by: 2019-03-31, target: "< 60"}]')
    assert status.signal is not None
    assert capability(status) == "it will miss the target of < 60 unless the process changes"
    assert ": the target of < 60 is unlikely to be met." in reading(status)


def test_a_range_is_a_band_on_the_chart(kpi: Callable[..., KpiStatus]) -> None:
    for band, assurance in (("80 to 100", Assurance.PASS), ("90 to 94", Assurance.INCONSISTENT)):
        signal = kpi(STABLE, f"polarity: band\n    target: {band}").signal
        assert signal is not None
        assert signal.assurance is assurance


def test_a_break_parts_what_stands_before_it_from_what_stands_after(kpi: Callable[..., KpiStatus]) -> None:
    parted = kpi(STABLE, "breaks: [{period: 2015-06, reason: Another definition}]").kpi
    assert not same_stretch(parted, date(2015, 5, 31), date(2015, 6, 30))
    assert same_stretch(parted, date(2015, 1, 31), date(2015, 5, 31))
    assert same_stretch(parted, date(2015, 6, 30), date(2015, 9, 30))


def test_whether_a_kpi_moves_is_read_off_its_chart(kpi: Callable[..., KpiStatus]) -> None:
    assert kpi([*STABLE[:-1], 80], "target: 70").unmoved == "has got worse"
    assert "has not got better" in kpi(STABLE, "target: 99\n    floor: 95").unmoved
    assert not kpi([*STABLE[:-1], 99], "target: 105\n    floor: 100").unmoved
    assert kpi(STABLE[:5], "target: 99\n    floor: 95").unmoved == "is red"


def test_figures_after_the_day_do_not_move_the_chart(kpi: Callable[..., KpiStatus]) -> None:
    day = date(2016, 3, 31)
    assert kpi(STABLE, as_of=day).signal == kpi([*STABLE, 10, 10, 10], as_of=day).signal
