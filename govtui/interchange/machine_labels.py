"""Labels of the keys in machine lines, in all languages, for `--labels`. Commands load it, and the catalogs, for that alone.

A member with a vocabulary (machine_shapes.py) gets its labels by language in `label`, beside it; a list of keys gets them by
key. A key that has none gets none. What a registry adds comes from its index, so nothing here loads the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govtui.i18n.countries import country_name
from govtui.i18n.labels import LABELS
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.query_fields import BUILT_IN
from govtui.interchange.machine import Line
from govtui.interchange.machine_members import PARTS, TEXT_TYPES, Member
from govtui.interchange.machine_shapes import SHAPES
from govtui.model.identifiers import country_of
from govtui.page.statistics import key_words

if TYPE_CHECKING:
    from govtui.index.api import Index

Texts = Mapping[str, str]
"""A label by language."""

FACET = "{facet}"
"""The vocabulary of the values of a query field, which the line names."""

VALUES: Mapping[str, Sequence[str]] = {
    "steps": ("step.action",),
    "terms": ("term.type",),
    "date": ("date_of", "step.action"),
}
"""The vocabularies of the values of dated facts ("{what}.value"); what parties did is a field of theirs."""

RECORDS = ("source",)
"""Query fields that have no type of their own and whose values are records."""


def labelled(items: Iterable[Line], index: Index | None) -> Iterator[Line]:
    """Yield each line with `label`: the labels of its keys by member and language; the lines within it too.

    `index`: of the registry, whose own keys and titles of sources have labels; None where there is none.
    """
    labels = Labels(index)
    for item in items:
        yield _with_labels(item, SHAPES[item["is"]].members, labels)


def _with_labels(item: Mapping[str, Any], members: Iterable[Member], labels: Labels) -> Line:
    line, found = dict(item), {}
    for member in members:
        if not (value := item.get(member.name)):
            continue
        part = member.type.removesuffix("[]")
        if part not in TEXT_TYPES and (part in SHAPES or part in PARTS):  # "field" is both
            inner = SHAPES[part].members if part in SHAPES else PARTS[part]
            line[member.name] = (
                [_with_labels(one, inner, labels) for one in value]
                if isinstance(value, list)
                else _with_labels(value, inner, labels)
            )
        elif member.vocabulary and (told := _of_value(member.vocabulary, value, item, labels)):
            found[member.name] = told
    if found:
        line["label"] = found
    return line


def _of_value(vocabulary: str, value: object, item: Mapping[str, Any], labels: Labels) -> Mapping[str, Any]:
    """Return the label of a key, of a list of keys the labels by key; empty where there are none."""
    if isinstance(value, list):
        return {key: found for key in value if (found := _of_value(vocabulary, key, item, labels))}
    if vocabulary == FACET:
        return labels.of_facet(str(item["facet"]), str(value))
    return labels.of(vocabulary.format_map(defaultdict(str, item)), str(value))


class Labels:
    """Labels of keys in all languages of the interface; of a registry's own keys as registry.toml has them."""

    def __init__(self, index: Index | None) -> None:
        self._index = index
        self._fields = index.fields if index is not None else BUILT_IN
        self._translators = [load(language) for language in LANGUAGES]
        self._known: dict[tuple[str, str, bool], Texts] = {}

    def of(self, vocabulary: str, key: str) -> Texts:
        """Return the label of a key of a vocabulary by language; empty where it has none."""
        return self._kept(vocabulary, key, is_facet=False)

    def of_facet(self, facet: str, value: str) -> Texts:
        """Return the label of a value of a query field by language; empty where it has none."""
        return self._kept(facet, value, is_facet=True)

    def _kept(self, name: str, key: str, *, is_facet: bool) -> Texts:
        place = name, key, is_facet
        if place not in self._known:
            self._known[place] = self._facet_value(name, key) if is_facet else self._key(name, key)
        return self._known[place]

    def _key(self, vocabulary: str, key: str) -> Texts:
        match vocabulary:
            case "country":
                named = {tr.language: country_name(key, tr) for tr in self._translators}
                return {language: name for language, name in named.items() if name}
            case "reference":
                return self._built_in("relation", key) or self._built_in("reference", key) or self._own_reference(key)
            case "problem":
                return self._in_catalogs("problems", PROBLEMS[key].heading if key in PROBLEMS else "")
        before, _, last = vocabulary.rpartition(".")
        if last == "field":
            return self._field(before, key)
        if last == "path":
            card = self._index.card(before) if self._index is not None else None
            steps = key.split(".")
            return self._field(card.kind, ".".join(steps[: 1 + (steps[0] == "x")])) if card is not None else {}
        if last == "value":
            told = (self._key(one, key) for one in VALUES.get(before, ()))
            return next(filter(None, told), {}) or self._field("declaration", f"{before}.{key}")
        return self._built_in(vocabulary, key) or self._fields.own_labels.get(vocabulary, {}).get(key, {})

    def _field(self, kind: str, path: str) -> Texts:
        for field in self._fields.every:
            if field.path == path and kind in field.kinds:
                return self._in_catalogs("field", field.label) if isinstance(field.label, str) else field.label
        return {}

    def _built_in(self, vocabulary: str, key: str) -> Texts:
        return self._in_catalogs(vocabulary, LABELS.get(vocabulary, {}).get(key, ""))

    def _in_catalogs(self, context: str, message: str) -> Texts:
        return {tr.language: tr.pgettext(context, message) for tr in self._translators} if message else {}

    def _own_reference(self, key: str) -> Texts:
        link = self._fields.links.get(key)
        return dict(link.label) if link is not None else {}

    def _facet_value(self, facet: str, value: str) -> Texts:
        if code := country_of(value):
            return self._key("country", code)
        if facet in RECORDS or facet in self._fields.links or self._fields.value_type(facet) == "reference":
            card = self._index.card(value) if self._index is not None else None
            return dict(card.name) if card is not None else {}
        if found := {tr.language: words for tr in self._translators if (words := key_words(facet, value, tr))}:
            return found
        return self._fields.vocabulary.value_texts(facet, value)
