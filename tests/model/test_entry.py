"""Entries: what makes two of them the same, and what stands in a file for each of their fields."""

from __future__ import annotations

from datetime import date
from typing import get_type_hints

import pytest
from msgspec.structs import fields, replace

from pap_cli.model import config, items, kpi, plan, report
from pap_cli.model.dates import exactly
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.place import Place, Source
from pap_cli.model.working_days import WorkingCalendar

ENTRIES = [
    kind
    for module in (config, items, kpi, plan, report)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Entry) and kind is not Entry and kind.__module__ == module.__name__
]


# What the loader fills in.
FILLED_IN = {"place", "plan", "calendar", "csv", "refreshed"}


def at(start: int) -> Place:
    return Place(source=Source("plans/p.yaml", "- text: Said\n" * 3), start=start, end=start + 12, body=start)


def note(text: str, start: int) -> plan.Note:
    return plan.Note(text=text, on=exactly(date(2016, 10, 14)), place=at(start))


def test_an_entry_is_the_same_wherever_it_stands() -> None:
    assert note("Said", 0) == note("Said", 13)
    assert not note("Said", 0) != note("Said", 13)  # noqa: SIM202 - the two are different questions to a Struct
    assert note("Said", 0) != note("Not said", 0)
    assert not note("Said", 0) == note("Not said", 0)  # noqa: SIM201


def test_entries_within_are_compared_in_the_same_way() -> None:
    first = plan.Recommendation(id=plan.Id("R1"), title="Be clear", notes=(note("Said", 0),), place=at(0))
    assert first == replace(first, notes=(note("Said", 13),), place=at(13))
    assert first != replace(first, notes=(note("Else", 0),))


def test_an_entry_is_never_the_same_as_one_of_another_kind() -> None:
    owner = plan.Owner(id=plan.Id("a"), title="A", place=at(0))
    assert owner != plan.Body(id=plan.Id("a"), title="A", place=at(0))
    assert owner != "a"


def test_what_is_the_same_in_other_places_is_no_key() -> None:
    with pytest.raises(TypeError):
        hash(note("Said", 0))


def test_calendars_are_told_apart_by_their_days_alone() -> None:
    closed = frozenset({date(2016, 12, 28)})
    assert WorkingCalendar(closed=closed) == WorkingCalendar(bank_holidays=lambda _: {}, closed=closed)
    assert WorkingCalendar(closed=closed) != WorkingCalendar()


@pytest.mark.parametrize("kind", ENTRIES, ids=lambda kind: kind.__name__)
def test_every_field_of_an_entry_says_what_it_is_for(kind: type[Entry]) -> None:
    """But for its place, and what the loader fills in."""
    written = written_fields(kind)
    assert {field.name for field in fields(kind)} - {field.name for field in written} <= FILLED_IN
    assert all(field.about.description for field in written)
    hints = get_type_hints(kind)
    assert [hints[field.name] for field in written] == [field.type for field in written]


def test_a_field_without_a_default_is_required() -> None:
    by_name = {field.name: field for field in written_fields(items.Milestone)}
    assert by_name["title"].required
    assert by_name["title"].default is None
    assert not by_name["extensions"].required
    assert by_name["extensions"].default == ()
