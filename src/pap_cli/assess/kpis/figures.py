"""The figures of a KPI that were known at a date, with the revisions published by then."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.kpi import BenchmarkFigure, Kpi, Observation, Revision, in_time_order
from pap_cli.model.measure import Figure, Standing
from pap_cli.model.periods import Period


class RevisedFigure(Struct, frozen=True, kw_only=True):
    """A figure that had been revised by a date; both values are in the KPI's unit."""

    period: Period
    # As it was first published.
    first: Figure
    first_published: date
    # As it was known by the date.
    value: Figure
    # When that value was published.
    published: date
    # The revision it comes from.
    revision: Revision


def known_on(kpi: Kpi, observation: Observation | BenchmarkFigure) -> date:
    """Return the day a figure becomes known: its publication date, or the KPI's usual lag after the period."""
    if observation.published is not None:
        return observation.published
    end = observation.period.end
    return kpi.published_after.after(end) if kpi.published_after else end


def revisions_of(kpi: Kpi, observation: Observation) -> tuple[tuple[date, Revision], ...]:
    """Return an observation's revisions, each with the day from which it counts, in order.

    No revision counts before the first figure was known, and one without a date counts from that day on.  If several
    count from the same day, the last one written is used.
    """
    first = known_on(kpi, observation)
    dated = ((max(first, revision.published or first), revision) for revision in observation.revisions)
    return tuple(sorted(dated, key=lambda pair: pair[0]))


def known_by(kpi: Kpi, observation: Observation, as_of: date) -> tuple[Observation, RevisedFigure | None]:
    """Return an observation with the value known at a date, and the revision if there was one.

    The observation keeps the day of its first publication; the position of a revised one is that of its revision.
    """
    if not observation.revisions:
        return observation, None
    known = [(day, revision) for day, revision in revisions_of(kpi, observation) if day <= as_of]
    if not known:
        return replace(observation, revisions=()), None
    day, last = known[-1]
    now = replace(
        observation,
        value=last.value,
        numerator=last.numerator,
        denominator=last.denominator,
        status=last.status or Standing.REVISED,
        revisions=tuple(revision for _, revision in known),
        place=last.place,
    )
    return now, RevisedFigure(
        period=observation.period,
        first=observation.value,
        first_published=known_on(kpi, observation),
        value=last.value,
        published=day,
        revision=last,
    )


_PUBLISHED = attrgetter("published")


_REVISIONS = attrgetter("revisions")


def known_figures(kpi: Kpi, as_of: date) -> tuple[tuple[Observation, ...], dict[Period, RevisedFigure]]:
    """Return the figures known by a date, in order, and the revised ones among them."""
    known = kpi.observations
    if in_time_order(known) and not any(map(_PUBLISHED, known)):
        # the usual case: each becomes known after the one before it
        known = known[: bisect_right(known, as_of, key=lambda one: known_on(kpi, one))]
    else:
        known = tuple(one for one in known if known_on(kpi, one) <= as_of)
        known = tuple(sorted(known, key=lambda one: (one.period.end, one.period.start)))
    if not any(map(_REVISIONS, known)):
        return known, {}
    pairs = [known_by(kpi, observation, as_of) for observation in known]
    revised = {observation.period: revision for observation, revision in pairs if revision is not None}
    return tuple(observation for observation, _ in pairs), revised
