"""Places: the source text of an entry, its offsets, and those of each of its fields.

Offsets count code points, as libyaml does.  Lines, columns and the places of fields are computed only when needed: most
runs show few of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

# For each field of an entry, the offset of its key and the start and end offset of its value.
Fields: TypeAlias = Mapping[str, tuple[int, int, int]]

# Number of look-ups in a text after which the starts of all lines are computed.
_FEW = 12
_LINE_END = re.compile(r"\r\n|\n|\r")


class Bounds(NamedTuple):
    """First and last line and column of a span."""

    line: int
    column: int
    end_line: int
    end_column: int


class Span:
    """A range of a text file; lines and columns count from 1, columns are code points, and the end is exclusive."""

    __slots__ = ("_bounds",)

    def __init__(self, line: int, column: int, end_line: int, end_column: int) -> None:
        self._bounds = Bounds(line, column, end_line, end_column)

    @property
    def bounds(self) -> Bounds:
        """First and last line and column."""
        return self._bounds

    @property
    def line(self) -> int:
        """First line."""
        return self.bounds.line

    @property
    def column(self) -> int:
        """First column."""
        return self.bounds.column

    @property
    def end_line(self) -> int:
        """Last line."""
        return self.bounds.end_line

    @property
    def end_column(self) -> int:
        """The column after the last."""
        return self.bounds.end_column

    def __eq__(self, other: object) -> bool:
        return self.bounds == other.bounds if isinstance(other, Span) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.bounds)

    def __repr__(self) -> str:
        return f"Span{tuple(self.bounds)}"


class Source:
    """The text of one file, and its path relative to the workspace, with `/`.

    `fields_between` finds the fields of the entry between two offsets.
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
            else:  # ten times faster
                self._starts = list(accumulate([len(line) + 1 for line in self.text.split("\n")[:-1]], initial=0))
        return self._starts

    def fields_of(self, start: int, end: int) -> Fields:
        """Return the fields of the entry between two offsets, with a cache of one entry.

        A long entry with a thousand problems needs them a thousand times.
        """
        if self.fields_between is None:
            return {}
        if self._entry != (start, end):
            self._entry, self._fields = (start, end), self.fields_between(self.text, start, end)
        return self._fields

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, or of the end if it is after that."""
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
        """Return the span between two offsets."""
        return Span(*self.position(start), *self.position(max(start, end)))

    def line(self, number: int) -> str:
        """Return the text of a line, without its line end; empty if the line does not exist."""
        if number != self._asked[0]:  # one line of a megabyte may contain thousands of entries
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
    """The place of an entry: its start and end offset, and those of the value of each field.

    `body` is the start of its fields: after the key of a keyed entry, otherwise the same as `start`.  `kept` contains
    their offsets, or the name of the only field, whose value is the body, or None if they are found by parsing the text
    again.  `faulty` is True if part of the entry could not be read: it is kept, but not rated.

    Two places are never equal.
    """

    source: Source
    start: int
    end: int
    body: int
    kept: Fields | str | None = None
    faulty: bool = False

    @property
    def fields(self) -> Fields:
        """Offsets of each field of the entry."""
        if isinstance(self.kept, str):
            return {self.kept: (self.start, self.body, self.end)}
        if self.kept is not None:
            return self.kept
        return self.source.fields_of(self.body, self.end)

    def as_faulty(self) -> Place:
        """Return the same place, marked as faulty."""
        return replace(self, faulty=True)

    @property
    def path(self) -> str:
        """Path of the file, relative to the workspace."""
        return self.source.path

    @property
    def line(self) -> int:
        """First line of the entry, from 1."""
        return self.source.position(self.start)[0]

    def span(self, *names: str) -> Span:
        """Return the span of the first of these fields that the entry contains, otherwise of its first line."""
        return _SpanOfField(self, names)


def gone(path: str) -> Place:
    """Return the place of what is no longer in a file: its first line, whatever that is now."""
    return Place(Source(path, ""), 0, 0, 0)


class _SpanOfField(Span):
    """A span that is computed when first needed: of a hundred thousand findings few are shown."""

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
        """Its position."""
