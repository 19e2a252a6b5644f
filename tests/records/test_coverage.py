"""What the five texts say stands in records/: tests/data/coverage.toml, made from the inventory and then sentence by sentence.

A statement counts as held only where the record has it in the field named and cites the place where the source has it for
that field. Every line with words is told by facts, at least as many as it has sentences, or was left out on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from bundled import TEXTS, citations, data, lines, records, sentences
from small import shipped_index

from govtui.index.api import View
from govtui.model.dates import PartialDate
from govtui.model.field_paths import citations_for, value_at
from govtui.model.item_names import loose_names
from govtui.model.problem import Severity
from govtui.model.record import Record, Source
from govtui.model.value import Value
from govtui.text.nfc import nfc

COVERAGE = data("coverage.toml")
SINGLE = data("single-facts.toml")

SHORT = 3
"""Lines from first to last of a place that tells its lines: "L41-L43", two paragraphs; a longer one is a whole section."""


def plain(value: object) -> Any:
    """A value as TOML would have it: dates by their text, parts as tables without what is not given."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Value):
        given = {name: plain(part) for name, part in vars(value).items() if part not in (None, {})}
        return {name: part for name, part in given.items() if part is not None}
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def texts(value: object) -> Iterator[str]:
    """Every text at or below a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, PartialDate):
        yield value.text
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, Value):
        for part in vars(value).values():
            yield from texts(part)


def found(record: Record, field: str) -> Any:
    """What stands at a field; `claims.FIELD` is the first claim about that field, however many dots the field has."""
    first, _, rest = field.partition(".")
    if first == "claims" and rest:
        return next((claim for claim in record.claims if claim.field == rest), None)
    return value_at(record, field)


def holds(record: Record, fact: Mapping[str, Any]) -> bool:
    """Whether a record says what an entry of the list asks for."""
    value = found(record, fact["field"])
    if "silent" in fact:
        return value in (None, [], {})
    if "fragment" in fact:
        return any(nfc(fact["fragment"]) in " ".join(text.split()) for text in texts(value))
    if "value" in fact:
        got = plain(value)
        return bool(got == fact["value"] or (isinstance(value, PartialDate) and got.partition("T")[0] == fact["value"]))
    if "has" in fact:
        return any(fact["has"] in loose_names(item) for item in value or ())
    items = [plain(item) for item in value or ()]
    if "row" in fact:
        return fact["row"] in items
    wanted = fact["item"]
    return any(all(item.get(key, [] if part == [] else None) == part for key, part in wanted.items()) for item in items)


def cites(record: Record, at: str, field: str | None = None) -> bool:
    """Whether a record cites a place ("qlnn-2019-unpog L3"), if asked so for a field; a source is its own."""
    source, _, place = at.partition(" ")
    if isinstance(record, Source) and record.id == source:
        return True
    if field is None:
        cited = [at for _, ref, at in citations(record) if ref == source]
    else:
        cited = [at for ref, at in cited_for(record, field) if ref == source]
    if not place or place in cited:
        return bool(cited)
    given = [part for at in cited for part in lines(at)]
    wanted = lines(place)
    return bool(wanted) and all(
        any(first <= last_wanted and first_wanted <= last for first, last in given)
        for first_wanted, last_wanted in wanted
    )


def cited_for(record: Record, field: str) -> Iterator[tuple[str, str | None]]:
    """What is cited for a field, as (source, place): by the record, by an item of its list, by a row of an item.

    A name may be cited for anything: it is the official form, and the lines have the printed one. A translation is
    cited with what it translates.
    """
    field = field.removesuffix(".en").removesuffix(".vi")
    top = field.partition(".")[0]
    for citation in record.sources if top in ("sources", "name") else citations_for(record, field):
        yield citation.ref, citation.at
    items = getattr(record, top, None)
    for item in items if isinstance(items, list) else ():
        for part in (item, *getattr(item, "rows", ())):
            if getattr(part, "source", None):
                yield part.source, part.at


def told(fact: Mapping[str, Any]) -> str | None:
    """The text that a fact is of; none if it is of a page outside the five texts, or of what a text does not say."""
    source = fact["at"].partition(" ")[0]
    says_nothing = "silent" in fact or fact["field"] in ("gaps", "unrecorded")
    return None if says_nothing or source not in TEXTS else source


def lines_at(at: str) -> set[int]:
    """The lines that a place tells; those of a whole section are told by its parts."""
    return {line for first, last in lines(at) if last - first < SHORT for line in range(first, last + 1)}


def name(fact: Mapping[str, Any]) -> str:
    return f"{fact['record']}-{fact['field']}-{fact['at']}"


@pytest.mark.parametrize("fact", COVERAGE["facts"], ids=name)
def test_what_a_text_says_stands_in_its_record_and_is_cited(fact: dict[str, Any]) -> None:
    record = records()[fact["record"]]
    assert holds(record, fact), f"{fact}\nfound: {plain(found(record, fact['field']))}"
    if not isinstance(record, Source):
        cited = cites(record, fact["at"], None if "silent" in fact or fact["field"] == "gaps" else fact["field"])
        assert cited, f"{record.id} does not cite {fact['at']} for {fact['field']}"


@pytest.mark.parametrize("source", TEXTS)
def test_every_sentence_of_a_text_is_told_by_a_fact_or_its_line_left_out_on_purpose(source: str) -> None:
    record = records()[source]
    assert isinstance(record, Source)
    left_out = {line for one in record.unrecorded for line in lines_at(one.at)}
    facts = Counter(
        line for fact in COVERAGE["facts"] if told(fact) == source for line in lines_at(fact["at"].partition(" ")[2])
    )
    short = {line: (facts[line], count) for line, count in sentences(source).items() if facts[line] < count}
    assert {line: facts for line, facts in short.items() if line not in left_out} == {}


def test_the_count_at_the_head_of_the_list_is_that_of_its_facts() -> None:
    assert COVERAGE["counts"] == dict(Counter(text for fact in COVERAGE["facts"] if (text := told(fact))))
    assert sum(COVERAGE["counts"].values()) >= 403  # a first count by hand


@pytest.mark.parametrize("source", TEXTS)
def test_every_single_fact_of_a_text_has_a_row_of_its_line_record_and_field(source: str) -> None:
    rows = [
        (line, fact["record"], fact["field"])
        for fact in COVERAGE["facts"]
        if told(fact) == source
        for first, last in lines(fact["at"].partition(" ")[2])
        for line in range(first, last + 1)
    ]
    without = []
    for single in SINGLE[source]["facts"]:
        place, _, where = single.split(" · ")
        record, _, field = where.partition(".")
        asked = (int(place.removeprefix("L")), record)
        if not any(row[:2] == asked and f"{row[2]}.".startswith(f"{field}.") for row in rows):
            without.append(single)
    assert without == []
    assert len(SINGLE[source]["facts"]) == len(set(SINGLE[source]["facts"]))


def test_what_a_first_count_found_missing_partly_or_wrongly_held_is_a_fact_now() -> None:
    found = COVERAGE["first_count"]
    assert Counter(one["was"] for one in found) == {"missing": 18, "partly": 3, "wrong": 1}
    for one in found:
        wanted = {key: value for key, value in one.items() if key != "was"}
        assert [fact for fact in COVERAGE["facts"] if wanted.items() <= fact.items()], one


@pytest.mark.parametrize("row", COVERAGE["rows"], ids=lambda row: row["id"])
def test_every_row_of_the_inventory_is_a_record_with_its_names(row: dict[str, Any]) -> None:
    record = records()[row["id"]]
    assert (record.kind, record.type) == (row["kind"], row["type"])
    names = {text.casefold() for text in (*record.label.values(), *(alias.text for alias in record.aka))}
    assert nfc(row["vi"]).casefold() in names
    assert row["en"].casefold() in names
    assert cites(record, row["at"])


@pytest.mark.parametrize("source", COVERAGE["sources"])
def test_every_source_of_the_inventory_is_a_record(source: str) -> None:
    assert isinstance(records()[source], Source)


def test_no_two_rows_of_the_list_are_the_same() -> None:
    facts = [repr(fact) for fact in COVERAGE["facts"]]
    assert len(facts) == len(set(facts))


def problems(severity: Severity) -> list[Any]:
    """What the checks find in records/, but for what somebody looked at and found to stand so in the source."""
    return [p for p in shipped_index().problems() if p.severity == severity and not p.muted]


def test_the_checks_find_the_contradictions_of_the_texts_and_no_others() -> None:
    found_here = problems(Severity.DISCREPANCY)
    for wanted in COVERAGE["discrepancies"]:
        one = [
            p
            for p in found_here
            if (p.code, p.record) == (wanted["code"], wanted["record"])
            and wanted["values"].items() <= dict(p.values).items()
        ]
        assert len(one) == 1, wanted
        found_here.remove(one[0])
    assert found_here == []


def test_words_of_the_texts_find_their_records() -> None:
    index = shipped_index()
    for row in COVERAGE["found"]:
        result = index.result(View(text=row["words"]))
        assert row["record"] in [one.key for one in result.window(0, result.total)], row


def test_records_have_no_errors_and_no_open_questions() -> None:
    assert problems(Severity.ERROR) == []
    assert problems(Severity.WARNING) == []


def test_ministries_of_two_countries_that_share_a_name_are_shown_with_their_countries() -> None:
    index = shipped_index()
    cards = [index.card(id) for pair in COVERAGE["same_name"] for id in pair]
    assert cards and all(card and card.ambiguous and card.country for card in cards)
