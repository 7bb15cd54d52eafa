"""Whether plain numbers of a KPI are percentages or shares of one: 0.834 and 83.4 and “83.4%” are one figure.

Each KPI is decided as a whole: by the number formats, by its counts, by its target, by the other KPIs of its sheet.
What stays open is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from msgspec import Struct

from pap_cli.model.numbers import PERCENT
from pap_cli.sheets.figures.layout.fractions import is_quotient
from pap_cli.sheets.figures.reading.goals import Aim
from pap_cli.sheets.figures.reading.values import Reading
from pap_cli.sheets.figures.rows.gathered import Gathered, Point, Sketch

# A share of one may be a little more than one, a percentage seldom less than this.
_MOST_SHARE = 1.5
_RATES = (1000.0, 10_000.0, 100_000.0)
_FEWEST = 2


class Scale(Struct, frozen=True, kw_only=True):
    """The unit of a KPI, and what a plain number of it is multiplied by; None if that must be asked."""

    unit: str | None
    factor: float | None = 1.0
    # True if small numbers are among large ones.
    mixed: bool = False

    def value(self, reading: Reading) -> tuple[float | None, str]:
        """Return a figure in the unit of its KPI, and why it cannot be told if it cannot."""
        if reading.value is None:
            return None, reading.unclear
        if self.unit != PERCENT:
            if reading.percent and self.unit is not None:
                return None, f"a percentage, in a KPI whose unit is {self.unit}"
            return reading.value, ""
        if reading.percent or reading.value == 0:
            return reading.value, ""
        if self.factor is None:
            if self.mixed and abs(reading.value) > _MOST_SHARE:
                return reading.value, ""
            shown = reading.text
            return None, f"{shown} may be {reading.value:g}% or {_hundredfold(reading.value):g}%"
        return _hundredfold(reading.value) if self.factor != 1.0 else reading.value, ""

    def aim(self, aim: Aim, typical: float | None) -> float | None:
        """Return the number of a target in the unit of its KPI, near TYPICAL figures; None if it cannot be told."""
        if aim.value is None or self.unit != PERCENT or aim.percent or abs(aim.value) > _MOST_SHARE:
            return aim.value
        if self.factor == 100.0:
            return _hundredfold(aim.value)
        if typical is None or self.factor is None:
            return None
        as_share, as_percent = _near(_hundredfold(aim.value), typical), _near(aim.value, typical)
        if as_share == as_percent:
            return None
        return _hundredfold(aim.value) if as_share else aim.value


def _hundredfold(value: float) -> float:
    return round(100 * value, 10) + 0.0


def _near(one: float, other: float) -> bool:
    return one != 0 and 1 / 3 <= other / one <= 3


def scales_of(gathered: Gathered, answers: Mapping[str, str]) -> dict[str, Scale]:
    """Return the scale of each KPI; ANSWERS are share, percent or number, by the key of the KPI."""
    points: dict[str, list[Point]] = {key: [] for key in gathered.kpis}
    for point in gathered.points:
        points[point.kpi].append(point)
    found: dict[str, Scale] = {}
    shares: dict[str | None, int] = {}
    for key, sketch in gathered.kpis.items():
        found[key] = scale = _scale(sketch, points[key], answers.get(key, ""))
        if scale.factor == 100.0:
            shares[sketch.sheet] = shares.get(sketch.sheet, 0) + 1
    for key, scale in found.items():  # as the other KPIs of the sheet
        sheet = gathered.kpis[key].sheet
        if (
            scale.factor is None
            and not scale.mixed
            and shares.get(sheet, 0) >= _FEWEST
            and not _any_plain(found, gathered, points, sheet)
        ):
            found[key] = Scale(unit=PERCENT, factor=100.0)
    return found


def _any_plain(
    found: Mapping[str, Scale], gathered: Gathered, points: Mapping[str, list[Point]], sheet: str | None
) -> bool:
    """Return True if some percentages of a sheet are plain numbers from 0 to 100."""
    return any(
        scale.unit == PERCENT and scale.factor == 1.0 and gathered.kpis[key].sheet == sheet and _plain(points[key])
        for key, scale in found.items()
    )


def _plain(points: Iterable[Point]) -> list[float]:
    return [
        abs(one.value.value)
        for one in points
        if one.value is not None and one.value.value is not None and not one.value.percent
    ]


def _scale(sketch: Sketch, points: Sequence[Point], answer: str) -> Scale:
    readings = [one.value for one in points if one.value is not None and one.value.value is not None]
    formatted = [one for one in readings if one.percent]
    aims = [one.aim for one in sketch.aims]
    unit = sketch.units[0] if sketch.units else None
    if answer == "number":
        return Scale(unit=unit if unit != PERCENT else "number")
    if answer in ("share", "percent"):
        return Scale(unit=PERCENT, factor=100.0 if answer == "share" else 1.0)
    counted = _by_counts(points)
    if unit is None:
        if formatted or any(aim.percent for aim in aims) or counted in (100.0, 1.0):
            unit = PERCENT
        elif counted is not None:
            unit = f"per {counted:,.0f}"
    if unit is None and _may_be_shares(_plain(points)):
        return Scale(unit=PERCENT, factor=None)
    if unit != PERCENT:
        return Scale(unit=unit)
    if counted in (100.0, 1.0):
        return Scale(unit=unit, factor=100.0 if counted == 1.0 else 1.0)
    return _percent(_plain(points), formatted, aims)


def _may_be_shares(plain: Sequence[float]) -> bool:
    """Return True for numbers without a unit that look like shares: several, all below 1, with two decimals or more."""
    return len(plain) >= 3 and max(plain) <= 1 and sum(round(one, 1) != one for one in plain) >= 0.6 * len(plain)


def _percent(plain: Sequence[float], formatted: Sequence[Reading], aims: Sequence[Aim]) -> Scale:
    """Return the scale of plain numbers of a percentage."""
    told = [one for one in plain if one]
    small = [one for one in told if one <= _MOST_SHARE]
    if not told or not small:
        return Scale(unit=PERCENT)
    if len(small) < len(told):
        real = [one for one in small if one < 1 or len(told) < 3]
        wide = min(one for one in told if one > _MOST_SHARE) < 10
        return (
            Scale(unit=PERCENT, factor=1.0)
            if wide and not formatted
            else Scale(unit=PERCENT, factor=None, mixed=bool(real or small))
        )
    numbers = [one for one in formatted if one.value and "%" in one.text]
    if numbers:
        typical, typical_small = median(abs(one.value or 0) for one in numbers), median(small)
        if _near(100 * typical_small, typical) and not _near(typical_small, typical):
            return Scale(unit=PERCENT, factor=100.0 if _is_number_format(formatted) else None, mixed=True)
    large = [abs(aim.value) for aim in aims if aim.value is not None and (aim.percent or aim.value > _MOST_SHARE)]
    if (
        large
        and _may_be_shares(small)
        and _near(100 * median(small), median(large))
        and not _near(median(small), median(large))
    ):
        return Scale(unit=PERCENT, factor=100.0)
    said = [abs(aim.value) for aim in aims if aim.value and aim.percent]
    if said and _near(median(small), median(said)) and not _near(100 * median(small), median(said)):
        return Scale(unit=PERCENT)
    return Scale(unit=PERCENT, factor=None)


def _is_number_format(formatted: Sequence[Reading]) -> bool:
    """Return True if percentages are numbers in a format, which some cells of the row may have lost; not texts."""
    return all(one.formatted for one in formatted)


def _by_counts(points: Sequence[Point]) -> float | None:
    """Return what a numerator over its denominator was multiplied by; None if counts are few or do not agree."""
    rows = [
        (one.numerator.value, one.denominator.value, one.value.value / (100 if one.value.percent else 1))
        for one in points
        if one.value
        and one.numerator
        and one.denominator
        and one.value.value is not None
        and one.numerator.value is not None
        and one.denominator.value
        and not one.value.numerator
    ]
    told = [row for row in rows if row[0] and row[0] != row[1]]
    for factor in (1.0, 100.0, *_RATES):
        if len(told) >= (_FEWEST if factor in _RATES else 1) and all(
            is_quotient(one, two, three, factor) for one, two, three in told
        ):
            return factor
    return None
