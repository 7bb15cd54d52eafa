"""Rules about whole files: how they are stored and encoded, and what they contain beside YAML."""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.problems import problem

UNREADABLE_FILE = problem(
    "PAP001",
    "unreadable-file",
    """The file cannot be read.

    It is no ordinary file, it may not be opened, it is larger than any plan, or it is a link to somewhere outside the
    workspace. Everything else in the workspace is still read.""",
)
NOT_UTF8 = problem(
    "PAP002",
    "not-utf8",
    """The file is not text in UTF-8.

    Plans are plain text in UTF-8. A file saved from an older Windows program may be in another encoding, and a
    document or spreadsheet is no text at all. Save it as UTF-8.""",
)
BYTE_ORDER_MARK = problem(
    "PAP003",
    "byte-order-mark",
    """The file starts with a byte-order mark.

    It is read all the same, but other tools stumble over the invisible character. Save it as UTF-8 without BOM.""",
    Severity.WARNING,
)
CONTROL_CHARACTER = problem(
    "PAP004",
    "control-character",
    """The file holds an invisible control character.

    YAML does not allow them, and no plan needs one. They come in with text pasted from other programs.""",
)
MERGE_CONFLICT = problem(
    "PAP005",
    "merge-conflict",
    """A merge conflict was left in the file.

    Lines of `<<<<<<<`, `=======` and `>>>>>>>` mark two versions between which somebody has still to decide.""",
)
HIDDEN_CHARACTER = problem(
    "PAP006",
    "hidden-character",
    """The file holds a character that nobody sees: it turns the direction of what is shown, or takes no room.

    With such a character a line can show one date to the person who reviews it and hold another, and two owners can
    read alike and not be the same. They come in with pasted text too. Comments are looked at as well, and what is
    written as an escape, as in `"\\u202e"`. Joiners between the letters of a script or in an emoji are let be.

    Bad:

    ```yaml
    owners: {deputy: "Deputy\\u200b head"}
    ```

    Good:

    ```yaml
    owners: {deputy: Deputy head}
    ```""",
)
NO_PLAN = problem(
    "PAP112",
    "no-plan",
    """The file or folder does not say which plan it is.

    A file in `plans/` starts with `plan:`; a folder in `plans/` has a `plan.yaml` that does, and no other file in it
    does.""",
)
