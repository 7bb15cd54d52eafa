"""Plans and KPIs made in a line, without files: dates as text, everything else with a value that does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pap_cli.assess.assessment import Assessment, PlanStatus, assess
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus, assess_kpi
from pap_cli.model.config import Policy
from pap_cli.model.dates import Duration
from pap_cli.model.decisions import Cancelled, Note, Override
from pap_cli.model.entry import Id
from pap_cli.model.facts import Approvable, Fact, Start, parse_start, parse_when
from pap_cli.model.goal import Bound, Goal
from pap_cli.model.items import Action, Extension, Forecast, Milestone, Recommendation
from pap_cli.model.judgements import Judgement
from pap_cli.model.kpi import Baseline, Benchmark, BenchmarkFigure, BenchmarkKind, Kpi, Observation, Revision, Target
from pap_cli.model.measure import Figure
from pap_cli.model.oversight import Body, Meeting, Owner, Review, parse_held
from pap_cli.model.periods import parse_due, parse_first_due, parse_period
from pap_cli.model.place import Place, Source
from pap_cli.model.plan import Header, Plan, Portfolio
from pap_cli.model.rating import Rating

SOMEWHERE = Place(source=Source("x.yaml", ""), start=0, end=0, body=0)
FAULTY = Place(source=Source("x.yaml", ""), start=0, end=0, body=0, faulty=True)
AS_OF = date(2016, 10, 14)
_DAYS = frozenset({"added", "start", "until", "raised", "closed", "met"})
_FACTS = {"started": Start, "completed": Approvable, "evidenced": Approvable}


def day(text: str) -> date:
    return date.fromisoformat(text)


def _read(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with their dates read, and a place if they name none."""
    read: dict[str, Any] = {"place": SOMEWHERE}
    for name, value in facts.items():
        if isinstance(value, str) and name in _DAYS:
            read[name] = day(value)
        elif isinstance(value, str) and name in _FACTS:
            read[name] = _FACTS[name](on=parse_start(value))
        elif isinstance(value, str) and name == "due":
            read[name] = parse_first_due(value)
        elif isinstance(value, str) and name == "evidence_due":
            read[name] = parse_due(value)
        elif name in ("owner", "lead"):
            read[f"{name}s"] = (value,) if isinstance(value, str) else tuple(value)
        else:
            read[name] = value
    return read


def milestone(id: str = "M", due: str = "2016-12-31", **facts: Any) -> Milestone:
    return Milestone(id=Id(id), title=id, **_read({"due": due, **facts}))


def action(id: str = "A", *milestones: Milestone, **facts: Any) -> Action:
    return Action(id=Id(id), title=id, milestones=milestones, **_read(facts))


def recommendation(id: str = "R", *milestones: Milestone, **facts: Any) -> Recommendation:
    return Recommendation(id=Id(id), title=id, milestones=milestones, **_read(facts))


def judgement(status: str | None = None, on: str | None = None, **facts: Any) -> Judgement:
    return Judgement(status=status, on=parse_due(on) if on else None, place=SOMEWHERE, **facts)


def owner(id: str) -> Owner:
    return Owner(id=Id(id), title=id.upper(), place=SOMEWHERE)


def body(id: str) -> Body:
    return Body(id=Id(id), title=id.upper(), place=SOMEWHERE)


def header(id: str = "p", start: str = "2016-01-04", **facts: Any) -> Header:
    return Header(id=Id(id), title=id, **_read({"start": start, **facts}))


def plan(*actions: Action, **parts: Any) -> Plan:
    return Plan(**{"header": header(), "actions": actions, **parts})


def extension(to: str, approved: str | None = None, by: str | None = "board") -> Extension:
    return Extension(
        to=parse_due(to), approved=Fact(on=parse_when(approved)) if approved else None, by=by, place=SOMEWHERE
    )


def forecast(to: str, on: str | None = None) -> Forecast:
    return Forecast(to=parse_due(to), on=day(on) if on else None, place=SOMEWHERE)


def cancelled(on: str, by: str | None = None) -> Cancelled:
    return Cancelled(on=day(on), by=by, place=SOMEWHERE)


def override(rating: Rating, until: str, on: str | None = None) -> Override:
    return Override(
        rating=rating, by="dcs", reason="a word", until=day(until), on=day(on) if on else None, place=SOMEWHERE
    )


def note(on: str | None, text: str = "a word") -> Note:
    return Note(text=text, on=parse_due(on) if on else None, place=SOMEWHERE)


def meeting(on: str, outcome: str | None = None) -> Meeting:
    return Meeting(on=parse_held(on), outcome=outcome, place=SOMEWHERE)


def review(held: Iterable[str] = (), **facts: Any) -> Review:
    return Review(id=Id("V"), body="board", held=tuple(meeting(on) for on in held), **_read(facts))


def quarterly(held: Iterable[str] = (), start: str = "2016-02-01", length: int = 6) -> Review:
    """A review every three months."""
    return review(held, every=Duration(months=3), start=start, length=Duration(months=length))


def observation(period: str, value: Figure, published: str | None = None, **facts: Any) -> Observation:
    return Observation(
        period=parse_period(period),
        value=value,
        published=day(published) if published else None,
        **{"place": SOMEWHERE, **facts},
    )


def revision(value: Figure, published: str | None = None, **facts: Any) -> Revision:
    return Revision(value=value, published=day(published) if published else None, place=SOMEWHERE, **facts)


def step(by: str, target: Goal, floor: Bound | None = None) -> Target:
    return Target(by=day(by), target=target, floor=floor, place=SOMEWHERE)


def baseline(period: str, value: float) -> Baseline:
    return Baseline(period=parse_period(period), value=value, place=SOMEWHERE)


def benchmark(
    name: str,
    values: Mapping[str, Figure],
    published: str | Mapping[str, str] | None = None,
    kind: BenchmarkKind = BenchmarkKind.OTHER,
) -> Benchmark:
    """A benchmark whose figures were published on one day, or each on its own by period."""
    known = dict.fromkeys(values, published) if isinstance(published, str) else dict(published or {})
    figures = (
        BenchmarkFigure(
            period=parse_period(period),
            value=value,
            published=day(known[period]) if period in known else None,
            place=SOMEWHERE,
        )
        for period, value in values.items()
    )
    return Benchmark(name=name, values=tuple(figures), kind=kind, place=SOMEWHERE)


def kpi(id: str = "K", figures: Mapping[str, Figure] | None = None, **facts: Any) -> Kpi:
    """A KPI with plain figures by period, or with `observations` of its own."""
    facts.setdefault("observations", tuple(observation(*pair) for pair in (figures or {}).items()))
    return Kpi(id=Id(id), title=id, **_read(facts))


def at(plan: Plan, as_of: date | str = AS_OF, *kpis: Kpi, **policy: Any) -> PlanStatus:
    """Where one plan stands at a date."""
    return assessed((plan,), as_of, *kpis, **policy).plans[0]


def assessed(plans: Iterable[Plan], as_of: date | str = AS_OF, *kpis: Kpi, **policy: Any) -> Assessment:
    stands = day(as_of) if isinstance(as_of, str) else as_of
    return assess(Portfolio(plans=tuple(plans), kpis=kpis), stands, Policy(**policy))


def one(milestone: Milestone, as_of: date | str = AS_OF, **policy: Any) -> MilestoneStatus:
    """Where one milestone stands at a date, alone in its plan."""
    (status,) = at(plan(action("A", milestone)), as_of, **policy).milestones
    return status


def by_id(status: PlanStatus) -> dict[str, MilestoneStatus]:
    return {entry.id: entry for entry in status.milestones}


def measured(kpi: Kpi, as_of: date | str = AS_OF, **policy: Any) -> KpiStatus:
    """What one KPI said at a date."""
    return assess_kpi(kpi, day(as_of) if isinstance(as_of, str) else as_of, Policy(**policy))
