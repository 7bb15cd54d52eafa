"""Which item of one version is which of another."""

from __future__ import annotations

import pytest
from msgspec import Struct

from pap_cli.assess.identity import pair


class One(Struct, frozen=True):
    """An entry with an ID."""

    id: str
    title: str = ""
    was: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("before", "now", "both", "gone", "new"),
    [
        ([One("a"), One("b")], [One("b"), One("a")], ["b-b", "a-a"], [], []),
        ([One("a", "Same")], [One("a", "Other")], ["a-a"], [], []),
        ([One("a", "One")], [One("b", "Two")], [], ["a"], ["b"]),
        ([One("a", "One")], [One("b", "Two", was=("a",))], ["a-b"], [], []),
        ([One("a", "One")], [One("b", " one ")], ["a-b"], [], []),
        ([One("a", "One"), One("c", "One")], [One("b", "One")], [], ["a", "c"], ["b"]),
        ([One("a", "One")], [One("b", "One"), One("c", "One")], [], ["a"], ["b", "c"]),
        ([One("a")], [One("b")], [], ["a"], ["b"]),
        # what `was` names is there still: nothing was renamed
        ([One("a", "One")], [One("a", "One"), One("b", "Two", was=("a",))], ["a-a"], [], ["b"]),
        # two that took each other's place keep their IDs
        ([One("a", "One"), One("b", "Two")], [One("a", "Two"), One("b", "One")], ["a-a", "b-b"], [], []),
        # one that says it and one that only has the title
        ([One("a", "One")], [One("b", "One"), One("c", "Else", was=("a",))], ["a-c"], [], ["b"]),
    ],
)
def test_items_of_two_versions(
    before: list[One], now: list[One], both: list[str], gone: list[str], new: list[str]
) -> None:
    found = pair(before, now, lambda one: one)
    assert [f"{was.id}-{one.id}" for was, one in found.both] == both
    assert ([one.id for one in found.gone], [one.id for one in found.new]) == (gone, new)
