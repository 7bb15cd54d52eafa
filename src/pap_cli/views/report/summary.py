"""The summary: the state of the plan, and its ratings on both dates and over time."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.deadlines.rag import judging_words, roll_up_words
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table, Tone
from pap_cli.model.numbers import signed
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import charts, sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.sentences import paragraph
from pap_cli.wording.cells import title_of
from pap_cli.wording.charts import with_notes
from pap_cli.wording.key import key_sentences, key_table


def blocks(inputs: Inputs) -> list[Block]:
    """Return the summary."""
    found: list[Block] = [Heading(Section.SUMMARY.heading)]
    for lines in (_milestones(inputs), _kpis(inputs), _gaps(inputs)):
        if text := [line for line in lines if line]:
            found.append(paragraph(*text))
    if inputs.now.milestones:
        meanings = key_sentences(inputs.now.key, inputs.policy)
        found += [_counts(inputs), Paragraph(f"{meanings}{judging_words(inputs.policy)}", Tone.MUTED)]
    return [*found, *charts.rating_history(inputs)]


def details(inputs: Inputs) -> list[Block]:
    """Return the meaning of the ratings, and the milestones delivered against the plan."""
    return [
        Heading("What the ratings mean", level=3),
        key_table(inputs.now.key, inputs.policy),
        Paragraph(roll_up_words(inputs.policy, inputs.now.key), Tone.MUTED),
        *charts.burn_up(inputs),
    ]


def _milestones(inputs: Inputs) -> Iterator[str]:
    cancelled = sentences.counted(inputs.cancelled, "cancelled milestone")
    if not inputs.live:
        if inputs.cancelled:
            count = sentences.counted(inputs.cancelled, "milestone")
            yield f"The plan's {count} {sentences.was_were(inputs.cancelled)} cancelled."
        else:
            yield "No milestone could be read." if inputs.file_errors else "The plan has no milestones."
        return
    yield _delivered(inputs)
    if (waiting := inputs.now.progress.unapproved) and (done := inputs.now.progress.delivered):
        yield f"{sentences.capital(sentences.of_them_are(waiting, done))} not yet approved."
    if inputs.cancelled:
        yield f"{sentences.capital(cancelled)} {sentences.is_are(inputs.cancelled)} not counted."
    due = [one for one in inputs.live if one.schedule.counted.day < inputs.as_of]
    if due:
        done = sum(1 for one in due if one.schedule.state.done)
        were = f"{sentences.start(len(due), 'milestone')} {sentences.was_were(len(due))} due"
        yield (
            f"{were} before {sentences.day(inputs.as_of)}; "
            f"{sentences.of_them_are(done, len(due), 'has', 'have')} been delivered."
        )
    yield from _overdue(inputs)


def _delivered(inputs: Inputs) -> str:
    """Return a sentence on the milestones delivered and the evidence accepted for them."""
    total = len(inputs.live)
    done = sum(1 for one in inputs.live if one.schedule.state.done)
    if total == 1:
        return f"The plan's one milestone has {'' if done else 'not '}been delivered."
    if not done:
        return f"None of the plan's {total:,} milestones has been delivered."
    verb = "has" if done == 1 else "have"
    if done == total:
        text = "Both of the plan's milestones have" if total == 2 else f"All {total:,} of the plan's milestones have"
    else:
        text = f"{sentences.capital(sentences.spelt(done))} of the plan's {total:,} milestones {verb}"
    if not inputs.policy.require_evidence:
        return f"{text} been delivered."
    evidenced = sum(1 for one in inputs.live if one.schedule.state is State.EVIDENCED)
    if not evidenced:
        return f"{text} been delivered, but no evidence has been accepted yet."
    return f"{text} been delivered, and the evidence for {sentences.of_them(evidenced, done)} has been accepted."


def _overdue(inputs: Inputs) -> Iterator[str]:
    new, still = len(inputs.movement.newly_late), len(inputs.movement.still_late)
    if new:
        noun = f"{sentences.start(new, 'milestone')} {sentences.has_have(new)}"
        yield f"{noun} become overdue since {inputs.since_words}{inputs.where(inputs.movement.newly_late)}."
    if still:
        noun = sentences.capital(sentences.spelt(still)) if new else sentences.start(still, "milestone")
        verb, now = ("was", "is") if still == 1 else ("were", "are")
        yield f"{noun} that {verb} overdue on {inputs.since_words} still {now}."
    if not (new or still):
        yield "Nothing is overdue."


def _kpis(inputs: Inputs) -> Iterator[str]:
    yield sentences.tally("rated KPI", inputs.rated_kpis)
    charted = [one for one in inputs.now.kpis if one.telling is not None]
    if charted:
        yield _signals(charted)
    elif inputs.now.kpis:
        yield "No KPI has a control chart that can show a change."


def _signals(charted: list[KpiStatus]) -> str:
    """Return how many KPIs got better or worse on their control charts."""
    signals = [one.telling for one in charted if one.telling is not None]
    noted = with_notes(one for one in charted if one.telling is not None and one.telling.improvement)
    better = sum(1 for one in signals if one.improvement)
    worse = sum(1 for one in signals if one.concern)
    same = sum(1 for one in signals if one.noise)
    doubt = sum(1 for one in signals if one.in_doubt)
    parts = [
        f"{'it' if len(signals) == 1 else sentences.number(count)} {clause}"
        for count, clause in (
            (better, f"{sentences.has_have(better)} got better{noted}"),
            (worse, f"{sentences.has_have(worse)} got worse"),
            (len(signals) - better - worse - same - doubt, "changed, where neither way is better"),
            (doubt, f"{sentences.has_have(doubt)} a figure in doubt"),
            (same, "shows no clear change" if same == 1 else "show no clear change"),
        )
        if count
    ]
    head = f"{sentences.start(len(signals), 'KPI')} {sentences.has_have(len(signals))}"
    return f"{head} a control chart that can show a change: {sentences.listed(parts)}."


def _gaps(inputs: Inputs) -> Iterator[str]:
    without_action = [one for one in inputs.now.recommendations if one.coverage.missing == "action"]
    without_milestone = [one for one in inputs.now.recommendations if one.coverage.missing == "milestone"]
    for found, gap in ((without_action, "no action"), (without_milestone, "an action but no milestone")):
        if found:
            ids = sentences.listed(one.id for one in found)
            yield f"{sentences.start(len(found), 'recommendation')} {sentences.has_have(len(found))} {gap}: {ids}."


def _counts(inputs: Inputs) -> Table:
    """Return the milestones by rating on both dates, and the change."""
    now = count_ratings(inputs.now.milestones)
    before = count_ratings(inputs.movement.before.milestones)
    shown = [rating for rating in Rating if now[rating] or before[rating]]
    columns = (
        Column("Milestones"),
        *(Column(title_of(inputs.now.key, rating), Align.RIGHT) for rating in shown),
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
            row(sentences.day(inputs.as_of), now, Tone.STRONG),
            row(sentences.day(inputs.since), before),
            (Cell("Change", Tone.MUTED), *(Cell(signed(change) or "0", Tone.MUTED) for change in changes)),
        ),
    )
