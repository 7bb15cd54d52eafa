"""What is understood of a tracker: its items, what is told of its rows, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.plan.understand import understand_plan
from pap_cli.sheets.understood import Understood
from sheets.tables import Value, book, filled, real, sheet

HEADER: list[Value] = ["Ref", "Action", "Lead", "Due date", "Status", "Progress update"]


def understood(*rows: Sequence[Value], header: Sequence[Value] = HEADER, hidden: Sequence[int] = ()) -> Understood:
    """Return what is understood of rows below a header in row 1."""
    return understand_plan(book(sheet([header, *rows], hidden=hidden)))


def told(found: Understood, row: int | None) -> set[str]:
    """Return the kinds of what is told of a row."""
    return {one.kind for one in found.report if one.row == row}


def test_every_row_is_accounted_for() -> None:
    found = understood(
        ["Theme A: the front door"],
        ["1", "Write the policy for visitors", "Head of Transport", "May 2019", "Complete", ""],
        HEADER,
        ["2", "Train all the drivers twice", "HR Manager", "TBC", "Open", "Booked"],
        [],
        ["", "", "", "", "", "and the venue"],
        ["Total", "", "", "", 2, ""],
        ["Page 1 of 1"],
    )
    assert [item.row for item in found.items] == [3, 5]
    assert found.items[0].theme == "Theme A: the front door"
    became = {one.row: one.became for one in found.rows}
    assert became == dict(
        zip(
            (1, 2, 3, 4, 5, 7, 8, 9),
            ("taken", "taken", "taken", "not-understood", "kept", *["not-understood"] * 3),
            strict=True,
        )
    )
    assert told(found, 4) == {"repeated-header"}
    assert told(found, 8) == {"total"}
    assert told(found, 9) == {"footer"}


def test_done_without_a_day_stays_without() -> None:
    found = understood(
        ["1", "Write the policy for visitors", "HR Manager", "May 2019", "Completed", ""],
        ["2", "Train all the drivers twice", "HR Manager", "May 2019", "Completed 12.07.19 - in use", ""],
        ["3", "Count the stock every week", "HR Manager", "May 2019", "Closed", "Closed by the board on 11.01.19"],
    )
    assert [item.state for item in found.items] == ["done", "done", "closed"]
    assert [item.completed and item.completed.value for item in found.items] == [None, "2019-07-12", "2019-01-11"]
    assert "no-day" in told(found, 2)


def test_numbered_milestones_take_their_numbered_dates() -> None:
    found = understood(
        [
            "Find a room for it",
            "1. Draft it\n2. Sign it\n3. Print it",
            "1. 30/06/2016\n2. Sept 2016\n3. TBC",
            "Police / Health Trust",
        ],
        ["Find a second room", "Open the door", "31st October 2016", "All agencies"],
        header=["Action", "Key milestones", "Target date", "Owner"],
    )
    assert [(item.level, item.ref, item.due and item.due.value) for item in found.items if item.row == 2] == [
        ("action", None, None),
        ("milestone", "1", "2016-06-30"),
        ("milestone", "2", "2016-09"),
        ("milestone", "3", None),
    ]
    assert found.items[0].owners == ("Police", "Health Trust")
    assert "date" in told(found, 2)
    assert told(found, 3) == {"owner"}


def test_a_recommendation_holds_for_the_rows_it_is_merged_over() -> None:
    header = ["Recommendation", "Action", "Lead"]
    rows: list[list[Value]] = [
        ["Visits must be on time", "Write a rota for visits", "Head of Care"],
        ["", "Check the rota each Friday", "Team Manager"],
        ["Records must be kept well", "Audit ten files a month", "Head of Care"],
    ]
    found = understand_plan(book(sheet([header, *rows], merged=[(2, 1, 3, 1)])))
    assert [(item.level, item.recommendation) for item in found.items] == [
        ("recommendation", None),
        ("action", 1),
        ("action", 1),
        ("recommendation", None),
        ("action", 4),
    ]


def test_a_month_is_shown_as_one_and_stays_one() -> None:
    found = understood(
        ["1", "Write the policy for visitors", "HR Manager", real(date(2012, 3, 1), "mmm-yy"), "Open", ""],
        ["2", "Train all the drivers twice", "HR Manager", real(date(2012, 3, 12), "d-mmm"), "Open", ""],
        ["3", "Count the stock every week", "HR Manager", real(date(2012, 4, 30)), "Open", ""],
    )
    assert [item.due and item.due.value for item in found.items] == ["2012-03", "2012-03-12", "2012-04-30"]
    assert [told(found, row) for row in (2, 3, 4)] == [set(), {"date"}, set()]


def test_the_order_of_day_and_month_is_decided_by_the_column_or_asked() -> None:
    clear = understood(
        *(
            [str(n), f"Do the thing number {n}", "HR Manager", day, "Open", ""]
            for n, day in enumerate(("03/04/2019", "25/04/2019"))
        )
    )
    assert clear.items[0].due is not None
    assert clear.items[0].due.value == "2019-04-03"
    either = understood(
        *(
            [str(n), f"Do the thing number {n}", "HR Manager", day, "Open", ""]
            for n, day in enumerate(("03/04/2019", "05/04/2019"))
        )
    )
    assert [item.due and item.due.value for item in either.items] == [None, None]
    assert [one.key for one in either.ask] == ["columns.D.order"]


def test_dates_that_an_american_spreadsheet_swapped_are_asked_about() -> None:
    days: list[Value] = [date(2019, 3, 4), "13/04/2019", date(2019, 5, 6), "25/06/2019"]
    found = understood(
        *([str(n), f"Do the thing number {n}", "HR Manager", day, "Open", ""] for n, day in enumerate(days))
    )
    assert [one.key for one in found.ask] == ["columns.D.swapped"]
    assert found.items[0].due is not None
    assert found.items[0].due.value is None


def test_a_fill_is_a_rating_and_two_shades_of_one_colour_are_asked_about() -> None:
    header = ["Action", "Owner", "RAG"]
    rows: list[list[Value]] = [
        ["Write the policy for visitors", "HR Manager", filled("00B050")],
        ["Train all the drivers twice", "HR Manager", filled("FF0000")],
        ["Count the stock every week", "HR Manager", "Amber"],
    ]
    found = understood(*rows, header=header)
    assert [(item.rag, item.rag_by) for item in found.items] == [("green", "fill"), ("red", "fill"), ("amber", None)]
    assert told(found, 2) == {"rag"}
    found = understood(*rows, ["Open the new desk", "HR Manager", filled("92D050")], header=header)
    assert [one.key for one in found.ask] == ["colours.00B050", "colours.92D050"]


def test_numbers_in_a_rating_are_asked_about_with_the_words_of_the_key() -> None:
    found = understood(
        ["Write the policy for visitors", "HR Manager", 1],
        ["Train all the drivers twice", "HR Manager", 2],
        ["Count the stock every week", "HR Manager", 1],
        [],
        ["Gradings:"],
        ["1 – Fully achieved"],
        ["2 – Slipped"],
        header=["Action", "Owner", "Assessment of progress"],
    )
    assert [(one.key, one.choices[0]) for one in found.ask] == [("ratings.1", "done"), ("ratings.2", "started")]
    assert len(found.items) == 3
    assert told(found, 7) == told(found, 8) == {"key"}


def test_shares_and_percentages_in_one_column_are_asked_about() -> None:
    header = ["Action", "Owner", "% complete"]
    texts = ["Write the policy for visitors", "Train all the drivers twice", "Count the stock every week"]
    mixed = understood(
        *([text, "HR Manager", number] for text, number in zip(texts, (100, 83.4, 0.5), strict=True)), header=header
    )
    assert [item.percent_complete for item in mixed.items] == [100, 83.4, None]
    assert [one.key for one in mixed.ask] == ["columns.C.scale"]
    assert mixed.sheets[0].columns[2].asked
    shares = understood(
        *([text, "HR Manager", number] for text, number in zip(texts, (1, 0.25, 0.5), strict=True)), header=header
    )
    assert [item.percent_complete for item in shares.items] == [100, 25, 50]
    assert not shares.ask


def test_what_is_told_of_odd_cells() -> None:
    found = understood(
        ["1", "=HYPERLINK(x)", "HR Manager", "31/02/2019", "Awaiting Cabinet", ""],
        ["1", "+44 line in the hall for all", "HR Manager (tbc)", "now 31/03/2019", "On hold", ""],
        [
            "3",
            Cell(column=2, value="Paint the gates of the park", text="Paint the gates of the park", comment="Which?"),
            "Site Manager",
            "31/03/2019",
            "Open",
            "",
        ],
        hidden=[4],
    )
    assert told(found, 2) >= {"formula-text", "date", "status"}
    assert told(found, 3) >= {"formula-text", "owner", "status", "id"}
    assert told(found, 4) == {"hidden"}
    assert [note.text for note in found.items[2].notes] == ["Comment: Which?"]
    assert found.items[1].owners == ("HR Manager",)


def test_notes_are_split_at_their_dates() -> None:
    found = understood(
        [
            "1",
            "Write the policy for visitors",
            "HR Manager",
            "31/03/2017",
            "Open",
            "9.12.16: draft agreed. 20.01.17: event held, 84 came.",
        ]
    )
    assert [(note.on, note.text) for note in found.items[0].notes] == [
        ("2016-12-09", "draft agreed."),
        ("2017-01-20", "event held, 84 came."),
    ]


def test_a_column_that_is_missing_is_said_once() -> None:
    found = understood(
        ["1", "Write the policy for visitors"], ["2", "Train all the drivers twice"], header=["Ref", "Action"]
    )
    assert [one.why for one in found.report if one.row is None] == [
        "no column has a due date or an owner: it is unknown for every item"
    ]


def test_what_cannot_be_read_stays_in_a_note() -> None:
    found = understood(
        ["Write the policy for visitors", "All agencies", "Q1", "half of it"],
        ["Train all the drivers twice", "HR Manager (tbc)", "May 2019", "50%"],
        ["Count the stock every week", "HR Manager", "May 2019", "20%"],
        header=["Action", "Owner", "Due date", "% complete"],
    )
    assert [note.text for note in found.items[0].notes] == ["Owner: All agencies", "% complete: half of it"]
    assert [note.text for note in found.items[1].notes] == ["Owner: HR Manager (tbc)"]
    assert found.items[0].due is not None
    assert found.items[0].due.cell == "Q1"
