"""Formulas in files: what is wrong with them is said at the very word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import SKELETON, Files
from pap_cli.load.workspace import formulas
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.measure import Basis, Calendar
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.ids import UNKNOWN_ID
from pap_cli.problems.values import BAD_FORMULA

Load = Callable[[Files], Workspace]
INPUTS = "  - {id: held, title: T, observations: {2015/16: 410}}\n  - {id: planned, title: T}\n"


def read(load: Load, *entries: str, **more: str) -> Workspace:
    kpis = "kpis:\n" + INPUTS + "".join(f"  - {entry}\n" for entry in entries)
    return load({"plans/p/plan.yaml": SKELETON, "kpis/k.yaml": kpis, **more})


def pointed_at(workspace: Workspace) -> list[str]:
    told = []
    for one in workspace.diagnostics:
        assert one.span is not None
        assert one.span.line == one.span.end_line
        told.append(workspace.sources[one.path].line(one.span.line)[one.span.column - 1 : one.span.end_column - 1])
    return told


@pytest.mark.parametrize(
    "written",
    [
        "formula: held / plannned",
        'formula: "held / plannned"',
        "formula: 'plannned * (held + 1)'",
        "formula: >-\n      held\n      / plannned",
        "formula: |\n      held /\n        plannned",
        'formula: "held\n      / plannned"',
        "formula: held\n      / plannned",
        "formula: held + held-plannned-held / plannned",
    ],
)
def test_an_unknown_id_is_pointed_at_however_the_formula_is_written(load: Load, written: str) -> None:
    workspace = read(load, f"id: k\n    title: T\n    {written}")
    told = pointed_at(workspace)
    assert told[-1] == "plannned"
    assert {one.rule for one in workspace.diagnostics} == {UNKNOWN_ID}
    assert workspace.diagnostics[-1].help == "did you mean planned?"


def test_text_that_is_written_another_way_is_pointed_at_as_a_whole(load: Load) -> None:
    workspace = read(load, r'{id: k, title: T, formula: "held \x2f nobody"}')
    assert pointed_at(workspace) == [r'"held \x2f nobody"']


def test_good_formulas_are_no_matter(load: Load) -> None:
    workspace = read(load, "{id: k, title: T, unit: percent, formula: held / planned}")
    assert workspace.diagnostics == ()
    assert not workspace.portfolio.kpis[-1].place.faulty


@pytest.mark.parametrize("formula", ["held /", "held + nobody", "k", "100 * held / planned"])
def test_a_kpi_with_a_bad_one_is_not_rated(load: Load, formula: str) -> None:
    workspace = read(load, f"{{id: k, title: T, unit: percent, formula: {formula}}}")
    assert len(workspace.diagnostics) == 1
    assert [kpi.place.faulty for kpi in workspace.portfolio.kpis] == [False, False, True]
    assert workspace.portfolio.kpis[-1].formula == formula


def test_typed_figures_are_kept_and_the_formula_beside_them_is_not(load: Load) -> None:
    workspace = read(load, "{id: k, title: T, formula: held / planned, observations: {2015/16: 3}}")
    assert [one.rule for one in workspace.diagnostics] == [BAD_FORMULA]
    kpi = workspace.portfolio.kpis[-1]
    assert (kpi.formula, len(kpi.observations), kpi.place.faulty) == (None, 1, True)


def test_every_circle_is_told_once(load: Load) -> None:
    ring = [f"{{id: k{n}, title: T, formula: k{(n + 1) % 12} + held}}" for n in range(12)]
    pair = ["{id: a, title: T, formula: b}", "{id: b, title: T, formula: a}"]
    workspace = read(load, *ring, *pair, "{id: behind, title: T, formula: a + held}")
    assert pointed_at(workspace) == ["k1", "b"]
    assert workspace.diagnostics[0].message.endswith("k6 → k7 → … → k0")
    assert workspace.diagnostics[1].message == "circular formula: a → b → a"
    assert [kpi.id for kpi in workspace.portfolio.kpis if not kpi.place.faulty] == ["held", "planned", "behind"]


def test_an_id_that_was_lost_is_no_second_fault(load: Load) -> None:
    workspace = read(load, "{id: gone}", "{id: k, title: T, formula: gone + held}")
    assert [one.rule for one in workspace.diagnostics] == [MISSING_KEY]
    broken = read(load, "{id: k, title: T, formula: elsewhere + held}", **{"kpis/other.yaml": "kpis: ["})
    assert UNKNOWN_ID not in {one.rule for one in broken.diagnostics}


def test_a_kpi_of_another_plan_is_unknown(load: Load) -> None:
    other = "plan: {id: q, title: Q, start: 2016-01-04}\n"
    mine = "plan: p\nkpis: [{id: k, title: T, formula: theirs}, {id: l, title: T, formula: everybodys}]\n"
    workspace = load(
        {
            "plans/p/plan.yaml": SKELETON,
            "plans/q.yaml": other,
            "kpis/a.yaml": mine,
            "kpis/b.yaml": "plan: q\nkpis: [{id: theirs, title: T}]\n",
            "kpis/c.yaml": "kpis: [{id: everybodys, title: T}]\n",
        }
    )
    assert pointed_at(workspace) == ["theirs"]


def test_hundreds_of_faults_are_counted(load: Load) -> None:
    workspace = read(load, *(f"{{id: x{n}, title: T, formula: nobody{n}}}" for n in range(600)))
    assert len(workspace.diagnostics) == 501
    assert any("100 more" in one.message for one in workspace.diagnostics)


def test_formulas_that_take_in_more_figures_than_any_workspace_has(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "MAX_STEPS", 5)
    figures = "{id: many, title: T, observations: {2013/14: 1, 2014/15: 2, 2015/16: 3}}"
    workspace = read(
        load,
        figures,
        "{id: a, title: T, formula: many + 1}",
        "{id: b, title: T, formula: a + 1}",
        "{id: c, title: T, formula: b + 1}",
    )
    (found,) = workspace.diagnostics
    assert (found.rule, found.item) == (BAD_FORMULA, "b")
    assert "more than 5 figures" in found.message
    assert [(kpi.id, kpi.formula) for kpi in workspace.portfolio.kpis[-3:]] == [
        ("a", "many + 1"),
        ("b", None),
        ("c", "b + 1"),
    ]


SCHOOL = "{id: pupils, title: T, calendar: academic, observations: {2015-09: 1, 2015-10: 2, 2015-11: 3}}"


def test_the_basis_and_the_calendar_of_a_sum_are_those_of_its_formula(load: Load) -> None:
    sums = "{id: k, title: T, formula: ytd(pupils), baseline: {period: Q1 2015/16, value: 1}}"
    workspace = read(load, SCHOOL, sums, "{id: l, title: T, formula: k / pupils-ytd}", "{id: pupils-ytd, title: T}")
    assert workspace.diagnostics == ()
    kpi = next(kpi for kpi in workspace.portfolio.kpis if kpi.id == "k")
    assert (kpi.basis, kpi.calendar) == (Basis.YEAR_TO_DATE, Calendar.ACADEMIC)
    assert kpi.baseline is not None
    assert kpi.baseline.period.start.isoformat() == "2015-09-01"


def test_a_sum_with_a_calendar_of_its_own_keeps_it(load: Load) -> None:
    workspace = read(load, SCHOOL, "{id: k, title: T, calendar: january, formula: ytd(pupils)}")
    assert workspace.portfolio.kpis[-1].calendar is Calendar.JANUARY


def test_sums_that_have_no_sense_are_reported_where_they_are_written(load: Load) -> None:
    workspace = read(
        load,
        SCHOOL,
        "{id: a, title: T, formula: 2 * ytd(b)}",
        "{id: b, title: T, formula: ytd(pupils)}",
        "{id: c, title: T, formula: a + 1}",
        "id: d\n    title: T\n    basis: in-period\n    formula: ytd(pupils)",
        "{id: e, title: T, formula: ytd(nobody)}",
        "{id: f, title: T, formula: ytd(f)}",
    )
    assert sorted(pointed_at(workspace)) == ["f", "nobody", "ytd(b)", "ytd(pupils)"]
    assert [kpi.id for kpi in workspace.portfolio.kpis if kpi.place.faulty] == ["a", "d", "e", "f"]


def test_a_share_that_is_computed_can_be_added_up(load: Load) -> None:
    shares = "{id: share, title: T, unit: percent, formula: held / planned}"
    workspace = read(load, shares, '{id: k, title: T, unit: percent, formula: "rolling(share, 36)"}')
    assert workspace.diagnostics == ()
    mean = "{id: twice, title: T, unit: percent, formula: share / 2 + share / 2}"
    workspace = read(load, shares, mean, '{id: k, title: T, unit: percent, formula: "rolling(twice, 36)"}')
    assert pointed_at(workspace) == ["rolling(twice, 36)"]


@pytest.mark.parametrize("formula", ["held / falls", "ytd(falls)"])
def test_a_kpi_with_events_has_no_figures_for_a_formula(load: Load, formula: str) -> None:
    events = "{id: falls, title: T, events: [2015-05-01, 2015-06-01]}"
    workspace = read(load, events, f"{{id: k, title: T, formula: {formula}}}")
    assert pointed_at(workspace) == ["falls"]
    assert workspace.portfolio.kpis[-1].place.faulty
