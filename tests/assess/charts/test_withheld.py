"""Why a chart shows no icons, on series that did not change and on series that did."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from math import exp, pi, sin, sqrt

import pytest
from msgspec.structs import replace

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.assess.charts.making import signal_of
from pap_cli.assess.charts.parts import Variation
from pap_cli.assess.charts.signal import Signal
from pap_cli.load.workspace.loader import Workspace
from pap_cli.wording.charts import variation_cell
from pap_cli.wording.reading import reading

VARIED = [88, 91, 89, 92, 90, 88, 91, 90, 92, 89, 91, 88, 90, 91, 89]

Make = Callable[..., Signal]
Special = Callable[[Sequence[float]], bool]


@pytest.fixture
def signal(load: Callable[[Files], Workspace]) -> Make:
    """The signal of a KPI with figures from January 2010 on."""

    def make(values: Sequence[float | str], keys: str = "", period: str = "{year}-{month:02}") -> Signal:
        periods = (period.format(year=2010 + place // 12, month=place % 12 + 1) for place in range(len(values)))
        figures = "".join(f"      {name}: {value}\n" for name, value in zip(periods, values, strict=True))
        text = f"kpis:\n  - id: k\n    title: K\n    {keys}\n    observations:\n{figures}"
        workspace = load({"kpis/k.yaml": text})
        (status,) = assess(workspace.portfolio, date(2018, 10, 14), workspace.config.rating).kpis
        assert status.signal is not None
        assert (status.telling is None) is (status.signal.withheld is not None)
        told = reading(status)
        assert ("cannot be told, because" in told) is (status.signal.withheld is not None)
        assert not (status.signal.withheld and ("no clear change" in told.lower() or status.signal.noise))
        assert ("of 13" in variation_cell(status).text) is status.signal.few
        return status.signal

    return make


@pytest.mark.parametrize(
    ("values", "keys", "reason"),
    [
        (VARIED, "", None),
        (VARIED, "basis: rolling 12 months", "each figure covers 12 months"),
        (VARIED, "basis: rolling 3 years", "each figure covers three years"),
        (VARIED[:9], "basis: rolling 12 months", "each figure covers 12 months"),
        (VARIED, "basis: year-to-date", "each figure includes those before it"),
        (VARIED[:12], "", "the chart has 12 figures and needs 13"),
        (VARIED[:1], "spc: {short: show}", "the chart has 1 figure and needs 13"),
        ([*VARIED[:12], "c", "z", "x"], "", "the chart has 12 figures and needs 13"),
        (VARIED[:12], "spc: {short: show}", None),
        ([*VARIED, "c"], "", "there is no figure for Apr 2011"),
        ([90] * 15, "", "the figures do not vary"),
        ([90] * 12, "spc: {short: show}", "the figures do not vary"),
        ([90] * 12 + [91] * 3, "", "more than half of the figures are the same"),
        ([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0], "", "more than half of the figures are the same"),
        ([value for one in VARIED for value in ("c", one)], "", "no two figures are in consecutive periods"),
        ([30, 10, 11, 10, 9, 10, 11, 12, 10, 29, 31, 30] * 3, "", "the figures follow a yearly pattern"),
    ],
)
def test_why_no_icon_is_shown(signal: Make, values: Sequence[float | str], keys: str, reason: str | None) -> None:
    found = signal(values, keys).withheld
    assert found is None if reason is None else found is not None and found.startswith(reason)


def test_periods_that_overlap_share_what_they_count(signal: Make) -> None:
    found = signal(VARIED, "frequency: monthly", "year to {year}-{month:02}").withheld
    assert found == "the periods overlap, so figures share what they count"


def _counts(chance: random.Random, mean: float) -> int:
    """Return a number from a Poisson distribution (Knuth)."""
    count, product = 0, chance.random()
    while product > exp(-mean):
        count, product = count + 1, product * chance.random()
    return count


def _dependent(chance: random.Random, n: int) -> list[float]:
    """Return figures of which each depends on the one before by 0.8."""
    found = [chance.gauss(0, 1 / sqrt(1 - 0.8**2))]
    while len(found) < n:
        found.append(0.8 * found[-1] + chance.gauss(0, 1))
    return found


def _swinging(chance: random.Random, n: int) -> list[float]:
    start = chance.random() * 12
    return [2 * sin(2 * pi * (place + start) / 12) + chance.gauss(0, 1) for place in range(n)]


UNCHANGED: dict[str, Callable[[random.Random, int], Sequence[float]]] = {
    "white noise": lambda chance, n: [chance.gauss(0, 1) for _ in range(n)],
    "rare events": lambda chance, n: [_counts(chance, 0.2) for _ in range(n)],
    "dependent": _dependent,
    "yearly swing": _swinging,
}
CHANGED: dict[str, tuple[float, Callable[[int], float]]] = {
    "a step of three standard deviations": (0.7, lambda ago: 3.0 * (ago < 8)),
    "a rise over sixteen figures": (0.6, lambda ago: 0.2 * max(0, 16 - ago)),
    "one figure five standard deviations away": (0.8, lambda ago: 5.0 * (ago < 1)),
}


@pytest.fixture
def special(load: Callable[[Files], Workspace]) -> Callable[[Sequence[float]], bool]:
    """Whether the last figure of a monthly series is called special."""
    figures = "".join(f"      {2010 + place // 12}-{place % 12 + 1:02}: 1\n" for place in range(36))
    (kpi,) = load({"kpis/k.yaml": f"kpis:\n  - id: k\n    title: K\n    observations:\n{figures}"}).portfolio.kpis

    def told(values: Sequence[float]) -> bool:
        series = [replace(one, value=value) for one, value in zip(kpi.observations, values, strict=False)]
        found = signal_of(kpi, series, 1, None, date(2018, 10, 14))
        assert found is not None
        return found.withheld is None and found.variation is not Variation.COMMON_CAUSE

    return told


@pytest.mark.parametrize("kind", UNCHANGED)
def test_series_without_a_change_are_seldom_called_special(special: Special, kind: str) -> None:
    chance = random.Random(5)  # noqa: S311 - figures for a test
    assert sum(special(UNCHANGED[kind](chance, 36)) for _ in range(200)) <= 10


@pytest.mark.parametrize("kind", CHANGED)
def test_a_change_is_still_told(special: Special, kind: str) -> None:
    chance = random.Random(6)  # noqa: S311 - figures for a test
    share, change = CHANGED[kind]
    made = [[chance.gauss(0, 1) + change(35 - place) for place in range(36)] for _ in range(100)]
    assert sum(map(special, made)) >= share * 100


def test_a_change_larger_than_drift_is_told(special: Special) -> None:
    rising = [26.4, 27.1, 26.8, 28.0, 29.1, 30.4, 31.0, 33.2, 35.0, 38.1, 40.2, 44.0, 47.9, 51.2, 56.0, 60.1]
    assert special(rising)
