"""The funnel over our area and its neighbours."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, day, kpi, measured, observation
from pap_cli.assess.comparison.funnels import Significance
from pap_cli.assess.kpis.funnel import AreaFunnel, funnel_of
from pap_cli.model.kpi import Benchmark, BenchmarkFigure, BenchmarkKind
from pap_cli.model.measure import Figure, Missing
from pap_cli.model.numbers import Unit, multiplier_of
from pap_cli.model.periods import parse_period

SHARES = {"us": (490, 2388), "Southwark": (155, 856), "Lewisham": (175, 1061), "Camden": (407, 1951)}
RATES = {"us": (0, 3000), "Southwark": (12, 9000), "Lewisham": (30, 24000), "Camden": (55, 31000)}


def area(name: str, x: float, n: float, value: Figure, period: str = "2015/16", **facts: Any) -> Benchmark:
    figure = BenchmarkFigure(
        period=parse_period(period), value=value, numerator=x, denominator=n, place=SOMEWHERE, **facts
    )
    return Benchmark(name=name, kind=BenchmarkKind.NEIGHBOUR, values=(figure,), place=SOMEWHERE)


def over(areas: dict[str, tuple[float, float]], unit: str = "percent", *more: Benchmark) -> AreaFunnel | None:
    multiplier = multiplier_of(Unit(unit)) or 1
    ours, *others = [(name, x, n, multiplier * x / n) for name, (x, n) in areas.items()]
    one = observation("2015/16", ours[3], numerator=ours[1], denominator=ours[2])
    benchmarks = (*(area(*other) for other in others), *more)
    return funnel_of(measured(kpi(observations=(one,), unit=unit, benchmarks=benchmarks)), AS_OF)


def test_shares() -> None:
    found = over(SHARES)
    assert found is not None
    assert [one.name for one in found.areas] == list(SHARES)
    assert [one.is_ours for one in found.areas] == [True, False, False, False]
    assert found.is_share
    assert found.baseline == pytest.approx(100 * (490 + 155 + 175 + 407) / (2388 + 856 + 1061 + 1951))
    lewisham = found.areas[2]
    assert lewisham.value == pytest.approx(100 * 175 / 1061)
    assert lewisham.limits.lower_2s == pytest.approx(17.2239, abs=1e-3)
    assert lewisham.significance is Significance.LOW_2S


def test_rates() -> None:
    found = over(RATES, "per 10,000")
    assert found is not None
    assert not found.is_share
    assert found.baseline == pytest.approx(10000 * 97 / 67000)
    assert [one.size for one in found.areas] == [0, 12, 30, 55]
    assert found.areas[0].limits.upper_2s is None
    assert found.areas[0].significance is Significance.LOW_2S


def test_a_ratio_is_a_share_unless_more_were_counted_than_there_are() -> None:
    share, rate = over(SHARES, "ratio"), over({**SHARES, "Camden": (2000, 1951)}, "ratio")
    assert share is not None
    assert rate is not None
    assert (share.is_share, rate.is_share) == (True, False)


def test_only_neighbours_with_counts_for_our_period_that_match_are_areas() -> None:
    others = (
        replace(area("England", 20, 100, 20.0), kind=BenchmarkKind.COUNTRY),
        replace(area("Average", 20, 100, 20.0), kind=BenchmarkKind.NEIGHBOURS),
        area("Another year", 20, 100, 20.0, "2014/15"),
        area("Not its share", 20, 100, 30.0),
        area("Confidential", 20, 100, Missing.CONFIDENTIAL),
        area("Published later", 20, 100, 20.0, published=day("2016-10-15")),
        area("More than all", 120, 100, 120.0),
    )
    found = over(SHARES, "percent", *others[:-1])
    assert found is not None
    assert [one.name for one in found.areas] == list(SHARES)
    assert over(SHARES, "percent", others[-1]) is None


def test_without_our_counts_or_a_neighbour_there_is_no_funnel() -> None:
    assert over({"us": (490, 2388)}) is None
    assert over(SHARES, "days") is None
    plain = kpi(figures={"2015/16": 20.0}, unit="percent", benchmarks=(area("Camden", 407, 1951, 20.9),))
    assert funnel_of(measured(plain), AS_OF) is None
    assert funnel_of(measured(kpi(unit="percent")), AS_OF) is None
