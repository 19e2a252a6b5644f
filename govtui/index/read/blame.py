"""Why a query line finds nothing: counts of each part alone, of the line without it, near words.

Each part is one set of documents; the line without a part is what the sets of the others have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pyroaring import BitMap

from govtui.index.query import ClauseKind, Mistake, Query, Unit, units, word
from govtui.index.query_api import Blame, Kept, Near, Part
from govtui.index.query_fields import DATE
from govtui.index.query_format import quoted
from govtui.index.read.search import Filter, Postings, as_read, tiers

MOST = 24
"""Up to how many parts are counted: a line with more is a pasted text."""

FEW = 400
"""Documents up to which a phrase is checked: an empty list must not delay the next letter."""

MOST_NEAR, MOST_KEPT = 4, 3

COMBINATIONS = 20
"""Of how many sets of parts that records have together those with the most records are looked for."""

Parse = Callable[[str], Query]


class _Found(NamedTuple):
    """What a part of a line finds."""

    unit: Unit
    docs: BitMap
    """In the line; for a phrase of several words the documents that have all of these: it stands in some of them."""
    alone: BitMap
    """When it is all that is asked for: words that are a date together may be none then."""
    phrase: Query | None = None


def blame(
    line: str,
    query: Query,
    mistakes: Sequence[Mistake],
    parse: Parse,
    postings: Postings,
    everything: BitMap,
    facet: Filter,
    among: BitMap,
) -> Blame:
    """Return the parts of a line that finds nothing, counted `among` the documents of the list's kind."""
    parts = units(query)
    if not 0 < len(parts) <= MOST:
        return Blame()

    def matching(query: Query) -> BitMap:
        said = as_read(query, postings).all_words
        if not all(postings.occurs(word) or (word.date and facet(DATE, word.date)) for word in said):
            return BitMap()  # without what a mistyped word may have meant, which the search looks for instead
        return BitMap().union(*tiers(query, postings, everything, facet))

    dates = {word.text: word.date for one in query.alternatives for word in one.words if word.date}
    found: list[_Found] = []
    for unit in parts:
        is_last = unit.end >= len(line.rstrip())
        asked = parse(line[unit.start : unit.end] + ("" if is_last and line[-1:].strip() else " "))
        if (
            [clause.kind for clause in unit.clauses] == [ClauseKind.PHRASE]
            and len(asked.all_words) > 1
            and not asked.excluded
        ):
            docs = matching(replace(asked, words=asked.all_words, phrases=()))
            found.append(_Found(unit, docs, docs, asked))
        else:
            by_itself = matching(asked)
            words = tuple(word._replace(date=dates.get(word.text, word.date)) for word in asked.words)
            docs = by_itself if words == asked.words else matching(replace(asked, words=words))
            found.append(_Found(unit, docs, by_itself))
    out = []
    for one in found:
        alone = _common([one._replace(docs=one.alone)], among, postings)
        rest = _common([other for other in found if other is not one], among, postings)
        out.append(Part(*one.unit[:2], *(None if some is None else len(some) for some in (alone, rest))))
    near = [one for one in _near(line, found, mistakes, parse, matching, postings, among) if one.found]
    kept = () if any(part.without != 0 for part in out) else _kept(found, among, postings)
    return Blame(tuple(out), tuple(near[:MOST_NEAR]), tuple(kept))


def _kept(parts: Sequence[_Found], among: BitMap, postings: Postings) -> Sequence[Kept]:
    """Return the most parts that documents have together, those with the most documents first."""
    docs = [_common([part], among, postings) for part in parts]
    at_least = [among]
    """By n the documents that n or more of the parts find."""
    for found in docs:
        if found is None:
            return ()
        more = [before & found for before in at_least]
        at_least = [among, *(one | other for one, other in zip(at_least[1:], more, strict=False)), more[-1]]
    best = max(n for n, found in enumerate(at_least) if found or not n)
    out: list[Kept] = []
    left = at_least[best] if best else BitMap()
    while left and len(out) < COMBINATIONS:
        combination = [n for n, found in enumerate(docs) if found and left[0] in found]
        both = BitMap.intersection(among, *(found for n, found in enumerate(docs) if found and n in combination))
        out.append(Kept(tuple(combination), len(both)))
        left = left - both
    return sorted(out, key=lambda kept: -kept.found)[:MOST_KEPT]


def _common(parts: Sequence[_Found], among: BitMap, postings: Postings) -> BitMap | None:
    """Return the documents that all parts find; None where a phrase would take too long to check."""
    docs = BitMap.intersection(among, *(part.docs for part in parts))
    for part in parts:
        if part.phrase and docs:
            if len(docs) > FEW:
                return None
            for phrase in part.phrase.phrases:
                docs = postings.having(phrase, docs)
    return docs


def _near(
    line: str,
    found: Sequence[_Found],
    mistakes: Sequence[Mistake],
    parse: Parse,
    matching: Callable[[Query], BitMap],
    postings: Postings,
    among: BitMap,
) -> Iterator[Near]:
    """Yield replacements for words that no record has, and for mistyped names and values of fields."""
    for mistake in mistakes:
        if near := mistake.values.get("near", ""):
            start, end = mistake.start, mistake.end
            written = near if mistake.code == "unknown_field" else quoted(near)
            other = line[:start] + written + line[end:]
            yield Near(start, end, written, len(matching(parse(other)) & among))
    for one in found:
        if (
            one.docs
            or [clause.kind for clause in one.unit.clauses] != [ClauseKind.WORD]
            or one.unit.clauses[0].excluded
        ):
            continue
        rest = _common([other for other in found if other is not one], among, postings)
        asked = parse(line[one.unit.start : one.unit.end] + " ").words
        if len(asked) != 1:
            continue
        for term in postings.nearest(asked[0].folded[0]):
            docs = matching(Query(words=(word(term),)))
            yield Near(*one.unit[:2], term, len(docs & among if rest is None else docs & rest))
