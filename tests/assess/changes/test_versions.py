"""What changed between two versions of the files, both as of one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assess.making import day
from pap_cli.assess.assessment import assess
from pap_cli.assess.changes.items import changes
from pap_cli.columns.changes import FIELDS
from pap_cli.columns.field import values
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.config import Policy

Load = Callable[[str, Mapping[str, str]], Workspace]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Writes the files of a version to a folder of its own and reads them."""

    def read(name: str, files: Mapping[str, str]) -> Workspace:
        for path, text in files.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return open_workspace((tmp_path / name).resolve())

    return read


PLAN = """\
plan: {id: quay, title: Quay plan, start: 2019-04-01, statutory: {notice: {title: Notice served, due: 2019-12-01}}}
owners: {mate: First mate, cook: Ship's cook}
bodies: {board: Harbour trustees, crew: Crew meeting}
recommendations:
  - {id: R1, title: Mend the wall, made_by: board}
actions:
  - id: A1
    title: Repair
    answers: [R1]
    owner: mate
    milestones:
      - {id: A1.1, title: Piles driven, due: 2019-09-30, started: 2019-05-01}
      - {id: A1.2, title: Deck laid, due: 2020-01-31, completed: 2019-10-01}
      - {id: A1.3, title: Lamps lit, due: 2020-03-31, extensions: [{to: 2020-06-30, approved: 2019-09-01, by: board}]}
      - {id: A1.4, title: Ropes spliced, due: 2020-03-31, cancelled: {on: 2019-08-01, by: board, reason: No need}}
  - {id: A2, title: Paint, scope: corporate, owner: cook, due: 2020-04-30}
reviews:
  - {id: look, title: Inspection, body: board, due: 2020-02-01}
concerns:
  - {id: C1, title: Leaks, by: board, raised: 2019-06-01}
risks:
  - {id: K1, title: Storm, owner: mate, raised: 2019-05-01, initial: 3 x 3}
"""
KPIS = """\
plan: quay
kpis:
  - id: ships
    title: Ships
    unit: number
    polarity: high
    definition: Ships at the quay.
    target: 40
    observations:
      2019-07: {value: 30, published: 2019-08-01}
      2019-08: {value: 35, published: 2019-09-01}
"""
FILES = {"plans/p.yaml": PLAN, "kpis/k.yaml": KPIS}
AS_OF = "2019-11-15"


def between(load: Load, before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[object, ...]]:
    one, two = load("before", before), load("now", now)
    assert (one.diagnostics, two.diagnostics) == ((), ())
    found = changes(*(assess(each.portfolio, day(AS_OF), Policy()) for each in (one, two)))
    facts = (values(FIELDS, each) for each in found)
    return [tuple(each[name] for name in ("change", "kind", "id", "before", "now", "note")) for each in facts]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "due: 2019-09-30",
            "due: 2019-12-31",
            [("moved", "milestone", "A1.1", "2019-09-30", "2019-12-31", "first due date")],
        ),
        ("due: 2019-09-30", "due: 2019-09", []),
        (
            ", started: 2019-05-01}",
            ", started: 2019-05-01, extensions: [{to: 2020-02-29, approved: 2019-11-01, by: crew}]}",
            [("extended", "milestone", "A1.1", "2019-09-30", "2020-02-29", "crew")],
        ),
        ("to: 2020-06-30", "to: 2020-05-31", [("extended", "milestone", "A1.3", "2020-03-31", "2020-05-31", "board")]),
        (
            ", extensions: [{to: 2020-06-30, approved: 2019-09-01, by: board}]",
            "",
            [("moved", "milestone", "A1.3", "2020-06-30", "2020-03-31", "extension removed")],
        ),
        (", completed: 2019-10-01", "", [("no-longer-delivered", "milestone", "A1.2", None, None, None)]),
        (
            ", started: 2019-05-01}",
            ", started: 2019-05-01, completed: 2019-09-20}",
            [("delivered", "milestone", "A1.1", None, None, "on time")],
        ),
        (
            ", cancelled: {on: 2019-08-01, by: board, reason: No need}",
            "",
            [("no-longer-cancelled", "milestone", "A1.4", None, None, None)],
        ),
        (
            "title: Piles driven",
            "title: Piles ordered",
            [("retitled", "milestone", "A1.1", "Piles driven", "Piles ordered", None)],
        ),
        ("id: A1.3", "id: A1.9", [("renamed", "milestone", "A1.9", "A1.3", "A1.9", None)]),
        (
            "{id: A1.3, title: Lamps lit",
            "{id: A1.9, was: A1.3, title: Lamps on",
            [
                ("renamed", "milestone", "A1.9", "A1.3", "A1.9", None),
                ("retitled", "milestone", "A1.9", "Lamps lit", "Lamps on", None),
            ],
        ),
        ("    owner: mate", "    owner: cook", [("reassigned", "action", "A1", "mate", "cook", None)]),
        ("due: 2020-02-01", "due: 2020-03-01", [("moved", "review", "look", "2020-02-01", "2020-03-01", None)]),
        ("due: 2019-12-01", "due: 2019-12-24", [("moved", "statutory", "notice", "2019-12-01", "2019-12-24", None)]),
        (PLAN[PLAN.index("concerns:") : PLAN.index("risks:")], "", [("removed", "concern", "C1", None, None, None)]),
        ("initial: 3 x 3", "initial: 3 x 4", [("score-rose", "risk", "K1", 9, 12, None)]),
        ("started: 2019-05-01", "started: 2019-06-01", [("edited", "milestone", "A1.1", None, None, "started")]),
        (
            "  - {id: R1, title: Mend the wall, made_by: board}\n",
            "  - {id: R1, title: Mend the wall, made_by: board}\n  - {id: R2, title: Sweep it, made_by: board}\n",
            [("added", "recommendation", "R2", None, None, None)],
        ),
        # a body with another ID is the same body wherever it is named
        ("board", "trust", [("renamed", "body", "trust", "board", "trust", None)]),
        ("value: 35", "value: 36", [("figure-revised", "KPI", "ships", 35, 36, "Aug 2019")]),
        (
            "      2019-08: {value: 35, published: 2019-09-01}\n",
            "",
            [("figure-withdrawn", "KPI", "ships", 35, None, "Aug 2019")],
        ),
        (
            "definition: Ships at the quay.",
            "definition: Ships in port.",
            [("edited", "KPI", "ships", None, None, "definition")],
        ),
        ("target: 40", "target: 38", [("re-targeted", "KPI", "ships", 40, 38, None)]),
        (
            "target: 40",
            "target: 38\n    floor: 37",
            [("re-targeted", "KPI", "ships", 40, 38, "floor 37 (was no floor)")],
        ),
        # of a floor that changed alone, the floor is shown and not the target
        (
            "target: 40",
            "target: 40\n    floor: 37",
            [("re-targeted", "KPI", "ships", "no floor", "floor 37", None)],
        ),
        ("id: ships", "id: vessels", [("renamed", "KPI", "vessels", "ships", "vessels", None)]),
    ],
)
def test_one_edit_is_one_change(load: Load, old: str, new: str, expected: list[tuple[object, ...]]) -> None:
    edited = {path: text.replace(old, new) for path, text in FILES.items()}
    assert edited != FILES
    assert between(load, FILES, edited) == expected


def test_layout_order_and_files_are_no_change(load: Load) -> None:
    head, actions = PLAN.split("actions:\n")
    first, others = actions.split("  - {id: A2")
    second, rest = others.split("reviews:\n")
    parts = {
        "plans/quay/plan.yaml": f"# The same plan.\n{head}reviews:\n{rest}",
        "plans/quay/two.yaml": f"actions:\n  - {{id: A2{second}",
        "plans/quay/one.yaml": f"actions:\n{first}",
        "kpis/other.yaml": KPIS.replace("unit: number", "unit:   number   # a count"),
    }
    assert between(load, FILES, parts) == []


def test_a_milestone_under_another_action(load: Load) -> None:
    line = "      - {id: A1.2, title: Deck laid, due: 2020-01-31, completed: 2019-10-01}\n"
    before = PLAN.replace("owner: cook, due: 2020-04-30}", "owner: mate, milestones: []}")
    now = before.replace(line, "").replace("milestones: []}", f"milestones: [{line.strip()[2:]}]}}")
    assert between(load, {"plans/p.yaml": before}, {"plans/p.yaml": now}) == [
        ("edited", "milestone", "A1.2", "A1", "A2", "what it belongs to")
    ]


def test_a_plan_with_another_id_is_the_same_plan(load: Load) -> None:
    edited = {path: text.replace("quay,", "pier,").replace("plan: quay", "plan: pier") for path, text in FILES.items()}
    assert between(load, FILES, edited) == [("renamed", "plan", "pier", "quay", "pier", None)]
