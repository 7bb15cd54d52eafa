"""How serious a finding is: by its rule, by what the settings say of the rule, and by what they say of the item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.assessment import ActionStatus, Assessment, PlanStatus
from pap_cli.checks.catalogue import all_rules, matches
from pap_cli.diagnostics import Rule, Severity
from pap_cli.model.config import CheckSettings, Level, SeverityPolicy
from pap_cli.model.plan import Horizon

# The plan and the id of what a finding speaks of.
Item = tuple[str | None, str | None]


class Standing(Struct, frozen=True):
    """What a policy can ask of an item: its milestones' horizons, who asked for it, whether that was with priority."""

    horizons: frozenset[Horizon] = frozenset()
    bodies: frozenset[str] = frozenset()
    priority: bool = False

    def joined(self, others: Iterable[Standing]) -> Standing:
        """What is true of this one or of any of the others."""
        every = (self, *others)
        return Standing(
            frozenset().union(*(one.horizons for one in every)),
            frozenset().union(*(one.bodies for one in every)),
            any(one.priority for one in every),
        )


_NOTHING = Standing()


class Levels:
    """The severity of every finding under some settings."""

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

    def asks(self, rule: Rule) -> bool:
        """Whether a rule can find anything: it is not switched off, or a policy switches it on for some items."""
        on = self.by_rule.get(rule.code) is not Level.OFF
        return on or any(policy.level is not Level.OFF for policy in self.policies.get(rule.code, ()))

    def severity(self, rule: Rule, plan: str | None, item: str | None) -> Severity | None:
        """How serious it is what a rule finds about an item; None if it is switched off."""
        level = self.by_rule.get(rule.code)
        if rule.code in self.policies:
            standing = self._standings.get((plan, item), _NOTHING)
            policies = reversed(self.policies[rule.code])
            level = next((policy.level for policy in policies if _fits(policy, standing)), level)
        if level is None:
            return rule.severity
        return None if level is Level.OFF else Severity(level.value)

    @cached_property
    def _standings(self) -> Mapping[Item, Standing]:
        found: dict[Item, Standing] = {}
        for plan in self.assessment.plans:
            found |= {(plan.plan.id, id): standing for id, standing in _in_plan(plan).items()}
        by_kpi: dict[Item, list[Standing]] = {}
        for plan in self.assessment.plans:
            for action in plan.actions:
                for kpi in action.kpis:
                    by_kpi.setdefault((kpi.kpi.plan, kpi.id), []).append(found[(plan.plan.id, action.id)])
        return found | {item: _NOTHING.joined(standings) for item, standings in by_kpi.items()}


def _in_plan(plan: PlanStatus) -> dict[str, Standing]:
    """Every item of a plan: a milestone and an action take on what the recommendations they answer are."""
    found: dict[str, Standing] = {
        entry.id: Standing(bodies=_named(entry.made_by), priority=entry.priority) for entry in plan.plan.recommendations
    }
    found |= {clock.id: Standing(bodies=_named(clock.to)) for clock in plan.plan.header.statutory}
    found |= {review.id: Standing(bodies=_named(review.body)) for review in plan.plan.reviews}
    found |= {concern.id: Standing(bodies=_named(concern.by)) for concern in plan.concerns}
    answered = dict(found)
    for action in plan.actions:
        asked = _NOTHING.joined(answered[id] for id in action.action.answers if id in answered)
        steps = _steps(action, asked)
        found |= steps
        found[action.id] = asked.joined(steps.values())
    return found


def _steps(action: ActionStatus, asked: Standing) -> dict[str, Standing]:
    return {
        status.id: asked.joined(
            [Standing(frozenset({status.schedule.horizon}), frozenset(status.schedule.milestone.expected_by))]
        )
        for status in action.milestones
    }


def _named(body: str | None) -> frozenset[str]:
    return frozenset({body}) if body else frozenset()


def _fits(policy: SeverityPolicy, standing: Standing) -> bool:
    if policy.horizon and standing.horizons.isdisjoint(policy.horizon):
        return False
    if policy.body and standing.bodies.isdisjoint(policy.body):
        return False
    return policy.priority is None or policy.priority is standing.priority
