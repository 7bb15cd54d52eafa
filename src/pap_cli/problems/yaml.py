"""Rules about YAML: the syntax, and the parts of it that pap does not support."""

from __future__ import annotations

from pap_cli.problems import problem

YAML_SYNTAX = problem(
    "PAP010",
    "yaml-syntax",
    """The file is not YAML.

    Nothing of a file with a syntax error is read; the other files are. Most often a line holds a second colon and
    space, or is not lined up with its neighbours.""",
)
TAB_INDENTATION = problem(
    "PAP011",
    "tab-indentation",
    """A line is indented with a tab.

    YAML is indented with spaces only.""",
)
DUPLICATE_KEY = problem(
    "PAP012",
    "duplicate-key",
    """The same key is written twice in one entry.

    Most YAML readers keep the last one in silence, so that a `due:` pasted twice moves a date unseen. `pap` keeps the
    first and says so.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        owner: head
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
SEVERAL_DOCUMENTS = problem(
    "PAP013",
    "several-documents",
    """The file holds more than one YAML document.

    A line of `---` starts a second document, which most readers would drop. One file is one document.""",
)
TAG = problem(
    "PAP014",
    "yaml-tag",
    """A YAML tag such as `!!str` or `!include` is used.

    Tags make a reader build or fetch things. `pap` reads plain values only.""",
)
MERGE_KEY = problem(
    "PAP015",
    "merge-key",
    """A merge key (`<<:`) is used.

    Readers disagree about what it means, and it can be made to take for ever. Write the fields out.""",
)
ALIAS = problem(
    "PAP016",
    "alias",
    """An alias cannot be followed.

    Its anchor is not there, it stands inside what it repeats, or the aliases of the file multiply into more than any
    plan holds.""",
)
TOO_MUCH = problem(
    "PAP017",
    "too-much",
    """The file is deeper or longer than any plan.

    A limit that keeps a stranger's file from using up the machine.""",
)
KEY_NOT_TEXT = problem(
    "PAP018",
    "key-not-text",
    """A key is not a word or text.

    Every entry is written as `name: value`.""",
)
