"""The plain part of YAML read line by line: the same nodes as from the parser's events, at a quarter of the cost.

Nearly every line of nearly every plan is `key: value`, `- key: value` or `- value`, with blanks for depth.  A file of
nothing but these, of text between quotation marks and of short lists and mappings between brackets, is read here, with
a few looks at each line.  Anything else (a fault, an anchor, an escape, text over several lines, a tab) gives None: the
whole file is then read from the events, which also tell what is wrong with it.

So this reader may be narrow, but never lenient: what it takes, it takes as YAML does.  The tests hold it to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pap_cli.load.yaml import nodes
from pap_cli.load.yaml.nodes import NULLS, MapNode, SeqNode
from pap_cli.load.yaml.values import KEY, MAX_DEPTH, MAX_KEY, SPECIAL, NotPlainError, value_at

_MAX_HEADS = 10_000

# How a line with a key begins: blanks, a dash, the key.
_HEAD = re.compile(rf"( *+)(- ++)?({KEY})")
# How a line begins that is an entry of a list without a key.
_ITEM = re.compile(r"( *+)- ++(?=[^ ])")
# What YAML refuses or takes for the end of a line, and tabs, as they stand between a pattern's brackets.
_UNSAFE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# The same among the characters of ASCII.
_CONTROLS = bytes([*range(0x0A), *range(0x0B, 0x20), 0x7F])
# The column of a key, how far before it its dash stands (0 without one), and the key.
Head = tuple[int, int, str]

# How lines begin that were seen, up to their colon: a workspace has few such beginnings, used over and over.
_heads: dict[str, Head] = {}
# The same of lines that end with the colon of their key.
_heads_alone: dict[str, Head] = {}


def read_lines(text: str) -> MapNode | None:
    """The mapping that a text is, if it is as plain as this reader needs it; else None, which says nothing about it."""
    if len(text) > 2 * nodes.MAX_NODES:  # a value takes two characters or more, so that none need to be counted below
        return None
    if not _is_safe(text):
        return None
    try:
        return _Lines(text if text.endswith("\n") else text + "\n").read()
    except NotPlainError:
        return None


def _is_safe(text: str) -> bool:
    """Whether every character may stand in YAML, and none but a line feed ends a line."""
    if text.isascii():  # the bytes are looked through in half of the time
        return len(text.encode().translate(None, _CONTROLS)) == len(text)
    return re.search(f"[{_UNSAFE}]", text) is None


def _head(line: str, *, opens: bool) -> Head | None:
    """How a line begins, up to its colon, or with the colon that ends it; None if that is no plain key."""
    found = _HEAD.fullmatch(line, 0, len(line) - 1 if opens else len(line))
    if found is None or len(found[3]) > MAX_KEY or (opens and line[-1] != ":"):
        return None
    head = found.start(3), len(found[2] or ""), found[3]
    if len(line) <= 2 * MAX_KEY:
        known = _heads_alone if opens else _heads
        if len(known) >= _MAX_HEADS:
            known.clear()
        known[line] = head
    return head


class _Lines:
    """The reading of one text: the container that lines belong to now, its column, and those that it stands in."""

    __slots__ = ("column", "key", "key_start", "last", "node", "stack", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.node: MapNode | SeqNode | None = None
        self.column = 0
        self.key: str | None = None
        """One that has no value yet: it may stand in the lines that follow."""
        self.key_start = 0
        self.last = 0
        """Where the last value ended."""
        self.stack: list[tuple[MapNode | SeqNode, int, str | None, int]] = []

    def read(self) -> MapNode:
        """The root.

        Raises:
            NotPlainError: the text is not plain.
        """
        heads, alone, special, nulls = _heads, _heads_alone, SPECIAL, NULLS
        mapping = MapNode(0)  # the one that is open, while `column` is where its keys stand
        stood = mapping.stood
        column = end = last = -1
        lines = iter(self.text.split("\n"))
        for line in lines:
            start = end + 1
            end = start + len(line)
            beginning, colon, words = line.partition(": ")
            if colon:
                head = heads.get(beginning) or _head(beginning, opens=False)
            else:
                head = alone.get(line) or _head(line, opens=True)
            if head is None:
                self.last = last
                end = self.without_key(line, start, lines)
                last = self.last
            else:
                at, dash, key = head
                if at != column or dash:
                    self.last = last
                    mapping = self.entry_at(start, at, dash) if dash else self.mapping_at(start, at)
                    stood, column = mapping.stood, at
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
                    stood.append(end)
                    last = end
                    continue
                words = words.lstrip(" ")
                if words and words[0] != "#":
                    first = end - len(words)
                    mapping[key], last = value_at(self.text, words, first, len(self.stack))
                    stood.append((start + at, first, last))
                    while end < last:
                        end += 1 + len(next(lines))
                    continue
                self.key, self.key_start = key, start + at
            column = -1  # the next line decides
        self.last = last
        return self.root()

    def without_key(self, line: str, start: int, lines: Iterator[str]) -> int:
        """Read a line that has no key of its own; gives the end of the last line that was read."""
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
        listed.stood.append((first, first, self.last))
        while end < self.last:
            end += 1 + len(next(lines))
        return end

    def mapping_at(self, start: int, column: int) -> MapNode:
        """The mapping at a column, to which the lines belong from now on: a new one, or one that was open."""
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
        """A new mapping at a column, an entry of the list whose dash stands so far before it."""
        mapping = MapNode(start + column)
        if self.key is None:
            while self.column > column:
                self.close()
            if self.column == column and self.stack and type(self.node) is MapNode:
                listed, base, _, _ = self.stack[-1]
                if type(listed) is SeqNode and base == column - dash:  # the next entry takes the place of the last
                    self.node.end = self.last
                    listed.append(self.node)
                    listed.stood.append(self.node.start)
                    self.node = mapping
                    return mapping
        self.list_at(start, column - dash)
        self.open(mapping, column)
        return mapping

    def list_at(self, start: int, column: int) -> SeqNode:
        """The list at a column, to which a line belongs; it may stand as far left as the key above it."""
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
        """Start a container, within the one that is open if there is one."""
        if self.node is not None:
            if len(self.stack) >= MAX_DEPTH:
                raise NotPlainError
            self.stack.append((self.node, self.column, self.key, self.key_start))
            self.key = None
        self.node, self.column = node, column

    def close(self) -> None:
        """End the container that is open, and put it where it belongs."""
        node = self.node
        if node is None or not self.stack:
            raise NotPlainError
        node.end = self.last
        self.node, self.column, key, key_start = self.stack.pop()
        if type(self.node) is SeqNode:
            self.node.append(node)
            self.node.stood.append(node.start)
        elif type(self.node) is MapNode and key is not None:
            self.node[key] = node
            self.node.stood.append(key_start)
        self.key = None

    def add_nothing(self) -> None:
        """End a key that waits for a value and gets none, at its colon."""
        if self.key is not None and type(self.node) is MapNode:
            self.last = self.key_start + len(self.key) + 1
            self.node[self.key] = None
            self.node.stood.append((self.key_start, self.last, self.last))
            self.key = None

    def root(self) -> MapNode:
        """The outermost mapping, everything in it closed."""
        self.add_nothing()
        while self.stack:
            self.close()
        if type(self.node) is not MapNode:
            raise NotPlainError
        self.node.end = self.last
        return self.node
