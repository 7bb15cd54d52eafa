"""A newer tracker after somebody corrected the plan: what the tracker did not change stays as it was corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Ran, Run

HAND = (
    "Ref,Action,Lead,Due date,Status\n"
    "1,Write the policy for visitors,Head of Transport,31/03/2017,\n"
    "2,Train all the drivers twice,Depot Manager,30/06/2017,\n"
    "3,Count the stock every week,Depot Manager,30/06/2017,\n"
)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without a plan; the current folder."""
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def corrected(pap: Run, empty: Path) -> Path:
    """A plan from a tracker in which somebody corrected titles and owners."""
    (empty / "hand.csv").write_text(HAND, encoding="utf-8")
    assert pap("import", "plan", "hand.csv", "--yes", "--as-of", "2016-07-04", "--on", "2016-07-04").code == 0
    path = empty / "plans" / "hand.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("title: Train all the drivers twice", "title: Train all drivers"),
        ("head-transport: Head of Transport", "head-transport: Director of Transport"),
        ("owner: depot-manager\n    due: 2017-06-30\n\n", "owner: head-transport\n    due: 2017-06-30\n\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def newer(pap: Run, path: Path, old: str = "", new: str = "") -> Ran:
    (path.parent.parent / "hand.csv").write_text(HAND.replace(old, new), encoding="utf-8")
    return pap("import", "plan", "hand.csv", "--yes", "--as-of", "2016-08-01", "--on", "2016-08-01")


def test_what_was_corrected_in_the_plan_stays_if_the_tracker_did_not_change_it(pap: Run, corrected: Path) -> None:
    before = corrected.read_text(encoding="utf-8")
    ran = newer(pap, corrected)
    assert (ran.code, ran.err, "Nothing to change" in ran.out) == (0, "", True)
    assert corrected.read_text(encoding="utf-8") == before
    assert newer(pap, corrected, "every week", "every Monday").code == 0
    # nor is an owner added that nobody has any more
    assert corrected.read_text(encoding="utf-8") == before.replace("every week", "every Monday")
    assert newer(pap, corrected, "every week", "every Monday").err == ""


def test_what_both_changed_stays_in_the_plan_and_is_told_until_they_agree(pap: Run, corrected: Path) -> None:
    before = corrected.read_text(encoding="utf-8")
    told = (
        "row 3: 2: the title is “Train all the drivers” in the tracker and “Train all drivers” in the plan: both were"
    )
    changed = newer(pap, corrected, "Train all the drivers twice", "Train all the drivers")
    assert told in changed.err
    assert corrected.read_text(encoding="utf-8") == before
    both = "Train all the drivers twice,Depot Manager", "Train all the drivers,Yard Manager"
    (corrected.parent.parent / "hand.csv").write_text(
        HAND.replace(*both).replace("every week", "daily"), encoding="utf-8"
    )
    again = pap("import", "plan", "hand.csv", "--yes", "--as-of", "2016-08-01", "--on", "2016-08-01")
    assert told in again.err
    assert "the owner is yard-manager in the tracker and head-transport in the plan" in again.err
    assert "yard-manager" not in corrected.read_text(encoding="utf-8")
    third = pap("import", "plan", "hand.csv", "--yes", "--as-of", "2016-08-01", "--on", "2016-08-01")
    assert told in third.err


def test_a_title_that_only_the_tracker_changed_is_taken_and_said_whole(pap: Run, corrected: Path) -> None:
    ran = newer(pap, corrected, "Write the policy for visitors", "Write the policy for all visitors")
    assert "title “Write the policy for all visitors” instead of “Write the policy for visitors”" in ran.out
    assert pap("undo").code == 0


@pytest.mark.parametrize("text", ["", "[]", '{"1": 5}', "{" * 100_000, '{"1": {"title": ["x"]}}'])
def test_without_what_was_said_before_the_tracker_is_taken(pap: Run, corrected: Path, text: str) -> None:
    (corrected.parent.parent / "imports" / "hand.said.json").write_text(text, encoding="utf-8")
    ran = newer(pap, corrected)
    assert ran.code == 0
    assert "title “Train all the drivers twice” instead of “Train all drivers”" in ran.out
