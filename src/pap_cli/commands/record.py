"""`pap record`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap record board-agency 2017-07 40.1")
@records()
def app(
    context: Context,
    session: Session,
    kpi: Annotated[str, typer.Argument(metavar="KPI", help="The ID of the KPI.", autocompletion=completed("kpi"))],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="What the figure is for, such as 2016-10.")],
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="The figure; it may be left out beside --numerator and --denominator."),
    ] = None,
    numerator: Annotated[str | None, option("--numerator", "NUMBER", "What was counted.")] = None,
    denominator: Annotated[str | None, option("--denominator", "NUMBER", "Out of how many.")] = None,
    published: Annotated[
        str | None, option("--published", "DATE", "When it was published. Default for a revision: today.")
    ] = None,
    note: Annotated[
        str | None, option("--note", "TEXT", "A note for readers of the figure; of a revision, why it changed.")
    ] = None,
) -> None:
    """Record a figure of a KPI, in YAML or in the CSV file that the KPI names.

    If there is a figure for this period, the new one is a revision of it: pap asks on a terminal, and elsewhere needs
    --yes. The first figure stays.
    """
    from pap_cli.edit.facts.figures import IMPOSSIBLE, Told, figure, figure_of, in_table, known_figure, revision
    from pap_cli.edit.facts.tables import columns_to_add, in_csv, table_of
    from pap_cli.edit.items.item import Sort

    (item,) = session.find([kpi], (Sort.KPI,), "only KPIs have figures")
    day = session.exact_day(published, "--published") if published is not None else None
    told = Told(period=period, value=value, numerator=numerator, denominator=denominator, published=day, note=note)
    old = known_figure(item, figure_of(item, told, force=session.force))
    if old is not None:
        session.confirm(
            f"{item.id} has a figure for {old.period} already: {old.value}. Record this one as a revision?",
            f"{item.id} has a figure for {old.period} already: {old.value}, at {old.place.path}:{old.place.line}",
            "record this one as a revision of it with  --yes",
        )
        told = Told(
            period=old.period.written,
            value=value,
            numerator=numerator,
            denominator=denominator,
            published=day or session.day(None, "--published"),
            note=note,
        )
    if name := in_table(item, old):
        workspace = session.context.workspace
        if added := columns_to_add(table_of(workspace, name), [told]):
            question = f"{name} has no column {' and '.join(added)}"
            session.confirm(f"{question}. Add it to every row?", question, "add it to every row with  --yes")
        edits, file = in_csv(workspace, name, [(item, told)])
        session.record(edits, files=[file], refused=IMPOSSIBLE)
    else:
        edit = figure(item, told) if old is None else revision(item, old, told)
        session.record([edit], refused=IMPOSSIBLE)
