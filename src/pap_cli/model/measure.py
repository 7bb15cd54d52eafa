"""The words that describe a KPI and its figures: polarity, basis, calendar, frequency, codes and marks."""

from __future__ import annotations

from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better."""

    HIGH = "high"
    LOW = "low"
    BAND = "band"
    NONE = "none"


class Basis(StrEnum):
    """Over what stretch a figure is counted; figures are never compared across bases."""

    IN_PERIOD = "in-period"
    SNAPSHOT = "snapshot"
    YEAR_TO_DATE = "year-to-date"
    ROLLING_3_MONTHS = "rolling 3 months"
    ROLLING_6_MONTHS = "rolling 6 months"
    ROLLING_12_MONTHS = "rolling 12 months"
    ROLLING_3_YEARS = "rolling 3 years"

    @property
    def months(self) -> int:
        """The months that a rolling sum covers; 0 for other figures."""
        return WINDOWS.get(self, 0)


# The months that each rolling sum covers.
WINDOWS = {
    Basis.ROLLING_3_MONTHS: 3,
    Basis.ROLLING_6_MONTHS: 6,
    Basis.ROLLING_12_MONTHS: 12,
    Basis.ROLLING_3_YEARS: 36,
}


class Calendar(StrEnum):
    """When the KPI's year begins."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"
    ACADEMIC = "academic"
    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"

    @property
    def first_month(self) -> int:
        """The month, 1 to 12, in which its year begins."""
        named = {Calendar.FINANCIAL: 4, Calendar.CALENDAR: 1, Calendar.ACADEMIC: 9}
        return named.get(self) or list(Calendar).index(self) - 2


class Frequency(StrEnum):
    """How often a figure is expected."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    ANNUAL = "annual"

    @property
    def months(self) -> int:
        """The months from one figure to the next."""
        return {"monthly": 1, "quarterly": 3, "termly": 4, "annual": 12}[self.value]


class Missing(StrEnum):
    """Why there is no figure, in the codes that are published; none of them is zero."""

    MISSING = "missing"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW_RELIABILITY = "u"
    LOW = "low"
    COLON = ":"
    DASH = "-"

    @property
    def meaning(self) -> str:
        """What the code says, in words."""
        return {
            "missing": "missing",
            "c": "suppressed to protect confidentiality",
            "x": "not available",
            "z": "not applicable",
            "u": "low reliability",
            "low": "low: rounds to nothing, but is not zero",
            ":": "not available",
            "-": "not available",
        }[self.value]


class Standing(StrEnum):
    """How final a published figure is; each has a mark of the Government Analysis Function, such as `[p]`."""

    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    REVISED = "revised"

    @property
    def mark(self) -> str:
        """The mark after a figure."""
        return f"[{self.value[0]}]"


class MarkedFigure(float):
    """A figure written with the mark of its standing, `83.4 [p]`; entries keep the two apart."""

    standing: Standing


class Quotient(float):
    """The quotient of a numerator and a denominator, in place of a figure that is not written.

    Once the unit of its KPI is known, it is replaced by the figure in that unit.
    """


# A published figure, or the code that stands in its place.
Figure = float | Missing


class Profile(StrEnum):
    """How an annual target is spread over the year."""

    LINEAR = "linear"
    LAST_YEAR = "last year"


class Improvement(StrEnum):
    """Which way counts as improvement on a control chart."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"
