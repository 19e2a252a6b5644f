"""The JSON Schemas that `govtui schema` prints and writes: of records of each kind, of registry.toml, of machine lines.

A file begins with the command line that writes it, by which `check` knows its language, and that it is ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from govtui.i18n.translator import LANGUAGES, load
from govtui.model.kinds import KINDS
from govtui.text.safe import UNSAFE

if TYPE_CHECKING:
    from govtui.store.manifest import Manifest

JsonSchema = dict[str, Any]

REGISTRY = "registry"
OUTPUT = "output"
FILES = (*KINDS, REGISTRY)
"""The schemas of a registry's files, each in a file of its own in FOLDER."""

FOLDER = "schema"
"""Where a registry keeps them."""

BOTH = "both"
WORDS_IN = (*LANGUAGES, BOTH)
"""The languages that the titles and descriptions of a schema can be in."""

_WRITTEN_BY = "govtui schema --write DIR --lang "
_FIRST_BYTES = 400


def schema_of(name: str, manifest: Manifest, language: str = BOTH) -> JsonSchema:
    """Return the schema of records of a kind, of registry.toml (REGISTRY) or of machine lines (OUTPUT)."""
    translators = [load(one) for one in (LANGUAGES if language == BOTH else (language,))]
    if name == OUTPUT:
        from govtui.interchange.machine_schema import output_schema

        return output_schema(translators)
    from govtui.i18n.field_labels import SchemaWords
    from govtui.model.fields import fields
    from govtui.model.json_schema import JsonSchemas
    from govtui.store.manifest import Manifest

    words = SchemaWords(translators, manifest)
    schemas = JsonSchemas(manifest.record_schema, manifest.languages, manifest.keys, words)
    return schemas.of_manifest(fields(Manifest)) if name == REGISTRY else schemas.of_kind(name)


def schema_files(manifest: Manifest, language: str = BOTH, names: Iterable[str] = FILES) -> dict[str, bytes]:
    """Return the files with these schemas by name: "event.json"."""
    return {file_name(name): _file(schema_of(name, manifest, language), language) for name in names}


def file_name(name: str) -> str:
    """Return the name of the file with a schema."""
    return f"{name}.json"


def language_of(raw: bytes) -> str:
    """Return the language of a schema file; empty for a file that `schema --write` has not written."""
    found = re.search(rb'"\$comment": "' + re.escape(_WRITTEN_BY.encode()) + rb'(\w+)"', raw[:_FIRST_BYTES])
    language = found[1].decode() if found else ""
    return language if language in WORDS_IN else ""


def _file(schema: JsonSchema, language: str) -> bytes:
    dialect = {"$schema": schema["$schema"], "$comment": f"{_WRITTEN_BY}{language}"}
    text = json.dumps({**dialect, **schema}, ensure_ascii=False, indent=2) + "\n"
    return UNSAFE.sub(lambda found: json.dumps(found.group())[1:-1], text).encode()
