"""Read a workspace as it was at a git revision, from the object store: nothing is checked out or written."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.files import PEEK, FileReader, Unit
from pap_cli.load.workspace.git import FULL_CLONE, contents, look_up, output, run
from pap_cli.load.workspace.loader import Workspace, read_workspace
from pap_cli.load.workspace.locate import FOLDERS, MAX_BYTES, PEEKED, SETTINGS, SUFFIXES, TABLE, is_alike

_FETCH = "fetch it first; in GitHub Actions, set  fetch-depth: 0  on actions/checkout"
_TRUST = "git config --global --add safe.directory"
_IN_FOLDERS = tuple(f"{name}/" for name in FOLDERS)


class Base(Struct, frozen=True):
    """The commit at which a change begins, and the folder of the workspace in it: `council/`, or empty for the top."""

    root: Path
    top: Path
    commit: str
    folder: str
    blobs: dict[str, bytes | None]

    def workspace(self, now: Workspace) -> Workspace:
        """Return the workspace as it was, with the settings that it had; files with the same text are not parsed."""
        return read_workspace(_CommittedReader(self.root, self.blobs), now)

    def contains(self, path: Path) -> bool:
        """Return True if a path is in the repository."""
        return _absolute(path).is_relative_to(self.top)

    def file(self, path: Path) -> bytes | None:
        """Return the bytes of a file of the repository as they were; None if it was not there.

        A file of the workspace is looked for where the workspace was.
        """
        absolute = _absolute(path)
        name = absolute.relative_to(self.top).as_posix()
        if absolute.is_relative_to(self.root):
            name = self.folder + absolute.relative_to(self.root).as_posix()
        if "\n" in name:
            return None
        return next(look_up(self.top, [f"{self.commit}:{name}"], "--follow-symlinks"))


def _absolute(path: Path) -> Path:
    """Return an absolute path, without following a link that the file itself may be."""
    return Path(os.path.realpath(path.parent), path.name)


def base_of(root: Path, revision: str, known: Iterable[str] = ()) -> Base:
    """Return the commit where the history of HEAD left a revision, with the files of the workspace in it.

    The commit is the merge base, as in `git diff REVISION...HEAD`, so that changes others made since then are not part
    of the change.  If the folder of the workspace has another name now, the names of its files (`known`) show which it
    was.

    Raises:
        PapError: if git is not installed, this is not a repository, or it does not contain the revision.
    """
    top, folder = _place_in_repository(root)
    commit = _merge_base(root, revision)
    blobs = _blobs(top, commit, folder)
    if not any(name.startswith(_IN_FOLDERS) for name in blobs):
        former = _former_folder(top, commit, frozenset(known))
        if former is not None:
            folder, blobs = former, _blobs(top, commit, former)
    return Base(root, top, commit, folder, blobs)


def workspace_at(now: Workspace, revision: str) -> Workspace:
    """Return a workspace as it was where the history of HEAD left a revision, with the settings that it had.

    Raises:
        PapError: if git is not installed, this is not a repository, or it does not contain the revision.
    """
    return base_of(now.root, revision, now.sources).workspace(now)


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
            if parts[0] == "plans" and name.endswith(SUFFIXES):
                units.setdefault(parts[1], []).append(self.root / name)
        for name, paths in units.items():
            yield Unit(name, tuple(paths), folder=paths[0] != self.root / "plans" / name)

    def kpi_files(self) -> tuple[Path, ...]:
        """Return every YAML file in `kpis/`."""
        return tuple(
            self.root / name for name in sorted(self.blobs) if name.startswith("kpis/") and name.endswith(SUFFIXES)
        )

    def not_read(self) -> Iterator[str]:
        """Yield the paths of files that are not read and may look as if they were."""
        for name in sorted(self.blobs):
            if name not in SETTINGS and not (name.startswith(_IN_FOLDERS) and name.endswith(SUFFIXES)):
                yield name

    def peek(self, name: str) -> str:
        """Return the start of the text of a file in the commit; empty if it is not there, or is too large."""
        return (self.blobs.get(name) or b"")[:PEEK].decode("utf-8", "replace")

    def has(self, path: Path) -> bool:
        """Return True if the commit has a file at this path."""
        return path.relative_to(self.root).as_posix() in self.blobs

    def _bytes(self, path: Path, most: int) -> bytes | None:
        data = self.blobs[path.relative_to(self.root).as_posix()]
        if data is None or len(data) > most:
            self.report_size(path, most)
            return None
        return data


def _place_in_repository(root: Path) -> tuple[Path, str]:
    """Return the top of the repository of a workspace, and the path of the workspace in it."""
    words = ("rev-parse", "--is-inside-work-tree", "--show-toplevel", "--show-prefix")
    found = run(root, words)
    if b"dubious ownership" in found.stderr:
        top = re.search(rb"safe\.directory '?([^'\n]+)", found.stderr)
        folder = top[1].decode("utf-8", "replace") if top else str(root)
        raise PapError("git does not trust this folder because another user owns it", f"run  {_TRUST} {folder}")
    lines = found.stdout.decode("utf-8", "surrogateescape").split("\n")
    if found.returncode or lines[0] != "true" or len(lines) < 3:
        raise PapError(
            f"{root} is not in a git repository", "run without --changed-since, or create one with  git init"
        )
    return Path(lines[1]).resolve(), lines[2]


def _merge_base(root: Path, revision: str) -> str:
    if not revision.strip() or revision.endswith("/"):
        raise PapError(f"“{revision}” is not a revision", "check that the variable with its name is set")
    commit = output(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise PapError(f"unknown revision “{revision}”", _FETCH)
    base = output(root, "merge-base", commit, "HEAD")
    if not base:
        raise PapError(f"the history between “{revision}” and HEAD is missing from this clone", _FETCH)
    return base.split()[0]


def _former_folder(top: Path, commit: str, known: frozenset[str]) -> str | None:
    """Return the folder in a commit with a workspace that is no longer there and has most files named as in `known`.

    Returns None if there is none, or no telling which of several it was.
    """
    done = run(top, ("ls-tree", "-r", "--name-only", "--full-tree", "-z", commit))
    shared: Counter[str] = Counter()
    for name in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        parts = name.split("/")
        for number, part in enumerate(parts[:-1]):
            if part in FOLDERS and name.endswith(SUFFIXES):
                shared["".join(f"{one}/" for one in parts[:number])] += "/".join(parts[number:]) in known
    left = [folder for folder in shared if not any((top / folder / name).is_dir() for name in FOLDERS)]
    left.sort(key=lambda folder: shared[folder], reverse=True)
    if not left or (len(left) > 1 and shared[left[0]] == shared[left[1]]):
        return None
    return left[0]


def _blobs(top: Path, commit: str, folder: str) -> dict[str, bytes | None]:
    """Return the bytes of every file of a workspace in a commit, by path; None for a file that is too large.

    Of a file that is never read, only the name is there.

    Raises:
        PapError: if some are missing from the object store, as in a partial clone.
    """
    beside = output(top, "ls-tree", "-z", "--name-only", commit, *(("--", folder) if folder else ())).split("\0")
    alike = [name for path in beside if is_alike(name := path.removeprefix(folder))]
    wanted_names = (folder + name for name in (*FOLDERS, *SETTINGS, *alike))
    done = run(top, ("ls-tree", "-r", "-l", "-z", commit, "--", *wanted_names))
    if done.returncode:
        raise PapError(f"some files of commit {commit[:10]} are missing from this clone", FULL_CLONE)
    listed: dict[str, str] = {}
    blobs: dict[str, bytes | None] = {}
    links: set[str] = set()
    for line in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        attributes, _, path = line.partition("\t")
        name = path.removeprefix(folder)
        mode, kind, found, size = (attributes.split() + [""] * 4)[:4]
        if kind == "commit":
            raise PapError(f"{name} is a submodule, and cannot be compared", "run pap in the submodule")
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts) and name not in alike
        if kind != "blob" or hidden:
            continue
        peeked = name.endswith(PEEKED) and mode != "120000"
        if not (peeked or name.endswith((*SUFFIXES, *SETTINGS, TABLE))):
            blobs[name] = b""  # only its name counts
        elif size.isdigit() and int(size) > MAX_BYTES:
            blobs[name] = None
        else:
            listed[name] = found
            links |= {name} if mode == "120000" else set()
    wanted = "".join(f"{found}\n" for found in listed.values()).encode()
    done = run(top, ("cat-file", "--batch"), wanted)
    found_contents = list(contents(done.stdout))
    if done.returncode or len(found_contents) != len(listed):
        raise PapError(f"cannot read some files of commit {commit[:10]}", "run  git fsck")
    blobs |= dict(zip(listed, found_contents, strict=True))
    return blobs | _followed(top, commit, folder, {name: blobs.pop(name) or b"" for name in links})


def _followed(top: Path, commit: str, folder: str, links: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the bytes of the files that links of a commit point at, in the workspace; others are left out."""
    targets: dict[str, str] = {}
    for name, text in links.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), text.decode("utf-8", "surrogateescape")))
        if not target.startswith(("..", "/")) and "\n" not in target:
            targets[name] = f"{commit}:{folder}{target}"
    found = zip(targets, look_up(top, list(targets.values())), strict=True)
    return {name: data for name, data in found if data is not None}
