"""What each command opens, writes, starts and connects to, told by Python's own audit events."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from commands.running import make_workspace, run_installed
from pap_cli.load.workspace.locate import user_settings

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open folders have names only on Linux")

TRACE = """
import json, os, sys
log = os.open(os.environ["TRACE"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
OTHERS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.forkpty", "ctypes.dlopen")
PATHS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
def watch(event, words):
    if event == "open":
        if not isinstance(words[0], int):
            kind = "write" if words[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else "read"
            note(kind, os.path.abspath(os.fsdecode(words[0])))
    elif event in ("os.listdir", "os.scandir") and not isinstance(words[0], int):
        note("read", os.path.abspath(os.fsdecode(words[0] or ".")))
    elif event in PATHS:
        paths = [os.fsdecode(word) for word in words if isinstance(word, (str, bytes, os.PathLike))]
        folders = words[-len(paths):] if isinstance(words[-1], int) else [-1] * len(paths)
        for path, folder in zip(paths, folders):
            above = os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else ""
            note("write", os.path.abspath(os.path.join(above, path)))
    elif event in OTHERS and words[:1] != (None,):  # ctypes.dlopen(None) is the program itself
        note("start", os.fsdecode(words[0]) if words else event)
    elif event.startswith("socket.") and event not in ("socket.gethostname", "socket.__new__"):
        note("socket", f"{event} {words[1:]}")
def note(kind, what):
    os.write(log, (json.dumps([kind, what]) + "\\n").encode())
sys.addaudithook(watch)
from pap_cli.start import main
sys.argv = ["pap", *sys.argv[1:]]
main()
"""
AS_OF = "--as-of 2016-10-14"
COUNTED = """\
sources: {cases: {kind: files, files: cases.csv, columns: {opened: date}}}
kpis:
  - id: counted
    title: Cases opened
    records:
      from: cases
      period: {date: opened, grain: month, first: 2016-07}
      value: count
      definition: {version: 1}
"""
# The folders of the program, of Python and of the system's data that any program may read.
PROGRAM = tuple(
    os.path.realpath(path)
    for path in (
        *(sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()),
        *(path for path in sys.path if path),
        *("/usr/share/zoneinfo", "/etc/localtime", "/dev/null"),
    )
)


class Promise(Struct, frozen=True):
    """A command, the environment it runs in, and what it may write and start, by name in the workspace."""

    words: str
    writes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    environ: Mapping[str, str] = {}
    temporary: bool = False
    # Whether it refuses to write where a file cannot be read, as one behind a link.
    careful: bool = False
    # Whether it reads the settings of the person.
    personal: bool = False
    # Whether it changes the files of the workspace, and keeps in the user's state folder what undo needs.
    changes: bool = False


READING = (
    *(
        "status",
        "status --all",
        "key",
        "check",
        "milestones",
        "actions",
        "recommendations",
        "kpis",
        "reviews",
        "owners",
        "timeline",
    ),
    *("show A1.1", "config show", "status -f json", "milestones -f csv", "timeline -f svg", "report -f html"),
    *("next --owner head", "overdue --owner head", "diff", "slippage", "risks", "themes", "status --owner head"),
    "digest --owner head",
)
WRITING = (
    *(
        "start A1.2",
        "done A1.1 A1.2",
        "evidence A1.1 --force",
        "forecast A1.1 2027-03",
        "note A1 Text",
        "judge A1 --percent 60",
    ),
    "extend A1.1 --to 2027-03 --by ofsted --reason Why --approved 2026-01-01",
    *("cancel A1.2 --by ofsted --reason Why", "held V --on 2026-01-01", "record k 2016-10 5"),
    "override A1.1 green --by head --reason Why --until 2027-01-01",
    *("suppress A1.1 milestone-overdue --reason Why --until 2027-01-01", "rename A1.1 A1.9", "move A1.1 --under A2"),
    *("add risk --title Money --id RK1", "fmt", "collect answers --yes"),
)
PROMISES = [
    *(Promise(f"{words} {AS_OF}", personal=words.startswith(("status", "config show"))) for words in READING),
    *(
        Promise(words)
        for words in ("rules", "explain PAP201", "schema plan", "cache info", "help status", "--help", "--version")
    ),
    *(Promise(f"{words} {AS_OF}", personal=True) for words in ("next", "overdue")),
    Promise("sql counted --as-at 2016-10-14"),
    Promise(
        "refresh counted --as-at 2016-10-14 --allow exports", ("kpis/*",), personal=True, changes=True, temporary=True
    ),
    Promise("", environ={"_PAP_COMPLETE": "complete_bash", "COMP_WORDS": "pap show A1", "COMP_CWORD": "2"}),
    Promise(f"status -o out.txt {AS_OF}", ("out.txt", ".out.txt.*.tmp"), personal=True),
    Promise(f"status -o link.txt {AS_OF}", ("elsewhere/target.txt", "elsewhere/.target.txt.*.tmp"), personal=True),
    Promise(f"check --report sarif=r.sarif {AS_OF}", ("r.sarif", ".r.sarif.*.tmp")),
    Promise(f"report -o r.pdf {AS_OF}", ("r.pdf", ".r.pdf.*.tmp"), temporary=True, careful=True),
    Promise(f"report -o r.docx {AS_OF}", ("r.docx", ".r.docx.*.tmp"), temporary=True, careful=True),
    Promise(f"site -o public {AS_OF}", ("public", "public/*"), careful=True),
    Promise(f"site -o public --known-on HEAD {AS_OF}", ("public", "public/*"), ("git",), careful=True),
    Promise(f"export xlsx -o plan.xlsx {AS_OF}", ("plan.xlsx", ".plan.xlsx.*.tmp"), careful=True),
    Promise(f"export ics -o plan.ics {AS_OF}", ("plan.ics", ".plan.ics.*.tmp"), careful=True),
    Promise(f"import plan t.csv --dry-run {AS_OF}"),
    Promise(f"import plan t.csv --yes {AS_OF}", ("plans/*", "kpis/*", "imports", "imports/*"), changes=True),
    Promise(f"import kpis f.csv --dry-run {AS_OF}"),
    Promise(f"import kpis f.csv --yes {AS_OF}", ("kpis/*", "imports", "imports/*"), changes=True, careful=True),
    Promise(f"chase -o out {AS_OF}", ("out", "out/*"), careful=True),
    Promise("init new", ("new", "new/*")),
    Promise(f"baseline write b.json {AS_OF}", ("b.json", ".b.json.*.tmp"), careful=True),
    Promise(f"check --changed-since HEAD {AS_OF}", starts=("git",)),
    Promise(f"status --known-on HEAD {AS_OF}", starts=("git",), personal=True),
    Promise(f"report --known-on HEAD {AS_OF}", starts=("git",)),
    Promise(f"history A1.1 {AS_OF}", starts=("git",)),
    Promise(f"slippage --history {AS_OF}", starts=("git",)),
    Promise(f"diff HEAD HEAD {AS_OF}", starts=("git",)),
    Promise("report --known --since 2198-01-01 --as-of 2199-01-01", starts=("git",)),
    Promise("diff --known 2198-01-01 2199-01-01", starts=("git",)),
    Promise(f"check --history --since HEAD {AS_OF}", starts=("git",)),
    Promise(
        f"check {AS_OF}",
        ("summary.md",),
        ("git",),
        {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"},
    ),
    Promise("freeze first --by ofsted --on 2026-01-01 --dry-run", starts=("git",)),
    Promise("freeze first --by ofsted --on 2026-01-01", ("plans/*",), ("git",), changes=True),
    *(Promise(f"{words} --dry-run") for words in WRITING),
    *(Promise(words, ("plans/*", "kpis/*"), changes=True) for words in (*WRITING, "undo", "redo")),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in a repository, with links that lead out and programs that nobody should run."""
    folder = tmp_path_factory.mktemp("made")
    root, outside = folder / "workspace", folder / "outside"
    make_workspace(root)
    (plan,) = (root / "plans").glob("*.yaml")
    more = "  - id: A2\n    title: More\n    owner: head\nreviews:\n  - {id: V, body: ofsted, due: 2026-01-01}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + more, encoding="utf-8")
    (root / "kpis").mkdir(exist_ok=True)
    (root / "kpis" / "k.yaml").write_text("kpis:\n  - {id: k, title: Cases, unit: number}\n", encoding="utf-8")
    (root / "kpis" / "counted.yaml").write_text(COUNTED, encoding="utf-8")
    (root / "exports").mkdir()
    (root / "exports" / "cases.csv").write_text("opened\n2016-08-01\n", encoding="utf-8")
    (root / "answers").mkdir()
    answer = "Reference for pap: chase 1 2016-10-14 head one\nID,Delivered on,New forecast,Comment\nA1.2,,,Fine\n"
    (root / "answers" / "head.csv").write_text(answer, encoding="utf-8")
    outside.mkdir()
    (outside / "secret.yaml").write_text("plan: {id: secret, title: S, start: 2016-01-04}\n", encoding="utf-8")
    (root / "plans" / "linked.yaml").symlink_to("../../outside/secret.yaml")
    (root / "plans" / "folder").symlink_to("../../outside", target_is_directory=True)
    (root / "t.csv").write_text("Ref,Action,Due date\n1,Open the door,March 2017\n", encoding="utf-8")
    (root / "f.csv").write_text("Indicator,Apr-16,May-16\nCalls,5,6\n", encoding="utf-8")
    (root / "elsewhere").mkdir()
    (root / "link.txt").symlink_to("elsewhere/target.txt")
    for name in ("git", "less", "yaml.py", "rich.py"):
        (root / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (root / name).chmod(0o755)
    git = shutil.which("git")
    if git is not None:
        named = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        for words in (("init", "-q"), ("add", "-A"), (*named, "commit", "-qm", "Begin")):
            subprocess.run([git, *words], cwd=root, check=True)
    return folder


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, beside what its links lead to."""
    shutil.copytree(made, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "workspace"


def traced(workspace: Path, promise: Promise) -> Iterator[tuple[str, str]]:
    """Yield the kind and the object of each event of a run."""
    log = workspace.parent / "trace"
    environ = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environ |= {"PAP_CACHE_DIR": str(workspace.parent / "cache"), "TRACE": str(log), **promise.environ}
    environ["XDG_STATE_HOME"] = str(workspace.parent / "state")
    if promise.changes and promise.words in ("undo", "redo"):
        for words in ("note A1 Text", *(("undo",) if promise.words == "redo" else ())):
            run_installed(workspace, *words.split(), **environ)
    ran = subprocess.run(
        [sys.executable, "-B", "-P", "-c", TRACE, *promise.words.split()],
        cwd=workspace,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode in (0, 1), ran.stderr.decode()
    for line in log.read_text(encoding="utf-8").splitlines():
        kind, what = json.loads(line)
        yield kind, what


def may_write(path: Path, workspace: Path, promise: Promise) -> bool:
    if (workspace.parent / "cache") in (path, *path.parents) or str(path) == os.devnull:
        return True
    if promise.changes and (workspace.parent / "state") in (path, *path.parents):
        return True
    if promise.temporary and Path(tempfile.gettempdir()).resolve() == path.parent:
        return True
    if workspace not in path.parents:
        return False
    return any(path.relative_to(workspace).match(name) or under(path, workspace, name) for name in promise.writes)


def under(path: Path, workspace: Path, name: str) -> bool:
    return name.endswith("/*") and workspace / name[:-2] in path.parents


def may_read(path: Path, workspace: Path, promise: Promise) -> bool:
    real = os.path.realpath(path)
    return (
        any(real == folder or real.startswith(f"{folder}/") for folder in PROGRAM)
        or any(folder in (Path(real), *Path(real).parents) for folder in (workspace, workspace.parent / "cache"))
        or may_write(path, workspace, promise)
        or (promise.personal and str(path) == user_settings({}))
    )


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.words or "completion")
def test_a_command_touches_what_it_promises_and_nothing_else(workspace: Path, promise: Promise) -> None:
    if "git" in promise.starts and shutil.which("git") is None:
        pytest.skip("git is not installed")
    if promise.careful:
        for name in ("linked.yaml", "folder"):
            (workspace / "plans" / name).unlink()
    workspace = workspace.resolve()
    started = set()
    for kind, what in traced(workspace, promise):
        if kind == "write":
            assert may_write(Path(what), workspace, promise), f"writes {what}"
        elif kind == "read":
            assert may_read(Path(what), workspace, promise), f"reads {what}"
        elif kind == "start":
            assert str(workspace) not in what, f"starts {what}"
            started.add(Path(what).name)
        else:
            raise AssertionError(f"{kind} {what}")
    assert started <= set(promise.starts)


def test_every_command_is_here() -> None:
    from pap_cli.cli import command_names

    tested = {promise.words.split(" ")[0] for promise in PROMISES}
    # the sockets of a server are those of tests/commands/test_serve.py; an editor needs a terminal
    assert {*command_names()} - tested == {"serve", "edit"}


def test_a_server_listens_on_its_own_computer_only(workspace: Path) -> None:
    log = workspace.parent / "trace"
    environ = {**os.environ, "PAP_CACHE_DIR": str(workspace.parent / "cache"), "TRACE": str(log)}
    words = ["serve", "--port", "0", *AS_OF.split()]
    process = subprocess.Popen(
        [sys.executable, "-B", "-P", "-c", TRACE, *words], cwd=workspace, env=environ, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(2)
    process.communicate(timeout=60)
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [what for kind, what in events if kind == "socket"] == ["socket.bind (('127.0.0.1', 0),)"]
    assert [what for kind, what in events if kind == "write" and str(workspace.parent / "cache") not in what] == []
