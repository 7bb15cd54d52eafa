"""The CSV files that KPIs name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import SKELETON, write_files
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.problems.files import FILE_NOT_READ, NOT_UTF8, UNREADABLE_FILE
from pap_cli.problems.ids import DUPLICATE_ID
from pap_cli.problems.tables import BAD_FIGURES_FILE, KPI_WITHOUT_ROW

Load = Callable[[Mapping[str, str | bytes]], Workspace]
TABLE = "period,value\n2016-04,1\n"
links = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


def kpi(path: str) -> str:
    return f"kpis: [{{id: k, title: K, observations: {{csv: {path}}}}}]\n"


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("kpis/f.csv", "f.csv"),
        ("kpis/deep/f.csv", "deep/f.csv"),
        ("kpis/a b.csv", "a b.csv"),
        ("kpis/f.csv", "./deep/../f.csv"),
        ("kpis/äöü.csv", "äöü.csv"),
    ],
)
def test_a_path_starts_in_the_folder_of_its_file(load: Load, file: str, path: str) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi(path), file: TABLE})
    assert workspace.diagnostics == ()
    assert len(workspace.portfolio.kpis[0].observations) == 1


def test_a_file_in_a_folder_can_name_one_above(load: Load) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/deep/k.yaml": kpi("../f.csv"), "kpis/f.csv": TABLE})
    assert workspace.diagnostics == ()


@pytest.mark.parametrize(
    ("path", "message", "help"),
    [
        ("ff.csv", "file not found: kpis/ff.csv", "did you mean f.csv?"),
        ("another-one.csv", "file not found: kpis/another-one.csv", "create it, or correct the name"),
        ("deep\\f.csv", "“deep\\f.csv” has “\\” between folders", "write deep/f.csv"),
        ("f.xlsx", "the name of “f.xlsx” does not end in .csv", "save it as “CSV UTF-8 (Comma delimited)”"),
        ("f.CSV", "the name of “f.CSV” does not end in .csv", "rename it to f.csv"),
        ("f", "the name of “f” does not end in .csv", "rename it to f.csv"),
        ("../f.csv", "“../f.csv” is not in kpis/", "move it into kpis/"),
        ("../../../etc/f.csv", "“../../../etc/f.csv” is not in kpis/", "move it into kpis/"),
        ("/etc/f.csv", "“/etc/f.csv” is not in kpis/", "move it into kpis/"),
        ("../plans/f.csv", "“../plans/f.csv” is not in kpis/", "move it into kpis/"),
        (".f.csv", "“.f.csv” is a hidden file", "rename it, without the first dot"),
        ('"f\\0.csv"', "file not found: ", ""),
    ],
)
def test_a_path_that_is_not_read_is_reported_where_it_is_written(
    load: Load, path: str, message: str, help: str
) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi(path), "kpis/f.csv": TABLE, "f.csv": TABLE})
    (found,) = [one for one in workspace.diagnostics if one.rule is BAD_FIGURES_FILE]
    assert found.message.startswith(message)
    assert found.help.startswith(help)
    assert (found.path, found.item) == ("kpis/k.yaml", "k")
    assert found.span is not None
    assert found.span.column == len("kpis: [{id: k, title: K, observations: {csv: ") + 1
    assert workspace.portfolio.kpis[0].place.faulty


@pytest.mark.parametrize("value", ["", "[f.csv]", "{a: b}", '""'])
def test_a_path_is_a_text(load: Load, value: str) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi(value)})
    (found,) = workspace.diagnostics
    assert found.help == "write csv: and the path of a file, such as csv: figures.csv"
    assert workspace.portfolio.kpis[0].place.faulty


@pytest.mark.parametrize(
    ("data", "help"),
    [
        ("kpi,period,value,note\nk,2016-04,1,£5\n".encode("cp1252"), "save it as UTF-8; in Excel, as “CSV UTF-8"),
        (TABLE.encode("utf-16"), "save it as UTF-8; in Excel, as “CSV UTF-8"),
        (b"PK\x03\x04\x14\x00", "move it out of the workspace"),
    ],
)
def test_a_file_in_another_encoding_says_how_to_save_it(load: Load, data: bytes, help: str) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi("f.csv"), "kpis/f.csv": data})
    (found,) = workspace.diagnostics
    assert (found.rule, found.path) == (NOT_UTF8, "kpis/f.csv")
    assert found.help.startswith(help)
    assert workspace.portfolio.kpis[0].place.faulty


def test_a_folder_and_a_file_that_is_too_large_are_not_read(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kpis" / "f.csv").mkdir(parents=True)
    (found,) = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi("f.csv")}).diagnostics
    assert (found.rule, found.message) == (UNREADABLE_FILE, "not a regular file")
    (tmp_path / "kpis" / "f.csv").rmdir()
    monkeypatch.setattr("pap_cli.load.workspace.files.MAX_BYTES", 1024)
    (found,) = load({"kpis/f.csv": TABLE + "2016-05,1\n" * 200}).diagnostics
    assert (found.rule, found.message) == (UNREADABLE_FILE, "file is larger than 1 kB")


@links
def test_a_link_out_of_the_workspace_is_not_followed(load: Load, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text(TABLE, encoding="utf-8")
    root = write_files(tmp_path / "w", {"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi("f.csv")})
    (root / "kpis" / "f.csv").symlink_to(tmp_path / "out.csv")
    workspace = open_workspace(root.resolve())
    (found,) = workspace.diagnostics
    assert (found.rule, found.path) == (UNREADABLE_FILE, "kpis/f.csv")
    assert not workspace.portfolio.kpis[0].observations


@pytest.mark.parametrize("name", ["kpis/g.csv", "kpis/G.CSV", "kpis/deep/g.csv"])
def test_a_table_that_no_kpi_names_is_reported(load: Load, name: str) -> None:
    files = {"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi("f.csv"), "kpis/f.csv": TABLE, name: TABLE}
    (found,) = load(files).diagnostics
    assert (found.rule, found.path) == (FILE_NOT_READ, name)
    assert "csv: g.csv" in found.help.lower()


def test_a_table_is_not_reported_if_the_kpi_that_may_name_it_was_left_out(load: Load) -> None:
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": "kpis: [{id: k}]\n", "kpis/f.csv": TABLE})
    assert FILE_NOT_READ not in [one.rule for one in workspace.diagnostics]


def test_two_plans_cannot_share_the_rows_of_an_id(load: Load) -> None:
    plans = {f"plans/{id}.yaml": SKELETON.replace("{id: p,", f"{{id: {id},") for id in "pq"}
    kpis = {f"kpis/{id}.yaml": f"plan: {id}\n" + kpi("f.csv") for id in "pq"}
    workspace = load({**plans, **kpis, "kpis/f.csv": TABLE})
    (found,) = workspace.diagnostics
    assert (found.rule, found.path, found.plan) == (DUPLICATE_ID, "kpis/q.yaml", "q")
    assert [len(one.observations) for one in workspace.portfolio.kpis] == [1, 0]


@links
@pytest.mark.parametrize(
    ("target", "help"),
    [("../out", "replace the link by the folder itself"), ("real", "write real/f.csv")],
)
def test_a_file_in_a_linked_folder_is_not_read(load: Load, tmp_path: Path, target: str, help: str) -> None:
    files = {"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi("linked/f.csv"), "out/f.csv": TABLE, "kpis/real/f.csv": TABLE}
    root = write_files(tmp_path / "w", files)
    (root / "kpis" / "linked").symlink_to(target)
    workspace = open_workspace(root.resolve())
    (found,) = [one for one in workspace.diagnostics if one.rule is BAD_FIGURES_FILE]
    assert found.message == "“linked/f.csv” is in kpis/linked, a link to a folder, which is not followed"
    assert found.help == help
    assert not workspace.portfolio.kpis[0].observations
    assert workspace.portfolio.kpis[0].place.faulty


@pytest.mark.parametrize(
    ("table", "reported"),
    [
        ("kpi,period,value\nother,2016-04,1\n", True),
        ("kpi,2016-04\nother,1\n", True),
        ("kpi,period,value\nother,2016-04,1\nvisits,2016-05,\n", False),
        ("kpi,2016-04\nother,1\nvisits,\n", False),
        # reported there, with the KPI that may be meant
        ("kpi,2016-04\nother,1\nvisit,2\n", False),
        ("kpi,2016-04\n", False),
    ],
)
def test_a_kpi_that_no_row_is_for_is_reported(load: Load, table: str, reported: bool) -> None:
    kpis = "kpis:\n" + "".join(
        f"  - {{id: {id}, title: T, observations: {{csv: f.csv}}}}\n" for id in ("visits", "other")
    )
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpis, "kpis/f.csv": table})
    found = [one for one in workspace.diagnostics if one.rule is KPI_WITHOUT_ROW and one.item == "visits"]
    assert len(found) == reported
    assert workspace.portfolio.kpis[0].place.faulty is reported
    for one in found:
        assert (one.message, one.path, one.span and one.span.line) == (
            "kpis/f.csv has no row for visits",
            "kpis/k.yaml",
            2,
        )


def test_a_kpi_with_figures_of_its_own_is_rated_without_a_row(load: Load) -> None:
    kpis = "kpis: [{id: k, title: K, observations: {2016-03: 1, csv: f.csv}}]\n"
    more = {
        "kpis/l.yaml": "kpis: [{id: l, title: L, observations: {csv: f.csv}}]\n",
        "kpis/f.csv": "kpi,2016-04\nl,1\n",
    }
    workspace = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": kpis, **more})
    assert [one.rule for one in workspace.diagnostics] == [KPI_WITHOUT_ROW]
    assert not workspace.portfolio.kpis[0].place.faulty
