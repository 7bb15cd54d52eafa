"""What people filled in, in a row of an exported workbook, as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.answers import evidence_of_day
from pap_cli.edit.facts.due_dates import forecast
from pap_cli.edit.facts.figures import Told, figure, figure_of, known_figure, revision
from pap_cli.edit.facts.progress import done, evidence, start
from pap_cli.edit.facts.remarks import judge, note
from pap_cli.edit.facts.writing import Writing
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.periods import parse_due
from pap_cli.sheets.taken.change import Change, Step, Where
from pap_cli.sheets.workbook.back.own import Record
from pap_cli.sheets.workbook.values import texts_in

Texts = Mapping[str, str]
# The columns that are facts of a milestone, in the order in which they happen, and what each is called.
_FACTS = {
    "started": "started",
    "delivered": "delivered",
    "accepted": "evidence accepted",
    "due": "due date",
    "forecast": "forecast",
    "status": "status",
    "new_note": "note",
}
_DAYS = frozenset({"started", "delivered", "accepted", "due", "forecast"})


def facts_of(item: Item, taken: Texts, day: str, file: str) -> Iterator[tuple[Step, Edit]]:
    """Yield the facts that were filled in for an item."""
    entry = item.entry
    for name, what in _FACTS.items():
        text = taken.get(name, "")
        if not text or (name == "new_note" and any(one.text == text for one in entry.notes)):
            continue
        edit = _edit(name, item, text, day, file)
        yield Step(what, "", str(parse_due(text)) if name in _DAYS else text, written=text), edit
    for text in texts_in(taken.get("evidence", "")):
        if not any(text in (one.where, str(one)) for one in entry.evidence):
            yield Step("evidence", "", text), evidence_of_day(item, text, day)


def _edit(name: str, item: Item, text: str, day: str, file: str) -> Edit:
    """Return the edit that records one fact."""
    if name in _DAYS:
        text = parse_due(text).written
    match name:
        case "started":
            return start(item, text)
        case "delivered":
            return done(item, text)
        case "accepted":
            return evidence(item, text)
        case "forecast":
            return forecast(item, text, day)
        case "due":
            return _extended(item, text, day, file)
        case "status":
            return judge(item, day, status=text, percent=None, by=None, said=None)
        case _:
            return note(item, text, day, None)


def _extended(item: Item, text: str, day: str, file: str) -> Edit:
    """Record a due date that moved in the workbook: an extension of which nobody says when it was approved.

    Raises:
        PapError: if it is not later than the due date.
    """
    due = parse_due(text)
    last = next((one.to for one in reversed(item.entry.extensions) if one.approved is not None), item.entry.due)
    if due.day <= last.day:
        raise PapError(f"{item.id}: the due date {due} is not later than {last}", "change it in the file")
    writing = Writing.of(item)
    reason = f"Moved in the workbook {file}"
    writing.add("extensions", {"to": Word(due.written), "approved": {"known": Word(day)}, "reason": reason})
    return writing.edit(f"due {due} instead of {last}", "extensions", on=day)


def _told(record: Record, published: str | None) -> Told:
    return Told(
        period=record.get("period"),
        value=record.get("value") or None,
        numerator=record.get("numerator") or None,
        denominator=record.get("denominator") or None,
        published=published,
    )


def new_figure(record: Record, item: Item, where: Where) -> Change | None:
    """Return the change that a row with a new period makes."""
    if not (record.get("value") or record.get("numerator")):
        return None
    told = _told(record, record.get("published") or None)
    if (old := known_figure(item, figure_of(item, told, force=False))) is not None:
        # it is there, but was not known on the day of the workbook
        if str(old.value) in (told.value, f"{told.value}.0"):
            return None
        raise PapError(f"{item.id} has a figure for {old.period} already: {old.value}", "record a revision of it")
    step = Step(f"figure of {told.period}", "", told.value or f"{told.numerator} of {told.denominator}")
    if item.entry.csv is not None:
        return Change(where=where, item=item, steps=(step,), edits=(), figure=told)
    return Change(where=where, item=item, steps=(step,), edits=(figure(item, told),))


def revised_figure(record: Record, item: Item, where: Where, day: str) -> Change | None:
    """Return the change that another figure of a period makes: a revision, as the first one stays."""
    told = _told(record, day)
    old = known_figure(item, figure_of(item, told, force=False))
    if old is None:
        return new_figure(record, item, where)
    told = Told(
        period=old.period.written,
        value=told.value,
        numerator=told.numerator,
        denominator=told.denominator,
        published=day,
    )
    if any(one.published == date.fromisoformat(day) and str(one.value) == told.value for one in old.revisions):
        return None
    step = Step(f"figure of {old.period}", str(old.value), told.value or "", written=told.value or "")
    if old.place.path != item.place.path:
        return Change(where=where, item=item, steps=(step,), edits=(), figure=told)
    return Change(where=where, item=item, steps=(step,), edits=(revision(item, old, told),))
