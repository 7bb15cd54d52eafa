"""The vintages of a KPI: what each figure was when it was first in the repository, and what it is since.

A vintage is a figure as it was known from one commit on, as in the real-time data of ALFRED (Federal Reserve Bank of
St. Louis) and the revisions triangles of the Office for National Statistics: a row for each period, a column for each
time at which it was known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.dates import Duration, add_months
from pap_cli.model.entry import Entry
from pap_cli.model.kpi import Kpi, Observation, Revision
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import Unit
from pap_cli.model.periods import Period
from pap_cli.model.versions import Commit, Life

# A figure of a period, or what revises it.
Figure: TypeAlias = Observation | Revision


class VintageKind(StrEnum):
    """How a figure came to be what it is."""

    PUBLISHED = "published"
    # Changed in the file soon after it first appeared.
    CORRECTED = "corrected"
    REVISED = "revised"
    # Changed in the file: what it was before is only in the history.
    OVERWRITTEN = "overwritten"
    WITHDRAWN = "withdrawn"


class Vintage(Struct, frozen=True, kw_only=True):
    """A figure as it was known from one commit on; None if it was taken out."""

    kind: VintageKind
    period: Period
    commit: Commit
    figure: Figure | None

    @property
    def value(self) -> float | None:
        """The figure as a number; None for a code in its place, or for none."""
        value = self.figure.value if self.figure is not None else None
        return None if isinstance(value, Missing) else value


class Published(Struct, frozen=True, kw_only=True):
    """The vintages of the figure for one period, oldest first."""

    period: Period
    vintages: tuple[Vintage, ...]

    @property
    def first(self) -> Vintage:
        """The figure as it was known first."""
        return self.vintages[0]

    @property
    def latest(self) -> Vintage:
        """The figure as it is known now."""
        return self.vintages[-1]

    @property
    def revisions(self) -> tuple[Vintage, ...]:
        """The vintages after the first."""
        return self.vintages[1:]

    @property
    def revision(self) -> float | None:
        """The latest figure less the first; None if one of them is no number."""
        first, latest = self.first.value, self.latest.value
        return None if first is None or latest is None else round(latest - first, 10)

    def after(self, months: int) -> Vintage | None:
        """Return the figure as it was known some months after it was first; None if that was not revised by then."""
        limit = add_months(self.first.commit.day, months)
        known = [one for one in self.revisions if one.commit.day <= limit]
        return known[-1] if known else None


def published(life: Life, grace: Duration) -> tuple[Published, ...]:
    """Return the figures of a KPI that were ever in its files, with their vintages, in the order of their periods.

    `grace` is the time after a figure first appeared in which another one in its place is a correction.
    """
    found: dict[str, list[Vintage]] = {}
    before: dict[str, list[Figure]] = {}
    for version in life.versions:
        after = _figures(version.entry)
        for name in dict.fromkeys([*before, *after]):
            found.setdefault(name, []).extend(_of(before.get(name, []), after.get(name, []), version.commit))
        before = after
    return tuple(
        Published(period=vintages[0].period, vintages=tuple(_corrected(vintages, grace)))
        for vintages in sorted(found.values(), key=lambda one: (one[0].period.end, one[0].period.start))
    )


def _corrected(vintages: Sequence[Vintage], grace: Duration) -> Iterator[Vintage]:
    """Yield vintages; one that overwrites another soon after it appeared is a correction."""
    before: Vintage | None = None
    for one in vintages:
        fresh = before is not None and one.commit.day <= grace.after(before.commit.day)
        before = one
        yield replace(one, kind=VintageKind.CORRECTED) if fresh and one.kind is VintageKind.OVERWRITTEN else one


def unit_of(life: Life) -> Unit:
    """Return the unit of a KPI."""
    entry = life.latest
    return entry.unit if isinstance(entry, Kpi) else Unit("number")


def _figures(entry: Entry | None) -> dict[str, list[Figure]]:
    """Return the figures of a KPI by their periods, each with those that revise it, oldest first."""
    found: dict[str, list[Figure]] = {}
    for one in entry.observations if isinstance(entry, Kpi) else ():
        name = f"{one.period.start.isoformat()} {one.period.end.isoformat()}"
        found.setdefault(name, []).extend((one, *one.revisions))
    return found


def _of(before: Sequence[Figure], after: Sequence[Figure], commit: Commit) -> Iterator[Vintage]:
    """Yield what a commit made of the figures for one period."""
    first = (before or after)[0]
    period = first.period if isinstance(first, Observation) else None
    if period is None:
        return
    if len(after) < len(before):
        kind = VintageKind.OVERWRITTEN if after else VintageKind.WITHDRAWN
        yield Vintage(kind=kind, period=period, commit=commit, figure=after[-1] if after else None)
        return
    for number, one in enumerate(after):
        if number >= len(before):
            kind = VintageKind.REVISED if number else VintageKind.PUBLISHED
        elif before[number].value != one.value:
            kind = VintageKind.OVERWRITTEN
        else:
            continue
        yield Vintage(kind=kind, period=period, commit=commit, figure=one)
