"""Whom the commands that ask people are for, and how far they look ahead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option
from pap_cli.options.ids import chosen, owners
from pap_cli.options.shared import CACHEABLE

if TYPE_CHECKING:
    from pap_cli.model.oversight import Owner

DueWithin = Annotated[
    str | None,
    option(
        "--due-within",
        "TIME",
        "Only what is late or due within TIME, such as 35d, 10wd (working days) or '3 months'. Default: everything "
        "that is open.",
    ),
    CACHEABLE,
]


class Person(Struct, frozen=True):
    """An owner or lead in a plan."""

    plan: str
    owner: Owner

    @property
    def key(self) -> tuple[str, str]:
        """The plan and the ID of the owner."""
        return self.plan, self.owner.id


def days_of(context: Context, due_within: str | None, day: date) -> tuple[date, bool]:
    """Return the last day of what is due soon on a day, and whether what is due later is asked about too.

    Raises:
        PapError: if --due-within is not a length of time.
    """
    from pap_cli.model.working_days import parse_limit

    if due_within is None:
        return context.policy.soon(day), True
    try:
        return context.policy.calendar.end_of(parse_limit(due_within), day), False
    except BadValueError as error:
        raise PapError(f"--due-within: {error.message}", error.help) from None


def people(context: Context, given: list[str] | None) -> list[Person]:
    """Return the owners that --owner names in the selected plans; without it, the person at the keyboard.

    Raises:
        PapError: if there is no such owner, or nobody is named.
    """
    from pap_cli.columns.selection import NOBODY
    from pap_cli.options.me import who

    option_name = "--owner"
    if not given:
        me, option_name = who(context)
        given = [me] if me else []
    if not given:
        raise PapError("--owner is missing", "say whose it is:  --owner ID")
    ids = chosen(owners(context), given, option_name)
    if NOBODY in ids:
        raise PapError(
            f"{option_name}: what has no owner is asked of nobody", "list it with  pap milestones --open --owner nobody"
        )
    found = everybody(context)
    return [one for one in found if one.owner.id in ids] if ids else found


def everybody(context: Context) -> list[Person]:
    """Return the owners of the selected plans, in their order."""
    return [Person(plan.id, owner) for plan in context.portfolio.plans for owner in plan.owners]
