"""A change as it is drawn at random, with what it should do, worked out apart from `edit`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.items.item import Item, Sort

TEXTS = (
    *(
        "Board paper 7",
        "a",
        "Agreed: with a colon",
        "with # a hash",
        "ends with:",
        "- a dash",
        "yes",
        "No",
        "null",
        "~",
    ),
    *("12", "1.0", "0x1F", "1:30", "2016-10-14", "2016-10-14 10:00", "it's", '"quoted"', "'single'", "{a: b}", "[a]"),
    *("a, b", "}", "]", "&anchor", "*alias", "!tag", "%x", "@x", "`x`", "|", ">", "? x", "?", ":", "-", "=", "<<"),
    *("two\nlines", "a\ttab", "carriage\rreturn", "é ŵ 下書き 👧🏽", "\u2028", "a\x85b", "\ufeffx", "\xa0x\xa0", "…"),
    *(
        "x" * 200,
        "words " * 60,
        "\\n",
        "back\\slash",
        "a\x07bell",
        "--- x",
        "...",
        "#",
        "a #b",
        "a: b: c",
        ",",
        "Ελλάδα",
    ),
)


class Case(Struct, kw_only=True):
    """A change: what makes it, the keys that it sets in its item, and what the item contains afterwards."""

    name: str
    item: Item
    make: Callable[[], tuple[list[Edit], list[ChangedFile]]]
    # What the change does to the entry of the item, or for structure to the whole of the files, as plain containers.
    expect: Callable[[dict[str, Any]], None]
    keys: frozenset[str]
    whole: bool = False


def entry_of(content: Any, item: Item) -> dict[str, Any]:
    """Return the entry of an item in what a file contains."""
    if item.sort is Sort.PLAN:
        return content["plan"]  # type: ignore[no-any-return]
    section = {Sort.RECOMMENDATION: "recommendations", Sort.ACTION: "actions", Sort.REVIEW: "reviews"}
    section |= {Sort.CONCERN: "concerns", Sort.RISK: "risks", Sort.KPI: "kpis"}
    if item.sort is Sort.MILESTONE:
        parents = [*(content.get("actions") or ()), *(content.get("recommendations") or ())]
        entries = [one for parent in parents for one in parent.get("milestones") or ()]
    else:
        entries = content[section[item.sort]]
    return next(one for one in entries if one["id"] == item.id)
