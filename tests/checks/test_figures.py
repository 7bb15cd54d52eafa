"""The rules about how figures were published, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi
from pap_cli.model.dates import Duration


def revised(*revisions: str, value: str = "80", unit: str = "percent") -> str:
    figure = f"{{value: {value}, published: 2016-05-03, revisions: [{', '.join(revisions)}]}}"
    return kpi(f"unit: {unit}, target: 70, observations: {{2015/16: {figure}}}")


@pytest.mark.parametrize(
    ("value", "to", "found"),
    [
        ("80", "81.6", 0),  # two per cent of itself, whatever the unit
        ("80", "81.61", 1),
        ("80", "78.4", 0),
        ("80", "78.39", 1),
        ("-80", "-81.6", 0),
        ("-80", "-82", 1),
        ("0", "0", 0),
        ("0", "0.1", 1),
        ("80", "u", 1),
        ("missing", "80", 0),
    ],
)
def test_revised(find: Find, value: str, to: str, found: int) -> None:
    text = revised(f"{{value: {to}, published: 2016-08-01}}", value=value)
    assert len(find("figure-revised", text)) == found
    assert find("figure-revised", text, "2016-07-31") == []


def test_revised_goes_by_the_first_figure_and_the_last(find: Find) -> None:
    small = [f"{{value: {80 + step}, published: 2016-0{5 + step}-20}}" for step in range(1, 4)]
    (found,) = find("figure-revised", revised(*small))
    assert found.message == "k1 for 2015/16 was first published as 80 and revised to 83 on 20 Aug 2016 (3.8% higher)"
    assert find("figure-revised", revised(*small), "2016-06-30") == []
    back = ("{value: 95, published: 2016-06-01}", "{value: 80, published: 2016-07-01}")
    assert find("figure-revised", revised(*back)) == []
    late = ("{value: 80, published: 2016-06-01}", "{value: 90, published: 2016-07-01}")
    assert len(find("figure-revised", revised(*late, value="missing"))) == 1


def test_revised_points_at_the_revision_and_asks_for_its_reason(find: Find) -> None:
    (bare,) = find("figure-revised", revised("90"))
    (reasoned,) = find("figure-revised", revised("{value: 90, reason: Double counting}"))
    assert "add reason" in bare.help
    assert "add reason" not in reasoned.help
    assert bare.span is not None
    assert bare.span.end_column - bare.span.column == 2


def test_tolerance_can_be_set(find: Find) -> None:
    assert find("figure-revised", revised("90"), revision_tolerance=12.5) == []
    assert len(find("figure-revised", revised("80.1"), revision_tolerance=0.0)) == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        # the period ends on 31 March; a month's lag; 31 days of patience
        ("published_after: 1 month, observations: {2015/16: {value: 80, published: 2016-05-31}}", 0),
        ("published_after: 1 month, observations: {2015/16: {value: 80, published: 2016-06-01}}", 1),
        ("observations: {2015/16: {value: 80, published: 2016-05-01}}", 0),
        ("observations: {2015/16: {value: 80, published: 2016-05-02}}", 1),
        ("observations: {2015/16: {value: c, published: 2016-05-02}}", 1),
        ("observations: {2015/16: {value: missing, published: 2016-05-02}}", 0),
        ("observations: {2015/16: 80}", 0),
        # not yet known, and late by a revision only
        ("observations: {2015/16: {value: 80, published: 2016-10-15}}", 0),
        ("observations: {2015/16: {value: 80, revisions: {value: 81, published: 2016-08-01}}}", 0),
    ],
)
def test_published_late(find: Find, facts: str, found: int) -> None:
    assert len(find("figure-published-late", kpi(f"target: 70, {facts}"))) == found


def test_published_late_says_how_late_and_patience_can_be_set(find: Find) -> None:
    text = kpi("target: 70, published_after: 1 month, observations: {2015/16: {value: 80, published: 2016-07-15}}")
    (found,) = find("figure-published-late", text)
    assert found.message == "k1 for 2015/16 was published on 15 Jul 2016, 76 days later than usual"
    assert find("figure-published-late", text, late_publication=Duration(days=76)) == []


def monthly(*values: object, unit: str = "percent") -> str:
    figures = ", ".join(f"2016-{month:02d}: {value}" for month, value in enumerate(values, 2))
    return kpi(f"unit: {unit}, target: 70, frequency: monthly, observations: {{{figures}}}")


@pytest.mark.parametrize(
    ("values", "unit", "found"),
    [
        ((84.2, 84.2, 84.2, 84.2), "percent", 1),
        ((84.2, 84.2, 84.2), "percent", 0),
        ((84.2, 84.2, 84.2, 84.2, 84.3), "percent", 0),
        ((84.3, 84.2, 84.2, 84.2, 84.2), "percent", 1),
        ((84.2, 84.2, "c", 84.2, 84.2), "percent", 1),
        ((84.2, 84.2, 84.2, 84.2, "missing"), "percent", 1),
        ((0, 0, 0, 0), "percent", 0),
        ((100, 100, 100, 100), '"%"', 0),
        ((100, 100, 100, 100), "number", 1),
        ((1, 1, 1, 1), "ratio", 0),
        ((1, 1, 1, 1), "number", 1),
    ],
)
def test_repeating(find: Find, values: tuple[object, ...], unit: str, found: int) -> None:
    assert len(find("figures-repeat", monthly(*values, unit=unit))) == found


def test_repeating_says_since_when_and_can_be_set(find: Find) -> None:
    (found,) = find("figures-repeat", monthly(80, 84.2, 84.2, 84.2, 84.2))
    assert found.message == "k1 was 84.2 for 4 periods in a row, Mar 2016 to Jun 2016"
    assert len(find("figures-repeat", monthly(80, 84.2, 84.2), repeated_figures=2)) == 1
    assert find("figures-repeat", monthly(80, 84.2), repeated_figures=0) == [], "one figure repeats nothing"


def test_a_revision_can_end_a_row(find: Find) -> None:
    text = monthly(84.2, 84.2, 84.2, "{value: 84.2, revisions: [{value: 84, published: 2016-08-01}]}")
    assert len(find("figures-repeat", text, "2016-07-31")) == 1
    assert find("figures-repeat", text, "2016-08-01") == []


DERIVED = """\
kpis:
  - {id: k1, title: Visits, owner: head, polarity: none, observations: {2015/16: {value: 80, published: 2016-07-01, \
revisions: [90]}}}
  - {id: k2, title: Twice as many, owner: head, polarity: none, formula: k1 * 2}
"""


@pytest.mark.parametrize("rule", ["figure-revised", "figure-published-late"])
def test_a_derived_kpi_is_not_told_what_its_inputs_are(find: Find, rule: str) -> None:
    assert [found.item for found in find(rule, DERIVED)] == ["k1"]
