"""The risks of a plan: what may go wrong, its scores over time, who owns it and what treats it.

A score is likelihood times impact, as in the registers of councils, NHS trusts and police forces.  The bands of a score
are those of the NPSA's "A risk matrix for risk managers" (2008) unless the plan has its own.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import Due, quote, unreadable
from pap_cli.model.decisions import Note, Suppression, Was
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.periods import read_due
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating

SCORE_FORM = "write likelihood x impact, like 4 x 5, or the score alone, like 20; unknown if nobody has scored it"
_UNKNOWN = "unknown"
# What people write where nothing is known.
_NO_VALUE = ("", "tbc", "tbd", "tba", "n/a", "na", "not known", "not scored", "-", "–")
_PAIR = re.compile(r"([1-9]\d{0,2})\s*[x×*]\s*([1-9]\d{0,2})", re.ASCII | re.IGNORECASE)
_ALONE = re.compile(r"[1-9]\d{0,3}", re.ASCII)
# `4/5`, `L4 I5`, `4 x 5 = 20`: likelihood and impact in another form.
_TWO = re.compile(r"\D*?([1-9]\d?)\D+?([1-9]\d?)(?:\D+(\d{1,4}))?\D*", re.ASCII)
# `C5 x L4`: the impact, also called consequence or severity, comes first.
_IMPACT_FIRST = re.compile(r"\W*(i|c|s|impact|consequence|severity)\W*\d", re.IGNORECASE)
# `20 (high)`, `Score: 20`.
_ONE = re.compile(r"\D*([1-9]\d{0,2})\D*", re.ASCII)


class Points(Struct, frozen=True):
    """A score as it is written: a whole number, with likelihood and impact if these are; None if nobody knows it."""

    value: int | None
    likelihood: int | None = None
    impact: int | None = None


@lru_cache(maxsize=1024)
def parse_points(text: str) -> Points:
    """Parse `4 x 5`, `20` or `unknown`.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if found := _PAIR.fullmatch(text):
        likelihood, impact = int(found[1]), int(found[2])
        return Points(likelihood * impact, likelihood, impact)
    if _ALONE.fullmatch(text):
        return Points(int(text))
    if text == _UNKNOWN:
        return Points(None)
    raise BadValueError(f"{quote(text)} is not a score", _advice(text))


def _advice(text: str) -> str:
    """Return what to write instead of a text that is not a score."""
    if text.casefold().strip(" .?") in _NO_VALUE:
        return f"write {_UNKNOWN}"
    if set(text).isdisjoint(".-%"):
        if two := _TWO.fullmatch(text):
            first, second, product = int(two[1]), int(two[2]), two[3]
            if _IMPACT_FIRST.match(text):
                first, second = second, first
            if product is None or int(product) == first * second:
                return f"write {first} x {second}"
        if one := _ONE.fullmatch(text):
            return f"write {one[1]}"
    return SCORE_FORM


class Score(Entry, frozen=True, kw_only=True):
    """A score of a risk: its likelihood times its impact, or the score alone."""

    SHORTHAND: ClassVar[str] = "score"

    score: Annotated[
        Points | None,
        About("Likelihood x impact, or the score alone if these are not known; unknown: nobody has scored it."),
    ] = None
    likelihood: Annotated[int | None, About("How likely it is, from 1.", minimum=1)] = None
    impact: Annotated[int | None, About("How bad it would be, from 1.", minimum=1)] = None
    place: Place | None = None

    @property
    def pair(self) -> tuple[int, int] | None:
        """The likelihood and the impact; None if they are not both known."""
        likelihood, impact = self.likelihood, self.impact
        if self.score is not None and likelihood is None and impact is None:
            likelihood, impact = self.score.likelihood, self.score.impact
        return None if likelihood is None or impact is None else (likelihood, impact)

    @property
    def value(self) -> int | None:
        """The score; None if it is not known."""
        if self.pair is not None:
            return self.pair[0] * self.pair[1]
        return self.score.value if self.score is not None else None

    def __str__(self) -> str:
        if self.value is None:
            return "not known"
        return f"{self.value} ({self.pair[0]} × {self.pair[1]})" if self.pair else str(self.value)


class Raised(Due, frozen=True):
    """When a risk was raised: as a due date, or `unknown`."""


class Closed(Due, frozen=True):
    """When a risk was closed: as a due date, or `true` if the day is not known."""


RAISED_FORM = "write the day, like 2016-10-14, the month or the quarter; unknown if nobody knows"
CLOSED_FORM = "write the day, like 2016-10-14, the month or the quarter; true if it was closed on an unknown day"
_CLOSED = "true"


@lru_cache(maxsize=1024)
def parse_raised(text: str) -> Raised:
    """Parse when a risk was raised: a day, a month, a quarter or `unknown`.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if text in (_UNKNOWN, "true"):
        return Raised(date.max, text)
    if text.casefold().strip(" .?") in _NO_VALUE:
        raise BadValueError(f"{quote(text)} is not a date", f"write {_UNKNOWN}", "date-format")
    if (day := read_due(text)) is not None:
        return Raised(day.day, day.written)
    raise unreadable(text, "date", read_due, RAISED_FORM)


@lru_cache(maxsize=1024)
def parse_closed(text: str) -> Closed:
    """Parse when a risk was closed: a day, a month, a quarter or `true`.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if text == _CLOSED:
        return Closed(date.max, text)
    if text.casefold().strip(" .!") in ("yes", "y", "closed", "done", "x", "✓", "✔"):
        raise BadValueError(f"{quote(text)} is not a date", "write the day; true if it is not known", "date-format")
    if text.casefold().strip(" .?") in ("false", "no", "n", "open", _UNKNOWN, *_NO_VALUE):
        raise BadValueError(f"{quote(text)} does not say that it was closed", "delete the line", "date-format")
    if (day := read_due(text)) is not None:
        return Closed(day.day, day.written)
    raise unreadable(text, "date", read_due, CLOSED_FORM)


class Response(StrEnum):
    """What is done about a risk, by the four Ts of HM Treasury's Orange Book."""

    TREAT = "treat"
    TOLERATE = "tolerate"
    TRANSFER = "transfer"
    TERMINATE = "terminate"


class RiskChange(Entry, frozen=True, kw_only=True):
    """A look at a risk on a date: its score from then on, or that it stays the same."""

    on: Annotated[
        Due | None,
        About(
            "When: a day; a month or a quarter, which count from their last day. "
            "With an earlier as-of date it is not shown; without a date it is the oldest.",
            expected=True,
        ),
    ] = None
    score: Annotated[
        Score | None, About("The score from then on; without it the score stays the same.", expected=True)
    ] = None
    by: Annotated[str | None, About("Who looked: the id of an owner or body, or any name.")] = None
    note: Annotated[str | None, About("Why the score moved, or did not.")] = None
    place: Place

    @property
    def day(self) -> date:
        """The day from which it counts; the earliest for one without a date."""
        return self.on.day if self.on is not None else date.min


class Risk(Entry, frozen=True, kw_only=True):
    """Something that may go wrong: why, what would follow, how likely and how bad, and what is done about it."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What may happen, in a few words.")]
    was: Was = ()
    cause: Annotated[str | None, About("Why it may happen.")] = None
    effect: Annotated[str | None, About("What would follow if it did.")] = None
    category: Annotated[str | None, About("Its category, such as workforce or finance.")] = None
    raised: Annotated[
        Raised | None,
        About(
            "When it was raised; not shown before. A month or a quarter counts from its last day. "
            "unknown: nobody knows, so it counts at every day.",
            example="2016-09-12",
        ),
    ] = None
    by: Annotated[str | None, About("Who raised it: the id of an owner or body, or any name.")] = None
    owners: Annotated[
        tuple[str, ...],
        About(
            "Post or posts accountable for it; the first answers for it.", key="owner", refers="owner", one_or_many=True
        ),
    ] = ()
    leads: Annotated[
        tuple[str, ...],
        About("Post or posts that manage it day to day.", key="lead", refers="owner", one_or_many=True),
    ] = ()
    initial: Annotated[
        Score | None,
        About(
            "The score when it was raised, before anything was done: the inherent or gross score.",
            example="{likelihood: 4, impact: 5}",
        ),
    ] = None
    current: Annotated[
        Score | None,
        About("The score now, if its date is not known: it counts until a change has a score."),
    ] = None
    target: Annotated[Score | None, About("The score to reach.")] = None
    response: Annotated[Response | None, About("What is done about it; without it the risk is to be treated.")] = None
    controls: Annotated[tuple[str, ...], About("What keeps it down already.", one_or_many=True)] = ()
    treated_by: Annotated[
        tuple[str, ...],
        About("The actions or milestones that are to lower it.", refers="work", one_or_many=True),
    ] = ()
    affects: Annotated[
        tuple[str, ...],
        About("The recommendations, actions, milestones and KPIs that it threatens.", refers="item", one_or_many=True),
    ] = ()
    changes: Annotated[
        tuple[RiskChange, ...], About("Each look at it, with its date and score.", one_or_many=True)
    ] = ()
    closed: Annotated[Closed | None, About("When it was closed; true if the day is not known.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Band(Entry, frozen=True, kw_only=True):
    """The scores from one up to the next band: their colour, and the organisation's word for them."""

    start: Annotated[int, About("The lowest score in it.", key="from")]
    rating: Annotated[Rating, About("The colour of a risk with such a score.")]
    label: Annotated[str | None, About("The word for it, such as high.")] = None
    place: Place | None = None


# The lowest score of each band of the NPSA's matrix of 5 by 5, and its word there.
_NPSA = (
    (15, Rating.RED, "extreme"),
    (8, Rating.AMBER, "high"),
    (4, Rating.GREEN, "moderate"),
    (1, Rating.GREEN, "low"),
)
_NPSA_HIGHEST = 25


class RiskMatrix(Entry, frozen=True, kw_only=True):
    """How the risks of a plan are scored: its scales and the bands of its scores."""

    likelihood: Annotated[int, About("The highest likelihood.", minimum=1)] = 5
    impact: Annotated[int, About("The highest impact.", minimum=1)] = 5
    bands: Annotated[
        tuple[Band, ...],
        About(
            "The bands of the scores. Default: those of the NPSA's matrix of 5 by 5: red from 15, amber from 8; "
            "on another scale, the same parts of its highest score."
        ),
    ] = ()
    place: Place | None = None

    @property
    def highest(self) -> int:
        """The highest score."""
        return self.likelihood * self.impact

    @property
    def levels(self) -> tuple[tuple[int, Rating, str], ...]:
        """The lowest score of each band, its colour and its word, the highest first."""
        found = [(one.start, one.rating, one.label or one.rating.value) for one in self.bands] or [
            (-(-start * self.highest // _NPSA_HIGHEST), rating, label) for start, rating, label in _NPSA
        ]
        return tuple(sorted(found, key=lambda one: -one[0]))

    def band(self, value: int) -> tuple[Rating, str] | None:
        """Return the colour of a score and the word for it; None if it is below every band."""
        return next(((rating, label) for start, rating, label in self.levels if start <= value), None)
