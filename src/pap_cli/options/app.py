"""One command as a Typer app of its own, so that a file is all it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from pap_cli.cache.output import Answer


def single(example: str) -> Callable[[Callable[..., None]], typer.Typer]:
    """Make a function the one command of an app, with an example at the end of its help."""

    def decorate(function: Callable[..., None]) -> typer.Typer:
        app = new_app()
        app.command(cls=SparingCommand, epilog=f"Example:  {example}")(function)
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


class Sparing:
    """A command or a group whose options load no more than they need.

    Typer (0.29) builds a pydantic adapter for every option of a command that is run, given or not, which costs more
    than all the rest of `pap`.  Here text stays the text that was typed, and what was not given is nothing.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, each taught to spare pydantic."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if "process_value" not in vars(param):
                param.process_value = _sparing(param)
        return params


class SparingCommand(Sparing, TyperCommand):
    """A command that spares pydantic."""


def _sparing(param: Any) -> Callable[[Any, Any], Any]:
    convert = param.process_value
    many = param.multiple or param.nargs == -1
    text = getattr(getattr(param, "type_descriptor", None), "annotation", None) in (str, list[str])

    def process_value(ctx: Any, value: Any) -> Any:
        if value is None:
            value = () if many else None
        elif not (text and isinstance(value, (list, tuple) if many else str)):
            return convert(ctx, value)
        if param.required and param.value_is_missing(value) and not ctx.resilient_parsing:
            return convert(ctx, value)
        return value if param.callback is None else param.callback(ctx, param, value)

    return process_value


class Invocation:
    """What is known before a command's own words: the folder named before it, and where its answer is to be kept."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.workspace: str | None = None
        self.answer = answer


def invocation(context: typer.Context) -> Invocation:
    """What is known of this run of the program."""
    known = context.find_root().obj
    return known if isinstance(known, Invocation) else Invocation()
