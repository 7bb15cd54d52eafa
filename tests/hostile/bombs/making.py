"""What bombs are made of: endless parts, as many as a size has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

Files = dict[str, bytes]
Bomb = Callable[[int], Files]

PLAN = "plan: {id: p, title: P, start: 2016-01-04}\n"
OWNED = PLAN + "owners: {head: Head}\n"
MILESTONES = OWNED + "actions:\n- id: A\n  title: T\n  owner: head\n  scope: corporate\n  milestones:\n"
BOMBS: dict[str, Bomb] = {}


def bomb(function: Bomb) -> Bomb:
    """Make a function of a size in bytes a bomb."""
    BOMBS[function.__name__] = function
    return function


def filled(start: str, parts: Iterable[str], size: int, end: str = "") -> bytes:
    """A text with as many of some endless parts as a size has room for."""
    room = size - len(start.encode()) - len(end.encode())
    kept: list[str] = []
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            break
        kept.append(part)
    return (start + "".join(kept) + end).encode()


def counted(pattern: str, first: int = 0) -> Iterator[str]:
    """A pattern with 0, 1, 2 … in the place of `{n}`, and the one before it in that of `{p}`."""
    number = first
    while True:
        yield pattern.replace("{n}", str(number)).replace("{p}", str(number - 1))
        number += 1


def endless(part: str) -> Iterator[str]:
    """The same part for ever."""
    while True:
        yield part


def day(number: int) -> str:
    """A day of its own for a number up to a hundred thousand, in no more than one text."""
    return (date(1900, 1, 1) + timedelta(days=number % 109_000)).isoformat()


def plan(start: str, parts: Iterable[str], size: int, end: str = "") -> Files:
    """A bomb in a plan."""
    return {"plans/bomb.yaml": filled(start, parts, size, end)}


def kpis(parts: Iterable[str], size: int, start: str = "kpis:\n") -> Files:
    """A bomb in a file of KPIs, beside a plan."""
    return {"plans/p.yaml": OWNED.encode(), "kpis/bomb.yaml": filled(start, parts, size)}
