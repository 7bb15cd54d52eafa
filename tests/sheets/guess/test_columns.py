"""What a column is taken for: its contents first, its heading second, and the whole table at once."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.sheets import tables_of
from sheets.tables import Value, book, filled, sheet

ACTIONS = [
    "Write the policy for visitors",
    "Train all the drivers twice",
    "Count the stock every week",
    "Open the new desk",
]
POSTS = ["Head of Transport", "Depot Manager", "Stock Lead", "Director of Places"]
DATES = [date(2021, 3, 31), date(2021, 4, 30), "June 2021", "TBC"]


def guessed(**columns: list[Value]) -> dict[str, Guess]:
    """Return the guess for each heading of a table; `_` in a name is a space."""
    headings = [name.replace("_", " ") for name in columns]
    table = [list(row) for row in zip(*columns.values(), strict=True)]
    (found,) = tables_of(book(sheet([headings, *table])))
    return {guess.heading: guess for guess in found.guesses}


def meaning(heading: str, cells: list[Value]) -> tuple[str, bool]:
    """Return what a column beside actions and their owners is taken for, and if it is asked about."""
    columns: dict[str, list[Value]] = {"Action": list(ACTIONS), "Owner": list(POSTS), heading: cells}
    guess = guessed(**columns)[heading]
    return guess.means, guess.asked


@pytest.mark.parametrize(
    ("heading", "cells", "means"),
    [
        ("Status", ["Complete", "In progress", "Not started", "On hold"], "status"),
        ("Status", ["Draft sent to all staff", "Two more posts were offered", "", "Waiting for a quote"], "notes"),
        ("Status", ["Green", "Amber", "Red", "Green"], "rag"),
        ("Progress", [filled("00B050"), filled("FFC000"), filled("FF0000"), filled("00B050")], "rag"),
        ("Progress", ["20%", "100%", "0%", "55%"], "percent_complete"),
        ("Target", list(DATES), "due"),
        ("Completed", [date(2021, 3, 2), "", date(2021, 5, 5), ""], "completed"),
        ("Completed", ["Y", "N", "N", "Y"], "status"),
        ("Priority", ["High", "Low", "Medium", "High"], "notes"),
        ("Evidence milestone has been achieved", ["Minutes of 3 May", "", "Photographs", ""], "evidence"),
        ("Date raised", [date(2020, 1, 6), date(2020, 1, 7), date(2020, 2, 3), date(2020, 2, 4)], "notes"),
        ("By", list(DATES), "due"),
        ("Must / Should", ["Must", "Should", "Must", "Must"], "notes"),
        ("Must do / Should do", ["Must do", "Should do", "Must do", "Must do"], "theme"),
        ("Accepted Y/N", ["Y", "Y", "N", "Y"], "notes"),
        ("Date submitted", [date(2020, 1, 6), "", date(2020, 2, 3), ""], "notes"),
        ("Start / End", ["May 2020 – June 2021", "June 2020 – July 2021", "2020 – 2021", "TBC"], "due"),
        ("Target close-out", list(DATES), "due"),
        ("Where we've got to", ["Few staff know it", "Two more posts", "", "Waiting for a quote"], "notes"),
        ("When raised", [date(2020, 1, 6), date(2020, 1, 7), date(2020, 2, 3), date(2020, 2, 4)], "notes"),
        ("Who raised it", list(POSTS), "notes"),
        ("Evidence owner", list(POSTS), "notes"),
        ("Tgt date", list(DATES), "due"),
        ("No. of times extended", [0, 2, 1, 0], "notes"),
        ("Rec #", [1, 2, 3, 4], "recommendation_ref"),
        ("Budget code", ["A1201", "A1202", "B1300", "B1301"], "notes"),
        ("Impact – Autumn", ["Few staff know it", "Two more posts", "", "Waiting for a quote"], "notes"),
        ("Current risk", [12, 9, 4, 16], "risk"),
        # what planning and ticketing programs write
        ("Recurring", ["No", "No", "Yes", "No"], "ignore"),
        ("Constraint type", ["As soon as possible"] * 4, "ignore"),
        ("Last changed", [date(2020, 1, 6), date(2020, 1, 7), "", date(2020, 2, 4)], "notes"),
        ("Creator", list(POSTS), "notes"),
        ("Actual duration", ["12 days", "3 days", "1 day", "20 days"], "notes"),
        ("Name", ["Jo Smith", "A N Other", "Head of Stock", "Depot Manager"], "owner"),
        # days of something else than the work
        ("Survey date", [date(2020, 1, 6), date(2020, 1, 7), "", date(2020, 2, 4)], "notes"),
        ("Latest comment date", [date(2020, 1, 6), date(2020, 1, 7), "", date(2020, 2, 4)], "notes"),
        ("Report issued", [date(2020, 1, 6), date(2020, 1, 7), "", date(2020, 2, 4)], "notes"),
        # words that say when, without a day
        ("Timescale", ["Summer 1", "By Easter", "Each half term", "Within six months"], "due"),
        ("End quarter", ["Q1 2021/22", "Q2 2021/22", "Q3 2021/22", "Q4 2021/22"], "due"),
        ("Discharged by Ofsted", [date(2021, 3, 2), "", date(2021, 5, 5), ""], "completed"),
        ("2. Accepted?", ["Accepted", "Accepted in part", "Rejected", "Accepted"], "notes"),
        ("How we will test that it works", list(ACTIONS), "success"),
        ("Energy savings", ["High", "Low", "Medium", "High"], "notes"),
        ("Trend", ["↑", "↓", "→", "↑"], "notes"),
        ("Regulation", ["Reg 12(2)(a)", "Reg 17(1)", "Reg 12(2)(a)", "Reg 18"], "notes"),
        ("Wibble", ["High", "Low", "Medium", "High"], "notes"),
        ("Asset ID", ["B102", "", "B107", ""], "notes"),
        ("Card ID", ["k3TzQ_81xWmB0qLsd9", "Vb27-HqLw0pXzT5dKs", "m4Rq8sWdLzX0pBt71K", "aa9Lq2WsT0-xRdP4mZ"], "ref"),
        ("Complete", ["100%", "40%", "0%", "80%"], "percent_complete"),
        ("Status on the December return", ["Complete", "In progress", "Not started", "On hold"], "status"),
        ("Responsible for oversight", list(POSTS), "notes"),
        ("Jan-21", ["■", "■", "", "■"], "notes"),
    ],
)  # fmt: skip
def test_contents_decide_between_the_meanings_of_a_heading(heading: str, cells: list[Value], means: str) -> None:
    assert meaning(heading, cells) == (means, False)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Date", list(DATES)),
        ("Actual / forecast date", list(DATES)),
        ("Delivered or expected", list(DATES)),
        ("Date of completion", list(DATES)),
        ("Review date", list(DATES)),
        ("Wibble", ["One kind of thing", "Another kind of thing", "", "A third kind"]),
        ("Notes", list(DATES)),
        ("Decision due", list(DATES)),
        ("Helpers", list(POSTS)),
        ("Target wibble", ["All of the staff", "Drivers on nights", "", "New people"]),
        ("Para no", ["4.1", "4.2", "4.3", "4.4"]),
        ("Rev. date", list(DATES)),
        ("Owner of last year", list(DATES)),
    ],
)
def test_a_doubt_is_asked_about(heading: str, cells: list[Value]) -> None:
    assert meaning(heading, cells)[1]


def test_a_column_without_a_heading_is_asked_about() -> None:
    rows: list[list[Value]] = [["Action", "Owner", ""]]
    rows += [[action, post, day] for action, post, day in zip(ACTIONS, POSTS, DATES, strict=True)]
    (found,) = tables_of(book(sheet(rows)))
    assert [(guess.means, guess.asked) for guess in found.guesses] == [
        ("action", False),
        ("owner", False),
        ("due", True),
    ]


def test_ids_without_a_heading_or_under_a_code_are_known_in_the_first_column_only() -> None:
    ids: list[Value] = ["B1", "B2", "B3", "B4"]
    for heading in ("", "WP"):
        rows: list[list[Value]] = [
            [heading, "Action", "Owner"],
            *(list(row) for row in zip(ids, ACTIONS, POSTS, strict=True)),
        ]
        (found,) = tables_of(book(sheet(rows)))
        assert (found.guesses[0].means, found.guesses[0].asked) == ("ref", False)
        (found,) = tables_of(book(sheet([row[::-1] for row in rows])))
        assert found.guesses[-1].asked


def test_numbers_of_jobs_are_the_ids_of_a_table_that_has_no_others() -> None:
    jobs: list[Value] = ["J21", "J22", "J23", "J24"]
    assert guessed(Job_no=jobs, Action=list(ACTIONS))["Job no"].means == "ref"
    found = guessed(Job_no=jobs, Ref=["1", "2", "3", "4"], Action=list(ACTIONS))
    assert [(guess.means, guess.asked) for guess in found.values()] == [
        ("notes", False),
        ("ref", False),
        ("action", False),
    ]


def test_what_the_inspectors_require_and_the_response_to_it() -> None:
    found = guessed(
        **{
            "The school should": ["Homes are safe", "Rooms are warm", "Food is good", "All is open"],
            "3. Response: action taken/planned": list(ACTIONS),
        }
    )
    assert [guess.means for guess in found.values()] == ["recommendation", "action"]


def test_an_implementation_date_of_work_that_is_not_done_is_a_due_date() -> None:
    states: list[Value] = ["Complete", "In progress", "Not started", "In progress"]
    found = guessed(Action=list(ACTIONS), Implementation_date=list(DATES), Status=states)["Implementation date"]
    assert (found.means, found.asked) == ("due", False)
    done: list[Value] = ["Complete"] * 4
    assert guessed(Action=list(ACTIONS), Implementation_date=list(DATES), Status=done)["Implementation date"].asked


def test_a_due_date_beside_the_original_one_of_the_same_words_is_its_revision() -> None:
    found = guessed(Action=list(ACTIONS), Original_target_date=list(DATES), Target_date=list(DATES))
    assert (found["Target date"].means, found["Target date"].asked) == ("revised_due", False)
    assert guessed(Action=list(ACTIONS), Original_deadline=list(DATES), Due=list(DATES))["Due"].asked


def test_the_officer_beside_the_elected_member_is_the_owner() -> None:
    found = guessed(Action=list(ACTIONS), Portfolio_holder=list(POSTS), Executive_director=list(POSTS))
    assert [guess.means for guess in found.values()] == ["action", "lead", "owner"]


def test_a_setting_that_is_in_all_rows_is_no_action() -> None:
    found = guessed(Task_method=["By hand"] * 5, Summary=[*ACTIONS, "Paint the gate green"])
    assert [(guess.means, guess.asked) for guess in found.values()] == [("notes", False), ("action", False)]


def test_ratings_of_two_terms_are_asked_about() -> None:
    marks: list[Value] = ["Green", "Amber", "Red", "Green"]
    found = guessed(Action=list(ACTIONS), Autumn_RAG=marks, Spring_RAG=marks)
    assert [guess.asked for guess in found.values()] == [False, True, True]


def test_mitigating_actions_beside_a_description_are_not_taken_for_less_in_silence() -> None:
    found = guessed(Description=list(ACTIONS[::-1]), **{"Mitigation / action": list(ACTIONS)})
    assert found["Mitigation / action"].means == "action"


def test_a_date_of_completion_beside_a_due_date_is_when_it_was_done() -> None:
    done: list[Value] = [date(2021, 3, 2), "", "", ""]
    found = guessed(Action=list(ACTIONS), Target_date=list(DATES), Completion_date=done)
    assert (found["Completion date"].means, found["Completion date"].asked) == ("completed", False)


def test_a_new_date_is_a_revision_beside_a_due_date_and_asked_about_without_one() -> None:
    new: list[Value] = ["", date(2021, 9, 30), "", "Dec 2021"]
    found = guessed(Action=list(ACTIONS), Target_date=list(DATES), New_date=new)["New date"]
    assert (found.means, found.asked) == ("revised_due", False)
    assert meaning("New date", new) == ("due", True)


def test_two_columns_do_not_take_one_meaning_in_silence() -> None:
    found = guessed(Action=list(ACTIONS), Deadline=list(DATES), Due_date=list(DATES))
    assert found["Deadline"].asked
    assert found["Due date"].asked


def test_the_lower_of_two_headings_counts_most() -> None:
    rows: list[list[Value]] = [["Action", "Timescale", "", "Lead"], ["", "Start", "Finish", ""]]
    rows += [[text, date(2021, 1, 4), date(2021, 6, 30), post] for text, post in zip(ACTIONS, POSTS, strict=True)]
    (found,) = tables_of(book(sheet(rows, merged=[(1, 2, 1, 3), (1, 1, 2, 1), (1, 4, 2, 4)])))
    assert found.header is not None
    assert found.header.rows == (1, 2)
    assert [guess.means for guess in found.guesses] == ["action", "start", "due", "owner"]


def test_what_was_found_beside_what_is_required_is_a_note() -> None:
    found = guessed(
        Requirement=[
            "Homes are safe to live in",
            "Repairs are done in time",
            "Tenants have a say in it",
            "All is open",
        ],
        Gap_identified=["A third were not seen", "One in five was late", "No panel of tenants", "Nothing published"],
        Action=list(ACTIONS),
    )
    assert [(one.means, one.asked) for one in found.values()] == [
        ("recommendation", False),
        ("notes", False),
        ("action", False),
    ]


def test_a_response_that_is_the_action_is_the_action() -> None:
    texts: list[Value] = ["Agreed: publish it", "Agreed: train all staff", "Agreed in part", "Not agreed at all"]
    found = guessed(Recommendation=list(ACTIONS), Owner=list(POSTS), **{"Management_Response/Action": texts})
    assert found["Management Response/Action"].means == "action"
    assert guessed(Recommendation=list(ACTIONS), Management_Response=texts)["Management Response"].means == "notes"


def test_the_months_of_a_chart_of_time_are_no_reason_to_miss_the_headings() -> None:
    months = [date(2021, month, 1) for month in range(1, 11)]
    rows: list[list[Value]] = [["Task", "Lead", "Due", *months]]
    rows += [[*row, *["■"] * 10] for row in zip(ACTIONS, POSTS, DATES, strict=True)]
    (found,) = tables_of(book(sheet(rows)))
    assert [guess.means for guess in found.guesses][:3] == ["action", "owner", "due"]
    assert {guess.means for guess in found.guesses[3:]} == {"notes"}
