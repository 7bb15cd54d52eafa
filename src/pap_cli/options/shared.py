"""Options that commands share, and the decorator that hands a command its context."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, get_args, get_type_hints

import typer
from msgspec.structs import fields, replace

from pap_cli.context.context import Context
from pap_cli.context.options import Options
from pap_cli.options.app import called, option
from pap_cli.output.progress import Progress

# Declares in an option's annotation that the output depends on the option's value alone.  An option without it may name
# a file, a revision or a service, so the output of a command is not cached when it is given.
CACHEABLE = "cacheable"


def completed(kind: str, *words: str) -> Callable[[typer.Context, str], list[str]]:
    """Return the shell completion for ids of one kind, and for words beside them."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from pap_cli.options.completion import ids

        found = ids(kind, incomplete, ctx.params.get("workspace") or ctx.find_root().params.get("workspace"))
        return [*found, *(word for word in words if word.startswith(incomplete))]

    return complete


def completed_rules(incomplete: str) -> list[str]:
    """Return the names of the rules that begin with INCOMPLETE."""
    from pap_cli.checks.catalogue import all_rules

    return [rule.name for rule in all_rules() if rule.name.startswith(incomplete)]


def completed_audiences(incomplete: str) -> list[str]:
    """Return the names of the built-in audiences that begin with INCOMPLETE."""
    from pap_cli.load.workspace.audience_names import audience_names

    return [name for name in audience_names() if name.startswith(incomplete)]


def completed_appendices(incomplete: str) -> list[str]:
    """Return the sizes of an appendix that begin with INCOMPLETE."""
    from pap_cli.model.report import Appendix

    return [size.value for size in Appendix if size.value.startswith(incomplete)]


def _completed_formats(incomplete: str) -> list[str]:
    from pap_cli.formats import format_names

    return [name for name in format_names() if name.startswith(incomplete)]


# The annotations of the fields of `Options`; the help of --format is made when it is shown.
_SHARED = {
    "plan": Annotated[str | None, option("--plan", "ID", "Only this plan.", completed("plan")), CACHEABLE],
    "as_of": Annotated[
        str | None,
        typer.Option(
            "--as-of",
            envvar="PAP_AS_OF",
            metavar="DATE",
            help="Show the plan as of DATE. Default: as-of in pap.toml, otherwise today in London.",
        ),
        CACHEABLE,
    ],
    "known_on": Annotated[
        str | None,
        option(
            "--known-on",
            "DATE|REV",
            "Show what the repository held at the end of DATE, in London, or at the git revision REV. rev:NAME is a "
            "revision, whatever it looks like. Default: the files as they are.",
        ),
        CACHEABLE,  # the cache looks for it: an entry depends on the tags and branches then
    ],
    "workspace": Annotated[
        str | None,
        typer.Option(
            "-C",
            "--workspace",
            envvar="PAP_WORKSPACE",
            metavar="DIR",
            help="Folder that contains plans/ and kpis/. Default: the current folder, or the nearest one above it.",
        ),
        CACHEABLE,  # the cache reads it too, to find the workspace that an entry depends on
    ],
    "format": Annotated[str | None, option("--format -f", "NAME", complete=_completed_formats), CACHEABLE],
    "output": Annotated[
        str | None,
        option("--output -o", "FILE", "Write to FILE. Its extension sets the format unless --format is given."),
    ],
    "report": Annotated[
        list[str] | None,
        option(
            "--report",
            "FORMAT=PATH",
            "Also write this output to PATH as FORMAT, for example csv=out.csv. Can be repeated.",
        ),
    ],
    "color": Annotated[
        str,
        option(
            "--color",
            "WHEN",
            "Use colour: auto, always (in a pipe too) or never. auto follows NO_COLOR and FORCE_COLOR.",
        ),
        CACHEABLE,
    ],
    "excel": Annotated[
        bool,
        option("--excel", None, "With CSV: mark it as UTF-8, and keep text such as 001, 1E5 or MAR1 as text in Excel."),
    ],
    "suppress": Annotated[
        bool,
        option("--suppress", None, "Hide small numbers, and others that would give them away, as pap.toml says."),
        CACHEABLE,
    ],
    "no_cache": Annotated[
        bool, option("--no-cache", None, "Do not read or write the cache. PAP_NO_CACHE does the same.")
    ],
}
# The options of a command that reads a workspace but shows no view.
WORKSPACE_OPTIONS = ("plan", "as_of", "known_on", "workspace", "color", "suppress", "no_cache")
# The options of a command that shows a view but reads no workspace.
VIEW_OPTIONS = ("format", "output", "color", "excel")


def names_without(*names: str) -> tuple[str, ...]:
    """Return the names of the shared options, without some."""
    return tuple(name for name in _SHARED if name not in names)


def with_context(names: Sequence[str] = tuple(_SHARED), *, cached: bool = False) -> Callable[..., Callable[..., None]]:
    """Give a command a `Context` and the shared options of these names, behind its own.

    `cached` declares that what the command shows depends on nothing but the workspace, the date, the screen, its
    CACHEABLE options, `Context.environ` and the person's own settings, and that it does nothing else: its output is
    cached.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        kind = inspect.Parameter.KEYWORD_ONLY
        own = own_parameters(command, 1)
        parameters = [*own, *options_of(Options, names, _SHARED)]
        uncached = [parameter for parameter in parameters if CACHEABLE not in get_args(parameter.annotation)]

        def run(**given: Any) -> None:
            ctx = given.pop("ctx")
            cacheable = cached and all(not given[one.name] and not one.default for one in uncached)
            options = Options(**{name: given.pop(name) for name in names})
            context = _context(ctx, options, cacheable=cacheable)
            code = 0
            try:
                command(context, **given)
            except typer.Exit as end:
                code = end.exit_code
            finally:
                context.progress.end()
            if context.cached is not None:
                context.cached.write(code)
            if code:
                raise typer.Exit(code)

        return with_signature(run, command, [inspect.Parameter("ctx", kind, annotation=typer.Context), *parameters])

    return decorate


def _context(ctx: typer.Context, options: Options, *, cacheable: bool) -> Context:
    from pap_cli.cache.output import visible_environment

    source = ctx.get_parameter_source("workspace")
    given_as = {param.name: called(ctx, param) for param in ctx.command.params if param.name in ("as_of", "workspace")}
    before = ctx.find_root().params.get("workspace")  # as in `pap -C DIR status`
    if before is not None and not (options.workspace and source is not None and source.name == "COMMANDLINE"):
        options = replace(options, workspace=before)
        given_as["workspace"] = "--workspace"
    return Context(
        command=ctx.command_path,
        options=options,
        called=given_as,
        environ=visible_environment(os.environ),
        progress=Progress(os.environ, options.color),
        cached=ctx.find_root().obj if cacheable else None,
    )


def own_parameters(command: Callable[..., None], after: int) -> list[inspect.Parameter]:
    """Return the parameters of a command after its first ones, as keywords with the annotations themselves."""
    hints = get_type_hints(command, include_extras=True)
    return [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
        for name, parameter in list(inspect.signature(command).parameters.items())[after:]
    ]


def options_of(cls: type[Any], names: Iterable[str], annotations: dict[str, Any]) -> list[inspect.Parameter]:
    """Return fields of a struct of options as the parameters of a command."""
    defaults = {field.name: field.default for field in fields(cls)}
    kind = inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(name, kind, default=defaults[name], annotation=annotations[name]) for name in names]


def with_signature(
    run: Callable[..., None], command: Callable[..., None], parameters: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    """Give a function the name and help of a command, and the parameters that Typer is to see."""
    run.__name__ = command.__name__
    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
