"""YAML text as plain containers that remember where everything stood.

Scalars stay text until the model types them, so that `no` is never False and `010` never 8.  Two readers give the same
containers: `lines` reads plain files, which nearly all are, and `events` all others, whatever is in them.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TypeAlias

Value: TypeAlias = "str | MapNode | SeqNode | None"

MAX_DEPTH = 40
MAX_NODES = 3_000_000
MAX_ALIASED_NODES = 10_000
# The plain words for nothing.
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Quoted(str):
    """A scalar that was written between quotation marks, or as a block: text, whatever it looks like."""

    __slots__ = ()


# The offset of a key, and the first and last offset of its value; in a list, the first one twice.
At = tuple[int, int, int]


# How many keys a mapping has before it pays to know where all of them stand.
_MANY = 20


# How far a plain value stands from its key: a colon and a blank.
_COLON = 2


class MapNode(dict[str, "Value"]):
    """A mapping.

    `stood` tells of each key, in their order, where it and its value stand, or as much as is needed to tell it: of a
    value that is a container, where the key begins; of plain text, one blank after its colon, where that ends.
    """

    __slots__ = ("_places", "end", "start", "stood")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.stood: list[At | int] = []
        self._places: dict[str, At] | None = None

    def put(self, key: str, value: Value, at: At) -> None:
        """Add a key, unless it is there already."""
        if key in self:
            return
        self[key] = value
        self.stood.append(at)
        if self._places is not None:
            self._places[key] = at

    def at(self, key: str) -> At:
        """Where a key and its value stand."""
        if self._places is not None or len(self) > _MANY:
            return self.fields()[key]
        return _place(key, self[key], self.stood[list(self).index(key)])

    def fields(self) -> dict[str, At]:
        """Where everything in it stands."""
        if self._places is None:
            self._places = {
                key: _place(key, value, known) for (key, value), known in zip(self.items(), self.stood, strict=True)
            }
        return self._places

    def plain_values(self) -> tuple[list[str], list[int], list[int], list[int]] | None:
        """If every value is plain text: the values, where each key begins, where each value does, and where it ends."""
        texts = [text for text in self.values() if type(text) is str]
        ends = [end for end in self.stood if isinstance(end, int)]
        if not len(texts) == len(ends) == len(self):
            return None
        firsts = [end - len(text) for end, text in zip(ends, texts, strict=True)]
        return texts, [first - _COLON - len(key) for first, key in zip(firsts, self, strict=True)], firsts, ends


def _place(key: str, value: Value, known: At | int) -> At:
    if isinstance(known, tuple):
        return known
    if isinstance(value, MapNode | SeqNode):
        return known, value.start, value.end
    first = known - len(value or "")
    return first - _COLON - len(key), first, known


class SeqNode(list["Value"]):
    """A list.

    `stood` tells of each entry where it stands, or of a container where it begins; of words between brackets with a
    comma and a blank between them it tells nothing, and `places` counts.
    """

    __slots__ = ("_places", "end", "start", "stood")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.stood: list[At | int] = []
        self._places: list[At] = []

    def places(self) -> list[At]:
        """Where each entry stands."""
        if len(self._places) < len(self):
            self._places = self._of_words() if not self.stood else self._of_entries()
        return self._places

    def _of_words(self) -> list[At]:
        lengths = [len(one or "") for one in self]
        starts = accumulate((length + 2 for length in lengths[:-1]), initial=self.start + 1)
        return [(start, start, start + length) for start, length in zip(starts, lengths, strict=True)]

    def _of_entries(self) -> list[At]:
        return [
            known if isinstance(known, tuple) else (known, known, getattr(one, "end", known))
            for one, known in zip(self, self.stood, strict=True)
        ]
