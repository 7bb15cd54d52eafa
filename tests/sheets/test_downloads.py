"""The files that a site offers: those of each page, for whom they are, and the same from run to run."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import icalendar
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from conftest import ROOT, Files
from pap_cli.assess.disclosure.publish import published
from pap_cli.load.workspace.audience import read_audience
from pap_cli.load.workspace.audience_names import audience_names
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.report import Audience, LeftOut, Section
from pap_cli.render.site.frame import site_files
from pap_cli.sheets.downloads import download_files, readers, with_downloads
from pap_cli.views.site.view import build
from pap_cli.website import Site
from render.test_site import HOSTILE_IDS, parsed
from views.site.test_audience import AS_OF, leaving_out, seen, told

TWO = """\
plan: {{id: {id}, title: Plan {id}, start: 2016-01-04{more}}}
owners: {{head: {{title: Head of {id}}}, idle: Nobody}}
bodies: {{board: {{title: Board}}}}
themes: {{t: Theme}}
recommendations: [{{id: R1, title: Be clear}}]
actions:
  - id: A1
    title: First of {id}
    answers: R1
    theme: t
    owner: head
    milestones:
      - {{id: A1.1, title: Soon, due: 2016-11-30, expected_by: board}}
      - {{id: A1.2, title: Dropped, due: 2016-12-31, cancelled: {{on: 2016-10-01, reason: No need}}}}
      - {{id: A1.3, title: Done, due: 2016-08-31, completed: 2016-08-30}}
  - {{id: A2, title: Second, scope: corporate, milestones: [{{id: A2.1, title: Other, due: 2016-12-01}}]}}
reviews: [{{id: sitting, title: Sitting, body: board, from: 2016-11-15, every: 1 month, until: 2016-12-31}}]
"""


def offered(opened: Workspace, audience: Audience | None = None, quarters: int = 0) -> Site:
    assess = seen(opened, audience or leaving_out())
    site = build(assess, AS_OF, quarters, 0, audience)
    return with_downloads(site, assess(AS_OF), readers(audience, others=audience is not None))


def made(site: Site) -> dict[str, bytes]:
    return {path: make() for path, make in download_files(site).items()}


def unpacked(data: bytes) -> str:
    """All text of a file, with the folded lines of a calendar whole."""
    if data.startswith(b"BEGIN:VCALENDAR"):
        return re.sub(r"\r\n ", "", data.decode())
    with ZipFile(BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def events(data: bytes) -> set[str]:
    return {str(one["summary"]) for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def sheets(data: bytes) -> dict[str, list[str]]:
    return {sheet.title: [str(cell.value) for cell in sheet[1]] for sheet in load_workbook(BytesIO(data))}


@pytest.fixture
def two(load: Callable[[Files], Workspace]) -> Workspace:
    opened = load({"plans/p.yaml": TWO.format(id="p", more=""), "plans/q.yaml": TWO.format(id="q", more="")})
    assert not [one for one in opened.diagnostics if one.rule.code < "PAP2"], opened.diagnostics
    return opened


@pytest.mark.parametrize("key", ["", "  key: {rule: risks}\n", "  approved_by: head\n"])
def test_files_for_the_public_hold_neither_names_nor_notes_nor_risks(key: str) -> None:
    files = made(offered(told(key), read_audience("public")))
    assert {"plan.xlsx", "plan.ics"} <= files.keys()
    for path, data in files.items():
        text = unpacked(data)
        assert not re.findall(r"ZZ\w+", path + text), path
        assert not re.findall(r">(?:a post|not shown here|Owner|Lead)<|owner: ", text), path


def test_what_the_public_is_not_told_is_in_the_files_of_others() -> None:
    found = set(re.findall(r"ZZ\w+", "".join(map(unpacked, made(offered(told(), read_audience("cabinet"))).values()))))
    assert {"ZZby1", "ZZnote5", "ZZreason1", "ZZtitle", "ZZsource", "ZZfigure", "ZZkpiowner"} <= found


@pytest.mark.parametrize(
    ("hidden", "sections", "pattern"),
    [
        ((LeftOut.OWNERS,), (), r"ZZ(?:owner|by|kpiowner|raiser|looker|judge\b|unknown|nobody)|>Owner<|>Lead<"),
        ((LeftOut.NOTES,), (), r"ZZ(?:note|reason|w\b|outcome|evidence|source|figure|why|look\b|judged|sure|word)"),
        ((), (Section.RISKS,), r"ZZtitle|ZZrisk|ZZcause"),
        ((), (Section.REVIEWS,), r"late review: "),
        ((), (Section.KPIS,), r"Seen in time|>KPIs?<"),
    ],
)
def test_what_an_audience_must_not_see_is_in_no_file(
    hidden: tuple[LeftOut, ...], sections: tuple[Section, ...], pattern: str
) -> None:
    opened = told()
    whole, files = made(offered(opened, leaving_out())), made(offered(opened, leaving_out(*hidden, without=sections)))
    assert any(re.search(pattern, unpacked(data)) for data in whole.values())
    assert not [path for path, data in files.items() if re.search(pattern, unpacked(data))]


@pytest.mark.parametrize("audience", audience_names())
def test_events_for_every_audience_are_on_a_page_of_its_site(audience: str) -> None:
    opened = open_workspace(ROOT)
    site = offered(opened, read_audience(audience))
    pages = (parsed(make()) for path, make in site_files(site).items() if path.endswith(".html"))
    text = " ".join(" ".join("".join(page.itertext()) for page in pages).split())
    for marked in events(site.downloads["index.html"][1].make()):
        title = re.sub(r"^(?:Delivered|Accepted|Held|Met|Cancelled): ", "", marked)
        words = title.partition(": ")[2] if re.match(r"\S+ (?:evidence|review|statutory deadline): ", title) else title
        assert words.partition(" ")[2] in text, title


def test_a_copy_for_an_audience_is_no_workbook_to_fill_in() -> None:
    opened = told()
    own, copy = (made(offered(opened, audience))["plan.xlsx"] for audience in (None, read_audience("public")))
    assert "New note" in sheets(own)["Milestones"]
    assert {"Names", "Plans"} <= sheets(own).keys()
    assert "New note" not in sheets(copy)["Milestones"]
    assert not {"Names", "Plans", "Notes", "Risks"} & sheets(copy).keys()
    assert "Reference for pap" not in unpacked(copy)
    assert "pap import" not in unpacked(copy)


def test_links_lead_to_files_and_only_pages_of_the_newest_date_have_them(two: Workspace) -> None:
    site = offered(two, quarters=2)
    files = download_files(site)
    linked = set()
    for path, make in site_files(site).items():
        if not path.endswith(".html"):
            continue
        links = parsed(make()).xpath("//nav[@class='downloads']//a")
        assert bool(links) == (path in site.subjects), path
        for link in links:
            assert link.get("download")
            assert link.get("href").rpartition(".")[2] == ("ics" if link.get("type") == "text/calendar" else "xlsx")
            linked.add(normpath(join(dirname(path), link.get("href"))))
    assert linked == files.keys()
    assert len({path.casefold() for path in (*files, *site_files(site))}) == len(files) + len(site_files(site))


def test_the_calendar_of_a_page_has_what_is_on_it(two: Workspace) -> None:
    files = made(offered(two))
    first, dropped, other = "A1.1 Soon", "Cancelled: A1.2 Dropped", "A2.1 Other"
    done = {"Delivered: A1.3 Done", "A1.3 evidence: Done"}
    sitting = "sitting review: Sitting"
    assert {path: events(files[f"plans/p/{path}.ics"]) for path in ("plan", "owners/head", "bodies/board")} == {
        "plan": {first, dropped, *done, other, sitting},
        "owners/head": {first, dropped, *done},
        "bodies/board": {first, sitting},
    }
    for path in ("actions/A1", "recommendations/R1", "themes/t"):
        assert events(files[f"plans/p/{path}.ics"]) == {first, dropped, *done}
    assert events(files["plans/p/actions/A2.ics"]) == {other}
    assert "plans/p/owners/idle.ics" not in files
    assert events(files["reviews.ics"]) == {sitting}
    assert events(files["milestones.ics"]) == {first, dropped, *done, other}
    count = {path: files[path].count(b"BEGIN:VEVENT") for path in ("plan.ics", "plans/p/plan.ics", "plans/q/plan.ics")}
    assert count["plan.ics"] == count["plans/p/plan.ics"] + count["plans/q/plan.ics"]
    name = icalendar.Calendar.from_ical(files["plans/q/owners/head.ics"])["x-wr-calname"]
    assert str(name) == "Head of q – Plan q"


def test_the_workbook_of_a_plan_has_no_other_plan(two: Workspace) -> None:
    site = offered(two)
    words = {path: [one.words for one in files] for path, files in site.downloads.items()}
    assert words["index.html"] == words["plans/p/index.html"] == ["Workbook (.xlsx)", "Calendar (.ics)"]
    assert words["plans/p/actions/A1.html"] == ["Workbook of the plan (.xlsx)", "Calendar (.ics)"]
    files = made(site)
    titles = {path: unpacked(files[path]) for path in ("plan.xlsx", "plans/p/plan.xlsx", "plans/q/plan.xlsx")}
    assert ["First of q" in text for text in titles.values()] == [True, False, True]
    assert {path for path in files if path.endswith(".xlsx")} == titles.keys()


def test_the_same_plan_gives_the_same_bytes(two: Workspace) -> None:
    assert made(offered(two)) == made(offered(two))


def test_a_file_has_a_name_for_any_disk(load: Callable[[Files], Workspace]) -> None:
    opened = load({"plans/p.yaml": TWO.format(id="con", more="")})
    for one in offered(opened).downloads["index.html"]:
        assert re.fullmatch(r"con-[0-9a-f]{8}(?:-2016-10-14\.xlsx|\.ics)", one.name)


def test_small_numbers_that_are_hidden_are_in_no_workbook(load: Callable[[Files], Workspace]) -> None:
    figures = "2016-07: {value: 3, note: ZZnote}, 2016-08: 4711, 2016-09: {value: 6, numerator: 3, denominator: 50}"
    kpis = f"kpis: [{{id: few, title: Few, unit: number, observations: {{{figures}}}}}]\n"
    opened = load({"plans/p.yaml": TWO.format(id="p", more=""), "kpis/k.yaml": kpis})
    hidden = replace(opened, portfolio=published(opened.portfolio, opened.config.disclosure))

    def shown(workspace: Workspace) -> dict[str, object]:
        assess = seen(workspace, leaving_out())
        site = build(assess, AS_OF, 0, 0)
        data = made(with_downloads(site, assess(AS_OF), readers(None, others=True)))["plan.xlsx"]
        assert ("ZZnote" in unpacked(data)) == (workspace is opened)
        sheet = load_workbook(BytesIO(data))["Figures"]
        at = {str(cell.value): cell.column - 1 for cell in sheet[1] if cell.column is not None}
        return {str(row[at["Period"]].value): row[at["Figure"]].value for row in sheet.iter_rows(min_row=2)}

    assert shown(opened) == {"2016-07": 3, "2016-08": 4711, "2016-09": 6}
    assert {period for period, figure in shown(hidden).items() if figure != "c"} == {"2016-08"}


def test_hostile_ids_and_titles_stay_text_in_files_of_their_own(load: Callable[[Files], Workspace]) -> None:
    opened = load({"plans/con.yaml": HOSTILE_IDS, "plans/q.yaml": TWO.format(id="q", more="")})
    site = offered(opened)
    files = made(site)
    assert len({path.casefold() for path in files}) == len(files)
    for path, data in files.items():
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", path)
        assert ".." not in path
        if path.endswith(".ics"):
            assert events(data)
        else:
            assert not [
                cell for sheet in load_workbook(BytesIO(data)) for row in sheet for cell in row if cell.data_type == "f"
            ]
    page = parsed(site_files(site)["index.html"]())
    assert [link.get("download") for link in page.xpath("//nav[@class='downloads']//a")] == [
        "plans-2016-10-14.xlsx",
        "plans.ics",
    ]
