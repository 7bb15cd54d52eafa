"""Where a workspace is in its repository, and where it was in a commit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError
from pap_cli.load.workspace.git import output, run
from pap_cli.load.workspace.locate import FOLDERS, SUFFIXES

FETCH = "fetch it first; in GitHub Actions, set  fetch-depth: 0  on actions/checkout"
_UNSHALLOW = "fetch the rest:  git fetch --unshallow;  in GitHub Actions, set  fetch-depth: 0  on actions/checkout"
_TRUST = "git config --global --add safe.directory"
_LIST = ("ls-tree", "-r", "--name-only", "--full-tree", "-z")
# How often the folder of a workspace can have been renamed.
_MOST_NAMES = 100
# How many branches and tags are compared with a name that is none of them.
_MOST_REFS = 1000


class UnknownRevisionError(PapError):
    """Text that names no commit of the repository."""


def place_in_repository(root: Path) -> tuple[Path, str]:
    """Return the top of the repository of a workspace, and the path of the workspace in it: `council/`, or empty.

    Raises:
        PapError: if git is not installed, or the workspace is in no repository, or in one that git does not trust.
    """
    words = ("rev-parse", "--is-inside-work-tree", "--show-toplevel", "--show-prefix")
    found = run(root, words)
    if b"dubious ownership" in found.stderr:
        top = re.search(rb"safe\.directory '?([^'\n]+)", found.stderr)
        folder = top[1].decode("utf-8", "replace") if top else str(root)
        raise PapError("git does not trust this folder because another user owns it", f"run  {_TRUST} {folder}")
    lines = found.stdout.decode("utf-8", "surrogateescape").split("\n")
    if found.returncode or lines[0] != "true" or len(lines) < 3:
        raise PapError(f"{root} is not in a git repository", "git has no earlier version; create one with  git init")
    return Path(lines[1]).resolve(), lines[2]


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision names.

    Raises:
        UnknownRevisionError: if the repository does not have it.
    """
    if not revision.strip() or revision.endswith("/"):
        raise UnknownRevisionError(f"“{revision}” is not a revision", "check that the variable with its name is set")
    commit = output(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise UnknownRevisionError(f"unknown revision “{revision}”", _instead(root, revision))
    return commit


def _instead(root: Path, revision: str) -> str:
    """Return what to do about an unknown revision: it is misspelt, or it has not been fetched."""
    words = ("for-each-ref", f"--count={_MOST_REFS}", "--format=%(refname:lstrip=2)")
    names = output(root, *words, "refs/heads", "refs/tags", "refs/remotes").split("\n")
    remotes = output(root, "remote").split()
    near = nearest(revision, filter(None, ("HEAD", *names)))
    shallow = output(root, "rev-parse", "--is-shallow-repository") == "true"
    help = [f"did you mean {near}?"] if near is not None else []
    if shallow:
        help.append(f"this clone is shallow, and may not reach back to it: {_UNSHALLOW}")
    elif near is None and revision.partition("/")[0] in {*remotes, "origin"}:
        help.append(f"if it is a branch of a remote, {FETCH}")
    return "; ".join(help) or "a revision is a branch, a tag or a commit of this repository; check how it is written"


def is_workspace(top: Path, commit: str, folder: str) -> bool:
    """Return True if a folder has a YAML file of a plan or of KPIs in a commit."""
    places = (f"{folder}{name}" for name in FOLDERS)
    return any(name.endswith(SUFFIXES) for name in output(top, *_LIST, commit, "--", *places).split("\0"))


def folder_in(root: Path, top: Path, folder: str, commit: str) -> str:
    """Return the folder in a commit of the workspace that is in a folder now, following each renaming of it.

    Returns FOLDER if it was there, or there is no telling where it was.
    """
    later = "HEAD"
    if not is_workspace(top, later, folder):  # renamed, and not committed yet
        names = [path.relative_to(root).as_posix() for name in FOLDERS for path in (root / name).rglob("*")]
        later_folder = folder_before(top, later, names, top)
    else:
        later_folder = folder
    for _ in range(_MOST_NAMES):
        if later_folder is None or is_workspace(top, commit, later_folder):
            break
        places = [f"{later_folder}{name}" for name in FOLDERS]
        since = output(top, "rev-list", "--first-parent", "--reverse", f"{commit}..{later}", "--", *places).split()
        named = _folders(top, since[0] if since else later)
        earlier = f"{since[0]}^" if since else commit
        later_folder = folder_before(top, earlier, named.get(later_folder, ()), named)
        if not since:
            break
        later = earlier
    return later_folder if later_folder is not None and is_workspace(top, commit, later_folder) else folder


def folder_before(top: Path, commit: str, known: Iterable[str], later: Path | Iterable[str]) -> str | None:
    """Return the folder in a commit of a workspace that is gone later, with most files named as in `known`.

    `later` has the folders of the workspaces there are later, or is the top of the work tree.  Returns None if there is
    none, or no telling which of several it was.
    """
    found = _folders(top, commit)
    names = frozenset(known)
    shared = Counter({folder: len(names & there) for folder, there in found.items()})
    if isinstance(later, Path):
        left = [folder for folder in shared if not any((later / folder / name).is_dir() for name in FOLDERS)]
    else:
        still = frozenset(later)
        left = [folder for folder in shared if folder not in still]
    left.sort(key=lambda folder: shared[folder], reverse=True)
    if not left or (len(left) > 1 and shared[left[0]] == shared[left[1]]):
        return None
    return left[0]


def _folders(top: Path, commit: str) -> dict[str, set[str]]:
    """Return each folder in a commit that looks like a workspace, with the names of the files of its plans and KPIs."""
    done = run(top, (*_LIST, commit))
    found: dict[str, set[str]] = {}
    for name in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        parts = name.split("/")
        for number, part in enumerate(parts[:-1]):
            if part in FOLDERS and name.endswith(SUFFIXES):
                folder = "".join(f"{one}/" for one in parts[:number])
                found.setdefault(folder, set()).add("/".join(parts[number:]))
    return found
