"""YAML read from the events of PyYAML's parser: everything that it may hold, and in words what is wrong with it.

One pass, under limits of our own: events do not recurse, so that no nesting can exhaust the stack.  Tags, merge keys
and aliases that multiply are findings, not features.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from pap_cli.diagnostics import Rule
from pap_cli.load.yaml import nodes
from pap_cli.load.yaml.nodes import NULLS, MapNode, Quoted, SeqNode, Value
from pap_cli.load.yaml.reporting import Report
from pap_cli.load.yaml.syntax import report_syntax
from pap_cli.model.dates import quote
from pap_cli.model.place import Source
from pap_cli.problems.files import CONTROL_CHARACTER, MERGE_CONFLICT
from pap_cli.problems.yaml import (
    ALIAS,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    MERGE_KEY,
    SEVERAL_DOCUMENTS,
    TAG,
    TOO_MUCH,
    YAML_SYNTAX,
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)


class _StopReadingError(Exception):
    """The rest of this file cannot be made sense of; it was reported."""


def read_events(source: Source, report: Report) -> Value:
    """Read one YAML document of any kind; None for one with nothing in it and for one that cannot be read."""
    if found := _CONTROL.search(source.text):
        start = found.start()
        report(
            CONTROL_CHARACTER,
            f"the character U+{ord(found[0]):04X} cannot stand in a YAML file",
            "delete it; it often comes in with text pasted from elsewhere",
            start,
            start + 1,
        )
        return None
    if found := _CONFLICT.search(source.text):
        report(
            MERGE_CONFLICT,
            "a merge conflict was left in this file",
            "decide which side holds, delete the lines that start with <<<<<<<, ======= and >>>>>>>",
            found.start(),
            found.start() + 7,
        )
        return None
    reader = _Reader(source, report)
    try:
        return reader.read(_events(source.text))
    except _StopReadingError:
        return None
    except yaml.MarkedYAMLError as error:
        report_syntax(error, source, report, reader.quoted)
    except (yaml.YAMLError, ValueError, RecursionError):
        # libyaml's own limits and any fault of its bindings: still a finding in this file, never a traceback
        report(YAML_SYNTAX, "this is not YAML that can be read", "", 0, 0)
    return None


def _events(text: str) -> Iterator[Any]:
    """The parser's events: from libyaml where PyYAML was built with it, else from PyYAML's own parser."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    get_event = loader.get_event
    try:
        while True:
            yield get_event()
            if not loader.check_event():
                return
    finally:
        loader.dispose()


class _Reader:
    """Builds containers from events, one method for each kind, with a stack of its own."""

    __slots__ = (
        "aliased",
        "anchors",
        "count",
        "documents",
        "key",
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
        self.key_start = 0
        self.stack: list[tuple[MapNode | SeqNode | None, str | None, int]] = []
        self.anchors: dict[str, Value] = {}
        self.aliased = 0
        self.count = 0
        self.documents = 0

    def read(self, events: Iterator[Any]) -> Value:
        """The one document of a stream."""
        methods = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.opening,
            yaml.SequenceStartEvent: self.opening,
            yaml.MappingEndEvent: self.closing,
            yaml.SequenceEndEvent: self.closing,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        for event in events:
            method = methods.get(type(event))
            if method is not None:
                method(event)
        return self.root

    def stop(self, rule: Rule, message: str, help: str, event: Any) -> Exception:
        self.report(rule, message, help, event.start_mark.index, event.end_mark.index)
        return _StopReadingError()

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.stop(
                SEVERAL_DOCUMENTS,
                "a second document starts here; a file holds one",
                "put it in a file of its own, or delete the line ---",
                event,
            )

    def scalar(self, event: Any) -> None:
        if event.tag is not None:
            self.refuse_tag(event)
        text = event.value
        start = event.start_mark.index
        plain = event.implicit[0]
        if not plain:
            self.quoted = (start, event.end_mark.index)
            if not text.isascii() and _SURROGATE.search(text):  # libyaml refuses these itself
                message = "half of a character is written here"
                raise self.stop(YAML_SYNTAX, message, "write the character itself", event)
        if self.key is None and type(self.parent) is MapNode:
            self.open_key(self.parent, text, plain, event)
            self.key = text if plain else Quoted(text)
            self.key_start = start
            return
        value = (None if text in NULLS else text) if plain else Quoted(text)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.add(value, start, event.end_mark.index)

    def opening(self, event: Any) -> None:
        if event.tag is not None:
            self.refuse_tag(event)
        if self.key is None and type(self.parent) is MapNode:
            raise self.key_not_text(event)
        if len(self.stack) >= nodes.MAX_DEPTH:
            message = f"this is nested deeper than {nodes.MAX_DEPTH} levels"
            raise self.stop(TOO_MUCH, message, "no plan needs to be as deep as this", event)
        start = event.start_mark.index
        value: MapNode | SeqNode = MapNode(start) if type(event) is yaml.MappingStartEvent else SeqNode(start)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.stack.append((self.parent, self.key, self.key_start))
        self.parent, self.key = value, None

    def closing(self, event: Any) -> None:
        value = self.parent
        if value is None:
            return
        end = event.end_mark.index
        if end > event.start_mark.index:
            value.end = end  # a closing bracket; a block ends with its last value, not with the blank lines after it
        self.parent, self.key, self.key_start = self.stack.pop()
        self.add(value, value.start, value.end)

    def alias(self, event: Any) -> None:
        if self.key is None and type(self.parent) is MapNode:
            raise self.key_not_text(event)
        name = event.anchor
        if name not in self.anchors:
            message, help = (
                f"there is no &{name} above for *{name}",
                f'text that starts with * needs quotes: "*{name}…"',
            )
            raise self.stop(ALIAS, message, help, event)
        value = self.anchors[name]
        if value is self.parent or any(value is container for container, _, _ in self.stack):
            raise self.stop(ALIAS, f"*{name} stands inside what it repeats", "write the value out", event)
        self.aliased += _size(value)
        if self.aliased > nodes.MAX_ALIASED_NODES:
            message = f"the aliases of this file repeat more than {nodes.MAX_ALIASED_NODES:,} values"
            raise self.stop(ALIAS, message, "write the values out", event)
        self.add(value, event.start_mark.index, event.end_mark.index)

    def add(self, value: Value, start: int, end: int) -> None:
        """Put a finished value where it belongs."""
        self.count += 1
        parent = self.parent
        if type(parent) is MapNode:
            key = self.key
            self.key = None
            if key is not None:
                parent.put(key, value, (self.key_start, start, end))
        elif type(parent) is SeqNode:
            parent.append(value)
            parent.stood.append((start, start, end))
        else:
            self.root = value
            return
        parent.end = end
        if self.count > nodes.MAX_NODES:
            self.report(TOO_MUCH, f"more than {nodes.MAX_NODES:,} values in one file", "split the file", start, end)
            raise _StopReadingError

    def open_key(self, parent: MapNode, text: str, plain: bool, event: Any) -> None:
        """Judge a key before its value is read."""
        if plain and text == "<<":
            raise self.stop(MERGE_KEY, "merge keys (<<) are not read", "write the fields out", event)
        if plain and text in NULLS:
            raise self.key_not_text(event)
        if not plain and (found := _CONTROL.search(text)):
            message = f"this key holds the character U+{ord(found[0]):04X}"
            raise self.stop(KEY_NOT_TEXT, message, "write it as  name: value", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = text
        if text in parent:
            start, end = event.start_mark.index, event.end_mark.index
            line, _ = self.source.position(parent.at(text)[0])
            self.report(
                DUPLICATE_KEY,
                f"{quote(text)} is written twice in one entry; the one on line {line} is kept",
                "delete one of them",
                start,
                end,
            )

    def key_not_text(self, event: Any) -> Exception:
        return self.stop(KEY_NOT_TEXT, "a key must be a single word or text", "write it as  name: value", event)

    def refuse_tag(self, event: Any) -> None:
        name = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        first, last = event.start_mark.index, event.end_mark.index
        start = self.source.text.find(name, first, last)
        end = start + len(name) if start >= 0 else first + 1
        self.report(
            TAG,
            f"the YAML tag {quote(name)} is not read",
            "write the plain value; text that starts with ! goes between quotation marks",
            max(start, first),
            end,
        )


def _size(value: Value) -> int:
    """How many values one is made of, itself among them."""
    if isinstance(value, MapNode):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, SeqNode) else 1
