"""Whether edits survive being killed, and many writers at once: counts, not times.

`python benchmarks/survival.py [--kills N] [--writers N] [--edits N] [--seconds S] [--seed N]`

Kills: a command that changes two files is killed (SIGKILL) again and again, every second time at a random moment of its
run and every second time at a random moment of its writing.  After each, every file must be the old or the new one, and
after the first thing that the next command does, both must be old or both new.  Writers: processes record facts in one
file at the same time.  Each fact must be there once.

Every command is a process of its own, forked from one that has imported pap already, so that the moments fall into the
work and not into the imports.  Needs fork, so it does not run on Windows.  Exits 1 if anything was torn or lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

AS_OF = ("--as-of", "2016-10-14")
PLAN = """\
plan: {{id: {id}, title: Plan {id}, start: 2016-01-04}}
owners: {{head: Head of service}}
actions:
  - id: {id}1
    title: Publish the thresholds
    owner: head
    milestones:
      - id: {id}1.1
        title: Published
        due: 2016-09-30  # agreed with the board
        started: 2016-10-01
        notes:
          - {{on: 2016-01-04, text: Begun.}}
"""


def main() -> None:
    """Run both, and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=1200, help="the most that either may take")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"XDG_STATE_HOME": f"{folder}/state", "PAP_NO_CACHE": "1"})
        run_here(prepared(Path(folder, "warm")), "note", "A1.1", "x", "--on", "2016-01-05", *AS_OF)
        chance = random.Random(given.seed)  # noqa: S311 - moments, no secret
        good = kills(prepared(Path(folder, "kills")), given.kills, given.seconds, chance)
        good &= writers(prepared(Path(folder, "writers")), given.writers, given.edits, given.seconds)
    sys.exit(0 if good else 1)


def prepared(root: Path) -> Path:
    """Write a workspace of two files."""
    (root / "plans").mkdir(parents=True)
    for id in "AB":
        (root / f"plans/{id}.yaml").write_text(PLAN.format(id=id), encoding="utf-8")
    return root


def start(root: Path, *words: str) -> int:
    """Start pap in a process of its own, with its output thrown away, and return the process's number."""
    child = os.fork()
    if child:
        return child
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    try:
        run_here(root, *words)
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # a code that is none of pap's
        os._exit(9)
    os._exit(0)


def run_here(root: Path, *words: str) -> None:
    """Run pap in this process."""
    from pap_cli.start import run

    sys.argv = ["pap", "-C", str(root), *words]
    try:
        run()
    except SystemExit as end:
        if end.code:
            raise


def code_of(child: int) -> int:
    """Wait for a process, and return its exit code; that of a signal is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wait_for(state: Path, seconds: float) -> None:
    """Wait until a command writes to the journal, but not for ever."""
    until = time.perf_counter() + 2 * seconds
    while time.perf_counter() < until and not [*state.glob("*.draft"), *state.glob("*.open")]:
        pass


def files_of(root: Path) -> list[bytes]:
    """Return the two files."""
    return [(root / f"plans/{id}.yaml").read_bytes() for id in "AB"]


def kills(root: Path, number: int, seconds: float, chance: random.Random) -> bool:
    """Kill commands at random moments; True if nothing was torn."""
    from pap_cli.edit.store.lock import locked, state_folder
    from pap_cli.edit.store.recover import recover

    began = time.perf_counter()
    for _ in range(5):
        if code_of(start(root, "start", "A1.1", "B1.1", "--note", "timing", "--on", "2016-10-01", *AS_OF)):
            return False
    lasts = (time.perf_counter() - began) / 5
    counts: Counter[str] = Counter()
    state = state_folder(root, os.environ)
    old = files_of(root)
    index = 0
    while counts["killed"] < number:
        index += 1
        if time.perf_counter() - began > seconds:
            break
        text = f"note {index}"
        child = start(root, "start", "A1.1", "B1.1", "--note", text, "--on", "2016-10-01", *AS_OF)
        if index % 2:  # at any moment
            time.sleep(chance.random() * lasts)
        else:  # while it writes
            wait_for(state, lasts)
            time.sleep(chance.random() * lasts / 8)
        os.kill(child, signal.SIGKILL)
        code = code_of(child)
        counts["killed" if code == -signal.SIGKILL else "finished first" if not code else "failed"] += 1
        line = f"          - {{on: 2016-10-01, text: {text}}}\n".encode()
        new = [one + line for one in old]
        found = files_of(root)
        counts["torn"] += any(now not in both for now, *both in zip(found, old, new, strict=True))
        counts["half made, then taken back"] += found not in (old, new)
        counts["found half done in the journal"] += bool(list(state.glob("*.open")))
        with locked(root, "survival", os.environ) as folder:
            recover(root, folder)
        found = files_of(root)
        counts["mixed"] += found not in (old, new)
        strays = [*root.rglob("*.tmp"), *root.rglob("*.old"), *state.glob("*.draft"), *state.glob("*.open")]
        counts["strays"] += len(strays)
        counts["new files"] += found == new
        counts["old files"] += found == old
        if index % 50 == 0:  # so that the files stay short
            for id in "AB":
                (root / f"plans/{id}.yaml").write_text(PLAN.format(id=id), encoding="utf-8")
            found = files_of(root)
        old = found
    bad = counts["failed"] + counts["torn"] + counts["mixed"] + counts["strays"]
    print(f"{counts['killed']} kills at random moments")
    for name, count in sorted(counts.items()):
        print(f"  {name}: {count}")
    return not bad


def writers(root: Path, number: int, edits: int, seconds: float) -> bool:
    """Let writers record facts at the same time; True if each is there once."""
    children = []
    began = time.perf_counter()
    for writer in range(number):
        child = os.fork()
        if not child:
            refused = 0
            for index in range(edits):
                words = ("note", "A1.1", f"writer {writer} note {index} end", "--on", "2016-10-01", *AS_OF)
                refused += code_of(start(root, *words)) != 0 or time.perf_counter() - began > seconds
            os._exit(min(refused, 255))
        children.append(child)
    refused = sum(code_of(child) for child in children)
    text = files_of(root)[0].decode()
    wanted = [f"text: writer {writer} note {index} end" for writer in range(number) for index in range(edits)]
    lines = Counter(line.split(", ", 1)[-1].rstrip("}") for line in text.splitlines() if "text: writer" in line)
    lost = sum(lines[one] == 0 for one in wanted)
    twice = sum(count > 1 for count in lines.values())
    foreign = len(text.splitlines()) - len(PLAN.splitlines()) - sum(lines.values())
    whole = text.startswith(PLAN.format(id="A")) and not foreign
    print(f"{number} writers with {edits} edits each: {number * edits}")
    print(f"  refused: {refused}\n  lost: {lost}\n  twice: {twice}\n  torn: {int(not whole)}")
    return whole and not lost and not twice and not refused


if __name__ == "__main__":
    main()
