"""Trackers of many kinds with their right answers, and how an import is counted against them.

Each file in `trackers/` is a sheet as organisations keep them, with invented words.  What is counted is right, asked or
silently wrong: a doubt that a person is told of is not wrong, and a guess that nobody is told of is not right.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from pap_cli.model.periods import read_due
from pap_cli.sheets.book.cells import Book, Cell
from pap_cli.sheets.plan.understand import understand_plan
from pap_cli.sheets.understood import Item, Understood
from sheets.tables import Value, book, filled, real, sheet

FOLDER = Path(__file__).parent / "trackers"
_DATES = ("start", "due", "forecast", "completed", "evidence_due", "evidenced")


class Score(Struct, kw_only=True):
    """What was right, asked and wrong of one tracker, and what was wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, what: str, how: str, words: str) -> None:
        """Count one thing."""
        self.counts[f"{what} {how}"] += 1
        if how == "wrong":
            self.wrong.append(words)


def trackers() -> list[str]:
    """Return the names of the trackers."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_tracker(name: str) -> tuple[Book, dict[str, Any]]:
    """Return a tracker as a spreadsheet, and what is expected of it."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    csv = data["kind"] == "csv"
    merged = [tuple(numbers) for numbers in data.get("merged", ())]
    rows = [[_value(value) for value in row] for row in data["rows"]]
    plan = sheet(rows, None if csv else data["sheet"], merged=merged, hidden=data.get("hidden", ()))
    others = [
        sheet([[_value(one) for one in row] for row in other["rows"]], other["sheet"])
        for other in data.get("others", ())
    ]
    return book(plan, *others, kind=data["kind"]), data


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return filled(value["fill"]) if "fill" in value else _formatted(value)
    found: Value = value
    return found


def _formatted(value: Mapping[str, Any]) -> Cell:
    found = value["value"]
    if isinstance(found, date):
        return real(found, value["format"])
    return Cell(column=1, value=found, text=f"{found:.0%}", format=value["format"])


def score(name: str) -> Score:
    """Return what the import of a tracker is right about, asks about and is silently wrong about."""
    spreadsheet, expected = read_tracker(name)
    found = understand_plan(spreadsheet)
    result = Score()
    own = spreadsheet.sheets[0].name
    for table in found.sheets:
        if (table.role == "plan") != (table.sheet == own):
            result.add("sheets", "wrong", f"{table.sheet} is taken for {table.role}")
    _columns(result, found, expected)
    _items(result, found, expected)
    numbers = {row.number for row in spreadsheet.sheets[0].rows}
    if numbers != {one.row for one in found.rows if one.sheet == own}:
        result.add("rows", "wrong", "a row is not accounted for")
    return result


def _columns(result: Score, found: Understood, expected: Mapping[str, Any]) -> None:
    columns = {one.heading.rpartition(" › ")[2]: one for one in found.sheets[0].columns}
    for heading, means, *accepted in expected["columns"]:
        one = columns.get(" ".join(heading.split()))
        taken = one.means if one is not None else "ignore"
        asked = one is not None and one.asked
        words = f"“{heading}” is {means}, taken for {taken}"
        if means.endswith("?"):
            result.add("must-ask", "right" if asked or taken == "ignore" else "wrong", words)
        else:
            result.add("columns", "asked" if asked else "right" if taken in (means, *accepted) else "wrong", words)
    for letter in expected.get("asked_dates", ()):
        asked = any(one.column == letter and ".means" not in one.key for one in found.ask)
        result.add("must-ask", "right" if asked else "wrong", f"dates in column {letter}")


def _items(result: Score, found: Understood, expected: Mapping[str, Any]) -> None:
    told = {one.row for one in found.report if one.row is not None}
    items: dict[int, list[Item]] = {}
    for item in found.items:
        if item.sheet == found.sheets[0].sheet or len(found.sheets) == 1:
            items.setdefault(item.row, []).append(item)
    for row in expected.get("no_items", ()):
        if row in items:
            result.add("items", "wrong", f"row {row} is no item")
    for text, values in expected.get("expected", {}).items():
        row = int(text)
        for what, want, got in _compared(items.get(row, []), values):
            unread = want == "unknown"
            right = (not got and row in told) if unread else _same(want, got)
            words = f"row {row}: {what} is {want}, taken for {got}"
            group = "states" if what == "state" else "dates"
            result.add(group, "right" if right else "asked" if row in told and (unread or not got) else "wrong", words)
        if values.get("state") == "done" and "completed" not in values:
            for item in items.get(row, []):
                if item.completed is not None and item.completed.value is not None:
                    result.add("days", "wrong", f"row {row}: a day of completion made up")


def _compared(items: list[Item], values: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    for what, want in values.items():
        if what == "state":
            yield what, want, [item.state for item in items if item.state]
        elif what == "revised_due":
            yield what, want, [one.value for item in items for one in item.revised_due[-1:] if one.value]
        elif what in _DATES:
            dates = [getattr(item, what) for item in items]
            yield what, want, [one.value for one in dates if one is not None and one.value]


def _same(want: str, got: list[str]) -> bool:
    """Return True if a date or state is the one that is wanted; a quarter or month is its last day."""

    def end(text: str) -> object:
        due = read_due(text) if text[:1].isdigit() or text[:1] == "Q" else None
        return due.day if due is not None else text

    return any(end(one) == end(want) for one in got)


def totals(names: list[str]) -> Counter[str]:
    """Return the counts of several trackers."""
    total: Counter[str] = Counter()
    for name in names:
        total += score(name).counts
    return total
