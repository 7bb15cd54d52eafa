"""Counting one KPI: its figures by period as they were known on a day, and the rows that were left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.calendar import working_calendar
from pap_cli.model.config import CalendarSettings, Nation
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Kpi
from pap_cli.model.numbers import multiplier_of
from pap_cli.model.periods import parse_period
from pap_cli.model.working_days import WorkingCalendar
from pap_cli.records.engines.engine import Engine, EngineError, Row
from pap_cli.records.sql.counted import BadDefinitionError
from pap_cli.records.sql.days import PeriodRow, calendar_days
from pap_cli.records.sql.dialects import Dialect, render, values
from pap_cli.records.sql.known import PREFIX, tied_rows
from pap_cli.records.sql.language.meaning import CALENDAR, PERIODS
from pap_cli.records.sql.language.refused import RefusedError
from pap_cli.records.sql.query import (
    Check,
    Query,
    Sources,
    check_of_kpi,
    check_of_source,
    periods_of,
    query_of,
    records_of,
)

# Gives the SQL that stands for a table with a name, columns and rows.
MakeTable = Callable[[str, Sequence[str], Sequence[tuple[str | int, ...]]], str]


class CountedFigure(Struct, frozen=True, kw_only=True):
    """A figure that was counted."""

    period: PeriodRow
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class Counting(Struct, frozen=True, kw_only=True):
    """A KPI that can be counted: its query, and everything that it is written with."""

    kpi: Kpi
    sources: Sources
    as_at: date
    working: WorkingCalendar
    query: Query

    @classmethod
    def of(cls, kpi: Kpi, sources: Sources, as_at: date, working: WorkingCalendar) -> Counting:
        """Return the counting of a KPI.

        Raises:
            PapError: if its definition cannot run, with file, line and column.
        """
        try:
            query = query_of(kpi, sources, as_at)
            working = _own_calendar(kpi, working)
        except BadDefinitionError as error:
            raise at_place(error) from None
        return cls(kpi=kpi, sources=sources, as_at=as_at, working=working, query=query)

    def text(self, dialect: Dialect, tables: Mapping[str, str]) -> str:
        """Return the query in a dialect, with the SQL that stands for the tables of sources.

        Raises:
            PapError: if no period is over yet, or the dialect has nothing that gives the same result.
        """
        if not self.periods:
            raise self._error(f"no period was over on {show_date(self.as_at)}", "give a later  --as-at")
        return self._written(self.query, dialect, tables, partial(values, dialect=dialect))

    def _written(self, query: Query, dialect: Dialect, tables: Mapping[str, str], table: MakeTable) -> str:
        """Return a query with the tables that stand beside the sources, if it names them."""
        stand_ins = dict(tables)
        calendar, periods = f"{PREFIX}{CALENDAR}", f"{PREFIX}{PERIODS}"
        if calendar in query.text:
            days = calendar_days(query.calendar, self.working, self.first, self.as_at)
            stand_ins[calendar] = table(calendar, ("day", *query.calendar), days)
        if periods in query.text:
            stand_ins[periods] = table(periods, PeriodRow.__struct_fields__, [one.texts() for one in self.periods])
        try:
            return render(query.text, dialect, stand_ins)
        except RefusedError as error:
            place = self.kpi.place
            raise PapError(f"{place.path}:{place.line}: {self.kpi.id}: {error.message}", error.help) from None

    @property
    def first(self) -> date:
        """The first day of the first period."""
        return parse_period(records_of(self.kpi).period.first.written).start

    @property
    def periods(self) -> list[PeriodRow]:
        """The periods that were over on the as-at day."""
        return periods_of(self.kpi, self.as_at)

    @property
    def digest(self) -> str:
        """SHA-256 of the query, whatever the as-at day; layout and case of its words do not change it."""
        return hashlib.sha256(self.query.text.replace(str(self.as_at), "").encode()).hexdigest()

    def figures(self, engine: Engine) -> list[CountedFigure]:
        """Return the figures by period; a period with nothing to count has none.

        Raises:
            PapError: if the query cannot be run, or its answer is no figure of a period.
        """
        if not self.periods:
            return []
        rows = self._run(engine, self.query)
        known = {one.period: one for one in self.periods}
        found: dict[str, CountedFigure] = {}
        for row in rows:
            answer = dict(zip(self.query.columns, row, strict=True))
            period = known.get(str(answer["period"]))
            if period is None or period.period in found:
                what = "is no period of the series" if period is None else "is there twice"
                raise self._error(f"period {answer['period']!s} of the answer {what}", "group by period, from  periods")
            if (figure := self._figure(period, answer)) is not None:
                found[period.period] = figure
        return [found[one.period] for one in self.periods if one.period in found]

    def _figure(self, period: PeriodRow, answer: Mapping[str, object]) -> CountedFigure | None:
        places = Decimal(1).scaleb(-records_of(self.kpi).places)
        if "value" in answer:
            value = _decimal(answer["value"])
            return CountedFigure(period=period, value=_rounded(value, places)) if value is not None else None
        numerator, denominator = _decimal(answer["numerator"]), _decimal(answer["denominator"])
        if numerator is None or not denominator:
            return None
        value = Decimal(str(multiplier_of(self.kpi.unit) or 1)) * numerator / denominator
        return CountedFigure(period=period, value=_rounded(value, places), numerator=numerator, denominator=denominator)

    def left_out(self, engine: Engine) -> tuple[dict[str, int], int]:
        """Return how many rows were left out by reason, and how many there were in all.

        Raises:
            PapError: if a query cannot be run.
        """
        check = check_of_kpi(self.kpi, self.sources, self.as_at) if self.periods else None
        return self._checked(engine, check) if check is not None else ({}, 0)

    def left_out_of(self, engine: Engine, source: str) -> dict[str, int]:
        """Return how many rows of a source were left out, by reason.

        Raises:
            PapError: if a query cannot be run.
        """
        found = self._checked(engine, check_of_source(self.sources.by_id[source], self.as_at))[0]
        if (tied := tied_rows(self.sources.by_id[source], self.as_at)) is not None:
            ((count,),) = self._run(engine, Query(text=tied, sources=(source,), calendar=(), columns=()))
            found |= {"another row of the same day": int(count)} if count else {}
        return found

    def _checked(self, engine: Engine, check: Check) -> tuple[dict[str, int], int]:
        (row,) = self._run(engine, check.query)
        counts = [int(one or 0) for one in row]
        return {reason: count for reason, count in zip(check.reasons, counts[1:], strict=True) if count}, counts[0]

    def _run(self, engine: Engine, query: Query) -> Sequence[Row]:
        try:
            return engine.run(self._written(query, engine.dialect, engine.tables, engine.table))
        except EngineError as error:
            raise self._error(f"the query cannot be run: {error}", "correct the definition") from None

    def _error(self, message: str, help: str) -> PapError:
        place = self.kpi.place
        return PapError(f"{place.path}:{place.line}: {self.kpi.id}: {message}", help)


def _own_calendar(kpi: Kpi, working: WorkingCalendar) -> WorkingCalendar:
    """Return the working days that a time limit counts in: of the nation that it names, or of the workspace."""
    within = records_of(kpi).within
    if within is None or within.calendar is None:
        return working
    nation = next((one for one in Nation if one.value.casefold() == within.calendar.casefold()), None)
    if nation is None:
        help = f"write one of  {', '.join(one.value for one in Nation)}"
        raise BadDefinitionError(within, "calendar", RefusedError(f"“{within.calendar}” is not a nation", help))
    return working_calendar(CalendarSettings(working_days=nation))


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    """Round half up: 1 of 16 is 6.3 %, where binary fractions or banker's rounding give 6.2."""
    return value.quantize(places, ROUND_HALF_UP)


def at_place(error: BadDefinitionError) -> PapError:
    """Return the error about a definition with the file, line and column of what is wrong in it."""
    place, found = error.entry.place, error.error
    if error.key not in place.fields:
        return PapError(f"{place.path}:{place.line}: {found.message}", found.help)
    _, start, end = place.fields[error.key]
    line, column = place.source.position(start)
    written = place.source.text[start:end]
    if written[:1] in "|>":  # a block: its lines are those of the definition, indented
        first = written.split("\n", 2)[1:2]
        indent = len(first[0]) - len(first[0].lstrip()) if first else 0
        line, column = line + found.line, indent + found.column
    elif found.line == 1:
        column += found.column - 1 + (written[:1] in "\"'")
    return PapError(f"{place.path}:{line}:{column}: {error.key}: {found.message}", found.help)
