"""An export: what its format does not hold is counted by field and by record, and its document bears a time of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exports import WHEN, export_of, exported
from own_registry import own_registry
from small import RECORDS, registry, shipped_index, table, write

from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.exporting import BadEpoch, document_time
from govtui.interchange.formats import FORMATS, ExportFormat, carried, document, file_texts
from govtui.interchange.left_sentences import WHY, left_field, left_sentences
from govtui.model.fields import fields
from govtui.model.record import MODELS
from govtui.store.registry import Registry


def test_what_a_format_says_that_it_carries_is_a_field_of_that_kind() -> None:
    tables = {key: table for key, format in FORMATS.items() if (table := carried(format)) is not None}
    assert {"bibtex", "jsonld"} <= tables.keys()
    for key, table in tables.items():
        for kind, names in table.items():
            assert {*names} <= fields(MODELS[kind]).keys() and names, f"{key}: {kind}"


def test_fields_are_left_where_they_state_something_and_the_format_does_not_hold_them(tmp_path: Path) -> None:
    told = table("a", note={"vi": "Lưu ý"}, status="active", aims=[{"key": "k", "text": {"vi": "Mục tiêu"}}])
    _, export = exported("bibtex", tmp_path, told, table("b", note={"vi": "x"}), table("s", "source", lang="vi"))
    assert dict(export.left.fields) == {"note": 2, "sources": 2, "status": 1, "aims": 1, "seen": 1}
    assert export.left.records == {} and export.written == 3


def test_own_fields_are_left_each_by_its_label_and_private_notes_as_one(tmp_path: Path) -> None:
    registry = own_registry(tmp_path)
    export = export_of(registry, "vi")
    "".join(document(FORMATS["jsonld"], export))
    own = {path for path in export.left.fields if path.startswith("x.")}
    assert own
    for path in own:
        assert left_field(path, export.context) not in (path, path.removeprefix("x."))


def test_files_that_are_no_records_are_left_out_and_named(tmp_path: Path) -> None:
    write(tmp_path, "organizations/loi.toml", "id = ")
    for format, written in (("bibtex", 1), ("jsonld", 1), ("markdown", 2)):
        _, export = exported(format, tmp_path, table("a"))
        left = {} if written == 2 else {"not_a_record": ["loi"]}
        assert (export.left.records, export.written) == (left, written), format


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_is_told_in_words_with_counts(tmp_path: Path, language: str) -> None:
    export = export_of(registry(tmp_path, table("a")), language)
    export.left.fields.update({"note": 1200, "people.source": 3, "relations.part_of": 1})
    for number in range(7):
        export.left.record("no_date", f"e{number}")
    said = [*left_sentences(export.left, FORMATS["ics"], export.context)]
    if language == "en":
        assert said == [
            "The format “Calendar (iCalendar)” does not hold (number of records): Note (1,200), People · Source (3), Relations · Part of (1).",
            "7 records left out. Without a date: e0, e1, e2, e3, e4 and 2 more records.",
        ]
    else:
        assert said == [
            "Định dạng “Lịch (iCalendar)” không chứa được (số bản ghi): Ghi chú (1.200), Người được nêu tên · Nguồn (3), Quan hệ · Thuộc (1).",
            "Bỏ lại 7 bản ghi. Không có ngày: e0, e1, e2, e3, e4 và 2 bản ghi khác.",
        ]


@pytest.mark.parametrize(
    ("language", "more", "end"),
    [
        ("en", "", " and 2 more fields."),
        ("en", "--json", " and 2 more fields (--json names all)."),
        ("vi", "--json", " và 2 trường khác (--json nêu đủ)."),
    ],
)
def test_of_many_fields_the_most_frequent_are_named(tmp_path: Path, language: str, more: str, end: str) -> None:
    export = export_of(registry(tmp_path, table("a")), language)
    names = (
        "note",
        "theme",
        "summary",
        "aims",
        "terms",
        "people",
        "figures",
        "claims",
        "sources",
        "gaps",
        "aka",
        "place",
    )
    export.left.fields.update({name: 100 - place for place, name in enumerate(names)})
    [said] = left_sentences(export.left, FORMATS["popolo"], export.context, more)
    assert said.endswith(f"(91){end}")
    assert said.count("(") - said.count("(--json") == 12  # the label and the words before the fields have two


def test_every_reason_is_in_words() -> None:
    for language in LANGUAGES:
        assert all(load(language).pgettext("left out", words) for words in WHY.values())


# -- the time --------------------------------------------------------------------------------------------------------


def test_a_document_bears_the_time_of_the_newest_commit_of_the_folder_or_what_is_asked_for(tmp_path: Path) -> None:
    root = registry(tmp_path / "records", table("a")).root
    assert document_time(root, {}) == datetime(1970, 1, 1, tzinfo=UTC)
    assert document_time(root, {"SOURCE_DATE_EPOCH": "1000000000"}) == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    for wrong in ("yesterday", "9" * 30, "1e3"):
        with pytest.raises(BadEpoch):
            document_time(root, {"SOURCE_DATE_EPOCH": wrong})
    if shutil.which("git") is None:
        pytest.skip("git is needed for the rest")
    who = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def commit(day: str) -> None:
        dates = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": day, "GIT_CONFIG_GLOBAL": os.devnull}
        for line in ("git add .", "git commit -qm a"):
            subprocess.run(line.split(), cwd=tmp_path, check=True, env={**os.environ, **who, **dates})

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit("2026-11-27T08:00:00+07:00")
    write(tmp_path, "beside.txt", "later, and not of the registry")
    commit("2026-11-28T08:00:00+07:00")
    assert document_time(root, {}) == datetime(2026, 11, 27, 1, tzinfo=UTC)


# -- Markdown --------------------------------------------------------------------------------------------------------


def test_in_a_document_names_lead_to_the_records_that_are_in_it(tmp_path: Path) -> None:
    a = table("a", name={"en": "A [1]"}, relations={"part_of": ["b"], "supported_by": ["c"]})
    records = registry(tmp_path, a, table("b", name={"en": "B*"}), table("c"), table("s", "source"))
    export = export_of(records)
    export.cards = [card for card in export.cards if card.key != "c"]
    text = "".join(document(FORMATS["markdown"], export))
    assert '<a id="a"></a>\n\n# A \\[1\\]\n' in text and text.count("<a id=") == 3
    assert "[B\\*](#b)" in text and "  - [A \\[1\\]](#a)" in text and "](#c)" not in text


def test_of_a_single_record_nothing_is_a_link(tmp_path: Path) -> None:
    export = export_of(registry(tmp_path, table("a", relations={"part_of": ["b"]}), table("b"), table("s", "source")))
    export.cards = export.cards[:1]
    text = "".join(document(FORMATS["markdown"], export))
    assert text.startswith("# a\n") and "](" not in text and "b" in text


def test_in_a_folder_names_lead_to_files(tmp_path: Path) -> None:
    root = tmp_path / "r"
    export = export_of(registry(root, table("a", relations={"part_of": ["b"]}), table("b"), table("s", "source")))
    files = dict(file_texts(FORMATS["markdown"], export))
    assert list(files) == ["a.md", "b.md", "s.md"] and "[b](b.md)" in files["a.md"] and "<a id" not in files["a.md"]


def test_a_document_has_the_records_in_the_order_of_their_ids_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    records = registry(tmp_path, *(table(id) for id in ("c", "a-1", "b", "a")), table("s", "source"))
    for key in ("bibtex", "markdown", "jsonld"):
        texts = {"".join(document(FORMATS[key], export_of(records))) for _ in range(2)}
        assert len(texts) == 1, key
    assert [card.key for card in export_of(records).cards] == ["a", "a-1", "b", "c", "s"]
    assert export_of(records).when == WHEN


@pytest.mark.parametrize(
    "format", [one for one in FORMATS.values() if carried(one) is not None], ids=lambda one: one.key
)
def test_no_field_is_left_in_more_records_than_a_document_has(format: ExportFormat) -> None:
    options = {"kind": "event"} if "kind" in format.takes else {}
    export = export_of(Registry(RECORDS), index=shipped_index(), **options)
    assert "".join(document(format, export)).strip() and export.written > 10
    assert [field for field, n in export.left.fields.items() if n > export.written] == []
    assert set(export.left.records) <= WHY.keys()
    told = {field.partition(".")[0] for field in export.left.fields}
    assert told <= {name for model in MODELS.values() for name in fields(model)}
