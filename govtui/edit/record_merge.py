"""Merge two records about the same thing: `kept` gets what `gone` has and all references to it; the file of `gone` is removed.

Prepared and previewed as data, decided field by field where the two clash, saved as one transaction and one step of undo. Not to be
confused with the merge of two edits of one record (edit/merge.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.conflict import COMMENT, Choices, Clash, Own, Side
from govtui.edit.followed_paths import moved_path
from govtui.edit.joined_evidence import JoinedRecord, joined
from govtui.edit.new_problems import introduced_errors, new_problems
from govtui.edit.operations import Editing
from govtui.edit.placed_comments import END, PlacedComment, comments_at, lost, with_comments
from govtui.edit.plain_data import MISSING, Data, plain
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.edit.record_join import Difference, Remainder
from govtui.edit.reference_moves import MovedReferences, with_references_moved
from govtui.edit.typed_text import encode
from govtui.edit.undo import Step, name_of
from govtui.index.entry_checks import IndexContext, check_entry
from govtui.model.own_fields import Schema
from govtui.model.path_overlap import overlap
from govtui.model.problem import Problem
from govtui.store.codec import loads
from govtui.store.field_edits import CannotEditInPlace, with_data_as_written
from govtui.store.files import Unreadable, etag, read
from govtui.store.registry import Entry, Registry
from govtui.store.toml_render import normal
from govtui.store.transaction import FileChange

COMMENTS = "comments"
"""In place of a field path: all comments that found no place."""


@dataclass(frozen=True, slots=True)
class MovedFile:
    """A file that names the kept record instead of the one that goes."""

    key: str
    file: FileChange
    doubled: tuple[str, ...] = ()
    """Field paths of items that name the kept record beside another one that does."""


@dataclass(frozen=True, slots=True)
class RecordMerge:
    """A merge of two records, not saved yet."""

    change: ProposedChange
    """Of the kept record's file."""
    gone: Entry
    gone_key: str
    moved: tuple[MovedFile, ...]
    left: tuple[str, ...]
    """Files that go on naming the former id, since they are no records: it leads to the kept one."""
    differences: tuple[Difference, ...]
    """Fields in which the two differ, decided or not."""
    remainder: tuple[Remainder, ...]
    """Values that the result has nowhere."""
    clashes: tuple[Clash, ...]
    """What somebody has to decide: differences without a source, and comments without a place (their paths end in #)."""
    choices: Choices

    @property
    def undecided(self) -> tuple[Clash, ...]:
        """The clashes without a choice."""
        return tuple(clash for clash in self.clashes if _choice(self.choices, clash.path) is None)

    @property
    def files(self) -> tuple[FileChange, ...]:
        """What happens to each file: the kept record's, those that refer to the other, the file that goes."""
        before = self.change.before
        assert before is not None, "a merge changes a file that is there"
        own = FileChange(self.change.path, encode(before.text, before), self.change.raw)
        gone = FileChange(self.gone.path, encode(self.gone.text, self.gone), None)
        return (own, *(one.file for one in self.moved), gone)

    @property
    def step(self) -> Step:
        """The step of undo, under the name of the record that goes."""
        fields = tuple(dict.fromkeys(one.path for one in self.change.differences if one.path))
        key = self.change.key
        return Step("merge", key, key, name_of(self.gone), fields, self.files, (key, self.gone_key))


def prepare(
    editing: Editing, kept: str, gone: str, choices: Choices | None = None, *, everywhere: bool = True
) -> RecordMerge:
    """Propose to merge the record `gone` into `kept`; nothing is written.

    `choices`: the path of a difference to the side whose value is taken (MINE: the kept record's), or a value; a path covers
    what is below it. `everywhere`: look into every file for the id, not only into those that the index knows to refer to it.
    Raises EditRefused: same_record, other_kind, not_a_record, nothing_to_take (a choice for what does not differ),
    too_many_records, not_whole …
    """
    if not editing.index.whole:
        raise EditRefused("not_whole")
    entries = _entries(editing, kept, gone)
    kept_card, gone_card = editing.index.card(kept), editing.index.card(gone)
    assert kept_card is not None and gone_card is not None, "their files were read"
    known = dict.fromkeys(one.key for one in editing.index.incoming(gone_card.key))
    cards = [card for key in known if (card := editing.index.card(key))]
    paths = {card.path: card.key for card in cards}
    moved, left = _moved(editing, entries, paths, everywhere=everywhere)
    if len(moved) + 2 > MOST_FILES:
        raise EditRefused("too_many_records", count=len(moved) + 2, limit=MOST_FILES)
    merge = _decided(editing, entries, (kept_card.key, gone_card.key), choices or {}, moved, left)
    known_paths = [*(one.path for one in merge.differences), *(one.path for one in merge.clashes)]
    for path in merge.choices:
        if path != COMMENTS and not any(overlap(path, one) for one in known_paths):
            raise EditRefused("nothing_to_take", field=path)
    return merge


def decided(editing: Editing, merge: RecordMerge, choices: Choices) -> RecordMerge:
    """Return the same merge with these choices. Raises EditRefused."""
    assert merge.change.before is not None
    entries = merge.change.before, merge.gone
    return _decided(editing, entries, (merge.change.key, merge.gone_key), choices, merge.moved, merge.left)


def save(editing: Editing, merge: RecordMerge, *, force: bool = False) -> Saved:
    """Write all files of a merge or none. Raises EditRefused: undecided, blocked, changed_meanwhile, read_only …"""
    if editing.registry.read_only:
        raise EditRefused("read_only")
    if merge.undecided:
        raise EditRefused("undecided", path=merge.change.path, field=merge.undecided[0].path)
    if merge.change.blocked and not force:
        raise EditRefused("blocked", merge.change.introduced, path=merge.change.path)
    editing.save_files(merge.step)
    after = merge.change.after
    return Saved(merge.change.path, after.etag if after else "", left=merge.left)


def _entries(editing: Editing, kept: str, gone: str) -> tuple[Entry, Entry]:
    entries = editing.entry(kept), editing.entry(gone)
    if entries[0].path == entries[1].path:
        raise EditRefused("same_record", id=entries[0].id)
    for entry in entries:
        if entry.record is None:
            raise EditRefused("not_a_record", entry.problems, path=entry.path)
        if etag(encode(entry.text, entry)) != entry.etag:
            raise EditRefused("not_utf8", entry.problems, path=entry.path)
    if entries[0].kind != entries[1].kind:
        raise EditRefused("other_kind", id=entries[0].id, other=entries[1].id)
    return entries


# references


def _moved(
    editing: Editing, entries: tuple[Entry, Entry], known: Mapping[str, str], *, everywhere: bool
) -> tuple[tuple[MovedFile, ...], tuple[str, ...]]:
    """Return the files that change for it, and those that name the former id and are no records."""
    kept, gone = entries
    root, schema = editing.registry.root, editing.registry.manifest.record_schema
    moved: list[MovedFile] = []
    left: list[str] = []
    if kept.id == gone.id:
        return (), ()
    for path in _naming(editing.registry, known, everywhere=everywhere):
        if path in (kept.path, gone.path):
            continue
        try:
            raw = read(root, path)
        except Unreadable:
            continue
        if gone.id.encode() not in raw:
            continue
        try:
            text = raw.decode()
            found = with_references_moved(text.removeprefix("\ufeff"), gone.id, kept.id, schema)
        except UnicodeDecodeError:
            left.append(path)
            continue
        except CannotEditInPlace as error:
            raise EditRefused(error.code, field=error.path, path=path) from None
        made = ("\ufeff" if text.startswith("\ufeff") else "") + _with_all(found.text, found.unplaced)
        if made != text:
            moved.append(MovedFile(known.get(path, path), FileChange(path, raw, made.encode()), found.doubled))
        elif f'"{gone.id}"' in text and loads(raw).record is None:
            left.append(path)
    return tuple(moved), tuple(left)


def _naming(registry: Registry, known: Mapping[str, str], *, everywhere: bool) -> Iterator[str]:
    yield from sorted(known)
    if everywhere:
        yield from (found.path for found in registry.files() if not found.error and found.path not in known)


def _with_all(text: str, unplaced: Sequence[PlacedComment]) -> str:
    """Put comments without a place at the end: a reference is no reason to ask."""
    return with_comments(text, [one._replace(path=END) for one in unplaced])[0] if unplaced else text


# the kept record


def _decided(
    editing: Editing,
    entries: tuple[Entry, Entry],
    keys: tuple[str, str],
    choices: Choices,
    moved: tuple[MovedFile, ...],
    left: tuple[str, ...],
) -> RecordMerge:
    kept, gone = entries
    schema = editing.registry.manifest.record_schema
    try:
        text, mine = _renamed(kept, gone.id, kept.id, schema)
        other_text, theirs = _renamed(gone, gone.id, kept.id, schema)
        choose: Callable[[str], Side | Own | None] = lambda path: _choice(choices, path)  # noqa: E731
        found = joined(kept.kind, mine, normal(theirs), gone.id, choose, schema)
        made = with_data_as_written(text, found.data)
    except CannotEditInPlace as error:
        raise EditRefused(error.code, field=error.path, path=kept.path) from None
    made, clashes, dropped = _with_comments(
        made, [*lost(kept.text, made), *_comments_of(gone, other_text, found)], choices
    )
    change = _checked(editing, keys[0], entries, made, moved)
    clashing = [one.clash for one in found.differences if one.how == "clash"]
    remainder = (*found.remainder, *dropped)
    return RecordMerge(change, gone, keys[1], moved, left, found.differences, remainder, (*clashing, *clashes), choices)


def _renamed(entry: Entry, gone: str, kept: str, schema: Schema) -> tuple[str, Data]:
    """Return a record's text and data with the kept id instead of the other in all references."""
    moved = gone != kept  # of two files with one id no reference has to move
    found = with_references_moved(entry.text, gone, kept, schema) if moved else MovedReferences(entry.text)
    data = plain(found.text)
    assert data is not None, "the text is a record's"
    return _with_all(found.text, found.unplaced), data


def _comments_of(gone: Entry, renamed: str, found: JoinedRecord) -> list[PlacedComment]:
    """Return the comments of the record that goes, each at what it speaks of in the result."""
    out = [*comments_at(renamed), *lost(gone.text, renamed)]
    return [one._replace(path=moved_path(one.path, found.moves) or (one.path[0], -1)) for one in out]


def _with_comments(
    text: str, found: Sequence[PlacedComment], choices: Choices
) -> tuple[str, list[Clash], list[Remainder]]:
    """Put comments into a text; those without a place are a clash for each field, decided as `choices` have it."""
    text, unplaced = with_comments(text, found)
    by_field: dict[str, list[str]] = {}
    for one in unplaced:
        by_field.setdefault(f"{one.path[0]}{COMMENT}", []).append(one.text)
    clashes, at_end, dropped = [], [], []
    for path, lines in by_field.items():
        words = "\n".join(lines)
        clashes.append(Clash(path, MISSING, MISSING, words))
        match _choice(choices, path):
            case Side.THEIRS:
                at_end += lines
            case Own(value):
                at_end += [
                    line if line.startswith("#") else f"# {line}" for line in str(value).splitlines() if line.strip()
                ]
            case Side.MINE:
                dropped.append(Remainder(path, words, "chosen"))
    text, _ = with_comments(text, [PlacedComment(END, line) for line in at_end])
    return text, clashes, dropped


def _choice(choices: Choices, path: str) -> Side | Own | None:
    """Return the choice for a path: its own, or that for what is around it."""
    found = next((choices[one] for one in choices if path == one or path.startswith(f"{one}.")), MISSING)
    if found is MISSING and path.endswith(COMMENT):
        found = choices.get(COMMENTS, MISSING)
    return None if found is MISSING else found if isinstance(found, Side | Own) else Own(found)


# checks


class _AfterMerge(Registry):
    """The registry as it would be: what a check reads of other files is what they would be."""

    def __init__(self, registry: Registry, entries: Mapping[str, Entry]) -> None:
        self.__dict__.update(registry.__dict__)
        self._entries = entries

    def entry(self, path: str) -> Entry:
        return self._entries.get(path) or super().entry(path)


def _checked(
    editing: Editing, key: str, entries: tuple[Entry, Entry], text: str, moved: Sequence[MovedFile]
) -> ProposedChange:
    """Propose the kept record's text, with the problems that it has when the other record is gone."""
    kept, gone = entries
    registry, index = editing.registry, editing.index
    try:
        change = editing.text(key, text, kept.etag)
    except Conflict:
        raise EditRefused("changed_meanwhile", path=kept.path) from None
    assert change.after is not None
    others = {one.file.path: one.file.after for one in moved}
    after = {path: registry.entry_from(path, raw) for path, raw in others.items() if raw is not None}
    context = IndexContext(index, _AfterMerge(registry, {gone.path: change.after, **after}), tells=True)
    found = sorted(check_entry(index, registry, change.after, context), key=lambda one: one.order)
    now = tuple(one for one in found if not _is_namesake(one, gone.id))
    context = IndexContext(index, registry, tells=True)
    old, had = check_entry(index, registry, kept, context), check_entry(index, registry, gone, context)
    new = _without(new_problems(kept.text, change.after.text, old, now), had)
    introduced = _without(introduced_errors(kept, change.after, old, now, change.differences), had)
    return replace(change, problems=now, new_problems=new, introduced=introduced)


def _without(found: Sequence[Problem], had: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems that the other record did not bring: of each code so many fewer as it had, since items move."""
    known = Counter(one.code for one in had)
    out = []
    for one in found:
        if known[one.code]:
            known[one.code] -= 1
        else:
            out.append(one)
    return tuple(out)


def _is_namesake(problem: Problem, gone: str) -> bool:
    """Whether a problem says only that the two have one name."""
    return problem.code == "likely_duplicate" and problem.values.get("other") == gone and "others" not in problem.values
