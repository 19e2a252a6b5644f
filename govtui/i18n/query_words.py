"""The vocabulary of query lines: names of fields and values in all languages, a registry's own too.

A line is matched against it folded (text/fold), so accents and capitals are optional. The same line means the same in every
language. Nothing of it is made before a line has a colon.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from govtui.i18n.countries import country_codes, country_name, names_of_country
from govtui.i18n.formats import in_quotes
from govtui.i18n.labels import LABELS, label
from govtui.i18n.query_labels import ANSWERS, BESIDE, COUNTRIES, FACETS, HAS, HAS_NAMES, NAMES, PEOPLE
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.model.kinds import KINDS
from govtui.text.beginnings import Beginnings
from govtui.text.fold import fold, folded_words, tonekey, words

INVERSE = "inverse."
"""The prefix of the inverse of a reference that is no relation: `inverse.series:ID`."""

YEAR_DIGITS = 4

ALIKE = 0.75
"""How alike a mistyped name of a field must be to one (difflib's ratio): there are some three hundred."""

Texts = Mapping[str, str]
"""A registry's own label by language."""

Value = tuple[str, str]
"""A query field, and the key of one of its values: `("kind", "event")` may be meant by `type:event`."""


class Facet(NamedTuple):
    """What the vocabulary must know of a facet."""

    label: str | Texts
    """A message of the context `field`; for an own field its texts by language."""
    value_type: str
    vocabularies: tuple[str, ...] = ()


class Link(NamedTuple):
    """A query field that takes records: the type of reference, and which end of it is asked for."""

    type: str
    inverse: bool
    """Whether the records that are named are asked for, by one that names them."""
    label: Texts = {}
    """Of a registry's own; empty for built-in ones."""


class QueryWords:
    """Names of fields and values in all languages of the interface, looked up without accents."""

    def __init__(
        self,
        facets: Mapping[str, Facet],
        links: Mapping[str, Link],
        own: Mapping[str, Mapping[str, Texts]],
        languages: Iterable[str] = LANGUAGES,
    ) -> None:
        """`own`: the keys that the registry adds to vocabularies (`event.type`), with labels by language."""
        self._facets, self._links, self._own = facets, links, own
        self._languages = tuple(languages)
        self._values: dict[str, _Vocabulary] = {}

    @cached_property
    def _translators(self) -> Sequence[Translator]:
        return [load(language) for language in self._languages]

    # fields

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Folded name to the keys that it means, in order, each with its names that fold so, their accents kept."""
        place = {key: number for number, key in enumerate(self.keys)}
        out: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, keys in self._folded_names.items():
            # A facet wins over references and people of the same name, who are asked for together.
            chosen = [key for key in keys if key not in self._links and key not in PEOPLE] or list(keys)
            out[name] = {key: tuple(map(_accented, keys[key])) for key in sorted(chosen, key=place.__getitem__)}
        return out

    @cached_property
    def _folded_names(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        out: dict[str, dict[str, list[str]]] = {}
        labels = {key: [self.field_label(key, tr) for tr in self._translators] for key in self.keys}
        for key, some in labels.items():
            for name in filter(None, some):
                out.setdefault(folded_words(name), {}).setdefault(key, []).append(name)
        # A registry may call a field of its own like a synonym.
        own = {key for key in self.keys if key.startswith("x.") or (key in self._links and self._links[key].label)}
        labelled = {name for name, keys in out.items() if own & keys.keys()}
        for key in NAMES:
            for name in self._synonyms(key):
                if name not in labels[key] and (folded := folded_words(name)) not in labelled:
                    out.setdefault(folded, {}).setdefault(key, []).append(name)
        return out

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields: facets, `date`, `id`, people, references and their inverses."""
        return tuple(dict.fromkeys((*NAMES, *PEOPLE, *self._facets, *self._links)))

    def field_named(self, name: str) -> tuple[str, ...]:
        """Return the keys of the fields that a name means, key or label in any language; empty for none.

        Accents may be left out, but those that are typed count: "đàn nguồn" is not "dẫn nguồn".
        """
        plain = name.strip().casefold()
        if found := self._by_key.get(plain):
            return found
        named = self._names.get(folded_words(name), {})
        return tuple(key for key, forms in named.items() if any(_fits(plain, form) for form in forms))

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Key, of an own facet also without its `x.`, to what it means: both where a relation or role is called like that."""
        out = {key: (key,) for key in self.keys}
        for key in self._facets:
            short = key.removeprefix("x.")
            if short != key and (short not in out or short in self._links or short in PEOPLE):
                out[short] = (key, *out.get(short, ()))
        return out

    def names(self, key: str, tr: Translator | None = None) -> list[str]:
        """Return the names of a field in all languages, or in that of `tr`: labels first, then synonyms; keys apart."""
        asked = self._translators if tr is None else (tr,)
        labels = [self.field_label(key, tr) for tr in asked]
        return list(dict.fromkeys(filter(None, (*labels, *(self._synonyms(key, asked) if key in NAMES else ())))))

    def _synonyms(self, key: str, asked: Iterable[Translator] | None = None) -> list[str]:
        texts = (tr.pgettext("query", NAMES[key]) for tr in asked or self._translators)
        return [name.strip() for text in texts for name in text.split(",")]

    def field_label(self, key: str, tr: Translator) -> str:
        """Return the label of a field, else the first of its names; empty for an unknown key."""
        if key in FACETS:
            return tr.pgettext("facet", FACETS[key])
        if labelled := PEOPLE.get(key) or BESIDE.get(key):
            return tr.pgettext(*labelled)
        if key in self._facets:
            return _in_words(self._facets[key].label, "field", tr)
        if link := self._links.get(key):
            if link.label:
                return _own_words(link.label, tr)
            for context, name in (("relation", key), ("reference.inverse" if link.inverse else "reference", link.type)):
                if name in LABELS[context]:
                    return tr.pgettext(context, LABELS[context][name])
            if link.inverse and (field := self._links.get(link.type)) and field.label:
                return tr.gettext("Named in “{field}”").format(field=in_quotes(_own_words(field.label, tr)))
        if key in NAMES:
            first = tr.pgettext("query", NAMES[key]).split(",")[0]
            return first[:1].upper() + first[1:]
        return ""

    def fields_beginning(self, typed: str) -> Sequence[str]:
        """Return the keys of fields of which a name, or the key, begins so; those whose label does first."""
        start = folded_words(typed)
        plain = typed.strip().casefold()
        found = [key for name, keys in self._names.items() if name.startswith(start) for key in keys]
        found += [key for short, keys in self._by_key.items() if short.startswith(plain) for key in keys]
        return list(dict.fromkeys(found))

    # values

    def has_vocabulary(self, field: str) -> bool:
        """Whether the values of a field are known without the records: keys with labels, countries, yes or no."""
        return bool(self._vocabulary(field).keys)

    def longest_value(self, field: str) -> int:
        """Return the number of words of the longest label of a field's values."""
        return self._vocabulary(field).longest

    def values(self, field: str, typed: str) -> tuple[Value, ...]:
        """Return what words mean as a value of a field, key or label in any language; empty for nothing.

        More than one value only where one label is that of several keys in own vocabularies.
        """
        return self._vocabulary(field).named(typed)

    def is_label(self, field: str, typed: str) -> bool:
        """Whether words are a label of a value with its punctuation, accents and capitals aside."""
        found = (said for dim, key in self.values(field, typed) for said in self.value_labels(dim, key))
        return any(fold(typed) == fold(said) for said in found)

    def values_beginning(self, field: str, typed: str) -> Mapping[Value, bool]:
        """Return the values of a field of which a word of the key, or of a label in any language, begins so.

        True where a label itself begins so.
        """
        return self._vocabulary(field).beginning(typed)

    def decade(self, typed: str) -> str:
        """Return the first year of a decade in words of any language ("thập niên 2010"); empty for none."""
        plain = fold(typed)
        for tr in self._translators:
            before, _, after = fold(tr.pgettext("facet", "{year}s")).partition("{year}")
            year = plain.removeprefix(before).removesuffix(after) if plain.startswith(before) else ""
            if len(year) == YEAR_DIGITS and year.isdecimal() and year.endswith("0"):
                return year
        return ""

    def near(self, typed: str, among: Collection[str] | None = None, tr: Translator | None = None) -> str:
        """Return the field name most like a mistyped one, as somebody may type it; empty for none.

        `among`: of these fields; `tr`: a key, or a name in this language alone.
        """
        keys = self.keys if among is None else among
        names = {fold(name): name for key in keys for name in (key.removeprefix("x."), *self.names(key, tr))}
        found = get_close_matches(fold(typed), list(names), 1, ALIKE)
        return names[found[0]] if found else ""

    def value_label(self, field: str, key: str, tr: Translator) -> str:
        """Return the label of a value; the key where it has none."""
        return next(iter(self._labels(field, key, [tr])), key)

    def value_texts(self, field: str, key: str) -> Texts:
        """Return the label of a value by language, a registry's own as it stands there; empty where it has none."""
        built_in = any(key in LABELS.get(name, {}) for name in self._vocabularies(field))
        own = [texts for name in self._vocabularies(field) if (texts := self._own.get(name, {}).get(key))]
        if own and not built_in:
            return own[0]
        found = {tr.language: next(iter(self._labels(field, key, [tr])), "") for tr in self._translators}
        return {language: words for language, words in found.items() if words}

    def value_labels(self, field: str, key: str) -> list[str]:
        """Return the labels of a value in all languages."""
        return list(dict.fromkeys(self._labels(field, key, self._translators)))

    def value_keys(self, field: str) -> Collection[str]:
        """Return the keys that a field's vocabulary has."""
        return [key for dim, key in self._vocabulary(field).keys if dim == field]

    def _vocabulary(self, field: str) -> _Vocabulary:
        if field not in self._values:
            # Types and kinds may be asked for by the name of either; a word of both means what the name says.
            dims = {"type": ("type", "kind"), "kind": ("kind", "type")}.get(field, (field,))
            keys: list[Value] = [(dim, key) for dim in dims for key in self._keys(dim)]
            self._values[field] = _Vocabulary(keys, lambda one: self._labels(*one, self._translators))
        return self._values[field]

    def _keys(self, dim: str) -> Iterable[str]:
        match dim:
            case "kind":
                return KINDS
            case "has":
                return HAS
            case "missing":
                return LABELS["language"]
            case "country":
                return country_codes()
        facet = self._facets.get(dim)
        if facet is not None and facet.value_type == "country":
            return country_codes()
        if facet is not None and facet.value_type == "yes_no":
            return ("yes", "no")
        found = ({**LABELS.get(name, {}), **self._own.get(name, {})} for name in self._vocabularies(dim))
        return dict.fromkeys(key for vocabulary in found for key in vocabulary)

    def _vocabularies(self, dim: str) -> Sequence[str]:
        if dim in self._facets and self._facets[dim].vocabularies:
            return self._facets[dim].vocabularies
        return [f"{kind}.{dim}" for kind in KINDS] if dim in ("type", "status") else []

    def _labels(self, dim: str, key: str, translators: Sequence[Translator]) -> Iterable[str]:
        """Yield the labels of a value in some languages, those of documents and of CLDR for a country."""
        facet = self._facets.get(dim)
        if dim == "country" or (facet is not None and facet.value_type == "country"):
            yield from filter(None, (country_name(key, tr) for tr in translators))
            if len(translators) > 1:
                yield from names_of_country(key)
                if synonyms := COUNTRIES.get(key):
                    yield from (
                        name.strip() for tr in translators for name in tr.pgettext("query", synonyms).split(",")
                    )
            return
        for tr in translators:
            if dim == "kind" and key in KINDS:
                yield tr.pgettext("kind", KINDS[key].label)
                yield tr.pgettext("kinds", KINDS[key].plural)
            elif dim == "has" and key in HAS:
                context, message = HAS[key]
                yield tr.pgettext(context, message)
                if len(translators) > 1:
                    yield from (name.strip() for name in tr.pgettext("query", HAS_NAMES[key]).split(","))
            elif dim == "missing" and key in LABELS["language"]:
                yield label("language", key, tr)
            elif facet is not None and facet.value_type == "yes_no" and key in ANSWERS:
                yield tr.pgettext("answer", ANSWERS[key])
        if facet is not None and facet.value_type == "yes_no" and len(translators) > 1:
            yield _IN_FILES[key]
        for name in self._vocabularies(dim):
            if built_in := LABELS.get(name, {}).get(key):
                yield from (tr.pgettext(name, built_in) for tr in translators)
            elif own := self._own.get(name, {}).get(key):
                yield from own.values() if len(translators) > 1 else [_own_words(own, translators[0])]


class _Vocabulary:
    """The values of a field by key and by label."""

    def __init__(self, keys: Sequence[Value], labels: Callable[[Value], Iterable[str]]) -> None:
        """`labels`: gives those of a value; asked only when a text is no key."""
        self.keys, self._labels = keys, labels

    @cached_property
    def _by_key(self) -> Mapping[str, Value]:
        out: dict[str, Value] = {}
        for value in self.keys:
            out.setdefault(value[1].casefold(), value)
        return out

    @cached_property
    def _by_label(self) -> Mapping[str, Mapping[Value, Collection[str]]]:
        """Folded label to values, each with the labels that fold so, accents kept; the first dimension wins."""
        out: dict[str, dict[Value, set[str]]] = {}
        for value in self.keys:
            for said in self._labels(value):
                found = out.setdefault(folded_words(said), {})
                if all(dim == value[0] for dim, _ in found):
                    found.setdefault(value, set()).add(_accented(said))
        return out

    @cached_property
    def longest(self) -> int:
        return max((said.count(" ") + 1 for said in self._by_label), default=0)

    def named(self, typed: str) -> tuple[Value, ...]:
        plain = typed.strip()
        if value := self._by_key.get(plain.casefold()):
            return (value,)
        found = self._by_label.get(folded_words(plain), {})
        exact = tuple(value for value, labels in found.items() if any(_fits(plain, one) for one in labels))
        return exact or tuple(found)

    @cached_property
    def _begun(self) -> Beginnings[Value]:
        return Beginnings(
            (value, (value[1], *(one for one in self._labels(value) if value in self._by_label[folded_words(one)])))
            for value in self.keys
        )

    def beginning(self, typed: str) -> Mapping[Value, bool]:
        return self._begun.find(typed)


_IN_FILES = {"yes": "true", "no": "false"}


def _fits(typed: str, accented: str) -> bool:
    """Whether each word has the accents of a text, or none."""
    return all(
        (toned := tonekey(word)) == other or toned == fold(word)
        for word, other in zip(words(typed), accented.split(" "), strict=False)
    )


def _accented(text: str) -> str:
    return " ".join(tonekey(word) for word in words(text))


def _own_words(labels: Texts, tr: Translator) -> str:
    return labels.get(tr.language) or next(iter(labels.values()), "")


def _in_words(told: str | Texts, context: str, tr: Translator) -> str:
    if isinstance(told, str):
        return tr.pgettext(context, told) if told else ""
    return _own_words(told, tr)
