"""Twelve KPIs over the shared records: every figure is the right answer, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from pap_cli.model.records import Column, ColumnType, RecordSource, StartIs, Within
from pap_cli.records.engines.database import database
from pap_cli.records.engines.load import Embedded
from pap_cli.records.sql.query import Sources
from records.council_records import DAYS, Council, council, embedded, expected, needs_records, plain
from records.postgres import copied, postgres_address

pytestmark = [needs_records, pytest.mark.xdist_group("records")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council(tmp_path_factory.mktemp("council") / "w")


@pytest.fixture(scope="module")
def duck(whole: Council) -> Iterator[Embedded]:
    with embedded(whole) as engine:
        yield engine


def test_every_figure_is_the_right_answer(whole: Council, duck: Embedded) -> None:
    right = expected()
    for day in DAYS:
        for kpi in whole.kpis.values():
            assert plain(whole.counting(kpi, day).figures(duck)) == right[kpi.id, day], (kpi.id, day)


@pytest.mark.parametrize(
    ("kpi", "changes", "answers"),
    [
        (
            "K01",
            {"from: started, to: authorised, start_is: day-0": "from: started, to: authorised, start_is: day-1"},
            "K01 start is day 1",
        ),
        ("K03", {"m.number - n.number <= 10": "m.serial - n.serial <= 14"}, "K03 14 calendar days"),
    ],
)
def test_another_rule_gives_other_figures(
    tmp_path: Path, duck: Embedded, kpi: str, changes: dict[str, str], answers: str
) -> None:
    other = council(tmp_path / "w", changes)
    day = DAYS[-1]
    figures = plain(other.counting(other.kpis[kpi], day).figures(duck))
    right = expected("expected-changed-rule.csv")
    assert figures == right[answers, day]
    assert figures != expected()[kpi, day]


MUTATIONS = {
    "K01": ("working_days: 45", "working_days: 44"),
    "K02": ("working_days: 15", "working_days: 14"),
    "K03": ("m.number - n.number <= 10", "m.number - n.number < 10"),
    "K04": ("c.serial - b.serial <= 28", "c.serial - b.serial < 28"),
    "K05": ("b.referred >= c.minus_12_months", "b.referred >= c.minus_11_months"),
    "K06": ("previous > 0", "previous > 1"),
    "K07": ("p.started <= c.minus_24_months", "p.started <= c.minus_25_months"),
    "K08": ("hours: 72", "hours: 71"),
    "K09": ("c.number + 20", "c.number + 19"),
    "K10": ("sum(w.agency) as numerator", "sum(w.vacancies) as numerator"),
    "K11": ("sum(w.vacancies + w.in_post)", "sum(w.agency + w.in_post)"),
    "K12": ("q.moves + q.already >= 3", "q.moves + q.already > 3"),
}


@pytest.mark.parametrize("kpi", MUTATIONS)
def test_a_mutated_rule_changes_the_result(tmp_path: Path, duck: Embedded, kpi: str) -> None:
    other = council(tmp_path / "w", dict([MUTATIONS[kpi]]))
    figures = plain(other.counting(other.kpis[kpi], DAYS[-1]).figures(duck))
    assert figures != expected()[kpi, DAYS[-1]]


def test_a_database_gives_the_same_figures_row_for_row(whole: Council, duck: Embedded) -> None:
    uri = postgres_address()
    sources = Sources({name: _in_database(source) for name, source in whole.sources.by_id.items()})
    copied(uri, sources.by_id.values(), lambda query: duck.duck.connection.execute(query).fetchall())
    with database("DATABASE", uri) as there:
        for source in sources.by_id.values():
            there.ready(source)
        for kpi in whole.kpis.values():
            here = whole.counting(kpi, DAYS[1])
            found = whole.counting(kpi, DAYS[1], sources)
            assert found.figures(there) == here.figures(duck), kpi.id
            assert found.left_out(there) == here.left_out(duck), kpi.id


def _in_database(source: RecordSource) -> RecordSource:
    """Return a source whose rows are in a table, with columns of the names that definitions use."""
    if source.as_known is not None and source.as_known.folders is not None:
        rule = replace(source.as_known, folders=None, published="extract")
        day = Column(name="extract", type=ColumnType.DATE, place=source.place)
        source = replace(source, as_known=rule, columns=(*source.columns, day))
    return replace(source, columns=tuple(replace(column, heading=None) for column in source.columns))


def test_four_readings_of_45_working_days_differ(whole: Council, duck: Embedded) -> None:
    kpi, year = whole.kpis["K01"], "2016/17"
    records = kpi.records
    assert records is not None
    assert records.within is not None

    def share(within: Within) -> object:
        counted = whole.counting(replace(kpi, records=replace(records, within=within)), date(2017, 6, 12))
        return plain(counted.figures(duck))[year][2]

    readings = {
        share(records.within),
        share(replace(records.within, start_is=StartIs.DAY_1)),
        share(replace(records.within, working_days=None, days=63)),
        share(replace(records.within, working_days=None, days=63, start_is=StartIs.DAY_1)),
    }
    assert len(readings) == 4
