"""What a source prints, who says it, what was counted and what was added up here: each is told from the other on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from matrices import at_length, matrix_of
from small import registry, table, toml, write

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.bibtex import bibtex
from govtui.interchange.citation import citation
from govtui.interchange.markdown import markdown
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.page.linear import linear
from govtui.page.page import Page, Paragraph
from govtui.page.source_matrix import source_details

PRINTED = {"vi": "ba ngày", "en": "three days"}

Shown = Callable[..., str]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """The page of a declaration with these fields, on one line."""

    def page(language: str, both: bool = False, kind: str = "declaration", **fields: Any) -> str:
        files = registry(
            tmp_path, table("s", "source", lang="vi"), table("e", "source", lang="en"), table("t", kind, **fields)
        )
        entry = files.entry("declarations/t.toml" if kind == "declaration" else "events/t.toml")
        assert entry.record is not None, entry.problems
        return " ".join(plain(compose(entry, "t", context_of(files, build(files), language, both=both)), 300).split())

    return page


def figure(quote: Any, source: str = "s") -> dict[str, Any]:
    return {"figures": [{"what": "days", "value": 3, "quote": quote, "source": source}]}


@pytest.mark.parametrize(
    ("language", "both", "quote", "source", "words"),
    [
        ("vi", False, "ba ngày", "s", "“ba ngày” ¹"),
        ("en", False, "ba ngày", "s", "“ba ngày” ¹"),
        ("vi", False, PRINTED, "s", "· “ba ngày” ¹"),
        ("en", False, PRINTED, "s", "· [translation] “three days” ¹"),
        ("vi", False, PRINTED, "e", "· [bản dịch] “ba ngày” ¹"),
        ("en", False, PRINTED, "e", "· “three days” ¹"),
        ("en", False, {"vi": "ba ngày"}, "s", "· “ba ngày” ¹"),
        ("en", True, PRINTED, "s", "· [translation] “three days” “ba ngày” ¹"),
    ],
)
def test_a_quotation_is_as_printed_or_marked_as_a_translation(
    shown: Shown, language: str, both: bool, quote: Any, source: str, words: str
) -> None:
    assert words in shown(language, both, **figure(quote, source))


LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "agenda": ("event", {"key": "1", "text": {"vi": "v", "en": "e"}}),
    "measures": ("declaration", {"key": "1", "level": "national", "text": {"vi": "v", "en": "e"}}),
    "areas": ("declaration", {"key": "1", "name": {"vi": "v", "en": "e"}}),
    "steps": ("declaration", {"action": "noted"}),
    "figures": ("event", {"what": "days", "value": 3}),
    "claims": ("event", {"field": "date"}),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_item_says_what_is_printed_and_whose_words_they_are(shown: Shown, name: str) -> None:
    kind, item = LISTS[name]
    cited = {"quote": "ba ngày", "source": "s", "at": "L3", "said_by": "Bình"}
    assert "“ba ngày” (theo lời Bình) ¹ dòng 3" in shown("vi", kind=kind, **{name: [{**item, **cited}]})


def test_who_acted_without_a_record_stands_where_those_with_one_do(shown: Shown) -> None:
    step = {"action": "adopted", "date": "2021", "by_text": {"vi": "các nước", "en": "the countries"}}
    assert "Adopted · 2021 · the countries" in shown("en", steps=[step])
    assert "the countries [en] / các nước [vi]" in shown("en", True, steps=[step])


@pytest.mark.parametrize(("language", "words"), [("vi", "hơn 6 (đếm) cuộc họp"), ("en", "over 6 (counted) meetings")])
def test_what_the_registry_counted_says_so(shown: Shown, language: str, words: str) -> None:
    counted = {"what": "meetings", "value": 6, "counted": True, "bound": "over"}
    assert words in shown(language, figures=[counted])
    assert "(" not in shown(language, figures=[{**counted, "counted": False}]).split(words[:4])[1].split(" ─")[0]


@pytest.mark.parametrize(
    ("date_of", "words"),
    [("adopted", "Adopted 2015"), (None, "Date 2015"), ("provisionally_adopted", "Date 2015 · Provisionally adopted")],
)
def test_a_date_is_called_by_what_happened_then(shown: Shown, date_of: str | None, words: str) -> None:
    assert words in shown("en", date="2015", date_of=date_of)


def test_without_a_date_it_is_said_what_the_date_would_be_of(shown: Shown) -> None:
    assert "Adopted" in shown("en", date_of="adopted")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"planned": 3, "completed": 4}, "- sum 7ᶜ · completed 4"),
        ({"planned": 3, "completed": 4, "stated": 7}, "- stated 7 · completed 4"),
        ({"planned": 3}, "- planned 3"),
    ],
)
def test_a_sum_that_no_source_states_is_marked(tmp_path: Path, row: dict[str, int], words: str) -> None:
    files = registry(
        tmp_path, table("s", "source"), table("t", "declaration", progress=[{"rows": [row], "source": "s"}])
    )
    page = compose(files.entry("declarations/t.toml"), "t", context_of(files, build(files), "en"))
    lines = "\n".join(linear(page, load("en"), lambda link: True).lines).replace("\u00a0", " ")
    assert words in lines
    assert ("(computed)" in words) == ("(computed)" in plain(page, 100))


@pytest.mark.parametrize(
    ("lang", "language", "cited"),
    [
        ("vi", "en", "“Tiêu đề” [The title]"),
        ("vi", "vi", "“Tiêu đề”."),
        ("en", "vi", "“The title” [Tiêu đề]"),
        ("ko", "en", "“The title”."),
        (None, "en", "“The title”."),
    ],
)
def test_a_source_is_cited_by_its_own_title(tmp_path: Path, lang: str | None, language: str, cited: str) -> None:
    title = {"vi": "Tiêu đề", "en": "The title"}
    files = registry(tmp_path, table("s", "source", title=title, lang=lang))
    record = files.entry("sources/s.toml").record
    assert record is not None
    context = context_of(files, build(files), language)
    assert citation(record, context).startswith(cited)
    assert cited.replace("“", "{{").replace("”", "").rstrip(".") + "}}" in bibtex(record, context)


TITLES: tuple[tuple[dict[str, str], str | None, str, bool, str], ...] = (
    ({"vi": "Bài", "en": "Article"}, "vi", "en", False, "¹ Bài [Article]"),
    ({"vi": "Bài", "en": "Article"}, "vi", "vi", False, "¹ Bài"),
    ({"vi": "Bài", "en": "Article"}, "en", "vi", False, "¹ Article [Bài]"),
    ({"vi": "Bài", "en": "Article"}, "vi", "en", True, "¹ Bài [Article]"),
    ({"vi": "Bài", "en": "Article", "es": "Artículo"}, "es", "en", False, "¹ Artículo [Article]"),
    ({"vi": "Bài", "en": "Article", "es": "Artículo"}, "es", "vi", True, "¹ Artículo [Bài / Article]"),
    ({"vi": "Bài"}, "vi", "en", False, "¹ Bài [vi]"),
    ({"vi": "Bài", "en": "Article"}, "ko", "en", False, "¹ Article"),
    ({"vi": "Bài", "en": "Article"}, None, "en", False, "¹ Article"),
)
"""Title, language of the source, language of the reader, whether both are read; how a page cites it."""


@pytest.mark.parametrize(("title", "lang", "language", "both", "cited"), TITLES)
def test_a_page_and_its_brief_cite_a_source_by_its_own_title(
    tmp_path: Path, title: dict[str, str], lang: str | None, language: str, both: bool, cited: str
) -> None:
    files = registry(tmp_path, table("s", "source", title=title, lang=lang), table("t"))
    page = compose(files.entry("organizations/t.toml"), "t", context_of(files, build(files), language, both=both))
    [lines] = [section.blocks for section in page.sections if section.name == "sources"]
    line, *_ = [
        f"{line.lead} {''.join(span.text for span in line.spans)}" for line in lines if isinstance(line, Paragraph)
    ]
    assert line == cited
    assert cited.replace("¹", "1.").replace("[", r"\[").replace("]", r"\]") in markdown(page)


def test_a_source_that_is_gone_or_unreadable_is_cited_as_such(tmp_path: Path) -> None:
    files = registry(tmp_path, table("s", "source", lang="vi"), table("t", sources=[{"ref": "s"}, {"ref": "zzz"}]))
    write(tmp_path, "sources/s.toml", toml("s", "source", lang="vi") + "[[[")
    page = compose(files.entry("organizations/t.toml"), "t", context_of(files, build(files), "en"))
    assert "s (unreadable)" in plain(page, 100) and "zzz (no such record)" in plain(page, 100)


SIDES = {
    "figures": [
        {"what": "days", "value": 3, "quote": PRINTED, "source": "s", "at": "L1"},
        {"what": "days", "value": 4, "quote": "four days", "source": "e"},
    ]
}


def test_the_sources_of_a_matrix_have_their_own_titles(tmp_path: Path) -> None:
    title = {"vi": "Bài", "en": "Article"}
    files = registry(
        tmp_path,
        table("s", "source", title=title, lang="vi"),
        table("e", "source", lang="en"),
        table("t", "event", **SIDES),
    )
    context = context_of(files, build(files), "en")
    matrix, _ = matrix_of(files, "t", context)
    shown = plain(Page("", (), (), source_details(matrix, context)), 100)
    assert "¹  Bài [Article]" in shown
    beside = at_length(files, "t", context)
    assert beside is not None and "¹ Article, line 1" in plain(beside, 100)


ONE_LANGUAGE: dict[str, dict[str, Any]] = {
    "the title of a person": {"people": [{"name": "Hoa", "role": "chair", "title": {"vi": "Bộ trưởng"}}]},
    "the note of another name": {"aka": [{"text": "T", "type": "acronym", "note": {"vi": "Bộ trưởng"}}]},
    "the note of a figure": {"figures": [{"what": "days", "value": 3, "note": {"vi": "Bộ trưởng"}}]},
    "notes of a review": {"review": {"state": "draft", "notes": {"vi": "Bộ trưởng"}}},
}


@pytest.mark.parametrize("fields", ONE_LANGUAGE.values(), ids=ONE_LANGUAGE)
def test_a_text_that_lacks_the_reader_s_language_says_so(shown: Shown, fields: dict[str, Any]) -> None:
    assert "Bộ trưởng [no English text; this is Vietnamese]" in shown("en", **fields)
    assert "Bộ trưởng [" not in shown("vi", **fields)


def test_who_reads_both_languages_sees_titles_and_notes_in_both(shown: Shown) -> None:
    both = {"vi": "Bộ trưởng", "en": "Minister"}
    people = [{"name": "Hoa", "role": "chair", "title": both}]
    assert "Minister [en] / Bộ trưởng [vi]" in shown("en", True, people=people)
    assert "Minister [en] / Bộ trưởng [vi]" in shown("en", True, aka=[{"text": "T", "type": "acronym", "note": both}])


PLACE = {"vi": "Seoul, Hàn Quốc", "en": "Seoul, Korea"}


@pytest.mark.parametrize(
    ("language", "both", "value", "words"),
    [
        ("vi", False, PLACE, "Địa điểm + Seoul, Hàn Quốc ¹"),
        ("en", False, PLACE, "Place + Seoul, Korea ¹"),
        ("en", True, PLACE, "Place + Seoul, Korea [en] / Seoul, Hàn Quốc [vi] ¹"),
        ("en", False, {"vi": "Seoul"}, "Place + Seoul [no English text; this is Vietnamese] ¹"),
    ],
)
def test_a_text_that_is_claimed_of_a_table_is_read_as_a_text(
    shown: Shown, language: str, both: bool, value: dict[str, str], words: str
) -> None:
    assert words in shown(language, both, kind="event", claims=[{"field": "place", "value": value, "source": "s"}])


@pytest.mark.parametrize(("language", "who"), [("vi", "≠ nguyên thủ các nước"), ("en", "≠ heads of state")])
def test_who_acted_without_a_record_is_told_in_the_reader_s_language(shown: Shown, language: str, who: str) -> None:
    by_text = {"vi": "nguyên thủ các nước", "en": "heads of state"}
    steps = [
        {"action": "adopted", "by": ["un"], "source": "e"},
        {"action": "adopted", "by_text": by_text, "source": "s"},
    ]
    assert who in shown(language, steps=steps)


def test_a_citation_gathers_the_fields_of_one_item_behind_its_name(shown: Shown) -> None:
    step = {"key": "a", "action": "adopted", "date": "2015", "quote": "ba ngày"}
    fields = ["name.vi", "steps.a.date", "steps.a.quote", "steps.a.date"]
    page = shown("en", steps=[step], sources=[{"ref": "s", "at": "L3", "for": fields}, {"ref": "s", "at": "L9"}])
    assert "line 3: Name (Vietnamese), Steps · Adopted (Date, As printed); line 9" in page
