"""Impact: the KPIs before and since their actions first delivered a milestone."""

from __future__ import annotations

from pap_cli.assess.impact import Impact, Verdict
from pap_cli.assess.kpis.kpi import worsened
from pap_cli.assess.onset import Onset, onset_of
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.numbers import with_unit
from pap_cli.model.order import natural
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import bullets, paragraph
from pap_cli.wording.cells import date_cell
from pap_cli.wording.charts import with_notes
from pap_cli.wording.reading import began_words

_CELLS = {
    Verdict.WORSE: Cell("worse", Tone.RED, marked=True),
    Verdict.UNCHANGED: Cell("no clear change", Tone.GREY, marked=True),
    Verdict.BETTER: Cell("better", Tone.BLUE, marked=True),
    Verdict.CHANGED: Cell("changed", Tone.GREY, marked=True),
}
_CLAUSES = (
    (Verdict.BETTER, "got better"),
    (Verdict.WORSE, "got worse"),
    (Verdict.UNCHANGED, "did not clearly change"),
    (Verdict.CHANGED, "changed, where neither way is better"),
)
_METHOD = (
    "For each KPI, the mean of the figures before its actions first delivered a milestone is compared with the latest "
    "figure. Whether it changed is read from its control chart. That a figure moved after an action is no proof that "
    "it moved because of it."
)


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    if not inputs.impacts:
        return []
    clear, total = _clear(inputs), len(inputs.impacts)
    if Section.KPIS in inputs.audience.sections:  # that section has what changed, and since when
        few = (
            f"For {sentences.of_them(total - len(clear), total)}, a change cannot be told."
            if total > len(clear)
            else ""
        )
        return [Heading(Section.IMPACT.heading), paragraph(_head(total), few, _unmoved(inputs))]
    found: list[Block] = [
        Heading(Section.IMPACT.heading),
        paragraph(_head(total), _counts(clear, total), _unmoved(inputs)),
    ]
    changed = [one for verdict in (Verdict.WORSE, Verdict.BETTER) for one in clear if one.verdict is verdict]
    return [*found, bullets(_with_note(inputs, one) for one in changed)] if changed else found


def _clear(inputs: Inputs) -> list[Impact]:
    """Return the KPIs whose control charts show whether they changed, worst first."""
    return [one for one in inputs.impacts if one.verdict is not Verdict.WITHHELD]


def _head(count: int) -> str:
    to = "belongs to an action that has" if count == 1 else "belong to actions that have"
    return f"{sentences.start(count, 'KPI')} {to} delivered at least one milestone."


def _counts(clear: list[Impact], total: int) -> str:
    """Return how many KPIs got better or worse, and for how many that cannot be told."""
    few = total - len(clear)
    if total == 1 and few:
        return "Whether it changed cannot be told."
    if not clear:
        return "Whether they changed cannot be told."
    counts = {verdict: sum(1 for one in clear if one.verdict is verdict) for verdict in Verdict}
    noted = {Verdict.BETTER: with_notes(one.kpi for one in clear if one.verdict is Verdict.BETTER)}
    if total == 1:
        return f"It {dict(_CLAUSES)[clear[0].verdict]}."
    text = sentences.listed(
        f"{sentences.number(counts[verdict])} {clause}{noted.get(verdict, '')}"
        for verdict, clause in _CLAUSES
        if counts[verdict]
    )
    rest = f"; for {sentences.number(few)} it cannot be told" if few else ""
    return f"Of these, {text}{rest}."


def _unmoved(inputs: Inputs) -> str:
    """Return a sentence on actions on track with a KPI that is red or has got worse."""
    unmoved = (action.id for action in inputs.now.actions if action.unmoved and action.progress.delivered)
    ids = sorted(unmoved, key=natural)
    if not ids:
        return ""
    one = len(ids) == 1
    return (
        f"Activity is not impact: {sentences.named('action', ids)} {'has' if one else 'have'} delivered and "
        f"{'is' if one else 'are'} on track, but a KPI of {'it' if one else 'each'} is red or has got worse."
    )


def _with_note(inputs: Inputs, one: Impact) -> str:
    return " ".join(
        part for part in (_change(one, onset_of([inputs.now], one.kpi)), inputs.figure_note(one.kpi)) if part
    )


def _change(one: Impact, onset: Onset | None) -> str:
    """Return how one KPI changed, when that began and after what, in a line."""
    kpi, now = one.kpi.kpi, one.kpi.value
    title = sentences.title(kpi.title)
    ids = f"({sentences.named('action', (action.id for action in one.actions))})"
    ids += f"; {began_words(onset)}" if onset is not None else ""
    lead, figure = one.verdict.value.capitalize(), with_unit(now, kpi.unit)
    if one.before is None or now is None:
        return f"{lead}: {title}, now {figure}; there is no comparable figure from before the first delivery {ids}."
    before = with_unit(one.before, kpi.unit, 1)
    if worsened(kpi, now - one.before) is (one.verdict is Verdict.WORSE):
        return f"{lead}: {title}, from a mean of {before} to {figure} {ids}."
    return f"{lead} recently: {title}, now {figure}; the mean before the first delivery was {before} {ids}."


def details(inputs: Inputs) -> list[Block]:
    """Return in full the KPIs before and since, and the method."""
    clear = _clear(inputs)
    if not clear or not inputs.has_full_appendix:
        return []
    title = "KPIs before and since the first delivery of their actions"
    return [Heading(title, level=3), captioned(_table(clear), title), Paragraph(_METHOD, Tone.MUTED)]


def _delivered(one: Impact) -> str:
    waiting = f", {one.unapproved} not yet approved" if one.unapproved else ""
    return f"{one.delivered} of {one.planned}{waiting}"


def _table(found: list[Impact]) -> Table:
    columns = (
        Column("Since then"),
        Column("KPI", flexible=True),
        Column("Actions"),
        Column("Milestones delivered", Align.RIGHT),
        Column("First delivery", keep=1),
        Column("Mean before", Align.RIGHT),
        Column("Latest figure", Align.RIGHT),
    )
    rows = tuple(
        (
            _CELLS[one.verdict],
            Cell(one.kpi.kpi.title),
            Cell(", ".join(action.id for action in one.actions)),
            Cell(_delivered(one)),
            date_cell(one.since),
            Cell(with_unit(one.before, one.kpi.kpi.unit, 1)),
            Cell(with_unit(one.kpi.value, one.kpi.kpi.unit), Tone.STRONG),
        )
        for one in found
    )
    return Table(columns, rows)
