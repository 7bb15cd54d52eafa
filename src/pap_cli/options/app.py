"""Typer apps for commands, without the import and conversion costs of Typer's defaults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from pap_cli.errors import PapError


def single(example: str, shows: str = "", default: str = "") -> Callable[[Callable[..., None]], typer.Typer]:
    """Make a function the only command of an app; `shows` and `default` are those of `command_class`."""

    def decorate(function: Callable[..., None]) -> typer.Typer:
        app = new_app()
        app.command(cls=command_class(shows, default), epilog=f"Example:  {example}")(function)
        return app

    return decorate


def new_app(epilog: str | None = None) -> typer.Typer:
    """Return an app with the settings that all commands share."""
    return typer.Typer(
        add_completion=False,
        epilog=epilog,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def folder_app(
    package: str, paths: Iterable[str], help: str, example: str, instead: Callable[[list[str]], str]
) -> typer.Typer:
    """Return an app whose commands are the modules of a package, each imported only when it is used.

    `instead` returns what to write in place of words that begin with no name of a command.
    """
    names = sorted(module.name for module in iter_modules(paths) if not module.name.startswith("_"))

    class Folder(WithoutPydantic, TyperGroup):
        def __init__(self, **attrs: Any) -> None:
            super().__init__(**attrs)
            found: dict[str, Any] = dict.fromkeys(names)
            self.commands = found  # for "did you mean": the names alone

        def list_commands(self, ctx: Any) -> list[str]:
            """Return the names of the commands, without importing any."""
            return names

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            """Return the command of this name; None if there is none."""
            if cmd_name not in names:
                return None
            command = get_command(import_module(f"{package}.{cmd_name}").app)
            command.name = cmd_name
            return command

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Return the name of the command, the command and its arguments.

            Raises:
                PapError: if there is no such command.
            """
            word = args[0] if args else ""
            if word and word[0] != "-" and word not in names and not ctx.resilient_parsing:
                from pap_cli.diagnostics import nearest

                near = nearest(word, names)
                help = (
                    f"did you mean  pap {ctx.info_name} {near}"
                    if near and (near in word or near.startswith(word))
                    else instead(args)
                )
                raise PapError(f"no command “{ctx.info_name} {word}”", help)
            return super().resolve_command(ctx, args)

    app = new_app(epilog=f"Example:  {example}")
    app.info.cls = Folder

    def explained() -> None:
        pass

    explained.__doc__ = inspect.cleandoc(help)
    app.callback()(explained)
    return app


def option(names: str, metavar: str | None, help: str = "", complete: Callable[..., list[str]] | None = None) -> Any:
    """Return a Typer option; `names` are separated by spaces, `metavar` is None for a flag."""
    return typer.Option(*names.split(), metavar=metavar, help=help, autocompletion=complete)


class WithoutPydantic:
    """A command or a group whose options are converted without pydantic.

    Typer (0.29) builds a pydantic adapter for every option of a command that is run, given or not, which takes longer
    than the rest of `pap`.  Here text stays as it was typed, and an option that was not given is None.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments.

        Raises:
            PapError: if there is no such option.
        """
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except Exception as error:
            # the class is in click or in Typer, depending on the release of Typer
            name = getattr(error, "option_name", None)
            if type(error).__name__ != "NoSuchOption" or not isinstance(name, str):
                raise
            known = [option for param in self.get_params(ctx) for option in param.opts if option.startswith("--")]
            raise PapError(f"no option {name} in {ctx.command_path}", _option_instead(name, known, ctx)) from None
        return rest

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, each with its own conversion."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if "process_value" not in vars(param):
                param.process_value = _without_pydantic(param)
        return params

    def get_help(self, ctx: Any) -> str:
        """Return the help, which Click would not print and not mention if there is no stdout."""
        from pap_cli.output.write import require_stdout

        require_stdout()
        text: str = super().get_help(ctx)  # type: ignore[misc]
        return text


def _option_instead(name: str, known: list[str], ctx: Any) -> str:
    from pap_cli.advice.commands import format_option, option_advice
    from pap_cli.diagnostics import nearest
    from pap_cli.formats import format_names

    if advice := option_advice(name, known, ctx.info_name or "") or (
        format_option(name, format_names()) if "--format" in known else ""
    ):
        return advice
    near = nearest(name, known)
    return f"did you mean {near}?" if near else f"list the options with  {ctx.command_path} --help"


def command_class(shows: str = "", default: str = "") -> type[TyperCommand]:
    """Return the class of a command whose help lists the formats that can write its view.

    `shows` is the kind of the view, if only some formats are for it, and `default` the default format, if it is not
    terminal or plain.
    """

    class Command(WithoutPydantic, TyperCommand):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            """Write the help."""
            for param in self.params:
                if param.param_type_name == "argument":
                    vars(param)["display_type_rich"] = _no_type  # Typer adds `<list[str]>` to its name
                if param.name == "format" and isinstance(param, TyperOption):
                    param.help = format_help(shows, default)
            super().format_help(ctx, formatter)

    return Command


def _no_type(**_: object) -> str:
    return ""


def format_help(kind: str, default: str) -> str:
    """Return the help of --format, made only when it is shown because it imports every format."""
    from pap_cli.formats import formats_for

    notes = {"terminal": " (default on a screen)", "plain": " (default in a pipe)"} if not default else {}
    notes = notes or {default: " (default)"}
    names = sorted(formats_for(kind), key=lambda name: (name not in notes, name != "terminal"))
    noted = [f"{name}{notes.get(name, '')}" for name in names]
    return f"Output format: {', '.join(noted[:-1])} or {noted[-1]}."


def _refuse_empty(ctx: Any, param: Any, value: Any) -> None:
    """Refuse a value without content, which would mean as much as leaving the option out.

    Raises:
        PapError: if the value, or one of several, consists of spaces and commas.
    """
    source = ctx.get_parameter_source(param.name)
    if source is None or source.name not in ("COMMANDLINE", "ENVIRONMENT") or ctx.resilient_parsing:
        return
    for one in value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, str) and not one.strip(" \t\r\n,"):
            raise PapError(
                f"{called(ctx, param)}: the value is empty",
                "write a value; if it comes from a variable, check that the variable is set",
            )


def called(ctx: Any, param: Any) -> str:
    """Return the name by which the user gave a parameter: its option, its environment variable or its argument."""
    source = ctx.get_parameter_source(param.name)
    if source is not None and source.name == "ENVIRONMENT":
        return str(param.envvar)
    return max(param.opts, key=len) if param.param_type_name == "option" else str(param.metavar or param.name)


def _without_pydantic(param: Any) -> Callable[[Any, Any], Any]:
    convert = param.process_value
    many = param.multiple or param.nargs == -1
    text = getattr(getattr(param, "type_descriptor", None), "annotation", None) in (str, list[str])

    def process_value(ctx: Any, value: Any) -> Any:
        _refuse_empty(ctx, param, value)
        if value is None:
            value = () if many else None
        elif not (text and isinstance(value, (list, tuple) if many else str)):
            return convert(ctx, value)
        if param.required and param.value_is_missing(value) and not ctx.resilient_parsing:
            return convert(ctx, value)
        return value if param.callback is None else param.callback(ctx, param, value)

    return process_value
