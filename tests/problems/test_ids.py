"""Ambiguous IDs."""

from __future__ import annotations

import pytest

from pap_cli.problems.ids import ambiguity


@pytest.mark.parametrize(
    ("id", "taken_as"),
    [
        ("yes", "true"),
        ("On", "true"),
        ("n", "false"),
        ("NO", "false"),
        ("null", "nothing"),
        ("~", "nothing"),
        ("1.10", "a number"),
        ("0123", "a number"),
        ("0x1F", "a number"),
        ("1_000", "a number"),
        ("1e3", "a number"),
        ("12:30", "a number"),
        ("2016-10-14", "a date"),
        ("A1", None),
        ("nobody", None),
        ("1.1.2", None),
        ("1a", None),
        ("2016/17", None),
    ],
)
def test_what_other_readers_take_an_id_as(id: str, taken_as: str | None) -> None:
    assert ambiguity(id) == taken_as
