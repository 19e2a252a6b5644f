"""What a page asks of index and files while it is made: the same answers at the next run, and it is not made again.

So nothing has to be known of what pages show. A question is kept as a word: "c:<id>" is the card and address of a record, "e:<key>" its
file, "i:", "o:" and "p:" are references to it, its own, and its problems; "d:<day>" is whether a day is over.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, cast

from govtui.index.api import Card, Incoming, Index, Outgoing
from govtui.model.problem import Problem
from govtui.model.references import references
from govtui.model.relations import UNTIL
from govtui.site.site_state import digest
from govtui.store.registry import Entry, Registry

KEPT = 400_000
"""How many digests of answers are kept."""

CARDS = 16_384
"""How many cards are kept."""

_AROUND = 64
"""Of how many records what leads to them, and their problems, is kept: what was asked for a page is asked for its digest, too."""

ENTRIES = 3000
"""How many files that were read are kept: the sources that many records cite."""

OWN = ("c", "e", "i", "p")
"""What the page of a record always asks about it."""

UNKNOWN = "?"
"""In place of a question that cannot be kept as a word; its answer is never the same."""


class Watch:
    """Hands on questions to the index and the files of a registry, and remembers them; answers old ones by digests."""

    def __init__(self, index: Index, registry: Registry, address: Callable[[Card], str]) -> None:
        self._registry = registry
        self._asked: dict[str, None] = {}
        self._digests: dict[str, str] = {}
        self._address = address
        self._index = _CachedIndex(index)
        self._entry = lru_cache(maxsize=ENTRIES)(self._read)
        self.index = cast(Index, _WatchedIndex(index, self._index, self.note))
        """The index, watched."""

    # while a page is made

    def note(self, question: str) -> None:
        """Remember a question."""
        self._asked[question] = None

    def taken(self, about: str) -> tuple[str, ...]:
        """Return the questions since this was asked last, in their order, without those of OWN about a record."""
        own = _own(about)
        asked = tuple(one for one in self._asked if one not in own)
        self._asked.clear()
        return asked

    def entry(self, card: Card) -> Entry:
        """Read the file of a record."""
        self._asked[f"e:{card.key}"] = None
        entry, days = self._entry(card.path)
        for day in days:
            self._asked[f"d:{day}"] = None
        return entry

    def address(self, key: str) -> str:
        """Return the address of a record in the folder of a language."""
        self._asked[f"c:{key}"] = None
        card = self._index.card(key)
        return self._address(card) if card else ""

    def _read(self, path: str) -> tuple[Entry, Collection[str]]:
        """Return a file, and the days with which memberships end that it tells: what is said of them will be another thing then."""
        entry = self._registry.entry(path)
        if entry.record is None or not _years_from(_today().year).search(entry.text):
            return entry, ()
        found = references(entry.record, self._registry.manifest.record_schema)
        qualities = {quality for one in found if one.quality for quality in one.quality}
        return entry, sorted(one.removeprefix(UNTIL) for one in qualities if one.startswith(UNTIL))

    def forget(self) -> None:
        """Let go of all that is kept: the pages of records are made, and what follows needs the memory."""
        self._digests.clear()
        self._entry.cache_clear()
        self._index.forget()

    # answers as digests

    def know(self, card: Card) -> None:
        """Take in the card of a record, so that it need not be looked up."""
        self._digests[f"c:{card.key}"] = self._of_card(card)
        self._digests[f"e:{card.key}"] = card.etag

    def digest(self, questions: Iterable[str], about: str) -> str:
        """Return a digest of the answers to questions, and to those of OWN about a record."""
        return digest(*map(self._answer, (*_own(about), *questions)))

    def _of_card(self, card: Card) -> str:
        """Return the digest of what others see of a record, not of what is in its file besides; and of its address."""
        return digest(repr(tuple(card._replace(etag=""))), self._address(card))

    def _answer(self, question: str) -> str:
        found = self._digests.get(question)
        if found is None:
            if len(self._digests) >= KEPT:
                self._digests.clear()
            found = self._digests[question] = self._looked_up(question)
        return found

    def _looked_up(self, question: str) -> str:
        what, _, of = question.partition(":")
        match what:
            case "c":
                card = self._index.card(of)
                return self._of_card(card) if card else "-"
            case "e":
                card = self._index.card(of)
                return card.etag if card else "-"
            case "d":
                return str(of < _today().isoformat())
            case "i":
                return digest(repr([_plain(one) for one in self._index.incoming(of)]))
            case "o":
                return digest(repr([_plain(one) for one in self._index.outgoing(of)]))
            case "p":
                return digest(repr(self._index.problems(of)))
            case "m":
                name, values = json.loads(of)
                found = getattr(self._index.index, name)
                return digest(_repr(found(*values) if callable(found) else found))
        raise KeyError(question)


class _CachedIndex:
    """What pages ask most; the answers of one page are asked for again by others, and for its digest."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.card = lru_cache(maxsize=CARDS)(index.card)
        self.incoming = lru_cache(maxsize=_AROUND)(index.incoming)
        self.outgoing = lru_cache(maxsize=_AROUND)(index.outgoing)
        self.problems = lru_cache(maxsize=_AROUND)(index.problems)

    def forget(self) -> None:
        for cached in (self.card, self.incoming, self.outgoing, self.problems):
            cached.cache_clear()


class _WatchedIndex:
    """The index, whose questions are noted."""

    def __init__(self, index: Index, cached: _CachedIndex, note: Callable[[str], None]) -> None:
        self._index, self._cached, self._note = index, cached, note
        self.whole = index.whole

    def card(self, id: str) -> Card | None:
        self._note(f"c:{id}")
        return self._cached.card(id)

    def incoming(self, id: str) -> Sequence[Incoming]:
        self._note(f"i:{id}")
        return self._cached.incoming(id)

    def outgoing(self, key: str) -> Sequence[Outgoing]:
        self._note(f"o:{key}")
        return self._cached.outgoing(key)

    def problems(self, key: str = "") -> Sequence[Problem]:
        self._note(f"p:{key}")
        return self._cached.problems(key)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._index, name)
        if not callable(found):
            self._note(f"m:{json.dumps([name, []])}")
            return found

        def asked(*values: Any, **named: Any) -> Any:
            is_plain = not named and all(isinstance(one, str | int) for one in values)
            self._note(f"m:{json.dumps([name, values])}" if is_plain else UNKNOWN)
            return found(*values, **named)

        return asked


def _own(about: str) -> tuple[str, ...]:
    return tuple(f"{what}:{about}" for what in OWN) if about else ()


@cache
def _years_from(year: int) -> re.Pattern[str]:
    """Return a pattern for years that are not over, up to 2999, with digits that are not told ("203X")."""
    tens, ones = divmod(year % 100, 10)
    later = f"{tens}[{ones}-9X]|[{tens + 1}-9X][0-9X]" if tens < 9 else f"9[{ones}-9X]|X[0-9X]"
    century = year // 100 % 10
    centuries = f"{century}(?:{later})" + (f"|[{century + 1}-9X][0-9X][0-9X]" if century < 9 else "|X[0-9X][0-9X]")
    return re.compile(f"2(?:{centuries})")


def _plain(one: Incoming | Outgoing) -> tuple[Any, ...]:
    return (*one[:3], sorted(one.quality), one.told_by)


def _repr(answer: Any) -> str:
    """Return an answer as text, equal for equal answers: sets have no order."""
    if isinstance(answer, set | frozenset):
        return repr(sorted(map(repr, answer)))
    return repr(answer)


def _today() -> datetime.date:
    return datetime.date.today()  # noqa: DTZ011 (the day of whoever publishes, as pages have it)
