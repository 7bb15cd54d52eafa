"""The KPIs: what their charts say, and those that matter most; all of them, beside others, with their charts."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.charts.trend import Direction
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Align, Block, Cell, Column, Heading, Table, Tone
from pap_cli.model.kpi import Polarity
from pap_cli.model.numbers import number, with_unit
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import figures, words
from pap_cli.views.report.material import Material, bullets, said
from pap_cli.wording.cells import rating_cell
from pap_cli.wording.charts import assurance_cell, variation_cell

# How many KPIs a meeting reads of, how many charts an appendix holds, and beside how many others they fit on paper.
_MOST, _MOST_CHARTS, _MOST_OTHERS = 10, 40, 5


def blocks(material: Material) -> list[Block]:
    """What the figures say."""
    kpis = material.now.kpis
    if not kpis:
        return []
    concern = [one.kpi.title for one in kpis if one.signal is not None and one.signal.concern]
    better = [one.kpi.title for one in kpis if one.signal is not None and one.signal.improvement]
    charted = any(one.telling is not None for one in kpis)
    old = [one for one in material.rated_kpis if one.stale_since is not None]
    moves = {move.now.id: move for move in material.movement.kpis}
    up = [one.kpi.title for one in kpis if moves[one.id].better]
    down = [one.kpi.title for one in kpis if moves[one.id].worse]
    found: list[Block] = [
        Heading(Section.KPIS.heading),
        said(
            f"Changing for the worse, beyond what chance explains: {words.listed(concern)}."
            if concern
            else "No control chart shows a change for the worse."
            if charted
            else "No KPI has enough figures for a control chart.",
            f"Changing for the better: {words.listed(better)}." if better else "",
            f"Rated better than on {material.since_words}: {words.listed(up)}." if up else "",
            f"Rated worse than on {material.since_words}: {words.listed(down)}." if down else "",
            f"{words.start(len(old), 'rated figure')} {words.is_are(len(old))} older than the KPI's own rhythm allows."
            if old
            else "",
        ),
    ]
    told = in_the_body(material)
    if told:
        rest = len(material.rated_kpis) - len(told)
        if rest:
            others = material.in_appendix(f", the other {rest:,} in the appendix")
            found.append(said(f"Those that matter most are below{others}."))
        found.append(table(told))
    return found


def details(material: Material) -> list[Block]:
    """Every rated KPI, beside others, with what was said of it, and its control chart."""
    rated = material.rated_kpis
    if not rated:
        return []
    found: list[Block] = [Heading("Every rated KPI", level=3), table(rated), *benchmarks(rated)]
    comments = list(commentary(material, rated))
    if comments:
        found += [Heading("Commentary on the KPIs", level=3), bullets(comments)]
    charted = [one for one in rated if one.telling is not None]
    if charted:
        found.append(Heading("Control charts", level=3))
        rest = len(charted) - _MOST_CHARTS
        if rest > 0:
            found.append(said(f"Those of the worst {_MOST_CHARTS} KPIs are drawn; {rest:,} more are not."))
        charted.sort(key=lambda one: not _concern(one))
        found += [chart for one in charted[:_MOST_CHARTS] for chart in figures.control_chart(one)]
    return found


def in_the_body(material: Material) -> list[KpiStatus]:
    """The KPIs that matter most: a change for the worse first, then what is red, as many as fit."""
    shown = [one for one in material.rated_kpis if one.rating is Rating.RED or _concern(one)]
    return sorted(shown, key=lambda one: not _concern(one))[:_MOST]


def _concern(status: KpiStatus) -> bool:
    return status.signal is not None and status.signal.concern


def table(statuses: Iterable[KpiStatus]) -> Table:
    """KPIs: the figure against target and floor, and what the control chart says."""
    columns = (
        Column("Rating"),
        Column("KPI", flexible=True),
        Column("Value", Align.RIGHT),
        Column("Period"),
        Column("Target", Align.RIGHT),
        Column("Floor", Align.RIGHT, keep=1),
        Column("Variation"),
        Column("Assurance", keep=3),
        Column("Direction", keep=2),
    )
    rows = tuple(
        (
            rating_cell(one.rating),
            Cell(one.kpi.title),
            Cell(with_unit(one.value, one.kpi.unit), Tone.STRONG),
            Cell(str(one.latest.period) if one.latest else "no figure", Tone.MUTED),
            Cell(with_unit(one.target, one.kpi.unit)),
            Cell(with_unit(one.floor, one.kpi.unit)),
            variation_cell(one),
            assurance_cell(one),
            Cell(direction(one)),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def direction(status: KpiStatus) -> str:
    """Which way the figures go over the whole chart, and whether that is better."""
    signal = status.telling
    if signal is None:
        return ""
    way = signal.travel.direction
    if way is Direction.UNCLEAR:
        return "none clear"
    if status.kpi.polarity not in (Polarity.HIGH, Polarity.LOW):
        return way.value
    good = (way is Direction.RISING) is (status.kpi.polarity is Polarity.HIGH)
    return f"{way.value}, {'better' if good else 'worse'}"


def commentary(material: Material, statuses: Iterable[KpiStatus]) -> Iterable[str]:
    """What was said about the figures, and by whom where that is told."""
    for one in statuses:
        text = material.remark(one.comment.text) if one.comment else ""
        if text and one.comment is not None:
            by = material.who(one.comment.by)
            when = words.day(one.comment.on) if one.comment.on else ""
            author = f" ({', '.join(part for part in (by, when) if part)})" if by or when else ""
            yield f"{one.kpi.title}: {text}{author}"


def benchmarks(statuses: Iterable[KpiStatus]) -> list[Block]:
    """Each KPI beside others: England, a region, neighbours."""
    compared = [one for one in statuses if one.benchmarks]
    names = list(dict.fromkeys(other.name for one in compared for other in one.benchmarks))[:_MOST_OTHERS]
    if not names:
        return []
    columns = (
        Column("KPI", flexible=True),
        Column("Ours", Align.RIGHT),
        Column("Period"),
        *(Column(name, Align.RIGHT) for name in names),
    )
    rows = []
    for one in compared:
        theirs = {other.name: other for other in one.benchmarks}
        others = []
        for name in names:
            other = theirs.get(name)
            elsewhen = f" ({other.period})" if other is not None and other.gap is None else ""
            others.append(Cell(number(other.value) + elsewhen if other is not None else ""))
        rows.append(
            (
                Cell(one.kpi.title),
                Cell(with_unit(one.value, one.kpi.unit), Tone.STRONG),
                Cell(str(one.latest.period) if one.latest else "", Tone.MUTED),
                *others,
            )
        )
    return [Heading("KPIs beside others", level=3), Table(columns, tuple(rows)).filled()]
