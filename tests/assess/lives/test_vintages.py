"""Figures by vintage: first known, revised, corrected, overwritten, taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.lives.lives import life_of_kpi
from pap_cli.assess.lives.vintages import published
from pap_cli.model.dates import Duration

FIRST = ("2016-05-16", "2016-04: 50")


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([], ["published 50.0"]),
        ([("2016-08-01", "2016-04: {value: 50, revisions: [48]}")], ["published 50.0", "revised 48.0"]),
        ([("2016-08-01", "2016-04: 48")], ["published 50.0", "overwritten 48.0"]),
        ([("2016-05-20", "2016-04: 48")], ["published 50.0", "corrected 48.0"]),
        ([("2016-08-01", "2016-04: {value: 50, note: Late}")], ["published 50.0"]),
        ([("2016-08-01", "2016-04: missing")], ["published 50.0", "overwritten None"]),
        ([("2016-08-01", "")], ["published 50.0", "withdrawn None"]),
        ([("2016-08-01", ""), ("2016-09-01", "2016-04: 51")], ["published 50.0", "withdrawn None", "published 51.0"]),
        (
            [
                ("2016-08-01", "2016-04: {value: 50, revisions: [48]}"),
                ("2016-11-01", "2016-04: {value: 50, revisions: [47]}"),
            ],
            ["published 50.0", "revised 48.0", "overwritten 47.0"],
        ),
        (
            [
                ("2016-08-01", "2016-04: {value: 50, revisions: [48]}"),
                ("2016-11-01", "2016-04: {value: 50, revisions: [48, 49]}"),
            ],
            ["published 50.0", "revised 48.0", "revised 49.0"],
        ),
    ],
)
def test_a_figure_has_a_vintage_for_each_value(
    tmp_path: Path, versions: list[tuple[str, str]], expected: list[str]
) -> None:
    (found,) = published(life_of_kpi(tmp_path, [FIRST, *versions]), Duration(days=7))
    assert [f"{one.kind} {one.value}" for one in found.vintages] == expected


def test_the_triangle_has_what_was_known_after_some_months(tmp_path: Path) -> None:
    versions = [
        FIRST,
        ("2016-06-16", "2016-04: {value: 50, revisions: [48]}, 2016-05: 60"),
        ("2016-11-01", "2016-04: {value: 50, revisions: [48, 47.5]}, 2016-05: 60"),
    ]
    april, may = published(life_of_kpi(tmp_path, versions), Duration(days=7))
    assert [known.value if (known := april.after(months)) else None for months in (0, 1, 5, 6)] == [None, 48, 48, 47.5]
    assert (april.revision, may.revision, may.after(12)) == (-2.5, 0, None)
