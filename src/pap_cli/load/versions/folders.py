"""The commits of a workspace, also from when its folder in the repository had another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
        began = reversed(list(_beginnings(part))) if not after else iter(())
        moved = next((move for at in began if (move := _moved(repository, folder, part, at)) is not None), None)
        if moved is None:
            return (*part, *found)
        found = [moved.step, *part[moved.at + 1 :], *found]
        folder, until = moved.folder, moved.step.commit.parents[0]
    return tuple(found)


def _beginnings(part: Sequence[Step]) -> Iterator[int]:
    """Yield the positions of the commits after which a folder has files, and before which it had none."""
    there: set[str] = set()
    for at, step in enumerate(part):
        was_empty = not there
        there -= {one.path for one in step.files if not one.after}
        there |= {one.path for one in step.files if one.after}
        if was_empty and there:
            yield at


class _Move(Struct, frozen=True):
    """A commit that moved a workspace from another folder, and its position among those of the new one."""

    folder: str
    step: Step
    at: int


def _moved(repository: Repository, folder: str, part: Sequence[Step], at: int) -> _Move | None:
    """Return where a commit that filled a folder took the workspace from; None if not from another folder."""
    first = part[at]
    if not first.commit.parents:
        return None
    words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--diff-filter=D")
    done = run(repository.top, (*PLAIN, *words, first.commit.parents[0], first.commit.id))
    tokens = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    deleted: dict[str, dict[str, str]] = {}
    for attributes, path in zip(tokens[::2], tokens[1::2], strict=False):
        parts = path.split("/")
        for number, within in enumerate(parts[:-1]):
            name = "/".join(parts[number:])
            if within in FOLDERS and is_read(name):
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
    return _Move(former, Step(first.commit, tuple(one for one in files if one.before != one.after), first.odd), at)


def _shared(before: Mapping[str, str], now: Mapping[str, str]) -> int:
    """Return how many files of a folder are in another, with the same name or the same bytes."""
    blobs = set(now.values())
    return sum(1 for name, blob in before.items() if name in now or blob in blobs)
