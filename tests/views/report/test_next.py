"""The next steps of a report on many milestones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.document import Table
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.entry import Compared
from render.sample import report_of

MANY = 40
PLAN = """\
plan: {id: one, title: Plan one, start: 2016-01-04}
owners: {head: Head of service}
bodies: {dfe: DfE}
actions:
  - id: A1
    title: Hold the reviews
    scope: corporate
    owner: head
    milestones:
"""
STEP = "      - {{id: A1.{0}, title: Step {0}, due: 2016-10-20, started: 2016-10-01{1}}}\n"


def test_the_milestones_that_matter_most_are_found_without_comparing_each_with_all(
    load: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    late, asked = ", forecast: 2016-12-01", ", expected_by: dfe"
    steps = [STEP.format(number, {30: late, 20: asked}.get(number, "")) for number in range(1, MANY + 1)]
    report = report_of(load({"plans/one.yaml": PLAN + "".join(steps)}), "meeting")
    compared = 0

    def same(self: Compared, other: object) -> bool:
        nonlocal compared
        compared += 1
        return self is other

    monkeypatch.setattr(Compared, "__eq__", same)
    blocks = report.document().blocks
    assert compared < MANY
    shown = [
        [row[at].text for row in table.rows]
        for table in blocks
        if isinstance(table, Table)
        for at, column in enumerate(table.columns)
        if column.title == "ID" and len(table.rows) == 8
    ]
    # in the order of their due dates
    assert shown == [["A1.1", "A1.2", "A1.3", "A1.4", "A1.5", "A1.6", "A1.7", "A1.20"]]
