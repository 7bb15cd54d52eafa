from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic
from pap_cli.load.entries import slots as shapes
from pap_cli.load.entries import validate
from pap_cli.load.entries.readers import READERS
from pap_cli.load.entries.slots import shape_of
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.facts import When, parse_when
from pap_cli.model.items import Milestone
from pap_cli.model.kpi import BenchmarkFigure, Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.periods import parse_due, parse_period
from pap_cli.model.plan import Plan
from pap_cli.problems.entries import MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from pap_cli.problems.ids import AMBIGUOUS_ID, BAD_ID, UNKNOWN_ID
from pap_cli.problems.values import BAD_VALUE
from pap_cli.problems.yaml import KEY_NOT_TEXT, TOO_MUCH

Load = Callable[[Mapping[str, str | bytes]], Workspace]

SKELETON = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
bodies: {board: Improvement Board}
recommendations: [{id: R1, title: Be clear}]
"""


def plan_of(load: Load, text: str) -> tuple[Plan, list[Diagnostic]]:
    workspace = load({"plans/p.yaml": SKELETON + text})
    (plan,) = workspace.portfolio.plans
    return plan, list(workspace.diagnostics)


def milestone_of(load: Load, written: str) -> tuple[Milestone | None, list[Diagnostic]]:
    text = "actions: [{id: A1, title: T, milestones: [{id: M, title: T, due: 2016-05-01, " + written + "}]}]\n"
    plan, found = plan_of(load, text)
    kept = plan.actions[0].milestones
    return (kept[0] if kept else None), found


def kpi_of(load: Load, written: str) -> tuple[Kpi | None, list[Diagnostic]]:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": "kpis: [{id: k, title: T, " + written + "}]\n"})
    kept = workspace.portfolio.kpis
    return (kept[0] if kept else None), list(workspace.diagnostics)


def pointed_at(load: Load, text: str) -> list[tuple[str, str]]:
    """Return the rule of each problem and the text that it points at."""
    workspace = load({"plans/p.yaml": SKELETON + text})
    shown = []
    for one in workspace.diagnostics:
        assert one.span is not None
        line = workspace.sources[one.path].line(one.span.line)
        shown.append((one.rule.name, line[one.span.column - 1 : one.span.end_column - 1]))
    return shown


def test_all_problems_of_a_file_are_reported_at_once(load: Load) -> None:
    text = """\
actions:
  - {id: A1, title: T, scop: corporate, owner: [[head]]}
  - {id: A 2, title: T, added: 1/2/2016}
  - {id: A3, scope: wide, milestones: [{id: M, title: T, due: 2016-02-30, due: 2016-03-01}]}
  - 5
  - {id: no, title: ""}
"""
    assert pointed_at(load, text) == [
        ("unknown-key", "scop"),
        ("wrong-shape", "[head]"),
        ("bad-id", "A 2"),
        ("date-format", "1/2/2016"),
        ("missing-key", "{id: A3, scope: wide, milestones: [{id: M, title: T, due: 2016-02-30, due: 2016-03-01}]}"),
        ("bad-value", "wide"),
        ("impossible-date", "2016-02-30"),
        ("duplicate-key", "due"),
        ("wrong-shape", "5"),
        ("ambiguous-id", "no"),
        ("bad-value", '""'),
    ]


def test_good_entries_beside_bad_ones_are_kept(load: Load) -> None:
    plan, found = plan_of(
        load,
        """\
actions:
  - {id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05-01}, {id: M2, due: 2016-05-01}, 7]}
  - {id: A2}
  - {id: A3, title: T}
""",
    )
    assert [action.id for action in plan.actions] == ["A1", "A3"]
    assert [milestone.id for milestone in plan.actions[0].milestones] == ["M1"]
    assert [one.rule for one in found] == [MISSING_KEY, WRONG_SHAPE, MISSING_KEY]


@pytest.mark.parametrize(
    "written",
    [
        "horizon: soon",
        "started: 2016-02-30",
        "colour: red",
        "owner: {title: x}",
        "evidence: [[a]]",
        "override: {rating: green}",
        "override: green",
        "cancelled: {on: later}",
        "extensions: [{to: later}]",
        "extensions: soon",
        "extensions: [{to: 2016-06-01, approved: x}]",
        "notes: [{by: head}]",
        "forecast: [2016-06-01, x]",
    ],
)
def test_an_entry_with_a_bad_optional_field_is_kept_and_marked(load: Load, written: str) -> None:
    milestone, found = milestone_of(load, written)
    assert milestone is not None
    assert milestone.place.faulty
    assert {one.item for one in found} == {"M"}


@pytest.mark.parametrize(
    "written",
    [
        *("horizon: short", "evidence: a", "notes: [x]", "owner: ", "extensions: ", "notes: []"),
        "started: 2016-02-01\u00a0",  # a no-break space, which YAML keeps
    ],
)
def test_a_valid_entry_is_not_marked(load: Load, written: str) -> None:
    milestone, found = milestone_of(load, written)
    assert found == []
    assert milestone is not None
    assert not milestone.place.faulty


def test_a_list_with_too_many_values_is_one_problem(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MAX_VALUES", 3)
    milestone, found = milestone_of(load, "evidence: [a, b, c]")
    assert milestone is not None
    assert ([item.where for item in milestone.evidence], found) == (["a", "b", "c"], [])
    for written in ("evidence: [a, b, c, d]", "evidence: [[], [], [], []]"):
        milestone, found = milestone_of(load, written)
        assert milestone is not None
        assert milestone.place.faulty
        assert [one.rule for one in found] == [TOO_MUCH]


def test_figures_of_one_kpi_are_made_together() -> None:
    """`validate` makes plain figures with positional arguments: a period, a figure and a place."""
    for kind in (Observation, BenchmarkFigure):
        assert shape_of(kind).positional[:3] == ("period", "value", "place")


def test_a_bad_milestone_does_not_mark_its_action(load: Load) -> None:
    plan, _ = plan_of(load, "actions: [{id: A1, title: T, milestones: [{id: M, title: T, due: 2016-05-01, x: y}]}]\n")
    assert not plan.actions[0].place.faulty
    assert plan.actions[0].milestones[0].place.faulty


def test_a_bad_figure_marks_its_kpi(load: Load) -> None:
    kpi, _ = kpi_of(load, "observations: {2015/16: 83.4, 2016/17: lots}")
    assert kpi is not None
    assert kpi.place.faulty
    assert [observation.value for observation in kpi.observations] == [83.4]


@pytest.mark.parametrize(
    ("written", "key"),
    [("id: A1", "title"), ("title: T", "id"), ("id: A1, title: ", "title"), ("id: , title: T", "id"), ("", "id")],
)
def test_an_entry_with_a_bad_required_field_is_left_out(load: Load, written: str, key: str) -> None:
    plan, found = plan_of(load, "actions: [{" + written + "}]\n")
    assert plan.actions == ()
    assert {one.rule for one in found} == {MISSING_KEY}
    assert key in " ".join(one.message for one in found) or "missing value" in found[0].message


def test_each_value_is_read_once_even_if_another_is_bad(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def parse(text: str) -> When:
        read.append(text)
        return parse_when(text)

    monkeypatch.setattr(shapes, "_SHAPES", {})
    monkeypatch.setitem(READERS, When, replace(READERS[When], parse=parse))
    _, found = milestone_of(load, "completed: 2016-02-30, evidenced: 2016-03-01, horizon: soon, colour: red")
    assert len(found) == 3
    assert sorted(read) == ["2016-02-30", "2016-03-01"]


def test_a_misspelt_key_is_not_missing_as_well(load: Load) -> None:
    assert pointed_at(load, "actions: [{id: A1, titel: T}]\n") == [("unknown-key", "titel")]


def test_an_empty_entry_is_one_problem(load: Load) -> None:
    assert [rule for rule, _ in pointed_at(load, "actions:\n  -\n  - ~\n")] == ["missing-key", "missing-key"]


def test_shorthands(load: Load) -> None:
    plan, found = plan_of(
        load,
        """\
reviews:
  - {id: Q, body: board, due: 2016-06-30, held: 2016-07-01, notes: [Went well]}
  - {id: M, body: board, every: 1 month, from: 2016-02-01, held: [2016-02-01, {on: 2016-03-02, outcome: Noted}]}
actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05-01, forecast: 2016-Q3}]}]
""",
    )
    assert found == []
    assert [owner.title for owner in plan.owners] == ["Head of service"]
    assert [body.title for body in plan.bodies] == ["Improvement Board"]
    assert [meeting.day for meeting in plan.reviews[0].held] == [date(2016, 7, 1)]
    assert [note.text for note in plan.reviews[0].notes] == ["Went well"]
    assert [meeting.day for meeting in plan.reviews[1].held] == [date(2016, 2, 1), date(2016, 3, 2)]
    assert [forecast.to for forecast in plan.actions[0].milestones[0].forecast] == [parse_due("2016-Q3")]


def test_shorthands_of_figures(load: Load) -> None:
    kpi, found = kpi_of(
        load,
        "observations: {2014/15: 83.4, 2015/16: {value: 84, numerator: 21, denominator: 25}, 2016/17: c},"
        " benchmarks: {England: {2014/15: 80}, London: {values: {2014/15: {value: 81, published: 2016-01-01}}}}",
    )
    assert found == []
    assert kpi is not None
    assert [one.value for one in kpi.observations] == [83.4, 84.0, Missing.CONFIDENTIAL]
    assert [(one.name, [figure.value for figure in one.values]) for one in kpi.benchmarks] == [
        ("England", [80.0]),
        ("London", [81.0]),
    ]
    assert kpi.observations[1].period == parse_period("2015/16")


@pytest.mark.parametrize(
    ("written", "value"),
    [("R1", ("R1",)), ("[R1]", ("R1",)), ("[]", ()), ("", ()), ("~", ()), ("\n      - R1", ("R1",))],
)
def test_one_or_many(load: Load, written: str, value: tuple[str, ...]) -> None:
    plan, found = plan_of(load, f"actions:\n  - id: A1\n    title: T\n    answers: {written}\n")
    assert (plan.actions[0].answers, found) == (value, [])


@pytest.mark.parametrize(("written", "at"), [("{R1: x}", "{R1: x}"), ("[R1, [R1]]", "[R1]"), ("[R1, ~]", "~")])
def test_what_is_neither_one_nor_many(load: Load, written: str, at: str) -> None:
    (shown,) = pointed_at(load, f"actions: [{{id: A1, title: T, answers: {written}}}]\n")
    assert shown[1] == at


@pytest.mark.parametrize("written", ["[a, b]", "text", "5"])
def test_a_keyed_collection_is_a_mapping(load: Load, written: str) -> None:
    workspace = load({"plans/p.yaml": f"plan: {{id: p, title: T, start: 2016-01-04}}\nowners: {written}\n"})
    assert [one.rule for one in workspace.diagnostics] == [WRONG_SHAPE]
    assert len(workspace.portfolio.plans) == 1


def test_a_bad_key_of_a_keyed_collection_is_pointed_at(load: Load) -> None:
    workspace = load(
        {
            "plans/p.yaml": SKELETON,
            "kpis/k.yaml": 'kpis:\n  - {id: k, title: T, observations: {"soon": 1, 2016/18: 2}}\n',
        }
    )
    line = workspace.sources["kpis/k.yaml"].line(2)
    spans = [one.span for one in workspace.diagnostics if one.span is not None]
    assert [line[span.column - 1 : span.end_column - 1] for span in spans] == ['"soon"', "2016/18"]


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "Yes",
        "ON",
        "n",
        "~x",
        "null",
        "0123",
        "1.10",
        "1.",
        ".5",
        "1e3",
        "12:30",
        "1_000",
        "0x1F",
        "0b1",
        "2016-1-1",
    ],
)
def test_ambiguous_ids(load: Load, word: str) -> None:
    plan, found = plan_of(load, f'actions: [{{id: {word}, title: T}}, {{id: "x{word}", title: T}}]\n')
    rules = [one.rule for one in found if one.rule is not BAD_ID]
    if word in ("~x", ".5"):
        assert rules == ([] if word == "~x" else [AMBIGUOUS_ID])
    elif word == "null":
        assert rules == [MISSING_KEY]
    else:
        assert rules == [AMBIGUOUS_ID]
        assert [action.id for action in plan.actions][:1] == [word]


@pytest.mark.parametrize(
    "word", ['"no"', "'1.10'", "A1", "1", "12", "R1.2.3", "none", "november", "one", "1a", "2016-Q1"]
)
def test_ids_that_are_not_ambiguous(load: Load, word: str) -> None:
    _, found = plan_of(load, f"actions: [{{id: {word}, title: T}}]\n")
    assert found == []


def test_keys_that_only_the_program_fills_in_are_unknown(load: Load) -> None:
    kpi, found = kpi_of(load, "plan: p, place: here")
    assert [one.rule for one in found] == [UNKNOWN_KEY, UNKNOWN_KEY]
    assert kpi is not None
    assert kpi.plan == "p"


def test_no_escape_in_a_key_reaches_what_the_program_fills_in(load: Load) -> None:
    kpi, found = kpi_of(load, '"\\0plan": [x], "\\0place": y')
    assert kpi is None
    assert [one.rule for one in found] == [KEY_NOT_TEXT]


def test_a_whole_number_below_its_least(load: Load) -> None:
    kpi, found = kpi_of(load, "spc: {baseline_points: 11}")
    assert [one.rule for one in found] == [BAD_VALUE]
    assert kpi is not None
    assert kpi.spc is not None
    assert kpi.spc.baseline_points is None
    assert kpi_of(load, "spc: {baseline_points: 12}")[1] == []


@pytest.mark.parametrize(
    ("name", "key", "folder"), [("plans/x.yaml", "kpis", "kpis/"), ("kpis/x.yaml", "owners", "plans/")]
)
def test_a_key_of_the_other_kind_of_file_is_sent_there(load: Load, name: str, key: str, folder: str) -> None:
    workspace = load({"plans/p.yaml": SKELETON, name: f"{key}: []\n"})
    (found,) = [one for one in workspace.diagnostics if one.rule is UNKNOWN_KEY]
    assert folder in found.help


def test_problems_above_the_limit_are_only_counted(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "MAX_SHOWN", 10)
    entries = "".join(f"  - {{id: A{number}, title: T, x{number}: y}}\n" for number in range(25))
    plan, found = plan_of(load, "actions:\n" + entries)
    assert [one.rule for one in found].count(UNKNOWN_KEY) == 10
    assert [one.message for one in found if one.rule is TOO_MUCH] == ["15 more problems in this file are not shown"]
    assert len(plan.actions) == 25


def test_problems_name_the_plan_and_the_item(load: Load) -> None:
    _, (found,) = plan_of(load, "actions: [{id: A1, title: T, milestones: [{id: M, title: T, due: soon}]}]\n")
    assert (found.plan, found.item) == ("p", "M")


def test_the_rest_of_a_file_with_thousands_of_problems_is_not_read(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "MAX_SHOWN", 10)
    monkeypatch.setattr(validate, "MAX_NOT_SHOWN", 20)
    bad = "".join(f"- {{id: A{number}, titel: T}}\n" for number in range(100))
    text = "plan: {id: p, title: P, start: 2016-01-04}\nactions:\n- {id: G, title: T, owner: nobody}\n" + bad
    workspace = load({"plans/p.yaml": text})
    assert [action.id for action in workspace.portfolio.plans[0].actions] == ["G"]
    (last,) = [one for one in workspace.diagnostics if one.rule is TOO_MUCH]
    assert last.message == "20 more problems in this file are not shown, and the rest of the file was not read"
    assert UNKNOWN_ID not in {one.rule for one in workspace.diagnostics}  # it may be defined in the rest


def test_no_more_entries_are_read_than_the_limit(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "MAX_ENTRIES", 10)
    notes = ", ".join(f"n{number}" for number in range(20))
    text = (
        f"plan: {{id: p, title: P, start: 2016-01-04}}\nactions:\n- {{id: A, title: T, owner: x, notes: [{notes}]}}\n"
    )
    workspace = load({"plans/p.yaml": text})
    assert len(workspace.portfolio.plans[0].actions[0].notes) == 9
    (found,) = workspace.diagnostics
    assert (found.rule, found.span and found.span.bounds[:2]) == (TOO_MUCH, (3, 75))
