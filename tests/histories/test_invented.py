"""A check of a history finds everything that was planted in it, and nothing else.

A few invented histories are tried with the other tests; `FUZZ_EXAMPLES=200` tries as many.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from commands.running import Run
from histories.example import ANSWERS, make_example
from histories.invented import invented
from repository import NEEDS_GIT, write_repository

pytestmark = NEEDS_GIT
SEEDS = range(int(os.environ.get("FUZZ_EXAMPLES", "0")) or 6)
# The rule, the item, the commit, and what was there before and after.
Found = tuple[str, str, str, str, str]
# Rules that give times, or titles, as what was before and after.
UNCOMPARED = ("commit-dates-backwards", "item-removed")


def found(pap: Run, root: Path) -> Counter[Found]:
    ran = pap("-C", str(root), "check", "--history", "--select", "PAP7", "--as-of", "2018-12-31", "-f", "json")
    assert ran.code in (0, 1), ran.err
    return Counter(
        _found(one["rule"], one["item"], one["commit"], one["before"], one["after"])
        for one in json.loads(ran.out)["diagnostics"]
    )


def _found(rule: str, item: str | None, commit: str, before: str | None, after: str | None) -> Found:
    values = ("", "") if rule in UNCOMPARED else (_number(before), _number(after))
    return (rule, item or "", commit, *values)


def _number(text: str | None) -> str:
    try:
        return str(float((text or "").replace(",", "")))
    except ValueError:
        return text or ""


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_was_planted_and_nothing_else(pap: Run, tmp_path: Path, seed: int) -> None:
    history = invented(seed)
    ids = write_repository(tmp_path, history.commits)
    planted = Counter(_found(one.rule, one.item, ids[one.commit], one.before, one.after) for one in history.planted)
    assert found(pap, tmp_path / history.folder) == planted


def test_nothing_in_a_history_without_any(pap: Run, tmp_path: Path) -> None:
    history = invented(1, planted=False)
    write_repository(tmp_path, history.commits)
    assert found(pap, tmp_path / history.folder) == Counter()


def test_the_answers_of_the_example(pap: Run, tmp_path: Path) -> None:
    make_example(tmp_path)
    expected = Counter(
        _found(one["rule"], one["item"], one["commit"], one["before"], one["after"]) for one in ANSWERS["found"]
    )
    assert found(pap, tmp_path) == expected
