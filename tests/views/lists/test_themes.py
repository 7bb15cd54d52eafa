"""Themes in lists: their own, and the theme of other items with the filter for it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commands.running import Run
from pap_cli.options import completion

PLAN = """\
plan: {id: one, title: Plan one, start: 2016-01-04}
owners: {head: Head of service, dcs: Director}
bodies: {ofsted: {title: Ofsted, outside: true}}
themes:
  T1: Leadership
  T2: {title: "Children, families and partners", owner: dcs, lead: head}
recommendations:
  - {id: R1, title: Lead, theme: T1}
  - {id: R2, title: Serve, theme: [T2, T1]}
  - {id: R3, title: Wander}
actions:
  - id: A1
    title: Publish
    answers: R1
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01}
      - {id: A1.2, title: Understood, due: 2016-11-30}
  - {id: A2, title: Train, answers: [R2], owner: dcs, milestones: [{id: A2.1, title: Trained, due: 2016-12-30}]}
  - {id: A3, title: Count, theme: T2, scope: corporate, owner: head, milestones: [{id: A3.1, title: C, due: 2017-01}]}
  - {id: A4, title: Walk, answers: [R3], owner: head, milestones: [{id: A4.1, title: W, due: 2017-02}]}
"""
AT = ("--as-of", "2016-10-14")


@pytest.fixture(autouse=True)
def plan(workspace: Path) -> Path:
    for file in (workspace / "plans").iterdir():
        file.unlink()
    (workspace / "plans" / "one.yaml").write_text(PLAN, encoding="utf-8")
    return workspace


def listed(pap: Run, kind: str, *args: str) -> list[dict[str, object]]:
    ran = pap(kind, *args, *AT, "-f", "json")
    assert ran.code == 0, ran.err
    found: list[dict[str, object]] = json.loads(ran.out)[kind]
    return found


def ids(pap: Run, kind: str, *args: str) -> set[object]:
    return {one["id"] for one in listed(pap, kind, *args)}


def test_themes_are_listed_in_the_order_of_the_plan(pap: Run) -> None:
    one, two, none = listed(pap, "themes")
    assert (one["id"], one["rating"], one["milestones"], one["overdue"]) == ("T1", "red", 3, 1)
    assert (one["recommendations"], one["actions"]) == (["R1", "R2"], ["A1", "A2"])
    assert (one["red"], one["green"]) == (1, 2)
    assert (two["owner"], two["owners"], two["lead"], two["title"]) == (
        *("dcs", ["dcs"], "head"),
        "Children, families and partners",
    )
    assert (none["id"], none["title"], none["actions"], none["owner"]) == (None, "no theme", ["A4"], None)


def test_what_has_no_theme_is_not_counted_as_one_and_shared_actions_are_named(pap: Run) -> None:
    out = pap("themes", *AT).out
    assert "2 themes as of 14 Oct 2016" in out
    assert "1 recommendation and 1 action belong to several themes and count in each." in out
    assert "several themes" not in pap("themes", "--theme", "T2", *AT).out, "there each is counted once"


def test_items_say_their_theme_in_json_and_csv(pap: Run) -> None:
    of = {
        one["id"]: (one["theme"], one["themes"])
        for kind in ("recommendations", "actions", "milestones")
        for one in listed(pap, kind)
    }
    assert of["R1"] == ("T1", ["T1"])
    assert of["R2"] == of["A2"] == of["A2.1"] == ("T2", ["T2", "T1"])
    assert of["A3"] == of["A3.1"] == ("T2", ["T2"])
    assert of["R3"] == of["A4"] == of["A4.1"] == (None, [])
    rows = csv.DictReader(io.StringIO(pap("actions", *AT, "-f", "csv").out))
    assert {row["id"]: (row["theme"], row["themes"]) for row in rows}["A2"] == ("T2", "T2; T1")


@pytest.mark.parametrize("given", ["T2", "t2", "Children, families and partners", "children, FAMILIES and partners"])
def test_a_theme_is_chosen_by_its_id_or_its_title(pap: Run, given: str) -> None:
    assert ids(pap, "recommendations", "--theme", given) == {"R2"}
    assert ids(pap, "actions", "--theme", given) == {"A2", "A3"}
    assert ids(pap, "milestones", "--theme", given) == {"A2.1", "A3.1"}
    assert ids(pap, "owners", "--theme", given) == {"dcs", "head"}
    assert ids(pap, "themes", "--theme", given) == {"T2"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("--theme", "none"), {"A4"}),
        (("--theme", "T1", "--theme", "none"), {"A1", "A2", "A4"}),
        (("--theme", "T1,none"), {"A1", "A2", "A4"}),
        (("--theme", "T2", "--owner", "head"), {"A3"}),
        (("--theme", "T2", "--overdue"), set()),
        (("--theme", "Leadership", "--overdue"), {"A1"}),
    ],
)
def test_themes_combine_with_other_filters(pap: Run, given: tuple[str, ...], expected: set[str]) -> None:
    assert ids(pap, "actions", *given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("--overdue",), {"T1"}),
        (("--owner", "head"), {"T2"}),
        (("--owner", "nobody"), {"T1", None}),
        (("--rating", "green"), {"T2", None}),
        (("--search", "leader"), {"T1"}),
    ],
)
def test_filters_of_themes(pap: Run, given: tuple[str, ...], expected: set[object]) -> None:
    assert ids(pap, "themes", *given) == expected


@pytest.mark.parametrize(("given", "help"), [("T3", "the themes are T1, T2"), ("Ledership", "did you mean T1?")])
def test_a_theme_that_no_plan_has(pap: Run, given: str, help: str) -> None:
    ran = pap("milestones", "--theme", given, *AT)
    assert ran.code == 2
    assert f"no theme “{given}” in this plan" in ran.err
    assert help in ran.err


def test_the_same_id_is_another_theme_in_another_plan(pap: Run, plan: Path) -> None:
    other = "plan: {id: two, title: Two, start: 2016-01-04}\nthemes: {T2: Leadership, T9: Data}\n"
    other += "recommendations: [{id: X1, title: T, theme: T2}, {id: X2, title: T, theme: T9}]\n"
    (plan / "plans" / "two.yaml").write_text(other, encoding="utf-8")
    assert ids(pap, "recommendations", "--theme", "leadership") == {"R1", "R2", "X1"}
    assert ids(pap, "recommendations", "--theme", "T2") == {"R2", "X1"}
    assert [one["plan"] for one in listed(pap, "themes")] == ["one", "one", "one", "two", "two"]


def test_the_theme_is_a_column_only_if_an_item_has_one(pap: Run, plan: Path) -> None:
    for kind in ("recommendations", "actions", "milestones"):
        assert "Theme" in pap(kind, *AT).out.splitlines()[0]
        assert "Theme" not in pap(kind, "--theme", "none", *AT).out.splitlines()[0]


def test_a_plan_without_themes(pap: Run, plan: Path) -> None:
    (plan / "plans" / "one.yaml").write_text("plan: {id: one, title: One, start: 2016-01-04}\n", encoding="utf-8")
    assert "0 themes" in pap("themes", *AT).out
    ran = pap("actions", "--theme", "T1", *AT)
    assert (ran.code, "this plan has no themes" in ran.err) == (2, True)


def test_ids_of_themes_are_completed(plan: Path) -> None:
    assert completion.ids("theme", "") == ["T1", "T2"]
    assert completion.ids("item", "T") == ["T1", "T2"]


def test_a_theme_in_place_of_an_item_is_an_option(pap: Run) -> None:
    ran = pap("milestones", "T1", *AT)
    assert (ran.code, "for T1, write --theme T1" in ran.err) == (2, True)


def test_owners_count_the_themes_that_they_own_or_lead(pap: Run, plan: Path) -> None:
    text = PLAN.replace("dcs: Director", "dcs: Director, dw: Director of Workforce").replace("lead: head", "lead: dw")
    (plan / "plans" / "one.yaml").write_text(text, encoding="utf-8")
    assert {one["id"]: one["themes"] for one in listed(pap, "owners")} == {"head": 0, "dcs": 1, "dw": 1}
    assert "Themes" in pap("owners", *AT).out.splitlines()[0]
    assert "Children, families and partners" in pap("show", "dw", *AT).out


MORE = """\
risks:
  - {id: K1, title: Nobody reads it, raised: 2016-01, affects: A1}
  - {id: K2, title: Nobody comes, raised: 2016-01, treated_by: A3.1}
  - {id: K3, title: It rains, raised: 2016-01}
reviews:
  - {id: ofsted-visit, title: Visit, body: ofsted, due: 2016-10-30}
"""
KPIS = "kpis:\n" + "".join(f"  - {{id: {id}, title: {id}, target: 5}}\n" for id in ("read", "both", "trained", "alone"))


@pytest.fixture
def with_more(plan: Path) -> None:
    text = PLAN.replace("title: Publish\n", "title: Publish\n    kpis: [read, both]\n")
    text = text.replace("title: Train,", "title: Train, kpis: [both, trained],")
    (plan / "plans" / "one.yaml").write_text(text + MORE, encoding="utf-8")
    for file in (plan / "kpis").glob("*"):
        file.unlink()
    (plan / "kpis").mkdir(exist_ok=True)
    (plan / "kpis" / "k.yaml").write_text(KPIS, encoding="utf-8")


@pytest.mark.usefixtures("with_more")
@pytest.mark.parametrize(
    ("kind", "theme", "expected"),
    [
        ("kpis", "T1", {"read", "both", "trained"}),
        ("kpis", "T2", {"both", "trained"}),
        ("kpis", "leadership", {"read", "both", "trained"}),
        ("kpis", "none", {"alone"}),
        ("overdue", "T1", {"A1.1"}),
        ("overdue", "T2", set()),
        ("risks", "T1", {"K1"}),
        ("risks", "T2", {"K2"}),
        ("risks", "none", {"K3"}),
        ("risks", "T1,none", {"K1", "K3"}),
    ],
)
def test_lists_of_other_kinds_take_a_theme(pap: Run, kind: str, theme: str, expected: set[object]) -> None:
    assert ids(pap, kind, "--theme", theme) == expected


@pytest.mark.usefixtures("with_more")
def test_what_is_due_next_takes_a_theme(pap: Run) -> None:
    def due(*args: str) -> set[object]:
        return ids(pap, "next", "--by", "2017-03-01", *args)

    assert due("--theme", "T1") == {"A1.2", "A2.1"}
    assert due("--theme", "T2") == {"A2.1", "A3.1"}
    assert due("--theme", "none") == {"A4.1", "ofsted-visit"}
    assert "run  pap overdue --theme T1" in pap("next", "--theme", "T1", *AT).out


@pytest.mark.parametrize("kind", ["kpis", "overdue", "next", "risks"])
def test_an_unknown_theme_is_refused_in_every_list(pap: Run, kind: str) -> None:
    ran = pap(kind, "--theme", "T9", *AT)
    assert (ran.code, "no theme “T9”" in ran.err) == (2, True)
