"""The KPI: a figure that shows whether anything really changes, with its target, its floor and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import lt
from typing import ClassVar

from pap_cli.model.dates import Duration, Period
from pap_cli.model.place import Place
from pap_cli.model.plan import Id, Note, Override, Suppression, about, placed


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
    ROLLING_12_MONTHS = "rolling 12 months"
    ROLLING_3_YEARS = "rolling 3 years"


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
            ":": "not available",
            "-": "not available",
        }[self.value]


Figure = float | Missing
"""A published figure, or the code that stands in its place."""


class Improvement(StrEnum):
    """Which way counts as improvement on a control chart."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A figure that was published again with another value; the first one stays a fact."""

    SHORTHAND: ClassVar[str] = "value"

    value: Figure = field(metadata=about("The figure as it was published again."))
    published: date | None = field(
        default=None, metadata=about("When it was; without it, it counts from the day the first figure was known.")
    )
    numerator: float | None = field(default=None, metadata=about("What was counted."))
    denominator: float | None = field(default=None, metadata=about("Out of how many."))
    reason: str | None = field(default=None, metadata=about("Why it changed."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A period from which figures cannot be compared with those before: another definition, basis or calendar."""

    period: Period = field(metadata=about("The first period of the new kind."))
    reason: str = field(metadata=about("What changed."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure of a KPI, for one period."""

    SHORTHAND: ClassVar[str] = "value"

    period: Period = field(metadata=about("What the figure is for."))
    value: Figure = field(metadata=about("The figure, or the code published in its place."))
    numerator: float | None = field(default=None, metadata=about("What was counted."))
    denominator: float | None = field(default=None, metadata=about("Out of how many."))
    published: date | None = field(
        default=None, metadata=about("When it became known; not seen in a report of an earlier date.")
    )
    note: str | None = field(default=None, metadata=about("What a reader of the figure should know."))
    revisions: tuple[Revision, ...] = field(
        default=(), metadata=about("The values it was given later, oldest first.", one_or_many=True)
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


def in_order(observations: Sequence[Observation]) -> bool:
    """Whether each figure is for a period that ends later than the one before: in the order of time, and none twice."""
    ends = [observation.period.end for observation in observations]
    return all(map(lt, ends, ends[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The figure that the plan started from."""

    period: Period = field(metadata=about("What the figure is for."))
    value: float = field(metadata=about("The figure."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A dated target on the way: in force until its day."""

    by: date = field(metadata=about("The day by which it is to be met."))
    target: float = field(metadata=about("The figure to be met by then."))
    floor: float | None = field(default=None, metadata=about("The floor until then, if it is not the KPI's."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkFigure:
    """Somebody else's figure for a period."""

    SHORTHAND: ClassVar[str] = "value"

    period: Period = field(metadata=about("What the figure is for."))
    value: Figure = field(metadata=about("The figure, or the code published in its place."))
    published: date | None = field(default=None, metadata=about("When it became known, if the KPI's lag is wrong."))
    place: Place = field(compare=False, repr=False, metadata=placed())


class BenchmarkKind(StrEnum):
    """Whose figures a benchmark holds."""

    COUNTRY = "country"
    REGION = "region"
    NEIGHBOURS = "neighbours"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """The same measure elsewhere: England, a region, statistical neighbours."""

    SHORTHAND: ClassVar[str] = "values"

    name: str = field(metadata=about("Whose figures these are."))
    kind: BenchmarkKind = field(
        default=BenchmarkKind.OTHER,
        metadata=about("neighbours: their average; neighbour: one of them, to be ranked among."),
    )
    values: tuple[BenchmarkFigure, ...] = field(default=(), metadata=about("The figures.", keyed_by="period"))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebase:
    """A period from which a control chart's limits are computed afresh, and why."""

    period: Period = field(metadata=about("The first period of the new limits."))
    reason: str = field(metadata=about("What changed in the process."))
    place: Place = field(compare=False, repr=False, metadata=placed())


class ShortSeries(StrEnum):
    """What to do with the icons of a short series."""

    WITHHOLD = "withhold"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """How this KPI's control chart is drawn, where the defaults are wrong."""

    improvement: Improvement | None = field(
        default=None, metadata=about("Which way is better, where it is not what the polarity says.")
    )
    baseline_points: int | None = field(
        default=None, metadata=about("How many first points fix the limits; 12 or more.", minimum=12)
    )
    rebase: tuple[Rebase, ...] = field(default=(), metadata=about("Where the limits start afresh, each for a reason."))
    screen_outliers: bool = field(
        default=True, metadata=about("Whether moving ranges that stand out are left out of the limits.")
    )
    least: float | None = field(
        default=None, metadata=about("No figure can lie below this: limits are drawn no lower. Not clipped without it.")
    )
    most: float | None = field(
        default=None, metadata=about("No figure can lie above this: limits are drawn no higher.")
    )
    short: ShortSeries = field(
        default=ShortSeries.WITHHOLD,
        metadata=about("Whether icons are shown for fewer than 13 figures, where limits say little."),
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A measure, what it should reach, and its figures."""

    id: Id = field(metadata=about("Its id, unique in the workspace's plan."))
    title: str = field(metadata=about("What is measured."))
    unit: str = field(default="number", metadata=about("percent, number, days, ratio, per 10,000, …"))
    polarity: Polarity = field(default=Polarity.HIGH, metadata=about("Which way is better; none: for information."))
    basis: Basis = field(default=Basis.IN_PERIOD, metadata=about("Over what stretch it is counted."))
    calendar: Calendar = field(default=Calendar.FINANCIAL, metadata=about("When its year begins."))
    frequency: Frequency = field(default=Frequency.ANNUAL, metadata=about("How often a figure is expected."))
    owner: str | None = field(default=None, metadata=about("Who answers for it.", refers="owner"))
    definition: str | None = field(default=None, metadata=about("How it is counted."))
    source: str | None = field(default=None, metadata=about("Where the figures come from."))
    baseline: Baseline | None = field(default=None, metadata=about("The figure that the plan started from."))
    target: float | None = field(default=None, metadata=about("The figure it should reach in the end."))
    floor: float | None = field(
        default=None,
        metadata=about(
            "Between floor and target it is amber, beyond the floor red. For a band: the distance from the target "
            "beyond which it is red."
        ),
    )
    tolerance: float | None = field(
        default=None, metadata=about("For a band: the distance from the target within which it is green.")
    )
    trajectory: tuple[Target, ...] = field(default=(), metadata=about("Dated targets on the way."))
    formula: str | None = field(
        default=None,
        metadata=about("How it is computed from other KPIs, instead of figures of its own.", example="a / b"),
    )
    breaks: tuple[Break, ...] = field(
        default=(), metadata=about("Where its figures stop being comparable with those before.")
    )
    spc: ControlChart | None = field(default=None, metadata=about("How its control chart is drawn."))
    published_after: Duration | None = field(
        default=None,
        metadata=about(
            "When a figure becomes known after its period ends, unless it says when it was published.",
            example="7 months",
        ),
    )
    benchmarks: tuple[Benchmark, ...] = field(
        default=(), metadata=about("The same measure elsewhere, by whose it is.", keyed_by="name")
    )
    observations: tuple[Observation, ...] = field(
        default=(), metadata=about("Its figures, by period.", keyed_by="period")
    )
    override: Override | None = field(default=None, metadata=about("A rating set by a person, for a time."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Commentary, dated, with its author."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    plan: str | None = field(default=None, metadata={"filled": True})
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFile:
    """A file in `kpis/`: KPIs, of one plan or of the whole workspace."""

    plan: str | None = field(default=None, metadata=about("The plan these KPIs belong to; without it, to all."))
    kpis: tuple[Kpi, ...] = field(default=(), metadata=about("The KPIs."))
    place: Place = field(compare=False, repr=False, metadata=placed())
