"""The changes of KPIs: their charts, ratings, targets and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pap_cli.assess.changes.change import ChangeKind, ItemChange, Value
from pap_cli.assess.changes.movement import KpiMove
from pap_cli.assess.charts.reading import change_of
from pap_cli.assess.identity import Pairs, pair
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.measure import Missing
from pap_cli.model.periods import Period


def of_kpis(before: Iterable[KpiStatus], now: Iterable[KpiStatus]) -> Iterator[ItemChange]:
    """Yield the changes of KPIs, and those that only one of the two has."""
    found = paired_kpis(before, now)
    for was, status in found.both:
        yield from _of_both(was, status)
    for new in found.new:
        yield of_kpi(ChangeKind.ADDED, new)
    for gone in found.gone:
        yield of_kpi(ChangeKind.REMOVED, gone)


def paired_kpis(before: Iterable[KpiStatus], now: Iterable[KpiStatus]) -> Pairs[KpiStatus]:
    """Return which KPI of two versions is which; one that only became that of a plan is the same."""
    were = {(one.kpi.plan, one.id): one for one in before}
    both, new = [], []
    for status in now:
        was = were.pop((status.kpi.plan, status.id), None)
        if was is None:
            new.append(status)
        else:
            both.append((was, status))
    rest = (
        pair(were.values(), new, lambda one: one.kpi) if were and new else Pairs((), tuple(were.values()), tuple(new))
    )
    return Pairs((*both, *rest.both), rest.gone, rest.new)


def _of_both(was: KpiStatus, now: KpiStatus) -> Iterator[ItemChange]:
    """Yield the changes of a KPI: its chart, its rating, its target, and its figures."""
    signal = now.signal
    if KpiMove(was, now).new_signal and signal is not None:
        change = change_of(signal)
        note = f"since {change.first.period}" if change is not None else ""
        yield of_kpi(ChangeKind.WORSE if signal.concern else ChangeKind.BETTER, now, note=note)
    if was.rating is not now.rating:
        yield of_kpi(ChangeKind.RERATED, now, before=was.rating, now=now.rating, note=now.reason)
    floors = _floor(was), _floor(now)
    if was.aim.target != now.aim.target:
        note = f"{floors[1]} (was {floors[0]})" if floors[0] != floors[1] else ""
        yield of_kpi(ChangeKind.RETARGETED, now, before=was.aim, now=now.aim, note=note)
    elif was.aim.floor != now.aim.floor:  # the target is as it was, so the floor is what is shown
        yield of_kpi(ChangeKind.RETARGETED, now, before=floors[0], now=floors[1])
    known = {one.period: one for one in was.series if one.value is not Missing.MISSING}
    new = [one for one in now.series if one.value is not Missing.MISSING and one.period not in known]
    if new:
        note = _periods([one.period for one in new])
        yield of_kpi(ChangeKind.FIGURE, now, on=now.published, before=was.latest, now=new[-1], note=note)
    for one in now.series:
        earlier = known.get(one.period)
        if earlier is not None and earlier.value != one.value:
            revision = now.revised.get(one.period)
            on = revision.published if revision is not None else None
            yield of_kpi(ChangeKind.REVISED, now, on=on, before=earlier, now=one, note=str(one.period))
    shown = {one.period for one in now.series if one.value is not Missing.MISSING}
    for period, earlier in known.items():
        if period not in shown:
            yield of_kpi(ChangeKind.WITHDRAWN, now, before=earlier, note=str(period))


def _floor(status: KpiStatus) -> str:
    words = status.aim.floor_words(status.kpi.unit)
    return f"floor {words}" if words else "no floor"


def _periods(periods: list[Period]) -> str:
    if len(periods) == 1:
        return str(periods[0])
    return f"{periods[0]} to {periods[-1]}, {len(periods):,} figures"


def of_kpi(
    kind: ChangeKind,
    status: KpiStatus,
    *,
    on: date | None = None,
    before: Value = None,
    now: Value = None,
    note: str = "",
) -> ItemChange:
    """Return a change of a KPI."""
    return ItemChange(
        kind=kind,
        sort="KPI",
        id=status.id,
        title=status.kpi.title,
        plan=status.kpi.plan,
        place=status.kpi.place,
        on=on,
        before=before,
        now=now,
        note=note,
        unit=status.kpi.unit,
        owners=status.kpi.owners,
        key=status.key,
    )
