"""Spark gives the same figures, where it is installed; it is no part of the development environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from pap_cli.records.engines.database import typed_table
from pap_cli.records.engines.engine import Loaded, Row
from pap_cli.records.sql.dialects import DIALECTS
from records.council_records import Council, council, embedded, needs_records

pytest.importorskip("pyspark", reason="pyspark is not installed", exc_type=ImportError)
pytestmark = [needs_records, pytest.mark.xdist_group("records")]

TYPES = {
    "text": "string",
    "id": "string",
    "date": "date",
    "time": "timestamp_ntz",
    "number": "decimal(18,6)",
    "whole": "bigint",
}


class Spark:
    """A Spark of one process, with a view for each source."""

    dialect = DIALECTS["spark"]
    version = "Spark"

    def __init__(self, session: object, tables: Mapping[str, str]) -> None:
        self.session = session
        self.tables = tables

    def ready(self, source: object) -> Loaded:
        raise NotImplementedError

    def run(self, query: str) -> Sequence[Row]:
        return [tuple(row) for row in self.session.sql(query).collect()]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council(tmp_path_factory.mktemp("spark") / "w")


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_figures(whole: Council, tmp_path: Path) -> None:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "Europe/London")
        .getOrCreate()
    )
    sources = whole.sources.by_id
    with embedded(whole) as duck:
        for source in sources.values():
            columns = [(one.name, one.heading or one.name, one.type.value) for one in source.columns]
            if source.as_known is not None and source.as_known.folders is not None:
                columns.append(("extract", "extract", "date"))
            names = ", ".join(name for name, _, _ in columns)
            rows = duck.duck.connection.execute(f"from pap_{source.id} select {names}").fetchall()
            shape = ", ".join(f"`{heading}` {TYPES[kind]}" for _, heading, kind in columns)
            session.createDataFrame(rows, shape).createOrReplaceTempView(source.id)
        tables = {f"pap_{name}": typed_table(source, DIALECTS["spark"]) for name, source in sources.items()}
        spark = Spark(session, tables)
        for kpi in whole.kpis.values():
            one = whole.counting(kpi, date(2016, 10, 14))
            assert one.figures(spark) == one.figures(duck), kpi.id
    session.stop()
