"""Pages as HTML: what stands where, in which elements; and that no text of a record becomes markup."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import any_records
import hostile
import pytest
from any_records import any_registry
from exports import WHEN, exported
from html_documents import Document, article, holds
from page.contexts import context_of
from small import RECORDS, registry, shipped_index, table, write

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.html import page_html
from govtui.page.compose import compose
from govtui.page.page import Bar, Beside, Page, Pair, Paragraph, Raw, Role, Section, Span
from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE

GOLDENS = Path(__file__).parent / "goldens"
LANGUAGES = ("vi", "en")


def pages(registry: Registry, index: Index, language: str) -> dict[str, str]:
    """Each record of a registry as HTML, by key; its pages stand beside each other as "KEY.html"."""
    context = context_of(registry, index, language)
    result = index.result(View())
    cards = index.cards(result.keys(0, result.total))
    known = {card.key for card in cards}
    return {
        card.key: page_html(
            compose(registry.entry(card.path), card.key, context),
            lambda key: f"{key}.html" if key in known else "",
            context,
        )
        for card in cards
    }


@cache
def shipped(language: str) -> dict[str, str]:
    return pages(Registry(RECORDS).for_pages(), shipped_index(), language)


@cache
def shipped_documents(language: str) -> dict[str, Document]:
    addresses = {f"{key}.html" for key in shipped(language)}
    return {key: article(text, addresses) for key, text in shipped(language).items()}


def page_of(root: Path, *records: dict[str, object], id: str = "a", language: str = "en") -> str:
    files = registry(root, *records)
    return pages(files, build(files), language)[id]


# -- every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_record_is_a_well_formed_article_whose_links_lead_somewhere(language: str) -> None:
    assert len(shipped_documents(language)) > 140


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_field_of_another_record_leads_to_an_element_there(language: str) -> None:
    found = shipped_documents(language)
    to_fields = {href for one in found.values() for href in one.values("href") if ".html#" in href}
    assert to_fields
    for href in to_fields:
        page, _, anchor = href.partition("#")
        assert unquote(anchor) in found[page.removesuffix(".html")].values("id"), href


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_light(language: str) -> None:
    sizes = sorted(len(text.encode()) for text in shipped(language).values())
    frame = 5_000
    assert sizes[-1] + frame < 40_000
    assert sizes[len(sizes) * 95 // 100] + frame < 14_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["accsm-work-plan-2021-2025", "apgf-1"])
def test_an_article_is_as_it_was_found_good(id: str, language: str) -> None:
    golden = GOLDENS / f"{id}.{language}.html"
    text = shipped(language)[id].replace("><", ">\n<") + "\n"
    if os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1":
        GOLDENS.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_text_of_a_page_is_that_of_the_reader() -> None:
    """No words are lost: what a terminal shows of a summary, a list and a table is in the article."""
    words = " ".join(shipped_documents("vi")["asean-poa-civil-service-2022"].words.split())
    for text in (
        "Kế hoạch đưa Tuyên bố vào thực tiễn ở hai cấp",
        "Phổ biến Tuyên bố đến các bộ và/hoặc bên liên quan",
        "Chưa xác định thuộc lĩnh vực nào",
        "ᶜ số do chương trình cộng, nguồn không nêu",
        "Các nguồn không nêu: thời gian áp dụng",
    ):
        assert text in words, text


# -- what stands where -----------------------------------------------------------------------------------------------


def test_the_other_name_stands_below_the_heading_in_its_language() -> None:
    text = shipped("vi")["unpog"]
    assert '<h1>Văn phòng Dự án Liên hợp quốc về Quản trị · UNPOG</h1><p class="other" lang="en">United Nations' in text


def test_a_text_in_another_language_than_the_page_names_it(tmp_path: Path) -> None:
    records = (
        table("a", name={"vi": "Bộ Nội vụ"}, summary={"vi": "Tóm tắt"}, relations={"part_of": ["b"]}),
        table("b", name={"vi": "Chính phủ"}),
        table("s", "source", lang="fr", title={"fr": "Le journal", "en": "The paper"}),
    )
    text = page_of(tmp_path, *records)
    assert '<h1><span lang="vi">Bộ Nội vụ</span><small> [' in text
    assert '<p><span lang="vi">Tóm tắt</span><small> [' in text
    assert '<a href="b.html"><span lang="vi">Chính phủ [vi]</span></a>' in text
    assert '<a href="s.html"><span lang="fr">Le journal</span></a><small> [The paper]</small>' in text


def test_a_language_that_is_none_is_not_named(tmp_path: Path) -> None:
    text = page_of(tmp_path, table("a"), table("s", "source", lang='x" onclick="', title={"vi": "Báo", "en": "Paper"}))
    assert "onclick" not in text


def test_citations_lead_to_the_numbered_sources_at_the_foot(tmp_path: Path) -> None:
    figure = {"what": "projects", "value": 3, "source": "s", "at": "L9"}
    text = page_of(tmp_path, table("a", figures=[figure]), table("s", "source"))
    assert '<b>3</b> projects<sup><a href="#s1">[1]</a></sup><small> line 9</small>' in text
    assert '<ol class="sources"><li id="s1"><a href="s.html">s</a>' in text


@pytest.mark.parametrize(
    ("language", "adds", "differs"),
    [("en", "another source adds: ", "at odds: "), ("vi", "nguồn khác cho biết thêm: ", "không khớp: ")],
)
def test_what_other_sources_say_is_told_in_words_beside_their_sign(language: str, adds: str, differs: str) -> None:
    text = shipped(language)["apgf-2"]
    assert f'<span class="also"><span class="vh">{adds}</span>+ ' in text
    assert f'<span class="differs"><span class="vh">{differs}</span>≠ ' in text


def test_discrepancies_stand_at_the_top_and_lead_to_their_places() -> None:
    text = shipped("en")["asean-poa-civil-service-2022"]
    top = text[: text.index("<section")]
    assert "≠ 1 discrepancy</p>" in top
    assert '<a href="#field-progress.1.rows.3">Area 2, ACCSM: 18 stated, 15 itemised, 3 unexplained.</a>' in top
    assert (
        '<td id="field-progress.1.rows.3"><span class="differs"><span class="vh">at odds: </span>≠ 18</span></td>'
        in text
    )


def test_many_discrepancies_are_folded(tmp_path: Path) -> None:
    figures = [
        {"what": what, "value": value, "source": source}
        for what in ("projects", "areas", "countries", "participants")
        for value, source in ((1, "s"), (2, "t"))
    ]
    text = page_of(tmp_path, table("a", figures=figures), table("s", "source"), table("t", "source"))
    assert '<details class="differs"><summary>≠ 4 discrepancies</summary><ul><li>' in text


def test_progress_is_a_table_with_a_caption_and_scopes() -> None:
    text = shipped("en")["asean-poa-civil-service-2022"]
    assert '<table class="numbers"><caption><b>As of 5 Aug 2022</b> · activities, projects and initiatives<sup>' in text
    assert '<th colspan="6" scope="colgroup"><a href="accsm.html">ACCSM</a></th>' in text
    assert '<th scope="col">stated</th><th scope="col">done</th>' in text
    assert 'role="region" aria-label="As of 5 Aug 2022' in text
    assert "<meter" not in text


def test_terms_stand_in_lists_of_terms_alone_and_items_in_lists() -> None:
    text = shipped("en")["unpog"]
    assert '<section id="card"><dl class="card"><dt>Overseen by</dt><dd><a href="un-dpidg.html">' in text
    assert '<section id="aims"><h2>Aims <small>3</small></h2><ul><li>' in text
    assert "</sup><small> lines 39–41</small><ul><li>" in text, "what an activity leads to is a list within its item"
    assert '<h3>Organizer of</h3><ul><li><a href="unpog-sdg-contest.html">' in text


def test_numbered_items_keep_their_numbers(tmp_path: Path) -> None:
    areas = [{"key": key, "name": {"vi": key, "en": f"Area {key}"}} for key in ("1", "3", "none")]
    text = page_of(tmp_path, table("a", "declaration", areas=areas))
    assert (
        '<ol><li id="field-areas.1">Area 1</li><li value="3" id="field-areas.3">Area 3</li></ol><ul><li id="field-areas.none">'
        in text
    )


def test_folded_sections_are_details_and_what_is_about_the_file_is_left_out() -> None:
    text = shipped("en")["unpog"]
    assert '<details id="names"><summary><h2>Names <small>4</small></h2></summary><dl>' in text
    assert "organizations/unpog.toml" not in text and 'id="record"' not in text


def test_web_addresses_are_links_and_nothing_else_is(tmp_path: Path) -> None:
    links = {"website": "https://example.org/a?b=1&c=2"}
    text = page_of(
        tmp_path, table("a", links=links, note={"en": "See javascript:alert(1), ftp://x.org, data:text/html,x"})
    )
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener">https://example.org/a?b=1&amp;c=2</a>' in text
    assert Document(text).values("href", "a") == ["https://example.org/a?b=1&c=2"]


def test_a_record_that_is_not_at_hand_is_plain_text(tmp_path: Path) -> None:
    files = registry(tmp_path, table("a", relations={"part_of": ["b"]}), table("b"))
    context = context_of(files, build(files), "en")
    page = compose(files.entry("organizations/a.toml"), "a", context)
    assert "<dd>b</dd>" in page_html(page, lambda key: "", context)


def test_a_link_without_letters_is_named_for_those_who_hear_it() -> None:
    assert (
        '<a href="apgf-1.html">&lt; 1<span class="vh"> 1st Asian Public Governance Forum</span></a>'
        in shipped("en")["apgf-2"]
    )


def test_a_record_that_cannot_be_read_has_its_problem_and_not_its_text(tmp_path: Path) -> None:
    write(tmp_path, "organizations/a.toml", 'id = "a"\nkind = "organization"\n# secret\n<b>')
    text = page_of(tmp_path, table("b"))
    article(text)
    assert "secret" not in text and 'id="raw"' not in text
    assert '<section id="problems"><h2>Error</h2><p class="error">' in text


def test_the_other_blocks_have_their_elements(tmp_path: Path) -> None:
    files = registry(tmp_path, table("a"))
    context = context_of(files, build(files), "en")
    bars = [Bar(Span(name), 4, value, [], 9, words) for name, value, words in (("2017", 4, ""), ("2018", None, "none"))]
    blocks = [
        Paragraph((Span("By year", Role.STRONG),)),
        *bars,
        Beside([Paragraph((Span("one"),))], [Paragraph((Span("other"),))]),
        Pair((Span("trái"),), (Span("right"),), tags=("vi", "en")),
        Raw("<raw>"),
    ]
    text = page_html(Page("", (Span("T"),), [], [Section("all", "All", blocks)]), lambda key: "", context)
    article(text)
    assert (
        '<caption><b>By year</b></caption><tbody><tr><th scope="row">2017</th><td>4</td><td></td></tr><tr><th scope="row">2018</th><td>–</td><td>none</td></tr>'
        in text
    )
    assert '<div class="beside"><div><p>one</p></div><div><p>other</p></div></div>' in text
    assert '<div class="beside"><p lang="vi">trái</p><p>right</p></div>' in text
    assert "raw&gt;" not in text


# -- hostile texts ---------------------------------------------------------------------------------------------------

MARKUP = (
    "<script>alert(1)</script>",
    "</title></style></article></html>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus=alert(1) '",
    "&lt;b&gt; &amp;amp; &#60;img src=x&#62; &copy",
    "]]><!-- --><![CDATA[",
    "<a href='javascript:alert(1)'>x</a>",
    'https://example.org/"onclick="x',
    "https://example.org/<b>?a=1&b=2'",
    "javascript:alert(1) JaVaScRiPt://x%0aalert(1) data:text/html,<b>",
    "Http://example.org/ HTTPS://EXAMPLE.org",
    "a\nb\r\nc\td",
    *hostile.CONTROLS.split(" "),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_record_becomes_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(any_records, "TEXTS", MARKUP)
    chance = random.Random(21)
    files = any_registry(tmp_path, chance, 16, "schema = 2\n", ("organization", "declaration", "event", "source"))
    index = build(files)
    found = pages(files, index, language)
    assert any("&lt;script&gt;" in text for text in found.values())
    for text in found.values():
        one = article(text, {f"{key}.html" for key in found})
        assert not UNSAFE.search(text)
        assert {*one.values("rel")} <= {"noopener"}


def test_no_file_of_a_hostile_registry_becomes_markup(tmp_path: Path) -> None:
    files = Registry(hostile.registry(tmp_path))
    found = pages(files, build(files), "vi")
    for text in found.values():
        article(text, {f"{key}.html" for key in found}.__contains__)
        assert not UNSAFE.search(text)


# -- documents -------------------------------------------------------------------------------------------------------


def test_one_record_is_a_document_with_its_style_inside(tmp_path: Path) -> None:
    text, export = exported("html", tmp_path, table("a", name={"vi": "Một", "en": "One </title>"}))
    assert text.startswith('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">')
    assert "<title>One &lt;/title&gt;</title><style>" in text and text.endswith("</html>\n")
    assert "<h1>One &lt;/title&gt;</h1>" in text and "<nav" not in text
    assert (
        "<details" in text
        and "<details id" in text.replace(" open", "")
        and text.count("<details") == text.count(" open>")
    )
    assert "<footer><p>Data as of 28 November 2026</p></footer>" in text
    assert not export.left.fields and not export.left.records
    holds(Document(text))


def test_several_records_are_one_document_with_their_names_first(tmp_path: Path) -> None:
    records = (
        table("a", "declaration", areas=[{"key": "1", "name": {"en": "First"}}]),
        table(
            "b",
            "declaration",
            relations={"implements": ["a"]},
            progress=[{"source": "s", "rows": [{"area": "1", "stated": 3, "completed": 3}]}],
        ),
        table("s", "source"),
        table("a-s1"),
    )
    text, _ = exported("html", tmp_path, *records)
    found = Document(text)
    holds(found)
    assert "<h1>4 records</h1><nav" in text and '<li><a href="#a">a</a></li>' in text
    assert '<article id="b"><h2>b</h2>' in text
    assert '<li id="a.field-areas.1">First</li>' in text and 'href="#a.field-areas.1"' in text
    assert '<a href="#b.s1">[1]</a>' in text and '<li id="b.s1"><a href="#s">' in text


def test_a_document_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    text, _ = exported("html", tmp_path, table("a", name={"en": MARKUP[0]}), table("s", "source", url="https://x.org/"))
    found = Document(text)
    assert not {"script", "img", "link", "iframe", "form"} & {*found.tags} and not found.values("src")
    assert "url(" not in text and "@import" not in text
    assert "default-src 'none'; style-src 'unsafe-inline'" in found.values("content")


def test_shipped_records_are_one_document_whose_links_lead_somewhere() -> None:
    index = shipped_index()
    cards = index.cards(
        ["asean-declaration-civil-service-2021", "asean-poa-civil-service-2022", "accsm-heads-21", "apgf-2"]
    )
    files = Registry(RECORDS)
    text = "".join(document(FORMATS["html"], Export(files, index, cards, context_of(files, index, "vi"), WHEN)))
    holds(Document(text))
    assert 'href="#asean-declaration-civil-service-2021.field-areas.2"' in text
