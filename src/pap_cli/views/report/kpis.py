"""KPIs: those that changed by more than normal variation; in the appendix all of them, with their charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pap_cli.assess.changes.movement import KpiMove
from pap_cli.assess.charts.parts import ENOUGH
from pap_cli.assess.charts.reading import reading_of
from pap_cli.assess.charts.trend import Direction
from pap_cli.assess.kpis.benchmarks import Beside, standing
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.recent import recent_trend
from pap_cli.assess.onset import onset_of
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.field import pick
from pap_cli.columns.field import table as table_of
from pap_cli.columns.kpis import FIELDS
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import number
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.item import milestones
from pap_cli.views.report import charts, sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned, see
from pap_cli.views.report.sentences import bullets, paragraph
from pap_cli.wording import benchmarks as benchmark_words
from pap_cli.wording.cells import figure_words, title_of
from pap_cli.wording.charts import with_notes
from pap_cli.wording.funnels import funnel_figure
from pap_cli.wording.reading import began_words
from pap_cli.wording.targets import floor_words

# Most KPIs without a figure in a sentence.
_FEW = 3
# Most KPIs in the section, most control charts in a short and in a full appendix, most neighbours that fit on paper.
_MOST, _FEW_CHARTS, _MOST_CHARTS, _MOST_NEIGHBOURS = 10, 4, 40, 5
# Most KPIs in a short appendix.
_LONGEST = 60
# What the columns of the table mean, for readers who do not know control charts.
_MEANINGS = {
    "Variation": "Variation compares the latest figure with the normal variation on the KPI's control chart: better, "
    f"worse or no clear change. A KPI with fewer than {ENOUGH} figures shows how many it has, and "
    "others may have figures from which it cannot be told.",
    # A narrow page drops the column, so the sentence must be true without it.
    "Assurance": "Assurance, if shown, is whether the KPI will meet or miss its target unless something changes; it is "
    "empty while the chart shows a change.",
    "Direction": "Direction is whether the figures have risen or fallen since the limits of the chart last changed.",
}


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    if not inputs.now.kpis:
        return []
    changed = _changed(inputs)
    red = [] if changed else [one for one in inputs.rated_kpis if one.rating is Rating.RED][:_MOST]
    found: list[Block] = [
        Heading(Section.KPIS.heading),
        paragraph(
            _signals([one for one in inputs.now.kpis if one.telling is not None]),
            see("changed", "{} has those that changed."),
            *_doubts(inputs),
            *_ratings(inputs),
            see("every-kpi", "{} has every rated KPI."),
        ),
    ]
    if changed:
        found.append(captioned(_moved(inputs, changed), "KPIs that changed by more than normal variation", "changed"))
    if red:
        words = title_of(inputs.now.key.kpis, Rating.RED)
        table = _table(inputs, red)
        found += [captioned(table, f"{words} KPIs"), *([] if inputs.has_appendix else _meanings(table))]
    return found


def _changed(inputs: Inputs) -> list[KpiStatus]:
    """Return the rated and other KPIs that changed by more than normal variation: first those that got worse."""
    worse = [one for one in inputs.now.kpis if _got_worse(one)]
    return [*worse, *(one for one in inputs.now.kpis if one.signal is not None and one.signal.improvement)][:_MOST]


def _moved(inputs: Inputs, statuses: Iterable[KpiStatus]) -> Table:
    """Return KPIs that changed, each with its latest figure, since when and after what."""
    began = FIELDS["variation"].showing(lambda one: Cell(_began(inputs, one)), title="Since when", flexible=True)
    keep = pick("rating title value period target variation began", period=1)
    return table_of({**FIELDS, "began": began}, statuses, keep).filled()


def _began(inputs: Inputs, status: KpiStatus) -> str:
    onset = onset_of([inputs.now], status)
    return began_words(onset) if onset is not None else ""


def _signals(charted: list[KpiStatus]) -> str:
    """Return how many KPIs got better or worse on their control charts."""
    if not charted:
        return "No KPI has a control chart that can show a change."
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


def _doubts(inputs: Inputs) -> Iterator[str]:
    """Yield the KPIs whose latest figure may be wrong, with the note on it."""
    doubted = [inputs.kpi(one) for one in inputs.now.kpis if one.signal is not None and one.signal.in_doubt]
    if doubted:
        yield f"In doubt, one figure outside the usual range with a note: {sentences.listed(doubted)}."


def _ratings(inputs: Inputs) -> Iterator[str]:
    """Yield whose rating changed since the last report, and how many figures are out of date."""
    moves = {move.now.id: move for move in inputs.movement.kpis}
    for change, ids in (
        ("better", {id for id, move in moves.items() if move.better}),
        ("worse", {id for id, move in moves.items() if move.worse}),
    ):
        titles = [sentences.title(one.kpi.title) for one in inputs.now.kpis if one.id in ids]
        if titles and len(titles) > _FEW and inputs.has_appendix:  # the table of every rated KPI has each
            yield f"{sentences.start(len(titles), 'KPI')} are rated {change} than on {inputs.since_words}."
        elif titles:
            yield f"Rated {change} than on {inputs.since_words}: {sentences.listed(titles)}."
    old = sum(1 for one in inputs.rated_kpis if one.stale_since is not None)
    if old:
        yield f"{sentences.start(old, 'rated figure')} {sentences.is_are(old)} out of date."
    never = [_told_apart(inputs, one) for one in inputs.now.kpis if one.latest is None]
    if never:
        head = f"{sentences.start(len(never), 'KPI')} {sentences.has_have(len(never))} no figure yet"
        yield f"{head}{f': {sentences.listed(never)}' if len(never) <= _FEW else ''}."


def _told_apart(inputs: Inputs, status: KpiStatus) -> str:
    """Return the title of a KPI in a sentence; with its ID if another KPI has the same title."""
    title = sentences.title(status.kpi.title)
    same = sum(1 for one in inputs.now.kpis if sentences.title(one.kpi.title) == title)
    return title if same == 1 else f"{title} ({status.id})"


def details(inputs: Inputs) -> list[Block]:
    """Return every rated KPI; in full neighbours, comments and all charts too."""
    rated = inputs.rated_kpis
    if not rated:
        return []
    table = _table(inputs, rated)
    found: list[Block] = [
        Heading("Every rated KPI", level=3),
        captioned(table, "Every rated KPI, worst first", "every-kpi", 0 if inputs.has_full_appendix else _LONGEST),
        *_meanings(table),
    ]
    if not inputs.has_full_appendix:
        return found
    found += [*_milestones(rated), *_benchmarks(rated), *_recent_trends(rated)]
    comments = list(_comments(inputs, rated))
    if comments:
        found += [Heading("Comments on the KPIs", level=3), bullets(comments)]
    charted = sorted((one for one in rated if one.telling is not None), key=lambda one: not _got_worse(one))
    if charted:
        found.append(Heading("Control charts", level=3))
        rest = len(charted) - _MOST_CHARTS
        if rest > 0:
            found.append(paragraph(f"These are the charts of the worst {_MOST_CHARTS} KPIs; {rest:,} are not shown."))
        found += [chart for one in charted[:_MOST_CHARTS] for chart in charts.control_chart(inputs, one)]
    untold = [one for one in rated if one.signal is not None and one.signal.withheld and not one.signal.few]
    if untold:
        found += [Heading("Charts from which a change cannot be told", level=3), bullets(map(_untold, untold))]
    funnels = [figure for one in rated if (figure := funnel_figure(one, inputs.now.as_of, one.kpi.title)) is not None]
    if funnels:
        found += [Heading("KPIs beside neighbours of their size", level=3), *funnels]
    return found


def drawn(inputs: Inputs) -> list[Block]:
    """Return the charts of the KPIs that changed, for the end of a short appendix: nothing has to fit below them."""
    found = [chart for one in _changed(inputs)[:_FEW_CHARTS] for chart in charts.control_chart(inputs, one)]
    return [Heading("Control charts of KPIs that changed", level=3), *found] if found else []


def _untold(status: KpiStatus) -> str:
    """Return the title of a KPI and why its chart does not show whether it changed."""
    return f"{sentences.title(status.kpi.title)}: {status.signal.withheld if status.signal else ''}."


def _got_worse(status: KpiStatus) -> bool:
    return status.signal is not None and status.signal.concern


def _table(inputs: Inputs, statuses: Iterable[KpiStatus]) -> Table:
    """Return KPIs with target, floor and what their control charts show."""
    moves = {move.now.id: move for move in inputs.movement.kpis}
    fields = {
        **FIELDS,
        "before": FIELDS["variation"].showing(lambda one: Cell(_before(moves.get(one.id)), Tone.MUTED), title="Before"),
        "floor": FIELDS["floor"].showing(lambda one: Cell(floor_words(one.aim, one.kpi))),
        "direction": FIELDS["variation"].showing(lambda one: Cell(_direction(one)), title="Direction"),
    }
    names = "rating before title value period target floor variation assurance direction"
    keep = pick(names if inputs.has_full_appendix else names.removesuffix(" direction"), floor=1, assurance=3, before=2)
    return table_of(fields, statuses, keep).filled()


def _before(move: KpiMove | None) -> str:
    """Return what a KPI was rated at the last report, if that was another rating."""
    if move is None or move.before is None or not (move.better or move.worse):
        return ""
    return move.before.key.label(move.before.rating)


def _meanings(table: Table) -> list[Block]:
    """Return what the columns of a table of KPIs mean."""
    meanings = [_MEANINGS[column.title] for column in table.columns if column.title in _MEANINGS]
    return [Paragraph(" ".join(meanings), Tone.MUTED)] if meanings else []


def _direction(status: KpiStatus) -> str:
    """Return whether the figures rise or fall since the chart's limits last changed, and whether that is better.

    Empty where the reading of the chart gives none: the latest figure is in doubt, or goes the other way.
    """
    signal = status.telling
    if signal is None:
        return ""
    found = reading_of(signal, status.target)
    if found.travel is None:
        return "" if found.in_doubt or found.turned is not None else "none clear"
    way = found.travel.direction
    if status.kpi.polarity not in (Polarity.HIGH, Polarity.LOW):
        return way.value
    good = (way is Direction.RISING) is (status.kpi.polarity is Polarity.HIGH)
    return f"{way.value}, {'better' if good else 'worse'}"


def _comments(inputs: Inputs, statuses: Iterable[KpiStatus]) -> Iterator[str]:
    """Yield the notes on the latest figure and the KPI, with their authors, if the audience may see them."""
    for one in statuses:
        on_figure = inputs.note(one.figure_note)
        notes = [*([f"on the latest figure: {on_figure}"] if on_figure else []), *inputs.remarks(one.kpi.notes)]
        if notes:
            yield f"{sentences.title(one.kpi.title)}: {'; '.join(notes)}"


def _milestones(statuses: Iterable[KpiStatus]) -> list[Block]:
    """Return the monitoring table of the KPIs with dated targets."""
    found = milestones.of_kpis(statuses)
    if not found.rows:
        return []
    note = "The actual figure is the latest for a period that ends by the date of the milestone."
    return [Heading("Milestones and actual figures", level=3), found, Paragraph(note, Tone.MUTED)]


def _benchmarks(statuses: Sequence[KpiStatus]) -> list[Block]:
    """Return each KPI compared with England, a region and neighbours."""
    compared = [one for one in statuses if one.benchmarks]
    names = list(dict.fromkeys(other.name for one in compared for other in one.benchmarks))[:_MOST_NEIGHBOURS]
    if not names:
        return []
    columns = (
        Column("KPI", flexible=True),
        Column("Us", Align.RIGHT),
        Column("Period"),
        *(Column(name, Align.RIGHT) for name in names),
    )
    found = [{beside.name: beside for beside in standing(one, one.as_of).benchmarks} for one in compared]
    rows = tuple(
        (
            Cell(one.kpi.title),
            Cell(figure_words(one.latest, one.kpi.unit), Tone.STRONG),
            Cell(str(one.latest.period) if one.latest else "", Tone.MUTED),
            *(Cell(_benchmark(others.get(name))) for name in names),
        )
        for one, others in zip(compared, found, strict=True)
    )
    blocks: list[Block] = [Heading("KPIs compared with neighbours", level=3), Table(columns, rows).filled()]
    if any(beside.significance for others in found for beside in others.values() if beside.name in names):
        blocks.append(Paragraph(benchmark_words.IN_BRACKETS, Tone.MUTED))
    return blocks


def _recent_trends(statuses: Sequence[KpiStatus]) -> list[Block]:
    """Return the recent trend of each yearly KPI that has one."""
    found = [(one, trend) for one in statuses if (trend := recent_trend(one)) is not None]
    if not found:
        return []
    items = [f"{sentences.title(one.kpi.title)}: {benchmark_words.recent_words(trend)}" for one, trend in found]
    meaning = Paragraph(benchmark_words.RECENT_MEANS, Tone.MUTED)
    return [Heading("Recent trends of yearly KPIs", level=3), bullets(items), meaning]


def _benchmark(other: Beside | None) -> str:
    """Return the figure of a neighbour, and how ours compares or, if it is for another period, that period."""
    if other is None:
        return ""
    beside = str(other.period) if other.gap is None else other.significance.value if other.significance else ""
    return number(other.value) + (f" ({beside})" if beside else "")
