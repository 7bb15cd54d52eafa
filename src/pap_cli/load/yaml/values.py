"""The values that the line reader handles: words, text in quotation marks, lists and mappings in brackets.

`lines` reads the simplest words itself.  Escapes, anchors, tags and comments in brackets need the event parser.
"""

from __future__ import annotations

import re

from pap_cli.load.yaml.nodes import NULLS, MapNode, Quoted, SeqNode, Value

MAX_DEPTH = 30
MAX_KEY = 200

# only single characters are repeated possessively: with groups, early releases of Python 3.11 match too much
_NULL = r"(?:null|Null|NULL)"
# The pattern of a key: words without special characters.
KEY = rf"(?!{_NULL}\b)\w[\w./-]*+(?: [\w./-]++)*"
# Characters that the simplest values do not start with.
SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_REST = re.compile(r"(?: ++#[^\n]*+| *+)\n")
_QUOTED = re.compile(r"""(?:"([^"\\\n]*+)"|'([^'\n]*+)')""")
_ENCLOSING = ("[", "{", '"', "'")
_FLOW_START = re.compile(r"[\[{][ \n]*+([\]}]?)")
_FLOW_KEY = re.compile(rf"({KEY}): ++")
_WORDS = r"(?:\w|-(?=[\w.]))[\w./%()+’';-]*+(?: ++[\w./%()+’';-]++)*"
_FLOW_WORDS = re.compile(_WORDS)
_FLOW_LIST = re.compile(rf"\[({_WORDS}(?:, {_WORDS})*)\]")
# The usual mapping in brackets: words only, with one space after each colon and comma.
_FLOW_MAPPING = re.compile(rf"\{{({KEY}: {_WORDS}(?:, {KEY}: {_WORDS})*)\}}")
# The separator after a value in brackets; a comma before the closing bracket is ignored.
_FLOW_NEXT = re.compile(r"[ \n]*+(?:,[ \n]*+(?=[\]}]))?([,\]}])[ \n]*+")


class NotPlainError(Exception):
    """Raised when the line reader meets YAML that it does not handle."""


def value_at(text: str, words: str, start: int, depth: int) -> tuple[Value, int]:
    """Return the value that starts with the words at the end of a line, and its end, which may be on a later line.

    Raises:
        NotPlainError: if the value needs the event parser.
    """
    if words.startswith(_ENCLOSING):
        value = _within_line(words, start)
        if value is not None:
            return value, start + len(words)
        value, end = _enclosed(text, start, depth)
        if not _REST.match(text, end):
            raise NotPlainError
        return value, end
    if words[0] in SPECIAL and (words[0] != "-" or words[1:2] in ("", " ")):
        raise NotPlainError
    words = words.partition(" #")[0].rstrip(" ")
    if ": " in words or words.endswith(":"):
        raise NotPlainError
    return None if words in NULLS else words, start + len(words)


def _within_line(words: str, start: int) -> Value:
    """Return the value of brackets or quotation marks that end with the line; None if it is not a simple one."""
    if words[0] == "[" and (found := _FLOW_LIST.fullmatch(words)):
        several = found[1].split(", ")
        if NULLS.isdisjoint(several):
            listed = SeqNode(start)
            listed.extend(several)
            listed.end = start + len(words)
            return listed
    elif words[0] == "{" and (found := _FLOW_MAPPING.fullmatch(words)):
        return _mapping_of(found[1].split(", "), start)
    elif words[0] == '"' and "\\" not in words and words.find('"', 1) == len(words) - 1:
        return Quoted(words[1:-1])
    return None


def _enclosed(text: str, start: int, depth: int) -> tuple[Value, int]:
    """Return a value in quotation marks, without escapes, or in brackets, and its end."""
    if text[start] in "[{":
        if depth >= MAX_DEPTH:
            raise NotPlainError
        return _flow(text, start, depth + 1)
    found = _QUOTED.match(text, start)
    if found is None:
        raise NotPlainError
    return Quoted(found[1] if found[2] is None else found[2]), found.end()


def _flow(text: str, start: int, depth: int) -> tuple[MapNode | SeqNode, int]:
    """Return a list or a mapping in brackets, and its end."""
    node, last = (MapNode(start), "}") if text[start] == "{" else (SeqNode(start), "]")
    found = _FLOW_START.match(text, start)
    while found is not None and found[1] != last:
        if found[1] and found[1] != ",":
            raise NotPlainError
        found = _FLOW_NEXT.match(text, _flow_entry(text, node, found.end(), depth))
    if found is None:
        raise NotPlainError
    node.end = found.end(1)
    return node, node.end


def _flow_entry(text: str, node: MapNode | SeqNode, start: int, depth: int) -> int:
    """Add the entry at an offset to a list or a mapping in brackets; return its end."""
    key = _FLOW_KEY.match(text, start) if type(node) is MapNode else None
    first = key.end() if key is not None else start
    value: Value
    if text.startswith(_ENCLOSING, first):
        value, end = _enclosed(text, first, depth)
    elif words := _FLOW_WORDS.match(text, first):
        value, end = None if words[0] in NULLS else words[0], words.end()
    else:
        raise NotPlainError
    if type(node) is SeqNode:
        node.append(value)
    elif type(node) is MapNode and key is not None and key[1] not in node and len(key[1]) <= MAX_KEY:
        node[key[1]] = value
    else:
        raise NotPlainError
    node.offsets.append((start, first, end))
    return end


def _mapping_of(pairs: list[str], start: int) -> MapNode | None:
    """Return a mapping of words, from pairs with one space after each colon and comma; None if one has no value."""
    mapping = MapNode(start)
    end = start - 1
    for pair in pairs:
        key, _, word = pair.partition(": ")
        if word in NULLS or key in mapping or len(key) > MAX_KEY:
            return None
        end += 2 + len(pair)
        mapping[key] = word
        mapping.offsets.append(end)
    mapping.end = end + 1
    return mapping
