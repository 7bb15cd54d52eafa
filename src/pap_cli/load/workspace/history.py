"""A workspace as it stood at a revision, read from git's own store: nothing is checked out, and nothing written.

git is run with what a repository's settings could make it run switched off, and without a network.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from pap_cli.errors import PapError
from pap_cli.load.workspace.files import FileReader, Unit
from pap_cli.load.workspace.loader import Workspace, read_workspace
from pap_cli.load.workspace.locate import FOLDERS, MAX_BYTES, SETTINGS, SUFFIXES
from pap_cli.load.workspace.programs import find_program
from pap_cli.problems.files import UNREADABLE_FILE

_FETCH = "fetch it first; in GitHub Actions, give actions/checkout  fetch-depth: 0"
_TRUST = "git config --global --add safe.directory"
_WHOLE = "fetch it whole: a partial clone, made with --filter, leaves files out"
_QUIET = ("--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs")
_OFF = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),  # a workspace that is committed as if it were a repository is none
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
            reader.read(root / name)  # its text alone, to see whether it is what it was
    return workspace


class _CommittedReader(FileReader):
    """Reads the files of a commit: their bytes by their path in the workspace."""

    def __init__(self, root: Path, blobs: Mapping[str, bytes | None]) -> None:
        super().__init__(root)
        self.blobs = blobs

    def plan_units(self) -> Iterator[Unit]:
        """Each plan of the commit: a file in `plans/`, or a folder in it."""
        units: dict[str, list[Path]] = {}
        for name in sorted(self.blobs):
            parts = PurePosixPath(name).parts
            if parts[0] == "plans":
                units.setdefault(parts[1], []).append(self.root / name)
        for name, paths in units.items():
            yield Unit(name, tuple(paths), folder=paths[0] != self.root / "plans" / name)

    def kpi_files(self) -> tuple[Path, ...]:
        """Every YAML file in `kpis/` of the commit."""
        return tuple(self.root / name for name in sorted(self.blobs) if name.startswith("kpis/"))

    def _bytes(self, path: Path, most: int) -> bytes | None:
        data = self.blobs[path.relative_to(self.root).as_posix()]
        if data is None:
            message = f"this file has more than {MAX_BYTES // 1024 // 1024} MB"
            self.report(UNREADABLE_FILE, path, message, "split it; no plan is as long as this")
        return data


def _git() -> Path:
    """The git of this machine.

    Raises:
        PapError: there is none.
    """
    found = find_program("git")
    if found is None:
        raise PapError("this needs git, and there is none on this machine", "install git, or leave --changed-since out")
    return found


def _run(root: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a program named in full, with words that are no options
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
    """The environment without what tells git of another repository, as a hook that it runs is told."""
    kept = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
    return {name: value for name, value in os.environ.items() if name in kept or not name.startswith("GIT_")}


def _told(root: Path, *words: str) -> str:
    """What git says, on one line; empty where it says no."""
    done = _run(root, words)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def _merge_base(root: Path, revision: str) -> str:
    inside = _run(root, ("rev-parse", "--is-inside-work-tree"))
    if b"dubious ownership" in inside.stderr:
        top = re.search(rb"safe\.directory '?([^'\n]+)", inside.stderr)
        folder = top[1].decode("utf-8", "replace") if top else str(root)
        raise PapError("git does not trust this folder, since another user owns it", f"tell it to:  {_TRUST} {folder}")
    if inside.stdout.strip() != b"true":
        raise PapError(f"{root} is in no git repository", "leave --changed-since out, or start one with  git init")
    if not revision.strip() or revision.endswith("/"):
        raise PapError(f"“{revision}” names no revision", "see that the variable that should hold its name is set here")
    commit = _told(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise PapError(f"this repository holds no revision “{revision}”", _FETCH)
    base = _told(root, "merge-base", commit, "HEAD")
    if not base:
        raise PapError(f"the history that joins “{revision}” and this commit is not here", _FETCH)
    return base.split()[0]


def _blobs(root: Path, commit: str) -> dict[str, bytes | None]:
    """The bytes of every file of a commit that a reading asks for, by its path in the workspace; None where too long.

    Raises:
        PapError: some of them are not in the store, as in a partial clone.
    """
    done = _run(root, ("ls-tree", "-r", "-l", "-z", commit, "--", *FOLDERS, *SETTINGS))
    if done.returncode:
        raise PapError(f"some files of the commit {commit[:10]} are not here", _WHOLE)
    listed: dict[str, str] = {}
    blobs: dict[str, bytes | None] = {}
    for line in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        told, _, name = line.partition("\t")
        mode, kind, found, size = (told.split() + [""] * 4)[:4]
        if kind == "commit":
            raise PapError(f"{name} is a submodule, and its history is not compared", "run pap in the submodule itself")
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
        raise PapError(f"some files of the commit {commit[:10]} cannot be read", "see what  git fsck  says")
    return blobs | dict(zip(listed, contents, strict=True))


def _contents(data: bytes) -> Iterator[bytes]:
    """The contents in an answer of `git cat-file --batch`: a line with the size, so many bytes, and a line break.

    Raises:
        PapError: one of them is missing.
    """
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        size = data[at:end].rsplit(b" ", 1)[1]
        if not size.isdigit():
            raise PapError("some files of that revision are not here", _WHOLE)
        yield data[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
