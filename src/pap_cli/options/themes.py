"""The themes that the option --theme names, by their IDs or titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pap_cli.errors import PapError
from pap_cli.options.ids import Kind, instead, split, themes_in

if TYPE_CHECKING:
    from pap_cli.model.plan import Plan


def chosen_themes(given: Sequence[str], plans: Sequence[Plan]) -> frozenset[tuple[str, str]]:
    """Return the chosen themes, each as its plan and its ID: the same ID is another theme in another plan.

    A value is an ID or a title, or several with commas; `none` stands for what has no theme.

    Raises:
        PapError: if no plan has a theme of that ID or title.
    """
    kinds = {plan.id: themes_in([plan]) for plan in plans} if given else {}
    found: set[tuple[str, str]] = set()
    for value in given:
        if whole := _found(value.strip(), kinds):  # a title may contain commas
            found |= whole
            continue
        for part in split([value]):
            several = _found(part, kinds)
            if not several:
                raise PapError(f"--theme: no theme “{part}” in this plan", instead(themes_in(plans), part))
            found |= several
    return frozenset(found)


def _found(text: str, kinds: dict[str, Kind]) -> set[tuple[str, str]]:
    from pap_cli.assess.themes import NO_THEME

    pairs = ((plan, kind, id) for plan, kind in kinds.items() for id in kind.find(text))
    return {(plan, NO_THEME if id in kind.words and id not in kind.texts else id) for plan, kind, id in pairs}
