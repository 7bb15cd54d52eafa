"""The themes that the option --theme names, by their IDs or titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pap_cli.errors import PapError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pap_cli.model.plan import Plan


def chosen_themes(given: Sequence[str] | None, plans: Sequence[Plan]) -> frozenset[tuple[str, str]]:
    """Return the chosen themes, each as its plan and its ID.

    A value is an ID or a title, in any case, or several with commas; `none` stands for what has no theme.

    Raises:
        PapError: if no plan has a theme of that ID or title.
    """
    if not given:
        return frozenset()
    from pap_cli.assess.themes import NO_THEME
    from pap_cli.columns.selection import NO_THEME_WORD

    names: dict[str, set[tuple[str, str]]] = {}
    for plan in plans:
        names.setdefault(NO_THEME_WORD, set()).add((plan.id, NO_THEME))
        for theme in plan.themes:
            for name in {theme.id.casefold(), theme.title.casefold()}:
                names.setdefault(name, set()).add((plan.id, theme.id))
    found: set[tuple[str, str]] = set()
    for value in given:
        # a title may contain commas
        for word in (value,) if value.strip().casefold() in names else value.split(","):
            if name := word.strip():
                found |= names.get(name.casefold()) or _unknown(name, plans)
    return frozenset(found)


def _unknown(name: str, plans: Iterable[Plan]) -> set[tuple[str, str]]:
    from pap_cli.diagnostics import nearest
    from pap_cli.model.order import natural

    ids = {theme.id for plan in plans for theme in plan.themes}
    near = nearest(name, ids | {theme.title for plan in plans for theme in plan.themes})
    listed = ", ".join(sorted(ids, key=natural))
    hint = f"the themes are {listed}" if ids else "this plan has no themes"
    raise PapError(f"--theme: no theme “{name}” in this plan", f"did you mean {near}?" if near else hint)
