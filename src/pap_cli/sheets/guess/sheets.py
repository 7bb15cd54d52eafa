"""Which sheets of a workbook are a plan, with the table of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.book.cells import Book, Cell, Row, Sheet, letters
from pap_cli.sheets.guess.columns import guess_columns
from pap_cli.sheets.guess.contents import profile
from pap_cli.sheets.guess.copies import without_copies
from pap_cli.sheets.guess.fitting import TEXTS
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.header import Header, find_header, header_at, is_repeated
from pap_cli.sheets.guess.headings import is_heading
from pap_cli.sheets.mapping import UNANSWERED, ColumnAnswer, Mapping, SheetAnswers, column_for

_OTHER = re.compile(
    r"\b(?:key|lists?|look-?ups?|version|control|summary|dashboard|guidance|instructions?|contents|cover|change ?log|"
    r"template|glossary|validation|charts?|pivot|readme|read me|legend|definitions|abbreviations|contacts|index|kpis?|"
    r"scorecard|performance data|risk register|risks|decision log|decisions|gantt|drop ?downs?|data)\b",
    re.IGNORECASE,
)
_RISK_HEADINGS = re.compile(r"\b(?:likelihood|impact|score|inherent|residual|gross|net|probability)\b", re.IGNORECASE)


def tables_of(book: Book, mapping: Mapping | None = None, only: str | None = None) -> list[Table]:
    """Return the table of each sheet, with its role.

    `mapping` has what a person said; `only` names the one sheet that is a plan.
    """
    answers = {sheet.name: mapping.sheet(sheet.name) for sheet in book.sheets} if mapping is not None else {}
    found = [_found(sheet, answers.get(sheet.name)) for sheet in book.sheets]
    tables = [_table(one, [other for other in found if _alike(one, other)]) for one in found]
    tables = [_only(one, only) for one in tables] if only is not None else without_copies(_roles(tables))
    return [_answered(one, answers.get(one.sheet.name)) for one in tables]


def _only(one: Table, name: str) -> Table:
    if one.sheet.name == name:
        return replace(one, role="plan" if one.header else "other")
    return replace(one, role="other", why="another sheet was chosen")


def _answered(one: Table, answers: SheetAnswers | None) -> Table:
    """Return a table with what a person said of it in place of what was guessed."""
    if answers is None:
        return one
    guesses = tuple(_said(guess, column_for(answers, letters(guess.column), guess.heading)) for guess in one.guesses)
    if answers.role == UNANSWERED:
        return replace(one, guesses=guesses)
    return replace(one, guesses=guesses, role=answers.role if one.header else "other", asked=False)


def _said(guess: Guess, answer: ColumnAnswer | None) -> Guess:
    if answer is None or answer.means == UNANSWERED:
        return guess
    return replace(guess, means=answer.means, confidence=1.0, asked=False, why="the mapping says so")


class _Found(Struct, frozen=True, kw_only=True):
    """The header of a sheet, the rows below it and the cells in each column."""

    sheet: Sheet
    header: Header | None
    rows: tuple[Row, ...] = ()
    cells: dict[int, list[Cell]] = {}
    # Rows with something of an item in them.
    count: int = 0


def _found(sheet: Sheet, answers: SheetAnswers | None) -> _Found:
    header = _header_said(sheet, answers) if answers is not None else None
    header = header or find_header(sheet, is_heading)
    if header is None:
        return _Found(sheet=sheet, header=None)
    below = tuple(row for row in sheet.rows if row.number > header.rows[-1])
    cells: dict[int, list[Cell]] = {column: [] for column in header.headings}
    count = 0
    for row in below:
        several = sum(1 for cell in row.cells if cell.text.strip()) > 1
        if (several or len(header.headings) == 1) and not is_repeated(row, header):
            count += 1
            for cell in row.cells:
                cells.setdefault(cell.column, []).append(cell)
    return _Found(sheet=sheet, header=header, rows=below, cells=cells, count=count)


def _header_said(sheet: Sheet, answers: SheetAnswers) -> Header | None:
    """Return the header where the mapping says it is, if half of its headings are still there."""
    if not answers.header:
        return None
    header = header_at(sheet, answers.header, is_heading)
    headings = [column.heading for column in answers.columns.values() if column.heading]
    if header is None or 2 * len(set(headings) & set(header.headings.values())) < len(set(headings)):
        return None
    return header


def _alike(one: _Found, other: _Found) -> bool:
    """Return True if two sheets have the same headings: what is in the columns of one says what is in the other."""
    if one.header is None or other.header is None:
        return False
    return one.sheet.name == other.sheet.name or one.header.headings == other.header.headings


def _table(one: _Found, alike: Sequence[_Found]) -> Table:
    if one.header is None:
        return Table(sheet=one.sheet, header=None, why="no row in it looks like headings")
    count = sum(other.count for other in alike)
    known = []
    for column in sorted(one.cells):
        cells = [cell for other in alike for cell in other.cells.get(column, ())]
        known.append((column, one.header.headings.get(column, ""), profile(cells, count)))
    known = [found for found in known if found[1] or not found[2].empty]
    return Table(sheet=one.sheet, header=one.header, rows=one.rows, guesses=tuple(guess_columns(known)))


def _roles(tables: list[Table]) -> list[Table]:
    """Return the tables with their roles: those with a text of work and something about it are plans."""
    found = []
    for one in tables:
        why = _why_other(one)
        found.append(replace(one, role="other" if why else "plan", why=why))
    if any(one.role == "plan" for one in found):
        return found
    weak = [one for one in found if one.header is not None and any(guess.means in TEXTS for guess in one.guesses)]
    if not weak:
        return found
    best = max(weak, key=lambda one: (not one.sheet.hidden, len(one.rows) * len(one.guesses)))
    return [
        replace(one, role="plan", why="no sheet is clearly a plan", asked=True) if one is best else one for one in found
    ]


def _why_other(one: Table) -> str:
    """Return why a table is no plan; empty if it is one."""
    if one.header is None:
        return one.why
    texts = [guess for guess in one.guesses if guess.means in TEXTS and not guess.asked]
    about = {guess.means for guess in one.guesses if not guess.asked} - {
        *TEXTS,
        "ignore",
        "theme",
        "notes",
        "risk",
        "cost",
    }
    if not texts or not one.rows:
        return "no column in it is of actions, milestones or recommendations"
    if one.sheet.hidden:
        return "the sheet is hidden"
    if len(_risk_words(one.header)) >= 2:
        return "it looks like a list of risks"
    named = _OTHER.search(one.sheet.name or "")
    strong = len(about) >= 2 and len(one.rows) >= 3
    if not about and len(one.guesses) < 3:
        return "only one column in it says anything of a plan"
    return f"its name says “{named[0]}”" if named and not strong else ""


def _risk_words(header: Header) -> set[str]:
    """Return the words of lists of risks in the headings: “Impact” of three terms is one word, and no likelihood."""
    found = (_RISK_HEADINGS.search(heading) for heading in header.headings.values())
    return {match[0].casefold() for match in found if match}
