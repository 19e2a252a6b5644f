"""The operations on records: change of fields or text, creation, removal, renaming; proposed, then saved.

A proposal is checked beside all other records, and saved only over the text that it was made from. Nothing here asks the
user: commands and screens show proposals and decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from govtui.edit.edit_bases import Bases
from govtui.edit.file_edit import refusal_of, unreadable, write, write_unchanged
from govtui.edit.merge import Merge, merged
from govtui.edit.new_problems import introduced_errors, new_problems
from govtui.edit.plain_data import plain
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Removals, Renaming, Saved
from govtui.edit.record_diff import differences
from govtui.edit.typed_text import encode, to_nfc, with_line_ends
from govtui.edit.undo import Journal, Saving, Step, removals_step, rename_step, step_of
from govtui.index.api import Card, Index
from govtui.index.entry_checks import IndexContext, check_entry
from govtui.model.field_paths import locate
from govtui.model.identifiers import is_record_id
from govtui.model.kinds import KINDS
from govtui.model.migration import is_old
from govtui.model.migration_steps import CURRENT
from govtui.model.problem import Problem, Severity
from govtui.store.field_edits import CannotEditInPlace, Change, changed, key_renamed
from govtui.store.files import Unreadable, etag, read
from govtui.store.location import MANIFEST
from govtui.store.registry import Entry, Registry
from govtui.store.renaming import rename, renamed
from govtui.store.saving import Changed, NotConfirmed, NotSaved
from govtui.store.toml_render import rendered
from govtui.store.transaction import FileChange

FIXED = frozenset({"id", "kind", "schema"})
"""Fields that are set only where they are wrong: renaming changes an id, nothing changes a kind."""


class Editing:
    """Edits of one registry, as one session makes them."""

    def __init__(self, registry: Registry, index: Index, journal: Journal | None = None) -> None:
        self.registry = registry
        self.journal = journal
        self._index = index
        self._bases = Bases(registry)
        self._before: dict[tuple[str, str], tuple[Problem, ...]] = {}
        self._context: IndexContext | None = None

    @property
    def index(self) -> Index:
        """The current index; set it again whenever a new one is taken into use."""
        return self._index

    @index.setter
    def index(self, index: Index) -> None:
        if index is not self._index:
            self._index = index
            self._before.clear()
            self._bases.forget_gone()

    # reading

    def entry(self, key: str) -> Entry:
        """Read the file of a record and remember it as the base of an edit.

        Raises EditRefused: old_schema (before anything is typed), unreadable …
        """
        self.require_current_registry()
        entry = self._read(key)
        _require_current(entry.path, entry.text.encode())
        return entry

    def require_current_registry(self) -> None:
        """Raise EditRefused (old_schema) where the registry has the form of an earlier version."""
        if self.registry.is_of_earlier_schema:
            raise EditRefused("old_schema", path=MANIFEST)

    def require_current(self, key: str) -> None:
        """Raise EditRefused (old_schema) where the registry, or a record of it, has the form of an earlier version."""
        self.require_current_registry()
        if (card := self.index.card(key)) is not None:
            _require_current(card.path, _bytes(self.registry.root, card.path))

    def _read(self, key: str) -> Entry:
        card = self._card(key)
        entry = self._bases.now(card.path, card.id)
        if not entry.etag:
            raise EditRefused("unreadable", entry.problems, path=entry.path)
        self._bases.remember(entry)
        return entry

    def _card(self, key: str) -> Card:
        if (card := self.index.card(key)) is None:
            raise EditRefused("no_such_record", target=key, near=self.index.nearest(key))
        return card

    def _start(self, key: str, tag: str) -> tuple[Entry, bool]:
        """Return the base with this etag and True; if it is not known any more, today's text and False."""
        now = self.entry(key)
        if not tag or tag == now.etag:
            return now, True
        seen = self._bases.of(tag, now)
        return (now, False) if seen is None else (seen, True)

    # proposing

    def fields(self, key: str, changes: Sequence[Change], tag: str = "") -> ProposedChange:
        """Propose other values of fields; MISSING removes one.

        `tag` is the etag of the text that the user saw; "" for today's. Raises EditRefused (cannot_splice: only the text
        editor can make it), Conflict when the text of the tag is not known any more.
        """
        base, is_known = self._start(key, tag)
        wrong = {problem.field for problem in base.problems if problem.severity == Severity.ERROR}
        for change in changes:
            if change.path in FIXED and change.path not in wrong:
                raise EditRefused("fixed_field", field=change.path)
        try:
            text = changed(base.text, changes)
        except CannotEditInPlace as error:
            problems = base.problems if error.code == "broken_toml" else ()
            whole = _leading(base.text, error.path) if error.code == "not_a_table" else ""
            raise EditRefused(error.code, problems, field=error.path, path=base.path, whole=whole) from None
        return self._propose(key, base, text, tuple(change.path for change in changes), is_known)

    def renamed_key(self, key: str, path: str, name: str, tag: str = "") -> ProposedChange:
        """Propose another name of the key at the end of a field path, for keys that the schema does not know."""
        base, is_known = self._start(key, tag)
        try:
            text = key_renamed(base.text, path, name)
        except CannotEditInPlace as error:
            raise EditRefused(error.code, base.problems, field=error.path, path=base.path) from None
        asked = (path, f"{path.rpartition('.')[0]}.{name}".lstrip("."))
        return self._propose(key, base, text, asked, is_known)

    def text(self, key: str, text: str, tag: str) -> ProposedChange:
        """Propose another whole text. Line ends stay as the file has them; what was typed becomes NFC.

        Raises EditRefused and Conflict as `fields` does.
        """
        base, is_known = self._start(key, tag)
        return self._propose(key, base, with_line_ends(base.text, text), None, is_known)

    def _propose(
        self, key: str, base: Entry, text: str, asked: tuple[str, ...] | None, is_known: bool = True
    ) -> ProposedChange:
        raw = encode(text, base)
        after = self.registry.entry_from(base.path, raw)
        old, now = self._problems_before(base), self._problems(after)
        changed_fields = differences(base.text, after.text)
        change = ProposedChange(
            key=self._card(key).key,
            path=base.path,
            before=base,
            after=after,
            problems=now,
            new_problems=new_problems(base.text, after.text, old, now),
            introduced=introduced_errors(base, after, old, now, changed_fields),
            differences=changed_fields,
            raw=raw,
            asked=asked,
        )
        if not is_known:
            raise Conflict(None, change, base)
        return change

    def _problems_before(self, entry: Entry) -> tuple[Problem, ...]:
        """Check the base of an edit, once: forms ask at every key."""
        key = (entry.path, entry.etag)
        if key not in self._before:
            self._before = {key: self._problems(entry)}
        return self._before[key]

    def _problems(self, entry: Entry) -> tuple[Problem, ...]:
        context = self._context or IndexContext(self.index, self.registry, tells=True)
        found = check_entry(self.index, self.registry, entry, context)
        return tuple(sorted(found, key=lambda problem: problem.order))

    @contextmanager
    def reading_once(self) -> Iterator[None]:
        """Within, read the records that others are checked by once, not for each proposal."""
        self._context = IndexContext(self.index, self.registry, tells=True)
        try:
            yield
        finally:
            self._context = None

    def new(self, kind: str, data: Mapping[str, Any]) -> ProposedChange:
        """Propose a record of these fields, `schema` and `kind` added. Raises EditRefused (taken_id …)."""
        self.require_current_registry()
        if kind not in KINDS:
            raise EditRefused("unknown_kind", given=kind, near=_near(kind, KINDS))
        id = str(data.get("id", ""))
        self._require_free(id)
        path = self.registry.path_for(kind, id)
        raw = encode(rendered({"schema": CURRENT, "kind": kind} | to_nfc(dict(data))), None)
        after = self.registry.entry_from(path, raw)
        problems = self._problems(after)
        return ProposedChange(id, path, None, after, problems, problems, differences("", after.text), raw)

    def _require_free(self, id: str, own: str = "") -> None:
        """Raise EditRefused unless the record `own` may be given this id; one of its former ids it may."""
        if not is_record_id(id):
            raise EditRefused("bad_id", given=id)
        if (card := self.index.card(id)) and card.key != own:
            raise EditRefused("taken_id" if card.id == id else "former_id", id=id, other=card.key, path=card.path)

    def _require_references(self) -> None:
        """Raise EditRefused while the index does not know yet what refers to a record."""
        if not self.index.whole:
            raise EditRefused("not_whole")

    def removal(self, key: str) -> ProposedChange:
        """Propose the removal of a record's file; references to it (`incoming`) block it."""
        self._require_references()
        self.require_current_registry()
        entry, own = self._read(key), self._card(key).key
        incoming = tuple(one for one in self.index.incoming(own) if one.key != own)
        return ProposedChange(own, entry.path, entry, None, incoming=incoming, differences=differences(entry.text, ""))

    def removals(self, keys: Sequence[str]) -> Removals:
        """Propose the removal of several records; references from one of them to another block nothing."""
        changes = tuple(self.removal(key) for key in keys)
        gone = {change.key for change in changes}
        incoming = dict.fromkeys(one for change in changes for one in change.incoming if one.key not in gone)
        return Removals(changes, tuple(incoming))

    def renaming(self, key: str, new_id: str) -> Renaming:
        """Propose another id for a record, with the files that change for it. Raises EditRefused."""
        self._require_references()
        card = self._card(key)
        entry = self.entry(key)
        if entry.record is None:
            raise EditRefused("not_a_record", entry.problems, path=entry.path)
        if new_id == card.id:
            raise EditRefused("same_id", id=new_id)
        self._require_free(new_id, card.key)
        folder = card.path.rpartition("/")[0]
        files = self._files_of_renaming(card)
        return Renaming(card.key, card.id, new_id, card.path, f"{folder}/{new_id}.toml", files)

    def require_renamable(self, key: str) -> None:
        """Raise EditRefused (old_schema) where a renaming would change a file of an earlier schema."""
        self.require_current_registry()
        for path in self._files_of_renaming(self._card(key)):
            _require_current(path, _bytes(self.registry.root, path))

    def _files_of_renaming(self, card: Card) -> tuple[str, ...]:
        keys = dict.fromkeys(one.key for one in self.index.incoming(card.key))
        cards = [found for one in keys if (found := self.index.card(one))]
        return tuple(dict.fromkeys((card.path, *sorted(one.path for one in cards))))

    # saving

    def save(self, change: ProposedChange | Renaming | Removals, *, force: bool = False) -> Saved:
        """Write a proposal; one that is `blocked` only with `force`.

        Raises Conflict when the file is not what the edit started from, EditRefused (blocked, read_only, disk_full …).
        """
        if self.registry.read_only:
            raise EditRefused("read_only")
        if isinstance(change, Renaming):
            return self._rename(change)
        if isinstance(change, Removals):
            return self._remove(change, force=force)
        if change.blocked and not force:
            code = "blocked" if change.after else "referred_to"
            raise EditRefused(code, change.new_problems or change.problems, path=change.path)
        if change.changes_nothing:
            return Saved(change.path, change.tag)
        files = FileChange(change.path, self._current_bytes(change), change.raw if change.after else None)
        _require_current(change.path, change.raw if change.after else None)
        try:
            with self._saving(step_of(change, files)):
                confirmed = write(self.registry.root, files)
        except Changed:
            raise self._conflict(change) from None
        if change.after:
            self._bases.remember(change.after)
        return Saved(change.path, change.after.etag if change.after else "", confirmed)

    def _current_bytes(self, change: ProposedChange) -> bytes | None:
        """Return the bytes to be replaced. Raises Conflict unless they are still those of the base."""
        if change.before is None:
            return None
        try:
            raw = read(self.registry.root, change.path)
        except Unreadable as error:
            if error.code == "gone":
                raise self._conflict(change) from None
            raise unreadable(change.path, error) from None
        if etag(raw) != change.tag:
            raise self._conflict(change)
        return raw

    def _conflict(self, change: ProposedChange) -> Conflict:
        theirs: Entry | None = self._bases.now(change.path, change.before.id if change.before else change.key)
        if theirs and not theirs.etag:
            theirs = None
        if theirs:
            self._bases.remember(theirs)
        return Conflict(change.before, change, theirs)

    def reconciled(self, conflict: Conflict) -> tuple[Merge, ProposedChange | None]:
        """Merge the sides of a conflict; without a clash, propose the result over theirs (else None).

        Where one side removed the file, or the base is not known, the whole text is the clash.
        """
        mine, theirs = (entry.text if entry else "" for entry in (conflict.mine.after, conflict.theirs))
        base = conflict.base.text if conflict.base else ""
        merge = merged(base, mine, theirs, self.registry.manifest.record_schema)
        if conflict.theirs is None or conflict.mine.after is None or conflict.base is None or merge.clashes:
            return merge, None
        return merge, self._propose(conflict.mine.key, conflict.theirs, merge.text, None)

    def _rename(self, change: Renaming) -> Saved:
        root = self.registry.root
        before = {path: _bytes(root, path) for path in (*change.files, change.new_path)}
        for path, raw in before.items():
            _require_current(path, raw)
        card = self.index.card(change.key)
        try:
            with self._saving(rename_step(change, card, self._renamed_files(change, before))) as saving:
                done = rename(root, change.old, change.new, change.files)
                files = [FileChange(path, raw, _bytes(root, path)) for path, raw in before.items()]
                written = [one for one in files if one.before != one.after]
                is_known = set(done.written) <= before.keys()  # else a file names it that the index did not know
                saving.step = rename_step(change, card, written) if is_known else None
        except Changed as error:
            raise EditRefused("changed_meanwhile", path=error.path) from None
        except (NotSaved, NotConfirmed, FileExistsError, Unreadable, CannotEditInPlace) as error:
            raise refusal_of(change.path, error) from None
        return Saved(done.path, self.registry.entry(done.path).etag, done.confirmed, done.left)

    def _renamed_files(self, change: Renaming, before: Mapping[str, bytes | None]) -> list[FileChange]:
        """Return what a renaming does to each file, as far as that can be foreseen."""
        schema = self.registry.manifest.record_schema
        after: dict[str, bytes | None] = {}
        for path, raw in before.items():
            try:
                after[path] = renamed(raw, change.old, change.new, schema) if raw is not None else None
            except (CannotEditInPlace, UnicodeDecodeError):
                after[path] = raw
        if change.path != change.new_path:
            after |= {change.new_path: after[change.path], change.path: None}
        return [FileChange(path, raw, after[path]) for path, raw in before.items() if raw != after[path]]

    def _remove(self, change: Removals, *, force: bool) -> Saved:
        """Remove all files or none. Raises EditRefused: referred_to, changed_meanwhile …"""
        first = change.changes[0]
        if change.incoming and not force:
            raise EditRefused("referred_to", path=first.path)
        try:
            files = [FileChange(one.path, self._current_bytes(one), None) for one in change.changes]
        except Conflict as conflict:
            raise EditRefused("changed_meanwhile", path=conflict.mine.path) from None
        self.save_files(removals_step(change, files))
        return Saved(first.path, "")

    def save_files(self, step: Step, tell: Callable[[int], object] = lambda number: None) -> None:
        """Write the files of a step, all or none. Raises EditRefused: changed_meanwhile, read_only, disk_full …"""
        with self._saving(step):
            write_unchanged(self.registry, step.files, tell)

    def _saving(self, step: Step) -> AbstractContextManager[Saving]:
        return self.journal.saving(step) if self.journal is not None else nullcontext(Saving(step))


def _require_current(path: str, raw: bytes | None) -> None:
    """Raise EditRefused (old_schema): fields of both schemas in one text could be read by neither version."""
    if raw is not None and is_old(plain(raw.decode("utf-8", "replace")) or {}):
        raise EditRefused("old_schema", path=path)


def _bytes(root: Path, path: str) -> bytes | None:
    try:
        return read(root, path)
    except Unreadable:
        return None


def _leading(text: str, path: str) -> str:
    """Return the part of a field path that leads to a value that is there."""
    _, rest = locate(plain(text), path)
    return path.removesuffix(f".{rest}")


def _near(given: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(given, known, 1)), "")
