"""The summary: the state of the plan, and its ratings on both dates and over time."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.deadlines.rag import judging_words, roll_up_words
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.numbers import signed
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import charts, sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned, see
from pap_cli.views.report.sentences import paragraph
from pap_cli.wording.cells import title_of
from pap_cli.wording.key import key_sentences, key_table


def blocks(inputs: Inputs) -> list[Block]:
    """Return the summary."""
    found: list[Block] = [Heading(Section.SUMMARY.heading)]
    explained = see("key", "{} explains the ratings.")
    for lines in (_milestones(inputs), [sentences.tally("rated KPI", inputs.rated_kpis), explained]):
        found.append(paragraph(*lines))
    if inputs.now.milestones:
        found.append(captioned(_counts(inputs), "Milestones by rating", "ratings"))
        if not inputs.has_appendix:
            words = f"{key_sentences(inputs.now.key, inputs.policy)}{judging_words(inputs.policy)}"
            found.append(Paragraph(words, Tone.MUTED))
    return [*found, *charts.rating_history(inputs)]


def details(inputs: Inputs) -> list[Block]:
    """Return the meaning of the ratings."""
    return [
        Heading("What the ratings mean", level=3),
        captioned(key_table(inputs.now.key, inputs.policy), "Ratings and their meaning", "key"),
        Paragraph(roll_up_words(inputs.policy, inputs.now.key), Tone.MUTED),
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
