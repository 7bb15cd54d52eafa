"""A renamed item is found by the ID that it had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run


@pytest.fixture
def renamed(workspace: Path) -> Path:
    (plan,) = (workspace / "plans").glob("*.yaml")
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace("{id: A1.1, title: Published,", "{id: A1.1, title: Published, was: [OLD, OLDER],"), "utf-8"
    )
    return workspace


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("id", ["A1.1", "OLD", "OLDER"])
def test_an_item_is_found_by_each_of_its_ids(pap: Run, id: str) -> None:
    ran = pap("show", id, "--as-of", "2016-10-14")
    assert ran.out.startswith("A1.1 Published")
    assert "Earlier ID  OLD, OLDER" in ran.out
    found = json.loads(pap("show", id, "--as-of", "2016-10-14", "-f", "json").out)
    assert found["was"] == ["OLD", "OLDER"]


@pytest.mark.usefixtures("workspace")
def test_an_item_that_was_never_renamed_says_nothing(pap: Run) -> None:
    assert "Earlier" not in pap("show", "A1.1").out
    assert "was" not in json.loads(pap("show", "A1.1", "-f", "json").out)
