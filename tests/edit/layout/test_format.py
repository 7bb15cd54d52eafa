"""Files in their layout: keys in order with their comments, empty lines alike, the same meaning, and done in one go."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.running import Run
from edit.layouts import KPIS, PLAN, STYLES, example, workspaces, written
from edit.plain import comments_of, plain
from pap_cli.edit.layout.format import formatted
from pap_cli.edit.order import key_order
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.model.items import Action, Milestone
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile

FILES = int(os.environ.get("FUZZ_EXAMPLES", "0")) or 200
BY_HAND = {
    name: (
        KpiFile if name.startswith("kpi") else PlanFile,
        files["kpis/k.yaml" if name.startswith("kpi") else "plans/p.yaml"],
    )
    for name, files in workspaces().items()
    if name not in STYLES
}


def shuffled(data: Any, rng: random.Random) -> Any:
    """Return data with the keys of every mapping in another order."""
    if isinstance(data, dict):
        keys = list(data)
        rng.shuffle(keys)
        return {key: shuffled(data[key], rng) for key in keys}
    return [shuffled(one, rng) for one in data] if isinstance(data, list) else data


def with_remarks(text: str, rng: random.Random) -> str:
    """Return a file with some comments and empty lines more, anywhere where they change nothing that it means."""
    expected = plain(text)
    for nth in range(rng.randrange(8)):
        lines = text.splitlines(keepends=True)
        line_break = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
        at = rng.randrange(len(lines))
        line = rng.choice(["", " " * rng.randrange(12) + f"# remark {nth}"])
        changed = "".join([*lines[:at], line + line_break, *lines[at:]])
        try:
            text = changed if plain(changed) == expected else text
        except yaml.YAMLError:
            continue
    return text


def drawn(seed: int) -> tuple[type[Any], str]:
    """Return a file with keys in any order and comments anywhere, and the class of its entries."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    if rng.random() < 0.3:
        cls, content = BY_HAND[rng.choice(sorted(BY_HAND))]
        text = content.decode("utf-8-sig")
    else:
        cls, data = rng.choice([(PlanFile, PLAN), (KpiFile, KPIS)])
        text = written(shuffled(data, rng), STYLES[rng.choice(sorted(STYLES))]).decode("utf-8-sig")
    return cls, with_remarks(text, rng)


def pairs(text: str) -> Counter[tuple[str, str]]:
    """Count comments on lines of their own with the line directly below, where that has a key."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    lines[0] = ""  # the head of the file stays
    found = zip(lines, (re.sub(r"^(- +)+", "", line) for line in lines[1:]), strict=False)
    return Counter(
        (line, below)
        for line, below in found
        if line.startswith("# above") and not line.startswith("# above entry") and re.match(r"\w+:", below)
    )


@pytest.mark.parametrize("part", range(4))
def test_a_file_means_the_same_keeps_its_comments_and_is_done_at_once(part: int) -> None:
    for seed in range(part, FILES, 4):
        cls, text = drawn(seed)
        try:
            result = formatted(text, cls)
        except NotCleanError as error:
            assert "duplicate key" in str(error)  # noqa: PT017 - the others are bugs
            continue
        assert plain(result) == plain(text), seed
        assert Counter(comments_of(result)) == Counter(comments_of(text)), seed
        assert pairs(text) - pairs(result) == Counter(), seed
        assert formatted(result, cls) == result, seed
        assert set(re.findall(r"\r\n|\r|\n", result)) == set(re.findall(r"\r\n|\r|\n", text)), seed


def test_a_text_that_keeps_its_lines_does_not_move_above_an_empty_line() -> None:
    text = (
        "actions:\n  - id: A1\n    notes:\n      - |+\n        Kept\n\n    title: Write\n    owner: head\n\n"
        "  - id: A2\n    title: Visit\n"
    )
    assert formatted(text, PlanFile) == text


@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_keys_are_in_order_in_every_style(style: str) -> None:
    text = written(shuffled(PLAN, random.Random(1)), STYLES[style]).decode("utf-8-sig")  # noqa: S311 - no secret
    result = plain(formatted(text, PlanFile))
    assert list(result) == [key for key in key_order(PlanFile) if key in result]
    for cls, entry in of_steps(result):
        assert list(entry) == [key for key in key_order(cls) if key in entry]


def of_steps(content: Any) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    for action in content["actions"]:
        yield Action, action
        yield from ((Milestone, one) for one in action.get("milestones", ()))


def test_the_example_is_in_this_layout() -> None:
    for name, content in example().items():
        if name.endswith(".yaml"):
            text = content.decode()
            assert formatted(text, PlanFile if name.startswith("plans") else KpiFile) == text, name


@pytest.mark.parametrize("name", ["example", "template"])
def test_what_init_writes_is_in_this_layout(name: str, pap: Run, tmp_path: Path) -> None:
    options = ("--example",) if name == "example" else ()
    assert pap("init", *options, str(tmp_path / name)).code == 0
    ran = pap("fmt", "--check", "--workspace", str(tmp_path / name))
    assert ran.code == 0, ran.out
