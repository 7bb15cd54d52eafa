"""Figures in CSV: the same entries, and the same problems, as the same figures in YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from conftest import SKELETON
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Standing
from pap_cli.problems.tables import KPI_WITHOUT_ROW

Load = Callable[[Mapping[str, str | bytes]], Workspace]
KPIS = "kpis: [{id: k, title: K, observations: {csv: f.csv}}, {id: l, title: L, observations: {csv: f.csv}}]\n"


def read(load: Load, table: str | bytes, kpis: str = KPIS) -> tuple[dict[str, Kpi], list[str]]:
    """Return the KPIs, and each problem with its place."""
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpis, "kpis/f.csv": table})
    problems = [
        f"{one.path.rpartition('/')[2]}:{one.span.line}:{one.span.column}: {one.message} = {one.help}"
        for one in workspace.diagnostics
        if one.span is not None and one.rule is not KPI_WITHOUT_ROW  # most of these tables are for one of the two
    ]
    return {kpi.id: kpi for kpi in workspace.portfolio.kpis}, problems


def figures(kpi: Kpi) -> dict[str, object]:
    return {one.period.written: one.value for one in kpi.observations}


LONG = "kpi,period,value\nk,2016-04,1\nk,2016-05,2\nl,2016-04,3\n"


@pytest.mark.parametrize(
    "table",
    [
        LONG,
        LONG.replace(",", ";"),
        LONG.replace(",", "\t"),
        LONG.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + LONG.encode(),
        LONG.replace("kpi,period,value", "KPI_ID, Period ,VALUE"),
        "period,value,kpi\n2016-05,2,k\n2016-04,3,l\n\n2016-04,1,k\n",
        "kpi,2016-04,2016-05\nk,1,2\nl,3,\n",
        "2016-05,id,2016-04\n2,k,1\n,l,3\n",
        "kpi,period,value,note\nk,2016-04,1,\nk,2016-05,2,\nk,2016-06,,\nl,2016-04,3,\n",
        "KPI,Title,Unit,2016-04,2016-05,Owner\nk,K,number,1,2,Head\nl,L,,3,,\n",
        "ID,KPI,2016-04,2016-05\nk,Children seen,1,2\nl,Visits,3,\n",
        "kpi,Indicator,period,value\nk,K,2016-04,1\nk,K,2016-05,2\nl,L,2016-04,3\n",
        "kpi,period,value,,\nk,2016-04,1,,\nk,2016-05,2,,\nl,2016-04,3,,\n,,,,\n",
    ],
)
def test_a_table_in_any_form_has_the_same_figures(load: Load, table: str | bytes) -> None:
    kpis, problems = read(load, table)
    assert figures(kpis["k"]) == {"2016-04": 1, "2016-05": 2}
    assert figures(kpis["l"]) == {"2016-04": 3}
    assert not problems
    assert not kpis["k"].place.faulty


def test_a_row_has_the_fields_of_a_figure_in_yaml(load: Load) -> None:
    table = (
        "kpi,period,value,numerator,denominator,published,status,note\nk,2016-04,50,1,2,2016-06-01,provisional,A note\n"
    )
    inside = "{value: 50, numerator: 1, denominator: 2, published: 2016-06-01, status: provisional, note: A note}"
    kpis, problems = read(load, table)
    same = load({"kpis/k.yaml": f"kpis: [{{id: k, title: K, observations: {{2016-04: {inside}}}}}]\n"})
    assert not problems
    kept = next(kpi for kpi in same.portfolio.kpis if kpi.id == "k")
    assert kpis["k"].observations == kept.observations


def test_the_marks_of_a_figure_are_read(load: Load) -> None:
    kpis, problems = read(load, "kpi,2016-04,2016-05\nk,5 [p],c\n")
    assert [(one.value, one.status) for one in kpis["k"].observations] == [(5, Standing.PROVISIONAL), ("c", None)]
    assert not problems


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_row_published_later_is_a_revision(load: Load, order: tuple[int, ...]) -> None:
    rows = ["k,2016-04,5,2016-05-01,", "k,2016-04,6,2016-06-01,counted twice", "k,2016-04,7,2016-07-01,"]
    kpis, problems = read(load, "kpi,period,value,published,note\n" + "\n".join(rows[index] for index in order))
    assert not problems
    (one,) = kpis["k"].observations
    assert (one.value, one.published) == (5, date(2016, 5, 1))
    found = [(later.value, later.published, later.reason) for later in one.revisions]
    assert found == [(6, date(2016, 6, 1), "counted twice"), (7, date(2016, 7, 1), None)]


@pytest.mark.parametrize("days", [("", ""), ("2016-05-01", "2016-05-01")])
def test_rows_of_one_period_that_were_not_published_one_after_the_other_are_a_problem(
    load: Load, days: tuple[str, str]
) -> None:
    kpis, problems = read(load, f"kpi,period,value,published\nk,2016-04,5,{days[0]}\nk,2016-04,6,{days[1]}\n")
    assert figures(kpis["k"]) == {"2016-04": 5}
    assert [problem.partition(";")[0] for problem in problems] == [
        "f.csv:3:1: duplicate period: 2016-04 is also on line 2"
    ]


def test_a_period_in_the_table_and_in_yaml_is_a_problem_in_the_table(load: Load) -> None:
    kpis = "kpis: [{id: k, title: K, observations: {2016-03: 1, 2016-04: 2, csv: f.csv}}]\n"
    found, problems = read(load, "period,value\n2016-05,4\n2016-04,3\n", kpis)
    assert figures(found["k"]) == {"2016-03": 1, "2016-04": 2, "2016-05": 4}
    assert [problem.partition(";")[0] for problem in problems] == [
        "f.csv:3:1: duplicate period: 2016-04 is also in kpis/k.yaml:1"
    ]


def test_periods_are_read_in_the_calendar_of_the_kpi(load: Load) -> None:
    kpis = "kpis: [{id: k, title: K, calendar: academic, observations: {csv: f.csv}}]\n"
    found, problems = read(load, "2016/17\n5\n", kpis)
    assert [one.period.start for one in found["k"].observations] == [date(2016, 9, 1)]
    assert not problems


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("kpi,period,value\nk,Apr-16,1\n", "f.csv:2:3: “Apr-16” is not a period = write 2016-04"),
        ('kpi,period,value\nk,2016-04,"1,000"\n', "f.csv:2:11: “1,000” has a comma = write 1000"),
        (
            "kpi,period,value,published\nk,2016-04,1,31/03/2016\n",
            "f.csv:2:13: “31/03/2016” is not a date = write 2016-03-31",
        ),
        ("kpi,2016-04\nk,83%\n", "f.csv:2:3: “83%” "),
        (
            "kpi,Apr-16\nk,83\n",
            "f.csv:1:5: “Apr-16” is not a period = write 2016-04",
        ),
        ("kpi,period,valeu\nk,2016-04,1\n", "f.csv:1:12: unknown column “valeu” = did you mean value?"),
        (
            "kpi,2016-04,note\nk,1,x\n",
            "f.csv:1:13: unknown column “note” = for this column, the table needs the columns period and value, "
            "and a row for each figure",
        ),
        (
            "kpi,period,value,note\nk,2016-04,,closed\n",
            "f.csv:2:1: this observation has no value = ",
        ),
        ("kpi,period,value\nk,,5\n", "f.csv:2:1: this observation has no period = "),
        ("kpi,period,value\n,2016-04,5\n", "f.csv:2:1: this row has no kpi = write the ID of its KPI"),
        ("kpi,period,value\nkk,2016-04,5\n", "f.csv:2:1: unknown KPI “kk” = did you mean k?"),
        (
            "period,value\n2016-04,5\n",
            "f.csv:1:1: this table has no column kpi, and 2 KPIs take figures from it = "
            "add a column kpi with the ID of the KPI of each row",
        ),
        ("kpi,Target,2016-04\nk,90,1\n", "f.csv:1:5: unknown column “Target” = write target: in the KPI, and delete"),
        ("kpi,period\nk,2016-04\n", "f.csv:1:1: this table has no column value = start it with"),
        ("kpi\nk\n", "f.csv:1:1: this table has no columns of figures = start it with"),
        ("kpi,period,value,\nk,2016-04,1,x\n", "f.csv:2:1: this row has 4 cells, and the heading has 3 = put text"),
        ("kpi,period,value\nk,2016-04\n", "f.csv:2:1: this row has 2 cells, and the heading has 3 = add"),
        ("kpi,,period,value\nk,,2016-04,1\n", "f.csv:1:1: this column has no name = write one, or delete the column"),
        ("kpi,period,value,Value\nk,2016-04,1,1\n", "f.csv:1:18: two columns are named “Value”; the first is used = "),
        ('kpi,period,value\nk,2016-04,"1\n', "f.csv:2:11: this quotation mark is not closed; the rest of the file is"),
        ("", "f.csv:1:1: this file is empty = add a heading, such as  kpi,period,value"),
        ("kpi,period,value\n", "f.csv:1:1: this table has a heading and no rows = add its figures, or delete the file"),
        ("kpi,period,value\nk,2016-04,1\x00\n", "f.csv:2:12: invisible control character U+0000 = delete it"),
        ("kpi,period,value\nk,2016-04,\u200b1\n", "f.csv:2:11: invisible character: U+200B, zero width space = "),
        ("<<<<<<< HEAD\nkpi,period,value\n", "f.csv:1:1: unresolved merge conflict = keep one version"),
    ],
)
def test_a_problem_has_its_row_and_column(load: Load, table: str, expected: str) -> None:
    kpis, problems = read(load, table)
    assert any(problem.startswith(expected) for problem in problems), problems
    empty = "this file is empty" in expected or "no rows" in expected
    unknown = "unknown KPI" in expected
    assert kpis["k"].place.faulty is not (empty or unknown)


def test_a_bad_row_does_not_affect_the_others(load: Load) -> None:
    kpis, problems = read(load, "kpi,period,value\nk,2016-04,q\nk,2016-05,2\nl,2016-04,3\n")
    assert len(problems) == 1
    assert figures(kpis["k"]) == {"2016-05": 2}
    assert kpis["k"].place.faulty
    assert not kpis["l"].place.faulty


def test_the_place_of_a_figure_is_its_row(load: Load) -> None:
    kpis, _ = read(load, "kpi,period,value,note\nk,2016-04,1,\nk,2016-05,22,x\n")
    first, second = kpis["k"].observations
    assert [(one.place.path, one.place.line) for one in (first, second)] == [("kpis/f.csv", 2), ("kpis/f.csv", 3)]
    assert _column(second, "value") == 11
    assert _column(second, "note") == 14


def _column(figure: Observation, name: str) -> int:
    return figure.place.span(name).column


def test_a_row_for_another_kpi_is_reported_once(load: Load) -> None:
    kpis = KPIS.replace("]\n", ", {id: m, title: M}, {id: n, title: N, observations: {csv: g.csv}}]\n")
    _, problems = read(load, "kpi,period,value\nm,2016-04,1\nm,2016-05,1\nn,2016-04,1\n", kpis)
    assert [problem for problem in problems if problem.startswith("f.csv")] == [
        "f.csv:2:1: m takes no figures from this file = write observations: {csv: f.csv} in m, or delete its rows",
        "f.csv:4:1: n takes no figures from this file = move its rows to g.csv, which it names",
    ]


def test_a_row_for_a_kpi_that_was_left_out_is_not_reported(load: Load) -> None:
    kpis = KPIS.replace("]\n", ", {id: m, observations: {csv: f.csv}}]\n")
    _, problems = read(load, "kpi,period,value\nm,2016-04,1\n", kpis)
    assert [problem.partition(":")[0] for problem in problems] == ["k.yaml"]


def test_a_table_of_many_figures_has_a_limit(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pap_cli.load.tables.figures.MAX_ENTRIES", 1)
    kpis, problems = read(load, LONG)
    assert problems == ["f.csv:3:1: more than 1 figures; the rest of the file is not read = split the file"]
    assert kpis["l"].place.faulty
