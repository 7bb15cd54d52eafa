"""The rules about the periods of figures, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi


def figures(*periods: str) -> str:
    return f"observations: {{{', '.join(f'{period}: {80 + number}' for number, period in enumerate(periods))}}}"


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        (figures("2016-01", "2016-02", "2016-05"), "Mar 2016 to Apr 2016"),
        (figures("2016-01", "2016-02", "2016-04"), "Mar 2016"),
        (figures("2013/14", "2015/16"), None),  # every other year is all that is known
        (figures("2012/13", "2013/14", "2015/16"), "2014/15"),
        ("frequency: annual, " + figures("2013/14", "2015/16"), "2014/15"),
        (figures("2016-01-31", "2016-02-29", "2016-08-31"), None),
        (
            figures("2015-01", "2015-02", "2015-04", "2015-06", "2015-08", "2015-10", "2015-12", "2016-02"),
            "Mar 2015, May 2015, Jul 2015, Sep 2015, 2 more",
        ),
        (figures("2016-01", "2016-02", "2016-03"), None),
        ("observations: {2016-01: 80, 2016-02: c, 2016-03: 82}", None),
    ],
)
def test_missing_figures_are_named_once(find: Find, facts: str, named: str | None) -> None:
    found = find("figures-missing", kpi(facts))
    assert [one.message for one in found] == ([f"k1 has no figure for {named}"] if named else [])


def test_a_formula_that_divides_by_zero_leaves_a_gap(find: Find) -> None:
    text = (
        "kpis:\n"
        "  - {id: held, title: Held, unit: number, owner: head, polarity: none, observations: {2016-04: 1, 2016-05: 2, "
        "2016-06: 3}}\n"
        "  - {id: due, title: Due, unit: number, owner: head, polarity: none, observations: {2016-04: 2, 2016-05: 0, "
        "2016-06: 4}}\n"
        "  - {id: share, title: Share, unit: percent, frequency: monthly, owner: head, target: 80, "
        "formula: held / due}\n"
    )
    (found,) = find("figures-missing", text)
    assert found.message == "share has no figure for May 2016"
    assert "computed from" in found.help


NINE = ("2016-01", "2016-02", "2016-03", "2016-04", "2016-05", "2016-06", "2016-07", "2016-08", "2016-09")


@pytest.mark.parametrize(
    ("frequency", "periods", "said"),
    [
        ("annual", NINE, "k1 is annual, but its figures are a month apart"),
        ("annual", NINE[:2], "k1 is annual, but its figures are a month apart"),
        ("annual", NINE[:1], None),
        ("monthly", NINE, None),
        ("monthly", ("2016-03", "2016-06"), None),  # two months may be missing
        ("monthly", ("2015-12", "2016-03", "2016-06", "2016-09"), "k1 is monthly, but its figures are 3 months apart"),
        ("quarterly", ("2015-12", "2016-03", "2016-06", "2016-09"), None),
        ("quarterly", NINE, "k1 is quarterly, but its figures are a month apart"),
        ("annual", ("2013/14", "2014/15", "2015/16"), None),
        ("annual", ("2013-03-31", "2014-03-31", "2015-01-31"), None),  # a snapshot may be early
        ("annual", ("2015-03-31", "2015-06-30", "2015-09-30"), "k1 is annual, but its figures are 3 months apart"),
    ],
)
def test_a_written_frequency_that_the_figures_contradict(
    find: Find, frequency: str, periods: tuple[str, ...], said: str | None
) -> None:
    text = kpi(f"frequency: {frequency}, {figures(*periods)}")
    assert [one.message for one in find("frequency-contradicted", text)] == ([said] if said else [])
    assert not (said and find("figures-missing", text)), "one mistake, one finding"


def test_without_a_frequency_nothing_is_contradicted(find: Find) -> None:
    assert find("frequency-contradicted", kpi(figures(*NINE))) == []


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        (("2016-08", "2062-10"), 1),
        (("2015-08", "2016-09"), 0),
        (("2015-08", "2016-10"), 1),
        (("2013/14", "2015/16"), 0),  # one year is missing
        (("2012/13", "2015/16"), 1),
        (("2062-10",), 0),
        ((), 0),
    ],
)
def test_periods_far_ahead(find: Find, periods: tuple[str, ...], found: int) -> None:
    text = kpi(f"target: 80, observations: {{{', '.join(f'{period}: 80' for period in periods)}}}")
    assert len(find("period-far-ahead", text)) == found


@pytest.mark.parametrize(
    ("period", "published", "found"),
    [
        ("2015/16", "2016-03-30", 1),
        ("2015/16", "2016-03-31", 0),
        ("2016-09-30", "2016-09-29", 1),
        ("2016-Q3", "2016-09-30", 0),
    ],
)
def test_published_too_early(find: Find, period: str, published: str, found: int) -> None:
    text = kpi(f"target: 80, observations: {{{period}: {{value: 80, published: {published}}}}}")
    assert len(find("published-too-early", text)) == found
