"""The words for the moves of a date."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.lives.moves import UNPLANNED, Move, MoveKind
from pap_cli.cell import Tone
from pap_cli.model.dates import show_date
from pap_cli.wording.cells import count_words

KINDS = {
    MoveKind.APPROVED: "approved",
    MoveKind.ASKED: "asked for",
    MoveKind.EXPLAINED: "edited, with a note",
    MoveKind.CORRECTED: "corrected",
    MoveKind.SILENT: "edited, not approved",
    MoveKind.FORECAST: "forecast",
}
TONES = {
    MoveKind.APPROVED: Tone.BLUE,
    MoveKind.EXPLAINED: Tone.AMBER,
    MoveKind.SILENT: Tone.RED,
}
_TIMES = {1: "once", 2: "twice"}


def move_sentence(moves: Sequence[Move]) -> str:
    """Return how often a date was moved, with approval and without: two sentences at most; empty if it never was."""
    approved = [one for one in moves if one.kind is MoveKind.APPROVED]
    edited = [one for one in moves if one.kind in UNPLANNED]
    if not (approved or edited):
        return ""
    dates = [one for one in moves if one.kind is MoveKind.APPROVED or one.kind in UNPLANNED]
    first, last = dates[0].before, dates[-1].after
    words = f"Due date moved {_how(len(approved), len(edited))}"
    if first is None or last is None or not (first.dated and last.dated):
        return f"{words}."
    days = (last.day - first.day).days
    by = f"{count_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else "the same day"
    return f"{words}: from {show_date(first.day)} to {show_date(last.day)}, {by}."


def _how(approved: int, edited: int) -> str:
    """Return how often a date was moved: `twice, once approved and once not`."""
    if not edited:
        return f"{_times(approved)}, approved" if approved == 1 else f"{_times(approved)}, each time approved"
    if not approved:
        return f"{_times(edited)}, without an approval"
    return f"{_times(approved + edited)}, {_times(approved)} approved and {_times(edited)} not"


def _times(count: int) -> str:
    return _TIMES.get(count, f"{count} times")
