"""The manifest registry.toml: a registry's name, languages, own vocabulary, fields and relations."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from govtui.model.localized import LANGUAGE_TAG
from govtui.model.migration import migrate
from govtui.model.own_fields import BUILT_IN, Fault, Schema, declared
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS
from govtui.model.schema import About, ValueType
from govtui.model.value import NameInFiles, Value
from govtui.model.value_types import After, Key, LocalizedText, refused
from govtui.model.vocabulary import VOCABULARIES, own_name
from govtui.store.field_locations import FieldLocations
from govtui.store.files import Unreadable, read
from govtui.store.location import MANIFEST
from govtui.store.parse_errors import SHOWN, earlier, located, newer
from govtui.store.toml_values import NotToml, parsed

_SCHEMA = re.compile(r"^[ \t]*[\"']?schema[\"']?[ \t]*=", re.MULTILINE)


def _tag(value: str) -> str:
    if not LANGUAGE_TAG.match(value):
        raise refused("not_a_language", "not a language tag: {tag}", tag=value)
    return value


def _tags(value: list[str]) -> list[str]:
    if not value:
        raise refused("no_language", "a registry keeps at least one language")
    return list(dict.fromkeys(map(_tag, value)))


class Manifest(Value):
    """A registry's settings. Without a file the defaults: Vietnamese and English, no name, nothing own."""

    schema_: Annotated[
        Literal[2], NameInFiles("schema"), About("Schema", "The version of this form of registry.toml.")
    ] = 2
    languages: Annotated[
        list[str],
        After(_tags),
        About("Languages", "The languages that the registry keeps.", value_type=ValueType.LANGUAGE),
    ] = ["vi", "en"]
    source_language: Annotated[
        str,
        After(_tag),
        About("Source language", "The language that texts are translated from.", value_type=ValueType.LANGUAGE),
    ] = "vi"
    name: Annotated[LocalizedText | None, About("Name", "What the registry is called, in each language.")] = None
    texts: Annotated[
        str | None,
        About("Texts", "The folder of the source texts, from the registry's folder and not above its parent."),
    ] = None
    vocabulary: Annotated[
        dict[Key, dict[Key, LocalizedText]],
        About("Vocabulary", "Keys that the registry adds to vocabularies, with their labels."),
    ] = {}
    fields: Annotated[
        dict[str, Any],
        About("Own fields", "Fields that the registry adds to records, by kind; their values stand in x."),
    ] = {}
    """By kind and key; model.own_fields leaves out what it cannot read."""
    relations: Annotated[dict[str, Any], About("Own relations", "Types of relations that the registry adds.")] = {}

    @cached_property
    def record_schema(self) -> Schema:
        """The fields and relations that the registry's records may have."""
        return self._declared[0]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faulty declarations of own fields and relations."""
        return self._declared[1]

    @cached_property
    def _declared(self) -> tuple[Schema, tuple[Fault, ...]]:
        if not self.fields and not self.relations:
            return BUILT_IN, ()
        return declared(self.fields, self.relations, self.vocabulary)

    def own_label(self, vocabulary: str, key: str) -> dict[str, str] | None:
        """Return the label, by language, of a key that the registry adds to a vocabulary; None for other keys."""
        return self.vocabulary.get(own_name(vocabulary), {}).get(key)

    @property
    def labels(self) -> dict[str, dict[str, dict[str, str]]]:
        """The keys that the registry adds, with their labels by language, by vocabulary as fields name it (`event.type`)."""
        own = (spec.about.vocabulary for kind in MODELS for spec in self.record_schema.own(kind).values())
        names = dict.fromkeys((*VOCABULARIES, *filter(None, own)))
        return {name: self.vocabulary[given] for name in names if (given := own_name(name)) in self.vocabulary}

    def knows(self, vocabulary: str, key: str) -> bool:
        """Return whether a key belongs to a vocabulary, built in or the registry's own."""
        return key in VOCABULARIES.get(vocabulary, ()) or key in self.vocabulary.get(own_name(vocabulary), {})

    def keys(self, vocabulary: str) -> tuple[str, ...]:
        """Return all keys of a vocabulary, the built-in ones first."""
        return (*VOCABULARIES.get(vocabulary, ()), *self.vocabulary.get(own_name(vocabulary), {}))


def load(root: Path) -> tuple[Manifest, tuple[Problem, ...]]:
    """Load the manifest of the registry at `root`, or the defaults with the problems that it has."""
    try:
        raw = read(root, MANIFEST)
    except Unreadable as error:
        if error.code == "gone":
            return Manifest(), (Problem("no_manifest", Severity.WARNING, path=MANIFEST),)
        return Manifest(), (Problem(error.code, Severity.ERROR, path=MANIFEST, values=error.values),)
    return read_manifest(raw)


def read_manifest(raw: bytes) -> tuple[Manifest, tuple[Problem, ...]]:
    """Return the manifest in the bytes of a registry.toml, or the defaults with the problems that it has."""
    try:
        text = raw.decode("utf-8-sig")
        data = parsed(text)
    except ValueError as error:
        return Manifest(), tuple(problem.at(MANIFEST) for problem in located(raw, error))
    if problems_of_later := newer(text, data):
        return Manifest(), tuple(problem.at(MANIFEST) for problem in problems_of_later)
    try:
        manifest = Manifest.model_validate(migrate(data))
    except ValueError as error:
        return Manifest(), tuple(problem.at(MANIFEST) for problem in located(raw, error, Manifest, data))
    locations = FieldLocations(text)
    problems = [*_unknown_vocabularies(manifest), *map(_declared_badly, manifest.faults), *earlier(text, data)]
    return manifest, tuple(problem.at(MANIFEST, *locations.find(problem.field)) for problem in problems)


def is_manifest(raw: bytes) -> bool:
    """Return whether a registry.toml is a registry's, not another program's: it has a top-level `schema`.

    Where it is not TOML, a line that sets it is enough: a broken manifest is to be reported, not passed over.
    """
    text = raw.decode("utf-8-sig", "replace")
    try:
        return "schema" in parsed(text)
    except NotToml:
        return _SCHEMA.search(text) is not None


def _unknown_vocabularies(manifest: Manifest) -> Iterator[Problem]:
    """Yield a problem for each own vocabulary that no field uses, built in or own."""
    own = (spec.about.vocabulary for kind in MODELS for spec in manifest.record_schema.own(kind).values())
    used = {own_name(vocabulary) for vocabulary in (*VOCABULARIES, *own)}
    for name in manifest.vocabulary:
        if name not in used:
            yield Problem("unknown_vocabulary", Severity.WARNING, field=f"vocabulary.{name}", values={"name": name})


def _declared_badly(fault: Fault) -> Problem:
    table, _, name = fault.path.partition(".")
    code = "own_field_declared_badly" if table == "fields" else "relation_declared_badly"
    values = {"name": name[:SHOWN], "reason": fault.reason, "given": fault.given[:SHOWN]}
    return Problem(code, Severity.WARNING, field=fault.path, values=values)
