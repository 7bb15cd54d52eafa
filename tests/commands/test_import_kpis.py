"""`pap import kpis`: written once, the same file again changes nothing, a newer one brings dated facts."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from commands.running import Ran, Run

FIRST = """\
Ref,Indicator,Good is,Target,Owner,Apr-16,May-16,Jun-16
C1,Re-referrals within 12 months (%),Low,< 15%,Head of service,22.0%,16.9%,c
C2,Average caseload,,Fewer than 16 a week,,15.2,1.5k,16.1
Figures are unaudited
"""
NEWER = FIRST.replace("Apr-16,May-16,Jun-16", "Apr-16,May-16,Jun-16,Jul-16").replace("< 15%", "< 14%")
NEWER = NEWER.replace("16.9%,c", "17.2%,c,15.5%").replace("15.2,1.5k,16.1", "15.2,1.5k,16.1,tbc")


def save(text: str, day: int, name: str = "scorecard.csv") -> None:
    """Write a spreadsheet as it was on a day of July 2016."""
    Path(name).write_text(text, encoding="utf-8")
    at = datetime(2016, 7, day, 12, tzinfo=UTC).timestamp()
    os.utime(name, (at, at))


@pytest.fixture
def imported(pap: Run, workspace: Path) -> Ran:
    """A scorecard that was imported."""
    save(FIRST, 4)
    return pap("import", "kpis", "scorecard.csv", "--yes", "--as-of", "2016-07-11")


def test_a_scorecard_becomes_kpis(pap: Run, workspace: Path, imported: Ran) -> None:
    assert imported.code == 0, imported.err
    assert "1.5k" in imported.out[imported.out.index("NOT SIMPLY TAKEN") :]
    text = (workspace / "kpis" / "scorecard.yaml").read_text(encoding="utf-8")
    assert text == (
        "# From scorecard.csv, as it was on 2016-07-04.\n"
        "# Figures are unaudited\n"
        "plan: one\n"
        "kpis:\n"
        "  - id: C1\n"
        "    title: Re-referrals within 12 months\n"
        "    unit: percent\n"
        "    polarity: low\n"
        "    owner: head\n"
        "    target: < 15\n"
        "    observations: {2016-04: 22, 2016-05: 16.9, 2016-06: c}\n"
        "\n"
        "  - id: C2\n"
        "    title: Average caseload\n"
        "    polarity: none\n"
        "    observations: {2016-04: 15.2, 2016-06: 16.1}\n"
        "    notes:\n"
        "      - {on: 2016-07-04, text: 'Target: Fewer than 16 a week'}\n"
        "      - {on: 2016-07-04, text: '2016-05: “1.5k” in the spreadsheet'}\n"
    ).replace("'", '"')
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("fmt", "--check").code == 0


def test_the_same_file_again_changes_nothing(pap: Run, workspace: Path, imported: Ran) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    again = pap("import", "kpis", "scorecard.csv", "--yes", "--as-of", "2016-07-11")
    assert (again.code, again.out) == (0, "Nothing to change.\n")
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_a_newer_file_brings_dated_facts(pap: Run, workspace: Path, imported: Ran) -> None:
    save(NEWER, 11)
    ran = pap("import", "kpis", "scorecard.csv", "--yes", "--as-of", "2016-07-11")
    assert ran.code == 0, ran.err
    assert (
        "C1: 1 figure added, Jul 2016; May 2016 revised from 16.9 to 17.2; target changed from < 15 to < 14" in ran.out
    )
    text = (workspace / "kpis" / "scorecard.yaml").read_text(encoding="utf-8")
    assert "2016-05: {value: 16.9, revisions: [{value: 17.2, published: 2016-07-11}]}" in text
    assert "trajectory:\n      - {by: 2016-07-10, target: < 15}" in text
    assert "2016-07: 15.5" in text
    assert text.count("2016-07: ") == 1, "what is still to come is not written"
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("import", "kpis", "scorecard.csv", "--yes").out == "Nothing to change.\n"
    assert pap("undo", "--yes").code == 0
    assert "2016-07: 15.5" not in (workspace / "kpis" / "scorecard.yaml").read_text(encoding="utf-8")


def test_a_kpi_that_vanished_is_listed_and_stays(pap: Run, workspace: Path, imported: Ran) -> None:
    save(FIRST.replace(FIRST.splitlines()[2] + "\n", ""), 11)
    ran = pap("import", "kpis", "scorecard.csv", "--yes", "--as-of", "2016-07-11")
    assert "C2 (Average caseload) is no longer in the spreadsheet; it stays as it is" in ran.err
    assert "id: C2" in (workspace / "kpis" / "scorecard.yaml").read_text(encoding="utf-8")


def test_figures_in_csv_beside_it(pap: Run, workspace: Path) -> None:
    save(FIRST, 4)
    assert pap("import", "kpis", "scorecard.csv", "--csv", "--into", "board.yaml", "--plan", "one", "--yes").code == 0
    text = (workspace / "kpis" / "board.yaml").read_text(encoding="utf-8")
    assert "\nplan: one\n" in text
    assert "owner: head\n" in text
    assert text.count("observations: {csv: board.csv}") == 2
    table = (workspace / "kpis" / "board.csv").read_text(encoding="utf-8")
    assert table.splitlines()[:3] == ["kpi,period,value", "C1,2016-04,22", "C1,2016-05,16.9"]
    save(NEWER, 11)
    assert pap("import", "kpis", "scorecard.csv", "--into", "board.yaml", "--plan", "one", "--yes").code == 0
    table = (workspace / "kpis" / "board.csv").read_text(encoding="utf-8")
    assert "C1,2016-05,17.2,2016-07-11\n" in table
    assert pap("check", "--select", "PAP0,PAP1").code == 0


def test_questions_are_left_in_the_mapping(pap: Run, workspace: Path) -> None:
    save("Indicator,Apr,May\nCalls,5,6\n", 4, "calls.csv")
    refused = pap("import", "kpis", "calls.csv", "--no-input")
    assert refused.code == 2
    assert "Which year are these periods of" in refused.err
    path = workspace / "imports" / "calls.toml"
    text = path.read_text(encoding="utf-8")
    assert '"year" = "?"' in text
    path.write_text(text.replace('"year" = "?"', '"year" = "2016/17"'), encoding="utf-8")
    assert pap("import", "kpis", "calls.csv", "--no-input", "--yes").code == 0
    assert "2016-04: 5" in (workspace / "kpis" / "calls.yaml").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(pap: Run, workspace: Path) -> None:
    save(FIRST, 4)
    before = sorted(workspace.rglob("*"))
    ran = pap("import", "kpis", "scorecard.csv", "--dry-run", "--no-input", "--format", "json")
    facts = json.loads(ran.out)
    assert ran.code == 0
    assert facts["sheets"][0]["columns"]["F"] == facts["sheets"][0]["columns"]["F"] | {
        "means": "period",
        "period": "2016-04",
    }
    assert [one["became"] for one in facts["rows"]] == ["taken", "taken", "taken", "kept"]
    assert {"kpi": "Re-referrals within 12 months", "unit": "percent", "ref": "C1", "polarity": "low"}.items() <= facts[
        "kpis"
    ][0].items()
    assert sorted(workspace.rglob("*")) == before


def test_without_a_terminal_it_needs_yes(pap: Run, workspace: Path) -> None:
    save(FIRST, 4)
    ran = pap("import", "kpis", "scorecard.csv")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert not (workspace / "kpis" / "scorecard.yaml").exists()


@pytest.mark.parametrize("into", ["../x.yaml", "plans/x.yaml", "kpis/x.txt", "/elsewhere/x.yaml"])
def test_it_writes_into_kpis_only(pap: Run, workspace: Path, into: str) -> None:
    save(FIRST, 4)
    ran = pap("import", "kpis", "scorecard.csv", "--yes", "--into", into)
    assert ran.code == 2
    assert "is not a file of KPIs" in ran.err


def test_areas_become_benchmarks_or_kpis_of_their_own(pap: Run, workspace: Path) -> None:
    text = "Indicator,District,2014/15,2015/16\nCalls,North,5,6\nCalls,South,7,8\nCalls,England,9,10\n"
    save(text, 4, "areas.csv")
    assert pap("import", "kpis", "areas.csv", "--no-input").code == 2
    path = workspace / "imports" / "areas.toml"
    asked = path.read_text(encoding="utf-8")
    path.write_text(asked.replace('"own" = "?"', '"own" = "North"'), encoding="utf-8")
    assert pap("import", "kpis", "areas.csv", "--yes").code == 0
    written = (workspace / "kpis" / "areas.yaml").read_text(encoding="utf-8")
    assert "observations: {2014/15: 5, 2015/16: 6}" in written
    assert "England: {2014/15: 9, 2015/16: 10}" in written
    assert pap("undo", "--yes").code == 0
    path.write_text(asked.replace('"own" = "?"', '"own" = "each"'), encoding="utf-8")
    assert pap("import", "kpis", "areas.csv", "--yes").code == 0
    written = (workspace / "kpis" / "areas.yaml").read_text(encoding="utf-8")
    assert "id: calls-north" in written
    assert "title: Calls – South" in written
    assert written.count("England: {2014/15: 9, 2015/16: 10}") == 2


def test_figures_for_other_periods_are_a_kpi_of_their_own(pap: Run, workspace: Path) -> None:
    save("Ref,Indicator,Q1 2016/17,Q2 2016/17,2015/16\nC1,Calls,5,6,20\n", 4, "calls.csv")
    assert pap("import", "kpis", "calls.csv", "--yes").code == 0
    written = (workspace / "kpis" / "calls.yaml").read_text(encoding="utf-8")
    assert "id: C1\n    title: Calls\n" in written
    assert "id: C1-annual\n    title: Calls (annual)\n" in written
    assert pap("check", "--select", "PAP0,PAP1,PAP439,PAP440").code == 0


NASTY = """\
Ref,Indicator,Owner,Comment,Apr-16,May-16
=1+1,"\x1b[31mRed: # ""quoted"" 'single' {a: b}",@SUM(A1),"line one
line two\x07",5,6
../../x,- [ ] list\u202e,y,null,c,7
A,*anchor &ref !tag %x,!!python/object,```,8,99999999999999999999
y,yes,,~,1,2
"""


@pytest.mark.parametrize("more", [(), ("--csv",)])
def test_hostile_text_stays_text(pap: Run, workspace: Path, more: tuple[str, ...]) -> None:
    save(NASTY, 4, "nasty.csv")
    ran = pap("import", "kpis", "nasty.csv", "--yes", *more)
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out + ran.err
    text = (workspace / "kpis" / "nasty.yaml").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "99999999999999999999” in the spreadsheet" in text
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("fmt", "--check").code == 0
    assert pap("import", "kpis", "nasty.csv", "--yes").out == "Nothing to change.\n"


def test_a_day_of_publication_makes_vintages(pap: Run, workspace: Path) -> None:
    text = "Indicator,Period,Value,Published\nCalls,Apr-16,5,2016-05-10\nCalls,Apr-16,6,2016-06-10\n"
    save(text, 4, "vintages.csv")
    assert pap("import", "kpis", "vintages.csv", "--yes").code == 0
    written = (workspace / "kpis" / "vintages.yaml").read_text(encoding="utf-8")
    assert "2016-04: {value: 5, published: 2016-05-10, revisions: [{value: 6, published: 2016-06-10}]}" in written
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("import", "kpis", "vintages.csv", "--yes").out == "Nothing to change.\n"


def test_a_plan_that_is_not_there_is_refused(pap: Run, workspace: Path) -> None:
    save(FIRST, 4)
    ran = pap("import", "kpis", "scorecard.csv", "--yes", "--plan", "two")
    assert (ran.code, "the plans are one" in ran.err) == (2, True)


def test_a_workbook_with_a_plan_and_figures_has_a_mapping_for_each(pap: Run, workspace: Path) -> None:
    book = openpyxl.Workbook()
    plan, figures = book.worksheets[0], book.create_sheet("Scorecard")
    for row in (
        ("Ref", "Action", "Lead", "Due date"),
        ("1", "Write the policy for visitors", "Head of Transport", "31/03/2031"),
        ("2", "Train all the drivers twice", "Depot Manager", "30/06/2031"),
    ):
        plan.append(row)
    for line in FIRST.splitlines()[:2]:
        figures.append(line.split(","))
    book.save("both.xlsx")
    for kind, sheet, place in (("plan", "Sheet", "plans"), ("kpis", "Scorecard", "kpis")):
        for _ in range(2):
            ran = pap("import", kind, "both.xlsx", "--sheet", sheet, "--yes", "--no-input")
            assert ran.code == 0, ran.err
        assert (workspace / place / "both.yaml").is_file()
    assert {path.name for path in (workspace / "imports").glob("*.toml")} == {"both.toml", "both-kpis.toml"}
    ran = pap("import", "kpis", "both.xlsx", "--map", "imports/both.toml", "--yes")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "  choose another file with  --map FILE, or leave it out")


def test_a_figure_that_is_gone_is_told_and_stays(pap: Run, workspace: Path, imported: Ran) -> None:
    save(NEWER.replace("22.0%,17.2%,c,15.5%", ",,c,15.5%"), 25)
    ran = pap("import", "kpis", "scorecard.csv", "--yes", "--as-of", "2016-08-01")
    assert "C1: no figure in the spreadsheet any more for Apr 2016 and 1 more period; they stay as they are" in ran.err
    assert "2016-04: 22" in (workspace / "kpis" / "scorecard.yaml").read_text(encoding="utf-8")
    # earlier months that the file has no column for any more are not missed
    save(NEWER.replace("Apr-16,", "").replace("22.0%,", "").replace("15.2,", ""), 28)
    assert "no figure in the spreadsheet" not in pap("import", "kpis", "scorecard.csv", "--yes").err
