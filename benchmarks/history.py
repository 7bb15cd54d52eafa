"""Measure `pap check --history` on a repository with many commits: cold, with the cache, and how it grows.

`python benchmarks/history.py [COMMITS] [MILESTONES]` makes a repository in a temporary folder, with a commit each day,
and prints the wall and CPU time of the check.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

START = date(2012, 1, 2)
IN_ACTION = 10
_ROUNDS = {"cold": 1, "with the cache": 3}


def main() -> None:
    """Measure."""
    commits, milestones = (int(word) for word in (*sys.argv[1:], "1000", "300")[:2])
    with tempfile.TemporaryDirectory() as folder:
        for count in (commits // 4, commits // 2, commits):
            root = Path(folder, str(count))
            make(root, count, milestones)
            cache = Path(folder, f"cache-{count}")
            for name, most in (("cold", 3.0), ("with the cache", 0.5)):
                took, cpu = min(_seconds(root, cache) for _ in range(_ROUNDS[name]))
                bar = f"  at most {most:g} s  {'holds' if cpu <= most else 'MISSED'}" if count == 1000 else ""
                print(
                    f"  {count:,} commits, {milestones} milestones, {name:15} {cpu:5.2f} s of CPU, {took:5.2f} s{bar}"
                )


def _seconds(root: Path, cache: Path) -> tuple[float, float]:
    """Return the wall and the CPU time of a check."""
    command = [sys.executable, "-m", "pap_cli", "check", "--history", "--as-of", "2017-01-01", "--format", "json"]
    environ = {**os.environ, "PAP_CACHE_DIR": str(cache)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=root, env=environ, capture_output=True, check=False)
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, cpu


def make(root: Path, commits: int, milestones: int) -> None:
    """Make a repository with a plan of some milestones and that many commits."""
    root.mkdir(parents=True)
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet"], cwd=root, check=True)
    subprocess.run([*git, "fast-import", "--quiet"], cwd=root, input=b"".join(_stream(commits, milestones)), check=True)
    subprocess.run([*git, "checkout", "--quiet", "main"], cwd=root, check=True)


def _stream(commits: int, milestones: int) -> Iterator[bytes]:
    facts: dict[int, list[str]] = {}
    for number in range(commits):
        day = START + timedelta(days=number)
        if number:
            step = number * 37 % milestones
            facts.setdefault(step, []).append(f"          - {{text: Discussed by the Board, on: {day}}}")
        data = _plan(milestones, facts).encode()
        seconds = int((day - date(1970, 1, 1)).total_seconds()) + 12 * 3600
        message = b"Record what the Board discussed"
        yield b"commit refs/heads/main\ncommitter A. Officer <a@example.org> %d +0000\n" % seconds
        yield b"data %d\n%s\nM 100644 inline plans/plan.yaml\ndata %d\n%s\n" % (len(message), message, len(data), data)


def _plan(milestones: int, facts: dict[int, list[str]]) -> str:
    lines = [
        *("plan:", "  id: plan", "  title: Priority Action Plan", f"  start: {START}", ""),
        *("owners:", "  head: Head of Assessment", "bodies:", "  board: Improvement Board", "", "recommendations:"),
        *("  - id: R1", "    title: Visit children in time", "", "actions:"),
    ]
    for number in range(milestones):
        if number % IN_ACTION == 0:
            action = number // IN_ACTION + 1
            lines += [f"  - id: A{action}", f"    title: Write and agree procedure {action}", "    answers: [R1]"]
            lines += ["    owner: head", "    milestones:"]
        due = START + timedelta(days=30 + number * 41 % 1200)
        id = f"A{number // IN_ACTION + 1}.{number % IN_ACTION + 1}"
        lines += [f"      - id: {id}", f"        title: Step {number + 1} of the procedure is agreed by every partner"]
        lines += [f"        due: {due}", "        success: Every team works to it, and the audit of March shows so"]
        if number in facts:
            lines += ["        notes:", *facts[number]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
