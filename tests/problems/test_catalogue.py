"""The rules for problems in files."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from pap_cli.bad_value import ValueRule
from pap_cli.diagnostics import Rule
from pap_cli.problems.catalogue import BY_NAME, RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_code_a_name_and_a_page(rule: Rule) -> None:
    assert re.fullmatch(r"PAP[01]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)
    assert rule.summary.endswith(".")
    assert "\n\n" in rule.page or len(rule.page) > 40


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_that_a_parser_names_exists() -> None:
    assert set(get_args(ValueRule)) <= BY_NAME.keys()
