"""A query line as a question: which words name fields, which are of the question, and what they hint at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from govtui.i18n.asked_labels import DOES, HOW_MANY, NEXT, WHEN, WHERE, WHO
from govtui.i18n.asked_words import AskedWords, Phrase, Role, Typed
from govtui.index.query import Word, word
from govtui.text.fold import tonekey

LONG = 3
"""Letters from which an English word is also looked for in the singular or plural."""

HINTS: Mapping[str, Sequence[str]] = {
    WHERE: ("place",),
    WHEN: ("founded", "date", "period", "published", "terms"),
    WHO: ("people", "author", "terms.chair", "overseen_by", "organized_by"),
    HOW_MANY: ("figures", "progress"),
    DOES: ("activities", "aims"),
    NEXT: (),
}
"""What is asked for to the paths that answer where no label is typed."""


class AskedWord(NamedTuple):
    """A word of a question."""

    word: Word
    others: tuple[Word, ...]
    """What records may have for it: the singular or plural of an English word, a number for a word."""
    forms: frozenset[str]
    """All of these, folded."""

    def is_in(self, said: Set[str]) -> bool:
        """Whether a word, or for an unfinished one the beginning of one, is among those that are said."""
        if not self.forms.isdisjoint(said):
            return True
        return self.word.unfinished and any(one.startswith(self.word.folded) for one in said)


class AskedLine(NamedTuple):
    """A line as a question."""

    words: Sequence[AskedWord]
    labels: Sequence[Phrase]
    """Phrases that name fields, or are the value of one."""
    types: Sequence[Phrase]
    asking: frozenset[int]
    """The words that need not be in an answer."""
    hints: Mapping[str, int]
    """What is asked for, with how many words ask for it."""

    @property
    def content(self) -> list[int]:
        """The words that must be in an answer."""
        return [place for place in range(len(self.words)) if place not in self.asking]

    @property
    def known(self) -> frozenset[int]:
        """The words that name something, or are of the question."""
        phrases = (*self.labels, *self.types)
        return self.asking.union(place for phrase in phrases for place in phrase.places)

    @property
    def paths(self) -> frozenset[str]:
        """The paths that are asked for."""
        return frozenset(meaning.path for phrase in self.labels for meaning in phrase.meanings)


def asked_line(typed: Sequence[Word], asked: AskedWords) -> AskedLine:
    """Read words as a question."""
    line = [_asked_word(one, asked) for one in typed]
    phrases = asked.find([_typed(one) for one in line])
    labels, types = _of_roles(phrases, Role.LABEL, Role.VALUE), _of_roles(phrases, Role.TYPE)
    asking: set[int] = set()
    hints: dict[str, int] = {}
    for phrase in _of_roles(phrases, Role.ASKING):
        if phrase.is_whole:
            asking.update(phrase.places)
            for meaning in phrase.meanings:
                if meaning.path:
                    hints[meaning.path] = max(hints.get(meaning.path, 0), phrase.end - phrase.start)
    return AskedLine(line, labels, types, frozenset(asking), hints)


def _of_roles(phrases: Sequence[Phrase], *roles: Role) -> list[Phrase]:
    found = [(phrase, frozenset(one for one in phrase.meanings if one.role in roles)) for phrase in phrases]
    return [phrase._replace(meanings=meanings) for phrase, meanings in found if meanings]


def _asked_word(one: Word, asked: AskedWords) -> AskedWord:
    form = one.folded[0]
    others = [*asked.equivalents(form, one.toned)]
    if len(form) >= LONG and form.isascii() and form.isalpha() and one.toned == form:
        others.append(form[:-1] if form.endswith("s") else f"{form}s")
    return AskedWord(one, tuple(word(other) for other in others), frozenset((*one.folded, *others)))


def _typed(one: AskedWord) -> Typed:
    forms = (*one.word.folded, *(other.folded[0] for other in one.others))
    return Typed(forms, one.word.toned, one.word.unfinished, tuple(map(tonekey, one.word.readings)))
