"""`govtui export`: which records, where the document goes, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write

from govtui.interchange.formats import FORMATS

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three organizations, an event and their source."""
    made = registry(
        tmp_path / "records",
        table("b", name={"vi": "Bộ", "en": "Ministry"}, note={"vi": "Lưu ý"}, founded="2002"),
        table("a", relations={"part_of": ["b"]}),
        table("c"),
        table("hop", "event", date="2018-11"),
        table("s", "source"),
    )
    return made.root


@pytest.fixture
def export(govtui: Run, root: Path) -> Run:
    """Run the command on the registry, beside it."""

    def run(*args: object, lang: str = "en") -> Any:
        return govtui("export", *args, "--lang", lang, "--registry", root, cwd=root.parent)

    return run


def ids(text: str) -> list[str]:
    return [one["@id"].removeprefix("urn:govtui:") for one in json.loads(text)["@graph"]]


# -- which records ---------------------------------------------------------------------------------------------------


def test_without_ids_all_records_are_written_in_the_order_of_their_ids(export: Run) -> None:
    done = export("jsonld")
    assert (done.status, ids(done.out)) == (0, ["a", "b", "c", "hop", "s"])


def test_ids_a_query_and_a_kind_choose_records(export: Run) -> None:
    assert ids(export("jsonld", "c", "a").out) == ["a", "c"]
    assert ids(export("jsonld", "organizations/b.toml", "c", "--kind", "organization").out) == ["b", "c"]
    assert ids(export("jsonld", "--where", "kind:event").out) == ["hop"]
    assert ids(export("jsonld", "--kind", "source").out) == ["s"]
    nothing = export("jsonld", "a", "--kind", "event")
    assert (nothing.status, nothing.out, nothing.err) == (1, "", "govtui: No record found.\n")


def test_a_record_that_is_none_a_wrong_query_and_both_together_are_refused(export: Run) -> None:
    for words in (["zzz"], ["--where", "typ:forum"], ["a", "--where", "b"]):
        done = export("jsonld", *words)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), words


# -- the same bytes --------------------------------------------------------------------------------------------------


def test_formats_without_words_are_the_same_in_both_languages_and_printed_or_written(export: Run, root: Path) -> None:
    texts = {export("jsonld", lang=lang).out for lang in ("vi", "en")}
    assert export("jsonld", "-o", "a.jsonld").status == 0
    assert texts == {(root.parent / "a.jsonld").read_text("utf-8")}
    assert export("citation", "hop", lang="vi").out != export("citation", "hop", lang="en").out


def test_a_time_that_is_no_number_is_refused(export: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    done = export("jsonld")
    assert (done.status, done.out) == (2, "")
    assert done.err == "govtui: SOURCE_DATE_EPOCH is “today”, not a number of seconds since 1970.\n"


# -- files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_only_when_that_is_said(export: Run, root: Path) -> None:
    file = write(root.parent, "a.bib", "mine")
    done = export("bibtex", "-o", "a.bib")
    assert (done.status, file.read_text()) == (2, "mine")
    assert done.err == "govtui: There is already a file a.bib; --force replaces it.\n"
    done = export("bibtex", "--output", "a.bib", "--force")
    assert done.status == 0 and "@misc{a," in file.read_text("utf-8")
    assert done.err.startswith("govtui: 5 records written to a.bib.\n")


def test_the_registry_s_own_files_are_never_written(export: Run, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.toml")}
    for place in ("records/organizations/new.toml", "records/organizations/a.toml", "records/registry.toml"):
        done = export("jsonld", "-o", place, "--force")
        assert done.status == 2 and place in done.err
    assert {path: path.read_bytes() for path in root.rglob("*.toml")} == before


def test_a_folder_gets_a_file_for_each_record_if_the_format_has_such(export: Run, root: Path) -> None:
    folder = root.parent / "briefs"
    folder.mkdir()
    assert export("markdown", "a", "b", "-o", "briefs").err.startswith(
        "govtui: 2 records written to the folder briefs."
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]
    assert "[Ministry](b.md)" in (folder / "a.md").read_text("utf-8")
    done = export("markdown", "b", "c", "-o", "briefs")
    assert done.status == 2 and not (folder / "c.md").exists()
    done = export("jsonld", "-o", "briefs")
    assert (done.status, done.err) == (2, "govtui: briefs is a folder; name a file in it.\n")


def test_a_single_dash_is_standard_output(export: Run) -> None:
    assert export("jsonld", "a", "-o", "-").out == export("jsonld", "a").out


def test_where_nothing_has_a_place_in_the_format_nothing_is_written(export: Run, root: Path) -> None:
    write(root, "organizations/loi.toml", "id = ")
    for format, label in (("bibtex", "BibTeX"), ("jsonld", "Linked data (JSON-LD)")):
        done = export(format, "loi", "-o", "x")
        assert done.status == 1 and not (root.parent / "x").exists()
        assert done.err.splitlines() == [
            f"govtui: None of these records has a place in the format “{label}”; nothing was written.",
            "govtui: 1 record left out. Not readable as records: loi.",
        ]


# -- what is told ----------------------------------------------------------------------------------------------------


def test_what_is_left_is_told_on_standard_error_and_is_no_failure(export: Run) -> None:
    done = export("bibtex", "b")
    assert done.status == 0 and done.out.startswith("@misc{b,")
    assert done.err == "govtui: The format “BibTeX” does not hold (number of records): Note (1), Citations (1).\n"
    done = export("bibtex", "b", lang="vi")
    assert done.err == "govtui: Định dạng “BibTeX” không chứa được (số bản ghi): Ghi chú (1), Dẫn nguồn (1).\n"


def test_for_programs_a_line_tells_what_was_written(export: Run, root: Path) -> None:
    done = export("bibtex", "b", "hop", "-o", "a.bib", "--jsonl")
    assert json.loads(done.out) == {
        "v": 1,
        "is": "export",
        "format": "bibtex",
        "files": ["a.bib"],
        "records": 2,
        "left_fields": [{"field": "note", "records": 1}, {"field": "sources", "records": 2}],
        "left_records": [],
    }
    empty = export("bibtex", "--where", "zzz", "-o", "b.bib", "--json")
    assert (empty.status, json.loads(empty.out)["items"]) == (1, [])
    refused = export("bibtex", "--json")
    assert (refused.status, refused.out) == (2, "") and "-o" in refused.err


def test_options_that_a_format_does_not_know_are_refused(export: Run) -> None:
    assert "spreadsheet" not in FORMATS["jsonld"].takes
    done = export("jsonld", "--spreadsheet")
    assert (done.status, done.err) == (2, "govtui: The format jsonld does not take --spreadsheet.\n")
    assert export("jsonld", "--force").status == 2


def test_a_table_of_several_kinds_says_which_there_are_and_its_mapping_file_is_another(export: Run, root: Path) -> None:
    done = export("csv")
    assert done.status == 2 and "--kind event|organization|source" in done.err
    assert export("csv", "a", "c").out.splitlines()[0].startswith("\ufeffid,type,")
    same = export("csv", "a", "-o", "a.csv", "--mapping", "./a.csv")
    assert (same.status, same.err) == (2, "govtui: -o and --mapping name the same file; give each its own.\n")
    done = export("csv", "a", "-o", "a.csv", "--mapping", "a.toml", "--jsonl")
    assert done.status == 0 and json.loads(done.out)["files"] == ["a.csv", "a.toml"]
    assert 'kind = "organization"' in (root.parent / "a.toml").read_text("utf-8")
    again = export("csv", "a", "-o", "b.csv", "--mapping", "a.toml")
    assert again.status == 2 and not (root.parent / "b.csv").exists()


def test_whoever_stops_reading_is_told_nothing(forked: Run, root: Path, server: Any) -> None:
    ran = server.run(["export", "markdown", "--registry", str(root)], terminal=False, cwd=root, gone=True)
    assert (ran.status, ran.err) == (141, b"")


def test_on_a_terminal_lines_are_shown_whole(root: Path, server: Any) -> None:
    ran = server.run(["export", "jsonld", "a", "--registry", str(root), "--lang", "en"], terminal=True, cwd=root)
    lines = ran.out.decode().splitlines()
    assert ran.status == 0 and [line[:1] for line in lines[:3]] == ["{", "{", "]"]
