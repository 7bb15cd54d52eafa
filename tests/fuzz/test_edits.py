"""Random changes by command in every layout: no foreign line changes, files mean what they should, undo works.

Seed by seed the same, so that a failure is repeated by its number.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from edit.changing import change_at_random, write
from edit.layouts import example, workspaces
from pap_cli.load.workspace.loader import open_workspace

EDITS = int(os.environ.get("FUZZ_EXAMPLES", "0")) or 300
PARTS = 6
STEPS = 3
WORKSPACES = {**workspaces(), "example": example()}
NAMES = [*sorted(WORKSPACES), *["example"] * 3]


@pytest.mark.parametrize("part", range(PARTS))
def test_random_changes(part: int, tmp_path: Path) -> None:
    done = 0
    seed = part
    what: Counter[str] = Counter()
    while done < EDITS / PARTS:
        rng = random.Random(seed)  # noqa: S311 - no secret
        name = NAMES[seed % len(NAMES)]
        root = tmp_path / str(seed)
        workspace = write(root, WORKSPACES[name])
        for step in range(STEPS):
            try:
                did, edited = change_at_random(workspace, rng)
            except Exception as error:
                error.add_note(f"seed {seed}, step {step}, layout {name}")
                raise
            what[did.split(" ")[0]] += 1
            if edited is not None:
                done += 1
                for file in edited.files:
                    file.path.write_bytes(file.after or b"")
                workspace = open_workspace(root.resolve())
        seed += PARTS
    assert what["refused:"] < done  # most are made
