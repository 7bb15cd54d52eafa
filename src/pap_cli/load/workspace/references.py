"""The IDs that entries refer to, and where they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.items import Dated
from pap_cli.model.place import Place, Span


def naming_entries(steps: Iterable[Dated]) -> Iterator[tuple[str, Entry]]:
    """Yield the evidence and the approvals that may name a body or an owner, with the ID of what they are about."""
    for step in steps:
        for item in step.evidence:
            if item.accepted_by is not None:
                yield step.id, item
        for fact in (step.completed, step.evidenced):
            if fact is not None and fact.place is not None:
                yield step.id, fact
                if fact.approved is not None and fact.approved.place is not None:
                    yield step.id, fact.approved


def kind_word(kind: str) -> str:
    """Return the word for a kind of reference in a message."""
    words = {"work": "action or milestone", "kpi": "KPI", "decider": "owner or body"}
    return {**words, "item": "recommendation, action, milestone or KPI"}.get(kind, kind)


def span_within(place: Place, name: str, id: str) -> Span:
    """Return the span of one ID in a field that may list several."""
    written = place.fields.get(name)
    if written is None:
        return place.span()
    _, start, end = written
    # not within a longer ID: R1 in R11, or A1 in A1.1
    found = re.compile(rf"(?<![\w.:/-]){re.escape(id)}(?![\w.:/-])").search(place.source.text, start, end)
    return place.source.span(found.start(), found.end()) if found else place.span(name)


_REFERENCES: dict[type, tuple[tuple[str, str, str], ...]] = {}


def referred_to(entries: Sequence[Any]) -> list[tuple[str, set[str]]]:
    """Return the IDs that entries of one class refer to, each set with its kind."""
    found: list[tuple[str, set[str]]] = []
    for name, _, kind in reference_fields(type(entries[0])) if entries else ():
        named = list(filter(None, map(attrgetter(name), entries)))
        found.append((kind, set(named) if named and isinstance(named[0], str) else set(chain.from_iterable(named))))
    return found


def reference_fields(cls: type[Any]) -> tuple[tuple[str, str, str], ...]:
    """Return the fields of a class that refer to IDs, each with its key in the file and the kind of ID."""
    if cls not in _REFERENCES:
        found = ((field.name, field.about.key or field.name, field.about.refers) for field in written_fields(cls))
        _REFERENCES[cls] = tuple((name, key, kind) for name, key, kind in found if kind)
    return _REFERENCES[cls]
