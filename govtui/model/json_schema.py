"""JSON Schema (draft 2020-12) of the files of a registry, made from the specs of their fields.

Editors complete and check TOML files by it. It covers the form of one file; what depends on other files, or on several
values, is left to `govtui check`. Dates of TOML count as strings, as for all validators of TOML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from govtui.model.dates import PATTERN
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.identifiers import ID_LENGTH, PATTERNS
from govtui.model.localized import NOT_BLANK
from govtui.model.own_fields import ALL, FIELD_OPTIONS, KEY, RELATION_OPTIONS, RESERVED, Schema
from govtui.model.record import FILE_ORDER, MODELS
from govtui.model.relations import INVERSES, RELATIONS, SAME
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES, own_name

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonSchema = dict[str, Any]

_PLAIN_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
"""The types of TOML that a spec allows by their names in JSON."""


class Words(Protocol):
    """Labels and meanings in the languages of the schema's readers; an empty text where there is none."""

    def kind(self, kind: str) -> str: ...
    def label(self, spec: FieldSpec) -> str: ...
    def meaning(self, spec: FieldSpec) -> str:
        """The meaning of the field, and the kinds of record that it may name."""
        ...

    def key(self, vocabulary: str, key: str) -> str:
        """The label of a key of a vocabulary, or of "kind", "kinds" and "value_type", which are labelled like one."""
        ...

    def language(self, tag: str) -> str: ...


@dataclass(frozen=True)
class JsonSchemas:
    """The schemas of a registry's files: one for each kind of record, and one for registry.toml."""

    schema: Schema
    languages: Sequence[str]
    """Those of the registry; a text may have others."""
    keys: Callable[[str], Iterable[str]]
    """Function from a vocabulary to its keys, built in and the registry's own."""
    words: Words

    def of_kind(self, kind: str) -> JsonSchema:
        """Return the schema of records of a kind. Below `x` all keys are allowed: what is not declared is a private note."""
        specs = fields(MODELS[kind])
        found = self._table(specs[name] for name in dict.fromkeys((*FILE_ORDER, *specs)) if name in specs)
        related = (self.schema.relation_spec(kind, key) for key in self.schema.writable_relations(kind))
        own = {spec.attribute: self._field(spec) for spec in self.schema.own(kind).values()}
        found["properties"] |= {
            "relations": self._field(specs["relations"], self._table(related)),
            "x": self._field(specs["x"], {"type": "object", "properties": own}),
        }
        return {"$schema": DIALECT, "title": self.words.kind(kind), **found}

    def of_manifest(self, specs: Mapping[str, FieldSpec]) -> JsonSchema:
        """Return the schema of registry.toml from the specs of its settings."""
        found = self._table(specs.values())
        found["properties"]["languages"]["minItems"] = 1
        found["properties"] |= {
            "vocabulary": self._field(specs["vocabulary"], self._vocabularies()),
            "fields": self._field(specs["fields"], self._own_fields()),
            "relations": self._field(specs["relations"], self._own_relations()),
        }
        return {"$schema": DIALECT, "title": "registry.toml", **found}

    def _vocabularies(self) -> JsonSchema:
        keys = _keyed(self._by_language())
        users = {spec.about.vocabulary: spec for kind in MODELS for _, spec in self.schema.walk(kind)}
        known = {}
        for name in VOCABULARIES:
            title = f"{self.words.label(users[name])} ({name})" if name in users else name
            known[own_name(name)] = {"title": title, **keys}
        return _keyed(keys, f"^x_{KEY}$") | {"properties": known}

    def _own_fields(self) -> JsonSchema:
        field = self._table(FIELD_OPTIONS.values())
        named = {"anyOf": [{"enum": list(VOCABULARIES)}, {"type": "string", "pattern": rf"^x\.{KEY}$"}]}
        field["properties"]["vocabulary"] = self._field(FIELD_OPTIONS["vocabulary"], named)
        own = _keyed(field, _own_key(but=RESERVED))
        of_kind = {kind: {"title": self.words.key("kinds", kind), **own} for kind in (ALL, *MODELS)}
        return {"type": "object", "properties": of_kind, "additionalProperties": False}

    def _own_relations(self) -> JsonSchema:
        relation = self._table(RELATION_OPTIONS.values())
        value = self._value(RELATION_OPTIONS["to"])
        relation["properties"]["to"] = self._field(RELATION_OPTIONS["to"], {"anyOf": [value, {"const": SAME}]})
        return _keyed(relation, _own_key(but=(*RELATIONS, *INVERSES)))

    def _table(self, specs: Iterable[FieldSpec]) -> JsonSchema:
        specs = list(specs)
        required = [spec.name for spec in specs if spec.required]
        found: JsonSchema = {"type": "object", "properties": {spec.name: self._field(spec) for spec in specs}}
        if required:
            found |= {"required": required, "x-taplo": {"initKeys": required}}
        return found | {"additionalProperties": False}

    def _field(self, spec: FieldSpec, value: JsonSchema | None = None) -> JsonSchema:
        """Return the schema of a field with its words; `x-taplo` repeats them for taplo, which shows no others.

        `value`: the schema of its value, where the spec does not tell it.
        """
        words = {"title": self.words.label(spec), "description": self.words.meaning(spec)}
        if spec.about.since:
            words["x-since"] = spec.about.since
        value = self._value(spec) if value is None else value
        docs = "\n\n".join(filter(None, (words["title"], words["description"])))
        taplo = {**value.get("x-taplo", {}), "docs": {"main": docs}}
        return {name: text for name, text in words.items() if text} | value | {"x-taplo": taplo}

    def _value(self, spec: FieldSpec) -> JsonSchema:
        if spec.keyed:
            one = self._value(spec._replace(keyed=False))
            known = self.keys(spec.about.vocabulary) if spec.about.vocabulary else ()
            titled = {key: {"title": self.words.key(spec.about.vocabulary, key), **one} for key in known}
            return {"type": "object", **({"properties": titled} if titled else {}), **_keyed(one)}
        if spec.many:
            return {"type": "array", "items": self._value(spec._replace(many=False))}
        if spec.part is not None:
            return self._table(parts(spec).values())
        if spec.choices:
            return self._one_of(spec.about.vocabulary, spec.choices)
        match spec.value_type:
            case ValueType.KEY if spec.about.vocabulary and (keys := tuple(self.keys(spec.about.vocabulary))):
                return self._one_of(spec.about.vocabulary, keys)
            case ValueType.LOCALIZED | ValueType.QUOTE:
                return self._text_or_texts(spec)
            case ValueType.NUMBER:
                least, most = spec.limits or (None, None)
                limits = {} if least is None else {"minimum": least, "maximum": most}
                return {"type": "number" if "number" in spec.allowed else "integer", **limits}
            case ValueType.DATE:
                return {"type": ["string", "integer"], "pattern": PATTERN, "minimum": 1000, "maximum": 9999}
            case ValueType.YES_NO:
                return {"type": "boolean"}
            case ValueType.ANY:
                return {}
            case ValueType.TEXT:
                return {"type": "string", "pattern": NOT_BLANK}
            case identifier:
                length = {"maxLength": ID_LENGTH} if identifier in _OF_LIMITED_LENGTH else {}
                return {"type": "string", "pattern": PATTERNS[identifier], **length}

    def _one_of(self, vocabulary: str, choices: Sequence[str | int]) -> JsonSchema:
        """Return constants with their labels; without a vocabulary they have none."""
        if not vocabulary:
            return {"const": choices[0]} if len(choices) == 1 else {"enum": list(choices)}
        return {"anyOf": [self._constant(choice, self.words.key(vocabulary, str(choice))) for choice in choices]}

    @staticmethod
    def _constant(value: str | int, label: str) -> JsonSchema:
        return {"const": value, **({"title": label, "x-taplo": {"docs": {"constValue": label}}} if label else {})}

    def _text_or_texts(self, spec: FieldSpec) -> JsonSchema:
        """Return a text by language; or, where the spec allows them, plain values and lists of such."""
        plain = sorted(_PLAIN_TYPES[one] for one in spec.allowed if one in _PLAIN_TYPES)
        if not plain:
            return self._by_language()
        value = {"type": "string", "pattern": NOT_BLANK} if plain == ["string"] else {"type": plain}
        lists = [{"type": "array", "items": value}] if "list" in spec.allowed else []
        return {"anyOf": [value, *lists, self._by_language()]}

    def _by_language(self) -> JsonSchema:
        text = {"type": "string", "pattern": NOT_BLANK}
        named = {tag: {"title": self.words.language(tag), **text} for tag in self.languages}
        return {
            "type": "object",
            "properties": named,
            "patternProperties": {PATTERNS[ValueType.LANGUAGE]: text},
            "additionalProperties": False,
            "minProperties": 1,
        }


_OF_LIMITED_LENGTH = frozenset({ValueType.KEY, ValueType.REFERENCE, ValueType.TARGET})


def _keyed(value: JsonSchema, key: str = PATTERNS[ValueType.KEY]) -> JsonSchema:
    """Return a table with free keys that match a pattern."""
    return {"type": "object", "patternProperties": {key: value}, "additionalProperties": False}


def _own_key(*, but: Iterable[str]) -> str:
    """Return the pattern of keys of own fields or relations, without the names that are taken."""
    return f"^(?!({'|'.join(but)})$){KEY}$"
