"""The options that every reading command has, their words in one place."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from msgspec import Struct
from msgspec.structs import fields

from pap_cli import clock as _clock
from pap_cli.bad_value import BadValueError
from pap_cli.context.context import Reading, Session
from pap_cli.errors import PapError
from pap_cli.options.app import invocation
from pap_cli.output.progress import Progress

if TYPE_CHECKING:
    from pap_cli.cache.output import Answer

WorkspaceOption = Annotated[
    str | None,
    typer.Option(
        "-C", "--workspace", envvar="PAP_WORKSPACE", metavar="DIR", help="The folder that holds plans/ and kpis/."
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", envvar="PAP_AS_OF", metavar="DATE", help="The day the report stands at; today if not given."
    ),
]


def completed(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """The completion of an option or argument that is an id of one kind."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from pap_cli.options.completion import ids

        named = [at.params.get("workspace") for at in (ctx, ctx.parent) if at is not None]
        return ids(kind, incomplete, next((folder for folder in named if folder), None))

    return complete


def named_rules(incomplete: str) -> list[str]:
    """The completion of a rule's name."""
    from pap_cli.checks.catalogue import all_rules

    return [rule.name for rule in all_rules() if rule.name.startswith(incomplete)]


def _format_names(incomplete: str) -> list[str]:
    from pap_cli.formats import format_names

    return [name for name in format_names() if name.startswith(incomplete)]


PlanOption = Annotated[
    str | None, typer.Option("--plan", metavar="ID", help="Only this plan.", autocompletion=completed("plan"))
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="terminal (for a person), plain (for a pipe), json, jsonl, csv, markdown, html or svg; for pap check also "
        "full, concise, github, gitlab, junit, sarif or azure.",
        autocompletion=_format_names,
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
]
ReportOption = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=PATH", help="Write a report to a file as well; may repeat."),
]
CacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Neither use nor keep what was computed before; as PAP_NO_CACHE does.")
]
ColourOption = Annotated[
    str, typer.Option("--color", metavar="WHEN", help="auto, always or never; NO_COLOR is honoured.")
]


class SharedOptions(Struct, frozen=True, kw_only=True):
    """What every reading command is told."""

    plan: PlanOption = None
    as_of: AsOfOption = None
    workspace: WorkspaceOption = None
    format: FormatOption = None
    output: OutputOption = None
    report: ReportOption = None
    color: ColourOption = "auto"
    no_cache: CacheOption = False


def day_of(text: str, option: str) -> date:
    """A date that was given on the command line.

    Raises:
        PapError: it is none.
    """
    from pap_cli.model.dates import parse_date

    if text.strip().casefold() == "today":
        return _clock.today()
    try:
        return parse_date(text.strip())
    except BadValueError as error:
        raise PapError(f"{option}: {error.message}", error.help) from None


def reading(context: typer.Context, options: SharedOptions) -> Reading:
    """What was asked for, with the surroundings it was asked in."""
    invoked = invocation(context)
    answer = invoked.answer
    return Reading(
        workspace=_workspace(context, options.workspace),
        as_of=options.as_of,
        plan=options.plan,
        format=options.format,
        output=options.output,
        reports=tuple(options.report or ()),
        cache=not options.no_cache,
        progress=Progress(os.environ, options.color),
        colour=options.color,
        environ=os.environ,
        today=_clock.today if answer is None else lambda: answer.day,
        day_of=day_of,
    )


def _workspace(context: typer.Context, own: str | None) -> str | None:
    """The folder named behind the command, or before it, or in the environment: the nearest word counts."""
    source = context.get_parameter_source("workspace")
    before = invocation(context).workspace
    named = own is not None and source is not None and source.name == "COMMANDLINE"
    return own if named or before is None else before


def options_of(cls: type[Any], names: Iterable[str]) -> list[inspect.Parameter]:
    """Fields of a record of options, as the parameters of a command."""
    hints = get_type_hints(cls, include_extras=True)
    defaults = {field.name: field.default for field in fields(cls)}
    kind = inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(name, kind, default=defaults[name], annotation=hints[name]) for name in names]


def with_signature(
    run: Callable[..., None], command: Callable[..., None], parameters: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    """A function under a command's name and words, with the parameters that Typer is to see."""
    run.__name__ = command.__name__
    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _answer(asked: Reading, kept: Answer | None, command: Callable[..., None], given: Mapping[str, object]) -> None:
    """Run a command, and keep what it says where that is wanted."""
    from pap_cli.load.workspace.files import Reader, find_workspace

    reader = Reader(find_workspace(asked.start()))
    if kept is None or kept.root != str(reader.root):
        command(Session.open(asked, reader), **given)
        return
    code = 0
    try:
        command(Session.open(asked, reader, kept), **given)
    except typer.Exit as end:
        code = end.exit_code
    kept.keep(code)
    if code:
        raise typer.Exit(code)


# The shared options of a command that gives a view to the world.
_GIVEN_OUT = ("format", "output", "report")


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Make a function of a `Session` and its own options a command that takes the shared ones too.

    Typer reads a command's options off its signature; this writes the shared ones behind the command's own, so that
    they are told once.
    """

    def run(asked: Reading, kept: Answer | None, given: Mapping[str, object]) -> None:
        _answer(asked, kept, command, given)

    return _sharing(command, [field.name for field in fields(SharedOptions)], run)


def makes(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that makes something of its own: it takes no format, and its answer is never kept."""

    def run(asked: Reading, kept: Answer | None, given: Mapping[str, object]) -> None:
        command(Session.open(asked), **given)

    return _sharing(command, [field.name for field in fields(SharedOptions) if field.name not in _GIVEN_OUT], run)


def _sharing(
    command: Callable[..., None],
    names: Sequence[str],
    go: Callable[[Reading, Answer | None, Mapping[str, object]], None],
) -> Callable[..., None]:
    """A command with its own options and the shared ones of these names."""
    own = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)

    def run(**given: Any) -> None:
        context = given.pop("context")
        options = SharedOptions(**{name: given.pop(name) for name in names})
        asked = reading(context, options)
        try:
            go(asked, invocation(context).answer, given)
        finally:
            asked.progress.end()

    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("context", kind, annotation=typer.Context)]
    for name, parameter in list(own.parameters.items())[1:]:
        parameters.append(parameter.replace(kind=kind, annotation=hints[name]))
    parameters += options_of(SharedOptions, names)
    return with_signature(run, command, parameters)
