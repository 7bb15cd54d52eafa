"""What somebody decided about an item: to cancel it, to rate it otherwise, to accept a finding."""

from __future__ import annotations

from datetime import date

from pap_cli.checks.catalogue import all_rules
from pap_cli.diagnostics import nearest
from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, show_day
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating


def cancel(item: Item, on: str, *, by: str, reason: str, force: bool = False) -> Edit:
    """Record that an item was taken out of the plan."""
    old = item.entry.cancelled
    if old is not None and not force:
        raise PapError(
            f"{item.id} was cancelled on {show_date(old.on)} already, at {old.place.path}:{old.place.line}",
            f"to correct that, open the file there:  pap edit {item.id}",
        )
    writing = Writing.of(item)
    writing.set("cancelled", entry(on=Word(on), by=by, reason=reason))
    return writing.edit(f"cancelled {show_day(on)}", "cancelled", on=on)


def rating_named(plan: Plan | None, text: str) -> Rating:
    """Return the rating that is called TEXT, by its colour or by its name in the plan's key.

    Raises:
        PapError: if none is.
    """
    found = plan.header.key.rating_of(text) if plan is not None else None
    word = text.strip().casefold()
    found = found or next((rating for rating in Rating if rating.value == word), None)
    if found is None:
        raise PapError(f"“{text}” is no rating", f"write one of {', '.join(Rating)}")
    return found


def override(item: Item, rating: Rating, on: str, *, by: str, reason: str, until: str, force: bool = False) -> Edit:
    """Set the rating of an item for a time."""
    old = item.entry.override
    if old is not None and old.until >= date.fromisoformat(on) and not force:
        raise PapError(
            f"{item.id} is rated {old.rating.value} by {old.by} until {show_date(old.until)} already",
            "--force replaces it",
        )
    writing = Writing.of(item)
    writing.set("override", entry(rating=Word(rating.value), on=Word(on), by=by, reason=reason, until=Word(until)))
    return writing.edit(f"rated {rating.value} by {by} until {show_day(until)}", "override", on=on)


def suppress(item: Item, rule: str, *, reason: str, until: str) -> Edit:
    """Suppress a finding about an item for a time."""
    known = {name for one in all_rules() for name in (one.name, one.code)}
    if rule not in known:
        near = nearest(rule, known)
        raise PapError(f"no rule “{rule}”", f"did you mean {near}?" if near else "list them with  pap rules")
    writing = Writing.of(item)
    writing.add("ignore", entry(rule=Word(rule), reason=reason, until=Word(until)))
    return writing.edit(f"{rule} suppressed until {show_day(until)}", "ignore", rated=False)
