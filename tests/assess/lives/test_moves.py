"""Moves of a date: approved, asked for, explained, corrected or just made."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.lives.lives import life_of_step
from pap_cli.assess.lives.moves import moves
from pap_cli.model.dates import Duration

WEEK = Duration(days=7)
FIRST = ("2016-01-04", "due: 2016-06-30")
APPROVED = "{to: 2016-08-31, approved: 2016-05-02, by: board}"
ASKED = "{to: 2016-08-31, asked: 2016-05-01}"


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([("2016-03-01", "due: 2016-09-30")], ["not-approved 2016-06-30 2016-09-30 92"]),
        ([("2016-03-01", "due: 2016-03-31")], ["not-approved 2016-06-30 2016-03-31 -91"]),
        ([("2016-01-11", "due: 2016-09-30")], ["corrected 2016-06-30 2016-09-30 92"]),
        ([("2016-01-12", "due: 2016-09-30")], ["not-approved 2016-06-30 2016-09-30 92"]),
        ([("2016-03-01", "due: 2016-06")], []),  # the same day, in another form
        ([("2016-03-01", "due: 2016-09-30, notes: [Why]")], ["explained 2016-06-30 2016-09-30 92"]),
        (
            [("2016-02-01", "due: 2016-06-30, notes: [Why]"), ("2016-03-01", "due: 2016-09-30, notes: [Why]")],
            ["not-approved 2016-06-30 2016-09-30 92"],
        ),
        (
            [("2016-05-03", f"due: 2016-06-30, extensions: [{APPROVED}]")],
            ["approved 2016-06-30 2016-08-31 62 2016-05-02 board"],
        ),
        (
            [
                ("2016-05-01", f"due: 2016-06-30, extensions: [{ASKED}]"),
                ("2016-05-03", f"due: 2016-06-30, extensions: [{APPROVED}]"),
            ],
            ["asked 2016-06-30 2016-08-31 62 2016-05-01", "approved 2016-06-30 2016-08-31 62 2016-05-02 board"],
        ),
        (
            [
                ("2016-05-03", f"due: 2016-06-30, extensions: [{APPROVED}]"),
                ("2016-07-01", f"due: 2016-06-30, extensions: [{APPROVED.replace('08-31', '11-30')}]"),
            ],
            ["approved 2016-06-30 2016-08-31 62 2016-05-02 board", "not-approved 2016-08-31 2016-11-30 91"],
        ),
        # the date that was asked for is another, and moved nothing
        (
            [
                ("2016-05-01", f"due: 2016-06-30, extensions: [{ASKED}]"),
                ("2016-07-01", f"due: 2016-06-30, extensions: [{ASKED.replace('08-31', '09-30')}]"),
                ("2016-07-02", f"due: 2016-06-30, extensions: [{APPROVED.replace('08-31', '10-31')}]"),
            ],
            [
                "asked 2016-06-30 2016-08-31 62 2016-05-01",
                "asked 2016-06-30 2016-09-30 92 2016-05-01",
                "approved 2016-06-30 2016-10-31 123 2016-05-02 board",
            ],
        ),
        (
            [
                ("2016-05-03", f"due: 2016-06-30, extensions: [{APPROVED}]"),
                ("2016-07-01", "due: 2016-06-30"),
            ],
            ["approved 2016-06-30 2016-08-31 62 2016-05-02 board", "not-approved 2016-08-31 2016-06-30 -62"],
        ),
        (
            [("2016-05-03", "due: 2016-06-30, forecast: {to: 2016-12-31, on: 2016-05-02}")],
            ["forecast  2016-12-31 None 2016-05-02"],
        ),
        # taken out and put back with another date: nobody approved it
        ([("2016-02-01", ""), ("2016-03-01", "due: 2016-09-30")], ["not-approved 2016-06-30 2016-09-30 92"]),
        ([("2016-02-01", ""), ("2016-03-01", "due: 2016-06-30")], []),
    ],
)
def test_every_move_says_if_somebody_approved_it(
    tmp_path: Path, versions: list[tuple[str, str]], expected: list[str]
) -> None:
    found = [
        f"{one.kind} {one.before.day if one.before else ''} {one.after.day if one.after else ''} {one.days} "
        f"{one.on or ''} {one.by}".strip()
        for one in moves(life_of_step(tmp_path, [FIRST, *versions]), WEEK)
    ]
    assert found == expected


def test_extensions_of_the_first_version_are_approved_moves(tmp_path: Path) -> None:
    (move,) = moves(life_of_step(tmp_path, [("2016-06-01", f"due: 2016-06-30, extensions: [{APPROVED}]")]), WEEK)
    assert (move.kind.value, str(move.commit.day)) == ("approved", "2016-06-01")
