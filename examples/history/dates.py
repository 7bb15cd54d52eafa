"""The commits of the story about dates that a check has to judge: some it must find, some only look as if."""

from __future__ import annotations

from edits import append, change, extended, fact, rewrite
from story import ANNA, BEN, Commit, Finding

PLAN, ACTIONS = "plans/wexmoor/plan.yaml", "plans/wexmoor/actions.yaml"
NEW_ACTION = """\
  - id: A9
    title: Answer every complaint in ten days
    answers: [R2]
    owner: director
    added: 2016-11-28
    kpis: [complaints]
    milestones:
      - id: A9.1
        title: One team for complaints
        due: 2017-06-30
        added: 2016-11-28
"""

DATES = (
    Commit(
        "2016-01-21T10:12",
        ANNA,
        "Correct the date of A8.2",
        (change("A8.2", "due: 2017-05-31", "due: 2017-05-26"),),
        because="three days after the date first appeared: a correction",
    ),
    Commit(
        "2016-06-22T11:40",
        ANNA,
        "The board extends A1.2",
        (extended("A1.2", "2016-08-31", "2016-06-20", "board", "Two posts re-advertised", asked="2016-06-13"),),
        because="the date moved, but the first one is still there and the board approved the second",
    ),
    Commit(
        "2016-09-26T17:55",
        BEN,
        "Tidy up",
        (change("A2.2", "due: 2016-09-30", "due: 2016-12-16"),),
        (Finding("first-due-date-changed", "A2.2", "2016-09-30", "2016-12-16"),),
    ),
    Commit(
        "2016-10-21T09:31",
        ANNA,
        "The board extends A1.3",
        (extended("A1.3", "2017-01-31", "2016-10-20", "board", "Reports by schools are late", asked="2016-10-10"),),
        because="approved by the board",
    ),
    Commit(
        "2016-10-03T16:20",
        BEN,
        "Fix dates",
        (change("A3.2", "completed: 2016-07-22", "completed: 2016-06-30"),),
        (Finding("changed-without-reason", "A3.2", "2016-07-22", "2016-06-30"),),
    ),
    Commit(
        "2016-11-07T12:05",
        ANNA,
        "Correct the delivery of A5.1, with the reason",
        (
            change("A5.1", "completed: 2016-07-19", "completed: 2016-07-21"),
            fact("A5.1", "notes:", "  - {on: 2016-11-07, by: director, text: Signed off two days later}"),
        ),
        because="a note in the same commit says why",
    ),
    Commit(
        "2016-12-05T15:48",
        BEN,
        "Update A1.3",
        (change("A1.3", "to: 2017-01-31", "to: 2017-02-28"),),
        (Finding("changed-without-reason", "A1.3", "2017-01-31", "2017-02-28"),),
    ),
    Commit(
        "2016-11-30T14:02",
        ANNA,
        "Add an action on complaints",
        (append(ACTIONS, NEW_ACTION),),
        because="a new action moves nothing",
    ),
    Commit(
        "2016-12-02T09:15",
        ANNA,
        "A9.1 is due before the summer reports",
        (change("A9.1", "due: 2017-06-30", "due: 2017-06-16"),),
        because="two days after the date first appeared: a correction",
    ),
    Commit(
        "2017-03-14T18:22",
        BEN,
        "Lay the file out as the editor does",
        (
            rewrite(ACTIONS, r"title: ([^\"\n]+)$", r'title: "\1"'),
            rewrite(ACTIONS, r"due: (\S+)$", r"due:    \1"),
            rewrite(ACTIONS, r"^actions:$", "# Laid out by the editor of the plan.\nactions:"),
            change("A7.3", "due:    2017-03-31", "due:    2017-06-30"),
        ),
        (Finding("first-due-date-changed", "A7.3", "2017-03-31", "2017-06-30"),),
    ),
    Commit(
        "2017-03-29T10:44",
        ANNA,
        "The board extends A1.4",
        (extended("A1.4", "2017-08-31", "2017-03-27", "board", "Two psychologists left", asked="2017-03-13"),),
        because="approved by the board",
    ),
    Commit(
        "2017-06-12T13:37",
        BEN,
        "Extend A7.4",
        (extended("A7.4", "2017-10-20", "2017-06-08", "interim-auditor", "The auditor is on leave"),),
        (Finding("approved-by-other", "A7.4", "", "interim-auditor"),),
    ),
    Commit(
        "2017-07-04T10:30",
        ANNA,
        "A post for the auditor",
        (rewrite(PLAN, r"^(  clinical-officer: .*)$", r"\1\n  interim-auditor: Interim Auditor"),),
        because="a new post makes nothing right that was approved before",
    ),
)
