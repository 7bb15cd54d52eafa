"""`pap export ics`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.shared import WORKSPACE_OPTIONS, completed, with_context


@single(example="pap export ics -o plan.ics")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    output: Annotated[str, option("--output -o", "FILE", "The calendar to write; - for stdout.")] = "plan.ics",
    owner: Annotated[
        list[str] | None,
        option("--owner", "OWNER", "Only what this owner owns or leads. Can be repeated.", completed("owner")),
    ] = None,
    body: Annotated[
        list[str] | None,
        option(
            "--body", "BODY", "Only what this body expects, reviews or requires. Can be repeated.", completed("body")
        ),
    ] = None,
) -> None:
    """Write a calendar: an all-day event for each due date, evidence, review and statutory clock.

    What is delivered, held or met stays, with that word before its title. Write it over the calendar of the last time:
    what moved since then gets a higher SEQUENCE, and what is gone is cancelled.
    """
    from pathlib import Path

    from pap_cli.context.targets import refuse_other_ending
    from pap_cli.model.dates import show_date
    from pap_cli.options.ids import bodies, chosen, owners
    from pap_cli.output.write import write_file, write_out
    from pap_cli.sheets.calendar.earlier import read_before
    from pap_cli.sheets.calendar.write import calendar
    from pap_cli.wording.cells import count_words

    path = Path(output)
    if output != "-":
        refuse_other_ending(path, ".ics", "a calendar", "pap export ics")
    context.open()
    context.refuse_loss("the calendar was not written")
    chosen_owners = chosen(owners(context), owner or (), "--owner")
    chosen_bodies = chosen(bodies(context), body or (), "--body")
    before = b"" if output == "-" else read_before(path)
    made = calendar(context.assess(), chosen_owners, chosen_bodies, before)
    context.progress.end()
    context.warn_of_file_errors()
    if output == "-":
        write_out(made.data)
        return
    context.refuse_input(path)
    write_file(path, made.data)
    write_out(f"wrote {path}: {count_words(made.events, 'event')}, as of {show_date(context.as_of)}{made.since}\n")
