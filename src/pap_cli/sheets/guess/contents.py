"""What is in a column: the share of its cells that are dates, ratings, states, IDs, posts, shares, numbers or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.words.date_parts import parts
from pap_cli.sheets.words.dates import is_date, is_date_word, other_words, spaced
from pap_cli.sheets.words.owners import is_owner
from pap_cli.sheets.words.ratings import colour_of, is_rating, is_rating_word
from pap_cli.sheets.words.shares import number_of, percent_written
from pap_cli.sheets.words.states import is_state, read_state

_ID = re.compile(
    r"#?(?=.*\d)[A-Za-z]{0,12}[ ._/-]?[A-Za-z0-9]*(?:[./_ -][A-Za-z0-9]{1,8}){0,5}[.)a-z]?|"
    r"[ivxIVX]{1,5}[.)]?|[A-Za-z][.)]?"
)
# What planning programs make up: a long word with a digit.
_MADE_UP = re.compile(r"(?=[^\s\d]*\d)[\w-]{16,64}")
_PRIORITY = re.compile(
    r"(?:h|m|l|high|medium|low|med|critical|urgent|(?:must|should|could)(?: do)?|essential|desirable|significant|"
    r"major|minor|fundamental|advisory|"
    r"[1-5]|p[1-5]|priority [1-5]|immediate|short|merits attention|high risk|low risk|medium risk)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£$€] ?[\d,.]+ ?(?:k|m|bn|million)?|[\d,]+\.\d{2}", re.IGNORECASE)
_YES = re.compile(r"(?:y|n|yes|no|true|false|x|✓|✔|☑|☐)", re.IGNORECASE)
# Arrows of a trend, and the bars of a chart of time.
_ARROW = re.compile("[\u2190-\u21ff\u2580-\u259f\u25a0-\u25ac\u25b2-\u25c5\u27a1\u2b05-\u2b07\ufe0f=↔ ]+|n/a|-")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_OVER = ("done", "evidenced", "closed", "superseded")
# Of other words beside a date.
_FEW = 3
# Cells that are looked at: more would not decide otherwise, and take time.
_LOOKED_AT = 400


class Profile(Struct, frozen=True, kw_only=True):
    """The shares of the cells of a column, from 0 to 1, among those that are not empty."""

    count: int
    # Of the rows with something in them, those in which the column has something.
    filled: float
    dates: float = 0.0
    # Dates, and what people write in place of them.
    dateish: float = 0.0
    ratings: float = 0.0
    colour_words: float = 0.0
    # Cells without text whose fill is a colour of ratings, of all rows.
    fills: float = 0.0
    states: float = 0.0
    # States that say that work is over.
    over: float = 0.0
    ids: float = 0.0
    owners: float = 0.0
    percents: float = 0.0
    numbers: float = 0.0
    money: float = 0.0
    priorities: float = 0.0
    yes: float = 0.0
    arrows: float = 0.0
    # Text of four words or more, and of nine.
    prose: float = 0.0
    long: float = 0.0
    formulas: float = 0.0
    # Different texts of all.
    distinct: float = 0.0
    words: float = 0.0
    largest: float | None = None
    # True if numbers below 1 and above 1 are in it: shares and percentages, or only small percentages.
    mixed: bool = False

    @property
    def text(self) -> float:
        """The share that is neither a date nor a number."""
        return max(0.0, 1.0 - self.dates - self.numbers)

    @property
    def empty(self) -> bool:
        """True if nothing is in the column, not even a fill."""
        return self.count == 0 and self.fills == 0


class _Kinds(Struct, frozen=True):
    """What one text can be."""

    date: bool
    dateish: bool
    rating: bool
    colour: bool
    state: bool
    over: bool
    id: bool
    owner: bool
    money: bool
    priority: bool
    yes: bool
    arrow: bool
    words: int


def _with_a_date(text: str) -> bool:
    """Return True if a text has a date and few other words, and is no note of that day."""
    if len(text.split()) > 8 or not any(character.isdigit() for character in text) or ":" in text:
        return False
    return bool(parts(spaced(text))) and other_words(text) <= _FEW


@lru_cache(maxsize=16384)
def _kinds(text: str) -> _Kinds:
    plain = text.strip()
    words = len(plain.split())
    short = len(plain) <= 80
    dated = short and any(character.isdigit() for character in plain) and is_date(plain)
    return _Kinds(
        date=dated,
        dateish=dated or (short and (is_date_word(plain) or _with_a_date(plain))),
        rating=len(plain) <= 40 and is_rating(plain),
        colour=len(plain) <= 40 and is_rating_word(plain),
        state=is_state(plain),
        over=is_state(plain) and read_state(plain).state in _OVER,
        id=bool(len(plain) <= 24 and _ID.fullmatch(plain)) or bool(_MADE_UP.fullmatch(plain)),
        owner=is_owner(plain),
        money=bool(_MONEY.fullmatch(plain)),
        priority=bool(_PRIORITY.fullmatch(plain)),
        arrow=bool(_ARROW.fullmatch(plain)),
        yes=bool(_YES.fullmatch(plain)),
        words=words,
    )


def profile(cells: Sequence[Cell], rows: int) -> Profile:
    """Return the shares of the cells of a column in so many rows with something in them."""
    texts = [cell for cell in cells if cell.text.strip() or cell.error]
    fills = sum(1 for cell in cells if not cell.text.strip() and cell.fill is not None and colour_of(cell.fill))
    count = len(texts)
    if not count:
        return Profile(count=0, filled=0.0, fills=fills / rows if rows else 0.0)
    looked = texts[:_LOOKED_AT]
    size = len(looked)
    real = [cell for cell in looked if isinstance(cell.value, (date, datetime))]
    kinds = [_kinds(cell.text.strip()) for cell in looked if not isinstance(cell.value, (date, datetime))]
    numbers = [number for cell in looked if (number := number_of(cell)) is not None and "%" not in cell.format]
    serials = sum(1 for cell in looked if isinstance(cell.value, int) and _FIRST_SERIAL <= cell.value <= _LAST_SERIAL)
    dates = len(real) + sum(one.date for one in kinds)
    return Profile(
        count=count,
        filled=min(1.0, count / rows) if rows else 0.0,
        dates=dates / size,
        dateish=(len(real) + sum(one.dateish for one in kinds) + serials) / size,
        ratings=sum(one.rating for one in kinds) / size,
        colour_words=sum(one.colour for one in kinds) / size,
        fills=fills / rows if rows else 0.0,
        states=sum(one.state for one in kinds) / size,
        over=sum(one.over for one in kinds) / size,
        ids=sum(one.id for one in kinds) / size,
        owners=sum(one.owner for one in kinds) / size,
        percents=sum(1 for cell in looked if percent_written(cell) is not None) / size,
        numbers=len(numbers) / size,
        money=sum(one.money for one in kinds) / size,
        priorities=sum(one.priority for one in kinds) / size,
        arrows=sum(one.arrow for one in kinds) / size,
        yes=sum(one.yes for one in kinds) / size,
        prose=sum(one.words >= 4 for one in kinds) / size,
        long=sum(one.words >= 9 for one in kinds) / size,
        formulas=sum(1 for cell in looked if cell.formula is not None) / size,
        distinct=len({cell.text.strip().casefold() for cell in looked}) / size,
        words=sum(one.words for one in kinds) / max(1, len(kinds)),
        largest=max(numbers, default=None),
        mixed=any(0 < number < 1 for number in numbers) and any(number > 1 for number in numbers),
    )


def samples(cells: Sequence[Cell], count: int = 3) -> tuple[str, ...]:
    """Return cells that are not alike, as a person sees them."""
    found: dict[str, str] = {}
    for cell in cells:
        text = " ".join(cell.text.split())
        if not text and cell.fill is not None and (colour := colour_of(cell.fill)):
            text = f"({colour} fill)"
        if text:
            found.setdefault(text.casefold(), text)
        if len(found) == count:
            break
    return tuple(found.values())
