"""The severity of a finding: the default of its rule, the settings for the rule, and the policies for the item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.checks.catalogue import all_rules, matches
from pap_cli.diagnostics import Rule, Severity
from pap_cli.model.config import CheckSettings, Level, SeverityPolicy
from pap_cli.model.items import Horizon

# The plan and the id of the item that a finding is about.
Item = tuple[str | None, str | None]


class PolicyFacts(Struct, frozen=True):
    """The facts about an item that a severity policy can match: horizons, bodies, priority."""

    horizons: frozenset[Horizon] = frozenset()
    bodies: frozenset[str] = frozenset()
    priority: bool = False

    def joined(self, others: Iterable[PolicyFacts]) -> PolicyFacts:
        """Return the facts of this item and the others together."""
        every = (self, *others)
        return PolicyFacts(
            frozenset().union(*(one.horizons for one in every)),
            frozenset().union(*(one.bodies for one in every)),
            any(one.priority for one in every),
        )


_NO_FACTS = PolicyFacts()


class Severities:
    """The severity of every finding under the settings of a check."""

    def __init__(self, assessment: Assessment, settings: CheckSettings) -> None:
        self.assessment = assessment
        self.by_rule = {
            rule.code: level.level
            for rule in all_rules()
            for level in settings.severity
            if matches(rule, (level.rule,))
        }
        self.policies: dict[str, list[SeverityPolicy]] = {
            rule.code: found
            for rule in all_rules()
            if (found := [policy for policy in settings.policy if matches(rule, policy.rule)])
        }

    def is_on(self, rule: Rule) -> bool:
        """Return True if a rule is not switched off, or a policy switches it on for some items."""
        on = self.by_rule.get(rule.code) is not Level.OFF
        return on or any(policy.level is not Level.OFF for policy in self.policies.get(rule.code, ()))

    def of(self, rule: Rule, plan: str | None, item: str | None) -> Severity | None:
        """Return the severity of what a rule finds about an item, or None if the rule is off for it."""
        level = self.by_rule.get(rule.code)
        if rule.code in self.policies:
            facts = self._facts.get((plan, item), _NO_FACTS)
            policies = reversed(self.policies[rule.code])
            level = next((policy.level for policy in policies if _fits(policy, facts)), level)
        if level is None:
            return rule.severity
        return None if level is Level.OFF else Severity(level.value)

    @cached_property
    def _facts(self) -> Mapping[Item, PolicyFacts]:
        found: dict[Item, PolicyFacts] = {}
        for plan in self.assessment.plans:
            found |= {(plan.plan.id, id): facts for id, facts in _in_plan(plan).items()}
        by_kpi: dict[Item, list[PolicyFacts]] = {}
        for plan in self.assessment.plans:
            for action in plan.actions:
                for kpi in action.kpis:
                    by_kpi.setdefault((kpi.kpi.plan, kpi.id), []).append(found[(plan.plan.id, action.id)])
        return found | {item: _NO_FACTS.joined(several) for item, several in by_kpi.items()}


def _in_plan(plan: PlanStatus) -> dict[str, PolicyFacts]:
    """Return the facts of every item of a plan; milestones and actions share those of their recommendations."""
    found: dict[str, PolicyFacts] = {
        entry.id: PolicyFacts(bodies=_bodies(entry.made_by), priority=entry.priority)
        for entry in plan.plan.recommendations
    }
    found |= {clock.id: PolicyFacts(bodies=_bodies(clock.to)) for clock in plan.plan.header.statutory}
    found |= {review.id: PolicyFacts(bodies=_bodies(review.body)) for review in plan.plan.reviews}
    found |= {concern.id: PolicyFacts(bodies=_bodies(concern.by)) for concern in plan.concerns}
    found |= {one.id: PolicyFacts(bodies=_bodies(one.risk.by)) for one in plan.risks}
    answered = dict(found)
    for recommendation in plan.recommendations:
        own = _milestones(recommendation.milestones, found[recommendation.id])
        found |= own
        found[recommendation.id] = found[recommendation.id].joined(own.values())
    for action in plan.actions:
        inherited = _NO_FACTS.joined(answered[id] for id in action.action.answers if id in answered)
        milestones = _milestones(action.milestones, inherited)
        found |= milestones
        found[action.id] = inherited.joined(milestones.values())
    return found


def _milestones(milestones: Iterable[MilestoneStatus], inherited: PolicyFacts) -> dict[str, PolicyFacts]:
    return {
        status.id: inherited.joined(
            [PolicyFacts(_horizons(status.schedule.horizon), frozenset(status.schedule.milestone.expected_by))]
        )
        for status in milestones
    }


def _horizons(horizon: Horizon | None) -> frozenset[Horizon]:
    return frozenset({horizon}) if horizon else frozenset()


def _bodies(body: str | None) -> frozenset[str]:
    return frozenset({body}) if body else frozenset()


def _fits(policy: SeverityPolicy, facts: PolicyFacts) -> bool:
    if policy.horizon and facts.horizons.isdisjoint(policy.horizon):
        return False
    if policy.body and facts.bodies.isdisjoint(policy.body):
        return False
    return policy.priority is None or policy.priority is facts.priority
