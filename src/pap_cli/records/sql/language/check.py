"""The SQL that a definition may contain: one SELECT, or one condition, that means the same in every database.

What is not on the lists below is refused with its place: functions of one database, table functions, files, anything
that changes data or settings, the clock, and arithmetic with dates, whose results differ.  (sqlglot translates much
that it should not: that it raises no error proves nothing, so this is a list of what is allowed.)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from pap_cli.records.sql.language.meaning import DIALECT, USE_CALENDAR, Checked, Tables, check_types, resolved
from pap_cli.records.sql.language.refused import Node, RefusedError, refuse

# Most characters of a definition: the time to read it grows faster than its length.
MOST = 20_000
# Most parts nested in one another, in a definition.
DEEPEST = 60
_FUNCTIONS = (
    "abs, avg, cast, coalesce, count, greatest, lag, lead, least, lower, max, median, min, nullif, round, "
    "row_number, sum, trim, upper"
)


@lru_cache(maxsize=1)
def _allowed() -> tuple[type, ...]:
    from sqlglot import exp

    return (
        *(exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Subquery, exp.Distinct, exp.Union),
        *(exp.Table, exp.TableAlias, exp.Column, exp.Identifier, exp.Alias, exp.Literal, exp.Boolean, exp.Null),
        *(exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Is, exp.In),
        *(exp.Between, exp.Case, exp.If, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Cast, exp.DataType),
        *(exp.DataTypeParam, exp.Exists, exp.Star, exp.Window, exp.WindowSpec, exp.Order, exp.Ordered, exp.Tuple),
        *(exp.Sum, exp.Count, exp.Min, exp.Max, exp.Avg, exp.Median, exp.Coalesce, exp.Nullif, exp.Abs, exp.Round),
        *(exp.Lower, exp.Upper, exp.Trim, exp.RowNumber, exp.Lag, exp.Lead, exp.Greatest, exp.Least),
        *(exp.With, exp.CTE),
    )


def check_query(text: str, tables: Tables) -> Checked:
    """Return a SELECT that may run over tables.

    Raises:
        RefusedError: if it is not one SELECT, or contains anything that is not allowed or not known.
    """
    from sqlglot import exp

    tree = _parsed(text)
    if not isinstance(tree, exp.Select | exp.Union):
        raise RefusedError("this is not a SELECT", "write one SELECT that gives period, numerator and denominator")
    _check(tree, tables)
    checked = resolved(tree, tables)
    check_types(checked.tree)
    return checked


def is_word(name: str) -> bool:
    """Return True if a name is a word of SQL, such as `case` or `order`, and so cannot name a table or a column."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    text = (
        f"select case when {name} = 1 then {name} else {name} end as {name}, "
        f"rank() over (partition by {name} order by {name} desc) from {name} "
        f"where {name}.{name} is null group by {name}"
    )
    try:
        tree = sqlglot.parse_one(text, dialect=DIALECT)
    except SqlglotError:
        return True
    return sum(one.name == name for one in tree.find_all(exp.Column)) < len(re.findall(name, text)) - 3


def resolve(text: str, tables: Tables) -> Checked:
    """Return a SELECT that was put together from checked parts, with what it uses."""
    return resolved(_parsed(text), tables)


def check_condition(text: str, table: str, columns: Mapping[str, str]) -> Checked:
    """Return a condition, or another expression, over the columns of one table.

    Raises:
        RefusedError: if it contains anything that is not allowed or not known.
    """
    from sqlglot import exp

    tree = _parsed(text)
    if isinstance(tree, exp.Query) or not isinstance(tree, exp.Expression):
        raise RefusedError("this is not a condition", "write one such as  status = 'Authorised'")
    _check(tree, {table: columns})
    query = exp.select(exp.alias_(tree.copy(), "answer")).from_(table)
    checked = resolved(query, {table: columns})
    check_types(checked.tree)
    return Checked(checked.tree.expressions[0].this, checked.columns)


def _parsed(text: str) -> Any:
    import sqlglot
    from sqlglot.errors import ParseError, SqlglotError

    if len(text) > MOST:
        raise RefusedError(
            f"this is longer than {MOST:,} characters", "split the KPI, or prepare a view in the database"
        )
    try:
        found = [one for one in sqlglot.parse(text, dialect=DIALECT) if one is not None]
    except ParseError as error:
        first = error.errors[0] if error.errors else {}
        near = str(first.get("highlight") or "")
        line, column = int(first.get("line") or 1), int(first.get("col") or 1) - max(len(near) - 1, 0)
        raise RefusedError(
            f"this is not SQL{f', at “{near}”' if near else ''}",
            "check the brackets, commas and words",
            line,
            max(column, 1),
        ) from None
    except SqlglotError:
        raise RefusedError("this is not SQL", "check the brackets, commas and quotation marks") from None
    except RecursionError:
        raise RefusedError("this is nested too deeply", "write it more simply") from None
    if len(found) != 1:
        raise RefusedError(f"these are {len(found)} statements" if found else "this is empty", "write one, without  ;")
    return found[0]


def _check(tree: Node, tables: Tables) -> None:
    """Refuse everything that is not on the list."""
    from sqlglot import exp

    allowed = _allowed()
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    for node in tree.walk():
        if type(node) not in allowed:
            raise _not_allowed(node)
        if node.depth > DEEPEST:
            raise refuse(node, "this is nested too deeply", "write it more simply")
        if isinstance(node, exp.Identifier):
            node.set("this", node.name.lower())
        if isinstance(node, exp.Table):
            _check_table(node, tables, own)
        elif rule := _RULES.get(type(node).__name__):
            rule(node)


def _not_allowed(node: Node) -> RefusedError:
    from sqlglot import exp

    if isinstance(node, exp.Func):
        name = _name(node)
        help = f"these mean the same everywhere: {_FUNCTIONS}"
        if name in _CLOCK:
            help = "the clock is not read: join as_at, whose day is the as-at day"
        return refuse(node, f"the function {name.lower()} is not allowed", help)
    if isinstance(node, exp.Interval):
        return refuse(node, "an interval means different things in different databases", USE_CALENDAR)
    if isinstance(node, exp.Limit | exp.Offset | exp.Fetch):
        return refuse(node, "LIMIT is not allowed", "the answer has one row a period; leave it out")
    if isinstance(node, exp.DDL | exp.DML | exp.Command | exp.Attach | exp.Copy | exp.Pragma | exp.Set | exp.Drop):
        return refuse(node, "this is not a SELECT", "records are only read: write one SELECT")
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower()
    return refuse(node, f"{word} is not allowed", "write it with SELECT, JOIN, WHERE, GROUP BY, CASE and comparisons")


# The functions that read the clock.
_CLOCK = ("now", "today", "current_date", "current_time", "current_timestamp", "localtimestamp", "getdate")


def _name(node: Node) -> str:
    """Return the name of a function."""
    from sqlglot import exp

    return (node.name if isinstance(node, exp.Anonymous) else str(node.sql_name())).lower()


def _check_table(node: Node, tables: Tables, own: Collection[str]) -> None:
    from sqlglot import exp

    if not isinstance(node.this, exp.Identifier):
        name = _name(node.this) if isinstance(node.this, exp.Func) else "this"
        raise refuse(node, f"{name}(…) in place of a table is not allowed", "name a source under sources:")
    if node.args.get("db") or node.args.get("catalog"):
        raise refuse(node, f"“{node.sql(DIALECT)}” is not a source", "name a source under sources:, without a schema")
    rest = {name for name, value in node.args.items() if value} - {"this", "alias", "joins"}
    if rest:
        raise refuse(node, f"{', '.join(sorted(rest))} of a table is not allowed", "name the source alone")
    name = node.name.lower()
    if name not in tables and name not in own:
        near = ", ".join(sorted(tables))
        raise refuse(node, f"“{node.name}” is not a source", f"the sources are  {near}")


def _join(node: Node) -> None:
    kind = " ".join(str(part) for part in (node.args.get("method"), node.side, node.kind) if part).upper()
    if kind not in ("", "INNER", "LEFT", "LEFT OUTER"):
        raise refuse(node, f"{kind} JOIN is not allowed", "write JOIN … ON, or LEFT JOIN … ON")
    if node.args.get("on") is None:
        raise refuse(node, "this join has no condition", "write JOIN … ON and what belongs together")


def _star(node: Node) -> None:
    from sqlglot import exp

    if not isinstance(node.parent, exp.Count):
        raise refuse(node.parent or node, "SELECT * is not allowed", "name the columns")


def _cast(node: Node) -> None:
    from sqlglot import exp

    if node.to.this not in (exp.DType.DATE, exp.DType.DECIMAL, exp.DType.DOUBLE):
        help = "cast to date, decimal(…) or double; the columns of a source have the types that it declares"
        raise refuse(node, f"CAST to {node.to.sql(DIALECT)} is not allowed", help)


def _union(node: Node) -> None:
    if node.args.get("distinct"):
        raise refuse(node, "UNION means UNION DISTINCT, which hides rows", "write UNION ALL")


def _with(node: Node) -> None:
    if node.args.get("recursive"):
        raise refuse(node, "WITH RECURSIVE is not allowed", "write WITH")


def _window(node: Node) -> None:
    from sqlglot import exp

    if not node.args.get("order") and isinstance(node.this, exp.RowNumber | exp.Lag | exp.Lead):
        raise refuse(node, "the rows of this window have no order", "write ORDER BY in it")


def _order(node: Node) -> None:
    from sqlglot import exp

    if not isinstance(node.parent, exp.Window):
        raise refuse(node, "ORDER BY has no effect on what is counted", "leave it out")


def _distinct(node: Node) -> None:
    if node.args.get("on"):
        raise refuse(node, "DISTINCT ON is not allowed", "use row_number() over (partition by … order by …)")


def _group(node: Node) -> None:
    from sqlglot import exp

    for one in node.expressions:
        if isinstance(one, exp.Literal):
            raise refuse(one, f"GROUP BY {one.sql(DIALECT)} means different things", "name the column")
    if any(node.args.get(name) for name in ("all", "cube", "rollup", "grouping_sets", "totals")):
        raise refuse(node, "GROUP BY with more than columns is not allowed", "name the columns")


_RULES = {
    "Join": _join,
    "Star": _star,
    "Cast": _cast,
    "Union": _union,
    "With": _with,
    "Window": _window,
    "Order": _order,
    "Distinct": _distinct,
    "Group": _group,
}
