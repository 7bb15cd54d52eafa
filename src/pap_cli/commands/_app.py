"""One command as a Typer app of its own, so that a file is all it takes."""

from __future__ import annotations

from collections.abc import Callable

import typer


def single(example: str) -> Callable[[Callable[..., None]], typer.Typer]:
    """Make a function the one command of an app, with an example at the end of its help."""

    def decorate(function: Callable[..., None]) -> typer.Typer:
        app = new_app()
        app.command(epilog=f"Example:  {example}")(function)
        return app

    return decorate


def new_app(epilog: str | None = None) -> typer.Typer:
    """An app with the settings that all commands share."""
    return typer.Typer(
        add_completion=False,
        epilog=epilog,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
