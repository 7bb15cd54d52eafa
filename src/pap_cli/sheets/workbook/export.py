"""A whole plan as a workbook that people can work in."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.sheets.workbook.mark import EXPORT, Mark
from pap_cli.sheets.workbook.names import names_of
from pap_cli.sheets.workbook.tab import Tab, Workbook
from pap_cli.sheets.workbook.tabs import actions, figures, history, key, kpis, lists, milestones, recommendations, risks
from pap_cli.sheets.workbook.tabs.shared import Shown


def export(now: Assessment) -> Workbook:
    """Return the workbook of an assessment."""
    shown = Shown(now=now, names=names_of(one.plan for one in now.plans))
    mark = Mark(EXPORT, now.as_of)
    found = tabs(shown)
    return Workbook(title=titled(now), mark=str(mark), as_of=now.as_of, tabs=(*found, key.rows(shown, found, mark)))


def titled(now: Assessment) -> str:
    """Return the title of a workbook of an assessment."""
    return now.plans[0].plan.title if len(now.plans) == 1 else "Plans and KPIs"


def tabs(shown: Shown) -> tuple[Tab, ...]:
    """Return the tabs with the items of an assessment and the lists of what can be chosen, without the key."""
    return (*tabs_of_items(shown), lists.names(shown), lists.plans(shown))


def tabs_of_items(shown: Shown) -> tuple[Tab, ...]:
    """Return the tabs with the items of an assessment."""
    return (
        actions.rows(shown),
        milestones.rows(shown),
        recommendations.rows(shown),
        kpis.rows(shown),
        figures.rows(shown),
        risks.rows(shown),
        history.date_changes(shown),
        history.notes(shown),
    )
