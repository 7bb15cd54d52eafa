"""The list of milestones says why each is red or amber."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import ROOT, Files
from pap_cli.assess.assessment import assess
from pap_cli.columns.listing import AS_IT_COMES, Arrangement
from pap_cli.columns.selection import Selection
from pap_cli.document import Table
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.rating import Rating
from pap_cli.views.lists import milestones

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head}
actions:
  - id: A1
    title: T
    owner: head
    milestones:
      - {id: A1.1, title: Late, due: 2016-02}
      - {id: A1.2, title: Today, due: 2016-10-14}
      - {id: A1.3, title: Set, due: 2017-03, override: {rating: red, until: 2016-12-30, by: head, reason: Few staff.}}
      - {id: A1.4, title: Well, due: 2017-03}
"""


def _why(workspace: Workspace, *columns: str) -> dict[str, str]:
    """Return the column Why of each milestone on 14 October 2016."""
    now = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
    listing = milestones.build(now, Selection(), Arrangement(columns) if columns else AS_IT_COMES)
    table = next(block for block in listing.document().blocks if isinstance(block, Table))
    titles = [column.title for column in table.columns]
    return {row[titles.index("ID")].text: row[titles.index("Why")].text for row in table.rows}


def test_each_red_or_amber_milestone_has_its_reason(load: Callable[[Files], Workspace]) -> None:
    assert _why(load({"plans/p.yaml": PLAN})) == {
        "A1.1": "228 days past its due date",
        "A1.2": "due today, not started",
        "A1.3": "set by head until 30 Dec 2016",
        "A1.4": "",
    }


@pytest.mark.parametrize("columns", [("id", "reason"), ("reason", "id", "rating")])
def test_requested_by_name_it_has_the_whole_reason_of_each(
    load: Callable[[Files], Workspace], columns: tuple[str, ...]
) -> None:
    whole = _why(load({"plans/p.yaml": PLAN}), *columns)
    assert whole["A1.3"] == "set by head until 30 Dec 2016, instead of green: Few staff."
    assert whole["A1.4"] == "on track"


def test_none_of_the_example_is_without() -> None:
    workspace = open_workspace(ROOT)
    found = _why(workspace)
    now = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
    for status in now.milestones:
        assert bool(found[status.id]) is (status.rating in (Rating.RED, Rating.AMBER)), status.id
