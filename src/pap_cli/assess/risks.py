"""Risks at a date: the score in force, which way it moved, its rating, and how far what treats it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.deadlines.threats import Scores, band_of, closed_by, known_changes, raised_by, scores
from pap_cli.assess.identity import pair
from pap_cli.model.dates import Due
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.key import PLAIN_KEY, Labels
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating
from pap_cli.model.risks import Closed, Response, Risk, RiskChange, Score


class RiskState(StrEnum):
    """Whether a risk is open."""

    OPEN = "open"
    CLOSED = "closed"


class Direction(StrEnum):
    """Which way the score of a risk went at the last look at it."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Treatment(Struct, frozen=True):
    """An action or a milestone that is to lower a risk, at a date."""

    id: str
    title: str
    state: State
    rating: Rating
    # Whether it, or a milestone of it, is overdue.
    overdue: bool


class RiskStatus(Struct, frozen=True, kw_only=True, dict=True):
    """One risk at a date."""

    risk: Risk
    plan: str
    as_of: date
    state: RiskState
    # The score in force; None if it is not known.
    score: Score | None
    # The score before the last look at it; None if there is none.
    before: Score | None
    # The day of the last look that changed the score, as written; None if it did not change or the day is not known.
    moved: Due | None
    # The changes known by then, newest first.
    changes: tuple[RiskChange, ...]
    closed: Closed | None
    rating: Rating
    # The word for the band of its score; None if it is not rated.
    label: str | None
    treatments: tuple[Treatment, ...]
    notes: tuple[Note, ...]

    @property
    def key(self) -> Labels:
        """The plain key: risks have words of their own, those of their bands."""
        return PLAIN_KEY

    @property
    def id(self) -> str:
        """The risk's id."""
        return self.risk.id

    @property
    def value(self) -> int | None:
        """The score in force as a number; None if it is not known."""
        return self.score.value if self.score is not None else None

    @property
    def open(self) -> bool:
        """Return True if it is not closed."""
        return self.state is RiskState.OPEN

    @property
    def high(self) -> bool:
        """Return True if it is open and red or amber."""
        return self.rating in (Rating.RED, Rating.AMBER)

    @property
    def direction(self) -> Direction | None:
        """Which way the score went at the last look; None if there is nothing to compare it with."""
        was = self.before.value if self.before is not None else None
        if was is None or self.value is None:
            return None
        return Direction.SAME if was == self.value else Direction.UP if self.value > was else Direction.DOWN

    @property
    def at_target(self) -> bool:
        """Return True if its score is not above its target."""
        target = self.risk.target.value if self.risk.target is not None else None
        return target is not None and self.value is not None and self.value <= target

    @property
    def to_treat(self) -> bool:
        """Return True if it is to be lowered: not tolerated, transferred or terminated, and not at its target."""
        return self.risk.response in (None, Response.TREAT) and not self.at_target

    @cached_property
    def live(self) -> tuple[Treatment, ...]:
        """What treats it and is not cancelled."""
        return tuple(one for one in self.treatments if one.state is not State.CANCELLED)

    @property
    def untreated(self) -> bool:
        """Return True if it is high and to be treated, and nothing does."""
        return self.high and self.to_treat and not self.live

    @property
    def stuck(self) -> tuple[Treatment, ...]:
        """What still has to treat it, if it is high and to be treated and all of that is overdue; else nothing."""
        waiting = tuple(one for one in self.live if not one.state.done) if self.high and self.to_treat else ()
        return waiting if all(one.overdue for one in waiting) else ()

    @property
    def looked_at(self) -> date | None:
        """The last day on which somebody is known to have looked at it: raised it, scored it or wrote a note."""
        raised = self.risk.raised.day if self.risk.raised is not None and self.risk.raised.dated else None
        looks = (*(change.on for change in self.changes), *(note.on for note in self.notes))
        days = (raised, *(on.day for on in looks if on))
        return max((day for day in days if day is not None and day <= self.as_of), default=None)


def assess_risks(plan: Plan, works: Mapping[str, Treatment], as_of: date) -> tuple[RiskStatus, ...]:
    """Return the risks of a plan that were raised by a date, in their order.

    `works` are the actions and milestones of the plan at that date, by ID.
    """
    return tuple(_status(plan, risk, works, as_of) for risk in plan.risks if raised_by(risk, as_of))


def _status(plan: Plan, risk: Risk, works: Mapping[str, Treatment], as_of: date) -> RiskStatus:
    known = known_changes(risk, as_of)
    closed = closed_by(risk, as_of)
    path = scores(risk, known)
    score = path[-1][1] if path else None
    band = None if closed else band_of(plan.header.risk_matrix, risk, score)
    return RiskStatus(
        risk=risk,
        plan=plan.id,
        as_of=as_of,
        state=RiskState.OPEN if closed is None else RiskState.CLOSED,
        score=score if score is not None and score.value is not None else None,
        before=path[-2][1] if len(path) > 1 else None,
        moved=_moved(path),
        changes=tuple(reversed(known)),
        closed=closed,
        rating=band[0] if band else Rating.GREY,
        label=band[1] if band else None,
        treatments=tuple(works[id] for id in risk.treated_by if id in works),
        notes=known_notes(risk.notes, as_of),
    )


def _moved(path: Scores) -> Due | None:
    for (_, was), (day, now) in zip(path[-2::-1], path[:0:-1], strict=True):
        if was.value != now.value:
            return day
    return None


class RiskMoves(Struct, frozen=True, kw_only=True):
    """What became of the risks of a plan between two dates."""

    raised: tuple[RiskStatus, ...]
    # Each with its score on the first date.
    risen: tuple[tuple[RiskStatus, int], ...]
    fallen: tuple[tuple[RiskStatus, int], ...]
    closed: tuple[RiskStatus, ...]

    def facts(self) -> dict[str, list[str]]:
        """Return the IDs of the risks, for programs."""
        return {
            "raised": [one.id for one in self.raised],
            "risen": [one.id for one, _ in self.risen],
            "fallen": [one.id for one, _ in self.fallen],
            "closed": [one.id for one in self.closed],
        }


def risk_moves(before: Iterable[RiskStatus], now: Iterable[RiskStatus]) -> RiskMoves:
    """Return what became of risks between two dates, in the order of the second."""
    statuses = list(now)
    found = pair(before, statuses, lambda one: one.risk)
    known = {one.id: was for was, one in found.both}
    open_ = [one for one in statuses if one.open]
    scored = [
        (one, one.value, was.value)
        for one in open_
        if (was := known.get(one.id)) is not None and one.value is not None and was.value is not None
    ]
    return RiskMoves(
        raised=tuple(one for one in open_ if one.id not in known),
        risen=tuple((one, was) for one, value, was in scored if value > was),
        fallen=tuple((one, was) for one, value, was in scored if value < was),
        closed=tuple(one for one in statuses if not one.open and (one.id not in known or known[one.id].open)),
    )
