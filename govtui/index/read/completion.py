"""Complete a query line: values and fields for the caret, counted among what the rest of it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from pyroaring import BitMap

from govtui.index.query import STAR, Query, Term, TermKind, units
from govtui.index.query_api import Offer
from govtui.index.query_fields import DATE, QueryFields
from govtui.index.query_format import without
from govtui.index.read.begun_values import Begun, BegunValues

WORDS = 6
"""Words before the caret at most that may be the beginning of one value."""


class Engine(NamedTuple):
    """What completion asks of the index, to be used within `read_consistently`."""

    fields: QueryFields
    parsed: Callable[[str], Query]
    matching: Callable[[str], BitMap]
    """Documents that a line finds."""
    named: Callable[[str, str], Sequence[str]]
    """The values that words mean as a whole where no vocabulary has them (query_values.Lookup)."""
    begun: BegunValues

    facet: Callable[[str, str], BitMap]
    """The documents with a value of a field."""

    def whole(self, field: str, typed: str) -> Collection[tuple[str, str]]:
        """Return the values that are called so, and that records have."""
        words = self.fields.vocabulary
        found: Iterable[tuple[str, str]] = words.values(field, typed) if words.has_vocabulary(field) else ()
        if not found:
            values = self.begun.stored(field, typed) or self.named(field, typed) if typed.strip() else ()
            found = ((field, value) for value in values)
        return [pair for pair in found if self.facet(*pair)]


class Part(NamedTuple):
    """The value that the caret is in."""

    field: str
    start: int
    end: int
    """Both with its quotation marks and its star."""
    before: str
    """What stands of it before the caret."""
    text: str
    """All of it, without quotation marks and star."""
    term: Term


def value_at(line: str, query: Query, caret: int) -> Part | None:
    """Return the value that the caret is in or behind, with words that may belong to it; None elsewhere."""
    term = None
    for one in query.terms:
        if one.start >= caret:
            break
        if one.kind is TermKind.FIELD:
            term = one if one.field and one.value_start <= caret else None
        elif one.kind is not TermKind.WORD:
            term = None
    if term is None or term.field == DATE:  # dates are written, not chosen
        return None
    start = _start(line, term.value_start, caret)
    if line[start : start + 1] == '"':
        inside = start + 1
        closing = line.find('"', inside)
        if 0 <= closing < caret:
            return None
        if closing < 0:
            closing = _word_end(line, caret)
            return Part(term.field, start, closing, line[inside:caret], line[inside:closing], term)
        return Part(term.field, start, closing + 1, line[inside:caret], line[inside:closing].rstrip(STAR), term)
    end = _value_end(line, caret, term.end)
    return Part(term.field, start, end, line[start:caret].rstrip(STAR), line[start:end].rstrip(STAR), term)


def _start(line: str, start: int, caret: int) -> int:
    """Return where the last of several values before the caret begins: behind an unquoted comma."""
    quoted = False
    for at in range(start, caret):
        if line[at] == '"':
            quoted = not quoted
        elif line[at] == "," and not quoted:
            start = at + 1
    while start < caret and line[start].isspace():
        start += 1
    return start


def _word_end(line: str, at: int) -> int:
    return at + len(_WORD.match(line, at)[0])  # type: ignore[index]  # it always matches


def _value_end(line: str, caret: int, term_end: int) -> int:
    """Return where the value ends: with the term, before a comma, else with the word that the caret is in."""
    if caret >= term_end:
        return _word_end(line, caret)
    comma = line.find(",", caret, term_end)
    return term_end if comma < 0 else comma


_WORD = re.compile(r'[^\s,"]*')


def starred(line: str, caret: int, engine: Engine) -> str:
    """Return the line with a star behind the value at the caret, where that only begins values.

    A field without any value yet is left out: all values of it are offered.
    """
    query = engine.parsed(line)
    part = value_at(line, query, caret)
    if part is None or line[: part.end].rstrip('"').endswith(STAR):
        return line
    text = part.text
    if not text.strip():
        return line if part.term.asked else without(line, query, [part.term], engine.fields)
    if engine.whole(part.field, text) or text[-1:].isspace() or not engine.begun.has(part.field, text):
        return line
    end = part.end
    if line[part.start] != '"':
        return f"{line[:end]}{STAR}{line[end:]}"
    is_closed = end > part.start + 1 and line[end - 1] == '"'
    return f'{line[: end - is_closed]}{STAR}"{line[end:]}'


def offers(line: str, caret: int, limit: int, engine: Engine, *, asked: bool) -> Sequence[Offer]:
    """Return offers for the caret: in a field its values; all that may stand there if `asked`."""
    query = engine.parsed(line)
    part = value_at(line, query, caret)
    if part and (found := _values(part, line, query, limit, engine, asked=asked)):
        return found
    return _anything(line, caret, query, limit, engine) if asked else ()


def _values(part: Part, line: str, query: Query, limit: int, engine: Engine, *, asked: bool) -> Sequence[Offer]:
    """Return the values that begin like the one at the caret; for a whole value only those that go on.

    Nothing behind a whole value and a space, nor, unless one asked, where what stands there is nothing but a whole value.
    """
    typed = part.before if asked else part.text
    whole = engine.whole(part.field, part.text)
    if whole and typed[-1:].isspace():
        return ()
    rest = engine.matching(_without(line, query, part.term, part.end, engine.fields))
    found = engine.begun.counted(part.field, typed, rest, limit)
    if not asked and whole and all(one.value in whole for one in found):
        return ()
    return _by_field(_offers(found, part.start, part.end), part.field)


def _offers(found: Iterable[Begun], start: int, end: int) -> list[Offer]:
    return [Offer(start, end, *one.value, -one.less) for one in found]


def _anything(line: str, caret: int, query: Query, limit: int, engine: Engine) -> Sequence[Offer]:
    """Return fields and values of all facets that begin with the longest run of words before the caret."""
    end = _word_end(line, caret)
    facets = engine.fields.names
    for start, term in _runs(line, caret, query):
        typed = line[start:caret]
        rest = engine.matching(_without(line, query, term, end, engine.fields) if term else line)
        named = [Offer(start, end, field) for field in engine.fields.vocabulary.fields_beginning(typed)]
        begun: dict[tuple[str, str], Begun] = {}
        for field in facets if typed else ():
            for one in engine.begun.counted(field, typed, rest, limit):
                begun.setdefault(one.value, one)
        best = _offers(nsmallest(limit, begun.values()), start, end)
        if named or best:
            values = _by_field(best, *(field for field in facets if field != "source"))
            return [*_with_examples(named, rest, engine), *values][:limit]
    return ()


def _runs(line: str, caret: int, query: Query) -> Iterator[tuple[int, Term | None]]:
    """Yield the runs of words that end at the caret, longest first: where each begins, its first word.

    At the caret alone where there is no word.
    """
    before = [term for term in query.terms if term.start < caret]
    words = 0
    while words < min(WORDS, len(before)) and before[-1 - words].kind is TermKind.WORD:
        words += 1
    if not words or line[caret - 1].isspace():
        if not caret or line[caret - 1].isspace():
            yield caret, None
        return
    for term in before[-words:]:
        yield term.start + (line[term.start] == "-" and caret > term.start + 1), term


def _by_field(found: Iterable[Offer], *first: str) -> list[Offer]:
    """Group offers by field: the fields `first`, then the others in the order of their best."""
    out: dict[str, list[Offer]] = {field: [] for field in first}
    for offer in found:
        out.setdefault(offer.field, []).append(offer)
    return [offer for together in out.values() for offer in together]


def _with_examples(named: Sequence[Offer], rest: BitMap, engine: Engine) -> list[Offer]:
    """Give each facet the value that most of the documents have; those with one come first."""
    of_years = {"date": "year"}
    out = [one._replace(example=engine.begun.commonest(of_years.get(one.field, one.field), rest)) for one in named]
    return sorted(out, key=lambda offer: not offer.example)


def _without(line: str, query: Query, term: Term, end: int, fields: QueryFields) -> str:
    """Return the line without a term and all up to `end`, and without what may hold instead of it (OR)."""
    inside = [one for one in query.terms if term.start <= one.start < end]
    either = [unit.terms for unit in units(query) if any(one.kind is TermKind.OR for one in unit.terms)]
    instead = [one for terms in either if any(one in inside for one in terms) for one in terms]
    return without(line, query, [*inside, *instead], fields)
