"""What a megabyte of the worst that we can think of costs: at most two seconds and 300 MB.

A few of the bombs are set off always, under limits that a slow machine keeps and anything that multiplies does not; all
of them with FUZZ_EXAMPLES, which `make fuzz` sets: small, to see that each is told of, and a megabyte each, measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from fuzz.survival import run
from hostile.bombs import BOMBS
from hostile.streams import harmless
from pap_cli.formats import find_format, format_names

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits on time and memory are a matter of POSIX")
MEASURED = bool(os.environ.get("FUZZ_EXAMPLES"))
MEGABYTE = 999_000
FORMATS = [name for name in format_names() if not find_format(name).kinds]
AS_OF = ("--as-of", "2016-10-14")
ALWAYS = ("brackets", "one_character_scalars", "milestones_on_one_line", "settings_dotted")
"""One of each sort: nesting, more faults than anybody reads, one long line, settings."""
CHOSEN = list(BOMBS) if MEASURED else ["all of them"]
at_length = pytest.mark.skipif(not MEASURED, reason="takes minutes: make fuzz")


def planted(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in {"plans/kept.yaml": b"plan: {id: kept, title: K, start: 2016-01-04}\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@at_length
@pytest.mark.parametrize("name", CHOSEN)
def test_a_small_bomb_is_told_of(tmp_path: Path, name: str) -> None:
    root = planted(tmp_path, BOMBS[name](2_000))
    code, out, err = run("check", "-C", str(root), *AS_OF)
    assert (code in (0, 1), err) == (True, "")
    harmless("full", out)


@dataclass(frozen=True)
class Cost:
    code: int
    seconds: float
    megabytes: float
    told: bytes


# A small process between the two: a new process counts the memory of the one that it was copied from as its own.
LIMITED = """
import json, os, resource, subprocess, sys
def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
with open("told.txt", "wb") as told:
    words = [sys.executable, "-m", "pap_cli", *sys.argv[1:]]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=told, preexec_fn=limited)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def cost(folder: Path, *words: str) -> Cost:
    """What a run of `pap` in another process costs: seconds of processor time, and memory at most."""
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, *words], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    code, seconds, most = json.loads(ran.stdout)
    kilo = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(code, seconds, most / kilo, (folder / "told.txt").read_bytes())


@posix_only
@pytest.mark.parametrize("name", ALWAYS)
def test_a_megabyte_does_not_multiply(tmp_path: Path, name: str) -> None:
    found = cost(planted(tmp_path, BOMBS[name](MEGABYTE)), "check", *AS_OF)
    assert (found.code in (0, 1), found.told) == (True, b"")
    assert found.seconds < 10
    assert found.megabytes < 300


@posix_only
@at_length
@pytest.mark.parametrize("name", CHOSEN)
def test_a_megabyte_costs_two_seconds_at_most(tmp_path: Path, name: str) -> None:
    found = cost(planted(tmp_path, BOMBS[name](MEGABYTE)), "check", *AS_OF)
    assert (found.code in (0, 1), found.told) == (True, b"")
    assert found.megabytes < 300
    assert found.seconds < 2


def many_milestones(count: int) -> bytes:
    """A plan of so many milestones in actions of ten, most of them late."""
    lines = ["plan: {id: kept, title: K, start: 2016-01-04}", "owners: {head: Head}", "actions:"]
    for number in range(count):
        if number % 10 == 0:
            lines += [f"  - id: A{number // 10}", "    title: An action", "    owner: head", "    milestones:"]
        day = date(2016, 2, 1) + timedelta(days=number * 7 % 900)
        lines.append(f"      - {{id: A{number // 10}.{number % 10}, title: A title of usual length, due: {day}}}")
    return "\n".join(lines).encode()


@posix_only
@pytest.mark.parametrize(
    ("view", "name"),
    [("timeline", "svg"), ("report", "pdf"), ("report", "svg"), ("milestones", "pdf")]
    if not MEASURED
    else list(product(("status", "check", "milestones", "timeline", "report", "owners", "show A1"), FORMATS)),
)
def test_a_page_of_thousands_costs_no_more_than_its_file(tmp_path: Path, view: str, name: str) -> None:
    planted(tmp_path, {"plans/kept.yaml": many_milestones(3_000)})
    found = cost(tmp_path, *view.split(), "-f", name, *AS_OF)
    assert (found.code in (0, 1), b"Traceback" in found.told) == (True, False)
    assert found.megabytes < 300
    assert found.seconds < (2 if MEASURED else 10)
