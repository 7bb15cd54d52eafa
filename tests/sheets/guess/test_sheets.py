"""Which sheets are a plan, and where their headings are."""

from __future__ import annotations

from pap_cli.sheets.book.cells import Sheet
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.guess.sheets import tables_of
from sheets.tables import book, sheet

HEADER = ["Ref", "Action", "Lead", "Due date"]
ROWS = [
    ["1", "Write the policy", "Head of Finance", "May 2019"],
    ["2", "Train the staff twice", "HR Manager", "June 2019"],
]
PLAN = sheet([["The plan"], [], HEADER, *ROWS], "Plan 2019")


def roles(*sheets: Sheet) -> dict[str | None, Table]:
    """Return the table of each sheet by its name."""
    return {one.sheet.name: one for one in tables_of(book(*sheets))}


def test_keys_lists_and_summaries_are_no_plans() -> None:
    key = sheet([["Key to ratings"], ["R", "Off track"], ["G", "On track"]], "Key")
    summary = sheet([["Programme", "Milestones", "Complete"], ["Safety", 6, 3], ["Total", 6, 3]], "Summary")
    lists = sheet([["Status", "", "Owner"], ["Open", "", "HR Manager"]], "Lists")
    found = roles(summary, PLAN, key, lists)
    assert [one.role for one in found.values()] == ["other", "plan", "other", "other"]
    assert all(one.why for name, one in found.items() if name != "Plan 2019")
    assert found["Plan 2019"].header is not None
    assert found["Plan 2019"].header.rows == (3,)


def test_a_copy_is_not_read_twice_and_closed_work_is_asked_about() -> None:
    old = sheet([HEADER, *ROWS], "Old version")
    closed = sheet([HEADER, ["9", "Paint the gate green", "Site Manager", "May 2018"]], "Closed")
    found = roles(old, PLAN, closed)
    assert (found["Old version"].role, found["Plan 2019"].role) == ("other", "plan")
    assert (found["Closed"].role, found["Closed"].asked) == ("plan", True)


def test_what_the_plan_was_before_is_asked_about_and_not_read_meanwhile() -> None:
    before = sheet([HEADER, ["9", "Paint the gate green", "Site Manager", "May 2018"]], "v2 (May 2018)")
    found = roles(PLAN, before)["v2 (May 2018)"]
    assert (found.role, found.asked) == ("other", True)


def test_of_versions_and_months_the_latest_is_read() -> None:
    over = sheet([HEADER, ["9", "Paint the gate green", "Site Manager", "May 2018"]], "Closed")
    first, second = (sheet([HEADER, *ROWS], name) for name in ("Plan v1", "Plan v2"))
    found = roles(first, second, over)
    assert [(one.role, one.asked) for one in found.values()] == [("other", False), ("plan", False), ("plan", True)]
    months = [sheet([HEADER, *ROWS], name) for name in ("Apr 2019", "May 2019", "June 2019")]
    assert [(one.role, one.asked) for one in roles(*months).values()] == [("other", False)] * 2 + [("plan", False)]


def test_a_sheet_of_what_is_overdue_shows_items_again_wherever_it_stands() -> None:
    part = sheet([HEADER, ROWS[0]], "Overdue")
    assert [(one.role, one.asked) for one in roles(part, PLAN).values()] == [("other", False), ("plan", False)]


def test_two_sheets_with_other_items_are_one_plan() -> None:
    more = sheet([HEADER, ["9", "Paint the gate green", "Site Manager", "May 2018"]], "Part 2")
    assert [one.role for one in roles(PLAN, more).values()] == ["plan", "plan"]


def test_a_hidden_sheet_is_not_read() -> None:
    hidden = sheet([HEADER, ["9", "Paint the gate green", "Site Manager", "May 2018"]], "Extra", unseen=True)
    assert roles(PLAN, hidden)["Extra"].role == "other"


def test_the_impact_of_two_terms_makes_no_list_of_risks() -> None:
    terms = sheet([[*HEADER, "Impact – Autumn", "Impact – Spring"], *([*row, "Few", "More"] for row in ROWS)], None)
    risks = sheet([[*HEADER, "Likelihood", "Impact"], *([*row, 3, 4] for row in ROWS)], None)
    assert not roles(terms)[None].asked
    assert roles(risks)[None].asked
