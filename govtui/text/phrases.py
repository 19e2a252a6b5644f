"""Phrases in texts that stand on several lines: found without accents, by the lines and characters that they take."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from time import monotonic
from typing import NamedTuple

from govtui.text.fold import fold, fold_map, original_span, query_forms
from govtui.text.nfc import nfc
from govtui.text.telex import typed_syllables


class Part(NamedTuple):
    """A part of a text: from which character of which line on it stands."""

    line: int
    start: int
    text: str


class Place(NamedTuple):
    """The characters of a line that a hit takes."""

    line: int
    start: int
    end: int


class PhraseText:
    """A text as runs of parts; a phrase may go on from part to part of a run, as if a blank stood between them."""

    def __init__(self, runs: Sequence[Sequence[Part]]) -> None:
        """`runs`: in the order of their first lines, none empty."""
        self.runs = runs
        self._texts = [" ".join(part.text for part in run) for run in runs]
        self._folded: list[str] = [""] * len(runs)
        self._small: list[str] = [""] * len(runs)
        """The runs in small letters, as far as that keeps their lengths."""
        self._next = 0
        """The first run that is not folded yet."""
        self._last_lines: list[int] = list(accumulate((run[-1].line for run in runs), max))
        """Of each run the highest line up to its end."""
        self._on_line: dict[int, list[int]] = {}
        for number, run in enumerate(runs):
            for part in run:
                self._on_line.setdefault(part.line, []).append(number)

    def fold_for(self, seconds: float) -> bool:
        """Fold what is not folded yet, for about so many seconds; return whether all is. What is not folded is not found."""
        end = monotonic() + seconds
        while self._next < len(self.runs):
            text = self._texts[self._next]
            small = text.lower()
            self._small[self._next] = small if len(small) == len(text) else text
            self._folded[self._next] = fold(text)
            self._next += 1
            if self._next % 16 == 0 and monotonic() > end:
                break
        return self._next == len(self.runs)

    def find(self, typed: str) -> Found:
        """Return the hits of a phrase: as it is written if it has accents, else without any, else as it is read in TELEX or VNI.

        A word is found by its beginning, and within words where none begins so.
        """
        written = nfc(" ".join(typed.split()))
        if not fold(written):
            return Found(self, None, is_exact=False)
        for pattern, exact in _patterns(written):
            found = Found(self, pattern, is_exact=exact)
            if found.total:
                return found
        return Found(self, None, is_exact=False)

    def searched(self, run: int, *, is_exact: bool) -> str:
        """Return a run as it is searched; empty where it is not folded yet."""
        return self._small[run] if is_exact else self._folded[run]

    def spans(self, run: int, pattern: re.Pattern[str], *, is_exact: bool) -> list[tuple[int, int]]:
        """Return start and end of the hits in the text of a run."""
        text = self._texts[run]
        found = [one.span() for one in pattern.finditer(self.searched(run, is_exact=is_exact))]
        if is_exact:
            return found
        _, origins = _mapped(text)
        return [original_span(text, origins, *span) for span in found]

    def places(self, run: int, start: int, end: int) -> Sequence[Place]:
        """Return the lines on which a span of the text of a run stands."""
        out, at = [], 0
        for part in self.runs[run]:
            first, last = max(start - at, 0), min(end - at, len(part.text))
            if first < last:
                out.append(Place(part.line, part.start + first, part.start + last))
            at += len(part.text) + 1
        return out

    def runs_on(self, line: int) -> Sequence[int]:
        """Return the numbers of the runs that have a part on a line."""
        return self._on_line.get(line, ())

    def run_from(self, line: int) -> int:
        """Return the number of the first run that may reach a line or stand below it."""
        return bisect_right(self._last_lines, line - 1)


class Found:
    """The hits of a phrase in a text, numbered in order."""

    def __init__(self, text: PhraseText, pattern: re.Pattern[str] | None, *, is_exact: bool) -> None:
        self.text = text
        self._pattern, self._is_exact = pattern, is_exact
        counts = [
            len(pattern.findall(text.searched(run, is_exact=is_exact))) if pattern else 0
            for run in range(len(text.runs))
        ]
        self._ends = list(accumulate(counts))
        self.total = self._ends[-1] if counts else 0
        self._known: dict[int, list[Sequence[Place]]] = {}

    def places(self, hit: int) -> Sequence[Place]:
        """Return where a hit stands, by its number from 0; on one line or more."""
        run = bisect_right(self._ends, hit)
        return self._in_run(run)[hit - self._first(run)]

    def on_line(self, line: int) -> Iterator[tuple[int, Place]]:
        """Yield the hits on a line, each with its number."""
        for run in self.text.runs_on(line):
            if self._ends[run] == self._first(run):
                continue
            for number, places in enumerate(self._in_run(run), self._first(run)):
                yield from ((number, place) for place in places if place.line == line)

    def from_line(self, line: int) -> int:
        """Return the number of the first hit that begins on a line or below it; `total` where there is none."""
        run = self.text.run_from(line)
        hit = self._first(run) if run < len(self._ends) else self.total
        while hit < self.total and self.places(hit)[0].line < line:
            hit += 1
        return hit

    def _first(self, run: int) -> int:
        return self._ends[run - 1] if run else 0

    def _in_run(self, run: int) -> list[Sequence[Place]]:
        if run not in self._known:
            assert self._pattern is not None
            spans = self.text.spans(run, self._pattern, is_exact=self._is_exact)
            self._known[run] = [self.text.places(run, *span) for span in spans]
        return self._known[run]


@lru_cache(maxsize=256)
def _mapped(text: str) -> tuple[str, list[int]]:
    return fold_map(text)


def _patterns(phrase: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield patterns of a phrase, the strictest first, each with whether it is one of texts as they are written, not folded."""
    forms = query_forms(phrase)
    yield from _written(phrase)
    yield re.compile("|".join(map(_begun, forms))), False
    yield re.compile("|".join(map(re.escape, forms))), False
    words = [(typed_syllables(word) or (word,))[0] for word in phrase.split()]
    if words != phrase.split():
        yield from _written(" ".join(words))
        yield re.compile(_begun(fold(" ".join(words)))), False


def _written(phrase: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    if not phrase.isascii():
        first, *others = phrase.lower().split()
        yield re.compile(r"\s+".join((_begun(first), *map(re.escape, others)))), True


def _begun(phrase: str) -> str:
    """Return the pattern of a phrase that begins a word; looking behind comes second, so that the first letter is found fast."""
    first = re.escape(phrase[0])
    behind = rf"(?<![^\W_]{first})" if phrase[0].isalnum() else ""
    return f"{first}{behind}{re.escape(phrase[1:])}"
