"""The items, owners and bodies that people name after a command, by ID or by title, found in the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pap_cli.context.context import Context
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.model.plan import Plan

# What stands for every owner, for those who set PAP_ME or `me`.
EVERYONE = "everyone"


class Kind(Struct, frozen=True):
    """A kind of item that an option names: the words for it, and the IDs with their titles and names."""

    noun: str
    nouns: str
    texts: Mapping[str, Iterable[str]]
    # Words that are taken beside IDs.
    words: tuple[str, ...] = ()

    def find(self, text: str) -> set[str]:
        """Return the ID that a text is, in any case, or those with this title or name, or the one with its words."""
        folded = text.casefold()
        known = (*self.texts, *self.words)
        found = [id for id in known if id == text] or [id for id in known if id.casefold() == folded]
        found = found or [id for id, texts in self.texts.items() if folded in map(str.casefold, texts)]
        if found:
            return set(found)
        words = set(folded.split())
        found = [id for id, texts in self.texts.items() if any(words <= set(one.casefold().split()) for one in texts)]
        return set(found) if len(found) == 1 else set()


def owners(context: Context) -> Kind:
    """Return the owners of the selected plans."""
    from pap_cli.columns.selection import NOBODY

    texts: dict[str, set[str]] = {}
    for plan in context.portfolio.plans:
        for owner in plan.owners:
            texts.setdefault(owner.id, set()).update(filter(None, (owner.title, owner.name)))
    return Kind("owner", "owners", texts, (NOBODY, EVERYONE))


def bodies(context: Context) -> Kind:
    """Return the bodies of the selected plans."""
    texts: dict[str, set[str]] = {}
    for plan in context.portfolio.plans:
        for id, title in plan.body_titles.items():
            texts.setdefault(id, set()).add(title)
    return Kind("body", "bodies", texts)


def themes_in(plans: Sequence[Plan]) -> Kind:
    """Return the themes of some plans."""
    from pap_cli.columns.selection import NO_THEME_WORD

    texts: dict[str, set[str]] = {}
    for plan in plans:
        for id, title in plan.theme_titles.items():
            texts.setdefault(id, set()).add(title)
    return Kind("theme", "themes", texts, (NO_THEME_WORD,))


def chosen(kind: Kind, given: Iterable[str], option: str) -> frozenset[str]:
    """Return the IDs that the values of an option name, each an ID, a title or a name, or several between commas.

    Raises:
        PapError: if there is no such item.
    """
    ids: set[str] = set()
    for text in given:
        whole = kind.find(text.strip())
        for part in () if whole else split([text]):
            found = kind.find(part)
            if not found:
                raise PapError(f"{option}: no {kind.noun} “{part}” in this plan", instead(kind, part))
            ids |= found
        ids |= whole
    return frozenset() if EVERYONE in ids else frozenset(ids)


def split(values: Iterable[str]) -> list[str]:
    """Return the parts of values between commas, without those that are empty."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def instead(kind: Kind, text: str) -> str:
    """Return what to write in place of what no item of a kind is called."""
    from pap_cli.diagnostics import nearest
    from pap_cli.model.order import natural

    by_title = {title: id for id, titles in kind.texts.items() for title in titles}
    near = nearest(text, {*kind.texts, *kind.words, *by_title})
    if near is not None:
        return f"did you mean {by_title.get(near, near)}?"
    listed = ", ".join(sorted(kind.texts, key=natural))
    return f"the {kind.nouns} are {listed}" if listed else f"this plan has no {kind.nouns}"


def listed(context: Context, given: Iterable[str]) -> frozenset[str]:
    """Return the IDs after a list command: of items that it lists, or of what they belong to; case does not matter.

    Raises:
        PapError: if the command can list nothing by an ID.
    """
    texts = list(given)
    if not texts:
        return frozenset()
    kind = _listed_by(context)
    ids: set[str] = set()
    for text in split(texts):
        found = kind.find(text)
        if not found:
            raise PapError(f"no {kind.noun} has the ID “{text}”", _option_for(context, kind, text))
        ids |= found
    return frozenset(ids)


def _listed_by(context: Context) -> Kind:
    """Return the items that the command can list something by."""
    command = context.command.rpartition(" ")[2]
    plans = context.portfolio.plans
    words, known = ["milestone", "action", "recommendation"], list(_work(plans))
    if command in ("next", "overdue", "diff"):
        words += ["review", "statutory clock"]
        known += [one.id for plan in plans for one in plan.reviews]
        known += [one.id for plan in plans for one in plan.header.statutory]
    if command == "diff":
        words += ["concern", "risk"]
        known += [one.id for plan in plans for one in plan.concerns]
        known += [one.id for plan in plans for one in plan.risks]
    if command in ("kpis", "diff"):
        words.insert(0, "KPI")
        known += [kpi.id for kpi in context.portfolio.kpis]
    return Kind(f"{', '.join(words[:-1])} or {words[-1]}", "", dict.fromkeys(known, ()))


def _work(plans: Iterable[Plan]) -> Iterator[str]:
    """Yield the IDs of recommendations, actions and milestones."""

    for plan in plans:
        for parent in plan.parents:
            yield parent.id
            yield from (one.id for one in parent.milestones)


def _option_for(context: Context, listed: Kind, text: str) -> str:
    """Return what to write in place of an ID that nothing can be listed by."""
    from pap_cli.diagnostics import nearest

    for kind in (owners(context), bodies(context), themes_in(context.portfolio.plans)):
        if ids := kind.find(text) - set(kind.words):
            return f"for {text}, write --{kind.noun} {min(ids)}"
    near = nearest(text, listed.texts)
    return f"did you mean {near}?" if near else "list the IDs with  pap actions  or  pap milestones"
