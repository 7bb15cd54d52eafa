from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pap_cli.model.facts import Precision
from pap_cli.sheets.understood import DatedNote, Item
from sheets.placing.making import DAY, action, milestone, on, placed, recommendation, text_of, workspace


def only(root: Path, **more: object) -> object:
    (one,) = placed(root, action(**more)).actions
    return one


def test_the_whole_of_a_small_plan() -> None:
    found = text_of(
        recommendation(1, "Improve visits", ref="3", theme="Safeguarding"),
        action(
            2,
            "Agree the threshold",
            ref="3.1",
            theme="Safeguarding",
            recommendation=1,
            owners=("Head of Service", "Police"),
            lead="Team Manager",
            due=on("2016-12", "Dec-16"),
            revised_due=(on("2017-03-31"),),
            state="started",
            status_cell="In progress",
            rag="amber",
            rag_cell="A",
            percent_complete=50.0,
            notes=(DatedNote(on="2016-11-02", text="met\ntwice"), DatedNote(on=None, text="to follow")),
            cost="£5k",
        ),
        action(3, "Train everybody", due=on(None, "TBC")),
    )
    assert found == (
        """# From tracker.xlsx, as it was on 2016-11-28.
# The start is the earliest date in it: correct it if the plan began on another day.
plan:
  id: p
  title: Tracker
  start: 2016-11-02

owners:
  head-service: Head of Service
  police: Police
  team-manager: Team Manager

themes:
  safeguarding: Safeguarding

recommendations:
  - id: "3"
    title: Improve visits
    theme: safeguarding

actions:
  - id: "3.1"
    title: Agree the threshold
    answers: "3"
    owner: [head-service, police]
    lead: team-manager
    due: 2016-12
    extensions:
      - {to: 2017-03-31, approved: {known: 2016-11-28}}
    started: {known: 2016-11-28}
    judgements:
      - {on: 2016-11-28, status: amber, percent: 50}
      - {on: 2016-11-28, status: In progress, axis: status}
    notes:
      - on: 2016-11-02
        text: |-
          met
          twice
      - to follow
      - "Cost: £5k"

  - id: A1
    title: Train everybody
    scope: corporate
    due: unknown
    notes:
      - "Due: TBC"
"""
    )


@pytest.mark.parametrize(
    ("state", "completed", "expected"),
    [
        ("done", on("2016-10-03"), "completed: 2016-10-03"),
        ("done", on("2016-10", "Oct 2016"), "completed: 2016-10"),
        ("done", None, "completed: {known: 2016-11-28}"),
        ("done", on(None, "COMPLETED"), "completed: {known: 2016-11-28}"),
        ("started", None, "started: {known: 2016-11-28}"),
    ],
)
def test_what_happened_is_never_given_a_day(state: str, completed: object, expected: str) -> None:
    assert expected in text_of(action(state=state, completed=completed))


@pytest.mark.parametrize("state", ["open", "not started", "on hold", "closed", "superseded", None])
def test_other_states_are_only_what_somebody_said(tmp_path: Path, state: str | None) -> None:
    (one,) = placed(tmp_path, action(state=state, status_cell="Paused")).actions
    assert (one.started, one.completed, one.cancelled) == (None, None, None)
    assert [judgement.status for judgement in one.judgements] == ["Paused"]


def test_a_planned_start_is_not_that_work_began(tmp_path: Path) -> None:
    (one,) = placed(tmp_path, action(start=on("2016-06-01"), due=on("2016-12-31"))).actions
    assert one.started is None
    assert [note.text for note in one.notes] == ["Start: 2016-06-01"]
    (one,) = placed(tmp_path, action(start=on("2016-06-01"), state="started")).actions
    assert one.started is not None
    assert one.started.day == date(2016, 6, 1)


def test_a_date_that_says_more_is_kept_word_for_word(tmp_path: Path) -> None:
    phase, end, maybe = on("2017-03", "Phase 2 Mar 2017"), on("2017-03", "end of March 2017"), on("2017-03", "Mar-17?")
    items = (action(1, due=phase), action(2, "b", due=end), action(3, "c", due=maybe))
    found = placed(tmp_path, *items).actions
    assert [[note.text for note in one.notes] for one in found] == [["Due: Phase 2 Mar 2017"], [], ["Due: Mar-17?"]]
    assert {str(one.due) for one in found} == {"Mar 2017"}


def test_a_revised_date_that_is_earlier_is_a_note(tmp_path: Path) -> None:
    (one,) = placed(tmp_path, action(due=on("2016-12-31"), revised_due=(on("2016-10-31"), on("2017-01-31")))).actions
    assert [str(each.to) for each in one.extensions] == ["31 Jan 2017"]
    assert [note.text for note in one.notes] == ["Revised due: 2016-10-31"]


def test_a_recommendation_with_dates_of_its_own_has_a_step(tmp_path: Path) -> None:
    plan = placed(tmp_path, recommendation(ref="CSC 25/01", due=on("2016-12-31"), state="done", owners=("Head",)))
    (one,) = plan.recommendations
    (step,) = one.milestones
    assert (one.id, step.id, str(step.due)) == ("CSC-25/01", "CSC-25/01.1", "31 Dec 2016")
    assert step.completed is not None
    assert step.completed.precision is Precision.UNKNOWN
    assert [note.text for note in one.notes] == ["Ref: CSC 25/01"]


def test_a_recommendation_with_actions_keeps_its_dates_as_notes(tmp_path: Path) -> None:
    plan = placed(tmp_path, recommendation(1, due=on("2016-12-31")), action(2, recommendation=1, due=on("2016-11")))
    assert [note.text for note in plan.recommendations[0].notes] == ["Due: 2016-12-31"]
    assert plan.actions[0].answers == ("R1",)


def test_milestones_belong_to_their_action(tmp_path: Path) -> None:
    due = on("2016-12-31")
    plan = placed(
        tmp_path,
        action(1, ref="1", due=due),
        milestone(2, "first", 1, due=due, ref="1"),
        milestone(3, "second", 1, due=due),
        action(4, "other", ref="1.1"),
        milestone(5, "alone", None),
    )
    first, other, alone = plan.actions
    assert [one.id for one in first.milestones] == ["1-1", "1-2"]
    assert not first.due.dated
    assert (other.id, alone.id, alone.title) == ("1.1", "A1", "alone")


def test_references_that_begin_again_in_each_section(tmp_path: Path) -> None:
    items = [action(n, f"do {n}", ref=f"{n % 2 + 1}", theme=f"Meeting {n // 2}") for n in range(4)]
    plan = placed(tmp_path, *items)
    assert [one.id for one in plan.actions] == ["1.1", "1.2", "2.1", "2.2"]
    assert [one.notes[0].text for one in plan.actions] == ["Ref: 1", "Ref: 2", "Ref: 1", "Ref: 2"]


def test_ids_that_are_the_same_or_look_alike(tmp_path: Path) -> None:
    items = [action(n, f"do {n}", ref=ref) for n, ref in enumerate(["A5", "a5", "A5", "А5", "(!)", "1.10", "on"])]
    plan = placed(tmp_path, *items, recommendation(20, ref="1.10"))
    assert [one.id for one in plan.actions] == ["A5", "a5-2", "A5-3", "А5-4", "A1", "1.10", "on"]
    assert plan.recommendations[0].id == "R1.10"


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/c calc'!A0",
        "a: b # c",
        "\"quoted\" and 'single'",
        "- list",
        "bell \a, escape \x1b, nul \0",
        "emoji 👩‍👩‍👧 and café",
        "tab\tand trailing ",
        "null",
        "2016-12-31",
        "x" * 5000,
        "[[a]], {b}",
        "line\u2028separator",
    ],
)
def test_a_text_survives(tmp_path: Path, text: str) -> None:
    (one,) = placed(tmp_path, action(text=text, notes=(DatedNote(on=None, text=text),), owners=(text,))).actions
    assert one.notes[-1].text == text.strip()


def test_hidden_characters_are_left_out(tmp_path: Path) -> None:
    (one,) = placed(tmp_path, action(text="soft\u00adhyphen \u202eright")).actions
    assert one.title == "softhyphen right"


def test_a_long_text_is_cut_for_the_title_and_whole_in_a_note(tmp_path: Path) -> None:
    text = "The first sentence is long enough to be a title of its own, as it is. " + "And then more words. " * 20
    (one,) = placed(tmp_path, action(text=text)).actions
    assert one.title.startswith("The first sentence")
    assert one.title.endswith("…")
    assert len(one.title) <= 200
    assert one.notes[0].text == text.strip()


def test_a_row_without_a_text_has_its_number(tmp_path: Path) -> None:
    assert placed(tmp_path, action(text=" ")).actions[0].title == "Row 2"


def test_an_empty_tracker_is_a_plan(tmp_path: Path) -> None:
    items: tuple[Item, ...] = ()
    assert placed(tmp_path, *items).header.start == DAY
    assert workspace(tmp_path, text_of()).portfolio.plans[0].id == "p"
