"""The impact: what became of the KPIs since the actions that name them began to deliver."""

from __future__ import annotations

from pap_cli.assess.impact import Impact, Verdict
from pap_cli.assess.kpis.kpi import worsened
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table, Tone
from pap_cli.model.numbers import with_unit
from pap_cli.model.report import Section
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, bullets, said
from pap_cli.wording.cells import date_cell

_TOLD = {
    Verdict.WORSE: Cell("worse", Tone.RED, marked=True),
    Verdict.UNCHANGED: Cell("no change", Tone.GREY, marked=True),
    Verdict.BETTER: Cell("better", Tone.BLUE, marked=True),
    Verdict.CHANGED: Cell("changed", Tone.GREY, marked=True),
    Verdict.TOO_FEW: Cell("too few figures", Tone.GREY, marked=True),
}
_METHOD = (
    "Each KPI is divided at the day on which an action that names it first delivered a milestone: the mean of the "
    "figures up to then stands beside the last figure. Whether it changed is what its control chart says. That a "
    "figure moved after an action is no proof that it moved because of it."
)


def blocks(material: Material) -> list[Block]:
    """What difference it made."""
    found = material.impacts
    if not found:
        return []
    told = [one for one in found if one.verdict is not Verdict.TOO_FEW]
    few = len(found) - len(told)
    counts = {verdict: sum(1 for one in told if one.verdict is verdict) for verdict in Verdict}
    phrases = [
        f"{words.number(count)} {phrase}"
        for verdict, phrase in (
            (Verdict.BETTER, "changed for the better"),
            (Verdict.WORSE, "changed for the worse"),
            (Verdict.UNCHANGED, "did not change beyond what chance explains"),
            (Verdict.CHANGED, "changed, where neither way is better"),
        )
        if (count := counts[verdict])
    ]
    sentences = [
        f"{words.start(len(found), 'KPI')} {words.is_are(len(found))} named by actions that delivered something.",
        f"Of these, {words.listed(phrases)}; {words.number(few)} {words.has_have(few)} too few figures to tell."
        if phrases and few
        else f"Of these, {words.listed(phrases)}."
        if phrases
        else "It has too few figures to tell whether it changed."
        if len(found) == 1
        else "None of them has enough figures to tell whether it changed.",
    ]
    unmoved = [action for action in material.now.actions if action.unmoved and action.delivered]
    if unmoved:
        ids = words.listed(action.id for action in unmoved)
        sentences.append(
            f"Activity is not impact: {ids} delivered and {words.is_are(len(unmoved))} on track, "
            "while a KPI named there does not move."
        )
    moved = [one for verdict in (Verdict.WORSE, Verdict.BETTER) for one in told if one.verdict is verdict]
    blocks: list[Block] = [Heading(Section.IMPACT.heading), said(*sentences)]
    return [*blocks, bullets(_moved(one) for one in moved)] if moved else blocks


def _moved(one: Impact) -> str:
    """How one KPI moved, in a line."""
    kpi, now = one.kpi.kpi, one.kpi.value
    ids = words.listed(action.id for action in one.actions)
    lead, figure = one.verdict.value.capitalize(), with_unit(now, kpi.unit)
    if one.before is None or now is None:
        return f"{lead}: {kpi.title}, now {figure}; no figure before the first delivery can stand beside it ({ids})."
    before = with_unit(round(one.before, 1), kpi.unit)
    if worsened(kpi, now - one.before) is (one.verdict is Verdict.WORSE):
        return f"{lead}: {kpi.title}, from a mean of {before} to {figure} ({ids})."
    return f"{lead} of late: {kpi.title}, now {figure}, though the mean before the first delivery was {before} ({ids})."


def details(material: Material) -> list[Block]:
    """The KPIs before and since, and how that was worked out."""
    told = [one for one in material.impacts if one.verdict is not Verdict.TOO_FEW]
    if not told:
        return []
    heading = Heading("KPIs before and since the first delivery of their actions", level=3)
    return [heading, table(told), Paragraph(_METHOD, Tone.MUTED)]


def table(found: list[Impact]) -> Table:
    """The KPIs with figures enough, the worse first."""
    columns = (
        Column("Since then"),
        Column("KPI", flexible=True),
        Column("Actions"),
        Column("Milestones delivered", Align.RIGHT),
        Column("First delivery", keep=1),
        Column("Mean before", Align.RIGHT),
        Column("Now", Align.RIGHT),
    )
    rows = tuple(
        (
            _TOLD[one.verdict],
            Cell(one.kpi.kpi.title),
            Cell(", ".join(action.id for action in one.actions)),
            Cell(f"{one.delivered} of {one.planned}"),
            date_cell(one.since),
            Cell(with_unit(None if one.before is None else round(one.before, 1), one.kpi.kpi.unit)),
            Cell(with_unit(one.kpi.value, one.kpi.kpi.unit), Tone.STRONG),
        )
        for one in found
    )
    return Table(columns, rows)
