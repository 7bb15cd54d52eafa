"""Funnels over areas: their limits, and which areas are outside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.comparison.funnels import Limits, Significance, funnel

LOW, HIGH, NONE = Significance.LOW_2S, Significance.HIGH_2S, Significance.NONE


def close(limits: Limits, lower_2s: float, upper_2s: float, lower_3s: float, upper_3s: float) -> bool:
    found = (limits.lower_2s, limits.upper_2s, limits.lower_3s, limits.upper_3s)
    return bool(found == pytest.approx((lower_2s, upper_2s, lower_3s, upper_3s), rel=1e-9))


def test_shares() -> None:
    x = [490, 155, 175, 172, 146, 334, 255, 107, 88, 407, 148]
    n = [2388, 856, 1061, 912, 823, 1717, 1529, 561, 422, 1951, 771]
    found = funnel("proportion", x, n, multiplier=100)
    assert found.baseline == pytest.approx(19.06704641675006, rel=1e-12)
    assert found.significance == (NONE, NONE, LOW, NONE, NONE, NONE, LOW, NONE, NONE, HIGH, NONE)
    # p ± 1.96 √(p (1 − p) / 2388) and 3.09, worked by hand
    assert close(found.at_areas[0], 17.491485001311744, 20.64260783218837, 16.582893225801737, 21.55119960769838)
    assert (found.axis, len(found.drawn), found.drawn_sizes[0], found.drawn_sizes[-1]) == ("Population", 100, 1, 2600)


def test_rates() -> None:
    found = funnel("rate", [0, 12, 30, 9, 55, 4], [3000, 9000, 24000, 7000, 31000, 2500], multiplier=10000)
    assert found.baseline == pytest.approx(14.37908496732026, rel=1e-12)
    assert found.significance == (LOW, NONE, NONE, NONE, NONE, NONE)
    assert found.at_areas[0] == Limits(lower_2s=None, upper_2s=None, lower_3s=None, upper_3s=None)
    # the average × 12 over the exact limits of 12 events: 6.2006 and 20.9616 at 95%
    assert (found.at_areas[1].lower_2s, found.at_areas[1].upper_2s) == pytest.approx((8.23168, 27.82791), abs=1e-5)


def test_a_fraction_of_an_event_has_no_limits_without_bounds() -> None:
    found = funnel("rate", [1e-9, 12], [3000, 9000])
    assert found.at_areas[0].upper_3s is None
    assert found.at_areas[1].upper_3s is not None


def test_ratios_of_observed_to_expected_events() -> None:
    observed, expected = [5, 14, 40, 9, 88, 120], [8.2, 12.9, 31.5, 9.9, 101.3, 97.7]
    count = funnel("ratio", observed, expected, ratio_type="count")
    assert count.significance == (NONE, NONE, NONE, NONE, NONE, HIGH)
    assert count.baseline is None
    assert count.values[0] == pytest.approx(5 / 8.2 - 1)
    standardised = funnel("ratio", observed, expected)
    assert standardised.significance == count.significance
    for ratio, percent in zip(count.at_areas, standardised.at_areas, strict=True):
        assert ratio.lower_2s is not None
        assert percent.lower_2s is not None
        assert percent.lower_2s == pytest.approx(100 * (ratio.lower_2s + 1))


def test_a_standardised_rate_of_few_events_is_not_judged() -> None:
    found = funnel("rate", [0, 9, 10, 200], [100, 1000, 1000, 10000], rate_type="dsr")
    assert found.baseline == pytest.approx(219 / 12000)  # the area without events does not count
    assert [one is Significance.TOO_FEW for one in found.significance] == [True, True, False, False]
    assert [value is None for value in found.values] == [True, True, False, False]


@pytest.mark.parametrize("all_of_it", [True, False])
def test_where_all_areas_are_equal_at_an_end_none_is_outside(all_of_it: bool) -> None:
    n = [12, 30, 55, 80]
    found = funnel("proportion", n if all_of_it else [0] * 4, n, multiplier=100)
    end = 100 if all_of_it else 0
    assert set(found.significance) == {NONE}
    assert {*found.at_areas, *found.drawn} == {Limits(lower_2s=end, upper_2s=end, lower_3s=end, upper_3s=end)}


@pytest.mark.parametrize("multiplier", [1, 100, 1000])
def test_drawn_limits_of_a_share_are_within_0_and_all(multiplier: float) -> None:
    found = funnel("proportion", [20, 37, 4], [49, 43, 5], multiplier=multiplier)
    assert max(limits.upper_3s for limits in found.drawn if limits.upper_3s is not None) == multiplier
    assert min(limits.lower_3s for limits in found.drawn if limits.lower_3s is not None) == 0
    assert found.at_areas[2].upper_3s is not None
    assert found.at_areas[2].upper_3s > multiplier  # 5 people: as the package, not capped


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("proportion", [], []), "0 numerators"),
        (("proportion", [1, 2], [3]), "2 numerators and 1 denominators"),
        (("proportion", [4], [3]), "4 out of 3 is not a share"),
        (("rate", [4], [0]), "denominator must be more than 0"),
        (("ratio", [-4], [2]), "numerator must be 0 or more"),
        (("mean", [4], [9]), "no funnel of “mean”"),
    ],
)
def test_what_has_no_funnel_is_refused(arguments: tuple[str, list[float], list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        funnel(*arguments)
    with pytest.raises(ValueError, match="no area has an event"):
        funnel("rate", [0, 0], [3, 4], rate_type="dsr")


AREAS = st.lists(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)


@settings(derandomize=True, max_examples=100, deadline=None, database=None)
@given(
    AREAS.flatmap(lambda areas: st.tuples(st.just(areas), st.permutations(areas))),
    st.sampled_from(["rate", "proportion"]),
)
def test_the_order_of_areas_does_not_matter(
    drawn: tuple[list[tuple[int, int]], list[tuple[int, int]]], statistic: str
) -> None:
    def judged(areas: list[tuple[int, int]]) -> list[tuple[tuple[int, int], Significance]]:
        found = funnel(statistic, [x for x, _ in areas], [n for _, n in areas])
        return sorted(zip(areas, found.significance, strict=True))

    areas, shuffled = drawn
    assert judged(areas) == judged(shuffled)
