"""A command prints the same with the cache and without: after edits and renames, on other days, with a broken cache."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from commands.running import INSTALLED, PLAN, Ran, Run, add_command, make_workspace, run_installed
from pap_cli import clock as _clock
from pap_cli.cache.output import _sources, program_stamp, visible_environment
from pap_cli.cache.store import Store
from pap_cli.cli import command_names
from repository import NEEDS_GIT, git

KPIS = """
plan: one
kpis:
  - {id: k1, title: Visits, owner: head, target: 95, floor: 85, observations: {2016-08: 90, 2016-09: 88}}
"""
COMMANDS = (
    ("status",),
    ("check",),
    ("check", "--format", "concise", "--fail-on", "never"),
    ("milestones", "--overdue"),
    ("kpis", "--format", "json"),
    ("show", "A1.1"),
    ("timeline", "--color", "always"),
    ("config", "show"),
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache in this test; other tests do without."""
    folder = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.delenv("PAP_NO_CACHE")
    monkeypatch.setenv("PAP_CACHE_DIR", str(folder))
    return folder


def entries(cache: Path) -> list[Path]:
    """Return the cache entries."""
    return [Path(entry) for entry in Store(cache).entries()]


def both(pap: Run, *words: str) -> Ran:
    """Run a command without a cache, with an empty one and with a filled one, and return the one result."""
    without = pap(*words, "--no-cache")
    assert [pap(*words), pap(*words)] == [without, without]
    return without


def steps(folder: Path) -> Iterator[str]:
    """Change a workspace step by step, yielding the name of each step."""
    one, kpis = folder / "plans" / "one.yaml", folder / "kpis" / "k.yaml"
    yield "unchanged"
    one.write_text(PLAN.replace("2016-11-30", "2016-10-10"), encoding="utf-8")
    yield "another date"
    one.write_text(PLAN, encoding="utf-8")
    yield "unchanged again"
    kpis.parent.mkdir()
    kpis.write_text(KPIS, encoding="utf-8")
    yield "another file"
    kpis.rename(kpis.with_name("other.yaml"))
    yield "a renamed file"
    (folder / "pap.toml").write_text('[check.severity]\nmilestone-overdue = "note"\n', encoding="utf-8")
    yield "settings"
    (folder / "pap.toml").write_text("[pap]\nas-of = 2016-02-01\n", encoding="utf-8")
    yield "another as-of date in the settings"
    (folder / "pap.toml").unlink()
    one.write_text(PLAN.replace("title:", "tile:", 1), encoding="utf-8")
    yield "an error"
    one.write_bytes(b"\xff\xfe")
    yield "not text"
    one.unlink()
    yield "nothing"


@pytest.mark.usefixtures("cache")
def test_output_is_the_same_after_every_edit(pap: Run, workspace: Path) -> None:
    output = {}
    for step in steps(workspace):
        output[step] = [both(pap, *words, "--as-of", "2016-10-14") for words in COMMANDS]
    assert output["unchanged"] == output["unchanged again"]
    assert output["another date"] != output["unchanged"]
    assert output["an error"] != output["nothing"]


@pytest.mark.usefixtures("cache", "workspace")
def test_output_follows_the_date(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    output = {both(pap, "status", "--as-of", day).out for day in ("2016-09-30", "2016-10-01", "2016-10-14")}
    for day in (date(2016, 9, 30), date(2016, 10, 1)):
        monkeypatch.setattr(_clock, "today", lambda day=day: day)
        output.add(both(pap, "status").out)
    assert len(output) == 3, "with --as-of or without"


@pytest.mark.usefixtures("workspace")
def test_output_as_of_a_date_is_cached_for_every_day(pap: Run, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    def ran_on(day: int, *words: str) -> list[bytes]:
        monkeypatch.setattr(_clock, "today", lambda: date(2016, 10, day))
        pap("status", *words)
        return [entry.read_bytes() for entry in entries(cache)]

    assert ran_on(1, "--as-of", "2016-10-14") == ran_on(2, "--as-of", "2016-10-14")
    pap("cache", "clear")
    assert ran_on(1) != ran_on(2), "without a date, the output depends on the day"


@pytest.mark.usefixtures("cache", "workspace")
def test_output_follows_options_and_screen(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [("milestones",), ("milestones", "--overdue"), ("milestones", "--limit", "1"), ("milestones", "-f", "csv")]
    asked += [("milestones", "-f", "terminal"), ("milestones", "-f", "terminal", "--color", "always")]
    output = [both(pap, *words, "--as-of", "2016-10-14").out for words in asked]
    monkeypatch.setenv("COLUMNS", "30")
    output.append(both(pap, "milestones", "-f", "terminal", "--as-of", "2016-10-14").out)
    assert len(set(output)) == len(output)


@pytest.mark.parametrize("name", ["page.css", "site.js", "audience.yaml", "bank_holidays.tsv", "module.py"])
def test_the_key_knows_every_file_of_the_package(tmp_path: Path, name: str) -> None:
    (tmp_path / "inner" / "__pycache__").mkdir(parents=True)
    (tmp_path / "inner" / "__pycache__" / "module.pyc").write_bytes(b"1")
    (tmp_path / "inner" / name).write_text("one", encoding="utf-8")
    before = list(_sources(str(tmp_path)))
    (tmp_path / "inner" / name).write_text("another", encoding="utf-8")
    assert len(before) == 1
    assert list(_sources(str(tmp_path))) != before


def test_the_key_knows_how_pyyaml_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site-packages"
    (site / "yaml").mkdir(parents=True)
    (site / "yaml" / "scanner.py").touch()
    monkeypatch.setattr("sys.path", [str(site)])
    without = program_stamp()
    (site / "yaml" / "_yaml.cpython-311-x86_64-linux-gnu.so").touch()
    assert program_stamp() != without


def test_a_cache_hit_reads_no_files(pap: Run, workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = pap("status", "--as-of", "2016-10-14")
    monkeypatch.setattr(
        "pap_cli.load.workspace.loader.read_workspace", lambda *_: pytest.fail("the files were read again")
    )
    assert pap("status", "--as-of", "2016-10-14") == output


@pytest.mark.parametrize(
    "words", [("--no-cache",), ("--output", "o.txt"), ("--report", "json=r.json")], ids=lambda words: words[0]
)
def test_options_that_prevent_caching(pap: Run, workspace: Path, cache: Path, words: tuple[str, ...]) -> None:
    pap("status", "--as-of", "2016-10-14", *words)
    assert entries(cache) == []
    for name in ("o.txt", "r.json"):
        (workspace / name).unlink(missing_ok=True)


@pytest.mark.parametrize("words", [("site", "--quarters", "0"), ("report", "-f", "plain")], ids=lambda words: words[0])
def test_commands_that_are_not_cached(pap: Run, workspace: Path, cache: Path, words: tuple[str, ...]) -> None:
    assert pap(*words, "--as-of", "2016-10-14").code == 0
    assert entries(cache) == []


@pytest.mark.usefixtures("workspace")
def test_an_error_is_not_cached(pap: Run, cache: Path) -> None:
    assert pap("show", "A99").code == 2
    assert entries(cache) == []


@pytest.mark.usefixtures("workspace")
def test_a_damaged_entry_is_replaced(pap: Run, cache: Path) -> None:
    output = pap("check", "--as-of", "2016-10-14")
    entry = Path(*entries(cache))
    whole = entry.read_bytes()
    chosen = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(12):
        at = chosen.randrange(len(whole))
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chosen.randrange(8))]) + whole[at + 1 :])
        assert pap("check", "--as-of", "2016-10-14") == output
        assert entry.read_bytes() == whole


@pytest.mark.parametrize("planted", [b"", b"x", b"\n", b"0 1 0", b"1 2 3 4\n", b"0 1 99999\nab", b"0 1 1\n\xffab"])
@pytest.mark.usefixtures("workspace", "cache")
def test_an_entry_in_another_format_is_ignored(pap: Run, monkeypatch: pytest.MonkeyPatch, planted: bytes) -> None:
    output = pap("status", "--as-of", "2016-10-14")
    monkeypatch.setattr(Store, "get", lambda *_: planted)
    assert pap("status", "--as-of", "2016-10-14") == output


def test_parallel_runs_print_the_same(workspace: Path, cache: Path) -> None:
    words = (INSTALLED, "check", "--as-of", "2016-10-14")
    environ = {name: value for name, value in os.environ.items() if name != "PAP_NO_CACHE"}
    for _ in range(2):
        running = [
            subprocess.Popen(words, cwd=workspace, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(3)
        ]
        output = {(ran.communicate(timeout=60), ran.returncode) for ran in running}
        assert len(output) == 1
        assert {code for _, code in output} == {1}
    assert len(entries(cache)) == 1, "no draft is left"


@pytest.mark.parametrize(
    "environ",
    [
        {"PAP_CACHE_DIR": "", "XDG_CACHE_HOME": "/dev/null/cache", "HOME": "/dev/null"},
        {"PAP_CACHE_DIR": "/proc/nothing"},
        {"PAP_CACHE_DIR": "plans"},
        {"PAP_CACHE_DIR": "/dev/null"},
        {"PAP_CACHE_DIR": "\x7f/\x01"},
    ],
    ids=lambda environ: environ["PAP_CACHE_DIR"] or "no home",
)
@pytest.mark.skipif(os.name == "nt", reason="these are names of Unix")
def test_a_missing_or_unusable_cache_folder_changes_nothing(workspace: Path, environ: dict[str, str]) -> None:
    usual = run_installed(workspace, "check", "--as-of", "2016-10-14")
    for _ in range(2):
        ran = run_installed(workspace, "check", "--as-of", "2016-10-14", PAP_NO_CACHE="", **environ)
        assert (ran.returncode, ran.stdout, ran.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert sorted(path.name for path in (workspace / "plans").iterdir()) == ["one.yaml"]


@pytest.mark.usefixtures("workspace")
def test_pap_cache_shows_and_clears_the_cache(pap: Run, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "entries  0" in pap("cache", "info").out
    pap("status")
    told = pap("cache", "info").out
    assert str(cache) in told
    assert f"entries  {len(Store(cache).entries())}" in told
    assert "used     yes" in told
    assert pap("cache", "clear").out.endswith(" deleted\n")
    assert Store(cache).entries() == []
    monkeypatch.setenv("PAP_NO_CACHE", "1")
    assert "no: PAP_NO_CACHE" in pap("cache", "info").out
    cache.chmod(0o777)
    monkeypatch.delenv("PAP_NO_CACHE")
    assert "used     no" in pap("cache", "info").out or os.name == "nt"


def test_a_cache_hit_imports_no_library(workspace: Path, cache: Path) -> None:
    run_installed(workspace, "check", "--as-of", "2016-10-14", PAP_NO_CACHE="")
    code = (
        "import sys; sys.argv = ['pap', 'check', '--as-of', '2016-10-14']\n"
        "from pap_cli import start\n"
        "try: start.run()\n"
        "except SystemExit: pass\n"
        "heavy = {'typer', 'pathlib', 'typing', 'yaml', 'pydantic', 'pydantic_core', 'tomllib', 'rich', 'tabulate'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    environ = {name: value for name, value in os.environ.items() if name != "PAP_NO_CACHE"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=workspace, env=environ, capture_output=True, check=False)
    assert ran.stderr.decode().strip() == "[]"
    assert b"A1.1" in ran.stdout


@pytest.mark.usefixtures("cache")
def test_output_is_not_cached_if_a_file_changed_while_it_was_read(
    pap: Run, workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pap_cli.load.workspace import loader

    def edited(*given: object, **named: object) -> object:
        (workspace / "plans" / "one.yaml").write_text(PLAN.replace("2016-11-30", "2016-10-10"), encoding="utf-8")
        return read(*given, **named)  # type: ignore[arg-type]

    read = loader.read_workspace
    monkeypatch.setattr(loader, "read_workspace", edited)
    pap("milestones", "--overdue", "--as-of", "2016-10-14")
    assert entries(cache) == []


@pytest.mark.usefixtures("cache")
def test_every_way_to_name_the_workspace(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_workspace(workspace / "other")
    (other / "plans" / "one.yaml").write_text(PLAN.replace("A1.1", "B1.1"), encoding="utf-8")
    command = ("milestones", "--as-of", "2016-10-14", "--format", "csv")
    for words, wanted in (
        (command, "A1.1"),
        (("-C", "other", *command), "B1.1"),
        ((*command, "-C", "other"), "B1.1"),
        ((*command, "--workspace=other"), "B1.1"),
        ((*command, "-Cother"), "B1.1"),
        (("-C", "other", *command, "-C", "."), "A1.1"),
    ):
        assert wanted in both(pap, *words).out
    monkeypatch.setenv("PAP_WORKSPACE", "other")
    assert "B1.1" in both(pap, *command).out
    monkeypatch.delenv("PAP_WORKSPACE")
    monkeypatch.chdir(other)
    assert "B1.1" in both(pap, *command).out


COPY = """
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import with_context
from pap_cli.views.reference.settings import SettingsView


@single(example="pap copy")
@with_context(cached=True)
def app(context: Context, source: Annotated[str, typer.Option("--source", envvar="SOURCE")] = DEFAULT) -> None:
    context.open()
    text = Path(source).read_text() if source else ""
    context.show(SettingsView((("text", text, "somewhere"),)))
"""


@pytest.mark.parametrize("given", ["as an option", "in the environment", "by default"])
def test_an_option_that_does_not_declare_what_the_output_depends_on_is_never_cached(
    pap: Run, workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    source = workspace / "text"
    code = COPY.replace("DEFAULT", repr(str(source) if given == "by default" else ""))
    words = ("copy", "--source", str(source)) if given == "as an option" else ("copy",)
    if given == "in the environment":
        monkeypatch.setenv("SOURCE", str(source))
    with add_command(workspace.parent / f"{workspace.name}-more", monkeypatch, "copy", code):
        for text in ("one", "two"):
            source.write_text(text, encoding="utf-8")
            assert text in pap(*words).out
        assert entries(cache) == []
        if given == "as an option":
            assert pap("copy").code == 0
            assert len(entries(cache)) == 1, "without the option, the command is cached"


def params(command: Any) -> Iterator[Any]:
    """Yield the parameters of a command, or of all commands of a group."""
    if not hasattr(command, "list_commands"):
        yield from command.params
        return
    context = command.make_context("pap", [], resilient_parsing=True)
    for name in command.list_commands(context):
        yield from params(command.get_command(context, name))


def test_every_variable_of_an_option_is_part_of_the_key() -> None:
    found = set()
    for name in command_names():
        command: Any = get_command(import_module(f"pap_cli.commands.{name}").app)
        found |= {param.envvar for param in params(command) if param.envvar}
    assert found == {"PAP_AS_OF", "PAP_WORKSPACE"}
    assert visible_environment(dict.fromkeys(found, "x")).keys() == found


def test_a_check_against_a_file_or_a_revision_is_not_cached(pap: Run, workspace: Path, cache: Path) -> None:
    assert pap("baseline", "write", "--as-of", "2016-10-14").code == 0
    assert pap("check", "--as-of", "2016-10-14", "--baseline", "pap-baseline.json").code == 0
    assert entries(cache) == []
    (workspace / "pap-baseline.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    assert pap("check", "--as-of", "2016-10-14", "--baseline", "pap-baseline.json").code == 1


def test_a_job_summary_is_written_on_every_run(
    pap: Run, workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = workspace / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    sizes = []
    for _ in range(2):
        pap("check", "--as-of", "2016-10-14")
        sizes.append(summary.stat().st_size)
    assert sizes[1] == 2 * sizes[0]
    assert entries(cache) == []


@pytest.mark.usefixtures("cache")
def test_paths_follow_a_repository_made_around_the_workspace(pap: Run, tmp_path: Path) -> None:
    inner = make_workspace(tmp_path / "inner")
    words = ("-C", str(inner), "check", "--as-of", "2016-10-14", "--format", "gitlab")
    before = pap(*words).out
    (tmp_path / ".git").mkdir()
    assert "inner/plans/one.yaml" in pap(*words).out != before


@NEEDS_GIT
def test_what_was_known_is_cached_until_a_revision_means_something_else(
    pap: Run, cache: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = workspace / "plans" / "one.yaml"
    git(workspace, "init", "--quiet", "--initial-branch=main")

    def commit(text: str) -> None:
        one.write_text(text, encoding="utf-8")
        git(workspace, "add", "--all")
        git(workspace, "commit", "--quiet", "--message=x")

    commit(PLAN)
    commit(PLAN.replace("2016-11-30", "2016-12-30"))
    words = ("milestones", "--as-of", "2016-10-14", "--known-on")
    assert "30 Nov 2016" in both(pap, *words, "HEAD~1").out
    assert entries(cache)
    git(workspace, "tag", "told", "HEAD~1")
    assert "30 Nov 2016" in both(pap, *words, "told").out
    git(workspace, "tag", "--force", "told", "HEAD")
    assert "30 Dec 2016" in both(pap, *words, "told").out
    commit(PLAN.replace("2016-11-30", "2016-12-31"))
    assert "30 Dec 2016" in both(pap, *words, "HEAD~1").out
    assert "31 Dec 2016" in both(pap, *words, "2030-01-01").out
    git(workspace, "pack-refs", "--all")
    git(workspace, "update-ref", "refs/heads/main", "told")
    assert "30 Dec 2016" in both(pap, *words, "2030-01-01").out
    git(workspace, "worktree", "add", "--quiet", "--detach", "../tree", "told~1")
    monkeypatch.chdir(workspace.parent / "tree")
    assert "30 Nov 2016" in both(pap, *words, "HEAD").out
    before = len(entries(cache))
    both(pap, *words, "HEAD@{0}")
    assert len(entries(cache)) == before
