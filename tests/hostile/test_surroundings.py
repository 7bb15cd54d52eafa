"""The installed command among hostile surroundings: programs in a workspace, signals, streams, terminals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands.running import INSTALLED, make_workspace, run_installed
from hostile.bombs import BOMBS
from hostile.streams import harmless

posix_only = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
AS_OF = ("--as-of", "2016-10-14")
EVIL = "import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n"
MODULES = (
    *("yaml", "rich", "tabulate", "pydantic", "pydantic_core", "typer", "click", "tomllib", "json", "errno", "gc"),
    *("sitecustomize", "usercustomize", "unicodedata", "subprocess", "zoneinfo", "plugin", "conftest"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with programs in it, each of which leaves a mark when it is run."""
    make_workspace(tmp_path)
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(EVIL)
    for name in ("git", "less", "sh", "python3"):
        (tmp_path / name).write_text(f"#!/bin/sh\ntouch '{tmp_path}/{name}.ran'\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def with_package(workspace: Path) -> Path:
    (workspace / "pap_cli").mkdir()
    for name in ("__init__", "__main__", "cli"):
        (workspace / "pap_cli" / f"{name}.py").write_text(EVIL)
    return workspace


def nothing_ran(workspace: Path) -> bool:
    return not list(workspace.rglob("*.ran"))


@pytest.mark.parametrize("words", [("check",), ("status", "-f", "terminal"), ("check", "--changed-since", "HEAD")])
def test_the_installed_command_runs_nothing_of_a_workspace(workspace: Path, words: tuple[str, ...]) -> None:
    with_package(workspace)
    path = os.pathsep.join([".", "", os.environ["PATH"]])
    run_installed(workspace, *words, *AS_OF, PATH=path, PAGER="./less", GIT_PAGER="./less", EDITOR="./less")
    assert nothing_ran(workspace)


@pytest.mark.parametrize("options", [("-P", "-m"), ("-m",)])
def test_python_m_takes_its_libraries_from_elsewhere(workspace: Path, options: tuple[str, ...]) -> None:
    if "-P" in options:  # without it, Python itself looks for the package in the working directory first
        with_package(workspace)
    ran = subprocess.run(
        [sys.executable, *options, "pap_cli", "check", *AS_OF], cwd=workspace, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert nothing_ran(workspace)


def test_python_m_where_the_program_is_installed_within_the_workspace(workspace: Path) -> None:
    """As with a .venv in the folder of the plans."""
    import pap_cli

    site = workspace / ".venv" / "lib" / "site-packages"
    shutil.copytree(Path(pap_cli.__file__).parent, site / "pap_cli", ignore=shutil.ignore_patterns("__pycache__"))
    ran = subprocess.run(
        [sys.executable, "-m", "pap_cli", "check", *AS_OF],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert nothing_ran(workspace)


@posix_only
def test_an_interrupt_by_the_keyboard(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    for number in range(120):  # enough to be busy for a while
        data = BOMBS["milestones"](200_000).popitem()[1].replace(b"id: p,", f"id: p{number},".encode(), 1)
        (tmp_path / "plans" / f"bomb{number}.yaml").write_bytes(data)
    process = subprocess.Popen(
        [INSTALLED, "check", *AS_OF], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in out + err


@posix_only
@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize(("words", "code"), [("milestones", 0), ("show nothing", 2)])
def test_nowhere_to_complain(tmp_path: Path, closed: str, words: str, code: int) -> None:
    if "full" in closed and not Path("/dev/full").is_char_device():
        pytest.skip("there is no such device here")
    make_workspace(tmp_path)
    (tmp_path / "plans" / "x.yaml").write_text("a: 1\n")
    ran = subprocess.run(
        ["sh", "-c", f'"$0" {words} --as-of 2016-10-14 {closed}', INSTALLED],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == (2 if closed.startswith(">") else code)
    assert b"Traceback" not in ran.stdout + ran.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no such device here")
def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    ran = run_installed(tmp_path, "status", *AS_OF, "-o", "/dev/full")
    assert ran.returncode == 2
    assert b"no space left" in ran.stderr
    (tmp_path / "out.txt").write_text("old")
    limited = 'ulimit -f 0; trap "" XFSZ; "$0" status -o out.txt'
    ran = subprocess.run(["bash", "-c", limited, INSTALLED], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert (tmp_path / "out.txt").read_text() == "old"
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize(
    ("columns", "term"), [("1", "dumb"), ("20", ""), ("-5", "xterm"), ("99999999999", "xterm"), ("x", "dumb")]
)
def test_a_narrow_or_unknown_terminal(tmp_path: Path, columns: str, term: str) -> None:
    make_workspace(tmp_path)
    ran = run_installed(tmp_path, "status", "-f", "terminal", *AS_OF, COLUMNS=columns, TERM=term)
    assert (ran.returncode, ran.stderr) == (0, b"")
    harmless("terminal", ran.stdout.decode())


@pytest.mark.parametrize(
    ("locale", "encoding"), [("C", "cp1252"), ("xx_XX.nothing", "ascii"), ("", "utf-16"), ("POSIX", "utf-8:strict")]
)
def test_an_odd_locale(tmp_path: Path, locale: str, encoding: str) -> None:
    make_workspace(tmp_path)
    (tmp_path / "plans" / "größe.yaml").write_text(
        "plan: {id: größe, title: ‘中文’ 👧, start: 2016-02-30}\n", encoding="utf-8"
    )
    for words in (("check", *AS_OF), ("check", "-f", "json", *AS_OF)):
        ran = run_installed(tmp_path, *words, LC_ALL=locale, LANG=locale, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (ran.returncode, ran.stderr) == (1, b"")
        assert b"PAP104" in ran.stdout.replace(b"\0", b"")
