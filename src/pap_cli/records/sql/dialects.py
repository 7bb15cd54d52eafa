"""A query in the dialects of databases, with what they would do differently made explicit.

sqlglot translates the syntax.  What it would translate into something that gives other results is rewritten here first,
or refused: integer division, means of whole numbers, medians, rounding of binary fractions, time limits in hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from pap_cli.records.sql.language.meaning import DIALECT
from pap_cli.records.sql.language.refused import RefusedError

Rows = Iterable[tuple[str | int, ...]]

# The quotation marks of names, where they are not ".
_MARKS = {"tsql": ("[", "]"), "spark": ("`", "`"), "databricks": ("`", "`")}


class Dialect(Struct, frozen=True, kw_only=True):
    """A database whose SQL is written."""

    name: str
    title: str
    # True if its SQL is run by the tests; otherwise it is only parsed, by another parser.
    run: bool
    median: bool = True
    # The type of a moment without a time zone.
    time: str = "TIMESTAMP"

    def quoted(self, name: str) -> str:
        """Return the name of a table or column in its quotation marks."""
        start, end = _MARKS.get(self.name, ('"', '"'))
        return f"{start}{name.replace(end, end * 2)}{end}"


DIALECTS = {
    one.name: one
    for one in (
        Dialect(name="duckdb", title="DuckDB", run=True),
        Dialect(name="postgres", title="PostgreSQL", run=True),
        Dialect(name="tsql", title="SQL Server", run=False, median=False, time="DATETIME2"),
        Dialect(name="spark", title="Spark", run=True, time="TIMESTAMP_NTZ"),
        Dialect(name="trino", title="Trino", run=False, median=False),
        Dialect(name="databricks", title="Databricks", run=False, time="TIMESTAMP_NTZ"),
        Dialect(name="snowflake", title="Snowflake", run=False, time="TIMESTAMP_NTZ"),
    )
}


def render(text: str, dialect: Dialect, tables: Mapping[str, str]) -> str:
    """Return a query in a dialect, with some of the tables that it names replaced by SQL in that dialect.

    Raises:
        RefusedError: if the dialect has nothing that gives the same result.
    """
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(text, dialect=DIALECT)
    for node in list(tree.walk()):
        if make := _REWRITE.get(type(node).__name__):
            make(node, dialect)
    stand_ins: dict[str, str] = {}
    for table in tree.find_all(exp.Table):
        if table.name in tables:
            stand_ins[exp.to_identifier(table.name, quoted=True).sql(dialect.name)] = tables[table.name]
    written: str = tree.sql(dialect.name, identify=True, pretty=True)
    for name, stand_in in stand_ins.items():
        written = written.replace(f"FROM {name}", f"FROM {stand_in}")
    return written


def _division(node: Any, dialect: Dialect) -> None:
    """Divide as real numbers, and give no figure rather than an error for a division by 0."""
    from sqlglot import exp

    node.set("this", exp.cast(node.this.copy(), "double"))
    node.set("expression", exp.Nullif(this=node.expression.copy(), expression=exp.Literal.number(0)))
    node.args.update(typed=False, safe=False)


def _mean(node: Any, dialect: Dialect) -> None:
    from sqlglot import exp

    node.set("this", exp.cast(node.this.copy(), "double"))


def _median(node: Any, dialect: Dialect) -> None:
    if not dialect.median:
        help = "take a mean, or count what is above a limit"
        raise RefusedError(f"{dialect.title} has no exact median of groups", help)


def _rounding(node: Any, dialect: Dialect) -> None:
    """Round decimals, as a binary 0.15 is less than 0.15 and would go down."""
    from sqlglot import exp

    node.set("this", exp.cast(node.this.copy(), "decimal(38, 10)"))


def _hours(node: Any, dialect: Dialect) -> None:
    """Add hours as the clock on the wall shows them; SQL Server has a function for it."""
    from sqlglot import exp

    interval = node.expression
    if dialect.name == "tsql" and isinstance(interval, exp.Interval):
        made = exp.DateAdd(this=node.this.copy(), expression=interval.this.copy(), unit=interval.args.get("unit"))
        node.replace(made)


_REWRITE: dict[str, Callable[[Any, Dialect], None]] = {
    "Div": _division,
    "Avg": _mean,
    "Median": _median,
    "Round": _rounding,
    "Add": _hours,
}


def values(name: str, columns: Iterable[str], rows: Rows, dialect: Dialect) -> str:
    """Return rows as a table in a query, whose days are texts; no right to create tables is needed for it.

    The rows are written here: sqlglot takes seconds for the ten thousand of a calendar.
    """
    names = ", ".join(dialect.quoted(column) for column in columns)
    written = ", ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)
    return f"(VALUES {written}) AS {dialect.quoted(name)}({names})"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
