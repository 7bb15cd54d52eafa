"""The assessment: everything that is computed about a portfolio at a date, in one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.coverage import ActionFacts, Gap, gaps
from pap_cli.assess.deadlines.clocks import ClockStatus, clocks
from pap_cli.assess.deadlines.dependencies import schedules
from pap_cli.assess.deadlines.judged import counting
from pap_cli.assess.deadlines.progress import Progress, progress
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.deadlines.reviews import Expectation, Occurrence, expectations, occurrences
from pap_cli.assess.deadlines.schedule import present
from pap_cli.assess.items.actions import ActionStatus, assess_action
from pap_cli.assess.items.groups import GroupStatus, group_of
from pap_cli.assess.items.milestones import MilestoneStatus, milestone_status
from pap_cli.assess.items.recommendations import RecommendationStatus, assess_recommendation
from pap_cli.assess.kpis.formula import with_derived
from pap_cli.assess.kpis.kpi import KpiStatus, assess_kpi
from pap_cli.assess.kpis.measures import named_kpis, target_statuses
from pap_cli.assess.people import NO_OWNER, everyone
from pap_cli.assess.risks import RiskStatus, Treatment, assess_risks
from pap_cli.model.config import Policy
from pap_cli.model.derivation import Key as KpiName
from pap_cli.model.items import Horizon
from pap_cli.model.key import PLAIN_KEY, PLAIN_KPI_KEY, Key, KpiKey
from pap_cli.model.order import natural
from pap_cli.model.oversight import Concern
from pap_cli.model.plan import Plan, Portfolio, by_plan
from pap_cli.model.rating import Rating
from pap_cli.model.versions import History


class PlanStatus(Struct, frozen=True, kw_only=True, dict=True):
    """One plan at a date."""

    plan: Plan
    as_of: date
    milestones: tuple[MilestoneStatus, ...]
    actions: tuple[ActionStatus, ...]
    recommendations: tuple[RecommendationStatus, ...]
    kpis: tuple[KpiStatus, ...]
    reviews: tuple[Occurrence, ...]
    expectations: tuple[Expectation, ...]
    clocks: tuple[ClockStatus, ...]
    concerns: tuple[Concern, ...]
    # Those raised by then, open or closed.
    risks: tuple[RiskStatus, ...]
    cycles: tuple[tuple[str, ...], ...]
    # Whether all of its files could be read: if not, what seems to be missing may be in one of them.
    whole: bool

    @property
    def rating(self) -> Rating:
        """The plan's rating, from those of its milestones."""
        return roll_up(status.rating for status in self.milestones)

    @property
    def key(self) -> Key:
        """What the ratings are called and mean, and the rule that they follow from."""
        return self.plan.header.key

    @cached_property
    def progress(self) -> Progress:
        """The counts of its milestones."""
        return progress(status.schedule for status in self.milestones)

    @cached_property
    def by_horizon(self) -> tuple[GroupStatus, ...]:
        """The milestones of each horizon; those without a horizon or a due date come last, if there are any."""
        found: dict[Horizon | None, list[MilestoneStatus]] = {horizon: [] for horizon in Horizon}
        for status in self.milestones:
            found.setdefault(status.schedule.horizon, []).append(status)
        return tuple(
            group_of(horizon.value if horizon else "none", horizon.value if horizon else "no date", members, self.key)
            for horizon, members in found.items()
        )

    @cached_property
    def by_owner(self) -> tuple[GroupStatus, ...]:
        """The milestones of each owner or lead, each once; those without an owner come last, under an empty ID."""
        groups: dict[str, list[MilestoneStatus]] = {owner.id: [] for owner in self.plan.owners}
        for status in self.milestones:
            for id in everyone(status.schedule.owners, status.schedule.leads):
                groups.setdefault(id, []).append(status)
        counts = (self.actions_by_owner, self.kpis_by_owner, self.risks_by_owner)
        if NO_OWNER in groups or any(one[NO_OWNER] for one in counts):
            groups[NO_OWNER] = groups.pop(NO_OWNER, [])
        titles = self.plan.owner_titles
        return tuple(group_of(id, titles.get(id, id or "no owner"), found, self.key) for id, found in groups.items())

    @cached_property
    def actions_by_owner(self) -> Counter[str]:
        """How many actions each owner or lead has, without the cancelled ones; those without an owner as above."""
        actions = (status.action for status in self.actions if not status.cancelled)
        return Counter(id for action in actions for id in everyone(action.owners, action.leads))

    @cached_property
    def recommendations_by_owner(self) -> Counter[str]:
        """How many recommendations each owner or lead has; one may be without, as actions have owners of their own."""
        entries = (status.recommendation for status in self.recommendations)
        return Counter(id for entry in entries for id in dict.fromkeys((*entry.owners, *entry.leads)))

    @cached_property
    def kpis_by_owner(self) -> Counter[str]:
        """How many KPIs each owner has; those without an owner as above."""
        return Counter(id for status in self.kpis for id in everyone(status.kpi.owners))

    @cached_property
    def risks_by_owner(self) -> Counter[str]:
        """How many open risks each owner or lead has; those without an owner as above."""
        return Counter(id for one in self.risks if one.open for id in everyone(one.risk.owners, one.risk.leads))

    @cached_property
    def by_kpi(self) -> Mapping[str, tuple[str, ...]]:
        """The IDs of the milestones that name each KPI, by its ID."""
        found: dict[str, list[str]] = {}
        for status in self.milestones:
            for id in named_kpis(status.schedule.milestone):
                found.setdefault(id, []).append(status.id)
        return {id: tuple(dict.fromkeys(names)) for id, names in found.items()}

    @cached_property
    def by_body(self) -> tuple[GroupStatus, ...]:
        """The milestones that each body expects."""
        return tuple(
            group_of(
                body.id,
                body.title,
                [status for status in self.milestones if body.id in status.schedule.milestone.expected_by],
                self.key,
            )
            for body in self.plan.bodies
        )

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in coverage."""
        live = [status for status in self.actions if not status.cancelled and not status.action.place.faulty]
        facts = [
            ActionFacts(
                id=status.id,
                title=status.action.title,
                owned=bool(status.action.owners),
                milestones=len(status.live),
                answers=status.answering,
                kpis=len(status.kpi_ids),
            )
            for status in live
        ]
        return gaps((status.coverage for status in self.recommendations), facts)


class Assessment(Struct, frozen=True, kw_only=True, dict=True):
    """A portfolio at a date, under a policy."""

    as_of: date
    policy: Policy
    plans: tuple[PlanStatus, ...]
    kpis: tuple[KpiStatus, ...]
    # Whether every file could be read.
    whole: bool = True
    # What the repository held before; None if nobody asked for it.
    history: History | None = None

    @cached_property
    def milestones(self) -> tuple[MilestoneStatus, ...]:
        """The milestones of all plans."""
        return tuple(status for plan in self.plans for status in plan.milestones)

    @cached_property
    def keys(self) -> tuple[tuple[Key, tuple[str, ...]], ...]:
        """The different keys of the plans, each with the IDs of its plans; the plain one if there is no plan."""
        found: list[tuple[Key, list[str]]] = []
        for plan in self.plans:
            same = next((ids for key, ids in found if key is plan.key or key == plan.key), None)
            if same is None:
                found.append((plan.key, [plan.plan.id]))
            else:
                same.append(plan.plan.id)
        return tuple((key, tuple(ids)) for key, ids in found) or ((PLAIN_KEY, ()),)

    @property
    def key(self) -> Key:
        """The key of every plan; the plain one if theirs differ."""
        return self.keys[0][0] if len(self.keys) == 1 else PLAIN_KEY

    @property
    def kpi_key(self) -> KpiKey:
        """The key of every KPI; the plain one if theirs differ."""
        found = self.kpis[0].key if self.kpis else PLAIN_KPI_KEY
        return found if all(one.key is found or one.key == found for one in self.kpis) else PLAIN_KPI_KEY


def assess(portfolio: Portfolio, as_of: date, policy: Policy) -> Assessment:
    """Return the assessment of a portfolio at a date.

    Pure: the same arguments give the same result, and nothing dated after `as_of` counts.
    """
    keys = {plan.id: plan.header.key.kpis for plan in portfolio.plans}
    shared = next(iter(keys.values()), PLAIN_KPI_KEY)  # of a KPI of the whole workspace, if the plans agree
    shared = shared if all(key is shared or key == shared for key in keys.values()) else PLAIN_KPI_KEY
    kpis = tuple(
        assess_kpi(kpi, as_of, policy, keys.get(kpi.plan or "", shared)) for kpi in with_derived(portfolio.kpis)
    )
    of_plan = by_plan(kpis, lambda status: status.kpi.plan, (plan.id for plan in portfolio.plans))
    known = {(status.kpi.plan, status.id): status for status in kpis}
    return Assessment(
        as_of=as_of,
        policy=policy,
        plans=tuple(
            _assess_plan(plan, of_plan[plan.id], known, as_of, policy, whole=portfolio.whole)
            for plan in portfolio.plans
        ),
        kpis=kpis,
        whole=portfolio.whole,
    )


def _assess_plan(
    plan: Plan,
    kpis: tuple[KpiStatus, ...],
    known: Mapping[KpiName, KpiStatus],
    as_of: date,
    policy: Policy,
    *,
    whole: bool,
) -> PlanStatus:
    key = plan.header.key
    dated, cycles = schedules(plan, as_of, policy)
    judging = counting(plan, policy, as_of)
    themes = plan.themes_by_item
    statuses = tuple(
        milestone_status(
            schedule,
            judging,
            policy,
            plan.header,
            target_statuses(schedule, known, as_of, policy) if schedule.milestone.targets else (),
            themes.get(schedule.parent.id, ()),
        )
        for schedule in dated
    )
    by_parent: dict[str, list[MilestoneStatus]] = {}
    for status in statuses:
        by_parent.setdefault(status.schedule.parent.id, []).append(status)
    actions = tuple(
        assess_action(action, plan, tuple(by_parent.get(action.id, ())), known, judging)
        for action in present(plan, as_of)
    )
    answering: dict[str, list[ActionStatus]] = {}
    for action_status in sorted(actions, key=lambda one: natural(one.id)):
        if not action_status.cancelled:
            for answered in action_status.action.answers:
                answering.setdefault(answered, []).append(action_status)
    return PlanStatus(
        plan=plan,
        as_of=as_of,
        milestones=statuses,
        actions=actions,
        recommendations=tuple(
            assess_recommendation(
                entry,
                plan.id,
                tuple(answering.get(entry.id, ())),
                tuple(by_parent.get(entry.id, ())),
                judging,
                policy,
                key,
                whole=whole,
            )
            for entry in plan.recommendations
        ),
        kpis=kpis,
        reviews=tuple(occurrence for review in plan.reviews for occurrence in occurrences(plan, review, as_of, policy)),
        expectations=expectations(plan, [(status.schedule, status.rating) for status in statuses], as_of),
        clocks=clocks(plan, as_of, policy.calendar),
        concerns=tuple(
            concern
            for concern in plan.concerns
            if (concern.raised is None or concern.raised <= as_of)
            and (concern.closed is None or concern.closed > as_of)
        ),
        risks=assess_risks(plan, _works(actions, statuses), as_of) if plan.risks else (),
        cycles=cycles,
        whole=whole,
    )


def _works(actions: Iterable[ActionStatus], milestones: Iterable[MilestoneStatus]) -> dict[str, Treatment]:
    """Return the actions and milestones of a plan, by ID, as what treats its risks."""
    found = {
        one.id: Treatment(
            id=one.id,
            title=one.schedule.milestone.title,
            state=one.schedule.state,
            rating=one.rating,
            overdue=one.schedule.days_overdue > 0,
        )
        for one in milestones
    }
    for action in actions:
        found[action.id] = Treatment(
            id=action.id,
            title=action.action.title,
            state=action.state,
            rating=action.rating,
            overdue=action.state.open and action.progress.overdue > 0,
        )
    return found
