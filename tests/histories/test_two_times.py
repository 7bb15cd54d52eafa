"""The two times never mix: `--known-on` sees no later commit, and `--as-of` no later fact.

A report on what was known at a commit differs from one in a checkout of it by the line that says so alone.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from commands.running import Run
from conftest import write_files
from histories.invented import History, invented
from pap_cli.load.known import held_on
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.known_on import When
from repository import NEEDS_GIT, git, write_repository

pytestmark = NEEDS_GIT
SEEDS = range(int(os.environ.get("FUZZ_EXAMPLES", "0")) or 4)


def known_at(history: History, day: date) -> int | None:
    """The number of the last commit of the first-parent line that no later one is before; None before the first."""
    last = None
    for number, one in enumerate(history.commits):
        if one.branch != "main":
            continue
        if datetime.fromtimestamp(one.seconds, UTC).date() > day:  # noon in UTC has the same date in London
            break
        last = number
    return last


@pytest.mark.parametrize("seed", SEEDS)
def test_known_on_sees_no_later_commit(tmp_path: Path, seed: int) -> None:
    history = invented(seed, 25)
    ids = write_repository(tmp_path / "repository", history.commits)
    chance = Random(seed)  # noqa: S311 - the same for every seed
    start = datetime.fromtimestamp(history.commits[0].seconds, UTC).date()
    for day in {start + timedelta(days=chance.randint(0, 200)) for _ in range(4)}:
        held = held_on(tmp_path / "repository" / history.folder, When(day=day))
        number = known_at(history, day)
        assert number is not None
        assert held.known_on.commit == ids[number]
        then = open_workspace(write_files(tmp_path / f"{seed} {day}", history.states[number]))
        assert held.workspace().portfolio == then.portfolio
        assert [str(one) for one in held.workspace().diagnostics] == [str(one) for one in then.diagnostics]


COMMANDS = (
    ("report", "-f", "markdown"),
    ("status", "-f", "json"),
    ("check", "-f", "json"),
    ("milestones", "-f", "csv"),
    ("kpis", "-f", "plain"),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_a_checkout_of_the_commit_but_for_the_line_that_says_so(pap: Run, tmp_path: Path, seed: int) -> None:
    history = invented(seed, 25)
    history.commits[4].files["plans/p/report.md"] = "## Summary\n\nAs the board asked.\n"  # type: ignore[index]
    root = tmp_path / "repository"
    ids = write_repository(root, history.commits)
    number = max(n for n, one in enumerate(history.commits[:20]) if one.branch == "main")
    git(root, "worktree", "add", "--quiet", str(tmp_path / "then"), ids[number])
    as_of = datetime.fromtimestamp(history.commits[number].seconds, UTC).date().isoformat()
    for words in COMMANDS:
        known = pap("-C", str(root / history.folder), *words, "--as-of", as_of, "--known-on", ids[number])
        then = pap("-C", str(tmp_path / "then" / history.folders[number]), *words, "--as-of", as_of)
        assert (known.code, known.err) == (then.code, then.err)
        assert without_line(known.out, words) == then.out


def without_line(text: str, words: tuple[str, ...]) -> str:
    """The output without what says when it was known; a table for programs says nothing."""
    if words[-1] == "csv":
        return text
    if words[-1] == "json":
        facts = json.loads(text)
        assert set(facts.pop("known_on")) == {"day", "commit", "committed"}
        return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"
    lines = text.splitlines(keepends=True)
    (said,) = [number for number, line in enumerate(lines) if "Known on" in line]
    if not lines[said].startswith("- "):  # a sentence below the page, after an empty line
        return "".join(lines[: said - 1] + lines[said + 1 :])
    return "".join(lines[:said] + lines[said + 1 :])


@pytest.mark.parametrize("seed", SEEDS)
def test_as_of_sees_no_later_fact_and_known_on_no_later_commit(pap: Run, tmp_path: Path, seed: int) -> None:
    history = invented(seed, 20, planted=False)
    write_repository(tmp_path, history.commits)
    root = tmp_path / history.folder
    as_of = datetime.fromtimestamp(history.commits[-1].seconds, UTC).date()
    words = ("-C", str(root), "status", "-f", "json", "--as-of", as_of.isoformat())
    before = pap(*words).out
    held = pap(*words, "--known-on", "HEAD").out
    later = as_of + timedelta(days=5)
    step = f"{{id: Z.9, title: Later, due: 2019-01-01, added: {later}, completed: {later}}}"
    more = f"actions:\n  - {{id: Z, title: More, owner: o1, added: {later}, milestones: [{step}]}}\n"
    write_files(root, {"plans/p/later.yaml": more})
    assert pap(*words).out == before
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Later")
    assert pap(*words, "--known-on", "HEAD~1").out == held
    assert pap(*words, "--as-of", (later + timedelta(days=1)).isoformat(), "--known-on", "HEAD~1").out != before
