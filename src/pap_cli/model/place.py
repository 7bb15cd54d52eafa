"""Where a fact was written: a source text, an offset span in it, and the place of each field of an entry.

Spans are offsets in code points (the way libyaml counts), turned into lines and columns only when somebody asks: most
entries of most runs are never pointed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a text file, lines and columns counted from 1, the end exclusive; columns are code points."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One file as it was read: its path relative to the workspace, with `/`, and its text."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.position(start), *self.position(max(start, end)))

    def line(self, number: int) -> str:
        """The text of one line, counted from 1, without its line end; empty when there is no such line."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands: its first and last offset, and those of the value of each field written in it.

    `faulty` says that some of the entry could not be read: it is kept for what it holds, but not rated.
    """

    source: Source
    start: int
    end: int
    fields: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    faulty: bool = False

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
        for name in names:
            if name in self.fields:
                _, start, end = self.fields[name]
                return self.source.span(start, end)
        line, column = self.source.position(self.start)
        end_line, end_column = self.source.position(self.end)
        if end_line > line:
            end_line, end_column = line, len(self.source.line(line)) + 1
        return Span(line, column, end_line, max(end_column, column))
