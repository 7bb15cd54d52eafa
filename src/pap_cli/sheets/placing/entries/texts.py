"""The texts of cells as they are written in a plan: every word, without characters that nobody can see."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.load.yaml.hidden import hidden_in
from pap_cli.model.dates import MONTHS
from pap_cli.model.periods import read_due
from pap_cli.sheets.understood import ReadDate

# A longer text is cut for the title, and whole in a note.
_MAX_TITLE = 200
_SHORTEST = 60
_SENTENCE = re.compile(r"[.;:!?](?=\s)")
_WORD = re.compile(r"[^\W\d_]+|[?~<>*≈]")
# Words of a date that say no more than the date itself.
_OF_DATES = frozenset(
    (
        *(name.casefold() for name in MONTHS),
        *(name[:3].casefold() for name in MONTHS),
        *("sept", "st", "nd", "rd", "th", "by", "of", "the", "in", "on", "t", "z"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
# Words that only a month or a quarter keeps.
_OF_ENDS = frozenset(["end", "q", "quarter", "qtr"])


class Title(Struct, frozen=True):
    """A title, and the whole text if that is longer."""

    text: str
    whole: str | None = None


def visible(text: str) -> str:
    """Return a text without characters that take no space or turn others round; words stay."""
    hidden = list(hidden_in(text)) if not text.isascii() else []
    for found in reversed(hidden):
        text = text[: found.start()] + text[found.end() :]
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(visible(text).split())


def title_of(text: str, instead: str) -> Title:
    """Return the title of an item with a text; INSTEAD is for one without."""
    line = one_line(text)
    if not line:
        return Title(instead)
    if len(line) <= _MAX_TITLE:
        return Title(line)
    ends = [found.end() for found in _SENTENCE.finditer(line, _SHORTEST, _MAX_TITLE - 1)]
    end = ends[-1] if ends else line.rfind(" ", _SHORTEST, _MAX_TITLE - 1)
    return Title(line[: end if end > 0 else _MAX_TITLE - 1].rstrip(" .;:,") + "…", visible(text))


def due_of(read: ReadDate | None) -> str | None:
    """Return a date as it is written in a plan: a day, a month or a quarter; None if it is none of these."""
    if read is None or read.value is None:
        return None
    try:
        return read.value if read_due(read.value) is not None else None
    except BadValueError:
        return None


def day_of(written: str) -> date | None:
    """Return the last day of a date as it is written in a plan."""
    try:
        due = read_due(written)
    except BadValueError:
        return None
    return due.day if due is not None else None


def says_more(read: ReadDate) -> bool:
    """Return True if the cell of a date has words that the date does not keep, or could not be read at all."""
    written = due_of(read)
    if written is None:
        return bool(read.cell.strip())
    known = _OF_DATES if len(written) == len("2016-10-14") and written[:1].isdigit() else _OF_DATES | _OF_ENDS
    return any(word.casefold() not in known for word in _WORD.findall(read.cell))
