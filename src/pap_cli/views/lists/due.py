"""The lists of what is due next, and of what is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.due import DueItem, coming, late
from pap_cli.columns.due import fields_of
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.selection import NO_THEME_WORD, Selection
from pap_cli.model.dates import show_date
from pap_cli.wording.due import kinds_of
from pap_cli.wording.key import key_notes


def next_up(
    now: Assessment, selection: Selection, by: date, arrangement: Arrangement = AS_IT_COMES, notes: tuple[str, ...] = ()
) -> Listing[DueItem]:
    """Return what is due from the as-of date to a day, the nearest first; `notes` come below the list."""
    everything = coming(now)
    chosen, out = _chosen([item for item in everything if item.due.day <= by], selection)
    more: list[str] = []
    if not chosen and (after := next(iter(_chosen(everything, selection)[0]), None)):
        more.append(f"The next is {after.id}, due {after.due}: {after.title}.")
    overdue, _ = _chosen(late(now), selection)
    if overdue:
        is_are = "item is" if len(overdue) == 1 else "items are"
        more.append(f"{len(overdue):,} {is_are} overdue: run  pap overdue{_options(selection)}")
    due = f"due by {show_date(by)},"
    return Listing(
        kind="next",
        noun=f"item {due}",
        plural=f"items {due}",
        as_of=now.as_of,
        fields=fields_of(late=False, several=len(now.plans) > 1),
        items=tuple(chosen),
        arrangement=arrangement,
        counted=_counts,
        notes=(*more, *_left_out(out), *notes, *(key_notes(now) if chosen else ())),
        also={"by": by.isoformat()},
    ).arranged()


def overdue(
    now: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES, notes: tuple[str, ...] = ()
) -> Listing[DueItem]:
    """Return what is late, the longest late first; `notes` come below the list."""
    chosen, out = _chosen(late(now), selection)
    return Listing(
        kind="overdue",
        noun="item overdue",
        plural="items overdue",
        as_of=now.as_of,
        fields=fields_of(late=True, several=len(now.plans) > 1),
        items=tuple(chosen),
        arrangement=arrangement,
        counted=_counts,
        notes=(*_left_out(out), *notes, *(key_notes(now) if chosen else ())),
    ).arranged()


def _chosen(items: Iterable[DueItem], selection: Selection) -> tuple[list[DueItem], list[DueItem]]:
    """Return the selected items, and those left out only because nobody in the plan is named for them."""
    chosen: list[DueItem] = []
    out: list[DueItem] = []
    for item in items:
        if not (
            selection.takes_id(item.id, *item.above)
            and (not selection.body or not selection.body.isdisjoint(item.bodies))
            and selection.takes_themes(item.plan, item.themes)
            and selection.finds(item.id, item.title)
        ):
            continue
        if selection.takes_people(item.owners, item.leads):
            chosen.append(item)
        elif not item.owned:
            out.append(item)
    return chosen, out


def _counts(items: Sequence[DueItem]) -> str:
    """Return how many items of each kind there are; empty if all are of one."""
    kinds = kinds_of(items)
    return ", ".join(kinds) if len(kinds) > 1 else ""


def _left_out(items: Sequence[DueItem]) -> tuple[str, ...]:
    if not items:
        return ()
    words = " and ".join(kinds_of(items))
    have = "has" if len(items) == 1 else "have"
    return (f"Not listed: {words}, which {have} a body but no owner.",)


def _options(selection: Selection) -> str:
    """Return the options that select the same owners, bodies and themes in another list."""
    themes = {id or NO_THEME_WORD for _, id in selection.theme}
    named = {"owner": selection.owner, "body": selection.body, "theme": themes}
    return "".join(f" --{name} {','.join(sorted(ids))}" for name, ids in named.items() if ids)
