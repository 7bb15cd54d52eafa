"""Programs that keep dated things in text files, asked what `pap check` is asked: what is overdue on a day.

Each is given the same milestones in its own format, with as much of them as it has room for: an id, a title, the date
in force, and whether it was delivered.  None of them knows extensions, evidence, KPIs or reviews; `bean-check` reads
and checks the ledger without answering.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from make_plan import AS_OF, START, Step, make


@dataclass(frozen=True)
class Peer:
    """A program: its name, what it needs to be installed, and how its files and its question are written."""

    name: str
    program: str
    prepare: Callable[[Path, int, str], tuple[str, ...]]
    """Writes the files of so many milestones into a folder; gives the command that asks."""
    environ: Mapping[str, str] = field(default_factory=dict)

    def installed(self) -> str | None:
        """Where the program is; None if it is not here."""
        return shutil.which(self.program)


def _taskwarrior(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    """Taskwarrior's own `overdue` looks at the clock, so the day is given in the filter."""
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder / 'tasks'}\nconfirmation=off\nverbose=nothing\n", encoding="utf-8")
    tasks = folder / "tasks.json"
    with tasks.open("w", encoding="utf-8") as out:
        for number in range(milestones):
            step = Step.of(number)
            entry = {
                "uuid": str(uuid.UUID(int=number + 1)),
                "description": f"A{number} {step.words}",
                "status": "pending" if step.completed is None else "completed",
                "entry": f"{START:%Y%m%d}T000000Z",
                "due": f"{step.current:%Y%m%d}T000000Z",
            }
            if step.completed is not None:
                entry["end"] = f"{step.completed:%Y%m%d}T000000Z"
            out.write(json.dumps(entry) + "\n")
    base = (program, f"rc:{settings}")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*base, "import", str(tasks)], check=True, **quiet)
    return (*base, "status:pending", f"due.before:{AS_OF}", "list")


def _hledger(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    journal = folder / "plan.journal"
    with journal.open("w", encoding="utf-8") as out:
        for number in range(milestones):
            step = Step.of(number)
            mark = "!" if step.completed is None else "*"
            out.write(f"{step.current} {mark} A{number} {step.words}\n    milestones:due  1\n    plan\n\n")
    return (program, "-f", str(journal), "register", "--pending", f"date:..{AS_OF}", "milestones")


def _ledger(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    _hledger(folder, milestones, program)
    ask = ("register", "--pending", "--end", str(AS_OF), "milestones")
    return (program, "-f", str(folder / "plan.journal"), *ask)


def _topydo(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    tasks = folder / "todo.txt"
    with tasks.open("w", encoding="utf-8") as out:
        for number in range(milestones):
            step = Step.of(number)
            done = "" if step.completed is None else f"x {step.completed} "
            out.write(f"{done}{START} A{number} {step.words} due:{step.current}\n")
    settings = folder / "topydo.conf"
    settings.write_text("[topydo]\ncolors = 0\n", encoding="utf-8")
    return (program, "-c", str(settings), "-t", str(tasks), "ls", f"due:<{AS_OF}")


def _yamllint(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    """The plan's own files, for their form alone."""
    make(folder, milestones)
    return (program, "--no-warnings", "-d", "{extends: relaxed, rules: {line-length: disable}}", str(folder))


def _check_jsonschema(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    """The plan's own files beside the schema that `pap` gives to editors, for their form alone."""
    make(folder, milestones)
    schema = Path(__file__).resolve().parent.parent / "schema" / "plan.json"
    return (program, "--schemafile", str(schema), *sorted(map(str, (folder / "plans").rglob("*.yaml"))))


def _beancount(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    return (program, "--no-cache", str(_beancount_ledger(folder, milestones)))


def _beancount_cached(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    """Run once before the measured runs, so that they read the cache; it has one only if reading takes a second."""
    ledger = str(_beancount_ledger(folder, milestones))
    subprocess.run([program, ledger], check=True, stdout=subprocess.DEVNULL)
    return (program, ledger)


def _beancount_ledger(folder: Path, milestones: int) -> Path:
    ledger = folder / "plan.beancount"
    with ledger.open("w", encoding="utf-8") as out:
        out.write("2000-01-01 open Assets:Milestones\n2000-01-01 open Equity:Plan\n\n")
        for number in range(milestones):
            step = Step.of(number)
            mark = "!" if step.completed is None else "*"
            out.write(f'{step.current} {mark} "A{number}" "{step.words}"\n')
            out.write("  Assets:Milestones  1 MILESTONE\n  Equity:Plan  -1 MILESTONE\n\n")
    return ledger


def _taskjuggler(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    plan = folder / "plan.tjp"
    with plan.open("w", encoding="utf-8") as out:
        out.write(f'project plan "Plan" {START} +3y {{\n  now {AS_OF}\n}}\n')
        for number in range(milestones):
            step = Step.of(number)
            done = 0 if step.completed is None else 100
            out.write(f'task a{number} "{step.words}" {{ start {step.current} milestone complete {done} }}\n')
        late = f"~((plan.end < {AS_OF}) & (plan.complete < 100))"
        out.write(f'taskreport "overdue" {{\n  formats csv\n  columns id, end, complete\n  hidetask {late}\n}}\n')
    return (program, "--silent", "--output-dir", str(folder), str(plan))


def _dbt(folder: Path, milestones: int, program: str) -> tuple[str, ...]:
    """dbt knows no tasks; an exposure is what comes nearest: a name, an owner, a description, and dates as its meta."""
    (folder / "dbt_project.yml").write_text("name: plan\nversion: 1.0.0\nprofile: plan\n", encoding="utf-8")
    target = "plan: {target: it, outputs: {it: {type: duckdb, path: ':memory:'}}}\n"
    (folder / "profiles.yml").write_text(target, encoding="utf-8")
    (folder / "models").mkdir()
    with (folder / "models" / "plan.yml").open("w", encoding="utf-8") as out:
        out.write("version: 2\nexposures:\n")
        for number in range(milestones):
            step = Step.of(number)
            out.write(
                f"  - name: a{number}\n    type: analysis\n    owner: {{name: Head}}\n"
                f"    description: {json.dumps(step.words)}\n    meta: {{due: '{step.current}'}}\n"
            )
    places = ("--project-dir", str(folder), "--profiles-dir", str(folder))
    return (program, "--no-send-anonymous-usage-stats", "parse", "--no-partial-parse", *places)


PEERS = (
    Peer("Taskwarrior: task due.before list", "task", _taskwarrior),
    Peer("ledger: register --pending", "ledger", _ledger),
    Peer("hledger: register --pending", "hledger", _hledger, {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}),
    Peer("beancount: bean-check", "bean-check", _beancount),
    Peer("beancount: bean-check, with its cache", "bean-check", _beancount_cached),
    Peer("topydo: ls due:<", "topydo", _topydo),
    Peer("yamllint: the form of the same files", "yamllint", _yamllint),
    Peer("check-jsonschema: the form of the same files", "check-jsonschema", _check_jsonschema),
    Peer("dbt: parse", "dbt", _dbt, {"DO_NOT_TRACK": "1"}),
    Peer("TaskJuggler: tj3, a report in CSV", "tj3", _taskjuggler),
)


def prepared(peer: Peer, folder: Path, milestones: int) -> tuple[str, ...] | None:
    """The command that asks a program about so many milestones; None where it is not installed."""
    program = peer.installed()
    if program is None:
        return None
    own = folder / f"{peer.name.replace(':', '').replace(' ', '-').replace('<', '')}-{milestones}"
    own.mkdir(parents=True)
    return peer.prepare(own, milestones, program)
