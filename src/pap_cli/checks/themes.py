"""Rules about the themes of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.themes import ThemeStatus, by_theme
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.items import Action, Recommendation


def _declared(assessment: Assessment) -> Iterator[ThemeStatus]:
    """Yield the declared themes of the plans whose files could all be read."""
    for plan in assessment.plans:
        if plan.whole:
            yield from (one for one in by_theme(plan) if one.theme is not None)


def _found(status: ThemeStatus, message: str, help: str) -> Iterator[Found]:
    if status.theme is not None:
        yield Found(
            message=message, help=help, place=status.theme.place, fields=("id",), plan=status.plan, item=status.id
        )


@rule("PAP310", "theme-unused", Severity.WARNING, on="theme")
def theme_unused(assessment: Assessment) -> Iterator[Found]:
    """No recommendation and no action belongs to a theme.

    Bad:

    ```yaml
    themes: {T1: Leadership, T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T1}
    ```

    Good:

    ```yaml
    themes: {T1: Leadership, T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T2}
      - {id: R3, title: Agree who decides, theme: T1}
    ```
    """
    used: set[tuple[str, str]] = set()
    for plan in assessment.plans:
        entries: list[Recommendation | Action] = [*plan.plan.recommendations, *plan.plan.actions]
        used |= {(plan.plan.id, id) for entry in entries for id in entry.themes}
    for status in _declared(assessment):
        if (status.plan, status.id) not in used:
            yield from _found(
                status,
                f"nothing belongs to theme {status.id}",
                f"write theme: {status.id} in its recommendations, or delete it",
            )


@rule("PAP311", "theme-without-action", Severity.WARNING, on="theme")
def theme_without_action(assessment: Assessment) -> Iterator[Found]:
    """A theme has recommendations, but nothing is done about any of them.

    Neither an action answers one, nor has one milestones of its own.

    Bad:

    ```yaml
    themes: {T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T2}
      - {id: R3, title: Train the managers, theme: T2}
    ```

    Good:

    ```yaml
    themes: {T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T2}
      - {id: R3, title: Train the managers, theme: T2}
    actions:
      - id: A2
        title: Start exit interviews
        answers: R2
        owner: head
        milestones: [{id: A2.1, title: First ten held, due: 2016-12-31}]
    ```
    """
    for status in _declared(assessment):
        count = len(status.recommendations)
        if count and not status.actions and not any(one.milestones for one in status.recommendations):
            which = "its only recommendation" if count == 1 else f"any of its {count} recommendations"
            yield from _found(
                status,
                f"nothing is done about theme {status.id}: no action answers {which}",
                "add actions that answer them, or milestones of their own",
            )


@rule("PAP312", "item-without-theme", Severity.NOTE)
def item_without_theme(assessment: Assessment) -> Iterator[Found]:
    """A recommendation, or an action that answers none, has no theme, although the plan has themes.

    It is counted under no theme.

    Bad:

    ```yaml
    themes: {T2: Workforce}
    recommendations:
      - {id: R1, title: Hold exit interviews, theme: T2}
      - {id: R2, title: Train the managers}
    ```

    Good:

    ```yaml
    themes: {T2: Workforce}
    recommendations:
      - {id: R1, title: Hold exit interviews, theme: T2}
      - {id: R2, title: Train the managers, theme: T2}
    ```
    """
    for plan in assessment.plans:
        if not plan.plan.themes:
            continue
        asked = [status.recommendation for status in plan.recommendations]
        known = {entry.id for entry in asked}
        done = [one.action for one in plan.actions if not one.cancelled and known.isdisjoint(one.action.answers)]
        entries: list[Recommendation | Action] = [*asked, *done]
        for entry in entries:
            if not entry.themes and not entry.place.faulty:
                yield Found(
                    message=f"{_named(entry.id)} has no theme",
                    help="add theme: with one of the themes of the plan",
                    place=entry.place,
                    fields=("id",),
                    plan=plan.plan.id,
                    item=entry.id,
                )


def _named(id: str) -> str:
    return id if id[:1].isalpha() else f"item {id}"


@rule("PAP313", "theme-contradicts", Severity.WARNING, on="action")
def theme_contradicts(assessment: Assessment) -> Iterator[Found]:
    """An action names a theme that none of the recommendations that it answers belongs to.

    It counts in its own theme and in those of the recommendations.

    Bad:

    ```yaml
    themes: {T1: Leadership, T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T2}
      - {id: R3, title: Agree who decides, theme: T1}
    actions:
      - id: A2
        title: Start exit interviews
        answers: R2
        theme: T1
        owner: head
        milestones: [{id: A2.1, title: First ten held, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    themes: {T1: Leadership, T2: Workforce}
    recommendations:
      - {id: R2, title: Hold exit interviews, theme: T2}
      - {id: R3, title: Agree who decides, theme: T1}
    actions:
      - id: A2
        title: Start exit interviews
        answers: R2
        owner: head
        milestones: [{id: A2.1, title: First ten held, due: 2016-12-31}]
    ```
    """
    for plan in assessment.plans:
        of = {status.id: status.recommendation.themes for status in plan.recommendations}
        for status in plan.actions:
            answered = tuple(dict.fromkeys(theme for id in status.action.answers for theme in of.get(id, ())))
            other = [id for id in status.action.themes if id not in answered]
            if answered and other and not status.cancelled:
                yield Found(
                    message=f"{status.id} names theme {', '.join(other)}, but answers recommendations of "
                    f"{', '.join(answered)}: it counts in {'both' if len(status.themes) == 2 else 'all of them'}",
                    help="delete theme: the action belongs to the themes of its recommendations",
                    place=status.action.place,
                    fields=("theme", "id"),
                    plan=status.plan,
                    item=status.id,
                )
