"""What can be wrong with the form of a file: one rule each, with its page.

The checks of a plan's substance are functions in `checks/`; these are found while reading, where there is nothing yet
to call a function on.  Adding one is adding a line here: `RULES` finds it.
"""

from __future__ import annotations

from pap_cli.diagnostics import Rule, Severity, rule_page


def _fault(code: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, name, severity, rule_page(page))


UNREADABLE_FILE = _fault(
    "PAP001",
    "unreadable-file",
    """The file cannot be read.

    It is no ordinary file, it may not be opened, it is larger than any plan, or it is a link to somewhere outside the
    workspace. Everything else in the workspace is still read.""",
)
NOT_UTF8 = _fault(
    "PAP002",
    "not-utf8",
    """The file is not text in UTF-8.

    Plans are plain text in UTF-8. A file saved from an older Windows program may be in another encoding, and a
    document or spreadsheet is no text at all. Save it as UTF-8.""",
)
BYTE_ORDER_MARK = _fault(
    "PAP003",
    "byte-order-mark",
    """The file starts with a byte-order mark.

    It is read all the same, but other tools stumble over the invisible character. Save it as UTF-8 without BOM.""",
    Severity.WARNING,
)
CONTROL_CHARACTER = _fault(
    "PAP004",
    "control-character",
    """The file holds an invisible control character.

    YAML does not allow them, and no plan needs one. They come in with text pasted from other programs.""",
)
MERGE_CONFLICT = _fault(
    "PAP005",
    "merge-conflict",
    """A merge conflict was left in the file.

    Lines of `<<<<<<<`, `=======` and `>>>>>>>` mark two versions between which somebody has still to decide.""",
)
HIDDEN_CHARACTER = _fault(
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
YAML_SYNTAX = _fault(
    "PAP010",
    "yaml-syntax",
    """The file is not YAML.

    Nothing of a file with a syntax error is read; the other files are. Most often a line holds a second colon and
    space, or is not lined up with its neighbours.""",
)
TAB_INDENTATION = _fault(
    "PAP011",
    "tab-indentation",
    """A line is indented with a tab.

    YAML is indented with spaces only.""",
)
DUPLICATE_KEY = _fault(
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
SEVERAL_DOCUMENTS = _fault(
    "PAP013",
    "several-documents",
    """The file holds more than one YAML document.

    A line of `---` starts a second document, which most readers would drop. One file is one document.""",
)
TAG = _fault(
    "PAP014",
    "yaml-tag",
    """A YAML tag such as `!!str` or `!include` is used.

    Tags make a reader build or fetch things. `pap` reads plain values only.""",
)
MERGE_KEY = _fault(
    "PAP015",
    "merge-key",
    """A merge key (`<<:`) is used.

    Readers disagree about what it means, and it can be made to take for ever. Write the fields out.""",
)
ALIAS = _fault(
    "PAP016",
    "alias",
    """An alias cannot be followed.

    Its anchor is not there, it stands inside what it repeats, or the aliases of the file multiply into more than any
    plan holds.""",
)
TOO_MUCH = _fault(
    "PAP017",
    "too-much",
    """The file is deeper or longer than any plan.

    A limit that keeps a stranger's file from using up the machine.""",
)
KEY_NOT_TEXT = _fault(
    "PAP018",
    "key-not-text",
    """A key is not a word or text.

    Every entry is written as `name: value`.""",
)
UNKNOWN_KEY = _fault(
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
MISSING_KEY = _fault(
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
WRONG_SHAPE = _fault(
    "PAP103",
    "wrong-shape",
    """A list stands where a single value belongs, or the other way round.""",
)
IMPOSSIBLE_DATE = _fault(
    "PAP104",
    "impossible-date",
    """A date names a day that does not exist.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-02-30}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-02-28}]
    ```""",
)
DATE_FORMAT = _fault(
    "PAP105",
    "date-format",
    """A date is not written as year-month-day.

    `03/04/2026` is the third of April to some and the fourth of March to others; `pap` does not guess.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 31/03/2026}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-03-31}]
    ```""",
)
BAD_VALUE = _fault(
    "PAP106",
    "bad-value",
    """A value is not one that its key takes: a number with a comma, a word that is no choice, a period that is none.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: down}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: low}
    ```""",
)
AMBIGUOUS_ID = _fault(
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
BAD_ID = _fault(
    "PAP108",
    "bad-id",
    """An id holds characters that make it hard to refer to.

    An id is letters, digits and `- _ . : /`, without spaces, at most 80 characters.""",
)
DUPLICATE_ID = _fault(
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
UNKNOWN_ID = _fault(
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
DUPLICATE_PERIOD = _fault(
    "PAP111",
    "duplicate-period",
    """A KPI has two figures for the same period.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Referrals
        owner: head
        polarity: none
        observations: {2015/16: 410, year to 2016-03-31: 412}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Referrals
        owner: head
        polarity: none
        observations: {2015/16: 412}
    ```""",
)
NO_PLAN = _fault(
    "PAP112",
    "no-plan",
    """The file or folder does not say which plan it is.

    A file in `plans/` starts with `plan:`; a folder in `plans/` has a `plan.yaml` that does, and no other file in it
    does.""",
)
BAD_FORMULA = _fault(
    "PAP113",
    "bad-formula",
    """The formula of a KPI cannot be computed.

    A formula is made of ids of KPIs, plain numbers, `+ - * /` and parentheses; a minus and an id that holds one are
    told apart by spaces. What is added has one unit; a quotient of equal units is a ratio, given × 100 where the KPI's
    own unit is percent. A KPI is not computed from itself, however far round, and has no figures of its own beside its
    formula.

    Bad:

    ```yaml
    kpis:
      - {id: held, title: Visits held, owner: head, polarity: none, observations: {2015/16: 410}}
      - {id: planned, title: Visits planned, owner: head, polarity: none, observations: {2015/16: 500}}
      - {id: share, title: Visits on time, owner: head, polarity: none, unit: percent, formula: 100 * held / planned}
    ```

    Good:

    ```yaml
    kpis:
      - {id: held, title: Visits held, owner: head, polarity: none, observations: {2015/16: 410}}
      - {id: planned, title: Visits planned, owner: head, polarity: none, observations: {2015/16: 500}}
      - {id: share, title: Visits on time, owner: head, polarity: none, unit: percent, formula: held / planned}
    ```""",
)
LOOK_ALIKE_ID = _fault(
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
BAD_SETTING = _fault(
    "PAP120",
    "bad-setting",
    """A setting in `pap.toml` or `[tool.pap]` is unknown or cannot be read.

    The default is used instead.""",
)

RULES: tuple[Rule, ...] = tuple(value for value in globals().copy().values() if isinstance(value, Rule))
