"""Themes on the status page, on the page of an item, in reports and on the website."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from commands.running import Run
from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.document import Document, Facts, Heading, Paragraph, Prose, Table
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.views.item import view as item
from pap_cli.views.report import ReportView
from pap_cli.views.site import view as site
from pap_cli.views.status import view as status
from render.sample import AS_OF, assessed, report_of
from views.lists.test_themes import PLAN

Load = Callable[[Files], Workspace]
ALSO_MADE_BY = PLAN.replace("title: Lead,", "title: Lead, made_by: ofsted,")
NO_RECOMMENDATIONS = """\
plan: {id: one, title: Plan one, start: 2016-01-04}
owners: {head: Head of service}
themes: {T1: Leadership, T2: Workforce}
actions:
  - {id: A1, title: P, theme: T1, owner: head, milestones: [{id: A1.1, title: P, due: 2016-09-30, started: 2016-08-01}]}
  - {id: A2, title: Q, theme: T2, owner: head, milestones: [{id: A2.1, title: Q, due: 2017-01}]}
"""


def opened(load: Load, text: str = PLAN) -> Workspace:
    workspace = load({"plans/one.yaml": text})
    assert workspace.diagnostics == ()
    return workspace


def after(document: Document, heading: str) -> list[object]:
    """The blocks between a heading and the next of its level or above."""
    blocks = list(document.blocks)
    at = next(
        index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith(heading)
    )
    start = blocks[at]
    assert isinstance(start, Heading)
    rest = blocks[at + 1 :]
    end = next((n for n, one in enumerate(rest) if isinstance(one, Heading) and one.level <= start.level), len(rest))
    return list(rest[:end])


def cells(blocks: list[object], *titles: str) -> list[tuple[str, ...]]:
    """Some columns of the first table."""
    found = next(block for block in blocks if isinstance(block, Table))
    at = [[column.title for column in found.columns].index(title) for title in titles]
    return [tuple(row[index].text for index in at) for row in found.rows]


def test_the_status_page_has_a_table_of_themes(load: Load) -> None:
    now = assessed(opened(load))
    document = status.build(now, lambda: now, 0).document()
    section = after(document, "Themes")
    assert cells(section, "ID", "Theme", "Recommendations", "Delivered", "Overdue") == [
        ("T1", "Leadership", "2", "0 of 3", "1"),
        ("T2", "Children, families and partners", "1", "0 of 2", ""),
        ("", "no theme", "1", "0 of 1", ""),
    ]
    words = "1 recommendation and 1 action belong to several themes and count in each."
    assert any(isinstance(block, Paragraph) and block.text == words for block in section)


def test_the_status_page_counts_ratings_under_what_the_plan_calls_them(load: Load) -> None:
    key = "key: {red: Off track, amber: At risk, green: On course, blue: Embedded}"
    now = assessed(opened(load, PLAN.replace("plan: {", f"plan: {{{key}, ", 1)))
    section = after(status.build(now, lambda: now, 0).document(), "Themes")
    titles = [column.title for column in next(block for block in section if isinstance(block, Table)).columns]
    assert {"Off track", "On course"} <= set(titles)
    assert {"Red", "Amber", "Green", "Blue"}.isdisjoint(titles)


def test_the_status_page_of_a_plan_without_themes_says_nothing_of_them(load: Load) -> None:
    text = PLAN.replace("theme: T1", "to: x").replace("theme: [T2, T1]", "to: x").replace("theme: T2, ", "")
    start, end = text.index("themes:"), text.index("recommendations:")
    now = assessed(opened(load, text[:start] + text[end:]))
    view = status.build(now, lambda: now, 0)
    assert not [one for one in view.document().blocks if isinstance(one, Heading) and "heme" in one.text]
    (plan,) = json.loads(json.dumps(dict(view.facts())["plans"], default=str))
    assert plan["themes"] == []


def test_many_themes_are_cut_to_the_worst_in_the_order_of_the_plan(load: Load) -> None:
    many = "\n".join(f"  X{number}: Theme {number}" for number in range(30))
    now = assessed(opened(load, PLAN.replace("themes:", f"themes:\n{many}")))
    section = after(status.build(now, lambda: now, 0).document(), "Themes")
    found = [id for (id,) in cells(section, "ID")]
    assert len(found) == 15
    assert found[-3:] == ["T1", "T2", ""], "those with milestones, in the order of the plan"
    table = next(block for block in section if isinstance(block, Table))
    assert table.more == "and 18 more: pap themes"


def test_json_of_the_status_has_the_themes_of_each_plan(pap: Run, load: Load) -> None:
    workspace = opened(load)
    ran = pap("status", "-C", str(workspace.root), "--as-of", "2016-10-14", "-f", "json")
    (plan,) = json.loads(ran.out)["plans"]
    assert [(one["id"], one["rating"], one["overdue"]) for one in plan["themes"]] == [
        ("T1", "red", 1),
        ("T2", "green", 0),
        (None, "green", 0),
    ]


def test_the_page_of_a_theme(load: Load) -> None:
    view = item.build(assessed(opened(load)), "t2")
    document = view.document()
    facts = next(dict(block.pairs) for block in document.blocks if isinstance(block, Facts))
    assert facts["Consists of"].text == "1 recommendation, 2 actions"
    assert facts["Owner"].text == "Director (dcs)"
    assert cells(after(document, "Recommendations"), "ID") == [("R2",)]
    assert cells(after(document, "Actions"), "ID") == [("A2",), ("A3",)]
    words = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "In other themes too: R2, A2." in words
    theme = view.facts()["theme"]
    assert isinstance(theme, dict)
    assert (theme["id"], theme["milestone_ids"], theme["owner"]) == ("T2", ["A2.1", "A3.1"], "dcs")
    overdue = item.build(assessed(opened(load)), "T1").document()
    assert cells(after(overdue, "Overdue"), "ID") == [("A1.1",)]


@pytest.mark.parametrize(
    ("id", "label", "words"),
    [
        ("R1", "Theme", "Leadership (T1)"),
        ("A2", "Themes", "Children, families and partners (T2), Leadership (T1)"),
        ("A2.1", "Themes", "Children, families and partners (T2), Leadership (T1)"),
        ("A3.1", "Theme", "Children, families and partners (T2)"),
    ],
)
def test_the_page_of_an_item_names_its_themes(load: Load, id: str, label: str, words: str) -> None:
    document = item.build(assessed(opened(load)), id).document()
    facts = next(dict(block.pairs) for block in document.blocks if isinstance(block, Facts))
    assert facts[label].text == words


def test_the_page_of_an_item_without_a_theme_has_no_such_line(load: Load) -> None:
    document = item.build(assessed(opened(load)), "A4").document()
    assert "Theme" not in next(dict(block.pairs) for block in document.blocks if isinstance(block, Facts))


def test_no_theme_is_no_item(load: Load) -> None:
    with pytest.raises(PapError, match="no item has the ID"):
        item.build(assessed(opened(load)), "none")


def report(load: Load, text: str = PLAN, audience: str = "cabinet") -> ReportView:
    return report_of(opened(load, text), audience)


def test_a_report_says_how_each_theme_is_getting_on(load: Load) -> None:
    section = after(report(load).document(), "Progress by recommendation")
    assert cells(section, "ID", "Theme", "Delivered") == [
        ("T1", "Leadership", "0 of 3"),
        ("T2", "Children, families and partners", "0 of 2"),
        ("", "no theme", "0 of 1"),
    ]
    words = " ".join(passage.text for block in section if isinstance(block, Prose) for passage in block.passages)
    assert "Of 2 themes, one is red and one is green." in words
    assert "belong to several themes and count in each." in words


def test_recommendations_stand_under_their_themes(load: Load) -> None:
    tables = [block for block in report(load).document().blocks if isinstance(block, Table)]
    for heading, expected in (
        ("T1 Leadership", ["R1", "R2"]),
        ("T2 Children, families and partners", ["R2"]),
        ("Without a theme", ["R3"]),
    ):
        (table,) = [one for one in tables if one.caption == f"Every recommendation: {heading}"]
        at = [column.title for column in table.columns].index("ID")
        assert sorted(row[at].text for row in table.rows) == expected


def test_what_a_body_asked_for_stands_under_its_themes(load: Load) -> None:
    document = report(load, ALSO_MADE_BY, "ofsted").document()
    asked = after(document, "What Ofsted asked for")
    assert cells(asked, "ID") == [("R1",)]
    captions = [block.caption for block in asked if isinstance(block, Table)]
    assert captions == ["Recommendations by Ofsted: T1 Leadership"]


def test_a_report_of_a_plan_with_themes_but_no_recommendations(load: Load) -> None:
    document = report(load, NO_RECOMMENDATIONS).document()
    found = [one for one in document.blocks if isinstance(one, Table) and one.caption == "Progress by theme"]
    assert cells([*found], "ID", "Delivered") == [("T1", "0 of 1"), ("T2", "0 of 1")]
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "Progress by recommendation" not in titles


def test_the_owner_of_a_theme_is_not_shown_to_the_public(load: Load) -> None:
    text = PLAN.replace("dcs: Director", "dcs: Zebulon Quagmire")
    shown, public = (
        json.dumps([str(block) for block in report(load, text, audience).document().blocks])
        for audience in ("cabinet", "public")
    )
    assert "Zebulon Quagmire" in shown
    assert "Zebulon Quagmire" not in public


def site_of(workspace: Workspace) -> site.Site:
    def at(as_of: date) -> site.Assessment:
        return assess(workspace.portfolio, as_of, workspace.config.rating)

    return site.build(at, AS_OF, 0, 0)


def test_a_site_has_a_page_for_each_theme_and_a_list(load: Load) -> None:
    made = site_of(opened(load))
    assert ("Themes", "themes.html") in made.sections
    paths = {path for path in made.days[0].paths if "theme" in path}
    assert paths == {"themes.html", "plans/one/themes/T1.html", "plans/one/themes/T2.html"}
    content = made.days[0].content()
    assert content.links["one", "T1"] == "plans/one/themes/T1.html"
    assert content.links["one", "Leadership (T1)"] == "plans/one/themes/T1.html"
    assert content.links["", "pap themes"] == "themes.html"
    assert {entry.id for entry in content.entries if entry.sort == "theme"} == {"T1", "T2"}
    assert isinstance(content.pages["plans/one/themes/T2.html"].make(), Document)


def test_a_site_of_a_plan_without_themes_has_no_such_list(load: Load) -> None:
    made = site_of(load({"plans/one.yaml": "plan: {id: one, title: One, start: 2016-01-04}\n"}))
    assert "Themes" not in dict(made.sections)
    assert not [path for path in made.days[0].paths if "theme" in path]


def test_a_theme_and_a_recommendation_may_share_an_id_on_a_site(load: Load) -> None:
    text = 'plan: {id: one, title: One, start: 2016-01-04}\nthemes: {"1": Leadership}\n'
    made = site_of(load({"plans/one.yaml": text + 'recommendations: [{id: "1", title: Lead, theme: "1"}]\n'}))
    content = made.days[0].content()
    assert content.links["one", "1"] == "plans/one/recommendations/1.html"
    assert "plans/one/themes/1.html" in content.pages
