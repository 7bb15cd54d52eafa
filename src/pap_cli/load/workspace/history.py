"""Read a workspace as it was at a git revision, from the object store: nothing is checked out or written.

git runs without network access, and without anything that the settings of a repository could make it run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from pap_cli.errors import PapError
from pap_cli.load.workspace.executables import find_program
from pap_cli.load.workspace.files import FileReader, Unit
from pap_cli.load.workspace.loader import Workspace, read_workspace
from pap_cli.load.workspace.locate import FOLDERS, MAX_BYTES, SETTINGS, SUFFIXES
from pap_cli.problems.files import UNREADABLE_FILE

_FETCH = "fetch it first; in GitHub Actions, set  fetch-depth: 0  on actions/checkout"
_TRUST = "git config --global --add safe.directory"
_FULL = "make a full clone, without --filter"
_QUIET = ("--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs")
_OFF = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),  # ignore a bare repository inside a workspace
)
_ENVIRON = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def workspace_at(now: Workspace, revision: str) -> Workspace:
    """Return a workspace as it was at a revision, with its present settings.

    The commit is the merge base of REVISION and HEAD, as in `git diff REVISION...HEAD`, so that changes others made
    since then are not part of the change.

    Raises:
        PapError: if git is not installed, this is not a repository, or it does not contain the revision.
    """
    root = now.root
    reader = _CommittedReader(root, _blobs(root, _merge_base(root, revision)))
    workspace = read_workspace(reader, now)
    for name in SETTINGS:
        if name in reader.blobs:
            reader.read(root / name)  # only its text, to compare it
    return workspace


class _CommittedReader(FileReader):
    """Reads the files of a commit, from their bytes by path in the workspace."""

    def __init__(self, root: Path, blobs: Mapping[str, bytes | None]) -> None:
        super().__init__(root)
        self.blobs = blobs

    def plan_units(self) -> Iterator[Unit]:
        """Yield the files of each plan."""
        units: dict[str, list[Path]] = {}
        for name in sorted(self.blobs):
            parts = PurePosixPath(name).parts
            if parts[0] == "plans":
                units.setdefault(parts[1], []).append(self.root / name)
        for name, paths in units.items():
            yield Unit(name, tuple(paths), folder=paths[0] != self.root / "plans" / name)

    def kpi_files(self) -> tuple[Path, ...]:
        """Return every YAML file in `kpis/`."""
        return tuple(self.root / name for name in sorted(self.blobs) if name.startswith("kpis/"))

    def _bytes(self, path: Path, most: int) -> bytes | None:
        data = self.blobs[path.relative_to(self.root).as_posix()]
        if data is None:
            self.report(UNREADABLE_FILE, path, f"file is larger than {MAX_BYTES // 1024 // 1024} MB", "split it")
        return data


def _git() -> Path:
    """Return the path of git.

    Raises:
        PapError: if git is not installed.
    """
    found = find_program("git")
    if found is None:
        raise PapError("git is not installed", "install git, or run without --changed-since")
    return found


def _run(root: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - an absolute path, and arguments that cannot be options
            [_git(), *_QUIET, *_OFF, *words],
            cwd=root,
            env={**_surroundings(), **_ENVIRON},
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise PapError(f"git could not be run: {(error.strerror or str(error)).lower()}") from None


def _surroundings() -> dict[str, str]:
    """Return the environment without the variables that point git to another repository, as set in a hook."""
    kept = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
    return {name: value for name, value in os.environ.items() if name in kept or not name.startswith("GIT_")}


def _output(root: Path, *words: str) -> str:
    """Return the output of git, or an empty string if it fails."""
    done = _run(root, words)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def _merge_base(root: Path, revision: str) -> str:
    inside = _run(root, ("rev-parse", "--is-inside-work-tree"))
    if b"dubious ownership" in inside.stderr:
        top = re.search(rb"safe\.directory '?([^'\n]+)", inside.stderr)
        folder = top[1].decode("utf-8", "replace") if top else str(root)
        raise PapError("git does not trust this folder because another user owns it", f"run  {_TRUST} {folder}")
    if inside.stdout.strip() != b"true":
        raise PapError(
            f"{root} is not in a git repository", "run without --changed-since, or create one with  git init"
        )
    if not revision.strip() or revision.endswith("/"):
        raise PapError(f"“{revision}” is not a revision", "check that the variable with its name is set")
    commit = _output(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise PapError(f"unknown revision “{revision}”", _FETCH)
    base = _output(root, "merge-base", commit, "HEAD")
    if not base:
        raise PapError(f"the history between “{revision}” and HEAD is missing from this clone", _FETCH)
    return base.split()[0]


def _blobs(root: Path, commit: str) -> dict[str, bytes | None]:
    """Return the bytes of every file of a workspace in a commit, by path; None for a file that is too large.

    Raises:
        PapError: if some are missing from the object store, as in a partial clone.
    """
    done = _run(root, ("ls-tree", "-r", "-l", "-z", commit, "--", *FOLDERS, *SETTINGS))
    if done.returncode:
        raise PapError(f"some files of commit {commit[:10]} are missing from this clone", _FULL)
    listed: dict[str, str] = {}
    blobs: dict[str, bytes | None] = {}
    for line in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        attributes, _, name = line.partition("\t")
        mode, kind, found, size = (attributes.split() + [""] * 4)[:4]
        if kind == "commit":
            raise PapError(f"{name} is a submodule, and cannot be compared", "run pap in the submodule")
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
        if kind != "blob" or mode == "120000" or hidden or not name.endswith((*SUFFIXES, *SETTINGS)):
            continue
        if size.isdigit() and int(size) > MAX_BYTES:
            blobs[name] = None
        else:
            listed[name] = found
    wanted = "".join(f"{found}\n" for found in listed.values()).encode()
    done = _run(root, ("cat-file", "--batch"), wanted)
    contents = list(_contents(done.stdout))
    if done.returncode or len(contents) != len(listed):
        raise PapError(f"cannot read some files of commit {commit[:10]}", "run  git fsck")
    return blobs | dict(zip(listed, contents, strict=True))


def _contents(data: bytes) -> Iterator[bytes]:
    """Yield the contents in the output of `git cat-file --batch`: a line with the size, the bytes, and a line break.

    Raises:
        PapError: if one of them is missing.
    """
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        size = data[at:end].rsplit(b" ", 1)[1]
        if not size.isdigit():
            raise PapError("some files of the revision are missing from this clone", _FULL)
        yield data[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
