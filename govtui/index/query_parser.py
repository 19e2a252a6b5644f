"""Parse a query line: words, phrases, fields with values, OR, NOT; and its mistakes with positions.

`hội nghị nước: Việt Nam year:2018..2022 type:summit,forum "đổi mới"`: parts are joined by AND, the values of one field
(separated by commas) by OR. `HOẶC`/`OR` joins the whole runs of words at its two sides, or a field or phrase; `-` before a
part and `KHÔNG`/`NOT` before a run exclude. The last word counts as unfinished unless a space follows it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from govtui.index import query_dates
from govtui.index.query import Mistake, Query, Term, TermKind, Word, word
from govtui.index.query_fields import BUILT_IN, OWN, QueryFields
from govtui.index.query_values import Lookup, Pair, Reader
from govtui.text.fold import words
from govtui.text.nfc import nfc

OR = ("OR", "HOẶC")
NOT = ("NOT", "KHÔNG")

FEW = 6
"""Words up to which a line without small letters has operators; a longer one is a pasted title."""

_SPECIAL = re.compile(r'[":“]|(?<!\S)-[^\s-]|(?<!\S)(?:OR|NOT|HOẶC|KHÔNG)(?!\S)')
"""What more than words begins with."""

_SIGN = re.compile(r"\S\s")
"""A sign that stands by itself before a date."""

_TOKEN = re.compile(r'[^\s"]+|"')
_WORD = re.compile(r"\S+")
_PHRASE = re.compile(r'"(?P<text>[^"]*)(?P<closed>"?)|“(?P<curly>[^“”"]*)”')
"""A phrase; also between quotation marks as text processors write them."""
_EXCLUDED = re.compile(r"-(?=[^\s-])")
_NEXT = re.compile(r"\s-[^\s-]")
"""Where the next part begins, which is excluded: "host -country:VN" names no host country."""

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*\Z")
"""What is reported as an unknown field where it touches a colon and a value."""

_DIGIT = re.compile(r"\d")


def parse(line: str, fields: QueryFields = BUILT_IN, lookup: Lookup | None = None) -> Query:
    """Parse a query line for an index with these fields. What cannot be understood becomes a mistake.

    `lookup`: the index, which knows what records are called; without it names are kept as they are typed.
    """
    if not _SPECIAL.search(line) and (line.isascii() or unicodedata.is_normalized("NFC", line)):
        return _plain(line, fields)
    return _Parser(line, fields, lookup).query()


def _plain(line: str, fields: QueryFields) -> Query:
    """Parse a line that has words only."""
    dates = query_dates.find(line) if _DIGIT.search(line) else ()
    if _NUMBER_BEFORE_SIGN.search(line) or not all(date.may_be_text for date in dates):
        return _Parser(line, fields, None).query()
    terms = tuple([Term(TermKind.WORD, *match.span()) for match in _WORD.finditer(line)])
    return Query(tuple(_words(line, at_end=True, dates=_dates_of_words(line, dates))), terms=terms)


@dataclass(slots=True)
class _Operand:
    """A part that OR joins: a run of words, a phrase, a field; one of its queries must hold."""

    queries: Sequence[Query]
    excluded: bool = False
    spans: Mapping[Pair, tuple[int, int]] = field(default_factory=dict)

    @property
    def alternatives(self) -> Sequence[Query]:
        return (Query(excluded=tuple(self.queries)),) if self.excluded else self.queries


class _Parser:
    def __init__(self, line: str, fields: QueryFields, lookup: Lookup | None) -> None:
        self._line, self._fields, self._lookup = line, fields, lookup
        self._terms: list[Term] = []
        self._mistakes: list[Mistake] = []
        self._chains: list[list[_Operand]] = []
        self._run: tuple[int, int] | None = None
        """Where the words began, and where the last of them ended, that stand beside one another."""
        self._is_not = self._is_or = False
        """Whether a NOT, and whether an OR, waits for what follows it."""
        self._has_operators = not is_title(line)

    def query(self) -> Query:
        """Return the line as it is understood."""
        at = 0
        while match := _TOKEN.search(self._line, at):
            at = self._token(match)
        self._end_run(at_end=True)
        found = _joined(self._chains)
        spans = {pair: span for chain in self._chains for one in chain for pair, span in one.spans.items()}
        terms = tuple(sorted(self._terms, key=lambda term: term.start))
        mistakes = tuple(sorted(self._mistakes, key=lambda mistake: mistake.start))
        return replace(found, spans=spans, mistakes=mistakes, terms=terms)

    def _token(self, match: re.Match[str]) -> int:
        """Take in the part that begins here, and return where it ends."""
        start, end = match.span()
        sign = self._has_operators and _EXCLUDED.match(self._line, start)
        begin = sign.end() if sign else start
        if phrase := _PHRASE.match(self._line, begin):
            return self._phrase(start, phrase, excluded=bool(sign))
        if self._has_operators and (operator := nfc(match[0])) in (*OR, *NOT) and self._operator(operator, start, end):
            return end
        if names := self._field_at(begin):
            return self._field(start, begin, *names, excluded=bool(sign))
        self._say_unknown(begin, end)
        if sign and words(self._line[begin:end]):
            self._end_run()
            self._terms.append(Term(TermKind.WORD, start, end, excluded=not self._is_not, signed=True))
            self._run_of_words(begin, end, excluded=True, at_end=end == len(self._line))
        else:
            self._terms.append(Term(TermKind.WORD, start, end, excluded=self._is_not))
            self._run = (self._run[0] if self._run else start, end)
        return end

    def _operator(self, operator: str, start: int, end: int) -> bool:
        """Take in an operator; return False for one that joins nothing, which is a word."""
        waits = self._is_not or self._is_or
        if operator in OR:
            if self._run is None and (waits or not self._chains):
                return False
            if self._is_not and self._run is None:
                return False
            self._end_run()
            self._is_or = True
        else:
            if self._is_not and self._run is None:
                return False
            self._end_run()
            self._is_not = True
        self._terms.append(Term(TermKind.OR if operator in OR else TermKind.NOT, start, end))
        return True

    def _add(self, operand: _Operand) -> None:
        operand.excluded ^= self._is_not
        if self._is_or and self._chains:
            self._chains[-1].append(operand)
        else:
            self._chains.append([operand])
        self._is_not = self._is_or = False

    # words

    def _end_run(self, *, at_end: bool = False) -> None:
        """Make operands of a run of words: of the dates in it, and of the words between these."""
        if self._run is None:
            return
        start, end = self._run
        self._run = None
        self._run_of_words(start, end, at_end=at_end and end == len(self._line))

    def _run_of_words(self, start: int, end: int, *, excluded: bool = False, at_end: bool = False) -> None:
        run = self._line[start:end]
        place, many = start, len(self._chains)
        found = query_dates.find(run) if _DIGIT.search(run) else ()
        dates = _dates_of_words(run, found)
        for date in found:
            if date.may_be_text:
                continue
            span = (start + date.start, start + date.end)
            self._words(place, span[0], dates, excluded=excluded)
            if many == len(self._chains) and _SIGN.search(self._line, place, span[0]):
                self._is_not = self._is_or = False
            is_excluded, place = excluded ^ self._is_not, span[1]
            pairs = (("date", date.value),)
            self._add(_Operand([Query(filters={"date": (date.value,)})], excluded, {pairs[0]: span}))
            begin = span[0] - excluded  # the minus before it
            self._terms = [term for term in self._terms if not begin <= term.start < span[1]]
            self._terms.append(
                Term(TermKind.FIELD, begin, span[1], "date", (date.value,), begin, is_excluded, pairs, signed=excluded)
            )
        self._words(place, end, dates, excluded=excluded, at_end=at_end)
        if many == len(self._chains):  # only signs: nothing that an operator could join
            self._is_not = self._is_or = False

    def _words(
        self, start: int, end: int, dates: Mapping[str, str], *, excluded: bool = False, at_end: bool = False
    ) -> None:
        run = self._line[start:end]
        if found := _words(run, at_end=at_end, dates=dates):
            queries = [Query(tuple(found))]
            if _NUMBER_BEFORE_SIGN.search(run):
                queries += _of_type(found, self._fields)
            self._add(_Operand(queries, excluded))

    def _phrase(self, start: int, match: re.Match[str], *, excluded: bool) -> int:
        self._end_run()
        is_closed = match["closed"] != ""
        if not is_closed:
            self._mistakes.append(Mistake("unclosed_quote", *match.span(), {}))
        is_excluded = excluded ^ self._is_not
        self._terms.append(Term(TermKind.PHRASE, start, match.end(), excluded=is_excluded, signed=excluded))
        inside = words(_with_symbols(match["text"] or match["curly"] or ""))
        last = len(inside) - 1
        phrase = tuple(word(w, not is_closed and n == last) for n, w in enumerate(inside))
        if phrase:
            self._add(_Operand([Query(phrases=(phrase,))], excluded=excluded))
        else:
            self._part()
        return match.end()

    def _part(self) -> None:
        """Take in a part that every record matches: two quotation marks, a field without a value; no OR reaches over it."""
        if not (self._is_or or self._is_not):
            self._chains.append([])
        self._is_or = self._is_not = False

    # fields

    def _field_at(self, start: int) -> tuple[Sequence[str], int] | None:
        """Return the keys of the field whose name begins here, and where its colon stands."""
        end = self._line.find(":", start, start + _LONGEST_NAME)
        if end < 0:
            return None
        while start < end and not self._line[start].isalnum() and not self._line[start].isspace():
            start += 1  # a bracket before the name
        name = self._line[start:end]
        if not name[:1].isalnum() or '"' in name or _NEXT.search(name):
            return None
        keys = self._fields.vocabulary.field_named(name)
        return (keys, end) if keys else None

    def _field(self, start: int, begin: int, keys: Sequence[str], colon: int, *, excluded: bool) -> int:
        self._end_run()
        name = self._line[begin:colon]
        reader = Reader(self._line, self._fields, self._lookup, self._limits)
        values = reader.read(keys, colon + 1, name)
        self._mistakes += values.mistakes
        dim = values.found[0][0] if values.found else keys[0]
        shown = tuple(value for key, value in values.found if key == dim)
        span, asked = (start, values.end), tuple(values.asked)
        self._terms.append(
            Term(TermKind.FIELD, *span, dim, shown, colon + 1, excluded ^ self._is_not, asked, signed=excluded)
        )
        if values.found:
            self._add(_Operand(_by_field(values.found), excluded, values.spans))
        elif values.asked:  # a star that no value begins with
            self._add(_Operand([Query(filters={keys[0]: ()})], excluded))
        else:
            self._part()
        return values.end

    def _limits(self, start: int) -> tuple[int, int]:
        """Return where a value behind a colon ends at the latest; then the same for a value that is known.

        A label may have an operator in it (REGIONAL BODY OR MECHANISM), and in "dien dan nguon:" the next name may be "dan nguon"
        (dẫn nguồn) or "nguon".
        """
        at = start
        limit = len(self._line)
        while match := _TOKEN.search(self._line, at):
            begin = match.start()
            if match[0] == '"':
                return min(limit, begin), begin
            if begin > start or self._line[start : start + 1].isspace():
                if self._has_operators and _EXCLUDED.match(match[0]):
                    return min(limit, begin), begin
                if self._has_operators and nfc(match[0]) in (*OR, *NOT):
                    limit = min(limit, begin)
                elif field := self._field_at(begin):
                    tokens = _TOKEN.finditer(self._line, begin, field[1])
                    return min(limit, begin), max(one.start() for one in tokens if self._field_at(one.start()))
            at = match.end()
        return limit, len(self._line)

    def _say_unknown(self, start: int, end: int) -> None:
        """Report that a word before a colon that touches its value is no field; it is searched as text."""
        name, colon, value = self._line[start:end].partition(":")
        if not colon or not _NAME.match(name) or value.startswith("//"):
            return
        if not value and self._line[end : end + 1] != '"':
            return
        given = name.casefold()
        if self._fields.is_field(OWN + given) or (given.startswith(OWN) and self._fields.is_field(given)):
            code, values = "not_a_facet", {"field": name}
        else:
            near = self._fields.vocabulary.near(name) if len(self._mistakes) < _GUESSED else ""
            code, values = "unknown_field", {"field": name, "near": near}
        self._mistakes.append(Mistake(code, start, start + len(name), values))


_GUESSED = 5
"""Mistakes of a line up to which a guess is made: a pasted text may have thousands."""

_LONGEST_NAME = 120
"""Characters of a name of a field at most, within which its colon is looked for."""


def is_title(line: str) -> bool:
    """Whether a line is a pasted title, which has no operators: more than FEW words, no small letter."""
    if any(letter.islower() for letter in line):
        return False
    return sum(any(letter.isalpha() for letter in word) for word in line.split()) > FEW


def _by_field(found: Sequence[Pair]) -> list[Query]:
    """Return a query for each field that values are of."""
    fields: dict[str, list[str]] = {}
    for key, value in found:
        fields.setdefault(key, []).append(value)
    return [Query(filters={key: tuple(values)}) for key, values in fields.items()]


def _joined(chains: Sequence[Sequence[_Operand]]) -> Query:
    """Return the query of which all chains must hold, and of each chain one operand."""
    found: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    groups: list[tuple[Query, ...]] = []
    excluded: list[Query] = []
    for chain in chains:
        if len(chain) == 1 and chain[0].excluded:
            excluded += chain[0].queries
            continue
        several = tuple(query for operand in chain for query in operand.alternatives)
        if len(several) > 1 or any(key in filters for one in several for key in one.filters):
            groups.append(several)
        elif several:
            found += several[0].words
            phrases += several[0].phrases
            filters |= several[0].filters
    return Query(tuple(found), tuple(phrases), filters, groups=tuple(groups), excluded=tuple(excluded))


# -- words -----------------------------------------------------------------------------------------------------------

_NUMBER_BEFORE_SIGN = re.compile(r"\d\s*[/\u2010-\u2015-]")


def _with_symbols(text: str, *, is_phrase: bool = True) -> str:
    """Return words with the symbols of Vietnamese texts in them in the form that is printed, and indexed."""
    if not _NUMBER_BEFORE_SIGN.search(text):
        return text
    from govtui.model.symbols import as_searched, standardized  # not for the first list

    return standardized(nfc(text)) if is_phrase else as_searched(nfc(text))


def _words(run: str, *, at_end: bool = False, dates: Mapping[str, str] | None = None) -> list[Word]:
    """Return the words of a run of them; at the end of the line the last is unfinished, unless a space follows.

    `dates`: the words of it that may be a date, with their dates.
    """
    inside = words(_with_symbols(run, is_phrase=False))
    last = run.split()[-1:] if at_end and run and not run[-1].isspace() else []
    unfinished = len(inside) - 1 if last and words(last[0]) else -1
    found = [word(w, n == unfinished) for n, w in enumerate(inside)]
    return [one._replace(date=dates[one.text]) if one.text in dates else one for one in found] if dates else found


def _of_type(found: Sequence[Word], fields: QueryFields) -> list[Query]:
    """Return the query for texts by type and number ("nghị định 30/2016"): few names have the type."""
    number = next((n for n, one in enumerate(found) if one.text[0].isdecimal()), 0)
    vocabulary = fields.vocabulary
    for first in range(max(number - vocabulary.longest_value("type"), 0), number):
        typed = " ".join(one.text for one in found[first:number])
        if types := tuple(key for field, key in vocabulary.values("type", typed) if field == "type"):
            numbers = [found[number]]
            if len(found[number].text) == 1:  # a number below ten is printed with a zero
                numbers.append(word(f"0{found[number].text}", found[number].unfinished))
            behind = found[number + 1 :]
            return [Query((*found[:first], one, *behind), filters={"type": types}) for one in numbers]
    return []


def _dates_of_words(run: str, found: Sequence[query_dates.Found]) -> dict[str, str]:
    """Return the words of dates that may be text as well, with these dates."""
    spans = {date.value: run[date.start : date.end] for date in found if date.may_be_text}
    return {one: value for value, text in spans.items() for one in words(_with_symbols(text, is_phrase=False))}
