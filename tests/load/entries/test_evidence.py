"""Evidence as texts, as items and as both; and the approval of a delivery: read, linked and reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conftest import SKELETON
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.evidence import Evidence
from pap_cli.model.items import Milestone
from pap_cli.model.periods import parse_due

Load = Callable[[Mapping[str, str]], Workspace]


def read(load: Load, written: str, head: str = SKELETON) -> tuple[Milestone, list[tuple[str, str]]]:
    """Return a milestone with these keys, and each problem in the file with the text that it points at."""
    text = "actions:\n- {id: A1, title: T, answers: [R1], owner: head, milestones: [{id: M, title: T, due: 2016-05-01, "
    opened = load({"plans/p.yaml": head + text + written + "}]}\n"})
    found = []
    for one in opened.diagnostics:
        assert one.span is not None
        line = opened.sources[one.path].line(one.span.line)
        found.append((one.rule.name, line[one.span.column - 1 : one.span.end_column - 1]))
    return opened.portfolio.plans[0].actions[0].milestones[0], found


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("evidence: Board paper 6", [Evidence(where="Board paper 6")]),
        ("evidence: 6", [Evidence(where="6")]),
        ("evidence: [a, b, a]", [Evidence(where="a"), Evidence(where="b"), Evidence(where="a")]),
        ("evidence: []", []),
        ("evidence: ", []),
        ("evidence: {what: Minutes}", [Evidence(what="Minutes")]),
        (
            "evidence: [a, {what: Minutes, where: 'https://example.org/m', on: 2016-05-02, accepted_by: board}]",
            [
                Evidence(where="a"),
                Evidence(
                    what="Minutes", where="https://example.org/m", on=parse_due("2016-05-02"), accepted_by="board"
                ),
            ],
        ),
        ("evidence: [{where: a, accepted_by: head}]", [Evidence(where="a", accepted_by="head")]),
    ],
)
def test_evidence_is_texts_and_items(load: Load, written: str, items: list[Evidence]) -> None:
    milestone, found = read(load, written)
    assert (list(milestone.evidence), found) == (items, [])
    assert not milestone.place.faulty


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("evidence: [a, {what: b, accepted_by: nobody}]", [("unknown-id", "nobody")]),
        ("evidence: {what: b, on: 2016-13-01}", [("impossible-date", "2016-13-01")]),
        ("evidence: {what: b, link: c}", [("unknown-key", "link")]),
        ("evidence: ['', a]", [("bad-value", "''")]),
        ("evidence: [[a]]", [("wrong-shape", "[a]")]),
        ("evidence: {what: [a]}", [("wrong-shape", "[a]")]),
        ("completed: {on: 2016-04-01, by: nobody}", [("unknown-id", "nobody")]),
        ("completed: {on: 2016-04-01, approved: {on: 2016-04-02, by: nobody}}", [("unknown-id", "nobody")]),
        ("evidenced: {on: 2016-04-01, approved: soon, by: board}", [("date-format", "soon")]),
        ("completed: {on: 2016-04-01, approved: false}", [("bad-value", "false")]),
        ("completed: {on: 2016-04-01, approved_on: 2016-04-02}", [("unknown-key", "approved_on")]),
        ("completed: {on: 2016-04-01, by: [board, head]}", [("wrong-shape", "[board, head]")]),
    ],
)
def test_a_bad_item_or_approval_is_reported_where_it_is(load: Load, written: str, found: list[tuple[str, str]]) -> None:
    assert read(load, written)[1] == found


@pytest.mark.parametrize(
    "written",
    [
        "completed: {on: 2016-04, approved: 2016-05, by: board}",
        "completed: {on: 2016-04-01, approved: true, by: head}",
        "completed: {on: 2016-04-01, approved: {on: Q1 2016/17, by: board}}",
        "completed: {on: 2016-04-01, approved: {known: 2016-05-01}, by: board}",
        "evidenced: {on: 2016-04-01, by: board}",
        "completed: {known: 2016-04-01, by: board}",
        "completed: 2016-04-01",
    ],
)
def test_an_approval_is_written_as_any_fact(load: Load, written: str) -> None:
    milestone, found = read(load, written)
    assert found == []
    assert not milestone.place.faulty


def test_the_body_that_approves_every_delivery_is_one_of_the_plan(load: Load) -> None:
    head = SKELETON.replace("start: 2016-01-04", "start: 2016-01-04, approved_by: nobody")
    assert head != SKELETON
    assert read(load, "completed: 2016-04-01", head)[1] == [("unknown-id", "nobody")]
    assert read(load, "completed: 2016-04-01", head.replace("nobody", "board"))[1] == []
