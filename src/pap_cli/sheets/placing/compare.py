"""One row of a newer tracker beside its item in the plan: the facts that are new, and what contradicts the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from pap_cli.edit.items.item import Item, Sort
from pap_cli.edit.text.changes import AddEntry, EntryChange, SetKey, Value
from pap_cli.edit.text.scalars import Word
from pap_cli.model.dates import Due, show_date
from pap_cli.model.facts import Fact
from pap_cli.model.periods import parse_due
from pap_cli.sheets.placing.entries.ids import REF
from pap_cli.sheets.placing.entries.texts import one_line
from pap_cli.sheets.placing.entries.wanted import Wanted
from pap_cli.sheets.placing.said import Said, ids_of, said_of
from pap_cli.sheets.understood import Told

_LONGEST = 80
_NOT_DONE = ("started", "open", "not started", "on hold")
_HAPPENED = {"started": "started", "completed": "delivered", "evidenced": "evidence accepted"}


class Compared(Struct):
    """What is new of an item, in words too, and what is to be told."""

    item: Item
    row: Wanted
    on: date
    changes: list[EntryChange]
    did: list[str]
    told: list[Told]
    # What the tracker said of it at its last import; None if that is not known.
    before: Said | None = None
    # The keys that both the tracker and the plan have changed since.
    contested: list[str] = []

    def set(self, key: str, value: Value, did: str) -> None:
        """Give a key a value."""
        self.changes.append(SetKey((), key, value, self.item.order))
        self.did.append(did)

    def add(self, key: str, values: Sequence[Value], did: str, *, single: bool = False) -> None:
        """Add entries to a list."""
        self.changes.append(AddEntry((), key, values[0], self.item.order, single, tuple(values[1:])))
        self.did.append(did)

    def contest(self, key: str, what: str) -> None:
        """Leave a key as it is that both the tracker and the plan have changed."""
        self.contested.append(key)
        self.tell("status", f"{what}: both were changed since the last import, and the plan's stays")

    def tell(self, kind: str, why: str, cell: str | None = None) -> None:
        """Tell what was not simply taken."""
        of = self.row.item
        self.told.append(Told(kind=kind, why=f"{self.item.id}: {why}", sheet=of.sheet, row=of.row, cell=cell))


def compare(row: Wanted, item: Item, on: date, before: Said | None = None) -> Compared:
    """Return what a row changes in its item.

    Args:
        row: the row of the newer tracker.
        item: the item as it is in the plan.
        on: the day of the file.
        before: what the tracker said of the item at its last import.
    """
    found = Compared(item, row, on, [], [], [], before, [])
    _title(found)
    if item.sort is not Sort.RECOMMENDATION:
        _due(found)
        _happened(found)
        _forecast(found)
        _evidence(found)
    _people(found)
    _judged(found)
    _notes(found)
    return found


def _title(found: Compared) -> None:
    """Take a title that the tracker has changed; one that was corrected in the plan stays."""
    old, new, before = one_line(found.item.title), found.row.title, found.before
    if new == old or (before is not None and before.title == new):
        return
    if before is not None and before.title != old:
        found.contest("title", f"the title is “{_cut(new)}” in the tracker and “{_cut(old)}” in the plan")
    else:
        found.set("title", new, f"title “{_cut(new)}” instead of “{_cut(old)}”")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _due(found: Compared) -> None:
    entry, fields = found.item.entry, found.row.fields
    first = fields.get("due")
    dates = [first] if isinstance(first, str) and first != "unknown" else []
    extensions = fields.get("extensions")
    dates += [one["to"] for one in extensions or () if isinstance(one, Mapping)]
    if not entry.due.dated and not entry.extensions and dates:
        found.set("due", Word(dates[0]), f"due {parse_due(dates[0])}, which was not known")
        known, dates = [parse_due(dates[0])], dates[1:]
    else:
        known = [entry.due] if entry.due.dated else []
        known += [one.to for one in entry.extensions if one.approved is not None]
    if entry.due.dated and not dates:
        was = found.row.item.due
        found.tell("date", f"the tracker has no due date any more; it stays {known[-1]}", was.cell if was else None)
    _moved(found, known, [parse_due(one) for one in dates])


def _moved(found: Compared, known: list[Due], dates: Sequence[Due]) -> None:
    """Add an extension for each later date that is new."""
    added: list[Value] = []
    for to in dates:
        if any(to.day == one.day for one in known):
            continue
        if known and to.day < known[-1].day:
            found.tell(
                "date", f"due {to} in the tracker, earlier than {known[-1]}: a date is never moved forward", to.written
            )
            continue
        why = f"due moved from {known[-1]} to {to}" if known else f"due {to}"
        why += f": an extension, known since {show_date(found.on)}; write who approved it, and when"
        found.tell("date", why, to.written)
        added.append({"to": Word(to.written), "approved": {"known": Word(found.on.isoformat())}})
        known.append(to)
    if added:
        found.add("extensions", added, f"due {known[-1]}")
    elif dates and known and dates[-1].day != known[-1].day and any(dates[-1].day == one.day for one in known[:-1]):
        found.tell("date", f"due {dates[-1]} in the tracker; the plan has {known[-1]} since", dates[-1].written)


def _happened(found: Compared) -> None:
    for key, did in _HAPPENED.items():
        value: Value | None = found.row.fields.get(key)
        old: Fact | None = getattr(found.item.entry, key)
        happened = old is not None and not old.open
        if value is None:
            if happened and key == "completed" and found.row.item.state in _NOT_DONE:
                cell = found.row.item.status_cell
                found.tell("status", f"{cell or found.row.item.state} in the tracker; {did} {old} in the plan", cell)
            continue
        if isinstance(value, str):
            when = parse_due(value)
            if happened and old is not None and old.day is not None:
                if old.day != when.day:
                    found.tell("date", f"{did} {when} in the tracker, {old} in the plan; it stays", value)
                continue
            found.set(key, value, f"{did} {when}")
        elif not happened:
            found.set(key, value, f"{did} by {show_date(found.on)}")


def _forecast(found: Compared) -> None:
    value = found.row.fields.get("forecast")
    old = found.item.entry.forecast
    if isinstance(value, Mapping) and not (old and old[-1].to.day == parse_due(value["to"]).day):
        found.add("forecast", [value], f"expected {parse_due(value['to'])}", single=not old)
    due: Value | None = found.row.fields.get("evidence_due")
    before = found.item.entry.evidence_due
    if isinstance(due, str) and (before is None or before.day != parse_due(due).day):
        found.set("evidence_due", due, f"evidence due {parse_due(due)}")


def _evidence(found: Compared) -> None:
    entry = found.item.entry
    text = found.row.fields.get("evidence")
    known = {one_line(each) for one in entry.evidence for each in (one.where, one.what) if each}
    if isinstance(text, str) and one_line(text) not in known:
        found.add("evidence", [text], "evidence added", single=not entry.evidence)
    text = found.row.fields.get("success")
    if isinstance(text, str) and one_line(text) not in {one_line(each) for each in entry.success}:
        found.add("success", [text], "success measure added", single=not entry.success)


def _people(found: Compared) -> None:
    entry, fields = found.item.entry, found.row.fields
    for key, old in (("owner", entry.owners), ("lead", entry.leads), ("theme", getattr(entry, "themes", ()))):
        value: Value | None = fields.get(key)
        ids = ids_of(found.row, key)
        before = found.before
        if before is not None and before.words(key) == said_of(found.row).words(key):
            continue  # the tracker says what it said: what is in the plan was corrected there
        if before is not None and ids and ids != tuple(old) != before.ids.get(key, ()):
            what = f"the {key} is {', '.join(ids)} in the tracker and {', '.join(old) or 'nobody'} in the plan"
            found.contest(key, what)
        elif ids and ids != tuple(old):
            found.set(key, value or "", f"{key} {', '.join(ids)}" + (f" instead of {', '.join(old)}" if old else ""))
        elif old and not ids and key != "theme":
            kind = "owner" if key == "owner" else "status"
            found.tell(kind, f"the tracker has no {key} any more; {', '.join(old)} stays")


def _judged(found: Compared) -> None:
    """Add a judgement unless the newest of its kind says the same."""
    rows = found.row.fields.get("judgements")
    added = [one for one in rows or () if isinstance(one, Mapping) and not _is_known(found.item, one)]
    if added:
        found.add("judgements", added, f"judged {'; '.join(map(_words_of, added))}")


def _words_of(row: Mapping[str, str]) -> str:
    share = f"{row['percent'].removesuffix('%')}%" if "percent" in row else ""
    return ", ".join(filter(None, (row.get("status"), share)))


def _is_known(item: Item, row: Mapping[str, str]) -> bool:
    """Return True if the newest judgement of an axis, or one of the same day, says what a row says."""
    same = [one for one in item.entry.judgements if one.axis == row.get("axis")]
    newest = max(same, key=lambda one: one.day, default=None)
    percent = float(row["percent"].removesuffix("%")) if "percent" in row else None
    return any(
        one.status == row.get("status") and one.percent == percent
        for one in same
        if one is newest or (one.on is not None and one.on.written == row["on"])
    )


def _notes(found: Compared) -> None:
    """Add the notes that are new; one without a day was first seen on the day of the file."""
    rows = found.row.fields.get("notes")
    known = {one_line(one.text) for one in found.item.entry.notes}
    added: list[Value] = []
    for one in rows or ():
        text = one["text"] if isinstance(one, Mapping) else one
        if one_line(text) not in known and not text.startswith(REF):
            known.add(one_line(text))
            on = one.get("on") if isinstance(one, Mapping) else None
            added.append({"on": Word(on or found.on.isoformat()), "text": text})
    if added:
        found.add("notes", added, "note added" if len(added) == 1 else f"{len(added)} notes added")
