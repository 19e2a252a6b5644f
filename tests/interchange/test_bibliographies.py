"""BibTeX and CSL-JSON: what comes in becomes sources, what goes out comes back, what is broken is named with its place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import registry as made
from small import table

from govtui.i18n.language_names import language_tag
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping
from govtui.model.imported import CannotImport, ForeignId, IdOrText, ImportedRecord
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry

VI = ReadOptions(Manifest(), date(2026, 11, 30), language="vi")


def read(format: str, text: str | bytes, options: ReadOptions = VI) -> list[ImportedRecord]:
    raw = text.encode() if isinstance(text, str) else text
    return list(reader(IMPORT_FORMATS[format])(BytesIO(raw), options))


def faults(records: list[ImportedRecord]) -> list[tuple[str, str]]:
    return [(fault.place, fault.code) for one in records for fault in one.faults]


# -- BibTeX ----------------------------------------------------------------------------------------------------------

BIBTEX = r"""
Words outside of entries are comments; me@example.org is none either.
@comment{ignored @article{x, title={no}} }
@preamble{"\newcommand{\x}{y}"}
@string{TC = "T{\d a}p ch{\'\i}"}
@Article{nguyen2020,
  author   = {Nguy{\~\^e}n V{\u a}n {\'A} and {B\d{\^o} N{\d o}i v\d{u} and friends} and Smith, J. and others},
  title    = {{C{\h a}i} c{\'a}ch},
  subtitle = {2001--2020},
  journal  = tc # { 1},
  year     = 2020, month = jul # "~4",
  doi      = {https://doi.org/10.1000/a--b\_c},
  isbn     = {ISBN 978-604-57-1234-5},
  abstract = {Two
     lines.},
  language = {vietnamese},
  volume   = {5}, pages = {1--2},
}
  %@misc{out, title={commented out}}
@online(who, title={A site}, langid={english}, date={2017/}, urldate={2021-01-02}, howpublished={\url{https://a.vn/\~{}b}})
@book{, title="No {"}key{"}", publisher={NXB}, editor={E}}
"""


def test_entries_become_sources() -> None:
    article, site, book = read("bibtex", BIBTEX)
    assert article == ImportedRecord(
        "line 6",
        "source",
        {
            "type": "article",
            "lang": "vi",
            "title": {"vi": "Cải cách: 2001–2020"},
            "summary": {"vi": "Two lines."},
            "author": "Nguyễn Văn Á; Bộ Nọi vụ and friends; Smith, J.; et al.",
            "publisher": "Tạp chí 1",
            "published": "2020-07-04",
            "x": {"bibtex": {"id": "nguyen2020"}},
            "identifiers": {"doi": "10.1000/a--b_c", "isbn": "978-604-57-1234-5"},
        },
        keys=(ForeignId("x.bibtex.id", "nguyen2020"), ForeignId("identifiers.doi", "10.1000/a--b_c")),
        left={"volume": "5", "pages": "1–2"},
    )
    assert site.data == {
        "type": "web_page",
        "lang": "en",
        "title": {"en": "A site"},
        "published": "2017/..",
        "accessed": "2021-01-02",
        "url": "https://a.vn/~b",
        "x": {"bibtex": {"id": "who"}},
    }
    assert book.data == {"title": {"vi": 'No "key"'}, "publisher": "NXB"} and not book.keys
    assert book.unknown_type == "book" and book.left == {"editor": "E", "entrytype": "book"}


@pytest.mark.parametrize(
    ("fields", "published", "left"),
    [
        ("year={2020}", "2020", {}),
        ("year=2020, month=may", "2020-05", {}),
        ("year=2020, month={September}, day={3}", "2020-09-03", {}),
        ("year=2020, month={11}", "2020-11", {}),
        ("year=2020, month={tháng 5}", "2020-05", {}),
        ('year=2020, month="10~" # jan', "2020-01-10", {}),
        ("year=2020, month={Spring}", "2020", {"month": "Spring"}),
        ("year=2021, month=feb, day={29}", "2021-02", {"day": "29"}),
        ("year={2019--2020}", "", {"year": "2019–2020"}),
        ("year={forthcoming}", "", {"year": "forthcoming"}),
        ("date={2020-05-03/2020-06}, year=2020", "2020-05-03/2020-06", {}),
        ("date={201X}", "201X", {}),
        ("date={2020~}", "2020~", {}),
        ("date={/2020}", "../2020", {}),
        ("date={2020-21}", "", {"date": "2020-21"}),
        ("date={2020-02-30}, year={2020}", "2020", {"date": "2020-02-30"}),
    ],
)
def test_a_date_is_taken_as_far_as_it_can_be_read(fields: str, published: str, left: dict[str, str]) -> None:
    (one,) = read("bibtex", f"@article{{a, title={{T}}, {fields}}}")
    assert (one.data.get("published", ""), one.left) == (published, left)


def test_what_is_no_work_is_passed_over() -> None:
    set_, article = read("bibtex", "@set{s, entryset={a}}\n@article{a, title={T}}")
    assert [fault.code for fault in set_.passed_over] == ["no_work"] and article.data["title"] == {"vi": "T"}


def test_a_type_that_the_mapping_names_is_not_asked_for() -> None:
    mapped = ReadOptions(Manifest(), VI.today, "vi", mapping=Mapping(classification={"book": "article"}))
    (one,) = read("bibtex", "@book{a, title={T}}", mapped)
    assert one.data["type"] == "article" and not one.unknown_type


BROKEN = [
    ("@misc{a, title={A}\n@article{b, title={B}}", [("line 1", "not_closed")]),
    ("@article{b, title={B}}\n@misc{a,\n title={A", [("line 3", "cut_short")]),
    ("@article{b, title={B}}\n@misc{a, title={A}", [("line 2", "cut_short")]),
    ("@article{b, title={B}}\n@mis", [("line 2", "cut_short")]),
    ("@misc{a,\n title A}\n@article{b, title={B}}", [("line 2", "bibtex_syntax")]),
    ("@misc{a b, title={A}}\n@article{b, title={B}}", [("line 1", "bibtex_syntax")]),
    ('@misc{a, title="A}\n@article{b, title={B}}', [("line 1", "bibtex_syntax")]),
    ("@misc{a, title=" + "{" * 200 + "}" * 200 + "}\n@article{b, title={B}}", [("line 1", "too_deep")]),
    ("@article{b, title={B}}\n@article{c, year=2020}", [("line 2", "no_name")]),
    ("@article{b, title={B}, title={C}}", [("line 1", "duplicate_key")]),
    ("@article{b, title={B}}\n@article{b, title={C}}", [("line 2", "duplicate_in_file")]),
    ("@article{b, title={B}}\n@article{c, title=undefined}", [("line 2", "no_name")]),
    ("@article{b, title={B}}\n@article{c, title={" + "x" * 70_000 + "}}", [("line 2", "text_too_long")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_broken_entry_is_named_with_its_line_and_the_others_are_read(
    text: str, expected: list[tuple[str, str]]
) -> None:
    records = read("bibtex", text)
    assert faults(records) == expected
    assert any(one.data.get("title") == {"vi": "B"} for one in records)


@pytest.mark.parametrize(
    ("format", "text", "place", "code"),
    [
        ("bibtex", "", "line 1", "empty_file"),
        ("bibtex", "words", "line 1", "wrong_form"),
        ("bibtex", b"\n\xff", "line 2", "not_utf8"),
        ("csl", "{}", "line 1", "wrong_form"),
        ("csl", "[{", "line 1", "cut_short"),
    ],
)
def test_a_file_that_is_none_is_refused(format: str, text: str | bytes, place: str, code: str) -> None:
    with pytest.raises(CannotImport) as refused:
        read(format, text)
    assert (refused.value.fault.place, refused.value.fault.code) == (place, code)


@pytest.mark.parametrize(("format", "text"), [("bibtex", "@misc{a, title={T}}"), ("csl", '[{"title": "T"}]')])
def test_the_language_of_titles_is_never_guessed(format: str, text: str) -> None:
    with pytest.raises(CannotImport) as refused:
        read(format, text, ReadOptions(Manifest(), VI.today))
    assert refused.value.fault.code == "language_needed"


def test_a_file_that_is_cut_anywhere_gives_no_other_sources() -> None:
    raw = BIBTEX.encode()
    whole = [one.data for one in read("bibtex", raw)]
    for end in range(0, len(raw), 7):
        try:
            records = read("bibtex", raw[:end])
        except CannotImport:
            continue
        assert all(one.data in whole for one in records if not one.faults)


@given(st.text(st.sampled_from('@artcle{}(),="#\\ \n1a'), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        for one in read("bibtex", f"@misc{{a, title={{T}}}}\n{text}"):
            assert one.faults or one.data
    except CannotImport as refused:
        assert refused.fault.code == "empty_file"


# -- CSL-JSON --------------------------------------------------------------------------------------------------------

ITEM: dict[str, Any] = {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "article-journal",
    "title": "A <i>study</i> of\n Đổi mới",
    "container-title": "Journal",
    "author": [
        {"family": "Nguyễn", "given": "Văn A"},
        {"literal": "Bộ Nội vụ"},
        {"family": "Berg", "non-dropping-particle": "van den", "given": "J.", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [["2020", "5", 3], [2020, 6]]},
    "accessed": {"date-parts": [[2021, 1]]},
    "URL": "https://a.vn",
    "DOI": "10.1000/x",
    "ISBN": "not one",
    "language": "vi-VN",
    "volume": 5,
}


def test_items_become_sources() -> None:
    (one,) = read("csl", json.dumps([ITEM]))
    assert one.place == "0" and one.data == {
        "type": "article",
        "lang": "vi",
        "title": {"vi": "A study of Đổi mới"},
        "author": "Nguyễn, Văn A; Bộ Nội vụ; van den Berg, J., Jr.",
        "publisher": "Journal",
        "published": "2020-05-03/2020-06",
        "accessed": "2021-01",
        "url": "https://a.vn",
        "identifiers": {"doi": "10.1000/x"},
        "x": {"csl": {"id": "http://zotero.org/users/1/items/ABC"}},
    }
    assert one.left == {"isbn": "not one", "volume": 5}


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2020]], "circa": True}, "2020~"),
        ({"raw": "2020-05"}, "2020-05"),
        ({"literal": "mùa xuân 2020"}, ""),
        ({"date-parts": [[2020, 13]]}, ""),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": 5}, ""),
        ("2020-05-03", "2020-05-03"),
    ],
)
def test_a_date_of_csl_is_taken_or_left(issued: object, published: str) -> None:
    (one,) = read("csl", json.dumps({"items": [{"title": "T", "type": "dataset", "issued": issued}]}))
    assert one.data.get("published", "") == published and ("issued" in one.left) == (not published)
    assert not one.faults


def test_items_that_are_none_are_named_by_their_pointer() -> None:
    records = read("csl", json.dumps([5, {"title": 5}, {"id": 1, "title": "A"}, {"id": "1", "title": "B"}]))
    assert faults(records) == [
        ("0", "wrong_form"),
        ("1/title", "wrong_value"),
        ("1", "no_name"),
        ("3", "duplicate_in_file"),
    ]


LANGUAGES = {
    "English": "en", "tiếng Anh": "en", "en_US": "en-US", "eng": "en", "British": "en", "vie": "vi", "Vietnamese": "vi",
    "Tiếng Việt": "vi", "ngerman": "de", "Korean": "ko", "zh-Hant": "zh-Hant", "und": "", "Klingonisch": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_language_is_known_by_code_and_name(name: str) -> None:
    assert language_tag(name) == LANGUAGES[name]


# -- there and back --------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("aĐộ -–—'`\"“\\{}$~^&%#_;"), min_size=1, max_size=10).map(lambda text: f"x{text}y")
DATES = st.sampled_from(
    ["2020", "2020-05", "2020-05-03", "2020/2021-02", "2017/..", "../2020", "2020~", "201X", "2020?"]
)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    title = {"vi": draw(WORDS)} | ({"en": draw(WORDS)} if draw(st.booleans()) else {})
    return {
        "type": draw(st.sampled_from(["article", "web_page", "data_set"])),
        "title": {name: " ".join(text.split()) for name, text in title.items()},
        "lang": draw(st.sampled_from(["vi", "en", "ko"])),
        "author": " ".join(draw(WORDS).split()),
        "publisher": draw(st.sampled_from(["Nhà xuất bản A & B", "IdOrText"])),
        "published": draw(DATES),
        "accessed": draw(DATES),
        "url": "https://a.vn/~b?c=1&d=%20e_f--g",
        "identifiers": {"doi": "10.1000/a_b", "isbn": "978-604-57-1234-5"},
    }


def exported(registry: Registry) -> str:
    index = build(registry)
    cards = [card for found in registry.files() if (card := index.card_at(found.path))]
    context = RenderContext.of(registry, load("vi"), ("vi", "en"), index)
    return "".join(
        document(FORMATS["bibtex"], Export(registry, index, cards, context, datetime(2026, 1, 1, tzinfo=UTC)))
    )


@settings(max_examples=rounds(20), deadline=None)
@given(sources())
def test_a_source_that_goes_out_comes_back(data: dict[str, Any]) -> None:
    is_named = data["publisher"] == "IdOrText"
    fields = data | ({"publisher": "nxb"} if is_named else {})
    with TemporaryDirectory() as folder:
        text = exported(made(Path(folder), table("s", "source", seen=None, **fields), table("nxb", name={"vi": "NXB"})))
    source = next(one for one in read("bibtex", text, ReadOptions(Manifest(), VI.today)) if one.data)
    publisher = IdOrText(ForeignId("id", "nxb"), "NXB") if is_named else data["publisher"]
    assert (source.id, dict(source.data)) == ("s", data | {"publisher": publisher})
    assert not source.left and not source.unknown_type


def test_records_of_other_kinds_are_passed_over_when_they_come_back(tmp_path: Path) -> None:
    text = exported(
        made(tmp_path, table("net"), table("s", "source"), table("e", "event", date="2018-11-05/2018-11-06"))
    )
    assert "@inproceedings" not in text and "  date         = {2018-11-05/2018-11-06},\n" in text
    assert "  year         = {2018},\n  month        = nov,\n  day          = {5},\n" in text
    found = [(one.id, [fault.code for fault in one.passed_over]) for one in read("bibtex", text)]
    assert found == [("e", ["own_other_kind"]), ("net", ["own_other_kind"]), ("s", [])]


def test_what_an_entry_lacks_of_its_fields_is_counted(tmp_path: Path) -> None:
    registry = made(
        tmp_path, table("s", "source", published="XXXX-11-05", identifiers={"doi": "10.1000/x", "wikidata": "Q1"})
    )
    index = build(registry)
    context = RenderContext.of(registry, load("vi"), ("vi", "en"), index)
    card = index.card("s")
    assert card is not None
    export = Export(registry, index, [card], context, datetime(2026, 1, 1, tzinfo=UTC))
    assert "date" not in "".join(document(FORMATS["bibtex"], export))
    assert dict(export.left.fields) == {"seen": 1, "published": 1, "identifiers.wikidata": 1}
