"""Event parser, the slow path: any YAML, from the events of PyYAML's parsers.

libyaml is several times faster than the Python parser, but PyYAML may be built without it, and its verdict changes
from release to release.  So it counts only where it accepts a file; the Python parser finds and places every problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from pap_cli.diagnostics import Rule
from pap_cli.load.yaml.builder import Builder, StopReadingError
from pap_cli.load.yaml.nodes import Value
from pap_cli.load.yaml.parser import PythonParser
from pap_cli.load.yaml.refused import report_refused
from pap_cli.load.yaml.syntax import report_syntax
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.yaml import YAML_SYNTAX

# limits and bugs of a parser are problems in the file too, never a traceback
_BREAKDOWNS = (yaml.YAMLError, ValueError, RecursionError)


def read_events(source: Source, report: Report) -> Value:
    """Return the root of a YAML document; None if it is empty or cannot be read."""
    if report_refused(source, report):
        return None
    problems: list[tuple[Rule, str, str, int, int]] = []
    if hasattr(yaml, "CSafeLoader"):
        builder = Builder(source, lambda *problem: problems.append(problem))
        try:
            root = builder.read(_events(yaml.CSafeLoader(source.text)))
        except (StopReadingError, *_BREAKDOWNS):
            return _decide(source, report)
        for problem in problems:
            report(*problem)
        return root
    return _decide(source, report)


def _decide(source: Source, report: Report) -> Value:
    """Return the root according to the Python parser, and report what is not valid."""
    builder = Builder(source, report)
    parser = PythonParser(source.text)
    try:
        return builder.read(_events(parser))
    except StopReadingError:
        pass
    except yaml.MarkedYAMLError as error:
        report_syntax(error, source, report, builder.quoted, parser.comments)
    except _BREAKDOWNS:
        report(YAML_SYNTAX, "cannot parse this file as YAML", "check indentation, colons and quotation marks", 0, 0)
    return None


def _events(loader: Any) -> Iterator[Any]:
    get_event = loader.get_event
    try:
        while True:
            yield get_event()
            if not loader.check_event():
                return
    finally:
        loader.dispose()
