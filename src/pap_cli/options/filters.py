"""Filters, sorting and columns that the list commands share."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_type_hints

import typer
from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option
from pap_cli.options.ids import bodies, chosen, listed, owners, split
from pap_cli.options.shared import CACHEABLE, completed, options_of, own_parameters, with_context, with_signature
from pap_cli.options.themes import chosen_themes

if TYPE_CHECKING:
    from datetime import date

    from pap_cli.columns.listing import Arrangement
    from pap_cli.columns.selection import Selection

E = TypeVar("E", bound=StrEnum)


def _values(kind: str) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [member.value for member in _enums()[kind] if member.value.startswith(incomplete)]

    return complete


def _enums() -> dict[str, type[StrEnum]]:
    from pap_cli.assess.deadlines.schedule import State
    from pap_cli.columns.selection import AssuranceChoice, VariationChoice
    from pap_cli.model.items import Horizon
    from pap_cli.model.rating import Rating

    return {
        "horizon": Horizon,
        "rating": Rating,
        "state": State,
        "variation": VariationChoice,
        "assurance": AssuranceChoice,
    }


class Filters(Struct, frozen=True, kw_only=True):
    """The options of a list command; where the help is empty, each command gives its own."""

    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", autocompletion=completed("listed")), CACHEABLE] = None
    overdue: Annotated[bool, option("--overdue", None), CACHEABLE] = False
    open: Annotated[bool, option("--open", None), CACHEABLE] = False
    due_within: Annotated[
        str | None,
        option("--due-within", "TIME"),
        CACHEABLE,
    ] = None
    horizon: Annotated[
        list[str] | None,
        option(
            "--horizon", "NAME", "Horizon: immediate, short, intermediate or long. Can be repeated.", _values("horizon")
        ),
        CACHEABLE,
    ] = None
    owner: Annotated[
        list[str] | None,
        option(
            "--owner",
            "ID",
            "Only items with this owner or lead, by ID or title; nobody: without an owner. Can be repeated.",
            completed("owner", "nobody"),
        ),
        CACHEABLE,
    ] = None
    body: Annotated[list[str] | None, option("--body", "ID", complete=completed("body")), CACHEABLE] = None
    theme: Annotated[
        list[str] | None,
        option(
            "--theme",
            "ID",
            "Only items of this theme: its ID or title; none: without a theme. Can be repeated.",
            completed("theme", "none"),
        ),
        CACHEABLE,
    ] = None
    rating: Annotated[
        list[str] | None,
        option(
            "--rating",
            "COLOUR",
            "Rating: red, amber, green, blue or grey, or what the plan calls it. Can be repeated.",
            _values("rating"),
        ),
        CACHEABLE,
    ] = None
    state: Annotated[
        list[str] | None,
        option(
            "--state",
            "STATE",
            "State: not-started, unknown, in-progress, delivered, evidenced or cancelled. Can be repeated.",
            _values("state"),
        ),
        CACHEABLE,
    ] = None
    variation: Annotated[
        list[str] | None,
        option(
            "--variation",
            "WORD",
            "Latest figure on the control chart: better, worse, no-clear-change, changed (neither way is better), "
            "too-few (fewer than 13 figures), cannot-tell (for other reasons) "
            "or in-doubt (one figure, with a note).",
            _values("variation"),
        ),
        CACHEABLE,
    ] = None
    assurance: Annotated[
        list[str] | None,
        option(
            "--assurance",
            "WORD",
            "Target on the control chart: will-meet, will-miss or may-meet-or-miss.",
            _values("assurance"),
        ),
        CACHEABLE,
    ] = None
    search: Annotated[str, option("--search", "TEXT", "Only items whose ID or title contains TEXT."), CACHEABLE] = ""
    sort: Annotated[str, option("--sort", "COLUMN", "Sort by a column; -COLUMN sorts in reverse order."), CACHEABLE] = (
        ""
    )
    columns: Annotated[
        str, option("--columns", "A,B,C", "Columns to show, in this order. Any JSON name is a column."), CACHEABLE
    ] = ""
    limit: Annotated[str | None, option("--limit", "N", "Show at most N rows."), CACHEABLE] = None

    def selection(self, context: Context) -> Selection:
        """Return the filters for the views, checked against the open workspace.

        Raises:
            PapError: if the value of a filter is unknown.
        """
        from pap_cli.assess.deadlines.schedule import State
        from pap_cli.columns.selection import JSON_NAMES, AssuranceChoice, Selection, VariationChoice
        from pap_cli.model.items import Horizon
        from pap_cli.model.rating import Rating

        labels, colours = _labels(self.rating, context)
        return Selection(
            ids=listed(context, self.ids or ()),
            overdue=self.overdue,
            open=self.open,
            due_by=_last_day(self.due_within, context),
            horizon=members(self.horizon, Horizon, "--horizon"),
            owner=chosen(owners(context), self.owner or (), "--owner"),
            body=chosen(bodies(context), self.body or (), "--body"),
            theme=chosen_themes(self.theme or (), context.portfolio.plans),
            rating=members(colours, Rating, "--rating"),
            labels=labels,
            state=members(self.state, State, "--state"),
            variation=members(self.variation, VariationChoice, "--variation", JSON_NAMES),
            assurance=members(self.assurance, AssuranceChoice, "--assurance", JSON_NAMES),
            search=self.search,
        )

    def arrangement(self) -> Arrangement:
        """Return the columns, the order and the limit."""
        from pap_cli.columns.listing import Arrangement

        return Arrangement(tuple(split([self.columns])), self.sort, _count(self.limit))


def _labels(given: list[str] | None, context: Context) -> tuple[frozenset[str], list[str]]:
    """Return which of these words are labels of ratings in the plans' keys, and the others, split at commas."""
    from pap_cli.model.key import plain

    keys = [key for plan in context.portfolio.plans for key in (plan.header.key, plan.header.key.kpis)]
    known = {plain(label) for key in keys for label in key.labels}
    labels, others = set(), []
    for value in given or []:  # a label may have a comma
        for part in [value] if plain(value) in known else split([value]):
            if plain(part) in known:
                labels.add(plain(part))
            else:
                others.append(part)
    return frozenset(labels), others


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise PapError(f"--limit: “{text}” is not a number of rows", "write it as in  --limit 20")
    return int(text)


def _last_day(text: str | None, context: Context) -> date | None:
    if text is None:
        return None
    from pap_cli.model.working_days import parse_limit

    try:
        return context.policy.calendar.end_of(parse_limit(text), context.as_of)
    except BadValueError as error:
        raise PapError(f"--due-within: {error.message}", error.help) from None


def members(
    given: list[str] | None, kind: type[E], option: str, also: Mapping[str, str] = MappingProxyType({})
) -> frozenset[E]:
    """Return the members of a kind that an option names; `also` are other names of them."""
    values = [member.value for member in kind]
    words = [value if value in values else also.get(value, value) for value in split(given or ())]
    for value in words:
        if value not in values:
            from pap_cli.advice.synonyms import spelt_differently, synonyms
            from pap_cli.diagnostics import nearest

            near = spelt_differently(value, values) or next(iter(synonyms(value, values)), None)
            near = near or nearest(value, values)
            hint = f"did you mean {near}?" if near else f"write one of {', '.join(values)}"
            raise PapError(f"{option}: unknown value “{value}”", hint)
    return frozenset(kind(value) for value in words)


def lists(*names: str, arranged: bool = True, **help: str) -> Callable[..., Callable[..., None]]:
    """Give a list command its context, its `Filters` and options of its own behind them, and cache its output.

    `names` are the filters that apply to its items, and `help` those with a help text of the command's own.  Every list
    has --search and, if it is `arranged`, --sort, --columns and --limit.
    """
    wanted = {*names, *help, "search", *(("sort", "columns", "limit") if arranged else ())}
    annotations = get_type_hints(Filters, include_extras=True)
    for name, text in help.items():
        type_, option, *marks = get_args(annotations[name])
        own = copy.copy(option)
        own.help = text
        annotations[name] = Annotated[type_, own, *marks]
    taken = [name for name in Filters.__struct_fields__ if name in wanted]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(context: Context, **given: Any) -> None:
            filters = Filters(**{name: given.pop(name) for name in taken})
            command(context, filters, **given)

        kind = inspect.Parameter.KEYWORD_ONLY
        own = own_parameters(command, 2)
        context = inspect.Parameter("context", kind, annotation=Context)
        parameters = [context, *own, *options_of(Filters, taken, annotations)]
        return with_context(cached=True)(with_signature(run, command, parameters))

    return decorate
