"""The sections of the status page, each a heading and a table cut to fit a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.items.groups import GroupStatus
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns import kpis as kpis_columns
from pap_cli.columns import milestones
from pap_cli.columns.field import Field, pick, table
from pap_cli.document import Block, Facts, Heading, Paragraph, Table
from pap_cli.model.dates import show_date
from pap_cli.model.items import Horizon
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.wording import charts, reading
from pap_cli.wording.cells import called, count_words, in_days, rating_cell, title_of, tone_of

T = TypeVar("T")

# How many rows of a section are on the page.
MOST, SOME, FEW = 8, 6, 4
HORIZON_TITLES = {
    Horizon.IMMEDIATE: "Immediate",
    Horizon.SHORT: "Short-term",
    Horizon.INTERMEDIATE: "Intermediate",
    Horizon.LONG: "Long-term",
}


def headline(now: Assessment, earlier: Assessment | None, known_as: str = "") -> list[Block]:
    """Return the counts by rating: by horizon for one plan, by plan for several; in brackets, those before.

    A plan that had not started by then has nothing in brackets.  `known_as` replaces its date.
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
                title = HORIZON_TITLES[Horizon(group.id)] if group.id in HORIZON_TITLES else "No date"
                rows.append(_count_row(title, group, earlier_groups.get(group.id)))
        everything = GroupStatus(id="all", title="All", milestones=plan.milestones, rating=plan.rating, key=plan.key)
        rows.append(_count_row("All", everything, then))
        first = "Horizon"
    else:
        for plan in sorted(now.plans, key=lambda one: (one.rating.rank, natural(one.plan.id))):
            group = GroupStatus(
                id=plan.plan.id, title=plan.plan.id, milestones=plan.milestones, rating=plan.rating, key=plan.key
            )
            rows.append(_count_row(plan.plan.id, group, before.get(plan.plan.id)))
        first = "Plan"
    columns = (
        Column(first),
        Column("Rating", keep=1),
        *(Column(title_of(now.key, rating), Align.RIGHT) for rating in Rating),
        Column("Milestones", Align.RIGHT, keep=2),
        Column("Delivered", Align.RIGHT, keep=3),
        Column("Not yet approved", Align.RIGHT, keep=3),
        Column("On time", Align.RIGHT, keep=4),
        Column("Cancelled", Align.RIGHT, keep=5),
    )
    aside = f"in brackets: {known_as or f'as of {show_date(earlier.as_of)}'}" if earlier and before else ""
    few = (title_of(now.key, Rating.GREY), "Not yet approved", "Cancelled")
    return [Heading("Milestones", aside=aside), _without_zeros(Table(columns, tuple(rows)), few)]


def _without_zeros(table: Table, titles: tuple[str, ...]) -> Table:
    """Return a table without those of the named columns that contain only zeros."""
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.title not in titles or any(row[at].text.strip("0 ()") for row in table.rows)
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(tuple(table.columns[at] for at in kept), rows, table.more)


def columns_of(keep: Mapping[str, int], *, several: bool) -> Mapping[str, int]:
    """Return the columns of a section, the plan's only if there are several plans."""
    return {name: drop for name, drop in keep.items() if several or name != "plan"}


_WITH_NO_OWNER = {
    **milestones.FIELDS,
    "owner": milestones.FIELDS["owner"].showing(lambda status: Cell(", ".join(status.schedule.owners) or "no owner")),
}
_OVERDUE = pick(
    "rating id plan title due days_overdue slipped_days forecast owner lead",
    rating=6,
    slipped_days=3,
    forecast=2,
    owner=4,
    lead=7,
)
_DUE_SOON = pick(
    "rating id plan title due days_left state expected_by owner lead",
    days_left=5,
    state=1,
    expected_by=3,
    owner=4,
    lead=6,
)
_KPIS = pick(
    "rating id plan title value target gap history change change_from_baseline period age_days",
    title=9,
    history=6,
    gap=2,
    change_from_baseline=4,
    period=3,
    age_days=5,
)
KPI_FIELDS = {
    **kpis_columns.FIELDS,
    "change": Field[KpiStatus]("change", lambda status: None, "Variation", charts.signal_cell),
}


def overdue(late: Sequence[MilestoneStatus], *, several: bool, most: int = MOST) -> list[Block]:
    """Return the section of overdue milestones, the longest overdue first."""
    return section(
        "Overdue",
        late,
        _WITH_NO_OWNER,
        columns_of(_OVERDUE, several=several),
        "pap milestones --overdue",
        most=most,
        empty="Nothing is overdue.",
    )


def due_soon(coming: Sequence[MilestoneStatus], now: Assessment, *, several: bool) -> list[Block]:
    """Return the section of milestones that are due soon, the nearest first."""

    fields = {
        **_WITH_NO_OWNER,
        "days_left": Field[MilestoneStatus](
            "days_left",
            lambda status: None,
            "In",
            lambda status: Cell(in_days(status.schedule.due.day, now.as_of)),
            align=Align.RIGHT,
        ),
    }
    within = now.policy.due_soon
    return section(
        f"Due in the next {within}",
        coming,
        fields,
        columns_of(_DUE_SOON, several=several),
        f'pap milestones --due-within "{within}"',
        most=SOME,
    )


def kpis(rated: Sequence[KpiStatus], now: Assessment, *, several: bool) -> list[Block]:
    """Return the section of rated KPIs, worst first, with how many there are of each colour."""
    counts = Counter(one.rating for one in now.kpis)
    key = now.kpi_key
    parts = [
        f"{counts[rating]} {called(key, rating)}" for rating in Rating if counts[rating] and rating is not Rating.GREY
    ]
    if counts[Rating.GREY]:
        parts.append(f"{counts[Rating.GREY]} {called(key, Rating.GREY) if key.grey.label else 'not rated'}")
    worse = sum(1 for one in now.kpis if one.signal is not None and one.signal.concern)
    better = [one for one in now.kpis if one.signal is not None and one.signal.improvement]
    if worse or better:
        parts.append(f"{worse} got worse, {len(better)} got better{charts.with_notes(better)}")
    columns = columns_of(_KPIS, several=several)
    blocks = section("KPIs", rated, KPI_FIELDS, columns, "pap kpis", most=SOME, aside=", ".join(parts))
    noted = [
        f"{one.id}: {reading.note_sentence(one)}"
        for one in rated[:SOME]
        if one.figure_note and (one in better or (one.signal is not None and one.signal.in_doubt))
    ]
    if any(charts.signal_cell(one).text for one in rated[:SOME]):
        noted.append(charts.VARIATION_KEY)
    return [*blocks, *(Paragraph(line, Tone.MUTED) for line in noted)]


def masthead(plan: PlanStatus) -> list[Block]:
    """Return the plan's title, organisation and as-of date, and the day of the plan."""
    header = plan.plan.header
    day = (plan.as_of - header.start).days
    whole = (header.horizons.long.after(header.start) - header.start).days
    clock = f"day {day} of {whole}" if 0 <= day <= whole else (f"day {day}" if day > 0 else "not started")
    parts = [header.organisation or "", f"as of {show_date(plan.as_of)}", clock]
    return [Heading(header.title, level=1, aside=" · ".join(part for part in parts if part))]


def section(
    title: str,
    items: Sequence[T],
    fields: Mapping[str, Field[T]],
    columns: Mapping[str, int],
    command: str,
    *,
    most: int,
    empty: str = "",
    aside: str = "",
) -> list[Block]:
    """Return a heading with a count and a table cut to fit a page; without items, one line or nothing."""
    if not items:
        return [Heading(title), Paragraph(empty, Tone.MUTED)] if empty else []
    shown = items if len(items) <= most + 1 else items[:most]  # "and 1 more" would take the line that the one needs
    more = f"and {len(items) - most} more: {command}" if len(shown) < len(items) else ""
    return [Heading(title, aside=aside or str(len(items))), table(fields, shown, columns, more)]


def _count_row(title: str, now: GroupStatus, then: GroupStatus | PlanStatus | None) -> tuple[Cell, ...]:
    counts = count_ratings(now.milestones)
    earlier = count_ratings(then.milestones) if then else None

    def cell(count: int, before: int | None, tone: Tone) -> Cell:
        return Cell(str(count) if before is None else f"{count} ({before})", tone if count else Tone.MUTED)

    own, were = now.progress, then.progress if then else None
    return (
        Cell(title, Tone.STRONG if title == "All" else Tone.PLAIN),
        rating_cell(now),
        *(cell(counts[rating], earlier[rating] if earlier else None, tone_of(rating)) for rating in Rating),
        cell(own.milestones, were.milestones if were else None, Tone.PLAIN),
        cell(own.delivered, were.delivered if were else None, Tone.PLAIN),
        cell(own.unapproved, were.unapproved if were else None, Tone.PLAIN),
        cell(own.on_time, were.on_time if were else None, Tone.PLAIN),
        cell(own.cancelled, were.cancelled if were else None, Tone.MUTED),
    )


_LATE = {"delivery": "with delivery overdue", "evidence": "with evidence late"}


def gaps(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the gaps in coverage, one line for all with the same gap."""
    by_lack: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for gap in plan.gaps:
            name = f"{plan.plan.id}:{gap.id}" if len(plans) > 1 else gap.id
            by_lack.setdefault((gap.kind, gap.lacks), []).append(name)
    if not by_lack:
        return []
    order = {"action": 0, "milestone": 1, "delivery": 2, "evidence": 3, "owner": 4, "recommendation": 5, "KPI": 6}
    lines = sorted(by_lack.items(), key=lambda pair: (pair[0][0] == "action", order.get(pair[0][1], 7)))
    rows = tuple(
        (
            Cell(
                f"{count_words(len(found), kind)} {_LATE.get(lacks, f'without {lacks}')}",
                Tone.RED if lacks != "KPI" else Tone.AMBER,
            ),
            Cell(", ".join(found[:MOST]) + (" …" if len(found) > MOST else "")),
        )
        for (kind, lacks), found in lines
    )
    return [Heading("Gaps in coverage"), Facts(tuple((cell.text, ids) for cell, ids in rows))]
