"""One run of `pap` over any files at all, and what has to hold of it."""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hostile.streams import harmless
from load.yaml.parsers import without_libyaml
from pap_cli import cli
from pap_cli.formats import find_format
from render.formats import TEXT_FORMATS

FORMATS = [name for name in TEXT_FORMATS if find_format(name).takes("findings") and name != "svg"]
LISTS = ("status", "milestones", "kpis", "actions", "owners", "reviews", "timeline", "recommendations")
KEPT = b"""\
plan: {id: kept, title: A plan that nobody touches, start: 2016-01-04}
owners: {head: Head}
actions:
- id: K1
  title: T
  owner: head
  scope: corporate
  milestones: [{id: K1.1, title: M, due: 2016-09-30}]
"""


class _Stream(io.TextIOWrapper):
    """A stream in UTF-8 that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def run(*words: str) -> tuple[int, str, str]:
    """Run `pap` in this process: its exit code, and what it wrote to standard output and standard error."""
    before = sys.argv, sys.stdout, sys.stderr
    out, err = _Stream(), _Stream()
    sys.argv, sys.stdout, sys.stderr = ["pap", *words], out, err
    code = 0
    try:
        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv, sys.stdout, sys.stderr = before
        gc.enable()
    return code, out.text(), err.text()


@contextmanager
def workspace(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A workspace of some files, beside one plan that is well."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        for name, data in {"plans/kept.yaml": KEPT, **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        yield root


def survives(files: Mapping[str, bytes], command: str) -> None:
    """Make sure that files are read, told of in every format, and assessed beside a plan that is well."""
    with workspace(files) as root, patch("os.fsync"):
        at = ("-C", str(root), "--as-of", "2016-10-14")
        code, out, err = run("check", *at, *(f"--report={name}={root}/out.{name}" for name in FORMATS))
        assert code in (0, 1), err
        assert err == ""
        harmless("full", out)
        with without_libyaml():
            assert run("check", *at) == (code, out, err)
        for name in FORMATS:
            harmless(name, (root / f"out.{name}").read_bytes().decode("utf-8"))
        for found in json.loads((root / "out.json").read_text(encoding="utf-8"))["diagnostics"]:
            in_its_file(found, root)
        code, out, err = run(command, *at)
        assert code == 0, err
        harmless("plain", out)
        harmless("messages", err)
        code, out, err = run("-C", str(root), "config", "show")
        assert code == 0, err
        harmless("plain", out)
        code, out, err = run("milestones", *at, "--plan", "kept", "-f", "json")
        assert code == 0, err
        assert [one["id"] for one in json.loads(out)["milestones"]] == ["K1.1"]


def in_its_file(found: Mapping[str, Any], root: Path) -> None:
    """Make sure that a finding has words, and a place that is there."""
    assert found["message"]
    if not found["path"] or found["line"] is None:
        return
    text = (root / found["path"]).read_bytes().removeprefix(BOM_UTF8).decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, end = (found["line"], found["column"]), (found["end_line"], found["end_column"])
    assert (1, 1) <= start <= end, found
    for line, column in (start, end):
        assert line <= len(lines), found
        assert column <= len(lines[line - 1]) + 2, found  # a line that ends in CR LF has one character more
