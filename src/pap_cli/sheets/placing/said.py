"""What a tracker said at its last import of what a person may correct in the plan: titles, owners, leads and themes.

It is kept beside the mapping.  A newer tracker then changes what it changed itself, and leaves alone what was corrected
in the plan since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from pap_cli.sheets.placing.entries.texts import one_line
from pap_cli.sheets.placing.entries.wanted import Wanted

# A file of that is longer is not read.
MAX_BYTES = 10_000_000
PEOPLE = ("owner", "lead", "theme")


class Said(Struct, frozen=True, omit_defaults=True):
    """The words of one row, and the IDs that its owners, its lead and its theme have become, by key."""

    title: str = ""
    owner: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = {}

    def words(self, key: str) -> tuple[str, ...]:
        """Return the words for the owner, the lead or the theme."""
        found: tuple[str, ...] = getattr(self, key)
        return found

    def with_old(self, keys: Iterable[str], old: Said) -> Said:
        """Return the same with what was said before of some keys."""
        kept = {key: getattr(old, key) for key in keys}
        ids = {key: old.ids[key] for key in keys if key in old.ids}
        return msgspec.structs.replace(self, **kept, ids={**self.ids, **ids}) if kept else self


def said_of(row: Wanted) -> Said:
    """Return what a row says."""
    item = row.item
    ids = {key: ids_of(row, key) for key in PEOPLE if row.fields.get(key)}
    return Said(
        title=row.title,
        owner=tuple(map(one_line, item.owners)),
        lead=_text(item.lead),
        theme=_text(item.theme),
        ids=ids,
    )


def ids_of(row: Wanted, key: str) -> tuple[str, ...]:
    """Return the IDs of the owners, the lead or the theme of a row."""
    value = row.fields.get(key)
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Sequence) else ()


def _text(text: str | None) -> tuple[str, ...]:
    return (one_line(text),) if text else ()


def read_said(data: bytes) -> dict[str, Said]:
    """Return what was said of each item by its ID; nothing if the file is not as `pap` wrote it."""
    try:
        return msgspec.json.decode(data, type=dict[str, Said])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def written(said: Mapping[str, Said]) -> bytes:
    """Return the file, a line for each item."""
    lines = [f"  {_json(id)}: {_json(one)}" for id, one in said.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def _json(value: object) -> str:
    # the ID of an item in a file is a kind of text of its own
    return msgspec.json.encode(value, enc_hook=str, order="deterministic").decode("utf-8")
