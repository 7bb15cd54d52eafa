from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from pap_cli.edit.draft.prepare import prepare
from pap_cli.errors import PapError
from pap_cli.sheets.placing.newer import Changes, changes
from pap_cli.sheets.understood import DatedNote, Item
from sheets.placing.making import action, faults, milestone, on, recommendation, text_of, understood, workspace

LATER = date(2016, 12, 28)
FIRST = (
    recommendation(1, "Improve visits", ref="R1", theme="One"),
    action(2, "Agree the threshold", ref="1", theme="One", recommendation=1, owners=("Head",), due=on("2016-12-31")),
    action(3, "Train every worker", ref="2", theme="One", due=on("2017-01"), status_cell="On track"),
    milestone(4, "Order the course", 3, due=on("2016-12")),
    action(5, "Audit case files", theme="Two", notes=(DatedNote(on=None, text="begun in May"),)),
)


def newer(root: Path, *items: Item, answers: Mapping[str, str] | None = None) -> tuple[Changes, str]:
    """What a newer tracker changes in the plan of the first, and the file after that."""
    before = workspace(root, text_of(*FIRST))
    (plan,) = before.portfolio.plans
    found = changes(understood(*items), before, plan, on=LATER, answers=answers)
    if not found.edits:
        return found, ""
    edited = prepare(before, found.edits, LATER, today=LATER, refused=frozenset())
    (file,) = edited.files
    text = (file.after or b"").decode()
    after = workspace(root, text)
    assert faults(after) == []
    if not found.questions:
        again = changes(understood(*items), after, after.portfolio.plans[0], on=LATER, answers=answers)
        assert again.edits == ()
    return found, text


def changed(nth: int, **more: object) -> tuple[Item, ...]:
    return tuple(replace(one, **more) if place == nth else one for place, one in enumerate(FIRST))  # type: ignore[arg-type]


def test_the_same_tracker_again_changes_nothing(tmp_path: Path) -> None:
    found, _ = newer(tmp_path, *FIRST)
    assert (found.edits, found.told, found.gone, found.questions) == ((), (), (), ())


def test_a_date_that_moved_is_an_extension_that_nobody_approved(tmp_path: Path) -> None:
    found, text = newer(tmp_path, *changed(1, due=on("2017-03-31")))
    assert "    due: 2016-12-31\n    extensions:\n      - {to: 2017-03-31, approved: {known: 2016-12-28}}\n" in text
    (told,) = found.told
    assert (told.kind, told.row) == ("date", 3)
    assert told.why.startswith("1: due moved from 31 Dec 2016 to 31 Mar 2017: an extension, known since 28 Dec 2016")


def test_a_date_that_is_earlier_is_told_and_not_written(tmp_path: Path) -> None:
    found, text = newer(tmp_path, *changed(1, due=on("2016-11-30")))
    assert text == ""
    assert "earlier than 31 Dec 2016" in found.told[0].why


def test_a_date_that_was_not_known_is_the_first_one(tmp_path: Path) -> None:
    _, text = newer(tmp_path, *changed(4, due=on("2017-02")))
    assert "due: 2017-02" in text
    assert "extensions" not in text


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"state": "done"}, "completed: {known: 2016-12-28}"),
        ({"state": "done", "completed": on("2016-12-05")}, "completed: 2016-12-05"),
        ({"state": "started"}, "started: {known: 2016-12-28}"),
        ({"status_cell": "Off track"}, "- {on: 2016-12-28, status: Off track}"),
        ({"rag": "red", "rag_cell": "R"}, "- {on: 2016-12-28, status: red}"),
        ({"percent_complete": 40.0}, "- {on: 2016-12-28, status: On track, percent: 40}"),
        ({"forecast": on("2017-02")}, "forecast: {to: 2017-02, on: 2016-12-28}"),
        ({"notes": (DatedNote(on=None, text="late"),)}, "- {on: 2016-12-28, text: late}"),
        ({"notes": (DatedNote(on="2016-12-01", text="late"),)}, "- {on: 2016-12-01, text: late}"),
        ({"evidence": "Minutes"}, "evidence: Minutes"),
        ({"owners": ("Head", "Police")}, "owner: [head, police]"),
        ({"text": "Train every social worker"}, "title: Train every social worker"),
    ],
)
def test_what_is_new_is_a_fact_of_the_day_of_the_file(tmp_path: Path, more: dict[str, object], line: str) -> None:
    _, text = newer(tmp_path, *changed(2, **more))
    assert line in text


def test_new_rows_with_their_milestones_owners_and_themes(tmp_path: Path) -> None:
    added = (
        action(20, "Publish a guide", ref="3", theme="Three", owners=("Press officer",), due=on("2017-05")),
        milestone(21, "Write it", 20),
        milestone(22, "Hold the course", 3),
        recommendation(23, "Listen to children"),
    )
    found, text = newer(tmp_path, *FIRST, *added)
    assert "  press-officer: Press officer\n" in text
    assert "  three: Three\n" in text
    assert (
        '  - id: "3"\n    title: Publish a guide\n    scope: corporate\n    theme: three\n    added: 2016-12-28\n'
        in text
    )
    assert '      - id: "3.1"\n        title: Write it\n        due: unknown\n' in text
    assert "title: Hold the course" in text
    assert "  - id: R2\n    title: Listen to children\n" in text
    assert found.gone == ()


def test_a_row_that_vanished_is_listed_and_stays(tmp_path: Path) -> None:
    found, text = newer(tmp_path, *FIRST[:4])
    assert (found.edits, text) == ((), "")
    assert found.gone == (("A1", "Audit case files"),)


def test_rows_are_found_again_wherever_they_are(tmp_path: Path) -> None:
    moved = tuple(replace(one, row=50 - one.row) for one in FIRST)
    found, _ = newer(tmp_path, *(moved[place] for place in (0, 4, 2, 3, 1)))
    assert (found.edits, found.gone) == ((), ())


def test_a_row_with_a_few_other_words_is_the_same(tmp_path: Path) -> None:
    found, text = newer(tmp_path, *changed(4, text="Audits case files."))
    assert found.questions == ()
    assert "title: Audits case files." in text


def test_a_row_that_may_be_the_same_is_asked_about(tmp_path: Path) -> None:
    rows = changed(4, text="Audit closed case files")
    found, _ = newer(tmp_path, *rows)
    (question,) = found.questions
    assert (question.key, question.choices) == ("rows.Audit closed case files", ("A1", "new"))
    assert (found.edits, found.gone) == ((), ())
    same, _ = newer(tmp_path, *rows, answers={"Audit closed case files": "A1"})
    assert [edit.item.id for edit in same.edits] == ["A1"]
    other, text = newer(tmp_path, *rows, answers={"Audit closed case files": "new"})
    assert other.gone == (("A1", "Audit case files"),)
    assert "  - id: A2\n    title: Audit closed case files\n" in text


def test_the_same_reference_with_quite_other_words_is_asked_about(tmp_path: Path) -> None:
    found, _ = newer(tmp_path, *changed(1, text="Buy laptops"))
    assert [question.choices for question in found.questions] == [("1", "new")]


def test_what_the_plan_has_and_the_tracker_takes_back_is_told(tmp_path: Path) -> None:
    done = text_of(*changed(1, state="done", completed=on("2016-11-01")))
    before = workspace(tmp_path, done)
    found = changes(
        understood(*changed(1, state="started", status_cell="Reopened", due=on(None))),
        before,
        before.portfolio.plans[0],
        on=LATER,
    )
    whys = [one.why for one in found.told]
    assert "1: the tracker has no due date any more; it stays 31 Dec 2016" in whys
    assert "1: Reopened in the tracker; delivered 1 Nov 2016 in the plan" in whys


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(PapError, match="without the extra sheets") as error:
        newer(tmp_path, *changed(4, text="Audit closed case files"))
    assert "[sheets]" in error.value.help
