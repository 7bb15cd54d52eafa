"""How a YAML file is laid out: columns, brackets, dashes and line ends, from its text and its nodes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node

_ANCHOR = re.compile(r"&[^\s\[\]{},]+[ \t]*")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
# The first line of a block of text, and of one that keeps the empty lines after it.
_BLOCK_TEXT = re.compile(r"(?:&\S+\s+)?[|>]([-+0-9]*)")
_KEEPS_LINES = re.compile(r"(?:&\S+\s+)?[|>][0-9]?\+")
# The mark before a key that is written apart from its value.
_QUESTION = re.compile(r"\?[ \t]+\Z")
_BETWEEN = re.compile(r"(?:\s|#[^\r\n]*)*")
_INDENT = 2


class Layout(Struct, dict=True):
    """The text of a file and the nodes in it."""

    text: str
    root: MapNode

    @cached_property
    def line_break(self) -> str:
        """What ends its first line."""
        found = _LINE_BREAK.search(self.text)
        return found[0] if found else "\n"

    def lines(self, start: int, end: int) -> tuple[str, ...]:
        """Return the lines between two offsets, without their line breaks."""
        return tuple(_LINE_BREAK.split(self.text[start:end]))

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Return the offset of the start of the line of an offset."""
        if not self._returns:
            return 1 + self.text.rfind("\n", 0, offset)
        return self._starts[bisect_right(self._starts, offset) - 1]

    @cached_property
    def _returns(self) -> bool:
        return "\r" in self.text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    def next_line(self, offset: int) -> int:
        """Return the offset of the start of the next line; past the end of the text after the last."""
        end = self.line_end(offset)
        return end + (2 if self.text.startswith("\r\n", end) else 1)

    def line_end(self, offset: int) -> int:
        """Return the offset of the end of the line of an offset, before its line break."""
        if not self._returns:
            end = self.text.find("\n", offset)
            return len(self.text) if end < 0 else end
        found = _LINE_BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def key_start(self, offset: int) -> int:
        """Return the offset at which a key is written, given that of its name: that of the `?` before it, if any."""
        found = _QUESTION.search(self.text[self.line_start(offset) : offset])
        return self.line_start(offset) + found.start() if found else offset

    def key_column(self, offset: int) -> int:
        """Return the column of a key, given the offset of its name."""
        return self.column(self.key_start(offset))

    def is_alias(self, offset: int) -> bool:
        """Return True if the value at an offset is an alias."""
        return self.text.startswith("*", offset)

    def anchor(self, offset: int) -> str:
        """Return the name of the anchor of the value at an offset; empty if it has none."""
        found = _ANCHOR.match(self.text, offset)
        return found[0].strip()[1:] if found else ""

    def is_shared(self, offset: int) -> bool:
        """Return True if the value at an offset has an anchor that an alias refers to."""
        name = self.anchor(offset)
        return bool(name) and re.search(rf"\*{re.escape(name)}(?![^\s,\]}}])", self.text) is not None

    def first_shared(self, node: Node, start: int) -> int | None:
        """Return the offset of the first alias, or anchor that one refers to, of a value and those within it."""
        if self.is_alias(start) or self.is_shared(start):
            return start
        if not isinstance(node, MapNode | SeqNode):
            return None
        inner = node.values() if isinstance(node, MapNode) else node
        places = node.fields().values() if isinstance(node, MapNode) else node.places()
        found = (self.first_shared(one, at[1]) for one, at in zip(inner, places, strict=True))
        return next((one for one in found if one is not None), None)

    def after_anchor(self, offset: int) -> int:
        """Return the offset of the value itself, after its anchor."""
        found = _ANCHOR.match(self.text, offset)
        if found is None:
            return offset
        rest = _BETWEEN.match(self.text, found.end())
        return rest.end() if rest else found.end()

    def dash_column(self, entries: SeqNode) -> int:
        """Return the column of the dashes of a list."""
        return self.column(self.after_anchor(entries.start))

    def dash(self, entries: SeqNode, index: int) -> int:
        """Return the offset of the dash of an entry of a list; its value may begin some lines below."""
        if not index:
            return self.after_anchor(entries.start)
        column = self.dash_column(entries)
        at = self.line_start(entries.places()[index][1])
        while self.text[at : at + column].strip() or not self.text.startswith("-", at + column):
            at = self.line_start(at - 1)
        return at + column

    def in_brackets(self, node: Node) -> bool:
        """Return True if a container is written in brackets."""
        return isinstance(node, MapNode | SeqNode) and self.text[self.after_anchor(node.start)] in "[{"

    def content_end(self, node: Node, start: int, end: int) -> int:
        """Return the offset of the end of a value, without the line breaks after a block of text."""
        if self.keeps_lines(node, start):
            return end - len(_last_break(self.text[start:end]))
        return start + len(self.text[start:end].rstrip())

    def keeps_lines(self, node: Node, start: int) -> bool:
        """Return True if a value ends with a block of text to which the empty lines after it belong."""
        return _KEEPS_LINES.match(self.text, self._last_leaf(node, start)) is not None

    def ends_in_text(self, node: Node, start: int) -> bool:
        """Return True if a value ends with a block of text to which the line break after it belongs."""
        found = _BLOCK_TEXT.match(self.text, self._last_leaf(node, start))
        return found is not None and "-" not in found[1]

    def has_comment(self, node: Node, start: int, end: int) -> bool:
        """Return True if there is a comment within a value."""
        at = start
        for first, last in self._leaves(node, start, end):
            head = self.text[first : self.line_end(first)] if _BLOCK_TEXT.match(self.text, first) else ""
            if "#" in self.text[at:first] or "#" in head:
                return True
            at = last
        return "#" in self.text[at:end]

    def _leaves(self, node: Node, start: int, end: int) -> Iterator[tuple[int, int]]:
        if isinstance(node, MapNode | SeqNode) and not self.is_alias(start):
            inner = node.values() if isinstance(node, MapNode) else node
            places = node.fields().values() if isinstance(node, MapNode) else node.places()
            for one, at in zip(inner, places, strict=True):
                yield from self._leaves(one, at[1], self.content_end(one, at[1], at[2]))
        else:
            yield start, end

    def _last_leaf(self, node: Node, start: int) -> int:
        while isinstance(node, MapNode | SeqNode) and node and not self.in_brackets(node):
            if isinstance(node, MapNode):
                key = list(node)[-1]
                start, node = node.fields()[key][1], node[key]
            else:
                start, node = node.places()[-1][1], node[-1]
        return start

    @cached_property
    def sections_apart(self) -> bool:
        """True if empty lines stand between the keys of the file itself, or if it has only one."""
        starts = [self.comments_above(at[0]) for at in self.root.fields().values()]
        above = [self.text[self.line_start(start - 1) : start].strip() for start in starts[1:]]
        return not above or not all(above)

    @cached_property
    def dash_indent(self) -> int:
        """How far the dashes of its lists are to the right of the key above them."""
        for mapping in self._mappings(self.root):
            for key, (key_start, start, _) in mapping.fields().items():
                value = mapping[key]
                if isinstance(value, SeqNode) and value and not self.is_alias(start) and not self.in_brackets(value):
                    return max(0, self.dash_column(value) - self.key_column(key_start))
        return _INDENT

    def comments_above(self, start: int) -> int:
        """Return the start of the line of an offset, or of the comments directly above it in the same column."""
        at = self.line_start(start)
        indent = len(self.text[at : self.line_end(at)]) - len(self.text[at : self.line_end(at)].lstrip(" "))
        while at > 0:
            above = self.line_start(at - 1)
            line = self.text[above : self.line_end(above)]
            if not line.startswith(" " * indent + "#"):
                break
            at = above
        return at

    def blank_between(self, entries: SeqNode) -> bool:
        """Return True if an empty line is above the last of several entries."""
        if len(entries) < 2:
            return False
        above = self.comments_above(self.dash(entries, len(entries) - 1))
        return above > 0 and not self.text[self.line_start(above - 1) : above].strip()

    def written_in_brackets(self, key: str) -> bool | None:
        """Return True if a mapping at this key, or in its list, is in brackets elsewhere; None if there is none."""
        if key not in self._brackets:
            self._brackets[key] = self._found_in_brackets(key)
        return self._brackets[key]

    @cached_property
    def _brackets(self) -> dict[str, bool | None]:
        return {}

    def _found_in_brackets(self, key: str) -> bool | None:
        for mapping in self._mappings(self.root):
            value: Any = mapping.get(key)
            one = value[-1] if isinstance(value, SeqNode) and value else value
            if isinstance(one, MapNode) and not self.is_alias(one.start):
                return self.in_brackets(one)
        return None

    def _mappings(self, node: Node) -> Iterator[MapNode]:
        if isinstance(node, MapNode):
            yield node
        if isinstance(node, MapNode | SeqNode):
            for inner in node.values() if isinstance(node, MapNode) else node:
                yield from self._mappings(inner)


def _last_break(text: str) -> str:
    return text[-2:] if text.endswith("\r\n") else text[-1:] if text[-1:] in "\r\n" else ""
