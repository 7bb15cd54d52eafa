"""The example of a history is the same everywhere, and its answers are those of its script."""

from __future__ import annotations

from pathlib import Path

import pytest

from histories.example import ANSWERS, make_example
from pap_cli.load.known import held_on
from pap_cli.model.known_on import When
from repository import NEEDS_GIT, git

pytestmark = NEEDS_GIT


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example(tmp_path_factory.mktemp("example"))


def test_its_commits_have_the_same_ids_everywhere(example: Path) -> None:
    line = git(example, "log", "--reverse", "--format=%H %s").splitlines()
    titles = dict(one.split(" ", 1) for one in line)
    assert len(titles) == ANSWERS["commits"]
    assert git(example, "rev-parse", "main") == ANSWERS["head"]
    for answer in (*ANSWERS["found"], *ANSWERS["not_found"]):
        assert titles[answer["commit"]] == answer["title"]


def test_its_clock_runs_backwards_once(example: Path) -> None:
    times = git(example, "log", "--first-parent", "--reverse", "--format=%H %ct").split()
    moments = [int(moment) for moment in times[1::2]]
    back = [id for id, one, before in zip(times[2::2], moments[1:], moments, strict=False) if one < before]
    assert back == [answer["commit"] for answer in ANSWERS["found"] if answer["rule"] == "commit-dates-backwards"]


def test_every_version_can_be_read(example: Path) -> None:
    chosen = git(example, "rev-list", "--first-parent", "main").split()[::12]
    problems = [one for id in chosen for one in held_on(example, When(revision=id)).workspace().diagnostics]
    assert {problem.rule.name for problem in problems} <= {"unknown-id"}  # of the approver who is nobody
