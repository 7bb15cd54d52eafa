"""Definitions without SQL: what is counted, added up and averaged, by which periods, and what is wrong in one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Run

CASES = """\
Case,Opened,Closed,Days,Cost
1,2016-04-04,2016-04-15,11,10
2,2016-04-20,2016-05-03,13,20.5
3,2016-05-02,2016-05-03,1,30
4,2016-05-28,2016-06-30,33,
5,2016-07-01,,,5
"""
WORKSPACE = """\
sources:
  cases:
    kind: files
    files: cases.csv
    columns:
      number: {{type: id, heading: Case}}
      opened: {{type: date, heading: Opened}}
      closed: {{type: date, heading: Closed}}
      days: {{type: whole, heading: Days}}
      cost: {{type: number, heading: Cost}}
kpis:
  - id: k1
    title: Cases
    unit: {unit}
    records:
      from: cases
      definition: {{version: 1}}
      {definition}
"""
MONTHLY = "period: {date: opened, grain: month, first: 2016-04}"
Counted = Callable[..., dict[str, str]]


@pytest.fixture
def counted(tmp_path: Path, pap: Run, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts by a definition, and gives the values by period; an error as it is shown."""

    def count(definition: str, unit: str = "number", file: str = "k1.csv") -> dict[str, str]:
        for name in ("plans", "kpis", "exports"):
            (tmp_path / name).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path)
        (tmp_path / "exports" / "cases.csv").write_text(CASES, encoding="utf-8")
        text = WORKSPACE.format(unit=unit, definition=definition.replace("\n", "\n      "))
        (tmp_path / "kpis" / "k.yaml").write_text(text, encoding="utf-8")
        ran = pap("refresh", "--as-at", "2016-07-31", "--allow", "exports")
        if ran.code:
            return {"error": ran.err}
        lines = (tmp_path / "kpis" / file).read_text(encoding="utf-8").splitlines()[1:]
        return {cells[0]: cells[1] for cells in (line.split(",") for line in lines)}

    return count


@pytest.mark.parametrize(
    ("definition", "unit", "values"),
    [
        ("value: count", "number", {"2016-04": "2", "2016-05": "2", "2016-07": "1"}),
        ("value: {sum: cost}", "number", {"2016-04": "30.5", "2016-05": "30", "2016-07": "5"}),
        ("value: {mean: days}", "days", {"2016-04": "12", "2016-05": "17"}),
        ("value: {median: days}", "days", {"2016-04": "12", "2016-05": "17"}),
        ("numerator: closed is not null", "percent", {"2016-04": "100", "2016-05": "100", "2016-07": "0"}),
        ("numerator: days > 11\ndenominator: days is not null", "percent", {"2016-04": "50", "2016-05": "50"}),
        ("where: number in ('1', '2')\nnumerator: days\ndenominator: cost", "ratio", {"2016-04": "0.8"}),
        (
            "within: {days: 13, from: opened, to: closed, start_is: day-0}",
            "percent",
            {"2016-04": "100", "2016-05": "50", "2016-07": "0"},
        ),
        (
            "within: {days: 13, from: opened, to: closed, start_is: day-1}",
            "percent",
            {"2016-04": "50", "2016-05": "50", "2016-07": "0"},
        ),
        (
            "within: {working_days: 9, from: opened, to: closed, start_is: day-0, calendar: none}",
            "percent",
            {"2016-04": "100", "2016-05": "50", "2016-07": "0"},
        ),
        # 2 May 2016 was a bank holiday: one working day fewer
        (
            "within: {working_days: 8, from: opened, to: closed, start_is: day-0}",
            "percent",
            {"2016-04": "50", "2016-05": "50", "2016-07": "0"},
        ),
    ],
)
def test_each_way_to_count(counted: Counted, definition: str, unit: str, values: dict[str, str]) -> None:
    assert counted(f"{MONTHLY}\n{definition}", unit) == values


def test_further_series_go_into_files_beside(counted: Counted, pap: Run) -> None:
    series = "period: {date: opened, grain: [month, quarter], first: 2016-04}\nvalue: count"
    assert counted(series, file="k1-quarter.csv") == {"Q1 2016/17": "4"}
    assert pap("check", "--select", "PAP0,PAP1").code == 0


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        (MONTHLY, "nothing says what is counted"),
        (f"{MONTHLY}\nvalue: count\nnumerator: days > 1", "both given"),
        (f"{MONTHLY}\nvalue: {{sum: cost, mean: days}}", "not one measure"),
        ("period: {grain: month, first: 2016-04}\nvalue: count", "the date that decides the period"),
        ("period: {date: cost, grain: month, first: 2016-04}\nvalue: count", "not a date"),
        ("period: {date: nope, grain: month, first: 2016-04}\nvalue: count", "not a column of cases"),
        (f"{MONTHLY}\nwithin: {{days: 3, from: opened, to: closed}}", "whether the day of the start counts"),
        (f"{MONTHLY}\nwithin: {{from: opened, to: closed, start_is: day-0}}", "not one limit"),
        (f"{MONTHLY}\nwithin: {{days: 3, from: opened, to: closed, start_is: day-0, calendar: Mars}}", "not a nation"),
        (f"{MONTHLY}\nwhere: days > 'a'\nvalue: count", "a number is compared with text"),
        (f"{MONTHLY}\nwhere: nope > 1\nvalue: count", "“nope” is not a column"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_place(counted: Counted, definition: str, says: str) -> None:
    error = counted(definition)["error"]
    assert says in error
    assert "kpis/k.yaml:" in error
