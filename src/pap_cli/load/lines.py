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

from pap_cli.load import nodes
from pap_cli.load.nodes import NULLS, MapNode, Quoted, SeqNode, Value

_MAX_DEPTH = 30
_MAX_KEY = 200
_MAX_HEADS = 10_000

# only single characters are repeated possessively: with groups, early releases of Python 3.11 match too much
_NULL = r"(?:null|Null|NULL)"
_KEY = rf"(?!{_NULL}\b)\w[\w./-]*+(?: [\w./-]++)*"
_HEAD = re.compile(rf"( *+)(- ++)?({_KEY})")
"""How a line with a key begins: blanks, a dash, the key."""
_ITEM = re.compile(r"( *+)- ++(?=[^ ])")
"""How a line begins that is an entry of a list without a key."""
_SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@` ")
"""The characters with which no value begins that is simply plain."""
_UNSAFE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What YAML refuses or takes for the end of a line, and tabs, as they stand between a pattern's brackets."""
_CONTROLS = bytes([*range(0x0A), *range(0x0B, 0x20), 0x7F])
"""The same among the characters of ASCII."""
_REST = re.compile(r"(?: ++#[^\n]*+| *+)\n")
_QUOTED = re.compile(r"""(?:"([^"\\\n]*+)"|'([^'\n]*+)')""")
_ENCLOSING = ("[", "{", '"', "'")
_FLOW_START = re.compile(r"[\[{][ \n]*+([\]}]?)")
_FLOW_KEY = re.compile(rf"({_KEY}): ++")
_WORDS = r"(?:\w|-(?=[\w.]))[\w./%()+’';-]*+(?: ++[\w./%()+’';-]++)*"
_FLOW_WORDS = re.compile(_WORDS)
_FLOW_LIST = re.compile(rf"\[({_WORDS}(?:, {_WORDS})*)\]")
_FLOW_MAPPING = re.compile(rf"\{{({_KEY}: {_WORDS}(?:, {_KEY}: {_WORDS})*)\}}")
"""Nearly all that stands between brackets: words alone, as people write them."""
_FLOW_NEXT = re.compile(r"[ \n]*+(?:,[ \n]*+(?=[\]}]))?([,\]}])[ \n]*+")
"""What follows a value between brackets; a comma before the closing one means nothing."""

Head = tuple[int, int, str]
"""The column of a key, how far before it its dash stands (0 without one), and the key."""

_heads: dict[str, Head] = {}
"""How lines begin that were seen, up to their colon: a workspace has few such beginnings, used over and over."""
_heads_alone: dict[str, Head] = {}
"""The same of lines that end with the colon of their key."""


class _NotPlainError(Exception):
    """Here stands something that only a whole YAML parser can judge."""


def read_lines(text: str) -> MapNode | None:
    """The mapping that a text is, if it is as plain as this reader needs it; else None, which says nothing about it."""
    if len(text) > 2 * nodes.MAX_NODES:  # a value takes two characters or more, so that none need to be counted below
        return None
    if not _is_safe(text):
        return None
    try:
        return _Lines(text if text.endswith("\n") else text + "\n").read()
    except _NotPlainError:
        return None


def _is_safe(text: str) -> bool:
    """Whether every character may stand in YAML, and none but a line feed ends a line."""
    if text.isascii():  # the bytes are looked through in half of the time
        return len(text.encode().translate(None, _CONTROLS)) == len(text)
    return re.search(f"[{_UNSAFE}]", text) is None


def _head(line: str, *, opens: bool) -> Head | None:
    """How a line begins, up to its colon, or with the colon that ends it; None if that is no plain key."""
    found = _HEAD.fullmatch(line, 0, len(line) - 1 if opens else len(line))
    if found is None or len(found[3]) > _MAX_KEY or (opens and line[-1] != ":"):
        return None
    head = found.start(3), len(found[2] or ""), found[3]
    if len(line) <= 2 * _MAX_KEY:
        known = _heads_alone if opens else _heads
        if len(known) >= _MAX_HEADS:
            known.clear()
        known[line] = head
    return head


def _mapping_of(pairs: list[str], start: int) -> MapNode | None:
    """A mapping of words, pair by pair, with a blank after each colon and comma; None where one says nothing."""
    mapping = MapNode(start)
    end = start - 1
    for pair in pairs:
        key, _, word = pair.partition(": ")
        if word in NULLS or key in mapping or len(key) > _MAX_KEY:
            return None
        end += 2 + len(pair)
        mapping[key] = word
        mapping.stood.append(end)
    mapping.end = end + 1
    return mapping


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
            _NotPlainError: the text is not plain.
        """
        heads, alone, special, nulls = _heads, _heads_alone, _SPECIAL, NULLS
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
                    raise _NotPlainError
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
                    mapping[key], last = self.value(words, first)
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
            raise _NotPlainError
        listed = self.list_at(start, len(found[1]))
        first = start + found.end()
        value, self.last = self.value(line[found.end() :], first)
        listed.append(value)
        listed.stood.append((first, first, self.last))
        while end < self.last:
            end += 1 + len(next(lines))
        return end

    def value(self, words: str, start: int) -> tuple[Value, int]:
        """The value that ends a line, or goes on in the next, and where it ends."""
        opener, end = words[0], start + len(words)
        if opener == "[" and (found := _FLOW_LIST.fullmatch(words)):
            several = found[1].split(", ")
            if NULLS.isdisjoint(several):
                listed = SeqNode(start)
                listed.extend(several)
                listed.end = end
                return listed, end
        elif opener == "{" and (found := _FLOW_MAPPING.fullmatch(words)):
            mapping = _mapping_of(found[1].split(", "), start)
            if mapping is not None:
                return mapping, end
        elif opener == '"' and "\\" not in words and words.find('"', 1) == len(words) - 1:
            return Quoted(words[1:-1]), end
        if opener in _ENCLOSING:
            value, end = self.enclosed(start, len(self.stack))
            if not _REST.match(self.text, end):
                raise _NotPlainError
            return value, end
        if opener in _SPECIAL and (opener != "-" or words[1:2] in ("", " ")):
            raise _NotPlainError
        words = words.partition(" #")[0].rstrip(" ")
        if ": " in words or words.endswith(":"):
            raise _NotPlainError
        return None if words in NULLS else words, start + len(words)

    def enclosed(self, start: int, depth: int) -> tuple[Value, int]:
        """A value between quotation marks, without escapes, or between brackets, and where it ends."""
        if self.text[start] in "[{":
            if depth >= _MAX_DEPTH:
                raise _NotPlainError
            return self.flow(start, depth + 1)
        found = _QUOTED.match(self.text, start)
        if found is None:
            raise _NotPlainError
        return Quoted(found[1] if found[2] is None else found[2]), found.end()

    def flow(self, start: int, depth: int) -> tuple[MapNode | SeqNode, int]:
        """A list or a mapping between brackets, and where it ends."""
        text = self.text
        node, last = (MapNode(start), "}") if text[start] == "{" else (SeqNode(start), "]")
        found = _FLOW_START.match(text, start)
        while found is not None and found[1] != last:
            first = position = found.end()
            if found[1] and found[1] != ",":
                raise _NotPlainError
            name = _FLOW_KEY.match(text, position) if type(node) is MapNode else None
            if name is not None:
                position = name.end()
            if text.startswith(_ENCLOSING, position):
                value, end = self.enclosed(position, depth)
            elif words := _FLOW_WORDS.match(text, position):
                value, end = None if words[0] in NULLS else words[0], words.end()
            else:
                raise _NotPlainError
            if type(node) is SeqNode:
                node.append(value)
                node.stood.append((position, position, end))
            elif type(node) is MapNode and name is not None and name[1] not in node and len(name[1]) <= _MAX_KEY:
                node[name[1]] = value
                node.stood.append((first, position, end))
            else:
                raise _NotPlainError
            found = _FLOW_NEXT.match(text, end)
        if found is None:
            raise _NotPlainError
        node.end = found.end(1)
        return node, node.end

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
            raise _NotPlainError
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
            raise _NotPlainError
        return node

    def open(self, node: MapNode | SeqNode, column: int) -> None:
        """Start a container, within the one that is open if there is one."""
        if self.node is not None:
            if len(self.stack) >= _MAX_DEPTH:
                raise _NotPlainError
            self.stack.append((self.node, self.column, self.key, self.key_start))
            self.key = None
        self.node, self.column = node, column

    def close(self) -> None:
        """End the container that is open, and put it where it belongs."""
        node = self.node
        if node is None or not self.stack:
            raise _NotPlainError
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
            raise _NotPlainError
        self.node.end = self.last
        return self.node
