"""The files of a site: every link leads somewhere, nothing is fetched from elsewhere, and any text stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from conftest import ROOT, Files, write_files
from formats.test_html import read
from pap_cli.assess.assessment import assess
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.render.site.frame import site_files
from pap_cli.render.text import printable
from pap_cli.views.site.view import build
from pap_cli.website import Site
from render.sample import AS_OF, KPIS, PLAN
from render.test_escaping import NASTY, with_title
from views.site.test_view import ONE

HOSTILE_IDS = """\
plan: {id: con, title: "A </script><script>alert(1)</script> plan", start: 2016-01-04}
owners: {aux: Somebody, AUX.: Somebody else}
bodies: {a/b: A body, "nul": {title: Ofsted, outside: true}}
recommendations: [{id: "A:1", title: "javascript:alert(1)"}, {id: "a:1", title: Another}]
actions:
  - id: A1
    title: "][ // <!--"
    answers: ["A:1", "a:1"]
    owner: aux
    milestones:
      - {id: A.1, title: First, due: 2016-09-30, expected_by: nul}
      - {id: a.1, title: Second, due: 2016-10-21, depends_on: A.1}
  - {id: a1, title: "\\u202eesrever", owner: AUX., milestones: [{id: é/ü, title: Third, due: 2017-01}]}
"""


def site_of(opened: Workspace, quarters: int) -> Site:
    return build(lambda day: assess(opened.portfolio, day, opened.config.rating), AS_OF, quarters, 0)


def made(site: Site, *, live: str = "") -> dict[str, str]:
    return {path: make() for path, make in site_files(site, live=live).items()}


@cache
def example() -> Mapping[str, str]:
    return made(site_of(open_workspace(ROOT), 2))


@cache
def hostile() -> Mapping[str, str]:
    """Two plans: the sample with hostile text, and one whose ids are as bad as ids can be."""
    with TemporaryDirectory() as folder:
        kpis = f"plan: sample\n{KPIS.lstrip()}"
        files = {"plans/sample.yaml": PLAN.lstrip(), "plans/con.yaml": HOSTILE_IDS, "kpis/k.yaml": kpis}
        return made(site_of(open_workspace(write_files(Path(folder), files).resolve()), 1))


SITES: dict[str, Callable[[], Mapping[str, str]]] = {"example": example, "hostile": hostile}


def pages(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in files.items() if path.endswith(".html"))


def parsed(text: str) -> HtmlElement:
    return lxml_html.document_fromstring(text)


@pytest.mark.parametrize("name", SITES)
def test_every_link_and_every_anchor_resolves(name: str) -> None:
    files = SITES[name]()
    roots = {path: parsed(text) for path, text in pages(files)}
    ids = {path: set(map(str, root.xpath("//@id"))) for path, root in roots.items()}
    count = 0
    for path, root in roots.items():
        for link in map(str, root.xpath("//a/@href|//script/@src|//link[@rel='stylesheet']/@href")):
            target, _, anchor = link.partition("#")
            place = normpath(join(dirname(path), target)) if target else path
            assert place in files, (path, link)
            assert not anchor or anchor in ids[place] or "=" in anchor, (path, link)
            count += 1
    assert count > 1000


@pytest.mark.parametrize("name", SITES)
def test_the_search_finds_places_that_are_there(name: str) -> None:
    files = SITES[name]()
    for path, text in files.items():
        if not path.endswith("search.js"):
            continue
        head, _, rest = text.partition(" = ")
        assert head == "/* Written by pap site. */\nwindow.papEntries"
        assert "<" not in rest
        entries = json.loads(rest.removesuffix(";\n"))
        assert len(entries) > 5
        for id, title, sort, _, place in entries:
            target, _, anchor = place.partition("#")
            root = parsed(files[normpath(join(dirname(path), target))])
            heading = root.get_element_by_id(anchor) if anchor else root.find(".//h1")
            assert str(heading.text_content()) == (f"{title} {id}" if anchor else title), place
            if not anchor and sort != "plan":
                assert str(root.xpath("//main/p[@class='lede']")[0].text_content()) == f"{sort} {id}", place


@pytest.mark.parametrize("name", SITES)
def test_no_path_leads_out_or_is_anothers_on_another_disk(name: str) -> None:
    files = SITES[name]()
    assert len({path.casefold() for path in files}) == len(files)
    for path in files:
        for part in path.split("/"):
            assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", part), path
            assert part.partition(".")[0].casefold() not in ("con", "nul", "aux", "prn", "com1", "lpt1"), path


@pytest.mark.parametrize("name", SITES)
def test_a_page_is_well_made_and_asks_for_its_own_files_only(name: str) -> None:
    for path, text in pages(SITES[name]()):
        reader = Reader()
        reader.feed(text)
        reader.close()
        assert reader.open == [], path
        for tag, attribute, value in reader.attributes:
            assert not attribute.startswith("on"), path
            assert attribute != "style", path
            if attribute in ("href", "src"):
                assert value is not None
                assert re.fullmatch(r"data:,|(\.\./)*[\w./-]*(#[\w.%=&-]*)?", value), (path, tag, value)
        assert "<script>" not in text
        policy = parsed(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == [
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'none'; "
            "base-uri 'none'; form-action 'none'"
        ]


class Reader(type(read("<!DOCTYPE html>"))):  # type: ignore[misc]
    """Reads a page of a site, whose head has two elements more that are not closed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "link":
            self.open.pop()


@pytest.mark.parametrize("name", SITES)
def test_names_and_headings_are_in_order(name: str) -> None:
    for path, text in pages(SITES[name]()):
        root = parsed(text)
        ids = list(map(str, root.xpath("//@id")))
        assert len(ids) == len(set(ids)), path
        assert len(root.xpath("//h1")) == 1, path
        assert root.xpath("//nav[@aria-label='Parts']//a/@href"), path
        current = root.xpath("//nav[@aria-label='Parts']//a[@aria-current]")
        assert len(current) == 1, path


def test_the_same_bytes_on_every_run() -> None:
    assert made(site_of(open_workspace(ROOT), 2)) == example()


def test_an_id_in_a_cell_is_a_link_and_so_is_each_of_several() -> None:
    root = parsed(example()["plans/lambeth-2015/actions/A8.html"])
    assert root.xpath("//dt[text()='Answers']/../dd/a/@href") == [
        "../../../plans/lambeth-2015/recommendations/R3.html",
        "../../../plans/lambeth-2015/recommendations/R16.html",
    ]
    assert root.xpath("//table[1]/tbody//th/a/@href")[:2] == ["#m-A8.1", "#m-A8.2"]
    assert str(root.get_element_by_id("m-A8.3").text_content()).startswith("Family finding")
    milestones = parsed(example()["milestones.html"])
    assert "plans/lambeth-2015/actions/A8.html#m-A8.3" in milestones.xpath("//tbody//th/a/@href")


def test_two_plans_with_the_same_ids_do_not_meet() -> None:
    root = parsed(hostile()["plans/sample/actions/A1.html"])
    assert root.xpath("//dt[text()='Answers']/../dd/a/@href") == ["../../../plans/sample/recommendations/R1.html"]
    rows = parsed(hostile()["actions.html"]).xpath("//tbody/tr[th/a/text()='A1']")
    leads_to = {str(row.xpath("./td[@data-c='Plan']")[0].text_content()): row.xpath("./th/a/@href")[0] for row in rows}
    assert leads_to["sample"] == "plans/sample/actions/A1.html"
    assert re.fullmatch(r"plans/con-\w+/actions/A1\.html", leads_to["con"])


def test_another_day_is_one_step_away_on_the_same_page_where_it_is_there() -> None:
    files = example()
    here = "plans/lambeth-2015/actions/A8.html"
    links = parsed(files[here]).xpath("//details[@class='days']//a/@href")
    assert links == [f"../../../{folder}{here}" for folder in ("", "2016-09-30/", "2016-06-30/")]
    past = parsed(files[f"2016-09-30/{here}"])
    assert past.xpath("//p[@class='past']/a/@href") == [f"../../../../{here}"]
    assert past.xpath("//details[@class='days']//a[@aria-current='date']/text()") == ["30 Sep 2016"]
    assert not parsed(files[here]).xpath("//p[@class='past']")


def test_a_page_that_was_not_there_leads_to_that_days_overview(load: Callable[[Files], Workspace]) -> None:
    files = made(site_of(load({"plans/one.yaml": ONE}), 2))
    links = parsed(files["plans/one/actions/A2.html"]).xpath("//details[@class='days']//a/@href")
    own = "plans/one/actions/A2.html"
    assert links == [f"../../../{own}", f"../../../2016-09-30/{own}", "../../../2016-06-30/index.html"]
    assert f"2016-06-30/{own}" not in files


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_hostile_title_stays_text_on_every_page(text: str) -> None:
    files = made(site_of(with_title(f"x{text}x"), 0))
    told = printable(f"x{text}x A1.2")
    page = parsed(files["plans/sample/actions/A1.html"])
    assert str(page.get_element_by_id("m-A1.2").text_content()) == told
    kpi = parsed(files["plans/sample/kpis/in-time.html"])
    assert str(kpi.find(".//h1").text_content()) == printable(f"x{text}x")
    assert any(
        entry[1] == printable(f"x{text}x")
        for entry in json.loads(files["search.js"].partition(" = ")[2].removesuffix(";\n"))
    )


def test_a_page_that_is_served_may_ask_its_own_server() -> None:
    files = made(site_of(with_title("x"), 0), live="one")
    page = parsed(files["plans/sample/actions/A1.html"])
    assert page.xpath("//script/@src") == ["../../../site.js", "../../../reload.js"]
    assert "connect-src 'self';" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "reload.js" not in example()


def test_the_scripts_make_no_markup_of_text() -> None:
    for name in ("site.js", "reload.js"):
        script = made(site_of(with_title("x"), 0), live="one")[name]
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script)
        assert script.isascii()


def test_the_home_page_begins_with_the_verdict_and_a_chart_that_agree_with_its_tables() -> None:
    root = parsed(example()["index.html"])
    told = [part for part in root.xpath("//main/*") if part.tag != "ul"][:4]
    assert [part.tag for part in told] == ["h1", "p", "p", "figure"]
    verdict = str(told[2].text_content())
    assert re.fullmatch(
        r"Late: 9 of 105 milestones, 6 since 14 July; 3 of 12 charted KPIs are getting worse\.", verdict
    )
    counts = [str(item.text_content()).split() for item in told[3].xpath(".//li")]
    assert counts == [["10", "■", "red"], ["15", "▲", "amber"], ["34", "●", "green"], ["46", "✔", "blue"]]
    assert told[3].xpath("./svg/@aria-label") == ["Milestones by rating: 10 red, 15 amber, 34 green, 46 blue"]
    (row,) = (row for row in root.xpath("//main//table[1]//tr") if str(row.text_content()).startswith("All"))
    cells = [str(cell.text_content()).partition(" (")[0] for cell in row.xpath("./td")]
    assert cells[1:6] == ["10", "15", "34", "46", "105"]
    assert str(root.xpath("//ul[@class='tiles']//strong")[0].text_content()) == "9"
    contents = root.xpath("//nav[@class='contents']")[0]
    assert [part.tag for part in contents.itersiblings("figure", preceding=True)] == ["figure"] * 3


def test_the_parts_of_the_bar_fill_it_and_lead_to_their_milestones() -> None:
    (bar,) = parsed(example()["index.html"]).xpath("//figure[@class='shares']")
    parts = [(float(part.get("x")), float(part.get("width"))) for part in bar.xpath(".//rect")]
    ends = [x + width for x, width in parts]
    assert parts[0][0] == 0
    assert ends[-1] == 1000
    assert all(end <= start for end, (start, _) in zip(ends, parts[1:], strict=False))
    assert bar.xpath(".//a/@href")[0] == "milestones.html#rating=red"


def test_a_plan_without_milestones_has_a_verdict_and_no_chart(load: Callable[[Files], Workspace]) -> None:
    plan = "plan: {id: e, title: Empty, start: 2016-01-04}\n"
    root = parsed(made(site_of(load({"plans/e.yaml": plan}), 0))["index.html"])
    assert "No milestone yet." in [str(part.text_content()) for part in root.xpath("//main/p")]
    assert not root.xpath("//figure")
