"""Which baselines are hidden: those that count few, that are for a hidden figure, or that would give one of these away.

A baseline is a figure too, often from before the first one in the files: where those of a total and of one part are
shown, so is that of the other part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pap_cli.assess.disclosure.formulas import formulas_of
from pap_cli.assess.disclosure.small import is_counted, is_few, states
from pap_cli.assess.disclosure.totals import Figure, counts_by_group, linked
from pap_cli.model.config import Disclosure
from pap_cli.model.derivation import Key, by_key
from pap_cli.model.kpi import Baseline, Hidden, Kpi
from pap_cli.model.measure import Basis
from pap_cli.model.periods import Period


def hidden_baselines(kpis: Sequence[Kpi], hidden: Mapping[Key, Mapping[Period, Hidden]], rules: Disclosure) -> set[Key]:
    """Return the KPIs whose baselines are hidden, given the hidden figures of all.

    KPIs that are computed from one another, or add up, lose their baselines for a period together, except one that is
    shown as a figure anyway.
    """
    known = by_key(kpis)
    stated = {key: kpi.baseline for key, kpi in known.items() if kpi.baseline is not None}
    gone: set[Figure] = {(key, period) for key, periods in hidden.items() for period in periods}
    gone |= {
        (key, one.period) for key, one in stated.items() if _counts_few(known[key], one, hidden.get(key, {}), rules)
    }
    apart = {key: one.period for key, one in stated.items() if not _is_shown(known[key], one)}
    together = list(_together(kpis, {key for key, _ in gone})) if gone and apart else []
    before = -1
    while len(gone) != before:
        before = len(gone)
        for family in together:
            lost = [(key, apart[key]) for key in family & apart.keys()]
            gone |= {(key, period) for key, period in lost if any((other, period) in gone for other in family)}
    return {key for key, one in stated.items() if (key, one.period) in gone}


def _counts_few(kpi: Kpi, baseline: Baseline, hidden: Mapping[Period, Hidden], rules: Disclosure) -> bool:
    """Return True if a baseline counts few, or is for a hidden period or one around it."""
    if is_counted(kpi, kpi.observations) and baseline.value.is_integer() and is_few(baseline.value, rules):
        return True
    at = baseline.period
    if kpi.basis is not Basis.IN_PERIOD:
        return any(one.end == at.end for one in hidden)
    return any(at.start <= one.start and one.end <= at.end for one in hidden)


def _is_shown(kpi: Kpi, baseline: Baseline) -> bool:
    """Return True if a baseline is a figure of its KPI."""
    return any(
        one.period == baseline.period and any(state.value == baseline.value for state in states(one))
        for one in kpi.observations
    )


def _together(kpis: Sequence[Kpi], hidden: set[Key]) -> Iterator[frozenset[Key]]:
    """Yield KPIs that are computed from one another, or that add up and one of which has a hidden figure."""
    for key, (_, inputs) in formulas_of(kpis).items():
        yield frozenset((key, *inputs.values()))
    for group in counts_by_group(kpis):
        for link in linked(group, hidden):
            yield frozenset((link.whole, *link.parts))
