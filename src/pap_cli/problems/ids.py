"""Rules about IDs and references to them."""

from __future__ import annotations

import re

from pap_cli.model.dates import quote
from pap_cli.problems import Problem, problem

AMBIGUOUS_ID = problem(
    "PAP107",
    "ambiguous-id",
    """An id is written so that other YAML readers take it for something else.

    `no` is false to many readers, `1.10` the number 1.1, `0123` eighty-three, `12:30` seven hundred and fifty. `pap`
    reads them as text, but the editor, a script or the next tool would not: put them between quotation marks.

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
    """An id holds characters that make it hard to refer to.

    An id is letters, digits and `- _ . : /`, without spaces, at most 80 characters.""",
)
DUPLICATE_ID = problem(
    "PAP109",
    "duplicate-id",
    """Two items have the same id.

    Whatever refers to it could mean either. The first is kept.

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
    """Something refers to an id that nobody has.

    The nearest id there is named.

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
    """Two ids look alike and are not the same.

    They differ only in upper and lower case, in width or form (`Ａ1` and `A1`), or in a letter that Latin, Cyrillic and
    Greek have in common (`А1` with a Cyrillic А). Whoever refers to one of them may mean the other. Only letters that
    most typefaces draw alike are compared; `0` and `O` are not.

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
