"""The section on slippage: its sentences, the milestones that slipped, the S-curves, and who may see what."""

from __future__ import annotations

from pap_cli.document import Figure, Table
from pap_cli.drawing import BurnUp
from pap_cli.views.report import ReportView
from render.sample import full, prose, report_of, workspace

PLAN = """
plan: {id: quay, title: Quay plan, start: 2016-01-04}
owners: {mate: First mate, master: Harbour master}
bodies: {board: Harbour board}
actions:
  - id: A1
    title: Repair
    scope: corporate
    owner: mate
    milestones:
      - {id: P, title: Piles driven, due: 2016-06-30, extensions: [{to: 2016-12-31, approved: 2016-06-20, by: board}]}
      - {id: D, title: Deck laid, due: 2016-09-30, extensions: [{to: 2017-01-31, approved: 2016-09-20, by: master}]}
      - {id: R, title: Rails set, due: 2016-02, completed: 2016-02-20}
      - {id: L, title: Lamps lit, due: unknown}
"""


def report(audience: str = "meeting", plan: str = PLAN) -> ReportView:
    return report_of(workspace(plan, "kpis: []\n"), audience)


def slipped(view: ReportView) -> Table:
    blocks = view.document().blocks
    (found,) = [one for one in blocks if isinstance(one, Table) and one.caption.startswith("Milestones that slipped")]
    return found


def test_the_section_says_what_became_of_the_end_date_and_how_many_slipped() -> None:
    told = prose(report())
    assert "Compared to the original dates, the end date changed from 30 September 2016 to 31 January 2017" in told
    assert "Two of 3 milestones slipped, by up to 184 days" in told
    assert "One milestone without a due date is not counted." in told


def test_the_longest_slipped_comes_first_with_who_approved_it() -> None:
    table = slipped(report())
    at = [column.title for column in table.columns].index("Approved by")
    found = [(row[0].text, row[at].text) for row in table.rows]
    assert found == [("P", "Harbour board"), ("D", "Harbour master")]


def test_the_public_is_not_told_which_person_approved_a_move() -> None:
    table = slipped(report("public"))
    assert "Harbour board" in [cell.text for row in table.rows for cell in row]
    assert "Harbour master" not in prose(report("public"))
    assert "Harbour master" not in [cell.text for row in table.rows for cell in row]


def test_the_s_curves_are_drawn_once_in_every_size_of_report() -> None:
    for view in (report(), full(report()), report("public")):
        figures = [one for one in view.document().blocks if isinstance(one, Figure)]
        (curves,) = [one.drawing for one in figures if isinstance(one.drawing, BurnUp)]
        assert {steps.name: steps.points[-1][1] for steps in curves.series} == {
            "first due dates": 3,
            "approved due dates": 3,
            "delivered": 1,
        }


def test_a_plan_without_due_dates_has_no_section() -> None:
    plan = PLAN[: PLAN.index("      - {id: P")] + "      - {id: L, title: Lamps lit, due: unknown}\n"
    assert "Compared to" not in prose(report(plan=plan))
