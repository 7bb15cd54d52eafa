"""Notes, verbatim, apart at the dates that they begin with."""

from __future__ import annotations

import re

from pap_cli.sheets.understood import DatedNote
from pap_cli.sheets.words.dates import Order, Years, read_date

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} \d{{2,4}}|{_MONTH} \d{{4}}"
)
# A date at the beginning of a note, of a line or of a sentence, set off from what follows.
_HEAD = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;!?] )|(?<=  ))[\[(•*\s]{0,6}(?:updated?:? |as at |as of )?"
    rf"({_DAY})[\])]?(?:\s{{0,3}}[:–—]\s{{0,3}}|\s{{1,3}}-\s{{0,3}}|-\s{{1,3}}|\s{{0,3}}\n)",
    re.IGNORECASE,
)


def read_notes(text: str, order: Order | None, years: Years | None = None) -> tuple[list[DatedNote], str]:
    """Return the notes in a cell, each with its day, and why one of them was not simply taken."""
    heads = list(_HEAD.finditer(text))
    notes: list[DatedNote] = []
    why = ""
    before = text[: heads[0].start()].strip() if heads else text.strip()
    if before:
        notes.append(DatedNote(on=None, text=before))
    for head, following in zip(heads, [*heads[1:], None][: len(heads)], strict=True):
        part = text[head.end() : following.start() if following is not None else len(text)].strip()
        day = read_date(head[1], order, years)
        if day.value is not None and "Q" not in day.value and part:
            notes.append(DatedNote(on=day.value, text=part))
        else:
            whole = text[head.start() : following.start() if following is not None else len(text)].strip()
            notes.append(DatedNote(on=None, text=whole))
            why = f"“{head[1]}”: {day.why}" if day.why else why
    return notes, why
