"""One number for one name: what is counted is the same in every view that prints it, and as counted here by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings

from assess import making
from assess.making import AS_OF, FAULTY, cancelled, extension, milestone, override
from assess.portfolios import policies, portfolios
from conftest import ROOT
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.changes.movement import movement
from pap_cli.assess.history import quarter_ends
from pap_cli.columns.selection import Selection
from pap_cli.document import Figure, Heading, Paragraph, Table, View
from pap_cli.drawing import StackedBars
from pap_cli.load.workspace.audience import read_audience
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.config import Against, Policy
from pap_cli.model.dates import add_months
from pap_cli.model.facts import Approvable, Fact
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.plan import Portfolio
from pap_cli.model.rating import Rating
from pap_cli.views.item import view as item
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews, timeline
from pap_cli.views.report import ReportView
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.site.pages import tiles
from pap_cli.views.status import view as status
from pap_cli.views.status.watchers import review_lines
from pap_cli.wording.verdict import verdict
from render.sample import workspace

# What a number is about: a sort of item and its ID, with that of its plan; and the name of the number.
Name: TypeAlias = tuple[str, str, str]
Counts: TypeAlias = dict[Name, int]
_COLORS = tuple(rating.value for rating in Rating)
_PROGRESS = ("milestones", "cancelled", "delivered", "on_time", "overdue")
CORPUS = sorted(path for path in (ROOT / "tests" / "corpus").iterdir() if path.is_dir())


# --- counted by hand, from the dates in the files -------------------------------------------------------------------


def _known(fact: Fact | None, as_of: date) -> Fact | None:
    """A fact, if it says anything and nothing of it is in the future."""
    days = [] if fact is None else [day for day in (fact.day, fact.known) if day is not None]
    says = fact is not None and (fact.on is not None or fact.known is not None)
    return fact if says and all(day <= as_of for day in days) else None


def _due(step: Milestone, day: date, policy: Policy) -> date:
    """The due date in force on a day: an extension approved on an unknown day counts after the one before it."""
    moved, last = [(date.min, step.due.day)], date.min
    for one in step.extensions if policy.overdue_against is Against.APPROVED else ():
        if (approved := _known(one.approved, day)) is not None:
            last = approved.since or last
            moved.append((last, one.to.day))
    return sorted(moved, key=lambda pair: pair[0])[-1][1]


def _by(fact: Approvable) -> str | None:
    """Who approves a fact."""
    return (fact.approved.by if fact.approved is not None else None) or fact.by


def _waits(fact: Approvable, as_of: date) -> bool:
    """True if a fact needs an approval that is not given."""
    return (fact.approved is not None or fact.by is not None) and _known(fact.approved, as_of) is None


def _unapproved(step: Milestone, as_of: date, policy: Policy) -> bool:
    """True if its delivery waits for an approval; who approved the evidence approved the delivery too."""
    completed, evidenced = (
        fact if fact is not None and _known(fact, as_of) else None for fact in (step.completed, step.evidenced)
    )
    if completed is None:
        return evidenced is not None and not policy.require_evidence and _waits(evidenced, as_of)
    if evidenced is not None and evidenced.approved and not _waits(evidenced, as_of):
        return _waits(completed, as_of) and _by(evidenced) != _by(completed)
    return _waits(completed, as_of)


def _facts(step: Milestone, parent: Action | Recommendation, as_of: date, policy: Policy) -> set[str]:
    """The names of the numbers that a milestone is one of."""
    of_action = parent.cancelled if isinstance(parent, Action) else None
    out = min((one.on for one in (step.cancelled, of_action) if one and one.on <= as_of), default=None)
    completed, evidenced = _known(step.completed, as_of), _known(step.evidenced, as_of)
    if not policy.require_evidence:
        completed = completed or evidenced
    if out is not None and (completed is None or (completed.since or out) > out):
        return {"cancelled"}
    found = {"milestones"}
    if delivered := completed or evidenced:
        end = delivered.day
        found |= {"delivered"}
        found |= {"unapproved"} if _unapproved(step, as_of, policy) else set()
        if end is not None and not step.place.faulty and end <= _due(step, end, policy):
            found |= {"on_time"}
    elif as_of > _due(step, as_of, policy) and not step.place.faulty:
        started = _known(step.started, as_of)
        found |= set() if started is not None and started.open else {"overdue"}
    return found


def counted(portfolio: Portfolio, now: Assessment) -> Counts:
    """Every number by its name; ratings, gaps and KPIs, which have tests of their own, are only added up."""
    found: Counter[Name] = Counter()
    for plan, rated in zip(portfolio.plans, now.plans, strict=True):
        colors = {one.id: one.rating.value for one in rated.milestones}
        for parent in (*plan.recommendations, *plan.actions):
            itself = [one.schedule.milestone for one in rated.milestones if one.id == parent.id]
            for step in (*itself, *parent.milestones):
                if step.id not in colors:  # not in the plan yet
                    continue
                people = {*(step.owners or parent.owners or ("",)), *(step.leads or parent.leads)}
                of = [("plan", plan.id)]
                of += [("action", f"{plan.id}:{parent.id}")] if isinstance(parent, Action) else []
                of += [("owner", f"{plan.id}:{id}") for id in people]
                facts = _facts(step, parent, now.as_of, now.policy)
                if "milestones" in facts:
                    facts |= {colors[step.id]}
                found.update((*one, name) for one in of for name in facts)
        for recommendation in rated.recommendations:
            found["plan", plan.id, "recommendation gaps"] += bool(recommendation.coverage.missing)
        missed = sum(1 for one in rated.reviews if one.state.value == "missed")
        found["plan", plan.id, "missed"] = missed
        for kpi in rated.kpis:
            found["plan", plan.id, f"KPIs {kpi.rating.value}"] += 1
    return found


# --- printed ---------------------------------------------------------------------------------------------------------

Printed: TypeAlias = Iterator[tuple[Name, int]]


def _count_of_items(view: View) -> tuple[int, int]:
    """The number of items below a list, and of the cancelled ones beside it."""
    words = next(one.text for one in view.document().blocks[::-1] if isinstance(one, Paragraph) and "as of" in one.text)
    found = re.search(r"([\d,]+) (?:milestones?|actions?)(?: and ([\d,]+) cancelled)? as of", words)
    assert found, words
    return int(found[1].replace(",", "")), int((found[2] or "0").replace(",", ""))


def _of_table(table: Table, row: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """The numbers of one row of the table of milestones by rating."""
    for column, cell in zip(table.columns[1:], row[1:], strict=True):
        name = column.title.lower().replace(" ", "_")
        if name in (*_COLORS, *_PROGRESS):
            yield name, int(cell.text.partition(" ")[0])
        elif name == "all":
            yield "milestones", int(cell.text)


def in_status(now: Assessment, before: Assessment) -> Printed:
    """The numbers of the status page and of its JSON and CSV."""
    view = status.build(now, lambda: before, 0)
    facts: Any = view.facts()
    for plan in facts["plans"]:
        of = ("plan", plan["id"])
        for color, count in plan["milestones"].items():
            yield (*of, color), count
            yield (*of, color), sum(counts[color] for counts in plan["horizons"].values())
        for name in ("delivered", "on_time", "cancelled"):
            yield (*of, name), plan[name]
        for name in _PROGRESS:
            yield (*of, name), sum(horizon[name] for horizon in plan["by_horizon"])
        yield (*of, "milestones"), sum(plan["milestones"].values())
        yield (*of, "overdue"), len(plan["overdue"])
        yield (*of, "recommendation gaps"), sum(1 for gap in plan["gaps"] if gap["kind"] == "recommendation")
        for color in _COLORS[:-1]:
            yield (*of, f"KPIs {color}"), sum(1 for kpi in plan["kpis"] if kpi["rating"] == color)
    records = view.records()
    for plan in now.plans:
        for at, name in enumerate(records.names[2:], 2):
            yield (
                ("plan", plan.plan.id, name),
                sum(int(str(row[at])) for row in records.rows if row[0] == plan.plan.id),
            )
    yield from _on_page(now, view)


def _on_page(now: Assessment, view: View) -> Printed:
    """The numbers that people read on the status page."""
    blocks = view.document().blocks
    (table,) = [
        blocks[at + 1] for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Milestones"
    ]
    assert isinstance(table, Table)
    for row in table.rows:
        id = now.plans[0].plan.id if row[0].text == "All" else row[0].text
        if len(now.plans) > 1 or row[0].text == "All":
            yield from ((("plan", id, name), count) for name, count in _of_table(table, row))
    if len(now.plans) == 1:
        of = ("plan", now.plans[0].plan.id)
        asides = {one.text: one.aside for one in blocks if isinstance(one, Heading)}
        if asides.get("Overdue"):
            yield (*of, "overdue"), int(asides["Overdue"])
    for one in now.plans:
        yield ("plan", one.plan.id, "missed"), sum(line.missed for line in review_lines(one))


def in_lists(now: Assessment) -> Printed:
    """The numbers of the lists: their rows, and the words below them."""
    ids = [plan.plan.id for plan in now.plans]
    steps: Any = (listed := milestones.build(now, Selection())).facts()["milestones"]
    for id in ids:
        own = [one for one in steps if one["plan"] == id]
        kept = [one for one in own if one["state"] != "cancelled"]
        yield ("plan", id, "milestones"), len(kept)
        yield ("plan", id, "cancelled"), len(own) - len(kept)
        yield ("plan", id, "delivered"), sum(1 for one in kept if one["state"] in ("delivered", "evidenced"))
        yield ("plan", id, "on_time"), sum(1 for one in kept if one["days_late"] == 0)
        yield ("plan", id, "overdue"), sum(1 for one in kept if one["days_overdue"])
        for color in _COLORS:
            yield ("plan", id, color), sum(1 for one in kept if one["rating"] == color)
    if len(ids) == 1:
        for view in (listed, timeline.build(now, Selection())):
            if not view.document().blocks or not steps:
                continue
            kept_, out = _count_of_items(view)
            yield ("plan", ids[0], "milestones"), kept_
            yield ("plan", ids[0], "cancelled"), out
    rows: Any = actions.build(now, Selection()).facts()["actions"]
    for one in rows:
        of = ("action", f"{one['plan']}:{one['id']}")
        for name in _PROGRESS:
            yield (*of, name), one["cancelled_milestones" if name == "cancelled" else name]
    lines: Any = owners.build(now, Selection()).facts()["owners"]
    for one in lines:
        of = ("owner", f"{one['plan']}:{one['id'] or ''}")
        yield from (((*of, name), one[name]) for name in (*_PROGRESS, *_COLORS))
    gaps: Any = recommendations.build(now, Selection()).facts()["recommendations"]
    held: Any = reviews.build(now, Selection()).facts()["reviews"]
    for id in ids:
        yield ("plan", id, "recommendation gaps"), sum(1 for one in gaps if one["plan"] == id and one["lacks"])
        yield ("plan", id, "missed"), sum(1 for one in held if one["plan"] == id and one["state"] == "missed")
    measured = kpis.build(now, Selection()).items
    if len(ids) == 1:
        for color in _COLORS:
            yield (
                ("plan", ids[0], f"KPIs {color}"),
                sum(1 for kpi in measured if kpi.rating.value == color and kpi.kpi.plan in (None, ids[0])),
            )


def in_items(now: Assessment) -> Printed:
    """The numbers of the pages of actions and owners."""
    for one in item.candidates(now):
        if one.sort in ("action", "owner"):
            facts = one.make().values
            names = {"cancelled": "cancelled_milestones"} if one.sort == "action" else {}
            for name in _PROGRESS:
                value: Any = facts[names.get(name, name)]
                if one.sort == "owner" and name == "milestones":
                    continue  # the IDs, with the cancelled ones
                yield (one.sort, f"{one.plan}:{one.id}", name), value


def in_report(now: Assessment, before: Assessment) -> Printed:
    """The numbers of the report: its JSON, its tables and its sentences."""
    for number, plan in enumerate(now.plans):
        ends = quarter_ends(plan.plan.header.start, now.as_of)[-2:]
        view = ReportView(
            inputs=Inputs(
                audience=read_audience("cabinet"),
                movement=movement(before.plans[number], plan),
                quarters=tuple(before.plans[number] for _ in ends[:0]),
                policy=now.policy,
                verdict=verdict(now, before),
            )
        )
        of = ("plan", plan.plan.id)
        facts: Any = view.facts()
        for color, count in facts["milestones"].items():
            yield (*of, color), count
        blocks = view.document().blocks
        for table in blocks:
            if isinstance(table, Table) and table.columns[0].title == "Milestones" and table.columns[-1].title == "All":
                yield from (((*of, name), count) for name, count in _of_table(table, table.rows[0]))
        text = str(blocks)
        for found in re.findall(r"of the plan's ([\d,]+) milestones", text):
            yield (*of, "milestones"), int(found.replace(",", ""))
        yield from _in_charts(of, blocks)


def _in_charts(of: tuple[str, str], blocks: Sequence[object]) -> Printed:
    for one in blocks:
        if isinstance(one, Figure) and isinstance(one.drawing, StackedBars):
            assert isinstance(one.table, Table)
            yield from (((*of, name), count) for name, count in _of_table(one.table, one.table.rows[-1]))


def in_site(now: Assessment) -> Printed:
    """The numbers above the overview of a site."""
    if len(now.plans) != 1:
        return
    of = ("plan", now.plans[0].plan.id)
    late, _, red, gaps, delivered = tiles(now)
    yield (*of, "overdue"), late.count
    yield (*of, "KPIs red"), red.count
    yield (*of, "recommendation gaps"), gaps.count
    yield (*of, "delivered"), delivered.count
    found = re.search(r"of ([\d,]+) milestone", delivered.words)
    assert found
    yield (*of, "milestones"), int(found[1].replace(",", ""))


def differences(portfolio: Portfolio, as_of: date, policy: Policy) -> list[str]:
    """The numbers that a view prints and that are not those counted by hand."""
    now, before = assess(portfolio, as_of, policy), assess(portfolio, add_months(as_of, -3), policy)
    if not now.plans:
        return []
    right = counted(portfolio, now)
    views = {
        "status": in_status(now, before),
        "lists": in_lists(now),
        "items": in_items(now),
        "report": in_report(now, before),
        "site": in_site(now),
    }
    return [
        f"{name}: {' '.join(one)}: {count}, not {right.get(one, 0)}"
        for name, printed in views.items()
        for one, count in printed
        if count != right.get(one, 0)
    ]


POLICIES = (Policy(), Policy(require_evidence=False), Policy(overdue_against=Against.FIRST))


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "no evidence", "first"])
@pytest.mark.parametrize("day", ["2015-09-14", "2016-10-14", "2017-06-12"])
def test_the_example_counts_alike_in_every_view(day: str, policy: Policy) -> None:
    assert differences(open_workspace(ROOT).portfolio, date.fromisoformat(day), policy) == []


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "no evidence", "first"])
def test_the_sample_counts_alike_in_every_view(policy: Policy) -> None:
    assert differences(workspace().portfolio, AS_OF, policy) == []


def _hard_cases() -> Portfolio:
    """A plan in which two ways to count would differ: late approvals, months, delivery known from its evidence."""
    moved = (extension("2016-09-30", "2016-05-02"),)
    steps = (
        milestone("approved after delivery", "2016-04-30", completed="2016-05-01", extensions=moved),
        milestone("approved before delivery", "2016-04-30", completed="2016-05-03", extensions=moved),
        milestone("due in a month", "2016-04", completed="2016-04-30"),
        milestone("only evidence", "2016-04-30", evidenced="2016-05-01"),
        milestone("delivered, then cancelled", "2016-04-30", completed="2016-04-30", cancelled=cancelled("2016-05-01")),
        milestone("cancelled, then delivered", "2016-04-30", completed="2016-05-02", cancelled=cancelled("2016-05-01")),
        milestone("cancelled and red", cancelled=cancelled("2016-05-01"), override=override(Rating.RED, "2017-01-01")),
        milestone("not rated", "2016-04-30", completed="2016-05-01", place=FAULTY),
    )
    return Portfolio(plans=(making.plan(making.action("A", *steps, owner="head"), owners=(making.owner("head"),)),))


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "no evidence", "first"])
def test_hard_cases_count_alike_in_every_view(policy: Policy) -> None:
    assert differences(_hard_cases(), AS_OF, policy) == []


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_a_workspace_with_errors_counts_alike_in_every_view(folder: Path) -> None:
    opened = open_workspace(folder)
    assert differences(opened.portfolio, AS_OF, opened.config.rating) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(portfolio=portfolios(), policy=policies)
def test_any_plan_counts_alike_in_every_view(portfolio: Portfolio, policy: Policy) -> None:
    assert differences(portfolio, AS_OF, policy) == []
