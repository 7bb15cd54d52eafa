"""The heading of each column, from all rows of a heading: its period, its part, its area or its KPI."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pap_cli.sheets.figures.layout.grid import Grid
from pap_cli.sheets.figures.layout.marks import Mark, mark_of, marks_of
from pap_cli.sheets.figures.layout.parts import Band, Head
from pap_cli.sheets.figures.reading.context import Context, Doubt
from pap_cli.sheets.figures.reading.periods import Span, split_year, with_year
from pap_cli.sheets.figures.reading.settle import Settled, settle
from pap_cli.sheets.figures.reading.words import is_area

_APRIL, _SEPTEMBER = 4, 9


def heads_of(grid: Grid, band: Band, context: Context, filled: Callable[[int], bool]) -> dict[int, Head]:
    """Return the heading of each column that has one; FILLED is whether a column has a figure."""
    stacks = {column: _stack(grid, band, column) for column in range(1, grid.width + 1)}
    stacks = {column: stack for column, stack in stacks.items() if stack}
    spans = {column: _span(stack, context) for column, stack in stacks.items()}
    spans, derived = _with_context(spans, context, filled)
    columns = list(stacks)
    settled = settle([spans[column] for column in columns], context)
    found = {
        column: _head(stacks[column], spans[column], one, derived.get(column))
        for column, one in zip(columns, settled, strict=True)
    }
    return _without_twins(found)


def _stack(grid: Grid, band: Band, column: int) -> list[Mark]:
    """Return the cells of a heading over a column, from the top."""
    found: list[Mark] = []
    for nth, row in enumerate(band.header):
        marks = marks_of(grid, row)
        mark = marks.get(column)
        if mark is None and (row, column) in grid.spread:
            cell = grid.covering(row, column)
            mark = mark_of(cell) if cell is not None else None
        elif mark is None and nth < len(band.header) - 1:
            mark = _to_the_left(grid, band, marks, row, column)
        if mark is not None and (not found or found[-1].cell is not mark.cell):
            found.append(mark)
    return found


def _to_the_left(grid: Grid, band: Band, marks: dict[int, Mark], row: int, column: int) -> Mark | None:
    """Return the group that is typed over the first of its columns only."""
    below = marks_of(grid, band.header[-1]).get(column)
    if below is None or not (below.role or below.span):
        return None
    left = [one for one in marks if one < column]
    nearest = marks[max(left)] if left else None
    if nearest is None or (row, max(left)) in grid.spread:
        return None
    group = nearest.span is not None or nearest.area or (band.long and not nearest.meanings)
    return nearest if group else None


def _span(stack: list[Mark], context: Context) -> Span | None:
    """Return the period of a column: the lowest of its heading, with the year above it."""
    spans = [mark.span for mark in stack if mark.span is not None]
    if not spans:
        return None
    span = spans[-1]
    years = [one for one in spans[:-1] if one.year]
    academic = context.academic or any(one.academic for one in spans)
    if span.partial and years:
        return with_year(span, years[-1].year, academic=academic)
    if span.partial and "/" in context.year:
        return with_year(span, context.year, academic=academic)
    return span


def _with_context(
    spans: dict[int, Span | None], context: Context, filled: Callable[[int], bool]
) -> tuple[dict[int, Span | None], dict[int, Doubt]]:
    """Give months without a year that of the title's month or year; return also what must then be asked."""
    open_ = [column for column, span in spans.items() if span is not None and span.partial and not span.day]
    months = [span.month for column in open_ if (span := spans[column]) is not None and span.month]
    if not open_ or not (context.month or context.year):
        return spans, {}
    title = context.month or f"{context.year}-{months[0] if months else 1:02d}"
    year, month = int(title[:4]), int(title[5:7])
    first = months[0] if months else _APRIL
    academic = context.academic or first == _SEPTEMBER
    starts = _SEPTEMBER if academic else _APRIL
    named = split_year(year - (month < starts)) if first in (_APRIL, _SEPTEMBER) else str(year)
    given = {column: with_year(span, named, academic=academic) for column in open_ if (span := spans[column])}
    last = max(
        (one.whole[0] for column, one in given.items() if one.whole and filled(column) and one.month), default=""
    )
    certain = bool(context.month and months and last == context.month) and len(set(months)) == len(months)
    if certain or context.told:
        return {**spans, **given}, {}
    doubt = Doubt(topic="year", question=f"are these periods of {named}, as the title suggests", choices=(named,))
    return {**spans, **given}, dict.fromkeys(open_, doubt)


def _head(stack: list[Mark], span: Span | None, settled: Settled, derived: Doubt | None) -> Head:
    # “2015/16 outturn” in one cell is a period; Actual below a period is one of its parts
    roles = [mark.role for mark in stack if mark.role and not (mark.span and mark.role in ("value", "year"))]
    areas = [area_in(mark.text) if mark.span else mark.text for mark in stack if mark.area]
    lowest = stack[-1]
    groups = [mark.text for mark in stack[:-1] if not (mark.span or mark.role or mark.area)]
    doubt = settled.doubt or derived
    return Head(
        text=" ".join(mark.text for mark in stack),
        own=lowest.text,
        period=settled.period if span is not None else None,
        length=span.length if span is not None else "",
        doubt=doubt if span is not None else None,
        role=roles[-1] if roles else None,
        area=areas[-1] if areas else None,
        group=groups[-1] if groups else "",
    )


def _without_twins(heads: dict[int, Head]) -> dict[int, Head]:
    """Ask about columns that are for the same period and part as another."""
    seen: dict[tuple[str | None, ...], list[int]] = {}
    for column, head in heads.items():
        if head.period is not None:
            seen.setdefault((head.period, head.role, head.area, head.group), []).append(column)
    twins = {column for several in seen.values() if len(several) > 1 for column in several}
    doubt = Doubt(topic="column", question="which of the columns for the same period counts")
    return {
        column: replace(head, doubt=head.doubt or doubt) if column in twins else head for column, head in heads.items()
    }


def area_in(text: str) -> str:
    """Return the area that a heading names beside its period, as it is written: England, of “England 2015/16”."""
    words = text.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if is_area(found := " ".join(words[start:end])):
                return found
    return text
