"""Hypothesis strategies for whole portfolios, whose dates fall on either side of the day of the report."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, baseline, header, observation, owner, recommendation, step
from pap_cli.assess.kpis.figures import known_on
from pap_cli.model.config import Against, Policy
from pap_cli.model.dates import UNDATED, Due, Duration, exactly
from pap_cli.model.decisions import Cancelled, Note, Override
from pap_cli.model.entry import Id
from pap_cli.model.evidence import Evidence
from pap_cli.model.facts import Approvable, Approval, Fact, Start, parse_start, seen
from pap_cli.model.items import Action, Extension, Forecast, Horizon, Milestone, Recommendation, Scope
from pap_cli.model.judgements import Judgement
from pap_cli.model.kpi import Benchmark, BenchmarkFigure, Kpi, Observation, Revision
from pap_cli.model.measure import Basis, Frequency, Missing, Polarity
from pap_cli.model.oversight import Body, Clock, Concern, Meeting, Review, parse_held
from pap_cli.model.periods import parse_first_due
from pap_cli.model.plan import Plan, Portfolio
from pap_cli.model.rating import Rating
from pap_cli.model.risks import Closed, Points, Raised, Response, Risk, RiskChange, Score
from pap_cli.model.working_days import WorkingCalendar, WorkingDays

BODIES = ("dfe", "ofsted")
OWNERS = ("head", "dcs")
KPI_IDS = ("k0", "k1")
MILESTONES = tuple(f"A{action}.{number}" for action in range(3) for number in range(2))
WORK = (*MILESTONES, "A0", "A1", "A2", "R1.0")

days = st.integers(-200, 200).map(lambda count: AS_OF + timedelta(days=count))
maybe_days = st.none() | days
dues = days.map(lambda day: Due(day, day.isoformat()))
first_dues = st.just(UNDATED) | days.map(lambda day: parse_first_due(day.isoformat()))


def facts(cls: type[Fact], *, more: tuple[str, ...] = ()) -> st.SearchStrategy[Fact | None]:
    """Facts of days, months and unknown days, some known only from a later day on."""
    whens = (days.map(date.isoformat) | days.map(lambda day: f"{day:%Y-%m}")) | st.sampled_from(("true", *more))
    written = st.builds(cls, on=whens.map(parse_start), known=st.none() | st.none() | days)
    return st.none() | written | written | st.builds(cls, known=days)


def approvable() -> st.SearchStrategy[Approvable | None]:
    """Deliveries, or evidence, with and without an approval."""
    approved = days.map(lambda day: Approval(on=parse_start(day.isoformat())))
    written = st.builds(
        lambda day, approval, by: Approvable(on=parse_start(day.isoformat()), approved=approval, by=by),
        days,
        st.none() | approved,
        st.sampled_from((*BODIES, None)),
    )
    return facts(Approvable) | written


def dated_evidence(day: date) -> tuple[Evidence, ...]:
    return (Evidence(what="a paper", on=exactly(day), accepted_by="dfe"),)


limits = st.sampled_from([Duration(days=0), Duration(days=28), Duration(months=3), WorkingDays(10), WorkingDays(70)])
calendars = st.builds(WorkingCalendar, closed=st.frozensets(days, max_size=5), open=st.frozensets(days, max_size=5))
policies = st.builds(
    Policy,
    require_evidence=st.booleans(),
    overdue_against=st.sampled_from(Against),
    due_soon=limits,
    calendar=calendars,
    repeated_extensions=st.integers(0, 3),
)

cancellations = st.none() | st.builds(Cancelled, on=days, place=st.just(SOMEWHERE))
overrides = st.none() | st.builds(
    Override,
    rating=st.sampled_from(Rating),
    by=st.just("dcs"),
    reason=st.just("a word"),
    until=days,
    on=maybe_days,
    place=st.just(SOMEWHERE),
)
notes = st.lists(
    st.builds(Note, text=st.just("a word"), on=st.none() | dues, place=st.just(SOMEWHERE)), max_size=2
).map(tuple)
judgements = st.lists(
    st.builds(
        Judgement,
        on=st.none() | dues,
        by=st.sampled_from((None, "dcs", "Mary")),
        status=st.sampled_from((None, "on-track", "Amber/Red", "complete", "On hold", "Choppy")),
        percent=st.none() | st.integers(0, 100).map(float),
        axis=st.sampled_from((None, "delivery")),
        place=st.just(SOMEWHERE),
    ),
    max_size=2,
).map(tuple)
people = st.lists(st.sampled_from(OWNERS), max_size=2, unique=True).map(tuple)
extensions = st.lists(
    st.builds(Extension, to=dues, approved=facts(Fact), by=st.sampled_from((*BODIES, None)), place=st.just(SOMEWHERE)),
    max_size=3,
    unique_by=lambda entry: str(entry.approved),
).map(tuple)
forecasts = st.lists(
    st.builds(Forecast, to=dues, on=maybe_days, place=st.just(SOMEWHERE)), max_size=2, unique_by=lambda entry: entry.on
).map(tuple)


# A strategy is made once: to make it, and to check what it is made of, takes longer than to draw from it.
@cache
def milestones(id: str) -> st.SearchStrategy[Milestone]:
    return st.builds(
        Milestone,
        id=st.just(Id(id)),
        title=st.just(id),
        due=first_dues,
        horizon=st.none() | st.sampled_from(Horizon),
        owners=people,
        leads=people,
        added=st.none() | st.none() | days,
        extensions=extensions,
        forecast=forecasts,
        started=facts(Start, more=("unknown",)),
        completed=approvable(),
        evidenced=approvable(),
        evidence_due=st.none() | dues,
        evidence=st.just(()) | st.just((Evidence(where="a paper"),)) | days.map(dated_evidence),
        depends_on=st.lists(st.sampled_from(WORK), max_size=2).map(tuple),
        expected_by=st.lists(st.sampled_from(BODIES), max_size=2, unique=True).map(tuple),
        cancelled=st.none() | cancellations,
        override=st.none() | overrides,
        judgements=st.just(()) | judgements,
        notes=notes,
        place=st.just(SOMEWHERE),
    )


some_work = st.lists(st.sampled_from(WORK), max_size=2).map(tuple)
own_dates = st.fixed_dictionaries(
    {},
    optional={
        "due": first_dues,
        "extensions": extensions,
        "forecast": forecasts,
        "started": facts(Start, more=("unknown",)),
        "completed": approvable(),
        "evidenced": approvable(),
        "evidence_due": st.none() | dues,
        "depends_on": some_work,
        "expected_by": st.lists(st.sampled_from(BODIES), max_size=2, unique=True).map(tuple),
        "override": st.none() | overrides,
    },
)


@cache
def actions(number: int) -> st.SearchStrategy[Action]:
    id = f"A{number}"
    steps = [milestones(name) for name in MILESTONES if name.startswith(f"{id}.")]
    plain = st.fixed_dictionaries(
        {
            "answers": st.lists(st.sampled_from(("R0", "R1")), unique=True).map(tuple),
            "scope": st.sampled_from(Scope),
            "owners": people,
            "leads": people,
            "added": st.none() | st.none() | days,
            "kpis": st.lists(st.sampled_from(KPI_IDS), unique=True).map(tuple),
            "milestones": st.one_of(*(st.tuples(*steps[:count]) for count in range(len(steps) + 1))),
            "cancelled": st.none() | cancellations,
            "judgements": st.just(()) | judgements,
        }
    )
    return st.builds(
        lambda values, dates: Action(id=Id(id), title=id, place=SOMEWHERE, **values, **dates),
        plain,
        st.just({}) | own_dates,
    )


held_days = days.map(date.isoformat).map(parse_held) | st.just(parse_held("unknown"))
reviews = st.builds(
    Review,
    id=st.just(Id("V")),
    body=st.sampled_from(BODIES),
    every=st.sampled_from([Duration(days=42), Duration(months=1), Duration(months=3)]),
    start=days,
    length=st.just(Duration(months=9)),
    held=st.lists(st.builds(Meeting, on=held_days, place=st.just(SOMEWHERE)), max_size=5, unique_by=lambda m: m.on).map(
        tuple
    ),
    place=st.just(SOMEWHERE),
)

values = st.integers(0, 200).map(lambda number: number / 2)
figures = values | st.sampled_from(Missing)
revisions = st.lists(
    st.builds(Revision, value=figures, published=maybe_days, place=st.just(SOMEWHERE)),
    max_size=2,
    unique_by=lambda revision: revision.published or date.min,
)
FORMULAS = (
    "k0 / k1",
    "k0 + k1",
    "k2 - k0 * 2",
    "k3",
    "k9",
    "ytd(k0)",
    "ytd(k0) / ytd(k1)",
    "in-period(ytd(k0))",
    "rolling(k1, 3)",
)
PERIODS = tuple(f"2016-{month:02d}" for month in range(5, 13))


seldom = st.none() | maybe_days
periods = st.sets(st.sampled_from(PERIODS)).map(sorted)
steps_of_target = st.sets(st.sampled_from(("2016-06-30", "2016-12-31")))
published_figures = st.tuples(figures, seldom, revisions.map(tuple), figures, maybe_days)


@cache
def rest_of_kpi() -> st.SearchStrategy[dict[str, object]]:
    """What a KPI has besides its figures."""
    return st.fixed_dictionaries(
        {
            "polarity": st.sampled_from(Polarity),
            "basis": st.sampled_from(Basis),
            "frequency": st.sampled_from(Frequency),
            "owners": people,
            "baseline": st.none() | st.just(baseline("2016-06", 50.0)),
            "target": st.none() | values,
            "floor": st.none() | values,
            "tolerance": st.none() | st.just(5.0),
            "published_after": st.none() | st.just(Duration(days=14)),
            "override": overrides,
            "notes": notes,
        }
    )


@st.composite
def kpis(draw: st.DrawFn, id: str) -> Kpi:
    drawn = [(period, *draw(published_figures)) for period in draw(periods)]
    observations = [
        replace(observation(period, value), published=day, revisions=revised)
        for period, value, day, revised, _, _ in drawn
    ]
    elsewhere = [
        BenchmarkFigure(period=entry.period, value=value, published=day, place=SOMEWHERE)
        for entry, (*_, value, day) in zip(observations, drawn, strict=True)
    ]
    return Kpi(
        id=Id(id),
        title=id,
        trajectory=tuple(step(by, draw(values)) for by in draw(steps_of_target)),
        benchmarks=(Benchmark(name="England", values=tuple(elsewhere), place=SOMEWHERE),),
        observations=tuple(observations),
        plan="p",
        place=SOMEWHERE,
        **draw(rest_of_kpi()),
    )


@st.composite
def clocks(draw: st.DrawFn, id: str) -> Clock:
    """A clock with its day written, or counted from one."""
    start, within = (None, None) if id == "written" else (draw(days), draw(limits))
    return Clock(
        id=Id(id),
        title=id,
        due=draw(dues) if start is None else None,
        start=start,
        within=within,
        to="ofsted",
        met=draw(maybe_days),
        place=SOMEWHERE,
    )


scores = (
    st.none() | st.integers(1, 25).map(lambda value: Score(score=Points(value))) | st.just(Score(score=Points(None)))
)


def _when(cls: type[Due]) -> st.SearchStrategy[Due | None]:
    return st.none() | st.just(cls(date.max, "true")) | days.map(lambda day: cls(day, day.isoformat()))


@cache
def risks(id: str) -> st.SearchStrategy[Risk]:
    by = st.sampled_from((*BODIES, None))
    changes = st.builds(RiskChange, on=st.none() | dues, score=scores, by=by, place=st.just(SOMEWHERE))
    affected = st.lists(st.sampled_from((*WORK, *KPI_IDS, "R0")), max_size=2, unique=True)
    return st.builds(
        Risk,
        id=st.just(Id(id)),
        title=st.just(id),
        raised=_when(Raised),
        owners=people,
        leads=people,
        initial=scores,
        current=scores,
        target=scores,
        response=st.none() | st.sampled_from(Response),
        treated_by=st.lists(st.sampled_from(WORK), max_size=2, unique=True).map(tuple),
        affects=affected.map(tuple),
        changes=st.lists(changes, max_size=3, unique_by=lambda one: one.on).map(tuple),
        closed=_when(Closed),
        notes=notes,
        place=st.just(SOMEWHERE),
    )


concerns = st.builds(
    Concern,
    id=st.just(Id("C")),
    title=st.just("C"),
    raised=maybe_days,
    closed=maybe_days,
    answered_by=st.lists(st.sampled_from(WORK), max_size=1).map(tuple),
    place=st.just(SOMEWHERE),
)
all_actions = st.one_of(*(st.tuples(*(actions(number) for number in range(count))) for count in (1, 2, 3)))
all_risks = st.just(()) | st.tuples(risks("K0")) | st.tuples(risks("K0"), risks("K1"))
all_clocks = st.tuples(clocks("written"), clocks("counted"))
sub_steps = st.lists(milestones("R1.0"), max_size=1)
all_kpis = st.tuples(*(kpis(id) for id in KPI_IDS))
formulas = st.tuples(*(st.tuples(kpis(id), st.sampled_from(FORMULAS)) for id in ("k2", "k3")))


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    plan = Plan(
        header=header(start="2016-06-01", statutory=draw(all_clocks)),
        owners=tuple(owner(id) for id in OWNERS),
        bodies=tuple(Body(id=Id(id), title=id, place=SOMEWHERE) for id in BODIES),
        recommendations=(recommendation("R0"), recommendation("R1", *draw(sub_steps), owner=draw(people))),
        actions=draw(all_actions),
        reviews=(draw(reviews),),
        concerns=(draw(concerns),),
        risks=draw(all_risks),
    )
    derived = (replace(kpi, observations=(), formula=formula) for kpi, formula in draw(formulas))
    return Portfolio(plans=(plan,), kpis=(*draw(all_kpis), *derived))


# --- the same portfolio as it was typed by a day --------------------------------------------------------------------


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


D = TypeVar("D", Milestone, Action)
P = TypeVar("P", Action, Recommendation)


def _dated_facts_by(entry: D, as_of: date) -> D:
    return replace(
        entry,
        extensions=tuple(e for e in entry.extensions if e.approved is None or seen(e.approved, as_of)),
        forecast=tuple(f for f in entry.forecast if f.on is None or f.on <= as_of),
        started=seen(entry.started, as_of),
        completed=seen(entry.completed, as_of),
        evidenced=seen(entry.evidenced, as_of),
        evidence=tuple(item for item in entry.evidence if item.on is None or item.on.day <= as_of),
        cancelled=_cancelled_by(entry.cancelled, as_of),
        override=_override_by(entry.override, as_of),
        judgements=_judgements_by(entry.judgements, as_of),
        notes=_notes_by(entry.notes, as_of),
    )


def _cancelled_by(entry: Cancelled | None, as_of: date) -> Cancelled | None:
    return entry if entry is not None and entry.on <= as_of else None


def _override_by(entry: Override | None, as_of: date) -> Override | None:
    return entry if entry is not None and (entry.on is None or entry.on <= as_of) else None


def _notes_by(entries: tuple[Note, ...], as_of: date) -> tuple[Note, ...]:
    return tuple(note for note in entries if note.on is None or note.on.day <= as_of)


def _judgements_by(entries: tuple[Judgement, ...], as_of: date) -> tuple[Judgement, ...]:
    return tuple(entry for entry in entries if entry.on is None or entry.on.day <= as_of)


def _with_steps_by(entry: P, as_of: date) -> P:
    steps = (step for step in entry.milestones if step.added is None or step.added <= as_of)
    return replace(entry, milestones=tuple(_dated_facts_by(step, as_of) for step in steps))


def _action_by(entry: Action, as_of: date) -> Action:
    return _dated_facts_by(_with_steps_by(entry, as_of), as_of)


def _plan_by(plan: Plan, as_of: date) -> Plan:
    statutory = tuple(
        replace(clock, met=_by(clock.met, as_of))
        for clock in plan.header.statutory
        if clock.start is None or clock.start <= as_of
    )
    return replace(
        plan,
        header=replace(plan.header, statutory=statutory),
        recommendations=tuple(_with_steps_by(one, as_of) for one in plan.recommendations),
        actions=tuple(_action_by(a, as_of) for a in plan.actions if a.added is None or a.added <= as_of),
        reviews=tuple(replace(r, held=tuple(m for m in r.held if seen(m, as_of))) for r in plan.reviews),
        concerns=tuple(
            replace(concern, closed=_by(concern.closed, as_of))
            for concern in plan.concerns
            if concern.raised is None or concern.raised <= as_of
        ),
        risks=tuple(
            _risk_by(risk, as_of) for risk in plan.risks if risk.raised is None or _dated_by(risk.raised, as_of)
        ),
    )


def _dated_by(day: Due, as_of: date) -> bool:
    return not day.dated or day.day <= as_of


def _risk_by(risk: Risk, as_of: date) -> Risk:
    return replace(
        risk,
        changes=tuple(one for one in risk.changes if one.on is None or one.on.day <= as_of),
        closed=risk.closed if risk.closed is not None and _dated_by(risk.closed, as_of) else None,
        notes=_notes_by(risk.notes, as_of),
    )


def _kpi_by(kpi: Kpi, as_of: date) -> Kpi:
    def known(entry: Observation | BenchmarkFigure) -> bool:
        return known_on(kpi, entry) <= as_of

    def seen(entry: Observation) -> Observation:
        return replace(entry, revisions=tuple(r for r in entry.revisions if not r.published or r.published <= as_of))

    return replace(
        kpi,
        observations=tuple(seen(entry) for entry in kpi.observations if known(entry)),
        benchmarks=tuple(replace(b, values=tuple(filter(known, b.values))) for b in kpi.benchmarks),
        override=_override_by(kpi.override, as_of),
        notes=_notes_by(kpi.notes, as_of),
    )


def typed_by(portfolio: Portfolio, as_of: date) -> Portfolio:
    """The portfolio without anything that happened later."""
    return Portfolio(
        plans=tuple(_plan_by(plan, as_of) for plan in portfolio.plans),
        kpis=tuple(_kpi_by(kpi, as_of) for kpi in portfolio.kpis),
    )


def reordered(draw: st.DrawFn, portfolio: Portfolio) -> Portfolio:
    """The same entries in another order, at every depth."""

    def moved(entries: tuple[Extension, ...]) -> tuple[Extension, ...]:
        """An extension approved on an unknown day comes after the one written before it: there the order counts."""
        known = all(entry.approved is None or entry.approved.since for entry in entries)
        return tuple(draw(st.permutations(entries))) if known else entries

    def milestone(entry: Milestone) -> Milestone:
        return replace(
            entry,
            extensions=moved(entry.extensions),
            forecast=tuple(draw(st.permutations(entry.forecast))),
            depends_on=tuple(draw(st.permutations(entry.depends_on))),
            notes=tuple(draw(st.permutations(entry.notes))),
        )

    def action(entry: Action) -> Action:
        steps = [milestone(step) for step in entry.milestones]
        return replace(entry, milestones=tuple(draw(st.permutations(steps))))

    def plan(entry: Plan) -> Plan:
        recommendations: list[Recommendation] = draw(st.permutations(entry.recommendations))
        return replace(
            entry,
            recommendations=tuple(recommendations),
            actions=tuple(draw(st.permutations([action(each) for each in entry.actions]))),
            reviews=tuple(replace(r, held=tuple(draw(st.permutations(r.held)))) for r in entry.reviews),
        )

    def kpi(entry: Kpi) -> Kpi:
        return replace(
            entry,
            observations=tuple(draw(st.permutations(entry.observations))),
            trajectory=tuple(draw(st.permutations(entry.trajectory))),
            notes=tuple(draw(st.permutations(entry.notes))),
        )

    return Portfolio(
        plans=tuple(plan(entry) for entry in portfolio.plans),
        kpis=tuple(draw(st.permutations([kpi(entry) for entry in portfolio.kpis]))),
    )
