"""The pages of a report on paper, its appendix, and that numbers of captions and references agree."""

from __future__ import annotations

import re
from functools import cache

import pytest

from conftest import ROOT
from pap_cli.document import Figure, Heading, Prose, Table, labels_of
from pap_cli.formats import find_format
from pap_cli.load.workspace.audience_names import audience_names
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.report import Appendix
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM, PaperSection
from pap_cli.render.paper.press import pages, sheet_template
from pap_cli.render.paper.shapes import data
from pap_cli.render.screen import Screen
from pap_cli.views.report import ReportView
from render.sample import full, report_of, sized, workspace
from render.test_captions import W, fields, word_xml

# A plan of many milestones, half of them late.
MANY = 500


@cache
def example(audience: str = "cabinet") -> ReportView:
    return report_of(open_workspace(ROOT), audience)


def page_of(view: ReportView) -> dict[str, int]:
    """The page of each heading, and of the last page."""
    made = sheet(view, ROOM)
    sections = [piece.words.text for piece in made.pieces if isinstance(piece, PaperSection)]
    return dict(zip(sections, pages(sheet_template(), data(made)), strict=True))


def count(view: ReportView) -> int:
    """The number of pages of a PDF."""
    made = find_format("pdf").render(view, Screen())
    assert isinstance(made, bytes)
    (found,) = re.findall(rb"/Type/Pages/Count (\d+)", made) or re.findall(rb"/Count (\d+)/Kids", made)
    return int(found)


def test_the_example_has_five_pages_before_its_appendix_and_thirteen_in_all() -> None:
    assert page_of(example())["Appendix"] <= 6
    assert count(example()) <= 13


@pytest.mark.parametrize("audience", audience_names())
def test_the_report_of_each_audience_is_short(audience: str) -> None:
    assert page_of(example(audience))["Appendix"] <= 8
    assert count(example(audience)) <= 14


def test_a_full_appendix_has_everything_and_none_has_nothing() -> None:
    whole, bare = full(example()), sized(example(), Appendix.NONE)
    assert count(whole) > 2 * count(example())
    assert "Appendix" not in page_of(bare)
    assert count(bare) <= 6
    named = {one.id for one in example().inputs.now.milestones}
    shown = {
        row[at].text
        for block in whole.document().blocks
        if isinstance(block, Table)
        for at, column in enumerate(block.columns)
        if column.title == "ID"
        for row in block.rows
    }
    assert named <= shown


def test_a_small_plan_has_few_pages() -> None:
    plan = "plan: {id: p, title: P, start: 2016-01-04}\n"
    actions = "actions: [{id: A1, title: Act, milestones: [{id: A1.1, title: One, due: 2016-12-01}]}]\n"
    small = report_of(workspace(plan + actions, "kpis: []\n"), "meeting")
    assert count(small) <= 2
    (appendix,) = [one for one in small.document().blocks if isinstance(one, Heading) and one.text == "Appendix"]
    assert not appendix.new_page


def test_a_large_plan_says_what_is_left_out_and_how_to_get_it() -> None:
    lines = "".join(
        f"      - {{id: A1.{number}, title: Step {number}, due: 20{16 + number % 2}-08-31}}\n" for number in range(MANY)
    )
    plan = (
        f"plan: {{id: p, title: P, start: 2016-01-04}}\nactions:\n  - id: A1\n    title: Act\n    milestones:\n{lines}"
    )
    view = report_of(workspace(plan, "kpis: []\n"), "meeting")
    told = str(find_format("markdown").render(view, Screen(400)))
    assert "Not in it: 410 other milestones; all are in the report with --appendix full." in told
    assert "Overdue milestones, longest first (the first 20 of 250)" in told
    assert count(view) <= 12


@pytest.mark.parametrize("appendix", list(Appendix))
@pytest.mark.parametrize("audience", audience_names())
def test_captions_count_on_and_each_reference_has_its_target(audience: str, appendix: Appendix) -> None:
    blocks = sized(example(audience), appendix).document().blocks
    for kind, sort in (("Table", Table), ("Figure", Figure)):
        labels = [block.label for block in blocks if isinstance(block, sort) and block.label]
        assert labels == [f"{kind} {number}" for number in range(1, len(labels) + 1)]
    # in full, the milestones of each action are under its heading
    assert appendix is Appendix.FULL or all(block.caption for block in blocks if isinstance(block, Table))
    runs = [run for block in blocks if isinstance(block, Prose) for one in block.passages for run in one.runs]
    assert {run.to for run in runs if run.to} <= labels_of(blocks)
    assert not [run.text for run in runs if "{}" in run.text]


def test_word_has_a_field_for_each_caption_and_a_bookmark_for_each_reference() -> None:
    document = example().document()
    body = word_xml(example())
    found = fields(body)
    for kind in ("Table", "Figure"):
        numbers = [result for code, result in found if code.startswith(f"SEQ {kind} ")]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    labels = labels_of(document.blocks)
    assert sum(code.startswith("SEQ ") for code, _ in found) == len(labels)
    marks = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    references = [(code.split()[1], result) for code, result in found if code.startswith("REF ")]
    assert references
    assert {mark for mark, _ in references} <= marks
    assert {result for _, result in references} <= labels


def test_the_contents_in_word_have_every_section_and_the_parts_of_the_appendix() -> None:
    headings = [block.text for block in example().document().blocks if isinstance(block, Heading) and block.level > 1]
    found = fields(word_xml(example()))
    (contents,) = [result for code, result in found if code.startswith("TOC ")]
    numbers = page_of(example())
    assert contents == "".join(f"{heading}{numbers[heading]}" for heading in headings)
