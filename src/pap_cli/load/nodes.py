"""YAML text as plain containers that remember where everything stood.

One pass over the events of PyYAML's parser, under limits of our own: events do not recurse, so that no nesting can
exhaust the stack, and scalars stay text until the model types them, so that `no` is never False and `010` never 8.
Tags, merge keys and aliases that multiply are findings, not features.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml

from pap_cli import faults
from pap_cli.diagnostics import Rule
from pap_cli.model.dates import quote
from pap_cli.model.place import Source

Value: TypeAlias = "str | MapNode | SeqNode | None"
Report: TypeAlias = Callable[[Rule, str, str, int, int], None]
"""Takes a rule, a message, a help text, and the first and last offset of what is wrong."""

MAX_DEPTH = 40
MAX_NODES = 3_000_000
MAX_ALIASED_NODES = 10_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)


class Quoted(str):
    """A scalar that was written between quotation marks, or as a block: text, whatever it looks like."""

    __slots__ = ()


class MapNode(dict[str, "Value"]):
    """A mapping; `at` holds for each key the offset of the key and the first and last offset of its value."""

    __slots__ = ("at", "end", "size", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.size = 1
        self.at: dict[str, tuple[int, int, int]] = {}


class SeqNode(list["Value"]):
    """A list; `at` holds for each entry its first offset, again its first, and its last."""

    __slots__ = ("at", "end", "size", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.size = 1
        self.at: list[tuple[int, int, int]] = []


class _StopReadingError(Exception):
    """The rest of this file cannot be made sense of; it was reported."""


def read_nodes(source: Source, report: Report) -> Value:
    """Read one YAML document.

    Everything wrong is reported; what can be kept is returned.  None stands for a file with nothing in it and for a
    file that could not be read at all.
    """
    if found := _CONTROL.search(source.text):
        start = found.start()
        report(
            faults.CONTROL_CHARACTER,
            f"the character U+{ord(found[0]):04X} cannot stand in a YAML file",
            "delete it; it often comes in with text pasted from elsewhere",
            start,
            start + 1,
        )
        return None
    if found := _CONFLICT.search(source.text):
        report(
            faults.MERGE_CONFLICT,
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
        _report_syntax(error, source, report, reader.quoted)
    except (yaml.YAMLError, ValueError, RecursionError):
        # libyaml's own limits and any fault of its bindings: still a finding in this file, never a traceback
        report(faults.YAML_SYNTAX, "this is not YAML that can be read", "", 0, 0)
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
                faults.SEVERAL_DOCUMENTS,
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
        if self.key is None and type(self.parent) is MapNode:
            self.open_key(self.parent, text, plain, event)
            self.key = text if plain else Quoted(text)
            self.key_start = start
            return
        value = (None if text in _NULLS else text) if plain else Quoted(text)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.add(value, start, event.end_mark.index, 1)

    def opening(self, event: Any) -> None:
        if event.tag is not None:
            self.refuse_tag(event)
        if self.key is None and type(self.parent) is MapNode:
            raise self.key_not_text(event)
        if len(self.stack) >= MAX_DEPTH:
            message = f"this is nested deeper than {MAX_DEPTH} levels"
            raise self.stop(faults.TOO_MUCH, message, "no plan needs to be as deep as this", event)
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
        self.add(value, value.start, value.end, value.size)

    def alias(self, event: Any) -> None:
        if self.key is None and type(self.parent) is MapNode:
            raise self.key_not_text(event)
        name = event.anchor
        if name not in self.anchors:
            message, help = (
                f"there is no &{name} above for *{name}",
                f'text that starts with * needs quotes: "*{name}…"',
            )
            raise self.stop(faults.ALIAS, message, help, event)
        value = self.anchors[name]
        size = value.size if isinstance(value, MapNode | SeqNode) else 1
        if value is self.parent or any(value is container for container, _, _ in self.stack):
            raise self.stop(faults.ALIAS, f"*{name} stands inside what it repeats", "write the value out", event)
        self.aliased += size
        if self.aliased > MAX_ALIASED_NODES:
            message = f"the aliases of this file repeat more than {MAX_ALIASED_NODES:,} values"
            raise self.stop(faults.ALIAS, message, "write the values out", event)
        self.add(value, event.start_mark.index, event.end_mark.index, size)

    def add(self, value: Value, start: int, end: int, size: int) -> None:
        """Put a finished value where it belongs."""
        self.count += 1
        parent = self.parent
        if type(parent) is MapNode:
            key = self.key
            self.key = None
            if key is not None and key not in parent:
                parent[key] = value
                parent.at[key] = (self.key_start, start, end)
        elif type(parent) is SeqNode:
            parent.append(value)
            parent.at.append((start, start, end))
        else:
            self.root = value
            return
        parent.end = end
        parent.size += size
        if self.count > MAX_NODES:
            self.report(faults.TOO_MUCH, f"more than {MAX_NODES:,} values in one file", "split the file", start, end)
            raise _StopReadingError

    def open_key(self, parent: MapNode, text: str, plain: bool, event: Any) -> None:
        """Judge a key before its value is read."""
        if plain and text == "<<":
            raise self.stop(faults.MERGE_KEY, "merge keys (<<) are not read", "write the fields out", event)
        if plain and text in _NULLS:
            raise self.key_not_text(event)
        if not plain and (found := _CONTROL.search(text)):
            message = f"this key holds the character U+{ord(found[0]):04X}"
            raise self.stop(faults.KEY_NOT_TEXT, message, "write it as  name: value", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = text
        if text in parent:
            start, end = event.start_mark.index, event.end_mark.index
            line, _ = self.source.position(parent.at[text][0])
            self.report(
                faults.DUPLICATE_KEY,
                f"{quote(text)} is written twice in one entry; the one on line {line} is kept",
                "delete one of them",
                start,
                end,
            )

    def key_not_text(self, event: Any) -> Exception:
        return self.stop(faults.KEY_NOT_TEXT, "a key must be a single word or text", "write it as  name: value", event)

    def refuse_tag(self, event: Any) -> None:
        name = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        first, last = event.start_mark.index, event.end_mark.index
        start = self.source.text.find(name, first, last)
        end = start + len(name) if start >= 0 else first + 1
        self.report(
            faults.TAG,
            f"the YAML tag {quote(name)} is not read",
            "write the plain value; text that starts with ! goes between quotation marks",
            max(start, first),
            end,
        )


# What libyaml says, and what to tell a person instead: a message, and what to write.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a second “: ” in this line",
        'put text that holds a colon and a space between quotation marks, as in title: "Part 1: homes"',
    ),
    ("could not find expected ':'", "there is no “: ” here", "write it as  name: value, with a space after the colon"),
    (
        "did not find expected key",
        "this line does not fit the lines around it",
        "line it up with the entries it belongs to",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "start it with “- ”, lined up with the other entries, or indent it further than the dash",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot start here",
        "put the first “- ” on a line of its own, below the key",
    ),
    (
        "unexpected end of stream",
        "this quotation mark is never closed",
        "close the text with the mark it began with",
    ),
    (
        "did not find expected ',' or ']'",
        "this square bracket is not closed, or a comma is missing",
        "write the list as [one, two]",
    ),
    (
        "did not find expected ',' or '}'",
        "this brace is not closed, or a comma is missing",
        "write the entry as {to: 2016-09-30, by: cabinet}",
    ),
    ("did not find expected node content", "there is no value here", "write one, or delete what leads up to it"),
    (
        "alphabetic or numeric character",
        "a value that starts with * or & stands for another value",
        "put the text between quotation marks",
    ),
    (
        "unknown escape character",
        "between double quotation marks, a backslash has a meaning",
        "put the text between single quotation marks",
    ),
    ("found unexpected ':'", "there is no space after this colon", "write it as  name: value"),
    (
        "expected comment or line break",
        "no text can follow | or > on its line",
        "begin it on the next line, indented, or put it between quotation marks",
    ),
    ("did not find expected <document start>", "this line does not belong to what stands above", "check its indent"),
)
_OPENINGS = ("unexpected end of stream", "expected ',' or", "could not find expected ':'", "alphabetic or numeric")
"""Problems that are noticed late: the place to show is where the thing began, not where the parser gave up."""


def _report_syntax(error: yaml.MarkedYAMLError, source: Source, report: Report, quoted: tuple[int, int]) -> None:
    """Say what libyaml found wrong in words that a person who never heard of libyaml can use."""
    problem = f"{error.problem or ''}".lower()
    begun = any(words in problem for words in _OPENINGS)
    marks = (error.context_mark, error.problem_mark) if begun else (error.problem_mark, error.context_mark)
    mark = marks[0] or marks[1]
    start = min(mark.index, len(source.text)) if mark else 0
    line, column = source.position(start)
    before, after = source.line(line)[: column - 1], source.line(line)[column - 1 :]
    indented = not before.strip()
    if after.startswith("\t") or (indented and "\t" in before):
        start -= len(before) - len(before.split("\t", 1)[0])
        message = "this line is indented with a tab" if indented else "a tab stands where spaces belong"
        help = "indent with spaces; most editors can be told to do so"
        report(faults.TAB_INDENTATION, message, help, start, start + 1)
        return
    if "cannot start any token" in problem:
        message, help = f"a value cannot start with {quote(after[:1])}", "put the text between quotation marks"
    elif "mapping values" in problem and ": " not in before:
        message = "this line is read as going on from the one above"
        help = "line it up with its neighbours; a dash has a space after it, as in  - id: A1"
    elif "expected key" in problem and not indented:
        start, message, help = _going_on(source, start, quoted)
    else:
        known = ((message, help) for words, message, help in _SYNTAX if words in problem)
        otherwise = (f"this is not YAML: {problem}", "check the indentation and the quotation marks")
        message, help = next(known, otherwise)
    report(faults.YAML_SYNTAX, message, help, start, start + 1)


def _going_on(source: Source, start: int, quoted: tuple[int, int]) -> tuple[int, str, str]:
    """What to say where text goes on after a value had ended: where, the message, the help."""
    if source.text[quoted[1] : start].strip() or not quoted[1]:
        message = "the value ended before this, with its bracket"
        return start, message, "put all of the text, brackets included, between quotation marks"
    first, _ = source.position(quoted[0])
    last, _ = source.position(quoted[1])
    if first != last:
        message = f"this quotation mark is closed only on line {last}, where other text follows"
        return quoted[0], message, "close the text with the mark it began with"
    help = "put all of the text between double quotation marks, and write those in it as single ones"
    return start, "the text ended at the quotation mark before this", help
