"""Read the history of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from pap_cli.load.versions.commits import Repository, Step, headers_of, raw_commits, repository_of
from pap_cli.load.versions.files import Reader
from pap_cli.load.versions.folders import all_steps
from pap_cli.load.versions.lives import Lives
from pap_cli.load.versions.log import read_log
from pap_cli.load.workspace.repository import folder_in
from pap_cli.model.versions import Commit, Gap, History

_SHALLOW = "this is a shallow clone: what was before is missing"
_FETCH = "fetch it:  git fetch --unshallow;  in GitHub Actions, set  fetch-depth: 0  on actions/checkout"


def read_history(root: Path, *, head: str | None = None, first_parent: bool = True) -> History:
    """Return the history of the workspace in a folder: the commits on the first-parent line that changed its files.

    Without `first_parent`, all commits that lead to HEAD, or to another commit, except merges.  Only commits count:
    what is not committed is no part of it.

    Raises:
        PapError: if git is not installed, the folder is not in the work tree of a repository, nothing was committed,
            or commits are missing.
    """
    repository = repository_of(root)
    if head is not None:
        folder = folder_in(root, repository.top, repository.folder, head)
        repository = replace(repository, folder=folder, head=head)
    found = all_steps(repository, first_parent=first_parent)
    log = read_log(repository, found, Reader())
    commits = tuple(one.commit for one in log.logged)
    gaps = (*_shallow(repository, found), *log.gaps)
    return History(commits=commits, lives=Lives().follow(log.logged), gaps=gaps)


def _shallow(repository: Repository, found: Iterable[Step]) -> tuple[Gap, ...]:
    """Return the gap before the oldest commit, if it has a parent that is not in the clone."""
    first: Commit | None = next((step.commit for step in found if not step.commit.parents), None)
    if first is None:
        return ()
    (raw,) = raw_commits(repository, [first.id])
    if b"parent" not in headers_of(raw):
        return ()
    return (Gap(commit=first, why=_SHALLOW, help=_FETCH),)
