"""Lists: their order, sorting, columns and limits."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pap_cli.columns.listing import Arrangement
from pap_cli.columns.selection import Selection
from pap_cli.document import Table
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews
from render.sample import assessed, workspace

NOW = assessed(workspace())


def rows(columns: str = "", sort: str = "", limit: int | None = None, module: Any = milestones) -> list[dict[str, Any]]:
    arrangement = Arrangement(tuple(columns.split()), sort, limit)
    listed = module.build(NOW, Selection(), arrangement).facts()
    return list(next(value for value in listed.values() if isinstance(value, list)))


def ids(**asked: Any) -> list[str]:
    return [row["id"] for row in rows(**asked)]


def test_the_worst_comes_first() -> None:
    assert [row["rating"] for row in rows()] == ["red", "amber", "amber", "amber", "green", "blue", "grey"]
    assert [row["id"] for row in rows()][1:4] == ["A2.3", "a-milestone-with-an-id-that-is-rather-long", "A1.3"]


def test_recommendations_that_nothing_answers_come_first() -> None:
    assert ids(module=recommendations) == ["R2", "R3", "R1"]


def test_the_latest_review_comes_first() -> None:
    dues = [row["due"] for row in rows(module=reviews)]
    assert dues == sorted(dues, reverse=True)


def test_sorting_by_a_date_both_ways() -> None:
    dues = [row["due"] for row in rows(sort="due")]
    assert dues == sorted(dues)
    assert [row["due"] for row in rows(sort="-due")] == dues[::-1]


def test_sorting_by_a_rating_goes_by_how_bad_it_is() -> None:
    assert [row["rating"] for row in rows(sort="-rating")] == [
        "grey",
        "blue",
        "green",
        "amber",
        "amber",
        "amber",
        "red",
    ]


def test_sorting_by_a_horizon_goes_by_time_and_by_a_state_by_progress() -> None:
    assert list(dict.fromkeys(row["horizon"] for row in rows(sort="horizon"))) == [
        "immediate",
        "short",
        "intermediate",
        "long",
    ]
    assert list(dict.fromkeys(row["state"] for row in rows(sort="state")))[:2] == ["not-started", "in-progress"]


def test_numbers_sort_as_numbers() -> None:
    values = [row["value"] for row in rows(sort="value", module=kpis)]
    assert values == [15.75, 33, 64.8, None]


@pytest.mark.parametrize("sort", ["forecast", "-forecast", "blocked_by", "-blocked_by"])
def test_what_is_not_known_comes_last_either_way(sort: str) -> None:
    known = [bool(row[sort.lstrip("-")]) for row in rows(sort=sort)]
    assert known == [True] + [False] * 6


def test_columns_in_the_order_that_was_asked_for() -> None:
    view = milestones.build(NOW, Selection(), Arrangement(("due", "id", "line")))
    assert view.records().names == ("due", "id", "line")
    table = view.document().blocks[0]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["Due", "ID", "Line"]
    assert all(column.keep == 0 for column in table.columns)  # what was named is not given up


def test_json_has_the_chosen_columns_or_every_field() -> None:
    assert list(rows(columns="title id")[0]) == ["title", "id"]
    assert {"id", "title", "reason", "line"} <= set(rows()[0])


def test_a_dash_stands_for_the_underscore() -> None:
    assert milestones.build(NOW, Selection(), Arrangement(("first-due",), "-days-overdue")).records().names == (
        "first_due",
    )


@pytest.mark.parametrize("arrangement", [Arrangement(("idd",)), Arrangement(sort="idd"), Arrangement(sort="-idd")])
@pytest.mark.parametrize("module", [milestones, actions, owners, kpis, reviews, recommendations])
def test_an_unknown_column_is_the_operators_mistake(arrangement: Arrangement, module: Any) -> None:
    with pytest.raises(PapError, match="idd") as caught:
        module.build(NOW, Selection(), arrangement)
    assert "id" in caught.value.help


@pytest.mark.parametrize(("limit", "left"), [(0, 7), (2, 5), (7, 0), (99, 0)])
def test_a_limit_says_how_many_it_leaves_out(limit: int, left: int) -> None:
    view = milestones.build(NOW, Selection(), Arrangement(limit=limit))
    table = view.document().blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == len(list(view.records().rows)) == 7 - left
    assert (str(left) in table.more) if left else not table.more


@pytest.mark.parametrize("sort", ["", "due", "-due", "rating", "owner"])
def test_equal_values_are_in_the_natural_order_of_ids(sort: str) -> None:
    ids = [f"A1.{number}" for number in (10, 2, 1, 11)]
    lines = "".join(f"      - {{id: {id}, title: T, due: 2017-12-31}}\n" for id in ids)
    plan = f"plan: {{id: p, title: P, start: 2016-01-01}}\nactions:\n  - id: A1\n    title: T\n    milestones:\n{lines}"
    with TemporaryDirectory() as folder:
        (Path(folder) / "plans").mkdir()
        (Path(folder) / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
        now = assessed(open_workspace(Path(folder)))
    listed = milestones.build(now, Selection(), Arrangement((), sort))
    assert [one.id for one in listed.items] == ["A1.1", "A1.2", "A1.10", "A1.11"]
