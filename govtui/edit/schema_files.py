"""The JSON Schemas of a registry as files, for editors."""

from __future__ import annotations

import json

from govtui.i18n.field_labels import SchemaWords
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.fields import fields
from govtui.model.json_schema import JsonSchemas
from govtui.model.kinds import KINDS
from govtui.store.manifest import Manifest


def schema_files(manifest: Manifest) -> dict[str, bytes]:
    """Return the schemas of records and of registry.toml by the name of the file."""
    words = SchemaWords([load(language) for language in LANGUAGES], manifest)
    schemas = JsonSchemas(manifest.record_schema, manifest.languages, manifest.keys, words)
    found = {kind: schemas.of_kind(kind) for kind in KINDS} | {"registry": schemas.of_manifest(fields(Manifest))}
    return {
        f"{name}.json": (json.dumps(one, ensure_ascii=False, indent=1) + "\n").encode() for name, one in found.items()
    }
