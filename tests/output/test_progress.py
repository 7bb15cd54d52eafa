"""The bar: there for a person who waits, and nowhere else."""

from __future__ import annotations

import io
import threading

import pytest

from commands.running import Run
from pap_cli.output import progress as _progress
from pap_cli.output.progress import Progress


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def wait() -> None:
    """Wait until the timer has run."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(10)


def test_the_bar_appears_in_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(_progress, "DELAY", 0)
    progress = Progress({}, "auto")
    progress.reading(3, 10)
    progress.begin()
    wait()
    progress.end()
    assert "Reading files" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K"), "the line is cleared"


def test_the_bar_does_not_appear_in_a_short_run(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    progress = Progress({}, "auto")
    progress.begin()
    progress.reading(10, 10)
    progress.end()
    wait()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("tty", "environ"), [(False, {}), (True, {"TERM": "dumb"})])
def test_no_bar_on_a_pipe_or_a_dumb_terminal(
    monkeypatch: pytest.MonkeyPatch, tty: bool, environ: dict[str, str]
) -> None:
    monkeypatch.setattr(_progress, "DELAY", 0)
    stream = Terminal() if tty else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    progress = Progress(environ, "auto")
    progress.begin()
    wait()
    progress.end()
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("workspace")
def test_a_command_on_a_pipe_shows_no_bar(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_progress, "DELAY", 0)
    assert pap("status", "--as-of", "2016-10-14").err == ""
