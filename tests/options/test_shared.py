"""The shared options: as-of date, workspace, plan, format and output."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from commands.running import PLAN, Run, make_workspace
from conftest import ROOT
from pap_cli.clock import today
from pap_cli.formats import find_format
from render.formats import FILE_FORMATS, TEXT_FORMATS

LISTS = ("milestones", "actions", "recommendations", "kpis", "reviews", "owners")
pytestmark = pytest.mark.usefixtures("workspace")


def as_of(pap: Run, *words: str) -> str:
    return str(json.loads(pap(*words, "milestones", "--format", "json").out)["as_of"])


def test_as_of_is_today_by_default(pap: Run) -> None:
    before = today().isoformat()
    assert before <= as_of(pap) <= today().isoformat()


def test_the_option_overrides_the_variable_and_the_settings(
    pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "pap.toml").write_text("[pap]\nas-of = 2016-03-01\n", encoding="utf-8")
    assert as_of(pap) == "2016-03-01"
    monkeypatch.setenv("PAP_AS_OF", "2016-04-01")
    assert as_of(pap) == "2016-04-01"
    assert json.loads(pap("milestones", "-f", "json", "--as-of", "2016-05-01").out)["as_of"] == "2016-05-01"


@pytest.mark.parametrize("word", ["14/10/2016", "2016-02-30", "yesterday", "2016-10"])
def test_an_invalid_date(pap: Run, word: str) -> None:
    ran = pap("status", f"--as-of={word}")
    assert (ran.code, ran.out) == (2, "")
    assert "--as-of" in ran.err


@pytest.fixture
def three(tmp_path: Path) -> dict[str, str]:
    """Three workspaces, by the title of their plan."""
    found = {}
    for name in ("before", "after", "around"):
        folder = make_workspace(tmp_path / "three" / name)
        (folder / "plans" / "one.yaml").write_text(PLAN.replace("Plan one", f"Plan {name}"), encoding="utf-8")
        found[name] = str(folder)
    return found


@pytest.mark.parametrize(
    ("before", "after", "around", "wanted"),
    [
        (True, False, False, "before"),
        (False, True, False, "after"),
        (False, False, True, "around"),
        (True, True, False, "after"),
        (True, False, True, "before"),
        (False, True, True, "after"),
        (True, True, True, "after"),
        (False, False, False, "one"),
    ],
)
def test_the_last_option_overrides_the_first_and_the_variable(
    pap: Run,
    three: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    before: bool,
    after: bool,
    around: bool,
    wanted: str,
) -> None:
    if around:
        monkeypatch.setenv("PAP_WORKSPACE", three["around"])
    first = ["-C", three["before"]] if before else []
    last = ["-C", three["after"]] if after else []
    assert f"Plan {wanted}" in pap(*first, "status", *last).out


def test_a_workspace_is_found_from_below(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "some" / "where").mkdir(parents=True)
    monkeypatch.chdir(workspace / "some" / "where")
    assert pap("status").code == 0


def test_no_workspace(pap: Run, tmp_path: Path) -> None:
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    for folder in (tmp_path / "empty", tmp_path / "missing"):
        ran = pap("-C", str(folder), "status")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("pap: ")


def test_one_plan_of_several(pap: Run, workspace: Path) -> None:
    other = PLAN.replace("id: one", "id: two").replace("A1.1", "B1.1").replace("A1.2", "B1.2")
    (workspace / "plans" / "two.yaml").write_text(other, encoding="utf-8")
    assert json.loads(pap("milestones", "-f", "json").out)["milestones"].__len__() == 4
    found = json.loads(pap("milestones", "-f", "json", "--plan", "two").out)["milestones"]
    assert {row["id"] for row in found} == {"B1.1", "B1.2"}
    ran = pap("show", "A1")
    assert ran.code == 2
    assert "--plan" in ran.err
    assert pap("show", "A1", "--plan", "two").code == 0
    ran = pap("status", "--plan", "tow")
    assert ran.code == 2
    assert "two" in ran.err


@pytest.mark.parametrize("name", TEXT_FORMATS)
@pytest.mark.parametrize("command", ["status", "timeline", "show A1", "config show", "rules", "check", *LISTS])
def test_every_command_writes_every_format_for_it(pap: Run, command: str, name: str) -> None:
    found = find_format(name)
    ran = pap(*command.split(), "--format", name, *([] if command == "rules" else ["--as-of", "2016-10-14"]))
    if found.kinds and command != "check":
        assert (ran.code, ran.out) == (2, "")
        assert "terminal" in ran.err
    else:
        assert ran.code == (1 if command == "check" else 0), ran.err
        lines = ran.out.splitlines(keepends=True)
        assert lines or name == "jsonl"  # where there is no record, there is no line
        assert all(line.endswith("\n") for line in lines)


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_a_binary_format_is_written_to_a_file(pap: Run, workspace: Path, name: str) -> None:
    ran = pap("status", "--as-of", "2016-10-14", "--output", f"out.{name}")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (workspace / f"out.{name}").stat().st_size > 1_000


def test_plain_is_the_default_in_a_pipe(pap: Run) -> None:
    assert pap("status").out == pap("status", "-f", "plain").out != pap("status", "-f", "terminal").out


@pytest.mark.parametrize(
    ("environ", "words", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_colour(
    pap: Run, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], words: tuple[str, ...], coloured: bool
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in pap("status", "-f", "terminal", *words).out) is coloured
    assert "\x1b" not in pap("status", "-f", "plain", *words).out


def test_columns_sets_the_width(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, pap("status", "-f", "terminal").out.splitlines())) <= 60


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--color", "purple"),
        ("explain", "milestone-overdue", "--color", "purple"),
        ("status", "--format", "no-such"),
        ("status", "--no-such"),
        ("no-such",),
        ("milestones", "--rating", "purple"),
        ("milestones", "--horizon", "soon"),
        ("milestones", "--owner", "nobody-here"),
        ("milestones", "--body", "ofstead"),
        ("milestones", "--due-within", "soon"),
        ("milestones", "--due-within", "10000000wd"),
        ("milestones", "--sort", "no-such"),
        ("milestones", "--columns", "id,no-such"),
        ("milestones", "--limit", "-1"),
        ("show",),
        ("show", "no-such"),
        ("check", "--select", "no-such-rule"),
        ("check", "--ignore", "no-such-rule"),
        ("check", "--fail-on", "no-such"),
        ("explain", "no-such-rule"),
        ("schema", "no-such"),
        ("config",),
        (),
    ],
)
def test_mistakes_of_the_user_exit_with_2(pap: Run, words: tuple[str, ...]) -> None:
    ran = pap(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert ran.err.strip() or not words


@pytest.mark.parametrize(
    ("word", "near"),
    [
        (("milestones", "--rating", "rde"), "red"),
        (("milestones", "--owner", "haed"), "head"),
        (("milestones", "--body", "ofstead"), "ofsted"),
        (("milestones", "--sort", "titel"), "title"),
        (("show", "A1.11"), "A1.1"),
        (("explain", "milestone-overdu"), "milestone-overdue"),
    ],
)
def test_a_mistake_suggests_the_nearest_value(pap: Run, word: tuple[str, ...], near: str) -> None:
    assert f"did you mean {near}?" in pap(*word).err


def test_filters_on_the_command_line_combine(pap: Run) -> None:
    words = ("milestones", "-f", "json", "--as-of", "2016-10-14", "--owner", "head")
    for more, expected in (
        ((), {"A1.1", "A1.2"}),
        (("--overdue",), {"A1.1"}),
        (("--due-within", "3 months"), {"A1.2"}),
        (("--due-within", "33 working days"), {"A1.2"}),
        (("--due-within", "32wd"), set()),
        (("--rating", "red,green"), {"A1.1", "A1.2"}),
        (("--rating", "red", "--rating", "green", "--search", "under"), {"A1.2"}),
        (("--state", "in-progress", "--horizon", "short"), set()),
    ):
        assert {row["id"] for row in json.loads(pap(*words, *more).out)["milestones"]} == expected, more


def test_a_file_is_written_whole(pap: Run, workspace: Path) -> None:
    target = workspace / "out" / "status.md"
    target.parent.mkdir()
    ran = pap("status", "-f", "markdown", "--output", str(target))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert target.read_bytes().decode("utf-8") == pap("status", "-f", "markdown").out
    assert [path.name for path in target.parent.iterdir()] == ["status.md"]


def test_a_full_disk_leaves_the_old_file(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = workspace / "status.txt"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = {path.name for path in workspace.iterdir()}
    ran = pap("status", "--output", str(target))
    assert ran.code == 2
    assert "no space left" in ran.err
    assert target.read_text(encoding="utf-8") == "old"
    assert {path.name for path in workspace.iterdir()} == before


@pytest.mark.parametrize("name", [".", "plans", "no-such-folder/file.txt"])
def test_a_file_that_cannot_be_written(pap: Run, name: str) -> None:
    ran = pap("status", "--output", name)
    assert ran.code == 2
    assert "cannot write" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_target_of_a_link_is_replaced(pap: Run, workspace: Path) -> None:
    real, link = workspace / "real.txt", workspace / "link.txt"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    assert pap("status", "--output", str(link)).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") != "old"
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there is no such device here")
def test_a_device_is_not_replaced(pap: Run) -> None:
    assert pap("status", "--output", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_a_broken_file_is_reported_and_the_rest_shown(pap: Run, workspace: Path) -> None:
    (workspace / "plans" / "broken.yaml").write_text("plan: [\n", encoding="utf-8")
    ran = pap("milestones", "--as-of", "2016-10-14")
    assert ran.code == 0
    assert "A1.1" in ran.out
    assert "pap check" in ran.err
    assert pap("check", "--as-of", "2016-10-14").code == 1


def test_the_example_of_the_repository_has_something_of_everything(pap: Run) -> None:
    for command in LISTS:
        found = json.loads(pap("-C", str(ROOT), command, "-f", "json", "--as-of", "2016-10-14").out)
        assert len(found[command]) >= 10


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (("status", "--as-of", "2016; x"), "--as-of: “2016; x” is not a date", "write it as year-month-day"),
        (("milestones", "--due-within", "10; y"), "--due-within: “10; y” is not a length of time", "write it like"),
        (("check", "--fail-on", "a; b"), "--fail-on: “a; b” is not a severity, a rule or a count", "write error"),
    ],
)
def test_a_bad_value_of_an_option_is_quoted_whole(pap: Run, words: tuple[str, ...], message: str, help: str) -> None:
    ran = pap(*words)
    assert ran.code == 2
    first, second, *_ = ran.err.splitlines()
    assert first == f"pap: {message}"
    assert second.startswith(f"  {help}")
