"""`pap site`: what it writes where, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Run
from pap_cli.output.folder import MARKER

AS_OF = ("--as-of", "2016-10-14")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_is_written_beside_the_plan(workspace: Path, pap: Run) -> None:
    ran = pap("site", *AS_OF)
    pages = [name for name in files(workspace / "site") if name.endswith(".html")]
    told = f"{Path('site', 'index.html')}: {len(pages)} pages, as of 14 Oct 2016 and 3 quarter ends before"
    assert (ran.code, ran.out, ran.err) == (0, f"wrote {told}\n", "")
    assert {"index.html", "2016-03-31/index.html", "plans/one/actions/A1.html"} <= set(pages)
    assert "Publish the thresholds" in (workspace / "site" / "plans/one/actions/A1.html").read_text(encoding="utf-8")


def test_the_same_again_changes_nothing(workspace: Path, pap: Run) -> None:
    pap("site", *AS_OF, "-o", "public")
    before = files(workspace / "public")
    assert pap("site", *AS_OF, "-o", "public").code == 0
    assert files(workspace / "public") == before


@pytest.mark.parametrize(("quarters", "folders"), [("0", 0), ("1", 1), ("40", 3)])
def test_as_many_quarter_ends_as_are_asked_for(workspace: Path, pap: Run, quarters: str, folders: int) -> None:
    pap("site", *AS_OF, "--quarters", "2")
    ran = pap("site", *AS_OF, "--quarters", quarters)
    assert ran.code == 0
    assert len([path for path in (workspace / "site").iterdir() if path.name.startswith("2016")]) == folders
    assert ("quarter" in ran.out) == (folders > 0)


@pytest.mark.parametrize("quarters", ["x", "-1", "1.5", "1000", "²"])
def test_a_number_of_quarters_is_a_number(workspace: Path, pap: Run, quarters: str) -> None:
    ran = pap("site", f"--quarters={quarters}")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a number of quarters\n  write it as in  --quarters 8" in ran.err
    assert not (workspace / "site").exists()


def test_pages_offer_a_workbook_and_a_calendar(workspace: Path, pap: Run) -> None:
    assert pap("site", *AS_OF).code == 0
    written = files(workspace / "site")
    assert {name for name in written if name.endswith(".xlsx")} == {"plan.xlsx"}
    assert {"plan.ics", "milestones.ics", "plans/one/actions/A1.ics", "plans/one/owners/head.ics"} <= set(written)
    assert b'<a href="plan.xlsx" download="one-2016-10-14.xlsx"' in written["index.html"]
    assert b'class="downloads"' not in written["2016-03-31/index.html"]
    pap("export", "xlsx", *AS_OF, "-o", "own.xlsx")
    assert (workspace / "own.xlsx").read_bytes() == written["plan.xlsx"]


def test_without_their_libraries_a_site_has_no_such_files_and_says_so_once(
    workspace: Path, pap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pap("site", *AS_OF)
    monkeypatch.setattr("pap_cli.sheets.downloads.find_spec", lambda name: None)
    ran = pap("site", *AS_OF)
    assert ran.code == 0
    said, help = ran.err.splitlines()
    assert said == "pap: the website offers no workbooks and calendars: XlsxWriter and icalendar are not installed"
    assert help.startswith("  install it with ")
    assert "[sheets]" in help
    written = files(workspace / "site")
    assert not [name for name in written if name.endswith((".xlsx", ".ics"))]
    assert not [name for name, data in written.items() if b'class="downloads"' in data]


def test_a_folder_with_other_files_is_refused(workspace: Path, pap: Run) -> None:
    before = files(workspace)
    ran = pap("site", "--output", ".")
    assert ran.code == 2
    assert "contains files that pap did not create (plans); nothing was written" in ran.err
    assert "choose an empty or new folder with  --output DIR" in ran.err
    assert files(workspace) == before


def test_faults_in_the_files_are_told(workspace: Path, pap: Run) -> None:
    plan = workspace / "plans" / "one.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("2016-11-30", "2016-11-31"), encoding="utf-8")
    ran = pap("site", *AS_OF)
    assert ran.code == 0
    assert "1 error in the files" in ran.err
    assert "1 error in the files" in (workspace / "site" / "index.html").read_text(encoding="utf-8")


def test_one_plan_of_several_is_a_site_of_that_plan(workspace: Path, pap: Run) -> None:
    one = (workspace / "plans" / "one.yaml").read_text(encoding="utf-8")
    (workspace / "plans" / "two.yaml").write_text(one.replace("id: one", "id: two"), encoding="utf-8")
    assert pap("site", *AS_OF, "--plan", "two", "--quarters", "0").code == 0
    assert {path.name for path in (workspace / "site" / "plans").iterdir()} == {"two"}
    assert pap("site", "--plan", "three").code == 2


def test_it_is_made_anew_every_time(
    workspace: Path, pap: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.delenv("PAP_NO_CACHE")
    monkeypatch.setenv("PAP_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    first = pap("site", *AS_OF)
    (workspace / "site" / MARKER).unlink()
    (workspace / "site").rename(workspace / "elsewhere")
    assert pap("site", *AS_OF) == first
    assert (workspace / "site" / "index.html").is_file()
    assert files(workspace / "site").keys() - {MARKER} == files(workspace / "elsewhere").keys()


def test_it_takes_no_format(workspace: Path, pap: Run) -> None:
    assert pap("site", "--format", "json").code == 2
