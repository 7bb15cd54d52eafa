"""Themes as they are written: by ID and title, and what to write instead of a heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.load.workspace.loader import Workspace
from pap_cli.problems.entries import MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from pap_cli.problems.ids import BAD_ID, UNKNOWN_ID

Load = Callable[[Mapping[str, str | bytes]], Workspace]

HEAD = "plan: {id: p, title: A plan, start: 2016-01-04}\nowners: {dcs: Director}\n"
THEMES = "themes:\n  T1: Leadership\n  T2: {title: Workforce, owner: dcs, lead: [dcs], notes: Going well}\n"


def advised(load: Load, text: str) -> list[tuple[object, str]]:
    return [(one.rule, one.help) for one in load({"plans/p.yaml": HEAD + text}).diagnostics]


def test_themes_are_titles_or_entries_by_id(load: Load) -> None:
    text = f"{THEMES}recommendations:\n  - {{id: R1, title: T, theme: T1}}\n  - {{id: R2, title: T, theme: [T2, T1]}}\n"
    workspace = load({"plans/p.yaml": HEAD + text + "actions: [{id: A1, title: T, theme: T2}]\n"})
    assert workspace.diagnostics == ()
    (plan,) = workspace.portfolio.plans
    assert [(one.id, one.title, one.owners, one.leads) for one in plan.themes] == [
        ("T1", "Leadership", (), ()),
        ("T2", "Workforce", ("dcs",), ("dcs",)),
    ]
    assert [one.themes for one in plan.recommendations] == [("T1",), ("T2", "T1")]
    assert plan.actions[0].themes == ("T2",)


def test_themes_of_several_files_belong_to_the_plan(load: Load) -> None:
    workspace = load(
        {
            "plans/p/plan.yaml": HEAD + THEMES,
            "plans/p/z.yaml": "themes: {T3: Data}\nrecommendations: [{id: R1, title: T, theme: T3}]\n",
        }
    )
    assert workspace.diagnostics == ()
    assert list(workspace.portfolio.plans[0].theme_titles) == ["T1", "T2", "T3"]


def test_a_theme_may_have_the_id_of_another_item(load: Load) -> None:
    text = 'themes: {"1": Leadership, dcs: Directors}\nrecommendations: [{id: "1", title: T, theme: "1"}]\n'
    assert advised(load, text) == []


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("T9", "the themes of this plan are T1, T2"),
        ("t1", "did you mean T1?"),
        ("workforce", "write T2"),
        ("tbc", "delete theme until it is known"),
        ("'T1, T2'", "write [T1, T2]"),
        ("1 Safety culture", "write 1, and add it under themes: at the top of the plan:  1: Safety culture"),
        ("T2 Workforce", "did you mean T2?"),
        (
            "'Section 4: Early help'",
            'write S4, and add it under themes: at the top of the plan:  S4: "Section 4: Early help"',
        ),
        (
            "Data quality",
            "write data-quality, and add it under themes: at the top of the plan:  data-quality: Data quality",
        ),
    ],
)
def test_what_to_write_for_a_theme_that_is_not_declared(load: Load, written: str, help: str) -> None:
    for section, more in (("recommendations", ""), ("actions", "")):
        text = f"{THEMES}{section}: [{{id: X1, title: T, theme: {written}{more}}}]\n"
        assert advised(load, text) == [(UNKNOWN_ID, help)]


def test_headings_without_declared_themes_are_reported_all_at_once(load: Load) -> None:
    text = "recommendations:\n  - {id: R1, title: T, theme: Leadership}\n  - {id: R2, title: T, theme: 3 Medicines}\n"
    assert advised(load, text) == [
        (UNKNOWN_ID, "add it under themes: at the top of the plan:  Leadership: …"),
        (UNKNOWN_ID, "write 3, and add it under themes: at the top of the plan:  3: Medicines"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("themes: {1 Safety culture: }", [(MISSING_KEY, "write 1: Safety culture, or delete it")]),
        ("themes: {2 Medicines: {title: Safe medicines}}", [(BAD_ID, "write 2: Safe medicines")]),
        ("themes: {Early help: Help early}", [(BAD_ID, "write early-help: Help early")]),
        (
            "themes: [Early help, Data]",
            [(WRONG_SHAPE, "replace each dash with the id and a colon, like themes: {early-help: Early help}")],
        ),
        ("sections: {T1: Leadership}", [(UNKNOWN_KEY, "did you mean themes?")]),
        ("workstreams: {T1: Leadership}", [(UNKNOWN_KEY, "did you mean themes?")]),
        ("recommendations: [{id: R1, title: T, workstream: T1}]", [(UNKNOWN_KEY, "did you mean theme?")]),
        ("recommendations: [{id: R1, title: T, section: T1}]", [(UNKNOWN_KEY, "did you mean reference or theme?")]),
        ("themes: {T1: {title: T, owner: dsc}}", [(UNKNOWN_ID, "did you mean dcs?")]),
        (
            "themes: {T1: {title: T, recommendations: [{id: R1, title: T}]}}",
            [(UNKNOWN_KEY, "recommendations belongs at the top of the file, not in a theme")],
        ),
        (
            "actions: [{id: A1, title: T, milestones: [{id: A1.1, title: T, due: 2016-05, theme: T1}]}]",
            [(UNKNOWN_KEY, "theme belongs to a recommendation or an action")],
        ),
    ],
)
def test_themes_in_another_form(load: Load, written: str, expected: list[tuple[object, str]]) -> None:
    assert advised(load, written + "\n") == expected
