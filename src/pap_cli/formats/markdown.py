"""Markdown for a pull request, a wiki or a paper: GitHub's tables, every character from a file escaped."""

from __future__ import annotations

import re
from typing import assert_never

from pap_cli.document import (
    Align,
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    Finding,
    Findings,
    Heading,
    Paragraph,
    Prose,
    Run,
    SpcChart,
    Table,
    TimeChart,
    Tone,
    View,
)
from pap_cli.formats import Format
from pap_cli.render.cells import cells, padded
from pap_cli.render.chart_layout import target_words
from pap_cli.render.chart_table import chart_table
from pap_cli.render.screen import Screen
from pap_cli.render.text import code_lines, printable, sparkline, symbol

# What Markdown, or GitHub's and GitLab's dialects of it, would interpret anywhere in a line: a sign that marks up, an
# underscore that is not inside a word, the colon of a link or of an :emoji:, and the sign of a merge request.
_SPECIAL = re.compile(r"[\\`*\[\]{}#|~$@]|_(?![^\W_])|(?<![^\W_])_|:(?=//|[\w+-]*:)|!(?=\w)")
# The start of a list, of a rule or of an underline.
_START = re.compile(r"^(\s*\d*)([-+:=.)])(?!\w)")
# The longest line of a table whose columns are aligned, as wide as output that is not on a terminal.
_WIDEST = 120
_WEB = re.compile(r"\b(www)\.", re.IGNORECASE)


def escape(text: str) -> str:
    """Return Markdown that shows a text as it is; only what would be interpreted is escaped."""
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))
    # GitHub makes links of these even after a backslash; a word joiner and an entity prevent it.
    return _WEB.sub("\\g<1>&#46;", text).replace("\\@", "&#8288;\\@")


def _cell(cell: Cell) -> str:
    if cell.series:
        return sparkline(cell.series, 24, unicode=True, target=cell.target).replace(" ", "\u00a0")
    text = escape(cell.text)
    if cell.marked and text:
        return f"{symbol(cell.tone, unicode=True)} {text}".strip()
    return f"**{text}**" if cell.tone is Tone.STRONG and text else text


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    """Return a table; its columns are aligned in the text too, unless the lines would be too long to read."""
    rights = [column.align is Align.RIGHT for column in columns]
    lines = [
        [escape(column.title) for column in columns],
        ["---:" if right else "---" for right in rights],
        *([_cell(cell) for cell in row] for row in rows),
    ]
    widths = [max(map(cells, texts)) for texts in zip(*lines, strict=True)]
    if sum(widths) + 3 * len(widths) < _WIDEST:
        fill = list(zip(widths, rights, strict=True))
        lines = [
            [padded(text, width, right=right) for text, (width, right) in zip(line, fill, strict=True)]
            for line in lines
        ]
        lines[1] = [f"{'-' * (width - right)}{':' * right}" for width, right in fill]
    return [f"| {' | '.join(line)} |" for line in lines]


def _finding(finding: Finding) -> list[str]:
    diagnostic = finding.diagnostic
    line = f":{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.span else ""
    text = f"- **{diagnostic.severity} {diagnostic.rule.code}** {escape(diagnostic.message)}"
    where = escape(diagnostic.path + line)
    return [f"{text} ({where})" if where else text, *([f"  - {escape(diagnostic.help)}"] if diagnostic.help else [])]


def _time_chart(chart: TimeChart) -> list[str]:
    table = chart_table(chart)
    return _table(table.columns, table.rows)


def _control_chart(chart: SpcChart) -> list[str]:
    """The points as a table, with the columns that have something to say."""
    if not chart.points:
        return []
    table = chart_table(chart).filled()
    target = target_words(chart)
    words = ", ".join(word for word in (f"**{escape(chart.title)}**" if chart.title else "", escape(target)) if word)
    return [*([words, ""] if words else []), *_table(table.columns, table.rows)]


def _run(run: Run) -> str:
    """Words in their voice; blanks at their ends stay outside, where Markdown wants them."""
    text = printable(run.text)
    bare = text.strip()
    mark = f"{'**' if run.strong else ''}{'_' if run.emphasis else ''}"
    if not (mark and bare):
        return escape(text)
    before, _, after = text.partition(bare)
    return f"{before}{mark}{escape(bare)}{mark[::-1]}{after}"


def _prose(prose: Prose) -> list[str]:
    """Passages, an empty line around paragraphs but not between the items of a list."""
    lines: list[str] = []
    for before, passage in zip((None, *prose.passages), prose.passages, strict=False):
        if before is not None and not (before.marker and passage.marker):
            lines.append("")
        marker = f"{'-' if passage.marker == '•' else passage.marker} " if passage.marker else ""
        lines.append(marker + "".join(_run(run) for run in passage.runs))
    return lines


def _heading(heading: Heading) -> str:
    aside = f" ({escape(heading.aside)})" if heading.aside else ""
    return f"{'#' * heading.level} {escape(heading.text)}{aside}"


def _facts(facts: Facts) -> list[str]:
    return [f"- {f'{escape(label)}: ' if label else ''}{_cell(cell)}" for label, cell in facts.pairs]


def _figure(figure: Figure) -> list[str]:
    """A figure as its title, its description and its table; of a time chart the dates of each row."""
    if isinstance(figure.drawing, TimeChart):
        lines = _time_chart(figure.drawing)
    else:
        filled = figure.table.filled()
        lines = _table(filled.columns, filled.rows)
    return [f"**{escape(figure.title)}**", "", escape(figure.description), "", *lines]


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [_heading(block)]
        case Paragraph(code=True):
            return ["```yaml", code_lines(block.text, indent=0), "```"]
        case Paragraph():
            return [escape(block.text)]
        case Prose():
            return _prose(block)
        case Facts():
            return _facts(block)
        case Table():
            filled = block.filled()
            return _table(filled.columns, filled.rows) + (["", escape(block.more)] if block.more else [])
        case TimeChart():
            return _time_chart(block)
        case SpcChart():
            return _control_chart(block)
        case Figure():
            return _figure(block)
        case Findings():
            return [line for finding in block.findings for line in _finding(finding)]
        case _:
            assert_never(block)


def render(view: View, screen: Screen) -> str:
    """Return the view's document as Markdown."""
    document = view.document()
    parts = [f"# {escape(document.title)}"] if document.title else []
    parts += ["\n".join(_block(block)) for block in document.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


FORMAT = Format("markdown", "Markdown, for a pull request or a paper", render, utf8=True)
