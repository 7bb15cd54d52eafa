"""What changes in a file, as bytes: the part that differs, and what the whole of it was and becomes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from msgspec import Struct


class Change(Struct, frozen=True):
    """A file before and after a command; None if it does not exist then."""

    path: Path
    before: bytes | None
    after: bytes | None

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.path, self.after, self.before)


class Kept(Struct, frozen=True):
    """A change as the journal keeps it: where the files differ, what is there before and after, and both digests.

    `path` is relative to the workspace.  A digest is empty if there is no file.
    """

    path: str
    start: int
    before: bytes
    after: bytes
    digest_before: str
    digest_after: str

    def applied(self, now: bytes | None) -> bytes | None:
        """Return the file after the change, given that before it.

        Raises:
            ValueError: if NOW is not the file as it was before.
        """
        return self._put(now, self.before, self.after, self.digest_before, self.digest_after)

    def taken_back(self, now: bytes | None) -> bytes | None:
        """Return the file before the change, given that after it.

        Raises:
            ValueError: if NOW is not the file as it was after.
        """
        return self._put(now, self.after, self.before, self.digest_after, self.digest_before)

    def _put(self, now: bytes | None, old: bytes, new: bytes, expected: str, becomes: str) -> bytes | None:
        if digest(now) != expected:
            raise ValueError("the file is not as it was")
        if not becomes:
            return None
        whole = now or b""
        result = whole[: self.start] + new + whole[self.start + len(old) :]
        if digest(result) != becomes:
            raise ValueError("the journal does not fit the file")
        return result


def kept(change: Change, root: Path) -> Kept:
    """Return a change as the journal keeps it."""
    before, after = change.before or b"", change.after or b""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Kept(
        path=change.path.relative_to(root).as_posix(),
        start=start,
        before=before[start : len(before) - end],
        after=after[start : len(after) - end],
        digest_before=digest(change.before),
        digest_after=digest(change.after),
    )


def digest(data: bytes | None) -> str:
    """Return the digest of the bytes of a file; empty if there is none."""
    return "" if data is None else sha256(data).hexdigest()


def _common(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common from the start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
