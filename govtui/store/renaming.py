"""Give a record another id, in every file that names it.

Every new text is made and read again before anything is written. Then a journal in `.govtui/` says what is being done, and
the files are written one by one: the record's own text first (its old id becomes a former one and goes on resolving), then
those that refer to it, then the file gets its new name. `resume` completes what a kill cuts short.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govtui.model.field_paths import field_path_values
from govtui.model.fields import fields as specs
from govtui.model.fields import parts
from govtui.model.identifiers import is_record_id
from govtui.model.item_names import item_paths, name_field
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.references import references
from govtui.model.schema import ValueType
from govtui.store.codec import loads
from govtui.store.field_edits import CannotEditInPlace, Change, changed
from govtui.store.files import Unreadable, etag, read, walk
from govtui.store.lock import RENAMING, is_interrupted
from govtui.store.manifest import load
from govtui.store.saving import Changed, NotConfirmed, NotSaved, create, move, replace
from govtui.store.termination import interrupts_deferred
from govtui.store.transaction import complete, exclusively, speaking_of

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a renaming did: the record's path now, and the files that changed."""

    path: str
    written: tuple[str, ...]
    left: tuple[str, ...] = ()
    """Files that still name the old id, which goes on resolving: no records, or ones that cannot be spliced."""
    confirmed: bool = True
    """False: written, but the disk did not confirm all of it."""


class _Journal(NamedTuple):
    old: str
    new: str
    path: str
    to: str
    files: Sequence[str]


def rename(root: Path, old: str, new: str, files: Sequence[str]) -> Renamed:
    """Give the record `old` the id `new`, in its file (one of `files`), in these, and wherever it is named.

    Raises ValueError (`new` is no id, or the same), FileExistsError (a record has or had that id, or a file its name),
    Unreadable (no file has a record `old`), CannotEditInPlace (with the file's path) and Changed: then nothing was written.
    Raises NotSaved when a file cannot be written: `resume` or the next renaming completes what was begun.
    """
    if not is_record_id(new) or new == old:
        raise ValueError(new)
    with speaking_of(files[0] if files else old), exclusively(root):
        _resume(root)
        complete(root)
        own, naming = _found(root, old, new, files)
        journal = _Journal(old, new, own, f"{own.rpartition('/')[0]}/{new}.toml".lstrip("/"), naming)
        if journal.to != own and os.path.lexists(root / journal.to):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), journal.to)
        _foreseen(root, journal)
        with suppress(FileExistsError):  # a journal that cannot be read, and so not completed
            create(root, RENAMING, json.dumps(journal._asdict()).encode())
        with interrupts_deferred():
            return _carried_out(root, journal)


def resume(root: Path) -> list[Renamed]:
    """Complete a renaming or its undo that was cut short, unless its process lives. Raises NotSaved."""
    if not is_interrupted(root):
        return []
    try:
        with exclusively(root):
            complete(root)
            return _resume(root)
    except NotSaved as error:
        if error.code == "busy":
            return []
        raise


def renamed(raw: bytes, old: str, new: str, schema: Schema = BUILT_IN) -> bytes:
    """Replace the id `old` by `new` in a file's bytes, its own and references. Raises CannotEditInPlace."""
    record = loads(raw).record
    if record is None:
        return raw
    changes = list(_changes(record, old, new, schema))
    return changed(raw.decode("utf-8"), changes).encode() if changes else raw


def _changes(record: Record, old: str, new: str, schema: Schema) -> Iterator[Change]:
    if record.id == old:
        yield Change("id", new)
        yield Change("former_ids", [*(id for id in record.former_ids if id not in (old, new)), old])
    fields = [reference.field for reference in references(record, schema) if reference.target == old]
    for field in dict.fromkeys(fields):
        yield Change(field, new)
    yield from (Change(field, new) for field in _naming_items(record, old))
    moved = _moved_paths(record, fields, old, new)
    for where, given in field_path_values(record):
        after = [_through(path, moved) for path in given] if isinstance(given, list) else _through(given, moved)
        if after != given:
            yield Change(where, after)


def _naming_items(record: Record, old: str) -> Iterator[str]:
    """Yield the paths of fields that name an item by the id in it: whom a participant without a key comes `within`."""
    own = specs(type(record))
    for name, spec in own.items():
        naming = [(part, part.about.item_of) for part in parts(spec).values() if part.about.item_of in own]
        for part, items in naming if spec.is_items else ():
            by = parts(own[items]).get(name_field(items))
            if by is None or not by.is_reference or any(item.key == old for item in own[items].held_by(record)):
                continue
            for path, item in item_paths(name, spec.held_by(record)):
                if part.held_by(item) == old:
                    yield f"{path}.{part.name}"


def _moved_paths(record: Record, fields: Sequence[str], old: str, new: str) -> dict[str, str]:
    """Return the new field paths by old ones, where the id is part of them.

    These are "relations.part_of.old", and items named by it ("sources.old") or by such a path ("claims.relations.part_of.old").
    """
    moved = {field: f"{field.removesuffix(old)}{new}" for field in fields if field.endswith(f".{old}")}
    naming = {name: parts(spec)[name_field(name)] for name, spec in specs(type(record)).items() if name_field(name)}
    for name, spec in naming.items():
        if spec.is_reference:
            moved[f"{name}.{old}"] = f"{name}.{new}"
    for name, spec in naming.items():
        if spec.value_type is ValueType.FIELD_PATH:
            moved |= {f"{name}.{path}": f"{name}.{become}" for path, become in moved.items()}
    return moved


def _through(path: str, moved: Mapping[str, str]) -> str:
    """Return what a field path becomes that leads through one that moved."""
    way = next((one for one in moved if f"{path}.".startswith(f"{one}.")), "")
    return f"{moved[way]}{path.removeprefix(way)}" if way else path


# files


def _found(root: Path, old: str, new: str, files: Sequence[str]) -> tuple[str, list[str]]:
    """Return the record's own file, and every other that names it. Raises FileExistsError, Unreadable."""
    own, naming = "", []
    for path in dict.fromkeys((*files, *(found.path for found in walk(root) if not found.error))):
        try:
            raw = read(root, path)
        except Unreadable:
            continue
        if new.encode() in raw:
            _not_taken(path, raw, old, new)
        if old.encode() not in raw:
            continue
        record = loads(raw).record
        if record is not None and record.id == old and (not own or path in files):
            own = path
        else:
            naming.append(path)
    if not own:
        raise Unreadable("gone")
    return own, [path for path in naming if path != own]


def _not_taken(path: str, raw: bytes, old: str, new: str) -> None:
    loaded = loads(raw)
    taken_ids = {loaded.preview.id}
    if loaded.record:
        taken_ids = {loaded.record.id, *(loaded.record.former_ids if loaded.record.id != old else ())}
    if new in taken_ids:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def _foreseen(root: Path, journal: _Journal) -> None:
    """Make every new text once, so that nothing is begun that cannot be completed. Raises CannotEditInPlace."""
    schema = _schema(root)
    for path in (journal.path, *journal.files):
        try:
            renamed(read(root, path), journal.old, journal.new, schema)
        except CannotEditInPlace as error:
            raise CannotEditInPlace(error.code, path) from None
        except UnicodeDecodeError:
            continue


def _schema(root: Path) -> Schema:
    """Read the registry's schema anew: another process may complete what a kill cut short."""
    return load(root)[0].record_schema


def _carried_out(root: Path, journal: _Journal) -> Renamed:
    schema = _schema(root)
    written: list[str] = []
    left: list[str] = []
    confirmed = True
    own = journal.to if not (root / journal.path).exists() and (root / journal.to).exists() else journal.path
    try:
        if _rewrite(root, own, journal, schema):
            written.append(own)
    except NotConfirmed:
        written.append(own)
        confirmed = False
    except (CannotEditInPlace, Unreadable, Changed, NotSaved):
        (root / RENAMING).unlink(missing_ok=True)  # nothing is begun: the record keeps its old id
        raise
    for path in journal.files:
        try:
            if _rewrite(root, path, journal, schema):
                written.append(path)
        except NotConfirmed:
            written.append(path)
            confirmed = False
        except (CannotEditInPlace, Unreadable, Changed):
            left.append(path)
        else:
            left += [path] * _still_names(root, path, journal.old)
    if own != journal.to:
        own = _moved(root, own, journal.to)
    (root / RENAMING).unlink(missing_ok=True)
    return Renamed(own, tuple(written), tuple(left), confirmed)


def _rewrite(root: Path, path: str, journal: _Journal, schema: Schema) -> bool:
    """Rewrite one file as it is now; return whether anything changed."""
    for tries in range(_TRIES):
        raw = read(root, path)
        try:
            new = renamed(raw, journal.old, journal.new, schema)
        except UnicodeDecodeError:
            raise CannotEditInPlace("broken_toml", path) from None
        if new == raw:
            return False
        try:
            replace(root, path, new, etag(raw))
        except Changed:
            if tries == _TRIES - 1:
                raise
        else:
            return True
    return False


def _moved(root: Path, path: str, to: str) -> str:
    """Rename the record's file and return its path: the old one where somebody took the name meanwhile."""
    for _ in range(_TRIES):
        try:
            move(root, path, to, etag(read(root, path)))
        except Changed:
            continue
        except (FileExistsError, Unreadable):
            break
        except NotConfirmed:
            pass
        return to
    return path


def _still_names(root: Path, path: str, old: str) -> bool:
    """Return whether a file that is no record names the id."""
    try:
        raw = read(root, path)
    except Unreadable:
        return False
    return loads(raw).record is None and f'"{old}"'.encode() in raw


def _resume(root: Path) -> list[Renamed]:
    try:
        journal = _Journal(**json.loads((root / RENAMING).read_bytes()))
    except OSError:
        return []
    except (ValueError, TypeError):
        (root / RENAMING).unlink(missing_ok=True)
        return []
    try:
        return [_carried_out(root, journal)]
    except (CannotEditInPlace, Unreadable, Changed):
        return []
