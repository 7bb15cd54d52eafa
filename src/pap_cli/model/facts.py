"""When something happened, as far as it is known: on a day, in a month or a quarter, or only that it did.

Nobody has to invent a day: what is known to have happened in a month counts from its last day, and what happened on an
unknown day counts from the day on which it was known, or else at every day.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar, TypeVar

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import Due, quote, show_date, unreadable
from pap_cli.model.entry import About, Entry
from pap_cli.model.periods import PeriodKind, parse_period, read_due
from pap_cli.model.place import Place


class Precision(StrEnum):
    """How exactly the day of something is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    UNKNOWN = "unknown"


class When(Struct, frozen=True):
    """When something happened: the last day of what is written; None if it happened on an unknown day."""

    day: date | None
    written: str

    @property
    def precision(self) -> Precision:
        """How exactly the day is known."""
        if self.day is None:
            return Precision.UNKNOWN
        kind = parse_period(self.written).kind
        return Precision(kind.value) if kind in (PeriodKind.MONTH, PeriodKind.QUARTER) else Precision.DAY

    def __str__(self) -> str:
        return "day unknown" if self.day is None else str(Due(self.day, self.written))


class StartWhen(When, frozen=True):
    """When work began; its day is unknown also if it is not known whether it has begun."""

    def __str__(self) -> str:
        return "not known" if self.written == NOT_KNOWN else super().__str__()


# The text for something that happened on an unknown day, and for the question whether work has begun.
HAPPENED, NOT_KNOWN = "true", "unknown"
# What people write for something that has happened.
_DONE = ("yes", "y", "done", "complete", "completed", "closed", "delivered", "started", "x", "✓", "✔")
WHEN_FORM = "write the day, like 2016-10-14, the month, the quarter, or true if only that it happened is known"


@lru_cache(maxsize=8192)
def parse_when(text: str) -> When:
    """Parse when something happened: a day, a month, a quarter, or `true`.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if text == HAPPENED:
        return When(None, text)
    if text in ("false", NOT_KNOWN):
        help = "write true if it happened on an unknown day; delete the line if it has not happened"
        raise BadValueError(f"{quote(text)} does not say that it happened", help)
    if text.casefold().strip(".! ") in _DONE:
        help = "write the day, the month or the quarter; true if none of them is known"
        raise BadValueError(f"{quote(text)} is not a date", help, "date-format")
    if (due := read_due(text)) is not None:
        return When(due.day, due.written)
    raise unreadable(text, "date", read_due, WHEN_FORM)


@lru_cache(maxsize=8192)
def parse_start(text: str) -> StartWhen:
    """Parse when work began: as `parse_when`, or `unknown` if it is not known whether it has.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if text == NOT_KNOWN:
        return StartWhen(None, text)
    found = parse_when(text)
    return StartWhen(found.day, found.written)


class Fact(Entry, frozen=True, kw_only=True):
    """Something that happened, when, and since when that is known.

    Written as its day, `completed: 2016-12`, or with more of what is known, `completed: {known: 2017-06-08}`.
    """

    SHORTHAND: ClassVar[str] = "on"

    on: Annotated[
        When | None,
        About(
            "When it happened: a day; a month or a quarter, which count from their last day; true: on an unknown day."
        ),
    ] = None
    known: Annotated[
        date | None, About("Since when that is known, if not since the day itself; it does not count before.")
    ] = None
    place: Place | None = None

    @property
    def day(self) -> date | None:
        """The day, the last one of a month or quarter; None if it is unknown."""
        return self.on.day if self.on is not None else None

    @property
    def earliest(self) -> date | None:
        """The first day on which it can have happened; None if its day is unknown."""
        return parse_period(self.on.written).start if self.on is not None and self.on.day is not None else None

    @property
    def since(self) -> date | None:
        """The day from which it counts; None if it counts at every day."""
        days = [day for day in (self.day, self.known) if day is not None]
        return max(days, default=None)

    @property
    def precision(self) -> Precision:
        """How exactly its day is known."""
        return self.on.precision if self.on is not None else Precision.UNKNOWN

    @property
    def open(self) -> bool:
        """True if it is not known whether it happened."""
        return self.on is not None and self.on.written == NOT_KNOWN

    @property
    def when(self) -> str:
        """When it happened, in a sentence: `on 14 Oct 2016`, `in Oct 2016`, `on an unknown day`."""
        if self.day is None:
            return "on an unknown day"
        return f"{'on' if self.precision is Precision.DAY else 'in'} {self}"

    def surely_before(self, other: Fact) -> bool:
        """Return True if it happened before another fact, whatever days of their months or quarters are meant."""
        return self.day is not None and other.earliest is not None and self.day < other.earliest

    def __str__(self) -> str:
        if self.day is None and self.known is not None and not self.open:
            return f"day unknown, known since {show_date(self.known)}"
        return str(self.on or When(None, HAPPENED))


class Start(Fact, frozen=True, kw_only=True):
    """The beginning of work: as any fact, or `unknown` if it is not known whether it has begun."""

    on: Annotated[
        StartWhen | None,
        About(
            "When it began: a day, a month or a quarter; true: on a day unknown; unknown: it is not known whether it "
            "has begun, so the milestone is not rated."
        ),
    ] = None


class Approval(Fact, frozen=True, kw_only=True):
    """The approval of a delivery or of its evidence: as any fact, and by whom."""

    by: Annotated[str | None, About("The body or owner that approved it.", refers="decider")] = None


class Approvable(Fact, frozen=True, kw_only=True):
    """A fact that may need an approval: the delivery of a milestone, or its evidence.

    Written as any fact, or with its approval, `completed: {on: 2016-09-12, approved: 2016-10-04, by: board}`.
    """

    approved: Annotated[
        Approval | None,
        About("When it was approved, as any fact; with by but without this it is not approved yet."),
    ] = None
    by: Annotated[
        str | None, About("The body or owner that must approve it, if not the plan's approved_by.", refers="decider")
    ] = None


F = TypeVar("F", bound=Fact)


def seen(fact: F | None, as_of: date) -> F | None:
    """Return a fact if it counts on a date, otherwise None."""
    if fact is None or (fact.on is None and fact.known is None):
        return None
    since = fact.since
    return fact if since is None or since <= as_of else None
