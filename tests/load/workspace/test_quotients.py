"""Figures that are not written: the quotient of their numerator and denominator, in the unit of their KPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conftest import SKELETON
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Missing

Load = Callable[[Mapping[str, str | bytes]], Workspace]
FRACTION = "{numerator: 12, denominator: 4000}"


def read(load: Load, facts: str, *messages: str, table: str | None = None) -> Kpi:
    """Return a KPI with these facts, if the files have exactly these problems."""
    files = {"plans/p.yaml": SKELETON, "kpis/k.yaml": f"kpis: [{{id: k, title: K, {facts}}}]\n"}
    workspace = load(files if table is None else {**files, "kpis/f.csv": table})
    assert tuple(found.message for found in workspace.diagnostics) == messages
    return workspace.portfolio.kpis[0]


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("percent", 0.3),
        ("Per Cent", 0.3),
        ("ratio", 0.003),
        ("number", 0.003),
        ("children per social worker", 0.003),
        ("days", 0.003),
        ("per 10,000", 30),
        ("per 10 000", 30),
        ("per 10000", 30),
        ("per 1,000 children aged 0 to 17", 3),
        ("rate per 100,000 people", 300),
        ("per million", 0.003),  # no number: the unit is its own word
        ("visits per 12 weeks", 0.003),
    ],
)
def test_a_figure_is_the_quotient_in_the_unit_of_its_kpi(load: Load, unit: str, value: float) -> None:
    kpi = read(load, f'unit: "{unit}", observations: {{2016-04: {FRACTION}}}')
    assert kpi.observations[0].value == value


def test_it_is_a_plain_figure_with_its_parts(load: Load) -> None:
    (one,) = read(load, f"unit: percent, observations: {{2016-04: {FRACTION}}}").observations
    assert (type(one.value), one.numerator, one.denominator) == (float, 12, 4000)


@pytest.mark.parametrize("order", ["unit: percent, {}", "{}, unit: percent"])
def test_the_order_of_the_keys_does_not_matter(load: Load, order: str) -> None:
    kpi = read(load, order.format("observations: {2016-04: {denominator: 50, numerator: 41}}"))
    assert kpi.observations[0].value == 82


def test_revisions_and_benchmarks_are_quotients_too(load: Load) -> None:
    revised = "{value: 83.3, numerator: 10, denominator: 12, revisions: [{numerator: 11, denominator: 12}]}"
    england = "{England: {2016-04: {numerator: 400, denominator: 500}, 2016-05: 81}}"
    kpi = read(load, f"unit: percent, observations: {{2016-04: {revised}}}, benchmarks: {england}")
    assert [one.value for one in kpi.observations[0].revisions] == [91.6666666667]
    assert [(one.value, one.denominator) for one in kpi.benchmarks[0].values] == [(80, 500), (81, None)]


def test_the_parts_can_come_from_an_alias(load: Load) -> None:
    kpi = read(load, "observations: {2016-04: &a {numerator: 3, denominator: 4}, 2016-05: *a}")
    assert [one.value for one in kpi.observations] == [0.75, 0.75]


def test_a_denominator_of_zero_gives_no_figure(load: Load) -> None:
    kpi = read(load, "unit: percent, observations: {2016-04: {numerator: 0, denominator: 0}}")
    assert kpi.observations[0].value is Missing.MISSING


@pytest.mark.parametrize("code", ["c", "missing", "low"])
def test_a_written_value_or_code_stays(load: Load, code: str) -> None:
    kpi = read(load, f"observations: {{2016-04: {{value: {code}, numerator: 3, denominator: 4}}}}")
    assert kpi.observations[0].value == Missing(code)


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("numerator: 3", "add denominator: …, and the value is their quotient; or add value: …"),
        ("denominator: 3", "add numerator: …, and the value is their quotient; or add value: …"),
        ("numerator: 3, denominator: null", "add denominator: …, and the value is their quotient; or add value: …"),
        ("note: late", "add value: …, or numerator and denominator, whose quotient it is then"),
    ],
)
def test_half_of_a_fraction_is_no_figure(load: Load, written: str, help: str) -> None:
    text = f"kpis: [{{id: k, title: K, observations: {{2016-04: {{{written}}}, 2016-05: 1}}}}]\n"
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": text})
    (found,) = workspace.diagnostics
    assert (found.message, found.help) == ("this observation has no value", help)
    assert len(workspace.portfolio.kpis[0].observations) == 1


def test_a_problem_with_a_part_is_reported_alone(load: Load) -> None:
    read(load, "observations: {2016-04: {numerator: 3x, denominator: 4}}", "“3x” is not a number")
    read(load, "observations: {2016-04: {numerater: 3, denominator: 4}}", "unknown key “numerater”")


@pytest.mark.parametrize(
    "table",
    [
        "period,value,numerator,denominator\n2016-04,,41,50\n",
        "period,numerator,denominator\n2016-04,41,50\n",
        "denominator;period;numerator\n50;2016-04;41\n",
    ],
)
def test_a_row_of_a_table_is_a_quotient(load: Load, table: str) -> None:
    (one,) = read(load, "unit: percent, observations: {csv: f.csv}", table=table).observations
    assert (one.value, one.numerator, one.denominator) == (82, 41, 50)


def test_a_later_row_revises_a_quotient(load: Load) -> None:
    table = "period,numerator,denominator,published\n2016-04,41,50,\n2016-04,42,50,2016-08-01\n"
    (one,) = read(load, "unit: percent, observations: {csv: f.csv}", table=table).observations
    assert (one.value, [later.value for later in one.revisions]) == (82, [84])


def test_a_row_with_half_of_a_fraction_is_reported(load: Load) -> None:
    table = "period,numerator,denominator\n2016-04,41,\n2016-05,,\n"
    kpi = read(load, "observations: {csv: f.csv}", "this observation has no value", table=table)
    assert kpi.observations == ()


def test_a_table_needs_a_value_or_both_parts(load: Load) -> None:
    read(load, "observations: {csv: f.csv}", "this table has no column value", table="period,numerator\n2016-04,4\n")
