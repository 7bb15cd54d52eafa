"""What changed between two assessments: what asks for a reason first, and nothing from moved lines."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import SKELETON, write_files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.config import Policy
from pap_cli.views.findings.changes import changes

STEPS = """
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: Drafted, due: 2016-09-30, started: 2016-08-01}
      - {id: A1.2, title: Published, due: 2016-12-30}
"""
KPIS = """
plan: p
kpis:
  - {id: k, title: Visits, owner: head, target: 95, floor: 85, observations: {2016-07: 90}}
"""


@pytest.fixture
def before(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return at(tmp_path_factory)


def at(paths: pytest.TempPathFactory, steps: str = STEPS, kpis: str = KPIS) -> Assessment:
    root = write_files(paths.mktemp("w"), {"plans/p/plan.yaml": SKELETON, "plans/p/a.yaml": steps, "kpis/k.yaml": kpis})
    return assess(open_workspace(root).portfolio, date(2016, 10, 14), Policy())


@pytest.mark.parametrize(
    ("steps", "kpis", "told"),
    [
        ("# moved\n\n" + STEPS, KPIS, []),
        (
            STEPS.replace("2016-09-30", "2016-10-31"),
            KPIS,
            [("A1.1", "first due date", "30 Sep 2016", "31 Oct 2016"), ("A1.1", "rating", "red", "green")],
        ),
        (STEPS.replace("A1.2", "A1.3"), KPIS, [("A1.2", "removed", "", ""), ("A1.3", "added", "", "")]),
        (STEPS.replace("owner: head", "owner: dcs"), KPIS, [("A1", "owner", "head", "dcs")]),
        (STEPS.replace("owner: head", "owner: [dcs, head]"), KPIS, [("A1", "owner", "head", "dcs; head")]),
        (STEPS.replace("owner: head", "owner: []"), KPIS, [("A1", "owner", "head", "none")]),
        (
            STEPS.replace("due: 2016-12-30", "due: 2016-12-30, depends_on: [A1.1], expected_by: [ofsted]"),
            KPIS,
            [
                ("A1.2", "depends on", "", "A1.1"),
                ("A1.2", "expected by", "", "ofsted"),
                ("A1.2", "rating", "green", "amber"),
            ],
        ),
        (
            STEPS.replace("2016-08-01}", "2016-08-01, ignore: [{rule: PAP201, reason: Late, until: 2099-01-01}]}"),
            KPIS,
            [("A1.1", "ignore", "", "rule PAP201, reason Late, until 2099-01-01")],
        ),
        (
            STEPS,
            KPIS.replace("target: 95", "target: 90"),
            [("k", "target", "95", "90"), ("k", "rating", "amber", "green")],
        ),
        (
            STEPS,
            KPIS.replace("target: 95", 'target: "> 90"'),
            [("k", "target", "95", "> 90")],
        ),
        (
            STEPS,
            KPIS.replace("2016-07: 90", "2016-07: 91, 2016-08: 91"),
            [
                (
                    "k",
                    "observations",
                    "period Jul 2016, value 90",
                    "period Jul 2016, value 91; period Aug 2016, value 91",
                )
            ],
        ),
    ],
)
def test_what_changed(
    tmp_path_factory: pytest.TempPathFactory,
    before: Assessment,
    steps: str,
    kpis: str,
    told: list[tuple[str, str, str, str]],
) -> None:
    found = changes(at(tmp_path_factory, steps, kpis), before)
    assert [(one.item, one.what, one.before, one.now) for one in found] == told
