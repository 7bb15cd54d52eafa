"""The arguments and options of commands that change the files, and the decorator that gives a command its session."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option
from pap_cli.options.session import Recording, session
from pap_cli.options.shared import completed, options_of, own_parameters, with_context, with_signature

# The shared options of a command that changes files.
_NAMES = ("plan", "as_of", "workspace", "format", "output", "color", "no_cache")


_OPTIONS = {
    "dry_run": Annotated[bool, option("--dry-run", None, "Show the difference in the files, and change nothing.")],
    "yes": Annotated[bool, option("--yes -y", None, "Do not ask.")],
    "force": Annotated[
        bool,
        option("--force", None, "Write it even if facts then contradict each other, or if another value is there."),
    ],
    "commit": Annotated[
        bool, option("--commit", None, "Make a git commit of the changed files. [edit] commit in pap.toml does too.")
    ],
}


# The arguments and options that several of them have.
Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="The IDs; several are one change.", autocompletion=completed("item")),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="The ID.", autocompletion=completed("item"))]
OnMonth = Annotated[
    str | None, option("--on", "DATE", "When: a day, a month, a quarter, today or yesterday. Default: today.")
]
OnDay = Annotated[str | None, option("--on", "DATE", "When: a day, today or yesterday. Default: today.")]
EvidenceText = Annotated[str | None, option("--evidence", "TEXT", "Where the evidence is.")]
NoteText = Annotated[str | None, option("--note", "TEXT", "A note of that day.")]
NoteBy = Annotated[
    str | None, option("--by", "WHO", "Who wrote the note: an owner, a body or any name.", completed("decider"))
]
By = Annotated[str | None, option("--by", "WHO", "The body or owner that accepted it.", completed("decider"))]
Reason = Annotated[str | None, option("--reason", "TEXT", "Why.")]


def records() -> Callable[..., Callable[..., None]]:
    """Give a command that changes files its context, its `Session` and the options that they all have."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(context: Context, **given: Any) -> None:
            recording = Recording(**{name: given.pop(name) for name in _OPTIONS})
            with session(context, recording) as opened:
                command(context, opened, **given)

        kind = inspect.Parameter.KEYWORD_ONLY
        own = own_parameters(command, 2)
        context = inspect.Parameter("context", kind, annotation=Context)
        parameters = [context, *own, *options_of(Recording, tuple(_OPTIONS), _OPTIONS)]
        return with_context(_NAMES)(with_signature(run, command, parameters))

    return decorate
