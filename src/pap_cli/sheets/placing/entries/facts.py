"""The dated facts, judgements and notes of one item of a tracker, as they are written in a plan.

Nothing is invented: what happened on a day that the tracker does not say is known since the day of the file.
"""

from __future__ import annotations

from msgspec import Struct

from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.scalars import Word
from pap_cli.sheets.placing.entries.texts import day_of, due_of, one_line, says_more, visible
from pap_cli.sheets.understood import Item, ReadDate

# The keys of what falls due; a recommendation has none of them.
DATED = ("due", "extensions", "forecast", "started", "completed", "evidence_due", "evidenced", "evidence", "success")
_DONE = ("done", "evidenced")
_BEGUN = ("started", *_DONE)
# A longer status is a note and no word to compare.
_MAX_STATUS = 80
_DECIMALS = 4
_COLOURS = ("red", "amber", "green", "blue", "grey")
# The axis of a status beside a rating.
STATUS_AXIS = "status"


class Facts(Struct):
    """The keys of an item, and its notes: a text, or an entry with its day."""

    keys: dict[str, Value]
    notes: list[Value]

    def say(self, what: str, text: str) -> None:
        """Add a note of what has no key of its own."""
        self.notes.append(f"{what}: {visible(text)}")

    def say_dates(self, one: Item) -> None:
        """Add notes of the dates of a recommendation, whose actions have their own."""
        for what, read in _dates(one):
            if what != "Start" and not says_more(read):
                self.say(what, read.cell)
        for what, text in (("Evidence", one.evidence), ("Success", one.success)):
            if text and visible(text):
                self.say(what, text)


def facts_of(one: Item, day: str) -> Facts:
    """Return what a tracker says of an item; DAY is that of the file, as it is written in a plan."""
    facts = Facts({}, [])
    _due(facts, one, day)
    _happened(facts, one, day)
    for key, read in (("evidence_due", one.evidence_due), ("forecast", one.forecast)):
        written = due_of(read)
        if written is not None:
            facts.keys[key] = Word(written) if key == "evidence_due" else {"to": Word(written), "on": Word(day)}
    for key, text in (("evidence", one.evidence), ("success", one.success)):
        if text and visible(text):
            facts.keys[key] = visible(text)
    _judged(facts, one, day)
    for note in one.notes:
        text = visible(note.text)
        on = note.on if note.on is not None and day_of(note.on) is not None else None
        if text:
            facts.notes.append({"on": Word(on), "text": text} if on is not None else text)
    for what, said in (("Cost", one.cost), ("Risk", one.risk)):
        if said and visible(said):
            facts.say(what, said)
    return facts


def _dates(one: Item) -> list[tuple[str, ReadDate]]:
    named = [("Start", one.start), ("Due", one.due), *(("Revised due", read) for read in one.revised_due)]
    named += [("Forecast", one.forecast), ("Completed", one.completed)]
    named += [("Evidence due", one.evidence_due), ("Evidenced", one.evidenced)]
    return [(what, read) for what, read in named if read is not None and read.cell.strip()]


def _due(facts: Facts, one: Item, day: str) -> None:
    """Write the first due date and later ones; what a date does not keep of its cell is a note."""
    for what, read in _dates(one):
        if what != "Start" and says_more(read):
            facts.say(what, read.cell)
    due = due_of(one.due)
    if due is not None:
        facts.keys["due"] = Word(due)
    extensions: list[Value] = []
    last = day_of(due) if due is not None else None
    for read in one.revised_due:
        to = due_of(read)
        moved = day_of(to) if to is not None else None
        if to is None or moved is None:
            continue  # said above
        if due is None and not extensions:
            facts.keys["due"] = Word("unknown")
        elif last is not None and moved <= last:
            if moved < last and not says_more(read):
                facts.say("Revised due", read.cell)
            continue
        last = moved
        extensions.append({"to": Word(to), "approved": {"known": Word(day)}})
    if extensions:
        facts.keys["extensions"] = extensions


def _happened(facts: Facts, one: Item, day: str) -> None:
    start = due_of(one.start)
    begins = day_of(start) if start is not None else None
    begun = one.state in _BEGUN
    if start is not None and begins is not None and begun and begins <= (day_of(day) or begins):
        facts.keys["started"] = Word(start)
        if one.start is not None and says_more(one.start):
            facts.say("Start", one.start.cell)
    elif one.start is not None and one.start.cell.strip():  # as planned: that work began is not said
        facts.say("Start", one.start.cell)
    if begun and one.state not in _DONE and "started" not in facts.keys:
        facts.keys["started"] = {"known": Word(day)}
    for key, read, states in (("completed", one.completed, _DONE), ("evidenced", one.evidenced, ("evidenced",))):
        written = due_of(read)
        if written is not None:
            facts.keys[key] = Word(written)
        elif one.state in states:
            facts.keys[key] = {"known": Word(day)}


def _judged(facts: Facts, one: Item, day: str) -> None:
    """Write what people judged: a colour, a percentage, a status in the tracker's own words."""
    judgements: list[Value] = []
    percent = one.percent_complete
    share = None
    if percent is not None and 0 <= percent <= 100:
        rounded = round(percent, _DECIMALS)
        share = Word(f"{rounded:.{_DECIMALS}f}".rstrip("0").rstrip(".") + ("%" if 0 < rounded < 1 else ""))
    if percent is not None and share is None:
        facts.say("Percent complete", f"{percent:g}")
    status = one_line(one.status_cell or "")
    if len(status) > _MAX_STATUS:
        facts.say("Status", one.status_cell or "")
        status = ""
    rag = (one.rag or "").casefold()
    if rag in _COLOURS:
        cell = one_line(one.rag_cell or "")
        note = f"the cell has {cell}" if cell and cell.casefold() not in (rag, rag[0]) else ""
        note = "the colour of the cell" if one.rag_by == "fill" and not note else note
        judgements.append(_entry(on=Word(day), status=Word(rag), percent=share, note=note))
        if status and status.casefold() != rag:
            judgements.append(_entry(on=Word(day), status=status, axis=Word(STATUS_AXIS)))
    else:
        if one.rag_cell and one_line(one.rag_cell):
            facts.say("Rating", one.rag_cell)
        if status or share:
            judgements.append(_entry(on=Word(day), status=status, percent=share))
    if judgements:
        facts.keys["judgements"] = judgements


def _entry(**fields: str | None) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value}
