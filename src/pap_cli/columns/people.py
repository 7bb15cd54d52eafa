"""The columns of owners and leads, which several items share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pap_cli.cell import Cell
from pap_cli.columns.field import Field

T = TypeVar("T")


def people_fields(
    name: str, of: Callable[[T], Sequence[str]], *, keep: int = 0, shown: bool = True
) -> tuple[Field[T], Field[T]]:
    """Return the fields of the owners or leads of an item: the first, as text, and all of them, as a list.

    People see all of them, in the column of the first.
    """

    def first(item: T) -> str | None:
        return next(iter(of(item)), None)

    def every(item: T) -> list[str]:
        return list(of(item))

    title = name.capitalize()
    return (
        Field(name, first, title, lambda item: Cell(", ".join(of(item))), keep=keep, shown=shown, order=every),
        Field(f"{name}s", every, f"{title}s", shown=False),
    )
