"""Addresses: any id becomes a path that every disk can hold, no two the same, and the same again tomorrow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.views.site.addresses import Names

RESERVED = ("con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(10)))
IDS = st.from_regex(r"[^\W_][\w.:/\-]{0,79}", fullmatch=True) | st.sampled_from(
    [
        *RESERVED,
        "CON",
        "Nul",
        "con.x",
        "aux.tar.gz",
        "a/b",
        "a:b",
        "a..",
        "../x",
        "A8",
        "a8",
        "ä",
        "Ä",
        "x" * 80,
        "A.1",
        "a.1",
    ]
)


@settings(max_examples=300, deadline=None)
@given(ids=st.lists(IDS, max_size=20, unique=True))
def test_any_ids_become_names_of_their_own(ids: list[str]) -> None:
    names = Names()
    found = [names.name(id) for id in ids]
    assert len({name.casefold() for name in found}) == len(ids)
    for name in found:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", name)
        assert not name.endswith(".")
        assert ".." not in f"{name}.html".split("/")
        assert name.partition(".")[0].casefold() not in RESERVED
        assert len(name) <= 80


@pytest.mark.parametrize("id", ["A8", "A8.3", "board-agency", "R180", "x_1"])
def test_a_plain_id_is_its_own_name(id: str) -> None:
    assert Names().name(id) == id


def test_what_comes_first_keeps_the_plainer_name() -> None:
    names = Names()
    assert names.name("A8") == "A8"
    assert re.fullmatch(r"a8-[0-9a-f]{8}", names.name("a8"))


@settings(max_examples=100, deadline=None)
@given(ids=st.lists(IDS, min_size=1, max_size=8, unique=True))
def test_an_id_that_clashes_with_no_other_has_one_name_for_ever(ids: list[str]) -> None:
    def names_of(ids: list[str]) -> dict[str, str]:
        names = Names()
        return {id: names.name(id) for id in ids}

    forward, backward = names_of(ids), names_of(ids[::-1])
    for id in ids:
        alone = Names().name(id)
        if [Names().name(other).casefold() for other in ids].count(alone.casefold()) == 1:
            assert forward[id] == backward[id] == alone


def test_a_name_that_looks_like_anothers_mark_is_told_apart() -> None:
    names = Names()
    marked = Names().name("é")
    assert names.name(marked) == marked
    assert names.name("é").casefold() != marked.casefold()
