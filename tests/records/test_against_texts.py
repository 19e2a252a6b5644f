"""The shipped records against the five texts that they are made from (`pytest --texts DIR`; the texts are not shipped)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from small import RECORDS

from govtui.cli.source_texts import RecordNames
from govtui.model.cited_lines import Use, unrecorded, uses
from govtui.model.dates import PartialDate
from govtui.model.evidence import Comparison, Fact, Texts, Verdict, facts
from govtui.model.passages import lines_at
from govtui.model.record import Record, Source
from govtui.store.registry import Registry
from govtui.store.texts import SourceTexts
from govtui.text.numerals import numbers
from govtui.text.quoting import stands
from govtui.text.told_dates import told_dates


@dataclass(frozen=True)
class Shipped:
    records: dict[str, Record]
    texts: Texts
    facts: list[tuple[str, Fact]]


@pytest.fixture(scope="module")
def shipped(texts_folder: Path) -> Shipped:
    records = {entry.id: entry.record for entry in Registry(RECORDS).entries() if entry.record is not None}
    files = {id: record.file for id, record in records.items() if isinstance(record, Source)}
    texts = SourceTexts(texts_folder, files.get)
    known = RecordNames(records)
    held = [(id, fact) for id, record in records.items() for fact in facts(record, texts, known)]
    return Shipped(records, texts, held)


def verdicts(shipped: Shipped, comparison: Comparison) -> Counter[Verdict]:
    wanted = (Verdict.FOUND, Verdict.ELSEWHERE, Verdict.NOWHERE, Verdict.NO_SUCH_PLACE)
    return Counter(
        fact.verdict for _, fact in shipped.facts if fact.comparison is comparison and fact.verdict in wanted
    )


def test_what_is_reported_is_what_is_wrong(shipped: Shipped) -> None:
    assert verdicts(shipped, Comparison.QUOTATION) == {Verdict.FOUND: 153, Verdict.NOWHERE: 1}
    assert set(verdicts(shipped, Comparison.NUMBER)) == {Verdict.FOUND}
    assert verdicts(shipped, Comparison.DATE)[Verdict.ELSEWHERE] == 7
    assert verdicts(shipped, Comparison.NAME)[Verdict.ELSEWHERE] == 8
    for comparison in (Comparison.DATE, Comparison.NAME):
        assert set(verdicts(shipped, comparison)) == {Verdict.FOUND, Verdict.ELSEWHERE}
    own = [
        (id, number)
        for id, fact in shipped.facts
        if fact.comparison is Comparison.OWN_WORDS and fact.verdict is Verdict.ELSEWHERE
        for number in fact.missing
    ]
    assert (len(own), len({id for id, _ in own})) == (97, 34)
    assert Verdict.NOWHERE not in verdicts(shipped, Comparison.OWN_WORDS)


def test_the_lines_that_no_record_cites(shipped: Shipped) -> None:
    cited: list[Use] = [use for record in shipped.records.values() for use in uses(record, shipped.texts)]
    sources = [record for record in shipped.records.values() if isinstance(record, Source)]
    found = {source.id: lines for source in sources if (lines := unrecorded(source, shipped.texts, cited))}
    assert found == {
        "chinhphu-2022-accsm21": [1, 8, 12, 24, 26, 28, 42, 46],
        "moha-2022-poa": [1, 33],
        "qlnn-2019-unpog": [1, 7, 17],
    }


def found(shipped: Shipped, comparison: Comparison) -> Iterator[tuple[Fact, str]]:
    """The facts that are found, each with its cited lines."""
    for _, fact in shipped.facts:
        if fact.comparison is comparison and fact.verdict is Verdict.FOUND:
            told = [(shipped.texts.lines(one.source) or ())[number - 1] for one in fact.places for number in one.lines]
            yield fact, " ".join(told)


def test_planted_faults_are_seen(shipped: Shipped) -> None:
    """Faults that somebody who types may make, as often as measured or oftener."""
    seen: Counter[str] = Counter()
    planted: Counter[str] = Counter()

    def plant(fault: str, is_seen: bool, what: object) -> None:
        planted[fault] += 1
        seen[fault] += is_seen
        if not is_seen:
            print(f"not seen, {fault}: {what}")

    for fact, body in found(shipped, Comparison.QUOTATION):
        quote = str(fact.value)
        words = re.split(r"\s+", quote)
        if len(words) >= 3 and "…" not in quote:
            middle = len(words) // 2
            plant("word left out", not stands(" ".join(words[:middle] + words[middle + 1 :]), body), fact[:2])
        if len(words) >= 2 and words[0].casefold() != words[1].casefold():
            plant("words swapped", not stands(" ".join([words[1], words[0], *words[2:]]), body), fact[:2])
        if wrong := _other_accent(quote):
            plant("accent wrong", not stands(wrong, body), fact[:2])
        for one in fact.places[:1]:
            if moved := _two_lines_on(shipped, one.source, one.at):
                plant("two lines on", not stands(quote, moved), fact[:2])
    for fact, body in found(shipped, Comparison.NUMBER):
        if (
            isinstance(fact.value, int) and fact.value > 12 and fact.path.startswith("figures.")
        ):  # a table has every number near
            for other in (fact.value - 1, fact.value + 1, fact.value + 10):
                plant("number", other not in numbers(body), fact[:2])
    for fact, body in found(shipped, Comparison.DATE):
        point = (fact.value.end or fact.value.start) if isinstance(fact.value, PartialDate) else None
        if point and point.day and point.month:
            plant("day", (point.month, point.day + 1) not in told_dates(body).days, fact[:2])
        if point and point.year:
            plant("year", point.year + 1 not in told_dates(body).years, fact[:2])

    rates = {fault: seen[fault] / planted[fault] for fault in planted}
    print({fault: f"{seen[fault]}/{planted[fault]}" for fault in planted})
    assert rates["word left out"] == rates["words swapped"] == rates["accent wrong"] == rates["day"] == 1
    assert rates["number"] >= 38 / 39
    assert rates["year"] >= 19 / 23
    assert rates["two lines on"] >= 119 / 141  # the others stand two lines on, too


_OTHER = str.maketrans("áàảãạếềệốồộứừựíìịơờớợ", "àáãảạềếêồốôừứưìíiởởờơ")


def _other_accent(text: str) -> str:
    """The text with another accent on the last vowel that has one; "" where none has."""
    for at in range(len(text) - 1, -1, -1):
        if (other := text[at].translate(_OTHER)) != text[at]:
            return text[:at] + other + text[at + 1 :]
    return ""


def _two_lines_on(shipped: Shipped, source: str, at: str) -> str:
    text: Sequence[str] = shipped.texts.lines(source) or ()
    lines = lines_at(text, at) or ()
    moved = [number + 2 for number in lines if number + 2 <= len(text)]
    return " ".join(text[number - 1] for number in moved)
