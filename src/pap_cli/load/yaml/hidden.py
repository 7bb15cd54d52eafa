"""Hidden characters, which reverse the text shown or take no space.

They make a line look different to a reviewer and to a program (CVE-2021-42574), so the whole text of a file is searched
for them, including comments and values with an escape such as `"\\u202e"`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pap_cli.load.yaml.nodes import MapNode, SeqNode, Value
from pap_cli.model.joiners import NEEDED, is_needed
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.files import HIDDEN_CHARACTER

_REVERSING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_HIDDEN = re.compile(f"{NEEDED}|[{_REVERSING}{_INVISIBLE}\u200c\u200d]")
_ESCAPE = r"\\[xuUNLP_]"


def report_hidden(source: Source, node: Value, report: Report) -> None:
    """Report hidden characters in the text of a file, and in its values with escapes."""
    if not source.text.isascii():
        for found in hidden_in(source.text):
            _report(found[0], report, found.start(), found.end())
    if "\\" in source.text and re.search(_ESCAPE, source.text):
        _report_escaped(node, source, report)


def hidden_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the hidden characters of a text, but not those that emoji and words need."""
    return (found for found in _HIDDEN.finditer(text) if not is_needed(found))


def _report_escaped(root: Value, source: Source, report: Report) -> None:
    """Report keys and values with an escaped hidden character, once each even if aliases repeat them."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, MapNode):
            parts = [(node[key], *at[-2:]) for key, at in node.fields().items()]
            parts += [(key, at[0], _key_end(source.text, *at[:2])) for key, at in node.fields().items()]
        elif isinstance(node, SeqNode):
            parts = [(text, *at[-2:]) for text, at in zip(node, node.places(), strict=True)]
        else:
            continue
        for text, start, end in parts:
            if (start, end) in seen:
                continue
            seen.add((start, end))
            if not isinstance(text, str):
                waiting.append(text)
            elif not text.isascii() and (found := next(hidden_in(text), None)) and "\\" in source.text[start:end]:
                _report(found[0], report, start, end)


def _key_end(text: str, start: int, value: int) -> int:
    """Return the offset after a key, before its colon, given the offset of the value."""
    return start + len(text[start:value].rstrip(" \t\r\n:"))


def _report(character: str, report: Report, start: int, end: int) -> None:
    name = unicodedata.name(character, "").lower()
    what = f"U+{ord(character):04X}{f', {name}' if name else ''}"
    reversing = re.match(f"[{_REVERSING}]", character)
    kind = "character that reverses the text shown" if reversing else "invisible character"
    report(HIDDEN_CHARACTER, f"{kind}: {what}", "delete it", start, end)
