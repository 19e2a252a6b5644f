"""A mapping file made from the head of a table has the columns that are known, in either language, and is one that can be read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from interchange.any_records import TODAY, read_back
from own_registry import MANIFEST
from small import registry

from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.mapping import Mapping, read_mapping
from govtui.interchange.incoming.mapping_template import mapping_template
from govtui.model.imported import CannotImport
from govtui.store.manifest import Manifest


def made(text: str | bytes, language: str = "vi", manifest: Manifest | None = None) -> str:
    raw = text.encode() if isinstance(text, str) else text
    return mapping_template(BytesIO(raw), ReadOptions(manifest or Manifest(), TODAY), load(language))


def read(text: str | bytes, language: str = "vi", manifest: Manifest | None = None) -> Mapping:
    return read_mapping(made(text, language, manifest).encode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("head", "kind", "columns"),
    [
        (
            "STT,Tên cơ quan,Viết tắt,Năm thành lập,Website,Điện thoại",
            "organization",
            {"STT": "", "Tên cơ quan": "name.vi", "Viết tắt": "aka.acronym", "Năm thành lập": "founded"}
            | {"Website": "links.website"},
        ),
        (
            "NO.,Name,Acronym,City,Country,Founded,Parent organization",
            "organization",
            {"NO.": "", "Name": "name.en", "Acronym": "aka.acronym", "City": "place.city.en"}
            | {"Country": "place.country", "Founded": "founded", "Parent organization": "relations.part_of"},
        ),
        (
            "Tên hội nghị,Thời gian,Địa điểm,Đơn vị tổ chức,Loại hội nghị",
            "event",
            {"Tên hội nghị": "name.vi", "Thời gian": "date", "Địa điểm": "place.venue.vi"}
            | {"Đơn vị tổ chức": "relations.organized_by", "Loại hội nghị": "type"},
        ),
        (
            "Số ký hiệu,Trích yếu,Loại văn bản,Ngày ban hành",
            "declaration",
            {"Số ký hiệu": "symbol", "Trích yếu": "name.vi", "Loại văn bản": "type", "Ngày ban hành": "date"},
        ),
        (
            "Title,Author,Published,URL",
            "source",
            {"Title": "title.en", "Author": "author", "Published": "published", "URL": "url"},
        ),
        (
            "id,name.vi,relations.part_of",
            "organization",
            {"id": "id", "name.vi": "name.vi"} | {"relations.part_of": "relations.part_of"},
        ),
    ],
)
def test_usual_heads_are_known(head: str, kind: str, columns: dict[str, str], language: str) -> None:
    found = read(f"{head}\n", language)
    assert (found.kind, found.columns) == (kind, columns)


def test_columns_that_are_not_known_stand_there_to_be_filled_in() -> None:
    text = made("Tên,Người đứng đầu,=1+1\n")
    assert '# "Người đứng đầu" = ""\n' in text and '# "=1+1" = ""\n' in text


def test_the_cells_tell_dates_delimiter_types_and_separators() -> None:
    text = "Tên;Thành lập;Loại;Viết tắt\nA;25/8/1945;Bộ;B1|B2\nB;5/8/1946;Sở;\n"
    found = read(text)
    assert (found.delimiter, found.dates, found.split) == (";", "dmy", {"aka.acronym": "|"})
    assert '[values.type]\n# "Sở" = ""\n' in made(text) and '"Bộ" =' not in made(text)
    assert read("Tên\tThành lập\nA\t8/25/1945\n").dates == "mdy" and read("Tên\tThành lập\nA\t2\n").delimiter == "tab"
    assert '# dates = "dmy"' in made("Tên,Thành lập\nA,5/8/1946\n") and "dates" not in made("Tên,Thành lập\nA,1946\n")


def test_keys_of_others_are_no_ids_and_own_fields_are_known(tmp_path: Path) -> None:
    assert read("Mã,Tên\nB 01,A\n").columns == {"Mã": "x.csv.id", "Tên": "name.vi"}
    assert read("Mã,Tên\nb-01,A\n").columns == {"Mã": "id", "Tên": "name.vi"}
    manifest = registry(tmp_path, manifest=MANIFEST).manifest
    head = "Tên,Số ký hiệu,Kinh phí,Funded by,Phạm vi áp dụng\n"
    assert read(head, manifest=manifest).columns == {
        "Tên": "name.vi",
        "Số ký hiệu": "symbol",
        "Kinh phí": "x.budget",
        "Funded by": "x.funds",
        "Phạm vi áp dụng": "x.scope.vi",
    }


def test_the_language_is_that_of_the_command_else_of_the_head_else_of_the_interface() -> None:
    assert read("Tên,Summary\n").columns == {"Tên": "name.vi", "Summary": "summary.en"}
    assert read("Tên\n", "en").language == "vi" and read("Mã số\n", "en").language == "en"
    told = ReadOptions(Manifest(), TODAY, language="en")
    found = read_mapping(mapping_template(BytesIO("Tên\n".encode()), told, load("vi")).encode())
    assert (found.language, found.columns) == ("en", {"Tên": "name.en"})


def test_a_template_reads_the_table_that_it_was_made_from() -> None:
    text = "Tên,Năm thành lập,Nước\nBộ Nội vụ,1945,Việt Nam\n"
    (found,) = read_back("csv", text, mapping=read(text))
    assert found.data == {"name": {"vi": "Bộ Nội vụ"}, "founded": "1945", "place": {"country": "VN"}}


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"T\xean,N\xe3m\n", b",,\n"])
def test_what_is_no_table_is_told(raw: bytes) -> None:
    with pytest.raises(CannotImport):
        made(raw)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_a_column_that_is_a_key_is_told_so(language: str) -> None:
    words = '"x.csv.id"'
    assert words in made("STT,Tên cơ quan\n1,A\n", language)
    for head in ("Mã,Tên cơ quan", "id,Tên cơ quan", "Số ký hiệu,Trích yếu", "identifiers.ror,Tên cơ quan"):
        assert "# " + words not in made(f"{head}\n", language) and "khóa" not in made(f"{head}\n", "vi")
