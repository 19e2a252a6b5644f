"""Write a query line again: canonical, with other values of a field, without some of its parts.

The canonical line has the keys of fields and values (`type:forum date:2022-08 overseen_by:un-dpidg`) and means the same in
every language; it is what session, saved views and `--json` keep.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from govtui.index.query import STAR, Query, Term, TermKind
from govtui.index.query_fields import BUILT_IN, QueryFields, texts_of, year_span
from govtui.index.query_parser import NOT, OR, is_title
from govtui.index.query_values import Reader
from govtui.model.localized import text_in
from govtui.text.nfc import nfc

PARTING = '""'
"""An empty phrase: it holds of every record, and keeps the words before and behind it apart."""


class _Piece(NamedTuple):
    """A part of a line as it is written."""

    term: Term
    text: str


def canonical(line: str, query: Query, fields: QueryFields = BUILT_IN) -> str:
    """Return a query line with keys for names and values; a canonical line stays as it is."""
    return _joined(_canonical(line, query, fields), _end(line, query), fields)


def with_values(line: str, query: Query, filters: Mapping[str, Sequence[str]], fields: QueryFields = BUILT_IN) -> str:
    """Return the canonical line with these values of these fields; a field without any is removed."""
    pieces = _canonical(line, query, fields)
    for key, values in filters.items():
        plain = _plain_place(query, key)
        pieces = _with_field(pieces, plain, key, values, fields)
    return _joined(pieces, "", fields)


def toggle_value(
    line: str, query: Query, dim: str, value: str, fields: QueryFields = BUILT_IN, language: str = "vi"
) -> str:
    """Add a facet's value to a query line, or remove it; a text by language is written in `language`."""
    values = query.filters.get(dim, ()) if _plain_place(query, dim) else ()
    kept = tuple(one for one in values if value not in fields.chosen(dim, (value,), (one,)))
    if kept == tuple(values):
        kept = (*values, text_in(texts_of(value), language) if fields.has_texts(dim) else value)
    return with_values(line, query, {dim: kept}, fields)


def without(line: str, query: Query, gone: Collection[Term], fields: QueryFields = BUILT_IN) -> str:
    """Return a line without some of its terms, and without operators that then join nothing."""
    pieces = [_Piece(term, line[term.start : term.end]) for term in query.terms]
    kept = _without(pieces, [n for n, term in enumerate(query.terms) if term in gone])
    return _joined(kept, _end(line, query) if kept and kept[-1].term == query.terms[-1] else " ", fields)


def leave_out(line: str, query: Query, start: int, end: int) -> str:
    """Return a line without the terms between two places of it (`without`)."""
    return without(line, query, [term for term in query.terms if start <= term.start and term.end <= end])


_EXACT = ("year", "decade", "date", "sdg")
"""Fields whose values are not names."""


# -- pieces ----------------------------------------------------------------------------------------------------------


def _canonical(line: str, query: Query, fields: QueryFields) -> list[_Piece]:
    title = is_title(line)
    out: list[_Piece] = []
    for number, term in enumerate(query.terms):
        text = line[term.start : term.end]
        if term.joins:
            text = OR[0] if term.kind is TermKind.OR else NOT[0]
        elif term.kind is TermKind.WORD and title:
            text = _without_operators(text)
        elif term.kind is TermKind.FIELD and term.asked:
            words = [line[one.start : one.end] for one in _words_behind(query.terms, number)]
            text = _field(term, text, " ".join(words), fields, is_joined=_is_joined(query.terms, number))
        out.append(_Piece(term, text))
    return out


def _words_behind(terms: Sequence[Term], number: int) -> Sequence[Term]:
    out: list[Term] = []
    for term in terms[number + 1 :]:
        if term.kind is not TermKind.WORD:
            break
        out.append(term)
    return out


def _without_operators(word: str) -> str:
    """Return a word of a pasted title as a plain word: operators in small letters, no leading minus."""
    bare = word.lstrip("-") or word
    return bare.lower() if nfc(bare) in (*OR, *NOT) else bare


def _is_joined(terms: Sequence[Term], number: int) -> bool:
    """Whether an operator joins a term to another, or excludes it."""
    before, behind = terms[number - 1 : number] if number else (), terms[number + 1 : number + 2]
    return any(term.joins for term in before) or any(term.kind is TermKind.OR for term in behind)


def _field(term: Term, typed: str, behind: str, fields: QueryFields, *, is_joined: bool) -> str:
    """Write a field with its keys."""
    by_key: dict[str, list[str]] = {}
    for key, value in term.asked:
        by_key.setdefault(key, []).append(value)
    sign = "-" if term.signed else ""
    is_beginning = any(value.endswith(STAR) for _, value in term.asked)
    if len(by_key) > 1 and (is_beginning or is_joined):
        return typed  # a name of all languages all the same
    last = list(by_key)[-1]
    written = [f"{sign}{_values(key, some, behind if key == last else '', fields)}" for key, some in by_key.items()]
    return (" " if sign else f" {OR[0]} ").join(written)


def _values(key: str, values: Sequence[str], behind: str, fields: QueryFields) -> str:
    if (key == "year" or fields.value_type(key) == "date") and (span := year_span(values)):
        values = ("..".join(span),)
    plain = f"{key}:{','.join(map(quoted, values))}"
    if not behind or plain.endswith(('"', STAR)):
        return plain
    is_known = fields.vocabulary.has_vocabulary(key) or key in _EXACT
    text = f"{plain} {behind}"
    if is_known and Reader(text, fields, None).read((key,), len(key) + 1, key).end == len(plain):
        return plain
    return f"{key}:{','.join([*map(quoted, values[:-1]), in_quotes(values[-1])])}"


def quoted(value: str) -> str:
    """Return a value of a field as a line has it: between quotation marks where it would end early without."""
    if value.endswith(STAR) and '"' not in value and "," not in value:
        return value
    return in_quotes(value) if re.search(r'[\s,"*]|[.;:!?)\]]\Z', value) else value


def in_quotes(value: str) -> str:
    """Return a value between quotation marks; those within it are doubled."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _plain_place(query: Query, key: str) -> Term | None:
    """Return the term that gives `query.filters` the values of a field; None where there is none."""
    for number, term in enumerate(query.terms):
        is_own = term.kind is TermKind.FIELD and {one for one, _ in term.asked} == {key}
        if is_own and not term.excluded and not _is_joined(query.terms, number):
            return term
    return None


def _with_field(
    pieces: list[_Piece], plain: Term | None, key: str, values: Sequence[str], fields: QueryFields
) -> list[_Piece]:
    number = next((n for n, piece in enumerate(pieces) if plain is not None and piece.term == plain), None)
    if not values:
        return pieces if number is None else _without(pieces, [number])
    pairs = tuple((key, value) for value in values)
    if number is not None:
        behind = " ".join(piece.text for piece in pieces[number + 1 : number + 2] if piece.term.kind is TermKind.WORD)
        pieces[number] = _Piece(pieces[number].term, _values(key, values, behind, fields))
        return pieces
    piece = _Piece(Term(TermKind.FIELD, 0, 0, key, tuple(values), 0, False, pairs), _values(key, values, "", fields))
    pieces = _without(pieces, ())
    place = len(pieces)
    while place and _follows(pieces[place - 1].term, key, fields):
        place -= 1
    if place < len(pieces) and (place and pieces[place - 1].term.joins):
        place = len(pieces)
    return [*pieces[:place], piece, *pieces[place:]]


def _follows(term: Term, key: str, fields: QueryFields) -> bool:
    """Whether a term is a plain field that stands behind another in the order of fields."""
    if term.kind is not TermKind.FIELD or term.excluded or not term.asked:
        return False
    order = list(fields.names)
    rank = order.index(key) if key in order else len(order)
    return (order.index(term.field) if term.field in order else len(order)) > rank


def _without(pieces: Sequence[_Piece], gone: Sequence[int]) -> list[_Piece]:
    """Return the pieces without some, and without operators that have nothing to join left."""
    kept: list[_Piece] = []
    parts: list[bool] = []
    skipped = False
    for number, piece in enumerate(pieces):
        if number in gone:
            skipped = True
            continue
        kept.append(piece)
        parts.append(skipped)
        skipped = False
    changed = True
    while changed:
        changed = False
        for n, piece in enumerate(kept):
            is_last, is_first = n == len(kept) - 1, n == 0
            if piece.term.kind is TermKind.NOT:
                dangling = is_last or kept[n + 1].term.joins
            elif piece.term.kind is TermKind.OR:
                dangling = is_last or is_first or kept[n + 1].term.kind is TermKind.OR
                dangling = dangling or kept[n - 1].term.joins
            else:
                continue
            if dangling:
                del kept[n]
                if n < len(parts) - 1:
                    parts[n + 1] = True
                del parts[n]
                changed = True
                break
    out: list[_Piece] = []
    for n, piece in enumerate(kept):
        if n and parts[n] and _would_merge(kept, n):
            out.append(_Piece(Term(TermKind.PHRASE, 0, 0), PARTING))
        out.append(piece)
    return out


def _would_merge(pieces: Sequence[_Piece], number: int) -> bool:
    """Whether a piece would be read as a part of the one before it, or be joined with it by an operator."""
    if not pieces[number].term.is_in_run:
        return False
    before = pieces[number - 1]
    if before.term.kind is TermKind.FIELD:
        return not before.text.endswith('"')
    if not before.term.is_in_run:
        return False
    first, last = number - 1, number
    while first and pieces[first - 1].term.is_in_run:
        first -= 1
    while last < len(pieces) - 1 and pieces[last + 1].term.is_in_run:
        last += 1
    is_joined = first > 0 and pieces[first - 1].term.joins
    return is_joined or (last < len(pieces) - 1 and pieces[last + 1].term.kind is TermKind.OR)


def _end(line: str, query: Query) -> str:
    """Return the space behind a last word that is finished."""
    is_word = bool(query.terms) and query.terms[-1].kind is TermKind.WORD
    return " " if is_word and line[-1:].isspace() else ""


def _joined(pieces: Sequence[_Piece], end: str, fields: QueryFields) -> str:
    parts = (
        (PARTING, piece.text) if _is_renamed(pieces, n, fields) else (piece.text,) for n, piece in enumerate(pieces)
    )
    line = " ".join(text for part in parts for text in part)
    if pieces and pieces[-1].term.kind is TermKind.WORD:
        line += end
    has_operators = any(piece.term.joins or piece.term.signed for piece in pieces)
    return _not_a_title(line) if has_operators and is_title(line) else line


def _is_renamed(pieces: Sequence[_Piece], number: int, fields: QueryFields) -> bool:
    """Whether the words before a field would be read as a part of its name: "host country:VN" is about hosts."""
    name = pieces[number].text.partition(":")[0]
    if pieces[number].term.kind is not TermKind.FIELD:
        return False
    for before in reversed(pieces[max(number - _MOST_BEFORE, 0) : number]):
        if not before.term.is_in_run:
            return False
        name = f"{before.text} {name}"
        if fields.vocabulary.field_named(name):
            return True
    return False


_MOST_BEFORE = 8
"""Words before the last of a field's name at most."""


def _not_a_title(line: str) -> str:
    """Write the first word that is no operator in small letters, so that operators are read as such."""
    for match in re.finditer(r"[^\W\d]+", line):
        if nfc(match[0]) not in (*OR, *NOT):
            return line[: match.start()] + match[0].lower() + line[match.end() :]
    return line
