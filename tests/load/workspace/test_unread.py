"""Files that look as if they were read and are not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import SKELETON, write_files
from pap_cli.errors import PapError
from pap_cli.load.workspace.files import find_workspace
from pap_cli.load.workspace.history import workspace_at
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.load.workspace.locate import workspace_stamp
from pap_cli.problems.files import FILE_NOT_READ

Load = Callable[[Mapping[str, str]], Workspace]
KPIS = "kpis: [{id: k, title: Visits}]\n"
NAMES = (
    "P.YAML",
    "plan.Yml",
    "plan.yaMl",
    "plan.yaml.txt",
    "plan.YML.TXT",
    "plan.yml.json",
    "plan.yalm",
    "plan.yam",
    "a b.Yaml",
    "äöü.YAML",
)
ENDINGS = {"posix": ("plan.yaml ", "plan.yaml.", "plan.yml. .")}  # which Windows does not keep
SILENT = (
    "plan.yaml~",
    "plan.yaml.bak",
    "plan.yaml.orig",
    "plan.yaml.rej",
    "plan.yaml.swp",
    "#plan.yaml#",
    "plan.yaml.gz",
    "plan.yaml.gpg",
    "plan.yaml.example",
    "plan.yaml.j2",
    ".plan.YAML",
    ".#plan.yaml",
    "plan.md",
    "yaml",
    ".YAML",
    "plan",
    "plan.csv",
    "plan.xlsx",
    "Makefile",
)


def not_read(workspace: Workspace) -> list[str]:
    return [one.path for one in workspace.diagnostics if one.rule is FILE_NOT_READ]


@pytest.mark.parametrize("name", [*NAMES, *ENDINGS.get(os.name, ())])
@pytest.mark.parametrize("folder", ["plans", "plans/p", "kpis", "kpis/deep/er"])
def test_a_name_that_is_almost_that_of_a_yaml_file(load: Load, folder: str, name: str) -> None:
    workspace = load({"plans/p/plan.yaml": SKELETON, f"{folder}/{name}": "anything\n"})
    (found,) = workspace.diagnostics
    assert (found.rule, found.path) == (FILE_NOT_READ, f"{folder}/{name}")
    stem = name.partition(".")[0]
    assert found.help == f"rename it to {stem}.yaml"
    assert workspace.lost_plans == {"plans": {None}, "plans/p": {"p"}}.get(folder, set())
    assert not workspace.portfolio.whole


@pytest.mark.parametrize("name", SILENT)
def test_a_name_that_is_not(load: Load, name: str) -> None:
    folders = ("plans", "plans/p") if name.endswith(".csv") else ("plans", "plans/p", "kpis")  # see test_tables.py
    files = {f"{folder}/{name}": SKELETON for folder in folders}
    assert load({"plans/p/plan.yaml": SKELETON, **files}).diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"plan": {"id": "p"}}',
        '\n {\n  "kpis" : []}',
        "plan:\n  id: p\n",
        "# Our plan\n\n---\nplan: {id: p}\n",
        "actions:\n- {id: A1}\n",
        "kpis: # all\n",
        "\ufeffplan:\r\n  id: p\r\n",
        "plan: p\nkpis:\n- {id: k}\n",
    ],
)
@pytest.mark.parametrize("ending", [".json", ".txt"])
def test_text_that_starts_like_a_plan(load: Load, text: str, ending: str) -> None:
    workspace = load({"plans/p.yaml": SKELETON, f"plans/other{ending}": text, f"kpis/deep/k{ending}": text})
    assert not_read(workspace) == [f"kpis/deep/k{ending}", f"plans/other{ending}"]


@pytest.mark.parametrize(
    "text",
    [
        '{"schema_version": 1, "as_of": "2016-10-14", "kpis": []}',
        '{"version": 1, "findings": []}',
        "actions: call the board\n",
        "plan: visit them\n",
        "My plan:\nplan:\n",
        "",
        "[1, 2]",
    ],
)
def test_text_that_does_not(load: Load, text: str) -> None:
    assert not_read(load({"plans/p.yaml": SKELETON, "plans/other.json": text, "plans/notes.txt": text})) == []


BESIDE = {
    "KPIs/k.yaml": (KPIS, "KPIs", "rename it to kpis, in lower case"),
    "Plans/deep/p.yml": (SKELETON, "Plans", "rename it to plans, in lower case"),
    "plan/p.YAML": (SKELETON, "plan", "rename it to plans, in lower case"),
    "kpi/k.yaml": (KPIS, "kpi", "rename it to kpis, in lower case"),
    "kpis.yaml": (KPIS, "kpis.yaml", "move it into kpis/"),
    "Plan.yml": (SKELETON, "Plan.yml", "move it into plans/"),
    "plans.json": ('{"plan": {}}', "plans.json", "move it into plans/"),
    "PAP.toml": ("", "PAP.toml", "rename it to pap.toml"),
    ".pap.toml": ("", ".pap.toml", "rename it to pap.toml"),
    "pap.tml": ("", "pap.tml", "rename it to pap.toml"),
    "pap.toml.txt": ("", "pap.toml.txt", "rename it to pap.toml"),
    "pap.yaml": ("", "pap.yaml", "rename it to pap.toml"),
    "plans/pap.toml": ("", "plans/pap.toml", "move it there, and name it pap.toml"),
    "plans/p/Pap.toml": ("", "plans/p/Pap.toml", "move it there, and name it pap.toml"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_beside_or_in_the_wrong_place(load: Load, name: str) -> None:
    text, path, help = BESIDE[name]
    workspace = load({"plans/p/plan.yaml": SKELETON, name: text})
    if workspace.root.joinpath(name.casefold()).exists() and name != name.casefold():
        pytest.skip("this file system ignores case")
    assert [(one.rule, one.path, one.help) for one in workspace.diagnostics] == [(FILE_NOT_READ, path, help)]


@pytest.mark.parametrize(
    "name",
    ["KPIs/readme.md", "plan/main.yaml", "plan.md", "planning/p.yaml", ".kpis.yaml", "pap.json", "pap.txt", "plan.tf"],
)
def test_what_is_beside_and_of_another_kind(load: Load, name: str) -> None:
    assert load({"plans/p.yaml": SKELETON, name: "steps:\n- run\n"}).diagnostics == ()


@pytest.mark.parametrize("table", ["[tool.pap]", "[tool.pap.check]", "[[tool.pap.check.policy]]"])
def test_settings_in_a_second_file(load: Load, table: str) -> None:
    files = {"plans/p.yaml": SKELETON, "pyproject.toml": f"[project]\nname = 'x'\n\n{table}\n"}
    assert not_read(load(files)) == []
    assert not_read(load({**files, "pap.toml": "[check]\n"})) == ["pyproject.toml"]
    assert not_read(load({**files, "pyproject.toml": "[tool.papaya]\n", "pap.toml": "[check]\n"})) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_folder_that_is_not_read(load: Load, tmp_path: Path) -> None:
    root = write_files(
        tmp_path, {"plans/p/plan.yaml": SKELETON, "drafts/a.yaml": "actions: []\n", "kpis/all/k.yaml": KPIS}
    )
    (root / "plans" / "p" / "more").symlink_to(root / "drafts")
    (root / "kpis" / "again").symlink_to(root / "kpis" / "all")
    (root / "plans" / "p" / "P.YAML").symlink_to("/etc/passwd")
    (root / "plans" / "p" / "x.txt").symlink_to("/etc/passwd")
    workspace = open_workspace(root)
    assert [(one.rule.name, one.path) for one in workspace.diagnostics] == [
        ("file-not-read", "plans/p/P.YAML"),
        ("unreadable-file", "plans/p/more"),
    ]


@pytest.mark.parametrize("name", ["Plans", "KPIs", "plan"])
def test_a_workspace_whose_only_folder_has_another_name(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / name).mkdir()
    if (tmp_path / name.casefold()).exists() and name != "plan":
        pytest.skip("this file system ignores case")
    with pytest.raises(PapError, match="no plans/ or kpis/ folder") as caught:
        find_workspace(tmp_path)
    assert caught.value.help.startswith(f"rename {name} to ")


@pytest.mark.parametrize(
    "change", ["plans/P.YAML", "plans/o.txt", "kpis/o.json", "KPIs/k.yaml", "kpis.yaml", ".pap.toml", "plan/p.yaml"]
)
def test_what_is_cached_depends_on_them(tmp_path: Path, change: str) -> None:
    root = write_files(tmp_path, {"plans/p.yaml": SKELETON})
    stamps = {workspace_stamp(str(root))}
    write_files(root, {change: "notes\n"})
    stamps.add(workspace_stamp(str(root)))
    if not change.endswith(("YAML", "toml")):
        write_files(root, {change: "plan:\n  id: x\n"})
        stamps.add(workspace_stamp(str(root)))
    assert len(stamps) == (2 if change.endswith(("YAML", "toml")) else 3)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_they_are_found_in_a_commit_too(tmp_path: Path) -> None:
    files = {
        "plans/p.yaml": SKELETON,
        "plans/P2.YAML": "",
        "plans/q/ACTIONS.yml.txt": "",
        "plans/x.json": '{"plan": {}}',
        "plans/notes.txt": "plan\n",
        "plans/.q.YAML": "",
        "kpi/k.yaml": KPIS,
        "pap.tml": "",
        ".pap.toml": "",
        "kpis/k.yaml.bak": KPIS,
    }
    root = write_files(tmp_path / "council", files)

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message=x")
    now = open_workspace(root)
    assert not_read(now) == [
        ".pap.toml",
        "kpi",
        "pap.tml",
        "plans/P2.YAML",
        "plans/q/ACTIONS.yml.txt",
        "plans/x.json",
    ]
    assert not_read(workspace_at(now, "HEAD")) == not_read(now)
