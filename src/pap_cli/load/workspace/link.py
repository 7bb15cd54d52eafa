"""Putting entries together: ids made unique, references followed, parts of a plan joined.

A reference to an id that nobody has names the nearest that somebody has; a reference to an entry that was left out
for a fault of its own is not a second fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, finding, nearest
from pap_cli.load.workspace.lookalikes import difference, twin_of
from pap_cli.model.dates import Duration, quote
from pap_cli.model.entry import written_fields
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Review
from pap_cli.model.place import Named, Place, Span
from pap_cli.model.plan import Action, Header, Plan, PlanFile
from pap_cli.model.portfolio import Portfolio, by_plan
from pap_cli.problems.ids import DUPLICATE_ID, UNKNOWN_ID
from pap_cli.problems.yaml import TOO_MUCH

N = TypeVar("N", bound=Named)

# How many faults of ids are told one by one.
MAX_FAULTS = 500
# How often the reviews of a plan may recur, all of them together.
MAX_RECURRENCES = 10_000
MAX_NEAREST = 100
MAX_NEAREST_KNOWN = 2000
MAX_NAMED = 8

_KINDS = {
    "owner": "owners",
    "body": "bodies",
    "recommendation": "recommendations",
    "work": "actions or milestones",
    "kpi": "KPIs",
}


class Linking(Struct):
    """The joining of one workspace: what was found wrong, and the ids that are missing for another reason."""

    lost_ids: frozenset[str]
    # Whether every file could be parsed: if one could not, unknown ids may simply stand in it.
    whole: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)
    untold: int = 0

    def found(self, diagnostic: Diagnostic) -> None:
        """Note a fault, unless there are more than anybody will read."""
        if len(self.diagnostics) < MAX_FAULTS:
            self.diagnostics.append(diagnostic)
        else:
            self.untold += 1

    def unique(self, entries: Iterable[N], seen: dict[str, Named], plan: str | None) -> Iterator[N]:
        """The entries whose id nobody had before; the others are findings."""
        for entry in entries:
            first = seen.setdefault(entry.id, entry)
            if first is entry:
                yield entry
                continue
            self.found(
                finding(
                    DUPLICATE_ID,
                    f"the id {quote(entry.id)} is taken by {first.place.path}:{first.place.line}; this one is left out",
                    help="give it an id of its own",
                    place=entry.place,
                    fields=("id",),
                    plan=plan,
                    item=entry.id,
                )
            )

    def plan(self, header: Header, parts: Iterable[PlanFile]) -> Plan:
        """One plan from all of its files, each id once."""
        files = list(parts)
        items: dict[str, Named] = {}

        def merged(pick: Callable[[PlanFile], tuple[N, ...]], seen: dict[str, Named]) -> tuple[N, ...]:
            return tuple(self.unique((entry for part in files for entry in pick(part)), seen, header.id))

        return Plan(
            header=header,
            owners=merged(lambda part: part.owners, {}),
            bodies=merged(lambda part: part.bodies, {}),
            recommendations=merged(lambda part: part.recommendations, items),
            actions=tuple(
                self._milestones_once(action, items, header.id) for action in merged(lambda part: part.actions, items)
            ),
            reviews=tuple(self._bounded(merged(lambda part: part.reviews, items), header.id)),
            concerns=merged(lambda part: part.concerns, items),
        )

    def _bounded(self, reviews: Iterable[Review], plan: str) -> Iterator[Review]:
        """The reviews that recur no more often than all of a plan's together ever would; the others are findings."""
        left = MAX_RECURRENCES
        for review in reviews:
            times = _times(review)
            if times <= left:
                left -= times
                yield review
                continue
            self.found(
                finding(
                    TOO_MUCH,
                    f"with {quote(review.id)} the reviews of this plan recur more than {MAX_RECURRENCES:,} times; "
                    "it is left out",
                    help="let them recur less often, or end sooner",
                    place=review.place,
                    fields=("every",),
                    plan=plan,
                    item=review.id,
                )
            )

    def _milestones_once(self, action: Action, items: dict[str, Named], plan: str) -> Action:
        kept = tuple(self.unique(action.milestones, items, plan))
        return action if len(kept) == len(action.milestones) else replace(action, milestones=kept)

    def references(self, portfolio: Portfolio) -> None:
        """Report every reference to an ID that does not exist."""
        if not self.whole:
            return
        kpis_of = by_plan(portfolio.kpis, attrgetter("plan"), (plan.id for plan in portfolio.plans))
        # by identity: plans without KPIs of their own share one tuple, which is read once
        of_kpis: dict[int, tuple[set[str], list[tuple[str, set[str]]]]] = {}
        for kpis in kpis_of.values():
            if id(kpis) not in of_kpis:
                of_kpis[id(kpis)] = {kpi.id for kpi in kpis}, _referred_to(kpis)
        for plan in portfolio.plans:
            kpis = kpis_of[plan.id]
            kpi_ids, of_these_kpis = of_kpis[id(kpis)]
            steps = [milestone for action in plan.actions for milestone in action.milestones]
            known: dict[str, set[str]] = {
                "owner": set(plan.owner_titles),
                "body": set(plan.body_titles),
                "recommendation": {entry.id for entry in plan.recommendations},
                "work": {action.id for action in plan.actions} | {milestone.id for milestone in steps},
                "kpi": kpi_ids,
            }
            groups: list[Sequence[Any]] = [plan.header.statutory, plan.recommendations, plan.reviews, plan.concerns]
            groups += [plan.actions, steps]
            for entries, referred_to in [(kpis, of_these_kpis), *((group, _referred_to(group)) for group in groups)]:
                # all at once first: nearly every ID is known
                if not all(ids <= known[kind] for kind, ids in referred_to):
                    for entry in entries:
                        self._entry(entry, known, plan.id)

    def _entry(self, entry: Any, known: Mapping[str, set[str]], plan: str) -> None:
        for name, kind in _reference_fields(type(entry)):
            value = getattr(entry, name)
            if not value:
                continue
            if isinstance(value, str):
                if value not in known[kind]:
                    self._unknown(entry, name, value, kind, known[kind], plan)
            else:
                for one in value:
                    if one not in known[kind]:
                        self._unknown(entry, name, one, kind, known[kind], plan)

    def _unknown(self, entry: Named, name: str, id: str, kind: str, known: set[str], plan: str) -> None:
        if id in self.lost_ids:
            return
        if len(self.diagnostics) >= MAX_FAULTS:
            self.untold += 1
            return
        self.found(
            replace(
                finding(
                    UNKNOWN_ID,
                    f"{name} names {quote(id)}, and this plan has no such {kind_word(kind)}",
                    help=self.advice(name, id, kind, known),
                    place=entry.place,
                    fields=(name,),
                    plan=plan,
                    item=entry.id,
                ),
                span=_within(entry.place, name, id),
            )
        )

    def advice(self, name: str, id: str, kind: str, known: set[str]) -> str:
        """What to write instead of an id that nobody has."""
        kinds = _KINDS[kind]
        if not known:
            return f"this plan has no {kinds}: add one, or delete {name}"
        # comparing words is slow: in a file of nothing but unknown ids, only the first are compared with all
        if len(self.diagnostics) < MAX_NEAREST and len(known) <= MAX_NEAREST_KNOWN:
            if twin := twin_of(id, known):
                why = "" if twin.casefold() == id.casefold() else f" {difference(id, twin)}"
                return f"did you mean {twin}?{why}"
            if near := nearest(id, known):
                return f"did you mean {near}?"
        if len(known) <= MAX_NAMED:
            return f"the {kinds} of this plan are {', '.join(sorted(known))}"
        return f"name one of the {len(known)} {kinds} of this plan"


def _times(review: Review) -> int:
    """How often a review recurs, at most."""
    if review.every is None or review.start is None:
        return 1
    last = review.until or (review.length or Duration(months=24)).after(review.start)
    shortest = max(1, review.every.months * 28 + review.every.days)
    return max(0, (last - review.start).days) // shortest + 1


def kind_word(kind: str) -> str:
    """What a kind of reference is called in a sentence."""
    return {"work": "action or milestone", "kpi": "KPI"}.get(kind, kind)


def _within(place: Place, name: str, id: str) -> Span:
    """The span of one id in a field that lists several."""
    written = place.fields.get(name)
    if written is None:
        return place.span()
    _, start, end = written
    # not within a longer id: R1 is no part of R11, nor A1 of A1.1
    found = re.compile(rf"(?<![\w.:/-]){re.escape(id)}(?![\w.:/-])").search(place.source.text, start, end)
    return place.source.span(found.start(), found.end()) if found else place.span(name)


_REFERENCES: dict[type, tuple[tuple[str, str], ...]] = {}


def _referred_to(entries: Sequence[Any]) -> list[tuple[str, set[str]]]:
    """Return the IDs that entries of one class refer to, each set with its kind."""
    found: list[tuple[str, set[str]]] = []
    for name, kind in _reference_fields(type(entries[0])) if entries else ():
        named = list(filter(None, map(attrgetter(name), entries)))
        found.append((kind, set(named) if named and isinstance(named[0], str) else set(chain.from_iterable(named))))
    return found


def _reference_fields(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a class that name ids, and of what kind; worked out once."""
    if cls not in _REFERENCES:
        found = ((field.name, field.about.refers) for field in written_fields(cls))
        _REFERENCES[cls] = tuple((name, kind) for name, kind in found if kind)
    return _REFERENCES[cls]


def belonging(kpis: Iterable[Kpi], plan: str | None) -> tuple[Kpi, ...]:
    """The KPIs of a file, told which plan they belong to."""
    return tuple(kpis) if plan is None else tuple(replace(kpi, plan=plan) for kpi in kpis)
