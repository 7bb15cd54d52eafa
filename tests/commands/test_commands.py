"""What single commands do beyond showing a view."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.running import WRITING, Run
from conftest import ROOT
from pap_cli.checks.catalogue import all_rules
from pap_cli.cli import app, command_names
from pap_cli.clock import today

pytestmark = pytest.mark.usefixtures("workspace")
COMMANDS = [("config", "show") if name == "config" else (name,) for name in command_names()]


def _ctrl_c() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_ends_in_an_example_that_runs(
    pap: Run, command: tuple[str, ...], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = CliRunner().invoke(app, [*command, "--help"])
    assert shown.exit_code == 0
    last = shown.output.rstrip().splitlines()[-1].strip()
    assert last.startswith("Example:  pap ")
    words = shlex.split(last.removeprefix("Example:"))
    assert words[: len(command) + 1] == ["pap", *command]
    (workspace / "schema").mkdir()
    (workspace / "tracker.csv").write_text("Ref,Action,Due date\n1,Open the front door,March 2017\n", encoding="utf-8")
    monkeypatch.setenv("PAP_WORKSPACE", str(ROOT))
    if command[0] in WRITING:
        for name in ("plans", "kpis"):
            shutil.copytree(ROOT / name, workspace / "copy" / name)
        monkeypatch.setenv("PAP_WORKSPACE", str(workspace / "copy"))
    if command[0] in ("undo", "redo"):
        pap("note", "A8.3", "Begun early", "--on", "2016-09-12")
        pap("undo", *(("--dry-run",) if command == ("undo",) else ()))
    monkeypatch.setattr("pap_cli.commands.serve.pause", _ctrl_c)  # the one that goes on until it is ended
    ran = pap(*words[1:])
    # without a terminal there is no editor, and the example has no records
    expected = {"serve": (130,), "edit": (2,), "refresh": (2,), "sql": (2,), "freeze": (2,)}.get(command[0], (0, 1))
    assert ran.code in expected, ran.err
    assert "fault in pap" not in ran.err


def test_version_and_help_need_no_workspace(pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nowhere" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "nowhere")
    assert pap("--version").out.startswith("pap ")
    for words in (("--help",), ("-h",), ("status", "--help"), ("rules",), ("explain", "PAP201"), ("schema", "plan")):
        ran = pap(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


def test_help_lists_every_command(pap: Run) -> None:
    shown = pap("--help").out
    assert all(f"\n  {name} " in shown for name in command_names())


AS_OF = ("--as-of", "2016-10-14")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--select", "milestone-overdue"), 1),
        (("--select", "PAP201"), 1),
        (("--ignore", "milestone-overdue"), 0),
        (("--ignore", "milestone-overdue", "--fail-on", "note"), 1),
    ],
)
def test_check_fails_from_a_severity_on(pap: Run, words: tuple[str, ...], code: int) -> None:
    ran = pap("check", *AS_OF, *words)
    assert ran.code == code
    found = json.loads(pap("check", *AS_OF, *words, "-f", "json").out)
    assert found["summary"]["failed"] is bool(code)


def test_check_shows_each_finding_whole_unless_told_otherwise(pap: Run) -> None:
    whole = pap("check", *AS_OF, "--select", "milestone-overdue").out
    assert "plans/one.yaml:12:" in whole
    assert "^^^" in whole
    assert pap("check", *AS_OF, "--select", "milestone-overdue", "-f", "full").out == whole
    (line, summary) = pap("check", *AS_OF, "--select", "milestone-overdue", "-f", "concise").out.splitlines()
    assert line.startswith("plans/one.yaml:12:")
    assert "PAP201" in line
    assert "1 error" in summary


def test_settings_of_a_check(pap: Run, workspace: Path) -> None:
    (workspace / "pap.toml").write_text(
        '[check]\nfail-on = "warning"\nselect = ["milestone-overdue"]\n'
        '[check.severity]\nmilestone-overdue = "warning"\n',
        encoding="utf-8",
    )
    found = json.loads(pap("check", *AS_OF, "-f", "json").out)
    assert [(one["rule"], one["severity"]) for one in found["diagnostics"]] == [("milestone-overdue", "warning")]
    assert pap("check", *AS_OF).code == 1
    assert pap("check", *AS_OF, "--fail-on", "error").code == 0


def settings(pap: Run, *words: str) -> dict[str, tuple[object, str]]:
    found = json.loads(pap("config", "show", *words, "-f", "json").out)["settings"]
    return {name: (entry["value"], entry["from"]) for name, entry in found.items()}


def test_config_says_where_each_setting_comes_from(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = settings(pap)
    assert usual["check.fail-on"] == (["error"], "default")
    assert usual["as-of"][1] == "today"
    assert usual["workspace"][0] == str(workspace.resolve())
    (workspace / "pap.toml").write_text(
        '[pap]\nas-of = 2016-03-01\n\n[rating]\ndue-soon = "6 weeks"\n[check]\nignore = ["kpi-stale", "PAP3"]\n',
        encoding="utf-8",
    )
    told = settings(pap)
    assert told["as-of"] == ("2016-03-01", "pap.toml:2")
    assert told["rating.due-soon"][1] == "pap.toml:5"
    assert told["check.ignore"] == (["kpi-stale", "PAP3"], "pap.toml:7")
    assert told["check.select"] == ([], "default")
    assert settings(pap, "--as-of", "2016-05-01")["as-of"] == ("2016-05-01", "--as-of")
    monkeypatch.setenv("PAP_AS_OF", "2016-04-01")
    assert settings(pap)["as-of"] == ("2016-04-01", "PAP_AS_OF")
    assert set(told) == set(usual)


def test_settings_in_pyproject(pap: Run, workspace: Path) -> None:
    (workspace / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.pap]\nas-of = 2016-03-01\n[tool.pap.check]\nfail-on = "never"\n', encoding="utf-8"
    )
    told = settings(pap)
    assert told["as-of"] == ("2016-03-01", "pyproject.toml:4")
    assert told["check.fail-on"] == (["never"], "pyproject.toml:6")


@pytest.mark.parametrize("file", ["plan", "kpi", "config"])
def test_schema_is_what_is_committed(pap: Run, workspace: Path, file: str) -> None:
    ran = pap("schema", file)
    assert ran.code == 0
    assert json.loads(ran.out)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert ran.out == (ROOT / "schema" / f"{file}.json").read_text(encoding="utf-8")
    pap("schema", file, "--output", str(workspace / "x.json"))
    assert (workspace / "x.json").read_bytes().decode("utf-8") == ran.out


@pytest.mark.parametrize("words", [(), ("--example",)])
def test_init_writes_what_can_be_used_at_once(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    ran = pap("init", *words, str(tmp_path / "a new" / "plan"))
    assert ran.code == 0
    folder = tmp_path / "a new" / "plan"
    written = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert "pap.toml" in written
    assert all(name in ran.out for name in written)
    monkeypatch.chdir(folder)
    status = pap("status")
    assert (status.code, status.err) == (0, "")
    found = json.loads(pap("check", "-f", "json", "--fail-on", "never").out)
    assert [one for one in found["diagnostics"] if one["code"].startswith(("PAP0", "PAP1"))] == []
    if words:
        assert found["diagnostics"]
        assert "A1.2" in status.out
    else:
        assert found["diagnostics"] == []
        assert f"{today().year}" in (folder / "plans" / "plan.yaml").read_text(encoding="utf-8")


def test_init_never_overwrites(pap: Run, workspace: Path) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    ran = pap("init", "--example")
    assert (ran.code, ran.out) == (2, "")
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before
    (workspace / "other").mkdir()
    (workspace / "other" / "pap.toml").write_text("# mine\n", encoding="utf-8")
    assert pap("init", "other").code == 2
    assert [path.name for path in (workspace / "other").iterdir()] == ["pap.toml"]


def test_init_writes_where_the_workspace_is_to_be(pap: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert pap("-C", str(tmp_path / "there"), "init").code == 0
    assert (tmp_path / "there" / "plans").is_dir()


def test_every_rule_is_listed_and_explained(pap: Run) -> None:
    listed = {row["code"]: row["rule"] for row in json.loads(pap("rules", "-f", "json").out)["rules"]}
    assert listed == {rule.code: rule.name for rule in all_rules()}
    for rule in all_rules():
        ran = pap("explain", rule.name)
        assert ran.code == 0
        assert rule.code in ran.out
    assert pap("explain", "pap201").out == pap("explain", "milestone-overdue").out


def completed(pap: Run, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What a shell is offered for the last word."""
    monkeypatch.setenv("_PAP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(["pap", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    return pap().out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "A1."), ["A1.1", "A1.2"]),
        (("show", "R"), ["R1"]),
        (("milestones", "--owner", "h"), ["head"]),
        (("milestones", "--body", "o"), ["ofsted"]),
        (("milestones", "--plan", "o"), ["one"]),
        (("milestones", "--rating", "gr"), ["green", "grey"]),
        (("milestones", "--horizon", "l"), ["long"]),
        (("status", "--format", "js"), ["json"]),
        (("explain", "milestone-o"), ["milestone-overdue"]),
        (("check", "--select", "milestone-o"), ["milestone-overdue"]),
        (("miles",), ["milestones"]),
    ],
)
def test_completion(pap: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], offered: list[str]) -> None:
    assert [word for word in completed(pap, monkeypatch, *words) if word in offered] == offered


def test_completion_looks_into_the_workspace_that_was_named(
    pap: Run, tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nowhere" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "nowhere")
    assert completed(pap, monkeypatch, "show", "A1.") == []
    folder = workspace.as_posix()
    assert completed(pap, monkeypatch, "-C", folder, "show", "A1.") == ["A1.1", "A1.2"]
    assert completed(pap, monkeypatch, "show", "-C", folder, "A1.") == ["A1.1", "A1.2"]
    monkeypatch.setenv("PAP_WORKSPACE", folder)
    assert completed(pap, monkeypatch, "show", "A1.") == ["A1.1", "A1.2"]


@pytest.mark.parametrize("owners", ["owners: {other: Other}", "owners:\n  other: Other"], ids=["brackets", "lines"])
def test_completion_of_a_clock(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch, owners: str) -> None:
    head = "plan:\n  id: two\n  title: Two\n  start: 2016-01-04\n  statutory:\n    send-plan:\n      title: Sent\n"
    clock = "      due: 2016-11-30\n"
    (workspace / "plans" / "two.yaml").write_text(f"{head}{clock}{owners}\n", encoding="utf-8")
    assert completed(pap, monkeypatch, "show", "send") == ["send-plan"]
    monkeypatch.delenv("_PAP_COMPLETE")
    assert "30 Nov 2016" in pap("show", "send-plan", "--as-of", "2016-10-14").out


def test_completion_is_silent_about_broken_files(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "plans" / "broken.yaml").write_bytes(b"plan: [\xff\x00")
    assert completed(pap, monkeypatch, "show", "A1.") == ["A1.1", "A1.2"]
