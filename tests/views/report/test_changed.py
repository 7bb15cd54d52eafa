"""What `pap diff` lists, in the report: by kind in sentences, in full as a table, and for its audience only."""

from __future__ import annotations

import pytest

from pap_cli.document import Table
from pap_cli.views.report import ReportView
from render.sample import full, prose, report_of, workspace

PLAN = """
plan: {id: quay, title: Quay plan, start: 2016-01-04}
owners: {mate: First mate}
bodies: {board: Harbour board}
actions:
  - id: A1
    title: Repair
    scope: corporate
    owner: mate
    milestones:
      - id: P
        title: Piles driven
        due: 2016-12-31
        judgements: [{status: delayed by the tide, on: 2016-09-01, by: mate}]
      - {id: R, title: Rails set, due: 2016-10-20}
"""
KPIS = """
plan: quay
kpis:
  - id: boats
    title: Boats repaired
    unit: count
    polarity: higher
    target: 12
    trajectory: [{by: 2016-08-31, target: 10}]
    observations:
      2016-05: 9
      2016-06: {value: 9, published: 2016-07-01, revisions: [{value: 11, published: 2016-09-01}]}
      2016-09: {value: 12, published: 2016-10-05}
risks:
  - {id: storm, title: Storm season, raised: 2016-01-05}
"""


@pytest.fixture(scope="module")
def view() -> ReportView:
    return report_of(workspace(PLAN, KPIS.partition("risks:")[0]), "meeting")


def table(view: ReportView) -> list[list[str]]:
    blocks = full(view).document().blocks
    (found,) = [one for one in blocks if isinstance(one, Table) and one.caption.startswith("Everything that changed")]
    return [[cell.text for cell in row] for row in found.rows]


def test_each_kind_of_change_is_a_sentence(view: ReportView) -> None:
    told = prose(view)
    assert "New figures: Boats repaired." in told
    assert "Figures revised: Boats repaired in June 2016: 11 [r] (was 9)." in told
    assert "Re-targeted: Boats repaired: 12 (was 10)." in told


def test_the_full_appendix_lists_every_change_as_pap_diff_does(view: ReportView) -> None:
    kinds = [row[0] for row in table(view)]
    assert {"re-rated", "re-targeted", "new figure", "revised figure", "judged"} <= set(kinds)
    assert len(kinds) == len(view.inputs.changes)


def test_programs_get_the_kinds_of_change_too(view: ReportView) -> None:
    moved = view.facts()["moved"]
    assert isinstance(moved, dict)
    assert moved["figure_revised"] == ["boats"]
    assert ("figure_revised", "boats", "Boats repaired", "2016-09-01") in list(view.records().rows)


def test_the_words_of_a_person_are_not_for_the_public() -> None:
    view = report_of(workspace(PLAN, KPIS.partition("risks:")[0]), "public")
    assert "judged" not in [row[0] for row in table(view)]
    assert "tide" not in str(table(view)) + prose(full(view))
