"""The list of KPIs, worst first."""

from __future__ import annotations

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.themes import NO_THEME
from pap_cli.columns.kpis import FIELDS, worst_first
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.selection import Selection
from pap_cli.wording.cells import label_of
from pap_cli.wording.key import CHART_WORDS, kpi_key_notes
from pap_cli.wording.reading import note_sentence


def _expected(assessment: Assessment, selection: Selection) -> set[int] | None:
    """Return the KPIs of actions with a milestone that a selected body expects; None if no body is selected."""
    if not selection.body:
        return None
    return {
        id(kpi)
        for plan in assessment.plans
        for action in plan.actions
        if any(selection.takes_step(status, assessment.as_of) for status in action.milestones)
        for kpi in action.kpis
    }


def _of_ids(assessment: Assessment, selection: Selection) -> set[int]:
    """Return the KPIs of the selected actions, and of the actions of selected recommendations and milestones."""
    return {
        id(kpi)
        for plan in assessment.plans
        for action in plan.actions
        if selection.takes_id(action.id, *action.action.answers, *(one.id for one in action.milestones))
        for kpi in action.kpis
    }


def _of_themes(assessment: Assessment, selection: Selection) -> set[int] | None:
    """Return the KPIs that actions of a selected theme should change; None if no theme is selected.

    Those of no theme are the others that are in no action of a theme.
    """
    if not selection.theme:
        return None
    pairs = [
        (plan.plan.id, theme, kpi)
        for plan in assessment.plans
        for action in plan.actions
        for theme in action.themes
        for kpi in action.kpis
    ]
    found = {id(kpi) for plan, theme, kpi in pairs if selection.takes_themes(plan, (theme,))}
    if any(theme == NO_THEME for _, theme in selection.theme):
        found |= {id(kpi) for kpi in assessment.kpis} - {id(kpi) for _, _, kpi in pairs}
    return found


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[KpiStatus]:
    """Return the selected KPIs, worst first.

    A body selects the KPIs of actions with a milestone that it expects, and an ID or a theme those of an action too.
    """
    themed = _of_themes(assessment, selection)
    named = _expected(assessment, selection)
    of_ids = _of_ids(assessment, selection) if selection.ids else set()
    chosen = (
        status
        for status in assessment.kpis
        if selection.takes_rating(status.rating, label_of(status))
        and selection.takes_people(status.kpi.owners)
        and selection.finds(status.id, status.kpi.title)
        and (selection.takes_id(status.id) or id(status) in of_ids)
        and (named is None or id(status) in named)
        and (themed is None or id(status) in themed)
        and selection.takes_signal(status)
    )
    items = tuple(sorted(chosen, key=worst_first))
    return Listing(
        kind="kpis",
        noun="KPI",
        as_of=assessment.as_of,
        fields={**FIELDS, "changed_since": replace(FIELDS["changed_since"], shown=bool(selection.variation))},
        items=items,
        arrangement=arrangement,
        notes=(
            *(
                f"{one.id}: {note_sentence(one)}"
                for one in items
                if one.figure_note and one.signal is not None and (one.signal.improvement or one.signal.in_doubt)
            ),
            *((CHART_WORDS,) if any(one.signal is not None for one in items) else ()),
            *kpi_key_notes(assessment),
        ),
    ).arranged()
