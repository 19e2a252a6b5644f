"""Three-way merge of a record's file: bytes in, bytes out, as git asks a merge driver for it.

By field where all three are records of a form that this program knows; else as `git merge-file` merges them by lines. The
result is never one side alone while the other has something else: what is not merged stands between conflict markers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from govtui.edit.conflict import WHOLE, Clash, Own, Side
from govtui.edit.marked_lines import marked_text
from govtui.edit.merge import Merge, merged, resolved
from govtui.edit.plain_data import Data, plain
from govtui.model.migration_steps import CURRENT
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import RECORD_SIZE
from govtui.store.line_merging import Marks, conflict_style, merged_by_lines
from govtui.store.migrating import current_text


class FileMerge(NamedTuple):
    """A merge of two versions of a record's file, by field; or why there is none."""

    merge: Merge | None
    why: str = ""
    """Why it is not merged by field: too_large, not_utf8, broken_toml, other_schema, failed (a fault of this program)."""

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What both sides changed in different ways; all of it, as one, where nothing could be merged."""
        return self.merge.clashes if self.merge else ()

    @property
    def raw(self) -> bytes | None:
        """The merged file; theirs stands where there are clashes. None where it is not merged by field."""
        return self.merge.text.encode() if self.merge else None

    @property
    def is_clean(self) -> bool:
        """Whether it is merged with nothing left to decide."""
        return self.merge is not None and not self.merge.clashes


class Written(NamedTuple):
    """What a merge driver writes."""

    raw: bytes
    in_conflict: bool
    """Whether there are conflict markers in it."""
    merge: FileMerge


def merge_file(base: bytes, mine: bytes, theirs: bytes, schema: Schema = BUILT_IN) -> FileMerge:
    """Merge two versions of a record's file by field. `base` is empty where both sides added it. Never raises.

    Texts of an earlier form are migrated if one side did that, and left to git where none did.
    """
    try:
        return _merged(base, mine, theirs, schema)
    except Exception:
        return FileMerge(None, "failed")


def driver_text(
    folder: Path, base: bytes, mine: bytes, theirs: bytes, marks: Marks, schema: Schema = BUILT_IN
) -> Written:
    """Return what is to be written in place of `mine`: merged by field, else by lines; conflicts between markers.

    `folder`: where git is asked for its merge by lines.
    """
    found = merge_file(base, mine, theirs, schema)
    if (merge := found.merge) is not None:
        if merge.clashes and not marks.style:
            marks = marks._replace(style=conflict_style(folder))
        try:
            text = text_with_markers(merge, marks)
        except Exception:
            found = FileMerge(None, "failed")
        else:
            return Written(text.encode(), text != merge.text, found)
    lines = merged_by_lines(folder, base, mine, theirs, marks)
    if lines is None:  # git cannot read them as text: it would leave mine alone
        return Written(_whole(mine, theirs, marks), mine != theirs, found)
    return Written(lines.raw, lines.in_conflict, found)


def text_with_markers(merge: Merge, marks: Marks) -> str:
    """Return the merged text with markers around what is to be decided, and around nothing else.

    It is written twice, once with each side chosen: the lines in which the two differ are marked. The text without markers is
    returned where both choices come to the same text.
    """
    if not merge.clashes:
        return merge.text
    mine, theirs = merge.mine, merge.theirs
    base: str | None = merge.base
    if all(clash.path != WHOLE for clash in merge.clashes):
        try:
            mine, theirs = resolved(merge, {clash.path: Side.MINE for clash in merge.clashes}), merge.text
        except CannotEditInPlace:
            pass  # then both texts as they are: more lines than need be, none of them lost
        else:
            base = _with_base(merge) if marks.shows_base else None
    return marked_text(mine, theirs, base, marks)


def _with_base(merge: Merge) -> str | None:
    """Return the merged text with what both sides started from, in each clash; None where it cannot be written so."""
    choices: Mapping[str, Data] = {clash.path: Own(clash.base) for clash in merge.clashes}
    try:
        return resolved(merge, choices)
    except CannotEditInPlace:
        return None


def _merged(base: bytes, mine: bytes, theirs: bytes, schema: Schema) -> FileMerge:
    if max(map(len, (base, mine, theirs))) > RECORD_SIZE:
        return FileMerge(None, "too_large")
    try:
        old, one, other = texts = [raw.decode() for raw in (base, mine, theirs)]
    except UnicodeDecodeError:
        return FileMerge(None, "not_utf8")
    given = [plain(text) for text in texts]
    if None in given:
        return FileMerge(None, "broken_toml")
    forms = [data.get("schema", CURRENT) == CURRENT for data in given if data]  # an empty base has none
    if not all(forms):
        now = [plain(current_text(text)) for text in texts] if any(forms) else given  # a side has migrated it
        if any(data and data.get("schema", CURRENT) != CURRENT for data in now):
            return FileMerge(None, "other_schema")
    made = merged(old, one, other, schema)
    return FileMerge(made) if plain(made.text) is not None else FileMerge(None, "failed")


def _whole(mine: bytes, theirs: bytes, marks: Marks) -> bytes:
    """Return both versions whole, one after the other between markers."""
    if mine == theirs:
        return mine
    lines = [(b"<", marks.mine, mine), (b"=", "", theirs)]
    out = b"".join(
        sign * marks.size
        + f" {name}".rstrip().encode("utf-8", "surrogateescape")
        + b"\n"
        + raw
        + b"\n" * (not raw.endswith(b"\n"))
        for sign, name, raw in lines
    )
    return out + b">" * marks.size + f" {marks.theirs}\n".encode("utf-8", "surrogateescape")
