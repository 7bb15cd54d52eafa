"""`pap init --ci`: where the pipeline is written, what it says of the workspace, and what is left alone."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from commands.running import Run, make_workspace
from pap_cli.load.entries.schema import json_schema
from pap_cli.starter import ci_names, workspace_files

PIPELINES = {"azure": "azure-pipelines.yml", "github": ".github/workflows/pap.yml", "gitlab": ".gitlab-ci.yml"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with nothing in it, and the folder that one is in."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ci", PIPELINES)
def test_beside_a_plan_that_is_there_only_the_pipeline_is_written(pap: Run, repository: Path, ci: str) -> None:
    make_workspace(repository)
    before = files_in(repository)
    ran = pap("init", "--ci", ci)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"wrote {PIPELINES[ci]}\nnext:  ")
    assert files_in(repository) - before == {PIPELINES[ci]}


def test_with_a_new_plan_both_are_written(pap: Run, repository: Path) -> None:
    ran = pap("init", "--example", "--ci", "github", "our plan")
    assert ran.code == 0
    assert "wrote our plan/pap.toml\n" in ran.out
    assert "wrote .github/workflows/pap.yml\n" in ran.out
    assert files_in(repository) >= {"our plan/pap.toml", ".github/workflows/pap.yml"}


def test_a_pipeline_names_the_folder_of_the_plan(pap: Run, repository: Path) -> None:
    make_workspace(repository / "Children's services")
    for ci in PIPELINES:
        assert pap("init", "--ci", ci, "Children's services").code == 0
    github, gitlab, azure = (
        yaml.safe_load((repository / PIPELINES[ci]).read_text(encoding="utf-8")) for ci in ("github", "gitlab", "azure")
    )
    assert {
        github["env"]["PAP_WORKSPACE"],
        gitlab[".plan"]["variables"]["PAP_WORKSPACE"],
        azure["variables"]["PAP_WORKSPACE"],
    } == {"Children's services"}
    assert "Children's services/plans/**" in github[True]["pull_request"]["paths"]  # YAML 1.1 reads `on` as true
    assert "Children's services/kpis/**/*" in gitlab["plan-check"]["rules"][0]["changes"]


def test_at_the_root_of_the_repository_the_folder_is_a_dot(pap: Run, repository: Path) -> None:
    make_workspace(repository)
    pap("init", "--ci", "github")
    github = yaml.safe_load((repository / PIPELINES["github"]).read_text(encoding="utf-8"))
    assert github["env"]["PAP_WORKSPACE"] == "."
    assert github[True]["pull_request"]["paths"][0] == "plans/**"


def test_the_plan_is_found_from_below(pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_workspace(repository)
    monkeypatch.chdir(repository / "plans")
    ran = pap("init", "--ci", "gitlab")
    assert f"wrote {(repository / '.gitlab-ci.yml').as_posix()}\n" in ran.out
    assert files_in(repository) == {"plans/one.yaml", ".gitlab-ci.yml"}


def test_without_a_repository_the_workspace_is_the_place(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_workspace(tmp_path / "w")
    assert pap("-C", "w", "init", "--ci", "azure").code == 0
    assert files_in(tmp_path) == {"w/plans/one.yaml", "w/azure-pipelines.yml"}


@pytest.mark.parametrize("new_plan", [False, True])
def test_a_pipeline_that_is_there_is_left_alone_and_nothing_else_written(
    pap: Run, repository: Path, *, new_plan: bool
) -> None:
    if not new_plan:
        make_workspace(repository)
    (repository / ".gitlab-ci.yml").write_text("# mine\n", encoding="utf-8")
    before = files_in(repository)
    ran = pap("init", "--ci", "gitlab")
    assert (ran.code, ran.out) == (2, "")
    assert ".gitlab-ci.yml already exists" in ran.err
    assert files_in(repository) == before
    assert (repository / ".gitlab-ci.yml").read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_that_leads_nowhere_is_not_followed(pap: Run, repository: Path) -> None:
    make_workspace(repository)
    (repository / "azure-pipelines.yml").symlink_to(repository / "elsewhere.yml")
    assert pap("init", "--ci", "azure").code == 2
    assert not (repository / "elsewhere.yml").exists()


def test_a_ci_system_that_is_none(pap: Run, repository: Path) -> None:
    ran = pap("init", "--ci", "jenkins")
    assert (ran.code, ran.out) == (2, "")
    assert "--ci: unknown value “jenkins”\n  write one of azure, github, gitlab\n" in ran.err
    assert files_in(repository) == set()


@pytest.mark.parametrize("name", ["$(id)", "a*b", "${{ github.token }}", "a[b]", "!plan", "a\nb"])
def test_a_folder_that_a_pipeline_would_read_as_something_else(pap: Run, repository: Path, name: str) -> None:
    ran = pap("init", "--ci", "github", name)
    assert (ran.code, ran.out) == (2, "")
    assert "rename the folder" in ran.err
    assert files_in(repository) == set()


def test_the_help_and_the_shell_offer_what_there_is(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = pap("init", "--help").out
    assert all(name in shown for name in ci_names())
    monkeypatch.setenv("_PAP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "pap init --ci g")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert pap().out.split() == ["github", "gitlab"]


@pytest.mark.parametrize("start", [date(2026, 11, 24) + timedelta(days=days) for days in range(7)])
def test_the_first_due_date_of_a_new_plan_is_a_working_day(start: date) -> None:
    (plan,) = (text for path, text in workspace_files("empty", start).items() if path.startswith("plans/"))
    due = date.fromisoformat(re.findall(r"due: (\d{4}-\d\d-\d\d)", plan)[0])
    assert due.weekday() < 5


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 1, 31), date(2026, 12, 31), date(2028, 2, 29)])
def test_the_first_check_of_a_new_workspace_finds_nothing(pap: Run, tmp_path: Path, start: date) -> None:
    for name, text in workspace_files("empty", start).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = pap("-C", str(tmp_path), "check", "--as-of", start.isoformat(), "--fail-on", "note")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("No findings, as of ")


@pytest.mark.parametrize("kind", ["empty", "example"])
def test_each_file_names_a_schema_that_is_there_and_fits(pap: Run, tmp_path: Path, kind: str) -> None:
    options = ["--example"] if kind == "example" else []
    assert pap("init", *options, str(tmp_path / "w")).code == 0
    files = [path for path in (tmp_path / "w").rglob("*") if path.suffix in (".yaml", ".toml")]
    assert len(files) == 3
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(r"#:schema (.+)|# yaml-language-server: \$schema=(.+)", first)
        assert named is not None, path
        schema = path.parent / (named[1] or named[2])
        name = {"plans": "plan", "kpis": "kpi"}.get(path.parent.name, "config")
        assert schema.resolve() == (tmp_path / "w" / "schema" / f"{name}.json").resolve()
        assert schema.read_text(encoding="utf-8") == json_schema(name)
