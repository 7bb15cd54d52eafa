"""What is true of every portfolio at every date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, extension, kpi, measured, recommendation
from assess.portfolios import D, P, days, policies, portfolios, reordered, typed_by, values
from pap_cli.assess.assessment import Assessment, PlanStatus, assess
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.targets import Aim, rate_figure
from pap_cli.checks.engine import run_checks
from pap_cli.model.config import Against, CheckSettings, Judging, Policy
from pap_cli.model.dates import Due
from pap_cli.model.facts import Approvable, parse_when, seen
from pap_cli.model.items import Extension
from pap_cli.model.measure import Polarity
from pap_cli.model.plan import Portfolio
from pap_cli.model.rating import Rating
from pap_cli.model.steps import has_dates

ALWAYS = settings(
    max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

_BETTER = [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE]


# --- what is computed, without the entries it is computed from ------------------------------------------------------


# In place of the entries, which differ in what is dated later.
R = recommendation("R")


def _milestone(status: MilestoneStatus) -> dict[str, Any]:
    schedule = status.schedule
    facts = (
        "horizon due extensions forecast started completed evidenced evidence_due state days_overdue slipped_days "
        "blocker owners leads expected"
    )
    return {
        "rating": status.rating,
        "reason": status.reason,
        "judgements": status.judgements,
        "blocked_by": sorted(schedule.blocked_by),
        **{name: getattr(schedule, name) for name in facts.split()},
    }


def _plan(plan: PlanStatus) -> dict[str, Any]:
    return {
        "rating": plan.rating,
        "milestones": {status.id: _milestone(status) for status in plan.milestones},
        "actions": {
            status.id: (
                status.rating,
                status.cancelled,
                status.state,
                status.progress,
                status.next_due and status.next_due.schedule.due,
                sorted(kpi.id for kpi in status.unmoved),
            )
            for status in plan.actions
        },
        "recommendations": {
            status.id: (
                status.rating,
                {entry.id for entry in status.actions},
                replace(status.coverage, recommendation=R),
            )
            for status in plan.recommendations
        },
        "groups": {
            (kind, group.id): (group.rating, {status.id for status in group.milestones})
            for kind in ("by_horizon", "by_owner", "by_body")
            for group in getattr(plan, kind)
        },
        "gaps": {(gap.kind, gap.id): gap.lacks for gap in plan.gaps},
        "reviews": [
            (occurrence.due, occurrence.state, occurrence.days_late, occurrence.meeting) for occurrence in plan.reviews
        ],
        "expectations": [
            (expected.body, expected.item, expected.by, expected.met, expected.state)
            for expected in sorted(plan.expectations, key=lambda entry: (entry.item, entry.body or ""))
        ],
        "clocks": {
            status.id: (status.due, status.state, status.met, status.working_days_left) for status in plan.clocks
        },
        "concerns": {concern.id for concern in plan.concerns},
        "risks": {
            status.id: (
                *(status.state, status.value, status.before and status.before.value, status.direction, status.moved),
                *(status.rating, status.label, status.looked_at, {one.id for one in status.stuck}),
            )
            for status in plan.risks
        },
        "cycles": {frozenset(cycle) for cycle in plan.cycles},
    }


_KPI_FACTS = (
    "series latest published target floor gap rating reason change_from_baseline previous age_days stale_since "
    "benchmarks comment value values worse_than_baseline revised"
)


def computed(assessment: Assessment) -> dict[str, Any]:
    """Everything that is computed, by the ids of the items."""
    result = run_checks(assessment, (), CheckSettings())
    return {
        "plans": {status.plan.id: _plan(status) for status in assessment.plans},
        "kpis": {status.id: {name: getattr(status, name) for name in _KPI_FACTS.split()} for status in assessment.kpis},
        "findings": sorted(
            (found.rule.code, found.item or "", found.message, found.severity.value) for found in result.diagnostics
        ),
    }


# --- the past can be told again -------------------------------------------------------------------------------------


@ALWAYS
@given(portfolios(), policies, st.integers(-60, 60), st.sampled_from(Judging))
def test_what_happens_after_the_day_has_no_part_in_it(
    portfolio: Portfolio, policy: Policy, later: int, judging: Judging
) -> None:
    as_of, policy = AS_OF + timedelta(days=later), replace(policy, judgements=judging)
    assert computed(assess(portfolio, as_of, policy)) == computed(assess(typed_by(portfolio, as_of), as_of, policy))


@ALWAYS
@given(st.data(), portfolios(), policies)
def test_the_order_of_the_file_is_no_matter(data: st.DataObject, portfolio: Portfolio, policy: Policy) -> None:
    other = reordered(data.draw, portfolio)
    assert computed(assess(other, AS_OF, policy)) == computed(assess(portfolio, AS_OF, policy))


@ALWAYS
@given(portfolios(), policies)
def test_a_day_without_news_makes_nothing_less_late(portfolio: Portfolio, policy: Policy) -> None:
    """With all that was known by a day, the next day is at least as bad: only time has passed."""
    known = typed_by(portfolio, AS_OF)
    today, tomorrow = (
        {status.id: status.schedule for status in assess(known, day, policy).milestones}
        for day in (AS_OF, AS_OF + timedelta(days=1))
    )
    for id, schedule in today.items():
        assert tomorrow[id].state is schedule.state
        if schedule.days_overdue:
            assert tomorrow[id].days_overdue == schedule.days_overdue + 1
        assert tomorrow[id].due == schedule.due


# --- better is better -----------------------------------------------------------------------------------------------


@ALWAYS
@given(st.sampled_from((Polarity.HIGH, Polarity.LOW)), values, values, st.none() | values, values)
def test_a_better_value_never_worsens_a_rating(
    polarity: Polarity, one: float, other: float, floor: float | None, target: float
) -> None:
    entry = kpi(polarity=polarity, target=target, floor=floor)
    worse, better = sorted((one, other), reverse=polarity is Polarity.LOW)
    before, _ = rate_figure(entry, worse, Aim(target, floor))
    after, _ = rate_figure(entry, better, Aim(target, floor))
    assert _BETTER.index(after) >= _BETTER.index(before)


@ALWAYS
@given(values, values, values, st.none() | values, st.none() | values)
def test_nearer_to_the_middle_of_a_band_is_never_worse(
    target: float, one: float, other: float, tolerance: float | None, floor: float | None
) -> None:
    entry = kpi(polarity=Polarity.BAND, target=target, tolerance=tolerance, floor=floor)
    nearer, farther = sorted((one, other), key=lambda value: abs(value - target))
    assert _BETTER.index(rate_figure(entry, nearer, Aim(target, floor))[0]) >= _BETTER.index(
        rate_figure(entry, farther, Aim(target, floor))[0]
    )


def _with(portfolio: Portfolio, id: str, **facts: Any) -> Portfolio:
    """The portfolio with other facts of one milestone."""

    def changed(entry: D) -> D:
        return replace(entry, **facts) if entry.id == id else entry

    def within(entry: P) -> P:
        return replace(entry, milestones=tuple(map(changed, entry.milestones)))

    plans = tuple(
        replace(
            plan,
            actions=tuple(changed(within(action)) for action in plan.actions),
            recommendations=tuple(map(within, plan.recommendations)),
        )
        for plan in portfolio.plans
    )
    return replace(portfolio, plans=plans)


def _ratings(assessment: Assessment) -> dict[tuple[str, str], Rating]:
    (plan,) = assessment.plans
    return {
        ("plan", plan.plan.id): plan.rating,
        **{("milestone", status.id): status.rating for status in plan.milestones},
        **{("action", status.id): status.rating for status in plan.actions},
        **{("recommendation", status.id): status.rating for status in plan.recommendations},
        **{
            (kind, group.id): group.rating
            for kind in ("by_horizon", "by_owner", "by_body")
            for group in getattr(plan, kind)
        },
    }


@ALWAYS
@given(st.data(), portfolios(), policies)
def test_delivering_a_milestone_worsens_nothing(data: st.DataObject, portfolio: Portfolio, policy: Policy) -> None:
    before = assess(portfolio, AS_OF, policy)
    rated = (State.NOT_STARTED, State.IN_PROGRESS)
    # an action with dates of its own may be delivered with the last of its milestones, and its evidence late
    plain = [one for one in before.milestones if not (one.schedule.action and has_dates(one.schedule.action, AS_OF))]
    waiting = [one.id for one in plain if one.schedule.state in rated and one.schedule.due.dated]
    if not waiting:
        return
    id = data.draw(st.sampled_from(waiting))
    after = assess(
        _with(portfolio, id, completed=Approvable(on=parse_when(AS_OF.isoformat())), evidence_due=None), AS_OF, policy
    )
    ratings = _ratings(before)
    for item, rating in _ratings(after).items():
        if ratings[item] is not Rating.GREY and rating is not Rating.GREY:
            assert _BETTER.index(rating) >= _BETTER.index(ratings[item]), item
        else:
            assert rating is ratings[item], item


@ALWAYS
@given(st.data(), portfolios(), days)
def test_a_later_date_that_was_approved_never_makes_anything_more_overdue(
    data: st.DataObject, portfolio: Portfolio, to: Any
) -> None:
    before = assess(portfolio, AS_OF, Policy())
    present = [status.schedule for status in before.milestones if status.schedule.due.day < to]
    if not present:
        return
    schedule = data.draw(st.sampled_from(present))
    moved: Extension = replace(extension(to.isoformat(), AS_OF.isoformat()), place=SOMEWHERE)
    changed = _with(portfolio, schedule.id, extensions=(*schedule.milestone.extensions, moved))
    after = {status.id: status.schedule for status in assess(changed, AS_OF, Policy()).milestones}
    assert after[schedule.id].due == Due(to, to.isoformat())
    assert after[schedule.id].days_overdue <= schedule.days_overdue
    assert after[schedule.id].slipped_days > schedule.slipped_days or not schedule.milestone.due.dated
    first = Policy(overdue_against=Against.FIRST)
    against_first = [
        {status.id: status.schedule.days_overdue for status in assess(either, AS_OF, first).milestones}
        for either in (portfolio, changed)
    ]
    assert against_first[0] == against_first[1], "against the first date no extension helps"


# --- what hangs together --------------------------------------------------------------------------------------------


@ALWAYS
@given(portfolios(), policies)
def test_blockers_are_open_and_others(portfolio: Portfolio, policy: Policy) -> None:
    milestones = {status.id: status.schedule for status in assess(portfolio, AS_OF, policy).milestones}
    for id, schedule in milestones.items():
        assert id not in schedule.blocked_by
        assert len(set(schedule.blocked_by)) == len(schedule.blocked_by)
        assert all(milestones[other].state.open for other in schedule.blocked_by)
        # one without a due date is behind it, but nobody can say whether it is in time
        assert (schedule.blocker is None) == (not any(milestones[other].due.dated for other in schedule.blocked_by))
        if schedule.blocker is not None:
            assert schedule.blocker.id in schedule.blocked_by
            assert schedule.blocker.overdue == any(milestones[other].days_overdue for other in schedule.blocked_by)


@ALWAYS
@given(portfolios(), policies)
def test_ratings_agree_with_states(portfolio: Portfolio, policy: Policy) -> None:
    for status in assess(portfolio, AS_OF, policy).milestones:
        schedule = status.schedule
        assert (schedule.days_overdue > 0) <= schedule.state.open
        if schedule.milestone.override is None:
            assert (status.rating is Rating.RED) == (schedule.days_overdue > 0)
            unrated = schedule.state.open and (schedule.state is State.UNKNOWN or not schedule.due.dated)
            assert (status.rating is Rating.GREY) == (unrated or schedule.state is State.CANCELLED)
            if status.rating is Rating.BLUE:
                assert schedule.state.done
        if schedule.milestone.due.dated:
            assert schedule.slipped_days == (schedule.due.day - schedule.milestone.due.day).days


@ALWAYS
@given(portfolios(), policies)
def test_every_milestone_is_in_one_horizon_and_with_all_its_people(portfolio: Portfolio, policy: Policy) -> None:
    (plan,) = assess(portfolio, AS_OF, policy).plans
    everything = sorted(status.id for status in plan.milestones)
    assert sorted(status.id for group in plan.by_horizon for status in group.milestones) == everything
    for status in plan.milestones:
        schedule = status.schedule
        of = [group.id for group in plan.by_owner for one in group.milestones if one.id == status.id]
        assert sorted(of) == sorted({*(schedule.owners or ("",)), *schedule.leads}), "each counts it once"
    for groups in (plan.by_horizon, plan.by_owner):
        assert {group.rating for group in groups} >= {plan.rating}


@ALWAYS
@given(portfolios())
def test_a_meeting_answers_one_date_at_most(portfolio: Portfolio) -> None:
    (plan,) = assess(portfolio, AS_OF, Policy()).plans
    answering = [occurrence.meeting.day for occurrence in plan.reviews if occurrence.meeting]
    assert len(set(answering)) == len(answering)
    held = {meeting.day for review in plan.plan.reviews for meeting in review.held if seen(meeting, AS_OF)}
    assert set(answering) <= held
    for occurrence in plan.reviews:
        assert (occurrence.meeting is None) == (occurrence.state not in (ReviewState.HELD, ReviewState.HELD_LATE))
        if occurrence.due.day >= AS_OF and occurrence.meeting is None:
            assert occurrence.state is ReviewState.DUE


@ALWAYS
@example(value=10.3, target=10.0)
@given(values, values)
def test_the_gap_says_what_the_rating_says(value: float, target: float) -> None:
    for polarity in (Polarity.HIGH, Polarity.LOW):
        status = measured(kpi(figures={"2016-09": value}, polarity=polarity, target=target))
        assert status.gap is not None
        met = status.gap >= 0 if polarity is Polarity.HIGH else status.gap <= 0
        assert (status.rating is Rating.GREEN) == met
