"""A site for an audience: nothing outside it is in any page, search index or link, and ratings stay what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from posixpath import dirname, join, normpath

import pytest

from conftest import ROOT, Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.disclosure.audience import for_audience, without_hidden
from pap_cli.load.workspace.audience import audience_if_defined, read_audience
from pap_cli.load.workspace.audience_names import audience_names
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.report import Audience, LeftOut, Section
from pap_cli.render.site.frame import site_files
from pap_cli.views.site.view import build
from render.sample import workspace
from render.test_site import parsed
from views.report.test_report import DOUBTED, NOTED, TOLD, TOLD_KPIS

AS_OF = date(2016, 10, 14)
MORE = """\
  - {id: C2, title: Other, raised: 2016-08-01, by: ZZnobody, answered_by: [A1, ZZwork]}
themes: {t: {title: Theme, owner: head, lead: ZZunknown, notes: [ZZnote10]}}
risks:
  - id: ZZrisk
    title: ZZtitle
    cause: ZZcause
    effect: ZZeffect
    category: ZZcategory
    by: ZZraiser
    owner: head
    initial: 5 x 5
    affects: [A1.5, K]
    treated_by: [A1]
    controls: ZZcontrol
    changes: [{on: 2016-09-01, score: 5 x 4, by: ZZlooker, note: ZZlook}]
    notes: [ZZnote9]
"""
STEPS = """\
      - id: A1.6
        title: Six
        due: 2016-08-31
        completed: {on: 2016-08-30, by: head}
        evidence: {what: ZZwhat, where: "https://example.org/ZZwhere", on: 2016-09-01, accepted_by: head}
        judgements: [{status: red, by: ZZjudge, note: ZZjudged, confidence: ZZsure}, {status: ZZword, axis: other}]
reviews:
"""
MORE_KPIS = """\
    breaks: [{period: 2016-07, reason: ZZbreak}]
    spc: {rebase: [{period: 2016-06, reason: ZZrebase}], exclude: [{period: 2016-08, reason: ZZexclude}]}
  - {id: E, title: Ended, owner: ZZkpiowner, ended: {on: 2016-09-01, reason: ZZended}, observations: {2016-05: 50}}
  - id: N
    title: Noted
    observations: {2016-05: {value: 50, note: ZZfigure, revisions: {value: 51, published: 2016-09-01, reason: ZZwhy}}}
"""


def told(key: str = "") -> Workspace:
    plan = TOLD.replace("reviews:\n", STEPS) + MORE
    return workspace(plan.replace("  title: A plan\n", f"  title: A plan\n{key}"), TOLD_KPIS + MORE_KPIS)


def seen(opened: Workspace, audience: Audience) -> Callable[[date], Assessment]:
    portfolio, policy = for_audience(opened.portfolio, opened.config.rating, audience)
    return lambda day: without_hidden(assess(portfolio, day, policy), audience)


def files_for(opened: Workspace, audience: Audience) -> Mapping[str, str]:
    site = build(seen(opened, audience), AS_OF, 2, 0, audience)
    return {path: make() for path, make in site_files(site).items()}


def leaving_out(*hidden: LeftOut, without: tuple[Section, ...] = ()) -> Audience:
    sections = tuple(section for section in Section if section not in without)
    return Audience(title="T", leave_out=hidden, sections=sections, place=read_audience("meeting").place)


def check_links(files: Mapping[str, str]) -> None:
    roots = {path: parsed(text) for path, text in files.items() if path.endswith(".html")}
    for path, root in roots.items():
        for link in map(str, root.xpath("//a/@href")):
            target, _, anchor = link.partition("#")
            place = normpath(join(dirname(path), target)) if target else path
            if not link.startswith("https:"):
                assert place in files, (path, link)
                assert not anchor or "=" in anchor or roots[place].xpath("//*[@id=$id]", id=anchor), (path, link)


@pytest.mark.parametrize("key", ["", "  key: {rule: risks}\n", "  approved_by: head\n"])
def test_the_public_is_told_neither_names_nor_notes_nor_risks(key: str) -> None:
    opened = told(key)
    files = files_for(opened, read_audience("public"))
    for path, text in files.items():
        assert not re.findall(r"ZZ\w+", path + text), path
    check_links(files)


def test_what_the_public_is_not_told_is_there_to_be_told() -> None:
    opened = told()
    everything = "".join(files_for(opened, read_audience("cabinet")).values())
    found = set(re.findall(r"ZZ\w+", everything))
    written = set(re.findall(r"ZZ\w+", TOLD + STEPS + MORE + TOLD_KPIS + MORE_KPIS))
    assert len(written - found) < 12, written - found
    assert {"ZZowner1", "ZZby2", "ZZnote5", "ZZreason1", "ZZevidence", "ZZrisk", "ZZsource", "ZZbreak"} <= found


def test_who_approved_a_later_date_is_a_post_to_the_public() -> None:
    plan = """\
plan: {id: p, title: P, start: 2016-01-04}
owners: {head: ZZhead}
bodies: {board: The Board}
actions: [{id: A1, title: One, scope: corporate, milestones: [
  {id: M1, title: M, due: 2016-09-01, extensions: [{to: 2016-12-01, approved: 2016-08-01, by: head, reason: ZZwhy}]},
  {id: M2, title: N, due: 2016-09-01, extensions: [{to: 2016-11-01, approved: 2016-08-01, by: board, reason: ZZw}]},
  {id: M3, title: O, due: 2016-10-01, completed: 2016-10-01}]}]
"""
    opened = workspace(plan, "")
    assert "ZZhead" in files_for(opened, read_audience("cabinet"))["slippage.html"]
    page = files_for(opened, read_audience("public"))["slippage.html"]
    assert "ZZ" not in page
    assert "a post" in page
    assert "The Board" in page


def test_notes_on_figures_are_not_told_but_still_count() -> None:
    opened = workspace(NOTED, DOUBTED)
    everything = "".join(files_for(opened, read_audience("public")).values())
    assert not re.search(r"ZZ|Newest|Thin|On the (?:KPI|plan|action|review)|On one", everything)
    assert "Note on this figure: not shown here." in everything
    assert "in doubt" in everything


def test_names_alone_can_be_left_out() -> None:
    files = files_for(told(), leaving_out(LeftOut.OWNERS))
    everything = "".join(files.values())
    assert not re.search(r"ZZ(?:owner|by|kpiowner|raiser|looker|judge\b|unknown|nobody)", everything)
    assert {"ZZnote5", "ZZreason1", "ZZsource", "ZZtitle"} <= set(re.findall(r"ZZ\w+", everything))
    assert "owners.html" not in files
    assert "plans/p/risks/ZZrisk.html" in files
    check_links(files)


def test_notes_alone_can_be_left_out() -> None:
    files = files_for(told(), leaving_out(LeftOut.NOTES))
    everything = "".join(files.values())
    assert not re.search(
        r"ZZ(?:note|reason|w\b|outcome|evidence|source|break|rebase|look\b|judged|sure|word)", everything
    )
    assert {"ZZowner1", "ZZby2", "ZZtitle"} <= set(re.findall(r"ZZ\w+", everything))
    check_links(files)


@pytest.mark.parametrize(
    ("section", "page", "words"),
    [
        (Section.KPIS, "kpis.html", "Seen in time"),
        (Section.SLIPPAGE, "slippage.html", "Slippage"),
        (Section.REVIEWS, "reviews.html", "Visit"),
        (Section.RISKS, "risks.html", "ZZtitle"),
        (Section.CONCERNS, "", "Churn"),
        (Section.OUTSIDE, "bodies.html", "Expectations"),
    ],
)
def test_a_section_that_is_left_out_has_no_page_and_is_on_none(section: Section, page: str, words: str) -> None:
    opened = told()
    whole, files = files_for(opened, leaving_out()), files_for(opened, leaving_out(without=(section,)))
    assert any(words in text for text in whole.values())
    assert not [path for path, text in files.items() if words in text]
    if page:
        assert page in whole
        assert not [path for path in files if path.endswith(page) or f"/{page.removesuffix('.html')}/" in path]
    check_links(files)


@pytest.mark.parametrize("audience", audience_names())
def test_the_example_for_every_audience_has_no_broken_link(audience: str) -> None:
    check_links(files_for(open_workspace(ROOT), read_audience(audience)))


@pytest.mark.parametrize("key", ["", "  key: {rule: risks}\n", "  approved_by: head\n"])
@pytest.mark.parametrize("hidden", [(LeftOut.OWNERS,), (LeftOut.NOTES,), (LeftOut.RISKS,), tuple(LeftOut)])
def test_ratings_and_states_are_those_of_everybody(key: str, hidden: tuple[LeftOut, ...]) -> None:
    opened = told(key)
    audience = leaving_out(*hidden)
    for day in (AS_OF, date(2016, 9, 30), date(2016, 6, 30)):
        own, all_of_it = seen(opened, audience)(day), assess(opened.portfolio, day, opened.config.rating)
        assert [(one.id, one.rating, one.schedule.state, one.schedule.unapproved) for one in own.milestones] == [
            (one.id, one.rating, one.schedule.state, one.schedule.unapproved) for one in all_of_it.milestones
        ]
        assert [(one.id, one.rating) for one in own.kpis] == [(one.id, one.rating) for one in all_of_it.kpis]
        assert [plan.gaps for plan in own.plans] == [plan.gaps for plan in all_of_it.plans]


def test_judgements_that_count_count_without_names(load: Callable[[Files], Workspace]) -> None:
    plan = """\
plan: {id: p, title: P, start: 2016-01-04}
owners: {head: ZZhead, other: ZZother}
actions: [{id: A1, title: First, scope: corporate, milestones: [
  {id: M1, title: One, due: 2017-10-01, judgements: [{on: 2016-10-01, by: head, status: red}]},
  {id: M2, title: Two, due: 2017-10-01, judgements: [{on: 2016-10-01, by: other, status: red}]}]}]
"""
    settings = "[rating]\njudgements = 'count'\njudgement-by = ['head']\n"
    opened = load({"plans/p.yaml": plan, "pap.toml": settings})
    assert not opened.diagnostics
    ratings = [one.rating for one in assess(opened.portfolio, AS_OF, opened.config.rating).milestones]
    assert ratings[0] != ratings[1]
    assert [one.rating for one in seen(opened, read_audience("public"))(AS_OF).milestones] == ratings
    assert "ZZ" not in "".join(files_for(opened, read_audience("public")).values())


def test_nothing_is_claimed_of_what_is_hidden() -> None:
    files = files_for(open_workspace(ROOT), leaving_out(LeftOut.OWNERS, without=(Section.KPIS,)))
    for path, text in files.items():
        assert "no owner" not in text.lower(), path
        assert "KPIs red" not in text, path


def test_an_audience_that_is_only_a_name_hides_nothing_more() -> None:
    assert audience_if_defined("residents") is None
    assert audience_if_defined("public") is not None


def test_targets_of_milestones_are_not_told_without_kpis() -> None:
    plan = """\
plan: {id: p, title: P, start: 2016-01-04}
recommendations: [{id: R1, title: Be clear}]
actions:
  - {id: A1, title: One, answers: R1, milestones: [{id: M1, title: M, due: 2016-12-01, targets: {ZZkpi: 80}}]}
  - {id: A2, title: Two, answers: R1, due: 2016-12-01, targets: {ZZkpi: 90}}
risks: [{id: K1, title: Risk, raised: 2016-02-01, current: 9, affects: [ZZkpi, A1]}]
"""
    kpis = "kpis: [{id: ZZkpi, title: ZZseen, target: 95, observations: {2016-08: 50}}]\n"
    opened = workspace(plan, kpis)
    assert not [one for one in opened.diagnostics if one.severity == "error"]
    whole, files = files_for(opened, leaving_out()), files_for(opened, leaving_out(without=(Section.KPIS,)))
    assert "ZZkpi" in whole["plans/p/actions/A1.html"]
    assert "ZZseen" in "".join(whole.values())
    for path, text in files.items():
        assert "ZZ" not in path + text, path
    assert "; 1 KPI<" in whole["plans/p/recommendations/R1.html"]
    assert "; 1 KPI<" in files["plans/p/recommendations/R1.html"]
    check_links(files)
