"""A registry's own fields and relations: what registry.toml declares becomes specs like those of the program.

The values of own fields stand in the table `x` of a record ("x.budget"); what is declared nowhere stays a private note. A
declaration that cannot be read is left out, and all others count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from govtui.model.fields import FieldSpec, reading_order, walk_from
from govtui.model.localized import LANGUAGE_TAG
from govtui.model.record import MODELS
from govtui.model.relations import INVERSES, RELATIONS, SAME, Relation
from govtui.model.schema import About, Refers, Section, ValueType
from govtui.model.vocabulary import VOCABULARIES

TYPES: Mapping[str, tuple[ValueType, str]] = {
    "text": (ValueType.TEXT, "text"),
    "localized": (ValueType.LOCALIZED, "table"),
    "date": (ValueType.DATE, "text"),
    "number": (ValueType.NUMBER, "number"),
    "yes_no": (ValueType.YES_NO, "boolean"),
    "country": (ValueType.COUNTRY, "text"),
    "reference": (ValueType.REFERENCE, "text"),
    "key": (ValueType.KEY, "text"),
}
"""The types of own fields as registry.toml names them."""

ALL = "all"
"""In place of a kind: fields of records of every kind."""

RESERVED = ("popolo", "ror", "ics")
"""Keys of `x` under which imports keep what they found."""

MOST_FACETS = 20
"""Own facets at most: each makes the index larger, and the list of facets longer."""

KEY = "[a-z0-9]+(_[a-z0-9]+)*"
"""The form of a key of a field or relation."""

_KEY = re.compile(rf"{KEY}\Z")


class Fault(NamedTuple):
    """Why a declaration does not count: its path in registry.toml, and a reason that has a sentence in i18n/problems.py."""

    path: str
    reason: str
    given: str = ""


class Schema:
    """The fields and relations that the records of a registry may have: the program's, and the registry's own."""

    def __init__(
        self,
        own_fields: Mapping[str, Mapping[str, FieldSpec]] | None = None,
        own_relations: Mapping[str, Relation] | None = None,
    ) -> None:
        self._own = own_fields or {}
        self.own_relations = own_relations or {}
        self._fields: dict[str, Mapping[str, FieldSpec]] = {}
        self._target_kinds: dict[str, Mapping[str, Collection[str]]] = {}

    def own(self, kind: str) -> Mapping[str, FieldSpec]:
        """The registry's own fields of records of a kind, by path ("x.budget")."""
        return self._own.get(kind, {})

    def fields(self, kind: str) -> Mapping[str, FieldSpec]:
        """The fields of records of a kind by name, own ones by path, as a reader meets them."""
        if kind not in self._fields:
            order = list(Section)
            every = [*reading_order(MODELS[kind]).values(), *self.own(kind).values()]
            every.sort(key=lambda spec: order.index(spec.about.section or Section.PROGRAM))
            self._fields[kind] = {spec.name: spec for spec in every}
        return self._fields[kind]

    def named(self, name: str) -> FieldSpec | None:
        """A field of a record by its name, of whichever kind first has it."""
        return next((spec for kind in MODELS if (spec := self.fields(kind).get(name))), None)

    def first_step(self, kind: str, path: str) -> tuple[str, str]:
        """The field of the record that a path leads through ("x.budget" is one), and the rest of the path."""
        name, _, rest = path.partition(".")
        if name == "x" and rest:
            key, _, further = rest.partition(".")
            if f"x.{key}" in self.own(kind):
                return f"x.{key}", further
        return name, rest

    def walk(self, kind: str) -> Iterator[tuple[tuple[FieldSpec, ...], FieldSpec]]:
        """Every field of records of a kind and of their parts, each with the lists and tables that lead to it."""
        return walk_from(self.fields(kind))

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """Every relation by its key, in the order in which a reader meets them."""
        return {**RELATIONS, **self.own_relations}

    @cached_property
    def inverses(self) -> Mapping[str, str]:
        """The name of each inverse to the relation that is written."""
        return {**INVERSES, **{one.inverse: one.key for one in self.own_relations.values() if one.inverse != one.key}}

    @cached_property
    def own_references(self) -> Mapping[str, FieldSpec]:
        """The own fields that refer to records, by the type of their references ("x.host"); of several kinds the first."""
        found: dict[str, FieldSpec] = {}
        for specs in self._own.values():
            for spec in specs.values():
                if spec.about.refers:
                    found.setdefault(spec.about.refers.type, spec)
        return found

    def writable_relations(self, kind: str) -> tuple[str, ...]:
        """The relations that records of a kind may have."""
        return tuple(key for key, one in self.relations.items() if one.written and kind in one.sources)

    def target_kinds(self, kind: str, reference: str) -> Collection[str]:
        """The kinds of record that a reference of this type may name on records of a kind; empty: any."""
        if kind not in self._target_kinds:
            refers = [spec.about.refers for _, spec in self.walk(kind) if spec.about.refers]
            found: dict[str, Collection[str]] = {each.type: each.kinds for each in refers}
            for key, relation in self.relations.items():
                found[key] = (kind,) if relation.targets == SAME else relation.targets
            self._target_kinds[kind] = found
        return self._target_kinds[kind].get(reference, ())

    def relation_spec(self, kind: str, key: str) -> FieldSpec:
        """The list of records that a relation of a record of this kind names."""
        found = self.relations.get(key)
        kinds: tuple[str, ...] = ()
        if found is not None:
            kinds = (kind,) if found.targets == SAME else tuple(one for one in MODELS if one in found.targets)
        about = About(found.label if found and found.label else "", refers=Refers(key, kinds), unordered=True)
        return FieldSpec(key, key, about, ValueType.TARGET, many=True, allowed=frozenset({"text"}), owner="relations")


BUILT_IN = Schema()
"""The schema of a registry that declares nothing of its own."""


def declared(
    fields: Mapping[str, Any], relations: Mapping[str, Any], vocabulary: Mapping[str, Any]
) -> tuple[Schema, tuple[Fault, ...]]:
    """The schema of a registry by the tables of its manifest, and what in them does not count."""
    faults: list[Fault] = []
    own = {kind: dict(_fields(kind, fields, vocabulary, faults)) for kind in MODELS}
    for kind, given in fields.items():
        if kind != ALL and kind not in MODELS:
            faults.append(Fault(f"fields.{kind}", "unknown_kind", kind))
        elif not isinstance(given, Mapping):
            faults.append(Fault(f"fields.{kind}", "not_a_table"))
    _limit_facets(own, fields, faults)
    related = dict(_relations(relations, faults))
    return Schema(own, related), tuple(dict.fromkeys(faults))


def _fields(
    kind: str, told: Mapping[str, Any], vocabulary: Mapping[str, Any], faults: list[Fault]
) -> Iterator[tuple[str, FieldSpec]]:
    """The own fields of a kind, those of every kind first; one that the kind declares itself takes the place of such."""
    for holder in (ALL, kind):
        given = told.get(holder)
        for key, data in given.items() if isinstance(given, Mapping) else ():
            path = f"fields.{holder}.{key}"
            fault = _field_fault(key, data, vocabulary)
            if fault is not None:
                faults.append(Fault(path, *fault))
            else:
                yield f"x.{key}", _field(key, data)


_SEARCH = ("", "alias", "text")


def _option(
    name: str,
    about: About,
    value_type: ValueType,
    *,
    many: bool = False,
    required: bool = False,
    choices: tuple[str, ...] = (),
) -> FieldSpec:
    return FieldSpec(name, name, about, value_type, many=many, required=required, choices=choices)


_LABEL = _option("label", About("Label", "What it is called, in each language."), ValueType.LOCALIZED, required=True)

FIELD_OPTIONS: Mapping[str, FieldSpec] = {
    option.name: option
    for option in (
        _option(
            "type",
            About("Type of value", "What a value of the field is.", vocabulary="value_type"),
            ValueType.KEY,
            required=True,
            choices=tuple(TYPES),
        ),
        _LABEL,
        _option("meaning", About("Meaning", "What the field is for, in each language."), ValueType.LOCALIZED),
        _option("vocabulary", About("Vocabulary", "Of a key: the vocabulary that it belongs to."), ValueType.TEXT),
        _option(
            "kinds",
            About("Kinds", "Of a reference: the kinds of record that it may point at.", vocabulary="kind"),
            ValueType.KEY,
            many=True,
            choices=tuple(MODELS),
        ),
        _option("repeated", About("Repeated", "Whether there may be several values."), ValueType.YES_NO),
        _option(
            "search", About("Search", "Whether search finds its words, and as what."), ValueType.KEY, choices=_SEARCH
        ),
        _option("facet", About("Facet", "Whether records can be filtered by its values."), ValueType.YES_NO),
    )
}
"""What a declaration of a field may say."""

RELATION_OPTIONS: Mapping[str, FieldSpec] = {
    option.name: option
    for option in (
        _option(
            "from",
            About("From", "The kinds of record that have the relation.", vocabulary="kind"),
            ValueType.KEY,
            many=True,
            required=True,
            choices=tuple(MODELS),
        ),
        _option(
            "to",
            About("To", "The kinds of record that it may point at; “same”: the kind of the record.", vocabulary="kind"),
            ValueType.KEY,
            many=True,
            required=True,
            choices=(*MODELS, SAME),
        ),
        _LABEL,
        _option(
            "inverse",
            About("Inverse", "The name of the relation as seen from the other record."),
            ValueType.KEY,
            required=True,
        ),
        _option(
            "inverse_label",
            About("Label of the inverse", "What the relation is called as seen from the other record."),
            ValueType.LOCALIZED,
        ),
    )
}
"""What a declaration of a relation may say."""


def _field_fault(key: str, data: Any, vocabulary: Mapping[str, Any]) -> tuple[str, str] | None:
    """Why a declaration of a field does not count; None where it does."""
    if not isinstance(data, Mapping):
        return "not_a_table", ""
    if not _KEY.match(key):
        return "bad_key", key
    if key in RESERVED:
        return "reserved", key
    if unknown := [option for option in data if option not in FIELD_OPTIONS]:
        return "unknown_option", unknown[0]
    type = data.get("type")
    if not isinstance(type, str) or type not in TYPES:
        return ("unknown_type", str(type)) if type else ("no_type", "")
    if not is_localized(data.get("label")):
        return "no_label", ""
    if "meaning" in data and not is_localized(data["meaning"]):
        return "bad_option", "meaning"
    named = data.get("vocabulary", "")
    known = isinstance(named, str) and (
        named in VOCABULARIES or (named.startswith("x.") and named.replace(".", "_") in vocabulary)
    )
    if type != "key" and "vocabulary" in data:
        return "vocabulary_of_no_key", str(named)
    if type == "key" and not known:
        return ("unknown_vocabulary", str(named)) if named else ("no_vocabulary", "")
    kinds = data.get("kinds", [])
    if type != "reference" and "kinds" in data:
        return "kinds_of_no_reference", ""
    if kinds != [] and not _are_kinds(kinds):
        return "bad_option", "kinds"
    for option in ("repeated", "facet"):
        if not isinstance(data.get(option, False), bool):
            return "bad_option", option
    if type == "localized" and data.get("repeated"):  # its items would have no names that paths could have
        return "localized_repeated", ""
    if data.get("search", "") not in _SEARCH:
        return "bad_option", "search"
    return None


_UNORDERED = (ValueType.REFERENCE, ValueType.KEY, ValueType.COUNTRY)
"""Of these a repeated field is a set; texts, dates and numbers stay in the order in which somebody wrote them."""


def _field(key: str, data: Mapping[str, Any]) -> FieldSpec:
    value_type, allowed = TYPES[data["type"]]
    many = data.get("repeated", False)
    about = About(
        dict(data["label"]),
        dict(data.get("meaning", {})),
        Section.OWN,
        vocabulary=data.get("vocabulary", ""),
        refers=Refers(f"x.{key}", tuple(data.get("kinds", ()))) if value_type is ValueType.REFERENCE else None,
        unordered=many and value_type in _UNORDERED,
        search=data.get("search", ""),
        facet=f"x.{key}" if data.get("facet") else "",
    )
    types = {allowed, "integer"} if value_type is ValueType.NUMBER else {allowed}
    return FieldSpec(f"x.{key}", key, about, value_type, many=many, allowed=frozenset(types))


def _limit_facets(own: dict[str, dict[str, FieldSpec]], told: Mapping[str, Any], faults: list[Fault]) -> None:
    """Take the facet from the fields after the first MOST_FACETS that have one."""
    facets: dict[str, None] = {}
    for kind, specs in own.items():
        for name, spec in specs.items():
            if not spec.about.facet or name in facets:
                continue
            if len(facets) < MOST_FACETS:
                facets[name] = None
                continue
            specs[name] = spec._replace(about=spec.about._replace(facet=""))
            given = told.get(kind)
            holder = kind if isinstance(given, Mapping) and spec.attribute in given else ALL
            faults.append(Fault(f"fields.{holder}.{spec.attribute}", "too_many_facets", str(MOST_FACETS)))


def _relations(told: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Relation]]:
    taken = {*RELATIONS, *INVERSES}
    for key, data in told.items():
        fault = _relation_fault(key, data, taken, [other for other in told if other != key])
        if fault is not None:
            faults.append(Fault(f"relations.{key}", *fault))
            continue
        taken |= {key, data["inverse"]}
        to = data["to"]
        targets = SAME if to in (SAME, [SAME]) else frozenset(to)
        yield (
            key,
            Relation(
                key,
                data["inverse"],
                frozenset(data["from"]),
                targets,
                label=dict(data["label"]),
                inverse_label=dict(data.get("inverse_label", data["label"])),
            ),
        )


def _relation_fault(key: str, data: Any, taken: set[str], others: list[str]) -> tuple[str, str] | None:
    """Why a declaration of a relation does not count; None where it does."""
    if not isinstance(data, Mapping):
        return "not_a_table", ""
    if not _KEY.match(key):
        return "bad_key", key
    if key in taken:
        return "taken", key
    if unknown := [option for option in data if option not in RELATION_OPTIONS]:
        return "unknown_option", unknown[0]
    inverse = data.get("inverse")
    if not isinstance(inverse, str) or not _KEY.match(inverse):
        return "no_inverse", ""
    if inverse in taken or inverse in others:
        return "taken", inverse
    if not is_localized(data.get("label")):
        return "no_label", ""
    # One that is its own inverse is called the same from both sides.
    if (inverse != key or "inverse_label" in data) and not is_localized(data.get("inverse_label")):
        return "no_inverse_label", ""
    if not _are_kinds(data.get("from")):
        return "bad_option", "from"
    if data.get("to") not in (SAME, [SAME]) and not _are_kinds(data.get("to")):
        return "bad_option", "to"
    return None


def _are_kinds(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one in MODELS for one in value)


def is_localized(value: Any) -> bool:
    """Whether a value is a text by language, in one language at least."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(tag, str) and LANGUAGE_TAG.match(tag) for tag in value)
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )
