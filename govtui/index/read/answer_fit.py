"""How well a fact fits a question: which words its labels, its value and its record cover."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal, NamedTuple

from govtui.i18n.asked_labels import HOW_MANY, NEXT, WHEN, WHERE, WHO
from govtui.i18n.asked_words import Meaning
from govtui.index.read.answer_lookups import Subject
from govtui.index.read.asked_line import HINTS, AskedLine
from govtui.index.read.told_facts import StoredFact

Sign = Literal["=", "+", "≠"]

LISTED = frozenset(
    {"aims", "activities", "agenda", "areas", "measures", "members", "participants", "outcomes", "progress", "parties"}
)
"""Lists that are one answer when no item of them is asked for."""

_DATED = frozenset({"founded", "dissolved", "date", "period", "published"})


EXACT, NUMBERED = 1, 2
"""The places in a rank that tell whether words are the whole name of the record (0), and how many numbers those of an item."""


class Cover(NamedTuple):
    """The words of a line that a fact and its record have, by place."""

    labelled: Set[int]
    """Words that are a label of the fact."""
    literal: Set[int]
    """Those of them that name nothing wider."""
    valued: Set[int]
    """Words of its value."""
    named: Set[int]
    """Words of the record's names."""
    about: Set[int]
    """Words of the record's type, date and place, and of nothing else."""
    besides: Set[int]
    """Words that ask for something else, which another fact tells."""


class Fitting:
    """Compares facts with a question: which of its words they cover, and how well they fit."""

    def __init__(self, line: AskedLine) -> None:
        self._line = line
        self.paths = line.paths
        self.hinted = frozenset(path for hint in line.hints for path in HINTS[hint])
        self._content = frozenset(line.content)

    def cover(self, one: StoredFact, subject: Subject, said: Set[str], beside: Set[str] = frozenset()) -> Cover | None:
        """Return which words a fact and its record cover; None where it is no answer.

        `beside`: words of the other ends of the same relation: who funds it, of several that are asked about.
        """
        line, content = self._line, self._content
        labelled: set[int] = set()
        literal: set[int] = set()
        for phrase in line.labels:
            meant = [meaning for meaning in phrase.meanings if means(one, meaning)]
            if meant:
                labelled.update(phrase.places)
                if not all(meaning.is_wide for meaning in meant):
                    literal.update(phrase.places)
        named = {place for place in content if line.words[place].is_in(subject.name.names)}
        valued = {place for place in content if line.words[place].is_in(said)}
        missing = content - labelled - named - valued
        about = {place for place in missing if place in subject.typed or line.words[place].is_in(subject.name.about)}
        missing -= about
        if missing and beside and valued:
            missing = frozenset(place for place in missing if not line.words[place].is_in(beside))
        if missing:
            alike = self._alike(one)
            if not (
                missing <= subject.asked | alike
                if labelled
                else self._is_hinted(one) and missing <= subject.asked - alike
            ):
                return None
        found = Cover(labelled, literal, valued, named, about, missing)
        return found if self._answers(one, subject, found) else None

    def _alike(self, one: StoredFact) -> set[int]:
        """Return the words that name what else such a fact may say: "monthly" of what is quarterly."""
        fields = {path.partition(".")[0] for path in one.paths}
        return {
            place
            for phrase in self._line.labels
            if any("." in meaning.path and meaning.path.partition(".")[0] in fields for meaning in phrase.meanings)
            for place in phrase.places
        }

    def _answers(self, one: StoredFact, subject: Subject, found: Cover) -> bool:
        """Whether a label, or a hint or value in its place, makes it more than a name."""
        if found.labelled:
            if not found.literal and self._line.hints and not self._hint(one):
                return False  # "ai tổ chức" asks for no date
            return bool((found.labelled | found.valued) - found.named) or self._is_hinted(one)
        if self._is_hinted(one):
            is_person = WHO in self._line.hints and "people" in one.paths
            return bool(found.named) or (is_person and found.valued == self._content)
        if self.paths or self.hinted:
            return False
        # Words of a value without a label: only beside the whole name of the record, and not for a number alone.
        values = found.valued - found.named - found.about
        is_word = any(not self._line.words[place].word.text.isdecimal() for place in values)
        return is_word and self._said(found.named - found.valued) in subject.name.calls

    def _said(self, places: Set[int]) -> str:
        return " ".join(self._line.words[place].word.folded[0] for place in sorted(places))

    def _is_hinted(self, one: StoredFact) -> bool:
        return not self.hinted.isdisjoint(one.paths)

    def rank(
        self, one: StoredFact, subject: Subject, found: Cover, sign: Sign, number: int, *, inverse: bool
    ) -> tuple[int, ...]:
        """Return the order of a fact that fits, the least first: the first three numbers tell how well it does."""
        of_subject = self._content - found.labelled - found.besides
        alone, by_name = self._said(of_subject), self._said(of_subject & found.named)
        if alone and alone in subject.name.calls:
            exactness = 0
        elif found.named >= of_subject:
            exactness = 1
        else:
            exactness = 2 if by_name in subject.name.calls else 3
        return (
            -len((found.labelled & self._content) - found.named) - self._hint(one),
            exactness,
            -self._numbered(one, found),
            -self._hint(one),
            -len(found.valued - found.named - found.labelled),
            -len(found.literal),
            self._after(one),
            inverse,
            "=≠+".index(sign),
            number,
        )

    def _hint(self, one: StoredFact) -> int:
        """Return how many words ask for what a fact is: a place, a date, somebody, a number."""
        hints, paths = self._line.hints, one.paths
        has_date = isinstance(one.value, dict) and "date" in one.value
        fitting = {
            WHERE: "place" in paths,
            WHEN: has_date or not _DATED.isdisjoint(paths),
            WHO: "people" in paths or bool(one.targets),
            HOW_MANY: "figures" in paths or "progress" in paths,
        }
        return max((count for hint, count in hints.items() if fitting.get(hint)), default=0)

    def _numbered(self, one: StoredFact, found: Cover) -> int:
        """Return how many numbers of the line are that of an item, its area or term, not just any number in it."""
        if not isinstance(one.value, dict):
            return 0
        told = {str(one.value[name]) for name in ("area", "key", "number") if name in one.value}
        return sum(bool(told & self._line.words[place].forms) for place in self._content - found.named)

    def _after(self, one: StoredFact) -> int:
        """Return the order of what comes next: the highest number first."""
        if NEXT in self._line.hints and isinstance(one.value, dict):
            return -int(one.value.get("number") or 0)
        return 0

    def list_of(self, one: StoredFact, found: Cover) -> str:
        """Return the list of which the whole is asked for; empty where a word is only in this item."""
        list_name = one.field.partition(".")[0]
        if list_name not in LISTED or one.about or found.valued - found.labelled - found.named - found.about:
            return ""
        return list_name


def means(one: StoredFact, meaning: Meaning) -> bool:
    """Whether a label is that of a fact."""
    if meaning.path not in one.paths:
        return False
    return not meaning.part or (isinstance(one.value, dict) and meaning.part in one.value)
