"""The other commits of the story that a check has to judge: some it must find, some only look as if."""

from __future__ import annotations

from edits import append, change, extended, fact, move, remove, rename, rewrite
from story import ANNA, BEN, CARA, Commit, Finding

PLAN, SCHOOLS = "plans/wexmoor/plan.yaml", "plans/wexmoor/schools.yaml"
_FIGURES = (
    Commit(
        "2016-07-19T09:05",
        CARA,
        "Correct a slip in the figure for June",
        (change("in-20-weeks", "2016-06: 58.8", "2016-06: 58.9"),),
        because="two days after the figure first appeared: a correction",
    ),
    Commit(
        "2016-09-05T17:31",
        BEN,
        "Update figures",
        (change("in-20-weeks", "2016-05: 61.4", "2016-05: 66.4"),),
        (Finding("figure-overwritten", "in-20-weeks", "61.4", "66.4"),),
    ),
    Commit(
        "2016-09-20T11:11",
        CARA,
        "Revise the figure for July",
        (
            change(
                "in-20-weeks",
                "2016-07: 63.1",
                "2016-07: {value: 63.1, revisions: [{value: 62.4, published: 2016-09-19, reason: Counted twice}]}",
            ),
        ),
        because="a revision: the first figure is still there",
    ),
    Commit(
        "2017-01-12T16:49",
        BEN,
        "Update the waiting list",
        (rewrite("kpis/waiting.csv", r"^2016-08,212$", "2016-08,198"),),
        (Finding("figure-overwritten", "waiting", "212", "198"),),
    ),
    Commit(
        "2016-10-10T10:10",
        CARA,
        "A new floor for complaints, as the board decided",
        (
            change("complaints", "floor: 30", "floor: 35"),
            change(
                "complaints",
                "    observations:",
                "    notes: [{on: 2016-10-10, by: board, text: 35 until all have a caseworker}]\n    observations:",
            ),
        ),
        because="a note in the same commit says why",
    ),
    Commit(
        "2017-02-27T17:02",
        BEN,
        "Update targets",
        (change("in-20-weeks", "target: 90", "target: 80"),),
        (Finding("changed-without-reason", "in-20-weeks", "90", "80"),),
    ),
    Commit(
        "2017-03-06T09:58",
        BEN,
        "Wording",
        (change("complaints", "at the first stage", "that reached the second stage"),),
        (
            Finding(
                "changed-without-reason",
                "complaints",
                "Complaints received in the quarter at the first stage",
                "Complaints received in the quarter that reached the second stage",
            ),
        ),
    ),
    Commit(
        "2017-05-08T12:00",
        BEN,
        "Waiting list for information",
        (change("waiting", "polarity: low", "polarity: none"),),
        (Finding("changed-without-reason", "waiting", "low", "none"),),
    ),
    Commit(
        "2017-06-05T08:50",
        BEN,
        "Update floors",
        (change("in-20-weeks", "floor: 60", "floor: 55"),),
        (Finding("changed-without-reason", "in-20-weeks", "60", "55"),),
    ),
    Commit(
        "2017-08-07T10:20",
        CARA,
        "Waiting list rated again",
        (change("waiting", "polarity: none", "polarity: low"),),
        (Finding("changed-without-reason", "waiting", "none", "low"),),
    ),
)
_ENTRIES = (
    Commit(
        "2016-03-09T16:33",
        BEN,
        "Shorten titles",
        (change("R3", "title: Decide with health services, at one front door", "title: Work with health services"),),
        (
            Finding(
                "changed-without-reason",
                "R3",
                "Decide with health services, at one front door",
                "Work with health services",
            ),
        ),
    ),
    Commit(
        "2016-04-12T10:25",
        ANNA,
        "The title of R2 as in the published letter",
        (
            change("R2", "title: Write plans with families, and not about them", "title: Write plans with families"),
            fact("R2", "notes:", "  - {on: 2016-04-12, by: director, text: As in the letter that Ofsted published}"),
        ),
        because="a note in the same commit says why",
    ),
    Commit(
        "2016-09-15T14:14",
        BEN,
        "Evidence of A4.1",
        (fact("A4.1", "evidence: {what: Signed protocol, where: Shared drive, on: 2016-11-30}"),),
        (Finding("evidence-after-commit", "A4.1", "", "2016-11-30"),),
    ),
    Commit(
        "2016-12-12T17:20",
        BEN,
        "A4.2 is delivered",
        (fact("A4.2", "completed: 2016-09-27"),),
        (Finding("recorded-late", "A4.2", "", "2016-09-27"),),
    ),
    Commit(
        "2017-02-20T17:44",
        BEN,
        "A5.2 is delivered",
        (fact("A5.2", "completed: 2017-02-28"),),
        (Finding("recorded-early", "A5.2", "", "2017-02-28"),),
    ),
    Commit(
        "2017-05-22T16:16",
        BEN,
        "The board had extended A2.3",
        (extended("A2.3", "2017-06-30", "2017-02-27", "board", "Two caseworkers short"),),
        (Finding("recorded-late", "A2.3", "", "2017-02-27"),),
    ),
    Commit(
        "2016-11-21T11:30",
        ANNA,
        "The board cancels the printed guide",
        (fact("A6.3", "cancelled: {on: 2016-11-17, by: board, reason: Families asked for the website}"),),
        because="cancelled and not deleted: it is still in the plan",
    ),
    Commit(
        "2017-04-10T18:01",
        BEN,
        "Tidy up",
        (remove("A8.2"),),
        (Finding("item-removed", "A8.2", "Records of the two old systems merged", ""),),
    ),
    Commit(
        "2017-08-03T09:40",
        BEN,
        "A note on training",
        (fact("A5.3", "notes:", "  - {on: 2017-07-24, by: director, text: Nine schools left}"),),
        (Finding("commit-dates-backwards", "", "", ""),),
        clock="2017-07-26T09:40",
    ),
)
_MOVED = (
    Commit(
        "2016-02-04T15:15",
        ANNA,
        "Comments for whoever edits the plan",
        (
            rewrite(
                "plans/wexmoor/plan.yaml", r"^recommendations:$", "# As in the letter of 4 December.\nrecommendations:"
            ),
            rewrite("plans/wexmoor/plan.yaml", r"^  director: (.*)$", r'  director: "\1"  # the sponsor'),
        ),
        because="comments and quotation marks",
    ),
    Commit(
        "2016-05-03T09:20",
        CARA,
        "Call the file what it has",
        (rename("kpis/figures.yaml", "kpis/indicators.yaml"),),
        because="a renamed file",
    ),
    Commit(
        "2016-05-18T13:05",
        ANNA,
        "A file for the work with schools",
        (append(SCHOOLS, "actions:\n"), move("A5", SCHOOLS)),
        because="moved to another file",
    ),
    Commit(
        "2016-07-05T10:00",
        ANNA,
        "Put the plan at the top of the repository",
        (),
        because="another folder",
        folder="",
    ),
    Commit(
        "2016-12-01T12:40",
        ANNA,
        "Number the local offer anew",
        (change("A6.2", "id: A6.2", "id: A6.4\n        was: A6.2"),),
        because="renamed, and was: says so",
    ),
    Commit(
        "2017-09-20T09:30",
        ANNA,
        "Number the old plans anew",
        (change("A3.3", "id: A3.3", "id: A3.4"),),
        because="renamed, and nothing else changed",
    ),
    *(
        Commit(
            f"2017-05-15T16:{number:02}",
            BEN,
            f"Forecast for {id}",
            (fact(id, f"forecast: {{to: {to}, on: {on}}}"),),
            because="committed again in a rebase, with what it had before",
            authored=f"{on}T1{number}:30",
        )
        for number, (id, to, on) in enumerate(
            (
                ("A1.4", "2017-08-31", "2017-05-02"),
                ("A4.4", "2017-09-29", "2017-05-04"),
                ("A5.3", "2017-10-20", "2017-05-09"),
                ("A3.3", "2017-07-31", "2017-05-11"),
            )
        )
    ),
    Commit(
        "2017-09-18T10:00",
        CARA,
        "Plan a fourth audit",
        (
            fact(
                "A7",
                "  - {id: A7.5, title: Fourth audit reported to the board, due: 2017-12-15, added: 2017-09-18}",
            ),
        ),
        because="on a branch",
        branch="audit",
    ),
    Commit(
        "2017-09-19T10:00",
        CARA,
        "Who does the fourth audit",
        (fact("A7", "lead: clinical-officer"),),
        because="on a branch",
        branch="audit",
    ),
    Commit(
        "2017-09-22T15:00",
        ANNA,
        "Merge the branch on the fourth audit",
        (),
        because="a merge brings what its branch has",
        merges="audit",
    ),
)
RECORD = (*_FIGURES, *_ENTRIES, *_MOVED)
