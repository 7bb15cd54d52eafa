"""What a heading may mean, in the words of councils, NHS trusts, police, fire, schools and care providers.

A heading alone misleads: “Date of Completion” is often the day by which, “Current Status” often a note.  So a heading
gives hints, in order; what is in the column decides between them, and a hint may be one that is always asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from msgspec import Struct


class Hint(Struct, frozen=True):
    """One thing that a heading may mean.

    `asks` if people use the same words for different things; `needs` if what is in the column must speak for it.
    """

    means: str
    asks: bool = False
    needs: bool = False


# What is longer is no heading, and takes time.
_LONGEST = 300
# Between a heading over several columns and the one below it: the lower one counts most.
BELOW = " › "
_FILE = Path(__file__).with_suffix(".tsv")
# “Rev.” is not among them: it is a revised date, or a review.
_SHORT = {
    "tgt": "target",
    "orig": "original",
    "est": "estimated",
    "compl": "completion",
    "rec'd": "received",
    "#": "no",
}
# “3. Response” is the third column of a form.
_NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\w{2})")
# In these the second word counts as much as the first.
_BOTH = re.compile(
    r"^(?:start|from)\b|^(?:actual|completed|delivered)(?: date)?$|"
    r"\b(?:responses?|mitigations?|taken|undertaken|planned|must|required)$"
)
_PLANNED_START = re.compile(r"\bstart|\bcommenc")
_REVISED_WORDS = re.compile(r"\b(?:revised?|new|extended|amended|updated|latest|current)\b")
_FORECAST_WORDS = re.compile(r"\b(?:forecast|projected|anticipated|estimated|expected)\b")


def _rules() -> Iterator[tuple[re.Pattern[str], list[str]]]:
    """Yield the patterns of the headings, with the meanings of each."""
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    for means, several in groupby((line.split("\t") for line in lines), key=itemgetter(0)):
        yield re.compile("|".join(pattern for _, pattern in several)), means.split()


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], list[str]], ...]:
    return tuple(_rules())


def plain_heading(heading: str) -> str:
    """Return a heading in lower case, without punctuation, brackets and repeated spaces, its short forms in full."""
    text = re.sub(r"[_\n\r\t]+", " ", heading.casefold())
    text = _NUMBERED.sub("", text)
    outside = re.sub(r"\([^)]*\)", " ", text)
    text = outside if re.search(r"[a-z#%]", outside) else text
    words = [word for word in re.findall(r"[a-z0-9%£'’-]+|#", text.replace("’", "'")) if word.strip("-'")]
    return " ".join(_SHORT.get(word, word) if len(words) > 1 else word for word in words).strip(" '-")


@lru_cache(maxsize=4096)
def hints_of(heading: str) -> tuple[Hint, ...]:
    """Return what a heading may mean, the likeliest first; nothing if no word of it is known.

    In “Action/Target” the first word counts most.
    """
    heading = heading[:_LONGEST]
    first, slash, _ = heading.partition("/")
    found: dict[str, Hint] = {}
    if BELOW in heading:
        found = _hints(plain_heading(heading.rpartition(BELOW)[2]))
    if slash and len(first.strip()) > 3 and "(" not in first and not _BOTH.search(plain_heading(first)):
        found = _hints(plain_heading(first))
    if re.search(r"\([^)]*\b(?:report|updates?|narrative|comments?)\b", heading.casefold()):
        found.setdefault("notes", Hint("notes"))
    for means, hint in _hints(plain_heading(heading)).items():
        found.setdefault(means, hint)
    if not found and re.search(r"[%£]", heading):
        means = "percent_complete" if "%" in heading else "cost"
        found[means] = Hint(means)
    return tuple(found.values())


def _hints(plain: str) -> dict[str, Hint]:
    found: dict[str, Hint] = {}
    for pattern, names in _compiled():
        if pattern.search(plain):
            for name in names:
                means = _named(name.rstrip("?!"), plain)
                found.setdefault(means, Hint(means, asks=name.endswith("?"), needs=name.endswith("!")))
    return found


def _named(name: str, plain: str) -> str:
    """Return the meaning behind a word of the rules that depends on others in the heading."""
    if name == "@planned":
        if _PLANNED_START.search(plain):
            return "start"
        if _REVISED_WORDS.search(plain):
            return "revised_due"
        return "forecast" if _FORECAST_WORDS.search(plain) else "due"
    return {"@others": "others", "@support": "support", "@label": "label", "@priority": "priority"}.get(name, name)


def is_heading(text: str) -> bool:
    """Return True if a text can be a heading that is known: short, and with a hint."""
    return 0 < len(text) <= 140 and len(text.split()) <= 16 and bool(hints_of(text))
