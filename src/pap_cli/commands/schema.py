"""`pap schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pap_cli.options.app import single
from pap_cli.options.shared import OutputOption


@single(example="pap schema plan --output plan.json")
def app(
    file: Annotated[str, typer.Argument(metavar="FILE", help="plan, kpi, config or audience.")],
    output: OutputOption = None,
) -> None:
    """Print the JSON Schema of the files, for editors."""
    from pap_cli.errors import PapError
    from pap_cli.load.entries.schema import FILES, json_schema
    from pap_cli.output.write import write_out, write_whole

    if file not in FILES:
        raise PapError(f"there is no schema for “{file}”", f"there is one for {', '.join(FILES)}")
    text = json_schema(file)
    if output is None:
        write_out(text)
    else:
        write_whole(Path(output), text)
