"""Read the history of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from pap_cli import __version__
from pap_cli.load.versions.commits import Repository, commit_at, headers_of, line_of, not_in, raw_commits, repository_of
from pap_cli.load.versions.files import Logged, Reader
from pap_cli.load.versions.folders import all_steps
from pap_cli.load.versions.kept import FORMAT, Store, from_bytes, to_bytes
from pap_cli.load.versions.lives import Lives
from pap_cli.load.versions.log import Log, read_log
from pap_cli.load.workspace.git import output
from pap_cli.load.workspace.locate import digest
from pap_cli.load.workspace.repository import commit_of, folder_in
from pap_cli.model.config import HistorySettings
from pap_cli.model.known_on import When
from pap_cli.model.versions import Commit, Gap, History, trusted_times

_SHALLOW = "this is a shallow clone, and what was before is missing"
_FETCH = "fetch it:  git fetch --unshallow;  in GitHub Actions, set  fetch-depth: 0  on actions/checkout"
_MAILMAP = 1024 * 1024


def read_history(
    root: Path,
    *,
    settings: HistorySettings | None = None,
    since: When | None = None,
    head: str | None = None,
    first_parent: bool = True,
    store: Store | None = None,
) -> History:
    """Return the history of the workspace in a folder: the commits on the first-parent line that changed its files.

    Without `first_parent`, all commits that lead to HEAD, or to another commit, except merges.  Only commits count:
    what is not committed is no part of it.  Those made on the day `since` or later, or after the revision, are to be
    judged.  `store` keeps what was read for the next time.

    Raises:
        PapError: if git is not installed, the folder is not in the work tree of a repository, nothing was committed,
            commits are missing, or there is no such revision.
    """
    settings = settings or HistorySettings()
    repository = repository_of(root)
    if head is not None:
        folder = folder_in(root, repository.top, repository.folder, head)
        repository = replace(repository, folder=folder, head=head)
    judged = not_in(repository, commit_of(repository.top, since.revision)) if since and not since.day else None
    log = _log(repository, first_parent=first_parent, store=store)
    logged = _counted(log.logged)
    commits = tuple(one.commit for one in logged)
    if settings.signed:
        commits = _with_signatures(repository, commits)
    if since is not None and since.day is not None:
        judged = frozenset(commit.id for commit in commits if commit.counted_day >= since.day)
    return History(
        commits=commits,
        lives=Lives().follow(logged),
        gaps=tuple(log.gaps),
        judged=judged,
        grace=settings.grace,
        late_after=settings.late_after,
        signed=settings.signed,
        first_parent=first_parent,
    )


def _counted(logged: Sequence[Logged]) -> list[Logged]:
    """Return a log whose commits that are dated before one before them count from the time of that one."""
    found: list[Logged] = []
    time = 0
    for one, trusted in zip(logged, trusted_times([one.commit.committed for one in logged]), strict=True):
        if trusted:
            time = one.commit.committed
        back = one.commit.committed < time
        found.append(replace(one, commit=replace(one.commit, counts=time)) if back else one)
    return found


def _log(repository: Repository, *, first_parent: bool, store: Store | None) -> Log:
    """Return the log up to HEAD; what is kept of it is not read again."""
    reader = Reader()
    key = _key(repository, first_parent=first_parent) if store is not None else ""
    known = from_bytes(store.get(key), reader) if store is not None else None
    logged: list[Logged] = []
    after = ""
    if known is not None and (known[0] == repository.head or known[0] in line_of(repository, first_parent=True)):
        after, logged = known
    if after == repository.head:
        return Log(logged, [])
    steps = all_steps(repository, first_parent=first_parent, after=after)
    log = read_log(repository, steps, reader, Log(logged, []))
    log.gaps[:0] = _shallow(repository)
    if store is not None and not log.gaps:
        data = to_bytes(repository.head, log.logged)
        if data is not None:
            store.put(key, data)
    return log


def _key(repository: Repository, *, first_parent: bool) -> str:
    """Return what the log is kept under: the repository, the folder in it, and what the authors are called."""
    try:
        with (repository.top / ".mailmap").open("rb") as file:
            names = file.read(_MAILMAP)
    except OSError:
        names = b""
    place = f"{repository.top}\0{repository.folder}\0{first_parent}"
    return digest(b"history", str(FORMAT).encode(), __version__.encode(), place.encode("utf-8", "surrogatepass"), names)


def _with_signatures(repository: Repository, commits: Sequence[Commit]) -> tuple[Commit, ...]:
    """Return commits with whether each has a signature.  It is not verified: that would run a program."""
    raw = raw_commits(repository, [commit.id for commit in commits])
    return tuple(
        replace(commit, signed=not headers_of(one).keys().isdisjoint((b"gpgsig", b"gpgsig-sha256")))
        for commit, one in zip(commits, raw, strict=True)
    )


def _shallow(repository: Repository) -> tuple[Gap, ...]:
    """Return the gap before the oldest commit, if it has a parent that is not in the clone."""
    if output(repository.top, "rev-parse", "--is-shallow-repository") != "true":
        return ()
    first = line_of(repository)[-1]
    (raw,) = raw_commits(repository, [first])
    if b"parent" not in headers_of(raw):
        return ()
    return (Gap(commit=commit_at(repository, first), why=_SHALLOW, help=_FETCH),)
