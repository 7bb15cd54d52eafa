"""Files put in one layout by command: what changes, what is left as it is, exit codes, undo."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Run, run_installed
from conftest import Files

MIXED = """\
plan: {title: A plan, id: p, start: 2016-01-04}
owners: {head: Head of service}
recommendations:
  - {id: R1, title: Be clear}

# What is done.
actions:
  - id: A1
    title: Publish
    # who is asked
    owner: head
    answers: R1  # the first
    milestones:
      - id: A1.1
        due: 2016-12-30
        title: Published


      - {id: A1.2, title: Understood, due: 2016-12-30}

      # the last
      - id: A1.3
        title: Used
        due: 2016-12-30
"""
ORDERED = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
recommendations:
  - {id: R1, title: Be clear}

# What is done.
actions:
  - id: A1
    title: Publish
    answers: R1  # the first
    # who is asked
    owner: head
    milestones:
      - id: A1.1
        title: Published
        due: 2016-12-30

      - {id: A1.2, title: Understood, due: 2016-12-30}

      # the last
      - id: A1.3
        title: Used
        due: 2016-12-30
"""


@pytest.fixture
def root(write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write({"plans/p.yaml": MIXED})
    monkeypatch.chdir(folder)
    return folder


def read(root: Path, name: str = "plans/p.yaml") -> str:
    return (root / name).read_bytes().decode()


def test_keys_are_ordered_and_empty_lines_alike(pap: Run, root: Path) -> None:
    ran = pap("fmt")
    assert (ran.code, read(root)) == (0, ORDERED)
    assert ran.out == "  • plans/p.yaml formatted\n\n1 file formatted, 0 already are in this layout.\n"


def test_the_second_run_changes_nothing(pap: Run, root: Path) -> None:
    pap("fmt")
    ran = pap("fmt", "--check")
    assert (ran.code, ran.out) == (0, "0 files would be formatted, 1 already is in this layout.\n")


def test_check_changes_nothing_and_exits_with_1(pap: Run, root: Path) -> None:
    ran = pap("fmt", "--check")
    assert (ran.code, read(root)) == (1, MIXED)
    assert "plans/p.yaml would be formatted" in ran.out


def test_a_dry_run_prints_the_difference(pap: Run, root: Path) -> None:
    ran = pap("fmt", "--dry-run")
    assert (ran.code, read(root)) == (0, MIXED)
    assert ran.out.startswith("--- a/plans/p.yaml\n+++ b/plans/p.yaml\n@@ ")
    assert "-plan: {title: A plan, id: p, start: 2016-01-04}\n" in ran.out


def test_undo_takes_it_back(pap: Run, root: Path) -> None:
    pap("fmt")
    ran = pap("undo", "--yes")
    assert (ran.code, read(root)) == (0, MIXED)


def test_a_file_with_an_error_is_left_as_it_is(pap: Run, root: Path) -> None:
    (root / "plans" / "p.yaml").write_text(MIXED.replace("2016-12-30", "2016-13-30"), encoding="utf-8", newline="")
    before = read(root)
    ran = pap("fmt")
    assert (ran.code, read(root)) == (0, before)
    assert "plans/p.yaml is left as it is: it has an error on line 15: “2016-13-30” does not exist" in ran.out


def test_other_files_are_formatted_beside_one_with_an_error(pap: Run, root: Path) -> None:
    (root / "kpis").mkdir()
    (root / "kpis" / "bad.yaml").write_text("kpis: [", encoding="utf-8")
    (root / "kpis" / "k.yaml").write_text("kpis:\n  - {title: Visits, id: v}\n", encoding="utf-8", newline="")
    ran = pap("fmt")
    assert (ran.code, read(root), read(root, "kpis/k.yaml")) == (0, ORDERED, "kpis:\n  - {id: v, title: Visits}\n")
    assert "kpis/bad.yaml is left as it is" in ran.out


def test_only_the_files_that_are_named(pap: Run, root: Path) -> None:
    (root / "kpis").mkdir()
    (root / "kpis" / "k.yaml").write_text("kpis:\n  - {title: Visits, id: v}\n", encoding="utf-8", newline="")
    assert pap("fmt", "kpis/k.yaml").code == 0
    assert (read(root), read(root, "kpis/k.yaml")) == (MIXED, "kpis:\n  - {id: v, title: Visits}\n")


def test_a_file_that_is_no_part_of_the_workspace(pap: Run, root: Path) -> None:
    ran = pap("fmt", "other.yaml")
    assert ran.code == 2
    assert "other.yaml is no file of a plan or of KPIs in this workspace" in ran.err


def test_line_ends_the_byte_order_mark_and_the_last_line_stay(pap: Run, root: Path) -> None:
    content = b"\xef\xbb\xbf" + MIXED.rstrip("\n").replace("\n", "\r\n").encode()
    (root / "plans" / "p.yaml").write_bytes(content)
    assert pap("fmt").code == 0
    expected = b"\xef\xbb\xbf" + ORDERED.rstrip("\n").replace("\n", "\r\n").encode()
    assert (root / "plans" / "p.yaml").read_bytes() == expected


def test_the_result_as_data(pap: Run, root: Path) -> None:
    facts = json.loads(pap("fmt", "--check", "--format", "json").out)
    assert facts["written"] is False
    assert [one["path"] for one in facts["files"]] == ["plans/p.yaml"]
    assert facts["files"][0]["diff"].startswith("--- a/plans/p.yaml\n")
    assert (facts["skipped"], facts["unchanged"]) == ([], 0)


def test_keys_that_an_alias_depends_on_stay_where_they_are(pap: Run, root: Path) -> None:
    text = MIXED.replace("due: 2016-12-30\n        title", "due: &due 2016-12-30\n        title", 1)
    text = text.replace("due: 2016-12-30}", "due: *due}")
    (root / "plans" / "p.yaml").write_text(text, encoding="utf-8", newline="")
    assert pap("fmt").code == 0
    assert "due: &due 2016-12-30\n        title: Published\n" in read(root)
    assert pap("fmt", "--check").code == 0


def test_check_writes_nothing_anywhere(pap: Run, root: Path, tmp_path: Path) -> None:
    ran = run_installed(root, "fmt", "--check", XDG_STATE_HOME=str(tmp_path / "none"))
    assert ran.returncode == 1
    assert not (tmp_path / "none").exists()
