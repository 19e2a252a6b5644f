"""The schema of a registry: the fields and relations of the program, and those that registry.toml declares.

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
"""The types of own fields as registry.toml names them: the type of their values, and the type that TOML has for it."""

ALL = "all"
"""In place of a kind: records of every kind."""

RESERVED = ("popolo", "ror", "ics")
"""Keys of `x` where imports keep what they found."""

MOST_FACETS = 20
"""Own facets at most: each makes the index larger, and the list of facets longer."""

KEY = "[a-z0-9]+(_[a-z0-9]+)*"
"""The form of a key of a field or relation."""

_KEY = re.compile(rf"{KEY}\Z")


Reason = tuple[str, str]
"""Why a declaration does not count, and the part of it that is meant."""


class Fault(NamedTuple):
    """A declaration that does not count: its path in registry.toml, and the reason, whose sentence is in i18n."""

    path: str
    reason: str
    given: str = ""


class Schema:
    """The fields and relations that the records of a registry may have."""

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
        """The field of this name, of the first kind that has it."""
        return next((spec for kind in MODELS if (spec := self.fields(kind).get(name))), None)

    def first_step(self, kind: str, path: str) -> tuple[str, str]:
        """Split a path after the field of the record ("x.budget" is one)."""
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
        """Every relation by its key, in reading order."""
        return {**RELATIONS, **self.own_relations}

    @cached_property
    def inverses(self) -> Mapping[str, str]:
        """The name of each inverse to the key of its relation."""
        return {**INVERSES, **{one.inverse: one.key for one in self.own_relations.values() if one.inverse != one.key}}

    @cached_property
    def own_references(self) -> Mapping[str, FieldSpec]:
        """The own fields that refer to records by their type of reference ("x.host"), of the first kind that has it."""
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
    """Read the tables of a manifest into a schema; also return the declarations that do not count."""
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
    kind: str, declarations: Mapping[str, Any], vocabulary: Mapping[str, Any], faults: list[Fault]
) -> Iterator[tuple[str, FieldSpec]]:
    """Yield the own fields of a kind, those of all kinds first: the kind may declare one of them anew."""
    for holder in (ALL, kind):
        given = declarations.get(holder)
        for key, data in given.items() if isinstance(given, Mapping) else ():
            path = f"fields.{holder}.{key}"
            fault = _field_fault(key, data, vocabulary)
            if fault is not None:
                faults.append(Fault(path, *fault))
            else:
                yield f"x.{key}", _field(key, data)


_SEARCH = ("", "alias", "text")
_CHOICES = {"value_type": tuple(TYPES), "kind": tuple(MODELS)}
_REQUIRED = ("type", "label", "from", "to", "inverse")


def _option(
    name: str, value_type: ValueType, about: About, more_choices: tuple[str, ...] = ()
) -> tuple[str, FieldSpec]:
    choices = (*_CHOICES.get(about.vocabulary, ()), *more_choices)
    many, required = about.vocabulary == "kind", name in _REQUIRED
    return name, FieldSpec(name, name, about, value_type, many=many, required=required, choices=choices)


_LABEL = _option("label", ValueType.LOCALIZED, About("Label", "What it is called, in each language."))

FIELD_OPTIONS: Mapping[str, FieldSpec] = dict(
    (
        _option(
            "type", ValueType.KEY, About("Type of value", "What a value of the field is.", vocabulary="value_type")
        ),
        _LABEL,
        _option("meaning", ValueType.LOCALIZED, About("Meaning", "What the field is for, in each language.")),
        _option("vocabulary", ValueType.TEXT, About("Vocabulary", "Of a key: the vocabulary that it belongs to.")),
        _option(
            "kinds",
            ValueType.KEY,
            About("Kinds", "Of a reference: the kinds of record that it may point at.", vocabulary="kind"),
        ),
        _option("repeated", ValueType.YES_NO, About("Repeated", "Whether there may be several values.")),
        _option("search", ValueType.KEY, About("Search", "Whether search finds its words, and as what."), _SEARCH),
        _option("facet", ValueType.YES_NO, About("Facet", "Whether records can be filtered by its values.")),
    )
)
"""The options of a declared field by name."""

RELATION_OPTIONS: Mapping[str, FieldSpec] = dict(
    (
        _option("from", ValueType.KEY, About("From", "The kinds of record that have the relation.", vocabulary="kind")),
        _option(
            "to",
            ValueType.KEY,
            About("To", "The kinds of record that it may point at; “same”: the kind of the record.", vocabulary="kind"),
            (SAME,),
        ),
        _LABEL,
        _option("inverse", ValueType.KEY, About("Inverse", "The name of the relation as seen from the other record.")),
        _option(
            "inverse_label",
            ValueType.LOCALIZED,
            About("Label of the inverse", "What the relation is called as seen from the other record."),
        ),
    )
)
"""The options of a declared relation by name."""


def _field_fault(key: str, data: Any, vocabulary: Mapping[str, Any]) -> Reason | None:
    """Return why a declaration of a field does not count; None where it does."""
    if fault := _declaration_fault(key, data, dict.fromkeys(RESERVED, "reserved"), FIELD_OPTIONS):
        return fault
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
"""A repeated field of these types is a set; texts, dates and numbers keep the order in which they were written."""


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
        search=data.get("search", "text" if value_type in (ValueType.TEXT, ValueType.LOCALIZED) else ""),
        facet=f"x.{key}" if data.get("facet") else "",
    )
    types = {allowed, "integer"} if value_type is ValueType.NUMBER else {allowed}
    return FieldSpec(f"x.{key}", key, about, value_type, many=many, allowed=frozenset(types))


def _limit_facets(own: dict[str, dict[str, FieldSpec]], declarations: Mapping[str, Any], faults: list[Fault]) -> None:
    """Take the facet from all fields after the first MOST_FACETS that have one."""
    facets: dict[str, None] = {}
    for kind, specs in own.items():
        for name, spec in specs.items():
            if not spec.about.facet or name in facets:
                continue
            if len(facets) < MOST_FACETS:
                facets[name] = None
                continue
            specs[name] = spec._replace(about=spec.about._replace(facet=""))
            given = declarations.get(kind)
            holder = kind if isinstance(given, Mapping) and spec.attribute in given else ALL
            faults.append(Fault(f"fields.{holder}.{spec.attribute}", "too_many_facets", str(MOST_FACETS)))


def _relations(declarations: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Relation]]:
    taken = {*RELATIONS, *INVERSES}
    for key, data in declarations.items():
        fault = _relation_fault(key, data, taken, [other for other in declarations if other != key])
        if fault is not None:
            faults.append(Fault(f"relations.{key}", *fault))
            continue
        taken |= {key, data["inverse"]}
        to = data["to"]
        targets = SAME if to in (SAME, [SAME]) else frozenset(to)
        inverse_label = dict(data.get("inverse_label", data["label"]))
        sources = frozenset(data["from"])
        yield key, Relation(key, data["inverse"], sources, targets, True, dict(data["label"]), inverse_label)


def _declaration_fault(key: str, data: Any, taken: Mapping[str, str], options: Mapping[str, Any]) -> Reason | None:
    """Return what keeps any declaration from counting. `taken`: keys that it cannot have, with the reason."""
    if not isinstance(data, Mapping):
        return "not_a_table", ""
    if not _KEY.match(key):
        return "bad_key", key
    if key in taken:
        return taken[key], key
    unknown = [option for option in data if option not in options]
    return ("unknown_option", unknown[0]) if unknown else None


def _relation_fault(key: str, data: Any, taken: set[str], others: list[str]) -> Reason | None:
    """Return why a declaration of a relation does not count; None where it does."""
    if fault := _declaration_fault(key, data, dict.fromkeys(taken, "taken"), RELATION_OPTIONS):
        return fault
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
    """Whether a plain value is a text by language, in one language at least."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(tag, str) and LANGUAGE_TAG.match(tag) for tag in value)
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )
