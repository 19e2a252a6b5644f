"""Values of fields in words, and the choices of a field as options."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from govtui.i18n.countries import country_name, is_country
from govtui.i18n.formats import joined, quoted
from govtui.i18n.labels import LABELS, label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.api import ALL, View
from govtui.model.field_paths import FieldRef, resolve
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_names
from govtui.model.measures_over_time import areas_of, measures_of
from govtui.model.record import MODELS, Declaration
from govtui.model.schema import ValueType
from govtui.model.vocabulary import UNALLOCATED
from govtui.page.present import entry_words, item_words, key_words, value_words, yes_no
from govtui.text.collate import sort_key
from govtui.tui.base.option_list import Option

if TYPE_CHECKING:
    from govtui.model.plain_record import PlainRecord
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext

SHOWN = 60
"""The most records offered at once; typing narrows them."""


def in_words(spot: FieldRef, record: Record | PlainRecord, context: RenderContext) -> str:
    """Return the value of a field of a record in words, on one line; "" when it has none."""
    value = spot.value
    if value is None or value == [] or value == {}:
        return ""
    if spot.spec.about.item_of:
        named = (choice.words for choice in items_of(spot.spec, record, context) if choice.value == value)
        return next(named, quoted(str(value)))
    if spot.spec.keyed:
        return joined([entry_words(spot.spec, name, context) for name in value], context.tr)
    return value_words(spot.spec, value, context)


def written(value: Any) -> str:
    """Return a single value as a file writes it, without quotation marks."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value.isoformat() if isinstance(value, date | time) else str(value)


def item_called(spec: FieldSpec, item: Any, context: RenderContext) -> str:
    """Return an item of a list in words, as far as it can be read."""
    return item_words(spec, item, spec.item, context).strip().removesuffix(":") if item else spec.item


def closed_choices(spec: FieldSpec, context: RenderContext) -> list[Option]:
    """Return the choices of a field with a closed set of values: vocabulary, country, language, yes or no."""
    match spec.value_type:
        case ValueType.KEY if vocabulary := spec.about.vocabulary:
            return [
                Option(key, key_words(vocabulary, key, context), also=key) for key in context.manifest.keys(vocabulary)
            ]
        case ValueType.YES_NO:
            return [Option(value, yes_no(value, context.tr)) for value in (True, False)]
        case ValueType.COUNTRY:
            return countries(context.tr)
        case ValueType.LANGUAGE:
            tags = dict.fromkeys((*context.manifest.languages, *LABELS["language"]))
            return [Option(tag, label("language", tag, context.tr), also=tag) for tag in tags]
    return []


def items_of(spec: FieldSpec, record: Record | PlainRecord, context: RenderContext) -> list[Option]:
    """Return the items of the record's list whose keys a field takes ("agenda", "people"), in their order.

    Rows of progress may also name areas and measures of the text that the record implements.
    """
    held = resolve(record, spec.about.item_of, context.schema)
    items = held.value if held is not None and isinstance(held.value, list) else []
    told = {}
    if held is not None:
        names = item_names(held.spec.name, items)
        told = {name: item_words(held.spec, item, name, context) for name, item in zip(names, items, strict=True)}
    if spec.owner == "rows" and isinstance(record, Declaration):
        if spec.name == "item":
            measures = measures_of(record, context.record)
            told |= {key: context.text_of(one.text) for key, one in measures.items() if key not in told}
        else:
            areas = areas_of(record, context.record)
            told |= {key: context.text_of(name) for key, name in areas.items() if key not in told}
            told[UNALLOCATED] = context.tr.gettext("Not matched to any area")
    return [Option(name, words, name) for name, words in told.items()]


def countries(tr: Translator) -> list[Option]:
    """Return all countries and areas by name, with their names in the other languages."""
    return list(_countries(tr.language if tr.language in LANGUAGES else "en"))


@cache
def _countries(language: str) -> tuple[Option, ...]:
    codes = [a + b for a in ascii_uppercase for b in ascii_uppercase if is_country(a + b)]
    others = [load(each) for each in LANGUAGES if each != language]
    found = [
        Option(code, country_name(code, load(language)) or code, ", ".join(country_name(code, o) or "" for o in others))
        for code in codes
    ]
    return tuple(sorted(found, key=lambda choice: sort_key(choice.words, language)))


def records(spec: FieldSpec, typed: str, context: RenderContext) -> list[Option]:
    """Return the records (and countries) that a reference may name and `typed` matches, best first."""
    kinds = (spec.about.refers.kinds if spec.about.refers else ()) or tuple(MODELS)
    kind = kinds[0] if len(kinds) == 1 else ALL
    view = View(kind, _quoted(typed), "name", context.language, context.tr.language)
    rows = [row for row in context.index.result(view).window(0, SHOWN * 2) if row.kind in kinds][:SHOWN]
    # Names with the country where they are ambiguous: “Bộ Nội vụ” is a ministry of two.
    told = [" · ".join(words for words in row.columns[:2] if words) for row in rows]
    out = [Option(row.key, context.name(row.key).text, note) for row, note in zip(rows, told, strict=True)]
    card = context.index.card(typed.strip())
    if card is not None and card.kind in kinds and all(choice.value != card.id for choice in out):
        out.insert(0, Option(card.id, context.name(card.id).text, card.id))
    if spec.value_type is ValueType.TARGET and typed.strip():
        from govtui.tui.base.option_list import fitting

        out += [choice.valued(f"country:{choice.value}") for choice in fitting(countries(context.tr), typed)[:5]]
    return out


def _quoted(typed: str) -> str:
    """Return words as a query without fields."""
    return " ".join(word for word in typed.replace('"', " ").replace(":", " ").split())
