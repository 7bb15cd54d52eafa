"""The command as it is installed: how it ends, what it writes where, and what it never does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.running import INSTALLED, Ran, Run, make_workspace, run_here, run_installed
from pap_cli.cli import command_names
from pap_cli.formats import format_names
from pap_cli.load.workspace import loader

POSIX = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
AS_OF = ("--as-of", "2016-10-14")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_workspace(tmp_path))
    return tmp_path


@pytest.fixture
def pap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> Ran:
        return run_here(monkeypatch, capsys, *words)

    return run


def break_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(loader, "read_workspace", broken)


@pytest.mark.usefixtures("workspace")
def test_a_bug_is_apologised_for(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_with(RuntimeError("secret words"), monkeypatch)
    for words in (("status",), ("check",)):
        ran = pap(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        assert "RuntimeError" in ran.err
        assert "--debug" in ran.err
        assert len(ran.err.splitlines()) <= 3


@pytest.mark.parametrize("words", [("--debug", "status"), ("status", "--debug")])
@pytest.mark.usefixtures("workspace")
def test_debug_shows_the_traceback(pap: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    break_with(RuntimeError("secret words"), monkeypatch)
    ran = pap(*words)
    assert ran.code == 2
    assert "Traceback" in ran.err
    assert "secret words" in ran.err


@pytest.mark.usefixtures("workspace")
def test_an_interrupt_ends_with_130(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_with(KeyboardInterrupt(), monkeypatch)
    ran = pap("status")
    assert ran.code == 130
    assert "Traceback" not in ran.err


@pytest.mark.usefixtures("workspace")
def test_debug_changes_nothing_where_all_is_well(pap: Run) -> None:
    assert pap("--debug", "status", *AS_OF) == pap("status", *AS_OF)


@pytest.mark.usefixtures("workspace")
def test_messages_hold_nothing_that_a_terminal_obeys(pap: Run) -> None:
    ran = pap("show", "\x1b[31mred\n::error::x")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert not any(line.startswith("::") for line in ran.err.splitlines())


def test_exit_codes_of_the_installed_command(workspace: Path) -> None:
    fine, found, wrong = (
        run_installed(workspace, *words)
        for words in (("status", *AS_OF), ("check", *AS_OF), ("status", "--as-of", "never"))
    )
    assert (fine.returncode, fine.stderr) == (0, b"")
    assert (found.returncode, found.stderr) == (1, b"")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"\x1b" not in fine.stdout + found.stdout


def test_nothing_is_imported_from_the_workspace(workspace: Path) -> None:
    for name in ("yaml", "rich", "tabulate", "pydantic", "typer", "json", "site", "sitecustomize"):
        (workspace / f"{name}.py").write_text("raise SystemExit('imported from the workspace')", encoding="utf-8")
    for words in (("check", *AS_OF), ("status", "-f", "terminal"), ("status", "-f", "json")):
        ran = run_installed(workspace, *words)
        assert b"imported from the workspace" not in ran.stderr
        assert ran.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_will_do(workspace: Path, encoding: str) -> None:
    environ = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = run_installed(workspace, "status", "-f", "terminal", *AS_OF, **environ)
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode(encoding)
    assert shown.isascii() is (encoding != "utf-8")
    assert "A1.1" in shown
    found = json.loads(run_installed(workspace, "actions", "-f", "json", **environ).stdout.decode(encoding))
    assert found["actions"][0]["title"] == "Publish the thresholds – all of them"


@POSIX
def test_the_c_locale(workspace: Path) -> None:
    environ = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = run_installed(workspace, "status", "-f", "plain", *AS_OF, **environ)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.isascii()


@POSIX
@pytest.mark.parametrize(
    ("words", "code"), [("status", 0), ("check --as-of 2016-10-14", 1), ("--help", 0), ("schema plan", 0)]
)
def test_nobody_reads_on(workspace: Path, words: str, code: int) -> None:
    process = subprocess.Popen(
        [INSTALLED, *words.split()], cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(60) == code


FULL = pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no such device here")
# What each command needs to run; the others need nothing.
ARGUMENTS = {
    "baseline": "baseline write b.json",
    "cache": "cache info",
    "config": "config show",
    "explain": "explain PAP201",
    "init": "init new",
    "schema": "schema plan",
    "serve": "serve --port 0",
    "show": "show A1.1",
    "start": "start A1.2",
    "done": "done A1.1",
    "evidence": "evidence A1.1 --force",
    "forecast": "forecast A1.1 2027-03",
    "extend": "extend A1.1 --to 2027-03 --by ofsted --reason Why --approved 2026-01-01",
    "cancel": "cancel A1.1 --by ofsted --reason Why",
    "note": "note A1 Text",
    "judge": "judge A1 --percent 60",
    "held": "held --help",
    "override": "override A1.1 green --by head --reason Why --until 2027-01-01",
    "suppress": "suppress A1.1 milestone-overdue --reason Why --until 2027-01-01",
    "record": "record --help",
    "refresh": "refresh --help",
    "sql": "sql --help",
    "add": "add risk --title Money",
    "rename": "rename A1.1 A1.9",
    "move": "move --help",
    "edit": "edit --help",
    "undo": "undo --help",
    "redo": "redo --help",
    "history": "history --help",
    "freeze": "freeze --help",
    "import": "import --help",
    "collect": "collect --help",
    "digest": "digest --owner head",
    "export": "export xlsx -o -",
}


def fails_once(ran: subprocess.CompletedProcess[bytes], message: bytes) -> bool:
    """Whether a run ended with 2 and one message."""
    return (ran.returncode, len(ran.stderr.splitlines()) <= 2, message in ran.stderr) == (2, True, True)


def on_a_full_disk(folder: Path, words: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    with Path("/dev/full").open("wb") as full:
        return subprocess.run(
            [INSTALLED, *words.split()],
            cwd=folder,
            env={**os.environ, **environ},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )


@FULL
@pytest.mark.parametrize(
    "words", ["--version", "--help", "check --help", "cache --help", "status", "check", "note A1 Text"]
)
def test_a_full_disk_ends_the_installed_command_with_one_message(workspace: Path, words: str) -> None:
    assert fails_once(on_a_full_disk(workspace, words), b"no space left")


FORKS = """
import json, os, sys
import pap_cli.cli, pap_cli.context.context, pap_cli.load.workspace.loader, pap_cli.assess.assessment
from pap_cli.start import main

codes = []
for folder, words in json.load(sys.stdin):
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
        os.dup2(os.open("stderr", os.O_WRONLY | os.O_CREAT), 2)
        sys.argv = ["pap", *words.split()]
        main()
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(codes))
"""
"""Runs `pap` in forks: the start of Python is most of a short run."""


@FULL
@pytest.mark.parametrize(
    "lines", [[ARGUMENTS.get(n, n) for n in command_names()], [f"check -f {n}" for n in format_names()]]
)
def test_a_full_disk_ends_every_command_and_format_with_one_message(tmp_path: Path, lines: list[str]) -> None:
    folders = [make_workspace(tmp_path / str(number)) for number in range(len(lines))]
    asked = json.dumps([(str(folder), words) for folder, words in zip(folders, lines, strict=True)])
    ran = subprocess.run([sys.executable, "-c", FORKS], input=asked, capture_output=True, text=True, check=True)
    for folder, words, code in zip(folders, lines, json.loads(ran.stdout), strict=True):
        one = subprocess.CompletedProcess(words, code, stderr=(folder / "stderr").read_bytes())
        assert fails_once(one, b"no space left"), one


@FULL
def test_a_full_disk_is_noticed_where_the_output_is_cached(workspace: Path, tmp_path: Path) -> None:
    environ = {"PAP_NO_CACHE": "", "PAP_CACHE_DIR": str(tmp_path / "cache")}
    for words in ("status", "check"):
        run_installed(workspace, words, *AS_OF, **environ)
        cached = on_a_full_disk(workspace, f"{words} --as-of 2016-10-14", **environ)
        assert fails_once(cached, b"no space left")


@FULL
def test_a_full_disk_ends_completion(workspace: Path) -> None:
    environ = {"_PAP_COMPLETE": "complete_bash", "COMP_WORDS": "pap show A1", "COMP_CWORD": "2"}
    assert fails_once(on_a_full_disk(workspace, "", **environ), b"no space left")


@POSIX
@pytest.mark.parametrize("words", ["status", "--version", "--help", "check --help", "schema plan", "rules", "init new"])
def test_no_output_at_all(workspace: Path, words: str) -> None:
    ran = subprocess.run(
        ["sh", "-c", f'"$0" {words} >&-', str(INSTALLED)], cwd=workspace, capture_output=True, check=False, timeout=60
    )
    assert fails_once(ran, b"no standard output")


@POSIX
def test_a_command_that_writes_a_file_needs_no_output(workspace: Path) -> None:
    ran = subprocess.run(
        ["sh", "-c", '"$0" status -o o.txt --as-of 2016-10-14 >&-', str(INSTALLED)],
        cwd=workspace,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert (workspace / "o.txt").stat().st_size > 100


def test_colour_that_is_asked_for_is_in_a_pipe(workspace: Path) -> None:
    shown = run_installed(workspace, "milestones", *AS_OF, "--color", "always").stdout
    assert b"\x1b[" in shown
    assert run_installed(workspace, "milestones", *AS_OF, FORCE_COLOR="1").stdout == shown
    for words, environ in (
        ((), {}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
        (("-f", "plain", "--color", "always"), {}),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
    ):
        assert b"\x1b" not in run_installed(workspace, "milestones", *AS_OF, *words, **environ).stdout
    assert run_installed(workspace, "milestones", *AS_OF, "--color", "always", "-o", "o.txt").returncode == 0
    assert b"\x1b" not in (workspace / "o.txt").read_bytes()


def on_a_terminal(folder: Path, columns: int, *words: str, **environ: str) -> tuple[int, str]:
    """Run the installed command in a pseudo-terminal, and give its exit code and what was drawn."""
    import fcntl
    import pty
    import struct
    import termios

    main, sub = pty.openpty()
    fcntl.ioctl(sub, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environ = {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environ}
    quiet = subprocess.DEVNULL  # on a busy machine a bar may appear there
    process = subprocess.Popen(
        [INSTALLED, *words], cwd=folder, env={**os.environ, **environ}, stdin=sub, stdout=sub, stderr=quiet
    )
    os.close(sub)
    drawn = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # how Linux says that the other side was closed
            break
        if not part:
            break
        drawn += part
    os.close(main)
    return process.wait(60), drawn.decode("utf-8").replace("\r\n", "\n")


@POSIX
def test_on_a_terminal_there_is_colour_and_the_width_is_its_own(workspace: Path) -> None:
    code, drawn = on_a_terminal(workspace, 72, "status", *AS_OF)
    assert code == 0
    assert "\x1b[" in drawn
    assert "■" in drawn
    code, bare = on_a_terminal(workspace, 72, "status", *AS_OF, NO_COLOR="1")
    assert code == 0
    assert "\x1b" not in bare
    assert max(map(len, bare.splitlines())) <= 72
    code, wide = on_a_terminal(workspace, 72, "milestones", *AS_OF, COLUMNS="150", TERM="dumb")
    assert code == 0
    assert "\x1b" not in wide
    assert max(map(len, wide.splitlines())) > 72


@POSIX
def test_a_check_on_a_terminal_is_coloured_and_fails(workspace: Path) -> None:
    code, drawn = on_a_terminal(workspace, 100, "check", *AS_OF)
    assert code == 1
    assert "\x1b[" in drawn
    assert "^^^" in drawn


@POSIX
def test_what_is_longer_than_the_screen_is_paged(workspace: Path, tmp_path: Path) -> None:
    steps = "".join(f"      - {{id: A1.{number}, title: Step, due: 2016-09-29}}\n" for number in range(3, 40))
    plan = workspace / "plans" / "one.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + steps, encoding="utf-8")
    pager = tmp_path / "my pager"
    pager.write_text('#!/bin/sh\necho "paged with $LESS"\nhead -n 2\n', encoding="utf-8")
    pager.chmod(0o755)
    for _ in range(2):  # the second time from the cache
        environ = {"PAP_PAGER": f"'{pager}'", "PAP_NO_CACHE": "", "PAP_CACHE_DIR": str(tmp_path / "cache")}
        code, drawn = on_a_terminal(workspace, 100, "milestones", *AS_OF, **environ)
        assert (code, drawn.splitlines()[0], len(drawn.splitlines())) == (0, "paged with FRX", 3)
        code, drawn = on_a_terminal(workspace, 100, "check", *AS_OF, **environ)
        assert (code, drawn.splitlines()[0]) == (1, "paged with FRX")
    for environ in ({"PAP_PAGER": ""}, {"PAGER": "cat"}, {"PAGER": "no-such-pager"}, {"PAGER": "'"}, {"TERM": "dumb"}):
        code, drawn = on_a_terminal(workspace, 100, "milestones", *AS_OF, **environ)
        assert (code, "A1.39" in drawn) == (0, True)
    for words in (("status",), ("milestones", "--limit", "3"), ("milestones", "--output", "o.txt")):
        code, drawn = on_a_terminal(workspace, 100, *words, *AS_OF, PAP_PAGER=f"'{pager}'")
        assert (code, "paged" in drawn) == (0, False)


def test_python_m_runs_it_too(workspace: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pap_cli", "--version"], cwd=workspace, capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"pap ")


@pytest.mark.usefixtures("workspace")
def test_the_clock_is_read_in_one_place_only(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_clock() -> None:
        raise AssertionError("the clock was read")

    monkeypatch.setattr("pap_cli.clock.today", no_clock)
    assert pap("status", *AS_OF).code == 0
