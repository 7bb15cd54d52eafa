"""Compute a digest of what the revisions of a repository mean, without git, which starts slower than a cache hit."""

from __future__ import annotations

import os

from pap_cli.load.workspace.locate import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# More than any of these files has.
_MAX_BYTES = 4 * 1024 * 1024
# Files that say which commits there are and what HEAD, tags and branches are.
_FILES = ("HEAD", "packed-refs", "shallow", "config", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD")


def revisions_stamp(root: str) -> str:
    """Return a digest of HEAD and of all tags and branches of the repository of a workspace; empty if it has none.

    Also empty if it keeps them in a form that this function does not know, or one of them cannot be read.
    """
    folder = root
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    try:
        own, shared = _folders(os.path.join(folder, ".git"))
        if os.path.isdir(os.path.join(shared, "reftable")):
            return ""
        digest = Digest(os.fsencode(own), os.fsencode(shared))
        for place in dict.fromkeys((own, shared)):
            for path in (*(os.path.join(place, name) for name in _FILES), *_below(os.path.join(place, "refs"))):
                digest.add(os.fsencode(path))
                digest.add(_bytes(path))
    except OSError:
        return ""
    return digest.name()


def _folders(git: str) -> tuple[str, str]:
    """Return the folder of a work tree's own HEAD, and that of what it shares with others."""
    if os.path.isdir(git):
        return git, git
    own = os.path.join(os.path.dirname(git), os.fsdecode(_bytes(git).removeprefix(b"gitdir:").strip()))
    common = os.fsdecode(_bytes(os.path.join(own, "commondir")).strip())
    return own, os.path.join(own, common) if common else own


def _below(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(place, name) for name in sorted(names))


def _bytes(path: str) -> bytes:
    """Return the bytes of a file; none if it is not there."""
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return b""
    if len(data) > _MAX_BYTES:
        raise OSError(path)
    return data
