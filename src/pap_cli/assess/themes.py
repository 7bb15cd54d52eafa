"""The themes of a plan at a date: the recommendations, actions and milestones of each, rolled up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.coverage import Gap
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.groups import GroupStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.themes import Theme

T = TypeVar("T", RecommendationStatus, ActionStatus, MilestoneStatus)

# What stands for the theme of an item that has none.
NO_THEME = ""


class ThemeStatus(GroupStatus, frozen=True, kw_only=True, dict=True):
    """One theme at a date: its milestones, and the recommendations and actions that it consists of."""

    plan: str
    # Its entry; None for no theme, or one that the plan does not have.
    theme: Theme | None
    recommendations: tuple[RecommendationStatus, ...]
    # Without the cancelled ones.
    actions: tuple[ActionStatus, ...]
    # The gaps of its recommendations and actions.
    gaps: tuple[Gap, ...]
    # The notes known by then, newest first.
    notes: tuple[Note, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Those accountable for the theme."""
        return self.theme.owners if self.theme is not None else ()

    @property
    def leads(self) -> tuple[str, ...]:
        """Those who lead the theme."""
        return self.theme.leads if self.theme is not None else ()


def themes_of(status: RecommendationStatus | ActionStatus | MilestoneStatus) -> tuple[str, ...]:
    """Return the IDs of the themes of an item; of a milestone, those of its action."""
    return status.recommendation.themes if isinstance(status, RecommendationStatus) else status.themes


def themes_by_id(plan: PlanStatus) -> Mapping[str, tuple[str, ...]]:
    """Return the themes of each recommendation, action and milestone of a plan that has one, by its ID."""
    found: tuple[RecommendationStatus | ActionStatus | MilestoneStatus, ...]
    found = (*plan.recommendations, *plan.actions, *plan.milestones)
    return {status.id: themes for status in found if (themes := themes_of(status))}


def by_theme(plan: PlanStatus) -> tuple[ThemeStatus, ...]:
    """Return the themes of a plan in their order; none if it has no themes.

    An action of two themes, and its milestones, count in both.  What has no theme comes last, under `NO_THEME`.
    """
    if not plan.plan.themes:
        return ()
    entries: dict[str, Theme] = {theme.id: theme for theme in plan.plan.themes}
    recommendations = _grouped(plan.recommendations)
    actions = _grouped([status for status in plan.actions if not status.cancelled])
    milestones = _grouped(plan.milestones)
    gaps = {(gap.kind, gap.id): gap for gap in plan.gaps}
    ids = dict.fromkeys((*entries, *recommendations, *actions, *milestones))
    if NO_THEME in ids:
        ids[NO_THEME] = ids.pop(NO_THEME)
    return tuple(
        ThemeStatus(
            id=id,
            title=entries[id].title if id in entries else id or "no theme",
            milestones=tuple(milestones.get(id, ())),
            rating=roll_up(status.rating for status in milestones.get(id, ())),
            key=plan.key,
            plan=plan.plan.id,
            theme=entries.get(id),
            recommendations=tuple(recommendations.get(id, ())),
            actions=tuple(actions.get(id, ())),
            gaps=tuple(
                gaps[key]
                for key in (
                    *(("recommendation", one.id) for one in recommendations.get(id, ())),
                    *(("action", one.id) for one in actions.get(id, ())),
                )
                if key in gaps
            ),
            notes=known_notes(entries[id].notes, plan.as_of) if id in entries else (),
        )
        for id in ids
    )


def shared(themes: Iterable[ThemeStatus]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the IDs of the recommendations and of the actions that count in several of these themes."""
    found = list(themes)
    recommendations = Counter((theme.plan, one.id) for theme in found for one in theme.recommendations)
    actions = Counter((theme.plan, one.id) for theme in found for one in theme.actions)
    return _repeated(recommendations), _repeated(actions)


def _repeated(counts: Counter[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(id for (_, id), count in counts.items() if count > 1)


def _grouped(statuses: Sequence[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for status in statuses:
        for id in themes_of(status) or (NO_THEME,):
            found.setdefault(id, []).append(status)
    return found
