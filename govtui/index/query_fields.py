"""Fields and facets that a query may name, read from the index (`meta.fields`) without the models.

`write/populate.py` derives them from the schema, the registry's own fields included. Callers pass an index's `fields` to the
query parser; without an index there are the fields that every registry has.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from govtui.model.relations import RELATIONS
from govtui.text.fold import fold

if TYPE_CHECKING:
    from govtui.i18n.asked_words import AskedWords
    from govtui.i18n.query_words import Link, QueryWords

ORDER = ("kind", "type", "status", "country", "year", "decade", "sdg", "source", "has", "missing")
"""The query fields of the first edition, in the order of a query line: saved views hold such lines.

`year`, `decade`, `has` and `missing` are computed from a whole record (write/extract.py, write/populate.py), the others are
facets of fields. Later facets follow them.
"""

DATE = "date"
"""The query field of all dates of a record (read/dated.py); no facet: dates are no vocabulary."""

PLACE = "place"
"""The query field of countries that takes cities and venues, too."""

WITHIN = ".date"
"""An internal field: a fact lies within a date. Such records rank before those that only overlap it."""

OWN = "x."
"""The prefix of the paths of a registry's own fields."""

TEXTS = frozenset({"text", "localized", "quote"})
"""The value types that match regardless of accents and capitals."""


class Field(NamedTuple):
    """One field of the registry's records."""

    path: str
    """Such as "place.country"; of an own field "x.budget"."""
    kinds: Sequence[str]
    """The kinds of record that have it so."""
    label: str | Mapping[str, str]
    """A message of the context `field`; for an own field its texts by language."""
    value_type: str
    """The value of a model.schema.ValueType, which the first list does without."""
    vocabulary: str
    facet: str
    search: str
    """Its rank in search ("name", "alias", "text"); empty where it is not searched."""
    holds: Literal["value", "list", "table", "items", "keyed", "fixed"] = "value"
    """One value, a list of values, a table, a list of tables, a table with free keys; `fixed`: what nobody edits as a field."""
    refers: Sequence[str] = ()
    """Of a reference: the kinds of record that it may name; none: any."""


class Reference(NamedTuple):
    """A type of references that a query may name."""

    type: str
    inverse: str
    """The name of its inverse; the type itself where it has none, or is its own."""
    label: Mapping[str, str] = {}
    """Of a registry's own relation or field, by language."""
    inverse_label: Mapping[str, str] = {}


Vocabularies = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Vocabulary to key to label by language: what a registry adds."""


class QueryFields:
    """The fields that a query may name. Equal ones are one object, since parsed queries are cached by it."""

    def __init__(
        self,
        every: Iterable[Field] = (),
        references: Iterable[Reference] | None = None,
        vocabularies: Vocabularies | None = None,
    ) -> None:
        """`references`: the schema's (None: built-in relations); `vocabularies`: what the registry adds."""
        self.every = tuple(every)
        self._references = references and tuple(references)
        self.own_labels: Vocabularies = vocabularies or {}
        """The labels of the keys that the registry adds to vocabularies (`event.type`)."""
        facets: dict[str, list[Field]] = {}
        for field in self.every:
            if field.facet:
                facets.setdefault(field.facet, []).append(field)
        self.facets: Mapping[str, Sequence[Field]] = facets
        """The fields that count in each facet."""
        self.names = (*ORDER, *sorted((name for name in facets if name not in ORDER), key=_is_own))
        """The facets that a query may name, in the order of a query line."""
        self._paths = {field.path for field in self.every}

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """The query fields that take records, by key: `overseen_by`, `oversees`, `series`, `inverse.series`."""
        from govtui.i18n.query_words import INVERSE, Link  # not for the first list

        references = self._references
        if references is None:
            references = tuple(Reference(one.key, one.inverse) for one in RELATIONS.values())
        out: dict[str, Link] = {}
        for one in references:
            out[one.type] = Link(one.type, False, one.label)
            if one.type in RELATIONS and one.inverse == one.type:
                continue  # seen from both ends it is the same
            inverse = one.inverse if one.inverse != one.type else f"{INVERSE}{one.type}"
            out[inverse] = Link(one.type, True, one.inverse_label)
        return out

    @cached_property
    def vocabulary(self) -> QueryWords:
        """The names of fields and values in all languages."""
        from govtui.i18n.query_words import Facet, QueryWords  # a line of plain words does without

        facets = {
            name: Facet(
                fields[0].label,
                fields[0].value_type,
                tuple(dict.fromkeys(one.vocabulary for one in fields if one.vocabulary)),
            )
            for name, fields in self.facets.items()
        }
        return QueryWords(facets, self.links, self.own_labels)

    @cached_property
    def asked(self) -> AskedWords:
        """The words that ask for facts, in all languages."""
        from govtui.i18n.asked_words import AskedWords  # only for lines that may be a question

        return AskedWords(self.every, self.links, self.own_labels)

    def is_field(self, path: str) -> bool:
        """Whether records have such a field, facet or not."""
        return path in self._paths

    def value_type(self, facet: str) -> str:
        """Return the type of a facet's values (`Field.value_type`); empty where no field counts in it."""
        return self.facets[facet][0].value_type if facet in self.facets else ""

    def has_texts(self, facet: str) -> bool:
        """Whether its values match regardless of accents and capitals."""
        return facet not in ORDER and self.value_type(facet) in TEXTS

    def is_closed(self, facet: str) -> bool:
        """Whether an unknown value is a mistake: not of dates, numbers, yes or no, nor of some fields of the first edition."""
        return (
            facet in _CLOSED
            or facet not in (*ORDER, DATE)
            and self.value_type(facet) not in ("date", "number", "yes_no")
        )

    def chosen(self, facet: str, values: Collection[str], asked: Collection[str]) -> Collection[str]:
        """Return those of a facet's values that a query asks for."""
        if not self.has_texts(facet):
            return asked
        return {value for one in asked for value in matching(values, one)}


_CLOSED = ("kind", "type", "status", "source")


def _is_own(facet: str) -> bool:
    return facet.startswith(OWN)


BUILT_IN = QueryFields()
"""The fields that every registry has."""


@lru_cache(maxsize=4)
def query_fields(raw: str) -> QueryFields:
    """Read what `as_json` wrote."""
    fields, references, own = json.loads(raw)
    return QueryFields(map(Field._make, fields), map(Reference._make, references), own)


def as_json(every: Iterable[Field], references: Iterable[Reference], own: Vocabularies) -> str:
    """Write fields, types of references and the registry's own vocabulary for `meta.fields`."""
    return json.dumps([[*every], [*references], own], ensure_ascii=False, separators=(",", ":"))


# -- values as texts, which are equal for equal values ---------------------------------------------------------------


def date_value(facet: str, date: str) -> str:
    """Return the value of the internal facet for a full date (EDTF, without its time)."""
    return f"{facet}/{date.partition('T')[0]}"


def year_span(values: Sequence[str]) -> tuple[str, str] | None:
    """Return the first and last of consecutive years; None where values are none."""
    if len(values) < 2 or not all(len(value) == 4 and value.isdecimal() for value in values):
        return None
    years = [int(value) for value in values]
    return (values[0], values[-1]) if years == list(range(years[0], years[-1] + 1)) else None


def number_value(number: float) -> str:
    """Return a number as a text, whole ones without a decimal point."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return str(number)


def localized_value(texts: Mapping[str, str]) -> str:
    """Return a text by language as lines of language tag, tab and text, sorted by tag."""
    return "\n".join(f"{tag}\t{one_line(text)}" for tag, text in sorted(texts.items()))


def texts_of(value: str) -> Mapping[str, str]:
    """Return the texts of a text facet's value by language tag; "" is the tag of a text of no language."""
    pairs = (line.rpartition("\t") for line in value.split("\n"))
    return {tag: text for tag, _, text in pairs}


def one_line(text: str) -> str:
    """Return a text without line ends, and with single spaces."""
    return " ".join(text.split())


def matching(values: Collection[str], asked: str) -> Sequence[str]:
    """Return the values that match a text: itself, else all that are equal but for accents and capitals."""
    if asked in values:
        return [asked]
    wanted = fold(asked)
    return [value for value in values if wanted in map(fold, texts_of(value).values())]
