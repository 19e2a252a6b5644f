"""Query fields and their values in words: for facets, the query line and its completion."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from govtui.i18n.countries import country_name
from govtui.i18n.formats import number
from govtui.i18n.query_labels import CHAIR
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.index.query_fields import QueryFields, texts_of
from govtui.model.identifiers import country_of
from govtui.model.localized import text_in, with_fallback

if TYPE_CHECKING:
    from govtui.index.query import Mistake


def facet_name(dim: str, fields: QueryFields, tr: Translator) -> str:
    """Return the label of a query field; of an own field the registry's."""
    return fields.vocabulary.field_label(dim, tr) or dim


def mistake_values(mistake: Mistake, fields: QueryFields, tr: Translator) -> dict[str, str]:
    """Return the values of a mistake's sentence (i18n/errors.py), with a known field by its label."""
    values = dict(mistake.values)
    if known := fields.vocabulary.field_named(values.get("field", "")):
        values["field"] = facet_name(known[0], fields, tr)
    return values


_DIGITS = 20
"""Characters of a number that is written with separators; Babel takes no longer ones."""

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")
"""A number as facets have it."""


def value_words(dim: str, value: str, index: Index, tr: Translator) -> str:
    """Return a value of a query field in words."""
    match dim:
        case "decade":
            return tr.pgettext("facet", "{year}s").format(year=value)
        case "date":
            return _date_words(value, tr)
        case "source":
            return _record_name(value, index, tr)
    if dim not in index.fields.facets and (dim in index.fields.links or dim == CHAIR):
        country = country_of(value)
        return (country and country_name(country, tr)) or _record_name(value, index, tr)
    return _typed_words(dim, value, index, tr)


def _record_name(id: str, index: Index, tr: Translator) -> str:
    """Return the name of a record; what stands in its place where there is none."""
    card = index.card(id)
    reading = with_fallback(card.name, tr.language) if card else None
    return reading.text if reading else id


def _date_words(value: str, tr: Translator) -> str:
    from govtui.i18n.dates import text_short  # only lines that ask for dates need the models

    return text_short(value, tr) or value


def _typed_words(dim: str, value: str, index: Index, tr: Translator) -> str:
    """Return a value in words by the type of the facet's field, else by its label."""
    match index.fields.value_type(dim):
        case "date":
            return _date_words(value, tr)
        case "number" if len(value) <= _DIGITS and NUMBER.fullmatch(value):
            return number(int(value) if value.lstrip("-").isdecimal() else Decimal(value), tr)
        case "reference":
            return _record_name(value, index, tr)
        case "text" | "localized" | "quote":
            return text_in(texts_of(value), tr.language)
    return index.fields.vocabulary.value_label(dim, value, tr)
