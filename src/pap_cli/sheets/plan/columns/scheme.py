"""How the cells of a table are to be read: the columns of each meaning, the order of dates, scales and keys."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell, letters
from pap_cli.sheets.guess.fitting import DATES
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.mapping import UNANSWERED, SheetAnswers, column_for
from pap_cli.sheets.plan.columns.orders import evidence_of, order_of, years_of
from pap_cli.sheets.plan.rows.lines import KEY_LINE, Line
from pap_cli.sheets.understood import Question
from pap_cli.sheets.words.dates import Order, Years
from pap_cli.sheets.words.ratings import COLOURS, colour_of, read_rating
from pap_cli.sheets.words.states import is_state, read_state

_MOST_CODES = 8


class Scheme(Struct, kw_only=True):
    """How the cells of one table are read."""

    sheet: str | None
    columns: dict[str, list[Guess]]
    # By column; a column without one is to be asked about.
    orders: dict[int, Order | None]
    # Columns in which real dates have day and month swapped, or may have: True, or None until a person says so.
    swapped: dict[int, bool | None]
    years: Years | None
    # `percent`, `share`, or None until a person says so.
    scales: dict[int, str | None]
    # By kind, `colours` and `ratings`: what fills and codes mean; `?` until a person says so.
    words: dict[str, dict[str, str]]
    settings: dict[int, dict[str, str]]
    questions: list[Question]
    # What is told once of a column.
    notes: list[tuple[int, str]]

    def first(self, means: str) -> Guess | None:
        """Return the first column with a meaning."""
        several = self.columns.get(means)
        return several[0] if several else None


def scheme_of(table: Table, lines: Sequence[Line], answers: SheetAnswers | None) -> Scheme:
    """Return how the cells of a table are read, with the questions that its cells leave open."""
    columns: dict[str, list[Guess]] = {}
    for guess in table.guesses:
        columns.setdefault(guess.means, []).append(guess)
    scheme = Scheme(
        sheet=table.sheet.name, columns=columns, orders={}, swapped={}, years=None, scales={},
        words={}, settings={}, questions=[], notes=[],
    )  # fmt: skip
    cells: dict[int, list[Cell]] = {}
    for line in lines:
        if line.kind in ("item", "more"):
            for cell in line.row.cells:
                cells.setdefault(cell.column, []).append(cell)
    for guess in table.guesses:
        answer = column_for(answers, letters(guess.column), guess.heading)
        scheme.settings[guess.column] = dict(answer.settings) if answer is not None else {}
    _dates(scheme, cells)
    _scales(scheme, cells)
    known = answers.words if answers is not None else {}
    _colours(scheme, cells, known.get("colours", {}))
    _codes(scheme, cells, known.get("ratings", {}), lines)
    return scheme


def _ask(scheme: Scheme, question: str, key: str, choices: tuple[str, ...], column: int | None = None) -> None:
    letter = letters(column) if column is not None else None
    found = Question(question=question, key=key, choices=choices, sheet=scheme.sheet, column=letter)
    scheme.questions.append(found)


def _dates(scheme: Scheme, cells: dict[int, list[Cell]]) -> None:
    guesses = [guess for means in DATES for guess in scheme.columns.get(means, ())]
    evidence = {guess.column: evidence_of(cells.get(guess.column, [])) for guess in guesses}
    for guess in guesses:
        own, at = evidence[guess.column], guess.column
        others = [found for column, found in evidence.items() if column != at]
        order, why = order_of(own, others)
        settings = scheme.settings[at]
        if (said := settings.get("order", UNANSWERED)) != UNANSWERED:
            order, why = Order(said) if said in tuple(Order) else order, ""
        elif order is None:
            settings["order"] = UNANSWERED
            question = f"What is first in dates such as {_sample(cells[at])}, the day or the month?"
            _ask(scheme, question, f"columns.{letters(at)}.order", tuple(Order), at)
        scheme.orders[at] = order
        if why:
            scheme.notes.append((at, why))
        if own.swapped:
            said = settings.setdefault("swapped", UNANSWERED)
            scheme.swapped[at] = {"yes": True, "no": False}.get(said)
            if scheme.swapped[at] is None:
                question = "No real date is after the 12th, and all that are text are: were day and month swapped?"
                _ask(scheme, question, f"columns.{letters(at)}.swapped", ("yes", "no"), at)
    scheme.years = years_of([cell for guess in guesses for cell in cells.get(guess.column, ())])


def _sample(cells: Sequence[Cell]) -> str:
    return next((cell.text for cell in cells if evidence_of([cell]).either), "03/04/2017")


def _scales(scheme: Scheme, cells: dict[int, list[Cell]]) -> None:
    """Decide by all cells of a column whether 0.5 is a half or half a percent."""
    for guess in scheme.columns.get("percent_complete", ()):
        found, settings = guess.profile, scheme.settings[guess.column]
        scale = None if found.mixed else "share" if found.largest is not None and 0 < found.largest <= 1 else "percent"
        bare = [
            cell for cell in cells.get(guess.column, ()) if cell.text.strip() in ("0", "1") and "%" not in cell.format
        ]
        if scale == "share" and found.numbers and len(bare) == round(found.numbers * found.count):
            scale = None  # only 0 and 1: a whole, or one percent
        said = settings.get("scale", UNANSWERED)
        if said in ("share", "percent"):
            scale = said
        elif scale is None:
            settings["scale"] = UNANSWERED
            question = "Is 1 in this column the whole (share) or one percent (percent)?"
            _ask(scheme, question, f"columns.{letters(guess.column)}.scale", ("share", "percent"), guess.column)
        scheme.scales[guess.column] = scale


def _colours(scheme: Scheme, cells: dict[int, list[Cell]], known: dict[str, str]) -> None:
    """Say what the fills of ratings are; two shades of one colour are asked about."""
    fills: dict[str, int] = {}
    for guess in scheme.columns.get("rag", ()):
        for cell in cells.get(guess.column, ()):
            if cell.fill is not None and not cell.text.strip():
                fills[cell.fill] = fills.get(cell.fill, 0) + 1
    if not fills:
        return
    named = {fill: known.get(fill, UNANSWERED) for fill in sorted(fills)}
    seen: dict[str, list[str]] = {}
    for fill in named:
        if named[fill] == UNANSWERED and (colour := colour_of(fill)) is not None:
            seen.setdefault(colour, []).append(fill)
    for colour, several in seen.items():
        if len(several) == 1:
            named[several[0]] = colour
    scheme.words["colours"] = named
    for fill, means in named.items():
        if means == UNANSWERED:
            looks = colour_of(fill)
            like = f", which looks {looks} as another does" if looks else ""
            _ask(scheme, f"What rating is the fill {fill}{like}?", f"colours.{fill}", (*COLOURS, "none"))


def _codes(scheme: Scheme, cells: dict[int, list[Cell]], known: dict[str, str], lines: Sequence[Line]) -> None:
    """Ask what the numbers and letters of a column of ratings mean, with what the key of the sheet says."""
    key = {found["code"].casefold(): found["text"] for line in lines if (found := KEY_LINE.fullmatch(line.text))}
    codes: dict[str, str] = {}
    for guess in scheme.columns.get("rag", ()):
        for cell in cells.get(guess.column, ()):
            text = cell.text.strip()
            if text and len(text) <= 3 and read_rating(text)[0] is None and not is_state(text):
                codes.setdefault(text, known.get(text, UNANSWERED))
    if not codes or len(codes) > _MOST_CODES:
        return
    scheme.words["ratings"] = dict(sorted(codes.items()))
    for code, means in scheme.words["ratings"].items():
        if means == UNANSWERED:
            says = key.get(code.casefold())
            state = read_state(says).state if says else None
            told = f" The key says “{says}”." if says else ""
            first = (state,) if state else ()
            choices = tuple(dict.fromkeys((*first, *COLOURS[:4], "done", "started", "not started", "none")))
            _ask(scheme, f"What does {code} mean in a rating?{told}", f"ratings.{code}", choices)
