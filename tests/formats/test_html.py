"""A page in HTML: any text in any place of it stays text, and what it is made of is ours alone."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from lxml.html import HtmlElement

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Document, Facts, Heading, Paragraph, Passage, Prose, Records, Run, Table, View
from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.formats import find_format
from pap_cli.model.numbers import number
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.sample import sample_views
from render.test_escaping import TEXT, HostileView, each_nasty, shown

OURS = frozenset(
    re.findall(
        r"\w+",
        """html head meta title style body a main h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd div span strong em code pre nav
        table caption thead tbody tr th td figure figcaption details summary svg g path circle rect text desc tspan""",
    )
)
"""Every element that a page may hold, those of drawings included."""
LINKING = frozenset(("href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href", "style"))


@dataclass(frozen=True)
class Blocks:
    """A view of some blocks."""

    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    kind: str = "sample"

    def facts(self) -> dict[str, object]:
        return {}

    def records(self) -> Records:
        return Records(())

    def document(self) -> Document:
        return Document(self.title, self.blocks, author=self.author, as_of=date(2016, 10, 14) if self.title else None)


def page(*blocks: Block, title: str = "", author: str = "") -> str:
    text = find_format("html").render(Blocks(blocks, title, author), Screen())
    assert isinstance(text, str)
    return text


def parsed(text: str) -> HtmlElement:
    return lxml_html.document_fromstring(text)


def words(element: HtmlElement) -> str:
    return str(element.text_content())


class Balanced(HTMLParser):
    """Reads a page as a browser does, and sees to it that every tag is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.seen: set[str] = set()
        self.declared: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read(text: str) -> Balanced:
    reader = Balanced()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def assert_ours(text: str) -> None:
    """Every element and every attribute is one of ours, nothing is fetched, and no name is given twice."""
    reader = read(text)
    assert reader.declared == ["DOCTYPE html"]
    assert reader.seen <= OURS
    for tag, name, value in reader.attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in LINKING or (tag == "a" and name == "href" and (value or "").startswith("#")), (tag, name)
    ids = [value for _, name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("unicode", [True, False])
@each_nasty()
@settings(max_examples=40, deadline=None)
@given(text=TEXT)
def test_text_is_never_markup(text: str, unicode: bool) -> None:
    assert_ours(shown("html", text, Screen(unicode=unicode)))


@each_nasty()
@settings(max_examples=60, deadline=None)
@given(text=TEXT)
def test_every_text_can_be_read_back(text: str) -> None:
    told = f"x {text} x"  # an end that is no blank, which a reader of HTML would drop
    root = parsed(
        page(
            Heading(told, level=3, aside=told),
            Paragraph(told),
            Paragraph(told, code=True),
            Prose((Passage((Run(told, strong=True), Run(told, emphasis=True)), marker="•"),)),
            Facts(((told, Cell(told, Tone.RED, marked=True)),)),
            Facts((("", Cell(told, Tone.STRONG)),)),
            Table((Column(told), Column("B", Align.RIGHT)), ((Cell(told), Cell(told)),), more=told),
            title=told,
            author=told,
        )
    )
    expected = printable(told)
    assert words(root.find(".//h1")) == expected
    assert words(root.find(".//h2")) == f"{expected} {expected}"
    assert words(root.xpath("//main/p")[0]) == expected
    assert words(root.find(".//pre")) == "".join(f"{printable(line)}\n" for line in told.splitlines())
    assert [words(item) for item in root.xpath("//li")] == [expected * 2, expected]
    assert words(root.find(".//dt")) == expected
    assert words(root.find(".//dd")) == f"■ {expected}"
    assert [words(cell) for cell in root.xpath("//tbody//th|//tbody//td")] == [expected] * 2
    assert root.xpath("//p[@class='more']/text()") == [expected]
    assert root.xpath("//meta[@name='author']/@content") == [expected]
    assert words(root.find(".//title")) == f"{expected} – 14 Oct 2016"


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    text = page(Paragraph("A page."))
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = parsed(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    told = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert policy == [told]
    assert style[1].isascii()
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("name", sorted(sample_views()))
def test_a_page_is_put_together_as_it_should_be(name: str) -> None:
    text = find_format("html").render(sample_views()[name](), Screen())
    assert isinstance(text, str)
    assert_ours(text)
    root = parsed(text)
    assert root.get("lang") == "en-GB"
    assert root.xpath("//meta[@name='description']/@content")[0]
    headings = [int(str(element.tag)[1]) for element in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    for table in root.xpath("//table"):
        columns = table.xpath("./thead/tr/th")
        assert all(head.get("scope") == "col" for head in columns)
        for row in table.xpath("./tbody/tr"):
            assert len(row) == len(columns)
            assert [cell.get("scope") for cell in row if cell.tag == "th"] == ["row"]
    for region in root.xpath("//*[@role='region']"):
        assert region.get("tabindex") == "0"
    labels = root.xpath("//@aria-label[not(parent::svg)]")
    assert len(labels) == len(set(labels))
    for link in root.xpath("//a/@href"):
        assert len(root.xpath("//*[@id=$name]", name=str(link)[1:])) == 1


@pytest.mark.parametrize("name", ["status", "item-kpi"])
def test_the_same_bytes_on_every_run(name: str) -> None:
    render = find_format("html").render
    assert render(sample_views()[name](), Screen()) == render(sample_views()[name](), Screen())


def test_headings_go_down_one_step_at_a_time() -> None:
    root = parsed(page(*(Heading(f"{level}", level=level) for level in (1, 3, 4, 6, 2, 3, 1, 5))))
    found = [(str(element.tag), words(element)) for element in root.xpath("//h1|//h2|//h3|//h4|//h5")]
    names = ("h1", "h2", "h3", "h4", "h2", "h3", "h2", "h3")
    assert found == list(zip(names, ("1", "3", "4", "6", "2", "3", "1", "5"), strict=True))


@pytest.mark.parametrize(("sections", "listed"), [(5, 0), (6, 6)])
def test_a_long_page_begins_with_its_contents(sections: int, listed: int) -> None:
    root = parsed(page(*(Heading("The same") for _ in range(sections)), title="A report"))
    assert len(root.xpath("//nav//a")) == listed
    assert len(set(root.xpath("//h2/@id"))) == sections


def test_numbered_passages_go_on_counting() -> None:
    passages = (Passage((Run("a"),), "3."), Passage((Run("b"),), "4."), Passage((Run("c"),)), Passage((Run("d"),), "•"))
    root = parsed(page(Prose(passages)))
    assert root.xpath("//ol/@start") == ["3"]
    assert [words(item) for item in root.xpath("//ol/li")] == ["a", "b"]
    assert [words(item) for item in root.xpath("//ul/li")] == ["d"]


def chart(count: int) -> SpcChart:
    points = tuple(ChartPoint(f"P{n}", 1.0 + n, 5.0, 0.0, 9.0, Tone.PLAIN, "common") for n in range(count))
    return SpcChart(points, "percent", 7.0, "Seen in time")


def test_a_chart_is_there_to_be_read_as_well() -> None:
    root = parsed(page(chart(8)))
    assert words(root.find(".//figcaption")) == (
        "Seen in time 8 figures from P0 to P7, with their mean and control limits; target 7%."
    )
    assert len(root.xpath("//details//tbody/tr")) == 8
    (label,) = root.xpath("//svg[contains(@class, 'drawing')]/@aria-labelledby")
    assert words(root.get_element_by_id(label.split()[0])) == "Seen in time"


def test_a_chart_of_nothing_is_left_out() -> None:
    assert not parsed(page(chart(0))).xpath("//figure")


@settings(max_examples=60, deadline=None)
@given(
    series=st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=30),
    target=st.none() | st.floats(-1e6, 1e6),
)
def test_a_tiny_chart_stays_in_its_box(series: list[float | None], target: float | None) -> None:
    root = parsed(page(Facts((("Trend", Cell("", series=tuple(series), target=target)),))))
    for path in root.xpath("//svg//path/@d"):
        for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path):
            assert 0 <= float(x) <= 96
            assert 0 <= float(y) <= 22
    known = [value for value in series if value is not None]
    assert len(root.xpath("//svg[@role='img']")) == (1 if known else 0)
    if known:
        assert f"last {number(known[-1])}," in root.xpath("//svg/@aria-label")[0]


def test_a_view_that_has_no_title_is_called_by_its_kind() -> None:
    view: View = HostileView("x", kind="job-summary")
    assert "<title>x" in str(find_format("html").render(view, Screen()))
    assert "<h1>Sample</h1>" in page(Paragraph("x"))
