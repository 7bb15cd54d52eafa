"""Which figures count few."""

from __future__ import annotations

import pytest
from tests.assess.making import kpi, observation, revision

from pap_cli.assess.disclosure.small import small_periods
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Basis, Calendar, Missing
from pap_cli.model.numbers import Unit

RULES = Disclosure()


def small(kpi: Kpi, rules: Disclosure = RULES) -> list[str]:
    return sorted(period.written for period in small_periods(kpi, kpi.observations, rules))


def share(numerator: float | None, denominator: float | None, value: float, unit: str = "percent") -> Kpi:
    one = observation("2016-01", value, numerator=numerator, denominator=denominator)
    return kpi(unit=Unit(unit), observations=(one,))


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (400, False), (-3, False)])
def test_counts_of_1_to_4_are_few(count: float, hidden: bool) -> None:
    assert bool(small(kpi(figures={"2016-01": count}))) is hidden


@pytest.mark.parametrize(
    ("rules", "hidden"), [({"suppress_below": 10}, [0, 1, 1]), ({"suppress_zero": True}, [1, 1, 0])]
)
def test_the_settings_move_the_threshold(rules: dict[str, int], hidden: list[int]) -> None:
    found = [bool(small(kpi(figures={"2016-01": count}), Disclosure(**rules))) for count in (0, 4, 9)]
    assert found == [bool(one) for one in hidden]


MEASURES = ("days", "median days", "£", "£000", "per 10,000", "cases per worker", "score", "days over target")
COUNTS = ("number", "children", "social workers", "children waiting over 28 days", "pupils under two years")


@pytest.mark.parametrize("unit", [*MEASURES, "12-month average"])
def test_measures_are_not_counts(unit: str) -> None:
    assert not small(kpi(unit=Unit(unit), figures={"2016-01": 3}))


@pytest.mark.parametrize("unit", [*COUNTS, "schools below the average"])
def test_whole_numbers_in_any_other_unit_are(unit: str) -> None:
    assert small(kpi(unit=Unit(unit), figures={"2016-01": 3, "2016-02": 12})) == ["2016-01"]


def test_a_series_with_fractions_is_an_average_not_a_count() -> None:
    assert not small(kpi(figures={"2016-01": 3, "2016-02": 7.6}))


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (3, 50, 6.0),  # the numerator
        (47, 50, 94.0),  # the rest
        (0, 3, 0.0),  # all of them
        (None, 50, 6.0),  # the numerator that the share and the denominator give
        (3, None, 6.0),
        (47, None, 94.0),  # the rest, of the denominator that the share and the numerator give
        (1, 1200, 0.083),
    ],
)
def test_a_share_counts_few_where_any_part_of_it_does(
    numerator: float | None, denominator: float | None, value: float
) -> None:
    assert small(share(numerator, denominator, value)) == ["2016-01"]


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 50), (50, 50), (5, 50), (45, 50), (None, None)])
def test_other_shares_do_not(numerator: float | None, denominator: float | None) -> None:
    assert not small(share(numerator, denominator, 10.0 if numerator is None else 2 * numerator))


def test_with_zeros_hidden_nobody_learns_that_it_is_all_or_none() -> None:
    rules = Disclosure(suppress_zero=True)
    assert [bool(small(share(some, 50, 2.0 * some), rules)) for some in (0, 25, 50)] == [True, False, True]


def test_a_rate_counts_few_by_its_numerator() -> None:
    assert small(share(4, 21_000, 1.9, "per 10,000")) == ["2016-01"]
    assert small(share(None, 21_000, 1.9, "per 10,000")) == ["2016-01"]
    assert not small(share(40, 21_000, 19.0, "per 10,000"))


@pytest.mark.parametrize("values", [(3, 12), (12, 3)])
def test_a_figure_counts_few_if_it_ever_did(values: tuple[float, float]) -> None:
    one = observation("2016-01", values[0], revisions=(revision(values[1], "2016-04-01"),))
    assert small(kpi(observations=(one,))) == ["2016-01"]


def test_a_code_for_confidential_figures_is_kept_as_one() -> None:
    assert small(kpi(figures={"2016-01": Missing.CONFIDENTIAL, "2016-02": Missing.NOT_AVAILABLE})) == ["2016-01"]


def test_a_few_more_since_the_month_before_are_few() -> None:
    figures = {"2016-04": 8, "2016-05": 10, "2016-06": 13, "2016-07": 13, "2017-03": 40, "2017-04": 41}
    own = kpi(basis=Basis.YEAR_TO_DATE, calendar=Calendar.FINANCIAL, figures=figures)
    # 13 is 5 above 8, the last figure that is shown; in April the count begins again
    assert small(own) == ["2016-05"]
    assert not small(kpi(figures=figures))
