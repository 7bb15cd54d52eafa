"""The moves of an item's dates over its versions: those that somebody approved, and those that nobody did.

An approved move is an extension with an approval; the date before it is still in the file.  A date that was changed in
the file, so that the one before is only in the history, was not approved, whatever the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import partial

from msgspec import Struct

from pap_cli.assess.lives.edits import Edit, edits, entry_before, same
from pap_cli.model.dates import Due, Duration
from pap_cli.model.items import Dated, Extension, Forecast
from pap_cli.model.versions import Change, Commit, Life

# The keys whose new entries explain a change in the same commit.
_EXPLAINING = ("notes", "extensions")


class MoveKind(StrEnum):
    """Whether somebody approved a move, asked for it, or just made it."""

    APPROVED = "approved"
    ASKED = "asked"
    # Changed in the file in a commit with a note or an extension.
    EXPLAINED = "explained"
    # Changed in the file soon after the date first appeared.
    CORRECTED = "corrected"
    # Changed in the file without a word.
    SILENT = "not-approved"
    FORECAST = "forecast"


# The kinds of move after which the due date is another, and nobody approved it.
UNPLANNED = frozenset({MoveKind.EXPLAINED, MoveKind.SILENT})


class Move(Struct, frozen=True, kw_only=True):
    """A move of a date, and the commit that brought it; None before, or after, if there was no date."""

    kind: MoveKind
    commit: Commit
    # What was moved: the key of the first due date, of an extension or of a forecast.
    key: str
    before: Due | None
    after: Due | None
    # The day on which it was approved, or asked for, or forecast.
    on: date | None = None
    by: str = ""
    reason: str = ""

    @property
    def days(self) -> int | None:
        """The days by which the date is later; None if one of the two is not known."""
        if self.before is None or self.after is None or not (self.before.dated and self.after.dated):
            return None
        return (self.after.day - self.before.day).days


def moves(life: Life, grace: Duration) -> tuple[Move, ...]:
    """Return the moves of the dates of a milestone or an action, oldest first; none of another entry.

    `grace` is the time after a date first appeared in which another one is a correction.
    """
    return tuple(move for change in life.changes for move in _of(life, change, grace))


def in_force(entry: Dated) -> Due:
    """Return the due date of an entry: the one that was approved last, or the first."""
    approved = [one.to for one in entry.extensions if one.approved is not None]
    return approved[-1] if approved else entry.due


def _of(life: Life, change: Change, grace: Duration) -> Iterator[Move]:
    now = change.after.entry
    if not isinstance(now, Dated):
        return
    was = entry_before(life, change)
    if not isinstance(was, Dated):
        yield from _extended(change.commit, now.due, (), now.extensions)
        yield from (_forecast(change.commit, None, one) for one in now.forecast)
        return
    found = tuple(edits(was, now))
    explained = any(one.key in _EXPLAINING and one.before is None for one in found)
    if not same(was.due, now.due):
        fresh = _is_fresh(life, change, grace, partial(_is_due, was.due))
        kind = _kind(fresh=fresh, explained=explained)
        yield Move(kind=kind, commit=change.commit, key="due", before=was.due, after=now.due)
    yield from _edited(life, change, grace, found, was)
    yield from _extended(change.commit, in_force(was), was.extensions, now.extensions)
    last = was.forecast[-1].to if was.forecast else None
    yield from (_forecast(change.commit, last, one) for one in now.forecast if one not in was.forecast)


def _edited(life: Life, change: Change, grace: Duration, found: tuple[Edit, ...], entry: Dated) -> Iterator[Move]:
    """Yield the approved extensions of an entry whose date was changed, or that were taken out."""
    approved = {one.to.day for one in entry.extensions if one.approved is not None}
    explained = any(one.key == "notes" and one.before is None for one in found)
    for edit in found:
        was, now = edit.before, edit.after
        if edit.path[0] != "extensions":
            continue
        if edit.path[2:] == ("to",) and isinstance(was, Due) and isinstance(now, Due):
            if was.day not in approved:  # another date was asked for
                continue
            fresh = _is_fresh(life, change, grace, partial(_extends, was))
            kind = _kind(fresh=fresh, explained=explained)
            yield Move(kind=kind, commit=change.commit, key="extensions", before=was, after=now)
        elif isinstance(was, Extension) and now is None and was.approved is not None:
            due = in_force(change.after.entry) if isinstance(change.after.entry, Dated) else None
            kind = _kind(fresh=False, explained=explained)
            yield Move(kind=kind, commit=change.commit, key="extensions", before=was.to, after=due)


def _is_fresh(life: Life, change: Change, grace: Duration, has: Callable[[Dated], bool]) -> bool:
    """Return True if what a change replaces had first appeared shortly before it."""
    appeared: date | None = None
    for version in life.versions[: life.versions.index(change.after)]:
        if not isinstance(version.entry, Dated) or not has(version.entry):
            appeared = None
        elif appeared is None:
            appeared = version.commit.day
    return appeared is not None and change.commit.day <= grace.after(appeared)


def _is_due(due: Due, entry: Dated) -> bool:
    return same(entry.due, due)


def _extends(due: Due, entry: Dated) -> bool:
    return any(same(one.to, due) for one in entry.extensions)


def _extended(commit: Commit, due: Due, before: tuple[Extension, ...], after: tuple[Extension, ...]) -> Iterator[Move]:
    """Yield the extensions that are new, and those approved since."""
    known = {one.to.day: one for one in before}
    days = {one.to.day for one in after}
    replaced = len(before) == len(after) and any(one.approved and one.to.day not in days for one in before)
    for one in after:
        was = known.get(one.to.day)
        if was is not None and (was.approved is not None or one.approved is None):
            continue
        if was is None and replaced:  # the date of an approved extension was changed
            continue
        kind = MoveKind.ASKED if one.approved is None else MoveKind.APPROVED
        day = one.approved.day if one.approved is not None else one.asked
        yield Move(
            kind=kind,
            commit=commit,
            key="extensions",
            before=due,
            after=one.to,
            on=day,
            by=one.by or "",
            reason=one.reason or "",
        )
        due = one.to if one.approved is not None else due


def _forecast(commit: Commit, before: Due | None, one: Forecast) -> Move:
    return Move(kind=MoveKind.FORECAST, commit=commit, key="forecast", before=before, after=one.to, on=one.on)


def _kind(*, fresh: bool, explained: bool) -> MoveKind:
    return MoveKind.CORRECTED if fresh else MoveKind.EXPLAINED if explained else MoveKind.SILENT
