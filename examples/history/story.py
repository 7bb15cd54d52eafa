"""Two years of an invented plan: who committed what, when, and what of it a check of the history has to find.

Most commits record what happened within days.  The others are marked: `finds` has what must be found in them, and a
commit that looks alike and in which nothing must be found says why in `because`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from edits import Edit, append, fact

ANNA = "Anna Ames <anna.ames@wexmoor.example>"
BEN = "Ben Brook <ben.brook@wexmoor.example>"
CARA = "Cara Cole <cara.cole@wexmoor.example>"
# The same person on another computer; .mailmap says so.
CARA_AT_HOME = "cara <cara@home.example>"


@dataclass(frozen=True)
class Finding:
    """What a check of the history has to find in a commit."""

    rule: str
    item: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Commit:
    """One commit: its time in UTC, author, title and edits."""

    on: str
    by: str
    title: str
    edits: tuple[Edit, ...]
    finds: tuple[Finding, ...] = ()
    because: str = ""
    # When its author wrote it, if it was committed again later, in a rebase.
    authored: str = ""
    # What the clock of the computer said, if it was wrong.
    clock: str = ""
    branch: str = "main"
    # The branch that it merges.
    merges: str = ""
    # The folder of the workspace from here on; without it, that of the commit before.
    folder: str | None = None


# The milestones: when work on each began, when it was delivered and when its evidence was accepted, with its place.
DELIVERED = (
    ("A1.1", "", "2016-01-27", "2016-02-15", "Register of requests, January 2016"),
    ("A7.1", "2016-02-01", "2016-04-26", "2016-05-16", "Board paper 2016-05, item 6"),
    ("A3.1", "2016-01-25", "2016-03-22", "2016-04-11", "Minutes of the parents' forum, 22 March 2016"),
    ("A2.1", "2016-02-08", "2016-05-24", "2016-06-20", "Staff list, June 2016"),
    ("A6.1", "2016-02-22", "2016-05-25", "2016-06-13", "Report of the test with 14 families"),
    ("A4.1", "2016-02-29", "2016-06-28", "2016-12-05", ""),
    ("A1.2", "2016-02-15", "2016-08-23", "2016-09-12", "Establishment list, September 2016"),
    ("A5.1", "2016-04-04", "2016-07-19", "2016-08-08", "Course handbook, first edition"),
    ("A3.2", "2016-04-18", "2016-07-22", "2016-08-30", "Template, version 1"),
    ("A4.2", "2016-07-11", "", "2017-01-16", "Minutes of the joint panel, September to December 2016"),
    ("A6.2", "2016-06-20", "2016-10-25", "2016-11-14", "https://wexmoor.example/local-offer"),
    ("A2.2", "2016-06-27", "2016-12-13", "2017-01-09", "Caseworker list, January 2017"),
    ("A8.1", "2016-05-09", "2016-09-27", "2016-10-10", "Cabinet decision 2016/114"),
    ("A1.3", "2016-09-05", "2017-01-24", "2017-02-13", "Register of requests, January 2017"),
    ("A7.2", "2016-09-13", "2016-11-29", "2016-12-19", "Board paper 2016-12, item 4"),
    ("A4.3", "2016-10-03", "2017-01-30", "2017-02-20", "Waiting times of the therapy service, January 2017"),
    ("A5.2", "2016-09-19", "", "2017-03-20", "Register of training, March 2017"),
    ("A2.3", "2017-01-16", "2017-06-20", "2017-07-10", "Caseworker list, July 2017"),
    ("A1.4", "2017-02-06", "2017-08-22", "2017-09-11", "Register of requests, September 2017"),
    ("A7.3", "2017-01-23", "2017-06-27", "2017-07-17", "Board paper 2017-07, item 5"),
    ("A3.3", "2016-11-07", "2017-07-25", "2017-08-14", "Audit of 60 plans, August 2017"),
    ("A7.4", "2017-05-22", "2017-07-18", "2017-09-04", "Board paper 2017-09, item 3"),
    ("A5.3", "2017-03-20", "2017-10-17", "2017-11-06", "Register of training, November 2017"),
    ("A4.4", "2017-03-13", "2017-09-26", "2017-10-16", "Section 75 agreement, signed"),
    ("A8.2", "2016-11-21", "", "", ""),
    ("A9.1", "2017-01-09", "2017-06-13", "2017-07-03", "Team list, July 2017"),
)
MEETINGS = (
    ("2016-03-31", "Noted"),
    ("2016-06-30", "Asked for weekly figures on the waiting list"),
    ("2016-09-29", "Noted"),
    ("2016-12-15", "Asked why the joint panel started late"),
    ("2017-03-30", "Noted"),
    ("2017-06-29", "Noted"),
    ("2017-09-28", "Noted"),
)
IN_TIME = [46.2, 48.9, 52.0, 55.7, 61.4, 58.8, 63.1, 60.6, 66.0, 68.4, 67.9, 71.2]
IN_TIME += [70.5, 73.3, 74.8, 73.1, 76.9, 78.0, 77.4, 80.1, 81.6, 82.9, 82.2]
WAITING = [304, 297, 281, 262, 250, 241, 229, 212, 201, 188, 176, 171]
WAITING += [158, 149, 140, 133, 121, 108, 102, 97, 88, 81, 77]
COMPLAINTS = [("Q4 2015/16", 40), ("Q1 2016/17", 35), ("Q2 2016/17", 33), ("Q3 2016/17", 29), ("Q4 2016/17", 30)]
COMPLAINTS += [("Q1 2017/18", 24), ("Q2 2017/18", 22)]


def routine() -> list[Commit]:
    """Return the commits that record what happened, each within days."""
    found: list[Commit] = []
    for number, (id, started, completed, evidenced, where) in enumerate(DELIVERED):
        by = (ANNA, BEN)[number % 2]
        if started:
            found.append(Commit(_soon(started, number), by, f"Start {id}", (fact(id, f"started: {started}"),)))
        if completed:
            edit = fact(id, f"completed: {completed}")
            found.append(Commit(_soon(completed, number), by, f"{id} is delivered", (edit,)))
        if evidenced:
            edit = fact(id, f"evidenced: {evidenced}", *((f'evidence: "{where}"',) if where else ()))
            found.append(Commit(_soon(evidenced, number), by, f"Accept the evidence of {id}", (edit,)))
    for number, (in_time, waiting) in enumerate(zip(IN_TIME, WAITING, strict=True)):
        month = f"{2016 + number // 12}-{number % 12 + 1:02}"
        edits = [fact("in-20-weeks", f"  {month}: {in_time}"), append("kpis/waiting.csv", f"{month},{waiting}\n")]
        if number % 3 == 2:
            quarter, count = COMPLAINTS[number // 3]
            edits.append(fact("complaints", f"  {quarter}: {count}"))
        known = date(2016 + (number + 1) // 12, (number + 1) % 12 + 1, 14)
        who = CARA_AT_HOME if number % 7 == 5 else CARA
        found.append(Commit(_soon(known.isoformat(), number), who, f"Figures for {month}", tuple(edits)))
    for number, (on, outcome) in enumerate(MEETINGS):
        held = f"- {{on: {on}, outcome: {outcome}}}"
        lines = ("held:", f"  {held}") if not number else (f"  {held}",)
        found.append(Commit(_soon(on, number), ANNA, "Record the review of the board", (fact("board-review", *lines),)))
    return found


def _soon(day: str, number: int) -> str:
    """Return a time in office hours within four days after a day."""
    on = date.fromisoformat(day) + timedelta(days=1 + number % 3)
    return f"{on.isoformat()}T{9 + number % 8:02}:{number * 7 % 60:02}"
