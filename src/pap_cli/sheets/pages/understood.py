"""What was understood of a spreadsheet: a table of its columns, its questions, and a report of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pap_cli.cell import Align, Cell, Tone
from pap_cli.cell import Column as Col
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Passage, Prose, Records, Run, Table
from pap_cli.sheets.facts import facts_of
from pap_cli.sheets.understood import Became, Column, Question, Told, Understood
from pap_cli.sheets.understood import Table as Sheet
from pap_cli.wording.cells import count_words

# Lines of the report on a screen; JSON and CSV have all of them.
_MOST_TOLD = 40
# Lines of it once it is written.
_FEW_TOLD = 10
_LONGEST_CELL = 60
_LONGEST_SAMPLE = 21
_LONGEST_HEADING = 36
_SURE, _LIKELY = 0.9, 0.65
_BECAME: dict[Became, str] = {
    "taken": "taken",
    "split": "split",
    "kept": "kept partly as text",
    "not-understood": "not understood",
}


class UnderstoodView(Struct, frozen=True, kw_only=True):
    """What was understood of a spreadsheet; with `columns_only`, only its columns.

    With `told_only` it is only the start of what was not simply taken, for below the line that says what was written.
    """

    found: Understood
    # `plan` or `kpis`.
    of: str
    columns_only: bool = False
    told_only: bool = False
    kind: str = "import"

    def facts(self) -> Mapping[str, object]:
        """Return the sheets, the items or figures, the report, what became of each row, and the questions."""
        return {"schema_version": SCHEMA_VERSION, **facts_of(self.found, self.of)}

    def records(self) -> Records:
        """Return a row for each row of the spreadsheet: what became of it and why."""
        rows = [(one.sheet, one.row, one.became, one.why) for one in self.found.rows]
        return Records(("sheet", "row", "became", "why"), rows)

    def document(self) -> Document:
        """Return the columns of each sheet, the questions and what was not simply taken."""
        if self.told_only:
            return Document("", tuple(_report(self._told(), several=self._several, most=_FEW_TOLD)))
        blocks: list[Block] = []
        read = [one for one in self.found.sheets if one.role != "other"]
        for one in read:
            blocks += columns_table(one)
        blocks += _not_read([one for one in self.found.sheets if one.role == "other"])
        if not self.columns_only:
            blocks += questions(self.found.ask)
            blocks += _summary(self.found)
            blocks += _report(self._told(), several=self._several, most=_MOST_TOLD)
        return Document(self.found.file, tuple(blocks))

    @property
    def _several(self) -> bool:
        return sum(1 for one in self.found.sheets if one.role != "other") > 1

    @property
    def nothing_told(self) -> bool:
        """True if everything was simply taken."""
        return not self._told()

    def _told(self) -> list[Told]:
        """Return what was not simply taken by sheet and row, without that a sheet is not read, which is said above."""
        order = {one.sheet: nth for nth, one in enumerate(self.found.sheets)}
        read = {one.sheet for one in self.found.sheets if one.role != "other"}
        told = [one for one in self.found.report if one.sheet is None or one.sheet in read or one.row is not None]
        return sorted(told, key=lambda one: (order.get(one.sheet, -1), one.row or 0))


def columns_table(sheet: Sheet) -> list[Block]:
    """Return what each column of a sheet is taken for, how sure that is, and cells of it."""
    name = f"Sheet “{sheet.sheet}”" if sheet.sheet is not None else "Columns"
    rows = sheet.header_rows
    aside = f"headings in row {_numbers(rows[:2])}" if rows else ""
    columns = (
        Col(""),
        Col("Heading"),
        Col("Taken for", vital=True),
        Col("How sure"),
        Col("For example", flexible=True, vital=True),
    )
    table = Table(columns, tuple(_row(one) for one in sheet.columns))
    return [Heading(name, aside=aside), table]


def _row(one: Column) -> tuple[Cell, ...]:
    period = f" {one.period}" if one.period else ""
    words, tone = how_sure(one)
    area = f", {settings['area']}" if "area" in (settings := dict(one.settings)) else ""
    means = "not imported" if one.means == "ignore" else one.means.replace("_", " ") + period + area
    samples = " · ".join(_short(text, _LONGEST_SAMPLE) for text in one.samples)
    muted = Tone.MUTED if one.means == "ignore" and not one.asked else Tone.PLAIN
    return (
        Cell(one.letter),
        Cell(_short(one.heading, _LONGEST_HEADING) or "no heading", Tone.PLAIN if one.heading else Tone.MUTED),
        Cell(f"{means}?" if one.asked else means, tone if one.asked else muted),
        Cell(words, tone),
        Cell(samples or "empty", Tone.MUTED),
    )


def how_sure(one: Column) -> tuple[str, Tone]:
    """Return in words how sure it is what a column means, with its tone."""
    if one.asked:
        return "to be asked", Tone.AMBER
    if one.confidence >= 1:
        return "as mapped", Tone.GREEN
    if one.confidence >= _SURE:
        return "sure", Tone.GREEN
    return ("likely", Tone.PLAIN) if one.confidence >= _LIKELY else ("a guess", Tone.PLAIN)


def _not_read(sheets: Sequence[Sheet]) -> list[Block]:
    if not sheets:
        return []
    lines = [
        Passage((Run(f"{sheet_name(one.sheet)} is not read: {one.why or 'it says nothing that is imported'}."),), "•")
        for one in sheets
    ]
    return [Prose(tuple(lines))]


def sheet_name(sheet: str | None) -> str:
    """Return how a sheet is called at the start of a sentence; CSV has none."""
    return f"Sheet “{sheet}”" if sheet is not None else "This file"


def questions(asked: Sequence[Question]) -> list[Block]:
    """Return the questions, each with its choices."""
    if not asked:
        return []
    lines = [Passage((Run(question_line(one)),), f"{number}.") for number, one in enumerate(asked, 1)]
    return [Heading(count_words(len(asked), "question")), Prose(tuple(lines))]


def question_line(one: Question) -> str:
    """Return a question with its sheet and its choices in one line."""
    where = f"{one.sheet}: " if one.sheet is not None and one.key != "role" else ""
    return f"{where}{one.question} ({', '.join(one.choices)})"


def _summary(found: Understood) -> list[Block]:
    levels = Counter(one.level for one in found.items)
    parts = [count_words(levels[level], level) for level in ("recommendation", "action", "milestone") if levels[level]]
    if found.kpis:
        parts.append(count_words(len(found.kpis), "KPI"))
    if found.figures:
        parts.append(count_words(len(found.figures), "figure"))
    read = {one.sheet for one in found.sheets if one.role != "other"}
    became = Counter(one.became for one in found.rows if one.sheet in read)
    rows = ", ".join(f"{became[what]} {words}" for what, words in _BECAME.items() if became[what])
    sentences = [f"{', '.join(parts)}." if parts else "No item in it."]
    if rows:
        sentences.append(f"Rows: {rows}.")
    return [Heading("Understood"), Paragraph(" ".join(sentences))]


def _report(report: Sequence[Told], *, several: bool, most: int) -> list[Block]:
    """Return what was not simply taken, each with its place."""
    if not report:
        return []
    columns = (
        *((Col("Sheet", keep=2),) if several else ()),
        Col("Row", Align.RIGHT, vital=True),
        Col("Column", keep=1),
        Col("Cell", flexible=True),
        Col("What is to be known", flexible=True, vital=True),
    )
    rows = []
    for one in report[:most]:
        sheet = (Cell(one.sheet or ""),) if several else ()
        row = Cell(str(one.row) if one.row is not None else "all")
        why = f"{one.why[:1].upper()}{one.why[1:]}"
        rows.append((*sheet, row, Cell(one.column or ""), Cell(_short(one.cell or "", _LONGEST_CELL)), Cell(why)))
    more = len(report) - most
    whole = ": see all with  -f json" if most == _MOST_TOLD else ", shown by the same command with  --dry-run"
    note = f"{count_words(more, 'more line')}{whole}" if more > 0 else ""
    return [Heading("Not simply taken"), Table(columns, tuple(rows), more=note)]


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def _numbers(rows: Sequence[int]) -> str:
    return " and ".join(map(str, rows))
