"""KPIs whose figures are sums of those of another over time, although no formula says so."""

from __future__ import annotations

import pytest
from tests.assess.making import kpi, observation

from pap_cli.assess.disclosure.decide import hidden_figures
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Basis
from pap_cli.model.numbers import Unit

COUNTS = (9, 3, 12, 8, 7, 10)
MONTHS = kpi("months", {f"2016-0{number}": count for number, count in enumerate(COUNTS, 4)})


def hidden(*kpis: Kpi) -> dict[str, list[str]]:
    found = hidden_figures(kpis, Disclosure())
    return {key[1]: sorted(period.written for period in periods) for key, periods in sorted(found.items())}


def test_the_quarter_of_a_hidden_month_is_hidden() -> None:
    quarters = kpi("quarters", {"2016-Q2": 24, "2016-Q3": 25})
    assert hidden(MONTHS, quarters) == {"months": ["2016-05"], "quarters": ["2016-Q2"]}


def test_a_month_of_a_hidden_quarter_is_hidden() -> None:
    months = kpi("months", {"2016-04": 0, "2016-05": 8, "2016-06": 9, "2016-07": 8, "2016-08": 9, "2016-09": 7})
    share = observation("2016-Q2", 85.0, numerator=17, denominator=20)
    share = kpi(
        "share", unit=Unit("percent"), observations=(share, observation("2016-Q3", 60.0, numerator=24, denominator=40))
    )
    assert hidden(months, share) == {"months": ["2016-06"], "share": ["2016-Q2"]}


def test_the_year_to_date_is_hidden_from_then_on() -> None:
    sums = {f"2016-0{number}": sum(COUNTS[: number - 3]) for number in range(4, 10)}
    year = kpi("year", sums, basis=Basis.YEAR_TO_DATE)
    assert hidden(MONTHS, year) == {"months": ["2016-05"], "year": [f"2016-0{number}" for number in range(5, 10)]}


def test_a_rolling_sum_is_hidden_while_it_includes_the_month() -> None:
    sums = {f"2016-0{number}": sum(COUNTS[number - 6 : number - 3]) for number in range(6, 10)}
    rolling = kpi("rolling", sums, basis=Basis.ROLLING_3_MONTHS)
    assert hidden(MONTHS, rolling) == {"months": ["2016-05"], "rolling": ["2016-06", "2016-07"]}


@pytest.mark.parametrize(
    "other",
    [
        kpi("quarters", {"2016-Q2": 24, "2016-Q3": 26}),  # one of them does not add up
        kpi("quarters", {"2016-Q2": 24}),  # one shows nothing
        kpi("stock", {"2016-06": 24, "2016-09": 25}, basis=Basis.SNAPSHOT),
        kpi("quarters", {"2015-Q4": 24, "2016-Q1": 25}),  # other months
    ],
)
def test_what_adds_up_by_chance_is_left_alone(other: Kpi) -> None:
    assert hidden(MONTHS, other) == {"months": ["2016-05"]}
