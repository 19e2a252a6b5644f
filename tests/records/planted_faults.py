"""Faults that somebody who types may make, planted into whole records as plain data, and whether `verify` sees them."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from govtui.model.cited_lines import cited_places
from govtui.model.dates import DateError, PartialDate
from govtui.model.evidence import Comparison, Fact, Known, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.field_paths import citations_for, locate
from govtui.model.item_names import item_paths
from govtui.model.record import MODELS, Record
from govtui.store.toml_values import parsed

Data = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """A fault in a record."""

    fault: str
    record: str
    path: str
    """Of the fact that is wrong now."""
    was: object
    now: object
    seen: bool
    lines: Sequence[tuple[str, range]] = ()
    """Of a quotation that was moved, what it cites now."""


@dataclass(frozen=True)
class Planting:
    """Records held against their texts, in which faults are planted."""

    records: Mapping[str, Record]
    sources: Mapping[str, str]
    """The text of each record's file."""
    texts: Texts
    known: Known

    def planted(self) -> Iterator[Planted]:
        """Plant every fault in every fact that is found, one at a time."""
        for id, record in self.records.items():
            data = parsed(self.sources[id])
            before = self._findings(record)
            for fact in facts(record, self.texts, self.known):
                if fact.verdict is not Verdict.FOUND or not any(one.lines for one in fact.places):
                    continue
                for fault, now, changed in _faults(record, data, fact):
                    wrong = copy.deepcopy(data)
                    changed(wrong)
                    after = self._findings(MODELS[record.kind].model_validate(wrong))
                    lines = now if isinstance(now, tuple) else ()
                    yield Planted(fault, id, fact.path, fact.value, now, bool(after - before), lines)

    def _findings(self, record: Record) -> frozenset[tuple[str, str]]:
        """What is wrong, without the field: the name of an item may be made of the words that are wrong."""
        return frozenset(
            (one.code, str(one.values.get("given") or one.values.get("at")))
            for one in findings(record, self.texts, self.known)
            if one.code not in ("copied_words", "long_quote")
        )


Change = Callable[[Data], None]


def _faults(record: Record, data: Data, fact: Fact) -> Iterator[tuple[str, object, Change]]:
    """Yield the faults that a fact can have: what it is called, the wrong value, and the change that plants it."""
    match fact.comparison:
        case Comparison.QUOTATION:
            quote = str(fact.value)
            for fault, wrong in _wrong_words(quote):
                yield fault, wrong, _set(data, fact.path, wrong, quote)
            if moved := _moved(record, data, fact):
                yield "two lines on", *moved
        case Comparison.NUMBER if isinstance(fact.value, int):
            part = fact.path.partition(".")[0]
            for other in (fact.value - 1, fact.value + 1, fact.value + 10):
                if other >= 0:
                    yield f"number in {part}", other, _set(data, fact.path, other)
        case Comparison.DATE if isinstance(fact.value, PartialDate):
            for fault, wrong_date in _wrong_dates(fact.value):
                yield fault, wrong_date, _set(data, fact.path, wrong_date)


def _wrong_words(quote: str) -> Iterator[tuple[str, str]]:
    words = re.split(r"\s+", quote)
    inner = [
        n for n in range(1, len(words) - 1) if "…" not in words[n - 1 : n + 2]
    ]  # an ellipsis may stand for its neighbour
    if inner:
        middle = min(inner, key=lambda n: abs(n - len(words) // 2))
        yield "inner word left out", " ".join(words[:middle] + words[middle + 1 :])
    if len(words) >= 2 and words[0].casefold() != words[1].casefold():
        yield "words swapped", " ".join([words[1], words[0], *words[2:]])
    if wrong := _other_accent(quote):
        yield "accent wrong", wrong


_OTHER = str.maketrans("áàảãạếềệốồộứừựíìịơờớợ", "àáãảạềếêồốôừứưìíiởởờơ")


def _other_accent(text: str) -> str:
    """The text with another accent on the last vowel that has one; "" where none has."""
    for at in range(len(text) - 1, -1, -1):
        if (other := text[at].translate(_OTHER)) != text[at]:
            return text[:at] + other + text[at + 1 :]
    return ""


def _wrong_dates(date: PartialDate) -> Iterator[tuple[str, str]]:
    """Yield the date with its first or last day, or a year of it, one later; what is no date then is refused anyway."""
    points = list(dict.fromkeys(filter(None, (date.start, date.end))))
    wrong = []
    for point in points:
        if point.day and point.month:
            fault = "day" if point == points[-1] else "first of two days"
            wrong.append((fault, f"{point.month:02}-{point.day:02}", f"{point.month:02}-{point.day + 1:02}"))
    for year in dict.fromkeys(point.year for point in points if not point.decade):
        if year:
            wrong.append(("year", f"{year:04}", f"{year + 1:04}"))
    for fault, old, new in wrong:
        with suppress(DateError):
            yield fault, PartialDate.parse(date.text.replace(old, new)).text


def _set(data: Data, path: str, value: object, was: object = None) -> Change:
    """Return the change that writes a value; into a localized one in the language that has `was`."""
    real, rest = locate(data, path)
    assert not rest, path

    def change(wrong: Data) -> None:
        holder: Any = wrong
        for step in real[:-1]:
            holder = holder[step]
        if isinstance(old := holder[real[-1]], dict):
            language = next(key for key, text in old.items() if text == was)
            holder[real[-1]] = {**old, language: value}
        else:
            holder[real[-1]] = value

    return change


def _moved(record: Record, data: Data, fact: Fact) -> tuple[tuple[tuple[str, range], ...], Change] | None:
    """Return the lines that a fact cites, two lines on, and the change; None where one is of another form."""
    own = [place.path for place in cited_places(record) if fact.path.startswith(f"{place.path}.")]
    paths = own[:1]
    if not own:
        field = "date_text" if citations_for(record, fact.path) else "date"
        citing = citations_for(record, field)
        paths = [path for path, one in item_paths("sources", record.sources) if any(one is each for each in citing)]
    changes: list[Change] = []
    cited: list[tuple[str, range]] = []
    for path in paths:
        real, rest = locate(data, path)
        item: Any = data
        for step in real:
            item = item[step]
        at = re.fullmatch(r"L(\d+)(?:-L(\d+))?", item.get("at", "")) if not rest else None
        if at is None:
            return None
        first, last = int(at[1]) + 2, int(at[2] or at[1]) + 2
        cited.append((item.get("source") or item["ref"], range(first, last + 1)))
        changes.append(_set(data, f"{path}.at", f"L{first}-L{last}"))

    def change(wrong: Data) -> None:
        for each in changes:
            each(wrong)

    return (tuple(cited), change) if changes else None
