"""`pap schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pap_cli.options.app import option, single


@single(example="pap schema plan --output plan.json")
def app(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Kind of file: plan, kpi, config or audience.")],
    output: Annotated[str | None, option("--output -o", "FILE", "Write to FILE.")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    from pap_cli.errors import PapError
    from pap_cli.load.entries.schema import FILES, json_schema
    from pap_cli.output.write import write_file, write_out

    if file not in FILES:
        raise PapError(f"no schema for “{file}”", f"write one of {', '.join(FILES)}")
    text = json_schema(file)
    if output is None:
        write_out(text)
    else:
        write_file(Path(output), text)
