"""Values of query fields: what the words behind a colon mean, and where they end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from govtui.i18n.query_labels import PEOPLE
from govtui.index import query_dates
from govtui.index.query import STAR, Mistake
from govtui.index.query_fields import DATE, ORDER, PLACE, QueryFields, number_value
from govtui.model.kinds import KINDS
from govtui.text.nfc import nfc

MOST_WORDS = 40
"""The longest name of a record that is looked for behind a colon, in words; longer ones are quoted."""

Pair = tuple[str, str]
"""A field and a value."""


class Lookup(Protocol):
    """What a parser asks the index about values."""

    def named(self, field: str, words: str) -> Sequence[str]:
        """Return the values that words mean as a whole: ids of records, names of people, texts of a facet."""


class Values(NamedTuple):
    """The values of one field as they stand in a line."""

    found: Sequence[Pair]
    """As they are searched: those that begin so for a star."""
    asked: Sequence[Pair]
    """As they are stored: with the star."""
    end: int
    spans: Mapping[Pair, tuple[int, int]]
    mistakes: Sequence[Mistake]


class _One(NamedTuple):
    """One value, and where it ends."""

    found: Sequence[Pair]
    end: int
    asked: Sequence[Pair] = ()
    code: str = ""
    """Of the mistake, where it is none."""


_QUOTED = re.compile(r'"(?P<text>(?:[^"]|"")*)(?P<closed>"?)')
_CURLY = re.compile(r'“([^“”"]*\w[^“”"]*)”')
_PLAIN = re.compile(r"[^\s,]+")
_BOUND = re.compile(r'[.;:!?)\]]*(?=[\s,"]|\Z)')
_CODE = re.compile(r"[A-Z]{2}(?=[\s,]|\Z)")
_LISTED = re.compile(r",[^\s,]")
"""Between values of a list: no name of a record is looked for beyond it, since lists of ids may be long."""

_TOUCHING = re.compile(r"[^\s,]*")


class Reader:
    """Reads values behind the colon of a field that is named by one or several keys."""

    def __init__(
        self,
        line: str,
        fields: QueryFields,
        lookup: Lookup | None,
        limits: Callable[[int], tuple[int, int]] | None = None,
    ) -> None:
        """`limits`: told a place, where the next field, phrase or operator begins that a value without quotation marks ends before.

        The second number is the same for a value that is known, where the name of the next field may be read in several ways.
        """
        self._line, self._fields, self._lookup = line, fields, lookup
        self._limits = limits or (lambda _: (len(line), len(line)))
        self._limit = self._known_limit = 0

    def read(self, names: Sequence[str], at: int, name: str) -> Values:
        """Return the values that begin at a place, just behind the colon. `name`: of the field as typed."""
        found: list[Pair] = []
        asked: list[Pair] = []
        spans: dict[Pair, tuple[int, int]] = {}
        mistakes: list[Mistake] = []
        place, end, touches, is_first = at, at, True, True
        self._limit, self._known_limit = self._limits(at)
        while True:
            start = _past_space(self._line, place)
            touches = touches and start == place
            one = self._one(names, start, touches=touches, may_guess=touches or is_first)
            if one is None:
                break
            end = one.end
            if self._line[start] == '"':
                self._limit, self._known_limit = self._limits(end)
            if one.code:
                text = self._line[start:end].strip('", ')
                mistakes.append(Mistake(one.code, start, end, {"field": name, "value": text}))
            found += one.found
            asked += one.asked or one.found
            spans |= dict.fromkeys(one.found, (start, end))
            if self._line[end : end + 1] != ",":
                break
            end += 1
            place, is_first, touches = end, False, True
        if not (asked or mistakes):
            mistakes.append(Mistake("no_value", at - len(name) - 1, at, {"field": name}))
        return Values(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(asked)), end, spans, mistakes)

    def _one(self, names: Sequence[str], start: int, *, touches: bool, may_guess: bool) -> _One | None:
        if start >= len(self._line):
            return None
        if self._line[start] == '"':
            return self._quoted(names, start)
        if self._line[start] == ",":
            return _One((), start)  # nothing between two commas
        if start < self._known_limit and (found := self._longest(names, start)):
            return found
        if curly := _CURLY.match(self._line, start):
            return self._or_taken(names, curly[1], self._meant(names, curly[1]), curly.end(), "")
        return self._guessed(names, start, touches=touches) if may_guess and start < self._limit else None

    def _quoted(self, names: Sequence[str], start: int) -> _One | None:
        match = _QUOTED.match(self._line, start)
        assert match is not None, "begins with a quotation mark"
        text = match["text"].replace('""', '"').strip()
        code = "" if match["closed"] else "unclosed_quote"
        if not text:
            return None if not match["closed"] else _One((), match.end(), code="no_value")
        found = self._meant(names, text)
        if not found and "," in text and names[0] in ORDER:  # as lines of the first edition have several values
            parts = [part.strip() for part in text.split(",") if part.strip()]
            found = [pair for part in parts for pair in self._meant(names, part) or self._taken(names, part)]
        if not found and text.endswith(STAR) and (begun := self._begun(names, text[:-1].rstrip(), match.end())):
            return begun
        return self._or_taken(names, text, found, match.end(), code)

    def _longest(self, names: Sequence[str], start: int) -> _One | None:
        """Return the longest run of words that is a value."""
        if (code := _CODE.match(self._line, start)) and self._is_country(names[0]):
            behind = _PLAIN.search(self._line, code.end(), self._known_limit)
            if behind is None or self._line[code.end()] == "," or not behind[0][0].isupper():
                found = self._meant(
                    names, code[0]
                )  # reading the names of countries takes a while; "US Outlying Islands" is one
                return _One(found, code.end()) if found else None
        if names[0] == "date":
            date = query_dates.beginning(self._line[start : self._known_limit])
            if date is None or not _BOUND.match(self._line, start + date.end):
                return None
            return _One([("date", date.value)], self._ends(start + date.end))
        if (starred := self._starred(names, start)) is not None:
            return starred
        for end in self._ends_of_runs(names, start):
            text = self._line[start:end]
            found = self._meant(names, text)
            if found and not ("," in text and self._are_several(names, text)):
                return _One(found, self._ends(end))
        return None

    def _ends_of_runs(self, names: Sequence[str], start: int) -> Iterator[int]:
        """Yield where runs of words end, longest first."""
        is_known = all(map(self._fields.vocabulary.has_vocabulary, names))
        most = 1 if all(map(self._is_single, names)) else MOST_WORDS
        ends: list[int] = []
        for match in _PLAIN.finditer(self._line, start, self._known_limit):
            if _BOUND.match(self._line, match.end()):
                ends.append(match.end())
            if is_known and len(ends) == 2:
                most = max(map(self._fields.vocabulary.longest_value, names))
            if len(ends) >= most or (not is_known and _LISTED.match(self._line, match.end())):
                break
        yield from reversed(ends[:most])
        if ends and (first := _TOUCHING.match(self._line, start)) and (bare := first[0].rstrip(".;:!?)]")) != first[0]:
            yield start + len(bare)

    def _ends(self, end: int) -> int:
        """Return where a value ends, the punctuation behind it included."""
        bound = _BOUND.match(self._line, end)
        return bound.end() if bound else end

    def _are_several(self, names: Sequence[str], text: str) -> bool:
        """Whether each part between commas is a value by itself, and no label has these commas ("Hong Kong, China")."""
        if any(self._fields.vocabulary.is_label(name, text) for name in names):
            return False
        return all(self._meant(names, part.strip()) for part in text.split(",") if part.strip())

    def _starred(self, names: Sequence[str], start: int) -> _One | None:
        """Return what the beginning of a value means, where a star ends it."""
        star = self._line.find(STAR, start, self._known_limit)
        text = self._line[start:star].rstrip() if star >= 0 else ""
        if not text or "," in text or not _BOUND.match(self._line, star + 1):
            return None
        return self._begun(names, text, self._ends(star + 1))

    def _begun(self, names: Sequence[str], text: str, end: int) -> _One | None:
        """Return what a text means as the beginning of values; a date has none."""
        if DATE in names:
            return None
        found: list[Pair] = []
        for name in names:
            if self._fields.vocabulary.has_vocabulary(name):
                found += self._fields.vocabulary.values_beginning(name, text)
                found += self._held_at(text + STAR) if name == PLACE else ()
            elif " " not in text or not self._is_single(name):
                found.append((name, text + STAR))
        if not found and " " in text:
            return None
        asked = [(name, text + STAR) for name in names]
        return _One(found, end, asked, "" if found else "no_such_value")

    def _guessed(self, names: Sequence[str], start: int, *, touches: bool) -> _One:
        """Return a value that is not known: of what takes records all up to the next part, else a word."""
        runs = self._fields.vocabulary
        comma = self._line.find(",", start, self._limit)
        limit, end = self._limit if comma < 0 else comma, 0
        if all(runs.has_vocabulary(name) and name != PLACE for name in names):
            ends = [match.end() for match in _PLAIN.finditer(self._line, start, limit)]
            begun = (stop for stop in reversed(ends[:8]) if runs.values_beginning(names[0], self._line[start:stop]))
            end = next(begun, 0)
        elif not touches and not self._is_single(names[0]):
            end = start + len(self._line[start:limit].rstrip())
        if not end:
            first = _TOUCHING.match(self._line, start, self._limit)
            end = first.end() if first and first[0] else self._limit
        text = self._line[start:end].strip('"')
        return self._or_taken(names, text, (), end, "")

    def _or_taken(self, names: Sequence[str], text: str, found: Sequence[Pair], end: int, code: str) -> _One:
        """Return a value as it is known, or as it is typed where it may be one that no record has yet."""
        if not found:
            found = self._taken(names, text)
        if not found:
            code = (
                code or _NOT_ONE.get(names[0]) or _NOT_OF_TYPE.get(self._fields.value_type(names[0]), "no_such_value")
            )
        return _One(found, end, code=code)

    # what one value means

    def _meant(self, names: Sequence[str], text: str) -> Sequence[Pair]:
        return [pair for name in names for pair in self._meaning(name, text)]

    def _meaning(self, name: str, text: str) -> Sequence[Pair]:
        """Return what a whole text means as a value of a field."""
        match name:
            case "year":
                return [(name, year) for year in query_dates.years(text) or ()]
            case "decade":
                value = self._fields.vocabulary.decade(text)
                return [(name, one) for one in query_dates.decades(text) or ([value] if value else ())]
            case "date":
                date = query_dates.beginning(text)
                return [(name, date.value)] if date and date.end == len(text.rstrip()) else []
        if self._fields.vocabulary.has_vocabulary(name):
            found = self._fields.vocabulary.values(name, text)
            return found or (self._held_at(text) if name == PLACE else ())
        kind = self._fields.value_type(name) if name not in ORDER else ""
        if kind in ("date", "number"):
            return [(name, value) for value in _value_of(kind, text) or ()]
        return [(name, value) for value in self._lookup.named(name, text)] if self._lookup else []

    def _held_at(self, text: str) -> Sequence[Pair]:
        """Return a text as the city or venue that it is in some record."""
        return [(PLACE, nfc(text))] if self._lookup and self._lookup.named(PLACE, text) else []

    def _taken(self, names: Sequence[str], text: str) -> Sequence[Pair]:
        """Return a text as a value although it is not known as one; nothing where it cannot be one."""
        name = names[0]
        if name in ("year", "decade", "date", "has") or self._fields.value_type(name) in ("yes_no", "number", "date"):
            return []
        if name == "kind":
            near = get_close_matches(text.casefold().removesuffix("s"), KINDS, 1, 0.8)
            return [(name, near[0])] if near else []
        if self._is_country(name):
            is_code = len(text) == 2 and text.isalpha() and text.isascii()
            return [(name, text.upper())] if is_code else [(name, nfc(text))] if name == PLACE else []
        as_typed = {each for each in names if self._fields.has_texts(each) or each in PEOPLE}
        return [(each, nfc(text) if each in as_typed else text.casefold()) for each in names]

    def _is_country(self, name: str) -> bool:
        return name == "country" or (name not in ORDER and self._fields.value_type(name) == "country")

    def _is_single(self, name: str) -> bool:
        """Whether a value of a field is one word."""
        return name in ("id", "sdg") or (name not in ORDER and self._fields.value_type(name) == "number")


_NOT_ONE = {"year": "not_a_year", "decade": "not_a_decade", "country": "not_a_country", "date": "not_a_date"}

_NOT_OF_TYPE: Mapping[str, str] = {
    "date": "not_a_date",
    "number": "not_a_number",
    "yes_no": "not_yes_or_no",
    "country": "not_a_country",
}
"""Type to the code of the mistake for other values; of any other type every text may be a value."""


def _past_space(line: str, place: int) -> int:
    while place < len(line) and line[place].isspace():
        place += 1
    return place


def _value_of(value_type: str, text: str) -> list[str] | None:
    """Return the facet values that a date or number means; None when it is none."""
    if value_type == "number":
        try:
            return [number_value(int(text) if text.lstrip("+-").isdecimal() else float(text))]
        except ValueError:
            return None
    if years := query_dates.years(text):
        return years
    date = query_dates.understood(text)
    return [query_dates.value_of(date)] if date else None
