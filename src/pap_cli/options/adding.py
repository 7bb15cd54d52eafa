"""The options of `pap add`, one for each key that a new item can have, and the questions about those that it needs."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

from msgspec import Struct

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option
from pap_cli.options.recording import records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed, options_of, with_signature

if TYPE_CHECKING:
    from pap_cli.edit.text.changes import Value


class Keys(Struct, frozen=True, kw_only=True):
    """What is known of a new item, as it was typed."""

    id: Annotated[str | None, option("--id", "ID", "Its ID. Default: the next free one.")] = None
    title: Annotated[str | None, option("--title", "TEXT", "What it is, in a few words.")] = None
    under: Annotated[
        str | None,
        option("--under", "ID", "A milestone: the action or recommendation that it belongs to.", completed("action")),
    ] = None
    file: Annotated[
        str | None, option("--file", "FILE", "The file that it goes into, if others like it are in several.")
    ] = None
    owner: Annotated[
        str | None, option("--owner", "ID", "The owner, or several between commas.", completed("owner"))
    ] = None
    lead: Annotated[
        str | None, option("--lead", "ID", "Who does the work, or several between commas.", completed("owner"))
    ] = None
    theme: Annotated[
        str | None, option("--theme", "ID", "Its theme, or several between commas.", completed("theme"))
    ] = None
    due: Annotated[
        str | None, option("--due", "DATE", "When it is due: a day, a month, a quarter or, for a milestone, unknown.")
    ] = None
    added: Annotated[
        str | None,
        option(
            "--added",
            "DATE",
            "An action or a milestone: when it was added to the plan. Default: today, once the plan has begun.",
        ),
    ] = None
    answers: Annotated[
        str | None,
        option(
            "--answers", "ID", "An action: the recommendations it answers, between commas.", completed("recommendation")
        ),
    ] = None
    scope: Annotated[
        str | None, option("--scope", "WORD", "An action: corporate, if it goes beyond the recommendations.")
    ] = None
    kpis: Annotated[
        str | None,
        option(
            "--kpis", "ID", "An action or a milestone: the KPIs that it should move, between commas.", completed("kpi")
        ),
    ] = None
    success: Annotated[
        str | None, option("--success", "TEXT", "An action or a milestone: how to tell that it worked.")
    ] = None
    horizon: Annotated[
        str | None,
        option("--horizon", "WORD", "A milestone: immediate, short, intermediate or long, if not by its due date."),
    ] = None
    depends_on: Annotated[
        str | None,
        option(
            "--depends-on", "ID", "A milestone: what must be delivered first, between commas.", completed("milestone")
        ),
    ] = None
    expected_by: Annotated[
        str | None,
        option("--expected-by", "ID", "A milestone: the bodies that expect it, between commas.", completed("body")),
    ] = None
    made_by: Annotated[
        str | None, option("--made-by", "ID", "A recommendation: the body that made it.", completed("body"))
    ] = None
    reference: Annotated[str | None, option("--reference", "TEXT", "A recommendation: where it is in the report.")] = (
        None
    )
    unit: Annotated[str | None, option("--unit", "WORD", "A KPI: percent, number, days, ratio, per 10,000.")] = None
    polarity: Annotated[str | None, option("--polarity", "WORD", "A KPI: high if more is better, low or none.")] = None
    frequency: Annotated[str | None, option("--frequency", "WORD", "A KPI: monthly, quarterly, termly or annual.")] = (
        None
    )
    target: Annotated[str | None, option("--target", "GOAL", "A KPI: the figure to reach.")] = None
    floor: Annotated[str | None, option("--floor", "NUMBER", "A KPI: worse than this is red.")] = None
    definition: Annotated[str | None, option("--definition", "TEXT", "A KPI: how it is counted.")] = None
    source: Annotated[str | None, option("--source", "TEXT", "A KPI: where the figures come from.")] = None
    body: Annotated[str | None, option("--body", "ID", "A review: the body that reviews.", completed("body"))] = None
    every: Annotated[str | None, option("--every", "TIME", "A review that recurs: how often, such as '3 months'.")] = (
        None
    )
    from_: Annotated[str | None, option("--from", "DATE", "A review that recurs: when the first is due.")] = None
    for_: Annotated[str | None, option("--for", "TIME", "A review that recurs: for how long.")] = None
    cause: Annotated[str | None, option("--cause", "TEXT", "A risk: why it may happen.")] = None
    effect: Annotated[str | None, option("--effect", "TEXT", "A risk: what would follow.")] = None
    category: Annotated[str | None, option("--category", "TEXT", "A risk: its category.")] = None
    raised: Annotated[str | None, option("--raised", "DATE", "A risk: when it was raised. Default: today.")] = None
    likelihood: Annotated[str | None, option("--likelihood", "NUMBER", "A risk: how likely it is.")] = None
    impact: Annotated[str | None, option("--impact", "NUMBER", "A risk: how bad it would be.")] = None


# Several IDs between commas.
_LISTS = frozenset({"owner", "lead", "theme", "answers", "kpis", "depends_on", "expected_by"})
# Values that are sentences; the others are words, numbers or dates.
_TEXTS = frozenset({"title", "success", "reference", "definition", "source", "cause", "effect", "category"})
# Not keys of the entry.
_OTHER = ("under", "file", "likelihood", "impact")
# What is asked on a terminal for each sort, with what an empty answer means; None: it must be given.
_QUESTIONS: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "recommendation": (("title", "What must change, in a few words", None), ("made_by", "Who made it (ID)", "")),
    "action": (
        ("title", "What will be done, in a few words", None),
        ("answers", "Recommendations that it answers (IDs)", ""),
        ("owner", "Owner (ID)", ""),
    ),
    "milestone": (
        ("under", "Action or recommendation (ID)", None),
        ("title", "What will have been achieved", None),
        ("due", "Due", "unknown"),
        ("owner", "Owner, if not that of the action (ID)", ""),
    ),
    "kpi": (
        ("title", "What is measured", None),
        ("unit", "Unit", "percent"),
        ("polarity", "What is better: high, low or none", "high"),
        ("frequency", "How often", "monthly"),
        ("target", "Target", ""),
        ("owner", "Owner (ID)", ""),
    ),
    "review": (
        ("body", "The body that reviews (ID)", None),
        ("title", "Title", ""),
        ("every", "How often; empty for a single review", ""),
        ("due", "Due", ""),
    ),
    "risk": (("title", "What may happen, in a few words", None), ("owner", "Owner (ID)", "")),
}


def interactive() -> bool:
    """Return True if questions can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def complete(kind: str, keys: Keys, session: Session) -> dict[str, str]:
    """Return the values that were given, and on a terminal the answers to questions about the others.

    Raises:
        PapError: if a value is given that such an item does not have, or one is missing that it needs.
    """
    from pap_cli.edit.facts.additions import ADDED
    from pap_cli.edit.order import key_order

    known = {*key_order(ADDED[kind][1]), "file", *(("under",) if kind == "milestone" else ())}
    known |= {"likelihood", "impact"} if kind == "risk" else set()
    given = {name.rstrip("_"): getattr(keys, name) for name in Keys.__struct_fields__}
    given = {name: text for name, text in given.items() if text is not None}
    if wrong := [name for name in given if name not in known]:
        raise PapError(f"a {kind} has no {wrong[0]}", f"leave out  --{wrong[0].replace('_', '-')}")
    for name, question, default in _QUESTIONS[kind]:
        if name in given or (name == "due" and "every" in given):
            continue
        if interactive():
            answer = session.ask(question, default)
            if answer:
                given[name] = answer
        elif default is None:
            raise PapError(f"--{name.replace('_', '-')} is missing", f"write  --{name.replace('_', '-')} …")
    return given


def values(given: dict[str, str]) -> dict[str, Value]:
    """Return the values of an entry, as they are written."""
    from pap_cli.edit.facts.additions import words
    from pap_cli.edit.text.scalars import Word

    found: dict[str, Value] = {}
    for name, text in given.items():
        if name in _OTHER:
            continue
        found[name] = words(text) if name in _LISTS else text if name in _TEXTS else Word(text)
    if "likelihood" in given or "impact" in given:
        found["initial"] = {one: Word(given[one]) for one in ("likelihood", "impact") if one in given}
    return found


def adds() -> Callable[..., Callable[..., None]]:
    """Give `pap add` its context, its session, the kind of item and the options for its keys."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(context: Context, session: Session, kind: str, **given: Any) -> None:
            command(context, session, kind, Keys(**given))

        hints = get_type_hints(command, include_extras=True)
        keyword = inspect.Parameter.KEYWORD_ONLY
        first = [inspect.Parameter(name, keyword, annotation=hints[name]) for name in ("context", "session", "kind")]
        annotations = get_type_hints(Keys, include_extras=True)
        run.__module__ = command.__module__
        return records()(with_signature(run, command, [*first, *options_of(Keys, Keys.__struct_fields__, annotations)]))

    return decorate
