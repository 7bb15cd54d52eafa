"""Single values as YAML text: without quotation marks where every reader of YAML takes them as what they are."""

from __future__ import annotations

import re
from functools import lru_cache

from pap_cli.load.yaml.nodes import Quoted
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.place import Source


class Word(str):
    """A date, a number, a flag or a word of `pap`: text that is written without quotation marks."""

    __slots__ = ()


# What a reader of YAML 1.1 or 1.2 takes as a number, a date, a flag or nothing if it has no quotation marks.
_NOT_TEXT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|y|yes|n|no|true|false|on|off|null|~|=|<<",
    re.IGNORECASE,
)
# A number that is no year.
_NUMBER = re.compile(r"[-+]?[0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9_]+[eE][-+]?[0-9]+")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_IN_BRACKETS = frozenset(",[]{}")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Characters that YAML does not allow as they are, that end a line for some reader, or that nobody can see.
_ESCAPED = re.compile('[\\\\"\\x00-\\x1f\\x7f-\\xa0\\u2028\\u2029\\ufeff\\ufffe\\uffff]')
DOUBLE, SINGLE = '"', "'"


def as_yaml(text: str, *, brackets: bool = False, marks: str = "") -> str:
    """Return a value as YAML text, on one line.

    Within `brackets` a comma ends a value.  `marks` are the quotation marks of the value that it takes the place of;
    without them it has none if it can do without.
    """
    if marks == SINGLE and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if marks == DOUBLE or not (isinstance(text, Word) or _can_be_plain(text)) or not _reads_as(text, brackets=brackets):
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    return str(text)


def key_as_yaml(key: str, *, brackets: bool = False) -> str:
    """Return a key as YAML text: an ID such as 2.5 is one only in quotation marks; words and periods have none."""
    return as_yaml(key if _NUMBER.fullmatch(key) else Word(key), brackets=brackets)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _can_be_plain(text: str) -> bool:
    """Return True if every reader of YAML takes this as text, in brackets as well."""
    if not text or not text.isprintable() or text[0] in _INDICATORS or text != text.strip():
        return False
    return not (_NOT_TEXT.fullmatch(text) or ": " in text or " #" in text or text.endswith(":"))


@lru_cache(maxsize=4096)
def _reads_as(text: str, *, brackets: bool) -> bool:
    """Return True if our own reader takes this for the same text, without quotation marks."""
    if brackets and not _IN_BRACKETS.isdisjoint(text):
        return False
    found = read_nodes(Source("", f"{{x: {text}}}" if brackets else f"x: {text}\n"), lambda *_: None)
    value = found.get("x") if isinstance(found, dict) else None
    return value == text and not isinstance(value, Quoted)
