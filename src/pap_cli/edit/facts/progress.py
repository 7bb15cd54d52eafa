"""What happened to a milestone: work began, it was delivered, its evidence was accepted."""

from __future__ import annotations

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import NO_REMARK, Remark, Writing, entry, read
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.facts import Fact, parse_when


def start(item: Item, on: str, remark: Remark = NO_REMARK, *, force: bool = False) -> Edit:
    """Record that work began."""
    return _happened(item, "started", "started", on, remark, force=force)


def done(item: Item, on: str, remark: Remark = NO_REMARK, *, force: bool = False) -> Edit:
    """Record that a milestone was delivered."""
    return _happened(item, "completed", "delivered", on, remark, force=force)


def evidence(item: Item, on: str, remark: Remark = NO_REMARK, *, force: bool = False) -> Edit:
    """Record that evidence was accepted, by a body or an owner if one is named."""
    value: Value = Word(on)
    if remark.by:
        value = entry(on=Word(on), approved=Word(on), by=remark.by)
    return _happened(item, "evidenced", "evidence accepted", on, remark, value, force=force)


def _happened(
    item: Item, key: str, did: str, on: str, remark: Remark, value: Value | None = None, *, force: bool
) -> Edit:
    """Record a fact that has one day, unless another one is there."""
    shown = str(read(parse_when, on, "--on"))
    old: Fact | None = getattr(item.entry, key)
    writing = Writing.of(item)
    if old is not None and old.on is not None and old.on.day is not None:
        if old.on.written != on and not force:
            raise PapError(
                f"{item.id}: {did} {old} already, at {item.place.path}:{item.place.span(key).line}",
                f"--force writes {shown} in its place; pap edit {item.id} opens the file there",
            )
        if old.on.written == on:
            did = f"was {did} {shown} already"
            writing.remark(remark, on)
            return writing.edit(did, key if not writing.changes else "notes" if remark.note else "evidence")
    writing.set(key, Word(on) if value is None else value)
    writing.remark(remark, on)
    return writing.edit(f"{did} {shown}", key, on=on)
