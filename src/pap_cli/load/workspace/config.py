"""Read the settings of a workspace, from `pap.toml` or from `[tool.pap]` in pyproject.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import fields, replace

from pap_cli.diagnostics import Diagnostic, nearest
from pap_cli.load.workspace.calendar import working_calendar
from pap_cli.load.workspace.files import CONFIG_NAME, FileReader
from pap_cli.load.yaml.hidden import report_hidden
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode, Value
from pap_cli.model.config import Config, RuleLevel, SeverityPolicy
from pap_cli.model.dates import quote, show_date
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.place import Source, Span
from pap_cli.problems.files import FILE_NOT_READ
from pap_cli.problems.values import BAD_SETTING
from pap_cli.problems.yaml import TOO_MUCH

_HEADER = r"\s*(\[?)\[([^\[\]]+)\]\]?\s*(?:#.*)?$"
_KEY = r"\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\s*=\s*(.*)"
# A value on one line; the rest of the line may be a comment.
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s#]+")
KeyPath = tuple[str, ...]
_MAX_DEPTH = 20
# Largest settings file, in bytes.
MAX_SETTINGS = 256 * 1024
# Most dots in a line: the time that tomllib takes is quadratic in the parts of a key.
MAX_DOTS = 500
# The end of a message of tomllib, which gives the place in no other way; a key quoted before it may look the same.
_AT_LINE = r"\(at line (\d+), column (\d+)\)$"

# The sections that say what is checked, and not what the plan means.
CHECKED = tuple(field.name for field in fields(Config) if field.name in ("check", "history"))

# Most entries in a list: each finding is compared with every policy.
MAX_ENTRIES = 100
# Most keys in a table, about twice the number of rules.
MAX_KEYS = 300


def read_config(reader: FileReader) -> Config:
    """Return the settings of a workspace; report invalid ones and use their defaults."""
    config = _written(reader)
    return replace(config, rating=replace(config.rating, calendar=working_calendar(config.calendar)))


def _written(reader: FileReader) -> Config:
    for name, table in ((CONFIG_NAME, ()), ("pyproject.toml", ("tool", "pap"))):
        path = reader.root / name
        if not reader.has(path):
            continue
        source = reader.read(path, most=MAX_SETTINGS)
        if source is None:
            continue
        config = _settings(reader, path, source, table)
        if config is not None:
            if not table:
                _report_second(reader)
            return config
    return Config()


def _report_second(reader: FileReader) -> None:
    """Report settings in pyproject.toml that do not apply because there is a pap.toml."""
    name = "pyproject.toml"
    if re.search(r"^\s*\[\[?tool\.pap[\].]", reader.peek(name), re.MULTILINE):
        message = "[tool.pap] is not read: settings are in pap.toml"
        reader.report(FILE_NOT_READ, reader.root / name, message, "move them to pap.toml, or delete one of the two")


def _settings(reader: FileReader, path: Path, source: Source, table: tuple[str, ...]) -> Config | None:
    """Return the settings in a file; None if there are none, or the file cannot be read."""
    data = _parsed(reader, path, source)
    for part in table:
        data = data.get(part) if isinstance(data, dict) else None
    if not isinstance(data, dict):
        return None
    return _config(reader, source, _sectioned(data) if table else data, table)


def _sectioned(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of `[tool.pap]` as they are in pap.toml: its own keys belong to `[pap]`."""
    sections = {field.name for field in written_fields(Config)} - {"pap"}
    general = {key: value for key, value in data.items() if key not in sections}
    tables = {key: value for key, value in data.items() if key in sections}
    return {"pap": general, **tables} if general else tables


def _parsed(reader: FileReader, path: Path, source: Source) -> dict[str, Any] | None:
    import tomllib

    for number, written in enumerate(source.text.split("\n"), 1):
        if written.count(".") > MAX_DOTS:
            message, span = f"line has more than {MAX_DOTS} dots", Span(number, 1, number, len(written) + 1)
            reader.report(BAD_SETTING, path, message, "shorten it", span)
            return None
    try:
        return tomllib.loads(source.text)
    except ValueError as error:  # from tomllib, or from int() for a number of thousands of digits
        found = re.search(_AT_LINE, str(error))
        line, column = (int(found[1]), int(found[2])) if found else source.position(len(source.text))
        end = len(source.line(line)) + 1  # tomllib may point to the end of the line, or after it
        span = Span(line, min(column, end), line, min(column + 1, end))
        words = re.sub(_AT_LINE, "", str(error)).strip().rstrip(".")
        message = f"invalid TOML: {words[:1].lower()}{words[1:]}"
        help = 'put text in quotation marks, as in due-soon = "28 days"'
        reader.report(BAD_SETTING, path, message, help, span)
    except RecursionError:
        reader.report(BAD_SETTING, path, "nested too deeply", "remove some levels")
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
        message = f"more than {MAX_ENTRIES} entries or {MAX_KEYS} keys; the settings were not read"
        reading.report(BAD_SETTING, message, "delete some", start, end)
        reader.diagnostics += reading.diagnostics
        return Config()
    node = _node(data, (), positions)
    config = reading.entry(Config, node, (0, 0, 0))
    reader.diagnostics += [_as_setting(diagnostic) for diagnostic in reading.diagnostics]
    if reading.not_shown:
        message = f"{reading.not_shown} more problems in this file are not shown"
        reader.report(TOO_MUCH, reader.root / source.path, message, "fix these first")
    config = config or Config()
    _check_calendar(reader, source, config)
    _check_audiences(reader, source, config)
    return config


def _check_audiences(reader: FileReader, source: Source, config: Config) -> None:
    """Report an audience that is probably a misspelt one: small numbers would be shown to the one that was meant."""
    from pap_cli.load.workspace.audience_names import audience_names

    known = audience_names()
    for name in config.disclosure.audiences:
        if name not in known and (near := nearest(name, known)):
            message = f"no audience is called {quote(name)}"
            help = f"did you mean {near}? Give an audience of your own a name that is less like it"
            span = config.disclosure.place.span("audiences") if config.disclosure.place else None
            reader.report(BAD_SETTING, reader.root / source.path, message, help, span)


def _check_calendar(reader: FileReader, source: Source, config: Config) -> None:
    """Report dates that are both closed and open."""
    calendar = config.calendar
    both = sorted(set(calendar.closed) & set(calendar.open))
    if both:
        dates = f"{show_date(both[0])} and {len(both) - 1} more are" if both[1:] else f"{show_date(both[0])} is"
        message = f"{dates} in both closed and open; open takes precedence"
        span = calendar.place.span("open") if calendar.place else None
        reader.report(BAD_SETTING, reader.root / source.path, message, "delete dates from one of the lists", span)


def _crowded(value: Any, path: KeyPath, depth: int = 0) -> KeyPath | None:
    """Return the path of the first list or table that exceeds the limits; None if there is none."""
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


def _positions(text: str, prefix: str) -> dict[KeyPath, tuple[int, int, int]]:
    """Return the offsets of each table and each `key = value` line, which tomllib does not give."""
    found: dict[KeyPath, tuple[int, int, int]] = {}
    section: KeyPath = ()
    offset = 0
    tables: Counter[KeyPath] = Counter()
    for line in text.splitlines(keepends=True):
        if header := re.match(_HEADER, line):
            section = _section(header[2].strip(), prefix)
            if header[1]:  # one of several tables with the same name
                tables[section] += 1
                section = (*section, _nth(tables[section] - 1))
            start = offset + header.start(2)
            found.setdefault(section, (start, start, offset + header.end(2)))
        elif key := re.match(_KEY, line):
            group = next(group for group in (1, 2, 3) if key[group])
            value = _VALUE.match(line, key.start(4))
            end = value.end() if value else len(line.rstrip())
            start = offset + key.start(group)
            found.setdefault((*section, key[group]), (start, offset + key.start(4), offset + end))
        offset += len(line)
    return found


def _section(name: str, prefix: str) -> KeyPath:
    """Return the path of the table NAME below the table PREFIX; a path that no key has if it is not below."""
    if prefix:
        if name != prefix and not name.startswith(prefix + "."):
            return ("\0",)
        name = name[len(prefix) :].lstrip(".") or "pap"
    return tuple(part.strip(" \"'") for part in name.split(".") if part)


def _nth(index: int) -> str:
    """Return the part of a path for an entry of a list, which cannot be a key in a file."""
    return f"\0{index}"


def _node(
    value: Any,
    path: KeyPath,
    positions: Mapping[KeyPath, tuple[int, int, int]],
    near: tuple[int, int, int] = (0, 0, 0),
    depth: int = 0,
) -> Value:
    """Return a TOML value as the nodes of a YAML file, so that the same validation applies.

    NEAR is the position of the value that contains it, for one without a position of its own.
    """
    at = positions.get(path, near)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        node = MapNode(at[1])
        node.end = at[2]
        for name, inner in value.items():
            key = name.replace("\0", "\ufffd")  # only paths of list entries contain NUL
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
        # decimal is limited to a few thousand digits, and slow
        return f"{value:d}" if value.bit_length() < 64 else f"0x{value:x}"
    return Quoted(value) if isinstance(value, str) else str(value)


def settings(config: Config) -> list[tuple[str, str, object, str]]:
    """Return every setting: its section, key, value, and the `file:line` it comes from, or `default`."""
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
    """Return the entries of a setting that gives the severity of rules."""
    if not isinstance(value, tuple):
        return ()
    return tuple(entry for entry in value if isinstance(entry, RuleLevel | SeverityPolicy))
