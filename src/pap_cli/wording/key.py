"""The printed key: what each rating is called and means, and the rule behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import (
    KPI_KEY,
    RATED_BY_DATES,
    RULE_NOTES,
    by_rule,
    rating_key,
    roll_up_words,
    with_meaning,
)
from pap_cli.cell import Cell, Column, Tone
from pap_cli.document import Block, Facts, Heading, Paragraph, Table
from pap_cli.model.config import Policy
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import label_cell, title_of

# What stands below a list in place of the key.
CHART_WORDS = "For what Variation and Assurance mean, run  pap key"
_ROLL_UP_WORDS = "For how ratings roll up, run  pap key"


def roll_up_pointer(items: Sequence[object]) -> tuple[str, ...]:
    """Return where to read how the ratings of listed items roll up; nothing if there are none."""
    return (_ROLL_UP_WORDS,) if items else ()


def printed_key(now: Assessment) -> list[Block]:
    """Return the key of every plan, once for those with the same, and how ratings roll up."""
    found: list[Block] = []
    for key, plans in now.keys:
        lines = [
            ("", label_cell(key, rating, _line(key, rating, words))) for rating, words in rating_key(now.policy, key)
        ]
        if words := rule_note(key):
            lines.append(("", Cell(words, Tone.MUTED)))
        if len(now.keys) > 1:
            found += [Heading(f"Key of {', '.join(plans)}"), Facts(tuple(lines))]
        else:
            found += [Heading("Key"), Facts((*lines, ("", Cell(roll_up_note(now), Tone.MUTED))))]
    return [*found, Paragraph(roll_up_note(now), Tone.MUTED)] if len(now.keys) > 1 else found


def roll_up_note(now: Assessment) -> str:
    """Return how ratings roll up, in the words of the plans' key if they have the same."""
    return roll_up_words(now.policy, now.keys[0][0] if len(now.keys) == 1 else PLAIN_KEY)


def _line(key: Key, rating: Rating, words: str) -> str:
    """Return one line of the key: the rating of a milestone, and of a KPI."""
    of_kpis = kpi_meanings(key).get(rating)
    if of_kpis is None:
        return f"{key.label(rating)}: {words}"
    label = key.kpis.of(rating).label
    kpi = f"a KPI: {label}, {of_kpis}" if label else f"a KPI {of_kpis}"
    return f"{key.label(rating)}: {words}; {kpi}"


def rule_note(key: Key) -> str:
    """Return what the rule of a key means; empty for dates, whose key says it all."""
    return f"{RULE_NOTES[key.rated_by]} {RATED_BY_DATES}" if key.rated_by in RULE_NOTES else ""


def kpi_meanings(key: Key) -> dict[Rating, str]:
    """Return what the ratings of KPIs mean."""
    return {rating: with_meaning(key.kpis, rating, words) for rating, words in KPI_KEY}


def key_table(key: Key, policy: Policy) -> Table:
    """Return the key as a table: what a rating means for a milestone, and for a KPI."""
    of_kpis = kpi_meanings(key)
    rows = []
    for rating, words in rating_key(policy, key):
        label, meaning = key.kpis.of(rating).label, of_kpis.get(rating, "")
        rows.append((label_cell(key, rating), Cell(words), Cell(f"{label}: {meaning}" if label else meaning)))
    return Table((Column("Rating"), Column("A milestone", flexible=True), Column("A KPI", flexible=True)), tuple(rows))


def key_sentences(key: Key, policy: Policy) -> str:
    """Return the key for milestones as sentences."""
    meanings = ". ".join(f"{title_of(key, rating)}: {words}" for rating, words in rating_key(policy, key))
    return f"{meanings}. {rule_note(key)}".strip()


def key_notes(now: Assessment) -> tuple[str, ...]:
    """Return the keys that plans have of their own as notes below a list; nothing for plans without one."""
    return tuple(
        (f"Key of {', '.join(plans)}. " if len(now.keys) > 1 else "") + key_sentences(key, now.policy)
        for key, plans in now.keys
        if key.place is not None
    )


def kpi_key_notes(now: Assessment) -> tuple[str, ...]:
    """Return the keys of KPIs that plans have of their own as notes below a list; nothing for plans without one."""
    return tuple(
        (f"Key of {', '.join(plans)}. " if len(now.keys) > 1 else "")
        + " ".join(f"{title_of(key.kpis, rating)}: {words}." for rating, words in kpi_meanings(key).items())
        for key, plans in now.keys
        if key.kpis.place is not None
    )


def key_words(key: Key, policy: Policy) -> dict[str, str]:
    """Return the key for programs as one text for each rating, with its label if that is not its colour."""
    return {
        rating.value: f"{label}: {words}" if (label := key.of(rating).label) else words
        for rating, words in rating_key(policy, key)
    }


def key_facts(key: Key, policy: Policy) -> Mapping[str, object]:
    """Return the key for programs: of each rating its label, meaning, colour and rule."""
    return {
        rating.value: {
            "label": key.label(rating),
            "meaning": key.of(rating).meaning,
            "colour": key.of(rating).colour or None,
            "rule": words,
        }
        for rating, words in by_rule(policy, key)
    }
