"""A plan in the words of its organisation: every page says what it calls its ratings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Files, Run

KEY = """\
  key:
    red: Off track
    amber: {label: "Some issues, narrative", meaning: Some of it is late.}
    green: On track
    blue: Delivered
    grey: Not counted
    kpis: {red: Floor missed, green: Target met}
"""
ACTIONS = """\
recommendations: [{id: R1, title: Do it}]
owners: {head: Head}
actions:
  - id: A1
    title: Act
    answers: [R1]
    owner: head
    kpis: [K1]
    milestones:
      - {id: A1.1, title: One, due: 2016-03-01, started: 2016-02-01}
      - {id: A1.2, title: Two, due: 2016-10-21}
      - {id: A1.3, title: Three, due: 2017-03-01}
"""
KPIS = """\
kpis:
  - {id: K1, title: Visits, unit: "%", target: 90, observations: {2016-08: 80}}
"""


def _plan(id: str = "p", key: str = KEY) -> str:
    return f"plan:\n  id: {id}\n  title: Plan\n  start: 2016-01-01\n{key}{ACTIONS}"


@pytest.fixture
def written(write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a workspace with one plan that has a key."""
    root = write({"plans/p.yaml": _plan(), "kpis/k.yaml": KPIS})
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            ("status", "--all"),
            ("Off track", "1 some issues, narrative", "Some issues, narrative: Some of it is late (due"),
        ),
        (("milestones",), ("Off track", "Some issues, narrative", "On track")),
        (("actions",), ("Off track", "1 of 1 rated Floor missed")),
        (("recommendations",), ("Off track",)),
        (("owners",), ("Off track", "On track")),
        (("kpis",), ("Floor missed",)),
        (("show", "A1.1"), ("Off track: 227 days past its due date",)),
        (("show", "A1"), ("Off track", "Floor missed")),
        (("show", "head"), ("Off track",)),
        (("show", "K1"), ("Floor missed: ",)),
        (
            ("report", "-f", "markdown"),
            ("Off track", "past its", "delivered and", "The one rated KPI is rated Floor missed."),
        ),
    ],
)
@pytest.mark.usefixtures("written")
def test_people_read_the_label(pap: Run, words: tuple[str, ...], shown: tuple[str, ...]) -> None:
    out = " ".join(pap(*words, "--as-of", "2016-10-14").out.split())
    for text in shown:
        assert text in out
    assert " red " not in out


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["milestones", "actions", "recommendations", "owners", "kpis", "timeline"])
def test_programs_read_one_of_five_and_the_label_beside_it(pap: Run, command: str) -> None:
    (items,) = [
        value
        for value in json.loads(pap(command, "--as-of", "2016-10-14", "-f", "json").out).values()
        if isinstance(value, list)
    ]
    pairs = {(one["rating"], one["rating_label"]) for one in items}
    assert pairs <= {
        ("red", "Off track"),
        ("red", "Floor missed"),
        ("amber", "Some issues, narrative"),
        ("green", "On track"),
        ("grey", "Not counted"),
    }
    assert pairs


@pytest.mark.usefixtures("written")
def test_the_key_is_in_json(pap: Run) -> None:
    facts = json.loads(pap("status", "--as-of", "2016-10-14", "-f", "json").out)
    (plan,) = facts["plans"]
    assert facts["rating_key"]["red"] == "Off track: past its approved due date and not delivered"
    assert (plan["rating"], plan["rating_label"]) == ("red", "Off track")
    assert plan["rating_key"]["amber"]["label"] == "Some issues, narrative"
    assert plan["rating_key"]["amber"]["meaning"] == "Some of it is late."
    assert plan["rating_key"]["blue"]["rule"] == "delivered and evidenced"
    assert {one["rating_label"] for one in plan["by_horizon"]} == {"Off track", "Some issues, narrative", "Not counted"}


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (("--rating", "off track"), ["A1.1"]),
        (("--rating", "Off Track,On track"), ["A1.1", "A1.3"]),
        (("--rating", "Some issues, narrative"), ["A1.2"]),
        (("--rating", "red", "--rating", "some issues, narrative"), ["A1.1", "A1.2"]),
    ],
)
def test_a_label_selects_a_rating(pap: Run, given: tuple[str, ...], ids: list[str]) -> None:
    found = json.loads(pap("milestones", "--as-of", "2016-10-14", "-f", "json", *given).out)["milestones"]
    assert [one["id"] for one in found] == ids


@pytest.mark.usefixtures("written")
def test_words_that_are_no_label_are_refused(pap: Run) -> None:
    ran = pap("milestones", "--rating", "Off the rails")
    assert ran.code == 2
    assert "unknown value “Off the rails”" in ran.err


def test_plans_with_different_keys_have_each_its_own(
    pap: Run, write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"plans/p.yaml": _plan(), "plans/q.yaml": _plan("q", "  key: {red: Overdue, amber: Off track}\n")}
    monkeypatch.chdir(write({**files, "kpis/k.yaml": KPIS}))
    out = pap("status", "--all", "--as-of", "2016-10-14").out
    assert "KEY OF P" in out.upper()
    assert "KEY OF Q" in out.upper()
    assert "Off track: past its" in out
    assert "Off track: due within" in out
    found = json.loads(pap("milestones", "--rating", "off track", "--as-of", "2016-10-14", "-f", "json").out)
    assert [(one["plan"], one["rating"]) for one in found["milestones"]] == [("p", "red"), ("q", "amber")]


def test_plans_with_the_same_key_have_it_once(
    pap: Run, write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write({"plans/p.yaml": _plan(), "plans/q.yaml": _plan("q"), "kpis/k.yaml": KPIS}))
    out = pap("status", "--all", "--as-of", "2016-10-14").out
    assert out.count("Off track: past its") == 1


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["milestones", "actions", "recommendations", "owners"])
def test_a_list_has_the_key_below_it(pap: Run, command: str) -> None:
    out = " ".join(pap(command, "--as-of", "2016-10-14").out.split())
    assert "Off track: past its approved due date and not delivered." in out
    assert "Delivered: delivered and evidenced." in out


def test_a_list_of_plans_without_a_key_has_none(
    pap: Run, write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write({"plans/p.yaml": _plan(key=""), "kpis/k.yaml": KPIS}))
    assert "past its approved due date" not in pap("milestones", "--as-of", "2016-10-14").out


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["milestones", "actions", "show A1", "show A1.1", "show R1", "timeline", "overdue"])
def test_the_key_is_printed_with_every_page_that_shows_ratings(pap: Run, command: str) -> None:
    out = pap(*command.split(), "--as-of", "2016-10-14").out
    assert "Some issues, narrative: Some of it is late (due" in " ".join(out.split())


@pytest.mark.usefixtures("written")
def test_the_words_for_kpis_are_printed_below_them(pap: Run) -> None:
    out = " ".join(pap("kpis", "--as-of", "2016-10-14").out.split())
    assert "Floor missed: worse than its floor" in out
    assert "Not counted" not in pap("show", "K1", "--as-of", "2016-10-14").out


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["key", "report"])
def test_ratings_roll_up_in_the_words_of_the_key(pap: Run, command: str) -> None:
    out = " ".join(pap(command, "--as-of", "2016-10-14").out.split())
    assert "It is rated Delivered only if all of them are. Those that are rated Not counted are not counted." in out
    assert "blue" not in out


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("command", ["actions", "owners"])
def test_a_list_says_where_the_rule_for_roll_ups_is(pap: Run, command: str) -> None:
    out = " ".join(pap(command, "--as-of", "2016-10-14").out.split())
    assert "For how ratings roll up, run pap key" in out
