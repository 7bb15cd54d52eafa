"""Formulas of derived KPIs, checked where they are written: every word of them known, and the whole computable.

A KPI whose formula is at fault is marked as faulty, so that nobody rates it; nothing is computed from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from pap_cli.diagnostics import finding
from pap_cli.load.workspace.link import MAX_FAULTS, MAX_NAMED, Linking
from pap_cli.model.dates import quote
from pap_cli.model.formula import (
    Formula,
    FormulaError,
    Key,
    Reference,
    by_key,
    in_dependency_order,
    named_by,
    parse_formula,
)
from pap_cli.model.kpi import Kpi
from pap_cli.model.place import Place, Span
from pap_cli.model.units import scale_of
from pap_cli.problems.ids import UNKNOWN_ID
from pap_cli.problems.values import BAD_FORMULA

# How many values of other KPIs the formulas of a workspace may take in, over all periods.
MAX_STEPS = 50_000


def check_formulas(kpis: Sequence[Kpi], linking: Linking) -> tuple[Kpi, ...]:
    """The same KPIs, those with a bad formula marked, what is wrong with them noted in `linking`."""
    if not any(kpi.formula for kpi in kpis):
        return tuple(kpis)
    return _Checking(kpis, linking).checked(kpis)


class _Checking:
    """The checking of the formulas of one workspace."""

    def __init__(self, kpis: Iterable[Kpi], linking: Linking) -> None:
        self.known = by_key(kpis)
        self.linking = linking
        self.positions = {key: position for position, key in enumerate(self.known)}
        self.ids: dict[str | None, set[str]] = {}
        for plan, id in self.known:
            self.ids.setdefault(plan, set()).add(id)
        self.bad: set[Key] = set()
        self.left_out: set[Key] = set()

    def checked(self, kpis: Sequence[Kpi]) -> tuple[Kpi, ...]:
        formulas = {_key(kpi): formula for kpi in kpis if kpi.formula and (formula := self.read(kpi, kpi.formula))}
        for key, formula in formulas.items():
            self.judge(self.known[key], formula)
        inputs = {
            key: [_key(one) for id in formula.ids if (one := named_by(self.known[key], id, self.known))]
            for key, formula in formulas.items()
        }
        self.circles(formulas, inputs)
        self.bounded(formulas, inputs)
        return tuple(self.marked(kpi) if _key(kpi) in self.bad else kpi for kpi in kpis)

    def marked(self, kpi: Kpi) -> Kpi:
        # figures that were typed are facts; a formula beside them is not asked
        formula = None if kpi.observations or _key(kpi) in self.left_out else kpi.formula
        return replace(kpi, formula=formula, place=kpi.place.as_faulty())

    def read(self, kpi: Kpi, text: str) -> Formula | None:
        """The formula of a KPI; None, with a finding, if there is none to be read or it may not have one."""
        if kpi.observations:
            message = f"{kpi.id} has both a formula and observations"
            self.found(kpi, FormulaError(message, "delete one of them", 0, len(text)))
            return None
        try:
            return parse_formula(text)
        except FormulaError as error:
            self.found(kpi, error)
            return None

    def judge(self, kpi: Kpi, formula: Formula) -> None:
        """Find ids that nobody has, and units that do not agree."""
        inputs = {id: named_by(kpi, id, self.known) for id in formula.ids}
        for reference in formula.references:
            if inputs[reference.id] is None:
                self.unknown(kpi, reference)
        if None in inputs.values():
            return
        try:
            scale_of(formula, kpi.unit, {id: one.unit for id, one in inputs.items() if one})
        except FormulaError as error:
            self.found(kpi, error)

    def unknown(self, kpi: Kpi, reference: Reference) -> None:
        linking = self.linking
        if not linking.whole or reference.id in linking.lost_ids:
            return
        if len(linking.diagnostics) >= MAX_FAULTS:
            linking.untold += 1
            return
        known = (self.ids.get(None, set()) | self.ids[kpi.plan]) - {kpi.id}
        help = _parted(reference.id, known) or linking.advice("formula", reference.id, "kpi", known)
        self.bad.add(_key(kpi))
        linking.found(
            replace(
                finding(
                    UNKNOWN_ID,
                    f"formula names {quote(reference.id)}, and there is no such KPI",
                    help=help,
                    place=kpi.place,
                    plan=kpi.plan,
                    item=kpi.id,
                ),
                span=_within(kpi.place, kpi.formula or "", reference.start, reference.end),
            )
        )

    def circles(self, formulas: Mapping[Key, Formula], inputs: Mapping[Key, list[Key]]) -> None:
        """Find KPIs that are computed from themselves, each circle once."""
        unsettled = inputs.keys() - set(in_dependency_order(inputs))
        seen: set[Key] = set()
        for start in inputs:
            walk: dict[Key, None] = {}
            key = start
            # each of these has an input that is one of them: whoever follows these comes round at last
            while key in unsettled and key not in seen and key not in walk:
                walk[key] = None
                key = next(one for one in inputs[key] if one in unsettled)
            if key in walk:
                path = list(walk)
                self.circle(path[path.index(key) :], formulas)
            seen.update(walk)

    def circle(self, keys: list[Key], formulas: Mapping[Key, Formula]) -> None:
        first = min(keys, key=self.positions.__getitem__)  # told of the one that is written first
        keys = keys[keys.index(first) :] + keys[: keys.index(first)]
        kpi, following = self.known[first], keys[1 % len(keys)]
        names = [id for _, id in keys]
        shown = names if len(names) <= MAX_NAMED else [*names[:MAX_NAMED], "…"]
        way = " → ".join([*shown, names[0]])
        reference = next(
            one for one in formulas[first].references if named_by(kpi, one.id, self.known) is self.known[following]
        )
        error = FormulaError(f"circular formula: {way}", "remove one of the references", reference.start, reference.end)
        self.found(kpi, error)
        self.bad.update(keys)

    def bounded(self, formulas: Mapping[Key, Formula], inputs: Mapping[Key, list[Key]]) -> None:
        """Find the formulas that come to more figures than any workspace has: a long chain of long series does."""
        counts: dict[Key, int] = {}
        steps = 0
        for key in in_dependency_order(inputs):
            periods = [counts[one] if one in counts else len(self.known[one].observations) for one in inputs[key]]
            counts[key] = min(periods, default=0)
            steps += counts[key] * len(formulas[key].references)
            if steps > MAX_STEPS and counts[key]:
                message = f"the formulas of this workspace use more than {MAX_STEPS:,} figures"
                self.found(self.known[key], FormulaError(message, "delete some", 0, len(formulas[key].text)))
                counts[key] = 0
                self.left_out.add(key)

    def found(self, kpi: Kpi, error: FormulaError) -> None:
        self.bad.add(_key(kpi))
        if len(self.linking.diagnostics) >= MAX_FAULTS:
            self.linking.untold += 1
            return
        place, text = kpi.place, kpi.formula or ""
        told = finding(BAD_FORMULA, error.message, help=error.help, place=place, plan=kpi.plan, item=kpi.id)
        self.linking.found(replace(told, span=_within(place, text, error.start, error.end)))


def _key(kpi: Kpi) -> Key:
    return kpi.plan, kpi.id


def _parted(id: str, known: Collection[str]) -> str:
    """What to write for an id that is two known ones without spaces between them; empty if it is none."""
    for sign in "/-":
        for at, character in enumerate(id[:100]):
            if character == sign and id[:at] in known and id[at + 1 :] in known:
                return f"write {id[:at]} {sign} {id[at + 1 :]}, with a space on both sides of {sign}"
    return ""


def _within(place: Place, text: str, start: int, end: int) -> Span:
    """The span of a stretch of a formula in its file; of all of its value where that is written another way.

    The text may be quoted, or folded over several lines, so that it is found by its characters without the spaces.
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
