"""Plain text for pipes and logs: no colour, no boxes, IDs and dates whole, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import assert_never

from pap_cli.document import (
    Align,
    Cell,
    Column,
    Document,
    Facts,
    Findings,
    FunnelPlot,
    Heading,
    Paragraph,
    Prose,
    SpcChart,
    Table,
    TimeChart,
    Tone,
    View,
)
from pap_cli.formats import Format
from pap_cli.render.cells import cells, folded, padded
from pap_cli.render.figures import Plain, in_characters
from pap_cli.render.findings import full_text, readable
from pap_cli.render.length import fitting
from pap_cli.render.screen import Screen
from pap_cli.render.terminal.control_chart import control_chart_lines
from pap_cli.render.terminal.funnel import funnel_lines
from pap_cli.render.text import ascii_only, code_lines, on_screen, printable, sparkline
from pap_cli.render.widths import fit, sizes_of


def _cell(cell: Cell, screen: Screen) -> str:
    return (
        sparkline(cell.series, 24, unicode=screen.unicode, target=cell.target)
        if cell.series
        else on_screen(cell.text, unicode=screen.unicode)
    )


def _table(table: Table, screen: Screen) -> str:
    """Return a table as wide as the screen, in the columns and lines that a terminal shows; IDs and dates are whole."""
    import tabulate

    # the measure of an optional library, which is used if it happens to be installed: the same on every machine
    vars(tabulate).update(wcwidth=SimpleNamespace(wcswidth=cells), WIDE_CHARS_MODE=True, MIN_PADDING=0)
    table = table.filled()
    heads = [on_screen(column.title, unicode=screen.unicode) for column in table.columns]
    rows = [[_cell(cell, screen) for cell in row] for row in table.rows]
    tones = [[cell.colour or cell.tone for cell in row] for row in table.rows]
    words = [list(zip(row, tone, strict=True)) for row, tone in zip(rows, tones, strict=True)]
    sizes = sizes_of(table.columns, [[(head, Tone.MUTED) for head in heads], *words])
    widths = fit(table.columns, sizes, screen.width)
    kept = [index for index, width in enumerate(widths) if width]
    text = tabulate.tabulate(
        [line for row in rows for line in _lines(table.columns, row, widths, kept, screen)],
        headers=[heads[index] for index in kept],
        tablefmt="plain",
        colalign=["right" if table.columns[index].align is Align.RIGHT else "left" for index in kept],
        disable_numparse=True,
        preserve_whitespace=True,
    )
    lines = [line.rstrip() for line in text.splitlines()]
    if table.more:
        lines += folded(printable(table.more), screen.width)
    if left := [heads[index] for index, width in enumerate(widths) if not width]:
        lines += folded(f"No room at {screen.width} columns for {', '.join(left)}.", screen.width)
    return "\n".join(line.rstrip() for line in lines)


def _lines(
    columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], kept: Sequence[int], screen: Screen
) -> Iterator[list[str]]:
    """Yield the line of a row, and the second one if a flexible cell does not fit the first."""
    first: list[str] = []
    second: list[str] = []
    for index in kept:
        parts = folded(row[index], widths[index]) if columns[index].flexible and row[index] else [row[index]]
        first.append(parts[0].rstrip())
        rest = "".join(parts[1:])
        second.append(_cut(rest, widths[index], screen))
    yield first
    if any(second):
        yield second


def _cut(text: str, width: int, screen: Screen) -> str:
    """Return a text that fits a width: its beginning, with an ellipsis if it is longer."""
    if cells(text) <= width:
        return text
    return folded(text.replace(" ", "\u00a0"), width - 1)[0].replace("\u00a0", " ").rstrip() + (
        "…" if screen.unicode else "~"
    )


def _facts(block: Facts, screen: Screen) -> str:
    labels = [on_screen(label, unicode=screen.unicode) for label, _ in block.pairs]
    width = max(map(cells, labels), default=0)
    return "\n".join(
        f"{padded(label, width)}{'  ' if width else ''}{_cell(cell, screen)}".rstrip()
        for label, (_, cell) in zip(labels, block.pairs, strict=True)
    )


def _time_chart(chart: TimeChart) -> str:
    names = dict(chart.legend)
    lines = []
    for group, rows in chart.groups:
        lines.append(printable(group))
        for row in rows:
            marks = ", ".join(f"{names.get(mark.kind, mark.kind)} {mark}" for mark in row.marks)
            name = f"  {printable(row.label.text)}  {printable(row.title)}"
            lines.append(f"{name}: {marks}" if marks else name)
    return "\n".join(lines)


def _control_chart(chart: SpcChart, screen: Screen) -> str:
    lines = control_chart_lines(chart, screen.width, unicode=screen.unicode) if chart.points else ()
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def _prose(prose: Prose) -> str:
    """Yield passages line by line, with an empty line around paragraphs but not between list items."""
    lines: list[str] = []
    for before, passage in zip((None, *prose.passages), prose.passages, strict=False):
        if before is not None and not (before.marker and passage.marker):
            lines.append("")
        lines.append(printable(f"  {passage.marker} {passage.text}" if passage.marker else passage.text))
    return "\n".join(lines)


def _block(block: Plain, screen: Screen) -> str:
    match block:
        case Heading():
            aside = f"  {printable(block.aside)}" if block.aside else ""
            return f"{printable(block.text).upper() if block.level == 2 else printable(block.text)}{aside}"
        case Paragraph():
            return code_lines(block.text) if block.code else printable(block.text)
        case Prose():
            return _prose(block)
        case Facts():
            return _facts(block, screen)
        case Table():
            return _table(block, screen) if block.rows else ""
        case TimeChart():
            return _time_chart(block)
        case SpcChart():
            return _control_chart(block, screen)
        case FunnelPlot():
            lines = funnel_lines(block, screen.width, unicode=screen.unicode)
            return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)
        case Findings():
            return full_text(block.findings, unicode=screen.unicode)
        case _:
            assert_never(block)


def render(view: View, screen: Screen) -> str:
    """Return the view's document as plain text."""
    return fitting(view.document(), screen.lines, lambda document: _page(readable(document), screen))


def _page(document: Document, screen: Screen) -> str:
    parts: list[str] = [printable(document.title)] if document.title else []
    after_heading = False
    for block in in_characters(document.blocks):
        text = _block(block, screen)
        if not text:
            continue
        if after_heading and not isinstance(block, Heading):
            parts[-1] += "\n" + text
        else:
            parts.append(text)
        after_heading = isinstance(block, Heading)
    text = "\n\n".join(parts) + "\n"
    return text if screen.unicode else ascii_only(text)


FORMAT = Format("plain", "plain text, for pipes and logs", render)
