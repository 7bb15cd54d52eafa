"""The rule about ratings that rest on few cases."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi

RULE = "rating-uncertain"
FEW = "observations: {2016-08: {value: 83.3, numerator: 10, denominator: 12}}"


def test_it_says_the_interval_and_out_of_how_many(find: Find) -> None:
    (found,) = find(RULE, kpi(f"unit: percent, target: 90, floor: 70, {FEW}"))
    assert found.message == (
        "k1 is 83.3 for Aug 2016, but with 10 of 12 cases the 95% confidence interval (55 to 95) "
        "covers more than one rating"
    )
    assert found.help == "look at several periods together, or show the number of cases next to the rating"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        # the interval of 10 of 12 is 55.2 to 95.3
        ("target: 95", 1),
        ("target: 96", 0),
        ("target: 96, floor: 90", 1),
        ("target: 56", 1),
        ("target: 55", 0),
        ("target: 96, floor: 55", 0),
        ("polarity: low, target: 90", 1),
        ("polarity: low, target: 96", 0),
        ("polarity: low, target: 10, floor: 50", 0),
        ("polarity: low, target: 10, floor: 60", 1),
        ("polarity: band, target: 83, tolerance: 5, floor: 10", 1),  # both ends are red around a green middle
        ("polarity: band, target: 75, tolerance: 1, floor: 30", 1),  # all three amber around a green target
        ("polarity: band, target: 75, tolerance: 25", 0),
        ("polarity: band, target: 20, tolerance: 1, floor: 5", 0),
        ("polarity: none, target: 90", 0),
        ("floor: 70", 0),
        ("target: 96, trajectory: [{by: 2016-12-31, target: 90}]", 1),
        ("target: 90, trajectory: [{by: 2016-12-31, target: 50}]", 0),
    ],
)
def test_where_a_line_lies_within(find: Find, facts: str, found: int) -> None:
    assert len(find(RULE, kpi(f"unit: percent, {facts}, {FEW}"))) == found


@pytest.mark.parametrize(
    ("unit", "figure", "found"),
    [
        ("percent", "{value: 83.3, numerator: 10, denominator: 12}", 1),
        ("'%'", "{value: 83.3, numerator: 10, denominator: 12}", 1),
        ("percent", "{value: 83, numerator: 10, denominator: 12}", 1),
        ("percent", "{value: 84, numerator: 10, denominator: 12}", 0),  # not what they come to
        ("percent", "{value: 83.3, numerator: 1000, denominator: 1200}", 0),
        ("percent", "{value: 83.3, numerator: 10}", 0),
        ("percent", "{value: 83.3, denominator: 12}", 0),
        ("percent", "{value: 0, numerator: 0, denominator: 0}", 0),
        ("percent", "{value: 120, numerator: 12, denominator: 10}", 0),
        ("percent", "{value: -10, numerator: -1, denominator: 10}", 0),
        ("percent", "{value: c, numerator: 10, denominator: 12}", 0),
        ("number", "{value: 83.3, numerator: 10, denominator: 12}", 0),
        ("'per 10,000'", "{value: 83.3, numerator: 10, denominator: 12}", 0),
    ],
)
def test_what_is_asked(find: Find, unit: str, figure: str, found: int) -> None:
    assert len(find(RULE, kpi(f"unit: {unit}, target: 90, observations: {{2016-08: {figure}}}"))) == found


def test_a_ratio_has_an_interval_from_0_to_1(find: Find) -> None:
    (found,) = find(
        RULE, kpi("unit: ratio, target: 0.9, observations: {2016-08: {value: 0.83, numerator: 10, denominator: 12}}")
    )
    assert "is 0.83 for Aug 2016, but with 10 of 12" in found.message
    assert "(0.55 to 0.95)" in found.message
    assert find(RULE, kpi("unit: ratio, target: 2, observations: {2016-08: {value: 1.2, numerator: 12}}")) == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "words"),
    [
        (89.6, 1792, 2000, "with 1,792 of 2,000 cases the 95% confidence interval (88.2 to 90.9)"),
        (90, 90_000, 100_000, "with 90,000 of 100,000 cases the 95% confidence interval (89.81 to 90.18)"),
        (100, 3, 3, "with 3 of 3 cases the 95% confidence interval (44 to 100)"),
    ],
)
def test_the_narrower_the_interval_the_more_decimals(
    find: Find, value: float, numerator: int, denominator: int, words: str
) -> None:
    figure = f"{{value: {value}, numerator: {numerator}, denominator: {denominator}}}"
    (found,) = find(RULE, kpi(f"unit: percent, target: 90, observations: {{2016-08: {figure}}}"))
    assert words in found.message


def test_only_the_latest_figure_known_is_asked(find: Find) -> None:
    text = kpi(
        "unit: percent, target: 90, observations: {2016-07: {value: 83.3, numerator: 10, denominator: 12},"
        " 2016-08: {value: 83.3, numerator: 1000, denominator: 1200}}"
    )
    assert find(RULE, text) == []
    assert len(find(RULE, text, "2016-08-01")) == 1


@pytest.mark.parametrize(("until", "found"), [("2016-10-14", 0), ("2016-10-13", 1)])
def test_a_rating_set_by_hand_rests_on_a_person(find: Find, until: str, found: int) -> None:
    override = f"override: {{rating: green, by: head, reason: A new way of counting, until: {until}}}"
    assert len(find(RULE, kpi(f"unit: percent, target: 90, {FEW}, {override}"))) == found
