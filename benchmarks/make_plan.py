"""Make a workspace of N milestones, the same one every time: plans in folders, KPIs with figures, real lengths of text.

`python benchmarks/make_plan.py FOLDER 10000` writes ten plans in 110 files and a thousand KPIs in two more.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

AS_OF = date(2016, 10, 14)
START = date(2015, 6, 12)
DAYS = 731

IN_ACTION = 4
IN_FILE = 100
FILES_IN_PLAN = 10
PER_KPI = 10
KPIS_IN_FILE = 500
FIGURES = 36
RECOMMENDATIONS = 36

OWNERS = {
    "dcs": '"Strategic Director, Children\'s Services"',
    "head-assessment": "Head of Referral and Assessment",
    "head-permanence": "Head of Adoption and Permanence",
    "head-safeguarding": "Head of Safeguarding and Quality Assurance",
    "head-leaving-care": "Head of Leaving Care",
    "head-hr": "Head of Human Resources",
    "principal-social-worker": "Principal Social Worker",
    "lscb-manager": "LSCB Business Manager",
}
OWNER_IDS = tuple(OWNERS)
STEPS = (
    "Service specification agreed with every partner who has to work to it",
    "Thresholds rewritten and approved, with examples from audited cases",
    "Backlog of visits cleared, and none older than ten working days",
    "Weekly panel meets, with a manager from legal services in the chair",
    "Training given to every team that works with children in need",
    "First quarterly audit reported to the Improvement Board",
)
THINGS = (
    "return interviews after a child goes missing",
    "strategy discussions that involve health and police",
    "pathway plans that a young person can hold on to",
    "supervision that is recorded and reflective",
    "assessments that are written in time and well",
    "care proceedings that end within 26 weeks",
    "permanent team leaders in the long-term teams",
)


class Step(NamedTuple):
    """What is known of a milestone: the same for `pap` and for the programs it is measured beside."""

    due: date
    current: date
    extended: bool
    late: bool
    completed: date | None

    @classmethod
    def of(cls, number: int) -> Step:
        """The milestone of a number."""
        due = START + timedelta(days=20 + number * 37 % (DAYS - 40))
        extended = number % 9 == 0
        current = due + timedelta(days=60) if extended else due
        late = current < AS_OF and number % 50 == 0
        done = current < AS_OF and not late
        return cls(due, current, extended, late, current - timedelta(days=number % 7) if done else None)

    @property
    def words(self) -> str:
        """A title."""
        return STEPS[self.due.toordinal() % len(STEPS)]


def make(root: Path, milestones: int) -> int:
    """Write the workspace into a folder; gives the number of files."""
    files = 0
    for path, text in workspace(milestones):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        files += 1
    return files


def workspace(milestones: int) -> Iterator[tuple[str, str]]:
    """Each file of the workspace: its path and its text."""
    in_plan = IN_FILE * FILES_IN_PLAN
    for plan, first in enumerate(range(0, milestones, in_plan)):
        folder = f"plans/plan-{plan:03}"
        last = min(first + in_plan, milestones)
        yield f"{folder}/plan.yaml", _header(plan)
        for part, start in enumerate(range(first, last, IN_FILE)):
            yield f"{folder}/actions-{part:02}.yaml", _actions(start, min(start + IN_FILE, last))
    kpis = max(1, milestones // PER_KPI)
    for part, start in enumerate(range(0, kpis, KPIS_IN_FILE)):
        yield f"kpis/kpis-{part:03}.yaml", _kpis(start, min(start + KPIS_IN_FILE, kpis))


def _header(plan: int) -> str:
    lines = [
        "# yaml-language-server: $schema=../../schema/plan.json",
        "plan:",
        f"  id: plan-{plan:03}",
        f"  title: Priority Action Plan {plan + 1}",
        "  organisation: A borough that does not exist",
        f"  start: {START}",
        "",
        "owners:",
        *(f"  {id}: {{title: {title}}}" for id, title in OWNERS.items()),
        "",
        "bodies:",
        "  cabinet: Cabinet",
        "  improvement-board: {title: Improvement Board}",
        "  ofsted: {title: Ofsted, outside: true}",
        "  dfe: {title: Department for Education, outside: true}",
        "",
        "recommendations:",
    ]
    for number in range(1, RECOMMENDATIONS + 1):
        lines += [
            f"  - id: R{number}",
            f"    title: Make sure of {THINGS[number % len(THINGS)]}",
            "    made_by: ofsted",
            f'    reference: "Inspection, recommendation {number}"',
        ]
    lines += [
        "",
        "reviews:",
        "  - {id: quarterly, body: cabinet, every: 3 months, from: 2015-09-14, for: 18 months,",
        "     held: [2015-09-14, 2015-12-14, 2016-03-14, 2016-06-13, 2016-09-12]}",
    ]
    return "\n".join(lines) + "\n"


def _actions(first: int, last: int) -> str:
    lines = ["# yaml-language-server: $schema=../../schema/plan.json", "actions:"]
    for start in range(first, last, IN_ACTION):
        number = start // IN_ACTION
        owner = OWNER_IDS[number % len(OWNER_IDS)]
        lines += [
            f"  - id: A{number}",
            f"    title: Put right {THINGS[number % len(THINGS)]}",
            f"    answers: [R{number % RECOMMENDATIONS + 1}, R{(number * 7) % RECOMMENDATIONS + 1}]",
            f"    owner: {owner}",
            f"    lead: {OWNER_IDS[(number * 3 + 1) % len(OWNER_IDS)]}",
            f"    kpis: [kpi-{number * IN_ACTION // PER_KPI}]",
            "    success:",
            f"      - At least {70 + number % 25}% in each month from April 2016 on, and no team under 60%",
            "    milestones:",
        ]
        for milestone in range(start, min(start + IN_ACTION, last)):
            lines += _milestone(milestone, f"A{number}.{milestone - start + 1}", f"A{number}.{milestone - start}")
    return "\n".join(lines) + "\n"


def _milestone(number: int, id: str, before: str) -> Iterator[str]:
    """One milestone: most of the past ones are done, one in nine was extended, one in fifty is late."""
    step = Step.of(number)
    due, current, extended, late = step.due, step.current, step.extended, step.late
    yield f"      - id: {id}"
    yield f"        title: {STEPS[number % len(STEPS)]}, step {number}"
    yield f"        due: {due}"
    if extended:
        yield "        extensions:"
        yield (
            f"          - {{to: {current}, approved: {due - timedelta(days=10)}, by: improvement-board, "
            "reason: Waits for the tender to be run again}"
        )
    if number % 11 == 0:
        yield f"        owner: {OWNER_IDS[number % len(OWNER_IDS)]}"
    if number % IN_ACTION and number % 3 == 0:
        yield f"        depends_on: [{before}]"
    if number % 17 == 0:
        yield "        expected_by: [dfe]"
    if current - timedelta(days=90) < AS_OF:
        yield f"        started: {current - timedelta(days=90)}"
    if step.completed is not None:
        yield f"        completed: {step.completed}"
        yield f"        evidence_due: {current + timedelta(days=60)}"
        if current + timedelta(days=40) < AS_OF:
            yield f"        evidenced: {current + timedelta(days=40)}"
        yield f'        evidence: "Board paper {current.year}-{current.month:02}, item {number % 20}, pages 3 to 5"'
    elif late:
        yield f"        forecast: {{to: {AS_OF + timedelta(days=60)}, on: {AS_OF - timedelta(days=20)}}}"
    if number % 3:
        noted = min(current, AS_OF) - timedelta(days=7)
        yield "        notes:"
        yield f"          - on: {noted}"
        yield f"            by: {OWNER_IDS[(number + 5) % len(OWNER_IDS)]}"
        yield (
            "            text: The group met, went through what is open and found that the date holds; two partners "
            "still have to name who does the work."
        )


def _kpis(first: int, last: int) -> str:
    lines = ["# yaml-language-server: $schema=../schema/kpi.json", "kpis:"]
    for number in range(first, last):
        level = 60 + number % 20
        lines += [
            f"  - id: kpi-{number}",
            f"    title: Share of {THINGS[number % len(THINGS)]}, measure {number}",
            "    unit: percent",
            "    polarity: high",
            "    basis: in-period",
            "    frequency: monthly",
            f"    owner: {OWNER_IDS[number % len(OWNER_IDS)]}",
            "    definition: Those of the month that were done within the time that the procedures allow for it.",
            "    source: Monthly return to the Improvement Board",
            "    published_after: 14 days",
            f"    baseline: {{period: 2015-03, value: {level - 10}}}",
            f"    target: {level}",
            f"    floor: {level - 12}",
            "    trajectory:",
            f"      - {{by: 2016-03-31, target: {level - 5}}}",
            "    observations:",
        ]
        for month in range(FIGURES):
            year, of_year = 2014 + (month + 3) // 12, (month + 3) % 12 + 1
            figure = level - 6 + month / 4 + (number * 31 + month * 17) % 70 / 10
            lines.append(f"      {year}-{of_year:02}: {figure:.1f}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write a workspace where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("milestones", type=int, nargs="?", default=10_000)
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        sys.exit(f"{given.folder} is not empty")
    files = make(given.folder, given.milestones)
    size = sum(path.stat().st_size for path in given.folder.rglob("*.yaml"))
    print(f"{given.milestones:,} milestones in {files} files, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
