"""A target as it is written: a number, a limit, a change from the baseline, a benchmark to match, or a range."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import PERCENT, number, plain, rounded, signed, with_unit


class Operator(StrEnum):
    """How a figure is compared with a limit: its value is the key before a benchmark, `{above: neighbours}`."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"

    @property
    def sign(self) -> str:
        """The sign before a number."""
        return {"above": ">", "at_least": ">=", "below": "<", "at_most": "<="}[self.value]

    @property
    def words(self) -> str:
        """The words before the name of a benchmark."""
        return self.value.replace("_", " ")

    @property
    def strict(self) -> bool:
        """True if a figure equal to the limit does not meet it."""
        return self in (Operator.ABOVE, Operator.BELOW)

    @property
    def polarity(self) -> Polarity:
        """The polarity of the KPIs that may have such a limit."""
        return Polarity.HIGH if self in (Operator.ABOVE, Operator.AT_LEAST) else Polarity.LOW

    @property
    def opposite(self) -> Operator:
        """The operator for the other polarity."""
        return {
            Operator.ABOVE: Operator.BELOW,
            Operator.BELOW: Operator.ABOVE,
            Operator.AT_LEAST: Operator.AT_MOST,
            Operator.AT_MOST: Operator.AT_LEAST,
        }[self]


class Limit(Struct, frozen=True):
    """A number to be on one side of, `< 85`."""

    operator: Operator
    value: float


class Change(Struct, frozen=True):
    """A change from the baseline, `+800` in the KPI's unit or `-10%` of the baseline."""

    by: float
    percent: bool = False


class Against(Struct, frozen=True):
    """A benchmark of the KPI, by its name or its kind, `{above: neighbours}`."""

    operator: Operator
    benchmark: str


class Range(Struct, frozen=True):
    """The figures from one number to another, `18 to 22`, for a band."""

    low: float
    high: float


# A floor, and a target, which may also be a range. A number has no side of its own: that is the KPI's polarity.
Bound = float | Limit | Change | Against
Form = Limit | Change | Against | Range
Goal = float | Form


def operator_of(goal: Goal | None) -> Operator | None:
    """Return the operator that is written; None if the polarity decides."""
    return goal.operator if isinstance(goal, Limit | Against) else None


def suits(goal: Goal | None, polarity: Polarity) -> bool:
    """Return True if a target goes with the polarity of its KPI: the side it asks for is better; a range is a band."""
    if isinstance(goal, Range):
        return polarity is Polarity.BAND
    operator = operator_of(goal)
    return operator is None or operator.polarity is polarity


def is_strict(goal: Goal | None) -> bool:
    """Return True if a figure equal to the number of a target does not meet it."""
    operator = operator_of(goal)
    return operator is not None and operator.strict


def tolerance_in(goal: Goal | None, tolerance: float | None) -> float:
    """Return the distance from the target within which a band is green: half of its range, or the KPI's tolerance."""
    return rounded((goal.high - goal.low) / 2) if isinstance(goal, Range) else tolerance or 0.0


def number_in(goal: Goal | None, baseline: float | None, unit: str) -> float | None:
    """Return the figure that a target states, the middle of a range, with the KPI's baseline and unit.

    None for a benchmark, whose figures differ by period, and for a change where it is unclear: without a baseline, or
    of some percent of a percentage, which may be points.
    """
    match goal:
        case Limit():
            return goal.value
        case Range():
            return rounded((goal.low + goal.high) / 2)
        case Change():
            if baseline is None or (goal.percent and unit == PERCENT):
                return None
            return rounded(baseline + (abs(baseline) * goal.by / 100 if goal.percent else goal.by))
        case Against():
            return None
        case _:
            return goal


def written(goal: Goal | None, unit: str = "") -> str:
    """Return a target as people read it, with a percent sign if that is the unit; empty for None.

    `30`, `< 85`, `+800 from baseline`, `above neighbours`, `18 to 22`.
    """
    match goal:
        case Limit():
            return f"{goal.operator.sign} {with_unit(goal.value, unit)}"
        case Change():
            # 5 more than 60% is 65%, but +5% could also be 63%
            sign = "%" if goal.percent else " percentage points" if unit == PERCENT else ""
            return f"{signed(goal.by)}{sign} from baseline"
        case Against():
            return f"{goal.operator.words} {goal.benchmark}"
        case Range():
            return f"{number(goal.low)} to {with_unit(goal.high, unit)}"
        case _:
            return with_unit(goal, unit)


def written_plainly(goal: Goal) -> str:
    """Return a target for programs, as it may be written in a file: `30`, `< 1600`, `+800`, `18 to 22`."""
    match goal:
        case Limit():
            return f"{goal.operator.sign} {plain(goal.value)}"
        case Change():
            return f"{'+' if goal.by > 0 else ''}{plain(goal.by)}{'%' if goal.percent else ''}"
        case Against():
            return f"{goal.operator.words} {goal.benchmark}"
        case Range():
            return f"{plain(goal.low)} to {plain(goal.high)}"
        case _:
            return plain(goal)


def in_words(goal: Goal | None, value: float | None, unit: str = "") -> str:
    """Return a target as it is written, with its number if that is not part of it; empty for None.

    `30%`, `< 85%`, `above 27.3% (neighbours)`, `1,600 (+800 from baseline)`, `18 to 22`; without a number for a
    benchmark or a baseline only what is written.
    """
    if isinstance(goal, Against) and value is not None:
        return f"{goal.operator.words} {with_unit(value, unit)} ({goal.benchmark})"
    if isinstance(goal, Change) and value is not None:
        return f"{with_unit(value, unit)} ({written(goal, unit)})"
    return written(goal, unit)
