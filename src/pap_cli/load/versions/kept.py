"""The log of a workspace as data for the cache: the text of each piece once, and which of them a commit changed.

A commit never changes, so what is kept of it is valid for as long as it is on the line that is read.  Texts are kept,
not entries: they are read again, and so nothing depends on how entries were made.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import DecodeError, Struct, json

from pap_cli.load.versions.files import Delta, Logged, Reader
from pap_cli.load.versions.pieces import Piece, Placed
from pap_cli.model.versions import Commit

# Changes when pieces are cut in another way.
FORMAT = 1


class Store(Protocol):
    """Keeps bytes by a key; what it kept may be gone."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key."""

    def put(self, key: str, body: bytes) -> None:
        """Keep something."""


class _Delta(Struct, frozen=True, array_like=True):
    path: str
    gone: list[tuple[int, int]]
    come: list[tuple[int, int]]


class _Logged(Struct, frozen=True, array_like=True):
    commit: Commit
    deltas: list[_Delta]


class _Kept(Struct, frozen=True, array_like=True):
    head: str
    # A path in whose folder each piece was first found, its section and its text.
    pieces: list[tuple[str, str, str]]
    logged: list[_Logged]


def to_bytes(head: str, logged: list[Logged]) -> bytes | None:
    """Return the log up to a commit as data; None if a file had to be read as a whole, so its text is not known."""
    numbers: dict[int, int] = {}
    pieces: list[tuple[str, str, str]] = []

    def number(path: str, piece: Piece | None) -> int:
        if piece is None:
            return -1
        if id(piece) not in numbers:
            numbers[id(piece)] = len(pieces)
            pieces.append((path, piece.section, piece.text))
        return numbers[id(piece)]

    def pairs(path: str, several: tuple[Placed, ...]) -> list[tuple[int, int]]:
        return [(number(path, one.piece), number(path, one.inside)) for one in several]

    kept = [
        _Logged(
            one.commit,
            [_Delta(each.path, pairs(each.path, each.gone), pairs(each.path, each.come)) for each in one.deltas],
        )
        for one in logged
    ]
    if any(not section for _, section, _ in pieces):
        return None
    return json.encode(_Kept(head, pieces, kept))


def from_bytes(data: bytes | None, reader: Reader) -> tuple[str, list[Logged]] | None:
    """Return the commit and the log that were kept; None if they cannot be read."""
    if data is None:
        return None
    try:
        kept = json.decode(data, type=_Kept)
    except DecodeError:
        return None
    pieces = [reader.piece(path, section, text) for path, section, text in kept.pieces]
    if not all(pieces):
        return None

    def placed(pairs: list[tuple[int, int]]) -> tuple[Placed, ...]:
        return tuple(
            Placed(piece, pieces[inside] if inside >= 0 else None)
            for number, inside in pairs
            if (piece := pieces[number]) is not None
        )

    try:
        logged = [
            Logged(one.commit, tuple(Delta(each.path, placed(each.gone), placed(each.come)) for each in one.deltas))
            for one in kept.logged
        ]
    except IndexError:
        return None
    return kept.head, logged
