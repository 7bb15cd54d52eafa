"""Records of cases: where they are, what was known of them on a day, and how a KPI is counted from them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Struct

from pap_cli.model.dates import Due
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.place import Place

# How dates may be written; serial: the days of Excel.
DATE_FORMS = (
    *("dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "yyyymmdd", "dd.mm.yyyy", "dd-mm-yyyy", "dd-mmm-yyyy", "dd mmm yyyy"),
    "serial",
)


class SourceKind(StrEnum):
    """Where the rows of a source are."""

    FILES = "files"
    DATABASE = "database"


class ColumnType(StrEnum):
    """What a column holds; everything else in it is a code for missing, or is left out and counted."""

    TEXT = "text"
    # Trimmed, in capitals.
    ID = "id"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    WHOLE = "whole"


class Column(Entry, frozen=True, kw_only=True):
    """A column of a source that definitions may use."""

    SHORTHAND: ClassVar[str] = "type"

    name: Annotated[str, About("The name that definitions use: small letters, digits and _.")]
    type: Annotated[ColumnType, About("text, id (trimmed, in capitals), date, time (a day and a time), number, whole.")]
    heading: Annotated[str | None, About("Its heading in the files, or its name in the database. Default: name.")] = (
        None
    )
    aliases: Annotated[
        tuple[str, ...], About("Other headings of it: headings change from year to year.", one_or_many=True)
    ] = ()
    formats: Annotated[
        tuple[str, ...],
        About(
            "How its dates are written: dd/mm/yyyy, yyyy-mm-dd, dd-mmm-yyyy, mm/dd/yyyy, yyyymmdd or serial (days of "
            "Excel). Default: those of the source.",
            one_or_many=True,
        ),
    ] = ()
    missing: Annotated[tuple[str, ...], About("Codes for missing, beside those of the source.", one_or_many=True)] = ()
    codes: Annotated[
        tuple[str, ...],
        About("The codes it may hold; a row with another is left out and counted.", one_or_many=True),
    ] = ()
    without_time: Annotated[
        str | None, About("For a time: the time that a day alone stands for, such as 23:59. Default: 00:00.")
    ] = None
    place: Place


class Folders(StrEnum):
    """What the dated folders of extracts hold."""

    CHANGES = "changes"
    WHOLE = "whole"


class AsKnown(Entry, frozen=True, kw_only=True):
    """What shows on which day a row was known."""

    from_: Annotated[str | None, About("The column with the day from which the row was known.", key="from")] = None
    to: Annotated[str | None, About("The column with the day from which another row took its place.")] = None
    published: Annotated[
        str | None, About("The column with the day a row was published: per key, the newest row counts.")
    ] = None
    folders: Annotated[
        Folders | None,
        About(
            "For extracts in folders named by their day: changes (each has the rows that are new or changed) or whole "
            "(each has every row; the column extract says which)."
        ),
    ] = None
    key: Annotated[tuple[str, ...], About("The columns that tell one thing from another.", one_or_many=True)] = ()
    place: Place


class LeaveOut(Entry, frozen=True, kw_only=True):
    """Rows that are impossible: they are left out and counted."""

    where: Annotated[str, About("The condition that they meet.", example="ended < started")]
    reason: Annotated[str, About("Why they are left out, in a few words.", example="end before start")]
    place: Place


class RecordSource(Entry, frozen=True, kw_only=True):
    """A table of records: files in a folder of the user's own, or a table of a database."""

    id: Annotated[Id, About("The name that definitions use: small letters, digits and _.")]
    kind: Annotated[SourceKind, About("files or database.")]
    files: Annotated[
        str | None,
        About(
            "For files: their path in a folder that the user allows, with * for any name and a folder * for dated "
            "extracts; csv, csv.gz, parquet or xlsx.",
            example="assessments/*/list_4.csv",
        ),
    ] = None
    sheet: Annotated[str | None, About("For xlsx: the sheet. Default: the first.")] = None
    connection: Annotated[
        str | None,
        About("For a database: env: and the name of the variable with the address, so that no file holds a password."),
    ] = None
    table: Annotated[str | None, About("For a database: the table or view. Default: id.")] = None
    as_known: Annotated[
        AsKnown | None, About("What shows on which day a row was known; without it, figures cannot be reproduced.")
    ] = None
    formats: Annotated[
        tuple[str, ...],
        About("How its dates are written. Default: dd/mm/yyyy and yyyy-mm-dd.", one_or_many=True),
    ] = ("dd/mm/yyyy", "yyyy-mm-dd")
    missing: Annotated[tuple[str, ...], About("Codes for missing in every column.", one_or_many=True)] = ()
    columns: Annotated[tuple[Column, ...], About("The columns that definitions may use.", keyed_by="name")]
    leave_out: Annotated[tuple[LeaveOut, ...], About("Rows that are impossible.", one_or_many=True)] = ()
    place: Place


class Grain(StrEnum):
    """How long the periods of a series are."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class RecordPeriods(Entry, frozen=True, kw_only=True):
    """The periods of the figures."""

    decided_by: Annotated[
        str | None,
        About("The column with the date that decides the period; with sql: it says itself.", key="date"),
    ] = None
    grain: Annotated[
        tuple[Grain, ...],
        About(
            "month, quarter or year (financial); the first is the KPI's, others get a file of their own.",
            one_or_many=True,
        ),
    ]
    first: Annotated[Due, About("The first period: a month or a quarter.", example="2014-04")]
    place: Place


class StartIs(StrEnum):
    """Whether the day of the start counts."""

    DAY_0 = "day-0"
    DAY_1 = "day-1"


class Within(Entry, frozen=True, kw_only=True):
    """A time limit: the numerator is what ended within it."""

    working_days: Annotated[int | None, About("The limit in working days.", minimum=0)] = None
    days: Annotated[int | None, About("The limit in calendar days.", minimum=0)] = None
    hours: Annotated[int | None, About("The limit in hours, by the clock on the wall.", minimum=0)] = None
    from_: Annotated[str, About("The column with the start.", key="from")]
    to: Annotated[str, About("The column with the end.")]
    start_is: Annotated[
        StartIs | None, About("day-0: the day after the start is the first; day-1: the start itself is, if it counts.")
    ] = None
    calendar: Annotated[
        str | None,
        About("The nation whose bank holidays are no working days, or none. Default: that of [calendar] in pap.toml."),
    ] = None
    place: Place


class Counted(StrEnum):
    """What is counted."""

    COUNT = "count"


class Measured(Entry, frozen=True, kw_only=True):
    """What a figure is, if it is no share."""

    SHORTHAND: ClassVar[str] = "of"

    of: Annotated[Counted | None, About("count: the number of rows.")] = None
    sum: Annotated[str | None, About("The expression whose values are added up.")] = None
    mean: Annotated[str | None, About("The expression whose mean it is.")] = None
    median: Annotated[str | None, About("The expression whose median it is.")] = None
    place: Place


class RecordDefinition(Entry, frozen=True, kw_only=True):
    """The version of a definition: with another rule, figures are not comparable."""

    version: Annotated[int, About("Its number, one higher at each change.", minimum=1)]
    from_: Annotated[Due | None, About("The first period it applies to: a month or a quarter.", key="from")] = None
    reason: Annotated[str | None, About("Why it changed.")] = None
    restated: Annotated[bool, About("true if the past was computed again by it, so that there is no break.")] = False
    place: Place


class Records(Entry, frozen=True, kw_only=True):
    """How the figures of a KPI are counted from records."""

    from_: Annotated[str | None, About("The source whose rows are counted.", key="from", example="assessments")] = None
    where: Annotated[str | None, About("The condition of the rows that count.", example="status = 'Authorised'")] = None
    period: Annotated[RecordPeriods, About("The periods of the figures.")]
    numerator: Annotated[str | None, About("The condition of the rows of the numerator; a sum(…) is added up.")] = None
    denominator: Annotated[
        str | None, About("The condition of the rows of the denominator. Default: all rows that count.")
    ] = None
    within: Annotated[Within | None, About("A time limit, in place of a numerator.")] = None
    value: Annotated[Measured | None, About("What the figure is, if it is no share.")] = None
    sql: Annotated[
        str | None,
        About(
            "One SELECT that gives period and numerator, denominator or value, in place of all the above but period."
        ),
    ] = None
    places: Annotated[int, About("The decimal places of the figure, rounded half up.", minimum=0)] = 1
    leave_out: Annotated[
        tuple[LeaveOut, ...], About("Rows that cannot count, each with a reason.", one_or_many=True)
    ] = ()
    tolerance: Annotated[
        float | None, About("The share of rows left out, in per cent, above which pap check says so. Default: 5.")
    ] = None
    definition: Annotated[RecordDefinition, About("Its version.")]
    place: Place


class SourceState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was known of a source when figures were counted from it."""

    rows: int
    fingerprint: str
    duplicates: int = 0
    unreadable: dict[str, int] = {}
    # Rows left out, by reason.
    left_out: dict[str, int] = {}
    # False if nothing shows when a row was known, so that an earlier as-at day cannot be reproduced.
    reproducible: bool = True


class Refreshed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the figures of a KPI were counted last: the entry of `kpis/records.lock`."""

    as_at: date
    version: int
    # SHA-256 of the definition as it is written, blanks and comments apart.
    written: str
    # SHA-256 of the syntax tree of the query.
    query: str
    engine: str
    # The version of pap, and of the library that translated the query.
    by: str
    calendar: str
    sources: dict[str, SourceState]
    # Rows of the KPI's own that were left out, by reason, of how many.
    left_out: dict[str, int] = {}
    of: int = 0


def series_file(name: str, grain: Grain) -> str:
    """Return the path of the CSV file of another series than the first, beside that of a KPI: `K01-quarter.csv`."""
    stem, _, end = name.rpartition(".")
    return f"{stem}-{grain.value}.{end}"
