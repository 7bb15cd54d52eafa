"""Which figures are hidden: those that count few, and as many others as it takes that nobody can work them out.

Two conditions hold for every formula and period, and for every longer period within which a KPI has others:

1. Where an input is hidden, so is the result.
2. Where the result is hidden, so is an input.

By the first, nothing that is published depends on a hidden figure; by the second, no hidden result can be computed
from what is published.  Beyond that, where a count can only be so large that a sum still adds up, a second input is
hidden.  The decision is over all figures of a workspace, first values and revisions alike, whenever they become known,
so that every date and every plan of it hides the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.disclosure.formulas import Stated, formulas_of, is_quotient, subtracts
from pap_cli.assess.disclosure.over_time import sums_over_time
from pap_cli.assess.disclosure.small import is_counted, small_periods
from pap_cli.assess.disclosure.totals import Figure, Shown, counts_by_group, linked
from pap_cli.assess.kpis.figures import known_on
from pap_cli.assess.kpis.formula import evaluate, with_derived
from pap_cli.model.config import Disclosure
from pap_cli.model.derivation import Key, by_key, in_dependency_order
from pap_cli.model.formula import Formula
from pap_cli.model.kpi import Hidden, Kpi, Observation
from pap_cli.model.measure import Basis, Missing
from pap_cli.model.nodes import Call, leaves
from pap_cli.model.periods import Period

_ONE_DAY = timedelta(days=1)


def hidden_figures(kpis: Sequence[Kpi], rules: Disclosure) -> dict[Key, dict[Period, Hidden]]:
    """Return the codes in place of the figures to hide, of each KPI of a workspace, computed figures among them."""
    deciding = _Deciding(kpis=tuple(kpis), rules=rules)
    hidden = deciding.small()
    before = -1
    while hidden and len(hidden) != before:  # each round hides more, until there is nothing more to hide
        before = len(hidden)
        hidden |= deciding.results(hidden)
        hidden |= deciding.around(hidden)
        hidden |= deciding.adding_up(hidden)
        hidden |= deciding.inputs(hidden)
    return deciding.codes(hidden)


def without(kpis: Iterable[Kpi], hidden: Mapping[Key, Mapping[Period, Hidden]]) -> tuple[Kpi, ...]:
    """Return KPIs with the codes in place of their own figures that are hidden."""
    return tuple(_without(kpi, hidden.get((kpi.plan, kpi.id), {})) for kpi in kpis)


def _without(kpi: Kpi, codes: Mapping[Period, Hidden]) -> Kpi:
    return replace(kpi, observations=tuple(codes.get(one.period, one) for one in kpi.observations)) if codes else kpi


def blank(one: Observation) -> Hidden:
    """Return the code `c` in place of a figure, and nothing that gives it away."""
    return Hidden(period=one.period, value=Missing.CONFIDENTIAL, published=one.published, place=one.place)


class _Deciding(Struct, frozen=True, kw_only=True, dict=True):
    """The figures of a workspace, and which of them depend on which."""

    kpis: tuple[Kpi, ...]
    rules: Disclosure

    @cached_property
    def known(self) -> dict[Key, Kpi]:
        """Every KPI with its figures, computed ones too."""
        return by_key(with_derived(self.kpis))

    @cached_property
    def figures(self) -> dict[Key, dict[Period, Observation]]:
        """Every figure, by KPI and period, and each that would be computed but for a divisor of zero."""
        found = {key: {one.period: one for one in kpi.observations} for key, kpi in self.known.items()}
        for key, inputs in self.in_order:
            first, *others = inputs.values()
            for period in found[first]:
                if period not in found[key] and all(period in found[one] for one in others):
                    known = [known_on(self.known[one], found[one][period]) for one in (first, *others)]
                    place = self.known[key].place
                    found[key][period] = Observation(period, Missing.MISSING, place, published=max(known))
        return found

    @cached_property
    def formulas(self) -> dict[Key, Stated]:
        """The formula of each computed KPI, with its inputs by their ID."""
        return formulas_of(self.kpis)

    @cached_property
    def in_order(self) -> list[tuple[Key, dict[str, Key]]]:
        """Each computed KPI with its inputs, after those that it is computed from."""
        inputs = {key: named for key, (_, named) in self.formulas.items()}
        return [(key, inputs[key]) for key in in_dependency_order({key: one.values() for key, one in inputs.items()})]

    @cached_property
    def parts(self) -> dict[Key, frozenset[Key]]:
        """The KPIs with figures of their own that each formula is computed from, directly or by other formulas."""
        found: dict[Key, frozenset[Key]] = {}
        for key, inputs in self.in_order:
            found[key] = frozenset().union(*(found.get(one, {one}) for one in inputs.values()))
        return found

    @cached_property
    def subtracts(self) -> dict[Key, bool]:
        """Whether each formula subtracts, directly or by other formulas."""
        found: dict[Key, bool] = {}
        for key in self.parts:
            formula, inputs = self.formulas[key]
            found[key] = subtracts(formula.root) or any(found.get(one, False) for one in inputs.values())
        return found

    @cached_property
    def counts(self) -> list[dict[Key, Shown]]:
        """The counts of KPIs that may add up."""
        return counts_by_group(self.kpis)

    @cached_property
    def over_time(self) -> tuple[tuple[Figure, tuple[Figure, ...]], ...]:
        """The figures that are sums of others over time, with these."""
        return tuple(sums_over_time(by_key(self.kpis)))

    def adding_up(self, hidden: set[Figure]) -> set[Figure]:
        """Return totals of hidden figures, and parts of hidden totals, of KPIs that add up."""
        found = set[Figure]()
        kpis = {key for key, _ in hidden}
        sums = [(whole, parts, True) for whole, parts in self.over_time]
        for link in dict.fromkeys(one for group in self.counts for one in linked(group, kpis)):
            for period in self.figures[link.whole]:
                if all(period in self.figures[key] for key in link.parts):
                    parts = tuple((key, period) for key in link.parts)
                    sums.append(((link.whole, period), parts, link.both_ways))
        for whole, parts, both_ways in sums:
            if any(one in hidden for one in parts):
                found.add(whole)
            elif both_ways and whole in hidden:
                found.update(self.cheapest(parts, hidden | found))
        return found

    def small(self) -> set[Figure]:
        """Return the figures that count few."""
        return {
            (key, period)
            for key, kpi in self.known.items()
            for period in small_periods(kpi, kpi.observations, self.rules)
        }

    def codes(self, hidden: Iterable[Figure]) -> dict[Key, dict[Period, Hidden]]:
        """Return the codes in place of hidden figures, by KPI and period."""
        found: dict[Key, dict[Period, Hidden]] = {}
        for key, period in hidden:
            found.setdefault(key, {})[period] = blank(self.figures[key][period])
        return found

    def _computed(self, hidden: set[Figure]) -> dict[Key, set[Period]]:
        """Return the periods for which each computed KPI can be computed without the hidden figures."""
        return {
            (kpi.plan, kpi.id): {one.period for one in kpi.observations if not isinstance(one.value, Missing)}
            for kpi in with_derived(without(self.kpis, self.codes(hidden)))
            if (kpi.plan, kpi.id) in self.formulas
        }

    def results(self, hidden: set[Figure]) -> set[Figure]:
        """Return the computed figures with a hidden input; also one whose divisor is zero, which would say so."""
        left = self._computed(hidden)
        found = set(hidden)
        for key, inputs in self.in_order:
            for period, one in self.figures[key].items():
                lost = period not in left[key] and not isinstance(one.value, Missing)
                if lost or any((other, period) in found for other in inputs.values()):
                    found.add((key, period))
        return found

    def inputs(self, hidden: set[Figure]) -> set[Figure]:
        """Return inputs to hide: of hidden results without a hidden input, and of sums that leave too little room."""
        left, found = self._computed(hidden), set[Figure]()
        for key, (formula, inputs) in self.formulas.items():
            for period in self.figures[key]:
                if (key, period) not in hidden:
                    continue
                named = [(one, period) for one in inputs.values() if period in self.figures[one]]
                if is_quotient(formula):
                    named.reverse()  # the share's numerator is lost rather than the number of all
                taken = [one for one in named if one in hidden or one in found]
                found |= self.many(key, period, hidden)
                if (period in left[key] and not taken) or (len(taken) == 1 and self.tight(key, formula, taken[0])):
                    found.update(self.cheapest([one for one in named if one not in taken], hidden | found))
        return found

    def many(self, key: Key, period: Period, hidden: set[Figure]) -> set[Figure]:
        """Return what a difference is computed from, if two of these figures are hidden; otherwise nothing.

        A total that is shown unless it is small itself would say that all of its hidden parts together are small.
        """
        parts = {(one, period) for one in self.parts[key] if period in self.figures[one]}
        return parts if len(parts & hidden) > 1 and self.subtracts[key] else set()

    def tight(self, key: Key, formula: Formula, only: Figure) -> bool:
        """Return True if a count could not be any number that is hidden, or else its formula would be below zero.

        The other inputs are published, so everybody knows how much room they leave.
        """
        if any(isinstance(leaf, Call) for leaf in leaves(formula.root)):
            return False  # a sum over time leaves room in the other periods
        _, inputs = self.formulas[key]
        (of, period), figures = only, self.figures
        entries = {id: figures[one].get(period) for id, one in inputs.items()}
        values = {id: one.value for id, one in entries.items() if one and not isinstance(one.value, Missing)}
        result = figures[key][period].value
        if len(values) < len(inputs) or isinstance(result, Missing) or result < 0:
            return False
        if not is_counted(self.known[of], figures[of].values()):
            return False
        ids = [id for id, one in inputs.items() if one == of]
        for count in range(1, self.rules.suppress_below):
            value = evaluate(formula.root, values | dict.fromkeys(ids, float(count)))
            if value is not None and value < 0:
                return True
        return False

    def around(self, hidden: set[Figure]) -> set[Figure]:
        """Return figures of the same KPI to hide: longer periods around a hidden one, or a part of a hidden one."""
        found = set[Figure]()
        for key, period in sorted(hidden, key=_order):
            kpi, own = self.known[key], self.figures[key]
            if kpi.basis is not Basis.IN_PERIOD:
                found |= {(key, one) for one in own if one.end == period.end}
                continue
            found |= {(key, one) for one in own if one.start <= period.start and period.end <= one.end}
            parts = [one for one in own if one != period and (key, one) not in hidden]
            while whole := parts_of(period, parts):
                (lost,) = self.cheapest([(key, one) for one in whole], hidden | found)
                found.add(lost)
                parts.remove(lost[1])
        return found

    def cheapest(self, figures: Sequence[Figure], hidden: set[Figure]) -> Sequence[Figure]:
        """Return the figure whose loss matters least, if there is any.

        That is one of a KPI which has no chart any more, rather than of one that keeps it; then one that fewer formulas
        use; then one of fewer; then the last.  What the figures are must not count: whoever knows this rule would learn
        from the choice which of them is greater.
        """
        charts = {key for key, _ in hidden}
        used = [one for _, inputs in self.formulas.values() for one in inputs.values()]

        def loss(place: int) -> tuple[bool, int, int, int]:
            key, _ = figures[place]
            return key not in charts, used.count(key), len(self.figures[key]), -place

        return [figures[place] for place in sorted(range(len(figures)), key=loss)[:1]]


def parts_of(period: Period, figures: Iterable[Period]) -> Sequence[Period]:
    """Return shorter periods that make up another one without a gap, if there are any."""
    until: dict[date, tuple[Period, ...]] = {period.start: ()}
    for one in sorted(figures, key=lambda one: (one.start, one.end)):
        if one.start in until and one.end <= period.end:
            until.setdefault(one.end + _ONE_DAY, (*until[one.start], one))
    return until.get(period.end + _ONE_DAY, ())


def _order(figure: Figure) -> tuple[str, str, date, date]:
    (plan, id), period = figure
    return plan or "", id, period.end, period.start
