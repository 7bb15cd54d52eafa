"""What a change is to blame for."""

from __future__ import annotations

from typing import Protocol

import pytest

from checks.asking import step
from conftest import SKELETON, write_files
from pap_cli.checks.catalogue import find_rule
from pap_cli.checks.changes import beyond, touched
from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.plan import Portfolio


class Read(Protocol):
    """Reads a plan's actions, and its header and KPIs where they are others than usual."""

    def __call__(self, actions: str, header: str = ..., kpis: str = ...) -> Portfolio: ...


KPIS = """
plan: p
kpis:
  - {id: k1, title: Visits on time, owner: head, target: 95, observations: {2016-08: 50}}
"""


@pytest.fixture
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads a plan and its KPIs from a folder of its own."""

    def portfolio(actions: str, header: str = SKELETON, kpis: str = KPIS) -> Portfolio:
        root = write_files(
            tmp_path_factory.mktemp("w"), {"plans/p/plan.yaml": header, "plans/p/a.yaml": actions, "kpis/k.yaml": kpis}
        )
        return open_workspace(root).portfolio

    return portfolio


BEFORE = step("due: 2016-09-30", "due: 2016-10-31")


def test_nothing_is_touched_by_moving_lines_about(read: Read) -> None:
    assert touched(read("# a remark\n\n" + BEFORE), read(BEFORE)) == frozenset()


@pytest.mark.parametrize(
    ("actions", "header", "kpis", "items"),
    [
        (step("due: 2016-10-30", "due: 2016-10-31"), SKELETON, KPIS, {"A1.1"}),
        (step("due: 2016-09-30"), SKELETON, KPIS, {"A1.2"}),
        (BEFORE.replace("Publish the", "Write the"), SKELETON, KPIS, {"A1"}),
        (BEFORE.replace("A1.2", "A1.3"), SKELETON, KPIS, {"A1.2", "A1.3"}),
        (BEFORE, SKELETON.replace("priority: true", "priority: false"), KPIS, {"R1"}),
        (BEFORE, SKELETON.replace("A council", "A borough"), KPIS, {None}),
        (BEFORE, SKELETON, KPIS.replace("50", "51"), {"k1"}),
        (BEFORE, SKELETON, KPIS.replace("k1", "k2"), {"k1", "k2"}),
    ],
)
def test_what_is_touched(read: Read, actions: str, header: str, kpis: str, items: set[str | None]) -> None:
    assert touched(read(actions, header, kpis), read(BEFORE)) == {("p", item) for item in items}


def late(item: str | None, message: str = "late", path: str = "plans/p.yaml") -> Diagnostic:
    return Diagnostic(rule=find_rule("milestone-overdue"), message=message, plan="p", item=item, path=path)


def test_what_was_there_before_is_not_new_whatever_its_words() -> None:
    assert beyond([late("A1", "2 days late")], [late("A1", "1 day late")]) == ()
    assert beyond([late("A1"), late("A2")], [late("A1")]) == (late("A2"),)


def test_what_has_no_item_is_known_by_its_file_and_words() -> None:
    old = [late(None, "one"), late(None, "two")]
    assert beyond([*old, late(None, "three")], old) == (late(None, "three"),)
    assert beyond([late(None, "one", "plans/q.yaml")], old) == (late(None, "one", "plans/q.yaml"),)


def test_what_is_more_serious_now_is_new() -> None:
    mild = late("A1").at(Severity.WARNING)
    assert beyond([late("A1")], [mild]) == (late("A1"),)
    assert beyond([mild], [mild]) == ()


def test_a_fault_of_form_is_known_by_its_words_too() -> None:
    """An action that lost one name and has another that there is not is broken anew."""

    def unknown(name: str) -> Diagnostic:
        return Diagnostic(rule=find_rule("unknown-id"), message=f"owner names “{name}”", plan="p", item="A1")

    assert beyond([unknown("dcs")], [unknown("head")]) == (unknown("dcs"),)
    assert beyond([unknown("dcs")], [unknown("dcs")]) == ()


def test_a_suppression_is_no_change_of_its_item(read: Read) -> None:
    """To suppress an old finding makes it no finding of the change."""
    ignore = "ignore: [{rule: PAP201, reason: Later, until: 2099-01-01}]"
    assert touched(read(BEFORE.replace("title: Published", f"title: Published, {ignore}")), read(BEFORE)) == set()


def test_more_of_the_same_is_new() -> None:
    assert beyond([late("A1", "a"), late("A1", "b")], [late("A1", "a")]) == (late("A1", "a"), late("A1", "b"))
