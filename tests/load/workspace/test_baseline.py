"""The file of a baseline: what is written is read again, and what is none is said so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.errors import PapError
from pap_cli.load.workspace.baseline import baseline_text, read_baseline
from pap_cli.model.baseline import Accepted

entries = st.lists(st.builds(Accepted, st.text(min_size=1), st.text(), st.text(), st.integers(1, 10**9)))


@given(entries)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, listed: list[Accepted]) -> None:
    path = tmp_path_factory.getbasetemp() / "baseline.json"
    path.write_text(baseline_text(listed), encoding="utf-8")
    assert read_baseline(path) == tuple(listed)


def test_a_finding_stands_on_a_line_of_its_own() -> None:
    text = baseline_text([Accepted("milestone-overdue", "p", "A1"), Accepted("kpi-stale", "p", "k", 2)])
    lines = [line for line in text.splitlines() if "rule" in line]
    assert len(lines) == 2
    assert "count" not in lines[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1:1"),
        ('{"version": 1,\n "findings": [}', ":2:15"),
        ("[]", "not a baseline"),
        ('{"version": 2, "findings": []}', "version"),
        ('{"version": 1, "findings": {}}', "version"),
        ('{"version": 1, "findings": [1]}', "finding 1"),
        ('{"version": 1, "findings": [{"rule": "a"}, {"plan": "p"}]}', "finding 2"),
        ('{"version": 1, "findings": [{"rule": "a", "line": 3}]}', "finding 1"),
        ('{"version": 1, "findings": [{"rule": "a", "count": true}]}', "finding 1"),
        ('{"version": 1, "findings": [{"rule": "a", "count": 0}]}', "finding 1"),
        ('{"version": 1, "findings": [{"rule": 7}]}', "finding 1"),
        ("[" * 100_000, "not a baseline"),
        ('{"version": ' + "9" * 10_000 + "}", "not a baseline"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PapError) as raised:
        read_baseline(path)
    assert told in raised.value.message
    assert raised.value.help


def test_a_baseline_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes(b'{"version": 1, "findings": [], "caf\xe9": 1}')
    for name in ("none.json", ".", "latin.json"):
        with pytest.raises(PapError):
            read_baseline(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")
@pytest.mark.parametrize("kind", ["device", "pipe", "link"])
def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "baseline.json"
    if kind == "device":
        path = Path("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(PapError, match="not a regular file"):
        read_baseline(path)


def test_a_mark_at_the_beginning_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(b"\xef\xbb\xbf" + baseline_text([Accepted("kpi-stale", "p", "k")]).encode())
    assert read_baseline(path) == (Accepted("kpi-stale", "p", "k"),)
