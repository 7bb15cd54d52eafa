"""Tests of the order of IDs."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.model.order import natural


@pytest.mark.parametrize(
    "ids",
    [
        ("M2", "M10"),
        ("A1", "A15"),
        ("A1", "A1.2", "A1.10", "A2"),
        ("a1", "A2", "b1", "B2"),
        ("A1", "a1", "A2"),
        ("A", "A1", "A-1", "AB"),
        ("1", "02", "2", "10", "A"),
        ("", "0", "00", "1", "A"),
        ("A02b2", "A2b10", "A10b1"),
        ("2016-9", "2016-10", "2017-1"),
        ("é2", "é10"),
        ("A9" + "9" * 5000, "A1" + "0" * 5001),
    ],
)
def test_ids_sort_as_people_count(ids: tuple[str, ...]) -> None:
    for shuffled in list(permutations(ids))[:24]:
        assert sorted(shuffled, key=natural) == list(ids)


@given(st.lists(st.text(st.sampled_from("Aa.-019٣²é"), max_size=6), max_size=8))
def test_no_two_ids_have_the_same_key(ids: list[str]) -> None:
    assert len({natural(id) for id in ids}) == len(set(ids))
