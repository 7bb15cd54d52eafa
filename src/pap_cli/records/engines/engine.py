"""What an engine is: it gets the sources ready, and runs queries over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from pap_cli.model.records import RecordSource
from pap_cli.records.sql.dialects import Dialect

Row = tuple[Any, ...]


class Loaded(Struct, frozen=True, kw_only=True):
    """What an engine knows of the rows of a source."""

    # Rows without those that are there twice.
    rows: int
    duplicates: int = 0
    # Cells that could not be read, by the name of their column.
    unreadable: Mapping[str, int] = {}
    # SHA-256 of the files; of a table the number of its rows and its last day.
    fingerprint: str


class EngineError(Exception):
    """What an engine said of a query that it could not run."""


class Engine(Protocol):
    """Something that runs queries over sources."""

    @property
    def dialect(self) -> Dialect:
        """The SQL that it runs."""

    @property
    def version(self) -> str:
        """Its name and version."""

    @property
    def tables(self) -> Mapping[str, str]:
        """The SQL that stands for the tables that queries name, where they are no tables of that name."""

    def ready(self, source: RecordSource) -> Loaded:
        """Get a source ready, and return what is known of its rows.

        Raises:
            PapError: if it cannot be read.
        """

    def table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[str | int, ...]]) -> str:
        """Return the SQL that stands for a table with some rows, whose first column holds days or texts."""

    def run(self, query: str) -> Sequence[Row]:
        """Return the rows of the answer of a query.

        Raises:
            PapError: if it takes too long, or gives too many rows.
            EngineError: if it cannot be run.
        """
