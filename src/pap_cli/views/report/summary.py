"""The summary: where the plan stands, the counts beside the last report's, the rating history; the key, the burn-up."""

from __future__ import annotations

from pap_cli.assess.assessment import count_ratings
from pap_cli.assess.deadlines.rag import KPI_KEY, ROLL_UP, rating_key
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table, Tone
from pap_cli.model.numbers import signed
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import figures, words
from pap_cli.views.report.material import Material, said
from pap_cli.wording.cells import rating_cell


def blocks(material: Material) -> list[Block]:
    """What a reader who reads no further should know."""
    found: list[Block] = [Heading(Section.SUMMARY.heading)]
    found += [said(*told) for told in (_milestones(material), _kpis(material), _gaps(material)) if any(told)]
    if material.now.milestones:
        meanings = ". ".join(
            f"{rating.value.capitalize()}: {meaning}" for rating, meaning in rating_key(material.policy)
        )
        found += [_counts(material), Paragraph(f"{meanings}.", Tone.MUTED)]
    return [*found, *figures.rating_history(material)]


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
    movement, as_of, live = material.movement, material.as_of, material.live
    if not live:
        gone = len(material.now.milestones)
        return [f"The plan's {words.counted(gone, 'milestone')} {words.was_were(gone)} cancelled." if gone else ""]
    done = sum(1 for one in live if one.schedule.state.done)
    blue = sum(1 for one in live if one.rating is Rating.BLUE)
    owed = [one for one in live if one.schedule.due.day < as_of]
    kept = sum(1 for one in owed if one.schedule.state.done)
    found = [_delivered(done, blue, len(live), evidence=material.policy.require_evidence)]
    if owed:
        were = f"{words.start(len(owed), 'milestone')} {words.was_were(len(owed))} due before {words.day(as_of)}"
        found.append(f"{were}; {words.of_them_are(kept, len(owed))} delivered.")
    if movement.newly_late:
        count, where = len(movement.newly_late), material.where(movement.newly_late)
        fell = f"{words.start(count, 'milestone')} {words.has_have(count)} fallen late since {material.since_words}"
        found.append(f"{fell}{f', {where}' if where else ''}.")
    if movement.still_late:
        count = len(movement.still_late)
        late = f"{words.start(count, 'milestone')} that {words.was_were(count)} late on {material.since_words}"
        found.append(f"{late} {words.is_are(count)} still late.")
    if not (movement.newly_late or movement.still_late):
        found.append("Nothing is overdue.")
    return found


def _delivered(done: int, blue: int, total: int, *, evidence: bool) -> str:
    if total == 1:
        return f"The plan's one milestone is {'' if done else 'not '}delivered."
    if not done:
        return f"None of the plan's {total:,} milestones is delivered."
    if done == total:
        told = "Both of the plan's milestones are" if total == 2 else f"All {total:,} of the plan's milestones are"
    else:
        verb = "is" if done == 1 else "are"
        told = f"{words.capital(words.spelt(done))} of the plan's {total:,} milestones {verb}"
    if not evidence:
        return f"{told} delivered."
    if not blue:
        return f"{told} delivered; no evidence of that is accepted yet."
    return f"{told} delivered, and the evidence for {words.of_them(blue, done)} is accepted."


def _kpis(material: Material) -> list[str]:
    rated = material.rated_kpis
    found = [
        words.tally("rated KPI", {rating.value: sum(1 for one in rated if one.rating is rating) for rating in Rating})
    ]
    signals = [signal for one in material.now.kpis if (signal := one.telling) is not None]
    if not signals:
        return [*found, "No KPI has enough figures for a control chart." if material.now.kpis else ""]
    neither = sum(1 for one in signals if not (one.improvement or one.concern or one.noise))
    told = [
        f"{'it' if len(signals) == 1 else words.number(count)} {words.is_are(count)} {phrase}"
        for count, phrase in (
            (sum(1 for one in signals if one.improvement), "changing for the better"),
            (sum(1 for one in signals if one.concern), "changing for the worse"),
            (neither, "changing, where neither way is better"),
            (sum(1 for one in signals if one.noise), "not changing beyond chance"),
        )
        if count
    ]
    head = f"{words.start(len(signals), 'KPI')} {words.has_have(len(signals))} enough figures for a control chart"
    return [*found, f"{head}: {words.listed(told)}."]


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
