"""Rules about the keys of an entry."""

from __future__ import annotations

from collections.abc import Container

from pap_cli.model.dates import quote
from pap_cli.problems import Problem, problem

UNKNOWN_KEY = problem(
    "PAP101",
    "unknown-key",
    """An entry contains a key that `pap` does not know.

    Otherwise a fact under a misspelt key would be lost. The message suggests the most similar valid key.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01, complete: 2016-09-30}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01, completed: 2016-09-30}]
    ```""",
)
MISSING_KEY = problem(
    "PAP102",
    "missing-key",
    """A required key is missing or has no value.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, due: 2016-12-01}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
    ```""",
)
WRONG_SHAPE = problem(
    "PAP103", "wrong-shape", """A list or a mapping is in place of a single value, or the other way round."""
)


# What to do with a key for a rating, which is computed.
COMPUTED_RATING = (
    "ratings are computed. To set one for a time, write override: {rating: amber, by: …, reason: …, until: …}"
)
DELETE_RATING = "ratings are computed: delete it"


def kept(key: str) -> str:
    """Return how to keep a status or a percent that a person judged beside what is computed."""
    return f"To keep the tracker's own beside it, write judgements: {{on: …, {key}: …}}"


# What to do with a key for the way that a score went, which is computed.
COMPUTED_DIRECTION = "the direction is computed from the changes: delete it"
# What people write for the states of a milestone.
_DONE = ("completed", "complete", "done", "delivered", "finished", "achieved", "closed", "100%", "blue", "yes", "true")
_STARTED = ("in progress", "started", "ongoing", "underway", "under way", "on track", "on going", "wip", "doing")
_CANCELLED = ("cancelled", "canceled", "dropped", "withdrawn", "superseded", "abandoned")
_NOT_DONE = (
    *("not started", "not yet started", "open", "pending", "to do", "todo", "new", "planned", "outstanding", "0%"),
    *("late", "overdue", "delayed", "slipped", "behind", "off track"),
)


def computed_state(word: str, keys: Container[str]) -> str:
    """Return what to do with a key for a state, which is computed.

    `word` is its value in lower case, and `keys` are the keys of its entry.
    """
    if "milestones" in keys:
        return "states are computed from the milestones: delete it"
    if "completed" not in keys:
        return "states are computed: " + ("write closed: and the day, once it is" if "closed" in keys else "delete it")
    if word in _DONE:
        write = "write completed: and the day"
    elif word in _STARTED:
        write = "write started: and the day"
    elif word in _CANCELLED:
        write = "write cancelled: {on: …, reason: …}"
    elif word in _NOT_DONE:
        write = "delete it"
    else:
        write = "write started: or completed: and the day, or cancelled: {on: …, reason: …}"
    return f"states are computed: {write}"


def unknown_key(key: str, help: str) -> Problem:
    """Return the problem of an unknown key."""
    return UNKNOWN_KEY, f"unknown key {quote(key)}", help


def empty_entry(help: str) -> Problem:
    """Return the problem of an entry with nothing in it."""
    return MISSING_KEY, "this entry is empty", f"{help}, or delete it"


def not_an_entry(help: str) -> Problem:
    """Return the problem of text or a list in place of an entry."""
    return WRONG_SHAPE, "expected an entry with keys", help


def not_entries(key: str, count: int, form: str) -> Problem:
    """Return the problem of a list with text, or something else, in place of some of its entries."""
    which = f"{count} entries" if count > 1 else "an entry"
    verb = "have" if count > 1 else "has"
    return WRONG_SHAPE, f"{which} of {key} {verb} no keys", f"write {'each like ' if count > 1 else ''}{form}"


def not_keyed(key: str, keyed_by: str, form: str, *, dashes: bool) -> Problem:
    """Return the problem of a field that must be a mapping, but is a list with dashes or something else."""
    help = f"replace each dash with the {keyed_by} and a colon, like {form}" if dashes else f"write it like {form}"
    return WRONG_SHAPE, f"{key} must be a mapping with each {keyed_by} as a key", help


def not_a_list(key: str, form: str) -> Problem:
    """Return the problem of a field that must be a list of entries; `form` is that of one, if it is not written."""
    help = f"write each entry like - {form}" if form else "start each entry with “- ”, or write [ … ] around them"
    return WRONG_SHAPE, f"{key} must be a list", help


def not_single(key: str, refers: str | None, only: str | None, *, text: bool) -> str:
    """Return what to write for a list in place of one value; `only` is its only entry."""
    if refers == "body":
        return f"write {key}: {only}" if only else ONE_BODY
    if only and not text:
        return f"write {key}: {only}"
    return "put the text in quotation marks" if text else "write one value"


def not_ids(key: str) -> str:
    """Return what to write in place of a mapping or a list for an ID in a list of them."""
    return f"write its ID, or several as in {key}: [one, two]"


# A key without a colon between braces: the rest of a text with a comma.
REST_OF_TEXT = "if it belongs to the text before the comma, put that text in quotation marks"


# The keys that take one ID: a body, or an owner or body that decides.
ONE_ID = ("body", "by", "made_by", "to")
# What to do with several where one is expected.
ONE_BODY = "write one body, or add a joint body in bodies:"
