"""The commits of a workspace, also from when its folder in the repository had another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from pap_cli.load.versions.commits import PLAIN, Changed, Repository, Step, is_read, steps
from pap_cli.load.workspace.git import run
from pap_cli.load.workspace.locate import FOLDERS

# How often a folder may be followed to an earlier one.
_MOST = 100


def all_steps(repository: Repository, *, first_parent: bool = True, after: str = "") -> tuple[Step, ...]:
    """Return the commits that changed a workspace, oldest first, wherever in the repository it was.

    With the ID of a commit in `after`, only the later ones.

    Raises:
        PapError: if commits are missing from the clone.
    """
    folder, until = repository.folder, repository.head
    found: list[Step] = []
    for _ in range(_MOST):
        part = tuple(steps(repository, folder, until, first_parent=first_parent, after=after))
        moved = _moved(repository, folder, part[0]) if part and not after else None
        if moved is None:
            return (*part, *found)
        found = [moved.step, *part[1:], *found]
        folder, until = moved.folder, moved.step.commit.parents[0]
    return tuple(found)


class _Move(Struct, frozen=True):
    """A commit that moved a workspace from another folder."""

    folder: str
    step: Step


def _moved(repository: Repository, folder: str, first: Step) -> _Move | None:
    """Return where the first commit of a workspace took it from; None if it did not take it from another folder."""
    if not first.commit.parents or any(one.before for one in first.files):
        return None
    words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--diff-filter=D")
    done = run(repository.top, (*PLAIN, *words, first.commit.parents[0], first.commit.id))
    tokens = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    deleted: dict[str, dict[str, str]] = {}
    for attributes, path in zip(tokens[::2], tokens[1::2], strict=False):
        parts = path.split("/")
        for number, part in enumerate(parts[:-1]):
            name = "/".join(parts[number:])
            if part in FOLDERS and is_read(name):
                blob = attributes.split(" ")[2]
                deleted.setdefault("".join(f"{one}/" for one in parts[:number]), {})[name] = blob
    now = {one.path: one.after for one in first.files}
    shared = Counter({former: _shared(files, now) for former, files in deleted.items() if former != folder})
    likely = shared.most_common(2)
    if not likely or not likely[0][1] or (len(likely) > 1 and likely[0][1] == likely[1][1]):
        return None
    former, before = likely[0][0], deleted[likely[0][0]]
    names = dict.fromkeys((*before, *now))
    files = tuple(Changed(name, before.get(name, ""), now.get(name, "")) for name in names)
    return _Move(former, Step(first.commit, tuple(one for one in files if one.before != one.after), first.odd))


def _shared(before: Mapping[str, str], now: Mapping[str, str]) -> int:
    """Return how many files of a folder are in another, with the same name or the same bytes."""
    blobs = set(now.values())
    return sum(1 for name, blob in before.items() if name in now or blob in blobs)
