"""Targets as people write them in cells: “≥ 90%”, “< 15%”, “9.0 days a year”, “Above England”."""

from __future__ import annotations

import re

from msgspec import Struct

from pap_cli.advice.goals import goal_advice
from pap_cli.advice.numbers import code_for
from pap_cli.load.values.goals import read_goal
from pap_cli.load.yaml.nodes import Quoted
from pap_cli.model.goal import Against, Change, Goal, Limit, Operator, Range
from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.figures.reading.values import Reading, read_value

_NONE = frozenset(
    (
        "none",
        "no target",
        "not set",
        "no target set",
        "monitor",
        "monitoring",
        "monitoring only",
        "info",
        "information only",
        "for information",
        "for info",
        "baseline",
        "baseline year",
        "trend",
        "contextual",
        "n/s",
        "tbd",
        "tbc",
        "tba",
        "to be set",
        "data only",
    )
)
_PER_YEAR = re.compile(
    r"(-?\d[\d,.]*)\s*(days?|weeks?|hours?|minutes?|mins?|seconds?|secs?)"
    r"(?: (?:a|per) (?:year|annum|officer|fte|person|employee))?"
)
# A target of a stretch of time that may not be that of the figures.
_RHYTHM = re.compile(
    r"\b(?:a|per|each|every) (?:day|week|month|quarter|year|annum)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|annually|annual)\b"
)


class Aim(Struct, frozen=True, kw_only=True):
    """What a cell says of a target."""

    text: str
    # As it is compared with figures; None if it is not a number that a figure can be set against.
    value: float | None = None
    goal: Goal | None = None
    # True if the cell itself says percent.
    percent: bool = False
    # Why it cannot be compared, or what to know of it.
    why: str = ""
    # True if the cell says that there is no target.
    none: bool = False

    @property
    def operator(self) -> Operator | None:
        """How a figure is compared, if the cell says so."""
        return self.goal.operator if isinstance(self.goal, Limit) else None


def read_aim(cell: Cell | None) -> Aim | None:
    """Return what a cell says of a target; None for an empty one."""
    reading = read_value(cell)
    if reading is None or cell is None:
        return None
    if reading.value is not None and not (reading.numerator or reading.text.startswith("+")):
        return Aim(text=reading.text, value=reading.value, goal=reading.value, percent=reading.percent)
    return _of_text(reading)


def _of_text(reading: Reading) -> Aim:
    text = reading.text
    plain = re.sub("[\u2010-\u2015\u2212]", "-", text).casefold().strip(" .")
    if reading.code is not None or plain in _NONE or code_for(plain):
        return Aim(text=text, none=True)
    if reading.error:
        return Aim(text=text, why=reading.unclear or "the formula of this cell has an error")
    if found := _PER_YEAR.fullmatch(plain):
        value = float(found[1].replace(",", ""))
        return Aim(text=text, value=value, goal=value)
    if _RHYTHM.search(plain):
        return Aim(text=text, why="for a stretch of time that the figures may not have")
    if (goal := _goal(text)) is None:
        return Aim(text=text, why="not a number that a figure can be set against")
    percent = "%" in text or "per cent" in plain or "percent" in plain
    match goal:
        case Limit(operator, value):
            why = f"{operator.words} {value:g}: {value:g} itself does not meet it" if operator.strict else ""
            return Aim(text=text, value=value, goal=goal, percent=percent, why=why)
        case Against():
            return Aim(text=text, goal=goal, why="a benchmark, not a number")
        case Change():
            return Aim(text=text, goal=goal, why="a change from a baseline that the file does not give")
        case Range():
            return Aim(text=text, goal=goal, percent=percent, why="a range")
        case _:
            return Aim(text=text, value=goal, goal=goal, percent=percent)


def _goal(text: str) -> Goal | None:
    """Return the target that a text states, in one of the forms that `pap` has; None if that is unclear."""
    plain = " ".join(text.split())
    limit = re.fullmatch(r"([<>]=?|[≤≥])\s*(-?[\d.,]+)\s*(?:%|per ?cent)?", plain)
    if limit:
        sign = {"≤": "<=", "≥": ">="}.get(limit[1], limit[1])
        return _read(f"{sign} {limit[2].replace(',', '')}")
    advice = goal_advice(plain)
    if found := re.match(r'write "([^"]+)"', advice):
        return _read(Quoted(found[1]))
    if found := re.match(r"write \{(\w+): ([^}]+)\}(?! or)", advice):
        return Against(Operator(found[1]), found[2])
    if found := re.match(r"write (-?[\d.]+(?: to -?[\d.]+)?)(?:,|$)", advice):
        return _read(found[1])
    return None


def _read(text: str) -> Goal | None:
    try:
        return read_goal(text)
    except ValueError:
        return None
