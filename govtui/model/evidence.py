"""Evidence: each fact of a record held against the lines of the source texts that it cites.

`facts` says how each stated value stands in its lines. Texts are handed in (`Texts`): they stay outside the registry, and
nothing here opens a file. What is wrong is said by evidence_problems.py, which lines are cited by cited_lines.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, Protocol

from govtui.model.dates import DateError, PartialDate
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Alias, Claim, Person
from govtui.model.passages import lines_at
from govtui.model.record import Record
from govtui.model.schema import ValueType
from govtui.model.stated_values import StatedValue, stated_values
from govtui.text.fold import fold
from govtui.text.numerals import numbers, written
from govtui.text.quoting import joined, pieces, stands_in
from govtui.text.told_dates import NOTHING, split_dates, told_dates


class Texts(Protocol):
    """The source texts at hand."""

    def lines(self, source: str) -> Sequence[str] | None:
        """Return the lines of a source's text, line 1 first, as `cat -n` counts; None where it is not at hand."""

    def sha256(self, source: str) -> str | None:
        """Return the SHA-256 of the bytes of a source's text, in hexadecimal; None where it is not at hand."""


class Known(Protocol):
    """What evidence must know of other records, and of countries."""

    def names(self, target: str) -> Sequence[str]:
        """Return every name and alias of an organization, or of `country:XX`; none of events, texts and unknown ids."""

    def language(self, source: str) -> str:
        """Return the language of a source (BCP 47); "" where its record does not say it."""

    def all_names(self) -> frozenset[str]:
        """Return the names and aliases of all records: own words that are a name are not copied."""


_Place = tuple[str, str]
"""A source, and a place in it as a record cites it."""


class Verdict(Enum):
    """How a fact stands in the texts."""

    FOUND = "found"
    """The cited lines tell it."""
    ELSEWHERE = "elsewhere"
    """Other lines of the same source tell what the cited ones do not: the citation is too short."""
    NOWHERE = "nowhere"
    """No line of the cited sources tells it."""
    NO_SUCH_PLACE = "no_such_place"
    """A text has no such line, or only blank ones there."""
    NO_TEXT = "no_text"
    """The text of a cited source is not at hand, and those at hand do not tell it."""
    UNCITED = "uncited"
    NOT_COMPARED = "not_compared"
    """A value that words need not tell: a type, own words without numbers, an event that is pointed at."""


class Comparison(Enum):
    """What a fact is compared as."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    OWN_WORDS = "own_words"
    """Only the numbers in them are compared."""
    NONE = "none"


class Line(NamedTuple):
    """A line of a source's text, by its number from 1."""

    source: str
    number: int


class Passage(NamedTuple):
    """A place in a source, as a record cites it, and the lines that it names."""

    source: str
    at: str
    """As it is written; "" for the whole source."""
    lines: tuple[int, ...]
    """Numbers from 1; none where the text is not at hand, has no such place, or the place is free ("p. 14")."""


class Fact(NamedTuple):
    """One stated value of a record, and how it stands in the texts."""

    path: str
    """Its field path; of own words with their language ("summary.vi"), of a relation with the target."""
    value: object
    """As the model has it; of a quotation the text in the source's language."""
    comparison: Comparison
    places: tuple[Passage, ...]
    verdict: Verdict
    support: tuple[Line, ...] = ()
    """The cited lines that tell it, or a part of it: what a screen marks."""
    missing: tuple[str, ...] = ()
    """What the cited lines, or where it is NOWHERE no lines, tell: numbers ("97"), parts of a date ("2022", "08-05"), else the
    value itself."""
    better: tuple[Line, ...] = ()
    """The shortest single lines of the same sources that tell what is missing, of those that the record cites already where
    there are any; a fix is offered where it is one."""


def facts(record: Record, texts: Texts, known: Known, schema: Schema = BUILT_IN) -> list[Fact]:
    """Return every stated value of a record in the order of its fields, each held against the lines that it cites."""
    stated = list(stated_values(record, schema))
    cited = list(dict.fromkeys(place for one in stated for place in one.places))
    out = []
    for one in stated:
        for path, value, comparison in _compared(one, known):
            beside = one.holder.name if isinstance(one.holder, Person) and comparison is Comparison.NAME else ""
            out.append(_fact(path, value, comparison, one.places, texts, known, cited, beside))
    return out


_PRINTED = frozenset({"date_text", "people.name", "aka.text"})
_POINTING = frozenset({"relations", "people", "steps", "participants", "members", "measures", "outcomes", "remarks"})
_OWN_WORDS = frozenset({"summary", "outcomes.text", "remarks.text"})
"""Own words whose numbers must stand in the cited lines."""
_UNPRINTED_NUMBERS = frozenset({"agenda.day"})
"""A day of a programme is counted, not printed."""


def _compared(stated: StatedValue, known: Known) -> Iterator[tuple[str, object, Comparison]]:
    """Yield what of a stated value is compared with texts, and as what."""
    spec, value, holder = stated.spec, stated.value, stated.holder
    field = f"{spec.owner}.{spec.name}" if spec.owner else spec.name
    if spec.name == "quote":
        language = known.language(stated.places[0][0]) if stated.places else ""
        printed = value.get(language) if isinstance(value, Mapping) else value
        if printed:
            yield stated.path, printed, Comparison.QUOTATION
    elif isinstance(holder, Claim):
        if spec.name == "value":
            yield stated.path, *_claimed(value, known)
    elif field in _PRINTED:
        if not isinstance(holder, Alias) or _is_printed(holder):
            yield stated.path, value, Comparison.QUOTATION
    elif spec.value_type is ValueType.NUMBER and field not in _UNPRINTED_NUMBERS:
        counted = getattr(holder, "counted", False)
        yield stated.path, value, Comparison.NONE if counted else Comparison.NUMBER
    elif spec.value_type is ValueType.DATE:
        yield stated.path, value, Comparison.DATE
    elif spec.value_type is ValueType.LOCALIZED and field in _OWN_WORDS:
        # Not notes: all 24 of the shipped records that have numbers which their lines do not tell count the lines of the
        # source ("dòng 48") or add up what it states.
        yield from ((f"{stated.path}.{language}", text, Comparison.OWN_WORDS) for language, text in value.items())
    elif stated.path.partition(".")[0] in _POINTING and spec.value_type in (ValueType.REFERENCE, ValueType.TARGET):
        is_source = spec.about.refers is not None and spec.about.refers.type == "cited_source"
        if not is_source:
            yield stated.path, value, Comparison.NAME if known.names(value) else Comparison.NONE


def _is_printed(alias: Alias) -> bool:
    """Whether a name is given as a source has it: no translation, and another form of it ("alias") only with its place."""
    return bool(alias.source) and alias.type != "translation" and (alias.type != "alias" or bool(alias.at))


def _claimed(value: object, known: Known) -> tuple[object, Comparison]:
    """Return what a claim is compared as: its value has no type of its own."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value, Comparison.NUMBER
    if isinstance(value, str):
        with suppress(DateError):
            return PartialDate.parse(value), Comparison.DATE
        if known.names(value):
            return value, Comparison.NAME
    return value, Comparison.NONE


def _fact(
    path: str,
    value: object,
    comparison: Comparison,
    places: Sequence[_Place],
    texts: Texts,
    known: Known,
    cited_elsewhere: Sequence[_Place],
    person: str,
) -> Fact:
    """Hold a fact against its places. `person`: who is of the institution that is named."""
    passages = tuple(_passage(source, at, texts) for source, at in places)
    if comparison is Comparison.NONE:
        return Fact(path, value, comparison, passages, Verdict.NOT_COMPARED)
    if not places:
        return Fact(path, value, comparison, passages, Verdict.UNCITED)
    kept = [one for one in passages if texts.lines(one.source) is not None]
    cited = [Line(one.source, number) for one in kept for number in one.lines]
    missing = _missing(value, comparison, _texts_of(cited, texts), known)
    support = tuple(line for line in cited if _tells(value, comparison, texts, line, known))
    fact = Fact(path, value, comparison, passages, Verdict.FOUND, support, missing)
    if not missing:
        return fact
    if len(kept) < len(passages):
        return fact._replace(verdict=Verdict.NO_TEXT)
    if any(not one.lines and lines_at(texts.lines(one.source) or (), one.at or "L1") == () for one in kept):
        return fact._replace(verdict=Verdict.NO_SUCH_PLACE)
    if any(not one.lines for one in kept):  # a free place
        return fact._replace(verdict=Verdict.NOT_COMPARED)
    whole = [
        Line(source, number)
        for source in dict.fromkeys(one.source for one in kept)
        for number in range(1, len(texts.lines(source) or ()) + 1)
    ]
    if nowhere := _missing(value, comparison, _texts_of(whole, texts), known):
        return fact._replace(verdict=Verdict.NOWHERE, missing=nowhere)
    better = _better(missing, value, comparison, whole, texts, known)
    better = [line for line in better if fold(person) in fold(_texts_of([line], texts)[0])] or better
    relied = {
        Line(source, number) for source, at in cited_elsewhere if at for number in _passage(source, at, texts).lines
    }
    return fact._replace(verdict=Verdict.ELSEWHERE, better=_shortest([*relied.intersection(better)] or better, texts))


def _better(
    missing: Sequence[str], value: object, comparison: Comparison, lines: Sequence[Line], texts: Texts, known: Known
) -> list[Line]:
    """Return the lines of which each tells, by itself, all that is missing of a value.

    Of own words more is asked than of a value: a line must have the number in digits, as part of a date or apart from one as
    the words have it, and there not a single digit. Else a summary that says 15 would cite the fifteenth of a month, and one
    that says 5 the word "năm" or a heading.
    """
    if comparison is not Comparison.OWN_WORDS:
        return [
            line for line in lines if not {*missing} & {*_missing(value, comparison, _texts_of([line], texts), known)}
        ]
    dates, others = split_dates(str(value))
    apart = {raw: readings for raw, readings in written(others) if raw.lstrip("0")[1:]}
    in_date = {raw: readings for raw, readings in written(dates) if raw not in dict(written(others))}
    digits = [raw.lstrip("0")[:1] if len(raw) > 3 else raw.lstrip("0") for raw in missing]  # "1.000" may be 1000

    def tells(line: Line) -> bool:
        printed = _texts_of([line], texts)[0]
        if not all(each in printed for each in digits):
            return False
        dates, others = map(_digits, split_dates(printed))
        return all(
            bool(in_date[raw] & dates) if raw in in_date else bool(apart.get(raw, frozenset()) & others)
            for raw in missing
        )

    return [line for line in lines if tells(line)]


@lru_cache(maxsize=1 << 14)
def _digits(text: str) -> frozenset[float]:
    return frozenset[float]().union(*(readings for _, readings in written(text)))


def _shortest(lines: Sequence[Line], texts: Texts) -> tuple[Line, ...]:
    length = {line: len(_texts_of([line], texts)[0]) for line in lines}
    shortest = min(length.values(), default=0)
    return tuple(sorted(line for line in lines if length[line] == shortest))


def _passage(source: str, at: str, texts: Texts) -> Passage:
    text = texts.lines(source)
    if text is None:
        return Passage(source, at, ())
    lines = lines_at(text, at) if at else tuple(range(1, len(text) + 1))
    return Passage(source, at, lines or ())


def _texts_of(lines: Sequence[Line], texts: Texts) -> list[str]:
    return [(texts.lines(line.source) or ())[line.number - 1] for line in lines]


def _missing(value: object, comparison: Comparison, lines: Sequence[str], known: Known) -> tuple[str, ...]:
    """Return what some lines do not tell of a value; nothing where they tell it all."""
    match comparison:
        case Comparison.QUOTATION:
            return () if stands_in(pieces(str(value)), joined(lines)) else (str(value),)
        case Comparison.NUMBER:
            return () if any(value in numbers(line) for line in lines) else (str(value),)
        case Comparison.DATE:
            return _untold(value, lines) if isinstance(value, PartialDate) else ()
        case Comparison.NAME:
            body = fold(" ".join(lines))
            return () if any(_is_called(fold(name), body) for name in known.names(str(value))) else (str(value),)
        case Comparison.OWN_WORDS:
            told = frozenset[float]().union(*map(numbers, lines), *map(_of_dates, lines))
            # a number of several parts ("15/2021") is told part by part
            return tuple(raw for raw, readings in written(str(value)) if not readings & told)
    return ()


def _of_dates(line: str) -> frozenset[float]:
    """Return the numbers of months and days that a line tells: what is May in one language is a 5 in the other."""
    return frozenset(float(part) for day in told_dates(line).days for part in day if part is not None)


def _is_called(name: str, body: str) -> bool:
    """Whether a folded name stands in a folded text: not within a word ("TT" in "Seattle")."""
    at = body.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if not (body[at - 1 : at].isalnum() or body[end : end + 1].isalnum()):
            return True
        at = body.find(name, at + 1)
    return False


def _untold(date: PartialDate, lines: Sequence[str]) -> tuple[str, ...]:
    told = NOTHING
    for line in lines:
        told |= told_dates(line)
    out = []
    for point in dict.fromkeys(filter(None, (date.start, date.end))):
        if point.year is not None and point.year not in told.years:
            out.append(f"{point.year:04}")
        if point.month and not told.tells(point.year, point.month, point.day):
            out.append(f"{point.month:02}" + (f"-{point.day:02}" if point.day else ""))
    return tuple(dict.fromkeys(out))


def _tells(value: object, comparison: Comparison, texts: Texts, line: Line, known: Known) -> bool:
    """Whether a line by itself tells a value, or a part of it."""
    missing = _missing(value, comparison, _texts_of([line], texts), known)
    none = _missing(value, comparison, (), known)
    return len(missing) < len(none)
