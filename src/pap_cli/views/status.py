"""Where the plan stands, on one page, worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pap_cli.assess.assessment import Assessment, GroupStatus, MilestoneStatus, PlanStatus, count_ratings
from pap_cli.assess.coverage import Gap
from pap_cli.assess.kpi import KpiStatus
from pap_cli.assess.rag import KPI_KEY, ROLL_UP, rating_key
from pap_cli.assess.reviews import Expectation, ExpectationState, Occurrence, ReviewState
from pap_cli.document import (
    SCHEMA_VERSION,
    Align,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Records,
    Table,
    Tone,
)
from pap_cli.model.dates import show_date
from pap_cli.model.plan import Concern, Horizon, Rating
from pap_cli.views import kpis as kpis_view
from pap_cli.views import milestones as milestones_view
from pap_cli.views import reviews as reviews_view
from pap_cli.views.cells import count_words, date_cell, gap_words, iso, rating_cell, tone_of, with_unit
from pap_cli.views.listing import Field

T = TypeVar("T")

_MOST, _SOME, _FEW = 10, 8, 6
"""How many rows of a section stand on the page."""
_EXPECTATION = {
    ExpectationState.MET: Tone.BLUE,
    ExpectationState.MET_LATE: Tone.BLUE,
    ExpectationState.MISSED: Tone.RED,
    ExpectationState.AT_RISK: Tone.AMBER,
    ExpectationState.OPEN: Tone.GREEN,
}
HORIZON_TITLES = {
    Horizon.IMMEDIATE: "Immediate",
    Horizon.SHORT: "Short-term",
    Horizon.INTERMEDIATE: "Intermediate",
    Horizon.LONG: "Long-term",
}


@dataclass(frozen=True, kw_only=True)
class StatusView:
    """One or more plans at a date, beside where they stood some time before."""

    now: Assessment
    before: Assessment
    faults: int
    """How many faults of form the files have."""

    kind: str = "status"

    @property
    def overdue(self) -> list[MilestoneStatus]:
        """The overdue milestones, the longest overdue first."""
        late = [status for status in self.now.milestones if status.schedule.days_overdue]
        return sorted(late, key=lambda status: (-status.schedule.days_overdue, status.id))

    @property
    def due_soon(self) -> list[MilestoneStatus]:
        """The open milestones that fall due within the policy's due-soon, the nearest first."""
        limit = self.now.policy.due_soon.after(self.now.as_of)
        return sorted(
            (
                status
                for status in self.now.milestones
                if status.schedule.state.open and self.now.as_of <= status.schedule.due.day <= limit
            ),
            key=lambda status: (status.schedule.due.day, status.id),
        )

    @property
    def kpis(self) -> list[KpiStatus]:
        """Every KPI that is rated, worst first."""
        return sorted(
            (status for status in self.now.kpis if status.rating is not Rating.GREY), key=kpis_view.worst_first
        )

    def facts(self) -> Mapping[str, object]:
        """Each plan with its headline and everything on the page, uncut."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "compared_with": self.before.as_of.isoformat(),
            "faults": self.faults,
            "rating_key": {rating.value: words for rating, words in rating_key(self.now.policy)},
            "plans": [self._plan_facts(plan) for plan in self.now.plans],
        }

    def _plan_facts(self, plan: PlanStatus) -> dict[str, object]:
        earlier = next((one for one in self.before.plans if one.plan.id == plan.plan.id), None)
        mine = {status.id for status in plan.milestones}
        return {
            "id": plan.plan.id,
            "title": plan.plan.title,
            "organisation": plan.plan.header.organisation,
            "start": plan.plan.header.start.isoformat(),
            "rating": plan.rating.value,
            "milestones": _counts(plan.milestones),
            "milestones_before": _counts(earlier.milestones) if earlier else None,
            "horizons": {group.id: _counts(group.milestones) for group in plan.by_horizon},
            "horizons_before": {group.id: _counts(group.milestones) for group in earlier.by_horizon} if earlier else {},
            "overdue": [_facts(milestones_view.FIELDS, one) for one in self.overdue if _is(one, plan, mine)],
            "due_soon": [_facts(milestones_view.FIELDS, one) for one in self.due_soon if _is(one, plan, mine)],
            "kpis": [_facts(kpis_view.FIELDS, one) for one in self.kpis if one.kpi.plan in (None, plan.plan.id)],
            "gaps": [{"kind": gap.kind, "id": gap.id, "title": gap.title, "lacks": gap.lacks} for gap in plan.gaps],
            "reviews": [_facts(reviews_view.FIELDS, one) for one in _told_reviews([plan])],
            "expectations": [
                {
                    "body": one.body,
                    "item": one.item,
                    "title": one.title,
                    "by": iso(one.by),
                    "met": iso(one.met),
                    "state": one.state.value,
                }
                for one in plan.expectations
            ],
            "concerns": [
                {
                    "id": concern.id,
                    "title": concern.title,
                    "raised": iso(concern.raised),
                    "by": concern.by,
                    "answered_by": list(concern.answered_by),
                }
                for concern in plan.concerns
            ],
        }

    def records(self) -> Records:
        """The headline: one row a plan and horizon."""
        rows: list[tuple[object, ...]] = []
        for plan in self.now.plans:
            for group in plan.by_horizon:
                counts = count_ratings(group.milestones)
                rows.append((plan.plan.id, group.id, *(counts[rating] for rating in Rating), len(group.milestones)))
        return Records(("plan", "horizon", *(rating.value for rating in Rating), "milestones"), rows)

    def document(self) -> Document:
        """The page."""
        plans = self.now.plans
        blocks: list[Block] = []
        if self.faults:
            words = f"{count_words(self.faults, 'fault')} of form in the files: run  pap check"
            blocks.append(Paragraph(words, Tone.RED))
        if not plans:
            return Document("", (*blocks, Paragraph("There is no plan here yet; start one with  pap init --example")))
        if len(plans) == 1:
            blocks += _masthead(plans[0])
        blocks += self._headline()
        blocks += self._overdue()
        blocks += self._due_soon()
        blocks += self._kpis()
        blocks += _gaps(plans)
        blocks += _reviews(plans)
        blocks += _expectations(plans)
        blocks += _concerns(plans)
        blocks += self._key()
        return Document("", tuple(blocks))

    def _headline(self) -> list[Block]:
        """Counts by rating: by horizon for one plan, by plan for several; in brackets what they were before."""
        before = {plan.plan.id: plan for plan in self.before.plans}
        rows: list[tuple[Cell, ...]] = []
        if len(self.now.plans) == 1:
            plan = self.now.plans[0]
            then = before[plan.plan.id]
            for now_group, then_group in zip(plan.by_horizon, then.by_horizon, strict=True):
                if now_group.milestones:
                    rows.append(_count_row(HORIZON_TITLES[Horizon(now_group.id)], now_group, then_group.milestones))
            everything = GroupStatus(id="all", title="All", milestones=plan.milestones, rating=plan.rating)
            rows.append(_count_row("All", everything, then.milestones))
            first = "Horizon"
        else:
            for plan in sorted(self.now.plans, key=lambda one: (list(Rating).index(one.rating), one.plan.id)):
                group = GroupStatus(id=plan.plan.id, title=plan.plan.id, milestones=plan.milestones, rating=plan.rating)
                rows.append(_count_row(plan.plan.id, group, before[plan.plan.id].milestones))
            first = "Plan"
        columns = (
            Column(first),
            Column("Rating"),
            *(Column(rating.value.capitalize(), Align.RIGHT) for rating in Rating),
            Column("Milestones", Align.RIGHT),
        )
        aside = f"in brackets: {show_date(self.before.as_of)}"
        return [Heading("Milestones", aside=aside), Table(columns, tuple(rows))]

    def _plan_cell(self, plan: str | None) -> Cell:
        """The plan's id, where there is more than one."""
        return Cell(plan or "") if len(self.now.plans) > 1 else Cell("")

    def _overdue(self) -> list[Block]:
        rows = [
            (
                rating_cell(status.rating),
                Cell(status.id),
                self._plan_cell(status.schedule.plan),
                Cell(status.schedule.milestone.title),
                date_cell(status.schedule.due),
                milestones_view.late_cell(status.schedule),
                milestones_view.moved_cell(status.schedule),
                date_cell(status.schedule.forecast),
                Cell(status.schedule.owner or "nobody"),
            )
            for status in self.overdue
        ]
        columns = (
            Column("Rating", keep=6),
            Column("Id"),
            Column("Plan"),
            Column("Milestone", flexible=True),
            Column("Due"),
            Column("Late", Align.RIGHT),
            Column("Moved", Align.RIGHT, keep=3),
            Column("Forecast", keep=2),
            Column("Owner", keep=4),
        )
        return _section("Overdue", rows, columns, "pap milestones --overdue", most=_MOST, empty="Nothing is overdue.")

    def _due_soon(self) -> list[Block]:
        rows = [
            (
                rating_cell(status.rating),
                Cell(status.id),
                self._plan_cell(status.schedule.plan),
                Cell(status.schedule.milestone.title),
                date_cell(status.schedule.due),
                Cell(_in_days((status.schedule.due.day - self.now.as_of).days)),
                Cell(milestones_view.state_words(status.schedule.state)),
                Cell(", ".join(status.schedule.milestone.expected_by)),
                Cell(status.schedule.owner or "nobody"),
            )
            for status in self.due_soon
        ]
        columns = (
            Column("Rating"),
            Column("Id"),
            Column("Plan"),
            Column("Milestone", flexible=True),
            Column("Due"),
            Column("In", Align.RIGHT, keep=5),
            Column("State", keep=1),
            Column("Expected by", keep=3),
            Column("Owner", keep=4),
        )
        within = self.now.policy.due_soon
        title = f"Due in the next {within}"
        return _section(title, rows, columns, f'pap milestones --due-within "{within}"', most=_SOME)

    def _kpis(self) -> list[Block]:
        counts = {rating: sum(1 for one in self.now.kpis if one.rating is rating) for rating in Rating}
        rows = [
            (
                rating_cell(status.rating),
                self._plan_cell(status.kpi.plan),
                Cell(status.kpi.title),
                Cell(with_unit(status.kpi, status.value), Tone.STRONG),
                Cell(with_unit(status.kpi, status.target)),
                Cell(gap_words(status)),
                kpis_view.spark_cell(status),
                kpis_view.change_cell(status),
                Cell(str(status.latest.period) if status.latest else "", Tone.MUTED),
                kpis_view.age_cell(status),
            )
            for status in self.kpis
        ]
        columns = (
            Column("Rating"),
            Column("Plan"),
            Column("KPI", flexible=True),
            Column("Value", Align.RIGHT),
            Column("Target", Align.RIGHT),
            Column("Gap", Align.RIGHT, keep=2),
            Column("Trend"),
            Column("Since baseline", Align.RIGHT, keep=4),
            Column("Period", keep=3),
            Column("Age", Align.RIGHT, keep=5),
        )
        told = [f"{count} {rating.value}" for rating, count in counts.items() if count and rating is not Rating.GREY]
        if counts[Rating.GREY]:
            told.append(f"{counts[Rating.GREY]} not rated")
        return _section("KPIs", rows, columns, "pap kpis", most=_SOME, aside=", ".join(told))

    def _key(self) -> list[Block]:
        kpi_words = dict(KPI_KEY)
        return [
            Heading("Key"),
            Facts(
                tuple(
                    (
                        "Milestones" if number == 0 else "",
                        Cell(f"{rating.value}: {words}", tone_of(rating), marked=True),
                    )
                    for number, (rating, words) in enumerate(rating_key(self.now.policy))
                )
                + tuple(
                    ("KPIs" if number == 0 else "", Cell(f"{rating.value}: {words}", tone_of(rating), marked=True))
                    for number, (rating, words) in enumerate(kpi_words.items())
                )
                + (("Groups", Cell(ROLL_UP)),)
            ),
        ]


def _masthead(plan: PlanStatus) -> list[Block]:
    header = plan.plan.header
    day = (plan.as_of - header.start).days
    whole = (header.horizons.long.after(header.start) - header.start).days
    clock = f"day {day} of {whole}" if 0 <= day <= whole else (f"day {day}" if day > 0 else "not begun")
    told = [header.organisation or "", f"as of {show_date(plan.as_of)}", clock]
    return [Heading(header.title, level=1, aside=" · ".join(part for part in told if part))]


def _in_days(count: int) -> str:
    return "today" if count == 0 else f"{count} d"


def _section(
    title: str,
    rows: Sequence[tuple[Cell, ...]],
    columns: tuple[Column, ...],
    command: str,
    *,
    most: int,
    empty: str = "",
    aside: str = "",
) -> list[Block]:
    """A heading with its count and a table cut to what fits a page; or one line that says there is nothing."""
    if not rows:
        return [Heading(title), Paragraph(empty, Tone.MUTED)] if empty else []
    more = f"and {len(rows) - most} more: {command}" if len(rows) > most else ""
    return [Heading(title, aside=aside or str(len(rows))), Table(columns, tuple(rows[:most]), more)]


def _count_row(title: str, now: GroupStatus, then: tuple[MilestoneStatus, ...]) -> tuple[Cell, ...]:
    counts, earlier = count_ratings(now.milestones), count_ratings(then)

    def cell(rating: Rating) -> Cell:
        text = f"{counts[rating]} ({earlier[rating]})"
        return Cell(text, tone_of(rating) if counts[rating] else Tone.MUTED)

    return (
        Cell(title, Tone.STRONG if title == "All" else Tone.PLAIN),
        rating_cell(now.rating),
        *(cell(rating) for rating in Rating),
        Cell(f"{len(now.milestones)} ({len(then)})"),
    )


def _gaps(plans: Iterable[PlanStatus]) -> list[Block]:
    """What is not covered: one line for what lacks the same."""
    by_lack: dict[tuple[str, str], list[Gap]] = {}
    for plan in plans:
        for gap in plan.gaps:
            by_lack.setdefault((gap.kind, gap.lacks), []).append(gap)
    if not by_lack:
        return []
    order = {"action": 0, "milestone": 1, "owner": 2, "recommendation": 3, "KPI": 4}
    lines = sorted(by_lack.items(), key=lambda pair: (pair[0][0] == "action", order.get(pair[0][1], 5)))
    rows = tuple(
        (
            Cell(f"{count_words(len(found), kind)} without {lacks}", Tone.RED if lacks != "KPI" else Tone.AMBER),
            Cell(", ".join(gap.id for gap in found[:_MOST]) + (" …" if len(found) > _MOST else "")),
        )
        for (kind, lacks), found in lines
    )
    return [Heading("Not covered"), Facts(tuple((cell.text, ids) for cell, ids in rows))]


def _told_reviews(plans: Iterable[PlanStatus]) -> list[Occurrence]:
    """Of each review what is missed or overdue since its last meeting, the last held, and the next due."""
    told: list[Occurrence] = []
    for plan in plans:
        by_review: dict[str, list[Occurrence]] = {}
        for occurrence in plan.reviews:
            by_review.setdefault(occurrence.review.id, []).append(occurrence)
        for found in by_review.values():
            past = [one for one in found if one.state is not ReviewState.DUE]
            coming = [one for one in found if one.state is ReviewState.DUE]
            told += past[-1:] + coming[:1]
    return told


def _reviews(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Each body's last review and its next."""
    rows = []
    for plan in plans:
        by_review: dict[str, list[Occurrence]] = {}
        for occurrence in _told_reviews([plan]):
            by_review.setdefault(occurrence.review.id, []).append(occurrence)
        missed: dict[str, int] = {}
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.MISSED:
                missed[occurrence.review.id] = missed.get(occurrence.review.id, 0) + 1
        bodies = plan.plan.body_titles
        for id, found in by_review.items():
            last = next((one for one in found if one.state is not ReviewState.DUE), None)
            coming = next((one for one in found if one.state is ReviewState.DUE), None)
            if coming is None and (last is None or last.state is ReviewState.HELD):
                continue
            rows.append(
                (
                    coming.due.day if coming else date.min,
                    (
                        Cell(bodies.get(found[0].review.body, found[0].review.body)),
                        Cell(found[0].review.title or id),
                        date_cell(coming.due if coming else None, Tone.STRONG),
                        reviews_view.review_cell(last.state) if last else Cell(""),
                        date_cell(last.due if last else None),
                        Cell(str(missed[id]), Tone.RED) if id in missed else Cell(""),
                    ),
                )
            )
    columns = (
        Column("Body", flexible=True),
        Column("Review", flexible=True, keep=2),
        Column("Next due"),
        Column("Last"),
        Column("Was due", keep=1),
        Column("Missed so far", Align.RIGHT, keep=3),
    )
    ordered = [cells for _, cells in sorted(rows, key=lambda row: row[0])]
    return _section("Reviews", ordered, columns, "pap reviews", most=_FEW)


def _expectations(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """What outside bodies still expect, or did not get, the nearest first; bodies that expect the same on one line."""
    merged: dict[tuple[str, str], list[tuple[Expectation, str]]] = {}
    for plan in plans:
        for one in plan.expectations:
            if one.state not in (ExpectationState.MET, ExpectationState.MET_LATE):
                title = plan.plan.body_titles.get(one.body or "", one.body or "")
                merged.setdefault((one.plan, one.item), []).append((one, title))
    rows = [
        (
            Cell(found[0][0].state.value.replace("-", " "), _EXPECTATION[found[0][0].state], marked=True),
            Cell(", ".join(title for _, title in found)),
            Cell(found[0][0].item),
            Cell(found[0][0].title),
            date_cell(found[0][0].by),
        )
        for found in sorted(merged.values(), key=lambda found: (found[0][0].by.day, found[0][0].item))
    ]
    columns = (Column("State"), Column("Who", flexible=True), Column("Id"), Column("What", flexible=True), Column("By"))
    return _section("Expected from outside", rows, columns, "pap milestones --body ID", most=_FEW)


def _concerns(plans: tuple[PlanStatus, ...]) -> list[Block]:
    rows = [_concern_row(plan, concern) for plan in plans for concern in plan.concerns]
    columns = (
        Column("Id"),
        Column("Concern", flexible=True),
        Column("Raised"),
        Column("By", keep=1),
        Column("Answered by", keep=2),
    )
    return _section("Continuing concerns", rows, columns, "pap status --format json", most=_FEW)


def _concern_row(plan: PlanStatus, concern: Concern) -> tuple[Cell, ...]:
    answered = ", ".join(concern.answered_by)
    return (
        Cell(concern.id),
        Cell(concern.title),
        date_cell(concern.raised),
        Cell(plan.plan.body_titles.get(concern.by or "", concern.by or "")),
        Cell(answered) if answered else Cell("nothing", Tone.RED),
    )


def _counts(statuses: Iterable[MilestoneStatus]) -> dict[str, int]:
    return {rating.value: count for rating, count in count_ratings(statuses).items()}


def _facts(fields: tuple[Field[T], ...], item: T) -> dict[str, object]:
    return {field.name: field.fact(item) for field in fields}


def _is(status: MilestoneStatus, plan: PlanStatus, ids: set[str]) -> bool:
    return status.schedule.plan == plan.plan.id and status.id in ids


def build(now: Assessment, before: Callable[[], Assessment], faults: int) -> StatusView:
    """The status of a portfolio, beside an earlier assessment of it."""
    return StatusView(now=now, before=before(), faults=faults)
