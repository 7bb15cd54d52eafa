"""Ids that look alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conftest import SKELETON
from pap_cli.load.workspace.loader import Workspace
from pap_cli.load.workspace.lookalikes import skeleton, twin_of
from pap_cli.problems.ids import LOOK_ALIKE_ID, UNKNOWN_ID

Load = Callable[[Mapping[str, str | bytes]], Workspace]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A1", "a1"),
        ("A1", "Ａ１"),
        ("A1", "А1"),
        ("ABEHIKMOPTXYZ", "ΑΒΕΗΙΚΜΟΡΤΧΥΖ"),
        ("acopxy", "асорху"),
        ("file", "ﬁle"),
        ("Å", "\u212b"),
        ("x2", "x²"),
    ],
)
def test_what_looks_alike(one: str, other: str) -> None:
    assert one != other
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("A1", "A2"), ("A1", "A1.1"), ("R0", "RO"), ("l1", "ll"), ("é", "e"), ("д", "d")]
)
def test_what_does_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_the_twin_with_most_in_common() -> None:
    assert twin_of("hеad", ["Head", "head", "HEAD", "heads"]) == "head"
    assert twin_of("board", ["head"]) is None


ITEMS = """\
actions:
  - {id: A1, title: T, owner: head, answers: R1}
  - {id: А1, title: T, owner: head, answers: R1, milestones: [{id: r1, title: T, due: 2016-09-30}]}
"""


def test_items_of_all_kinds_are_compared_and_owners_with_owners(load: Load) -> None:
    workspace = load({"plans/p.yaml": SKELETON + ITEMS, "kpis/k.yaml": "kpis:\n- {id: a1, title: K, owner: head}\n"})
    assert [(one.rule, one.item) for one in workspace.diagnostics] == [
        (LOOK_ALIKE_ID, "А1"),
        (LOOK_ALIKE_ID, "r1"),
    ]
    assert [action.id for action in workspace.portfolio.plans[0].actions] == ["A1", "А1"]


def test_plans_and_kpis_are_compared_with_their_like(load: Load) -> None:
    kpis = "kpis:\n- {id: k, title: K, owner: head}\n- {id: K, title: K, owner: head}\n"
    other = SKELETON.replace("{id: p,", "{id: P,")
    workspace = load({"plans/p.yaml": SKELETON, "plans/q.yaml": other, "kpis/k.yaml": kpis})
    assert [(one.rule.name, one.item, one.path) for one in workspace.diagnostics] == [
        ("look-alike-id", "K", "kpis/k.yaml"),
        ("look-alike-id", "P", "plans/q.yaml"),
    ]


def test_a_reference_in_another_script_is_told_what_it_is(load: Load) -> None:
    action = "actions:\n  - {id: A1, title: T, owner: hеad, answers: R1}\n"
    (found,) = load({"plans/p.yaml": SKELETON + action}).diagnostics
    assert found.rule is UNKNOWN_ID
    assert found.help == "did you mean head? “е” here is U+0435, cyrillic small letter ie"
