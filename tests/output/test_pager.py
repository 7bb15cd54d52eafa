"""Colour in a pager: only in one that passes it through."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest

from pap_cli.output import pager

TEXT = "\x1b[1;31mred\x1b[0m\n" * 200


@pytest.mark.parametrize(
    ("command", "environ", "passed"),
    [
        ("less", {}, True),
        ("less -X", {}, True),
        ("less", {"LESS": "R"}, True),
        ("less", {"LESS": "-i -MR"}, True),
        ("less", {"LESS": "-i"}, False),
        ("less", {"LESS": ""}, False),
        ("less -X", {"LESS": "FX"}, False),
        ("less -FRX", {"LESS": "-i"}, True),
        ("less -r", {"LESS": "-i"}, True),
        ("less --RAW-CONTROL-CHARS", {"LESS": ""}, True),
        ("less -PReady", {"LESS": ""}, False),
        ("less --quit-if-one-screen", {"LESS": ""}, False),
        ("more", {}, False),
        ("more", {"LESS": "R"}, False),
        ("most", {}, False),
        ("bat --plain", {}, True),
        ("moar", {}, True),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a script with a first line for its program")
def test_only_a_pager_that_passes_colour_through_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, environ: Mapping[str, str], passed: bool
) -> None:
    name, *options = command.split()
    program = tmp_path / name
    program.write_text(f"#!/bin/sh\ncat > '{tmp_path}/shown'\n", encoding="utf-8")
    program.chmod(0o755)
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    named = " ".join([str(program), *options])
    assert pager.shown_in_pager(TEXT, {"PATH": os.environ["PATH"], "PAP_PAGER": named, **environ})
    shown = (tmp_path / "shown").read_text(encoding="utf-8")
    assert ("\x1b" in shown) is passed
    assert shown.count("red\n" if not passed else "red\x1b[0m\n") == 200
