"""The sections of the status page: each a heading and what fits on a page of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pap_cli.assess.assessment import Assessment, GroupStatus, MilestoneStatus, PlanStatus, count_ratings
from pap_cli.assess.deadlines.rag import KPI_KEY, ROLL_UP, rating_key
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import (
    Align,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from pap_cli.model.config import Policy
from pap_cli.model.dates import show_date
from pap_cli.model.plan import Horizon
from pap_cli.model.rating import Rating
from pap_cli.views.lists import kpis as kpis_view
from pap_cli.views.lists import milestones as milestones_view
from pap_cli.wording import charts as signal_words
from pap_cli.wording.cells import count_words, date_cell, gap_words, rating_cell, tone_of, with_unit

# How many rows of a section stand on the page.
MOST, SOME, FEW = 8, 6, 4
HORIZON_TITLES = {
    Horizon.IMMEDIATE: "Immediate",
    Horizon.SHORT: "Short-term",
    Horizon.INTERMEDIATE: "Intermediate",
    Horizon.LONG: "Long-term",
}


def plan_cell(plan: str | None, several: bool) -> Cell:
    """The plan's id, where there is more than one plan."""
    return Cell(plan or "") if several else Cell("")


def headline(now: Assessment, earlier: Assessment | None, known_as: str = "") -> list[Block]:
    """Counts by rating: by horizon for one plan, by plan for several; in brackets what they were before.

    A plan that had not begun by then has nothing in brackets.  What is in brackets is called by its day, or as told.
    """
    before = (
        {plan.plan.id: plan for plan in earlier.plans if plan.plan.header.start <= earlier.as_of} if earlier else {}
    )
    rows: list[tuple[Cell, ...]] = []
    if len(now.plans) == 1:
        plan = now.plans[0]
        then = before.get(plan.plan.id)
        earlier_groups = {group.id: group for group in then.by_horizon} if then else {}
        for group in plan.by_horizon:
            if group.milestones:
                title = HORIZON_TITLES[Horizon(group.id)]
                rows.append(_count_row(title, group, earlier_groups.get(group.id)))
        everything = GroupStatus(id="all", title="All", milestones=plan.milestones, rating=plan.rating)
        rows.append(_count_row("All", everything, then))
        first = "Horizon"
    else:
        for plan in sorted(now.plans, key=lambda one: (list(Rating).index(one.rating), one.plan.id)):
            group = GroupStatus(id=plan.plan.id, title=plan.plan.id, milestones=plan.milestones, rating=plan.rating)
            rows.append(_count_row(plan.plan.id, group, before.get(plan.plan.id)))
        first = "Plan"
    columns = (
        Column(first),
        Column("Rating", keep=1),
        *(Column(rating.value.capitalize(), Align.RIGHT) for rating in Rating),
        Column("Milestones", Align.RIGHT, keep=2),
    )
    aside = f"in brackets: {known_as or show_date(earlier.as_of)}" if earlier and before else ""
    return [Heading("Milestones", aside=aside), Table(columns, tuple(rows))]


def overdue(late: Iterable[MilestoneStatus], *, several: bool, most: int = MOST) -> list[Block]:
    """What is overdue, the longest first."""
    rows = [
        (
            rating_cell(status.rating),
            Cell(status.id),
            plan_cell(status.schedule.plan, several),
            Cell(status.schedule.milestone.title),
            date_cell(status.schedule.due),
            milestones_view.late_cell(status.schedule),
            milestones_view.moved_cell(status.schedule),
            date_cell(status.schedule.forecast),
            Cell(status.schedule.owner or "nobody"),
        )
        for status in late
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
    return section("Overdue", rows, columns, "pap milestones --overdue", most=most, empty="Nothing is overdue.")


def due_soon(coming: Iterable[MilestoneStatus], now: Assessment, *, several: bool) -> list[Block]:
    """What falls due soon, the nearest first."""
    rows = [
        (
            rating_cell(status.rating),
            Cell(status.id),
            plan_cell(status.schedule.plan, several),
            Cell(status.schedule.milestone.title),
            date_cell(status.schedule.due),
            Cell(_in_days((status.schedule.due.day - now.as_of).days)),
            Cell(milestones_view.state_words(status.schedule.state)),
            Cell(", ".join(status.schedule.milestone.expected_by)),
            Cell(status.schedule.owner or "nobody"),
        )
        for status in coming
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
    within = now.policy.due_soon
    title = f"Due in the next {within}"
    return section(title, rows, columns, f'pap milestones --due-within "{within}"', most=SOME)


def kpis(rated: Iterable[KpiStatus], now: Assessment, *, several: bool) -> list[Block]:
    """The KPIs that are rated, worst first, and how many of each colour there are."""
    counts = {rating: sum(1 for one in now.kpis if one.rating is rating) for rating in Rating}
    rows = [
        (
            rating_cell(status.rating),
            Cell(status.id),
            plan_cell(status.kpi.plan, several),
            Cell(status.kpi.title),
            Cell(with_unit(status.kpi, status.value), Tone.STRONG),
            Cell(with_unit(status.kpi, status.target)),
            Cell(gap_words(status)),
            kpis_view.spark_cell(status),
            signal_words.signal_cell(status),
            kpis_view.change_cell(status),
            Cell(str(status.latest.period) if status.latest else "", Tone.MUTED),
            kpis_view.age_cell(status),
        )
        for status in rated
    ]
    columns = (
        Column("Rating"),
        Column("Id", keep=6),
        Column("Plan"),
        Column("KPI", flexible=True),
        Column("Value", Align.RIGHT),
        Column("Target", Align.RIGHT),
        Column("Gap", Align.RIGHT, keep=2),
        Column("Trend · target"),
        Column("Signal"),
        Column("Since baseline", Align.RIGHT, keep=4),
        Column("Period", keep=3),
        Column("Age", Align.RIGHT, keep=5),
    )
    told = [f"{count} {rating.value}" for rating, count in counts.items() if count and rating is not Rating.GREY]
    if counts[Rating.GREY]:
        told.append(f"{counts[Rating.GREY]} not rated")
    concerns = sum(1 for one in now.kpis if one.signal is not None and one.signal.concern)
    better = sum(1 for one in now.kpis if one.signal is not None and one.signal.improvement)
    if concerns or better:
        told.append(f"{count_words(concerns, 'signal')} of concern, {better} of improvement")
    return section("KPIs", rows, columns, "pap kpis", most=SOME, aside=", ".join(told))


def key(policy: Policy) -> list[Block]:
    """What the colours mean, and how they roll up."""
    of_kpis = dict(KPI_KEY)
    lines = tuple(
        (
            "",
            Cell(
                f"{rating.value}: {words}{f'; a KPI {of_kpis[rating]}' if rating in of_kpis else ''}",
                tone_of(rating),
                marked=True,
            ),
        )
        for rating, words in rating_key(policy)
    )
    return [Heading("Key"), Facts((*lines, ("", Cell(ROLL_UP, Tone.MUTED))))]


def masthead(plan: PlanStatus) -> list[Block]:
    """Whose plan it is, on which day, and how far along its time."""
    header = plan.plan.header
    day = (plan.as_of - header.start).days
    whole = (header.horizons.long.after(header.start) - header.start).days
    clock = f"day {day} of {whole}" if 0 <= day <= whole else (f"day {day}" if day > 0 else "not begun")
    told = [header.organisation or "", f"as of {show_date(plan.as_of)}", clock]
    return [Heading(header.title, level=1, aside=" · ".join(part for part in told if part))]


def _in_days(count: int) -> str:
    return "today" if count == 0 else f"{count} d"


def section(
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
    shown = rows if len(rows) <= most + 1 else rows[:most]  # "and 1 more" would take the line that the one needs
    more = f"and {len(rows) - most} more: {command}" if len(shown) < len(rows) else ""
    return [Heading(title, aside=aside or str(len(rows))), Table(columns, tuple(shown), more)]


def _count_row(title: str, now: GroupStatus, then: GroupStatus | PlanStatus | None) -> tuple[Cell, ...]:
    counts = count_ratings(now.milestones)
    earlier = count_ratings(then.milestones) if then else None

    def cell(rating: Rating) -> Cell:
        text = f"{counts[rating]} ({earlier[rating]})" if earlier else str(counts[rating])
        return Cell(text, tone_of(rating) if counts[rating] else Tone.MUTED)

    return (
        Cell(title, Tone.STRONG if title == "All" else Tone.PLAIN),
        rating_cell(now.rating),
        *(cell(rating) for rating in Rating),
        Cell(f"{len(now.milestones)} ({len(then.milestones)})" if then else str(len(now.milestones))),
    )


def gaps(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """What is not covered: one line for what lacks the same."""
    by_lack: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for gap in plan.gaps:
            name = f"{plan.plan.id}:{gap.id}" if len(plans) > 1 else gap.id
            by_lack.setdefault((gap.kind, gap.lacks), []).append(name)
    if not by_lack:
        return []
    order = {"action": 0, "milestone": 1, "evidence": 2, "owner": 3, "recommendation": 4, "KPI": 5}
    lines = sorted(by_lack.items(), key=lambda pair: (pair[0][0] == "action", order.get(pair[0][1], 6)))
    rows = tuple(
        (
            Cell(f"{count_words(len(found), kind)} without {lacks}", Tone.RED if lacks != "KPI" else Tone.AMBER),
            Cell(", ".join(found[:MOST]) + (" …" if len(found) > MOST else "")),
        )
        for (kind, lacks), found in lines
    )
    return [Heading("Not covered"), Facts(tuple((cell.text, ids) for cell, ids in rows))]
