"""The rules about KPIs, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi
from pap_cli.model.dates import Duration

ACTION = """\
actions:
  - id: A1
    title: Cover for absent visitors
    answers: [R1]
    owner: head
    kpis: [k1]
    {cancelled}
    milestones: [{{id: A1.1, title: Rota agreed, due: {due}, started: 2016-02-01}}]
"""


def action(due: str = "2016-12-31", cancelled: str = "") -> str:
    return ACTION.format(due=due, cancelled=cancelled and f"cancelled: {{on: {cancelled}}}")


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("polarity: low", 1),
        ("polarity: none", 0),
        ("target: 95", 0),
        ("target: 0", 0),
        ("trajectory: [{by: 2016-12-31, target: 80}]", 0),
        ("floor: 80", 1),
    ],
)
def test_without_target(find: Find, facts: str, found: int) -> None:
    assert len(find("kpi-without-target", kpi(facts))) == found


@pytest.mark.parametrize(
    ("facts", "as_of", "found"),
    [
        # April's figure is there; May's is expected on 31 May and patience lasts until 31 July
        ("frequency: monthly, observations: {2016-04: 92}", "2016-07-31", 0),
        ("frequency: monthly, observations: {2016-04: 92}", "2016-08-01", 1),
        ("frequency: monthly, published_after: 1 month, observations: {2016-04: 92}", "2016-08-30", 0),
        ("frequency: monthly, published_after: 1 month, observations: {2016-04: 92}", "2016-08-31", 1),
        ("frequency: monthly, observations: {2016-04: 92, 2016-07: 91}", "2016-08-01", 0),
        (
            "frequency: monthly, observations: {2016-04: 92, 2016-07: {value: 91, published: 2016-08-02}}",
            "2016-08-01",
            1,
        ),
        ("frequency: monthly, observations: {2016-04: 92, 2016-07: c}", "2016-08-01", 0),
        ("frequency: monthly, observations: {2016-04: 92, 2016-07: missing}", "2016-08-01", 1),
        ("frequency: annual, observations: {2014/15: 92}", "2016-05-31", 0),
        ("frequency: annual, observations: {2014/15: 92}", "2016-06-01", 1),
        ("frequency: monthly", "2030-01-01", 0),
    ],
)
def test_stale(find: Find, facts: str, as_of: str, found: int) -> None:
    assert len(find("kpi-stale", kpi(f"target: 90, {facts}"), as_of)) == found


def test_patience_can_be_set(find: Find) -> None:
    text = kpi("frequency: monthly, observations: {2016-04: 92}")
    assert find("kpi-stale", text, "2016-08-01", stale_after=Duration(months=3)) == []


@pytest.mark.parametrize(
    ("polarity", "value", "found"),
    [
        ("polarity: high, target: 95, floor: 85", 85, 0),
        ("polarity: high, target: 95, floor: 85", 84.9, 1),
        ("polarity: high, target: 95", 20, 0),
        ("polarity: low, target: 10, floor: 15", 15, 0),
        ("polarity: low, target: 10, floor: 15", 15.1, 1),
        ("polarity: band, target: 10, tolerance: 1, floor: 3", 13, 0),
        ("polarity: band, target: 10, tolerance: 1, floor: 3", 13.1, 1),
        ("polarity: band, target: 10, tolerance: 1, floor: 3", 6.9, 1),
        ("polarity: none, target: 10, floor: 15", 99, 0),
        ("polarity: high, floor: 85", 20, 0),  # without a target nothing is rated
        ("polarity: high, target: 95, floor: 85, trajectory: [{by: 2016-03-31, target: 80, floor: 70}]", 75, 0),
        ("polarity: high, target: 95, floor: 85, trajectory: [{by: 2016-03-30, target: 80, floor: 70}]", 75, 1),
    ],
)
def test_beyond_the_floor(find: Find, polarity: str, value: float, found: int) -> None:
    assert len(find("kpi-below-floor", kpi(f"{polarity}, observations: {{2015/16: {value}}}"))) == found


@pytest.mark.parametrize(("rating", "value", "found"), [("green", 80, 1), ("red", 96, 0)])
def test_a_rating_set_by_hand_moves_no_figure(find: Find, rating: str, value: int, found: int) -> None:
    override = f"override: {{rating: {rating}, by: head, reason: A new way of counting, until: 2016-12-31}}"
    text = kpi(f"target: 95, floor: 85, observations: {{2015/16: {value}}}, {override}")
    assert len(find("kpi-below-floor", text)) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("", 1),
        ("notes: [{on: 2016-09-29, by: head, text: Wait for September}]", 1),
        ("notes: [{on: 2016-09-30, by: head, text: No cover}]", 0),
        ("notes: [{on: 2016-10-14, by: head, text: No cover}]", 0),
        ("notes: [{on: 2016-10-15, by: head, text: No cover}]", 1),
        ("override: {rating: red, by: head, reason: No cover, until: 2016-10-14}", 0),
        ("override: {rating: red, by: head, reason: No cover, until: 2016-10-13}", 1),
        ("override: {rating: amber, by: head, reason: No cover, until: 2016-10-14}", 0),
    ],
)
def test_red_without_a_comment_since_the_figure_was_known(find: Find, facts: str, found: int) -> None:
    text = kpi(f"target: 95, observations: {{2016-09: 80}}{facts and ', ' + facts}")
    assert len(find("red-kpi-without-comment", text)) == found


def test_a_note_on_the_figure_is_a_comment(find: Find) -> None:
    text = kpi("target: 95, observations: {2016-08: 70, 2016-09: {value: 80, note: No cover}}")
    assert find("red-kpi-without-comment", text) == []
    earlier = kpi("target: 95, observations: {2016-08: {value: 70, note: No cover}, 2016-09: 80}")
    assert len(find("red-kpi-without-comment", earlier)) == 1


def test_amber_needs_no_comment(find: Find) -> None:
    assert find("red-kpi-without-comment", kpi("target: 95, floor: 70, observations: {2016-09: 80}")) == []


def test_bound_to_nothing(find: Find) -> None:
    assert len(find("kpi-without-action", kpi("target: 95"))) == 1
    assert find("kpi-without-action", kpi("polarity: none")) == []
    assert find("kpi-without-action", action() + kpi("target: 95")) == []


@pytest.mark.parametrize(("cancelled", "found"), [("2016-10-14", 1), ("2016-10-15", 0)])
def test_a_cancelled_action_moves_no_kpi(find: Find, cancelled: str, found: int) -> None:
    assert len(find("kpi-without-action", action(cancelled=cancelled) + kpi("target: 95"))) == found


@pytest.mark.parametrize(
    ("unit", "value", "numerator", "denominator", "found"),
    [
        ("percent", "56", 64, 114, 0),
        ("percent", "55", 64, 114, 1),
        ("percent", "56.1", 64, 114, 0),
        ("percent", "56.2", 64, 114, 1),
        ("percent", "56.14", 64, 114, 0),
        ("percent", "56.12", 64, 114, 1),
        ("percent", "56.15", 64, 114, 1),
        ("percent", "62.5", 5, 8, 0),
        ("percent", "62", 5, 8, 0),  # halves are rounded up by some, to even by others
        ("percent", "63", 5, 8, 0),
        ("percent", "61", 5, 8, 1),
        ("%", "55", 64, 114, 1),
        ("per cent", "55", 64, 114, 1),
        ("ratio", "0.6", 5, 8, 0),
        ("ratio", "0.65", 5, 8, 1),
        ("ratio", "0.625", 5, 8, 0),
        ("ratio", "15.2", 152, 10, 0),
        ("percent", "0", 0, 8, 0),
        ("percent", "0", 0, 0, 1),
        ("number", "55", 64, 114, 0),
        ("percent", "56.0", 64, 114, 1),  # 56.1: the zero is written
        ("percent", "56.10", 64, 114, 1),  # 56.14
        ("per 10,000", "30.1", 12, 4000, 1),
        ("per 10,000", "30", 12, 4000, 0),
        ("children per worker", "17", 686, 40, 0),
        ("children per worker", "18", 686, 40, 1),
        ("percent", "c", 64, 114, 0),
    ],
)
def test_a_figure_is_what_its_fraction_comes_to_in_its_own_digits(
    find: Find, unit: str, value: str, numerator: int, denominator: int, found: int
) -> None:
    figure = f"{{value: {value}, numerator: {numerator}, denominator: {denominator}}}"
    text = kpi(f'unit: "{unit}", polarity: none, observations: {{2015/16: {figure}}}')
    assert len(find("fraction-disagrees", text)) == found


def test_the_right_figure_is_told(find: Find) -> None:
    (found,) = find(
        "fraction-disagrees",
        kpi("unit: percent, observations: {2015/16: {value: 55, numerator: 64, denominator: 114}}"),
    )
    assert "56.1" in found.message


def test_a_figure_not_known_yet_is_not_checked(find: Find) -> None:
    later = "{value: 55, numerator: 64, denominator: 114, published: 2016-10-15}"
    text = kpi(f"unit: percent, observations: {{2015/16: {later}}}")
    assert find("fraction-disagrees", text) == []
    assert len(find("fraction-disagrees", text, "2016-10-15")) == 1


@pytest.mark.parametrize(
    ("facts", "due", "found"),
    [
        ("target: 95, observations: {2015/16: 80}", "2016-12-31", 1),
        ("target: 95, observations: {2015/16: 95}", "2016-12-31", 0),
        ("target: 95, observations: {2015/16: 80}", "2016-10-13", 0),
        ("target: 70, baseline: {period: 2014/15, value: 81}, observations: {2015/16: 80}", "2016-12-31", 1),
        ("target: 70, baseline: {period: 2014/15, value: 80}, observations: {2015/16: 80}", "2016-12-31", 0),
        ("target: 70, baseline: {period: 2015/16, value: 80}, observations: {2014/15: 75}", "2016-12-31", 0),
        ("polarity: low, target: 95, baseline: {period: 2014/15, value: 79}, observations: {2015/16: 80}", "2017", 1),
        ("polarity: none, baseline: {period: 2014/15, value: 79}, observations: {2015/16: 80}", "2016-12-31", 0),
    ],
)
def test_all_green_but_the_kpi(find: Find, facts: str, due: str, found: int) -> None:
    due = "2017-01-31" if due == "2017" else due
    assert len(find("all-green-but-kpi", action(due) + kpi(facts))) == found


@pytest.mark.parametrize("unit", ["percent", "Percent", "per cent", "PER CENT", "'%'", "ratio"])
def test_a_fraction_is_checked_however_its_unit_is_spelt(find: Find, unit: str) -> None:
    wrong = f"unit: {unit}, observations: {{2015/16: {{value: 0.9, numerator: 64, denominator: 114}}}}"
    assert len(find("fraction-disagrees", kpi(wrong))) == 1


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        ("numerator: 0, denominator: 0", 1),
        ("value: missing, numerator: 0, denominator: 0", 0),
        ("value: c, denominator: 0", 0),
        ("numerator: 0, denominator: 5", 0),
    ],
)
def test_a_denominator_of_zero_is_told_where_the_figure_depends_on_it(find: Find, figure: str, found: int) -> None:
    text = kpi(f"unit: percent, observations: {{2015/16: 80, 2014/15: {{{figure}}}}}")
    assert len(find("denominator-zero", text)) == found
