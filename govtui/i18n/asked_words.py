"""Words that ask for a fact: labels of fields, relations and vocabularies in all languages, synonyms, words of asking.

They are looked up in a query line as it is typed, without accents where none are typed. Records post no labels; what a phrase
means is a path that read/answers.py knows the records of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.asked_labels import ASKING, EQUIVALENTS, NOT_ASKED, PLAIN, SYNONYMS, TYPE_SYNONYMS, WIDER
from govtui.i18n.labels import LABELS
from govtui.i18n.query_labels import NAMES, PEOPLE
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.model.kinds import KINDS
from govtui.model.vocabulary import DISTINGUISHING
from govtui.text.fold import fold, tonekey, words

if TYPE_CHECKING:
    from typing import Protocol

    class Asked(Protocol):
        """A field of the registry's records (query_fields.Field)."""

        @property
        def path(self) -> str: ...
        @property
        def label(self) -> str | Mapping[str, str]: ...
        @property
        def value_type(self) -> str: ...
        @property
        def vocabulary(self) -> str: ...

    class Linking(Protocol):
        """A query field that takes records (query_words.Link)."""

        @property
        def type(self) -> str: ...
        @property
        def inverse(self) -> bool: ...
        @property
        def label(self) -> Mapping[str, str]: ...


class Role(Enum):
    """What words mean for a fact."""

    LABEL = "label"
    """They name its field."""
    VALUE = "value"
    """They are the label of its value, a key of a vocabulary."""
    TYPE = "type"
    """They are the kind or type of its record."""
    ASKING = "asking"
    """They only ask ("when", "who"); the path is the kind of value they ask for, empty for none."""


class Meaning(NamedTuple):
    """A path, and what words mean there."""

    role: Role
    path: str
    """Of a label or value a field ("founded"), a type of reference ("overseen_by"), a list with what its items say
    ("terms.mandate"); of a type facet and value ("type/forum"); of asking a hint."""
    part: str = ""
    """Of a label that only a field of the items has ("head" of "participants")."""
    is_wide: bool = False
    """Whether the words are said of more than this: what was adopted provisionally was adopted."""


class Typed(NamedTuple):
    """A word of a line."""

    forms: tuple[str, ...]
    """Without accents; with more forms of the word."""
    toned: str
    """Its tonekey."""
    unfinished: bool
    readings: tuple[str, ...] = ()
    """Those of what its letters type in TELEX or VNI."""


class Phrase(NamedTuple):
    """Words of a line that mean something."""

    start: int
    end: int
    meanings: frozenset[Meaning]
    is_whole: bool
    """Whether it is all of the words: the last word of a line may go on, and others may follow."""

    @property
    def places(self) -> range:
        """The words, by place in the line."""
        return range(self.start, self.end)

    @property
    def is_asking(self) -> bool:
        """Whether it may only ask."""
        return any(meaning.role is Role.ASKING for meaning in self.meanings)

    @property
    def is_told(self) -> bool:
        """Whether it names a field, a value or a type."""
        return any(meaning.role is not Role.ASKING for meaning in self.meanings)


class _Entry(NamedTuple):
    folded: tuple[str, ...]
    toned: tuple[str, ...]
    meaning: Meaning


MIN_BEGUN = 4
"""Letters by which one word at the end of a line begins a label."""

_PLAIN = (
    "key text name type role what action act level capacity occasion value bound counted quote source at said_by note"
    " date number who by of see events by_text field ref fields person agenda within status org under country day"
    " title aka item unit as_of rows stated percent id online lang"
)
_PLAIN_ITEM_FIELDS = frozenset(_PLAIN.split())
"""Fields of items of which the label would be said of any list."""


class AskedWords:
    """The phrases of all languages of the interface, with what they mean."""

    def __init__(
        self,
        every: Iterable[Asked],
        links: Mapping[str, Linking],
        own: Mapping[str, Mapping[str, Mapping[str, str]]],
        languages: Iterable[str] = LANGUAGES,
    ) -> None:
        """`own`: the keys that the registry adds to vocabularies, with labels by language."""
        self._own = own
        self._translators: Sequence[Translator] = [load(language) for language in languages]
        self._entries: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._seen: set[_Entry] = set()
        for field in every:
            self._add_field(field)
        for key, link in links.items():
            self._add_link(key, link)
        for path, message in SYNONYMS.items():
            self._add_each("asked", message, Meaning(Role.LABEL, path))
        for path, message in WIDER.items():
            self._add_each("asked", message, Meaning(Role.LABEL, path, is_wide=True))
        for hint, message in ASKING.items():
            self._add_each("asking", message, Meaning(Role.ASKING, hint))
        self._add_types()
        self._first = sorted(self._entries)

    # making

    def _add_each(self, context: str, message: str, meaning: Meaning) -> None:
        for tr in self._translators:
            for name in tr.pgettext(context, message).split(","):
                self._add(name, meaning)

    def _add(self, text: str, meaning: Meaning) -> None:
        said = words(text)
        entry = _Entry(tuple(map(fold, said)), tuple(map(tonekey, said)), meaning)
        if said and "{" not in text and entry not in self._seen:
            self._seen.add(entry)
            self._entries[entry.folded[0]].append(entry)

    def _add_label(self, label: str | Mapping[str, str], context: str, meaning: Meaning) -> None:
        texts = (
            label.values() if not isinstance(label, str) else (tr.pgettext(context, label) for tr in self._translators)
        )
        for text in texts:
            if text:
                self._add(text, meaning)
                for part in text.split(",") if "," in text else ():
                    self._add(part, meaning)

    def _add_field(self, field: Asked) -> None:
        top, *inner = field.path.split(".")
        own = top == "x"
        if own:
            top, inner = field.path, []
        elif top in NOT_ASKED:
            return
        vocabulary = self._labels(field.vocabulary)
        if not inner:
            self._add_label(field.label, "field", Meaning(Role.LABEL, top))
            self._add_values(field.vocabulary, vocabulary, Role.VALUE, top)
        elif len(inner) == 1 and inner[0] == DISTINGUISHING.get(top):
            self._add_values(field.vocabulary, vocabulary, Role.LABEL, top)
        elif inner[-1] not in _PLAIN_ITEM_FIELDS and field.label:
            self._add_label(field.label, "field", Meaning(Role.LABEL, top, inner[-1]))

    def _add_values(self, name: str, vocabulary: Mapping[str, str | Mapping[str, str]], role: Role, path: str) -> None:
        for key, label in vocabulary.items():
            self._add_label(label, name, Meaning(role, f"{path}.{key}"))

    def _labels(self, vocabulary: str) -> Mapping[str, str | Mapping[str, str]]:
        """Return the labels of a vocabulary by key: messages, and the registry's own."""
        return {**LABELS.get(vocabulary, {}), **self._own.get(vocabulary, {})}

    def _add_link(self, key: str, link: Linking) -> None:
        meaning = Meaning(Role.LABEL, link.type)
        if link.type == "cited_source":
            return
        if link.label:
            self._add_label(link.label, "", meaning)
        for context, name in (("relation", key), ("reference.inverse" if link.inverse else "reference", link.type)):
            if name in LABELS[context]:
                self._add_label(LABELS[context][name], context, meaning)
        if key in NAMES:
            self._add_each("query", NAMES[key], meaning)

    def _add_types(self) -> None:
        for role in PEOPLE:
            if role in NAMES and role != "person":
                self._add_each("query", NAMES[role], Meaning(Role.LABEL, f"people.{role}"))
        for kind in KINDS:
            for tr in self._translators:
                self._add(tr.pgettext("kind", KINDS[kind].label), Meaning(Role.TYPE, f"kind/{kind}"))
                self._add(tr.pgettext("kinds", KINDS[kind].plural), Meaning(Role.TYPE, f"kind/{kind}"))
            for key, label in self._labels(f"{kind}.type").items():
                self._add_label(label, f"{kind}.type", Meaning(Role.TYPE, f"type/{key}"))
        for key, message in TYPE_SYNONYMS.items():
            self._add_each("asked", message, Meaning(Role.TYPE, f"type/{key}"))

    @cached_property
    def _equivalents(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Folded word to each tonekey, and a word that records have for it."""
        out: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for message in EQUIVALENTS.values():
            for tr in self._translators:
                for pair in tr.pgettext("asking", message).split(","):
                    typed, _, others = pair.strip().partition("=")
                    out[fold(typed)] += [(tonekey(typed), fold(other)) for other in others.split()]
        return out

    def equivalents(self, folded: str, toned: str) -> Iterator[str]:
        """Yield the words that records may have for a word of a question: "3" for "three"."""
        for key, other in self._equivalents.get(folded, ()):
            if toned in (key, folded):
                yield other

    # looking up

    def find(self, line: Sequence[Typed]) -> list[Phrase]:
        """Return every phrase in a line, at each place the longest first."""
        out: list[Phrase] = []
        for start in range(len(line)):
            found: dict[tuple[int, bool], set[Meaning]] = {}
            for entry in self._beginning(line[start]):
                if (match := _matched(entry, line, start)) is not None:
                    found.setdefault(match, set()).add(entry.meaning)
            for (end, is_whole), meanings in sorted(found.items(), reverse=True):
                out.append(Phrase(start, end, frozenset(meanings), is_whole))
        asking = {place for phrase in out for place in phrase.places if phrase.is_whole and phrase.is_asking}
        longer = [phrase for phrase in out if phrase.is_whole and phrase.is_told and len({*phrase.places} - asking) > 1]
        return [kept for phrase in out if (kept := _kept(phrase, longer))]

    def _beginning(self, word: Typed) -> Iterator[_Entry]:
        """Yield the phrases whose first word a word may be."""
        for reading in word.readings:
            yield from self._entries.get(fold(reading), ())
        if not word.unfinished:
            for form in word.forms:
                yield from self._entries.get(form, ())
            return
        for form in word.forms:
            for place in range(bisect_left(self._first, form), len(self._first)):
                first = self._first[place]
                if not first.startswith(form):
                    break
                yield from self._entries[first]


def _kept(phrase: Phrase, longer: Sequence[Phrase]) -> Phrase | None:
    """Return a phrase; where it is but a word of a longer one ("dự" of "dự án"), what is left of it: it asks for nothing."""
    if not any(_is_in(phrase, other) for other in longer):
        return phrase
    if not phrase.is_whole or all(meaning.role is not Role.ASKING for meaning in phrase.meanings):
        return None
    return phrase._replace(meanings=frozenset({Meaning(Role.ASKING, PLAIN)}))


def _is_in(phrase: Phrase, longer: Phrase) -> bool:
    """Whether a phrase is a word of a longer one, or a beginning that this one ends."""
    if phrase.is_whole:
        return phrase.end - phrase.start == 1 and longer.start <= phrase.start < longer.end
    return phrase.end == longer.end and phrase.start > longer.start


def _matched(entry: _Entry, line: Sequence[Typed], start: int) -> tuple[int, bool] | None:
    """Return where a phrase ends in a line, and whether all of it is there; None where it is not."""
    length = len(entry.folded)
    for here in range(length):
        if start + here == len(line):
            return (start + here, False) if here > 1 and line[-1].unfinished else None
        word, folded, toned = line[start + here], entry.folded[here], entry.toned[here]
        if not _is(word, folded, toned):
            begun = here > 0 or (length == 1 and len(word.forms[0]) >= MIN_BEGUN)
            return (start + here + 1, False) if begun and word.unfinished and _may_become(word, folded, toned) else None
    return start + length, True


def _is(word: Typed, folded: str, toned: str) -> bool:
    """Whether a word is one of a phrase, its accents left out, or as they were typed."""
    return (folded in word.forms and word.toned in (toned, word.forms[0])) or toned in word.readings


def _may_become(word: Typed, folded: str, toned: str) -> bool:
    if not any(folded.startswith(form) for form in word.forms):
        return False
    return word.toned == word.forms[0] or toned.startswith(word.toned.rstrip(TONE_DIGITS))


TONE_DIGITS = "12345"
"""What `tonekey` ends a word with, one for each tone: it may be typed later."""
