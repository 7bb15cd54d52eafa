"""`pap help`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from pap_cli.errors import PapError
from pap_cli.options.app import single


def _completed(ctx: typer.Context, incomplete: str) -> list[str]:
    group: Any = ctx.find_root().command
    return [name for name in group.list_commands(ctx) if name.startswith(incomplete)]


@single(example="pap help status")
def app(
    context: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND",
            help="A command, such as status, or config show. Without one: the commands.",
            autocompletion=_completed,
        ),
    ] = None,
) -> None:
    """Show the help of a command, as pap COMMAND --help does."""
    from pap_cli.output.write import write_out

    current: Any = context.find_root()
    for word in command or ():
        current = _below(current, word)
    write_out(current.get_help() + "\n")


def _below(above: Any, word: str) -> Any:
    """Return the context of a command below another.

    Raises:
        PapError: if there is no such command.
    """
    if not hasattr(above.command, "list_commands"):
        shown = above.command_path
        raise PapError(f"{shown} has no commands, so “{word}” is not one", f"run  pap help {shown.partition(' ')[2]}")
    _, found, _ = above.command.resolve_command(above, [word])
    return found.context_class(found, info_name=word, parent=above, **found.context_settings)
