"""Targets of a KPI: the one in force on a day, the next one, and the rating of a figure beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.kpis.figures import known_on
from pap_cli.assess.kpis.profile import Shares, year_of
from pap_cli.model.dates import show_date, show_month
from pap_cli.model.goal import (
    Against,
    Bound,
    Change,
    Goal,
    Limit,
    in_words,
    is_strict,
    number_in,
    operator_of,
    suits,
    tolerance_in,
    written,
)
from pap_cli.model.kpi import Benchmark, Kpi, Observation, Target
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.numbers import number, rounded, with_unit
from pap_cli.model.periods import Period
from pap_cli.model.rating import Rating


class Aim(Struct, frozen=True):
    """What a KPI is to reach, in its unit; each part is None if the KPI does not state it, or nobody knows it."""

    target: float | None = None
    floor: float | None = None
    # The day by which the target is to be met; None for the KPI's own target.
    by: date | None = None
    # The target and the floor as they are written, if that is more than a number.
    goal: Goal | None = None
    bound: Bound | None = None
    # Why there is no number for the target or the floor that are written; empty if there is.
    unknown: str = ""
    floor_unknown: str = ""
    # The whole target of the year, if the target is the share of it that the profile gives; `by` is the year's end.
    whole: float | None = None

    @property
    def strict(self) -> bool:
        """True if a figure equal to the target does not meet it."""
        return is_strict(self.goal)

    @property
    def sign(self) -> str:
        """The sign before the number of a limit or a benchmark, `<`; empty for any other target."""
        operator = operator_of(self.goal)
        return operator.sign if operator is not None else ""

    @property
    def written(self) -> str | None:
        """The target as people read it, `< 85` or `above neighbours`; None without one."""
        stated = written(self.target if self.goal is None else self.goal)
        return (stated if self.whole is None else self.words()) or None

    def words(self, unit: str = "") -> str:
        """Return the target as it is written, with its number; empty without one."""
        if self.whole is None or self.by is None:
            return in_words(self.target if self.goal is None else self.goal, self.target, unit)
        year = in_words(self.whole if self.goal is None else self.goal, self.whole, unit)
        if self.target is not None and isinstance(self.goal, Limit):
            year = f"{self.goal.operator.sign} {number(self.target)} of {with_unit(self.whole, unit)}"
        elif self.target is not None:
            year = f"{number(self.target)} of {year}"
        return f"{year} by {show_month(self.by)}"

    def floor_words(self, unit: str = "") -> str:
        """Return the floor as it is written, with its number; empty without one."""
        return in_words(self.floor if self.bound is None else self.bound, self.floor, unit)


class Targets:
    """The targets and floors of a KPI, by what is known on a date.

    `series` contains its figures known on that date.
    """

    def __init__(self, kpi: Kpi, as_of: date, series: Iterable[Observation] = ()) -> None:
        self.kpi = kpi
        self.as_of = as_of
        self._steps = sorted(kpi.trajectory, key=lambda step: step.by)
        self._benchmarks: dict[str, dict[Period, float]] = {}
        self._shares = Shares(kpi, series) if kpi.profile is not None else None

    @property
    def steady(self) -> bool:
        """True if every period has the same target and floor."""
        stated = (self.kpi.target, self.kpi.floor)
        return not self._steps and self._shares is None and not any(isinstance(goal, Against) for goal in stated)

    def on(self, day: date, period: Period | None = None) -> Aim:
        """Return the target and floor in force on a day, for the figure of a period; nothing for information only.

        A dated target is the one to work to until its day; after the last of them the KPI's own target is, or the last
        dated one if it has none.  With a profile it is the share of the target at the end of the period's year.
        """
        if self._shares is None or period is None:
            return self._in_force(day, period)
        end = year_of(self.kpi, period.end)[1]
        return self._of_year(self._in_force(end, period), end, *self._shares.of(period))

    def _in_force(self, day: date, period: Period | None) -> Aim:
        kpi = self.kpi
        if kpi.polarity is Polarity.NONE:
            return Aim()
        for step in self._steps:
            if day <= step.by:
                return self._of(step, period)
        if self._steps and kpi.target is None:
            return self._of(self._steps[-1], period)
        return self._aim(kpi.target, kpi.floor, None, period)

    def of(self, goal: Goal, by: date | None, period: Period | None) -> Aim:
        """Return a target that is set elsewhere, such as that of a milestone, for the figure of a period."""
        return self._aim(goal, None, by, period)

    def dated(self) -> tuple[Aim, ...]:
        """Return the dated targets as they are written, in order."""
        return tuple(self._of(step, None) for step in self._steps)

    def after(self, rated_by: Aim) -> Aim | None:
        """Return the first dated target that is not past and comes after the one that a figure is rated by."""
        for step in self._steps:
            if self.as_of <= step.by and (rated_by.by is None or step.by > rated_by.by):
                return self._of(step, None) if self.kpi.polarity is not Polarity.NONE else None
        return None

    def _of_year(self, aim: Aim, end: date, share: float | None, unknown: str) -> Aim:
        """Return the share of an annual target; a benchmark is compared as it is."""
        if aim.target is None or isinstance(aim.goal, Against):
            return aim
        whole_floor = aim.floor is None or isinstance(aim.bound, Against)
        return replace(
            aim,
            target=None if share is None else rounded(aim.target * share),
            floor=aim.floor if whole_floor or aim.floor is None or share is None else rounded(aim.floor * share),
            by=end,
            unknown=unknown,
            whole=aim.target,
        )

    def _of(self, step: Target, period: Period | None) -> Aim:
        return self._aim(step.target, self.kpi.floor if step.floor is None else step.floor, step.by, period)

    def _aim(self, goal: Goal | None, bound: Bound | None, by: date | None, period: Period | None) -> Aim:
        if not isinstance(goal, Struct) and not isinstance(bound, Struct):
            return Aim(goal, bound, by)  # the usual case
        target, unknown = self._number(goal, "target", period)
        floor, floor_unknown = self._number(bound, "floor", period)
        return Aim(
            target,
            floor,
            by,
            goal if isinstance(goal, Struct) else None,
            bound if isinstance(bound, Struct) else None,
            unknown,
            floor_unknown,
        )

    def _number(self, goal: Goal | None, noun: str, period: Period | None) -> tuple[float | None, str]:
        """Return the number of a target or floor, or why there is none."""
        if wrong := contradiction(self.kpi, goal, noun):
            return None, wrong
        if isinstance(goal, Against):
            return self._benchmark(goal.benchmark, period)
        found = number_in(goal, self.kpi.baseline.value if self.kpi.baseline else None, self.kpi.unit)
        if found is None and isinstance(goal, Change):
            return (
                None,
                f"no baseline for its {noun}" if self.kpi.baseline is None else f"unclear {noun}: {written(goal)}",
            )
        return found, ""

    def _benchmark(self, name: str, period: Period | None) -> tuple[float | None, str]:
        """Return the figure of a benchmark for a period, or why there is none."""
        found = benchmarks_named(self.kpi, name)
        if len(found) != 1:
            return None, f"{'several benchmarks are' if found else 'no benchmark is'} “{name}”"
        if period is None:
            return None, ""
        figures = self._benchmarks.get(name)
        if figures is None:
            figures = self._benchmarks[name] = {
                entry.period: entry.value
                for entry in found[0].values
                if not isinstance(entry.value, Missing) and known_on(self.kpi, entry) <= self.as_of
            }
        value = figures.get(period)
        return value, "" if value is not None else f"no figure of {name} for {period} by {show_date(self.as_of)}"


def benchmarks_named(kpi: Kpi, name: str) -> list[Benchmark]:
    """Return the benchmark of a KPI with a name; without one, those of the kind that it names."""
    named = [one for one in kpi.benchmarks if one.name == name]
    return named or [one for one in kpi.benchmarks if one.kind.value == name]


_BETTER = {
    Polarity.HIGH: "higher is better",
    Polarity.LOW: "lower is better",
    Polarity.BAND: "a band has no better side",
    Polarity.NONE: "it is for information",
}


def contradiction(kpi: Kpi, goal: Goal | None, noun: str) -> str:
    """Return how a target or floor contradicts the polarity of its KPI; empty if it does not."""
    if noun == "floor" and kpi.polarity is Polarity.BAND and isinstance(goal, Struct):
        return f"its floor is {written(goal)}, but the floor of a band is a distance from the target"
    return "" if suits(goal, kpi.polarity) else f"its {noun} is {written(goal)}, but {_BETTER[kpi.polarity]}"


def rate_figure(kpi: Kpi, value: float | None, aim: Aim) -> tuple[Rating, str]:
    """Return the rating of a figure by the KPI's polarity, and the reason."""
    if kpi.place.faulty:
        return Rating.GREY, "part of its entry could not be read"
    if kpi.polarity is Polarity.NONE:
        return Rating.GREY, "for information"
    if value is None:
        return Rating.GREY, "no figure yet"
    if aim.target is None:
        return Rating.GREY, aim.unknown or "no target"
    if kpi.polarity is Polarity.BAND:
        distance = round(abs(value - aim.target), 10)
        met = distance <= tolerance_in(aim.goal, kpi.tolerance)
        beyond = aim.floor is None or distance > aim.floor
    else:
        high, floor = kpi.polarity is Polarity.HIGH, aim.floor
        met = (value > aim.target if high else value < aim.target) or (value == aim.target and not aim.strict)
        beyond = floor is None or not (
            (value > floor if high else value < floor) or (value == floor and not is_strict(aim.bound))
        )
    if met:
        return Rating.GREEN, "target met"
    if aim.floor_unknown:
        return Rating.GREY, aim.floor_unknown
    side = "above" if kpi.polarity is Polarity.HIGH else "below"
    off = f"equal to the target, not {side} it" if value == aim.target and aim.strict else "off target"
    if beyond:
        return Rating.RED, off if aim.floor is None else "beyond the floor"
    return Rating.AMBER, f"{off}, within the floor"
