"""What was known of a source on a day: one row for each thing, without those that are impossible."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial

from pap_cli.model.records import AsKnown, Folders, RecordSource
from pap_cli.records.sql.counted import BadDefinitionError, at_key, unless
from pap_cli.records.sql.language.check import check_condition
from pap_cli.records.sql.language.meaning import DIALECT
from pap_cli.records.sql.language.refused import RefusedError

# The day of the extract that a row is from, where the files are in dated folders.
EXTRACT = "extract"
# Of the tables that an engine provides.
PREFIX = "pap_"


def known(source: RecordSource, wanted: Collection[str], as_at: date, types: dict[str, str]) -> str:
    """Return the SELECT of some columns of the rows that were known on a day.

    Raises:
        BadDefinitionError: if a condition or a column of the source is wrong.
    """
    reasons = left_out_conditions(source, types)
    names = sorted(set(wanted))
    needed = sorted({*wanted, *(name for _, _, used in reasons for name in used)})
    where = " and ".join(unless(condition) for _, condition, _ in reasons)
    rows = known_rows(source, needed, as_at)
    if not where:
        return rows
    return f"select {', '.join(names) or '1 as one'} from ({rows}) as {source.id}{' where ' + where}"


def known_rows(source: RecordSource, wanted: Collection[str], as_at: date) -> str:
    """Return the SELECT of some columns of the rows that were known on a day, impossible ones too."""
    table, day = f"{PREFIX}{source.id}", f"cast('{as_at}' as date)"
    columns = ", ".join(wanted) or "1 as one"
    rule = source.as_known
    if rule is None:
        return f"select {columns} from {table}"
    if rule.from_ is not None:
        closed = f" and ({rule.to} is null or {rule.to} > {day})" if rule.to is not None else ""
        return f"select {columns} from {table} where {rule.from_} <= {day}{closed}"
    newest = EXTRACT if rule.folders is not None else rule.published
    if rule.folders is Folders.WHOLE:
        return f"select {columns} from {table} where {EXTRACT} <= {day}"
    return f"select {columns} from ({_placed(source, rule, newest or '', day)}) as newest where pap_place = 1"


def _placed(source: RecordSource, rule: AsKnown, newest: str, day: str) -> str:
    """Return the rows with their place among those with the same key, the newest first.

    Rows of one day are in the order of their other columns, so that the same one is always taken.
    """
    keys = ", ".join(rule.key)
    names = [column.name for column in source.columns]
    rest = [name for name in names if name not in (*rule.key, newest)]
    order = ", ".join([f"{newest} desc", *rest])
    return (
        f"select {', '.join(names)}{f', {newest}' if newest not in names else ''}, "
        f"row_number() over (partition by {keys} order by {order}) as pap_place, "
        f"rank() over (partition by {keys} order by {newest} desc) as pap_rank "
        f"from {PREFIX}{source.id} where {newest} <= {day}"
    )


def tied_rows(source: RecordSource, as_at: date) -> str | None:
    """Return the query that counts rows with the key and the day of another; None where there can be none."""
    rule = source.as_known
    if rule is None or not rule.key or rule.folders is Folders.WHOLE:
        return None
    newest = EXTRACT if rule.folders is not None else rule.published or ""
    placed = _placed(source, rule, newest, f"cast('{as_at}' as date)")
    return f"select count(*) as tied from ({placed}) as placed where pap_rank = 1 and pap_place > 1"


def left_out_conditions(source: RecordSource, types: dict[str, str]) -> list[tuple[str, str, frozenset[str]]]:
    """Return why rows of a source are left out: the reason, the condition, and the columns that it uses."""
    found = []
    for one in source.leave_out:
        checked = at_key(one, "where", partial(check_condition, one.where, source.id, types))
        used = frozenset(name for _, name in checked.columns)
        found.append((one.reason, checked.tree.sql(DIALECT, comments=False), used))
    for column in source.columns:
        if column.codes:
            listed = ", ".join("'" + code.replace("'", "''") + "'" for code in column.codes)
            name = column.name
            condition = f"{source.id}.{name} is not null and {source.id}.{name} not in ({listed})"
            found.append((f"unknown code in {name}", condition, frozenset({name})))
    return found


def check_as_known(source: RecordSource) -> None:
    """Check that what shows when a row was known is complete and names columns of the source.

    Raises:
        BadDefinitionError: if not.
    """
    rule = source.as_known
    if rule is None:
        return
    names = {column.name for column in source.columns}
    for key, name in (
        ("from", rule.from_),
        ("to", rule.to),
        ("published", rule.published),
        *(("key", one) for one in rule.key),
    ):
        if name is not None and name not in names:
            help = f"its columns are  {', '.join(sorted(names))}"
            raise BadDefinitionError(rule, key, RefusedError(f"“{name}” is not a column of {source.id}", help))
    ways = [
        key for key, value in (("from", rule.from_), ("published", rule.published), ("folders", rule.folders)) if value
    ]
    if len(ways) != 1:
        help = "write one of  {from: …, to: …}, {published: …, key: …}, {folders: changes, key: …}, {folders: whole}"
        raise BadDefinitionError(rule, "from", RefusedError("when a row was known is not clear", help))
    if not rule.key and (rule.published or rule.folders is Folders.CHANGES):
        help = "add  key: and the columns that tell one thing from another"
        raise BadDefinitionError(rule, ways[0], RefusedError("which rows are about the same thing is not said", help))
