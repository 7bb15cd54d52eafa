"""The two points that `pap diff` compares: two days, or two revisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.model.known_on import REVISION
from pap_cli.options.ids import listed

if TYPE_CHECKING:
    from pap_cli.assess.assessment import Assessment
    from pap_cli.load.known import Held
    from pap_cli.model.known_on import KnownOn, When

# What was before, what is now, and the words for the first if it is no day.
Points = tuple["Assessment", "Assessment", str]


def points_of(
    context: Context, words: Sequence[str], since: str | None, *, known: bool
) -> tuple[list[str], Points | None]:
    """Return the IDs among some words, and the assessments at the days or revisions among them; None without any.

    Raises:
        PapError: if there are more than two, a day and a revision, or --since too, or one of them is not known.
    """
    ids: list[str] = []
    found: list[tuple[str, When]] = []
    for word in words:
        if _is_item(context, word):
            ids.append(word)
        else:
            found.append((word, context.parse_when(word, "pap diff")))
    if not found:
        return ids, None
    if since is not None:
        raise PapError("--since and a day or revision both say what to compare with", "leave one of them out")
    if len(found) > 2:
        raise PapError(f"{len(found)} days or revisions are given", "give two at most, the earlier first")
    days = [when.day for _, when in found if when.day is not None]
    if days and len(days) < len(found):
        raise PapError("a day and a revision cannot be compared", "give two days, or two revisions")
    if days:
        return ids, _days(context, days[0], days[1] if len(days) > 1 else context.as_of, known=known)
    if known:
        raise PapError("--known is for days: a revision is always what the repository held", "leave it out")
    first, *rest = [word for word, _ in found]
    before = _at_revision(context, first)
    now = _at_revision(context, rest[0]) if rest else context.assess()
    return ids, (before, now, f"from {first} to {rest[0] if rest else 'the files as they are'}")


def known_at(context: Context, day: date) -> Assessment:
    """Return the assessment at a day of what the repository held then, under the settings of then.

    Raises:
        PapError: if the repository held no workspace then.
    """
    return context.at(_held(context, day).base).assess(day)


def plan_held_on(context: Context, day: date, id: str) -> tuple[Assessment, KnownOn]:
    """Return a plan alone as the repository held it on a day, assessed as of that day, and the commit.

    It is assessed under the settings of now: what is hidden from an audience now is hidden in what was, too.

    Raises:
        PapError: if the repository held no such plan then.
    """
    from msgspec.structs import replace

    from pap_cli.model.dates import show_date

    held = _held(context, day)
    then = context.at(held.base).under(context).assess(day)
    plans = tuple(one for one in then.plans if one.plan.id == id)
    if not plans:
        raise PapError(
            f"--known: the repository held no plan {id} on {show_date(day)}",
            "leave out  --known,  or choose a later day with  --since",
        )
    return replace(then, plans=plans), held.known_on


def _held(context: Context, day: date) -> Held:
    held = context.hold(context.workspace.root, day.isoformat(), "--known")
    if held is None:
        raise RuntimeError("a day names a commit")
    return held


def _is_item(context: Context, word: str) -> bool:
    """Return True if a word that does not look like a day or say that it is a revision names an item."""
    if word.startswith(REVISION):
        return False
    try:
        listed(context, [word])
    except PapError:
        return False
    return True


def _days(context: Context, first: date, second: date, *, known: bool) -> Points:
    from pap_cli.model.dates import show_date

    if first >= second:
        raise PapError(f"{show_date(first)} is not before {show_date(second)}", "give the earlier day first")
    if known:
        return known_at(context, first), known_at(context, second), ""
    return context.assess(first), context.assess(second), ""


def _at_revision(context: Context, text: str) -> Assessment:
    """Return the assessment of a revision as of the as-of date, under the settings of now: only facts differ.

    The message about what is neither a revision nor an item says that it may be any of them.
    """
    from pap_cli.load.workspace.repository import UnknownRevisionError

    try:
        held = context.hold(context.workspace.root, text, "pap diff")
    except UnknownRevisionError as unknown:
        if text.startswith(REVISION):
            raise
        try:
            listed(context, [text])
        except PapError as error:
            near = next((one.help for one in (error, unknown) if one.help.startswith("did you mean")), "")
            help = near or f"a day is written 2016-10-14; {unknown.help}; {error.help}"
            raise PapError(f"“{text}” is not a day, a revision or an ID", help) from None
        raise
    if held is None:
        raise RuntimeError("a revision names a commit")
    return context.at(held.base).under(context).assess(context.as_of)
