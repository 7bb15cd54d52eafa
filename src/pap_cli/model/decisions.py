"""What people decide or remark about an item: notes, suppressions, overrides and cancellations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from pap_cli.model.dates import Due
from pap_cli.model.entry import About, CommitId, Entry, Id
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating

# The field of an item that had other IDs before.
Was = Annotated[tuple[Id, ...], About("Its earlier ids, if it was renamed.", one_or_many=True)]


class Note(Entry, frozen=True, kw_only=True):
    """A dated note and its author."""

    SHORTHAND: ClassVar[str] = "text"

    text: Annotated[str, About("The text of the note.")]
    on: Annotated[
        Due | None,
        About(
            "Its date: a day; a month or a quarter, which count from their last day. With an earlier as-of date it is "
            "not shown."
        ),
    ] = None
    by: Annotated[str | None, About("Its author: the id of an owner or body, or any name.")] = None
    place: Place


def known_notes(notes: Iterable[Note], as_of: date) -> tuple[Note, ...]:
    """Return the notes written by a date, the newest first; those without a date come last."""
    known = [note for note in notes if note.on is None or note.on.day <= as_of]
    return tuple(sorted(known, key=lambda note: note.on.day if note.on else date.min, reverse=True))


class Suppression(Entry, frozen=True, kw_only=True):
    """A finding that is suppressed, for a reason and until a date."""

    rule: Annotated[str, About("The rule's name or code, such as milestone-overdue or PAP201.")]
    reason: Annotated[str | None, About("Why the finding is ignored; required.")] = None
    until: Annotated[str | None, About("The last day it counts. A date that cannot be read counts as expired.")] = None
    commit: Annotated[
        str | None,
        About(
            "The commit that `pap check --history` finds something about, 7 digits or more; then no until is needed."
        ),
    ] = None
    place: Place


class Frozen(Entry, frozen=True, kw_only=True):
    """A baseline: the plan as a commit of its repository held it when a body approved it."""

    name: Annotated[Id, About("What the baseline is called.", example="approved-2016")]
    on: Annotated[date, About("When it was approved.")]
    by: Annotated[str, About("The body or owner that approved it.", refers="decider")]
    commit: Annotated[CommitId, About("The commit that holds the plan as approved, by its ID in hexadecimal digits.")]
    place: Place


class Override(Entry, frozen=True, kw_only=True):
    """A rating set by a person instead of the computed one, with a reason and an end date."""

    rating: Annotated[Rating, About("The rating to show instead of the computed one.")]
    by: Annotated[str, About("The body or owner that decided it.", refers="decider")]
    reason: Annotated[str, About("Why the computed rating is wrong.")]
    until: Annotated[date, About("The last day it counts.")]
    on: Annotated[date | None, About("When it was decided; it does not count before.")] = None
    place: Place


class Cancelled(Entry, frozen=True, kw_only=True):
    """A cancellation: when, by whom and why."""

    on: Annotated[date, About("When it was cancelled.")]
    by: Annotated[str | None, About("The body or owner that decided it.", refers="decider")] = None
    reason: Annotated[str | None, About("Why.")] = None
    place: Place
