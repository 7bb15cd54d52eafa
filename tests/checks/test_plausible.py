"""The rules that ask about figures, targets and dates that can hardly be right, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi

MONTHS = [f"{2015 + month // 12}-{month % 12 + 1:02}" for month in range(21)]


def figures(*values: object) -> str:
    return f"observations: {{{', '.join(f'{month}: {value}' for month, value in zip(MONTHS, values, strict=False))}}}"


@pytest.mark.parametrize(
    ("unit", "figure", "said"),
    [
        ("percent", "0", None),
        ("percent", "100", None),
        ("percent", "100.1", "100.1 is outside 0 to 100%"),
        ("percent", "-0.1", "-0.1 is outside 0 to 100%"),
        ("percentage points", "-3", None),
        ("number", "0", None),
        ("number", "-1", "the count -1 is negative"),
        ("days", "-1", None),
        ("percent", "c", None),
        ("percent", "{value: 50, numerator: 5}", "a numerator without a denominator"),
        ("percent", "{value: 50, denominator: 5}", "a denominator without a numerator"),
        ("percent", "{value: c, denominator: 5}", "a denominator without a numerator"),
        ("percent", "{value: 50, numerator: 5, denominator: 10}", None),
        ("percent", "{value: 100, numerator: 10, denominator: 10}", None),
        ("percent", "{value: 200, numerator: 10, denominator: 5}", "the numerator 10 is above the denominator 5"),
        ("ratio", "{value: 2, numerator: 10, denominator: 5}", "the numerator 10 is above the denominator 5"),
        ('"per 10,000"', "{value: 200, numerator: 10, denominator: 5}", None),
        ("percent", "{value: 50, numerator: -5, denominator: 10}", "the numerator is negative"),
    ],
)
def test_impossible_figures(find: Find, unit: str, figure: str, said: str | None) -> None:
    found = find("figure-impossible", kpi(f"unit: {unit}, target: 80, observations: {{2015/16: {figure}}}"))
    assert [one.message for one in found] == ([f"k1 for 2015/16: {said}"] if said else [])


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ((84, 83, 8.5), ["Mar 2015"]),
        ((84, 83, 0.85), ["Mar 2015"]),
        ((84, 83, 842), ["Mar 2015"]),
        ((8.4, 83, 84, 85), ["Jan 2015"]),
        ((84, 83, 842, 85, 84), ["Mar 2015"]),
        ((84, 85, 8.3, 84, 85, 840, 84), ["Mar 2015", "Jun 2015"]),
        ((84, 83, 85), []),
        ((84, 8), []),  # two figures: nobody knows which is wrong
        ((1, 9, 1, 0, 12, 1), []),  # small counts jump
        ((3, 2, 30), ["Mar 2015"]),
        ((0, 0, 84), []),
        ((84, 83, 0), []),
        ((10, 15, 22, 33, 50, 75, 112, 170), []),  # it grows
        ((84, "c", 83, "missing", 842), ["May 2015"]),
    ],
)
def test_figures_unlike_their_neighbours(find: Find, values: tuple[object, ...], months: list[str]) -> None:
    found = find("figure-unlike-neighbours", kpi(f"unit: number, target: 80, {figures(*values)}"))
    assert [one.message.partition(" is ")[0] for one in found] == [f"k1 for {month}" for month in months]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("target: 9", None),
        ("target: 8", "the target of k1 is 8"),
        ("target: 0", None),
        ("target: 850", "the target of k1 is 850"),
        ("target: 800", None),
        ("trajectory: [{by: 2016-12-31, target: 90}, {by: 2017-03-31, target: 9000}]", "the target of k1 is 9,000"),
        ("target: 90, baseline: {period: 2014-12, value: 0.8}", "the baseline of k1 is 0.8"),
        ("target: 90, baseline: {period: 2014-12, value: 60}", None),
    ],
)
def test_targets_far_from_everything_measured(find: Find, facts: str, said: str | None) -> None:
    found = find("target-unlike-figures", kpi(f"unit: number, {facts}, {figures(83, 84, 85)}"))
    expected = [f"{said}, but its figures are between 83 and 85"] if said else []
    assert [one.message for one in found] == expected
    assert find("target-unlike-figures", kpi(f"unit: number, {facts}, {figures(83, 84)}")) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("target: 100", None),
        ("target: 0", None),
        ("target: 120", "the target of k1 is 120, outside 0 to 100%"),
        ('target: "> 101"', "the target of k1 is 101, outside 0 to 100%"),
        ("polarity: band, target: 95 to 115", "the target of k1 is 105, outside 0 to 100%"),
        ('target: "+30", baseline: {period: 2014-12, value: 80}', "the target of k1 is 110, outside 0 to 100%"),
        ("target: 90, baseline: {period: 2014-12, value: 108}", "the baseline of k1 is 108, outside 0 to 100%"),
        ("target: 900", "the target of k1 is 900, but its figures are between 83 and 85"),
        ("trajectory: [{by: 2016-12-31, target: 99}, {by: 2017-03-31, target: 109}]", "the target of k1 is 109"),
    ],
)
def test_percentages_that_no_share_can_reach(find: Find, facts: str, said: str | None) -> None:
    found = find("target-unlike-figures", kpi(f"unit: percent, {facts}, {figures(83, 84, 85)}"))
    assert [one.message[: len(said or "")] for one in found] == ([said] if said else [])


def test_a_target_needs_no_figures_to_be_outside_0_to_100_percent(find: Find) -> None:
    found = find("target-unlike-figures", kpi(f"unit: percent, target: 850, {figures(84)}"))
    assert [one.message for one in found] == ["the target of k1 is 850, outside 0 to 100%"]
    assert find("target-unlike-figures", kpi(f'unit: "per 10,000", target: 850, {figures(84)}')) == []


def test_the_neighbours_of_a_figure_are_quoted_with_their_signs(find: Find) -> None:
    (found,) = find("figure-unlike-neighbours", kpi(f"unit: days, target: 80, {figures(50, -51, 900, -52, 49)}"))
    assert found.message == "k1 for Mar 2015 is 900, but the figures around it are between -52 and 50"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("polarity: none, target: 80", 1),
        ("polarity: none, trajectory: [{by: 2016-12-31, target: 80}]", 1),
        ("polarity: none", 0),
        ("polarity: low, target: 80", 0),
    ],
)
def test_targets_without_polarity(find: Find, facts: str, found: int) -> None:
    assert len(find("target-without-polarity", kpi(facts))) == found


@pytest.mark.parametrize(
    ("facts", "as_of", "found"),
    [
        ("target: 80", "2016-10-14", 1),
        ("observations: {2015/16: c}", "2016-10-14", 1),
        ("observations: {2015/16: 80}", "2016-10-14", 0),
        ("observations: {2015/16: 80}", "2016-03-30", 1),
    ],
)
def test_a_kpi_that_never_had_a_figure(find: Find, facts: str, as_of: str, found: int) -> None:
    assert len(find("kpi-without-figure", kpi(facts), as_of)) == found
