"""Values of the plan as they are shown in a cell, and read from one again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pap_cli.model.dates import MONTH_NAMES, Due
from pap_cli.model.evidence import Evidence
from pap_cli.model.facts import HAPPENED, NOT_KNOWN, Fact
from pap_cli.sheets.workbook.tab import Value

DAY_UNKNOWN, START_UNKNOWN, NO_DAY = "day unknown", "not known", "unknown"
_BULLET = "• "
_MONTH = re.compile(rf"({'|'.join(MONTH_NAMES)}) (\d{{4}})", re.ASCII)
_WORDS = {DAY_UNKNOWN: HAPPENED, START_UNKNOWN: NOT_KNOWN}


def day_value(day: date | Due | Fact | None) -> Value:
    """Return a date as a date; a month as `Oct 2016`, a quarter as it is written, an unknown day in words."""
    if day is None or isinstance(day, date):
        return day
    if isinstance(day, Fact):
        if day.on is None or day.on.day is None:
            return START_UNKNOWN if day.open else DAY_UNKNOWN
        due = Due(day.on.day, day.on.written)
    else:
        due = day
    if not due.dated:
        return due.written or None
    return due.day if due.written == due.day.isoformat() else str(due)


def as_written(value: Value) -> str:
    """Return a date of a cell as it is written in a file: the reverse of `day_value`; other text as it is."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip() if value is not None else ""
    if found := _MONTH.fullmatch(text):
        return f"{found[2]}-{MONTH_NAMES.index(found[1]) + 1:02}"
    return _WORDS.get(text, text)


def ids(found: Iterable[str]) -> str | None:
    """Return IDs in one cell."""
    return ", ".join(found) or None


def ids_in(text: str) -> list[str]:
    """Return the IDs in a cell."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def texts(found: Sequence[str]) -> str | None:
    """Return texts in one cell: a single one as it is, several as a list with bullets."""
    if not found:
        return None
    if len(found) == 1 and not found[0].startswith(_BULLET):
        return found[0]
    return "\n".join(f"{_BULLET}{one}" for one in found)


def texts_in(text: str) -> list[str]:
    """Return the texts in a cell: the reverse of `texts`."""
    if text.startswith(_BULLET):
        return text[len(_BULLET) :].split(f"\n{_BULLET}")
    return [text] if text.strip() else []


def evidence(found: Sequence[Evidence]) -> str | None:
    """Return items of evidence in one cell."""
    return texts([str(one) for one in found if str(one)])
