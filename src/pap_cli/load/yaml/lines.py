"""Line reader, the fast path: parse plain YAML line by line into the same nodes as the event parser.

Most lines of a plan are `key: value`, `- key: value` or `- value`, indented with spaces.  A file of these, of
text in quotation marks and of short lists and mappings in brackets is read here.  For anything else (an error, an
anchor, an escape, text over several lines, a tab) `read_lines` returns None, and the event parser reads the whole file
and reports its problems.

Measured in multiples of the CPU time of `python -c pass`: `pap check` takes 13 with it and 16 without it on the
example, 61 and 121 on 10,000 milestones.

The line reader may support little, but what it accepts must mean the same as in YAML: tests compare the two parsers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pap_cli.load.yaml import nodes
from pap_cli.load.yaml.nodes import NULLS, MapNode, SeqNode
from pap_cli.load.yaml.values import KEY, MAX_DEPTH, MAX_KEY, SPECIAL, NotPlainError, value_at

_MAX_HEADS = 10_000

# The beginning of a line with a key: spaces, a dash, the key.
_HEAD = re.compile(rf"( *+)(- ++)?({KEY})")
# The beginning of a line with a list entry that has no key.
_ITEM = re.compile(r"( *+)- ++(?=[^ ])")
# Characters that YAML refuses or takes as the end of a line, and tabs: a character class of a pattern.
_UNSAFE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# Those of them that are ASCII.
_CONTROLS = bytes([*range(0x0A), *range(0x0B, 0x20), 0x7F])
# The column of a key, the distance to the dash before it (0 without one), and the key.
Head = tuple[int, int, str]


class _Heads(dict[str, "Head | None"]):
    """A cache of how lines begin, up to their colon or including it if it ends the line; None if that is not a key.

    A workspace has few different beginnings, used over and over.
    """

    __slots__ = ("colon",)

    def __init__(self, *, colon: bool) -> None:
        super().__init__()
        self.colon = colon

    def __missing__(self, line: str) -> Head | None:
        found = _HEAD.fullmatch(line, 0, len(line) - 1 if self.colon else len(line))
        if found is None or len(found[3]) > MAX_KEY or (self.colon and line[-1] != ":"):
            return None
        head = found.start(3), len(found[2] or ""), found[3]
        if len(line) <= 2 * MAX_KEY:
            if len(self) >= _MAX_HEADS:
                self.clear()
            self[line] = head
        return head


_heads, _heads_alone = _Heads(colon=False), _Heads(colon=True)


def read_lines(text: str) -> MapNode | None:
    """Return the mapping in a text; None if the event parser must read it."""
    # a value takes at least two characters, so values need not be counted below
    if len(text) > 2 * nodes.MAX_NODES or not _is_safe(text):
        return None
    try:
        return _Lines(text if text.endswith("\n") else text + "\n").read()
    except NotPlainError:
        return None


def _is_safe(text: str) -> bool:
    """Return True if YAML allows every character, and only line feeds end lines."""
    if text.isascii():  # twice as fast on bytes
        return len(text.encode().translate(None, _CONTROLS)) == len(text)
    return re.search(f"[{_UNSAFE}]", text) is None


class _Lines:
    """The parser of one text: the container that lines belong to, its column, and the containers around it."""

    __slots__ = ("column", "key", "key_start", "last", "node", "stack", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.node: MapNode | SeqNode | None = None
        self.column = 0
        # a key without a value so far: the value may be on the lines below
        self.key: str | None = None
        self.key_start = 0
        # the end of the last value
        self.last = 0
        self.stack: list[tuple[MapNode | SeqNode, int, str | None, int]] = []

    def read(self) -> MapNode:
        """Return the root.

        Raises:
            NotPlainError: if the text needs the event parser.
        """
        heads, alone, special, nulls = _heads, _heads_alone, SPECIAL, NULLS
        mapping = MapNode(0)  # the open one, as long as `column` is the column of its keys
        offsets = mapping.offsets
        column = end = last = -1
        lines = iter(self.text.split("\n"))
        for line in lines:
            start = end + 1
            end = start + len(line)
            beginning, colon, words = line.partition(": ")
            head = heads[beginning] if colon else alone[line]
            if head is None:
                self.last = last
                end = self.without_key(line, start, lines)
                last = self.last
                column = -1  # the next line finds its mapping again
                continue
            at, dash, key = head
            if at != column or dash:
                self.last = last
                mapping = self.mapping_at(start, at, dash)
                offsets, column = mapping.offsets, at
            if key in mapping:
                raise NotPlainError
            if (
                words
                and words[0] not in special
                and ":" not in words
                and "#" not in words
                and words[-1] != " "
                and words not in nulls
            ):
                mapping[key] = words
                offsets.append(end)
                last = end
                continue
            self.key, self.key_start = key, start + at
            words = words.lstrip(" ")
            if words and words[0] != "#":
                end = self.value(mapping, words, end, lines)
                last = self.last
            else:
                column = -1
        self.last = last
        return self.root()

    def value(self, mapping: MapNode, words: str, end: int, lines: Iterator[str]) -> int:
        """Read the value of the last key, from the words that end its line; return the end of the last line read."""
        if self.key is None:
            raise NotPlainError
        first = end - len(words)
        mapping[self.key], self.last = value_at(self.text, words, first, len(self.stack))
        mapping.offsets.append((self.key_start, first, self.last))
        self.key = None
        return _line_end(end, self.last, lines)

    def without_key(self, line: str, start: int, lines: Iterator[str]) -> int:
        """Read a line that does not start with a key; return the end of the last line read."""
        end = start + len(line)
        words = line.lstrip(" ")
        if words[:1] in ("", "#"):
            return end
        found = _ITEM.match(line)
        if found is None:
            raise NotPlainError
        listed = self.list_at(start, len(found[1]))
        first = start + found.end()
        value, self.last = value_at(self.text, line[found.end() :], first, len(self.stack))
        listed.append(value)
        listed.offsets.append((first, first, self.last))
        return _line_end(end, self.last, lines)

    def mapping_at(self, start: int, column: int, dash: int) -> MapNode:
        """Return the mapping at a column, new or open, and make it the current container."""
        if dash:
            return self.entry_at(start, column, dash)
        node = self.node
        if self.key is None and column == self.column and type(node) is MapNode:
            return node
        if node is None or (self.key is not None and column > self.column):
            mapping = MapNode(start + column)
            self.open(mapping, column)
            return mapping
        self.add_nothing()
        while self.column > column or (self.column == column and type(self.node) is SeqNode):
            self.close()
        node = self.node
        if self.column != column or type(node) is not MapNode:
            raise NotPlainError
        return node

    def entry_at(self, start: int, column: int, dash: int) -> MapNode:
        """Return a new mapping at a column, for the list entry whose dash is `dash` columns before."""
        mapping = MapNode(start + column)
        if self.key is None:
            while self.column > column:
                self.close()
            if self.column == column and self.stack and type(self.node) is MapNode:
                listed, base, _, _ = self.stack[-1]
                if type(listed) is SeqNode and base == column - dash:
                    self.node.end = self.last
                    listed.append(self.node)
                    listed.offsets.append(self.node.start)
                    self.node = mapping
                    return mapping
        self.list_at(start, column - dash)
        self.open(mapping, column)
        return mapping

    def list_at(self, start: int, column: int) -> SeqNode:
        """Return the list at a column, new or open; it may be at the same column as the key above it."""
        if self.key is not None:
            if column >= self.column:
                listed = SeqNode(start + column)
                self.open(listed, column)
                return listed
            self.add_nothing()
        while self.column > column:
            self.close()
        node = self.node
        if self.column != column or type(node) is not SeqNode:
            raise NotPlainError
        return node

    def open(self, node: MapNode | SeqNode, column: int) -> None:
        """Start a container inside the current one."""
        if self.node is not None:
            if len(self.stack) >= MAX_DEPTH:
                raise NotPlainError
            self.stack.append((self.node, self.column, self.key, self.key_start))
            self.key = None
        self.node, self.column = node, column

    def close(self) -> None:
        """End the current container and add it to the one around it."""
        node = self.node
        if node is None or not self.stack:
            raise NotPlainError
        node.end = self.last
        self.node, self.column, key, key_start = self.stack.pop()
        if type(self.node) is SeqNode:
            self.node.append(node)
            self.node.offsets.append(node.start)
        elif type(self.node) is MapNode and key is not None:
            self.node[key] = node
            self.node.offsets.append(key_start)
        self.key = None

    def add_nothing(self) -> None:
        """Give the last key no value if it has none; its place is after its colon."""
        if self.key is not None and type(self.node) is MapNode:
            self.last = self.key_start + len(self.key) + 1
            self.node[self.key] = None
            self.node.offsets.append((self.key_start, self.last, self.last))
            self.key = None

    def root(self) -> MapNode:
        """Close every container and return the outermost one."""
        self.add_nothing()
        while self.stack:
            self.close()
        if type(self.node) is not MapNode:
            raise NotPlainError
        self.node.end = self.last
        return self.node


def _line_end(end: int, last: int, lines: Iterator[str]) -> int:
    """Skip the lines that a value goes on in; return the end of the last one."""
    while end < last:
        end += 1 + len(next(lines))
    return end
