"""Find schema files of a registry that are not what the program would write: it, or registry.toml, has changed since.

To make all schemas takes a tenth of a second, so the digests of what would be written are kept in the user's cache folder,
by everything that they are made from. A check then costs no more than the digests of the files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from govtui import __version__
from govtui.index.cache import cache_folder, program_files
from govtui.interchange.schema_files import FILES, FOLDER, file_name, language_of, schema_files
from govtui.model.problem import Problem, Severity
from govtui.store.files import Unreadable, etag, read, read_all
from govtui.store.generated_files import write_changed
from govtui.store.location import MANIFEST

_MOST_BYTES = 8 * 1024 * 1024
_MOST_KEPT = 100

Digests = dict[str, dict[str, str]]
"""By language, by name of the file: the etag of what would be written."""


def stale_schemas(root: Path) -> list[Problem]:
    """Return a warning for each file in the registry's folder of schemas that `schema --write` would write otherwise.

    Files that it has not written are left alone; so are all while registry.toml cannot be read.
    """
    found = _written(root)
    if not found:
        return []
    digests = _digests(root, {language_of(raw) for raw in found.values()})
    if digests is None:
        return []
    return [
        Problem("schema_stale", Severity.WARNING, path)
        for path, raw in found.items()
        if etag(raw) != digests[language_of(raw)][path.removeprefix(f"{FOLDER}/")]
    ]


def renewed(root: Path, paths: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
    """Return what schema files have and should have, by path; each in the language that it has."""
    from govtui.store.manifest import load  # with the models of records

    manifest, _ = load(root)
    found = _written(root)
    names = {path: path.removeprefix(f"{FOLDER}/").removesuffix(".json") for path in paths if path in found}
    return {
        path: (found[path], schema_files(manifest, language_of(found[path]), [name])[file_name(name)])
        for path, name in names.items()
    }


def _written(root: Path) -> dict[str, bytes]:
    """Return the files that `schema --write` has written, by path."""
    if not os.path.isdir(root / FOLDER):  # noqa: PTH112 (never raises)
        return {}
    paths = [f"{FOLDER}/{file_name(name)}" for name in FILES]
    read = zip(paths, read_all(root, paths, _MOST_BYTES), strict=True)
    return {path: raw for path, raw in read if not isinstance(raw, Unreadable) and language_of(raw)}


def _digests(root: Path, languages: Iterable[str]) -> Digests | None:
    """Return the digests of what would be written in these languages; None while the manifest cannot be read."""
    try:
        settings = read(root, MANIFEST)
    except Unreadable as error:
        if error.code != "gone":
            return None
        settings = b""
    made_from = "|".join((__version__, *program_files())).encode() + b"|" + settings
    key = sha256(made_from).hexdigest()
    kept = _kept()
    digests = dict(kept.get(key, {}))
    if missing := [language for language in languages if language not in digests]:
        from govtui.store.manifest import load  # with the models of records

        manifest, problems = load(root)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return None
        for language in missing:
            digests[language] = {name: etag(raw) for name, raw in schema_files(manifest, language).items()}
        _keep(dict([*((k, v) for k, v in kept.items() if k != key), (key, digests)][-_MOST_KEPT:]))
    return digests


def _file() -> Path:
    return cache_folder() / "schemas.json"


def _kept() -> dict[str, Digests]:
    """Return the digests that are kept; none where the file is not as `_keep` writes it."""
    with suppress(OSError, ValueError):
        found = json.loads(_file().read_bytes())
        if isinstance(found, dict) and all(map(_is_digests, found.values())):
            return found
    return {}


def _is_digests(value: object) -> bool:
    names = {file_name(name) for name in FILES}
    return isinstance(value, dict) and all(isinstance(each, dict) and each.keys() >= names for each in value.values())


def _keep(digests: Mapping[str, Digests]) -> None:
    with suppress(OSError):
        write_changed(cache_folder(), {_file().name: json.dumps(digests).encode()})
