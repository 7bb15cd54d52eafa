"""The report: its sections, its sentences, what each audience sees first, and what the public does not see."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from conftest import ROOT, Files
from pap_cli.document import Document, Figure, Heading, Narrative, Passage, Prose, Run, Table
from pap_cli.formats import Shows, find_format, format_names, pdf
from pap_cli.load.workspace.audience_names import audience_names
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.report import LeftOut, Section
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM
from pap_cli.render.screen import Screen
from pap_cli.views.report import ReportView, sentences
from render.sample import full, prose, report_of, workspace

PLAN = """\
plan: {id: p, title: A plan, organisation: A council, start: 2015-06-12}
owners: {head: Head of service}
bodies: {cabinet: Cabinet, ofsted: {title: Ofsted, outside: true}}
recommendations:
  - {id: R1, title: Be clear, made_by: ofsted}
  - {id: R2, title: Be quick, made_by: cabinet}
actions:
"""


@cache
def example(audience: str = "cabinet") -> ReportView:
    return report_of(open_workspace(ROOT), audience)


def text(view: ReportView, format: str = "markdown") -> str:
    """A report as text, without the spaces that align the columns of Markdown tables."""
    out = str(find_format(format).render(view, Screen(400)))
    if format != "markdown":
        return out
    return re.sub(
        r"^\|.*\|$", lambda row: " | ".join(map(str.strip, row[0].split("|"))).strip(), out, flags=re.MULTILINE
    )


def headings(document: Document, level: int = 2) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def report(load: Callable[[Files], Workspace], actions: str, audience: str = "cabinet") -> ReportView:
    return report_of(load({"plans/p.yaml": PLAN + actions}), audience)


def test_every_section_is_a_file() -> None:
    for section in Section:
        assert callable(import_module(f"pap_cli.views.report.{section.value}").blocks)


def test_the_sections_of_an_audience_stand_in_its_order() -> None:
    cabinet, board = headings(example().document()), headings(example("board").document())
    assert cabinet.index("Summary") < cabinet.index("Exceptions") < cabinet.index("Since 13 July 2016")
    assert board.index("Exceptions") < board.index("Summary")
    assert set(cabinet) == set(board) - {"What the Improvement Board asked for"} | {"What Cabinet asked for"}


@pytest.mark.parametrize("name", audience_names())
def test_no_heading_stands_without_anything_below_it(name: str) -> None:
    blocks = example(name).document().blocks
    for one, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(one, Heading):
            assert following is not None, one.text
            assert not isinstance(following, Heading) or following.level > one.level, one.text
        if isinstance(one, Table | Figure):
            table = one.table if isinstance(one, Figure) else one
            assert table.rows
            assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_summary_says_where_the_example_stands() -> None:
    told = prose(example())
    assert (
        "Fifty-seven of the plan's 105 milestones have been delivered, and the evidence for 46 of them has been "
        "accepted." in told
    )
    assert told.startswith("Late: 9 of 105 milestones, 6 since 13 July; 3 of 12 charted KPIs are getting worse.\n")
    assert "challenge the milestones that were overdue on 13 July and still are: A24.2, A30.2 and A8.3\n" in told
    assert "Three recommendations have no action: R180 Set out formal links with the other strategic boards, " in told


def test_what_fell_late_in_one_action_is_said_to() -> None:
    actions = """\
  - id: A1
    title: Run adoption
    answers: R1
    milestones:
      - {id: A1.1, title: One, due: 2016-08-31}
      - {id: A1.2, title: Two, due: 2016-09-30}
      - {id: A1.3, title: Three, due: 2016-09-30}
"""
    view = report_of(workspace(PLAN + actions, "kpis: []\n"), "cabinet")
    assert "Newly overdue: 3 milestones, all 3 in action A1 (Run adoption): A1.1, A1.2 and A1.3." in prose(view)


def test_what_fell_late_under_one_recommendation_is_said_to(load: Callable[[Files], Workspace]) -> None:
    actions = """\
  - {id: A1, title: First, answers: R1, milestones: [{id: A1.1, title: One, due: 2016-08-31}]}
  - {id: A2, title: Second, answers: [R1, R2], milestones: [{id: A2.1, title: Two, due: 2016-08-31}]}
  - {id: A3, title: Third, answers: R2, milestones: [{id: A3.1, title: Three, due: 2016-12-31}]}
"""
    assert "Newly overdue: 2 milestones, both under recommendation R1 (Be clear): A1.1 and A2.1." in prose(
        report(load, actions)
    )


def test_nothing_late_is_said_in_so_many_words(load: Callable[[Files], Workspace]) -> None:
    actions = "  - {id: A1, title: First, answers: R1, milestones: [{id: A1.1, title: One, due: 2016-12-31}]}\n"
    told = prose(report(load, actions))
    assert told.startswith("Nothing is late: 1 milestone, none delivered, none at risk.\n")
    assert "Nothing is overdue, and no extension has been requested." in told
    assert "Delivered: no milestone since 13 July." in told


def test_a_plan_with_nothing_in_it_has_a_report(load: Callable[[Files], Workspace]) -> None:
    opened = load({"plans/p.yaml": "plan: {id: p, title: Bare, start: 2016-01-04}\n"})
    for name in audience_names():
        for format in ("terminal", "markdown", "json", "csv"):
            assert find_format(format).render(report_of(opened, name), Screen())
    bare = report_of(opened, "meeting")
    assert "The plan has no milestones." in prose(bare)
    faulty = ReportView(inputs=replace(bare.inputs, file_errors=1))
    assert "No milestone could be read." in prose(faulty)
    assert "has no milestones" not in prose(faulty)


@pytest.mark.parametrize("name", ["cabinet", "board", "dfe", "ofsted"])
def test_what_a_body_asked_for_comes_first(name: str) -> None:
    view = example(name)
    own = view.inputs.own
    assert own
    made_by = [one.recommendation.made_by in own for one in view.inputs.recommendations]
    assert made_by == sorted(made_by, reverse=True)
    expected = [one.body in own for one in view.inputs.expectations]
    assert expected == sorted(expected, reverse=True)


def test_an_author_s_words_stand_behind_their_heading_and_instead_of_ours_on_the_cover() -> None:
    def words(text: str) -> Prose:
        return Prose((Passage((Run(text),)),))

    narrative = Narrative(
        (("Meeting", "Cabinet, 14 October"),),
        {"concerns": words("We worry."), "risks": words("There are some."), "purpose": words("Because.")},
    )
    view = example()
    document = ReportView(inputs=replace(view.inputs, narrative=narrative)).document()
    at = {block.text: index for index, block in enumerate(document.blocks) if isinstance(block, Heading)}
    assert document.blocks[at["Areas of concern"] + 1] == words("We worry.")
    assert document.blocks[at["Risks"] + 1] == words("There are some.")
    assert document.blocks[at["Purpose"] + 1] == words("Because.")
    assert "To report what was delivered" not in text(ReportView(inputs=replace(view.inputs, narrative=narrative)))
    assert "Risks" not in at.keys() - {"Risks"} | set(headings(view.document()))


TOLD = """\
plan:
  id: p
  title: A plan
  start: 2015-06-12
  notes: [{on: 2016-08-01, by: cabinet, text: ZZnote1}, {on: 2016-08-01, by: ZZby1, text: ZZnote2}]
  statutory: {sent: {title: Sent, due: 2016-09-30, to: ofsted}}
owners: {head: ZZowner1, lead: ZZowner2, chair: ZZowner3, by2: ZZby2, by3: ZZby3, by4: ZZby4, by6: ZZby6}
bodies: {cabinet: Cabinet, ofsted: {title: Ofsted, outside: true}}
recommendations:
  - {id: R1, title: Be clear, made_by: ofsted, notes: [{on: 2016-08-01, text: ZZnote3}]}
actions:
  - id: A1
    title: Publish
    answers: R1
    owner: head
    lead: lead
    kpis: [K]
    notes: [{on: 2016-08-01, by: lead, text: ZZnote4}]
    milestones:
      - id: A1.1
        title: One
        due: 2016-06-30
        owner: chair
        lead: head
        extensions:
          - {to: 2016-09-30, approved: 2016-08-01, by: head, reason: ZZreason1}
          - {to: 2016-12-31, approved: 2016-09-01, by: by2, reason: ZZreason2}
          - {to: 2017-03-31, reason: ZZreason3}
        notes: [{on: 2016-08-01, by: chair, text: ZZnote5}]
      - {id: A1.2, title: Two, due: 2016-08-31, completed: 2016-09-10, evidenced: 2016-09-15, evidence: ZZevidence}
      - {id: A1.3, title: Three, due: 2016-08-31, override: {rating: red, by: by3, reason: ZZw, until: 2017-01-01}}
      - {id: A1.4, title: Four, due: 2016-08-31, cancelled: {on: 2016-09-01, by: by4, reason: ZZreason5}}
      - {id: A1.5, title: Five, due: 2016-11-30, expected_by: ofsted, owner: chair}
reviews:
  - {id: visit, body: ofsted, title: Visit, due: 2016-09-14, held: {on: 2016-09-14, outcome: ZZoutcome1}}
  - {id: late, body: cabinet, due: 2016-09-01, notes: [{on: 2016-08-01, text: ZZnote6}]}
concerns:
  - {id: C1, title: Churn, raised: 2016-08-01, by: cabinet, answered_by: [A1], notes: [ZZnote7]}
"""
TOLD_KPIS = """\
kpis:
  - id: K
    title: Seen in time
    unit: percent
    owner: head
    target: 90
    frequency: monthly
    source: ZZsource
    override: {rating: amber, by: by6, reason: ZZreason6, until: 2017-01-01}
    notes: [{on: 2016-10-01, by: lead, text: ZZnote8}]
    observations: {2016-05: 50, 2016-06: 55, 2016-07: 60, 2016-08: 61, 2016-09: 62}
"""
FORMATS = [name for name in format_names() if find_format(name).takes("report")]


def read_back(view: ReportView, format: str) -> str:
    """All that a format writes, as text: of a Word file its parts, of a PDF what the typesetter is handed."""
    if format == "pdf":
        return pdf.data(sheet(view, ROOM))
    shown = find_format(format).render(view, Screen(400))
    if isinstance(shown, str):
        return shown
    with ZipFile(io.BytesIO(shown)) as word:
        texts = [name for name in word.namelist() if name.endswith((".xml", ".rels", ".svg"))]
        return "".join(word.read(name).decode("utf-8") for name in texts)


@pytest.mark.parametrize("format", FORMATS)
def test_the_public_is_told_neither_names_nor_notes(format: str) -> None:
    opened = workspace(TOLD, TOLD_KPIS)
    assert not opened.diagnostics
    assert not re.findall(r"ZZ\w+", read_back(report_of(opened, "public"), format))


@pytest.mark.parametrize("format", [name for name in FORMATS if find_format(name).shows is Shows.DOCUMENT])
def test_what_the_public_is_not_told_is_there_to_be_told(format: str) -> None:
    assert "ZZowner3" in read_back(report_of(workspace(TOLD, TOLD_KPIS), "cabinet"), format)


def test_the_others_are_told_both() -> None:
    told = set(re.findall(r"ZZ\w+", text(full(report_of(workspace(TOLD, TOLD_KPIS), "cabinet")))))
    assert told >= {"ZZowner3", "ZZreason1", "ZZreason3", "ZZby2", "ZZoutcome1", "ZZnote1", "ZZnote8"}


def test_facts_name_what_moved() -> None:
    facts = example().facts()
    moved = facts["moved"]
    assert isinstance(moved, dict)
    assert moved["newly_late"] == ["A10.3", "A12.3", "A11.2", "A15.3", "A19.3", "A24.3"]
    assert moved["asked"] == ["A24.3"]
    assert facts["since"] == "2016-07-13"
    rows = example().records().rows
    assert len(rows) == sum(len(found) for found in moved.values())


def test_a_date_that_was_brought_forward_is_told_as_that(load: Callable[[Files], Workspace]) -> None:
    actions = """\
  - id: A1
    title: First
    answers: R1
    milestones:
      - {id: A1.1, title: One, due: 2016-10-10, extensions: [{to: 2016-09-30, approved: 2016-08-01, by: cabinet}]}
      - {id: A1.2, title: Two, due: 2016-12-31, extensions: [{to: 2016-12-31, approved: 2016-08-01, by: cabinet}]}
"""
    view = report(load, actions)
    assert "Brought forward: A1.1 to 30 September 2016 (Cabinet) and A1.2 to 31 December 2016 (Cabinet)." in prose(view)
    shown = text(full(view), "plain")
    assert "once, 10 days earlier" in shown
    assert "once, to the same day" in shown


def test_what_answers_nothing_known_breaks_nothing(load: Callable[[Files], Workspace]) -> None:
    actions = """\
  - {id: A1, title: First, answers: RX, milestones: [{id: A1.1, title: One, due: 2016-08-31}]}
  - {id: A2, title: Second, answers: RX, milestones: [{id: A2.1, title: Two, due: 2016-08-31}]}
"""
    assert prose(report(load, actions)).startswith("Late: 2 of 2 milestones, all since 13 July.\n")


def test_faults_in_the_files_are_told_on_the_cover() -> None:
    faulty = ReportView(inputs=replace(example().inputs, file_errors=2))
    assert "The plan's files have 2 errors. Some items may be missing from this report." in text(faulty, "plain")
    assert "The plan's files have" not in text(example(), "plain")


def test_bodies_share_a_row_only_where_they_expect_the_same_by_the_same_day() -> None:
    plan = (
        PLAN.replace("bodies: {", "bodies: {dfe: {title: DfE, outside: true}, ")
        + """\
  - id: A1
    title: First
    answers: R1
    milestones:
      - id: A1.1
        title: One
        due: 2016-09-30
        expected_by: [dfe, ofsted]
        extensions: [{to: 2016-12-31, approved: 2016-09-01, by: dfe}]
      - {id: A1.2, title: Two, due: 2016-12-31, expected_by: [dfe, ofsted]}
      - {id: A1.3, title: Three, due: 2016-09-30, completed: 2016-09-01, expected_by: ofsted}
"""
    )
    view = report_of(workspace(plan, "kpis: []\n"), "ofsted")
    rows = [
        tuple(cell.text for cell in row[:2])
        for block in view.document().blocks
        if isinstance(block, Table) and [column.title for column in block.columns][:2] == ["State", "Body"]
        for row in block.rows
    ]
    assert sorted(rows) == [("missed", "Ofsted"), ("open", "DfE"), ("open", "Ofsted, DfE")]
    told = prose(view)
    assert "Bodies expect 2 milestones. One of them was missed." in told
    assert "Expectations met since 13 July: A1.3 Three." in told
    assert "Expectations missed since 13 July: A1.1 One." in told


def test_a_rating_by_decision_is_told_with_who_and_why() -> None:
    told = prose(report_of(workspace(TOLD, TOLD_KPIS), "cabinet"))
    assert "Ratings set by decision:" in told
    assert "A1.3 Three: red, set by ZZby3 until 1 January 2017: ZZw" in told
    assert "A1.3 Three: red, until 1 January 2017" in prose(report_of(workspace(TOLD, TOLD_KPIS), "public"))


def test_a_request_is_told_from_the_day_it_was_made_until_its_day() -> None:
    plan = (
        PLAN
        + """\
  - id: A1
    title: First
    answers: R1
    milestones:
      - {id: early, title: One, due: 2016-09-30, extensions: [{to: 2016-12-31, asked: 2016-10-20}]}
      - {id: asked, title: Two, due: 2016-09, extensions: [{to: 2016-12-31, asked: 2016-10-01, approved: 2016-11-01}]}
      - {id: past, title: Three, due: 2016-08-31, extensions: [{to: 2016-09-30}]}
"""
    )
    facts = report_of(workspace(plan, "kpis: []\n"), "cabinet").facts()["moved"]
    assert isinstance(facts, dict)
    assert facts["asked"] == ["asked"]


def test_every_meeting_counts_whether_or_not_one_was_due() -> None:
    plan = (
        PLAN + "reviews: [{id: q, body: cabinet, every: 3 months, from: 2016-06-30, held: [2016-07-13, 2016-08-20]}]\n"
    )
    told = prose(report_of(workspace(plan.replace("actions:\n", ""), "kpis: []\n"), "cabinet"))
    assert "One review was held since 13 July." in told


def test_what_was_delivered_and_evidenced_meanwhile_is_counted_as_both() -> None:
    plan = (
        PLAN
        + """\
  - id: A1
    title: First
    milestones: [{id: A1.1, title: One, due: 2016-09-30, completed: 2016-09-01, evidenced: 2016-09-15}]
"""
    )
    told = prose(report_of(workspace(plan, "kpis: []\n"), "cabinet"))
    assert "Evidence accepted: one milestone: A1.1." in told


def test_references_to_nothing_are_not_told_to_the_public() -> None:
    plan = (
        PLAN
        + """\
  - {id: A1, title: First, answers: [R1], milestones: [{id: A1.1, title: One, due: 2016-11-30, expected_by: ZZbody}]}
concerns: [{id: C1, title: Churn, answered_by: [A1, ZZwork], by: ZZbody}]
"""
    )
    opened = workspace(plan, "kpis: []\n")
    assert "ZZ" not in text(report_of(opened, "public"))
    assert "ZZbody" in text(report_of(opened, "cabinet"))


def test_the_next_steps_leave_to_the_exceptions_what_is_at_risk() -> None:
    lines = "".join(
        f"      - {{id: A1.{n}, title: M{n}, due: 2016-11-{n + 10}, started: 2016-09-01}}\n" for n in range(1, 12)
    ).replace("2016-11-21, started: 2016-09-01", "2016-11-21, started: 2016-09-01, forecast: 2016-12-31")
    plan = f"{PLAN}  - id: A1\n    title: First\n    milestones:\n{lines}"
    view = report_of(workspace(plan, "kpis: []\n"), "cabinet")
    told = prose(view)
    assert "Eleven milestones are due by 14 January 2017. One of them is at risk." in told
    blocks = view.document().blocks
    start = next(index for index, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Next steps")
    table = next(one for one in blocks[start:] if isinstance(one, Table))
    assert [row[0].text for row in table.rows] == [f"A1.{number}" for number in range(1, 9)]
    alone = replace(view.inputs.audience, sections=(Section.NEXT,))
    (table,) = (
        block
        for block in ReportView(inputs=replace(view.inputs, audience=alone)).document().blocks
        if isinstance(block, Table)
    )
    assert len(table.rows) == 8
    assert "A1.11" in {row[0].text for row in table.rows}


def test_a_plan_before_its_start_says_so(load: Callable[[Files], Workspace]) -> None:
    opened = load({"plans/p.yaml": PLAN.replace("start: 2015-06-12", "start: 2016-10-24").replace("actions:\n", "")})
    assert "10 days before the plan starts" in text(report_of(opened, "cabinet"), "plain")


def test_cancelled_milestones_are_not_counted() -> None:
    view = example()
    told = prose(view)
    assert "One cancelled milestone is not counted." in told
    table = next(block for block in view.document().blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]][-2:] == ["46", "105"]
    assert "cancelled" not in prose(report_of(workspace(*_SMALL["two"]), "cabinet"))


def test_a_month_is_written_as_a_month_in_sentences_and_tables() -> None:
    actions = """\
  - id: A1
    title: First
    milestones: [{id: A1.1, title: One, due: 2016-11, extensions: [{to: 2017-02, asked: 2016-10-01}]}]
"""
    told = text(report_of(workspace(PLAN + actions, "kpis: []\n"), "cabinet"))
    assert "decide on the requested extension: A1.1 to February 2017" in told
    assert "| Nov 2016 | Feb 2017 |" in told
    assert not re.search(r"\b20\d\d-\d\d\b", told)


def test_nothing_is_claimed_about_a_target_while_a_chart_shows_a_change() -> None:
    changed = 0
    for block in full(example()).document().blocks:
        if isinstance(block, Table) and [column.title for column in block.columns][-3:-1] == ["Variation", "Assurance"]:
            for *_, variation, assurance, _ in block.rows:
                changed += variation.text.startswith(("better", "worse"))
                assert not assurance.text or variation.text == "no clear change"
    assert changed == 5


def test_the_words_of_the_kpi_table_are_explained_once() -> None:
    for audience in audience_names():
        told = text(full(example(audience)), "plain").replace("\n", " ")
        for sentence in ("Variation compares", "Assurance, if shown", "Direction is", "fewer than 13 figures"):
            assert told.count(sentence) == 1, (audience, sentence)


def test_the_kpis_in_the_table_and_in_the_appendix_add_up() -> None:
    view = example()
    tables = [
        block
        for block in view.document().blocks
        if isinstance(block, Table) and [column.title for column in block.columns][:3] == ["Rating", "KPI", "Value"]
    ]
    assert [(table.label, len(table.rows)) for table in tables] == [("Table 6", 5)]
    (every,) = [block for block in view.document().blocks if isinstance(block, Table) and "rated KPI" in block.caption]
    assert (every.label, len(every.rows)) == ("Table 11", 31)
    assert "Table 6 has those that changed." in prose(view)
    assert "Table 11 has every rated KPI." in prose(view)


def test_kpis_without_a_figure_are_few_names_or_a_count() -> None:
    assert "Fourteen KPIs have no figure yet." in prose(example())
    kpis = "kpis: [{id: K, title: Seen}, {id: L, title: Seen, observations: {2016-08: 5}}, {id: M, title: Heard}]\n"
    told = prose(report_of(workspace(PLAN.replace("actions:\n", ""), kpis), "cabinet"))
    # a KPI with a figure has the same title
    assert "Two KPIs have no figure yet: Seen (K) and Heard." in told


def test_where_no_recommendation_is_whole_each_has_a_gap(load: Callable[[Files], Workspace]) -> None:
    one = PLAN.replace("  - {id: R2, title: Be quick, made_by: cabinet}\nactions:\n", "")
    blocks = full(report_of(load({"plans/p.yaml": one}), "cabinet")).document().blocks
    (told,) = [one.description for one in blocks if isinstance(one, Figure) and one.title.startswith("Coverage")]
    assert told.startswith("One recommendation and its actions, ")
    assert told.endswith("It has a gap.")


def test_a_body_that_never_met_is_named(load: Callable[[Files], Workspace]) -> None:
    reviews = "reviews: [{id: q, body: cabinet, every: 1 month, from: 2016-09-01}]\n"
    plan = PLAN.replace("actions:\n", reviews)
    told = prose(report_of(load({"plans/p.yaml": plan}), "cabinet"))
    assert "The next review by Cabinet is due on 1 November 2016. Cabinet has missed one review." in told


def test_a_long_list_of_deliveries_has_a_line_for_each() -> None:
    view = example()
    lists = [block for block in view.document().blocks if isinstance(block, Prose)]
    lead = next(n for n, block in enumerate(lists) if block.passages[0].text.startswith("Delivered: 9 milestones"))
    assert lists[lead].passages[0].text == "Delivered: 9 milestones, 2 of them late:"
    assert len(lists[lead + 1].passages) == 9


def test_no_sentence_is_a_template_with_a_hole() -> None:
    for audience in audience_names():
        for name in ("bare", "one", "two"):
            _, _, told = prose(report_of(workspace(*_SMALL[name]), audience)).partition("\n")  # without the verdict
            told = re.sub(r"(Table|Figure) \d+", r"\1", told)
            for slip in ("  ", " ,", "..", "no of", "one are", "none are", " 1 ", "one of the 1", "-1", ": ."):
                assert slip not in told, (audience, name, told)


_ONE = "  - {id: A1, title: First, answers: [R1], kpis: [K], milestones: [{id: A1.1, title: One, due: 2016-08-31}]}\n"
_TWO = """\
  - {id: A2, title: Next, answers: [R2], milestones: [{id: A2.1, title: One, due: 2016-08-31, completed: 2016-08-20}]}
"""
_SMALL = {
    "bare": (PLAN.replace("actions:\n", ""), "kpis: []\n"),
    "one": (PLAN + _ONE, "kpis: [{id: K, title: Seen, target: 90, observations: {2016-08: 50}}]\n"),
    "two": (PLAN + _ONE + _TWO, "kpis: [{id: K, title: Seen, target: 90, observations: {2016-08: 95}}]\n"),
}


RISKS = (
    PLAN
    + """\
  - id: A1
    title: First
    answers: R1
    owner: head
    milestones:
      - {id: forecast, title: One, due: 2016-12-01, started: 2016-09-01, forecast: 2017-01-31}
      - {id: idle, title: Two, due: 2016-10-31}
      - {id: decided, title: Three, due: 2017-12-31, override: {rating: red, by: head, reason: X, until: 2016-12-30}}
      - {id: done, title: Four, due: 2016-09-30, completed: 2016-09-30}
"""
)


def test_the_report_names_every_amber_and_red_with_its_reason_and_forecast() -> None:
    for audience in ("cabinet", "board"):
        view = report_of(workspace(RISKS, "kpis: []\n"), audience)
        told = text(view)
        assert "Milestones at risk but not overdue (3)" in told
        assert "| set by Head of service until 30 Dec 2016 |" in told
        assert "| forecast 31 Jan 2017, 61 days late |" in told
        assert "| due in 17 days, not started |" in told
    public = text(report_of(workspace(RISKS, "kpis: []\n"), "public"))
    assert "Head of service" not in public


def test_the_example_names_every_amber_and_red() -> None:
    for audience in audience_names():
        view = example(audience)
        if Section.EXCEPTIONS in view.inputs.audience.sections:
            told = text(view)
            for one in view.inputs.now.milestones:
                if one.rating.value in ("red", "amber"):
                    assert f" {one.id} | {one.schedule.milestone.title} |" in told


def test_evidence_that_falls_due_is_listed_ahead() -> None:
    told = text(full(report_of(workspace(RISKS, "kpis: []\n"), "cabinet")))
    assert "Evidence for one delivered milestone is due by 14 January 2017: done." in told
    assert "| done | Four | 30 Sep 2016 | 30 Dec 2016 |" in told


ODD = """\
plan:
  id: "2025"
  title: Improvement plan.
  start: 2015-09-02
  statutory: {sent: {title: Statement of action sent., due: 2016-12, to: ofsted}}
owners: {"7": {title: "Head, Finance"}}
bodies: {"1": The Board, ofsted: {title: Ofsted, outside: true}, cqc: {title: CQC, outside: true}}
recommendations: [{id: "1", title: Do it well., made_by: ofsted}]
actions:
  - id: "10"
    title: Shorten waits.
    answers: ["1"]
    owner: "7"
    milestones:
      - {id: "10.1", title: Is it done?, due: 2016-09, expected_by: [ofsted, cqc]}
      - {id: "10.2", title: Under 5 weeks., due: 2016-11, forecast: 2017-02}
      - {id: "10.3", title: Report out!, due: 2016-Q4, completed: 2016-10-10, evidence_due: 2016-10}
      - {id: "10.4", title: Next., due: 2016-12, depends_on: "10.2", extensions: [{to: 2017-05, asked: 2016-10-01}]}
reviews:
  - {id: r, body: ofsted, title: Monitoring visit., due: 2016-11}
  - {id: b, body: "1", every: 1 month, from: 2016-08-31}
concerns: [{id: "5", title: Staffing., by: cqc, raised: 2016-10-01}]
"""


def test_odd_names_numbers_and_dates_make_sentences() -> None:
    opened = workspace(ODD, "kpis: []\n")
    assert not opened.diagnostics
    for audience in audience_names():
        view = report_of(opened, audience)
        told = prose(view)
        for slip in ("..", "?.", "!.", ". (", ".,", ". and", ": 1.", ": 5", "addresses 5", "by The ", "owed to The"):
            assert slip not in told, (audience, slip, told)
        # no day that the files do not give
        for month in ("September 2016", "November 2016", "December 2016", "February 2017", "May 2017"):
            assert not re.search(rf"\d\d {month}", told.replace("30 September 2016", "")), (audience, month)
        assert not re.search(r"\bon 20\d\d-", told)
    told = prose(report_of(opened, "meeting"))
    assert "One milestone was due before 14 October 2016; it has not been delivered." in told
    assert "decide on the requested extension: milestone 10.4 to May 2017" in told
    assert "note the open area of concern; no action in the plan addresses concern 5 (Table " in told
    assert "Milestone 10.1 has no forecast." in told
    assert "Delivered: one milestone, on time: 10.3 Report out!" in told
    assert "Monitoring visit (Ofsted) in November 2016" in told
    assert "Statement of action sent, owed to Ofsted, due in December 2016" in told
    assert "Review by the Board on 31 October 2016" in told


def test_overdue_since_is_the_due_date() -> None:
    plan = PLAN + "  - {id: A1, title: First, milestones: [{id: A1.1, title: One, due: 2016-05}]}\n"
    told = prose(report_of(workspace(plan, "kpis: []\n"), "cabinet"))
    assert "challenge the milestone that was overdue on 13 July and still is: A1.1\n" in told
    assert "overdue since" not in told


def test_the_meeting_that_a_report_is_for_is_not_in_it() -> None:
    reviews = """\
reviews:
  - id: q
    body: cabinet
    every: 3 months
    from: 2016-07-14
    held: [{on: 2016-07-20, outcome: Endorsed.}, {on: 2016-10-14, outcome: ZZoutcome}]
  - {id: v, body: ofsted, due: 2016-10-14, held: {on: 2016-10-14, outcome: Seen.}}
"""
    header = "start: 2015-06-12, notes: [{on: 2016-10-14, by: cabinet, text: ZZnote}]}"
    plan = PLAN.replace("start: 2015-06-12}", header).replace("actions:\n", reviews)
    told = text(report_of(workspace(plan, "kpis: []\n"), "cabinet"))
    assert "Cabinet last met on 20 July 2016." in told
    assert "Two reviews were held since 13 July." in told
    assert "Seen." in told
    assert "ZZ" not in told
    assert "ZZoutcome" in text(full(report_of(workspace(plan, "kpis: []\n"), "board")))


NOTED = """\
plan: {id: p, title: P, start: 2015-06-12, notes: [{on: 2016-08-01, by: head, text: On the plan.}]}
owners: {head: Head of service}
bodies: {cabinet: Cabinet, ofsted: {title: Ofsted, outside: true}}
recommendations: [{id: "1", title: Be clear, made_by: ofsted, notes: [{on: 2016-08-02, by: ofsted, text: On one.}]}]
actions:
  - id: A1
    title: First
    answers: ["1"]
    kpis: [K]
    notes: [{on: 2016-08-03, by: head, text: On the action}]
    milestones:
      - id: A1.1
        title: One
        due: 2016-09-30
        notes:
          - Undated
          - {on: 2016-09-01, by: head, text: Older.}
          - {on: 2016-10-02, by: head, text: Newest.}
          - {on: 2016-10-15, by: head, text: ZZfuture}
      - {id: A1.2, title: Two, due: 2016-09-01, completed: 2016-08-31}
reviews: [{id: r, body: ofsted, title: Visit, due: 2016-11, notes: [{on: 2016-08-04, text: On the review}]}]
concerns: [{id: C1, title: Churn, by: ofsted, raised: 2016-08-01, notes: [{on: 2016-08-05, by: ofsted, text: Thin}]}]
"""
DOUBTED = """\
kpis:
  - id: K
    title: Long waits
    unit: percent
    polarity: low
    target: 10
    frequency: monthly
    notes: [{on: 2016-08-06, by: head, text: On the KPI}]
    observations: {2015-07: 30, 2015-08: 31, 2015-09: 29, 2015-10: 30, 2015-11: 31, 2015-12: 30, 2016-01: 29,
      2016-02: 30, 2016-03: 31, 2016-04: 30, 2016-05: 29, 2016-06: 30, 2016-07: 30,
      2016-08: {value: 12, note: ZZdoubt.}}
"""


def test_notes_are_where_their_item_is_the_newest_first_with_date_and_author() -> None:
    told = prose(full(report_of(workspace(NOTED, "kpis: []\n"), "cabinet")))
    newest = "Newest (Head of service, 2 October 2016)"
    assert f"A1.1: {newest}\n" in told
    assert f"A1.1: {newest}; Older (Head of service, 1 September 2016); Undated" in told
    for line in (
        "On the plan (Head of service, 1 August 2016)",
        "Recommendation 1: On one (Ofsted, 2 August 2016)",
        "A1: On the action (Head of service, 3 August 2016)",
        "Visit: On the review (4 August 2016)",
        "C1: Thin (Ofsted, 5 August 2016)",
    ):
        assert line in told
    assert "ZZ" not in told
    public = prose(report_of(workspace(NOTED, DOUBTED), "public"))
    assert not any(word in public for word in ("Newest", "Thin", "On the", "On one"))
    nameless = replace(report_of(workspace(NOTED, DOUBTED), "cabinet").inputs)
    nameless = replace(nameless, audience=replace(nameless.audience, leave_out=(LeftOut.OWNERS,)))
    told = prose(ReportView(inputs=nameless))
    assert "Newest (2 October 2016)" in told
    assert "Head of service" not in told


def test_a_doubted_figure_is_never_announced_as_an_improvement_without_its_note() -> None:
    for audience in audience_names():
        view = report_of(workspace(NOTED, DOUBTED), audience)
        said = "There is a note on this figure." if audience == "public" else "Note on this figure: ZZdoubt."
        assert "got better" not in text(view)
        assert ("in doubt (" in text(view)) is ("variation" in text(view).lower())
        announced = [
            passage.text
            for block in view.document().blocks
            if isinstance(block, Prose)
            for passage in block.passages
            if re.search(r"for the better|^Better|Better, by", passage.text)
        ]
        assert announced == []
        captions = [block.description for block in view.document().blocks if isinstance(block, Figure)]
        assert all(
            said in text and "for the better" not in text for text in captions if "Is this figure right?" in text
        )
        assert ("ZZ" in text(view)) is (audience != "public")


COUNTED = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head}
bodies: {board: Board}
actions:
  - id: A1
    title: T
    owner: head
    milestones:
      - {id: A1.1, title: T, due: 2016-08, extensions: [{to: 2017-03, approved: 2016-07-01, by: board, reason: R}]}
      - {id: A1.2, title: Late, due: 2016-09-01}
      - id: A1.3
        title: Doubted
        due: 2016-06-01
        completed: 2016-06-01
        evidenced: 2016-07-01
        override: {rating: amber, until: 2016-12-30, by: board, reason: R}
"""


@pytest.mark.parametrize(("against", "late"), [("first", 2), ("approved", 1)])
def test_what_was_due_is_counted_from_the_date_that_makes_it_late(
    load: Callable[[Files], Workspace], against: str, late: int
) -> None:
    settings = f'[rating]\noverdue-against = "{against}"\n'
    view = report_of(load({"pap.toml": settings, "plans/p.yaml": COUNTED}), "meeting")
    told = prose(view)
    assert f"{sentences.start(late + 1, 'milestone')} were due before 14 October 2016; one of them has been" in told
    assert ("44 days since Aug 2016" in text(view)) is (against == "first")


def test_evidence_is_counted_whatever_the_rating_by_decision(load: Callable[[Files], Workspace]) -> None:
    told = prose(report_of(load({"plans/p.yaml": COUNTED}), "meeting"))
    assert "One of the plan's 3 milestones has been delivered, and the evidence for it has been accepted." in told
    assert "none was blue" in text(report_of(load({"plans/p.yaml": COUNTED}), "meeting"))


def test_ids_of_the_example_are_in_natural_order() -> None:
    whole = text(full(example()))
    actions = re.findall(r"^#### A(\d+) ", whole, flags=re.MULTILINE)
    assert actions == sorted(actions, key=int)
    assert "A3, A5, A18, A23 and A27 have delivered" in prose(example())
    for found in re.findall(r"\((A\d+(?:, A\d+)* and A\d+)\)|\| (A\d+(?:, A\d+)+) \|", whole):
        numbers = [int(number) for number in re.findall(r"\d+", "".join(found))]
        assert numbers == sorted(numbers), found


@pytest.mark.parametrize("name", audience_names())
def test_the_recommendations_are_counted_once(name: str) -> None:
    assert prose(example(name)).count("recommendations, 11 are red") == 1


def test_a_section_that_has_nothing_more_to_say_is_left_out(load: Callable[[Files], Workspace]) -> None:
    one = PLAN.replace("  - {id: R2, title: Be quick, made_by: cabinet}\nactions:\n", "")
    one += "  - {id: A1, title: First, answers: R1, milestones: [{id: A1.1, title: One, due: 2017-05}]}\n"
    one = one.replace("made_by: ofsted}\n", "made_by: ofsted}\nactions:\n")
    view = report_of(load({"plans/p.yaml": one}), "ofsted")
    assert "The one recommendation is green." in prose(view)
    assert Section.PROGRESS.heading not in headings(view.document())
