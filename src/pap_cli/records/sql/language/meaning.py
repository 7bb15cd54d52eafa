"""What a definition means: the table of each column, and the type of each value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pap_cli.records.sql.language.refused import Node, RefusedError, place_of, refuse

# The columns of each table, with the types of SQL: date, timestamp, varchar, decimal, bigint.
Tables = Mapping[str, Mapping[str, str]]
# The dialect that definitions are written in.
DIALECT = "duckdb"
# The tables that stand beside the sources.
CALENDAR, PERIODS, AS_AT = "calendar", "periods", "as_at"
# Columns of the calendar that are made when a definition names them.
SHIFTED = re.compile(r"(minus|plus)_([1-9]\d{0,3})_(days|months)", re.ASCII)
USE_CALENDAR = (
    "join calendar on its day: serial counts days, number working days, minus_12_months and plus_28_days are days"
)
_QUOTED = re.compile(r"'\"?([^'\"]+)\"?'")
_AT = re.compile(r"\.? Line: (\d+), Col: (\d+)")


class Checked(Struct, frozen=True):
    """A definition that may run: its syntax tree, and the tables and columns that it uses."""

    tree: Any
    columns: frozenset[tuple[str, str]]


def resolved(tree: Node, tables: Tables) -> Checked:
    """Return a tree in which every column has its table and every value a type."""
    from sqlglot import exp
    from sqlglot.errors import SqlglotError
    from sqlglot.optimizer.annotate_types import annotate_types
    from sqlglot.optimizer.qualify import qualify

    schema: dict[str, Any] = {name: dict(columns) for name, columns in tables.items()}
    for name in _shifted(tree):
        schema.setdefault(CALENDAR, {})[name] = "date"
    names = {one.name: place_of(one) for one in tree.find_all(exp.Column)}
    try:
        whole = qualify(tree, schema=schema, dialect=DIALECT, quote_identifiers=False, validate_qualify_columns=True)
        whole = annotate_types(whole, schema=schema, dialect=DIALECT)
    except SqlglotError as error:
        raise _unresolved(str(error), names) from None
    except RecursionError:
        raise RefusedError("this is nested too deeply", "write it more simply") from None
    return Checked(whole, _used(whole, tables))


def _unresolved(said: str, places: Mapping[str, tuple[int, int]]) -> RefusedError:
    """Return the error for a name that cannot be resolved, from what the library says of it."""
    found = _QUOTED.search(said)
    name = found[1] if found else ""
    if name in places:
        what = f"“{name}” is in several tables" if "mbiguous" in said else f"“{name}” is not a column here"
        return RefusedError(what, "write TABLE.COLUMN, with a column of that table", *places[name])
    message = _AT.split(said)[0]
    return RefusedError(message[:1].lower() + message[1:], "check the names of tables and columns")


def _shifted(tree: Node) -> list[str]:
    from sqlglot import exp

    return [column.name for column in tree.find_all(exp.Column) if SHIFTED.fullmatch(column.name)]


def _used(tree: Node, tables: Tables) -> frozenset[tuple[str, str]]:
    """Return the tables, and their columns, that a tree uses."""
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    found: set[tuple[str, str]] = set()
    for scope in traverse_scope(tree):
        for column in scope.columns:
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table) and source.name in tables:
                found.add((source.name, column.name))
    return frozenset(found)


def _family(node: Node) -> str | None:
    """Return what a value is: date, time, text, number or condition; None if that is not known."""
    from sqlglot import exp

    kind = node.type.this if node.type is not None else None
    if kind in exp.DataType.NUMERIC_TYPES:
        return "a number"
    if kind in exp.DataType.TEXT_TYPES:
        return "text"
    if kind == exp.DType.DATE:
        return "a date"
    if kind in exp.DataType.TEMPORAL_TYPES:
        return "a time"
    return "a condition" if kind == exp.DType.BOOLEAN else None


def check_types(tree: Node) -> None:
    """Refuse comparisons of unlike values, and arithmetic with dates: databases differ in what they make of them."""
    from sqlglot import exp

    for node in tree.walk():
        if isinstance(node, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
            _alike(node, node.this, node.expression)
        elif isinstance(node, exp.Between):
            _alike(node, node.this, node.args["low"])
            _alike(node, node.this, node.args["high"])
        elif isinstance(node, exp.In):
            for one in node.expressions:
                _alike(node, node.this, one)
        elif isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div | exp.Neg):
            for one in (node.this, node.args.get("expression")):
                family = _family(one) if one is not None else None
                if family is not None and family != "a number":
                    raise refuse(node, f"arithmetic with {family} is not allowed", USE_CALENDAR)


def _alike(node: Node, one: Node, other: Node) -> None:
    left, right = _family(one), _family(other)
    if left is None or right is None or left == right:
        return
    help = "write a date as  date '2016-10-14'" if "a date" in (left, right) else "compare like with like"
    if {left, right} == {"a date", "a time"}:
        help = "write  cast(… as date)  for the day of a time"
    raise refuse(node, f"{left} is compared with {right}", help)
