"""What a definition may say: the same everywhere, nothing but reading, and each refusal at its place."""

from __future__ import annotations

import pytest

from pap_cli.records.sql.language.check import check_condition, check_query
from pap_cli.records.sql.language.refused import RefusedError

TABLES = {
    "cases": {"id": "varchar", "opened": "date", "closed": "date", "seen": "timestamp", "cost": "decimal(18, 6)"},
    "calendar": {"day": "date", "number": "bigint", "serial": "bigint", "working": "bigint"},
    "periods": {"period": "varchar", "grain": "varchar", "first_day": "date", "last_day": "date"},
    "as_at": {"day": "date"},
}


@pytest.mark.parametrize(
    "query",
    [
        "select p.period, count(*) as value from periods p join cases c on c.opened between p.first_day and p.last_day "
        "group by p.period",
        "SELECT p.period, SUM(CASE WHEN c.cost > 1 THEN 1 ELSE 0 END) AS value FROM periods p LEFT JOIN cases c "
        "ON c.opened <= p.last_day GROUP BY p.period",
        "with open as (select id, min(opened) as first from cases group by id) select p.period, count(*) as value "
        "from periods p join open o on o.first <= p.last_day group by p.period",
        "select p.period, median(c.cost) as value from periods p join cases c on c.closed = p.last_day "
        "group by p.period",
        "select k.day, k.minus_12_months, k.plus_28_days from calendar k",
        "select id, row_number() over (partition by id order by opened) as n from cases",
        "select id from cases where opened >= date '2016-01-01' and cast(seen as date) = closed",
        "select id from cases union all select id from cases",
    ],
)
def test_what_means_the_same_everywhere_is_allowed(query: str) -> None:
    assert check_query(query, TABLES).tree is not None


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("select content from read_csv('/etc/passwd')", "read_csv"),
        ("select content from read_text('/etc/passwd')", "read_text"),
        ("select id from 'cases.parquet'", "not a source"),
        ("select id from glob('/*')", "glob"),
        ("select id from information_schema.tables", "not a source"),
        ("select id from main.cases", "not a source"),
        ("select pg_sleep(100) as a from cases", "pg_sleep"),
        ("select pg_read_file('/etc/passwd') as a from cases", "pg_read_file"),
        ("select getenv('HOME') as a from cases", "getenv"),
        ("select now() as a from cases", "clock"),
        ("select current_date as a from cases", "clock"),
        ("select random() as a from cases", "not allowed"),
        ("select id from range(1000000000)", "in place of a table"),
        ("select unnest([1, 2]) as a from cases", "not allowed"),
        ("select id from cases limit 1", "LIMIT"),
        ("select id from cases, calendar", "no condition"),
        ("select c.id from cases c cross join calendar k", "CROSS"),
        ("select c.id from cases c full join calendar k on k.day = c.opened", "FULL"),
        ("with recursive a as (select 1 as n union all select n + 1 from a) select n from a", "RECURSIVE"),
        ("select closed - opened as days from cases", "arithmetic with a date"),
        ("select opened + interval 12 month as d from cases", "interval"),
        ("select id from cases where opened = '2016-01-01'", "a date is compared with text"),
        ("select id from cases where seen = opened", "a time is compared with a date"),
        ("select id from cases where cost = id", "a number is compared with text"),
        ("select cast(cost as integer) as n from cases", "CAST"),
        ("select id, count(*) as n from cases group by 1", "GROUP BY"),
        ("select id from cases union select id from cases", "UNION ALL"),
        ("select nope from cases", "nope"),
        ("select row_number() over (partition by id) as n from cases", "no order"),
        ("select id from cases where id like 'a%'", "like"),
        ("select id from cases order by id", "order"),
    ],
)
def test_anything_else_is_refused_at_its_place(query: str, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check_query(query, TABLES)
    error = refused.value
    assert says.lower() in f"{error.message} {error.help}".lower()
    assert error.line == 1
    assert 1 <= error.column <= len(query)


@pytest.mark.parametrize(
    "text",
    [
        "drop table cases",
        "insert into cases values (1)",
        "update cases set id = 1",
        "delete from cases",
        "create table a as select 1",
        "attach 'a.db'",
        "copy cases to '/tmp/a'",
        "pragma database_list",
        "set memory_limit = '1TB'",
        "install httpfs",
        "load httpfs",
        "call pragma_version()",
        "explain select 1",
        "select id from cases; drop table cases",
        "",
        "select from where )",
        "((((",
        "select '",
        "(" * 5_000 + "1" + ")" * 5_000,
        "select " + "x" * 30_000,
    ],
)
def test_what_is_no_select_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        check_query(text, TABLES)


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(RefusedError) as refused:
        check_query("select c.id,\n       now() as today\nfrom cases c", TABLES)
    assert (refused.value.line, refused.value.column) == (2, 8)


@pytest.mark.parametrize(
    "text", ["select 1", "closed < opened; drop table cases", "(select id from periods) = id", "sum("]
)
def test_a_condition_is_over_one_table(text: str) -> None:
    with pytest.raises(RefusedError):
        check_condition(text, "cases", TABLES["cases"])


def test_a_condition_says_which_columns_it_uses() -> None:
    assert check_condition("closed < opened", "cases", TABLES["cases"]).columns == {
        ("cases", "closed"),
        ("cases", "opened"),
    }
