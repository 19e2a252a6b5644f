"""What holds of every record that ships: where its facts come from, in which words, in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import pytest
from bundled import DATA, STATEMENTS, TEXTS, blank_lines, citations, entries, lines, places, records
from shingles import hashed, runs, unquoted

from govtui.model.evidence_problems import LONGEST_QUOTE
from govtui.model.field_paths import to_toml
from govtui.model.fields import FieldSpec, fields, path_of, walk
from govtui.model.identifiers import country_of
from govtui.model.record import MODELS, Declaration, Organization, Record, Source
from govtui.model.references import references
from govtui.model.schema import ValueType
from govtui.model.silence import silences
from govtui.model.translations import localized_fields
from govtui.model.value import Value
from govtui.store.registry import Entry

WORDING = frozenset((DATA / "source-shingles.txt").read_text(encoding="ascii").split())
"""Every run of eight words of the five texts, hashed."""

BESIDE = frozenset({"name", "title", "aka", "note", "summary", "claims", "figures", "steps", "progress"})
"""What a page outside the five texts may be cited for: names, and statements that carry their own source."""

MANY_IN_A_ROW = 3
"""Runs in a row that a summary may share with a text by chance (names and set phrases): more is a copied sentence."""

every_record = pytest.mark.parametrize("record", records().values(), ids=list(records()))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, Value):
        for part in vars(value).values():
            yield from strings(part)


def printed(record: Record) -> Iterator[tuple[str, str]]:
    """What a record gives as printed in one of the five texts, as (field, text)."""
    for alias in record.aka:
        if alias.source in TEXTS and alias.type in ("as_printed", "ocr", "spelling"):
            yield f"aka.{alias.text}", alias.text
    for field in (
        "figures",
        "steps",
        "terms",
        "measures",
        "areas",
        "agenda",
        "aims",
        "activities",
        "outcomes",
        "remarks",
    ):
        for part in getattr(record, field, ()):
            if part.source in TEXTS and part.quote:
                yield field, part.quote if isinstance(part.quote, str) else part.quote["vi"]
    for claim in record.claims:
        if claim.source in TEXTS and claim.quote:
            yield f"claims.{claim.field}", claim.quote if isinstance(claim.quote, str) else claim.quote["vi"]
    for citation in record.sources:
        if citation.ref in TEXTS and citation.quote:
            yield "sources.quote", citation.quote if isinstance(citation.quote, str) else citation.quote["vi"]


def test_every_file_is_a_valid_record_in_its_kinds_folder() -> None:
    assert [(entry.path, entry.problems) for entry in entries() if entry.record is None or entry.problems] == []
    assert [entry.path for entry in entries() if (entry.id, entry.kind) != (entry.stem, entry.folder_kind)] == []
    assert len(records()) == len(entries())


@every_record
def test_every_place_cited_from_the_five_texts_is_a_line_with_words_in_it(record: Record) -> None:
    for field, source, at in citations(record):
        if source not in TEXTS:
            assert not lines(at), f"{field}: {source} is not known by its lines"
            continue
        assert lines(at), f"{field}: {source} {at!r} is no line"
        for first, last in lines(at):
            assert 1 <= first <= last <= TEXTS[source]["lines"], f"{field}: {at} is not in {source}"
            assert not {first, last} & blank_lines(source), f"{field}: {at} of {source} starts or ends on a blank line"


@every_record
def test_every_item_of_a_list_stands_where_the_record_cites_that_list_from(record: Record) -> None:
    for field, at in places(record):
        assert lines(at), f"{field}: {at!r} is no line"
        cited = [c for c in record.sources if field.partition(".")[0] in c.fields and c.ref in TEXTS]
        ranges = [part for citation in cited for part in lines(citation.at)]
        for first, last in lines(at):
            assert any(start <= first and last <= end for start, end in ranges), f"{field}: {at}"


@every_record
def test_every_record_but_a_source_cites_and_every_statement_names_its_source(record: Record) -> None:
    assert record.sources or isinstance(record, Source)
    for field in STATEMENTS:
        for part in getattr(record, field, ()):
            assert part.source, f"{field}: {part}"


@every_record
def test_a_page_outside_the_five_texts_never_carries_a_value_of_its_own(record: Record) -> None:
    for citation in record.sources:
        source = records()[citation.ref]
        outside = citation.ref not in TEXTS and not (isinstance(source, Source) and source.seen == "title")
        if outside:
            assert {field.partition(".")[0] for field in citation.fields} <= BESIDE, citation.ref


@every_record
def test_another_name_comes_from_a_source_or_says_why_it_is_there(record: Record) -> None:
    for alias in record.aka:
        assert alias.source or (isinstance(alias.note, dict) and {"vi", "en"} <= alias.note.keys()), alias.text


@every_record
def test_names_summaries_and_notes_are_in_both_languages(record: Record) -> None:
    assert {"vi", "en"} <= record.label.keys()
    if not isinstance(record, Source):
        assert record.summary, "no summary"
    for path, text in localized_fields(record):
        assert {"vi", "en"} <= text.keys(), path


BY_LANGUAGE = {
    path_of(way, spec): (way, spec)
    for model in MODELS.values()
    for way, spec in walk(model)
    if spec.value_type is ValueType.LOCALIZED and not spec.about.value_of
}
"""Every field of a record or of a part that may have a text by language; printed words are a type of their own, and the value
of a claim is of the type of the field that it is about."""

IN_EVERY_REGISTRY = frozenset(
    {"name", "title", "summary", "note", "people.title", "aka.note", "claims.note", "agenda.text"}
)


def held(holder: Value, way: Sequence[FieldSpec], spec: FieldSpec) -> Iterator[object]:
    """The values of a field in a record, or in every item of the lists that lead to it."""
    if not way:
        yield spec.held_by(holder)
        return
    inner = way[0].held_by(holder)
    for item in inner if isinstance(inner, list) else [inner] if inner is not None else []:
        yield from held(item, way[1:], spec)


@pytest.mark.parametrize("path", BY_LANGUAGE)
def test_a_reader_s_text_is_in_both_languages_in_whichever_field_it_stands(path: str) -> None:
    """A plain string, where a file may have one, is a text in one language."""
    way, spec = BY_LANGUAGE[path]
    roots = [record for record in records().values() if fields(type(record)).get((*way, spec)[0].name)]
    texts = [(record.id, text) for record in roots for text in held(record, way, spec) if text not in (None, {})]
    assert [(id, text) for id, text in texts if not isinstance(text, dict) or {"vi", "en"} - text.keys()] == []
    assert texts or path not in IN_EVERY_REGISTRY


def test_the_fields_that_have_texts_by_language_are_found() -> None:
    assert BY_LANGUAGE.keys() >= IN_EVERY_REGISTRY


@every_record
def test_how_sure_the_names_are_is_said(record: Record) -> None:
    assert record.review and record.review.state and record.review.name_vi and record.review.name_en


@pytest.mark.parametrize("entry", entries(), ids=[entry.path for entry in entries()])
def test_no_file_has_odd_spaces_or_unnormalized_letters(entry: Entry) -> None:
    text, record = entry.text, entry.record
    assert unicodedata.is_normalized("NFC", text)
    assert "\u00a0" not in text
    assert "\t" not in text
    assert [string for string in strings(record) if "  " in string or string != string.strip()] == []


@every_record
def test_nothing_points_at_a_record_that_is_not_there(record: Record) -> None:
    targets = {reference.target for reference in references(record)}
    assert {target for target in targets if not country_of(target)} - records().keys() == set()


NAMES = {run for record in records().values() for text in record.label.values() for run in runs(text)} | {
    run for record in records().values() for alias in record.aka for run in runs(alias.text)
}


@every_record
def test_summaries_and_notes_are_in_our_own_words(record: Record) -> None:
    for path, text in localized_fields(record):
        if path.rpartition(".")[2] not in ("summary", "note", "notes"):
            continue
        for language, words in text.items():
            row: list[str] = []
            for run in runs(unquoted(words)):
                row = [*row, run] if hashed(run) in WORDING and run not in NAMES else []
                assert len(row) < MANY_IN_A_ROW, f"{path} ({language}): “{row[0]} … {row[-1]}”"


@every_record
def test_what_is_given_as_printed_is_printed_so(record: Record) -> None:
    for field, text in printed(record):
        for part in text.split("…"):
            assert [run for run in runs(part) if hashed(run) not in WORDING] == [], field


def test_the_texts_themselves_are_not_shipped() -> None:
    """The list of hashes has no words, and the records with all their quotations are far from holding the texts."""
    assert all(len(line) == 10 and set(line) <= set("0123456789abcdef") for line in WORDING)
    quoted = {hashed(run) for record in records().values() for text in strings(record) for run in runs(text)} & WORDING
    assert len(quoted) < len(WORDING) / 3


def test_questions_a_desk_would_ask_are_answered_from_the_records_alone() -> None:
    unpog, accsm, plan = (records()[id] for id in ("unpog", "accsm", "asean-poa-civil-service-2022"))
    assert isinstance(unpog, Organization) and isinstance(accsm, Organization) and isinstance(plan, Declaration)
    assert unpog.relations["overseen_by"] == ["un-dpidg"]
    assert [term.date.text for term in unpog.terms if term.type == "mandate" and term.date] == ["../2030"]
    assert [(t.number, t.country, t.org, t.person) for t in accsm.terms] == [
        (21, "VN", "vn-moha", None),
        (21, None, None, "Phạm Thị Thanh Trà"),
        (22, "BN", "bn-accsm-chair", None),
    ]
    cells = {(row.area, row.under): row for row in plan.progress[0].rows}
    assert cells["4", "accsm-plus-3"].completed == 4
    implementing = {
        (record.id, target) for record in records().values() for target in record.relations.get("implements", ())
    }
    assert implementing == {("asean-poa-civil-service-2022", "asean-declaration-civil-service-2021")}


@every_record
def test_summaries_say_what_is_and_gaps_what_sources_are_silent_on(record: Record) -> None:
    data = to_toml(record)
    told = [one.sentence for language in record.label for one in silences(data, language) if one.field == "summary"]
    assert told == []


OWN_LISTS = ("agenda", "aims", "areas", "measures", "activities")


@every_record
def test_quotations_are_short_and_items_shorter(record: Record) -> None:
    """At most 25 syllables are quoted at once, and an item is put in at most 20 of our own."""
    quoted = [text for field, text in printed(record) if not field.startswith("aka.")]
    assert [text for text in quoted if len(text.split()) > LONGEST_QUOTE] == []
    own = [
        (item.key, words)
        for name in OWN_LISTS
        for item in getattr(record, name, [])
        if len((words := getattr(item, "text", getattr(item, "name", {})).get("vi", "")).split()) > 20
    ]
    assert own == []
