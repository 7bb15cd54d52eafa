"""The settings of a workspace, from `pap.toml` or from `[tool.pap]` in pyproject.toml, read like any other entry."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import fields, replace

from pap_cli.diagnostics import Diagnostic
from pap_cli.load.workspace.calendar import working_calendar
from pap_cli.load.workspace.files import CONFIG_NAME, FileReader
from pap_cli.load.yaml.hidden import report_hidden
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode, Value
from pap_cli.model.config import Config, RuleLevel, SeverityPolicy
from pap_cli.model.dates import show_date
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.place import Source, Span
from pap_cli.problems.values import BAD_SETTING
from pap_cli.problems.yaml import TOO_MUCH

_HEADER = r"\s*(\[?)\[([^\[\]]+)\]\]?\s*(?:#.*)?$"
_KEY = r"\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\s*=\s*(.*)"
# The plain kinds of value; the rest of the line may be a comment.
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s#]+")
_MAX_DEPTH = 20
# How long a file of settings may be, in bytes.
MAX_SETTINGS = 256 * 1024
# How many dots may stand in one of its lines: tomllib takes the square of the time for a key of so many parts.
MAX_DOTS = 500
# The end of a message of tomllib, which gives the place in no other way; a key quoted before it may look the same.
_AT_LINE = r"\(at line (\d+), column (\d+)\)$"

# How many entries a list may have: each finding is held against every one of a list of policies.
MAX_ENTRIES = 100
# How many keys a table may have; there are about half as many rules.
MAX_KEYS = 300


def read_config(reader: FileReader) -> Config:
    """The settings of the workspace; faults in them are findings, and the defaults stand in their place."""
    config = _written(reader)
    return replace(config, rating=replace(config.rating, calendar=working_calendar(config.calendar)))


def _written(reader: FileReader) -> Config:
    for name, table in ((CONFIG_NAME, ()), ("pyproject.toml", ("tool", "pap"))):
        path = reader.root / name
        if not os.path.lexists(path):
            continue
        source = reader.read(path, most=MAX_SETTINGS)
        if source is None:
            continue
        config = _settings(reader, path, source, table)
        if config is not None:
            return config
    return Config()


def _settings(reader: FileReader, path: Path, source: Source, table: tuple[str, ...]) -> Config | None:
    """The settings that a file holds; None if it holds none, or cannot be read."""
    data = _parsed(reader, path, source)
    for part in table:
        data = data.get(part) if isinstance(data, dict) else None
    if not isinstance(data, dict):
        return None
    return _config(reader, source, _sectioned(data) if table else data, table)


def _sectioned(data: Mapping[str, Any]) -> dict[str, Any]:
    """`[tool.pap]` holds what `[pap]` does, and the sections below it: the same tables as in pap.toml."""
    sections = {field.name for field in written_fields(Config)} - {"pap"}
    general = {key: value for key, value in data.items() if key not in sections}
    tables = {key: value for key, value in data.items() if key in sections}
    return {"pap": general, **tables} if general else tables


def _parsed(reader: FileReader, path: Path, source: Source) -> dict[str, Any] | None:
    import tomllib

    for number, written in enumerate(source.text.split("\n"), 1):
        if written.count(".") > MAX_DOTS:
            message, span = f"more than {MAX_DOTS} dots stand in this line", Span(number, 1, number, len(written) + 1)
            reader.report(BAD_SETTING, path, message, "no setting needs as many; shorten it", span)
            return None
    try:
        return tomllib.loads(source.text)
    except ValueError as error:  # tomllib's own, or int's about a number of thousands of digits
        found = re.search(_AT_LINE, str(error))
        line, column = (int(found[1]), int(found[2])) if found else source.position(len(source.text))
        end = len(source.line(line)) + 1  # tomllib may point at the line's end, or beyond it
        span = Span(line, min(column, end), line, min(column + 1, end))
        words = re.sub(_AT_LINE, "", str(error)).strip().rstrip(".")
        message = f"this is not TOML: {words[:1].lower()}{words[1:]}"
        help = 'text goes between quotation marks, as in due-soon = "28 days"'
        reader.report(BAD_SETTING, path, message, help, span)
    except RecursionError:
        reader.report(BAD_SETTING, path, "this is nested deeper than any settings", "write it plainly")
    return None


def _config(reader: FileReader, source: Source, data: dict[str, Any], table: tuple[str, ...]) -> Config:
    from pap_cli.load.entries.validate import FileReading

    if not table:
        unseen = FileReading(source)
        report_hidden(source, None, unseen.report)
        reader.diagnostics += unseen.diagnostics
    reading = FileReading(source)
    positions = _positions(source.text, ".".join(table))
    if (path := _crowded(data, ())) is not None:
        start, _, end = positions.get(path, (0, 0, 0))
        message = f"more than {MAX_ENTRIES} entries or {MAX_KEYS} keys stand here; none of the settings is read"
        reading.report(BAD_SETTING, message, "no check needs as many; delete some", start, end)
        reader.diagnostics += reading.diagnostics
        return Config()
    node = _node(data, (), positions)
    config = reading.entry(Config, node, (0, 0, 0))
    reader.diagnostics += [_as_setting(diagnostic) for diagnostic in reading.diagnostics]
    if reading.not_shown:
        message = f"{reading.not_shown} more faults in this file are not shown"
        reader.report(TOO_MUCH, reader.root / source.path, message, "mend the first ones")
    config = config or Config()
    _judge_calendar(reader, source, config)
    return config


def _judge_calendar(reader: FileReader, source: Source, config: Config) -> None:
    """Find days that are said to be both closed and open."""
    calendar = config.calendar
    both = sorted(set(calendar.closed) & set(calendar.open))
    if both:
        more = f", like {len(both) - 1} more," if both[1:] else ""
        message = f"{show_date(both[0])}{more} is in both closed and open; open is what counts"
        span = calendar.place.span("open") if calendar.place else None
        reader.report(BAD_SETTING, reader.root / source.path, message, "delete it from one of them", span)


def _crowded(value: Any, path: Path_, depth: int = 0) -> Path_ | None:
    """The path of the first list or table that is longer than any settings need."""
    if not isinstance(value, dict | list) or depth > _MAX_DEPTH:
        return None
    if len(value) > (MAX_ENTRIES if isinstance(value, list) else MAX_KEYS):
        return path
    pairs = value.items() if isinstance(value, dict) else ((_nth(index), one) for index, one in enumerate(value))
    found = (_crowded(inner, (*path, name), depth + 1) for name, inner in pairs)
    return next((one for one in found if one is not None), None)


def _as_setting(diagnostic: Diagnostic) -> Diagnostic:
    return Diagnostic(
        rule=BAD_SETTING,
        message=diagnostic.message,
        help=diagnostic.help,
        path=diagnostic.path,
        span=diagnostic.span,
        severity=BAD_SETTING.severity,
    )


Path_ = tuple[str, ...]


def _positions(text: str, prefix: str) -> dict[Path_, tuple[int, int, int]]:
    """Where each `key = value` line stands, by its table and key; tomllib does not say."""
    found: dict[Path_, tuple[int, int, int]] = {}
    section: Path_ = ()
    offset = 0
    tables: Counter[Path_] = Counter()
    for line in text.splitlines(keepends=True):
        if header := re.match(_HEADER, line):
            name = header[2].strip()
            within = name == prefix or name.startswith(prefix + ".") if prefix else True
            name = name[len(prefix) :].lstrip(".") if prefix else name
            section = tuple(part.strip(" \"'") for part in name.split(".") if part) if within else ("\0",)
            if prefix and within and not section:
                section = ("pap",)
            if header[1]:  # one of several tables under the same name
                tables[section] += 1
                section = (*section, _nth(tables[section] - 1))
            start = offset + header.start(2)
            found.setdefault(section, (start, start, offset + header.end(2)))
        elif key := re.match(_KEY, line):
            name = key[1] or key[2] or key[3]
            start = offset + key.start(1 if key[1] else 2 if key[2] else 3)
            value = _VALUE.match(line, key.start(4))
            end = value.end() if value else len(line.rstrip())
            found.setdefault((*section, name), (start, offset + key.start(4), offset + end))
        offset += len(line)
    return found


def _nth(index: int) -> str:
    """The part of a path that stands for one entry of a list; no key of a file reads so."""
    return f"\0{index}"


def _node(
    value: Any,
    path: Path_,
    positions: Mapping[Path_, tuple[int, int, int]],
    near: tuple[int, int, int] = (0, 0, 0),
    depth: int = 0,
) -> Value:
    """A TOML value as the nodes that YAML is read into, so that one door serves both.

    `near` is where what it stands in does: TOML's reader tells no places, and an entry in a line has none of its own.
    """
    at = positions.get(path, near)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        node = MapNode(at[1])
        node.end = at[2]
        for name, inner in value.items():
            key = name.replace("\0", "\ufffd")  # such keys are the program's own
            within = _node(inner, (*path, name), positions, at, depth + 1)
            node.put(key, within, positions.get((*path, name), at))
        return node
    if isinstance(value, list):
        items = SeqNode(at[1])
        items.end = at[2]
        paths = [(*path, _nth(index)) for index in range(len(value))]
        items.extend(_node(inner, own, positions, at, depth + 1) for inner, own in zip(value, paths, strict=True))
        items.offsets.extend(positions.get(own, at) for own in paths)
        return items
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return (
            f"{value:d}" if value.bit_length() < 64 else f"0x{value:x}"
        )  # no number of thousands of digits in decimal
    return Quoted(value) if isinstance(value, str) else str(value)


def settings(config: Config) -> list[tuple[str, str, object, str]]:
    """Every setting: its section, its key, its value, and the `file:line` it comes from, or `default`."""
    rows: list[tuple[str, str, object, str]] = []
    for section in fields(config):
        part = getattr(config, section.name)
        if section.name == "place" or not isinstance(part, Entry):
            continue
        place = getattr(part, "place", None)
        for field in written_fields(type(part)):
            key = field.about.key or field.name
            if levels := _levels(getattr(part, field.name)):
                rows += [
                    (f"{section.name}.{key}", level.of, level.level.value, f"{level.place.path}:{level.place.line}")
                    for level in levels
                ]
                continue
            written = place is not None and key in place.fields
            origin = f"{place.path}:{place.span(key).line}" if place is not None and written else "default"
            rows.append((section.name, key, getattr(part, field.name), origin))
    return rows


def _levels(value: object) -> tuple[RuleLevel | SeverityPolicy, ...]:
    """A setting that says how serious rules are, an entry each."""
    if not isinstance(value, tuple):
        return ()
    return tuple(entry for entry in value if isinstance(entry, RuleLevel | SeverityPolicy))
