"""Rules about YAML: syntax errors, limits, and features that `pap` does not support."""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.problems import problem

YAML_SYNTAX = problem(
    "PAP010",
    "yaml-syntax",
    """The file is not valid YAML.

    A file with a syntax error is not read at all; the other files are. The usual causes are a second colon and space in
    a line, and wrong indentation.""",
)
TAB_INDENTATION = problem(
    "PAP011",
    "tab-indentation",
    """A line is indented with a tab.

    Only spaces can indent YAML.""",
)
DUPLICATE_KEY = problem(
    "PAP012",
    "duplicate-key",
    """An entry contains the same key twice.

    Most YAML readers silently use the last one, so a second `due:` can change a date unnoticed. `pap` uses the first
    and reports the second.

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
    """The file contains more than one YAML document.

    A line of `---` starts a second document, which most readers ignore. Put each document in its own file.""",
)
YAML_TAG = problem(
    "PAP014",
    "yaml-tag",
    """A YAML tag such as `!!str` or `!include` is used.

    Tags can make a reader create objects or open other files. `pap` reads plain values only.""",
)
MERGE_KEY = problem(
    "PAP015",
    "merge-key",
    """A merge key (`<<:`) is used.

    YAML readers disagree about its meaning, and it can be used to exhaust memory. Write the keys in full.""",
)
ALIAS = problem(
    "PAP016",
    "alias",
    """An alias cannot be resolved.

    Its anchor is not defined, it refers to itself, or the aliases of the file repeat too many values.""",
)
TOO_MUCH = problem(
    "PAP017",
    "too-much",
    """The file is too large or nested too deeply, or has too many problems to show.

    These limits protect the machine from a file that is meant to exhaust it.""",
)
KEY_NOT_TEXT = problem(
    "PAP018",
    "key-not-text",
    """A key is not text.

    Every key is a word or text, as in `name: value`.""",
)
COMMENT_IN_TEXT = problem(
    "PAP019",
    "comment-in-text",
    """Text after a space and `#` is a comment, so it is left out.

    In YAML, a `#` after a space starts a comment, unless the text is in quotation marks. The end of a title with a
    number such as `#4` is lost without an error. A comment with a space after its `#` is not reported, nor is one after
    a date, a number or an ID.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Reduce waits on ward #4 by May
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: "Reduce waits on ward #4 by May"
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-01}]
    ```""",
    Severity.WARNING,
)
