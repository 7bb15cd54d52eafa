"""Which KPIs have a recent trend."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import SOMEWHERE, kpi, measured, observation
from pap_cli.assess.comparison.recent import Direction
from pap_cli.assess.kpis.recent import RecentTrend, recent_trend
from pap_cli.model.kpi import Break, Observation
from pap_cli.model.measure import Basis, Frequency, Missing
from pap_cli.model.periods import parse_period

YEARS = ("2011/12", "2012/13", "2013/14", "2014/15", "2015/16")
MONTHS = ("2016-04", "2016-05", "2016-06", "2016-07", "2016-08")
DAYS = ("2012-03-31", "2013-03-31", "2014-03-31", "2015-03-31", "2016-03-31")


def rising(periods: tuple[str, ...] = YEARS, per: float = 100, of: float = 1000) -> tuple[Observation, ...]:
    return tuple(
        observation(period, per * (100 + 20 * year) / of, numerator=100 + 20 * year, denominator=of)
        for year, period in enumerate(periods)
    )


def found(observations: tuple[Observation, ...] | None = None, **facts: Any) -> RecentTrend | None:
    return recent_trend(measured(kpi(observations=observations or rising(), **{"unit": "percent", **facts})))


def test_the_last_five_years() -> None:
    trend = found()
    assert trend is not None
    assert (trend.direction, trend.is_better) == (Direction.INCREASING, True)
    assert (str(trend.first), str(trend.last)) == ("2011/12", "2015/16")
    assert found((observation("2010/11", 99.0, numerator=990, denominator=1000), *rising())) == trend


def test_snapshots_a_year_apart_and_rates_have_one_too() -> None:
    assert found(rising(DAYS), basis=Basis.SNAPSHOT) is not None
    rate = found(rising(per=10000, of=50000), unit="per 10,000")
    share = found(rising(per=100, of=50000))
    assert rate is not None
    assert share is not None
    assert rate.direction is share.direction is Direction.INCREASING
    assert rate.chi_square != share.chi_square
    assert found(rising(per=1, of=90), unit="ratio") is not None  # more than one each: a rate


@pytest.mark.parametrize(
    "facts",
    [
        {"observations": rising()[1:]},
        {"observations": (*rising()[:4], observation("2015/16", 18.0))},
        {"observations": (*rising()[:4], observation("2015/16", 17.0, numerator=180, denominator=1000))},
        {"observations": (*rising()[:4], observation("2015/16", Missing.CONFIDENTIAL))},
        {"observations": (rising()[0], *rising()[2:])},  # a year is missing
        {"observations": rising(("2010/11", "2012/13", "2013/14", "2014/15", "2015/16"))},
        {"observations": rising(("2012-03-31", "2013-03-31", "2014-03-31", "2015-03-31", "2016-06-30"))},
        {"observations": rising(MONTHS)},
        {"observations": rising(MONTHS), "frequency": Frequency.ANNUAL},
        {"observations": rising(of=170)},  # 180 of 170 per cent
        {"basis": Basis.ROLLING_3_YEARS},
        {"basis": Basis.ROLLING_12_MONTHS},
        {"breaks": (Break(period=parse_period("2013/14"), reason="Another definition", place=SOMEWHERE),)},
        {"unit": "days"},
    ],
)
def test_otherwise_there_is_none(facts: dict[str, Any]) -> None:
    assert found(**facts) is None


def test_a_break_before_the_five_years_does_not_matter() -> None:
    older = observation("2010/11", 99.0, numerator=990, denominator=1000)
    breaks = (Break(period=parse_period("2011/12"), reason="Another definition", place=SOMEWHERE),)
    assert found((older, *rising()), breaks=breaks) == found()
