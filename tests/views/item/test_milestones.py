"""The monitoring table as it is printed in a plan, cell by cell."""

from __future__ import annotations

from datetime import timedelta

from assess.making import assessed, baseline, day, kpi, observation, step
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Table
from pap_cli.model.dates import Duration
from pap_cli.views.item.milestones import of_kpi, of_kpis

# By, milestone, actual, gap and rating, as a board's paper has them; each was published a month after its date.
PRINTED = """\
31 Dec 2014 | 40% | 38.5% | 1.5 below | amber
31 Mar 2015 | 45% | 45% | on target | green
30 Jun 2015 | 50% | 41% | 9 below | red
30 Sep 2015 | 60% | 60.2% | 0.2 above | green
31 Dec 2015 | 70% | 66% | 4 below | amber"""
ROWS = [line.split(" | ") for line in PRINTED.splitlines()]
DAYS = ("2014-12-31", "2015-03-31", "2015-06-30", "2015-09-30", "2015-12-31")


def status(as_of: str) -> KpiStatus:
    visits = kpi(
        "visits",
        unit="percent",
        baseline=baseline("Q2 2014/15", 31.0),
        trajectory=tuple(
            step(by, float(row[1].rstrip("%")), float(row[1].rstrip("%")) - 5)
            for by, row in zip(DAYS, ROWS, strict=True)
        ),
        target=90.0,
        published_after=Duration(months=1),
        observations=tuple(
            observation(f"{by[:4]}-Q{int(by[5:7]) // 3}", float(row[2].rstrip("%")))
            for by, row in zip(DAYS, ROWS, strict=True)
        ),
    )
    return assessed((), as_of, visits).kpis[0]


def cells(table: Table) -> list[list[str]]:
    """The cells of a table, with the columns that a board's paper has."""
    kept = [
        next((nth for nth, column in enumerate(table.columns) if column.title == name), None)
        for name in ("By", "Milestone", "Actual", "Gap", "Rating")
    ]
    return [["" if nth is None else row[nth].text for nth in kept] for row in table.rows]


def test_it_is_as_printed_on_every_day() -> None:
    on = day("2014-12-01")
    while on < day("2016-03-01"):
        known = [row for by, row in zip(DAYS, ROWS, strict=True) if Duration(months=1).after(day(by)) <= on]
        first, *steps, last = cells(of_kpi(status(on.isoformat())))
        assert first == ["baseline", "", "31%", "", ""]
        assert last == ["in the end", "90%", "", "", ""]
        assert steps == [row if row in known else [*row[:2], "", "", ""] for row in ROWS]
        on += timedelta(days=1)


def test_several_have_their_title_in_the_first_row() -> None:
    table = of_kpis([status("2016-03-01")] * 2)
    assert [row[0].text for row in table.rows] == ["visits", *[""] * 6] * 2


def test_one_without_dated_targets_has_no_rows() -> None:
    plain = assessed((), "2016-03-01", kpi("k", {"2015/16": 3.0}, target=5.0)).kpis[0]
    assert of_kpi(plain).rows == of_kpis([plain]).rows == ()
