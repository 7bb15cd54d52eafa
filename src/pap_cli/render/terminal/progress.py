"""A progress bar for long runs on a terminal, removed at the end."""

from __future__ import annotations

from typing import TextIO


class Bar:
    """A progress bar on one line, redrawn until it is stopped and then removed."""

    def __init__(self, stream: TextIO, *, colour: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        console = Console(file=stream, force_terminal=True, no_color=not colour, highlight=False, markup=False)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30, style="dim", complete_style="bold", finished_style="bold", pulse_style="bold"),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("pap", total=None)

    def start(self) -> None:
        """Draw the bar."""
        self._progress.start()

    def show(self, words: str, done: int, total: int | None) -> None:
        """Show what is being done and how much is done; without a total, only that it continues."""
        self._progress.update(self._task, description=words, completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar."""
        self._progress.stop()
