"""Link the entries of a workspace: join the files of a plan, and report duplicate and unknown IDs.

A reference to an entry that was left out because of its own errors is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.advice.synonyms import PLACEHOLDERS, plain
from pap_cli.advice.titles import id_and_title, in_yaml
from pap_cli.diagnostics import Diagnostic, diagnostic_at, nearest
from pap_cli.load.entries.forms import all_of
from pap_cli.load.workspace.lookalikes import difference, twin_of
from pap_cli.load.workspace.references import kind_word, naming_entries, reference_fields, referred_to, span_within
from pap_cli.model.dates import Duration, quote
from pap_cli.model.decisions import Frozen
from pap_cli.model.items import Action, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.order import natural
from pap_cli.model.oversight import Review
from pap_cli.model.place import Named, Place
from pap_cli.model.plan import Header, Plan, PlanFile, Portfolio, by_plan
from pap_cli.problems.entries import ONE_BODY, ONE_ID
from pap_cli.problems.ids import DUPLICATE_ID, UNKNOWN_ID
from pap_cli.problems.yaml import TOO_MUCH

N = TypeVar("N", bound=Named)
P = TypeVar("P", Action, Recommendation)

# How many problems with IDs are reported one by one.
MAX_PROBLEMS = 500
# How many dates all reviews of a plan may have together.
MAX_RECURRENCES = 10_000
# Finding a similar ID is slow: it is done for this many unknown IDs, each compared with this many known ones.
MAX_NEAREST = 100
MAX_NEAREST_KNOWN = 2000
# What separates several IDs in one text.
_SEPARATORS = r"\s*(?:[,;&+\n]|\s/\s|\band\b)\s*"
# How many IDs a message lists.
MAX_LISTED = 8

_KINDS = {
    "owner": "owners",
    "body": "bodies",
    "recommendation": "recommendations",
    "work": "actions or milestones",
    "kpi": "KPIs",
    "theme": "themes",
    "decider": "owners and bodies",
    "item": "items",
}
# The sections of the files in which each kind may be.
_SECTIONS = {
    "owner": ("owners",),
    "body": ("bodies",),
    "recommendation": ("recommendations",),
    "work": ("actions", "milestones"),
    "kpi": ("kpis",),
    "theme": ("themes",),
    "decider": ("owners", "bodies"),
    "item": ("recommendations", "actions", "milestones", "kpis"),
}


class Linking(Struct):
    """Links the entries of one workspace and collects the problems."""

    # The IDs of entries that were left out because of their own errors.
    lost_ids: frozenset[str]
    # Whether every file could be parsed: if not, unknown IDs may be in the others.
    whole: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)
    not_shown: int = 0
    # The IDs of the owners and bodies of the plan at hand, by their titles and names in lower case.
    titles: dict[str, str] = field(default_factory=dict)
    # The IDs of its themes, likewise.
    themes: dict[str, str] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Return True if further problems are only counted."""
        return len(self.diagnostics) >= MAX_PROBLEMS

    def report(self, diagnostic: Diagnostic) -> None:
        """Report a problem, or count it if there are too many."""
        if self.full:
            self.not_shown += 1
        else:
            self.diagnostics.append(diagnostic)

    def unique(self, entries: Iterable[N], seen: dict[str, Named], plan: str | None) -> Iterator[N]:
        """Yield the entries whose ID is new; report the others."""
        for entry in entries:
            first = seen.setdefault(entry.id, entry)
            if first is entry:
                yield entry
                continue
            self.report(
                diagnostic_at(
                    DUPLICATE_ID,
                    f"duplicate ID {quote(entry.id)}: already used at {first.place.path}:{first.place.line}; "
                    "this entry is ignored",
                    help="give it a different ID",
                    place=entry.place,
                    fields=("id",),
                    plan=plan,
                    item=entry.id,
                )
            )

    def plan(self, header: Header, parts: Iterable[PlanFile]) -> Plan:
        """Return a plan made from all of its files, with each ID once."""
        files = list(parts)
        items: dict[str, Named] = {}

        def merged(pick: Callable[[PlanFile], tuple[N, ...]], seen: dict[str, Named]) -> tuple[N, ...]:
            return tuple(self.unique((entry for part in files for entry in pick(part)), seen, header.id))

        return Plan(
            header=self._baselines_once(header),
            owners=merged(lambda part: part.owners, {}),
            bodies=merged(lambda part: part.bodies, {}),
            themes=merged(lambda part: part.themes, {}),
            recommendations=self._milestones_once(merged(lambda part: part.recommendations, items), items, header.id),
            actions=self._milestones_once(merged(lambda part: part.actions, items), items, header.id),
            reviews=tuple(self._bounded(merged(lambda part: part.reviews, items), header.id)),
            concerns=merged(lambda part: part.concerns, items),
            risks=merged(lambda part: part.risks, items),
        )

    def _baselines_once(self, header: Header) -> Header:
        """Return a header with each name of a baseline once; report the others."""
        first: dict[str, Frozen] = {}
        for one in header.frozen:
            if first.setdefault(one.name, one) is one:
                continue
            was = first[one.name].place
            self.report(
                diagnostic_at(
                    DUPLICATE_ID,
                    f"duplicate baseline {quote(one.name)}: already used at {was.path}:{was.line}; "
                    "this entry is ignored",
                    help="a baseline does not change: give the new one a different name",
                    place=one.place,
                    fields=("name",),
                    plan=header.id,
                )
            )
        return header if len(first) == len(header.frozen) else replace(header, frozen=tuple(first.values()))

    def _bounded(self, reviews: Iterable[Review], plan: str) -> Iterator[Review]:
        """Yield reviews while their dates together stay below the limit of a plan; report the others."""
        left = MAX_RECURRENCES
        for review in reviews:
            times = _times(review)
            if times <= left:
                left -= times
                yield review
                continue
            self.report(
                diagnostic_at(
                    TOO_MUCH,
                    f"review {quote(review.id)} is ignored: the reviews of this plan have more than "
                    f"{MAX_RECURRENCES:,} dates",
                    help="make reviews less frequent, or end them sooner",
                    place=review.place,
                    fields=("every",),
                    plan=plan,
                    item=review.id,
                )
            )

    def _milestones_once(self, parents: Iterable[P], items: dict[str, Named], plan: str) -> tuple[P, ...]:
        """Return actions or recommendations with each milestone once."""
        found = []
        for parent in parents:
            kept = tuple(self.unique(parent.milestones, items, plan))
            found.append(parent if len(kept) == len(parent.milestones) else replace(parent, milestones=kept))
        return tuple(found)

    def references(self, portfolio: Portfolio) -> None:
        """Report every reference to an ID that does not exist."""
        if not self.whole:
            return
        kpis_of = by_plan(portfolio.kpis, attrgetter("plan"), (plan.id for plan in portfolio.plans))
        # by identity: plans without KPIs of their own share one tuple, which is read once
        distinct = {id(kpis): kpis for kpis in kpis_of.values()}
        of_kpis: dict[int, tuple[set[str], list[tuple[str, set[str]]]]] = {
            key: ({kpi.id for kpi in kpis}, referred_to(kpis)) for key, kpis in distinct.items()
        }
        for plan in portfolio.plans:
            kpis = kpis_of[plan.id]
            self._plan_references(plan, kpis, *of_kpis[id(kpis)])

    def _plan_references(
        self, plan: Plan, kpis: Sequence[Kpi], kpi_ids: set[str], of_kpis: list[tuple[str, set[str]]]
    ) -> None:
        steps = [milestone for parent in plan.parents for milestone in parent.milestones]
        self.titles = {title.casefold(): id for id, title in (*plan.owner_titles.items(), *plan.body_titles.items())}
        self.titles |= {owner.name.casefold(): owner.id for owner in plan.owners if owner.name}
        self.themes = {title.casefold(): id for id, title in plan.theme_titles.items()}
        known: dict[str, set[str]] = {
            "owner": set(plan.owner_titles),
            "body": set(plan.body_titles),
            "recommendation": {entry.id for entry in plan.recommendations},
            "work": {action.id for action in plan.actions} | {milestone.id for milestone in steps},
            "kpi": kpi_ids,
            "theme": set(plan.theme_titles),
        }
        known["decider"] = known["owner"] | known["body"]
        if plan.risks:
            known["item"] = known["recommendation"] | known["work"] | known["kpi"]
        groups: list[Sequence[Any]] = [plan.header.statutory, plan.recommendations, plan.reviews, plan.concerns]
        groups += [plan.themes, plan.risks]
        groups += [plan.actions, steps]
        for entries, ids_by_kind in [(kpis, of_kpis), *((group, referred_to(group)) for group in groups)]:
            # all at once first: nearly every ID is known
            if not all(ids <= known[kind] for kind, ids in ids_by_kind):
                for entry in entries:
                    self._entry(entry, known, plan.id, entry.id)
        of_kpi = ((kpi.id, kpi.override) for kpi in kpis if kpi.override is not None)
        of_plan = ((plan.id, baseline) for baseline in plan.header.frozen)
        for item, decision in chain(plan.decisions, of_kpi, of_plan):
            if decision.by is not None and decision.by not in known["decider"]:
                self._entry(decision, known, plan.id, item)
        for dated in chain(steps, plan.actions):
            if dated.targets and not known["kpi"].issuperset(one.kpi for one in dated.targets):
                for one in dated.targets:
                    self._entry(one, known, plan.id, dated.id)
        for item, accepted in naming_entries(chain(steps, plan.actions)):
            self._entry(accepted, known, plan.id, item)
        if plan.header.approved_by is not None:
            self._entry(plan.header, known, plan.id, plan.id)

    def _entry(self, entry: Any, known: Mapping[str, set[str]], plan: str, item: str) -> None:
        """Report the references to IDs that do not exist, in an item of a plan or in an entry within it."""
        for name, key, kind in reference_fields(type(entry)):
            value = getattr(entry, name)
            for id in () if not value else (value,) if isinstance(value, str) else value:
                if id not in known[kind]:
                    self._unknown(entry.place, key, id, kind, known[kind], plan, item)

    def _unknown(self, place: Place, name: str, id: str, kind: str, known: set[str], plan: str, item: str) -> None:
        if id in self.lost_ids or not self.lost_ids.isdisjoint(map(all_of, _SECTIONS[kind])):
            return  # the section that may contain it could not be read, which is reported
        if self.full:
            self.not_shown += 1
            return
        self.report(
            replace(
                diagnostic_at(
                    UNKNOWN_ID,
                    f"unknown {kind_word(kind)} {quote(id)}",
                    help=self.advice(name, id, kind, known),
                    place=place,
                    fields=(name,),
                    plan=plan,
                    item=item,
                ),
                span=span_within(place, name, id),
            )
        )

    def advice(self, name: str, id: str, kind: str, known: set[str]) -> str:
        """Return what to write instead of an unknown ID."""
        kinds = _KINDS[kind]
        entry = "this target" if name == "kpi" else name  # the ID of a KPI is itself the key of a target
        if (titled := (self.themes if kind == "theme" else self.titles).get(id.casefold())) in known:
            return f"write {titled}"
        if plain(id) in PLACEHOLDERS and name != "body":
            return f"delete {entry} until it is known"
        if several := self._several(name, id, kind, known):
            return several
        if kind == "theme" and (written := self._undeclared(id, known)):
            return written
        if not known:
            return f"this plan has no {kinds}: add one, or delete {entry}"
        if len(self.diagnostics) < MAX_NEAREST and len(known) <= MAX_NEAREST_KNOWN:
            if twin := twin_of(id, known):
                why = "" if twin.casefold() == id.casefold() else f" {difference(id, twin)}"
                return f"did you mean {twin}?{why}"
            if near := nearest(id, known):
                return f"did you mean {near}?"
        if len(known) <= MAX_LISTED:
            return f"the {kinds} of this plan are {', '.join(sorted(known, key=natural))}"
        return f"use one of the {len(known)} {kinds} of this plan"

    def _undeclared(self, text: str, known: set[str]) -> str:
        """Return what to write for a theme that is written as the heading of a section; empty for an ID like others."""
        id, title = id_and_title(text)
        if title == "…" and known:
            return ""
        if id in known:
            return f"did you mean {id}?"
        written = f"under themes: at the top of the plan:  {id}: {in_yaml(title)}"
        return f"add it {written}" if id == text else f"write {id}, and add it {written}"

    def _several(self, name: str, text: str, kind: str, known: Container[str]) -> str:
        """Return what to write for several IDs or titles in one text; empty if it is not several."""
        parts = [part for part in re.split(_SEPARATORS, text) if part]
        if len(parts) == 1 and all(part in known for part in text.split()):
            parts = text.split()
        titles = self.themes if kind == "theme" else self.titles
        parts = [part if part in known else titles.get(part.casefold(), part) for part in parts]
        if len(parts) == 1 or (kind != "owner" and not any(part in known for part in parts)):
            return ""
        if name in ONE_ID:
            return ONE_BODY
        added = "" if kind != "owner" or all(part in known for part in parts) else ", with each of them in owners:"
        return f"write a list of IDs{added}" if " " in "".join(parts) else f"write [{', '.join(parts)}]{added}"


def _times(review: Review) -> int:
    """Return the largest number of dates that a review can have."""
    every = review.cadence
    if every is None or review.start is None:
        return 1
    last = review.until or (review.length or Duration(months=24)).after(review.start)
    shortest = max(1, every.months * 28 + every.days)
    return max(0, (last - review.start).days) // shortest + 1


def belonging(kpis: Iterable[Kpi], plan: str | None) -> tuple[Kpi, ...]:
    """Return the KPIs of a file with the plan that they belong to."""
    return tuple(kpis) if plan is None else tuple(replace(kpi, plan=plan) for kpi in kpis)
