"""Everything that is understood of a plan tracker, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.sheets.book.cells import Book, Cell, letters
from pap_cli.sheets.guess.contents import samples
from pap_cli.sheets.guess.fitting import TEXTS
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.sheets import tables_of
from pap_cli.sheets.mapping import MEANINGS, UNANSWERED, Mapping
from pap_cli.sheets.plan.columns.scheme import Scheme, scheme_of
from pap_cli.sheets.plan.items import ItemReader
from pap_cli.sheets.plan.rows.grid import Grid
from pap_cli.sheets.plan.rows.lines import Line, lines_of
from pap_cli.sheets.plan.telling import Telling
from pap_cli.sheets.understood import Column, Item, Outcome, Question, Told, Understood
from pap_cli.sheets.understood import Table as Understanding

_LONGEST_TITLE = 120


def understand_plan(book: Book, mapping: Mapping | None = None, only: str | None = None) -> Understood:
    """Return what is understood of a plan tracker.

    `mapping` has what a person said of it before; `only` names the one sheet that is read.
    """
    sheets: list[Understanding] = []
    items: list[Item] = []
    report: list[Told] = []
    rows: list[Outcome] = []
    ask: list[Question] = []
    for table in tables_of(book, mapping, only):
        answers = mapping.sheet(table.sheet.name) if mapping is not None else None
        telling = Telling(table.sheet.name)
        if table.role != "plan" or table.header is None:
            sheets.append(_other(table, telling, ask))
            report += telling.report
            rows += telling.outcomes()
            continue
        grid = Grid(table.sheet, table.sheet.rows)
        lines = lines_of(table, grid)
        scheme = scheme_of(table, lines, answers)
        found = ItemReader(scheme, grid, telling, first=len(items) + 1, formats=book.formats).read(lines)
        _before(table, telling)
        _of_columns(table, scheme, telling, formats=book.formats)
        items += found
        sheets.append(_understood(table, lines, scheme, found))
        ask += _questions(table, scheme)
        report += telling.report
        rows += telling.outcomes()
    report += _duplicates(items)
    report = [Told(kind="file", why=remark) for remark in book.remarks] + report
    return Understood(
        file=book.name,
        sheets=tuple(sheets),
        items=tuple(items),
        report=tuple(report),
        rows=tuple(rows),
        ask=tuple(ask),
        title=_title(book, sheets),
    )


def _title(book: Book, sheets: Sequence[Understanding]) -> str:
    """Return the first line above the first table that is read."""
    for table, sheet in zip(sheets, book.sheets, strict=True):
        for row in sheet.rows if table.role == "plan" and table.header_rows else ():
            text = next((" ".join(cell.text.split()) for cell in row.cells if cell.text.strip()), "")
            if row.number < table.header_rows[0] and 0 < len(text) <= _LONGEST_TITLE:
                return text
    return ""


def _other(table: Table, telling: Telling, ask: list[Question]) -> Understanding:
    """Return a sheet that is no plan, and say that nothing of it is read."""
    name = table.sheet.name
    for row in table.sheet.rows:
        if any(cell.text.strip() for cell in row.cells):
            telling.became(row.number, "not-understood", f"the sheet is not read: {table.why}")
    if telling.outcomes():
        telling.tell("no-column", f"the sheet is not read: {table.why}")
    if table.asked:
        ask.append(Question(question=_is_plan(table), key="role", choices=("plan", "other"), sheet=name))
    return Understanding(sheet=name, role="other", why=table.why, asked=table.asked)


def _is_plan(table: Table) -> str:
    """Return the question whether a sheet is a plan; what is in a CSV has no name."""
    name = f"the sheet “{table.sheet.name}”" if table.sheet.name else "this table"
    return f"Is {name} part of the plan? {table.why[:1].upper()}{table.why[1:]}."


def _before(table: Table, telling: Telling) -> None:
    """Say what became of the rows of the header and above it."""
    header = table.header.rows if table.header is not None else ()
    for row in table.sheet.rows:
        if row.number in header:
            telling.became(row.number, "taken", "the header")
        elif row.number < header[0] and any(cell.text.strip() for cell in row.cells):
            telling.became(row.number, "kept", "above the header: a title")


def _of_columns(table: Table, scheme: Scheme, telling: Telling, *, formats: bool) -> None:
    """Tell what holds for whole columns: those that are not imported, and those that are missing."""
    for guess in table.guesses:
        if guess.means == "ignore" and not guess.asked and not guess.profile.empty:
            what = f"the column “{guess.heading}” is not imported" if guess.heading else "the column is not imported"
            telling.tell("no-column", f"{what}: {guess.why or 'it says nothing of an item'}", None, guess.column)
        if guess.means == "rag" and guess.profile.empty:
            hint = "" if formats else "; fills cannot be seen in a file of this kind"
            telling.tell("rag", f"the column “{guess.heading}” is empty{hint}", None, guess.column)
    for column, why in scheme.notes:
        telling.tell("date", why, None, column)
    missing = [
        text
        for text, means in (("a due date", ("due", "revised_due", "forecast")), ("an owner", ("owner", "lead")))
        if not any(one in scheme.columns for one in means)
    ]
    if missing:
        telling.tell("no-column", f"no column has {' or '.join(missing)}: it is unknown for every item")


def _understood(table: Table, lines: Sequence[Line], scheme: Scheme, items: Sequence[Item]) -> Understanding:
    header = table.header.rows if table.header is not None else ()
    repeated = tuple(line.row.number for line in lines if line.kind == "repeated-header")
    used = [line.row.number for line in lines if line.kind in ("item", "more", "section")]
    words = tuple((kind, written, means) for kind, pairs in scheme.words.items() for written, means in pairs.items())
    cells: dict[int, list[Cell]] = {}
    for line in lines:
        if line.kind in ("item", "more"):
            for cell in line.row.cells:
                cells.setdefault(cell.column, []).append(cell)
    return Understanding(
        sheet=table.sheet.name,
        role="plan",
        columns=tuple(_column(guess, scheme, cells.get(guess.column, [])) for guess in table.guesses),
        header_rows=(*header, *repeated),
        first_row=used[0] if used else None,
        last_row=max((item.row for item in items), default=None),
        why=table.why,
        asked=table.asked,
        words=words,
    )


def _column(guess: Guess, scheme: Scheme, cells: Sequence[Cell]) -> Column:
    return Column(
        letter=letters(guess.column),
        heading=guess.heading,
        means=guess.means,
        confidence=round(guess.confidence, 2),
        asked=guess.asked or scheme.settings.get(guess.column, {}).get("scale") == UNANSWERED,
        samples=samples(cells),
        why=guess.why,
        settings=tuple(scheme.settings.get(guess.column, {}).items()),
    )


def _questions(table: Table, scheme: Scheme) -> list[Question]:
    """Return what is to be asked about a sheet, its columns and its cells, in this order."""
    found: list[Question] = []
    if table.asked:
        found.append(Question(question=_is_plan(table), key="role", choices=("plan", "other"), sheet=table.sheet.name))
    for guess in table.guesses:
        if guess.asked:
            found.append(_about(table, guess))
    return found + scheme.questions


def _about(table: Table, guess: Guess) -> Question:
    """Return the question what a column means, its choices in the order of how likely they are."""
    letter = letters(guess.column)
    hinted = [hint.means for hint in guess.hints if hint.means in MEANINGS["plan"]]
    dated = ("due", "completed", "start") if guess.profile.dateish >= 0.5 else ()
    texts = TEXTS if guess.profile.prose >= 0.5 and not hinted else ()
    likely = dict.fromkeys((guess.means, *hinted[:4], *dated, *texts, "notes", "ignore"))
    heading = f"“{guess.heading}”" if guess.heading else "without a heading"
    return Question(
        question=f"What is column {letter}, {heading}?",
        key=f"columns.{letter}.means",
        choices=tuple(one for one in likely if one in MEANINGS["plan"]),
        sheet=table.sheet.name,
        column=letter,
    )


def _duplicates(items: Sequence[Item]) -> list[Told]:
    """Return a line for each ID that an earlier row has too."""
    seen: dict[tuple[str, str], Item] = {}
    found = []
    for item in items:
        if item.ref is None or (item.level == "milestone" and item.action is not None):
            continue
        before = seen.setdefault((item.level, item.ref.casefold()), item)
        if before is not item and (before.row, before.sheet) != (item.row, item.sheet):
            where = f"row {before.row}" + (f" of “{before.sheet}”" if before.sheet != item.sheet else "")
            found.append(
                Told(kind="id", why=f"the id is used in {where} too", sheet=item.sheet, row=item.row, cell=item.ref)
            )
    return found
