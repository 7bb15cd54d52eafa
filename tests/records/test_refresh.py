"""`pap refresh` and `pap sql`, over the example: what is written, what is kept, and what is refused."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Ran, Run
from conftest import ROOT

EXAMPLE = ROOT / "examples" / "records"
FIGURES = "kpis/assessments-in-time.csv"
Refresh = Callable[..., Ran]

pytestmark = pytest.mark.xdist_group("records")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the example."""
    folder = tmp_path_factory.mktemp("export")
    subprocess.run([sys.executable, str(EXAMPLE / "generate.py"), str(folder)], check=True)
    return folder


@pytest.fixture
def borough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example's workspace, which is also the current folder."""
    folder = tmp_path / "borough"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def refresh(pap: Run, borough: Path, export: Path) -> Refresh:
    """Runs `pap refresh` with the folder of the records allowed."""
    return lambda *words: pap("refresh", "--allow", str(export), *words)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_two_as_at_days_give_two_vintages(borough: Path, refresh: Refresh, pap: Run) -> None:
    assert refresh("--as-at", "2016-10-14").code == 0
    first = rows(borough / FIGURES)
    assert {row["published"] for row in first} == {"2016-10-14"}
    assert refresh("--as-at", "2016-12-15").code == 0
    both = rows(borough / FIGURES)
    assert [row for row in both if row["published"] == "2016-10-14"] == first
    twice = [row["period"] for row in both if row["published"] == "2016-12-15" and row["period"] < "2016-10"]
    assert twice  # recorded late: the same month has two truths
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("fmt", "--check").code == 0


def test_the_same_again_changes_nothing_and_one_undo_takes_all_back(borough: Path, refresh: Refresh, pap: Run) -> None:
    before = {path: path.read_bytes() for path in borough.rglob("*") if path.is_file()}
    refresh("--as-at", "2016-10-14")
    after = {path: path.read_bytes() for path in borough.rglob("*") if path.is_file()}
    assert "Nothing to change" in refresh("--as-at", "2016-10-14").out
    assert {path: path.read_bytes() for path in borough.rglob("*") if path.is_file()} == after
    assert pap("undo", "--yes").code == 0
    assert {path: path.read_bytes() for path in borough.rglob("*") if path.is_file()} == before


def test_a_figure_is_its_parts_rounded_half_up(borough: Path, refresh: Refresh) -> None:
    refresh("--as-at", "2016-12-15", "assessments-in-time")
    for row in rows(borough / FIGURES):
        exact = 1000 * int(row["numerator"]) / int(row["denominator"])
        assert abs(float(row["value"]) * 10 - exact) <= 0.5


def test_a_figure_changed_by_hand_is_found_by_check(borough: Path, refresh: Refresh) -> None:
    refresh("--as-at", "2016-10-14")
    assert refresh("--check").code == 0
    path = borough / FIGURES
    text = path.read_text(encoding="utf-8")
    row = rows(path)[3]
    path.write_text(text.replace(f"{row['period']},{row['value']},", f"{row['period']},99.9,"), encoding="utf-8")
    again = refresh("--check", "--format", "json")
    assert again.code == 1
    found = {one["id"]: one["differences"] for one in json.loads(again.out)["kpis"]}
    assert [one["period"] for one in found.pop("assessments-in-time")] == [row["period"]]
    assert not any(found.values())


def test_the_lock_says_how_it_was_counted(borough: Path, refresh: Refresh) -> None:
    refresh("--as-at", "2016-10-14", "assessments-in-time")
    lock = json.loads((borough / "kpis" / "records.lock").read_text(encoding="utf-8"))
    assert list(lock) == ["assessments-in-time"]
    entry = lock["assessments-in-time"]
    assert entry["as_at"] == "2016-10-14"
    assert entry["calendar"] == "England"
    assert entry["engine"].startswith("DuckDB 1.")
    source = entry["sources"]["assessments"]
    assert len(source["fingerprint"]) == 64
    assert source["left_out"]["end before start"] > 0


def test_another_rule_needs_another_version(borough: Path, refresh: Refresh, pap: Run) -> None:
    refresh("--as-at", "2016-10-14", "assessments-in-time")
    kpis = borough / "kpis" / "kpis.yaml"
    text = kpis.read_text(encoding="utf-8")
    other = text.replace("working_days: 45", "working_days: 35")
    kpis.write_text(other, encoding="utf-8")
    refused = refresh("--as-at", "2016-12-15", "assessments-in-time")
    assert refused.code == 2
    assert "version" in refused.err
    assert "PAP024" in pap("check", "--select", "PAP024").out
    kpis.write_text(other.replace("definition: {version: 1}", "definition: {version: 2}", 1), encoding="utf-8")
    assert "does not say from when" in refresh("--as-at", "2016-12-15", "assessments-in-time").err
    new = "definition: {version: 2, from: 2016-10, reason: The board wants 35 days}"
    kpis.write_text(other.replace("definition: {version: 1}", new, 1), encoding="utf-8")
    before = rows(borough / FIGURES)
    assert refresh("--as-at", "2016-12-15", "assessments-in-time").code == 0
    added = [row for row in rows(borough / FIGURES) if row not in before]
    assert {row["period"] for row in added} == {"2016-10", "2016-11"}  # the past stays as it was counted
    assert "The board wants 35 days" in pap("show", "assessments-in-time", "--as-of", "2016-12-15").out
    restated = "definition: {version: 3, restated: true}"
    kpis.write_text(other.replace("definition: {version: 1}", restated, 1), encoding="utf-8")
    assert refresh("--as-at", "2016-12-15", "assessments-in-time").code == 0
    assert {row["period"] for row in rows(borough / FIGURES) if row["published"] == "2016-12-15"} >= {"2016-03"}


@pytest.mark.parametrize("layout", ["SELECT q.period,", "select  q.period , -- by month\n              "])
def test_layout_and_comments_are_no_other_definition(borough: Path, refresh: Refresh, pap: Run, layout: str) -> None:
    refresh("--as-at", "2016-10-14", "seen-in-time")
    kpis = borough / "kpis" / "kpis.yaml"
    text = kpis.read_text(encoding="utf-8")
    assert "select q.period,\n" in text
    kpis.write_text(text.replace("select q.period,\n", layout + "\n", 1), encoding="utf-8")
    assert "PAP024" not in pap("check", "--select", "PAP024").out
    assert refresh("--as-at", "2016-10-14", "seen-in-time").code == 0


@pytest.mark.parametrize(
    "files",
    [
        "../secret.csv",
        "/etc/passwd",
        "link.csv",
        "~/referrals.csv",
        "**/referrals.csv",
        "..\\secret.csv",
        "nothing*.csv",
    ],
)
def test_a_source_does_not_leave_the_allowed_folder(
    pap: Run, borough: Path, export: Path, tmp_path: Path, files: str
) -> None:
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    secret = tmp_path / "secret.csv"
    shutil.copy(export / "referrals.csv", secret)
    (allowed / "link.csv").symlink_to(secret)
    sources = borough / "kpis" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("files: referrals.csv", f"files: {json.dumps(files)}", 1), encoding="utf-8")
    ran = pap("refresh", "re-referrals", "--as-at", "2016-10-14", "--allow", str(allowed))
    assert ran.code == 2
    assert "kpis/sources.yaml:3" in ran.err


def test_a_workspace_cannot_widen_what_is_read(pap: Run, borough: Path, export: Path) -> None:
    for setting in ('[records]\nallow = ["/"]\n', '[tool.records]\nallow = ["/"]\n'):
        (borough / "pap.toml").write_text(setting, encoding="utf-8")
        ran = pap("refresh", "--as-at", "2016-10-14")
        assert ran.code == 2
        assert "only in folders that you allow" in ran.err
    assert not list((borough / "kpis").glob("*.csv"))


def test_the_settings_of_a_person_allow_a_folder(
    pap: Run, borough: Path, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings" / "pap").mkdir(parents=True)
    (tmp_path / "settings" / "pap" / "config.toml").write_text(f"[records]\nallow = ['{export}']\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))
    assert pap("refresh", "--as-at", "2016-10-14").code == 0


def test_every_wrong_definition_is_told_with_its_place(borough: Path, refresh: Refresh) -> None:
    kpis = borough / "kpis" / "kpis.yaml"
    text = kpis.read_text(encoding="utf-8")
    text = text.replace("where: status = 'Authorised'", "where: stattus = 'Authorised'")
    text = text.replace("sum(q.again)", "pg_sleep(q.again)").replace("from: began", "from: begun")
    kpis.write_text(text, encoding="utf-8")
    ran = refresh("--as-at", "2016-10-14")
    assert ran.code == 2
    lines = text.splitlines()
    for wrong in ("stattus", "pg_sleep", "begun"):
        number = next(n for n, line in enumerate(lines, 1) if wrong in line)
        column = lines[number - 1].index(wrong) + 1
        assert f"kpis/kpis.yaml:{number}:{column}:" in ran.err, wrong


def test_the_query_is_printed_for_a_database(pap: Run, borough: Path) -> None:
    ran = pap("sql", "seen-in-time", "--dialect", "postgres", "--as-at", "2016-10-14")
    assert ran.code == 0
    assert "'2016-10-14'" in ran.out
    assert pap("sql", "seen-in-time", "--dialect", "oracle").code == 2


def test_two_rows_about_one_thing_on_one_day_are_told(
    borough: Path, refresh: Refresh, export: Path, tmp_path: Path, pap: Run
) -> None:
    folder = tmp_path / "twice"
    shutil.copytree(export, folder)
    extract = sorted((folder / "assessments").iterdir())[0] / "assessments.csv"
    lines = extract.read_text(encoding="utf-8").splitlines()
    extract.write_text("\n".join([*lines, lines[1].replace("Authorised", "Open")]) + "\n", encoding="utf-8")
    words = ("refresh", "assessments-in-time", "--as-at", "2016-01-30", "--allow", str(folder))
    ran = pap(*words)
    assert "1 row left out: another row of the same day" in ran.out


def test_show_says_how_it_was_counted_and_what_was_left_out(borough: Path, refresh: Refresh, pap: Run) -> None:
    refresh("--as-at", "2016-10-14", "assessments-in-time")
    shown = pap("show", "assessments-in-time", "--as-of", "2016-10-20").out
    assert "as at 14 Oct 2016, by version 1" in shown
    assert "end before start" in shown
    assert "Counted" not in pap("show", "assessments-in-time", "--as-of", "2016-10-01").out
    sources = borough / "kpis" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("    as_known: {from: recorded}\n", "", 1), encoding="utf-8")
    refresh("--as-at", "2016-10-14", "re-referrals")
    assert "nothing shows when a row of referrals was known" in pap("show", "re-referrals", "--as-of", "2016-10-20").out


def test_another_heading_is_no_other_rule_but_another_code_is(borough: Path, refresh: Refresh) -> None:
    words = ("--as-at", "2016-10-14", "repeat-plans")
    refresh(*words)
    sources = borough / "kpis" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace("heading: Earlier Plans}", "heading: Plans, aliases: Earlier Plans}"), encoding="utf-8"
    )
    assert refresh(*words).code == 0
    sources.write_text(text.replace("missing: [u, x]", "missing: [u, x, 2]"), encoding="utf-8")
    refused = refresh(*words)
    assert refused.code == 2
    assert "version" in refused.err
