"""The embedded engine: DuckDB in memory, which reads the files of sources and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.records.engines.clean import literal
from pap_cli.records.engines.engine import EngineError, Row

if TYPE_CHECKING:
    import duckdb

# The most that a query may take: memory, seconds, rows of its answer.
MEMORY, SECONDS, ROWS = "1500MB", 300.0, 10_000


@contextmanager
def engine(files: Iterable[Path], *, seconds: float = SECONDS) -> Iterator[Duck]:
    """Open an engine that may read some files, and nothing else: no other file, no network, no extension.

    Raises:
        PapError: if DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise PapError("counting from records needs DuckDB", install_advice("records")) from None
    with TemporaryDirectory(prefix="pap-") as folder:  # for what does not fit into memory; only this user may read it
        settings: dict[str, Any] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "preserve_insertion_order": False,
        }
        connection = duckdb.connect(":memory:", config=settings)
        try:
            paths = ", ".join(literal(str(path)) for path in sorted(set(files)))
            connection.execute(f"set allowed_paths = [{paths}]")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield Duck(connection, seconds)
        finally:
            connection.close()


class Duck:
    """An open engine."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self.connection = connection
        self.seconds = seconds

    @property
    def version(self) -> str:
        """Its name and version."""
        import duckdb

        return f"DuckDB {duckdb.__version__}"

    def run(self, query: str) -> list[Row]:
        """Return the rows of the answer of a query.

        Raises:
            PapError: if it takes too long or too much memory, or gives too many rows.
            EngineError: if it fails.
        """
        import duckdb

        clock = threading.Timer(self.seconds, self.connection.interrupt)
        clock.start()
        try:
            rows: list[Row] = self.connection.execute(query).fetchmany(ROWS + 1)
        except duckdb.InterruptException:
            raise PapError(f"this took longer than {self.seconds:.0f} seconds", "make the definition simpler") from None
        except duckdb.OutOfMemoryException:
            raise PapError(f"this needs more than {MEMORY} of memory", "make the definition simpler") from None
        except duckdb.Error as error:
            raise EngineError(str(error).splitlines()[0]) from None
        finally:
            clock.cancel()
        if len(rows) > ROWS:
            raise PapError(f"the answer has more than {ROWS:,} rows", "group it by period")
        return rows
