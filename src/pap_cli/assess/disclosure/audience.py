"""What an audience may see of a portfolio: it is taken out of the records, so that no page made of them can show it.

Ratings stay what they are for everybody: what they follow from is kept, without names and words.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.judged import judged
from pap_cli.model.config import Policy
from pap_cli.model.decisions import Note, Override, Suppression
from pap_cli.model.entry import Entry, Id
from pap_cli.model.evidence import Evidence
from pap_cli.model.items import Action, Milestone
from pap_cli.model.judgements import Judgement
from pap_cli.model.kpi import Break, Ended, Event, Exclusion, Kpi, Observation, Rebase
from pap_cli.model.oversight import Clock, Meeting, Review
from pap_cli.model.plan import Plan, Portfolio
from pap_cli.model.report import Audience, Section
from pap_cli.model.risks import Risk

# What stands in place of a post or person, of one whose judgements count, and of words that must be there.
A_POST, A_JUDGE, NOT_SHOWN = "a post", "an appointed post", "not shown here"
A_RISK, A_BODY = "a risk", "a body"

_PEOPLE = frozenset({"owners", "leads"})
_DECIDED_BY = frozenset({"by", "accepted_by", "approved_by"})
_WORDS = frozenset({"reason", "note", "outcome", "source", "cause", "confidence"})
# Entries that cannot be without their reason or note: it is why a chart or a rating is as it is.
_WITH_WORDS = (Override, Break, Rebase, Exclusion, Ended, Observation, Event)
_REMARKS = (Note, Suppression, Evidence)

E = TypeVar("E", bound=Struct)


def for_audience(portfolio: Portfolio, policy: Policy, audience: Audience) -> tuple[Portfolio, Policy]:
    """Return a portfolio without what an audience must not see, and the policy that rates it as before.

    The IDs and titles of posts, the notes and the texts of risks are not in it.  `without_hidden` takes out of its
    assessment what the ratings need.
    """
    kept = _Kept(portfolio, policy, audience)
    if not audience.shows_owners and policy.judgement_by:
        bodies = {id for plan in portfolio.plans for id in plan.body_titles}
        named = tuple(id for id in policy.judgement_by if id in bodies)
        policy = replace(policy, judgement_by=(*named, A_JUDGE))
    plans = tuple(kept.plan(plan) for plan in portfolio.plans)
    kpis = tuple(kept.entry(kpi, kept.bodies_of(kpi)) for kpi in portfolio.kpis)
    return replace(portfolio, plans=plans, kpis=kpis), policy


def without_hidden(assessment: Assessment, audience: Audience) -> Assessment:
    """Return an assessment without the risks and the KPIs that an audience must not see."""
    no_risks, no_kpis = not shows(audience, Section.RISKS), not shows(audience, Section.KPIS)
    plans = assessment.plans
    if no_risks:
        plans = tuple(replace(one, risks=(), plan=replace(one.plan, risks=())) for one in plans)
    if no_kpis:
        plans = tuple(
            replace(one, kpis=(), actions=tuple(replace(action, kpis=()) for action in one.actions)) for one in plans
        )
    return replace(assessment, plans=plans, kpis=() if no_kpis else assessment.kpis)


def shows(audience: Audience, section: Section) -> bool:
    """Return True if an audience sees what a section of the report is about."""
    if section is Section.RISKS and not audience.shows_risks:
        return False
    return section in audience.sections


class _Kept:
    """What is kept of the entries of a portfolio."""

    def __init__(self, portfolio: Portfolio, policy: Policy, audience: Audience) -> None:
        self._owners, self._notes = audience.shows_owners, audience.shows_notes
        self._audience = audience
        self._kpis = shows(audience, Section.KPIS)
        self._kpi_ids = frozenset(kpi.id for kpi in portfolio.kpis)
        self._bodies = {plan.id: frozenset(plan.body_titles) for plan in portfolio.plans}
        self._every = frozenset().union(*self._bodies.values())
        self._judges = frozenset(
            name.casefold()
            for plan in portfolio.plans
            for id in policy.judgement_by
            for owner in [plan.owners_by_id.get(id)]
            for name in (id, owner.title if owner else id, (owner and owner.name) or id)
        )
        self._key = portfolio.plans[0].header.key if portfolio.plans else None

    def bodies_of(self, kpi: Kpi) -> frozenset[str]:
        """Return the IDs of the bodies of a KPI's plan."""
        return self._every if kpi.plan is None else self._bodies.get(kpi.plan, frozenset())

    def plan(self, plan: Plan) -> Plan:
        """Return what is kept of a plan."""
        sees = {section: shows(self._audience, section) for section in Section}
        self._key = plan.header.key
        if not sees[Section.RISKS]:
            plan = replace(plan, risks=tuple(map(_anonymous, plan.risks)))
        if not sees[Section.REVIEWS]:
            plan = replace(plan, reviews=())
        if not sees[Section.CONCERNS]:
            plan = replace(plan, concerns=())
        names = frozenset((*plan.body_titles, *plan.body_titles.values()))
        kept = {name: self._value(name, getattr(plan, name), names) for name in plan.__struct_fields__}
        if not self._owners:
            work = frozenset(one.id for parent in plan.parents for one in (parent, *parent.milestones))
            answered = (tuple(id for id in one.answered_by if id in work) for one in kept["concerns"])
            concerns = zip(kept["concerns"], answered, strict=True)
            kept["concerns"] = tuple(replace(one, answered_by=ids) for one, ids in concerns)
            kept["owners"] = ()
        return replace(plan, **kept)

    def entry(self, entry: E, bodies: frozenset[str]) -> E:
        """Return what is kept of an entry and of the entries in it."""
        changes: dict[str, Any] = {}
        for name in entry.__struct_fields__:
            value = getattr(entry, name)
            if value is None or value == () or name == "place":
                continue
            kept = self._field(entry, name, value, bodies)
            if kept is not value:
                changes[name] = kept
        if not self._kpis and isinstance(entry, Milestone | Action) and entry.targets:
            # they count as KPIs that it names, but no page has them
            changes["targets"] = ()
            changes["kpis"] = tuple(dict.fromkeys((*entry.kpis, *(target.kpi for target in entry.targets))))
        return replace(entry, **changes) if changes else entry

    def _field(self, entry: Struct, name: str, value: Any, bodies: frozenset[str]) -> Any:
        if not self._owners and (hidden := self._unnamed(entry, name, value, bodies)) is not value:
            return hidden
        if not self._notes and (hidden := self._unsaid(entry, name, value)) is not value:
            return hidden
        if name == "affects" and not self._kpis:
            return tuple(id for id in value if id not in self._kpi_ids)
        if name == "expected_by" and not shows(self._audience, Section.OUTSIDE):
            return ()
        return self._value(name, value, bodies)

    def _value(self, name: str, value: Any, bodies: frozenset[str]) -> Any:
        """Return what is kept of the entries in a field; the value itself if that is all of it."""
        if isinstance(value, Entry):
            return self.entry(value, bodies)
        if not isinstance(value, tuple) or not value or not isinstance(value[0], Entry):
            return value
        if not self._notes and isinstance(value[0], _REMARKS):
            return ()
        kept = tuple([self.entry(one, bodies) for one in value])
        return value if all(new is old for new, old in zip(kept, value, strict=True)) else kept

    def _unnamed(self, entry: Struct, name: str, value: Any, bodies: frozenset[str]) -> Any:
        """Return a field without posts and people; only bodies of the plan are named."""
        if name in _PEOPLE:
            return (A_POST,)
        if name in _DECIDED_BY and isinstance(value, str) and value not in bodies:
            counts = isinstance(entry, Judgement) and value.casefold() in self._judges
            return A_JUDGE if counts else A_POST
        if name == "expected_by":
            known = tuple(id for id in value if id in bodies)
            return value if known == value else known
        if name == "made_by" or (name == "to" and isinstance(entry, Clock)):
            return value if value in bodies else None
        return A_BODY if name == "body" and isinstance(entry, Review) and value not in bodies else value

    def _unsaid(self, entry: Struct, name: str, value: Any) -> Any:
        """Return a field without notes, reasons, outcomes and where evidence can be found."""
        if name in _WORDS and isinstance(value, str):
            return NOT_SHOWN if isinstance(entry, _WITH_WORDS) else None
        if name == "reference" and isinstance(entry, Meeting):
            return None
        if name == "status" and isinstance(entry, Judgement) and self._key is not None:
            (one,) = judged((replace(entry, on=None),), date.max, self._key)
            return value if one.meaning is not None else None
        return value


def _anonymous(risk: Risk) -> Risk:
    """Return a risk with its scores and what it affects, which may rate milestones, and nothing else."""
    return Risk(
        id=Id(A_RISK),
        title=A_RISK,
        raised=risk.raised,
        closed=risk.closed,
        initial=risk.initial,
        current=risk.current,
        changes=tuple(replace(one, by=None, note=None) for one in risk.changes),
        affects=risk.affects,
        place=risk.place,
    )
