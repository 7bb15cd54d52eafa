"""Rules about the keys of an entry."""

from __future__ import annotations

from pap_cli.problems import problem

UNKNOWN_KEY = problem(
    "PAP101",
    "unknown-key",
    """The entry holds a key that `pap` does not know.

    A key that is misspelt would otherwise be a fact that nobody sees. The nearest known key is named.

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
    """A key that every such entry needs is not there, or has no value.

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
    "PAP103",
    "wrong-shape",
    """A list stands where a single value belongs, or the other way round.""",
)
