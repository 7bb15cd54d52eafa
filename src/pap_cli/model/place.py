"""Where a fact was written: a source text, an offset span in it, and the place of each field of an entry.

Spans are offsets in code points (the way libyaml counts), turned into lines and columns only when somebody asks, and so
are the places of an entry's fields: most entries of most runs are never pointed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

# For each field that is written in an entry the offset of its key, and the first and last offset of its value.
Fields: TypeAlias = Mapping[str, tuple[int, int, int]]

# How many positions in a text are asked for before it pays to know where all of its lines start.
_FEW = 12
_LINE_END = re.compile(r"\r\n|\n|\r")


class Bounds(NamedTuple):
    """The first line and column of a span, and its last."""

    line: int
    column: int
    end_line: int
    end_column: int


class Span:
    """A stretch of a text file, lines and columns counted from 1, the end exclusive; columns are code points."""

    __slots__ = ("_bounds",)

    def __init__(self, line: int, column: int, end_line: int, end_column: int) -> None:
        self._bounds = Bounds(line, column, end_line, end_column)

    @property
    def bounds(self) -> Bounds:
        """From where to where it goes."""
        return self._bounds

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.bounds.line

    @property
    def column(self) -> int:
        """The column it begins at."""
        return self.bounds.column

    @property
    def end_line(self) -> int:
        """The line it ends on."""
        return self.bounds.end_line

    @property
    def end_column(self) -> int:
        """The column after its last."""
        return self.bounds.end_column

    def __eq__(self, other: object) -> bool:
        return self.bounds == other.bounds if isinstance(other, Span) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.bounds)

    def __repr__(self) -> str:
        return f"Span{tuple(self.bounds)}"


class Source:
    """One file as it was read: its path relative to the workspace, with `/`, and its text.

    `fields_between` finds the fields of the entry between two offsets in its text, for who keeps no list of them.
    """

    __slots__ = ("_asked", "_asks", "_entry", "_fields", "_known", "_starts", "fields_between", "path", "text")

    def __init__(self, path: str, text: str, fields_between: Callable[[str, int, int], Fields] | None = None) -> None:
        self.path = path
        self.text = text
        self.fields_between = fields_between
        self._starts: list[int] | None = None
        self._asks = 0
        self._known = (1, 0)
        """A line, and where it starts."""
        self._asked = (0, "")
        self._entry = (-1, -1)
        self._fields: Fields = {}

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            if "\r" in self.text:
                self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
            else:  # ten times as fast
                self._starts = list(accumulate([len(line) + 1 for line in self.text.split("\n")[:-1]], initial=0))
        return self._starts

    def fields_of(self, start: int, end: int) -> Fields:
        """The fields of the entry between two offsets; those of the last one asked about are at hand.

        A long entry with a thousand things wrong in it is asked about a thousand times.
        """
        if self.fields_between is None:
            return {}
        if self._entry != (start, end):
            self._entry, self._fields = (start, end), self.fields_between(self.text, start, end)
        return self._fields

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        self._asks += 1
        if self._starts is None and self._asks <= _FEW and "\r" not in self.text:
            line, start = self.text.count("\n", 0, offset) + 1, self.text.rfind("\n", 0, offset) + 1
            self._known = (line, start)
            return line, offset - start + 1
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.position(start), *self.position(max(start, end)))

    def line(self, number: int) -> str:
        """The text of one line, counted from 1, without its line end; empty when there is no such line."""
        if number != self._asked[0]:  # thousands of entries may stand on one line of a megabyte, and share its text
            self._asked = (number, self._line(number))
        return self._asked[1]

    def _line(self, number: int) -> str:
        if self._starts is None and number == self._known[0] and "\r" not in self.text:
            start = self._known[1]
            end = self.text.find("\n", start)
            return self.text[start:] if end < 0 else self.text[start:end]
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"


class Place(Struct, frozen=True, eq=False):
    """Where an entry stands: its first and last offset, and those of the value of each field written in it.

    `body` is where its fields begin: after the key of a keyed entry, else where it does itself.  `kept` is
    where they stand; or the name of the only one, of which the body is the value; or None: they are in the text, to be
    found when somebody asks.  `faulty` says that some of the entry could not be read: it is kept for what it holds, but
    not rated.

    Two are never equal: what stands in two places is written twice.
    """

    source: Source
    start: int
    end: int
    body: int
    kept: Fields | str | None = None
    faulty: bool = False

    @property
    def fields(self) -> Fields:
        """The offsets of each field that is written in it."""
        if isinstance(self.kept, str):
            return {self.kept: (self.start, self.body, self.end)}
        if self.kept is not None:
            return self.kept
        return self.source.fields_of(self.body, self.end)

    def as_faulty(self) -> Place:
        """The same place, called faulty."""
        return replace(self, faulty=True)

    @property
    def path(self) -> str:
        """The file's path, relative to the workspace."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line the entry begins on, from 1."""
        return self.source.position(self.start)[0]

    def span(self, *names: str) -> Span:
        """The span of the value of the first of these fields that is written; else the entry's first line."""
        return _SpanOfField(self, names)


class _SpanOfField(Span):
    """A span that is looked for when somebody first asks about it: of a hundred thousand findings few are shown."""

    __slots__ = ("found", "names", "place")

    def __init__(self, place: Place, names: tuple[str, ...]) -> None:
        self.found: Bounds | None = None
        self.place = place
        self.names = names

    @property
    def bounds(self) -> Bounds:
        if self.found is None:
            self.found = self._look()
        return self.found

    def _look(self) -> Bounds:
        place, source = self.place, self.place.source
        fields = place.fields if self.names else {}
        for name in self.names:
            if name in fields:
                _, start, end = fields[name]
                return source.span(start, end).bounds
        line, column = source.position(place.start)
        end_line, end_column = source.position(place.end)
        if end_line > line:
            end_line, end_column = line, len(source.line(line)) + 1
        return Bounds(line, column, end_line, max(end_column, column))


class Named(Protocol):
    """An entry with an id and a place."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def place(self) -> Place:
        """Where it stands."""
