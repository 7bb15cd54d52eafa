"""`pap suppress`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Id, Reason, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed_rules


@single(example="pap suppress A24.3 PAP201 --reason Agreed --until 2099-12-31")
@records()
def app(
    context: Context,
    session: Session,
    id: Id,
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="The name or code of the rule.", autocompletion=completed_rules)
    ],
    reason: Reason = None,
    until: Annotated[str | None, option("--until", "DATE", "The last day it counts.")] = None,
) -> None:
    """Suppress a finding about an item, for a reason and until a day."""
    from pap_cli.edit.facts.decisions import suppress
    from pap_cli.edit.items.item import SUPPRESSED

    reason = session.needed(reason, "--reason", "write why the finding is accepted")
    last = session.exact_day(session.needed(until, "--until", "write the last day on which it counts"), "--until")
    items = session.find([id], SUPPRESSED, "no finding about it can be suppressed")
    session.record(session.each(items, lambda item: suppress(item, rule, reason=reason, until=last)))
