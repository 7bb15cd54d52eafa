"""The Typer app, and the only place where an error becomes a message and an exit code.

Commands are the modules of `commands/`, imported only when they are run or listed, so that `pap --version` and
completion stay fast.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from pap_cli import __version__, commands
from pap_cli.errors import PapError
from pap_cli.options.app import WithoutPydantic
from pap_cli.output.write import replace_unencodable

if TYPE_CHECKING:
    from pap_cli.cache.output import CachedOutput

ISSUES_URL = "https://github.com/pap-cli/pap/issues"
# Commands listed first in the help; the others follow alphabetically.
_ORDER = ("status", "check", "show", "timeline")


def command_names() -> list[str]:
    """Return the names of all commands: the modules of `commands/` that do not start with `_`."""
    found = sorted(module.name for module in iter_modules(commands.__path__) if not module.name.startswith("_"))
    return sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))


class LazyGroup(WithoutPydantic, TyperGroup):
    """A group whose commands are imported when they are used."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        names: dict[str, Any] = dict.fromkeys(command_names())
        self.commands = names  # for "did you mean": the names alone

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, without importing any."""
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of this name; None if there is none."""
        if cmd_name not in command_names():
            return None
        app: typer.Typer = import_module(f"{commands.__name__}.{cmd_name}").app
        command = get_command(app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name of the command, the command and its arguments.

        Raises:
            PapError: if there is no such command.
        """
        word = args[0] if args else ""
        if word and word[0] != "-" and word not in command_names() and not ctx.resilient_parsing:
            raise PapError(f"no command “{word}”", _command_instead(word))
        return super().resolve_command(ctx, args)


def _command_instead(word: str) -> str:
    from pap_cli.advice.commands import command_advice
    from pap_cli.diagnostics import nearest

    near = nearest(word, command_names())
    return command_advice(word) or (f"did you mean {near}?" if near else "list the commands with  pap --help")


app = typer.Typer(
    name="pap",
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="To start, run  pap init --example.  In a workspace, run  pap status.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from pap_cli.output.write import write_out

        write_out(f"pap {__version__}\n")
        raise typer.Exit


@app.callback()
def pap(
    workspace: Annotated[
        str | None,
        typer.Option(
            "-C",
            "--workspace",
            metavar="DIR",
            help="Folder that contains plans/ and kpis/. Default: the current folder, or the nearest one above it.",
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error in pap itself.")] = False,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Track a priority action plan and its KPIs: what is late, what is due next and what has really changed."""


def main(cached: CachedOutput | None = None) -> None:
    """Run pap and exit: code 0, 1 on findings, 2 on an error of the user or of pap, 130 on Ctrl-C.

    The output of a command that may be cached is written to `cached`.
    """
    replace_unencodable()
    debug = "--debug" in sys.argv  # accepted anywhere, because users add it to the end of a command that failed
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    out = sys.stdout
    gc.disable()  # a command is short, and needs most of its objects to the end
    try:
        with _completion():
            get_command(app)(args=arguments, prog_name="pap", obj=cached)
    except SystemExit:
        if sys.stdout is out:
            raise
        from pap_cli.output.write import discard_output

        discard_output()  # the reader of the help closed the pipe; Typer would exit with 1, which means findings
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except PapError as error:
        fail(error)
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exc()
        elif isinstance(error, OSError) and error.errno == errno.ENOSPC:
            from pap_cli.output.write import discard_output

            discard_output()  # Typer's help is still in the buffer and would fail again at exit
            _write_error("pap: cannot write the output: no space left on device", "")
        else:
            _write_error(
                f"pap: internal error in pap, not in your files ({type(error).__name__})",
                f"run the same command with --debug and report the output at {ISSUES_URL}",
            )
        sys.exit(2)


def _completion() -> AbstractContextManager[None]:
    """Return what a completion for bash runs in; nothing for anything else."""
    if os.environ.get("_PAP_COMPLETE") != "complete_bash":
        return nullcontext()
    from pap_cli.options.completion import for_bash

    return for_bash(os.environ)


def fail(error: PapError) -> NoReturn:
    """Report an error of the user and exit with code 2."""
    _write_error(f"pap: {error.message}", error.help)
    sys.exit(2)


def _write_error(message: str, help: str) -> None:
    """Write an error message and its help to stderr."""
    from pap_cli.output.write import write_error
    from pap_cli.render.text import printable

    lines = message.split("\n  ")  # several errors at once
    write_error("\n  ".join(map(printable, lines)) + "\n" + (f"  {printable(help)}\n" if help else ""))
