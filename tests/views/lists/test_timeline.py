"""The timeline of milestones."""

from __future__ import annotations

import pytest

from pap_cli.columns.selection import Selection
from pap_cli.document import Paragraph
from pap_cli.drawing import TimeChart
from pap_cli.views.lists import timeline
from render.sample import assessed, workspace


@pytest.mark.parametrize(
    ("most", "drawn", "words"),
    [
        (2, ["A1.2", "A2.3"], "the worst 2 of 6 milestones and 1 cancelled as of 14 Oct 2016"),
        (7, ["A1.1", "A1.2", "A1.3", "A1.4", "A2.3", "A2.2"], "6 milestones and 1 cancelled as of 14 Oct 2016"),
    ],
)
def test_the_worst_milestones_are_drawn(
    monkeypatch: pytest.MonkeyPatch, most: int, drawn: list[str], words: str
) -> None:
    monkeypatch.setattr(timeline, "MOST", most)
    view = timeline.build(assessed(workspace()), Selection())
    chart, count = view.document().blocks
    assert isinstance(chart, TimeChart)
    assert isinstance(count, Paragraph)
    assert [row.label.text for _, rows in chart.groups for row in rows][:6] == drawn
    assert count.text == words
    assert len(view.records().rows) == 7
