"""Who is accountable for a plan and who watches it: owners, bodies, reviews, concerns and statutory clocks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar, NewType

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import Due, DueWithin, Duration, parse_duration, quote
from pap_cli.model.decisions import Note, Suppression, Was
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.facts import NOT_KNOWN, Fact, When, parse_when
from pap_cli.model.place import Place
from pap_cli.model.working_days import TimeLimit

# An e-mail address.
Email = NewType("Email", str)


class Owner(Entry, frozen=True, kw_only=True):
    """A person or, better, a post that is accountable for items of the plan."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that owner, lead and by refer to.")]
    title: Annotated[str, About("The post, as shown in reports.")]
    was: Was = ()
    name: Annotated[str | None, About("The name of the person in this post, if it should be shown.")] = None
    contact: Annotated[
        Email | None,
        About(
            "The e-mail address of the post. Only `pap owners --columns contact` prints it.",
            private=True,
        ),
    ] = None
    team: Annotated[str | None, About("The team it belongs to.")] = None
    place: Place


class Body(Entry, frozen=True, kw_only=True):
    """A body that oversees the plan: Cabinet, an improvement board, the DfE, Ofsted, a union."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that made_by, body, by and expected_by refer to.")]
    title: Annotated[str, About("Its name, as shown in reports.")]
    was: Was = ()
    outside: Annotated[bool, About("true for a body outside the organisation, such as Ofsted or the DfE.")] = False
    place: Place


class Unknown(StrEnum):
    """What is written where nobody knows."""

    UNKNOWN = "unknown"


# How often a review recurs.
Cadence = Duration | Unknown
# What people write where it recurs in no fixed rhythm, or nobody knows in which.
_NO_CADENCE = frozenset(
    {
        *("", "none", "n/a", "na", "not known", "unclear", "tbc", "tbd", "tba", "?", "-", "–", "no", "varies"),
        *(
            "various",
            "ad hoc",
            "ad-hoc",
            "irregular",
            "irregularly",
            "as required",
            "as needed",
            "when needed",
            "ongoing",
        ),
        *("regular", "regularly", "periodic", "periodically", "from time to time", "occasionally", "as and when"),
    }
)


@lru_cache(maxsize=1024)
def parse_cadence(text: str) -> Cadence:
    """Parse how often a review recurs: a length of time, or `unknown`.

    Raises:
        BadValueError: if TEXT is neither.
    """
    if text == Unknown.UNKNOWN:
        return Unknown.UNKNOWN
    if text.casefold().strip(" .!") in (*_NO_CADENCE, Unknown.UNKNOWN):
        help = "write unknown if nobody knows how often, or due: for one review"
        raise BadValueError(f"{quote(text)} is not a length of time", help)
    return parse_duration(text)


class HeldWhen(When, frozen=True):
    """When a review was held; its day is unknown also if nobody recorded whether it was."""


# What people write where nobody recorded whether a review was held, and where it was not held.
_NOT_RECORDED = frozenset(
    {
        *("not recorded", "not known", "unrecorded", "no record", "no minutes", "unclear", "unsure", "unknown"),
        *("tbc", "n/a", "na", "none", "not available", "?", "-", "–", "maybe"),
    }
)
_NOT_HELD = ("no", "n", "false", "not held", "missed", "cancelled", "did not happen", "postponed")


@lru_cache(maxsize=1024)
def parse_held(text: str) -> HeldWhen:
    """Parse when a review was held: as `parse_when`, or `unknown` if nobody recorded whether it was.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if text == NOT_KNOWN:
        return HeldWhen(None, text)
    word = text.casefold().strip(" .!")
    if word in _NOT_RECORDED:
        raise BadValueError(f"{quote(text)} is not a date", "write unknown if nobody recorded whether it was held")
    if word in _NOT_HELD:
        help = "delete it if the review was not held; write unknown if nobody recorded whether it was"
        raise BadValueError(f"{quote(text)} is not a date", help)
    found = parse_when(text)
    return HeldWhen(found.day, found.written)


class Meeting(Fact, frozen=True, kw_only=True):
    """A review that took place, as far as that is known; or that it is unknown whether one did."""

    on: Annotated[
        HeldWhen,
        About(
            "When it was held: a day; a month or a quarter, late only if all of it is; true: on an unknown day; "
            "unknown: nobody recorded whether the review was held when it was due.",
            example="2016-07-13",
        ),
    ]
    until: Annotated[
        date | None, About("After unknown: the last due date that this holds for; without it, it holds for all.")
    ] = None
    outcome: Annotated[str | None, About("Outcome.")] = None
    reference: Annotated[str | None, About("Where the minutes or the letter are.")] = None
    place: Place


class Window(Entry, frozen=True, kw_only=True):
    """The time within which a single review is due."""

    start: Annotated[Due, About("The day, month or quarter in which it begins.", key="from", example="2016-11")]
    to: Annotated[Due, About("The day, month or quarter in which it ends; the review is due on its last day.")]
    place: Place

    @property
    def due(self) -> DueWithin:
        """The due date."""
        return DueWithin(self.to.day, f"{self.start.written} to {self.to.written}", self.start, self.to)

    @property
    def written(self) -> str:
        """How it is written in a file."""
        return f"{{from: {self.start.written}, to: {self.to.written}}}"


class Review(Entry, frozen=True, kw_only=True):
    """A review of the plan by a body, once or regularly."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    body: Annotated[str, About("The body that reviews.", refers="body")]
    was: Was = ()
    title: Annotated[str | None, About("Title, if it has one.")] = None
    due: Annotated[Due | None, About("A single review: when it is due.")] = None
    window: Annotated[
        Window | None, About("A single review: the time within which it is due, instead of due; it ends the window.")
    ] = None
    every: Annotated[
        Duration | Unknown | None,
        About(
            "A recurring review: how often. unknown: nobody knows, so it has no due dates and none is missed.",
            example="3 months",
        ),
    ] = None
    start: Annotated[date | None, About("A recurring review: when the first is due.", key="from")] = None
    length: Annotated[
        Duration | None, About("A recurring review: for how long it recurs.", key="for", example="18 months")
    ] = None
    until: Annotated[date | None, About("A recurring review: its last day, instead of for.")] = None
    held: Annotated[
        tuple[Meeting, ...],
        About("The meetings that took place. unknown: nobody recorded whether it was held.", one_or_many=True),
    ] = ()
    outcome: Annotated[str | None, About("For a single review: its outcome.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place

    @property
    def cadence(self) -> Duration | None:
        """How often it recurs; None for a single review, and if nobody knows."""
        return self.every if isinstance(self.every, Duration) else None

    @property
    def cadence_unknown(self) -> bool:
        """True if it recurs, but nobody knows how often."""
        return self.every is Unknown.UNKNOWN

    @property
    def single_due(self) -> Due | None:
        """When a single review is due: the last day of its window if it has one."""
        return self.due or (self.window.due if self.window is not None else None)


class Concern(Entry, frozen=True, kw_only=True):
    """An area of concern that continues until it is closed."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("The concern, in a few words.")]
    was: Was = ()
    raised: Annotated[date | None, About("When it was raised; not shown before.")] = None
    by: Annotated[str | None, About("The body that raised it.", refers="body")] = None
    answered_by: Annotated[
        tuple[str, ...], About("The actions or milestones that answer it.", refers="work", one_or_many=True)
    ] = ()
    closed: Annotated[date | None, About("When the body was satisfied.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Clock(Entry, frozen=True, kw_only=True):
    """A statutory clock: something that the law or the inspectorate requires by a date.

    The date is written (due) or counted (from a date, within a length of time).
    """

    id: Annotated[Id, About("Its id.")]
    title: Annotated[str, About("What is required, in a few words.")]
    was: Was = ()
    due: Annotated[Due | None, About("The deadline; or use from and within.")] = None
    start: Annotated[
        date | None,
        About("The date it starts, which is not counted itself; the clock is not shown before.", key="from"),
    ] = None
    within: Annotated[
        TimeLimit | None,
        About("The length of time, in working days, days, weeks or months.", example="70 working days"),
    ] = None
    to: Annotated[str | None, About("The body that requires it.", refers="body")] = None
    met: Annotated[date | None, About("When it was met.")] = None
    place: Place
