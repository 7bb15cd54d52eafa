"""The plain part of YAML read line by line: the same nodes as from the parser's events, at less than half the cost.

Nearly every line of nearly every plan is `key: value`, `- key: value` or `- value`, with blanks for depth.  A file of
nothing but these, of text between quotation marks and of short lists and mappings between brackets, is read here, with
one regular expression a line.  Anything else (a fault, an anchor, an escape, text over several lines, a tab) gives
None: the whole file is then read from the events, which also tell what is wrong with it.

So this reader may be narrow, but never lenient: what it takes, it takes as YAML does.  The tests hold it to that.
"""

from __future__ import annotations

import re

from pap_cli.load import nodes
from pap_cli.load.nodes import NULLS, MapNode, Quoted, SeqNode, Value

_MAX_DEPTH = 30
_MAX_KEY = 200
_NO_WORDS = frozenset({"", "#"})
_OPENERS = ("[", "{", '"', "'")

_NULL = r"(?:null|Null|NULL)"
_KEY = rf"(?!{_NULL}\b)\w[\w./-]*+(?: [\w./-]++)*+"
_UNSAFE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What YAML refuses or takes for the end of a line, as it stands between a pattern's brackets."""
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_LINE = re.compile(
    rf"( *+)(- ++(?=[^ \n]))?(?:({_KEY}):(?: ++|(?=\n)))?"
    rf"(?:(?!{_NULL}\n)([^~{re.escape(_INDICATORS)}{_UNSAFE} ][^:#{_UNSAFE}]*+)(?<! )"
    rf'|"([^"\\{_UNSAFE}]*+)"(?=\n)|([^{_UNSAFE}]*+))\n'
    r"|[^\n]|\n"
)
"""A line: blanks, a dash, a key, and a value: plain, between quotation marks, or one to be looked at.

Or a single character, which is none.
"""
_REST = re.compile(rf"(?: ++#[^{_UNSAFE}]*+| *+)\n")
_QUOTED = re.compile(rf"""(?:"([^"\\{_UNSAFE}]*+)"|'([^'{_UNSAFE}]*+)')""")
_FLOW_START = re.compile(r"[\[{][ \n]*+([\]}]?)")
_FLOW_KEY = re.compile(rf"({_KEY}): ++")
_WORDS = r"(?:\w|-(?=[\w.]))[\w./%()+’';-]*+(?: ++[\w./%()+’';-]++)*+"
_FLOW_WORDS = re.compile(_WORDS)
_FLOW_LIST = re.compile(rf"\[({_WORDS}(?:, {_WORDS})*+)\]")
_FLOW_MAPPING = re.compile(rf"\{{({_KEY}: {_WORDS}(?:, {_KEY}: {_WORDS})*+)\}}")
"""Nearly all that stands between brackets: words alone, as people write them."""
_FLOW_NEXT = re.compile(r"[ \n]*+(?:,[ \n]*+(?=[\]}]))?([,\]}])[ \n]*+")
"""What follows a value between brackets; a comma before the closing one means nothing."""


class _NotPlainError(Exception):
    """Here stands something that only a whole YAML parser can judge."""


def read_lines(text: str) -> MapNode | None:
    """The mapping that a text is, if it is as plain as this reader needs it; else None, which says nothing about it."""
    if len(text) > 2 * nodes.MAX_NODES:  # a value takes two characters or more, so that none need to be counted below
        return None
    try:
        return _Lines(text if text.endswith("\n") else text + "\n").read()
    except _NotPlainError:
        return None


class _Lines:
    """The reading of one text: the container that lines belong to now, its column, and those that it stands in."""

    __slots__ = ("column", "key", "key_start", "node", "stack", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.node: MapNode | SeqNode | None = None
        self.column = 0
        self.key: str | None = None  # one that has no value yet: it may stand in the lines that follow
        self.key_start = 0
        self.stack: list[tuple[MapNode | SeqNode, int, str | None, int]] = []

    def read(self) -> MapNode:
        """The root.

        Raises:
            _NotPlainError: the text is not plain.
        """
        end = taken = column = 0
        mapping: MapNode | None = None  # the one that is open, where no key of it waits for its value
        for line in _LINE.finditer(self.text):
            start, end = end, line.end()
            if end <= taken:
                continue  # between the brackets of a line above
            indent, dash, key, plain, quoted, rest = line.groups()
            if (
                rest is None
                and key is not None
                and dash is None
                and mapping is not None
                and len(indent) == column
                and key not in mapping
                and len(key) <= _MAX_KEY
            ):
                # two lines of three end here: this branch alone is a third of the time that reading takes
                last = end - 1
                if quoted is None:
                    mapping[key] = plain
                    mapping.at[key] = (start + column, last - len(plain), last)
                else:
                    mapping[key] = Quoted(quoted)
                    mapping.at[key] = (start + column, last - len(quoted) - 2, last)
                mapping.end = last
            else:
                if quoted is not None:
                    rest = f'"{quoted}"'
                taken = self.line(start, end - 1, indent, dash, key, plain, rest)
                mapping = self.node if self.key is None and type(self.node) is MapNode else None
                column = self.column
        return self.root()

    def line(
        self, start: int, end: int, indent: str, dash: str | None, key: str | None, plain: str | None, rest: str | None
    ) -> int:
        """Read a line of any kind; gives the offset up to which the text was read, which may be lines below."""
        words = rest if plain is None else plain
        if words is None:
            raise _NotPlainError
        column = len(indent)
        if dash is not None:
            self.to_list(column, start + column)
            column += len(dash)
            if key is not None:
                self.open(MapNode(start + column), column)
        elif key is not None:
            self.to_mapping(column, start + column)
        elif words[:1] in _NO_WORDS:
            return end
        else:
            raise _NotPlainError
        if key is not None:
            self.key, self.key_start = self.checked(key), start + column
            if words[:1] in _NO_WORDS:
                return end
        if plain is not None:
            self.add(plain, end - len(plain), end)
            return end
        value, last = self.value(words, end - len(words))
        self.add(value, end - len(words), last)
        return self.text.index("\n", last) + 1

    def checked(self, key: str) -> str:
        """A key of the mapping that is open now: text, not too long, and the first of its name."""
        if self.node is None or key in self.node or len(key) > _MAX_KEY:
            raise _NotPlainError
        return key

    def value(self, words: str, start: int) -> tuple[Value, int]:
        """The value that begins in a line and is not simply plain, and where it ends."""
        if words.startswith(_OPENERS):
            value, end = self.enclosed(start)
            if not _REST.match(self.text, end):
                raise _NotPlainError
            return value, end
        if words[0] in _INDICATORS and (words[0] != "-" or words[1:2] in ("", " ")):
            raise _NotPlainError
        words = words.partition(" #")[0].rstrip(" ")
        if ": " in words or words.endswith(":"):
            raise _NotPlainError
        return None if words in NULLS else words, start + len(words)

    def enclosed(self, start: int) -> tuple[Value, int]:
        """A value between quotation marks, without escapes, or between brackets, and where it ends."""
        if self.text[start] in "[{":
            return self.words_between(start) or self.flow(start)
        found = _QUOTED.match(self.text, start)
        if found is None:
            raise _NotPlainError
        return Quoted(found[1] if found[2] is None else found[2]), found.end()

    def words_between(self, start: int) -> tuple[MapNode | SeqNode, int] | None:
        """A list or a mapping of words between brackets, and where it ends; None where there is anything else."""
        if len(self.stack) >= _MAX_DEPTH:
            raise _NotPlainError
        position = start + 1
        if found := _FLOW_LIST.match(self.text, start):
            listed = SeqNode(start)
            for word in found[1].split(", "):
                end = position + len(word)
                listed.append(None if word in NULLS else word)
                listed.at.append((position, position, end))
                position = end + 2
            listed.end = found.end()
            return listed, listed.end
        if found := _FLOW_MAPPING.match(self.text, start):
            mapping = MapNode(start)
            for pair in found[1].split(", "):
                key, _, word = pair.partition(": ")
                if key in mapping or len(key) > _MAX_KEY:
                    raise _NotPlainError
                end = position + len(pair)
                mapping[key] = None if word in NULLS else word
                mapping.at[key] = (position, end - len(word), end)
                position = end + 2
            mapping.end = found.end()
            return mapping, mapping.end
        return None

    def flow(self, start: int) -> tuple[MapNode | SeqNode, int]:
        """A list or a mapping between brackets, all of it in one line, and where it ends."""
        text = self.text
        node, last = (MapNode(start), "}") if text[start] == "{" else (SeqNode(start), "]")
        self.open(node, 0)
        found = _FLOW_START.match(text, start)
        while found is not None and found[1] != last:
            position = found.end()
            if found[1] and found[1] != ",":
                raise _NotPlainError
            if last == "}":
                name = _FLOW_KEY.match(text, position)
                if name is None:
                    raise _NotPlainError
                self.key, self.key_start, position = self.checked(name[1]), position, name.end()
            if text.startswith(_OPENERS, position):
                value, end = self.enclosed(position)
            elif words := _FLOW_WORDS.match(text, position):
                value, end = None if words[0] in NULLS else words[0], words.end()
            else:
                raise _NotPlainError
            self.add(value, position, end)
            found = _FLOW_NEXT.match(text, end)
        if found is None:
            raise _NotPlainError
        node.end = found.end(1)
        self.node, self.column, self.key, self.key_start = self.stack.pop()
        return node, node.end

    def to_mapping(self, column: int, at: int) -> None:
        """Make the mapping at a column the one that lines belong to: a new one below a key, or one that was open."""
        if self.node is None:
            self.node, self.column = MapNode(at), column
            return
        if self.key is not None:
            if column > self.column:
                self.open(MapNode(at), column)
                return
            self.add_nothing()
        while self.column > column or (self.column == column and type(self.node) is SeqNode):
            self.close()
        if self.column != column:
            raise _NotPlainError

    def to_list(self, column: int, at: int) -> None:
        """Make the list at a column the one that lines belong to; it may stand as far left as the key above it."""
        if self.key is not None:
            if column >= self.column:
                self.open(SeqNode(at), column)
                return
            self.add_nothing()
        while self.column > column:
            self.close()
        if self.column != column or type(self.node) is not SeqNode:
            raise _NotPlainError

    def open(self, node: MapNode | SeqNode, column: int) -> None:
        """Start a container within the one that is open."""
        if self.node is None or len(self.stack) >= _MAX_DEPTH:
            raise _NotPlainError
        self.stack.append((self.node, self.column, self.key, self.key_start))
        self.node, self.column, self.key = node, column, None

    def close(self) -> None:
        """End the container that is open, and put it where it belongs."""
        node = self.node
        if node is None or not self.stack:
            raise _NotPlainError
        parent, self.column, key, key_start = self.stack.pop()
        start, end = node.start, node.end
        if type(parent) is SeqNode:
            parent.append(node)
            parent.at.append((start, start, end))
        elif type(parent) is MapNode and key is not None:
            parent[key] = node
            parent.at[key] = (key_start, start, end)
        else:
            raise _NotPlainError
        parent.end = end
        self.node, self.key = parent, None

    def add(self, value: Value, first: int, last: int) -> None:
        """Put a value into the container that is open: under the key that waits for it, or at the end of a list."""
        node, key = self.node, self.key
        if type(node) is SeqNode:
            node.append(value)
            node.at.append((first, first, last))
        elif type(node) is MapNode and key is not None:
            node[key] = value
            node.at[key] = (self.key_start, first, last)
            self.key = None
        else:
            raise _NotPlainError
        node.end = last

    def add_nothing(self) -> None:
        """End a key that has no value, at its colon."""
        end = self.key_start + len(self.key or "") + 1
        self.add(None, end, end)

    def root(self) -> MapNode:
        """The outermost mapping, everything in it closed."""
        if self.key is not None:
            self.add_nothing()
        while self.stack:
            self.close()
        if type(self.node) is not MapNode:
            raise _NotPlainError
        return self.node
