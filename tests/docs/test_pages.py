"""Every code block of the pages runs, and prints what the page says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import ROOT
from docs.pages import Session, abridged, matches, played

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/examples/README.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    text = page.read_text(encoding="utf-8")
    session = Session(tmp_path, monkeypatch, capsys)
    session.start("empty")
    now = played(text, session)
    if request.config.getoption("--update-docs"):
        page.write_text(now, encoding="utf-8")
    else:
        assert text == now, f"run pytest tests/docs --update-docs, then read git diff {page.relative_to(ROOT)}"


@pytest.mark.parametrize(
    ("shown", "printed", "new"),
    [
        ("one\n", "one\n", "one\n"),
        ("one\n", "two\n", "two\n"),
        ("one\n…\n", "two\nthree\nfour\n", "two\n…\n"),
        ("…\nlast\n", "two\nthree\nfour\n", "…\nfour\n"),
        ("a one\n…\nb two\n…\nc three\n", "A one\nx\nB two\ny\nC three\n", "A one\n…\nB two\n…\nC three\n"),
        ("one t…\n", "six and more\n", "six a…\n"),
        ("in …/pap.sh\n", "in /home/pap.sh\n", "in …/pap.sh\n"),
    ],
)
def test_an_output_is_cut_where_it_was_cut(shown: str, printed: str, new: str) -> None:
    assert abridged(shown, printed) == new
    assert matches(new, printed)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("```sh\npap nonsense\n```\n", "ended with 2"),
        ("```yaml\na: 1\n```\n", "line 1: this yaml block is neither run nor marked"),
        ("```text\nwords\n```\n", "line 1: this text block is neither run nor marked"),
        ("<!-- file: plans/p.yaml -->\n```yaml\nplan: {idd: p}\n```\n", "line 2: .*idd"),
    ],
)
def test_a_page_that_is_wrong_fails(
    page: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(tmp_path, monkeypatch, capsys)
    session.start("empty")
    with pytest.raises(AssertionError, match=reason):
        played(page, session)
