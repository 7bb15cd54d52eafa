"""The trackers that are shared with others: nothing is silently wrong, and nine columns in ten need no question."""

from __future__ import annotations

import pytest

from conftest import SHARED
from sheets.answers import answers, score, totals

FOLDER = SHARED / "data" / "trackers"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared trackers are not here")


@pytest.mark.parametrize("kind", ["plan", "kpis"])
def test_nothing_is_silently_wrong(kind: str) -> None:
    assert {path.name: wrong for path in answers(FOLDER, kind) if (wrong := score(path).wrong)} == {}


@pytest.mark.parametrize("kind", ["plan", "kpis"])
def test_nine_columns_in_ten_that_need_no_question_get_none(kind: str) -> None:
    total = totals(answers(FOLDER, kind))
    assert total["columns right"] >= 9 * total["columns asked"]
    read = total["dates right"] + total["figures right"]
    assert read >= 9 * (total["dates asked"] + total["figures asked"])
