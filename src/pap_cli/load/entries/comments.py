"""Text that YAML takes for a comment: `Reduce waits on ward #4 by May` ends before the `#`, without an error.

Only values without quotation marks that hold text can lose their end this way, and few files have such a comment, so
values are looked at only where there is one.  A comment with a space after its `#` is meant as one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic
from pap_cli.load.entries.slots import shape_of
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode, Value
from pap_cli.model.dates import quote
from pap_cli.model.kpi import KpiFile
from pap_cli.model.measure import Missing
from pap_cli.model.place import Source
from pap_cli.model.plan import PlanFile
from pap_cli.problems import Report
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.yaml import COMMENT_IN_TEXT

# A comment without a space after its `#`; one that starts with a sign is a line or a shebang.  The pattern starts with
# `#`, not with the blanks before it, which are everywhere and would all be tried.
_COMMENT = re.compile(r"#(?<=[ \t]#)[^\s#=*!/~_+-][^\r\n\x85\u2028\u2029]*")
_NOT_TEXT = frozenset(code.value for code in Missing)


def report_comments(source: Source, root: Value, report: Report, reported: list[Diagnostic]) -> None:
    """Report text that follows a value after ` #`, without a space.

    If it is all there is, and so a missing value is `reported`, that problem says what to write instead.
    """
    text = source.text
    if " #" not in text and "\t#" not in text:
        return
    comments = _comments(text)
    waiting: list[tuple[str, Value]] = [("", root)] if comments else []
    seen: set[int] = set()
    while waiting:
        key, node = waiting.pop()
        if id(node) in seen or not isinstance(node, MapNode | SeqNode):
            continue
        seen.add(id(node))  # aliases repeat a value
        if isinstance(node, MapNode):
            parts = [(name, node[name], *at[1:]) for name, at in node.fields().items()]
        else:
            parts = [(key, value, *at[1:]) for value, at in zip(node, node.places(), strict=True)]
        for name, value, start, end in parts:
            waiting.append((name, value))
            if end in comments and _may_be_text(name, value) and (value is not None or start == end):
                at, comment = comments.pop(end)
                help = _help(f"{value or ''}{text[end:at]}{comment}".strip())
                if value is not None or not _advise(reported, source.position(at)[0], help):
                    message = f"{quote(comment)} is a comment, not part of the text"
                    report(COMMENT_IN_TEXT, message, help, at, at + len(comment))


def _comments(text: str) -> dict[int, tuple[int, str]]:
    """Return the offset and the text of each comment on the line of a value, by the end of that value."""
    found: dict[int, tuple[int, str]] = {}
    for comment in _COMMENT.finditer(text):
        end = start = comment.start()
        while end and text[end - 1] in " \t":
            end -= 1
        if end and not text[end - 1].isspace():
            found[end] = start, comment[0].rstrip()
    return found


def _help(whole: str) -> str:
    return f"put the text in quotation marks: {quoted(whole)}, or put a space after # if it is meant as a comment"


def _advise(reported: list[Diagnostic], line: int, help: str) -> bool:
    """Add to a missing value on a line what to write; return False if none is reported there."""
    for index, one in enumerate(reported):
        if one.rule is MISSING_KEY and one.span is not None and one.span.line == line:
            reported[index] = replace(one, help=help)
            return True
    return False


def quoted(text: str) -> str:
    """Return a value with quotation marks around it, as YAML."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _may_be_text(key: str, value: Value) -> bool:
    """Return True if a value, or nothing, may be the beginning of a text."""
    if key in _other_keys():
        return False
    if value is None:
        return True
    return isinstance(value, str) and not isinstance(value, Quoted) and _is_words(value)


def _is_words(value: str) -> bool:
    return value not in _NOT_TEXT and any(character.isalpha() for character in value)


@cache
def _other_keys() -> frozenset[str]:
    """Return the keys whose value is never text: dates, numbers, IDs, words from a list."""
    text, other = set[str](), set[str]()
    waiting: list[type[Any]] = [PlanFile, KpiFile]
    seen: set[type[Any]] = set()
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.add(cls)
        for key, slot in shape_of(cls).keys.items():
            if slot.entry is not None:
                waiting.append(slot.entry)
            words = slot.entry is not None or (
                slot.reader is not None and slot.reader.words == "text" and not slot.refers
            )
            (text if words else other).add(key)
    return frozenset(other - text)
