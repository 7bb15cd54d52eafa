"""Rules about whole files: access, encoding, hidden characters, and which plan they belong to."""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.problems import problem

UNREADABLE_FILE = problem(
    "PAP001",
    "unreadable-file",
    """The file cannot be read.

    It is not a regular file, access is denied, it is too large, or it is a link to a place outside the workspace. The
    other files of the workspace are still read.""",
)
NOT_UTF8 = problem(
    "PAP002",
    "not-utf8",
    """The file is not text in UTF-8.

    Plans are plain text in UTF-8. A file saved by an older Windows program may be in another encoding, and a document
    or spreadsheet is not text. Save the file as UTF-8.""",
)
BYTE_ORDER_MARK = problem(
    "PAP003",
    "byte-order-mark",
    """The file starts with a byte-order mark.

    It is read, but other tools may fail on this invisible character. Save the file as UTF-8 without BOM.""",
    Severity.WARNING,
)
CONTROL_CHARACTER = problem(
    "PAP004",
    "control-character",
    """The file contains an invisible control character.

    YAML does not allow control characters. They often come with text pasted from other programs.""",
)
MERGE_CONFLICT = problem(
    "PAP005",
    "merge-conflict",
    """The file contains an unresolved merge conflict.

    Lines of `<<<<<<<`, `=======` and `>>>>>>>` mark two versions of the same text. Keep one version and delete these
    lines.""",
)
HIDDEN_CHARACTER = problem(
    "PAP006",
    "hidden-character",
    """The file contains a hidden character, which reverses the text shown or takes no space.

    Such a character can make a line look different from its content: a reviewer sees one date and the file contains
    another, or two owners look the same but are not. They often come with pasted text. Comments are searched too, and
    escapes such as `"\\u202e"`. Joiners between the letters of a script or in an emoji are allowed.

    Bad:

    ```yaml
    owners: {deputy: "Deputy\\u200b head"}
    ```

    Good:

    ```yaml
    owners: {deputy: Deputy head}
    ```""",
)
EMPTY_FILE = problem(
    "PAP008",
    "empty-file",
    """A file of KPIs, or another file in the folder of a plan, is empty.

    It may have been emptied by mistake, and then everything that was in it is missing from the plan. Delete the file if
    nothing belongs in it. A file with a comment, such as `# to come`, is not reported.""",
    Severity.WARNING,
)
FILE_NOT_READ = problem(
    "PAP007",
    "file-not-read",
    """A file or folder looks as if it were read, but is not.

    A plan or a KPI in it is missing everywhere, and nothing else would tell you. Reported are

    - in `plans/` and `kpis/`: a file whose name is almost that of a YAML file, such as `P.YAML`, `plan.Yml`,
      `plan.yalm` or `plan.yaml.txt`; a `.json` or `.txt` file that starts like a plan or a file of KPIs; and settings
    - beside them: a folder such as `KPIs`, `Plans` or `plan`, or a file such as `kpis.yaml`, with a plan or KPIs in
      it; and a file whose name is almost `pap.toml`, such as `PAP.toml`, `.pap.toml` or `pap.yaml`
    - a CSV file in `kpis/` that no KPI names with `observations: {csv: …}`
    - `[tool.pap]` in `pyproject.toml`, if there is a `pap.toml`

    Not reported are hidden files, backups such as `plan.yaml~`, `plan.yaml.bak` and `plan.yaml.orig`, files that are
    compressed or encrypted, and other files, such as notes, pictures and Excel files.""",
)
NO_PLAN = problem(
    "PAP112",
    "no-plan",
    """A file or folder has no `plan:`, or more than one.

    A file in `plans/` starts with `plan:`. A folder in `plans/` contains a `plan.yaml` that starts with `plan:`, and no
    other file in the folder has that key.""",
)
