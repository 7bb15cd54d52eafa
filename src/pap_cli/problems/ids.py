"""Rules about IDs and references to them, and which IDs are ambiguous."""

from __future__ import annotations

import re

from pap_cli.model.dates import quote
from pap_cli.problems import Problem, problem

AMBIGUOUS_ID = problem(
    "PAP107",
    "ambiguous-id",
    """Other YAML readers do not take an ID as text.

    Many readers take `no` as false, `1.10` as the number 1.1, `0123` as 83 and `12:30` as 750. `pap` reads these IDs as
    text, but an editor, a script or another tool may not. Put them in quotation marks.

    Bad:

    ```yaml
    actions:
      - id: 1.10
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
    ```

    Good:

    ```yaml
    actions:
      - id: "1.10"
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
    ```""",
)
BAD_ID = problem(
    "PAP108",
    "bad-id",
    """An ID contains a character that is not allowed, or is too long.

    An ID consists of at most 80 letters, digits and `- _ . : /`, starting with a letter or digit, without spaces.""",
)
DUPLICATE_ID = problem(
    "PAP109",
    "duplicate-id",
    """Two items have the same ID, or two baselines of a plan the same name.

    A reference to it could mean either. The first is used.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-01}
          - {id: A1.1, title: Published, due: 2016-12-01}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-01}
          - {id: A1.2, title: Published, due: 2016-12-01}
    ```""",
)
UNKNOWN_ID = problem(
    "PAP110",
    "unknown-id",
    """A reference names an ID that does not exist.

    The message suggests the most similar ID. A decision is a reference too: `by` of an extension, of a cancellation and
    of an override names an owner or a body. The `by` of a note is any name; see
    [author-nearly-an-id](author-nearly-an-id.md).

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: haed
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
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
LOOK_ALIKE_ID = problem(
    "PAP114",
    "look-alike-id",
    """Two IDs look alike but are different.

    They differ only in upper and lower case, in width or form (`Ａ1` and `A1`), or in a letter that looks the same in
    Latin, Cyrillic and Greek (`А1` with a Cyrillic А). A reference to one of them may be meant for the other. Only
    letters that look the same in most typefaces are compared; `0` and `O` are not.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
      - id: a1
        title: Train the teams
        answers: [R1]
        owner: head
        milestones: [{id: A2.1, title: Trained, due: 2016-12-01}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
      - id: A2
        title: Train the teams
        answers: [R1]
        owner: head
        milestones: [{id: A2.1, title: Trained, due: 2016-12-01}]
    ```""",
)

_WORDS = {
    **dict.fromkeys(("y", "yes", "on", "true"), "true"),
    **dict.fromkeys(("n", "no", "off", "false"), "false"),
    **dict.fromkeys(("null", "~"), "nothing"),
}
_NUMBER = (
    r"(?i)(?:[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9]+(?:_[0-9]+)+"
    r"|[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=e))(?:e[-+]?[0-9]+)?"
    r"|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)"
)
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"


def ambiguity(id: str) -> str | None:
    """Return what other YAML readers take an ID without quotation marks as, such as `a number`; None if it is text."""
    if id[:1].isalpha() or id == "~":
        return _WORDS.get(id.lower())
    if re.fullmatch(_DATE, id):
        return "a date"
    return "a number" if re.fullmatch(_NUMBER, id) else None


def ambiguous_id(id: str, taken_as: str) -> Problem:
    """Return the problem of an ID that other YAML readers take as something else."""
    message = f"ambiguous ID {quote(id)}: other YAML readers take it as {taken_as}"
    return AMBIGUOUS_ID, message, f'write "{id}", in quotation marks'
