"""Themes: the sections of a plan, above its recommendations and actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Protocol

from pap_cli.model.decisions import Note, Suppression, Was
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.place import Place


class Theme(Entry, frozen=True, kw_only=True):
    """A theme or section of the plan, which recommendations and actions name."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that theme refers to.")]
    title: Annotated[str, About("Its title, as shown in lists and reports.")]
    was: Was = ()
    owners: Annotated[
        tuple[str, ...],
        About(
            "The post or posts accountable for the theme; its items have their own.",
            key="owner",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    leads: Annotated[
        tuple[str, ...],
        About("The post or posts that lead the theme.", key="lead", refers="owner", one_or_many=True),
    ] = ()
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class _Themed(Protocol):
    """An item that can name themes."""

    @property
    def id(self) -> str: ...

    @property
    def themes(self) -> tuple[str, ...]: ...


class _Answering(_Themed, Protocol):
    """An item that can name themes, and answer recommendations that do."""

    @property
    def answers(self) -> tuple[str, ...]: ...


def themes_by_item(recommendations: Iterable[_Themed], actions: Iterable[_Answering]) -> Mapping[str, tuple[str, ...]]:
    """Return the themes of each recommendation and action that has any, each once, by its ID.

    An action belongs to the themes that it names, and to those of the recommendations that it answers.
    """
    found = {entry.id: entry.themes for entry in recommendations if entry.themes}
    for action in actions:
        if action.themes or (found and action.answers):
            answered = (theme for id in action.answers for theme in found.get(id, ()))
            if themes := tuple(dict.fromkeys((*action.themes, *answered))):
                found[action.id] = themes
    return found
