"""A progress bar on a terminal, for runs longer than half a second."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pap_cli.render.terminal.progress import Bar

# Seconds until the bar appears.
DELAY = 0.5


class Progress:
    """A progress bar on stderr that appears if a run takes long; never if stderr is not a terminal."""

    def __init__(self, environ: Mapping[str, str], colour: str) -> None:
        self._colour = colour == "always" or (colour == "auto" and not environ.get("NO_COLOR"))
        wanted = sys.stderr is not None and sys.stderr.isatty() and environ.get("TERM") != "dumb"
        self._timer = Timer(DELAY, self._appear) if wanted else None
        self._lock = Lock()
        self._bar: Bar | None = None
        self._ended = False
        self._now: tuple[str, int, int | None] = ("pap", 0, None)

    def begin(self) -> None:
        """Start the timer."""
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()

    def reading(self, done: int, total: int) -> None:
        """Report how many files have been read."""
        self._update(("Reading files", done, total) if done < total else ("Assessing", 0, None))

    def rendering(self, done: int, total: int) -> None:
        """Report how many pages have been rendered."""
        self._update(("Rendering pages", done, total))

    def counting(self, what: str, done: int, total: int) -> None:
        """Report how many sources have been read, or KPIs counted."""
        self._update((what, done, total))

    def end(self) -> None:
        """Remove the bar, or cancel it if it has not appeared."""
        with self._lock:
            self._ended = True
            bar, self._bar = self._bar, None
        if self._timer is not None:
            self._timer.cancel()
        if bar is not None:
            bar.stop()

    def _update(self, now: tuple[str, int, int | None]) -> None:
        self._now = now
        if self._bar is not None:
            self._bar.show(*now)

    def _appear(self) -> None:
        from pap_cli.render.terminal.progress import Bar

        bar = Bar(sys.stderr, colour=self._colour)
        with self._lock:
            if self._ended:
                return
            bar.show(*self._now)
            bar.start()
            self._bar = bar
