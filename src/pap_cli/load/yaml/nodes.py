"""Nodes: YAML as plain containers with the offset of every key and value.

Scalars stay text until an entry is read, so `no` is never False and `010` never 8.  The line reader and the event
parser return the same nodes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TypeAlias

Value: TypeAlias = "str | MapNode | SeqNode | None"

MAX_DEPTH = 40
MAX_NODES = 3_000_000
MAX_ALIASED_NODES = 10_000
# The words that mean no value.
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Quoted(str):
    """A scalar in quotation marks or a block scalar: always text."""

    __slots__ = ()


# The offset of a key, and the first and last offset of its value; in a list, the first one twice.
At = tuple[int, int, int]


# Number of keys in a mapping above which the offsets of all are kept once one is needed.
_MANY = 20
# Distance from a key to its plain value: a colon and a space.
_COLON = 2


class MapNode(dict[str, "Value"]):
    """A mapping.

    `offsets` contains the offsets of each key and value, in order, or as much as is needed to compute them: for a
    container, the start of its key; for plain text one space after its colon, the end of the text.
    """

    __slots__ = ("_places", "end", "offsets", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.offsets: list[At | int] = []
        self._places: dict[str, At] | None = None

    def put(self, key: str, value: Value, at: At) -> None:
        """Add a key unless it already exists."""
        if key in self:
            return
        self[key] = value
        self.offsets.append(at)
        if self._places is not None:
            self._places[key] = at

    def at(self, key: str) -> At:
        """Return the offsets of a key and its value."""
        if self._places is not None or len(self) > _MANY:
            return self.fields()[key]
        return _place(key, self[key], self.offsets[list(self).index(key)])

    def fields(self) -> dict[str, At]:
        """Return the offsets of all keys and values."""
        if self._places is None:
            self._places = {
                key: _place(key, value, known) for (key, value), known in zip(self.items(), self.offsets, strict=True)
            }
        return self._places

    def plain_values(self) -> tuple[list[str], list[int], list[int], list[int]] | None:
        """Return all values, the starts of their keys, their starts and ends; None unless all are plain text."""
        texts = [text for text in self.values() if type(text) is str]
        ends = [end for end in self.offsets if isinstance(end, int)]
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

    `offsets` contains the offsets of each entry, or the start if it is a container.  It is empty for words in brackets
    with one comma and space between them: `places` computes those.
    """

    __slots__ = ("_places", "end", "offsets", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.offsets: list[At | int] = []
        self._places: list[At] = []

    def places(self) -> list[At]:
        """Return the offsets of each entry."""
        if len(self._places) < len(self):
            self._places = self._of_words() if not self.offsets else self._of_entries()
        return self._places

    def _of_words(self) -> list[At]:
        lengths = [len(one or "") for one in self]
        starts = accumulate((length + 2 for length in lengths[:-1]), initial=self.start + 1)
        return [(start, start, start + length) for start, length in zip(starts, lengths, strict=True)]

    def _of_entries(self) -> list[At]:
        return [
            known if isinstance(known, tuple) else (known, known, getattr(one, "end", known))
            for one, known in zip(self, self.offsets, strict=True)
        ]
