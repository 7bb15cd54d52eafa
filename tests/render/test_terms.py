"""Links to the glossary: each term once on a page, where it is first used, with its meaning."""

from __future__ import annotations

from collections import Counter

import pytest

from pap_cli.render.html.terms import Terms
from pap_cli.wording.glossary import TERMS
from render.test_site import example, parsed


def test_a_term_is_linked_where_it_is_first_used() -> None:
    terms = Terms("../glossary.html")
    (term,) = (term for term in TERMS if term.name == "In brackets")
    first = terms.sentence("in brackets: as of 14 Jul 2016 & <b>")
    link = f'<a class="term" href="../glossary.html#s-in-brackets" title="{term.meaning}">in brackets</a>'
    assert first == f"{link}: as of 14 Jul 2016 &amp; &lt;b&gt;"
    assert terms.sentence("in brackets: before") == "in brackets: before"


def test_a_label_is_a_term_only_as_a_whole() -> None:
    terms = Terms("glossary.html")
    assert terms.label("Due soon") == "Due soon"
    assert terms.label("Due").startswith('<a class="term" href="glossary.html#s-due-date" title="')
    assert terms.label("Due") == "Due"


def test_without_a_glossary_there_are_no_links() -> None:
    assert Terms().label("Due") == "Due"
    assert Terms().sentence("a control chart") == "a control chart"


@pytest.mark.parametrize(
    "name", ["Hit and miss", "Common cause", "Special cause", "In brackets", "Variation", "Assurance"]
)
def test_the_glossary_has_the_terms_of_art(name: str) -> None:
    root = parsed(example()["glossary.html"])
    headings = {str(heading.text_content()): heading for heading in root.xpath("//main//h2")}
    assert name in headings
    assert str(headings[name].getnext().text_content()).endswith(".")
    assert not root.xpath("//main//a[@class='term']")


def test_terms_are_in_order_and_no_word_means_two() -> None:
    assert [term.name for term in TERMS] == sorted((term.name for term in TERMS), key=str.casefold)
    meant = {(word.casefold(), term.name) for term in TERMS for word in (*term.labels, *term.phrases)}
    assert len({word for word, _ in meant}) == len(meant)


def test_no_page_links_a_term_twice() -> None:
    linked: Counter[str] = Counter()
    for path, text in example().items():
        if path.endswith(".html"):
            links = [str(link.get("href")) for link in parsed(text).xpath("//a[@class='term'][@title]")]
            assert len(links) == len(set(links)), path
            linked.update(link.partition("#")[2] for link in links)
    assert {"s-in-brackets", "s-variation", "s-assurance", "s-floor", "s-control-chart", "s-late"} <= linked.keys()


def test_terms_in_tables_stay_headings_of_columns() -> None:
    heads = parsed(example()["kpis.html"]).xpath("//thead/tr/th[a[@class='term']]")
    assert {str(head.text_content()) for head in heads} >= {"Gap", "Age", "Variation", "Assurance", "Owner"}
    assert all(head.get("scope") == "col" for head in heads)
