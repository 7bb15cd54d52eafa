"""Judgements known on a date, what they say beside computed ratings, and which of them count as ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from msgspec import Struct

from pap_cli.advice.synonyms import plain
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.deadlines.statuses import Meaning, meaning_of
from pap_cli.model.config import Judging, Policy
from pap_cli.model.dates import Duration
from pap_cli.model.judgements import Judgement, known_judgements
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.place import Place
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating


class Judged(Struct, frozen=True):
    """A judgement that is known, and what its status means: None if it has none, or one that is not known."""

    judgement: Judgement
    meaning: Meaning | None

    @property
    def rating(self) -> Rating | None:
        """The rating that its status stands for."""
        return self.meaning.rating if self.meaning is not None else None


def judged(judgements: Sequence[Judgement], as_of: date, key: Key = PLAIN_KEY) -> tuple[Judged, ...]:
    """Return the judgements made by a date with what they mean, the newest first."""
    return tuple(
        Judged(one, meaning_of(one.status, key) if one.status is not None else None)
        for one in known_judgements(judgements, as_of)
    )


def axis_of(judgement: Judgement) -> str | None:
    """Return the axis of a judgement in the form that axes are compared in."""
    return plain(judgement.axis) if judgement.axis is not None else None


def current(known: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return the newest judgement with a status on each axis, of judgements that are ordered newest first."""
    found: dict[str | None, Judged] = {}
    for one in known:
        if one.judgement.status is not None:
            found.setdefault(axis_of(one.judgement), one)
    return tuple(found.values())


class Judgements(Struct, frozen=True):
    """The judgements of an item that are known on a date."""

    # Newest first.
    known: tuple[Judged, ...] = ()
    # The one that is its rating, if the settings let judgements count.
    counted: Judged | None = None

    @property
    def percent(self) -> float | None:
        """How much is complete, from 0 to 100, by the newest judgement with a percent."""
        found = (one.judgement.percent for one in self.known)
        return next((percent for percent in found if percent is not None), None)

    def instead_of(self, computed: Rating, reason: str = "", key: Key = PLAIN_KEY) -> tuple[Rating, str]:
        """Return the rating of an item, by the judgement that counts or else as computed, and its reason."""
        counted = self.counted.rating if self.counted is not None else None
        if self.counted is None or counted is None:
            return computed, reason
        instead = "as computed" if counted is computed else f"instead of {key.label(computed)}"
        return counted, f"{judged_words(self.counted.judgement)}, {instead}" + (f": {reason}" if reason else "")


UNJUDGED = Judgements()


class JudgedEntry(Protocol):
    """An entry that has judgements."""

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements as they are written."""

    @property
    def place(self) -> Place:
        """Where it is in the files."""


class Counting(Struct, frozen=True):
    """Which judgements of a plan are known on a date, and which count as ratings by the settings."""

    as_of: date
    counts: bool = False
    # How long a judgement counts.
    valid: Duration | None = None
    # Whose judgements count, in lower case; None for anybody's.
    by: frozenset[str] | None = None
    # What the plan calls its ratings.
    key: Key = PLAIN_KEY

    def judgements(self, entry: JudgedEntry, schedules: Iterable[Schedule], *, rated: bool = True) -> Judgements:
        """Return the judgements of an item, and the one that is its rating.

        Args:
            entry: the item.
            schedules: its milestones.
            rated: whether it can be rated by a judgement at all; an entry with an error cannot.
        """
        if not entry.judgements:
            return UNJUDGED
        known = judged(entry.judgements, self.as_of, self.key)
        if not self.counts or not rated or entry.place.faulty:
            return Judgements(known)
        return Judgements(known, self._counted(known, delivered_since(schedules)))

    def _counted(self, known: Iterable[Judged], delivered: date | None) -> Judged | None:
        """Return the newest judgement that counts, of several axes the worst; none from before the delivery."""
        found = current(
            one
            for one in known
            if self.takes(one.judgement)
            and self.is_valid(one.judgement)
            and (delivered is None or one.judgement.day >= delivered)
        )
        rated = [(one.rating.rank, at) for at, one in enumerate(found) if one.rating is not None]
        return found[min(rated)[1]] if rated else None

    def takes(self, judgement: Judgement) -> bool:
        """Return True if a judgement is by somebody whose judgements count."""
        return self.by is None or (judgement.by is not None and judgement.by.casefold() in self.by)

    def is_valid(self, judgement: Judgement) -> bool:
        """Return True if a judgement still counts; one without a date only if judgements count for ever."""
        return self.valid is None or (judgement.on is not None and self.valid.after(judgement.on.day) >= self.as_of)


def counting(plan: Plan, policy: Policy, as_of: date) -> Counting:
    """Return which judgements of a plan are known on a date, and which of them count.

    Those by an owner or body in `judgement-by` are signed with its ID, its title or the name of the person.
    """
    if policy.judgements is not Judging.COUNT:
        return Counting(as_of, key=plan.header.key)
    names: set[str] = set()
    for id in policy.judgement_by:
        owner = plan.owners_by_id.get(id)
        names |= {id, plan.owner_titles.get(id, id), plan.body_titles.get(id, id), (owner and owner.name) or id}
    by = frozenset(name.casefold() for name in names) if policy.judgement_by else None
    return Counting(as_of, counts=True, valid=policy.judgement_valid, by=by, key=plan.header.key)


def delivered_since(schedules: Iterable[Schedule]) -> date | None:
    """Return the day from which all of some milestones are known to be delivered; None if one is open, or none is left.

    It is the last day there is if that is not known of one of them.
    """
    facts = [schedule.delivered for schedule in schedules if schedule.state is not State.CANCELLED]
    days = [fact.since or date.max for fact in facts if fact is not None]
    return max(days) if days and len(days) == len(facts) else None


def judged_words(judgement: Judgement, by: Callable[[str], str] = str) -> str:
    """Return who judged what and when: `judged at-risk by board on 12 Sep 2016 (delivery)`.

    `by` returns the name of a person or body, or "" if it must not be shown.
    """
    name = by(judgement.by) if judgement.by else ""
    who = f"by {name}" if name else ""
    axis = f"({judgement.axis})" if judgement.axis else ""
    return " ".join(part for part in ("judged", judgement.status, who, judgement.when, axis) if part)
