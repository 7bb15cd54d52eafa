"""The words for what one version of an entry says otherwise than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from pap_cli.assess.lives.edits import Edit, Step
from pap_cli.model.dates import Due, show_date
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.goal import Against, Change, Limit, Range, written
from pap_cli.model.items import Extension
from pap_cli.model.kpi import Observation, Revision
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import Unit, number, with_unit

NO_UNIT = Unit("number")
# What a key is called, where the file's word is not the best one; the words for one entry of a list.
_CALLED = {
    "due": "first due date",
    "completed": "delivered",
    "evidenced": "evidence accepted",
    "evidence_due": "evidence due",
    "extensions": "extension",
    "observations": "figure",
    "revisions": "revision",
    "notes": "note",
    "judgements": "judgement",
    "trajectory": "target on the way",
    "held": "meeting",
    "changes": "score",
    "ignore": "suppression",
    "events": "event",
    "breaks": "break",
    "benchmarks": "benchmark",
    "values": "figure",
}
_FIGURES = (Observation, Revision)


def edit_words(edit: Edit, unit: str = NO_UNIT) -> str:
    """Return what changed: `first due date changed from 30 Sep 2016 to 16 Dec 2016`."""
    what, last = _called(edit), edit.path[-1]
    before, after = (words_of(value, unit, of=last) for value in (edit.before, edit.after))
    if not before and isinstance(edit.after, Revision):
        return f"{_called(edit).removesuffix(' revision')} revised to {after}"
    if not before:
        return f"{what}{'' if isinstance(edit.after, bool | Observation | Extension) else ':'} {after}".strip()
    if not after:
        return f"{what} taken out: {before}"
    return f"{what} changed from {before} to {after}"


def _called(edit: Edit) -> str:
    """Return what an edit is about: `started`, `extension to 31 Jan 2017`, `figure for May 2016`."""
    parts: list[str] = []
    for step in edit.path:
        if isinstance(step, str):
            word = _CALLED.get(step, step.replace("_", " "))
            if step in ("to", "value", "text", "where") and len(edit.path) > 1:
                continue  # the entry that it is in is called by it
            parts.append(word)
        else:
            name = _name(step)
            parts.append(name)
    if isinstance(edit.after or edit.before, Observation):
        parts.append(_name(edit.after or edit.before))
    return " ".join(part for part in parts if part)


def _name(entry: object) -> str:
    """Return what tells an entry of a list from the others."""
    if isinstance(entry, Observation):
        return f"for {entry.period}"
    for name in ("id", "name", "kpi"):
        value = getattr(entry, name, None)
        if isinstance(value, str):
            return value
    day = getattr(entry, "on", None) or getattr(entry, "by", None)
    if isinstance(entry, Extension | Revision) or not isinstance(day, date | Due):
        return ""
    return f"of {words_of(day)}"


def words_of(value: object, unit: str = NO_UNIT, *, of: Step = "") -> str:
    """Return a value as people read it; empty for none."""
    match value:
        case None | () | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case Missing():
            return value.meaning
        case Enum():
            return str(value.value)
        case int() | float():
            return with_unit(value, unit) if of in ("value", "target", "floor", "tolerance") else number(value)
        case str():
            return f"“{value}”" if " " in value else value
        case date():
            return show_date(value)
        case Limit() | Change() | Against() | Range():
            return written(value, unit)
        case tuple():
            return ", ".join(words_of(one, unit, of=of) for one in value)
        case Entry():
            return _entry(value, unit)
        case _:
            return str(value)


def _entry(entry: Entry, unit: str) -> str:
    """Return an entry: its main value, then the others in brackets."""
    main = getattr(type(entry), "SHORTHAND", "to" if isinstance(entry, Extension) else "")
    whole, others = "", []
    for key, value in _written(entry):
        words = words_of(value, unit, of=key)
        if key == main:
            whole = words
        elif words and not (isinstance(entry, Observation) and key == "period"):
            others.append(f"{key.replace('_', ' ')} {words}")
    if isinstance(entry, Extension):
        whole = f"to {whole}"
    if whole and others:
        return f"{whole} ({', '.join(others)})"
    return whole or ", ".join(others)


def _written(entry: Entry) -> Iterator[tuple[str, object]]:
    """Yield the keys of an entry that are in the file, with their values; not those that are private."""
    for field in written_fields(type(entry)):
        value = getattr(entry, field.name)
        if not field.about.private and (field.required or value != field.default):
            yield field.about.key or field.name, value


def plain(value: object) -> object:
    """Return a value for programs: dates as ISO 8601, an entry by its keys."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case Entry():
            return {key: plain(one) for key, one in _written(value)}
        case _:
            return str(getattr(value, "written", value))
