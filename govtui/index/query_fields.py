"""The fields and facets that a query may name, as the index keeps them (`meta.fields`): read without the models.

`index/write/populate.py` derives them once from the schema, the registry's own fields included. Whoever asks an index passes its
`fields` on to the query parser; without an index there are the fields that every registry has.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from govtui.text.fold import fold

ORDER = ("kind", "type", "status", "country", "year", "decade", "sdg", "source", "has", "missing")
"""The query fields of the first edition, in the order in which a query line has them: saved views hold such lines.

`year`, `decade`, `has` and `missing` are worked out from a record as a whole (values.py, write.py); the others are the
facets of fields. A facet that a field was given since follows them.
"""

OWN = "x."
"""What the paths of a registry's own fields begin with."""

TEXTS = frozenset({"text", "localized", "quote"})
"""The types of values of which a query may leave out accents and capitals."""


class Field(NamedTuple):
    """One field of the registry's records."""

    path: str
    """The names of the lists and tables that lead to it, and its own: "place.country"; of an own field "x.budget"."""
    kinds: Sequence[str]
    """The kinds of record that have it so."""
    label: str | Mapping[str, str]
    """A message of the context `field`; of an own field its texts by language."""
    value_type: str
    """The value of a model.schema.ValueType, which the first list does without."""
    vocabulary: str
    facet: str
    search: str
    """Its rank in search ("name", "alias", "text"); empty where it is not searched."""


class QueryFields:
    """What a query may name. Equal lists are one object (`query_fields`), so parsed queries are remembered by it."""

    def __init__(self, every: Iterable[Field] = ()) -> None:
        self.every = tuple(every)
        facets: dict[str, list[Field]] = {}
        for field in self.every:
            if field.facet:
                facets.setdefault(field.facet, []).append(field)
        self.facets: Mapping[str, Sequence[Field]] = facets
        """Each facet that a field has, with the fields that count in it."""
        self.names = (*ORDER, *sorted((name for name in facets if name not in ORDER), key=_is_own))
        """The facets that a query may name, in the order of a query line."""
        own = {name.removeprefix(OWN): name for name in self.names if _is_own(name)}
        self._named = {**own, **{name: name for name in self.names}}
        self._paths = {field.path for field in self.every}

    @property
    def later(self) -> Sequence[str]:
        """The names, short ones too, that are not of the first edition: values with spaces or commas are quoted one by one."""
        return [name for name in self._named if name not in ORDER]

    def named(self, name: str) -> str:
        """The facet that a name in a query means: itself, or an own field without its `x.`; empty where there is none."""
        return self._named.get(name, "")

    def near(self, name: str) -> str:
        """The name that a mistyped one is most like; empty when none is."""
        from difflib import get_close_matches  # not for the first list

        return next(iter(get_close_matches(name, [*self._named], 1)), "")

    def is_field(self, path: str) -> bool:
        """Whether records have such a field, facet or not."""
        return path in self._paths

    def value_type(self, facet: str) -> str:
        """The type of the values that count in a facet (`Field.value_type`); empty where no field has it."""
        return self.facets[facet][0].value_type if facet in self.facets else ""

    def has_texts(self, facet: str) -> bool:
        """Whether its values are texts, which a query may write without accents and capitals."""
        return facet not in ORDER and self.value_type(facet) in TEXTS

    def is_closed(self, facet: str) -> bool:
        """Whether a value that no record has is a mistake: of all later facets but dates, numbers, and yes or no."""
        return facet not in ORDER and self.value_type(facet) not in ("date", "number", "yes_no")

    def chosen(self, facet: str, values: Collection[str], asked: Collection[str]) -> Collection[str]:
        """Those of a facet's values that a query asks for."""
        if not self.has_texts(facet):
            return asked
        return {value for one in asked for value in matching(values, one)}


def matching(values: Collection[str], asked: str) -> Sequence[str]:
    """The values of a text facet that a text in a query means: just that one, else all that differ in accents or capitals."""
    if asked in values:
        return [asked]
    wanted = fold(asked)
    return [value for value in values if wanted in map(fold, texts_of(value).values())]


def texts_of(value: str) -> Mapping[str, str]:
    """The texts of a value of a text facet by language; one that is of no language has "" for its tag."""
    pairs = (line.rpartition("\t") for line in value.split("\n"))
    return {tag: text for tag, _, text in pairs}


def _is_own(facet: str) -> bool:
    return facet.startswith(OWN)


BUILT_IN = QueryFields()
"""Those that every registry has."""


@lru_cache(maxsize=4)
def query_fields(raw: str) -> QueryFields:
    """Read what `as_json` wrote."""
    return QueryFields(map(Field._make, json.loads(raw)))


def as_json(every: Iterable[Field]) -> str:
    """Write fields as `meta.fields` has them."""
    return json.dumps([*every], ensure_ascii=False, separators=(",", ":"))
