"""Reading a mapping from TOML: every mistake at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError
from pap_cli.sheets.mapping import MEANINGS, ROLES, UNANSWERED, ColumnAnswer, Mapping, SheetAnswers

# A mapping is short; longer files are not read.
MAX_BYTES = 1_000_000
_MAX_DOTS = 20
_KEYS = ("kind", "file", "into", "sheets")
_WORDS = ("colours", "ratings", "rows", "periods", "scales", "areas")
_SHEET_KEYS = ("name", "role", "header", "columns", *_WORDS)
_MOST_SHOWN = 12


class _Reading:
    """The text of a mapping, its values, and what is wrong with them."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.split("\n")
        self.name = name
        self.mistakes: list[str] = []

    def wrong(self, message: str, *words: str, sheet: int | None = None) -> None:
        """Add a mistake, with the line in which the words are, below the sheet of that number."""
        line = self._line(words, sheet)
        self.mistakes.append(f"{self.name}{f':{line}' if line else ''}: {message}")

    def _line(self, words: tuple[str, ...], sheet: int | None) -> int | None:
        seen = -1
        for number, text in enumerate(self.lines, 1):
            seen += bool(re.match(r"\s*\[\[\s*sheets\s*\]\]", text))
            if (sheet is None or seen == sheet) and words and all(word in text for word in words):
                return number
        return None


def read_mapping(text: str, name: str, kind: str) -> Mapping:
    """Return the mapping in a text; NAME is its file, for messages.

    Raises:
        PapError: with every mistake in it, each with its line.
    """
    import tomllib

    reading = _Reading(text, name)
    if any(line.count(".") > _MAX_DOTS + 200 for line in reading.lines):
        raise PapError(f"{name}: a line has too many dots", "shorten it")
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise PapError(f"{name}: invalid TOML: {error}", "put text in quotation marks") from None
    mapping = _mapping(reading, data, kind)
    if reading.mistakes:
        more = len(reading.mistakes) - _MOST_SHOWN
        shown = reading.mistakes[:_MOST_SHOWN] + ([f"and {more} more"] if more > 0 else [])
        help = "choose another file with  --map FILE, or leave it out" if is_of_other_kind(text, kind) else ""
        raise PapError("the mapping cannot be read:\n  " + "\n  ".join(shown), help)
    return mapping


def is_of_other_kind(text: str, kind: str) -> bool:
    """Return True for the mapping of another kind of import; False if it is not known whose it is."""
    return any((found := _KIND.match(line)) is not None and found[1] != kind for line in text.split("\n"))


# As `written` writes it, or a person with other quotation marks.
_KIND = re.compile(r"""\s*kind\s*=\s*["'](plan|kpis)["']""")


def _mapping(reading: _Reading, data: dict[str, Any], kind: str) -> Mapping:
    _unknown(reading, data, _KEYS, None)
    found = data.get("kind", kind)
    if found != kind:
        reading.wrong(f"it is a mapping for  pap import {found}, not for  pap import {kind}", "kind")
    sheets = data.get("sheets", [])
    if not isinstance(sheets, list) or not all(isinstance(one, dict) for one in sheets):
        reading.wrong("sheets must be tables: [[sheets]]", "sheets")
        sheets = []
    read = tuple(_sheet(reading, one, at, kind) for at, one in enumerate(sheets))
    into = data.get("into")
    if into is not None and not isinstance(into, str):
        reading.wrong('into must be text, such as "plans/improvement.yaml"', "into")
        into = None
    return Mapping(kind=kind, file=str(data.get("file", "")), into=into, sheets=read)


def _unknown(reading: _Reading, data: dict[str, Any], known: tuple[str, ...], sheet: int | None) -> None:
    for key in data:
        if key not in known:
            near = nearest(key, known)
            help = f"did you mean {near}?" if near else f"the keys are {', '.join(known)}"
            reading.wrong(f"unknown key “{key}”: {help}", key, sheet=sheet)


def _sheet(reading: _Reading, data: dict[str, Any], at: int, kind: str) -> SheetAnswers:
    _unknown(reading, data, _SHEET_KEYS, at)
    role = data.get("role", kind)
    if role not in (*ROLES, UNANSWERED):
        reading.wrong(f"“{role}” is not a role: write {', '.join(ROLES[:-1])} or {ROLES[-1]}", "role", sheet=at)
    header = data.get("header", [])
    if not isinstance(header, list) or not all(type(row) is int and 0 < row <= 1_048_576 for row in header):
        reading.wrong("header must be the numbers of rows, such as [4]", "header", sheet=at)
        header = []
    words = {name: dict(_words(reading, data.get(name, {}), name, at)) for name in _WORDS if name in data}
    name = data.get("name")
    return SheetAnswers(
        name=name if isinstance(name, str) else None,
        role=str(role),
        header=tuple(header),
        columns=dict(_columns(reading, data.get("columns", {}), at, kind)),
        words=words,
    )


def _words(reading: _Reading, data: object, name: str, at: int) -> Iterator[tuple[str, str]]:
    pairs = data.items() if isinstance(data, dict) else ()
    for word, means in pairs:
        if isinstance(means, str):
            yield str(word), means
        else:
            reading.wrong(f"“{word}” in {name} must be text", str(word), sheet=at)


def _columns(reading: _Reading, data: object, at: int, kind: str) -> Iterator[tuple[str, ColumnAnswer]]:
    pairs = data.items() if isinstance(data, dict) else ()
    for letter, column in pairs:
        if not re.fullmatch(r"[A-Z]{1,3}", letter):
            reading.wrong(f"“{letter}” is not a column: write its letter, such as C", letter, sheet=at)
            continue
        values = column if isinstance(column, dict) else {"means": column}
        if not all(isinstance(value, str) for value in values.values()):
            reading.wrong(f"column {letter}: every value must be text", f"{letter} =", sheet=at)
            continue
        means = values.get("means", UNANSWERED)
        if means not in (*MEANINGS[kind], UNANSWERED):
            near = nearest(means, MEANINGS[kind])
            help = f"did you mean {near}?" if near else f"write one of {', '.join(MEANINGS[kind])}"
            reading.wrong(f"column {letter} means “{means}”: {help}", f"{letter} =", sheet=at)
            continue
        settings = {name: value for name, value in values.items() if name not in ("heading", "means")}
        yield letter, ColumnAnswer(heading=values.get("heading", ""), means=means, settings=settings)
