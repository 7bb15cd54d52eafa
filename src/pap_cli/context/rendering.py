"""A view in the formats that a command was asked for, each on its screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.options import Options
from pap_cli.context.shown import format_for, screen_for
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.document import View
    from pap_cli.formats import Format
    from pap_cli.render.screen import Screen


class Rendering(Struct, frozen=True, kw_only=True):
    """What a command renders its views with."""

    command: str
    options: Options
    environ: Mapping[str, str]
    # What is said of a view that goes to a file, or to stdout.
    told: Callable[[View, Path | None], View]
    # Refuses to write over a file that pap reads.
    refuse_input: Callable[[Path], None]

    def render(
        self, view: View, output: str | None, default: str | None, template: bytes | None, *, terminal: bool
    ) -> tuple[list[tuple[Path | None, str | bytes]], Format]:
        """Return what to write to each --report, then to --output or stdout (None), and the format of the last.

        Raises:
            PapError: if a format is unknown or cannot write this view, or a file is none that may be written.
        """
        from pap_cli.context.targets import format_of, refuse_type, reports_of
        from pap_cli.formats import formats_for

        if output is not None and self.options.format is None and format_of(output) is None:
            refuse_type(output, formats_for(view.kind))
        excel = self.options.excel
        screen, for_files = (
            replace(one, template=template, excel=excel)
            for one in (
                screen_for(self.options.color, self.environ, terminal=terminal, output=output),
                screen_for(self.options.color, self.environ, terminal=False, output="file"),
            )
        )
        coloured = terminal or (output is None and screen.colour)
        name = self.options.format or format_of(output) or default or ("terminal" if coloured else "plain")
        targets: list[tuple[Format, Path | None, Screen]] = [
            (format_for(self.command, view, report), path, for_files)
            for report, path in reports_of(self.options.report or [], output)
        ]
        targets.append((format_for(self.command, view, name), Path(output) if output is not None else None, screen))
        if excel and not any(format.name == "csv" for format, *_ in targets):
            raise PapError("--excel is for CSV only", "add  --output FILE.csv  or  --format csv")
        for _, path, _ in targets:
            if path is not None and not path.parent.is_dir():
                raise PapError(f"cannot write {path}: no folder {path.parent}", "create the folder first")
            if path is not None:
                self.refuse_input(path)
        rendered = [(path, format.render(self.told(view, path), screen)) for format, path, screen in targets]
        if terminal and isinstance(rendered[-1][1], bytes):
            raise PapError(f"{name} cannot be shown on a terminal", f"write it to a file:  --output FILE.{name}")
        return rendered, targets[-1][0]
