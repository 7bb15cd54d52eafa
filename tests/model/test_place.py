from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.model.place import Fields, Place, Source, Span


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_count_from_one_whatever_ends_a_line(end: str) -> None:
    source = Source("plans/p.yaml", f"first{end}second{end}")
    assert source.position(0) == (1, 1)
    assert source.position(source.text.index("second")) == (2, 1)
    assert source.position(source.text.index("cond")) == (2, 3)
    assert source.position(len(source.text)) == (3, 1)
    assert [source.line(number) for number in (0, 1, 2, 3, 4)] == ["", "first", "second", "", ""]


def test_mixed_line_ends() -> None:
    source = Source("p", "a\rb\nc\r\nd")
    assert [source.line(number) for number in range(1, 5)] == ["a", "b", "c", "d"]
    assert source.position(source.text.index("d")) == (4, 1)


def test_columns_are_code_points_not_bytes() -> None:
    source = Source("p", "é𝒜👧x")
    assert source.position(source.text.index("x")) == (1, 4)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_only_the_line_ends_of_editors_end_a_line(character: str) -> None:
    source = Source("p", f"a{character}b\nc")
    assert source.position(2) == (1, 3)
    assert source.line(2) == "c"


def test_an_offset_outside_the_text_is_its_nearer_end() -> None:
    source = Source("p", "ab\nc")
    assert source.position(-5) == (1, 1)
    assert source.position(500) == (2, 2)
    assert Source("p", "").position(1) == (1, 1)
    assert source.span(3, 1) == Span(2, 1, 2, 1)


@given(st.text(alphabet="ab\r\n\té👧", max_size=40), st.integers(0, 45))
def test_a_position_points_at_its_character(text: str, offset: int) -> None:
    source = Source("p", text)
    line, column = source.position(offset)
    if offset < len(text) and text[offset] not in "\r\n":
        assert source.line(line)[column - 1] == text[offset]


@given(st.text(alphabet="ab\n", max_size=60), st.lists(st.integers(-2, 65), min_size=20, max_size=40))
def test_the_first_positions_that_are_asked_for_are_found_as_the_later_ones_are(text: str, offsets: list[int]) -> None:
    """The first few are counted, the others looked up in a table of all lines."""
    found = [Source("p", text).position(offset) for offset in offsets]
    source = Source("p", text)
    assert [source.position(offset) for offset in offsets] == found
    for line, _ in found:
        alone = Source("p", text)
        alone.position(len(text))
        assert alone.line(line) == source.line(line) == text.split("\n")[line - 1]


def place(text: str, **fields: str) -> Place:
    found = {name: (0, text.index(value), text.index(value) + len(value)) for name, value in fields.items()}
    return Place(source=Source("plans/p.yaml", text), start=2, end=len(text), body=2, kept=found)


def test_a_place_gives_the_first_field_that_is_written() -> None:
    entry = place("- id: A1\n  title: Publish\n", id="A1", title="Publish")
    assert entry.span("due", "title") == Span(2, 10, 2, 17)
    assert (entry.path, entry.line) == ("plans/p.yaml", 1)


def test_a_place_without_the_field_is_the_first_line_of_the_entry() -> None:
    assert place("- id: A1\n  title: Publish\n", id="A1").span("due") == Span(1, 3, 1, 9)
    assert place("- {id: A1}").span() == Span(1, 3, 1, 11)


def test_the_fields_of_a_place_are_found_when_somebody_asks() -> None:
    asked: list[tuple[int, int]] = []

    def find(text: str, start: int, end: int) -> Fields:
        asked.append((start, end))
        return {"value": (start, start + 7, end)}

    found = Place(source=Source("p", "2016: {value: 5}", find), start=0, body=6, end=16)
    assert (found.line, asked) == (1, [])
    assert found.span() == Span(1, 1, 1, 17)
    assert asked == []
    assert found.span("value") == Span(1, 14, 1, 17)
    assert asked == [(6, 16)]


def test_a_place_written_as_one_value_has_that_field_alone() -> None:
    found = Place(source=Source("p", "2016: 5"), start=0, body=6, end=7, kept="value")
    assert found.span("value") == Span(1, 7, 1, 8)
    assert found.span("period") == found.span() == Span(1, 1, 1, 8)
    assert list(found.fields) == ["value"]


def test_a_place_called_faulty_stays_where_it_is() -> None:
    found = place("- id: A1\n  title: Publish\n", title="Publish")
    faulty = found.as_faulty()
    assert (found.faulty, faulty.faulty) == (False, True)
    assert faulty.span("title") == found.span("title")


def test_a_field_is_looked_for_when_its_span_is_first_asked_about_and_once() -> None:
    asked: list[int] = []

    def fields_between(text: str, start: int, end: int) -> Fields:
        asked.append(start)
        return {"due": (start, start + 5, end)}

    source = Source("p", "- due: 2016\n- due: 2017\n", fields_between)
    first, second = (Place(source=source, start=start, end=start + 9, body=start).span("due") for start in (2, 14))
    assert asked == []
    assert (second.line, second.column, second.end_line, second.end_column) == (2, 8, 2, 12)
    assert first == Span(1, 8, 1, 12)
    assert (asked, second.column) == ([14, 2], 8)
    assert {first, second} == {Span(2, 8, 2, 12), Span(1, 8, 1, 12)}
    assert repr(first) == "Span(1, 8, 1, 12)"
