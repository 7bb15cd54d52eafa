"""The status on one screen: it fits, its counts are those of the lists, and every command on it runs."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commands.running import Run
from conftest import ROOT, Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.items.milestones import live
from pap_cli.columns.risks import level_cell
from pap_cli.document import Facts
from pap_cli.formats.plain import render as render_plain
from pap_cli.formats.svg import render as render_svg
from pap_cli.formats.terminal import render as render_terminal
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.dates import add_months
from pap_cli.model.rating import Rating
from pap_cli.render.screen import Screen
from pap_cli.views.status.view import StatusView, build

AS_OF = date(2016, 10, 14)
SMALL, LARGE = Screen(width=80, lines=28), Screen(width=120, lines=40)
HEAD = "plan: {id: p, title: A plan, start: 2016-01-04}\nowners: {head: Head}\n"
WIDE = "计划里程碑" * 12
LONG = "A very long name that goes on and on without any end in sight " * 3
LONG_NAMES = f"""\
plan:
  id: p
  title: {LONG}
  organisation: {WIDE}
  start: 2016-01-04
  key: {{red: Seriously off track, amber: Some issues to narrate}}
  statutory: {{s1: {{title: {LONG}, to: b, due: 2016-09-01}}}}
owners: {{head-of-something-with-a-long-identifier: {LONG}, hr: {WIDE}}}
bodies: {{b: {LONG}, c: {WIDE}}}
reviews: [{{id: rv, title: {LONG}, body: b, every: 1 month}}]
recommendations: [{{id: R1, title: {LONG}}}]
concerns: [{{id: C1, title: {LONG}, by: b, raised: 2016-03-01}}]
themes: {{t1: {LONG}}}
risks: [{{id: K1, title: {LONG}, owner: hr, current: 20}}]
actions:
""" + "".join(
    f"""\
  - id: A{nth}-with-a-long-identifier
    title: {LONG}
    owner: [head-of-something-with-a-long-identifier, hr]
    theme: t1
    milestones:
      - {{id: M{nth}-with-a-long-identifier, title: {WIDE}, due: 2016-0{nth}-05, expected_by: [b, c]}}
      - {{id: N{nth}, title: {LONG}, due: 2016-10-2{nth}, judgements: [{{on: 2016-10-03, by: hr, status: on-track}}]}}
      - {{id: O{nth}, title: {LONG}, due: 2016-05-2{nth}, completed: 2016-05-20}}
"""
    for nth in range(1, 9)
)
LONG_KPIS = "kpis:\n" + "".join(
    f"  - {{id: a-long-identifier-{nth}, title: {LONG}, target: 60, owner: hr, observations: {{2016-09: 5}}}}\n"
    for nth in range(9)
)
CASES: dict[str, Files] = {
    "long names": {
        "plans/p.yaml": LONG_NAMES,
        "kpis/k.yaml": LONG_KPIS,
        "plans/bad.yaml": "plan: {id: q, title: Q, start: 2016-13-01}\n",
    },
    "no milestones": {"plans/p.yaml": HEAD},
    "nothing late": {"plans/p.yaml": f"{HEAD}actions:\n  - {{id: A1, title: X, owner: head, due: 2017-01-31}}\n"},
    "all late": {
        "plans/p.yaml": HEAD
        + "actions:\n"
        + "".join(f"  - {{id: A{nth}, title: {WIDE}{nth}, owner: head, due: 2016-05-31}}\n" for nth in range(60))
    },
    "many plans": {
        f"plans/p{nth}.yaml": f"plan: {{id: p{nth}, title: A plan, start: 2016-01-04}}\nactions:\n"
        f"  - {{id: A1, title: A long title of an action that goes on and on and on, due: 2016-0{nth}-28}}\n"
        for nth in range(1, 9)
    },
    "an error": {"plans/p.yaml": f"{HEAD}actions:\n  - {{id: A1, title: X, owner: nobody, due: 2016-13-31}}\n"},
    "only KPIs": {"kpis/k.yaml": "kpis:\n  - {id: k, title: K, target: 5, observations: {2016-09: 4}}\n"},
    "a key": {
        "plans/p.yaml": HEAD.replace("2016-01-04}", "2016-01-04, key: {red: {label: Off track}, amber: Some issues}}")
        + "actions:\n  - {id: A1, title: X, owner: head, due: 2016-05-31}\n"
    },
}


def view_of(workspace: Workspace, day: date = AS_OF) -> StatusView:
    def at(when: date) -> Assessment:
        return assess(workspace.portfolio, when, workspace.config.rating)

    return build(at(day), lambda: at(add_months(day, -3)), len(workspace.diagnostics), whole=False)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return open_workspace(ROOT)


@pytest.mark.parametrize(
    "day", [date(2015, 5, 1), date(2015, 9, 1), AS_OF, date(2017, 7, 1), date(2026, 11, 1)], ids=str
)
def test_the_example_fits_on_every_day(example: Workspace, day: date) -> None:
    view = view_of(example, day)
    for render in (render_terminal, render_plain):
        assert render(view, LARGE).count("\n") <= 40
    assert render_terminal(view, SMALL).count("\n") <= 28


@pytest.mark.parametrize("files", CASES.values(), ids=list(CASES))
def test_any_plan_fits(load: Callable[[Files], Workspace], files: Files) -> None:
    view = view_of(load(files))
    assert render_terminal(view, SMALL).count("\n") <= 28
    assert render_plain(view, LARGE).count("\n") <= 40


def test_a_larger_screen_shows_more(example: Workspace) -> None:
    view = view_of(example)
    found = [render_terminal(view, Screen(width=120, lines=lines)).count("\n") for lines in (24, 30, 40)]
    assert found == sorted(found)
    assert found[-1] > found[0]


def test_the_worst_of_each_kind_is_there_with_id_day_owner_and_why(example: Workspace) -> None:
    lines = render_terminal(view_of(example), LARGE).splitlines()
    for id, day, why, owner in (
        ("A24.2", "29 Apr 2016", "168 days late", "dcs"),
        ("A12.4", "31 Mar 2017", "set by head-commissioning", "head-commissioning"),
        ("A26.3", "21 Oct 2016", "due in 7 days, not started", "director-csc"),
    ):
        (line,) = (one for one in lines if one.startswith(f"  {id} "))
        assert all(word in line for word in (day, why, owner))
    assert any("board-agency" in line and "worse (higher)" in line for line in lines)


def test_the_counts_are_those_of_the_lists(pap: Run, monkeypatch: pytest.MonkeyPatch, example: Workspace) -> None:
    monkeypatch.chdir(ROOT)
    day = ("--as-of", "2016-10-14", "-f", "json")
    page = " ".join(pap("status", *day[:2]).out.split())
    now = assess(example.portfolio, AS_OF, example.config.rating)
    counted = live(now.milestones)
    late, following = (json.loads(pap(command, *day).out)[command] for command in ("overdue", "next"))
    poor = json.loads(pap("milestones", "--rating", "red", "--rating", "amber", *day).out)["milestones"]
    told = re.search(r"Overdue (\d+) milestones, (\d+) pieces of evidence, (\d+) review: pap overdue ", page)
    assert told is not None
    kinds = Counter(one["kind"] for one in late)
    assert [int(words) for words in told.groups()] == [kinds["milestone"], kinds["evidence"], kinds["review"]]
    assert sum(kinds.values()) == sum(map(int, told.groups()))
    assert int(told[1]) == sum(1 for one in counted if one.schedule.days_overdue)
    kinds = Counter(one["kind"] for one in following)
    words = f"Next {kinds['milestone']} milestones, {kinds['evidence']} pieces of evidence within 28 days: pap next "
    assert words in page
    assert kinds.total() == kinds["milestone"] + kinds["evidence"]
    red, amber = (sum(1 for one in poor if one["rating"] == colour) for colour in ("red", "amber"))
    assert f"Red, amber {red} red, {amber} amber:" in page
    kpis = json.loads(pap("kpis", *day).out)["kpis"]
    assert f"KPIs {sum(1 for one in kpis if one['rating'] == 'red')} red" in page
    assert page.count(f"Late: {told[1]} of {len(counted)} milestones") == 1


def test_every_command_on_the_page_runs(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = pap("status", "--as-of", "2016-10-14").out
    commands = set(re.findall(r"pap [a-z]+(?: --?[a-z]+(?: [a-z]+)?)*", page.split("Milestones", 1)[1]))
    assert len(commands) >= 7
    for command in commands:
        ran = pap(*shlex.split(command)[1:], "--as-of", "2016-10-14")
        assert (ran.code, ran.err) == (0, ""), command


def test_the_whole_page_and_the_short_one_are_of_one_plan(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    day = ("--as-of", "2016-10-14")
    assert pap("status", *day, "-f", "json") == pap("status", "--all", *day, "-f", "json")
    whole = pap("status", "--all", *day).out
    assert len(whole.splitlines()) > 80
    assert {"OVERDUE", "AT RISK", "KPIS", "KEY"} <= {line.split("  ")[0] for line in whole.splitlines()}


def test_the_key_is_a_command_of_its_own(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = pap("key").out
    assert all(f"{rating.value}: " in shown for rating in Rating)
    (key,) = json.loads(pap("key", "-f", "json").out)["keys"]
    assert key["plans"] == ["lambeth-2015"]
    assert set(key["milestones"]) == {rating.value for rating in Rating}
    assert pap("key", "-f", "csv").out.splitlines()[0] == "plans,rating,label,milestone,kpi"


def test_the_page_of_an_owner_names_the_owner_in_its_commands(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = pap("status", "--owner", "head-permanence", "--as-of", "2016-10-14").out
    left_out = "Reviews and statutory clocks have no owner and are left out."
    assert f"Only what head-permanence owns or leads. {left_out}" in page
    assert "Concerns 1 open: pap status --all --owner head-permanence" in " ".join(page.split())
    whole = " ".join(pap("status", "--all", "--owner", "head-permanence", "--as-of", "2016-10-14").out.split())
    assert "OPEN CONCERNS 1 " in whole
    assert left_out in whole
    assert "pap overdue --owner head-permanence" in page
    assert "pap reviews" not in page


def test_the_starter_fits(pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert pap("init", "new").code == 0
    monkeypatch.chdir(tmp_path / "new")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "30")
    assert pap("status").out.count("\n") <= 28


def test_the_commands_are_for_everyone_if_the_lists_are_for_one_person(
    pap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    day = ("--as-of", "2016-10-14")
    assert "everyone" not in pap("status", *day).out
    monkeypatch.setenv("PAP_ME", "dcs")
    page = pap("status", *day).out
    assert ": pap overdue --owner everyone\n" in page
    assert ": pap next --owner everyone\n" in page
    assert "--owner everyone" not in pap("status", "--owner", "dcs", *day).out


def lines_of(workspace: Workspace) -> dict[str, str]:
    """Return the lines below the tables, by their names."""
    found = [block for block in view_of(workspace).document().blocks if isinstance(block, Facts)]
    return {label: cell.text for block in found for label, cell in block.pairs}


def test_a_line_for_each_other_section(load: Callable[[Files], Workspace]) -> None:
    plan = """\
plan:
  id: p
  title: A plan
  start: 2016-01-04
  statutory:
    s1: {title: Reply, to: dfe, due: 2016-09-01}
    s2: {title: Answer, to: dfe, due: 2016-12-01}
    s3: {title: Done, to: dfe, due: 2016-09-01, met: 2016-08-01}
owners: {head: Head}
bodies: {dfe: The department}
risks:
  - {id: K1, title: Deep, owner: head, current: 20}
  - {id: K2, title: Low, owner: head, current: 2}
actions:
  - {id: A1, title: X, owner: head, due: 2017-01-31}
"""
    opened = load({"plans/p.yaml": plan})
    assert [str(one) for one in opened.diagnostics] == []
    found = lines_of(opened)
    assert found["Statutory"] == "1 running: pap status --all"
    assert found["Overdue"] == "1 statutory clock: pap overdue"
    assert found["Next"] == "s2 on 1 Dec 2016: pap next"
    levels = [level_cell(one).text for one in view_of(opened).now.plans[0].risks]
    assert found["Open risks"] == f"1 {levels[0]}, 1 {levels[1]}; first K1: Deep: pap risks --open"


def test_many_plans_are_named_worst_first(load: Callable[[Files], Workspace]) -> None:
    plans = lines_of(load(CASES["many plans"]))["Plans"]
    assert plans == "8: red p1, p2, p3, p4, p5; and 3 more"


def test_kpis_are_shown_without_a_plan(load: Callable[[Files], Workspace]) -> None:
    page = render_terminal(view_of(load(CASES["only KPIs"])), SMALL)
    assert "No plan yet" in page
    assert "KPIs  1 red: pap kpis" in page
    assert "Milestones" not in page


def test_the_picture_has_the_lines_of_the_screen(example: Workspace) -> None:
    view = view_of(example)
    shown = render_terminal(view, Screen(width=112, lines=40)).splitlines()
    drawn = set(re.findall(r"#pap-line-(\d+)", render_svg(view, Screen(width=112, lines=40))))
    assert max(map(int, drawn)) + 1 == len(shown) <= 40
