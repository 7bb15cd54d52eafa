"""The commits that changed a workspace, and the files that each of them changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.git import FULL_CLONE, output, run
from pap_cli.load.workspace.locate import FOLDERS, SUFFIXES, TABLE
from pap_cli.load.workspace.repository import place_in_repository
from pap_cli.model.versions import Commit

# Plumbing: of the settings of a repository, it obeys none that start a program or show other commits, but these.
PLAIN = ("-c", "core.commitGraph=false", "-c", "mailmap.file=", "-c", "mailmap.blob=")
# A header: a control character that no line of `--raw` begins with, and fields with another between them.
_HEAD, _FIELD = "\x01", "\x02"
_FIELDS = ("%H", "%P", "%at", "%ct", "%cd", "%aN", "%aE", "%s")
_FORMAT = f"--format=tformat:%x01{'%x02'.join(_FIELDS)}"
_CHANGES = (
    *("diff-tree", "--stdin", "--root", "-r", "-z", "-m", "--first-parent", "--raw", "--no-renames", "--no-abbrev"),
    *("--no-ext-diff", "--no-textconv", f"-O{os.devnull}", "--encoding=UTF-8", "--date=format:%z"),
    _FORMAT,
)
_LINK, _SUBMODULE = "120000", "160000"
_LATEST = 253_402_214_400


class Changed(Struct, frozen=True):
    """A file of the workspace that a commit changed: its path, and its bytes before and after by their ID.

    Either is empty if the file was not there.
    """

    path: str
    before: str
    after: str


class Step(Struct, frozen=True):
    """A commit with the files of the workspace that it changed; `odd` are those that are links or submodules."""

    commit: Commit
    files: tuple[Changed, ...]
    odd: tuple[str, ...] = ()


class Repository(Struct, frozen=True):
    """Where a workspace is: the top of its repository, its folder in it (`council/`, or empty), and HEAD."""

    top: Path
    folder: str
    head: str


def repository_of(root: Path) -> Repository:
    """Return the repository of a workspace.

    Raises:
        PapError: if git is not installed, this is not the work tree of a repository, or nothing was committed.
    """
    top, folder = place_in_repository(root)
    head = output(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not head:
        raise PapError("this repository has no commits", "commit the plan first:  git add . && git commit")
    return Repository(top, folder, head)


def line_of(repository: Repository, *, first_parent: bool = True) -> tuple[str, ...]:
    """Return the IDs of all commits that lead to HEAD, newest first."""
    words = ("rev-list", *_line(first_parent=first_parent), repository.head)
    return tuple(output(repository.top, *words).split())


def not_in(repository: Repository, revision: str) -> frozenset[str]:
    """Return the IDs of the commits that HEAD has and a revision has not."""
    return frozenset(output(repository.top, "rev-list", repository.head, f"^{revision}").split())


def _line(*, first_parent: bool) -> tuple[str, ...]:
    return ("--first-parent",) if first_parent else ("--topo-order", "--full-history", "--no-merges")


def steps(
    repository: Repository, folder: str, until: str, *, first_parent: bool = True, after: str = ""
) -> Iterator[Step]:
    """Yield the commits that changed the files of a workspace in a folder, oldest first.

    They are those that lead to `until`, without those that lead to `after`, if that is given.

    Raises:
        PapError: if commits are missing from the clone.
    """
    paths = [f"{folder}{name}" for name in FOLDERS]
    commits = (until, f"^{after}") if after else (until,)
    line = (*PLAIN, "rev-list", "--reverse", *_line(first_parent=first_parent), *commits, "--", *paths)
    ids = run(repository.top, line)
    done = run(repository.top, (*PLAIN, *_CHANGES, "--", *paths), ids.stdout)
    if ids.returncode or done.returncode:
        raise PapError("some commits are missing from this clone, so its history cannot be read", FULL_CLONE)
    tokens = iter(done.stdout.decode("utf-8", "surrogateescape").split("\0"))
    head: Commit | None = None
    files: list[Changed] = []
    odd: list[str] = []
    for token in tokens:
        if token.startswith(_HEAD):
            if head is not None:
                yield Step(head, tuple(files), tuple(odd))
            head, files, odd = _commit(token), [], []
        elif token.lstrip("\n").startswith(":"):
            path = _clean(next(tokens, "").removeprefix(folder))
            if not is_read(path):
                continue
            _, mode, before, after, _ = token.lstrip("\n").split(" ", 4)
            if mode in (_LINK, _SUBMODULE):
                odd.append(path)
                continue
            files.append(Changed(path, before.strip("0") and before, after.strip("0") and after))
    if head is not None:
        yield Step(head, tuple(files), tuple(odd))


def is_read(path: str) -> bool:
    """Return True if a path in a workspace is that of a file with entries or figures."""
    parts = path.split("/")
    if any(part.startswith(".") for part in parts) or parts[0] not in FOLDERS:
        return False
    return path.endswith((*SUFFIXES, TABLE) if parts[0] == "kpis" else SUFFIXES)


def _commit(token: str) -> Commit:
    id, parents, authored, committed, zone, author, email, title = (
        *token.removeprefix(_HEAD).split(_FIELD, 7),
        *("",) * 8,
    )[:8]
    return Commit(
        id=id,
        parents=tuple(parents.split()),
        author=_clean(author),
        email=_clean(email),
        authored=_seconds(authored),
        committed=_seconds(committed),
        offset=_minutes(zone),
        title=_clean(title),
    )


def commit_at(repository: Repository, id: str) -> Commit:
    """Return a commit by its ID."""
    words = (*PLAIN, "diff-tree", "-s", "--encoding=UTF-8", "--date=format:%z", _FORMAT, "--root", id)
    return _commit(run(repository.top, words).stdout.decode("utf-8", "surrogateescape").split("\n")[0])


def _clean(text: str) -> str:
    """Return a text of git as UTF-8, whatever bytes it consists of."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()


def _seconds(text: str) -> int:
    """Return a time; one that git cannot read is 0, and one after the year 9999 is in it."""
    return min(int(text), _LATEST) if text.isascii() and text.isdigit() else 0


def _minutes(zone: str) -> int:
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)", zone)
    if found is None:
        return 0
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def raw_commits(repository: Repository, ids: Sequence[str]) -> Iterator[bytes]:
    """Yield the text of each commit as it is stored, whatever a shallow clone leaves out."""
    wanted = "".join(f"{id}\n" for id in ids).encode()
    data = run(repository.top, ("cat-file", "--batch"), wanted).stdout
    at = 0
    for _ in ids:
        end = data.find(b"\n", at)
        head = data[at:end].rsplit(b" ", 2)
        size = int(head[2]) if len(head) == 3 and head[2].isdigit() else -1
        yield data[end + 1 : end + 1 + max(size, 0)]
        at = end + 1 + (size + 1 if size >= 0 else 0)


def headers_of(raw: bytes) -> dict[bytes, bytes]:
    """Return the first value of each header of a commit as it is stored."""
    found: dict[bytes, bytes] = {}
    for line in raw.partition(b"\n\n")[0].split(b"\n"):
        name, _, value = line.partition(b" ")
        if name:
            found.setdefault(name, value)
    return found
