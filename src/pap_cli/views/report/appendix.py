"""The appendix: every milestone, every recommendation, every KPI and its chart."""

from __future__ import annotations

from pap_cli.document import Block, Heading
from pap_cli.model.report import Section
from pap_cli.views.report import figures, kpis, tables
from pap_cli.views.report.material import Material, bullets


def blocks(material: Material) -> list[Block]:
    """What somebody may want to look up."""
    found: list[Block] = [Heading(Section.APPENDIX.heading, new_page=True)]
    if material.recommendations:
        found += [Heading("Every recommendation", level=3), *figures.coverage(material)]
    moved = [one for one in material.live if one.schedule.extensions]
    found += figures.slippage(material, moved, "Milestones whose dates were moved")
    found.append(Heading("Every milestone", level=3))
    for action in material.now.actions:
        if action.milestones:
            found += [
                Heading(f"{action.id} {action.action.title}", level=4),
                tables.every(material, action.milestones),
            ]
    if material.rated_kpis:
        found += [Heading("Every rated KPI", level=3), kpis.table(material.rated_kpis)]
        found += kpis.benchmarks(material.rated_kpis)
        told = {one.id for one in kpis.in_the_body(material)}
        said = list(kpis.commentary(material, (one for one in material.rated_kpis if one.id not in told)))
        if said:
            found += [Heading("Commentary on the other KPIs", level=3), bullets(said)]
    charts = [
        chart
        for status in material.rated_kpis
        if status.signal is not None and not status.signal.withheld
        for chart in figures.control_chart(status)
    ]
    if charts:
        found += [Heading("Control charts", level=3), *charts]
    return found
