"""The commands that read spreadsheets say in a sentence why they do not read one; the rest is in tests/sheets/book."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Run
from sheets.book.bombs import BOMBS, end_of


@pytest.mark.parametrize("command", ["plan", "kpis"])
@pytest.mark.parametrize("name", ["zip bomb", "entities", "deep", "repeated rows in .ods", "CSV of quotes"])
def test_a_bomb_is_one_sentence(workspace: Path, pap: Run, command: str, name: str) -> None:
    file = workspace / f"t.{end_of(name)}"
    file.write_bytes(BOMBS[name][0](20_000 if name != "zip bomb" else 150_000))
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    ran = pap("import", command, file.name, "--yes", "--no-input")
    assert (ran.code, ran.out) == (2, "")
    message, help = ran.err.splitlines()
    assert message.startswith(f"pap: {file.name}: ")
    assert help.startswith("  ")
    assert before == {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
