"""Judgements: what people say of an item on a day, beside what its dates say.

A tracker's own status, its percent complete and its confidence are kept as they are written.  They change no state and,
unless the settings say so, no rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, NewType

from pap_cli.model.dates import Due
from pap_cli.model.entry import About, Entry
from pap_cli.model.periods import PeriodKind, parse_period
from pap_cli.model.place import Place

# A share in percent, from 0 to 100.
Percent = NewType("Percent", float)


class Judgement(Entry, frozen=True, kw_only=True):
    """What somebody judged of an item, and when: its status, how much of it is complete, how confident they are.

    Written as its status, `judgements: on-track`, or with more of what the tracker says.
    """

    SHORTHAND: ClassVar[str] = "status"

    on: Annotated[
        Due | None,
        About(
            "When it was judged: a day; a month or a quarter, which count from their last day. With an earlier as-of "
            "date it is not shown. Without it, the judgement is the oldest."
        ),
    ] = None
    by: Annotated[str | None, About("Who judged: the id of an owner or body, or any name.")] = None
    status: Annotated[
        str | None,
        About(
            "The status in the tracker's own words. on-track, at-risk, off-track, complete, a colour and a word of "
            "the plan's key are compared with the computed rating.",
            example="on-track",
        ),
    ] = None
    percent: Annotated[Percent | None, About("How much of it is complete, from 0 to 100.", example="60")] = None
    confidence: Annotated[str | None, About("How confident they are that it will be delivered, in their words.")] = None
    axis: Annotated[
        str | None,
        About("What is judged, if several things are: delivery, outcome, confidence. The newest of each is current."),
    ] = None
    note: Annotated[str | None, About("What was said about it.")] = None
    place: Place

    @property
    def day(self) -> date:
        """The day from which it counts, the last of a month or quarter; the first day there is if it has no date."""
        return self.on.day if self.on is not None else date.min

    @property
    def when(self) -> str:
        """When it was judged, in a sentence: `on 14 Oct 2016`, `in Oct 2016`; empty if it has no date."""
        if self.on is None:
            return ""
        return f"{'on' if parse_period(self.on.written).kind is PeriodKind.DAY else 'in'} {self.on}"


def known_judgements(judgements: Sequence[Judgement], as_of: date) -> tuple[Judgement, ...]:
    """Return the judgements made by a date, the newest first; those without a date come last.

    Of two on one day the one written last is the newer.
    """
    if not judgements:
        return ()
    known = [judgement for judgement in reversed(judgements) if judgement.day <= as_of]
    return tuple(sorted(known, key=lambda judgement: judgement.day, reverse=True))


def percent_at(judgements: Sequence[Judgement], as_of: date) -> float | None:
    """Return how much was complete on a date, from 0 to 100, by the newest judgement with a percent."""
    known = known_judgements(judgements, as_of)
    return next((judgement.percent for judgement in known if judgement.percent is not None), None)
