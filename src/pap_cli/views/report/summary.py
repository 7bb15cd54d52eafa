"""The summary: where the plan stands, the counts beside the last report's, the rating history; the key, the burn-up."""

from __future__ import annotations

from pap_cli.assess.assessment import count_ratings
from pap_cli.assess.rag import KPI_KEY, ROLL_UP, rating_key
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table, Tone
from pap_cli.model.plan import Rating
from pap_cli.model.report import Section
from pap_cli.views.cells import rating_cell, signed
from pap_cli.views.report import figures, words
from pap_cli.views.report.material import Material, said


def blocks(material: Material) -> list[Block]:
    """What a reader who reads no further should know."""
    told = [said(*found) for found in (_milestones(material), _kpis(material), _gaps(material)) if any(found)]
    meanings = ". ".join(f"{rating.value.capitalize()}: {words}" for rating, words in rating_key(material.policy))
    return [
        Heading(Section.SUMMARY.heading),
        *told,
        _counts(material),
        Paragraph(f"{meanings}.", Tone.MUTED),
        *figures.rating_history(material),
    ]


def details(material: Material) -> list[Block]:
    """What the ratings mean, and the milestones delivered against the plan."""
    of_kpis = dict(KPI_KEY)
    rows = tuple(
        (rating_cell(rating), Cell(meaning), Cell(of_kpis.get(rating, "")))
        for rating, meaning in rating_key(material.policy)
    )
    columns = (Column("Rating"), Column("A milestone", flexible=True), Column("A KPI", flexible=True))
    return [
        Heading("What the ratings mean", level=3),
        Table(columns, rows),
        Paragraph(ROLL_UP, Tone.MUTED),
        *figures.burn_up(material),
    ]


def _milestones(material: Material) -> list[str]:
    movement, as_of = material.movement, material.as_of
    live = material.live
    done = sum(1 for one in live if one.schedule.state.done)
    blue = sum(1 for one in live if one.rating is Rating.BLUE)
    owed = sum(1 for one in live if one.schedule.due.day < as_of)
    on_time = sum(1 for one in live if one.schedule.due.day < as_of and one.schedule.state.done)
    found = [
        _delivered(done, blue, len(live), evidence=material.policy.require_evidence),
        f"{words.start(owed, 'milestone')} {words.was_were(owed)} due before {words.day(as_of)}; "
        f"{words.number(on_time)} of them {words.is_are(on_time)} delivered."
        if owed
        else "",
    ]
    if movement.newly_late:
        where = material.where(movement.newly_late)
        found.append(
            f"{words.start(len(movement.newly_late), 'milestone')} fell late since {material.since_words}"
            f"{f', {where}' if where else ''}."
        )
    if movement.still_late:
        count = len(movement.still_late)
        found.append(
            f"{words.start(count, 'milestone')} {words.was_were(count)} late then and {words.is_are(count)} late still."
        )
    if live and not (movement.newly_late or movement.still_late):
        found.append("Nothing is overdue.")
    return found


def _delivered(done: int, blue: int, total: int, *, evidence: bool) -> str:
    if not total:
        return "The plan has no milestones."
    if total == 1:
        return f"The plan's one milestone is {'' if done else 'not '}delivered."
    accepted = f", and the evidence for {words.number(blue)} of them is accepted" if evidence and done > 1 else ""
    which = "None" if not done else words.first_capital((words.spelt(done),))
    verb = "is" if done < 2 else "are"
    return f"{which} of the plan's {total:,} milestones {verb} delivered{accepted}."


def _kpis(material: Material) -> list[str]:
    rated = material.rated_kpis
    if not rated:
        return []
    found = [
        words.tally("rated KPI", {rating.value: sum(1 for one in rated if one.rating is rating) for rating in Rating})
    ]
    signals = [one.signal for one in material.now.kpis if one.signal is not None and not one.signal.withheld]
    better, worse = sum(1 for one in signals if one.improvement), sum(1 for one in signals if one.concern)
    if signals:
        rest = len(signals) - better - worse
        noise = f", and {words.number(rest)} {words.is_are(rest)} not changing beyond chance" if rest else ""
        found.append(
            f"{words.start(len(signals), 'KPI')} {words.has_have(len(signals))} enough figures for a control chart: "
            f"{words.number(better)} {words.is_are(better)} changing for the better, {words.number(worse)} for the "
            f"worse{noise}."
        )
    return found


def _gaps(material: Material) -> list[str]:
    bare = [one for one in material.now.recommendations if not one.coverage.actions]
    hollow = [one for one in material.now.recommendations if one.coverage.actions and not one.coverage.milestones]
    found = []
    for members, lack in ((bare, "no action"), (hollow, "an action without any milestone")):
        if members:
            ids = words.listed(one.id for one in members)
            found.append(f"{words.start(len(members), 'recommendation')} {words.has_have(len(members))} {lack}: {ids}.")
    return found


def _counts(material: Material) -> Table:
    """The milestones by rating on both days, and the change."""
    now = count_ratings(material.now.milestones)
    before = count_ratings(material.movement.before.milestones)
    shown = [rating for rating in Rating if now[rating] or before[rating]]
    columns = (
        Column("Milestones"),
        *(Column(rating.value.capitalize(), Align.RIGHT) for rating in shown),
        Column("All", Align.RIGHT),
    )

    def row(label: str, counts: dict[Rating, int], tone: Tone = Tone.PLAIN) -> tuple[Cell, ...]:
        figures = (*(counts[rating] for rating in shown), sum(counts.values()))
        return (Cell(label, tone), *(Cell(f"{figure:,}", tone) for figure in figures))

    changes = [now[rating] - before[rating] for rating in shown]
    changes.append(sum(now.values()) - sum(before.values()))
    return Table(
        columns,
        (
            row(words.day(material.as_of), now, Tone.STRONG),
            row(words.day(material.since), before),
            (Cell("Change", Tone.MUTED), *(Cell(signed(change) or "0", Tone.MUTED) for change in changes)),
        ),
    )
