"""How well a fact fits a question: which words its labels, its value and its record cover."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from govtui.i18n.asked_labels import HOW_MANY, NEXT, WHEN, WHERE, WHO
from govtui.i18n.asked_words import Meaning
from govtui.index.read.answer_lookups import Subject
from govtui.index.read.asked_line import HINTS, AskedLine
from govtui.index.read.told_facts import Told

Sign = Literal["=", "+", "≠"]

LISTED = frozenset(
    {"aims", "activities", "agenda", "areas", "measures", "members", "participants", "outcomes", "progress", "parties"}
)
"""Lists that are one answer when no item of them is asked for."""


class Fitting:
    """Holds facts against a line."""

    def __init__(self, line: AskedLine) -> None:
        self._line = line
        self.paths = line.paths
        self.is_labelled = bool(line.labels)
        hinted = {path for hint in line.hints for path in HINTS[hint]}
        self.hinted = frozenset(hinted if not line.labels else ())

    def rank(
        self, one: Told, subject: Subject, said: set[str], sign: Sign, number: int, *, inverse: bool
    ) -> tuple[Any, ...] | None:
        """Return how well a fact fits, less is better; None where it does not."""
        line = self._line
        labelled: set[int] = set()
        of_type: set[int] = set()
        for phrase in line.labels:
            if any(means(one, meaning) for meaning in phrase.meanings):
                labelled.update(range(phrase.start, phrase.end))
        others: set[int] = set()
        for phrase in line.types:
            if phrase.is_whole and all(
                line.words[place].is_in(subject.about) or place in labelled for place in range(phrase.start, phrase.end)
            ):
                of_type.update(range(phrase.start, phrase.end))
        valued, named, about, missing = set(), set(), set(), []
        for place in line.content:
            word = line.words[place]
            if word.is_in(subject.names):
                named.add(place)
            if word.is_in(said):
                valued.add(place)
            if word.is_in(subject.about) or place in of_type:
                about.add(place)
            if place not in labelled | named | valued | about:
                missing.append(place)
        if missing:
            others = self._asked_besides(labelled)
            if not others.issuperset(missing):
                return None
        is_hinted = any(path in self.hinted for path in one.paths)
        told = (labelled | valued) - named
        if not self.is_labelled and not self.hinted:
            value_words = valued - named - about
            if not named or not value_words or all(line.words[place].word.text.isdecimal() for place in value_words):
                return None
        elif (
            not labelled
            and not is_hinted
            or labelled
            and not labelled - named
            and not is_hinted
            and not (valued - named)
            or not labelled
            and not named
        ):
            return None
        of_subject = [place for place in line.content if place not in labelled and place not in valued - named]
        words = " ".join(line.words[place].word.folded[0] for place in of_subject)
        exactness = 0 if words and words in subject.calls else 1 if set(of_subject) <= named else 2
        return (
            -len(told),
            exactness,
            not self._is_hinted_at(one),
            self._after(one),
            inverse,
            "=≠+".index(sign),
            number,
        )

    def _asked_besides(self, labelled: Collection[int]) -> set[int]:
        """Return the words of labels that ask for other fields: each fact answers one part of such a line."""
        if not labelled:
            return set()
        return {place for phrase in self._line.labels for place in range(phrase.start, phrase.end)}

    def _is_hinted_at(self, one: Told) -> bool:
        hints, paths = self._line.hints, one.paths
        if WHERE in hints and "place" in paths:
            return True
        if WHEN in hints and (
            (isinstance(one.value, dict) and ("date" in one.value))
            or any(path in ("founded", "date", "period", "published", "dissolved") for path in paths)
        ):
            return True
        if WHO in hints and ("people" in paths or one.targets):
            return True
        return HOW_MANY in hints and any(path in ("figures", "progress") for path in paths)

    def _after(self, one: Told) -> int:
        """Return the place of what comes next: the highest number first."""
        if NEXT in self._line.hints and isinstance(one.value, dict):
            return -int(one.value.get("number") or 0)
        return 0

    def list_of(self, one: Told, subject: Subject, said: set[str]) -> str:
        """Return the list of which the whole is asked for: no word is only in this item."""
        list_name = one.field.partition(".")[0]
        if list_name not in LISTED or one.claimed:
            return ""
        for place in self._line.content:
            word = self._line.words[place]
            labelled = any(
                phrase.start <= place < phrase.end and any(means(one, meaning) for meaning in phrase.meanings)
                for phrase in self._line.labels
            )
            if not labelled and not word.is_in(subject.names) and not word.is_in(subject.about) and word.is_in(said):
                return ""
        return list_name


def means(one: Told, meaning: Meaning) -> bool:
    """Whether a label is that of a fact."""
    if meaning.path not in one.paths:
        return False
    return not meaning.part or (isinstance(one.value, dict) and meaning.part in one.value)
