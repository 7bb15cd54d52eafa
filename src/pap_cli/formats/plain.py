"""Plain text for pipes and logs: no colour, no boxes, as wide as COLUMNS or 120, the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import assert_never

from msgspec.structs import replace

from pap_cli.cell import Align, Cell, Tone
from pap_cli.document import Document, Facts, Findings, Heading, Paragraph, Prose, Table, View
from pap_cli.drawing import BurnUp, FunnelPlot, SpcChart, TimeChart
from pap_cli.formats import Format
from pap_cli.render.cells import cells, folded, padded
from pap_cli.render.figures import Plain, in_characters
from pap_cli.render.findings import full_text, readable
from pap_cli.render.length import fitting
from pap_cli.render.screen import Screen
from pap_cli.render.table import GAP, drawn, no_room
from pap_cli.render.terminal.burn_up import burn_up_lines
from pap_cli.render.terminal.control_chart import control_chart_lines
from pap_cli.render.terminal.funnel import funnel_lines
from pap_cli.render.terminal.time_chart import Piece
from pap_cli.render.text import ascii_only, code_lines, on_screen, printable, set_lines_apart, sparkline

# The least width of wrapped text, whatever is before it.
_LEAST = 20
# The width of text that is not wrapped.
_ENDLESS = sys.maxsize


def _cell(cell: Cell, screen: Screen) -> str:
    return (
        sparkline(cell.series, 24, unicode=screen.unicode, target=cell.target)
        if cell.series
        else on_screen(cell.text, unicode=screen.unicode)
    )


def _table(table: Table, screen: Screen, left_out: dict[str, None]) -> str:
    """Return a table, and add the titles of its columns that have no room to `left_out`."""
    table = table.filled()
    rows = [[_cell(cell, screen) for cell in row] for row in table.rows]
    heads = [on_screen(column.title, unicode=screen.unicode) for column in table.columns]
    widest = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    if sum(widest) + GAP * (len(widest) - 1) <= screen.width:
        return _whole(table, heads, rows)

    def words(cell: Cell) -> tuple[str, str]:
        return _cell(cell, screen), Tone.PLAIN

    lines, titles = drawn(table, screen.width, words, _bare, _bare, "…" if screen.unicode else "~")
    left_out |= dict.fromkeys(titles)
    return "\n".join(lines)


def _whole(table: Table, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that fits as it is."""
    import tabulate

    # the measure of an optional library, which is used if it happens to be installed: the same on every machine
    vars(tabulate).update(wcwidth=SimpleNamespace(wcswidth=cells), WIDE_CHARS_MODE=True, MIN_PADDING=0)
    text = tabulate.tabulate(
        rows,
        headers=heads,
        tablefmt="plain",
        colalign=["right" if column.align is Align.RIGHT else "left" for column in table.columns],
        disable_numparse=True,
        preserve_whitespace=True,
    )
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join([*lines, *([printable(table.more)] if table.more else [])])


def _bare(text: str, tone: str) -> str:
    return text


def _wrapped(text: str, width: int, indent: str = "") -> str:
    """Return a line wrapped to a width, its other lines indented."""
    lines = folded(text, max(_LEAST, width - len(indent)))
    return f"\n{indent}".join(line.rstrip() for line in lines)


def _facts(block: Facts, screen: Screen) -> str:
    labels = [on_screen(label, unicode=screen.unicode) for label, _ in block.pairs]
    width = max(map(cells, labels), default=0)
    start = width + 2 if width else 0
    return "\n".join(
        f"{padded(label, start)}{_wrapped(_cell(cell, screen), screen.width, ' ' * start)}".rstrip()
        for label, (_, cell) in zip(labels, block.pairs, strict=True)
    )


def _time_chart(chart: TimeChart, screen: Screen) -> str:
    names = dict(chart.legend)
    lines = []
    for group, rows in chart.groups:
        lines.append(_line(group, screen))
        for row in rows:
            marks = ", ".join(f"{names.get(mark.kind, mark.kind)} {mark}" for mark in row.marks)
            name = f"  {row.label.text}  {row.title}"
            lines.append(_line(f"{name}: {marks}" if marks else name, screen, "      "))
    return "\n".join(lines)


def _control_chart(chart: SpcChart, screen: Screen) -> str:
    return _drawn(control_chart_lines(chart, screen.width, unicode=screen.unicode)) if chart.points else ""


def _drawn(lines: Iterable[Sequence[Piece]]) -> str:
    """Return the lines of a chart without tones."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def _line(text: str, screen: Screen, indent: str = "") -> str:
    """Return text from a file as one line, wrapped."""
    return _wrapped(on_screen(text, unicode=screen.unicode), screen.width, indent)


def _prose(prose: Prose, screen: Screen) -> str:
    """Yield passages line by line, with an empty line around paragraphs but not between list items."""
    lines: list[str] = []
    for before, passage in zip((None, *prose.passages), prose.passages, strict=False):
        if before is not None and not (before.marker and passage.marker):
            lines.append("")
        start = f"  {passage.marker} " if passage.marker else ""
        lines.append(_line(f"{start}{passage.text}", screen, " " * len(start)))
    return "\n".join(lines)


def _block(block: Plain, screen: Screen, left_out: dict[str, None], *, as_lines: bool) -> str:
    sentences = replace(screen, width=_ENDLESS) if as_lines else screen
    match block:
        case Heading():
            text = printable(block.text).upper() if block.level == 2 else block.text
            return _line(f"{text}  {block.aside}" if block.aside else text, screen)
        case Paragraph():
            return code_lines(block.text) if block.code else _line(block.text, sentences)
        case Prose():
            return _prose(block, sentences)
        case Facts():
            return _facts(block, screen)
        case Table():
            return _table(block, screen, left_out) if block.rows else ""
        case TimeChart():
            return _time_chart(block, screen)
        case SpcChart():
            return _control_chart(block, screen)
        case FunnelPlot():
            return _drawn(funnel_lines(block, screen.width, unicode=screen.unicode))
        case BurnUp():
            return _drawn(burn_up_lines(block, screen.width, unicode=screen.unicode))
        case Findings():
            return full_text(block.findings, unicode=screen.unicode)
        case _:
            assert_never(block)


def render(view: View, screen: Screen) -> str:
    """Return the view's document as plain text."""
    return fitting(view.document(), screen.lines, lambda document: _page(readable(document), screen))


def _page(document: Document, screen: Screen) -> str:
    parts: list[str] = [_line(document.title, screen)] if document.title else []
    left_out: dict[str, None] = {}
    after_heading = False
    for block in in_characters(document.blocks):
        text = _block(block, screen, left_out, as_lines=document.as_lines)
        if not text:
            continue
        if after_heading and not isinstance(block, Heading):
            parts[-1] += "\n" + text
        else:
            parts.append(text)
        after_heading = isinstance(block, Heading)
    if left_out:
        parts[-1] += "\n" + _line(no_room(screen.width, left_out), screen)
    text = "\n\n".join(parts) + "\n"
    return set_lines_apart(text if screen.unicode else ascii_only(text), unicode=screen.unicode)


FORMAT = Format("plain", "plain text, for pipes and logs", render)
