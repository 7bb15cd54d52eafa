"""The SELECT that a definition without SQL stands for: the rows of one source, counted by period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from pap_cli.model.place import Place
from pap_cli.model.records import Measured, Records, StartIs, Within
from pap_cli.records.sql.language.check import check_condition, resolve
from pap_cli.records.sql.language.meaning import CALENDAR, DIALECT, PERIODS, Checked, Tables
from pap_cli.records.sql.language.refused import RefusedError

T = TypeVar("T")
# The days of the calendar on which a time limit begins and ends.
_FROM, _TO = "pap_from", "pap_to"


class Placed(Protocol):
    """An entry with its place."""

    @property
    def place(self) -> Place:
        """Where it is in its file."""


class BadDefinitionError(Exception):
    """A definition that cannot run: the entry and its key that are wrong, and the place in the text of that key."""

    def __init__(self, entry: Placed, key: str, error: RefusedError) -> None:
        super().__init__(error.message)
        self.entry, self.key, self.error = entry, key, error


def at_key(entry: Placed, key: str, make: Callable[[], T]) -> T:
    """Return what is made of the text of a key.

    Raises:
        BadDefinitionError: if it is refused.
    """
    try:
        return make()
    except RefusedError as error:
        raise BadDefinitionError(entry, key, error) from None


class _Rows(Struct, frozen=True):
    """The source whose rows are counted, and its columns."""

    name: str
    columns: Mapping[str, str]

    def condition(self, entry: Placed, key: str, text: str) -> Any:
        """Return the tree of a condition, or of another expression, over the rows."""
        return at_key(entry, key, lambda: check_condition(text, self.name, self.columns)).tree

    def column(self, entry: Placed, key: str, name: str) -> str:
        """Return a column by its name."""
        if name not in self.columns:
            known = ", ".join(self.columns)
            error = RefusedError(f"“{name}” is not a column of {self.name}", f"its columns are  {known}")
            raise BadDefinitionError(entry, key, error)
        return f"{self.name}.{name}"

    def day(self, entry: Placed, key: str, name: str) -> str:
        """Return the day of a column with dates or times."""
        column, kind = self.column(entry, key, name), self.columns[name]
        if kind not in ("date", "timestamp"):
            error = RefusedError(f"“{name}” is {kind}, not a date", "declare it with  type: date  in its source")
            raise BadDefinitionError(entry, key, error)
        return f"cast({column} as date)" if kind == "timestamp" else column


def counted(records: Records, tables: Tables) -> Checked:
    """Return the SELECT that counts the rows of a source.

    Raises:
        BadDefinitionError: if a part of the definition is missing, is one too many or cannot run.
    """
    rows = _rows(records, tables)
    where = [_sql(rows.condition(records, "where", records.where))] if records.where else []
    where += [unless(_sql(rows.condition(one, "where", one.where))) for one in records.leave_out]
    if records.period.decided_by is None:
        _missing(records.period, "date", "the date that decides the period is not said", "add  date: and a column")
    day = rows.day(records.period, "date", records.period.decided_by or "")
    joins = ""
    if records.within is not None:
        joins = _limit_joins(records.within, rows)
        where.append(f"{rows.day(records.within, 'from', records.within.from_)} is not null")
    figures = _figures(records, rows)
    chosen = f"{' where ' if where else ''}{' and '.join(f'({one})' for one in where)}"
    within = f"between {PERIODS}.first_day and {PERIODS}.last_day"
    if records.value is not None and (records.value.mean or records.value.median):
        shown = ", ".join(f"{figure} as {name}" for name, figure in figures.items())
        text = (
            f"select {PERIODS}.period as period, {shown} from {rows.name} join {PERIODS} on {day} {within}{joins}"
            f"{chosen} group by {PERIODS}.period"
        )
    else:  # first by day: a join of 20 million rows with periods takes ten times as long
        by_day = ", ".join(f"{figure} as {name}" for name, figure in figures.items())
        shown = ", ".join(f"sum(d.{name}) as {name}" for name in figures)
        text = (
            f"select {PERIODS}.period as period, {shown} from (select {day} as day, {by_day} from {rows.name}{joins}"
            f"{chosen} group by {day}) as d join {PERIODS} on d.day {within} group by {PERIODS}.period"
        )
    return resolve(text, tables)


def left_out(records: Records, tables: Tables) -> tuple[tuple[str, ...], Checked]:
    """Return why rows of a definition are left out, and the SELECT that counts them for each reason, after all.

    Raises:
        BadDefinitionError: as `counted`.
    """
    rows = _rows(records, tables)
    reasons = {one.reason: _sql(rows.condition(one, "where", one.where)) for one in records.leave_out}
    decided_by, joins = records.period.decided_by or "", ""
    if (within := records.within) is not None:
        start = rows.day(within, "from", within.from_)
        reasons[f"no {within.from_}"] = f"{start} is null"
        if within.hours is None:
            joins = f" left join {CALENDAR} as {_FROM} on {_FROM}.day = {start}"
            reasons[f"{within.from_} outside the calendar"] = f"{_FROM}.day is null"
    reasons[f"no {decided_by}"] = f"{rows.column(records.period, 'date', decided_by)} is null"
    where = f" where {_sql(rows.condition(records, 'where', records.where))}" if records.where else ""
    counts = ", ".join(f"{one} as reason_{n}" for n, one in enumerate(counts_by_reason(list(reasons.values()))))
    return tuple(reasons), resolve(f"select count(*) as whole, {counts} from {rows.name}{joins}{where}", tables)


def unless(condition: str) -> str:
    """Return the condition of rows that do not meet another; in SQL Server, conditions are no values."""
    return f"case when {condition} then 1 else 0 end = 0"


def counts_by_reason(conditions: Sequence[str]) -> list[str]:
    """Return what counts the rows that meet each condition and none before it."""
    counts: list[str] = []
    before = ""
    for condition in conditions:
        counts.append(f"sum(case {before}when {condition} then 1 else 0 end)")
        before += f"when {condition} then 0 "
    return counts


def _rows(records: Records, tables: Tables) -> _Rows:
    if records.from_ is None:
        _missing(records, "from", "neither from: nor sql: says what is counted", "add  from: and the name of a source")
    name = records.from_ or ""
    if name not in tables or name in (CALENDAR, PERIODS, "as_at"):
        known = ", ".join(sorted(set(tables) - {CALENDAR, PERIODS, "as_at"}))
        raise BadDefinitionError(
            records,
            "from",
            RefusedError(
                f"“{name}” is not a source",
                f"the sources are  {known}" if known else "declare it under  sources:  in  kpis/sources.yaml",
            ),
        )
    return _Rows(name, tables[name])


def _missing(entry: Placed, key: str, message: str, help: str) -> None:
    raise BadDefinitionError(entry, key, RefusedError(message, help))


def _figures(records: Records, rows: _Rows) -> dict[str, str]:
    """Return the columns of the answer beside its period, and what computes them."""
    said = [key for key in ("numerator", "within", "value") if getattr(records, key) is not None]
    if len(said) != 1:
        message = f"{' and '.join(said)} are both given" if said else "nothing says what is counted"
        _missing(records, said[-1] if said else "from", message, "give one of numerator:, within: and value:")
    if records.value is not None:
        return {"value": _measured(records.value, rows)}
    if records.within is not None:
        numerator = f"sum(case when {_met(records.within, rows)} then 1 else 0 end)"
    else:
        numerator = _part(records, "numerator", records.numerator or "", rows)
    denominator = _part(records, "denominator", records.denominator, rows) if records.denominator else "count(*)"
    return {"numerator": numerator, "denominator": denominator}


def _part(records: Records, key: str, text: str, rows: _Rows) -> str:
    """Return the number of rows that meet a condition; of an expression with numbers, their sum."""
    tree = rows.condition(records, key, text)
    if _is_condition(tree):
        return f"sum(case when {_sql(tree)} then 1 else 0 end)"
    return f"sum({_sql(tree)})"


def _is_condition(tree: Any) -> bool:
    from sqlglot import exp

    return tree.type is not None and tree.type.this == exp.DType.BOOLEAN


def _measured(value: Measured, rows: _Rows) -> str:
    said = [(key, text) for key in ("sum", "mean", "median") if (text := getattr(value, key)) is not None]
    if len(said) + (value.of is not None) != 1:
        _missing(value, "sum", "not one measure is given", "write  count, or one of  {sum: …}, {mean: …}, {median: …}")
    if not said:
        return "count(*)"
    key, text = said[0]
    tree = rows.condition(value, key, text)
    return f"{'avg' if key == 'mean' else key}({_sql(tree)})"


def _limit_joins(within: Within, rows: _Rows) -> str:
    if within.hours is not None:
        return ""
    start, end = rows.day(within, "from", within.from_), rows.day(within, "to", within.to)
    return f" join {CALENDAR} as {_FROM} on {_FROM}.day = {start} left join {CALENDAR} as {_TO} on {_TO}.day = {end}"


def _met(within: Within, rows: _Rows) -> str:
    """Return the condition that a time limit was met: from the start on, and no later than its end."""
    limits = [key for key in ("working_days", "days", "hours") if getattr(within, key) is not None]
    if len(limits) != 1:
        _missing(within, "from", "not one limit is given", "give one of  working_days:, days:  and  hours:")
    unit, count = limits[0], getattr(within, limits[0])
    if unit == "hours":
        start, end = (rows.column(within, key, name) for key, name in (("from", within.from_), ("to", within.to)))
        return f"{end} >= {start} and {end} <= {start} + interval {count} hour"
    if within.start_is is None:
        help = "write  start_is: day-0  if the day after the start is the first, or  day-1  if the start itself is"
        _missing(within, "start_is", "whether the day of the start counts is not said", help)
    column = "number" if unit == "working_days" else "serial"
    elapsed = f"{_TO}.{column} - {_FROM}.{column}"
    if within.start_is is StartIs.DAY_1:
        elapsed += f" + {_FROM}.working" if unit == "working_days" else " + 1"
    return f"{_TO}.day >= {_FROM}.day and {elapsed} <= {count}"


def _sql(tree: Any) -> str:
    text: str = tree.sql(DIALECT, comments=False)
    return text
