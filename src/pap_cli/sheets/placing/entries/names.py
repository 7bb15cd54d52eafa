"""IDs for what has none yet: from the reference in the tracker, from a title, or by counting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from pap_cli.edit.text.scalars import as_yaml
from pap_cli.load.workspace.lookalikes import skeleton
from pap_cli.sheets.placing.entries.texts import one_line

_MAX_ID, _MAX_SLUG = 80, 40
_NOT_IN_ID = re.compile(r"[^\w.:/\-]+")
_EDGE = re.compile(r"^[\W_]+|[.:/\-]+$")
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "to", "a", "an", "in"])


def id_from(ref: str | None) -> str:
    """Return the ID that a reference can be; empty if none of its characters can be in one."""
    text = unicodedata.normalize("NFKC", one_line(ref or ""))
    return _EDGE.sub("", _NOT_IN_ID.sub("-", text))[:_MAX_ID].rstrip(".:/-")


def slug(title: str, most: int = _MAX_SLUG) -> str:
    """Return the words of a title as an ID: head-of-service; empty if it has no letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _SMALL_WORDS]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:most]
        if len(longer) > most:
            break
        made = longer
    return made


class Taken:
    """The IDs that are taken, with those that look like them."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._skeletons = {skeleton(id) for id in ids}
        # The number after the last one with a prefix.
        self._next: dict[str, int] = {}

    def has(self, id: str) -> bool:
        """Return True if an ID, or one that looks like it, is taken."""
        return skeleton(id) in self._skeletons

    def claim(self, wanted: str) -> str:
        """Return an ID that is free, the wanted one or one with a number behind it, and take it."""
        id, number = wanted, 1
        while skeleton(id) in self._skeletons:
            number += 1
            end = f"-{number}"
            id = wanted[: _MAX_ID - len(end)] + end
        self._skeletons.add(skeleton(id))
        return id

    def count(self, prefix: str) -> str:
        """Return the next free ID of some with a prefix and a number, and take it."""
        number = self._next.get(prefix, 1)
        while skeleton(f"{prefix}{number}") in self._skeletons:
            number += 1
        self._next[prefix] = number + 1
        self._skeletons.add(skeleton(f"{prefix}{number}"))
        return f"{prefix}{number}"


class Titles:
    """The IDs of owners or themes by their titles: known ones, and new ones for titles that are new."""

    def __init__(self, known: Mapping[str, Iterable[str]], prefix: str) -> None:
        """KNOWN are the names of each ID."""
        self._ids = {_key(name): id for id, names in known.items() for name in (id, *names)}
        self._taken = Taken(known)
        self._prefix = prefix
        # The new ones, by their IDs.
        self.new: dict[str, str] = {}

    def id_of(self, title: str) -> str:
        """Return the ID of a title."""
        line = one_line(title)
        key = _key(line)
        if key not in self._ids:
            wanted = slug(line)
            if wanted and as_yaml(wanted) != wanted:  # a number, a date or `null`, which needs quotation marks
                wanted = f"{self._prefix}-{wanted}"
            id = self._taken.claim(wanted) if wanted else self._taken.count(self._prefix)
            self._ids[key] = id
            self.new[id] = line
        return self._ids[key]


def _key(title: str) -> str:
    return one_line(title).casefold()
