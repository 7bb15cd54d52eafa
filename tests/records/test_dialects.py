"""The same query in each dialect: parsed by another parser, or refused where nothing gives the same result."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from conftest import ROOT
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.kpi import Kpi
from pap_cli.model.working_days import WorkingCalendar
from pap_cli.records.counting import Counting
from pap_cli.records.engines.database import typed_table
from pap_cli.records.sql.dialects import DIALECTS, render
from pap_cli.records.sql.language.refused import RefusedError
from pap_cli.records.sql.query import Sources

NAMES = {"spark": "sparksql"}
# The days of a calendar are thousands of lines that are all alike.
DAYS = re.compile(r"(\(VALUES \([^()]*\), \([^()]*\)).*?\) AS (.pap_calendar)")


@cache
def example() -> tuple[Sources, tuple[Kpi, ...], WorkingCalendar]:
    workspace = open_workspace(ROOT / "examples" / "records")
    portfolio = workspace.portfolio
    sources = Sources({source.id: source for source in portfolio.sources})
    return sources, portfolio.kpis, workspace.config.rating.calendar


def written(kpi: Kpi, dialect: str) -> str:
    sources, _, calendar = example()
    one = Counting.of(kpi, sources, date(2016, 10, 14), calendar)
    tables = {f"pap_{name}": typed_table(sources.by_id[name], DIALECTS[dialect]) for name in one.query.sources}
    return DAYS.sub(r"\1) AS \2", one.text(DIALECTS[dialect], tables))


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name not in ("duckdb", "postgres")])
def test_what_cannot_be_run_here_is_parsed_by_another_parser(dialect: str) -> None:
    from sqlfluff.core import FluffConfig, Linter

    linter = Linter(config=FluffConfig(overrides={"dialect": NAMES.get(dialect, dialect)}))
    for kpi in example()[1]:
        assert linter.parse_string(written(kpi, dialect)).violations == [], kpi.id


def test_what_dialects_do_differently_is_written_out() -> None:
    def shown(text: str, dialect: str) -> str:
        return " ".join(render(text, DIALECTS[dialect], {}).split())

    assert "NULLIF" in shown("select a / b as c from t", "postgres")
    assert "DOUBLE PRECISION" in shown("select a / b as c from t", "postgres")
    assert "DATEADD" in shown("select 1 as a from t where x <= y + interval 72 hour", "tsql")
    assert "DECIMAL(38, 10)" in shown("select round(a, 1) as b from t", "duckdb")
    assert "NULLS LAST" in shown("select row_number() over (partition by a order by b) as n from t", "spark")
    assert "PERCENTILE_CONT" in shown("select median(a) as m from t", "postgres")
    assert "MEDIAN" in shown("select median(a) as m from t", "spark")


@pytest.mark.parametrize("dialect", ["tsql", "trino"])
def test_what_has_no_counterpart_is_refused(dialect: str) -> None:
    with pytest.raises(RefusedError, match="median"):
        render("select median(a) as m from t", DIALECTS[dialect], {})


def test_no_query_without_a_period() -> None:
    sources, kpis, _ = example()
    working = open_workspace(ROOT / "examples" / "records").config.rating.calendar
    one = Counting.of(kpis[0], sources, date(2015, 7, 30), working)
    with pytest.raises(PapError, match="no period was over"):
        one.text(DIALECTS["postgres"], {})
