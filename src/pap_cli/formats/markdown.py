"""Markdown for a pull request, a wiki or a paper: GitHub's tables, every character from a file escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from typing import assert_never

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import (
    Block,
    Document,
    Facts,
    Figure,
    Finding,
    Findings,
    Heading,
    Paragraph,
    Prose,
    Run,
    Table,
    View,
    anchor,
    captioned,
    labels_of,
)
from pap_cli.drawing import SpcChart, TimeChart
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
# What GitHub and GitLab leave out of a heading for its name; the deepest heading in a table of contents.
_NOT_IN_NAMES = re.compile(r"[^\w\- ]")
_DEEPEST = 3
_WEB = re.compile(r"\b(www)\.", re.IGNORECASE)


def escape(text: str, *, starts: bool = True) -> str:
    """Return Markdown that shows a text as it is; only what would be interpreted is escaped.

    STARTS is False for a text that other text stands before.
    """
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _START.sub(r"\1\\\2", text) if starts else text
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


def _run(run: Run, labels: Set[str], *, starts: bool) -> str:
    """Words in their voice; blanks at their ends stay outside, where Markdown wants them."""
    text = printable(run.text)
    bare = text.strip()
    if run.to in labels:
        return f"[{escape(text)}](#{anchor(run.to)})"
    mark = f"{'**' if run.strong else ''}{'_' if run.emphasis else ''}"
    if not (mark and bare):
        return escape(text, starts=starts)
    before, _, after = text.partition(bare)
    return f"{before}{mark}{escape(bare)}{mark[::-1]}{after}"


def _prose(prose: Prose, labels: Set[str]) -> list[str]:
    """Passages, an empty line around paragraphs but not between the items of a list."""
    lines: list[str] = []
    for before, passage in zip((None, *prose.passages), prose.passages, strict=False):
        if before is not None and not (before.marker and passage.marker):
            lines.append("")
        marker = f"{'-' if passage.marker == '•' else passage.marker} " if passage.marker else ""
        words = ""
        for run in passage.runs:
            words += _run(run, labels, starts=not words.strip())
        lines.append(marker + words)
    return lines


def _heading_words(heading: Heading) -> str:
    return f"{heading.text} ({heading.aside})" if heading.aside else heading.text


def _heading(heading: Heading) -> str:
    return f"{'#' * heading.level} {escape(_heading_words(heading))}"


def _facts(facts: Facts) -> list[str]:
    return [f"- {f'{escape(label)}: ' if label else ''}{_cell(cell)}" for label, cell in facts.pairs]


def _figure(figure: Figure) -> list[str]:
    """A figure as its title, its description and its table; of a time chart the dates of each row."""
    if isinstance(figure.drawing, TimeChart):
        lines = _time_chart(figure.drawing)
    else:
        filled = figure.table.filled()
        lines = _table(filled.columns, filled.rows)
    return [*_caption(figure.label, figure.title), escape(figure.description), "", *lines]


def _caption(label: str, title: str) -> list[str]:
    """A caption in bold, and where it has a label the place that links point at."""
    if not (label or title):
        return []
    name = f'<a id="{anchor(label)}"></a>' if label else ""
    return [f"{name}**{escape(captioned(label, title))}**", ""]


def _contents(document: Document) -> str:
    """A list of links to the headings, by the names that GitHub and GitLab give them."""
    lines: list[str] = []
    seen: Counter[str] = Counter()
    for block in document.blocks:
        if not isinstance(block, Heading):
            continue
        name = _NOT_IN_NAMES.sub("", _heading_words(block).lower()).replace(" ", "-")
        link = f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1
        if 1 < block.level <= _DEEPEST:
            lines.append(f"{'  ' * (block.level - 2)}- [{escape(block.text)}](#{link})")
    return "\n".join(lines)


def _block(block: Block, labels: Set[str]) -> list[str]:
    match block:
        case Heading():
            return [_heading(block)]
        case Paragraph(code=True):
            return ["```yaml", code_lines(block.text, indent=0), "```"]
        case Paragraph():
            return [escape(block.text)]
        case Prose():
            return _prose(block, labels)
        case Facts():
            return _facts(block)
        case Table():
            filled = block.filled()
            more = ["", escape(block.more)] if block.more else []
            return [*_caption(block.label, block.caption), *_table(filled.columns, filled.rows), *more]
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
    labels = labels_of(document.blocks)
    contents = _contents(document) if document.contents else ""
    for block in document.blocks:
        if contents and isinstance(block, Heading) and block.level > 1:
            parts.append(contents)
            contents = ""
        parts.append("\n".join(_block(block, labels)))
    return "\n\n".join(part for part in parts if part) + "\n"


FORMAT = Format("markdown", "Markdown, for a pull request or a paper", render, utf8=True)
