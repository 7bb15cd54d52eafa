"""KPIs whose figures add up although no formula says so: totals with their parts, shares of one whole, and copies.

Whoever reads a table sees that one row is the sum of others.  So what adds up in every period that the KPIs have in
common, at least two, is taken to add up.  By chance that is rare, and costs a figure only where one of them is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from pap_cli.assess.disclosure.small import counts_of, is_counted, states
from pap_cli.model.derivation import Key, by_key
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Basis
from pap_cli.model.periods import Period

# Fewer periods in common show nothing.
FEWEST_PERIODS = 2
# The most parts of a total, and how many sets of parts are tried, the small ones first.
MOST_PARTS = 6
MOST_TRIES = 100_000
# The decimals of a count.
DECIMALS = 6

# A figure of the workspace: the plan and ID of its KPI, and its period.
Figure = tuple[Key, Period]
# The counts that a KPI shows, by what they are, in each period: see `counts_of`.
Shown = Mapping[Period, Mapping[str, float]]
_Series = dict[Period, float]


def counts_by_group(kpis: Iterable[Kpi]) -> list[dict[Key, Shown]]:
    """Return the counts of KPIs with figures of their own, as last revised, for each plan and basis."""
    groups: dict[tuple[str | None, Basis], dict[Key, Shown]] = {}
    known = by_key(kpis)
    plans = {plan for plan, _ in known}
    for key, kpi in known.items():
        counted = is_counted(kpi, kpi.observations)
        latest = {one.period: counts_of(kpi, list(states(one))[-1], counted=counted) for one in kpi.observations}
        for plan in plans if kpi.plan is None else (kpi.plan,):
            groups.setdefault((plan, kpi.basis), {})[key] = latest
    return list(groups.values())


class Linked(Struct, frozen=True):
    """A KPI that gives a figure away together with others: it is hidden where one of `parts` is."""

    whole: Key
    parts: tuple[Key, ...]
    # Whether one of the parts is hidden where the whole is.
    both_ways: bool = True


def linked(shown: Mapping[Key, Shown], hidden: Collection[Key]) -> Iterator[Linked]:
    """Yield KPIs that add up to others, if one of them has a hidden figure.

    Args:
        shown: the counts of KPIs of one plan and basis.
        hidden: the KPIs with hidden figures.
    """
    counts = {key: series for key, each in shown.items() if any((series := _series(each, "figure")).values())}
    shares = {key: series for key, each in shown.items() if (series := _series(each, "denominator"))}
    search = _Search(hidden)
    for whole, figures in counts.items():
        yield from (Linked(whole, parts) for parts in search.same(whole, figures, counts))
    for share, everyone in shares.items():
        of = {name: search.same(share, _series(shown[share], name), counts) for name in ("numerator", "rest")}
        all_ = search.same(share, everyone, counts)
        yield from (Linked(share, parts, both_ways=False) for parts in (*of["numerator"], *of["rest"], *all_))
        yield from (Linked(share, (*total, *some)) for total in all_ for some in of["numerator"] if total != some)
    for size in range(2, MOST_PARTS + 1):
        for whole, figures in counts.items():
            yield from (Linked(whole, parts) for parts in search.sums(whole, figures, counts, size))
        for share, everyone in shares.items():
            peers = {key: _series(shown[key], "numerator") for key, one in shares.items() if _equal(everyone, one)}
            for parts in search.sums(share, everyone, peers, size, among=True):
                others = (tuple(key for key in parts if key != one) for one in parts)
                yield from (Linked(one, rest, both_ways=False) for one, rest in zip(parts, others, strict=True))


def _series(shown: Shown, name: str) -> _Series:
    return {period: round(counts[name], DECIMALS) for period, counts in shown.items() if name in counts}


def _equal(one: _Series, other: _Series) -> bool:
    """Return True if two series are equal in the periods that they share, and share enough."""
    shared = 0
    for period, value in one.items():
        if period in other:
            if other[period] != value:
                return False
            shared += 1
    return shared >= FEWEST_PERIODS


def _less(total: _Series, part: _Series) -> _Series:
    """Return what is left of a total without a part, in the periods that they share; nothing if the part is larger."""
    left: _Series = {}
    for period, value in total.items():
        if period in part:
            left[period] = rest = round(value - part[period], DECIMALS)
            if rest < 0:
                return {}
    return left


class _Search:
    """Looks for series that add up to another, until there were too many tries."""

    def __init__(self, hidden: Collection[Key]) -> None:
        self.hidden = hidden
        self.tries = 0

    def same(self, whole: Key, series: _Series, others: Mapping[Key, _Series]) -> list[tuple[Key]]:
        """Return each series that is equal to another."""
        return [(key,) for key, one in others.items() if key != whole and _equal(series, one)]

    def sums(
        self, whole: Key, total: _Series, others: Mapping[Key, _Series], size: int, *, among: bool = False
    ) -> Iterator[tuple[Key, ...]]:
        """Yield the sets of so many series that add up to a total in every period that they share with it.

        `among` is True if the whole may be one of them.
        """
        keys = sorted((key for key in others if among or key != whole), key=lambda key: key not in self.hidden)
        concerned = sum(key in self.hidden for key in keys)
        if whole not in self.hidden and not concerned:
            return
        ends = len(keys) if whole in self.hidden and not among else concerned  # one of them has a hidden figure

        def search(first: int, end: int, chosen: tuple[Key, ...], left: _Series) -> Iterator[tuple[Key, ...]]:
            for place in range(first, end):
                self.tries += 1
                if self.tries > MOST_TRIES:
                    return
                after = _less(left, others[keys[place]])
                if len(after) < FEWEST_PERIODS:
                    continue
                if len(chosen) + 1 < size:
                    yield from search(place + 1, len(keys), (*chosen, keys[place]), after)
                elif not any(after.values()):
                    yield (*chosen, keys[place])

        yield from search(0, ends, (), total)
