"""Which figures count few: counts below the threshold, and shares of which either part is.

Counts of 1 to 4 are hidden by default, as is usual in tables about people.  A share tells as much as its counts: with
its denominator it gives its numerator away, and the rest of the denominator is a count too.  Sources:
docs/explanation/small-numbers.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pap_cli.model.config import Disclosure
from pap_cli.model.dates import add_months
from pap_cli.model.kpi import BenchmarkFigure, Kpi, Observation, Revision
from pap_cli.model.measure import Basis, Missing
from pap_cli.model.numbers import is_quotient, multiplier_of
from pap_cli.model.periods import Period

# A figure in a unit with one of these words, or a sign of money, is measured, not counted.
_MEASURED = re.compile(
    r"[£$€]|\b(average|days?|grade|hours?|index|mean|median|minutes?|months?|pence|points|pounds|rank|rate|score"
    r"|weeks?|years?)\b"
)
# What follows one of these says which are counted: `children over 28 days`, `pupils below the average`.
_WHICH = re.compile(
    r"\d|\b(above|aged|after|at|before|below|between|for|on|over|past|since|than|under|whose|who|with|within|without)\b"
)
# The decimals of a count that is computed from a share.
_DUST = 6


def is_few(count: float, rules: Disclosure) -> bool:
    """Return True if a count is to be hidden."""
    count = round(count, _DUST)
    return 0 < count < rules.suppress_below or (count == 0 and rules.suppress_zero)


def states(observation: Observation) -> Iterator[Observation | Revision]:
    """Yield a figure as it was first published, and each revision of it."""
    yield observation
    yield from observation.revisions


def is_counted(kpi: Kpi, observations: Iterable[Observation]) -> bool:
    """Return True if the figures of a KPI are counts: whole numbers, in a unit that is counted."""
    unit = kpi.unit.casefold()
    what = _WHICH.split(unit, maxsplit=1)[0].strip() or unit
    if is_quotient(unit) or _MEASURED.search(what):
        return False
    values = [state.value for one in observations for state in states(one)]
    return all(float(value).is_integer() for value in values if not isinstance(value, Missing))


def counts_of(kpi: Kpi, state: Observation | Revision | BenchmarkFigure, *, counted: bool) -> dict[str, float]:
    """Return the counts that a figure shows, by what they are; `counted` is True if the figure is one itself."""
    value = None if isinstance(state.value, Missing) else float(state.value)
    numerator, denominator = fraction_of(kpi, state)
    rest = None
    if numerator is not None and denominator is not None and multiplier_of(kpi.unit) is not None:
        rest = denominator - numerator
    found = {
        "figure": value if counted else None,
        "numerator": numerator,
        "rest": rest if rest is not None and rest >= 0 else None,
        "denominator": denominator or None,
    }
    return {name: count for name, count in found.items() if count is not None}


def fraction_of(kpi: Kpi, state: Observation | Revision | BenchmarkFigure) -> tuple[float | None, float | None]:
    """Return the numerator and denominator of a figure; if one is not written, as the share and the other give it."""
    value, numerator, denominator, whole = state.value, state.numerator, state.denominator, multiplier_of(kpi.unit)
    if isinstance(value, Missing) or whole is None:
        return numerator, denominator
    if numerator is None and denominator is not None:
        return value / whole * denominator, denominator
    if denominator is None and numerator is not None and value > 0:
        return numerator, numerator * whole / value
    return numerator, denominator


def small_periods(kpi: Kpi, observations: Iterable[Observation], rules: Disclosure) -> set[Period]:
    """Return the periods whose figure counts few, or is confidential, as it was first published or in any revision.

    The difference between two figures since the start of the year is a count too: a figure is also hidden if it is
    only a few above the last one before it that is not hidden.
    """
    known = sorted(observations, key=lambda one: one.period.end)
    counted = is_counted(kpi, known)
    shown = {one.period: [counts_of(kpi, state, counted=counted) for state in states(one)] for one in known}
    found = {period for period, each in shown.items() if any(is_few(n, rules) for one in each for n in one.values())}
    found |= {one.period for one in known if any(state.value is Missing.CONFIDENTIAL for state in states(one))}
    if kpi.basis is Basis.YEAR_TO_DATE:
        found |= _small_steps(kpi, {period: each[0] for period, each in shown.items()}, found, rules)
        found |= _small_steps(kpi, {period: each[-1] for period, each in shown.items()}, found, rules)
    return found


def _small_steps(
    kpi: Kpi, shown: Mapping[Period, Mapping[str, float]], hidden: set[Period], rules: Disclosure
) -> set[Period]:
    found: set[Period] = set()
    year, before = 0, dict[str, float]()
    for period, counts in shown.items():
        own = add_months(period.end, 1 - kpi.calendar.first_month).year
        if own != year:
            year, before = own, {}
        if period in hidden:
            continue
        if any(
            0 < round(n - before[name], _DUST) < rules.suppress_below for name, n in counts.items() if name in before
        ):
            found.add(period)
        else:
            before = dict(counts)
    return found
