"""The key of a plan: what its organisation calls the five ratings, in which colours it prints them, and by which rule.

The ratings stay five: a key gives each a label, a meaning and a colour, and may rate by percent instead of by dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, NamedTuple, NewType

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import quote
from pap_cli.model.entry import About, Entry
from pap_cli.model.judgements import Percent
from pap_cli.model.numbers import number
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating

# A colour as `#rrggbb`, in lower case.
Colour = NewType("Colour", str)

# The names of colours that can be written; the first sixteen are those of HTML 4.
COLOURS = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
    "grey": "#808080",
    "orange": "#ffa500",
    "amber": "#ffbf00",
    "gold": "#ffd700",
    "pink": "#ffc0cb",
    "brown": "#a52a2a",
    "turquoise": "#40e0d0",
    "violet": "#ee82ee",
    "indigo": "#4b0082",
}
COLOUR_FORM = 'write a hex colour in quotation marks, like "#f4b183", or a name like orange'
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)


def parse_colour(text: str) -> Colour:
    """Parse `#f4b183`, `#fb8` or the name of a colour.

    Raises:
        BadValueError: if TEXT is none of these.
    """
    if named := COLOURS.get(text.casefold()):
        return Colour(named)
    if found := _HEX.fullmatch(text):
        digits = found[1].lower()
        return Colour("#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)))
    raise BadValueError(f"{quote(text)} is not a colour", COLOUR_FORM)


class KeyRule(StrEnum):
    """What the rating of a milestone that is not delivered follows from."""

    DATES = "dates"
    ELAPSED = "elapsed"
    PERCENT = "percent"
    RISKS = "risks"


class KeyRating(Entry, frozen=True, kw_only=True):
    """What one rating is called and means, how it is printed, and from which percent it holds."""

    SHORTHAND: ClassVar[str] = "label"

    label: Annotated[str | None, About("What it is called, such as Off track; if missing, as its colour.")] = None
    meaning: Annotated[str | None, About("What it means, in the organisation's own words.")] = None
    # Not None where there is none: a hex colour without quotation marks is a comment, which is then reported.
    colour: Annotated[Colour, About("The colour that it is printed in: hex, or a name.", example='"#f4b183"')] = Colour(
        ""
    )
    at_least: Annotated[
        Percent | None,
        About("The lowest percent that is rated so; for green and amber, with rule: percent or elapsed.", key="from"),
    ] = None
    over: Annotated[
        Percent | None, About("The percent above which it is rated so: as from, without the percent itself.")
    ] = None
    past_due_under: Annotated[
        Percent | None,
        About("For red, with rule: percent: also red if it is past its due date and below this percent."),
    ] = None
    place: Place | None = None

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The keys of the percentages that are written."""
        written = (("from", self.at_least), ("over", self.over), ("past_due_under", self.past_due_under))
        return tuple(name for name, percent in written if percent is not None)

    @property
    def bound(self) -> Percent | None:
        """The percent from which, or above which, it holds."""
        return self.over if self.at_least is None else self.at_least

    def takes(self, percent: float) -> bool:
        """Return True if a percent reaches its bound."""
        if self.at_least is not None:
            return percent >= self.at_least
        return self.over is not None and percent > self.over

    @property
    def bound_words(self) -> str:
        """Its bound in words: `75% or more`, `more than 75%`; empty without one."""
        if self.at_least is not None:
            return f"{number(self.at_least)}% or more"
        return "" if self.over is None else f"more than {number(self.over)}%"


_AS_COLOURS = KeyRating()


class Labels(Entry, frozen=True, kw_only=True, dict=True):
    """What ratings are called and mean."""

    @cached_property
    def _written(self) -> dict[Rating, KeyRating]:
        return {rating: getattr(self, rating.value, _AS_COLOURS) for rating in Rating}

    def of(self, rating: Rating) -> KeyRating:
        """Return what is written about a rating."""
        return self._written[rating]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that are written, worst rating first."""
        return tuple(one.label for one in self._written.values() if one.label)

    def label(self, rating: Rating) -> str:
        """Return what a rating is called: its label, or its colour."""
        return self._written[rating].label or rating.value

    def rating_of(self, words: str) -> Rating | None:
        """Return the rating with a colour or a label, in any case; None if there is none."""
        return self._by_words.get(plain(words))

    @cached_property
    def _by_words(self) -> dict[str, Rating]:
        labels = {plain(self.label(rating)): rating for rating in reversed(Rating)}
        return {**labels, **{rating.value: rating for rating in Rating}}


def plain(words: str) -> str:
    """Return a label as it is compared: in lower case, with single spaces."""
    return " ".join(words.split()).casefold()


class KpiKey(Labels, frozen=True, kw_only=True):
    """What the ratings of KPIs are called and mean; the targets and floors of each KPI decide them."""

    red: Annotated[KeyRating, About("Worse than its floor or, without a floor, its target.")] = _AS_COLOURS
    amber: Annotated[KeyRating, About("Worse than its target, but not its floor.")] = _AS_COLOURS
    green: Annotated[KeyRating, About("On target.")] = _AS_COLOURS
    grey: Annotated[KeyRating, About("Without a figure or a target.")] = _AS_COLOURS
    place: Place | None = None


# The key of KPIs that have none of their own.
PLAIN_KPI_KEY = KpiKey()


class Key(Labels, frozen=True, kw_only=True):
    """What the five ratings of a plan are called, mean and look like, and the rule that they follow from."""

    rule: Annotated[
        KeyRule,
        About(
            "What milestones that are not delivered are rated by. dates: by their due dates; percent: by the newest "
            "percent complete; elapsed: by the percent complete against the share of time gone from start to due date; "
            "risks: by their due dates and the open risks that affect them, whichever is worse."
        ),
    ] = KeyRule.DATES
    red: Annotated[KeyRating, About("The worst rating.")] = _AS_COLOURS
    amber: Annotated[KeyRating, About("At risk.")] = _AS_COLOURS
    green: Annotated[KeyRating, About("On track.")] = _AS_COLOURS
    blue: Annotated[KeyRating, About("Delivered, and its evidence accepted if that is required.")] = _AS_COLOURS
    grey: Annotated[KeyRating, About("Cancelled or not rated.")] = _AS_COLOURS
    kpis: Annotated[KpiKey, About("What the ratings of the plan's KPIs are called and mean.")] = PLAIN_KPI_KEY
    place: Place | None = None

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What contradicts itself in the rule and its thresholds: then milestones are rated by their dates."""
        return tuple(_contradictions(self))

    @property
    def rated_by(self) -> KeyRule:
        """The rule that milestones are rated by: dates, if the rule that is written cannot be followed."""
        followed = self.rule is not KeyRule.DATES and not self.contradictions
        return self.rule if followed and (self.place is None or not self.place.faulty) else KeyRule.DATES


class Contradiction(NamedTuple):
    """Something in a key that cannot be followed: what is wrong, what to write, and the key of a rating to point at."""

    rating: Rating | None
    message: str
    help: str
    field: str = "from"


# What a rule with a percentage needs, as its organisation would write it.
_EXAMPLES = {
    KeyRule.PERCENT: "green: {over: 75} and amber: {over: 25}",
    KeyRule.ELAPSED: "green: {from: 90} and amber: {from: 70}",
}


_UNDER = "past_due_under"


def _contradictions(key: Key) -> Iterator[Contradiction]:
    if key.rule in (KeyRule.DATES, KeyRule.RISKS):
        yield from _without_rule(key)
        return
    yield from _misplaced(key)
    for rating, one in ((Rating.GREEN, key.green), (Rating.AMBER, key.amber)):
        if one.at_least is not None and one.over is not None:
            yield Contradiction(rating, f"{rating} has both from and over", "write one of them", "over")
        elif one.bound is None:
            help = f"write {_EXAMPLES[key.rule]}, with the percentages of your own key"
            yield Contradiction(None, f"rule: {key.rule} needs the percent from which {rating} holds", help)
    green, amber, under = key.green, key.amber, key.red.past_due_under
    if green.bound is not None and amber.bound is not None and not _below(amber, green):
        message = f"amber, at {amber.bound_words}, is not below green, at {green.bound_words}"
        yield Contradiction(
            Rating.AMBER, message, "write a lower percent for amber than for green", amber.thresholds[0]
        )
    if under is not None and key.rule is not KeyRule.PERCENT:
        yield Contradiction(Rating.RED, f"past_due_under does not apply with rule: {key.rule}", "delete it", _UNDER)
    elif under is not None and amber.bound is not None and under <= amber.bound:
        message = f"past_due_under: {number(under)} changes nothing: below {number(amber.bound)}% is red anyway"
        yield Contradiction(Rating.RED, message, f"write more than {number(amber.bound)}, or delete it", _UNDER)


def _without_rule(key: Key) -> Iterator[Contradiction]:
    """Yield the thresholds of a key that rates by dates."""
    for rating in Rating:
        if names := " and ".join(key.of(rating).thresholds):
            help = "add rule: percent or rule: elapsed to the key, or delete the percentage"
            rule = "this key has none" if key.rule is KeyRule.DATES else f"rule: {key.rule} is none by percent"
            message = f"{names} of {rating} needs a rule, and {rule}"
            yield Contradiction(rating, message, help, key.of(rating).thresholds[0])


def _misplaced(key: Key) -> Iterator[Contradiction]:
    """Yield the thresholds of ratings that cannot have them."""
    for rating in (Rating.RED, Rating.BLUE, Rating.GREY):
        given = key.of(rating)
        if given.bound is not None:
            name = "from" if given.at_least is not None else "over"
            what = "everything below amber is red" if rating is Rating.RED else f"no percent is rated {rating}"
            yield Contradiction(rating, f"{name} cannot apply to {rating}: {what}", "delete it", name)
    for rating in Rating:
        if rating is not Rating.RED and key.of(rating).past_due_under is not None:
            yield Contradiction(rating, f"past_due_under applies to red, not to {rating}", "write it in red", _UNDER)


def _below(lower: KeyRating, upper: KeyRating) -> bool:
    """Return True if some percent reaches the lower of two bounds and not the upper one."""
    if lower.bound is None or upper.bound is None:
        return False
    return lower.bound < upper.bound or (lower.bound == upper.bound and lower.over is None and upper.over is not None)


# The key of a plan that has none of its own.
PLAIN_KEY = Key()


def shared_key(keys: Iterable[Key]) -> Key:
    """Return the key that all of some plans have; the plain one if theirs differ, or there is none."""
    first, *others = tuple(keys) or (PLAIN_KEY,)
    return first if all(key is first or key == first for key in others) else PLAIN_KEY
