"""The KPI: a figure that shows whether anything really changes, with its target, its floor and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from operator import lt
from typing import Annotated, ClassVar

from msgspec.structs import force_setattr

from pap_cli.model.dates import Duration
from pap_cli.model.decisions import Note, Override, Suppression, Was
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.goal import Bound, Goal
from pap_cli.model.measure import (
    Basis,
    Calendar,
    Figure,
    Frequency,
    Improvement,
    MarkedFigure,
    Polarity,
    Profile,
    Standing,
)
from pap_cli.model.moments import Moment
from pap_cli.model.numbers import Unit
from pap_cli.model.periods import Period
from pap_cli.model.place import Place
from pap_cli.model.records import Records, RecordSource, Refreshed

# Where a value is not written, these two fields give it.
_FRACTION = ("numerator", "denominator")
_QUOTIENT = "Without it: numerator by denominator, in the KPI's unit."


def _take_mark(entry: Revision | Observation | BenchmarkFigure) -> None:
    """Take the mark off the value of an entry: it is the entry's status, unless that is written."""
    if type(entry.value) is MarkedFigure:
        if entry.status is None:
            force_setattr(entry, "status", entry.value.standing)
        force_setattr(entry, "value", float(entry.value))


class Revision(Entry, frozen=True, kw_only=True):
    """A later value of a published figure; the first one stays a fact."""

    SHORTHAND: ClassVar[str] = "value"

    value: Annotated[Figure, About(f"The revised figure. {_QUOTIENT}", quotient=_FRACTION)]
    published: Annotated[
        date | None, About("When it was published; without it, from the date on which the first figure was known.")
    ] = None
    numerator: Annotated[float | None, About("What was counted.")] = None
    denominator: Annotated[float | None, About("Out of how many.")] = None
    reason: Annotated[str | None, About("Why it changed.")] = None
    status: Annotated[
        Standing | None, About("provisional, estimated or revised; or as a mark after the figure: 83.4 [p].")
    ] = None
    place: Place

    def __post_init__(self) -> None:
        """Take the mark off the value."""
        _take_mark(self)


class Break(Entry, frozen=True, kw_only=True):
    """A period from which figures cannot be compared with those before: another definition, basis or calendar."""

    period: Annotated[Period, About("The first period after the break.")]
    reason: Annotated[str, About("What changed in the definition.")]
    place: Place


class Observation(Entry, frozen=True):
    """One figure of a KPI, for one period."""

    SHORTHAND: ClassVar[str] = "value"

    # these three come first, here and in BenchmarkFigure: where many are made at once, their names are left out
    period: Annotated[Period, About("What the figure is for.")]
    value: Annotated[Figure, About(f"The figure, or the code published in its place. {_QUOTIENT}", quotient=_FRACTION)]
    place: Place
    numerator: Annotated[float | None, About("What was counted.")] = None
    denominator: Annotated[float | None, About("Out of how many.")] = None
    published: Annotated[date | None, About("When it was published; with an earlier as-of date it is not shown.")] = (
        None
    )
    note: Annotated[str | None, About("A note for readers of the figure.")] = None
    revisions: Annotated[
        tuple[Revision, ...], About("Later values of the figure, oldest first.", one_or_many=True)
    ] = ()
    status: Annotated[
        Standing | None, About("provisional, estimated or revised; or as a mark after the figure: 83.4 [p].")
    ] = None

    def __post_init__(self) -> None:
        """Take the mark off the value."""
        _take_mark(self)


class Event(Entry, frozen=True, kw_only=True):
    """A rare event, such as a serious incident: the days since the one before are a figure of its KPI."""

    SHORTHAND: ClassVar[str] = "at"

    at: Annotated[Moment, About("The day, or the day and the time.")]
    note: Annotated[str | None, About("A note for readers.")] = None
    published: Annotated[date | None, About("When it became known, if published_after does not apply.")] = None
    place: Place


class Hidden(Observation, frozen=True):
    """A figure that is hidden because it counts few, or would give away one that does; its value is the code `c`."""


def in_time_order(observations: Sequence[Observation]) -> bool:
    """Return True if each figure is for a later period than the one before, so none is there twice."""
    ends = [observation.period.end for observation in observations]
    return all(map(lt, ends, ends[1:]))


class Baseline(Entry, frozen=True, kw_only=True):
    """The figure that the plan started from."""

    period: Annotated[Period, About("What the figure is for.")]
    value: Annotated[float, About("The figure.")]
    place: Place


class Target(Entry, frozen=True, kw_only=True):
    """A dated target on the way, which applies until its date."""

    by: Annotated[date, About("The date by which it is to be met.")]
    target: Annotated[Goal, About("The figure to be met by then, in any form of the KPI's target.")]
    floor: Annotated[Bound | None, About("The floor until then, if it is not the KPI's.")] = None
    place: Place


class BenchmarkFigure(Entry, frozen=True):
    """A figure of another area for a period."""

    SHORTHAND: ClassVar[str] = "value"

    period: Annotated[Period, About("What the figure is for.")]
    value: Annotated[Figure, About(f"The figure, or the code published in its place. {_QUOTIENT}", quotient=_FRACTION)]
    place: Place
    numerator: Annotated[float | None, About("What was counted.")] = None
    denominator: Annotated[float | None, About("Out of how many.")] = None
    published: Annotated[date | None, About("When it was published, if published_after does not apply.")] = None
    status: Annotated[
        Standing | None, About("provisional, estimated or revised; or as a mark after the figure: 83.4 [p].")
    ] = None

    def __post_init__(self) -> None:
        """Take the mark off the value."""
        _take_mark(self)


class BenchmarkKind(StrEnum):
    """Whose figures a benchmark holds."""

    COUNTRY = "country"
    REGION = "region"
    NEIGHBOURS = "neighbours"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


class Benchmark(Entry, frozen=True, kw_only=True):
    """The same measure for another area: England, a region, statistical neighbours."""

    SHORTHAND: ClassVar[str] = "values"

    name: Annotated[str, About("The name of the area.")]
    kind: Annotated[BenchmarkKind, About("neighbours: their average; neighbour: one of them, used for the rank.")] = (
        BenchmarkKind.OTHER
    )
    values: Annotated[tuple[BenchmarkFigure, ...], About("The figures.", keyed_by="period")] = ()
    place: Place


class Rebase(Entry, frozen=True, kw_only=True):
    """A period from which the limits of a control chart are recalculated, and why."""

    period: Annotated[Period, About("The first period of the new limits.")]
    reason: Annotated[str, About("What changed in the process.")]
    place: Place


class ShortSeries(StrEnum):
    """What to do with the icons of a short series."""

    WITHHOLD = "withhold"
    SHOW = "show"


class ChartKind(StrEnum):
    """The kinds of control chart; `auto` is the one that suits the figures, `none` is no chart."""

    AUTO = "auto"
    XMR = "xmr"
    RUN = "run"
    C = "c"
    P = "p"
    P_PRIME = "p-prime"
    U = "u"
    U_PRIME = "u-prime"
    G = "g"
    T = "t"
    NONE = "none"

    @property
    def centre(self) -> str:
        """The name of its centre line."""
        return "median" if self in (ChartKind.RUN, ChartKind.G) else "mean"


class Exclusion(Entry, frozen=True, kw_only=True):
    """A period whose figure is shown on a control chart, but does not count for its lines and runs, and why."""

    period: Annotated[Period, About("The period of the figure.")]
    reason: Annotated[str, About("What was exceptional.")]
    place: Place


class ControlChart(Entry, frozen=True, kw_only=True):
    """Settings of the control chart of a KPI."""

    chart: Annotated[
        ChartKind,
        About(
            "Which chart. auto: p-prime for shares and u-prime for rates, if their figures have denominators, t for "
            "events, otherwise xmr."
        ),
    ] = ChartKind.AUTO
    improvement: Annotated[Improvement | None, About("Which direction is better, if polarity does not show it.")] = None
    baseline_points: Annotated[int | None, About("How many first points fix the limits; 12 or more.", minimum=12)] = (
        None
    )
    rebase: Annotated[tuple[Rebase, ...], About("Periods that start new limits, each with a reason.")] = ()
    exclude: Annotated[
        tuple[Exclusion, ...], About("Periods whose figures do not count for the lines and runs, each with a reason.")
    ] = ()
    screen_outliers: Annotated[
        bool | None,
        About("true to leave unusually large moving ranges out of the limits. Default: true for xmr, otherwise false."),
    ] = None
    least: Annotated[float | None, About("The lowest possible figure: limits are drawn no lower.")] = None
    most: Annotated[float | None, About("The highest possible figure: limits are drawn no higher.")] = None
    short: Annotated[
        ShortSeries, About("Whether icons are shown with fewer than 13 figures, when limits are unreliable.")
    ] = ShortSeries.WITHHOLD
    place: Place


class Ended(Entry, frozen=True, kw_only=True):
    """The end of a KPI: from that day on it is no longer reported."""

    on: Annotated[date, About("The day from which it is no longer reported.")]
    reason: Annotated[str, About("Why: replaced, discontinued, another definition.")]
    place: Place


class FiguresFile(Entry, frozen=True, kw_only=True):
    """A CSV file with figures of a KPI: its path from the folder of the file that names it."""

    path: Annotated[str, About("Its path.")]
    place: Place


class Kpi(Entry, frozen=True, kw_only=True):
    """A KPI: a measure, its target and its figures."""

    id: Annotated[Id, About("Its id, unique in the workspace's plan.")]
    title: Annotated[str, About("What is measured.")]
    was: Was = ()
    unit: Annotated[Unit, About("percent, number, days, ratio, per 10,000, …")] = Unit("number")
    polarity: Annotated[Polarity, About("Which way is better; none: for information.")] = Polarity.HIGH
    basis: Annotated[
        Basis, About("Basis: what a figure covers. That of a formula follows from it, unless it is written.")
    ] = Basis.IN_PERIOD
    calendar: Annotated[
        Calendar, About("When its year begins. That of a formula is its KPIs', unless it is written.")
    ] = Calendar.FINANCIAL
    frequency: Annotated[
        Frequency | None,
        About("How often a figure is expected. Default: the shortest step between two figures; annual for one."),
    ] = None
    owners: Annotated[
        tuple[str, ...],
        About(
            "The post or posts accountable for it; the first answers for it.",
            key="owner",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    definition: Annotated[str | None, About("How it is counted.")] = None
    source: Annotated[str | None, About("Source of the figures.")] = None
    baseline: Annotated[Baseline | None, About("The figure that the plan started from.")] = None
    target: Annotated[
        Goal | None,
        About(
            'The figure it should reach in the end: 95; "< 85" for less than 85; {above: neighbours} for more than a '
            'benchmark, also below, at_least and at_most; "+800" or "-10%" for a change from the baseline; 18 to 22 '
            "for a band."
        ),
    ] = None
    floor: Annotated[
        Bound | None,
        About(
            "Between floor and target it is amber, worse than the floor red. For a band: the distance from the target "
            "beyond which it is red."
        ),
    ] = None
    tolerance: Annotated[float | None, About("For a band: the distance from the target within which it is green.")] = (
        None
    )
    trajectory: Annotated[tuple[Target, ...], About("Dated targets on the way.")] = ()
    profile: Annotated[
        Profile | None,
        About(
            "How an annual target is spread over the year, for a count: linear, or last year for the shape of last "
            "year's figures. Without it every figure is compared with the whole target."
        ),
    ] = None
    formula: Annotated[
        str | None,
        About(
            "How it is computed from other KPIs, instead of figures of its own: a / b, ytd(x), rolling(x, 12), "
            "in-period(x).",
            example="a / b",
        ),
    ] = None
    breaks: Annotated[tuple[Break, ...], About("Periods from which figures are not comparable with earlier ones.")] = ()
    spc: Annotated[ControlChart | None, About("How its control chart is drawn.")] = None
    published_after: Annotated[
        Duration | None,
        About(
            "When a figure becomes known after its period ends, unless it says when it was published.",
            example="7 months",
        ),
    ] = None
    benchmarks: Annotated[tuple[Benchmark, ...], About("The same measure for other areas.", keyed_by="name")] = ()
    observations: Annotated[
        tuple[Observation, ...],
        About(
            "Its figures, by period; csv: and the path of a CSV file for those in it.", keyed_by="period", table="csv"
        ),
    ] = ()
    events: Annotated[
        tuple[Event, ...],
        About(
            "Rare events, in place of observations: its figures are the days from each event to the one before.",
            one_or_many=True,
        ),
    ] = ()
    records: Annotated[Records | None, About("How its figures are counted from records, by pap refresh.")] = None
    ended: Annotated[
        Ended | None, About("If it is no longer reported: from then on it is not rated and not out of date.")
    ] = None
    override: Annotated[Override | None, About("A rating set by a person, for a time.")] = None
    notes: Annotated[tuple[Note, ...], About("Commentary, dated, with its author.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    plan: str | None = None
    csv: FiguresFile | None = None
    # How its figures were counted from records last.
    refreshed: Refreshed | None = None
    place: Place


class KpiFile(Entry, frozen=True, kw_only=True):
    """A file in `kpis/`: KPIs, of one plan or of the whole workspace."""

    plan: Annotated[str | None, About("The plan these KPIs belong to; without it, to all.")] = None
    sources: Annotated[
        tuple[RecordSource, ...], About("Tables of records that KPIs are counted from.", keyed_by="id")
    ] = ()
    kpis: Annotated[tuple[Kpi, ...], About("The KPIs.")] = ()
    place: Place
