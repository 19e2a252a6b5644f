"""Numbers of sources: in the order in which a page names them, each with a line at the foot, and no id in the words."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from hypothesis import given
from hypothesis import strategies as st
from small import RECORDS, registry, table

from govtui.i18n.translator import load
from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.model.record import Record
from govtui.page.charts import charts
from govtui.page.compose import compose
from govtui.page.layout import Line, lay_out, plain
from govtui.page.linear import linear
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.page.parallel import parallel
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_names
from govtui.page.source_numbers import NumberStyle, SourceNumbers, cited_by, cited_numbers, foot_link, number_in
from govtui.store.registry import Registry
from govtui.text.width import width

SHIPPED = Registry(RECORDS)
STYLES = tuple(NumberStyle)


@cache
def index() -> Index:
    return build(SHIPPED)


@cache
def cards() -> list[tuple[str, str]]:
    return [(row.key, row.kind) for row in index().result(View(ALL)).window(0, 1000)]


SOURCES = [key for key, kind in cards() if kind == "source"]
NO_ID = re.compile(rf"(?<![\w./-])({'|'.join(map(re.escape, SOURCES))})(?![\w/-])")
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@cache
def shipped(key: str, language: str, style: NumberStyle | None = NumberStyle.SUPERSCRIPT) -> Page:
    context = replace(context_of(SHIPPED, index(), language), number_style=style)
    card = index().card(key)
    assert card is not None
    return compose(SHIPPED.entry(card.path), key, context)


def cited(lines: list[Line]) -> list[tuple[str, str]]:
    """Source and number of every citation in the lines, as they are read, without the list at the foot."""
    spans = (span for line in lines if line.section != "sources" for span in line.spans)
    return [(cited_by(span.link), span.text) for span in spans if span.role is Role.CITATION]


def foot(page: Page) -> list[tuple[str, str]]:
    """Source and number of every line of the list at the foot."""
    blocks = [block for section in page.sections if section.name == "sources" for block in section.blocks]
    return [
        (block.field.partition(".")[2], block.lead)
        for block in blocks
        if isinstance(block, Paragraph) and block.lead_role is Role.CITATION
    ]


@pytest.mark.parametrize("style", STYLES)
@LANGUAGES
def test_numbers_count_from_1_in_the_order_of_first_use_and_each_has_its_line_at_the_foot(
    language: str, style: NumberStyle
) -> None:
    used = 0
    for key, _ in cards():
        page = shipped(key, language, style)
        shown = cited(lay_out(page, 100))
        first = list(dict(shown))
        assert first == list(page.sources[: len(first)]), key
        assert foot(page) == [(source, style.written(n)) for n, source in enumerate(page.sources, 1)], key
        assert set(shown) <= set(foot(page)), key
        record = SHIPPED.entry(index().card(key).path).record  # type: ignore[union-attr]
        assert record is not None
        assert set(page.sources) == {*first, *(one.ref for one in record.sources)}, key
        used += len(shown)
    assert used > 300


@LANGUAGES
def test_no_id_of_a_source_is_in_the_words_of_a_page(language: str) -> None:
    for key, _ in cards():
        for section in shipped(key, language).sections:
            if section.name == "record":
                continue
            for line in lay_out(Page(key, (), (), [section]), 200):
                words = "".join(span.text for span in line.spans if not span.url)
                assert not NO_ID.search(words), (key, words)


@LANGUAGES
def test_figures_number_their_sources_as_a_page_does(language: str) -> None:
    context = context_of(SHIPPED, index(), language)
    page = charts(View(language=language, words=language), context, datetime.date(2026, 1, 1))
    lines = lay_out(page, 100)
    assert list(dict(cited(lines))) == list(page.sources) != []
    assert foot(page) == [(source, NumberStyle.SUPERSCRIPT.written(n)) for n, source in enumerate(page.sources, 1)]
    assert not [line.text for line in lines if NO_ID.search(line.text)]


@LANGUAGES
def test_short_names_are_unique_on_each_page(language: str) -> None:
    context = context_of(SHIPPED, index(), language)
    for sources in (*(shipped(key, language).sources for key, _ in cards()), SOURCES):
        names = short_names(sources, context)
        assert len(set(names.values())) == len(names)
        assert all(names.values())


@LANGUAGES
def test_both_sides_of_a_page_have_the_numbers_of_its_foot(language: str) -> None:
    context = context_of(SHIPPED, index(), language)
    for key in ("unpog", "asean-declaration-civil-service-2021"):
        card = index().card(key)
        assert card is not None
        page = parallel(SHIPPED.entry(card.path), key, context, ("vi", "en"))
        lines = lay_out(page, 120)
        shown = cited(lines)
        numbers = {(source, NumberStyle.SUPERSCRIPT.written(n)) for n, source in enumerate(page.sources, 1)}
        assert shown and set(shown) <= numbers
        assert list(dict(shown)) == list(page.sources[: len(dict(shown))])


@given(st.integers(1, 5000))
def test_a_number_is_read_again_and_takes_a_cell_for_each_sign(number: int) -> None:
    for style, signs in zip(STYLES, (0, 2), strict=True):
        written = style.written(number)
        assert number_in(written) == number
        assert width(written) == len(written) == len(str(number)) + signs


def made(root: Path, language: str = "en", **fields: Any) -> tuple[Page, RenderContext]:
    files = registry(
        root,
        table("bo", name={"vi": "Cơ quan", "en": "The Office"}, aka=[{"text": "TO", "type": "acronym"}]),
        table("s", "source", title={"vi": "Bài", "en": "Article"}, publisher="bo", published="2017-12-01"),
        table("e", "source", publisher="example.org"),
        table("f", "source", publisher="example.org"),
        table("t", "event", **fields),
    )
    context = context_of(files, build(files), language)
    return compose(files.entry("events/t.toml"), "t", context), context


def record_of(context: RenderContext) -> Record:
    record = context.record("t")
    assert record is not None
    return record


FIGURES = [
    {"what": "days", "value": 3, "source": "e", "at": "L3"},
    {"what": "countries", "value": 4, "source": "s", "at": "L5", "said_by": "Hoa"},
    {"what": "countries", "value": 5, "source": "e", "at": "L7, L8, L12-L13"},
]


def test_a_number_and_its_place_are_a_link_to_the_foot_which_has_all_places(tmp_path: Path) -> None:
    page, _ = made(tmp_path, figures=FIGURES, sources=[{"ref": "f", "at": "¶2", "for": ["summary"]}])
    [figures] = [section for section in page.sections if section.name == "figures"]
    spans = [[span for span in block.spans if span.link] for block in figures.blocks if isinstance(block, Paragraph)]
    assert [[span.text for span in row] for row in spans] == [
        ["¹", " line 3"],
        ["²", " line 5"],
        ["¹", " lines 7–8, 12–13"],
    ]
    assert {span.link for span in spans[0]} == {foot_link("e")} == {"#sources.e"}
    told = plain(page, 100).partition("Sources")[2]
    assert (
        "¹ example.org a: e, lines 3, 7–8, 12–13\n² TO 2017: Article, line 5\n³ example.org b: f, paragraph 2\n" in told
    )
    assert page.sources == ("e", "s", "f")


def test_a_labelled_line_a_text_and_a_link_end_with_the_numbers_of_their_own_citations(tmp_path: Path) -> None:
    sources = [
        {"ref": "s", "at": "L3", "for": ["summary", "links.website", "relations.mentions"]},
        {"ref": "e", "for": ["links", "summary.en", "name.en"]},
    ]
    held = {"summary": {"en": "Held."}, "links": {"website": "http://a.vn"}, "relations": {"mentions": ["bo"]}}
    page, context = made(tmp_path, sources=sources, note={"en": "Not sure."}, **held)
    shown = [line.text.replace("\u00a0", " ") for line in lay_out(page, 100)]
    assert {"Held. ¹ ²", "  ⌂ The Office ¹", "Not sure."} <= {*shown}
    assert any("http://a.vn ¹ ²" in line for line in shown)
    assert [line.split()[1:] for line in shown if line.startswith(("Vietnamese", "English"))] == [["t"], ["t", "²"]]
    assert not cited_numbers(record_of(context), "summary", context), "nothing where there is no page"


def test_without_a_page_a_citation_names_its_source(tmp_path: Path) -> None:
    _, context = made(tmp_path)
    assert "".join(span.text for span in context.citation("s", "L3", "Hoa")) == " (according to Hoa) [TO 2017, line 3]"
    assert [span.link for span in context.citation("s") if span.link] == ["s"]


def test_in_plain_reading_a_citation_has_the_number_of_the_link_to_its_source(tmp_path: Path) -> None:
    page, context = made(tmp_path, figures=FIGURES)
    read = linear(page, load("en"), lambda link: context.index.card(link) is not None)
    assert "- 3 days [1] line 3" in read.lines
    assert "- 4 countries (according to Hoa) [2] line 5" in read.lines
    assert read.links[:2] == ["e", "s"]
    assert any(line.startswith("- TO 2017: Article [2], line 5") for line in read.lines)


def test_numbers_follow_the_page_not_the_order_in_which_blocks_are_made() -> None:
    numbers = SourceNumbers()
    later, first = (Paragraph((Span("?", Role.CITATION, foot_link(source)),)) for source in ("later", "first"))
    beside = replace(first, beside=[(Span("?", Role.CITATION, foot_link("beside")),)])
    [section] = numbers.numbered([Section("x", "", [beside, later])])
    assert numbers.order == ("first", "beside", "later")
    assert [block.spans[0].text for block in section.blocks if isinstance(block, Paragraph)] == ["¹", "³"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("L9-L11", "lines 9–11"),
        ("L3, L9-L11, ¶2", "lines 3, 9–11; paragraph 2"),
        ("L9-L11, L3, L12", "lines 3, 9–12"),
        ("¶4, ¶2-¶3", "paragraphs 2–4"),
        ("Điều 5, Điều 7", "Điều 5, Điều 7"),
        ("L3, Điều 5", "line 3; Điều 5"),
    ],
)
def test_several_places_are_said_together(tmp_path: Path, place: str, words: str) -> None:
    _, context = made(tmp_path)
    assert context.locator(place) == words
