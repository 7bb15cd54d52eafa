"""Where a command may write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commands.running import Run, make_workspace
from conftest import write_files
from pap_cli.context.targets import refuse_type
from pap_cli.errors import PapError

AUDIENCE = "title: Report to us\nbodies: [ofsted]\n"
FILES = {
    "plans/two/plan.yaml": "plan: {id: two, title: Two, start: 2016-01-04}\n",
    "plans/two/report.md": "## Summary\n\nAll is well.\n",
    "plans/one.report-2016-10-14.md": "## Summary\n\nAll is well.\n",
    "kpis/k.yml": "plan: two\nkpis: [{id: k, title: Visits, observations: {csv: figures.csv}}]\n",
    "kpis/figures.csv": "period,value\n2016-04,5\n",
    "pap.toml": "[pap]\nas-of = 2016-10-14\n",
    "pyproject.toml": "[project]\n",
    "us.yaml": AUDIENCE,
    "template.docx": "PK",
    "named.json": '{"version": 1, "findings": []}',
    "pap-baseline.json": '{\n  "version": 1,\n  "findings": [\n  ]\n}\n',
    "out/old.csv": "old",
}
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@pytest.fixture
def filled(workspace: Path) -> Path:
    return write_files(make_workspace(workspace), FILES)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


INPUTS = (
    "plans/one.yaml",
    "plans/two/plan.yaml",
    "plans/two/report.md",
    "plans/one.report-2016-10-14.md",
    "kpis/k.yml",
    "kpis/figures.csv",
    "pap.toml",
    "pyproject.toml",
    "us.yaml",
    "named.json",
    "pap-baseline.json",
    # files that the next run would read
    "plans/new.yaml",
    "kpis/new.csv",
    "kpis/deep/NEW.CSV",
    "plans/two/new.yml",
    "plans/NEW.YAML",
    "kpis/new.yaml",
    "plans/two/report-2016-11-01.public.md",
    "plans/one.report.md",
    "out/pap.toml",
)


@pytest.mark.parametrize("path", INPUTS)
def test_no_output_is_written_over_an_input(pap: Run, filled: Path, path: str) -> None:
    before = contents(filled)
    spellings = (path, f"./out/../{path}", str(filled / path))
    for name in spellings:
        for words in (
            ("milestones", "-f", "csv", "-o", name),
            ("check", "--report", f"sarif={name}"),
            ("status", "-f", "plain", "--output", name),
            ("rules", "-f", "json", "-o", name),
            ("report", "--plan", "one", "-f", "markdown", "-o", name),
        ):
            ran = pap(*words)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.startswith(f"pap: cannot write {Path(name)}: ")
    assert contents(filled) == before


def test_of_several_files_none_is_written_if_one_is_an_input(pap: Run, filled: Path) -> None:
    before = contents(filled)
    assert pap("check", "--report", "json=new.json", "--report", "sarif=pap.toml", "-o", "full.txt").code == 2
    assert contents(filled) == before


@links
@pytest.mark.parametrize(
    "path", ["plans/one.yaml", "kpis/k.yml", "kpis/figures.csv", "pap.toml", "plans/two/report.md", "named.json"]
)
def test_a_link_to_an_input_is_one(pap: Run, filled: Path, path: str) -> None:
    (filled / "link.csv").symlink_to(filled / path)
    (filled / "folder").symlink_to((filled / path).parent)
    os.link(filled / path, filled / "hard.csv")
    before = contents(filled)
    targets = ["link.csv", f"folder/{Path(path).name}"]
    for name in targets if path == "named.json" else [*targets, "hard.csv"]:  # which is not of this run
        assert pap("milestones", "-f", "csv", "-o", name).code == 2
    assert contents(filled) == before


@links
def test_the_target_of_a_plan_that_is_a_link_is_an_input(pap: Run, filled: Path) -> None:
    write_files(filled, {"drafts/three": "plan: {id: three, title: Three, start: 2016-01-04}\n"})
    (filled / "plans" / "three.yaml").symlink_to(filled / "drafts" / "three")
    assert pap("milestones", "-f", "csv", "-o", "drafts/three").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--plan", "one", "--audience", "us.txt.yaml", "-f", "markdown", "-o", "us.txt.yaml"),
        ("report", "--plan", "one", "--template", "template.docx", "-o", "template.docx"),
        ("check", "--baseline", "other.txt", "-o", "other.txt"),
    ],
)
def test_what_only_this_run_reads_is_an_input(pap: Run, filled: Path, words: tuple[str, ...]) -> None:
    write_files(filled, {"us.txt.yaml": AUDIENCE, "other.txt": FILES["pap-baseline.json"]})
    before = contents(filled)
    ran = pap(*words)
    assert ran.code == 2
    assert "cannot write" in ran.err
    assert contents(filled) == before


def test_only_pap_baseline_writes_a_baseline(pap: Run, filled: Path) -> None:
    for name in ("pap-baseline.json", "named.json", "new.json"):
        assert pap("baseline", "write", name).code == 0
    before = contents(filled)
    for name in ("plans/one.yaml", "kpis/new.yaml", "pap.toml", "plans/two/report.md"):
        assert pap("baseline", "write", name).code == 2
    assert contents(filled) == before


@pytest.mark.parametrize("folder", ["plans", "kpis", "plans/site", "kpis/new/site"])
def test_no_site_is_written_where_plans_are_read(pap: Run, filled: Path, folder: str) -> None:
    before = contents(filled)
    ran = pap("site", "-o", folder)
    assert ran.code == 2
    assert "cannot write to" in ran.err
    assert contents(filled) == before


@pytest.mark.parametrize(
    "name", ["out/old.csv", "new.csv", "plans/list.csv", "plans/two/notes.md", "table.md", "x.json"]
)
def test_other_files_are_written(pap: Run, filled: Path, name: str) -> None:
    assert pap("milestones", "-o", name).code == 0
    assert pap("milestones", "-o", name).code == 0  # over what it wrote itself
    assert (filled / name).stat().st_size > 10


@links
def test_a_device_is_written_to(pap: Run, filled: Path) -> None:
    assert pap("milestones", "-o", os.devnull).code == 0
    assert filled.is_dir()


@pytest.mark.parametrize(
    "name", ["x.xlsx", "x.zip", "x.ods", "x.doc", "x.XLSX", "x.yaml", "x.csv.gz", "x.xml", "x.png"]
)
def test_an_unknown_type_of_file(pap: Run, filled: Path, name: str) -> None:
    before = contents(filled)
    ran = pap("milestones", "-o", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"unknown file type “{Path(name).suffix}”" in ran.err
    assert ".csv, .docx, .html, .json, .jsonl, .md, .pdf, .svg, .txt" in ran.err
    assert contents(filled) == before
    assert pap("milestones", "-o", name, "--format", "csv").code == 0 or name == "x.yaml"


@pytest.mark.parametrize("name", ["x", "x.txt", "x.TXT", "x.2016-10-14", "x.", "a.b/x", "x.log", ".txt", "x.1"])
def test_a_file_without_a_type_is_plain_text(name: str) -> None:
    refuse_type(name, ["csv"])


def test_the_types_are_those_that_the_view_has() -> None:
    with pytest.raises(PapError) as caught:
        refuse_type("x.xlsx", ["csv", "sarif", "junit", "terminal", "markdown"])
    assert caught.value.help == "the types are .csv, .md, .sarif; or set the format with --format"


def test_one_file_spelt_in_two_ways_is_one_target(pap: Run, filled: Path) -> None:
    for other in ("./same.txt", "out/../same.txt", str(filled / "same.txt")):
        ran = pap("check", "--report", f"plain={other}", "-o", "same.txt")
        assert ran.code == 2
        assert "two outputs" in ran.err


@pytest.mark.parametrize(
    ("kind", "name", "instead"),
    [
        ("xlsx", "a.csv", "pap export xlsx -o a.xlsx;  lists as CSV:  pap milestones -f csv"),
        ("xlsx", "plan", "pap export xlsx -o plan.xlsx"),
        ("xlsx", "plan v1.2", "pap export xlsx -o 'plan v1.2.xlsx'"),
        ("ics", "a.txt", "pap export ics -o a.ics"),
        ("ics", "a.xlsx", "pap export ics -o a.ics"),
    ],
)
def test_an_export_is_not_written_to_a_file_with_the_ending_of_another_kind(
    pap: Run, workspace: Path, kind: str, name: str, instead: str
) -> None:
    make_workspace(workspace)
    ran = pap("export", kind, "-o", name)
    assert ran.code == 2
    assert f"{name}: a " in ran.err
    assert ran.err.endswith(f"write it like  {instead}\n")
    assert not (workspace / name).exists()


def test_an_export_may_end_in_capitals_or_go_to_a_device(pap: Run, workspace: Path) -> None:
    make_workspace(workspace)
    assert pap("export", "ics", "-o", "PLAN.ICS").code == 0
    assert pap("export", "ics", "-o", os.devnull).code == 0


def test_a_folder_is_not_named_like_a_file(pap: Run, workspace: Path) -> None:
    make_workspace(workspace)
    ran = pap("chase", "-o", "may.xlsx")
    assert ran.code == 2
    assert "pap chase -o may\n" in ran.err
    assert not (workspace / "may.xlsx").exists()
