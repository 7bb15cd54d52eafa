"""KPIs whose figures are the sums of those of another over time, although no formula says so.

A quarter is the sum of its months, a year to date that of the months since it began, a rolling sum that of the last
months, also where they are KPIs of their own.  As in `totals`, what adds up wherever it can, twice at least, is taken
to add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pap_cli.assess.disclosure.small import counts_of, is_counted, states
from pap_cli.assess.disclosure.totals import DECIMALS, FEWEST_PERIODS, Figure
from pap_cli.model.dates import add_months
from pap_cli.model.derivation import Key
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Basis
from pap_cli.model.periods import Period
from pap_cli.model.windows import months_into_year

_ONE_DAY = timedelta(days=1)
_Series = dict[Period, float]


def sums_over_time(kpis: Mapping[Key, Kpi]) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    """Yield each figure that is the sum of figures of another KPI, with these; the KPIs have figures of their own."""
    counts = {key: series for key, kpi in kpis.items() if (series := _counts(kpi))}
    kinds = {key: {period.kind for period in series} for key, series in counts.items()}
    for key, parts in counts.items():
        if kpis[key].basis is not Basis.IN_PERIOD:
            continue
        for whole, sums in counts.items():
            if kpis[whole].basis is Basis.IN_PERIOD and kinds[whole] & kinds[key]:
                continue  # no sums: copies are found in `totals`
            if kpis[whole].plan == kpis[key].plan or None in (kpis[whole].plan, kpis[key].plan):
                yield from _of(whole, kpis[whole], sums, key, parts)


def _counts(kpi: Kpi) -> _Series:
    """Return what a KPI counts in each period, as last revised; nothing if it is no sum of counts."""
    counted = is_counted(kpi, kpi.observations)
    name = "figure" if counted else "numerator"
    shown = {one.period: counts_of(kpi, list(states(one))[-1], counted=counted) for one in kpi.observations}
    found = {period: round(counts[name], DECIMALS) for period, counts in shown.items() if name in counts}
    return found if any(found.values()) else {}


def _of(whole: Key, kpi: Kpi, sums: _Series, key: Key, parts: _Series) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    found: dict[Period, list[Period]] = {}
    for period, total in sums.items():
        first = _first_day(kpi, period)
        if first is None:
            return
        within = [one for one in parts if first <= one.start and one.end <= period.end]
        if sum((one.end - one.start).days + 1 for one in within) != (period.end - first).days + 1:
            continue  # a part is not in the files
        if round(sum(parts[one] for one in within), DECIMALS) != total:
            return
        found[period] = within
    if len(found) >= FEWEST_PERIODS and any(len(within) > 1 for within in found.values()):
        yield from (((whole, period), tuple((key, one) for one in within)) for period, within in found.items())


def _first_day(kpi: Kpi, period: Period) -> date | None:
    """Return the first day that a figure is about; None for a snapshot."""
    if kpi.basis is Basis.IN_PERIOD:
        return period.start
    if kpi.basis is Basis.SNAPSHOT:
        return None
    months = kpi.basis.months or months_into_year(period.end, kpi.calendar.first_month)
    return add_months(period.end + _ONE_DAY, -months)
