"""Rules about the keys of an entry."""

from __future__ import annotations

from collections.abc import Collection

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
        milestones: [{id: A1.1, title: Published}]
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


def unknown_key(key: str, near: str | None, keys: Collection[str], folder: str | None) -> Problem:
    """Return the problem of an unknown key: the key most like it, the valid keys, and a folder where it is valid."""
    if near:
        help = f"did you mean {near}?"
    else:
        help = f"move {key} to a file in {folder}" if folder else f"valid keys: {', '.join(keys)}"
    return UNKNOWN_KEY, f"unknown key {quote(key)}", help


def empty_entry(required: str) -> Problem:
    """Return the problem of an entry with nothing in it."""
    return MISSING_KEY, "this entry is empty", f"write {required}, or delete it"


def not_an_entry(help: str) -> Problem:
    """Return the problem of text or a list in place of an entry."""
    return WRONG_SHAPE, "expected an entry with keys", help


def not_keyed(key: str, keyed_by: str, *, dashes: bool) -> Problem:
    """Return the problem of a field that must be a mapping, but is a list with dashes or something else."""
    help = f"replace each dash with the {keyed_by} and a colon" if dashes else f"write it like {key}: {{…: …}}"
    return WRONG_SHAPE, f"{key} must be a mapping with each {keyed_by} as a key", help


def not_a_list(key: str) -> Problem:
    """Return the problem of a field that must be a list of entries."""
    return WRONG_SHAPE, f"{key} must be a list", "start each entry with “- ”, or write [ … ] around them"
