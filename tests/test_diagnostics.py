from __future__ import annotations

import pytest

from pap_cli.diagnostics import Diagnostic, Severity, diagnostic_at, excerpt, nearest, rule_page
from pap_cli.model.place import Place, Source, Span
from pap_cli.problems.files import BYTE_ORDER_MARK
from pap_cli.problems.values import BAD_VALUE, DATE_FORMAT

TEXT = "plan:\n  id: p\n  start: 2016-01-04\n"
SOURCE = Source("plans/p.yaml", TEXT)
AT = TEXT.index("2016")
PLACE = Place(source=SOURCE, start=8, end=len(TEXT) - 1, body=8, kept={"start": (AT - 7, AT, AT + 10)})


def at(span: Span | None, path: str = "plans/p.yaml") -> Diagnostic:
    return Diagnostic(rule=BAD_VALUE, message="m", path=path, span=span)


def test_a_finding_points_at_the_field() -> None:
    found = diagnostic_at(DATE_FORMAT, "no date", place=PLACE, fields=("due", "start"), plan="p", item="A1")
    assert (found.path, found.span) == ("plans/p.yaml", Span(3, 10, 3, 20))
    assert (found.plan, found.item, found.severity) == ("p", "A1", Severity.ERROR)


def test_a_finding_without_a_place_has_neither_path_nor_span() -> None:
    found = diagnostic_at(BYTE_ORDER_MARK, "mark")
    assert (found.path, found.span, found.severity) == ("", None, Severity.WARNING)


def test_diagnostics_sort_by_place() -> None:
    expected = [at(None, "a"), at(Span(2, 9, 2, 10), "a"), at(Span(10, 1, 10, 2), "a"), at(Span(1, 1, 1, 2), "b")]
    shuffled = [expected[index] for index in (2, 0, 3, 1)]
    assert sorted(shuffled, key=lambda diagnostic: diagnostic.order) == expected


def test_another_severity_changes_nothing_else() -> None:
    found = at(Span(1, 1, 1, 2))
    lighter = found.at(Severity.NOTE)
    assert (lighter.severity, lighter.message, lighter.span) == (Severity.NOTE, found.message, found.span)


def test_severities_rank_from_the_most_serious() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_an_excerpt_is_the_line_and_the_columns() -> None:
    found = excerpt(at(Span(3, 10, 3, 20)), SOURCE)
    assert found is not None
    assert (found.number, found.text[found.start - 1 : found.end - 1]) == (3, "2016-01-04")


def test_an_excerpt_of_several_lines_ends_with_the_first() -> None:
    found = excerpt(at(Span(2, 3, 3, 20)), SOURCE)
    assert found is not None
    assert found.text[found.start - 1 : found.end - 1] == "id: p"


def test_an_empty_span_still_marks_one_column() -> None:
    found = excerpt(at(Span(2, 3, 2, 3)), SOURCE)
    assert found is not None
    assert found.end == found.start + 1


def test_no_excerpt_without_a_source_or_a_span() -> None:
    assert excerpt(at(Span(1, 1, 1, 2)), None) is None
    assert excerpt(at(None), SOURCE) is None


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("complete", ["completed", "started", "due"], "completed"),
        ("DCS", ["dcs", "head"], "dcs"),
        ("cost", ["completed", "started", "due"], None),
        ("x", [], None),
        ("", ["a"], None),
        ("x" * 100_000, ["a", "b"], None),
    ],
)
def test_the_nearest_known_word(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near
    assert nearest(word, reversed(known)) == near


def test_a_page_loses_its_indentation() -> None:
    assert rule_page("First.\n\n    Second.\n    ") == "First.\n\nSecond."
    assert rule_page(None) == ""
