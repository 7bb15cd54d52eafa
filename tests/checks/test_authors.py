"""The rule about the authors of notes, as of 14 October 2016; head and dcs are owners, board and ofsted bodies."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi, step


@pytest.mark.parametrize(
    ("by", "meant"),
    [
        ("head", None),
        ("board", None),
        ("Improvement Board", None),  # a title is a name too
        ("Mary Smith", None),
        ("Jane", None),
        ("scrutiny", None),
        ("haed", "head"),
        ("Head", "head"),
        ("boards", "board"),
        ("OFSTED", "ofsted"),
        ("Improvment Board", "board"),
        ("Director of Childrens Services", "dcs"),
    ],
)
def test_an_author_is_any_name_but_not_nearly_an_id(find: Find, by: str, meant: str | None) -> None:
    for text in (
        step(f"due: 2016-12-31, notes: [{{on: 2016-10-14, by: {by}, text: Booked}}]"),
        kpi(f"target: 95, notes: [{{on: 2016-10-14, by: {by}, text: Booked}}]"),
    ):
        found = find("author-nearly-an-id", text)
        assert [one.help.split(",")[0] for one in found] == ([f"write {meant}"] if meant else [])


def test_a_note_of_a_later_day_is_not_known_yet(find: Find) -> None:
    assert find("author-nearly-an-id", step("due: 2016-12-31, notes: [{on: 2016-10-15, by: haed, text: Booked}]")) == []
    assert len(find("author-nearly-an-id", step("due: 2016-12-31, notes: [{by: haed, text: Booked}]"))) == 1


def test_a_note_of_the_plan_counts(find: Find) -> None:
    head = "plan: {id: p, title: A plan, start: 2016-01-04, notes: [{on: 2016-10-03, by: bord, text: Endorsed}]}\n"
    (found,) = find("author-nearly-an-id", head)
    assert found.message == "a note of plan p is by “bord”, which is not an ID, but nearly board"


def test_the_author_of_a_judgement_is_any_name_but_not_nearly_an_id(find: Find) -> None:
    text = "due: 2016-12-31, judgements: [{{on: {on}, by: {by}, status: on-track}}]"
    (found,) = find("author-nearly-an-id", step(text.format(on="2016-10-14", by="haed")))
    assert found.message == "a judgement of milestone A1.1 is by “haed”, which is not an ID, but nearly head"
    assert find("author-nearly-an-id", step(text.format(on="2016-10-15", by="haed"))) == []
    assert find("author-nearly-an-id", step(text.format(on="2016-10-14", by="Mary Smith"))) == []
