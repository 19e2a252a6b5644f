"""Answers: the facts that a query line asks for, each with its record and source.

The words of a line are labels of fields, values, names of the record, or of the question. Labels and hints become paths, of which
a bitmap says what records have them; names and values are postings. What the bitmaps have in common is read, a stored row for
each of at most `MOST` records, and each fact is held against the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pyroaring import BitMap

from govtui.i18n.asked_words import Phrase, Role
from govtui.index.query import Query, Word
from govtui.index.query_api import Answers, Fact
from govtui.index.read.answer_fit import EXACT, NUMBERED, Fitting, Sign
from govtui.index.read.answer_lookups import AnswerLookups, Subject
from govtui.index.read.asked_line import AskedLine, asked_line
from govtui.index.read.search import as_read, tiers
from govtui.index.read.told_facts import Data, StoredFact, source_of, told, words_of
from govtui.model.path_overlap import overlap

MOST = 50
"""Records whose facts are read; and facts that fit equally, beyond which there is no answer; more where more are asked for."""

MOST_ENDS = 100
"""Records that words may name as the other end of a relation."""

_WITH_NUMBERS = ("figures", "progress", "areas", "terms", "measures", "agenda", "aims", "activities")
"""Paths of items of which numbers and keys are not posted."""

MOST_WORDS = 24
"""Words of a line; a longer one is a pasted text."""


def answers(query: Query, limit: int, lookups: AnswerLookups) -> Answers:
    """Return at most `limit` facts that answer a query, best first."""
    typed, read = query.all_words, as_read(query, lookups.postings).all_words
    if not typed or len(typed) > MOST_WORDS or lookups.is_name(read[: len(query.words)]):
        return Answers()
    line = asked_line(typed, lookups.fields().asked)
    if typed != read:  # words that name fields need not be in any record
        words = [
            one if place in line.known else other for place, (one, other) in enumerate(zip(typed, read, strict=True))
        ]
        line = asked_line(words, lookups.fields().asked)
    if not line.content and not line.labels:
        return Answers()
    begins = lookups.begins_name(read[: len(query.words)])
    if begins and not line.labels:
        return Answers()
    return _Search(line, lookups, _allowed(query, lookups), read[: len(query.words)], begins=begins).answers(limit)


def _allowed(query: Query, lookups: AnswerLookups) -> BitMap:
    """Return the documents that all parts of a line but its words leave."""
    rest = replace(query, words=(), phrases=())
    found = lookups.alive
    if not rest.empty:
        found = BitMap().union(*tiers(rest, lookups.postings, lookups.alive, lookups.facet))
    for phrase in query.phrases:
        found = lookups.postings.having(phrase, found)
    return found


class _Fit(NamedTuple):
    """A fact that fits a line, and how well."""

    rank: tuple[int, ...]
    fact: Fact
    list_name: str
    """The list that is asked for as a whole; empty where an item is."""


class _Candidates(NamedTuple):
    """Where facts that fit may be."""

    groups: Sequence[BitMap]
    """Documents, best first."""
    pairs: Sequence[tuple[int, int]]
    """A document that the line names, and one that names it in a reference that is asked for."""


class _Search:
    """The answers to one line."""

    def __init__(
        self, line: AskedLine, lookups: AnswerLookups, allowed: BitMap, typed: Sequence[Word], *, begins: bool
    ) -> None:
        """`begins`: whether the words that were typed are the beginning of a name."""
        self._line, self._lookups, self._allowed, self._words, self._begins = line, lookups, allowed, typed, begins
        self._fitting = Fitting(line)
        self._asked = [(phrase, self._meant(phrase)) for phrase in line.labels]
        """The phrases that name fields, with the documents that have one of these."""
        self._typed = [(phrase, self._meant(phrase)) for phrase in line.types]

    def answers(self, limit: int) -> Answers:
        """Return the best facts."""
        candidates, most = self._candidates(), max(MOST, limit)  # whoever asks for more has time for it
        docs, left = _first(candidates.groups, most)
        pairs = candidates.pairs
        if len({doc for _, doc in pairs}) > most:
            pairs, left = (), left + len(pairs)
        every = list(dict.fromkeys((*docs, *(doc for _, doc in pairs))))
        fits = self._fits({*docs}, every, pairs) if every else []
        if (left or any(fit.rank[EXACT] for fit in fits)) and self._is_of_name():
            # What is asked of a record by its whole name is a question all the same: "mục tiêu của unpog".
            fits, left = [fit for fit in fits if not fit.rank[EXACT]], 0
        best = _grouped(_numbered(_once(sorted(fits, key=lambda fit: fit.rank))))
        if sum(fit.rank[:3] == best[0].rank[:3] for fit in best) > most:
            return Answers((), len(best) + left)
        return Answers(tuple(fit.fact for fit in best[:limit]), len(best) + left)

    def _is_of_name(self) -> bool:
        return self._begins or self._lookups.is_in_name(self._words)

    # candidates

    def _candidates(self) -> _Candidates:
        lookups, line, fitting = self._lookups, self._line, self._fitting
        asked = fitting.paths | fitting.hinted
        having = self._allowed & lookups.having(asked) if asked else self._allowed
        labelled = {place for phrase in line.labels for place in phrase.places}
        rest = [place for place in line.content if place not in labelled]
        if self._begins:  # a name that is being typed
            return _Candidates([lookups.called(self._said(rest)) & having] if rest else [], [])
        spanned: defaultdict[int, BitMap] = defaultdict(BitMap)
        for phrase, docs in (*self._asked, *self._typed):
            # What is quarterly answers whether it is monthly.
            lists = {one.path.partition(".")[0] for one in phrase.meanings if "." in one.path}
            docs = docs | lookups.having(lists) if lists else docs
            for place in phrase.places:
                spanned[place] |= docs
        everywhere = by_name = having
        for place in line.content:
            word = line.words[place]
            anywhere = lookups.with_word(word) | spanned[place]
            if word.word.text.isdecimal() and not word.word.date:
                anywhere = anywhere | lookups.having(_WITH_NUMBERS)
            everywhere = everywhere & anywhere
            by_name = by_name & (lookups.named(word) | spanned[place])
        if not asked:  # a value and the name of its record; where a name has all words, the records are the answer
            return _Candidates([] if by_name else [everywhere], [])
        ends, pairs = self._of_ends(rest, having, only_pairs=bool(by_name))
        everywhere = everywhere | ends
        exact = lookups.called(self._said(rest)) & everywhere if rest else BitMap()
        return _Candidates([exact, by_name, everywhere], pairs)

    def _meant(self, phrase: Phrase) -> BitMap:
        """Return the documents that have what a phrase may mean."""
        types = [one.path for one in phrase.meanings if one.role is Role.TYPE]
        paths = [one.path for one in phrase.meanings if one.role is not Role.TYPE]
        return BitMap().union(self._lookups.having(paths), *map(self._lookups.of_type, types))

    def _said(self, places: Iterable[int]) -> str:
        return " ".join(self._line.words[place].word.folded[0] for place in places)

    def _of_ends(
        self, rest: Sequence[int], having: BitMap, *, only_pairs: bool
    ) -> tuple[BitMap, Sequence[tuple[int, int]]]:
        """Return the documents that have some of the words and name a record with the others; and pairs as in _Candidates.

        The words for either stand together, at the beginning or the end of the line. `only_pairs`: where documents have all
        words by themselves, for these fit better.
        """
        lookups = self._lookups
        out, pairs = BitMap(), dict[tuple[int, int], None]()
        splits = [(rest[:middle], rest[middle:]) for middle in range(len(rest) + 1)]
        for own, others in dict.fromkeys((tuple(a), tuple(b)) for one in splits for a, b in (one, one[::-1]) if b):
            if own and only_pairs:
                continue
            ends = self._called(others, lookups.alive if own else self._allowed)
            if not ends:
                continue
            ids = lookups.ids(ends)
            if not own:
                naming = lookups.naming(ids, self._fitting.paths) if self._fitting.paths else ()
                pairs.update(((ids[target], doc), None) for target, doc in naming)
                continue
            docs = having & BitMap(doc for _, doc in lookups.naming(ids, None))
            for place in own:
                docs = docs & lookups.with_word(self._line.words[place])
            out |= docs
        return out, list(pairs)

    def _called(self, places: Sequence[int], ends: BitMap) -> BitMap:
        """Return those of some documents that words name; none where they name too many."""
        for place in places:
            ends = ends & self._lookups.named(self._line.words[place])
        if len(ends) > MOST_ENDS:
            ends = self._lookups.called(self._said(places)) & ends
        return ends if len(ends) <= MOST_ENDS else BitMap()

    # facts

    def _fits(self, chosen: Collection[int], every: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[_Fit]:
        """Return the facts of documents that fit; those not `chosen` only seen from the other end."""
        lookups, fitting = self._lookups, self._fitting
        rows, items = lookups.rows(every), lookups.items()
        names = lookups.names({*every, *(subject for subject, _ in pairs)})
        every = sorted(every, key=lambda doc: names[doc].key)  # a document that changed has another number
        subjects = {
            doc: Subject(names[doc], _places(self._asked, doc), _places(self._typed, doc))
            for doc in (*every, *(subject for subject, _ in pairs))
        }
        disputed = lookups.disputed(every)
        asked = fitting.paths | fitting.hinted
        found = [
            (doc, one)
            for doc in every
            for one in told(rows[doc], items, asked or None)
            if not asked or not asked.isdisjoint(one.paths)
        ]
        targets = lookups.names_of_targets({id for _, one in found for _, id in one.targets})
        fits: list[_Fit] = []
        beside: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        for doc, one in found:
            if one.value is None:
                beside[doc, one.paths[0]].update(*(targets.get(id, ()) for _, id in one.targets))
        for number, (doc, one) in enumerate(found):
            if doc not in chosen:
                continue
            said = words_of(one.value).union(one.also, *(targets.get(id, ()) for _, id in one.targets))
            others = beside[doc, one.paths[0]] if one.value is None else frozenset()
            if cover := fitting.cover(one, subjects[doc], said, others):
                sign = _sign(one, disputed.get(doc, ()))
                rank = fitting.rank(one, subjects[doc], cover, sign, number, inverse=False)
                key = names[doc].key
                type_, target = one.targets[0] if one.targets and one.value is None else ("", "")
                said_by = source_of(one, rows[doc])
                fact = Fact(key, one.field, one.value, key, type_, target, False, *said_by, sign, one.about)
                fits.append(_Fit(rank, fact, fitting.list_of(one, cover)))
        return [*fits, *self._seen_from_ends(pairs, found, subjects, rows, disputed)]

    def _seen_from_ends(
        self,
        pairs: Sequence[tuple[int, int]],
        found: Sequence[tuple[int, StoredFact]],
        subjects: Mapping[int, Subject],
        rows: Mapping[int, Data],
        disputed: Mapping[int, Sequence[str]],
    ) -> Iterator[_Fit]:
        """Yield the references to records that the line names, with these as the subject."""
        by_doc: defaultdict[int, list[int]] = defaultdict(list)
        for subject, doc in pairs:
            by_doc[doc].append(subject)
        ids = {subject: self._lookups.ids(BitMap([subject])) for subject in dict.fromkeys(one for one, _ in pairs)}
        for number, (doc, one) in enumerate(found):
            for subject in by_doc.get(doc, ()):
                for type_, target in one.targets:
                    if target not in ids[subject] or type_ not in self._fitting.paths:
                        continue
                    said = words_of(one.value) | subjects[doc].name.names
                    sign = _sign(one, disputed.get(doc, ()))
                    if cover := self._fitting.cover(one, subjects[subject], said):
                        rank = self._fitting.rank(one, subjects[subject], cover, sign, number, inverse=True)
                        ends = (subjects[doc].name.key, one.field, one.value, subjects[subject].name.key)
                        said_by = source_of(one, rows[doc])
                        yield _Fit(rank, Fact(*ends, type_, target, True, *said_by, sign, one.about), "")


def _places(phrases: Iterable[tuple[Phrase, BitMap]], doc: int) -> frozenset[int]:
    """Return the words of phrases of which a document has what they mean."""
    return frozenset(place for phrase, docs in phrases if doc in docs for place in phrase.places)


def _first(groups: Iterable[BitMap], most: int) -> tuple[list[int], int]:
    """Return the documents of the first groups, as many whole ones as may be read (`most` documents), and how many are left."""
    docs: list[int] = []
    left = 0
    for group in groups:
        new = group - BitMap(docs)
        if len(docs) + len(new) <= most and not left:
            docs += new
        else:
            left = max(left, len(new))  # a later group has all of the earlier
    return docs, left


def _sign(one: StoredFact, disputed: Sequence[str]) -> Sign:
    """Return whether sources disagree on a fact, or who says it."""
    paths = [one.field, one.about] if one.about else [one.field]
    if any(overlap(path, other) for path in paths for other in disputed):
        return "≠"
    return "+" if one.about else "="


def _once(fits: Iterable[_Fit]) -> list[_Fit]:
    """Return each statement once, on the side where it fits best."""
    out: dict[tuple[str, str], _Fit] = {}
    for fit in fits:
        out.setdefault((fit.fact.key, fit.fact.field), fit)
    return list(out.values())


def _numbered(fits: Sequence[_Fit]) -> Sequence[_Fit]:
    """Return facts without the other items of the list of which the line gives the number of the first ("area 4")."""
    if not fits or not fits[0].rank[NUMBERED]:
        return fits
    best = fits[0]
    return [fit for fit in fits if _list_of(fit) != _list_of(best) or fit.rank[NUMBERED] <= best.rank[NUMBERED]]


def _list_of(fit: _Fit) -> tuple[str, str]:
    return fit.fact.key, fit.fact.field.partition(".")[0]


def _grouped(fits: Sequence[_Fit]) -> list[_Fit]:
    """Make one fact of the items of a list that fit alike, when the list is asked for."""
    groups: defaultdict[tuple[str, str], list[_Fit]] = defaultdict(list)
    for fit in fits:
        groups[fit.fact.key, fit.list_name or fit.fact.field].append(fit)
    out: list[_Fit] = []
    for first, *more in groups.values():
        if more and first.list_name:
            values = [fit.fact.value for fit in (first, *more) if fit.rank[:2] == first.rank[:2]]
            first = first._replace(fact=first.fact._replace(field=first.list_name, value=values))
        out.append(first)
    return out
