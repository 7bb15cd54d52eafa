"""Build nodes from the events of a YAML parser, with a report of every problem.

It takes one pass and has limits of its own: events do not recurse, so deep nesting cannot exhaust the stack.  Tags,
merge keys and aliases that multiply are reported as problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from pap_cli.diagnostics import Rule
from pap_cli.load.yaml import nodes
from pap_cli.load.yaml.nodes import NULLS, MapNode, Quoted, SeqNode, Value
from pap_cli.load.yaml.parser import TAG
from pap_cli.load.yaml.refused import CONTROL
from pap_cli.model.dates import quote
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.yaml import (
    ALIAS,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    MERGE_KEY,
    SEVERAL_DOCUMENTS,
    TOO_MUCH,
    YAML_SYNTAX,
    YAML_TAG,
)

_SURROGATE = re.compile("[\ud800-\udfff]")


class StopReadingError(Exception):
    """Raised after a problem is reported that makes the rest of the file unreadable."""


class Builder:
    """Builds nodes from events, one method for each kind, with its own stack."""

    __slots__ = (
        "aliased",
        "anchors",
        "count",
        "documents",
        "key",
        "key_end",
        "key_start",
        "parent",
        "quoted",
        "report",
        "root",
        "source",
        "stack",
    )

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.quoted = (0, 0)
        self.root: Value = None
        self.parent: MapNode | SeqNode | None = None
        self.key: str | None = None
        self.key_start = self.key_end = 0
        self.stack: list[tuple[MapNode | SeqNode | None, str | None, int]] = []
        self.anchors: dict[str, Value] = {}
        self.aliased = 0
        self.count = 0
        self.documents = 0

    def read(self, events: Iterator[Any]) -> Value:
        """Return the root of the only document.

        Raises:
            StopReadingError: if a problem was reported after which nothing more can be read.
        """
        methods = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._opening,
            yaml.SequenceStartEvent: self._opening,
            yaml.MappingEndEvent: self._closing,
            yaml.SequenceEndEvent: self._closing,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in events:
            method = methods.get(type(event))
            if method is not None:
                method(event)
        return self.root

    def _stop(self, rule: Rule, message: str, help: str, event: Any) -> Exception:
        self.report(rule, message, help, event.start_mark.index, event.end_mark.index)
        return StopReadingError()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._stop(
                SEVERAL_DOCUMENTS,
                "second YAML document in one file",
                "move it to its own file, or delete the line ---",
                event,
            )

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        text = event.value
        start = event.start_mark.index
        plain = not event.style
        if not plain:
            self.quoted = (start, event.end_mark.index)
            if not text.isascii() and _SURROGATE.search(text):  # libyaml refuses these itself
                message = "incomplete character"
                raise self._stop(YAML_SYNTAX, message, "write the character itself", event)
        if self.key is None and type(self.parent) is MapNode:
            self._open_key(self.parent, text, plain, event)
            self.key = text if plain else Quoted(text)
            self.key_start, self.key_end = start, event.end_mark.index
            return
        value = (None if text in NULLS else text) if plain else Quoted(text)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        end = event.end_mark.index
        if start == end and self.key is not None:  # nothing, which is after the colon: the parsers place it differently
            colon = self.source.text.find(":", self.key_end, end)
            start = end = self.key_end if colon < 0 else colon + 1
        self._add(value, start, end)

    def _opening(self, event: Any) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if self.key is None and type(self.parent) is MapNode:
            raise self._key_not_text(event)
        if len(self.stack) >= nodes.MAX_DEPTH:
            message = f"nested too deeply: more than {nodes.MAX_DEPTH} levels"
            raise self._stop(TOO_MUCH, message, "use fewer levels", event)
        start = event.start_mark.index
        value: MapNode | SeqNode = MapNode(start) if type(event) is yaml.MappingStartEvent else SeqNode(start)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.stack.append((self.parent, self.key, self.key_start))
        self.parent, self.key = value, None

    def _closing(self, event: Any) -> None:
        value = self.parent
        if value is None:
            return
        end = event.end_mark.index
        if end > event.start_mark.index:
            value.end = end  # a closing bracket; a block ends with its last value, without the blank lines after it
        self.parent, self.key, self.key_start = self.stack.pop()
        self._add(value, value.start, value.end)

    def _alias(self, event: Any) -> None:
        if self.key is None and type(self.parent) is MapNode:
            raise self._key_not_text(event)
        name = event.anchor
        if name not in self.anchors:
            message = f"*{name} refers to an anchor &{name} that is not defined above it"
            raise self._stop(ALIAS, message, f'put text that starts with * in quotation marks: "*{name}…"', event)
        value = self.anchors[name]
        if value is self.parent or any(value is container for container, _, _ in self.stack):
            raise self._stop(ALIAS, f"*{name} refers to itself", "replace it with the value", event)
        self.aliased += _size(value)
        if self.aliased > nodes.MAX_ALIASED_NODES:
            message = f"the aliases in this file repeat more than {nodes.MAX_ALIASED_NODES:,} values"
            raise self._stop(ALIAS, message, "replace them with the values", event)
        self._add(value, event.start_mark.index, event.end_mark.index)

    def _add(self, value: Value, start: int, end: int) -> None:
        """Add a complete value to its parent."""
        self.count += 1
        parent = self.parent
        if type(parent) is MapNode:
            key = self.key
            self.key = None
            if key is not None:
                parent.put(key, value, (self.key_start, start, end))
        elif type(parent) is SeqNode:
            parent.append(value)
            parent.offsets.append((start, start, end))
        else:
            self.root = value
            return
        parent.end = end
        if self.count > nodes.MAX_NODES:
            self.report(TOO_MUCH, f"more than {nodes.MAX_NODES:,} values in one file", "split the file", start, end)
            raise StopReadingError

    def _open_key(self, parent: MapNode, text: str, plain: bool, event: Any) -> None:
        """Check a key before its value is read."""
        if plain and text == "<<":
            raise self._stop(MERGE_KEY, "merge keys (<<) are not supported", "write the keys in full", event)
        if plain and text in NULLS:
            raise self._key_not_text(event)
        if not plain and (found := CONTROL.search(text)):
            message = f"invisible character U+{ord(found[0]):04X} in this key"
            raise self._stop(KEY_NOT_TEXT, message, "delete it", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = text
        if text in parent:
            start, end = event.start_mark.index, event.end_mark.index
            line, _ = self.source.position(parent.at(text)[0])
            self.report(
                DUPLICATE_KEY,
                f"duplicate key {quote(text)}: the one on line {line} is used",
                "delete one of them",
                start,
                end,
            )

    def _key_not_text(self, event: Any) -> Exception:
        return self._stop(KEY_NOT_TEXT, "a key must be text", "write it as  name: value", event)

    def _refuse_tag(self, event: Any) -> None:
        text, first = self.source.text, event.start_mark.index
        found = TAG.search(text, first)  # an anchor may be before it
        name = found[0] if found else "!"
        start = found.start() if found else first
        self.report(
            YAML_TAG,
            f"YAML tag {quote(name)} is not supported",
            "write the value without it; put text that starts with ! in quotation marks",
            start,
            start + len(name),
        )


def _size(value: Value) -> int:
    """Return the number of values in a node, including itself."""
    if isinstance(value, MapNode):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, SeqNode) else 1
