"""The filters and the arrangement that the listing commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.context.context import Session
from pap_cli.errors import PapError
from pap_cli.options.shared import completed, options_of, reads, with_signature

if TYPE_CHECKING:
    from datetime import date

    from pap_cli.columns.listing import Arrangement
    from pap_cli.columns.selection import Selection

E = TypeVar("E", bound=StrEnum)


def _words(kind: str) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [member.value for member in _kinds()[kind] if member.value.startswith(incomplete)]

    return complete


def _kinds() -> dict[str, type[StrEnum]]:
    from pap_cli.assess.charts.chart import Assurance
    from pap_cli.assess.deadlines.schedule import State
    from pap_cli.columns.selection import VariationChoice
    from pap_cli.model.plan import Horizon
    from pap_cli.model.rating import Rating

    return {"horizon": Horizon, "rating": Rating, "state": State, "variation": VariationChoice, "assurance": Assurance}


class Filters(Struct, frozen=True, kw_only=True):
    """The options of a listing command."""

    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is past its date.")] = False
    due_within: Annotated[
        str | None,
        typer.Option("--due-within", metavar="TIME", help="Only what falls due within 10wd, 28d or 3 months."),
    ] = None
    horizon: Annotated[
        list[str] | None,
        typer.Option("--horizon", metavar="NAME", help="immediate, short, …", autocompletion=_words("horizon")),
    ] = None
    owner: Annotated[
        list[str] | None,
        typer.Option("--owner", metavar="ID", help="Owned or led by this post.", autocompletion=completed("owner")),
    ] = None
    body: Annotated[
        list[str] | None,
        typer.Option("--body", metavar="ID", help="What this body asked for.", autocompletion=completed("body")),
    ] = None
    rating: Annotated[
        list[str] | None,
        typer.Option("--rating", metavar="COLOUR", help="red, amber, …; may repeat.", autocompletion=_words("rating")),
    ] = None
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="in-progress, delivered, …", autocompletion=_words("state")),
    ] = None
    variation: Annotated[
        list[str] | None,
        typer.Option(
            "--variation",
            metavar="ICON",
            help="improvement, concern, common-cause, neutral, short.",
            autocompletion=_words("variation"),
        ),
    ] = None
    assurance: Annotated[
        list[str] | None,
        typer.Option(
            "--assurance", metavar="ICON", help="pass, fail, inconsistent.", autocompletion=_words("assurance")
        ),
    ] = None
    search: Annotated[str, typer.Option("--search", metavar="WORDS", help="Whose id or title holds these words.")] = ""
    sort: Annotated[str, typer.Option("--sort", metavar="COLUMN", help="Sort by a column; -COLUMN the other way.")] = ""
    columns: Annotated[
        str, typer.Option("--columns", metavar="A,B,C", help="Show these columns; every JSON name is one.")
    ] = ""
    limit: Annotated[str | None, typer.Option("--limit", metavar="N", help="Show so many at most.")] = None

    def selection(self, session: Session) -> Selection:
        """The filters as the views know them, a length of time counted from the session's day.

        Raises:
            PapError: a word is none of those there are.
        """
        from pap_cli.assess.charts.chart import Assurance
        from pap_cli.assess.deadlines.schedule import State
        from pap_cli.columns.selection import Selection, VariationChoice
        from pap_cli.model.plan import Horizon
        from pap_cli.model.rating import Rating

        return Selection(
            overdue=self.overdue,
            due_by=_last_day(self.due_within, session),
            horizon=_members(self.horizon, Horizon, "--horizon"),
            owner=frozenset(_split(self.owner)),
            body=frozenset(_split(self.body)),
            rating=_members(self.rating, Rating, "--rating"),
            state=_members(self.state, State, "--state"),
            variation=_members(self.variation, VariationChoice, "--variation"),
            assurance=_members(self.assurance, Assurance, "--assurance"),
            search=self.search,
        )

    def arrangement(self) -> Arrangement:
        """The columns, the order and the limit."""
        from pap_cli.columns.listing import Arrangement

        return Arrangement(tuple(_split([self.columns])), self.sort, _count(self.limit))


def _split(values: list[str] | None) -> list[str]:
    return [part.strip() for value in values or [] for part in value.split(",") if part.strip()]


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise PapError(f"--limit: “{text}” is not a number of lines", "write it as in --limit 20")
    return int(text)


def _last_day(text: str | None, session: Session) -> date | None:
    if text is None:
        return None
    from pap_cli.model.working_days import parse_limit

    try:
        return session.policy.calendar.end_of(parse_limit(text), session.as_of)
    except BadValueError as error:
        raise PapError(f"--due-within: {error.message}", error.help) from None


def _members(values: list[str] | None, kind: type[E], option: str) -> frozenset[E]:
    from pap_cli.diagnostics import nearest

    words = [member.value for member in kind]
    for value in _split(values):
        if value not in words:
            near = nearest(value, words)
            hint = f"did you mean {near}?" if near else f"write one of {', '.join(words)}"
            raise PapError(f"{option}: “{value}” is not one of {', '.join(words)}", hint)
    return frozenset(kind(value) for value in _split(values))


def check_names(session: Session, selection: Selection) -> None:
    """Make sure that the posts and bodies asked for are somebody in one of the plans.

    Raises:
        PapError: one is not.
    """
    from pap_cli.diagnostics import nearest

    plans = session.portfolio.plans
    for option, wanted, known in (
        ("--owner", selection.owner, {id for plan in plans for id in plan.owner_titles}),
        ("--body", selection.body, {id for plan in plans for id in plan.body_titles}),
    ):
        for id in sorted(wanted - known):
            near = nearest(id, known)
            hint = f"did you mean {near}?" if near else f"there is {', '.join(sorted(known)) or 'none'}"
            raise PapError(f"{option}: nobody in the plan is “{id}”", hint)


def lists(
    *taken: str, arranged: bool = True
) -> Callable[[Callable[[Session, Selection, Arrangement], None]], Callable[..., None]]:
    """Make a function of a session, a selection and an arrangement a listing command.

    `taken` names the filters that mean something to it; searching always does, and so do sorting, columns and a limit
    unless it is not `arranged`.
    """
    names = [*taken, "search", *(("sort", "columns", "limit") if arranged else ())]

    def decorate(command: Callable[[Session, Selection, Arrangement], None]) -> Callable[..., None]:
        def run(session: Session, **given: Any) -> None:
            filters = Filters(**given)
            selection = filters.selection(session)
            check_names(session, selection)
            command(session, selection, filters.arrangement())

        session = inspect.Parameter("session", inspect.Parameter.KEYWORD_ONLY, annotation=Session)
        return reads(with_signature(run, command, [session, *options_of(Filters, names)]))

    return decorate
