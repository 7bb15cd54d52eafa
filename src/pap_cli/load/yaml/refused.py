"""Text that makes a file unreadable, whatever its format: control characters and merge conflicts."""

from __future__ import annotations

import re

from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.files import CONTROL_CHARACTER, MERGE_CONFLICT

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)


def report_refused(source: Source, report: Report) -> bool:
    """Report the first such text of a file; return False if there is none."""
    if found := CONTROL.search(source.text):
        start = found.start()
        report(
            CONTROL_CHARACTER,
            f"invisible control character U+{ord(found[0]):04X}",
            "delete it; it often comes with text pasted from other programs",
            start,
            start + 1,
        )
        return True
    if found := _CONFLICT.search(source.text):
        report(
            MERGE_CONFLICT,
            "unresolved merge conflict",
            "keep one version, then delete the lines that start with <<<<<<<, ======= and >>>>>>>",
            found.start(),
            found.start() + 7,
        )
        return True
    return False
