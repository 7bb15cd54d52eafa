"""What a monthly chase costs: a workbook and a message for each of 150 owners of a plan of 2,000 milestones.

`python benchmarks/chase.py` prints the seconds of `pap chase`, `pap collect`, and of the workbook of the whole plan out
and in again, each beside its bar.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from make_plan import AS_OF

OWNERS, MILESTONES, KPIS = 150, 2_000, 300
BAR, EXPORT_BAR, IMPORT_BAR = 5.0, 5.0, 2.0


def make(root: Path) -> Path:
    """Write the workspace: a third of its milestones late, a third due soon."""
    for name in ("plans", "kpis"):
        (root / name).mkdir(parents=True)
    lines = ["plan: {id: p, title: A plan with many owners, start: 2015-06-12}", "owners:"]
    lines += [
        f"  o{number}: {{title: Head of Service {number}, contact: o{number}@example.org}}" for number in range(OWNERS)
    ]
    lines.append("actions:")
    for number in range(MILESTONES // 4):
        owner = number % OWNERS
        lines += [
            f"  - id: A{number}",
            f"    title: Action {number} with a title of the usual length",
            "    scope: corporate",
        ]
        lines += [f"    owner: o{owner}", f"    lead: o{(owner + 7) % OWNERS}", "    milestones:"]
        for nth in range(4):
            due = AS_OF + timedelta(days=(number * 13 + nth * 41) % 150 - 60)
            lines.append(f"      - {{id: A{number}.{nth}, title: Backlog of visits cleared in team {nth}, due: {due}}}")
    (root / "plans/p.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8")
    found = ["kpis:"]
    for number in range(KPIS):
        found.append(
            f"  - {{id: k{number}, title: Visits on time {number}, owner: o{number % OWNERS}, unit: percent, "
            "target: 90, observations: {2016-06: 71, 2016-07: 73, 2016-08: 75}}"
        )
    (root / "kpis/k.yaml").write_text("\n".join([*found, ""]), encoding="utf-8")
    return root


def seconds(root: Path, *words: str) -> float:
    """Return how long a command takes, by the clock on the wall."""
    pap = Path(sysconfig.get_path("scripts")) / "pap"
    environ = {**os.environ, "PAP_NO_CACHE": "1"}
    start = time.perf_counter()
    command = [pap, *words, "--as-of", AS_OF.isoformat()]
    subprocess.run(command, cwd=root, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and return 1 if something takes longer than its bar."""
    with tempfile.TemporaryDirectory() as folder:
        root = make(Path(folder) / "w")
        rows = [
            (f"chase of {OWNERS} owners", seconds(root, "chase", "--due-within", "35d", "-o", "out"), BAR),
            ("the same again", seconds(root, "chase", "--due-within", "35d", "-o", "out"), BAR),
            ("the workbooks collected again", seconds(root, "collect", "out", "--on", AS_OF.isoformat()), BAR),
            (f"workbook of {MILESTONES:,} milestones", seconds(root, "export", "xlsx", "-o", "all.xlsx"), EXPORT_BAR),
            ("the same imported again", seconds(root, "import", "plan", "all.xlsx", "--yes"), IMPORT_BAR),
        ]
        (Path(folder) / "new" / "plans").mkdir(parents=True)
        into_empty = seconds(Path(folder) / "new", "import", "plan", str(root / "all.xlsx"), "--yes")
        rows.append(("and into an empty workspace", into_empty, IMPORT_BAR))
    for what, took, bar in rows:
        print(f"{what:32} {took:5.2f} s   bar {bar:.0f} s{'' if took < bar else '   TOO SLOW'}")
    return int(any(took >= bar for _, took, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
