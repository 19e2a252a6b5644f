"""Write a query line again: canonical, with other values of a field, without some of its parts.

The canonical line has the keys of fields and values (`type:forum date:2022-08 overseen_by:un-dpidg`) and means the same in
every language; it is what session, saved views and `--json` keep.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from govtui.index.query import STAR, Clause, ClauseKind, Query
from govtui.index.query_fields import BUILT_IN, QueryFields, texts_of, year_span
from govtui.index.query_parser import NOT, OR, is_title
from govtui.index.query_values import Reader
from govtui.model.localized import text_in
from govtui.text.nfc import nfc

PARTING = '""'
"""An empty phrase: it holds of every record, and keeps the words before and behind it apart."""


class _Piece(NamedTuple):
    """A part of a line as it is written."""

    clause: Clause
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


def without(line: str, query: Query, gone: Collection[Clause], fields: QueryFields = BUILT_IN) -> str:
    """Return a line without some of its clauses, and without operators that then join nothing."""
    pieces = [_Piece(clause, line[clause.start : clause.end]) for clause in query.clauses]
    kept = _without(pieces, [n for n, clause in enumerate(query.clauses) if clause in gone])
    return _joined(kept, _end(line, query) if kept and kept[-1].clause == query.clauses[-1] else " ", fields)


def leave_out(line: str, query: Query, start: int, end: int, fields: QueryFields = BUILT_IN) -> str:
    """Return a line without the clauses between two places of it (`without`)."""
    return without(line, query, query.between(start, end), fields)


_EXACT = ("year", "decade", "date", "sdg")
"""Fields whose values are not names."""


# -- pieces ----------------------------------------------------------------------------------------------------------


def _canonical(line: str, query: Query, fields: QueryFields) -> list[_Piece]:
    title = is_title(line)
    out: list[_Piece] = []
    for number, clause in enumerate(query.clauses):
        text = line[clause.start : clause.end]
        if clause.joins:
            text = OR[0] if clause.kind is ClauseKind.OR else NOT[0]
        elif clause.kind is ClauseKind.WORD and title:
            text = _without_operators(text)
        elif clause.kind is ClauseKind.FIELD and clause.asked:
            words = [line[one.start : one.end] for one in _words_behind(query.clauses, number)]
            text = _field(clause, text, " ".join(words), fields, is_joined=_is_joined(query.clauses, number))
        out.append(_Piece(clause, text))
    return out


def _words_behind(clauses: Sequence[Clause], number: int) -> Sequence[Clause]:
    out: list[Clause] = []
    for clause in clauses[number + 1 :]:
        if clause.kind is not ClauseKind.WORD:
            break
        out.append(clause)
    return out


def _without_operators(word: str) -> str:
    """Return a word of a pasted title as a plain word: operators in small letters, no leading minus."""
    bare = word.lstrip("-") or word
    return bare.lower() if nfc(bare) in (*OR, *NOT) else bare


def _is_joined(clauses: Sequence[Clause], number: int) -> bool:
    """Whether an operator joins a clause to another, or excludes it."""
    before, behind = clauses[number - 1 : number] if number else (), clauses[number + 1 : number + 2]
    return any(clause.joins for clause in before) or any(clause.kind is ClauseKind.OR for clause in behind)


def _field(clause: Clause, typed: str, behind: str, fields: QueryFields, *, is_joined: bool) -> str:
    """Write a field with its keys."""
    by_key: dict[str, list[str]] = {}
    for key, value in clause.asked:
        by_key.setdefault(key, []).append(value)
    sign = "-" if clause.signed else ""
    is_beginning = any(value.endswith(STAR) for _, value in clause.asked)
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


def _plain_place(query: Query, key: str) -> Clause | None:
    """Return the clause that gives `query.filters` the values of a field; None where there is none."""
    for number, clause in enumerate(query.clauses):
        is_own = clause.kind is ClauseKind.FIELD and {one for one, _ in clause.asked} == {key}
        if is_own and not clause.excluded and not _is_joined(query.clauses, number):
            return clause
    return None


def _with_field(
    pieces: list[_Piece], plain: Clause | None, key: str, values: Sequence[str], fields: QueryFields
) -> list[_Piece]:
    number = next((n for n, piece in enumerate(pieces) if plain is not None and piece.clause == plain), None)
    if not values:
        return pieces if number is None else _without(pieces, [number])
    pairs = tuple((key, value) for value in values)
    if number is not None:
        behind = " ".join(
            piece.text for piece in pieces[number + 1 : number + 2] if piece.clause.kind is ClauseKind.WORD
        )
        pieces[number] = _Piece(pieces[number].clause, _values(key, values, behind, fields))
        return pieces
    piece = _Piece(
        Clause(ClauseKind.FIELD, 0, 0, key, tuple(values), 0, False, pairs), _values(key, values, "", fields)
    )
    pieces = _without(pieces, ())
    place = len(pieces)
    while place and _follows(pieces[place - 1].clause, key, fields):
        place -= 1
    if place < len(pieces) and (place and pieces[place - 1].clause.joins):
        place = len(pieces)
    return [*pieces[:place], piece, *pieces[place:]]


def _follows(clause: Clause, key: str, fields: QueryFields) -> bool:
    """Whether a clause is a plain field that stands behind another in the order of fields."""
    if clause.kind is not ClauseKind.FIELD or clause.excluded or not clause.asked:
        return False
    order = list(fields.names)
    rank = order.index(key) if key in order else len(order)
    return (order.index(clause.field) if clause.field in order else len(order)) > rank


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
            if piece.clause.kind is ClauseKind.NOT:
                dangling = is_last or kept[n + 1].clause.joins
            elif piece.clause.kind is ClauseKind.OR:
                dangling = is_last or is_first or kept[n + 1].clause.kind is ClauseKind.OR
                dangling = dangling or kept[n - 1].clause.joins
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
            out.append(_Piece(Clause(ClauseKind.PHRASE, 0, 0), PARTING))
        out.append(piece)
    return out


def _would_merge(pieces: Sequence[_Piece], number: int) -> bool:
    """Whether a piece would be read as a part of the one before it, or be joined with it by an operator."""
    if not pieces[number].clause.is_in_run:
        return False
    before = pieces[number - 1]
    if before.clause.kind is ClauseKind.FIELD:
        return not before.text.endswith('"')
    if not before.clause.is_in_run:
        return False
    first, last = number - 1, number
    while first and pieces[first - 1].clause.is_in_run:
        first -= 1
    while last < len(pieces) - 1 and pieces[last + 1].clause.is_in_run:
        last += 1
    is_joined = first > 0 and pieces[first - 1].clause.joins
    return is_joined or (last < len(pieces) - 1 and pieces[last + 1].clause.kind is ClauseKind.OR)


def _end(line: str, query: Query) -> str:
    """Return the space behind a last word that is finished."""
    is_word = bool(query.clauses) and query.clauses[-1].kind is ClauseKind.WORD
    return " " if is_word and line[-1:].isspace() else ""


def _joined(pieces: Sequence[_Piece], end: str, fields: QueryFields) -> str:
    parts = (
        (PARTING, piece.text) if _is_renamed(pieces, n, fields) else (piece.text,) for n, piece in enumerate(pieces)
    )
    line = " ".join(text for part in parts for text in part)
    if pieces and pieces[-1].clause.kind is ClauseKind.WORD:
        line += end
    has_operators = any(piece.clause.joins or piece.clause.signed for piece in pieces)
    return _not_a_title(line) if has_operators and is_title(line) else line


def _is_renamed(pieces: Sequence[_Piece], number: int, fields: QueryFields) -> bool:
    """Whether the words before a field would be read as a part of its name: "host country:VN" is about hosts."""
    name = pieces[number].text.partition(":")[0]
    if pieces[number].clause.kind is not ClauseKind.FIELD:
        return False
    for before in reversed(pieces[max(number - _MOST_BEFORE, 0) : number]):
        if not before.clause.is_in_run:
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
