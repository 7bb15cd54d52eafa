"""The rules about themes, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find

STEP = "milestones: [{id: A1.1, title: Published, due: 2016-12-31}]"
# The plan that the parts are put into has a recommendation R1, which belongs to no theme.


def part(themes: str, *recommendations: str, actions: str = "") -> str:
    lines = "".join(f"  - {{{one}}}\n" for one in recommendations)
    return f"themes: {themes}\n" + (f"recommendations:\n{lines}" if lines else "") + (actions and f"{actions}\n")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (part("{T1: A, T2: B}", "id: R2, title: T, theme: T1"), ["T2"]),
        (part("{T1: A, T2: B}", "id: R2, title: T, theme: [T2, T1]"), []),
        (part("{T1: A}", actions=f"actions: [{{id: A1, title: T, theme: T1, owner: head, {STEP}}}]"), []),
        (
            part("{T1: A}", actions="actions: [{id: A1, title: T, theme: T1, added: 2017-01-01}]"),
            [],
        ),
        (part("{T1: {title: A, ignore: [{rule: theme-unused, reason: Later, until: 2016-12-31}]}}"), []),
        ("", []),
    ],
)
def test_a_theme_that_nothing_belongs_to(find: Find, text: str, items: list[str]) -> None:
    found = find("theme-unused", text)
    assert [one.item for one in found] == items
    for one in found:
        assert one.message == f"nothing belongs to theme {one.item}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (part("{T1: A}", "id: R2, title: T, theme: T1"), "no action answers its only recommendation"),
        (
            part("{T1: A}", "id: R2, title: T, theme: T1", "id: R3, title: T, theme: T1"),
            "no action answers any of its 2 recommendations",
        ),
        (
            part(
                "{T1: A}",
                "id: R2, title: T, theme: T1",
                actions="actions: [{id: A1, title: T, answers: R2, owner: head, cancelled: {on: 2016-10-14}}]",
            ),
            "no action answers its only recommendation",
        ),
        (
            part(
                "{T1: A}",
                "id: R2, title: T, theme: T1",
                "id: R3, title: T, theme: T1",
                actions=f"actions: [{{id: A1, title: T, answers: R2, owner: head, {STEP}}}]",
            ),
            None,
        ),
        (
            part("{T1: A}", "id: R2, title: T, theme: T1, milestones: [{id: M, title: T, due: 2016-12, owner: head}]"),
            None,
        ),
        (part("{T1: A}"), None),
    ],
)
def test_a_theme_that_nothing_is_done_about(find: Find, text: str, message: str | None) -> None:
    found = [one.message for one in find("theme-without-action", text)]
    assert found == ([f"nothing is done about theme T1: {message}"] if message else [])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (part("{T1: A}", "id: R2, title: T, theme: T1"), ["R1"]),
        (part("{T1: A}", "id: R2, title: T", 'id: "3", title: T'), ["R1", "R2", "3"]),
        (part("{T1: A}", actions=f"actions: [{{id: A1, title: T, answers: R1, owner: head, {STEP}}}]"), ["R1"]),
        (
            part("{T1: A}", actions=f"actions: [{{id: A1, title: T, scope: corporate, owner: head, {STEP}}}]"),
            ["R1", "A1"],
        ),
        (part("{T1: A}", actions=f"actions: [{{id: A1, title: T, theme: T1, owner: head, {STEP}}}]"), ["R1"]),
        (
            part("{T1: A}", actions="actions: [{id: A1, title: T, scope: corporate, cancelled: {on: 2016-10-14}}]"),
            ["R1"],
        ),
        (f"actions: [{{id: A1, title: T, answers: R1, owner: head, {STEP}}}]\n", []),
    ],
)
def test_an_item_without_a_theme_in_a_plan_with_themes(find: Find, text: str, items: list[str]) -> None:
    assert {one.item for one in find("item-without-theme", text)} == set(items)


@pytest.mark.parametrize(
    ("own", "answers", "message"),
    [
        ("T1", "R3", "A1 names theme T1, but answers recommendations of T2: it counts in both"),
        ("[T1, T2]", "R3", "A1 names theme T1, but answers recommendations of T2: it counts in both"),
        ("T3", "[R2, R3]", "A1 names theme T3, but answers recommendations of T1, T2: it counts in all of them"),
        ("T2", "[R2, R3]", None),
        ("T1", "R2", None),
        ("T1", "R1", None),
    ],
)
def test_an_action_whose_theme_is_not_that_of_its_recommendations(
    find: Find, own: str, answers: str, message: str | None
) -> None:
    text = part(
        "{T1: A, T2: B, T3: C}",
        "id: R2, title: T, theme: T1",
        "id: R3, title: T, theme: T2",
        actions=f"actions: [{{id: A1, title: T, theme: {own}, answers: {answers}, owner: head, {STEP}}}]",
    )
    assert [one.message for one in find("theme-contradicts", text)] == ([message] if message else [])
