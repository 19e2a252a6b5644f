"""A record in a bibliography's forms: what it says stands there, nothing else, and nothing that the form would misread."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import RECORDS, registry, table

from govtui.i18n.translator import load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.interchange.bibtex import bibtex
from govtui.interchange.citation import citation, link
from govtui.interchange.markdown import markdown
from govtui.model.record import Record, Source
from govtui.page.compose import compose
from govtui.page.page import Page, Paragraph, Section, Span
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry

REGISTRY = Registry(RECORDS)


@cache
def index() -> Index:
    return build(REGISTRY)


@pytest.fixture(scope="module", params=["vi", "en"])
def context(request: pytest.FixtureRequest) -> RenderContext:
    language = request.param

    def record(id: str) -> Record | None:
        card = index().card(id)
        return REGISTRY.entry(card.path).record if card else None

    return RenderContext(load(language), (language,), index(), REGISTRY.manifest, record)


def of(id: str, context: RenderContext) -> Record:
    record = context.record(id)
    assert record is not None
    return record


CITED = {
    ("unpog", "vi"): "Văn phòng Dự án Liên hợp quốc về Quản trị (UNPOG). Cơ quan Liên hợp quốc."
    " Incheon, Hàn Quốc, thành lập tháng 6 năm 2006. http://www.unpog.org.",
    ("unpog", "en"): "United Nations Project Office on Governance (UNPOG). UN entity."
    " Incheon, Republic of Korea, founded June 2006. http://www.unpog.org.",
    (
        "un-a-res-69-327",
        "vi",
    ): "Đại hội đồng Liên hợp quốc. Nghị quyết A/RES/69/327 của Đại hội đồng Liên hợp quốc. A/RES/69/327.",
    (
        "apgf-2",
        "en",
    ): "2nd Asian Public Governance Forum on Public Innovation. Forum. Hanoi, Viet Nam, 9–10 September (year unknown).",
}


@pytest.mark.parametrize("id", sorted({id for id, _ in CITED}))
def test_a_citation_says_who_what_where_when_as_far_as_the_record_knows(id: str, context: RenderContext) -> None:
    if (id, context.tr.language) in CITED:
        assert citation(of(id, context), context) == CITED[id, context.tr.language]


def test_every_record_has_a_citation_with_its_name_and_a_bibtex_entry_with_its_id(context: RenderContext) -> None:
    for kind in ("organizations", "declarations", "events", "sources"):
        for path in sorted((RECORDS / kind).glob("*.toml")):
            record = REGISTRY.entry(f"{kind}/{path.name}").record
            assert record is not None
            assert context.text_of(record.label) in citation(record, context)
            entry = bibtex(record, context)
            assert re.match(rf"@(misc|article)\{{{record.id},\n", entry) and entry.endswith("\n}\n")
            assert entry.count("{") == entry.count("}")


def test_every_source_is_cited_by_its_own_title_then_by_the_reader_s_in_every_form(context: RenderContext) -> None:
    briefs: dict[str, str] = {}
    for entry in REGISTRY.entries():
        assert entry.record is not None
        cited = {citation_.ref for citation_ in entry.record.sources} - briefs.keys()
        if cited:
            briefs |= dict.fromkeys(cited, markdown(compose(entry, entry.record.id, context)))
    translated = 0
    for id, brief in briefs.items():
        source = of(id, context)
        assert isinstance(source, Source)
        mine = source.title[context.tr.language]
        original = source.original_title or mine
        translated += original != mine
        title = bare(f"{original} [{mine}]" if original != mine else original)
        assert title in bare(citation(source, context))
        assert f"  title        = {title},\n" in bare(bibtex(source, context))
        assert re.search(rf"^\d+\. (\*\*.+:\*\* )?{re.escape(title)}(, .+)?$", bare(brief), re.MULTILINE)
    assert translated > 5


def bare(text: str) -> str:
    """A text without quotation marks, braces and backslashes, which each form sets in its own way."""
    return re.sub(r"[“”{}\\]", "", text)


def test_a_date_that_is_not_sure_is_not_made_sure_for_bibtex(context: RenderContext) -> None:
    assert "year" not in bibtex(of("apgf-2", context), context)  # 9-10 September, of no known year
    assert "year         = {2006}" in bibtex(of("unpog", context), context)


def test_a_source_s_link_is_its_address_and_another_record_s_its_website(context: RenderContext) -> None:
    source = of("qlnn-2019-unpog", context)
    assert isinstance(source, Source) and link(source, "vi") == source.url
    assert link(of("unpog", context), "vi") == "http://www.unpog.org"
    assert link(of("un-a-res-69-327", context), "vi") == ""


def test_a_text_is_linked_in_the_language_of_the_reader_and_cited_by_who_issued_it(tmp_path: Path) -> None:
    links = {"text_vi": "https://a/vi", "text_en": "https://a/en"}
    steps = [{"action": "issued", "by": ["b"]}]
    decree = table("d", "declaration", type="decree", symbol="30/2020/NĐ-CP", links=links, steps=steps)
    files = registry(tmp_path, table("s", "source"), table("b", name={"vi": "Chính phủ", "en": "Government"}), decree)
    record = files.entry("declarations/d.toml").record
    assert record is not None
    context = RenderContext.of(files, load("en"), ("en",), build(files))
    assert citation(record, context) == "Government. d. Decree. 30/2020/NĐ-CP. https://a/en."
    assert link(record, "vi") == "https://a/vi" and link(record, "ko") == "https://a/vi"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_whatever_a_name_holds_a_bibtex_entry_stays_one_entry(name: str) -> None:
    data = {
        "schema": 2,
        "kind": "source",
        "id": "a-1",
        "type": "article",
        "title": {"en": f"x{name}"},
        "author": f"y{name}",
    }
    record = Source.model_validate(data)
    tr = load("en")
    entry = bibtex(record, RenderContext(tr, ("en",), index(), REGISTRY.manifest, lambda id: None))
    unescaped = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}&%$#_]", "", entry)
    depth = 0
    for letter in unescaped:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"[&%$#~^]", unescaped)
    assert sum(line.startswith("@") for line in entry.split("\n")) == 1


def test_a_brief_has_the_page_s_headings_and_facts(context: RenderContext) -> None:
    card = context.index.card("unpog")
    assert card is not None
    page = compose(REGISTRY.entry(card.path), "unpog", context)
    brief = markdown(page)
    assert brief.startswith(f"# {context.text_of(of('unpog', context).label)} · UNPOG\n")
    for section in page.sections:
        if section.heading and section.name != "record":
            assert f"\n## {section.heading}\n" in brief
    assert "2006" in brief and "\n\n\n" not in brief


@given(st.text(max_size=60))
def test_a_text_is_never_markup_in_a_brief(text: str) -> None:
    brief = markdown(Page("", (Span("t"),), [], [Section("s", "", [Paragraph((Span(text),))])]))
    body = brief.removeprefix("# t\n")
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#|~]", body)
    assert not re.match(r"\s*([-+]|\d+[.)])\s", body.strip("\n"))
