"""Getters of searched texts and facets of a record, from the schema (`About.search`, `About.facet`).

The getters of a kind are made once: reading a record walks no schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from govtui.i18n.countries import country_name
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.query_fields import date_value, localized_value, number_value, one_line
from govtui.index.schema import INTERNAL
from govtui.index.years import years_of
from govtui.model.dates import PartialDate
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.own_fields import Schema
from govtui.model.parts import Claim
from govtui.model.record import MODELS, Record
from govtui.model.schema import ValueType
from govtui.store.manifest import Manifest
from govtui.text.nfc import nfc

InWords = Callable[[FieldSpec, Any], Iterable[str]]
"""Returns the words for a value that is no text (a key, a country, a number)."""

Words = Callable[[Any, InWords], Iterable[str]]
"""Returns the texts that a field of a record or part is found by."""

Facets = Callable[[Any], Iterable[tuple[str, str]]]
"""Returns facets and values of a field of a record or part."""

BY_CODE = frozenset({"id", "name", "title", "aka.text", "place.country", "place.city", "place.venue", "place.online"})
"""Searched fields that write/extract.py reads by itself: names, places, and what depends on a type."""

CLAIMS = "claims"
"""The list whose texts rank last, whatever its fields say: what another source says (`claimed_texts`)."""

NOT_CALLED = frozenset({"identifiers", "former_ids"})
"""Fields of the rank "alias" that are no names of a record."""


class Getters(NamedTuple):
    """The getters of one kind."""

    calls: Sequence[Words]
    """Of fields with other names of a record."""
    aliases: Sequence[Words]
    """Of other fields of the search rank "alias"."""
    texts: Sequence[Words]
    """Of fields of the search rank "text"."""
    facets: Sequence[Facets]


@lru_cache(maxsize=64)
def getters_of(schema: Schema, kind: str) -> Getters:
    """Return the getters of a kind."""
    specs = [*fields(MODELS[kind]).values(), *schema.own(kind).values()]
    return Getters(
        [words for spec in specs if spec.name not in NOT_CALLED for words in _searched(spec, "alias")],
        [words for spec in specs if spec.name in NOT_CALLED for words in _searched(spec, "alias")],
        [words for spec in specs for words in _searched(spec, "text")],
        [facets for spec in specs for facets in _faceted(spec)],
    )


def _searched(spec: FieldSpec, rank: str) -> Iterator[Words]:
    """Yield the getter of a field, if it or a part of it has this search rank."""
    if spec.name == CLAIMS:
        return
    if spec.part is not None:
        every = [one for one in parts(spec).values() if one.part is not None or one.about.search == rank]
        plain = tuple(one.attribute for one in every if _is_one_text(one))
        inner = [words for one in every if not _is_one_text(one) for words in _searched(one, rank)]
        holders = _values(spec)
        if plain:
            yield lambda holder, _: _plain_texts(holders(holder), plain)
        if inner:
            yield lambda holder, in_words: [
                text for part in holders(holder) for words in inner for text in words(part, in_words)
            ]
    elif spec.about.search == rank and _path(spec) not in BY_CODE:
        values = _values(spec)
        if spec.is_localized:
            yield lambda holder, _: chain.from_iterable(map(_texts, values(holder)))
        elif spec.value_type in _PUT_IN_WORDS:
            yield lambda holder, in_words: [text for value in values(holder) for text in in_words(spec, value)]
        else:
            yield lambda holder, _: values(holder)


def _is_one_text(spec: FieldSpec) -> bool:
    """Whether a field of a part is one text, plain or by language, and nothing but its schema is needed to read it."""
    if spec.many or spec.keyed or spec.part is not None or _path(spec) in BY_CODE:
        return False
    return spec.is_localized or spec.value_type in (ValueType.TEXT, ValueType.REFERENCE)


def _plain_texts(items: Iterable[Any], attributes: Sequence[str]) -> list[str]:
    """Return the texts in these attributes of some parts; `vars`, since asking a model takes three times as long."""
    found: list[str] = []
    for here in map(vars, items):
        for attribute in attributes:
            if text := here[attribute]:
                if isinstance(text, str):
                    found.append(text)
                else:
                    found.extend(text.values())
    return found


def _faceted(spec: FieldSpec) -> Iterator[Facets]:
    """The getter of a field, if it or a part of it is a facet."""
    if spec.part is not None:
        inner = [facets for one in parts(spec).values() for facets in _faceted(one)]
        if inner:
            holders = _values(spec)
            yield lambda holder: [pair for part in holders(holder) for facets in inner for pair in facets(part)]
    elif facet := spec.about.facet:
        values, value_type = _values(spec), spec.value_type
        as_it_stands = value_type in AS_IT_STANDS or (value_type is ValueType.TEXT and not spec.is_own)
        if not as_it_stands:
            yield lambda holder: [pair for value in values(holder) for pair in value_facets(facet, value_type, value)]
        elif spec.many or spec.keyed or spec.is_own:
            yield lambda holder: [(facet, value) for value in values(holder)]
        else:
            get = attrgetter(spec.attribute)
            yield lambda holder: ((facet, value),) if (value := get(holder)) else ()


def _path(spec: FieldSpec) -> str:
    return f"{spec.owner}.{spec.name}" if spec.owner else spec.name


def _texts(value: str | Mapping[str, str]) -> Iterable[str]:
    """Return the texts of a localized value, or of one that is of no language."""
    return (value,) if isinstance(value, str) else value.values()


def _values(spec: FieldSpec) -> Callable[[Any], Iterable[Any]]:
    """Return the getter of a field's values: the items of a list, or the one value if there is one."""
    if spec.is_own:
        return lambda record: own_values(spec, record.x) if record.x else ()
    get: Callable[[Any], Any] = attrgetter(spec.attribute)
    if spec.keyed:
        each = chain.from_iterable if spec.many else iter
        return lambda holder: each(get(holder).values())
    if spec.many:
        return get
    return lambda holder: () if (value := get(holder)) is None else (value,)


AS_IT_STANDS = frozenset(
    {ValueType.KEY, ValueType.COUNTRY, ValueType.REFERENCE, ValueType.TARGET, ValueType.LANGUAGE, ValueType.FIELD_PATH}
)
"""The types of values that are facet values as they stand in files."""


def value_facets(facet: str, value_type: ValueType, value: Any) -> Sequence[tuple[str, str]]:
    """Return the facets and values that one value of a field gives a record.

    A date counts under its years; an internal facet has the full date.
    """
    match value_type:
        case ValueType.DATE:
            years = years_of(value.text) or ()
            return [*((facet, str(year)) for year in years), (INTERNAL, date_value(facet, value.text))]
        case ValueType.NUMBER:
            return [(facet, number_value(value))]
        case ValueType.YES_NO:
            return [(facet, "yes" if value else "no")]
        case ValueType.LOCALIZED | ValueType.QUOTE if not isinstance(value, str):
            return [(facet, localized_value(value))]
        case _ if value_type in AS_IT_STANDS:
            return [(facet, value)]
    return [(facet, one_line(value))]


_PUT_IN_WORDS = frozenset({ValueType.KEY, ValueType.COUNTRY, ValueType.NUMBER, ValueType.DATE, ValueType.YES_NO})

_PYTHON: Mapping[ValueType, tuple[type, ...]] = {
    ValueType.LOCALIZED: (dict,),
    ValueType.NUMBER: (int, float),
    ValueType.YES_NO: (bool,),
}


def own_values(spec: FieldSpec, table: Mapping[str, Any]) -> list[Any]:
    """Return the values of an own field in a table `x`: those of the declared type, texts in NFC."""
    found = table.get(spec.attribute)
    given = found if isinstance(found, list) else () if found is None else [found]
    if spec.many != isinstance(found, list):
        return []
    return [value for one in given if (value := _own_value(spec.value_type, one)) is not None]


def _own_value(value_type: ValueType, value: Any) -> Any:
    """Return a value as a built-in field of the type would have it; None where it is not of the type."""
    if value_type is ValueType.DATE:
        try:
            return None if isinstance(value, bool) else PartialDate.parse(value)
        except ValueError:
            return None
    if not isinstance(value, _PYTHON.get(value_type, (str,))):
        return None
    if isinstance(value, bool) and value_type is not ValueType.YES_NO:
        return None
    if isinstance(value, dict):
        texts = {tag: nfc(text) for tag, text in value.items() if isinstance(text, str) and text.strip()}
        return texts or None
    if isinstance(value, str):
        return nfc(value) if value.strip() else None
    return value


def words_in(manifest: Manifest, translators: Sequence[Translator]) -> InWords:
    """Return a function for the words of values in these languages; yes and no have none."""

    def words(spec: FieldSpec, value: Any) -> Iterable[str]:
        match spec.value_type:
            case ValueType.KEY:
                return dict.fromkeys(label(spec.about.vocabulary, value, tr, manifest) for tr in translators)
            case ValueType.COUNTRY:
                return dict.fromkeys(country_name(value, tr) or value for tr in translators)
            case ValueType.NUMBER:
                return (number_value(value),)
            case ValueType.DATE:
                return (value.text,)
        return ()

    return words


def searched_texts(record: Record, schema: Schema, in_words: InWords) -> Iterator[tuple[str, str]]:
    """Yield language tag ("" for none) and text, as written, of all that search finds but names, id and claims.

    The plain texts of an item are one text ("Nguyễn Văn A, Nguyen Van A").
    """
    for spec in (*fields(MODELS[record.kind]).values(), *schema.own(record.kind).values()):
        if spec.name not in ("id", CLAIMS) and spec.about.search != "name":
            yield from _texts_of(spec, record, in_words)


def claimed_texts(record: Record, schema: Schema, in_words: InWords) -> Iterator[tuple[str, str, str]]:
    """Yield source, language tag ("" for none) and text of what claims say: their values, quotations and notes."""
    for claim in record.claims:
        found = [*_value_texts(record.kind, claim.field, claim.value, schema, in_words)]
        for spec in fields(Claim).values():
            if spec.about.search and not spec.about.value_of:
                found += _texts_of(spec, claim, in_words)
        yield from ((claim.source, tag, text) for tag, text in found)


def _value_texts(kind: str, field: str, value: Any, schema: Schema, in_words: InWords) -> Iterator[tuple[str, str]]:
    """Yield language tag and text of a value that is said of a field; of a key or country its words."""
    if isinstance(value, dict):
        yield from value.items()
        return
    spec = _claimed_spec(kind, field, schema)
    for one in value if isinstance(value, list) else () if value is None or isinstance(value, bool) else (value,):
        if isinstance(one, str) and (spec.is_choice or spec.value_type is ValueType.COUNTRY):
            yield from (("", words) for words in in_words(spec, one))
        else:
            yield "", str(one)


@lru_cache(maxsize=4096)
def _claimed_spec(kind: str, field: str, schema: Schema) -> FieldSpec:
    return spec_at(kind, field, schema)


@lru_cache(maxsize=64)
def _is_searched(part: Any) -> bool:
    """Whether any field of a part (a class) is searched."""
    return any(one.about.search or (one.part is not None and _is_searched(one.part)) for one in fields(part).values())


def _texts_of(spec: FieldSpec, holder: Any, in_words: InWords) -> Iterator[tuple[str, str]]:
    if spec.part is not None:
        for part in _values(spec)(holder) if _is_searched(spec.part) else ():
            inner = [(one, pair) for one in parts(spec).values() for pair in _texts_of(one, part, in_words)]
            if plain := [text for one, (_, text) in inner if not one.is_localized]:
                yield "", ", ".join(plain)
            # A city is soon read in any language.
            yield from ((tag if one.owner != "place" else "", text) for one, (tag, text) in inner if one.is_localized)
    elif spec.about.search and _path(spec) != "place.country":
        for value in _values(spec)(holder):
            if isinstance(value, dict):
                yield from value.items()
            elif spec.value_type in _PUT_IN_WORDS:
                yield from (("", text) for text in in_words(spec, value))
            else:
                yield "", value
