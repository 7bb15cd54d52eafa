"""Rows and cells of a CSV file, with their offsets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.load.tables.cells import Row, read_rows
from pap_cli.model.place import Source


def rows(text: str) -> tuple[list[Row], list[tuple[str, str]]]:
    """Return the rows of a text, and each problem with the text that it points at."""
    problems: list[tuple[str, str]] = []
    found = list(
        read_rows(Source("f.csv", text), lambda _, message, __, start, end: problems.append((message, text[start:end])))
    )
    return found, problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t\n", [["a", "b"], ["1", ""]]),
        ('a\tb\n"1"\t"2"\n', [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2", [["a", "b"], ["1", "2"]]),
        ("\n\n a , b \n\n,\n1,2\n\n", [["a", "b"], ["1", "2"]]),
        ('a,b\n"1,5","say ""no"""\n', [["a", "b"], ["1,5", 'say "no"']]),
        ('a,b\n"two\r\nlines",2\r\n3,4', [["a", "b"], ["two\r\nlines", "2"], ["3", "4"]]),
        ('a,b\n "1" , "2" \n', [["a", "b"], ["1", "2"]]),
        ('a,b\n5" pipe,2\n', [["a", "b"], ['5" pipe', "2"]]),
        ('"a;b",c\n1,2\n', [["a;b", "c"], ["1", "2"]]),
        ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
        ("a\n1\n", [["a"], ["1"]]),
        ("", []),
        ("\r\n , \n", []),
    ],
)
def test_a_text_has_these_rows(text: str, expected: list[list[str]]) -> None:
    found, problems = rows(text)
    assert [row.texts for row in found] == expected
    assert not problems


@pytest.mark.parametrize("text", ['kpi, period ,v\nk1,"2016-04", 5 \n\n', ",".join("abcdefghijklm") + '\n"x", y\n'])
def test_the_offsets_of_a_cell_are_those_of_its_text(text: str) -> None:
    for row in rows(text)[0]:
        shown = [text[slice(*row.span(index))].strip('"') for index in range(len(row.texts))]
        assert shown == row.texts


def test_a_quotation_mark_that_is_not_closed_ends_the_reading() -> None:
    found, problems = rows('a,b\n1,2\n"3,4\n5,6\n')
    assert [row.texts for row in found] == [["a", "b"], ["1", "2"]]
    assert problems == [("this quotation mark is not closed; the rest of the file is not read", '"')]


def test_text_after_a_quotation_mark_is_reported_and_its_row_is_not_whole() -> None:
    found, problems = rows('a,b\n"1"2,3\n4,5\n')
    assert [row.whole for row in found] == [True, False, True]
    assert problems == [("text after the closing quotation mark", "2")]


CELL = st.text(st.sampled_from('ab1,;\t"\n é€'), max_size=6).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["a", "b", "c"], *table])
    found, problems = rows(written.getvalue())
    assert [row.texts for row in found] == [["a", "b", "c"], *(row for row in table if any(row))]
    assert not problems
