"""What `pap` costs, as ratios measured in one run: the unit is the CPU time of the bare interpreter, `python -c pass`.

`python benchmarks/bench.py [--quick] [--runs N] [--most MILESTONES]` prints what starting costs, how the costs of `pap`
and of other programs grow with the plan, what reading costs beside PyYAML, and memory.

Absolute times of one machine mean nothing on another, and a busy machine slows everything alike: so runs of different
things are interleaved, each is compared with the unit of its own round, and the median of the rounds counts.  A
benchmark is no test: it exits 0 whatever it finds.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

from make_plan import AS_OF, make
from peers import PEERS, Peer, prepared

ROOT = Path(__file__).resolve().parent.parent
PAP = "from pap_cli.start import main; main()"
"""What the installed command runs; started this way so that every row starts the same interpreter in the same way."""

UNIT = "python -c pass"


@dataclass(frozen=True)
class Cost:
    """What one process used: seconds of CPU, the most memory it held, in MB, and how it ended."""

    cpu: float
    memory: float
    code: int


def run(arguments: Sequence[str], environ: Mapping[str, str], folder: Path) -> Cost:
    """Run a command once, its output thrown away; without a program of its own it is the interpreter's."""
    started = time.perf_counter()
    command = arguments if Path(arguments[0]).is_absolute() else (sys.executable, *arguments)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if not hasattr(os, "wait4"):  # Windows has no such counters: the clock on the wall, and no memory
        code = process.wait()
        return Cost(time.perf_counter() - started, 0.0, code)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, process.returncode)


@dataclass
class Row:
    """One thing that is measured: what it is called, what it runs, and the bar it should stay under."""

    name: str
    bar: float | None = None
    arguments: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    ratios: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)


COLD = {"PAP_NO_CACHE": "1"}


def pap(name: str, bar: float | None, *words: str, folder: Path = ROOT, kept: Path | None = None, **more: str) -> Row:
    """A row that runs `pap` with these words: cold, or with what is kept in a folder from one run to the next."""
    cache = COLD if kept is None else {"PAP_CACHE_DIR": str(kept)}
    return Row(name, bar, ("-c", PAP, *words), {**cache, **more}, folder)


def rows_of_starting(hundred: Path, kept: Path) -> list[Row]:
    """The short ones: starting, completing, the example."""
    day = AS_OF.isoformat()
    return [
        pap("pap --version", 7.5, "--version"),
        pap("pap --help", None, "--help"),
        pap("pap check --help", None, "check", "--help"),
        pap("completion of a command", None, **_completing("pap s", 1)),
        pap("completion of an id, the example", None, **_completing("pap show A1", 2)),
        pap("completion of an id, 100 milestones", 10, folder=hundred, **_completing("pap show A1", 2)),
        pap("pap status, the example, cold", 16, "status", "--as-of", day),
        pap("pap status, the example, unchanged files", 3, "status", "--as-of", day, kept=kept),
        pap("pap status --format terminal, the example", None, "status", "--as-of", day, "--format", "terminal"),
        pap("pap check, the example", None, "check", "--as-of", day),
        pap("pap milestones --overdue, the example", None, "milestones", "--overdue", "--as-of", day),
        Row("import typer", arguments=("-c", "import typer")),
        Row("import rich.console, rich.table", arguments=("-c", "import rich.console, rich.table")),
        Row("import tabulate", arguments=("-c", "import tabulate")),
        Row("import yaml", arguments=("-c", "import yaml")),
        Row("import pydantic_core", arguments=("-c", "import pydantic_core")),
    ]


def _completing(typed: str, word: int) -> dict[str, str]:
    return {"_PAP_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(word)}


def measure(rows: Sequence[Row], rounds: int, environ: Mapping[str, str]) -> list[float]:
    """Run every row once a round, each between two runs of the unit; gives the unit's own times."""
    units: list[float] = []
    for _ in range(rounds):
        before = run(("-c", "pass"), environ, ROOT).cpu
        for row in rows:
            cost = run(row.arguments, {**environ, **row.environ}, row.folder)
            after = run(("-c", "pass"), environ, ROOT).cpu
            row.ratios.append(cost.cpu / ((before + after) / 2))
            row.memory.append(cost.memory)
            row.codes.add(cost.code)
            units.append(after)
            before = after
    return units


SIZES = (100, 1_000, 10_000, 100_000)
ENOUGH = 500
"""A program that took so many times the unit is not asked about ten times as many milestones."""


@dataclass(frozen=True)
class Growth:
    """What one program costs at each size: × the unit and MB, or the word why it was not run."""

    name: str
    ratios: dict[int, float]
    memory: dict[int, float]
    skipped: str = ""

    def line(self, sizes: Sequence[int]) -> str:
        """The row of the table: cost by size, and what ten times as many milestones cost beyond starting."""
        if not self.ratios:
            return f"  {self.name:<46}{self.skipped}"
        cells = "".join(f"{self.ratios[size]:>10.1f}" if size in self.ratios else f"{'–':>10}" for size in sizes)
        measured = [self.ratios[size] for size in sizes if size in self.ratios]
        steps = [
            (last - measured[0]) / (before - measured[0]) for before, last in pairwise(measured) if before > measured[0]
        ]
        grown = ", ".join(f"{step:.1f}" for step in steps)
        peak = max(self.memory.values())
        return f"  {self.name:<46}{cells}   {grown:<14}{f'{peak:.0f} MB' if peak else ''}".rstrip()


def growing(name: str, sizes: Sequence[int], environ: Mapping[str, str], row_of: Callable[[int], Row | None]) -> Growth:
    """Measure one program at each size, until it takes too long."""
    ratios: dict[int, float] = {}
    memory: dict[int, float] = {}
    for size in sizes:
        row = row_of(size)
        if row is None:
            return Growth(name, {}, {}, "not installed here")
        measure([row], 3 if size <= 1_000 else 1, environ)
        if row.codes - {0, 1}:
            return Growth(name, ratios, memory, f"failed, exit {sorted(row.codes)}")
        ratios[size], memory[size] = median(row.ratios), max(row.memory)
        if ratios[size] > ENOUGH:
            break
    return Growth(name, ratios, memory)


def growth(made: Path, sizes: Sequence[int], environ: Mapping[str, str]) -> list[Growth]:
    """How the cost of asking what is overdue grows with the number of milestones: `pap`, then other programs.

    Cold: nothing is kept from one run to the next.  Warm: the files are what they were in the run before.
    """
    day = AS_OF.isoformat()

    def folder(size: int) -> Path:
        root = made / f"growth-{size}"
        if not root.exists():
            make(root, size)
        return root

    asked = {
        "pap check": ("check", "--as-of", day),
        "pap milestones --overdue": ("milestones", "--overdue", "--as-of", day),
    }

    def of_pap(words: tuple[str, ...], kept: Path | None, size: int) -> Row:
        row = pap(" ".join(words), None, *words, folder=folder(size), kept=kept)
        if kept is not None:
            run(row.arguments, {**environ, **row.environ}, row.folder)
        return row

    def of_peer(peer: Peer, size: int) -> Row | None:
        command = prepared(peer, made, size)
        return None if command is None else Row(peer.name, None, command, peer.environ, made)

    return [
        *(
            growing(f"{name}, warm", sizes, environ, partial(of_pap, words, made / "cache"))
            for name, words in asked.items()
        ),
        *(growing(f"{name}, cold", sizes, environ, partial(of_pap, words, None)) for name, words in asked.items()),
        *(growing(peer.name, sizes, environ, partial(of_peer, peer)) for peer in PEERS),
    ]


def reading(folder: Path, rounds: int) -> list[Row]:
    """What reading the files of a workspace costs beside PyYAML's own C loader, pair by pair in one process."""
    import yaml

    from pap_cli.load.workspace.loader import open_workspace
    from pap_cli.load.yaml.read import read_nodes
    from pap_cli.model.place import Source

    paths = sorted(folder.rglob("*.yaml"))
    texts = [Source(path.name, path.read_text(encoding="utf-8")) for path in paths]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def load_all() -> None:
        for path in paths:
            yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, named by a variable

    def read_all() -> None:
        for source in texts:
            read_nodes(source, lambda *_: None)

    whole = Row("open_workspace: read, validate, link", 2.0)
    nodes = Row("read_nodes alone")
    works: list[tuple[Row, Callable[[], object]]] = [(whole, lambda: open_workspace(folder)), (nodes, read_all)]
    for row, work in works:
        for _ in range(rounds):
            row.ratios.append(_cpu(work) / _cpu(load_all))
    return [whole, nodes]


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    kept = work()
    used = time.process_time() - started
    del kept
    return used


def table(title: str, rows: Sequence[Row], unit: str, values: Callable[[Row], list[float]]) -> None:
    """Print what was measured: the median, the least and the most, the bar and whether it holds."""
    print(f"\n{title}")
    for row in rows:
        found = values(row)
        middle = median(found)
        spread = f"({min(found):.1f}–{max(found):.1f})"
        said = "" if row.bar is None else f"at most {row.bar:g}{unit}  {'holds' if middle <= row.bar else 'MISSED'}"
        if row.codes - {0, 1}:
            said = f"FAILED, exit {sorted(row.codes)}: the figure means nothing"
        print(f"  {row.name:<46}{middle:>8.1f}{unit}  {spread:<16}  {said}".rstrip())


def main() -> None:
    """Measure everything, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds, and the long ones once")
    parser.add_argument("--most", type=int, default=0, help="milestones of the largest plan (100000; quick 10000)")
    parser.add_argument("--runs", type=int, metavar="N", help="how many rounds (default 21; quick 5)")
    given = parser.parse_args()
    rounds = given.runs or (5 if given.quick else 21)
    few = 1 if given.quick else max(3, rounds // 4)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PAP_", "_PAP", "COMP_"))}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    day = AS_OF.isoformat()
    with tempfile.TemporaryDirectory(prefix="pap-bench-") as made:
        hundred, thousand, ten_thousand = (Path(made, str(size)) for size in (100, 1_000, 10_000))
        for folder in (hundred, thousand, ten_thousand):
            make(folder, int(folder.name))
        kept = Path(made, "cache")
        short = rows_of_starting(hundred, kept)
        long = [
            pap("pap check, 1,000 milestones, cold", None, "check", "--as-of", day, folder=thousand),
            pap("pap check, 10,000 milestones, cold", 65, "check", "--as-of", day, folder=ten_thousand),
            pap("pap status, 10,000 milestones, cold", None, "status", "--as-of", day, folder=ten_thousand),
            pap("pap check, 10,000 milestones, unchanged", 4, "check", "--as-of", day, folder=ten_thousand, kept=kept),
            pap(
                "pap status, 10,000 milestones, unchanged",
                None,
                "status",
                "--as-of",
                day,
                folder=ten_thousand,
                kept=kept,
            ),
        ]
        measure(short, 1, environ)  # byte code written, files in the system's cache
        for row in short:
            row.ratios.clear()
            row.memory.clear()
        units = measure(short, rounds, environ)
        for row in long:
            run(row.arguments, {**environ, **row.environ}, row.folder)
        units += measure(long, few, environ)
        most = given.most or (10_000 if given.quick else SIZES[-1])
        sizes = [size for size in SIZES if size <= most]
        grown = growth(Path(made), sizes, environ)
        in_process = reading(ten_thousand, few)  # last: a child's memory is never seen to be less than ours
    print(
        f"pap {version('pap-cli')}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; typer {version('typer')}, pydantic_core {version('pydantic_core')}, "
        f"PyYAML {version('pyyaml')}, rich {version('rich')}"
    )
    print(f"{rounds} rounds ({few} of the long ones); the unit, {UNIT}, took {median(units) * 1000:.0f} ms of CPU")
    table("× the unit: median (least–most)", [*short, *long], " ×", lambda row: row.ratios)
    table("10,000 milestones, × PyYAML's C loader on the same files", in_process, " ×", lambda row: row.ratios)
    print(
        "\nWhat is overdue: × the unit by the number of milestones; what ten times as many cost beyond starting; peak"
    )
    print(f"  {'':<46}" + "".join(f"{size:>10,}" for size in sizes))
    for one in grown:
        print(one.line(sizes))
    if any(long[1].memory):
        peak = Row("pap check, 10,000 milestones, cold", 90.0, memory=long[1].memory)
        table("Peak memory", [peak], " MB", lambda row: row.memory)


if __name__ == "__main__":
    main()
