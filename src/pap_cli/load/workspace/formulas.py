"""Check the formulas of derived KPIs: every ID is known, units match and there are no circular references.

A KPI with an invalid formula is marked as such: it is not rated, and nothing is computed from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from pap_cli.diagnostics import diagnostic_at
from pap_cli.load.workspace.link import MAX_LISTED, Linking
from pap_cli.model.dates import quote
from pap_cli.model.derivation import Key, by_key, in_dependency_order, named_by
from pap_cli.model.formula import Formula, parse_formula
from pap_cli.model.kpi import Kpi
from pap_cli.model.nodes import FormulaError, Reference
from pap_cli.model.place import Place, Span
from pap_cli.model.series import Series, derived_series, series_of
from pap_cli.model.units import scale_of
from pap_cli.problems.ids import UNKNOWN_ID
from pap_cli.problems.values import BAD_FORMULA

# How many figures of other KPIs the formulas of a workspace may use, over all periods.
MAX_STEPS = 100_000


def check_formulas(kpis: Sequence[Kpi], linking: Linking) -> tuple[Kpi, ...]:
    """Return KPIs with those that have an invalid formula marked as such; they are reported to LINKING."""
    if not any(kpi.formula for kpi in kpis):
        return tuple(kpis)
    return _Checking(kpis, linking).checked(kpis)


class _Checking:
    """Checks the formulas of one workspace."""

    def __init__(self, kpis: Iterable[Kpi], linking: Linking) -> None:
        self.known = by_key(kpis)
        self.linking = linking
        self.positions = {key: position for position, key in enumerate(self.known)}
        self.ids: dict[str | None, set[str]] = {}
        for plan, id in self.known:
            self.ids.setdefault(plan, set()).add(id)
        self.bad: set[Key] = set()
        self.left_out: set[Key] = set()
        # The series of derived KPIs and of those that they are computed from.
        self.of: dict[Key, Series] = {}

    def checked(self, kpis: Sequence[Kpi]) -> tuple[Kpi, ...]:
        formulas = {_key(kpi): formula for kpi in kpis if kpi.formula and (formula := self.read(kpi, kpi.formula))}
        for key, formula in formulas.items():
            self.check(self.known[key], formula)
        inputs = {
            key: [_key(one) for id in formula.ids if (one := named_by(self.known[key], id, self.known))]
            for key, formula in formulas.items()
        }
        self.cycles(formulas, inputs)
        self.series(formulas, inputs)
        self.bounded(formulas, inputs)
        return tuple(self.marked(kpi) if _key(kpi) in self.bad else self.settled(kpi) for kpi in kpis)

    def settled(self, kpi: Kpi) -> Kpi:
        """Return a KPI with the basis and calendar of its formula, unless it is the second of its ID."""
        series = self.of.get(_key(kpi))
        if series is None or kpi.formula is None or (kpi.basis, kpi.calendar) == (series.basis, series.calendar):
            return kpi
        return replace(kpi, basis=series.basis, calendar=series.calendar)

    def marked(self, kpi: Kpi) -> Kpi:
        # observations and events take precedence over a formula
        formula = None if kpi.observations or kpi.events or _key(kpi) in self.left_out else kpi.formula
        return replace(kpi, formula=formula, place=kpi.place.as_faulty())

    def read(self, kpi: Kpi, text: str) -> Formula | None:
        """Return the formula of a KPI; if it is invalid or not allowed, report that and return None."""
        if kpi.observations or kpi.events:
            message = f"{kpi.id} has both a formula and {'events' if kpi.events else 'observations'}"
            self.report(kpi, FormulaError(message, "delete one of them", 0, len(text)))
            return None
        try:
            return parse_formula(text)
        except FormulaError as error:
            self.report(kpi, error)
            return None

    def check(self, kpi: Kpi, formula: Formula) -> None:
        """Report unknown IDs and units that do not match."""
        inputs = {id: named_by(kpi, id, self.known) for id in formula.ids}
        for reference in formula.references:
            one = inputs[reference.id]
            if one is None:
                self.unknown(kpi, reference)
            elif one.events:
                message = f"{one.id} has events, and no figures of months or quarters"
                help = "record how many there were in each period as a KPI of its own, and use its ID"
                self.report(kpi, FormulaError(message, help, reference.start, reference.end))
                return
        if None in inputs.values():
            return
        try:
            scale_of(formula, kpi.unit, {id: one.unit for id, one in inputs.items() if one})
        except FormulaError as error:
            self.report(kpi, error)

    def series(self, formulas: Mapping[Key, Formula], inputs: Mapping[Key, list[Key]]) -> None:
        """Work out the basis and calendar of derived KPIs; report functions that cannot be computed."""
        for key in in_dependency_order(inputs):
            kpi, formula = self.known[key], formulas[key]
            if key in self.bad or len(inputs[key]) < len(formula.ids):
                continue
            for one in inputs[key]:
                if one not in self.of and one not in inputs:
                    self.of[one] = series_of(self.known[one])
            if any(one not in self.of for one in inputs[key]):
                continue  # computed from one that is reported
            known = dict(zip(formula.ids, (self.of[one] for one in inputs[key]), strict=True))
            try:
                self.of[key] = derived_series(kpi, formula, known, kpi.place.fields)
            except FormulaError as error:
                self.report(kpi, error)

    def unknown(self, kpi: Kpi, reference: Reference) -> None:
        linking = self.linking
        if not linking.whole or reference.id in linking.lost_ids:
            return
        if linking.full:
            linking.not_shown += 1
            return
        known = (self.ids.get(None, set()) | self.ids[kpi.plan]) - {kpi.id}
        help = _with_spaces(reference.id, known) or linking.advice("formula", reference.id, "kpi", known)
        self.bad.add(_key(kpi))
        linking.report(
            replace(
                diagnostic_at(
                    UNKNOWN_ID,
                    f"unknown KPI {quote(reference.id)}",
                    help=help,
                    place=kpi.place,
                    plan=kpi.plan,
                    item=kpi.id,
                ),
                span=_within(kpi.place, kpi.formula or "", reference.start, reference.end),
            )
        )

    def cycles(self, formulas: Mapping[Key, Formula], inputs: Mapping[Key, list[Key]]) -> None:
        """Report KPIs that are computed from themselves, each cycle once."""
        unsettled = inputs.keys() - set(in_dependency_order(inputs))
        seen: set[Key] = set()
        for start in inputs:
            walk: dict[Key, None] = {}
            key = start
            # each of these has an input among them, so following the inputs ends in a cycle
            while key in unsettled and key not in seen and key not in walk:
                walk[key] = None
                key = next(one for one in inputs[key] if one in unsettled)
            if key in walk:
                path = list(walk)
                self.cycle(path[path.index(key) :], formulas)
            seen.update(walk)

    def cycle(self, keys: list[Key], formulas: Mapping[Key, Formula]) -> None:
        first = min(keys, key=self.positions.__getitem__)  # reported at the KPI that is written first
        keys = keys[keys.index(first) :] + keys[: keys.index(first)]
        kpi, following = self.known[first], keys[1 % len(keys)]
        names = [id for _, id in keys]
        shown = names if len(names) <= MAX_LISTED else [*names[:MAX_LISTED], "…"]
        way = " → ".join([*shown, names[0]])
        reference = next(
            one for one in formulas[first].references if named_by(kpi, one.id, self.known) is self.known[following]
        )
        error = FormulaError(f"circular formula: {way}", "remove one of the references", reference.start, reference.end)
        self.report(kpi, error)
        self.bad.update(keys)

    def bounded(self, formulas: Mapping[Key, Formula], inputs: Mapping[Key, list[Key]]) -> None:
        """Report the formulas that exceed the limit of figures, as long chains of long series do."""
        counts: dict[Key, int] = {}
        steps = 0
        for key in in_dependency_order(inputs):
            periods = [counts[one] if one in counts else len(self.known[one].observations) for one in inputs[key]]
            counts[key] = min(periods, default=0)
            steps += counts[key] * formulas[key].weight
            if steps > MAX_STEPS and counts[key]:
                message = f"the formulas of this workspace use more than {MAX_STEPS:,} figures"
                self.report(self.known[key], FormulaError(message, "delete some", 0, len(formulas[key].text)))
                counts[key] = 0
                self.left_out.add(key)

    def report(self, kpi: Kpi, error: FormulaError) -> None:
        self.bad.add(_key(kpi))
        if self.linking.full:
            self.linking.not_shown += 1
            return
        place, text = kpi.place, kpi.formula or ""
        invalid = diagnostic_at(BAD_FORMULA, error.message, help=error.help, place=place, plan=kpi.plan, item=kpi.id)
        self.linking.report(replace(invalid, span=_within(place, text, error.start, error.end)))


def _key(kpi: Kpi) -> Key:
    return kpi.plan, kpi.id


def _with_spaces(id: str, known: Collection[str]) -> str:
    """Return advice for an unknown ID that is two known ones joined by an operator; otherwise an empty string."""
    for sign in "/-":
        for at, character in enumerate(id[:100]):
            if character == sign and id[:at] in known and id[at + 1 :] in known:
                return f"write {id[:at]} {sign} {id[at + 1 :]}, with a space on both sides of {sign}"
    return ""


def _within(place: Place, text: str, start: int, end: int) -> Span:
    """Return the span of a part of a formula in its file, or of the whole value if the part cannot be located.

    The formula may be quoted or folded over several lines, so spaces are ignored.
    """
    written = place.fields.get("formula")
    if written is None:
        return place.span()
    _, first, last = written
    signs = [offset for offset in range(first, last) if not place.source.text[offset].isspace()]
    raw = "".join(place.source.text[offset] for offset in signs)
    at = raw.find("".join(text.split()))
    before, length = len("".join(text[:start].split())), len("".join(text[start:end].split()))
    if at < 0 or not length:
        return place.span("formula")
    return place.source.span(signs[at + before], signs[at + before + length - 1] + 1)
