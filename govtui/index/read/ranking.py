"""Rank the best matches: names equal to the query, names that begin with it, names that contain it.

Accents count where they were typed: "Bình Thành" stands before "Phường Bình Thạnh, Thành phố Hồ Chí Minh".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from pyroaring import BitMap

from govtui.index.bitmaps import Order
from govtui.index.query import Query, Word
from govtui.index.read.elsewhere import dates_of
from govtui.index.read.search import Postings
from govtui.index.schema import ALIAS, LAST, NAME
from govtui.text.fold import keys

HEAD = 100
"""How many documents are ranked by their names; the rest follow tier by tier."""

SEARCHED = 2000
"""Up to how many documents of the best tier are searched for the phrase, where they are more than HEAD."""


def best(
    connection: sqlite3.Connection, query: Query, found: Sequence[BitMap], order: Order, postings: Postings
) -> list[int]:
    """Return the first documents of a ranked result, at most HEAD, in order; the query has words, or a group with words."""
    runs = [query.words] if query.words else [one.words for one in query.alternatives if one.words]
    phrase = " ".join(word.folded[0] for word in runs[0])
    accented = any(word.toned not in word.folded for word in runs[0])
    matches = BitMap.union(*found) if found else BitMap()
    ranked = BitMap().union(*(_called(connection, run, postings) for run in runs)) & matches
    dates = [*dates_of(query)]  # then what happened at that time comes first, whatever is called so
    docs = [
        (number if dates else -1, doc)
        for number, tier in enumerate(found)
        for doc in order.window(tier & ranked, 0, HEAD)
    ][:HEAD]
    if len(runs) == 1 and len(runs[0]) > 1 and found and HEAD < len(found[0]) <= SEARCHED:
        matches = _with_phrase(connection, phrase, found[0] - ranked)
        docs += [(0, doc) for doc in order.window(matches, 0, HEAD - len(docs))]
        ranked |= matches
    named = _named_in(connection, runs) & matches - ranked
    for number, tier in enumerate(found):
        if len(docs) >= HEAD:
            break
        docs += [(number, doc) for doc in order.window(tier & named, 0, HEAD - len(docs))]
        docs += [(number, doc) for doc in order.window(tier - ranked - named, 0, HEAD - len(docs))]
    if len(runs) > 1:
        return [doc for _, doc in docs]
    marks = ",".join(str(doc) for _, doc in docs)
    sql = (
        "SELECT doc, CASE WHEN instr(called, ?) THEN 0 WHEN instr(called, ?) THEN 1 ELSE 2 END, names, date "  # noqa: S608
        f"FROM rec WHERE doc IN ({marks})"
    )
    ranks = {
        doc: (not _lies_within(date, dates), _differs(names, runs[0]) if accented and place < 2 else 0, place)
        for doc, place, names, date in connection.execute(sql, (f"\n {phrase}", f" {phrase}"))
    }
    return [doc for _, doc in sorted(docs, key=lambda one: (one[0], ranks.get(one[1], (1, 1, 2))))]


def _lies_within(date: str, asked: Sequence[str]) -> bool:
    """Whether a main date ("" where there is none) lies within a date that is asked for."""
    if not date or not asked:
        return False
    from govtui.index.read.dated import lies_within  # not for the first list

    return lies_within(date, asked)


def _called(connection: sqlite3.Connection, words: Sequence[Word], postings: Postings) -> BitMap:
    """Return the documents of which a whole name, acronym or id is these words; with accents where they were typed.

    Of a symbol the number and the year are enough: "30/2016".
    """
    phrase = " ".join(word.folded[0] for word in words)
    found = BitMap(doc for (doc,) in connection.execute("SELECT doc FROM call WHERE folded = ?", (phrase,)))
    if len(words) > 1 and words[0].text[0].isdecimal():
        begun = phrase if words[-1].unfinished else f"{phrase} "
        sql = "SELECT doc FROM call WHERE folded >= ? AND folded < ?"
        found |= BitMap(doc for (doc,) in connection.execute(sql, (begun, begun + LAST)))
    accented = any(word.toned not in word.folded for word in words)
    return found & _with_accents(words, postings) if accented and found else found


def _named_in(connection: sqlite3.Connection, runs: Sequence[Sequence[Word]]) -> BitMap:
    """Return the documents of which a whole acronym or id is one of several words: of “unpog 2030” UNPOG's."""
    words = {word.folded[0] for run in runs if len(run) > 1 for word in run if not word.text.isdecimal()}
    sql = f"SELECT doc FROM call WHERE folded IN ({','.join('?' * len(words))})"  # noqa: S608
    return BitMap(doc for (doc,) in connection.execute(sql, tuple(words)))


def _with_accents(words: Sequence[Word], postings: Postings) -> BitMap:
    """Return the documents in whose names and aliases every word stands as it was typed."""
    return BitMap.intersection(
        *(postings.documents(word, True, NAME) | postings.documents(word, True, ALIAS) for word in words)
    )


def _with_phrase(connection: sqlite3.Connection, phrase: str, docs: BitMap) -> BitMap:
    """Return those of the documents whose names have the phrase, accents aside."""
    marks = ",".join(map(str, docs))
    sql = f"SELECT doc FROM rec WHERE doc IN ({marks}) AND instr(called, ?)"  # noqa: S608
    return BitMap(doc for (doc,) in connection.execute(sql, (f" {phrase}",)))


def _differs(names: str, words: Sequence[Word]) -> bool:
    """Whether no name (JSON, by language) has the phrase with the accents that were typed."""
    for name in json.loads(names).values():
        tokens = [key for token in name.split() for key in keys(token)]
        for start in range(len(tokens) - len(words) + 1):
            if all(map(_fits, words, tokens[start:])):
                return False
    return True


def _fits(word: Word, key: tuple[str, str]) -> bool:
    """Whether a word of a name (its `fold` and `tonekey`) matches a word of the query."""
    folded, toned = key
    if word.toned in word.folded:
        return folded == word.folded[0] or (word.unfinished and folded.startswith(word.folded))
    return toned == word.toned or (word.unfinished and toned.startswith(word.toned))
