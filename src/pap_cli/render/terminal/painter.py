"""Documents painted with Rich: tables that fit the screen, tones as colours, findings with a caret.

`Screen` decides everything about the screen, Rich nothing; text from files reaches Rich only as printable `Text`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from rich.color import ColorSystem
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from pap_cli.cell import Cell, Tone
from pap_cli.document import Document, Facts, Findings, Heading, Paragraph, Prose, Table
from pap_cli.drawing import BurnUp, FunnelPlot, SpcChart, TimeChart
from pap_cli.render.figures import Plain, in_characters
from pap_cli.render.findings import Piece as FindingPiece
from pap_cli.render.findings import full_lines
from pap_cli.render.screen import Screen
from pap_cli.render.table import GAP, Paint, drawn, no_room
from pap_cli.render.terminal.burn_up import burn_up_lines
from pap_cli.render.terminal.control_chart import control_chart_lines
from pap_cli.render.terminal.funnel import funnel_lines
from pap_cli.render.terminal.time_chart import Piece, chart_lines
from pap_cli.render.terminal.tones import style_of, styles
from pap_cli.render.text import on_screen, set_lines_apart, sparkline, symbol

_SPARK_WIDTH = 12


class Painter:
    """Paints one document for one screen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        # The titles of the columns for which there was no room, each once.
        self.left_out: dict[str, None] = {}

    def style(self, tone: str) -> Style:
        """Return the style of a tone, or of the hex colour of a key, on this screen."""
        return style_of(tone, self.screen.background)

    def text(self, words: str, tone: str = Tone.PLAIN) -> Text:
        """Return any text, escaped, in a tone."""
        return Text(on_screen(words, unicode=self.screen.unicode), style=self.style(tone), end="")

    def cell(self, cell: Cell) -> Text:
        """Return a cell: its symbol and text, or its sparkline."""
        if cell.series:
            bars = sparkline(cell.series, _SPARK_WIDTH, unicode=self.screen.unicode, target=cell.target)
            return Text(bars, style=self.style(cell.tone))
        mark = symbol(cell.tone, unicode=self.screen.unicode) if cell.marked and cell.text else ""
        tone = cell.colour or cell.tone
        text = self.text(cell.text, tone)
        return Text.assemble((f"{mark} ", self.style(tone)), text) if mark else text

    def words(self, cell: Cell) -> tuple[str, str]:
        """Return a cell as one string, and its tone."""
        unicode = self.screen.unicode
        if cell.series:
            return sparkline(cell.series, _SPARK_WIDTH, unicode=unicode, target=cell.target), cell.tone
        words = on_screen(cell.text, unicode=unicode)
        mark = symbol(cell.tone, unicode=unicode) if cell.marked and cell.text else ""
        return f"{mark} {words}" if mark else words, cell.colour or cell.tone

    def rows(self, table: Table) -> str:
        """Return a table line by line, with colour codes."""
        if not table.rows:
            return ""
        dots = "…" if self.screen.unicode else "~"
        paint, paint_head = (self.painting(styles(self.screen.background, bold=bold)) for bold in (False, True))
        lines, left_out = drawn(table, self.screen.width - 2, self.words, paint, paint_head, dots)
        self.left_out |= dict.fromkeys(left_out)
        return "".join(f"  {line}\n" for line in lines)

    def painting(self, styles: Mapping[Tone, Style]) -> Paint:
        """Return the function that colours text; the codes of each tone are computed once."""
        colours = ColorSystem.TRUECOLOR if self.screen.colour else None
        around: dict[str, tuple[str, str, str]] = {
            tone: style.render("\0", color_system=colours).partition("\0") for tone, style in styles.items()
        }

        def paint(words: str, tone: str) -> str:
            if tone not in around:  # the colour of a key
                around[tone] = self.style(tone).render("\0", color_system=colours).partition("\0")
            before, _, after = around[tone]
            return before + words + after

        return paint

    def facts(self, block: Facts) -> RenderableType:
        """Return labels on the left, their values on the right."""
        grid = RichTable.grid(padding=(0, GAP, 0, 0))
        grid.add_column(overflow="fold", style=self.style(Tone.MUTED))
        grid.add_column(overflow="fold")
        if not any(label for label, _ in block.pairs):
            return Group(*(_ended(self.cell(cell)) for _, cell in block.pairs))
        for label, cell in block.pairs:
            grid.add_row(self.text(label, Tone.MUTED), self.cell(cell))
        return grid

    def heading(self, block: Heading) -> RenderableType:
        """Return a section's title, and its aside in a muted tone."""
        words = self.text(block.text, Tone.STRONG)
        aside = self.text(block.aside, Tone.MUTED)
        if not block.aside:
            return words
        if block.level == 1:
            words.end = "\n"
            return Group(words, aside)
        return Text.assemble(words, "  ", aside)

    def time_chart(self, chart: TimeChart) -> RenderableType:
        """Return a time chart in characters, line by line."""
        return self.lines(chart_lines(chart, self.screen.width - 2, unicode=self.screen.unicode))

    def control_chart(self, chart: SpcChart) -> RenderableType | None:
        """Return a control chart in characters, line by line."""
        if not chart.points:
            return None
        return self.lines(control_chart_lines(chart, self.screen.width - 2, unicode=self.screen.unicode))

    def lines(self, found: Iterable[list[Piece]]) -> RenderableType:
        """Return lines of pieces, each in its tone."""
        lines: list[RenderableType] = []
        for line in found:
            text = Text(end="")
            for words, tone in line:
                text.append_text(self.text(words, tone))
            lines.append(_ended(text))
        return Group(*lines)

    def findings(self, block: Findings) -> str:
        """Return findings in full, with colour codes.

        Rich would lay out every line as a page of its own, which takes a second for a thousand findings.
        """
        colours = ColorSystem.TRUECOLOR if self.screen.colour else None
        return "".join(
            "".join(
                styles(self.screen.background, bold=bold)[tone].render(words, color_system=colours)
                for words, tone, bold in line
            )
            + "\n"
            for line in self.lines_of(block)
        )

    def lines_of(self, block: Findings) -> Iterator[list[FindingPiece]]:
        """Yield the lines of findings, with an empty one after each."""
        for finding in block.findings:
            yield from full_lines(finding, width=self.screen.width, unicode=self.screen.unicode)
            yield []

    def prose(self, prose: Prose) -> RenderableType:
        """Return paragraphs, and list items with their markers."""
        shown: list[RenderableType] = []
        for before, passage in zip((None, *prose.passages), prose.passages, strict=False):
            if before is not None and not (before.marker and passage.marker):
                shown.append(Text(""))
            words = Text.assemble(
                *(
                    (self.text(run.text).plain, Style(bold=run.strong or None, italic=run.emphasis or None))
                    for run in passage.runs
                )
            )
            if passage.marker:
                marker = self.text(passage.marker if self.screen.unicode else passage.marker.replace("•", "-"))
                item = RichTable.grid(padding=(0, 1))
                item.add_column(no_wrap=True)
                item.add_column(overflow="fold")
                item.add_row(marker, words)
                shown.append(Padding(item, (0, 0, 0, 2)))
            else:
                shown.append(words)
        return Group(*shown)

    def block(self, block: Plain) -> RenderableType | None:
        """Return any block as a Rich renderable; None if there is nothing to show."""
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                if block.code:
                    return Group(*(_ended(self.text(line, block.tone)) for line in block.text.splitlines()))
                return self.text(block.text, block.tone)
            case Prose():
                return self.prose(block)
            case Facts():
                return self.facts(block)
            case TimeChart():
                return self.time_chart(block)
            case SpcChart():
                return self.control_chart(block)
            case FunnelPlot():
                return self.lines(funnel_lines(block, self.screen.width - 2, unicode=self.screen.unicode))
            case BurnUp():
                return self.lines(burn_up_lines(block, self.screen.width - 2, unicode=self.screen.unicode))
            case Table() | Findings():
                return None  # an empty one: the others are written line by line
            case _:
                assert_never(block)

    def document(self, document: Document) -> str:
        """Return the whole page as text, with or without colour."""
        out = io.StringIO()
        self.print(
            document,
            Console(
                file=out,
                width=self.screen.width,
                force_terminal=self.screen.colour,
                color_system="truecolor" if self.screen.colour else None,
                highlight=False,
                markup=False,
                emoji=False,
                legacy_windows=False,
            ),
        )
        lines = (_TRAILING.sub(_colours_alone, line) for line in out.getvalue().split("\n"))
        text = "\n".join(lines).rstrip("\n") + "\n"
        return set_lines_apart(text, unicode=self.screen.unicode)

    def _quick(self, block: Plain) -> str | None:
        """Return a block that can be long as text, without Rich's layout; None for other blocks and empty ones."""
        if isinstance(block, Findings):
            return self.findings(block) or None
        return (self.rows(block) or None) if isinstance(block, Table) else None

    def print(self, document: Document, console: Console) -> None:
        """Print every block to a console."""
        if document.title:
            console.print(self.text(document.title, Tone.STRONG))
            console.print()
        previous: Plain | None = None
        for block in in_characters(document.blocks):
            painted: RenderableType | str | None
            painted = self._quick(block) or self.block(block)
            if painted is None:
                continue
            if previous is not None and _apart(previous, block):
                console.print()
            if isinstance(painted, str):
                console.file.write(painted)
            else:
                console.print(Padding(painted, (0, 0, 0, 0 if _flush(block) else 2)))
            previous = block
        if self.left_out:
            console.print(self.text(no_room(self.screen.width, self.left_out), Tone.MUTED))


def _flush(block: Plain) -> bool:
    return isinstance(block, Heading | Prose | Findings) or (isinstance(block, Paragraph) and not block.code)


def _apart(previous: Plain, block: Plain) -> bool:
    """Return True if an empty line separates two blocks: always, except between a heading and what follows it."""
    if isinstance(block, Heading):
        return True
    if isinstance(block, Paragraph) and isinstance(previous, Table | TimeChart | SpcChart | Findings):
        return False  # the line with the number of rows above it
    if isinstance(block, Paragraph) and block.code:
        return False
    return not isinstance(previous, Heading) and not (isinstance(block, Paragraph) and block.tone is Tone.MUTED)


def _ended(line: RenderableType) -> RenderableType:
    if isinstance(line, Text):
        line.end = "\n"
    return line


# Spaces at the end of a line, inside a colour code or not.
_TRAILING = re.compile(r"(?:\s|\x1b\[[\d;]*m)+$")


def _colours_alone(found: re.Match[str]) -> str:
    return "".join(found[0].split())
