"""What one version of an entry says otherwise than the one before, and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.lives.lives import life_of_kpi, life_of_step
from pap_cli.assess.lives.edits import edits
from pap_cli.model.versions import Life
from pap_cli.wording.versions import edit_words

NOTE = "{on: 2016-03-01, by: head, text: The supplier is late}"


def words(life: Life, unit: str = "number") -> list[str]:
    before, after = (version.entry for version in life.versions)
    assert before is not None
    assert after is not None
    return [edit_words(edit, unit) for edit in edits(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("due: 2016-06-30", "due: 2016-06", []),
        ("due: 2016-06-30", "due: 2016-09-30", ["first due date changed from 30 Jun 2016 to 30 Sep 2016"]),
        ("due: 2016-06", "due: 2016-09", ["first due date changed from Jun 2016 to Sep 2016"]),
        ("", "started: 2016-02-01", ["started: 1 Feb 2016"]),
        ("completed: 2016-02-01", "", ["delivered taken out: 1 Feb 2016"]),
        ("", f"notes: [{NOTE}]", ["note: “The supplier is late” (on 1 Mar 2016, by head)"]),
        (f"notes: [{NOTE}]", "", ["note taken out: “The supplier is late” (on 1 Mar 2016, by head)"]),
        ("owner: head", "owner: [head, dcs]", ["owner changed from head to head, dcs"]),
        (
            "",
            "extensions: [{to: 2016-09-30, approved: 2016-05-02, by: board, reason: Too few bidders}]",
            ["extension to 30 Sep 2016 (approved 2 May 2016, by board, reason “Too few bidders”)"],
        ),
        (
            "extensions: [{to: 2016-09-30}]",
            "extensions: [{to: 2016-09-30, approved: 2016-05-02, by: board}]",
            ["extension approved: 2 May 2016", "extension by: board"],
        ),
        (
            "extensions: [{to: 2016-09-30}]",
            "extensions: [{to: 2016-12-31}]",
            ["extension changed from 30 Sep 2016 to 31 Dec 2016"],
        ),
    ],
)
def test_a_milestone_in_words(tmp_path: Path, before: str, after: str, expected: list[str]) -> None:
    texts = [text if text.startswith("due") else f"due: 2016-06-30, {text}".rstrip(", ") for text in (before, after)]
    assert words(life_of_step(tmp_path, [("2016-01-04", texts[0]), ("2016-03-01", texts[1])])) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2016-04: 50", "2016-04: 50, 2016-05: 52.5", ["figure for May 2016 52.5%"]),
        ("2016-04: 50", "2016-04: 48", ["figure for Apr 2016 changed from 50% to 48%"]),
        ("2016-04: 50", "2016-04: {value: 50, revisions: [48]}", ["figure for Apr 2016 revised to 48%"]),
        ("2016-04: 50, 2016-05: 52", "2016-05: 52", ["figure for Apr 2016 taken out: 50%"]),
    ],
)
def test_a_figure_in_words(tmp_path: Path, before: str, after: str, expected: list[str]) -> None:
    life = life_of_kpi(tmp_path, [("2016-05-01", before), ("2016-06-01", after)])
    assert words(life, "percent") == expected
