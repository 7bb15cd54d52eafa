"""The query that counts a KPI: what was known of each source on a day, the rows that count, and their answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.model.kpi import Kpi
from pap_cli.model.periods import parse_period
from pap_cli.model.records import DATE_FORMS, ColumnType, Records, RecordSource, SourceKind
from pap_cli.records.sql.counted import BadDefinitionError, at_key, counted, counts_by_reason, left_out
from pap_cli.records.sql.days import PeriodRow, periods_until
from pap_cli.records.sql.known import EXTRACT, PREFIX, check_as_known, known, known_rows, left_out_conditions
from pap_cli.records.sql.language.check import check_query, is_word
from pap_cli.records.sql.language.meaning import AS_AT, CALENDAR, DIALECT, PERIODS, Checked
from pap_cli.records.sql.language.refused import RefusedError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
RESERVED = frozenset({CALENDAR, PERIODS, AS_AT, "answer"})
_SQL_TYPES = {
    ColumnType.TEXT: "varchar",
    ColumnType.ID: "varchar",
    ColumnType.DATE: "date",
    ColumnType.TIME: "timestamp",
    ColumnType.NUMBER: "decimal(18, 6)",
    ColumnType.WHOLE: "bigint",
}
_PERIOD_COLUMNS = {"period": "varchar", "grain": "varchar", "first_day": "date", "last_day": "date"}
_CALENDAR_COLUMNS = {"day": "date", "number": "bigint", "serial": "bigint", "working": "bigint"}


class Query(Struct, frozen=True, kw_only=True):
    """A query in the dialect of definitions, over tables that the engine provides."""

    # The query as text: it names the tables `pap_calendar`, `pap_periods` and those of sources.
    text: str
    sources: tuple[str, ...]
    # The columns of the calendar that it uses, without the day.
    calendar: tuple[str, ...]
    columns: tuple[str, ...]


class Sources(Struct, frozen=True):
    """The sources of a workspace by name."""

    by_id: Mapping[str, RecordSource]

    def tables(self) -> dict[str, dict[str, str]]:
        """Return the tables that a definition may name, with the types of their columns."""
        found = {name: columns_of(source) for name, source in self.by_id.items()}
        return {**found, PERIODS: _PERIOD_COLUMNS, CALENDAR: _CALENDAR_COLUMNS, AS_AT: {"day": "date"}}


def check_sources(sources: Iterable[RecordSource]) -> None:
    """Check that the names of sources and their columns can be used in definitions.

    Raises:
        PapError: if one cannot, or what it needs for its kind is missing; all of them at once.
    """
    wrong: list[str] = []
    for source in sources:
        where = f"{source.place.path}:{source.place.line}: source {source.id}"
        names = [source.id, *(column.name for column in source.columns)]
        bad = [one for one in names if not _NAME.fullmatch(one)]
        wrong += [f"{where}: “{one}” is not a name of small letters, digits and _" for one in bad]
        words = [one for one in names if one not in bad and is_word(one)]
        wrong += [f"{where}: “{one}” is a word of SQL; choose another name" for one in words]
        if source.id in RESERVED or source.id.startswith(PREFIX):
            wrong.append(f"{where}: this name is pap's own; choose another")
        if source.kind is SourceKind.FILES and not source.files:
            wrong.append(f"{where}: files: is missing; write the path of its files")
        if source.kind is SourceKind.DATABASE and source.as_known is not None and source.as_known.folders is not None:
            wrong.append(f"{where}: a database has no folders; write  {{from: …}}  or  {{published: …, key: …}}")
        forms = {*source.formats, *(form for column in source.columns for form in column.formats)}
        unknown = sorted(forms - set(DATE_FORMS))
        wrong += [f"{where}: “{one}” is not a form of dates; write one of {', '.join(DATE_FORMS)}" for one in unknown]
    if wrong:
        raise PapError("\n  ".join(wrong if len(wrong) == 1 else ["these sources cannot be used:", *wrong]))


def columns_of(source: RecordSource) -> dict[str, str]:
    """Return the columns of a source and their types in SQL."""
    columns = {column.name: _SQL_TYPES[column.type] for column in source.columns}
    if source.as_known is not None and source.as_known.folders is not None:
        columns[EXTRACT] = "date"
    return columns


def query_of(kpi: Kpi, sources: Sources, as_at: date) -> Query:
    """Return the query that gives the figures of a KPI as they were known on a day.

    Raises:
        BadDefinitionError: if its definition, or that of a source that it uses, cannot run.
    """
    return _whole(_answer_of(records_of(kpi), sources.tables()), sources, as_at)


class Check(Struct, frozen=True, kw_only=True):
    """A query whose one row has the number of all rows, and that of those left out for each reason."""

    query: Query
    reasons: tuple[str, ...]


def check_of_kpi(kpi: Kpi, sources: Sources, as_at: date) -> Check | None:
    """Return the query that counts the rows that a KPI leaves out; None for one in SQL, which says itself what counts.

    Raises:
        BadDefinitionError: as `query_of`.
    """
    records = records_of(kpi)
    if records.sql is not None:
        return None
    reasons, answer = left_out(records, sources.tables())
    return Check(query=_whole(answer, sources, as_at), reasons=reasons)


def check_of_source(source: RecordSource, as_at: date) -> Check:
    """Return the query that counts the rows of a source that are left out as impossible.

    Raises:
        BadDefinitionError: if a condition of it cannot run.
    """
    found = left_out_conditions(source, columns_of(source))
    used = sorted({name for _, _, names in found for name in names})
    counts = "".join(f", {one}" for one in counts_by_reason([condition for _, condition, _ in found]))
    text = f"with {source.id} as ({known_rows(source, used, as_at)}) select count(*){counts} from {source.id}"
    query = Query(text=text, sources=(source.id,), calendar=(), columns=())
    return Check(query=query, reasons=tuple(reason for reason, _, _ in found))


def _whole(answer: Checked, sources: Sources, as_at: date) -> Query:
    """Return an answer with the tables that it is over in front of it."""
    columns = tuple(one.alias_or_name for one in answer.tree.selects)
    used = sorted({table for table, _ in answer.columns if table in sources.by_id})
    named = {name for table, name in answer.columns if table == CALENDAR} - {"day"}
    parts = [
        f"{AS_AT} as (select cast('{as_at}' as date) as day)",
        f"{PERIODS} as (select period, grain, cast(first_day as date) as first_day, cast(last_day as date) as last_day"
        f" from {PREFIX}{PERIODS})",
    ]
    if any(table == CALENDAR for table, _ in answer.columns):
        shown = "".join(f", {_calendar_column(name)}" for name in sorted(named))
        parts.append(f"{CALENDAR} as (select cast(day as date) as day{shown} from {PREFIX}{CALENDAR})")
    for name in used:
        source = sources.by_id[name]
        check_as_known(source)
        wanted = {column for table, column in answer.columns if table == name}
        parts.append(f"{name} as ({known(source, wanted, as_at, columns_of(source))})")
    parts.append(f"answer as ({answer.tree.sql(DIALECT, comments=False)})")
    text = f"with {', '.join(parts)} select {', '.join(columns)} from answer"
    return Query(text=text, sources=tuple(used), calendar=tuple(sorted(named)), columns=columns)


def records_of(kpi: Kpi) -> Records:
    """Return how a KPI is counted.

    Raises:
        ValueError: if it is not counted from records.
    """
    if kpi.records is None:
        raise ValueError(f"{kpi.id} has no records")
    return kpi.records


def _calendar_column(name: str) -> str:
    return name if name in _CALENDAR_COLUMNS else f"cast({name} as date) as {name}"


def periods_of(kpi: Kpi, as_at: date) -> list[PeriodRow]:
    """Return the periods of the series of a KPI that were over on a day."""
    period = records_of(kpi).period
    return list(periods_until(parse_period(period.first.written).start, period.grain, kpi.calendar, as_at))


def _answer_of(records: Records, tables: Mapping[str, Mapping[str, str]]) -> Checked:
    if records.sql is None:
        return counted(records, tables)
    checked = at_key(records, "sql", lambda: check_query(records.sql or "", tables))
    names = [one.alias_or_name for one in checked.tree.selects]
    if sorted(names) not in (["denominator", "numerator", "period"], ["period", "value"]):
        message = f"this gives {', '.join(names)}"
        raise BadDefinitionError(
            records, "sql", RefusedError(message, "give period, numerator and denominator, or period and value")
        )
    return checked
