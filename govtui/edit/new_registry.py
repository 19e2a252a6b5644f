"""A registry of one's own: which files a folder needs to be one, which are there already, and writing those that are not.

Nothing that is there is changed, so the same call completes a registry; `completed_lines` adds what two of its files lack.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from govtui.edit import registry_files as texts
from govtui.edit.file_edit import refusal_of
from govtui.edit.proposal import EditRefused
from govtui.model.kinds import KIND_OF_FOLDER, KINDS
from govtui.store.files import Unreadable, printable, read, walk
from govtui.store.location import MANIFEST, is_writable
from govtui.store.manifest import Manifest, is_manifest, load
from govtui.store.saving import NotConfirmed, NotSaved, create_without_lock
from govtui.store.toml_values import NotToml, parsed
from govtui.store.transaction import FileChange
from govtui.text.nfc import nfc

KEEP = ".gitkeep"
"""The file by which git keeps an empty folder."""

NAMED_FILES = 3
"""How many files of another form are named."""

Schemas = Callable[[Manifest], Mapping[str, bytes]]
"""Makes the JSON Schemas of a registry, by the name of the file."""


class Wishes(NamedTuple):
    """What is to be written: what was typed, as files can hold it (`wished_names`)."""

    names: Mapping[str, str]
    """What the registry is called, by language."""
    languages: Sequence[str] = ("vi", "en")
    ci: Sequence[str] = ()
    """Servers for which there is to be a workflow (registry_files.CI)."""
    sample: bool = False


class NewFile(NamedTuple):
    """A file to be written."""

    folder: Path
    """The registry's folder, or the top of the git work tree around it."""
    name: str
    """From that folder."""
    path: str
    """From the registry's folder: "../.pre-commit-config.yaml"."""
    raw: bytes


class KeptFile(NamedTuple):
    """A file that is there and stays as it is."""

    name: str
    path: str
    lacks: tuple[str, ...] = ()
    """Lines or keys that it would have if it were new."""


class RegistryPlan(NamedTuple):
    """What beginning or completing a registry would do."""

    root: Path
    new: tuple[NewFile, ...]
    kept: tuple[KeptFile, ...]
    crlf: tuple[str, ...] = ()
    """Folders with files that have CRLF, which git is not told to turn into LF."""


class Outcome(NamedTuple):
    """What was written, and why no more was."""

    written: tuple[str, ...]
    refusal: EditRefused | None = None


def wished_names(typed: Mapping[str, str | None], languages: Sequence[str], root: Path) -> dict[str, str]:
    """Return the names of the registry, in the languages in which one was given; else in all, after its folder."""
    names = {language: nfc(printable(name or "")).strip() for language, name in typed.items()}
    return {one: name for one, name in names.items() if name} or dict.fromkeys(languages, name_of_folder(root))


def name_of_folder(root: Path) -> str:
    """Return the default name of a registry: that of its folder."""
    return nfc(printable(root.resolve().name)).strip() or "govtui"


def folder_at(typed: str, start: Path) -> Path:
    """Return the folder that somebody typed: from `start`, unless it begins at the top or with the name of a home."""
    path = Path(typed.replace("\0", "") or ".")
    with suppress(RuntimeError):  # there is no such user: then it is the name of a folder
        path = path.expanduser()
    return Path(os.path.realpath(start / path))


def plan(root: Path, wishes: Wishes, schemas: Schemas) -> RegistryPlan:
    """Work out which files are to be written for a registry at `root`. Nothing is written.

    Raises EditRefused: not_a_folder, folder_not_writable, inside_registry, registry_below, other_manifest, other_toml.
    """
    root = Path(os.path.realpath(root))
    _ensure_writable(root)
    is_new = not _has_manifest(root)
    if is_new:
        _ensure_apart(root)
        _ensure_no_other_toml(root)
    manifest = Manifest(languages=list(wishes.languages)) if is_new else load(root)[0]
    crlf = _folders_with_crlf(root) if _lacks_attributes(root) else ()
    top = _work_tree(root) or root
    new: list[NewFile] = []
    kept: list[KeptFile] = []
    for name, raw in _wanted(root, wishes, schemas(manifest), crlf):
        folder = top if name in texts.AT_TOP else root
        path = name if folder == root else f"{os.path.relpath(folder, root)}/{name}"
        if os.path.lexists(folder / name):
            kept.append(KeptFile(name, path, _lacks(folder, name, crlf)))
        else:
            new.append(NewFile(folder, name, path, raw))
    return RegistryPlan(root, tuple(new), tuple(kept), crlf)


def carry_out(planned: RegistryPlan) -> Outcome:
    """Write the files of a plan one after the other, each whole; one that has come meanwhile stays as it is."""
    written: list[str] = []
    path = printable(str(planned.root))
    try:
        planned.root.mkdir(parents=True, exist_ok=True)
        for folder, name, path, raw in planned.new:
            with suppress(FileExistsError):
                _write(folder, name, raw)
                written.append(path)
    except NotSaved as error:
        code = _NOT_WRITTEN.get(error.code, error.code)
        return Outcome(tuple(written), EditRefused(code, path=path, reason=error.values["reason"]))
    except Unreadable as error:
        return Outcome(tuple(written), refusal_of(path, error))
    except OSError as error:
        return Outcome(tuple(written), EditRefused("io_error", path=path, reason=error.strerror or str(error)))
    return Outcome(tuple(written))


def _write(folder: Path, name: str, raw: bytes) -> None:
    with suppress(NotConfirmed):  # it is written; the others tell whether the disk is well
        create_without_lock(folder, name, raw)


_NOT_WRITTEN = {"disk_full": "disk_full_here", "read_only_folder": "folder_not_writable"}
"""Codes of NotSaved whose sentences speak of a file that was there."""


def completed_lines(root: Path) -> list[FileChange]:
    """Return the changes that add to .gitattributes and .gitignore, at their end, the lines that they lack."""
    changes = []
    crlf = _folders_with_crlf(root) if _lacks_attributes(root) else ()
    for path in (texts.ATTRIBUTES, texts.IGNORED):
        with suppress(Unreadable, UnicodeDecodeError):
            raw = read(root, path)
            if missing := _lacks(root, path, crlf):
                end = b"\r\n" if b"\r\n" in raw else b"\n"
                start = b"" if not raw or raw.endswith(b"\n") else end
                changes.append(FileChange(path, raw, raw + start + b"".join(line.encode() + end for line in missing)))
    return changes


# what is to be there


def _wanted(
    root: Path, wishes: Wishes, schemas: Mapping[str, bytes], crlf: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield each file by its name, as the constants of registry_files have it."""
    yield MANIFEST, texts.manifest_text(wishes.languages, wishes.names).encode()
    sample = texts.SAMPLE if wishes.sample else {}
    filled = {name.partition("/")[0] for name in sample}
    yield from ((f"{one}/{KEEP}", b"") for one in texts.folders() if one not in filled and _is_empty(root / one))
    yield from ((name, text.encode()) for name, text in sample.items())
    yield from ((f"{texts.SCHEMAS}/{name}", raw) for name, raw in schemas.items())
    yield texts.TAPLO, texts.taplo_text().encode()
    yield texts.VSCODE, texts.vscode_text().encode()
    yield texts.HOOK, texts.hook_text().encode()
    yield from ((texts.CI[server], texts.workflow_text(server).encode()) for server in wishes.ci)
    yield texts.ATTRIBUTES, _lines(texts.attribute_lines(crlf))
    yield texts.IGNORED, _lines(texts.ignored_lines())
    yield texts.README, texts.readme_text(wishes.languages, wishes.names).encode()


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _is_empty(folder: Path) -> bool:
    """Whether there is nothing in a folder but, perhaps, the file by which git keeps it; also where there is no folder."""
    try:
        return all(one.name == KEEP for one in folder.iterdir())
    except OSError:
        return not os.path.lexists(folder)


def _lacks(folder: Path, name: str, crlf: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what a file that is there lacks; nothing where it cannot be read."""
    try:
        return texts.lacking(name, read(folder, name).decode("utf-8-sig"), crlf)
    except (Unreadable, UnicodeDecodeError):
        return ()


def _lacks_attributes(root: Path) -> bool:
    return not os.path.lexists(root / texts.ATTRIBUTES) or bool(_lacks(root, texts.ATTRIBUTES))


def _folders_with_crlf(root: Path) -> tuple[str, ...]:
    """Return the folders in which a file has CRLF. All files may be read for that."""
    return tuple(folder for folder in texts.folders() if _has_crlf(root, folder))


def _has_crlf(root: Path, folder: str) -> bool:
    for found in walk(root / folder) if (root / folder).is_dir() else ():
        with suppress(Unreadable):
            if found.error is None and b"\r\n" in read(root, f"{folder}/{found.path}"):
                return True
    return False


def _work_tree(root: Path) -> Path | None:
    """Return the nearest folder from `root` upward that holds git's own folder (of a linked work tree, a file)."""
    return next((folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")), None)


# whether it may be there


def _ensure_writable(root: Path) -> None:
    try:
        root.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise EditRefused("name_too_long", path=printable(str(root))) from None
    nearest = next(folder for folder in (root, *root.parents) if os.path.lexists(folder))
    if not nearest.is_dir():
        raise EditRefused("not_a_folder", path=printable(str(nearest)))
    if not is_writable(nearest):
        raise EditRefused("folder_not_writable", path=printable(str(nearest)))


def _has_manifest(root: Path) -> bool:
    """Whether there is a registry's manifest. Raises EditRefused where it is another program's."""
    if not os.path.lexists(root / MANIFEST):
        return False
    with suppress(Unreadable):  # which is for the reader of the registry to tell
        if not is_manifest(read(root, MANIFEST)):
            raise EditRefused("other_manifest", path=printable(str(root / MANIFEST)))
    return True


def _ensure_apart(root: Path) -> None:
    for folder in root.parents:
        with suppress(Unreadable):
            if is_manifest(read(folder, MANIFEST)):
                raise EditRefused("inside_registry", path=printable(str(root)), folder=printable(str(folder)))


def _ensure_no_other_toml(root: Path) -> None:
    """Raise EditRefused where there are TOML files that are no records: each would be a problem of the registry."""
    others: list[str] = []
    for found in walk(root) if root.is_dir() else ():
        if found.error is not None:
            continue
        if found.path.rpartition("/")[2] == MANIFEST:
            with suppress(Unreadable):
                if is_manifest(read(root, found.path)):
                    below = printable(str((root / found.path).parent))
                    raise EditRefused("registry_below", path=printable(str(root)), folder=below)
        if not _is_record(root, found.path):
            others.append(printable(found.path))
        if len(others) > NAMED_FILES:
            break
    if others:
        named = ", ".join(others[:NAMED_FILES]) + (" …" if len(others) > NAMED_FILES else "")
        raise EditRefused("other_toml", path=printable(str(root)), files=named)


def _is_record(root: Path, path: str) -> bool:
    """Whether a file is a record of any version of the form, or one in a kind's folder that is not TOML now."""
    try:
        data = parsed(read(root, path).decode("utf-8-sig"))
    except (Unreadable, UnicodeDecodeError, NotToml):
        return path.partition("/")[0] in KIND_OF_FOLDER
    return "schema" in data and data.get("kind") in KINDS
