"""The values that plain lines hold: words, text between quotation marks, short lists and mappings between brackets.

What is simply plain `lines` sees by itself; everything else that may stand behind a colon or a dash is read here, or
refused: with an escape, an anchor, a tag, a comment between brackets it is for a whole YAML parser.
"""

from __future__ import annotations

import re

from pap_cli.load.yaml.nodes import NULLS, MapNode, Quoted, SeqNode, Value

MAX_DEPTH = 30
MAX_KEY = 200

# only single characters are repeated possessively: with groups, early releases of Python 3.11 match too much
_NULL = r"(?:null|Null|NULL)"
# A key, as a pattern: words without anything that could mean something.
KEY = rf"(?!{_NULL}\b)\w[\w./-]*+(?: [\w./-]++)*"
# The characters with which no value begins that is simply plain.
SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_REST = re.compile(r"(?: ++#[^\n]*+| *+)\n")
_QUOTED = re.compile(r"""(?:"([^"\\\n]*+)"|'([^'\n]*+)')""")
_ENCLOSING = ("[", "{", '"', "'")
_FLOW_START = re.compile(r"[\[{][ \n]*+([\]}]?)")
_FLOW_KEY = re.compile(rf"({KEY}): ++")
_WORDS = r"(?:\w|-(?=[\w.]))[\w./%()+’';-]*+(?: ++[\w./%()+’';-]++)*"
_FLOW_WORDS = re.compile(_WORDS)
_FLOW_LIST = re.compile(rf"\[({_WORDS}(?:, {_WORDS})*)\]")
# Nearly all that stands between brackets: words alone, as people write them.
_FLOW_MAPPING = re.compile(rf"\{{({KEY}: {_WORDS}(?:, {KEY}: {_WORDS})*)\}}")
# What follows a value between brackets; a comma before the closing one means nothing.
_FLOW_NEXT = re.compile(r"[ \n]*+(?:,[ \n]*+(?=[\]}]))?([,\]}])[ \n]*+")


class NotPlainError(Exception):
    """Here stands something that only a whole YAML parser can judge."""


def value_at(text: str, words: str, start: int, depth: int) -> tuple[Value, int]:
    """The value that begins with the words at the end of a line and may go on in the next, and where it ends.

    Raises:
        NotPlainError: it is no plain value.
    """
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
        value, end = _enclosed(text, start, depth)
        if not _REST.match(text, end):
            raise NotPlainError
        return value, end
    if opener in SPECIAL and (opener != "-" or words[1:2] in ("", " ")):
        raise NotPlainError
    words = words.partition(" #")[0].rstrip(" ")
    if ": " in words or words.endswith(":"):
        raise NotPlainError
    return None if words in NULLS else words, start + len(words)


def _enclosed(text: str, start: int, depth: int) -> tuple[Value, int]:
    """A value between quotation marks, without escapes, or between brackets, and where it ends."""
    if text[start] in "[{":
        if depth >= MAX_DEPTH:
            raise NotPlainError
        return _flow(text, start, depth + 1)
    found = _QUOTED.match(text, start)
    if found is None:
        raise NotPlainError
    return Quoted(found[1] if found[2] is None else found[2]), found.end()


def _flow(text: str, start: int, depth: int) -> tuple[MapNode | SeqNode, int]:
    """A list or a mapping between brackets, and where it ends."""
    node, last = (MapNode(start), "}") if text[start] == "{" else (SeqNode(start), "]")
    found = _FLOW_START.match(text, start)
    while found is not None and found[1] != last:
        first = position = found.end()
        if found[1] and found[1] != ",":
            raise NotPlainError
        name = _FLOW_KEY.match(text, position) if type(node) is MapNode else None
        if name is not None:
            position = name.end()
        if text.startswith(_ENCLOSING, position):
            value, end = _enclosed(text, position, depth)
        elif words := _FLOW_WORDS.match(text, position):
            value, end = None if words[0] in NULLS else words[0], words.end()
        else:
            raise NotPlainError
        if type(node) is SeqNode:
            node.append(value)
            node.stood.append((position, position, end))
        elif type(node) is MapNode and name is not None and name[1] not in node and len(name[1]) <= MAX_KEY:
            node[name[1]] = value
            node.stood.append((first, position, end))
        else:
            raise NotPlainError
        found = _FLOW_NEXT.match(text, end)
    if found is None:
        raise NotPlainError
    node.end = found.end(1)
    return node, node.end


def _mapping_of(pairs: list[str], start: int) -> MapNode | None:
    """A mapping of words, pair by pair, with a blank after each colon and comma; None where one says nothing."""
    mapping = MapNode(start)
    end = start - 1
    for pair in pairs:
        key, _, word = pair.partition(": ")
        if word in NULLS or key in mapping or len(key) > MAX_KEY:
            return None
        end += 2 + len(pair)
        mapping[key] = word
        mapping.stood.append(end)
    mapping.end = end + 1
    return mapping
