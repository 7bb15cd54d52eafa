"""How the cost of `pap check` grows with a workspace: with its plans, its milestones, and a revision to compare with.

`python benchmarks/growth.py` prints the ratios of CPU time, each beside its bar.  `--million` also compares a million
milestones with a hundred thousand, which takes minutes and several GB.  Nothing is read from the cache.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from bench import pap, run
from make_plan import AS_OF, make

PLAN = """\
plan: {{id: p{0}, title: Plan {0}, start: 2016-01-01}}
owners: {{head: {{title: Head of Service}}}}
recommendations: [{{id: R1, title: Visit on time}}]
actions:
  - id: A1
    title: Visit every child on time
    answers: [R1]
    owner: head
    scope: corporate
    kpis: [own-{0}, shared-{0}]
    milestones:
      - {{id: A1.1, title: Rota agreed, due: 2016-03-01}}
      - {{id: A1.2, title: Posts filled, due: 2016-06-01, completed: 2016-05-20}}
      - {{id: A1.3, title: Audit reported, due: 2016-12-01}}
"""
KPI = "  - {{id: {0}, title: Visits on time, owner: head, target: 90, observations: {{2016-04: 92, 2016-05: 91}}}}\n"


def plans(root: Path, count: int) -> Path:
    """Write a workspace of small plans, each with a KPI of its own and one of the workspace."""
    for name in ("plans", "kpis"):
        (root / name).mkdir(parents=True)
    for number in range(count):
        (root / f"plans/p{number}.yaml").write_text(PLAN.format(number), encoding="utf-8")
        text = f"plan: p{number}\nkpis:\n" + KPI.format(f"own-{number}")
        (root / f"kpis/p{number}.yaml").write_text(text, encoding="utf-8")
    shared = "kpis:\n" + "".join(KPI.format(f"shared-{number}") for number in range(count))
    (root / "kpis/shared.yaml").write_text(shared, encoding="utf-8")
    return root


def committed(root: Path) -> Path:
    """Commit a workspace as `base`, change one of its plans, and commit it again."""

    def git(*words: str) -> None:
        command = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-C", str(root), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Add plans")
    git("branch", "base")
    changed = min((root / "plans").rglob("*.yaml"), key=lambda path: (path.stem == "plan", path))
    changed.write_text(changed.read_text(encoding="utf-8").replace("due: 201", "due: 202", 1), encoding="utf-8")
    git("commit", "-qam", "Change one plan")
    return root


def compare(name: str, bar: float, rounds: int, dear: tuple[Path, tuple[str, ...]], cheap: Path) -> None:
    """Print how many times as much CPU one check takes as another, in interleaved runs."""
    folder, words = dear
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PAP_", "PYTHON"))}
    rows = [
        pap(name, None, "check", "--as-of", AS_OF.isoformat(), *more, folder=where)
        for where, more in ((folder, words), (cheap, ()))
    ]
    ratios, memory = [], 0.0
    for attempt in range(rounds + 1):
        costs = [run(row.arguments, {**environ, **row.environ}, row.folder) for row in rows]
        if any(cost.code not in (0, 1) for cost in costs):
            raise SystemExit(f"{name}: pap check failed")
        memory = max(memory, costs[0].memory)
        if attempt or rounds == 1:  # the first run writes byte code
            ratios.append(costs[0].cpu / costs[1].cpu)
    held = "holds" if median(ratios) <= bar else "MISSED"
    spread = f"({min(ratios):.2f}–{max(ratios):.2f})"
    print(f"  {name:<58}{median(ratios):>6.2f} ×  {spread:<14} at most {bar:g} ×  {held}  {memory:,.0f} MB")


def main() -> None:
    """Measure every ratio and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="also a million milestones; takes minutes")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds of each comparison (default 7)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pap-growth-") as made:
        root = Path(made)
        print("pap check, CPU time as a ratio to another check: median (least–most)")
        thousand = plans(root / "1000", 1_000), ()
        compare("1,000 plans, to 500 plans", 2.1, given.runs, thousand, plans(root / "500", 500))
        hundred = committed(plans(root / "100", 100))
        since = "--changed-since", "base"
        compare("--changed-since, 1 of 100 small plans changed", 1.6, given.runs, (hundred, since), hundred)
        make(root / "10000", 10_000)
        large = committed(root / "10000")
        compare("--changed-since, 1 of 110 files changed, 10,000 milestones", 1.6, given.runs, (large, since), large)
        if given.million:
            for size in (100_000, 1_000_000):
                make(root / str(size), size)
            million = root / "1000000", ()
            compare("1,000,000 milestones, to 100,000", 12, 1, million, root / "100000")
            shutil.rmtree(root / "1000000")


if __name__ == "__main__":
    main()
