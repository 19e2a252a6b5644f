"""Values of fields in words: for lists of fields, and the choices that a field has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from govtui.i18n.fields import field_name
from govtui.i18n.labels import LABELS, label
from govtui.i18n.lists import joined
from govtui.i18n.marks import NP_
from govtui.i18n.numbers import number
from govtui.i18n.places import country_name, is_country
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.query import ALL, View
from govtui.model.dates import PartialDate
from govtui.model.identifiers import country_of
from govtui.model.paths import names
from govtui.model.shapes import Form, Shape, parts
from govtui.model.spots import Spot, plain, spot
from govtui.page.links import said
from govtui.text.collate import sort_key
from govtui.tui.facets import value_words
from govtui.tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from govtui.page.voice import Voice

SHOWN = 60
"""How many records are offered at once; typing narrows them."""

_BOUNDS = {
    "exact": NP_("bound", "exact"),
    "over": NP_("bound", "over"),
    "under": NP_("bound", "under"),
    "about": NP_("bound", "about"),
}


def in_words(spot: Spot, voice: Voice) -> str:
    """What stands in a field, on one line; empty when nothing does."""
    value = spot.value
    if value is None or value == [] or value == {}:
        return ""
    return " ".join(_words(value, spot.shape, voice).split())


def _words(value: Any, shape: Shape, voice: Voice) -> str:
    match shape.form:
        case Form.LOCALIZED:
            return voice.one(value)
        case Form.VOCABULARY:
            return vocabulary_word(shape.vocabulary, value, voice)
        case Form.DATE:
            return voice.date(value) if isinstance(value, PartialDate) else str(value)
        case Form.NUMBER:
            return number(value, voice.tr) if isinstance(value, int) else str(value)
        case Form.YES_NO:
            return yes_no(bool(value), voice.tr)
        case Form.COUNTRY:
            return country_name(value, voice.tr) or str(value)
        case Form.LANGUAGE:
            return voice.named(value)
        case Form.REFERENCE:
            return voice.name(value).text if country_of(value) or voice.index.card(value) else str(value)
        case Form.LIST if shape.element is not None:
            return joined([_words(each, shape.element, voice) for each in value], voice.tr)
        case Form.ITEMS:
            return joined([item_in_words(shape, item, name, voice) for name, item in _named(shape, value)], voice.tr)
        case Form.MAP:
            return joined([field_name(shape.name, name, voice.tr) for name in value], voice.tr)
    return _parts(value, shape, voice)


def _named(shape: Shape, items: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    yield from zip(names(shape.name, items), items, strict=True)


def item_in_words(shape: Shape, item: Any, name: str, voice: Voice) -> str:
    """An item of a list, by what tells it best from its neighbours."""
    for part in ("name", "text", "quote"):
        value = getattr(item, part, None)
        if isinstance(value, Mapping):
            return voice.one(value)
        if isinstance(value, str):
            return value
    match shape.name:
        case "figures":
            return f"{number(item.value, voice.tr)} {vocabulary_word('figure.what', item.what, voice)}"
        case "terms":
            words = [vocabulary_word("term.type", item.type, voice)]
            return " · ".join(words + ([voice.date(item.date)] if item.date else []))
        case "steps":
            words = [vocabulary_word("step.action", item.action, voice)]
            return " · ".join(words + ([voice.date(item.date)] if item.date else []))
        case "claims":
            return f"{voice.field_path(item.field)}: {claimed(item.field, item.value, voice)}"
        case "sources":
            place = voice.at(item.at)
            return voice.known(item.ref) + (f", {place}" if place else "")
    table = Shape(Form.TABLE, name, shape.name, model=shape.model or type(item))
    return (_parts(item, table, voice) if name.isdigit() else "") or name


def claimed(field: str, value: Any, voice: Voice) -> str:
    """What is said of a field of a record that is not at hand, in words."""
    if isinstance(value, list):
        return ", ".join(claimed(field, one, voice) for one in value)
    if isinstance(value, Mapping):
        return voice.one(value)
    text = str(plain(value))
    if field in ("status", "type"):
        return value_words(field, text, voice.index, voice.tr)
    return said(field, text, voice).text


def _parts(value: Any, shape: Shape, voice: Voice) -> str:
    """A table by what stands in its parts."""
    if shape.model is None:
        return str(plain(value))
    inside = parts(shape.model, shape.owner or shape.name)
    texts = []
    for name, attribute in ((info.alias or field, field) for field, info in shape.model.model_fields.items()):
        found = getattr(value, attribute)
        if found not in (None, [], {}) and name != "key":
            texts.append(
                _words(found, inside[name], voice) if inside[name].form is not Form.FREE else str(plain(found))
            )
    return " · ".join(" ".join(text.split()) for text in texts)


def vocabulary_word(vocabulary: str, key: str, voice: Voice) -> str:
    """A key of a vocabulary in words, as it stands by itself."""
    if vocabulary == "figure.bound" and key in _BOUNDS:
        return voice.tr.pgettext("bound", _BOUNDS[key])
    return voice.label(vocabulary, key)


def yes_no(value: bool, tr: Translator) -> str:
    """A truth in words."""
    return tr.pgettext("answer", "yes") if value else tr.pgettext("answer", "no")


def closed_choices(shape: Shape, voice: Voice) -> list[Choice]:
    """Everything a field of a closed form may hold: vocabulary, country, language, yes or no."""
    match shape.form:
        case Form.VOCABULARY:
            keys = voice.manifest.keys(shape.vocabulary)
            return [Choice(key, vocabulary_word(shape.vocabulary, key, voice), also=key) for key in keys]
        case Form.YES_NO:
            return [Choice(value, yes_no(value, voice.tr)) for value in (True, False)]
        case Form.COUNTRY:
            return countries(voice.tr)
        case Form.LANGUAGE:
            tags = dict.fromkeys((*voice.manifest.languages, *LABELS["language"]))
            return [Choice(tag, label("language", tag, voice.tr), also=tag) for tag in tags]
    return []


def countries(tr: Translator) -> list[Choice]:
    """Every country or area by its name, with its name in the other languages."""
    return list(_countries(tr.language)) if tr.language in LANGUAGES else list(_countries(LANGUAGES[-1]))


@cache
def _countries(language: str) -> tuple[Choice, ...]:
    codes = [a + b for a in ascii_uppercase for b in ascii_uppercase if is_country(a + b)]
    others = [load(each) for each in LANGUAGES if each != language]
    found = [
        Choice(code, country_name(code, load(language)) or code, ", ".join(country_name(code, o) or "" for o in others))
        for code in codes
    ]
    return tuple(sorted(found, key=lambda choice: sort_key(choice.words, language)))


def records(shape: Shape, typed: str, voice: Voice) -> list[Choice]:
    """The records that a reference may name and that `typed` finds, best first; countries where it may name one."""
    kind = next(iter(shape.kinds)) if len(shape.kinds) == 1 else ALL
    view = View(kind, _quoted(typed), "name", voice.language, voice.tr.language)
    rows = [row for row in voice.index.result(view).window(0, SHOWN * 2) if row.kind in shape.kinds][:SHOWN]
    # Names with the country where they are ambiguous: “Bộ Nội vụ” is a ministry of two.
    told = [" · ".join(words for words in (row.type, row.date) if words) for row in rows]
    out = [Choice(row.key, voice.name(row.key).text, note) for row, note in zip(rows, told, strict=True)]
    card = voice.index.card(typed.strip())
    if card is not None and card.kind in shape.kinds and all(choice.value != card.id for choice in out):
        out.insert(0, Choice(card.id, voice.name(card.id).text, card.id))
    if shape.countries and typed.strip():
        from govtui.tui.widgets.pick_list import fitting

        out += [choice.valued(f"country:{choice.value}") for choice in fitting(countries(voice.tr), typed)[:5]]
    return out


def _quoted(typed: str) -> str:
    """Words to be found as they are, not a query with fields."""
    return " ".join(word for word in typed.replace('"', " ").replace(":", " ").split())


def path_in_words(record: Any, path: str, voice: Voice) -> str:
    """A field path as its reader knows it: "Terms, Mandate: Date"."""
    words: list[str] = []
    steps = path.split(".")
    for end in range(1, len(steps) + 1):
        here = ".".join(steps[:end])
        found = spot(record, here)
        if found is None or found.path != here:
            continue
        if found.shape.form is Form.TABLE and found.shape.owner and found.value is not None and words:
            item = item_in_words(Shape(Form.ITEMS, found.shape.owner), found.value, found.shape.name, voice)
            words.append(item if len(item) <= 40 else item[:39] + "…")
        elif words and words[-1] == field_name(found.shape.owner, found.shape.name, voice.tr):
            continue
        else:
            words.append(field_name(found.shape.owner, found.shape.name, voice.tr))
    return " › ".join(words)
