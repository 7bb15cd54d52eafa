"""A council's own database: the same query runs there, and only the figures come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.model.records import Column, ColumnType, RecordSource
from pap_cli.records.engines.duck import ROWS, SECONDS
from pap_cli.records.engines.engine import EngineError, Loaded, Row
from pap_cli.records.sql.dialects import DIALECTS, Dialect, values
from pap_cli.records.sql.known import EXTRACT, PREFIX

if TYPE_CHECKING:
    import psycopg

_SCHEMES = ("postgresql://", "postgres://")
_FORM = "write  connection: env:NAME  and put postgresql://USER:PASSWORD@HOST/DATABASE into the variable NAME"


def address(source: RecordSource, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the name of the variable that holds the address of a database, and the address, which is never shown.

    Raises:
        PapError: if the source names no variable, it is not set, or it is for a database that is not run.
    """
    where = f"{source.place.path}:{source.place.line}: source {source.id}"
    written = source.connection or ""
    name = written.removeprefix("env:").strip()
    if not written.startswith("env:") or not name:
        raise PapError(f"{where}: connection is not the name of a variable", _FORM)
    found = environ.get(name, "").strip()
    if not found:
        raise PapError(f"{where}: the variable {name} is not set", _FORM)
    if not found.startswith(_SCHEMES):
        raise PapError(
            f"{where}: the variable {name} is not the address of a PostgreSQL database",
            "for another database, run what  pap sql KPI --dialect  prints, and record the figures",
        )
    return name, found


@contextmanager
def database(name: str, uri: str, *, seconds: float = SECONDS) -> Iterator[Database]:
    """Open a database for reading.

    Raises:
        PapError: if the driver is not installed, or the database cannot be reached.
    """
    try:
        import psycopg
    except ImportError:
        raise PapError("counting inside PostgreSQL needs its driver", install_advice("postgres")) from None
    try:
        connection = psycopg.connect(uri, connect_timeout=20, autocommit=False)
    except psycopg.Error as error:  # whose message may hold the address
        why = f" (SQLSTATE {error.sqlstate})" if error.sqlstate else ""
        raise PapError(
            f"cannot connect to the database that {name} is the address of{why}", "check the variable"
        ) from None
    with connection:
        connection.read_only = True
        connection.execute(f"set statement_timeout = {int(seconds * 1000)}")
        connection.execute("set time zone 'Europe/London'")  # in which moments with a zone become those of the wall
        yield Database(connection, seconds)
        connection.rollback()


class Database:
    """An open PostgreSQL database: one transaction that cannot write."""

    dialect: Dialect = DIALECTS["postgres"]

    def __init__(self, connection: psycopg.Connection[Row], seconds: float) -> None:
        self.connection = connection
        self.seconds = seconds
        self.tables: dict[str, str] = {}

    @property
    def version(self) -> str:
        """Its name and version."""
        return f"PostgreSQL {self.connection.info.server_version // 10_000}"

    def ready(self, source: RecordSource) -> Loaded:
        """Find the table of a source; return the number of its rows and its last day.

        Raises:
            PapError: if the table or a column is not there, or not of the type that is declared.
        """
        self.tables[f"{PREFIX}{source.id}"] = typed_table(source, self.dialect)
        rule = source.as_known
        newest = (rule.from_ or rule.published) if rule is not None else None
        last = f"max({newest})" if newest is not None else "null"
        query = f"select count(*), {last} from {self.tables[f'{PREFIX}{source.id}']}"
        try:
            ((rows, day),) = self.run(query)
        except EngineError as error:
            place = f"{source.place.path}:{source.place.line}"
            raise PapError(f"{place}: source {source.id}: {error}", "check table: and heading:") from None
        return Loaded(rows=int(rows), fingerprint=f"{rows} rows{f' to {day}' if day is not None else ''}")

    def table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[str | int, ...]]) -> str:
        """Return the rows as a part of the query: no right to create tables is needed."""
        return values(name, columns, rows, self.dialect)

    def run(self, query: str) -> Sequence[Row]:
        """Return the rows of the answer of a query.

        Raises:
            PapError: if it takes too long, or gives too many rows.
            EngineError: if it cannot be run.
        """
        import psycopg

        try:
            rows = self.connection.execute(query.encode()).fetchmany(ROWS + 1)
        except psycopg.errors.QueryCanceled:
            raise PapError(f"this took longer than {self.seconds:.0f} seconds", "make the definition simpler") from None
        except psycopg.Error as error:
            self.connection.rollback()
            raise EngineError(error.diag.message_primary or type(error).__name__) from None
        if len(rows) > ROWS:
            raise PapError(f"the answer has more than {ROWS:,} rows", "group it by period")
        return rows


def typed_table(source: RecordSource, dialect: Dialect) -> str:
    """Return a table of a database with the columns of a source, as the files of one would be read.

    Its columns must have the types that are declared: databases differ in what they make of text.
    """
    named = [(column.name, _value(column, source, dialect)) for column in source.columns]
    if source.as_known is not None and source.as_known.folders is not None:
        named.append((EXTRACT, dialect.quoted(EXTRACT)))  # the day of the extract, if the files went into a table
    columns = ", ".join(f"{value} AS {dialect.quoted(name)}" for name, value in named)
    table = ".".join(map(dialect.quoted, (source.table or source.id).split(".")))
    return f"(SELECT {columns} FROM {table}) AS {dialect.quoted(PREFIX + source.id)}"


def _value(column: Column, source: RecordSource, dialect: Dialect) -> str:
    name = dialect.quoted(column.heading or column.name)
    if column.type not in (ColumnType.TEXT, ColumnType.ID):
        kinds = {ColumnType.NUMBER: "DECIMAL(18, 6)", ColumnType.WHOLE: "BIGINT", ColumnType.DATE: "DATE"}
        return f"CAST({name} AS {kinds.get(column.type, dialect.time)})"
    text = f"TRIM({name})"
    codes = ", ".join("'" + code.replace("'", "''") + "'" for code in ("", *source.missing, *column.missing))
    kept = f"CASE WHEN {text} IN ({codes}) THEN NULL ELSE {text} END"
    return f"UPPER({kept})" if column.type is ColumnType.ID else kept
