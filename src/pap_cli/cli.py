"""The Typer app, and the one place where an error becomes a message and an exit code.

Commands are found by looking at the folder `commands/`, and imported only when they are run or listed, so that
`pap --version` and completion stay fast.
"""

from __future__ import annotations

import errno
import gc
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from pap_cli import __version__, commands
from pap_cli.errors import PapError
from pap_cli.options.app import Invocation, Sparing
from pap_cli.output.write import forgive_streams

if TYPE_CHECKING:
    from pap_cli.cache.output import Answer

REPORT_AT = "https://github.com/pap-cli/pap/issues"
# The commands that come first in the help; the others follow by name.
_ORDER = ("status", "check", "show", "timeline")


def command_names() -> list[str]:
    """Every command: the files in `commands/` that do not start with `_`."""
    found = sorted(module.name for module in iter_modules(commands.__path__) if not module.name.startswith("_"))
    return sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))


class LazyGroup(Sparing, TyperGroup):
    """A group whose commands are imported when they are asked for."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        names: dict[str, Any] = dict.fromkeys(command_names())
        self.commands = names  # for "did you mean": the names alone

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, without importing any."""
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None if there is none."""
        if cmd_name not in command_names():
            return None
        app: typer.Typer = import_module(f"{commands.__name__}.{cmd_name}").app
        command = get_command(app)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="pap",
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with  pap init --example  or, in a workspace, with  pap status",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from pap_cli.output.write import write_out

        write_out(f"pap {__version__}\n")
        raise typer.Exit


@app.callback()
def pap(
    context: typer.Context,
    workspace: Annotated[
        str | None, typer.Option("-C", "--workspace", metavar="DIR", help="The folder that holds plans/ and kpis/.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error in pap itself.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Check a priority action plan against the dates: what is late, what is due next, what really changed."""
    if isinstance(context.obj, Invocation):
        context.obj.workspace = workspace


def main(answer: Answer | None = None) -> None:
    """Run `pap`: exit 0 when all is well, 1 on findings, 2 on an error of the operator or of `pap`, 130 on Ctrl-C.

    With an `answer`, what a reading command says is kept there.
    """
    forgive_streams()
    debug = "--debug" in sys.argv  # wherever it stands: who needs it has just typed the rest
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    out = sys.stdout
    gc.disable()  # a command is short, and what it makes is wanted to its end
    try:
        get_command(app)(args=arguments, prog_name="pap", obj=Invocation(answer=answer))
    except SystemExit:
        if sys.stdout is out:
            raise
        from pap_cli.output.write import discard_output

        discard_output()  # Typer found that nobody reads its help, and would say 1, which means findings
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except PapError as error:
        _say(f"pap: {error.message}", error.help)
        sys.exit(2)
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exc()
        elif isinstance(error, OSError) and error.errno == errno.ENOSPC:
            from pap_cli.output.write import discard_output

            discard_output()  # Typer's help is still in the buffer, and would fail again at exit
            _say("pap: cannot write the output: no space left on device", "")
        else:
            _say(
                f"pap: this is a fault in pap itself, not in your files ({type(error).__name__})",
                f"run the same with --debug and report what it prints at {REPORT_AT}",
            )
        sys.exit(2)


def _say(message: str, help: str) -> None:
    """A message to the person, on standard error."""
    from pap_cli.output.write import tell
    from pap_cli.render.text import printable

    tell(printable(message) + "\n" + (f"  {printable(help)}\n" if help else ""))
