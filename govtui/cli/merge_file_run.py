"""Run `govtui merge-file`: the files are read and merged, MINE is written, and what is left to decide is told.

git starts it for every record that two sides changed, so the way of a clean merge loads no words and no click.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.merge_file import Written, driver_text
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.files import printable
from govtui.store.line_merging import SIZE, Marks
from govtui.store.location import MANIFEST
from govtui.store.temporary import copy_attributes, temporary_file, write
from govtui.store.toml_values import NotToml, parsed
from govtui.text.markers import N_

if TYPE_CHECKING:
    from govtui.cli.session import Session

MERGED, IN_CONFLICT, COULD_NOT_RUN = 0, 1, 2

UNKNOWN_TO_GIT = frozenset({"%X", "%S", "%Y"})
"""Labels that a git before 2.44 does not fill in."""

_BY_LINES: Mapping[str, str] = {
    "too_large": N_("{path} was merged by lines, not by field: it is larger than a record may be."),
    "not_utf8": N_("{path} was merged by lines, not by field: it is not UTF-8."),
    "broken_toml": N_("{path} was merged by lines, not by field: it is not TOML on one of the sides."),
    "other_schema": N_("{path} was merged by lines, not by field: it has the form of another version of govtui."),
    "failed": N_("{path} was merged by lines, not by field, because of an error in the program."),
}
"""Sentences by reason (FileMerge.why)."""


class Asked(NamedTuple):
    """What the command line says."""

    base: str
    mine: str
    theirs: str
    path: str = ""
    """From the work tree's top, as git tells it."""
    check: bool = False
    size: int = SIZE
    names: Sequence[str] = ()
    """Of mine, base and theirs, for markers."""


def asked_by_git(args: Sequence[str]) -> Asked | None:
    """Parse `[--marker-size=N] [-L NAME]… BASE MINE THEIRS [PATH]`; None for whatever needs click."""
    size = SIZE
    names: list[str] = []
    words: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        option, _, value = word.partition("=")
        if option == "--marker-size" and value.isdecimal() and 0 < int(value) <= 200:
            size = int(value)
        elif word == "-L" and rest and len(names) < 3:
            names.append(rest.pop(0))
        elif word.startswith("-") or not word:
            return None
        else:
            words.append(word)
    if len(words) not in (3, 4):
        return None
    base, mine, theirs, path = [*words, ""][:4]
    return Asked(base, mine, theirs, path, size=size, names=tuple(names))


def merge_files(asked: Asked, session: Session | None = None) -> int:
    """Merge, write MINE unless it is only to be checked, and return the exit status.

    `session`: None where git calls, which needs one only if something is to be said.
    """
    try:
        base, mine, theirs = (Path(name).read_bytes() for name in (asked.base, asked.mine, asked.theirs))
        named = session.given.get("registry") if session else None
        written = driver_text(Path(), base, mine, theirs, _marks(asked), _schema(asked, named))
        if not asked.check and written.raw != mine:
            _replace(Path(asked.mine), written.raw)
    except (OSError, ValueError) as error:  # ValueError: a name that no file has
        return _refused(session or _new_session(), error)
    if session is not None:
        _tell(session, asked, written)
    elif (
        written.in_conflict or written.merge.merge is None
    ) and asked.size <= SIZE:  # longer: git merges two bases first
        _tell(_new_session(), asked, written)
    return IN_CONFLICT if written.in_conflict else MERGED


def _marks(asked: Asked) -> Marks:
    names = [name if name not in UNKNOWN_TO_GIT else "" for name in (*asked.names, "", "", "")]
    named = {
        side: " ".join(printable(name).split()) for side, name in zip(("mine", "base", "theirs"), names, strict=False)
    }
    return Marks(asked.size, **{side: name for side, name in named.items() if name})


def _schema(asked: Asked, named: str | None) -> Schema:
    """Return the fields of the registry that is named, or that the file is in.

    They are the built-in ones where its manifest declares none, is not there or cannot be read: it may be in conflict itself.
    """
    for folder in [Path(named)] if named else Path(asked.path or asked.mine).absolute().parents:
        manifest = folder / MANIFEST
        if not manifest.is_file():
            continue
        with suppress(OSError, UnicodeDecodeError, NotToml):
            if {"fields", "relations"}.isdisjoint(parsed(manifest.read_text("utf-8-sig"))):
                return BUILT_IN
        from govtui.store.manifest import load  # few registries have fields of their own

        return load(folder)[0].record_schema
    return BUILT_IN


def _replace(target: Path, raw: bytes) -> None:
    """Replace a file as a whole: whoever is killed meanwhile leaves the old text or the new one."""
    target = Path(os.path.realpath(target))
    with temporary_file(target.parent) as (handle, temporary):
        write(handle, raw)
        copy_attributes(handle, target, target.stat())
        os.replace(temporary, target)  # noqa: PTH105


# what is said


def _new_session() -> Session:
    from govtui.cli.output import Output
    from govtui.cli.session import Session, language_of
    from govtui.i18n.translator import load

    tr = load(language_of((), os.environ))
    return Session(tr, os.environ, Output.standard(tr, os.environ))


def _refused(session: Session, error: OSError | ValueError) -> int:
    """Tell which file could not be read or written. MINE is as it was."""
    path = str(getattr(error, "filename", None) or "")
    reason = str(getattr(error, "strerror", None) or error)
    words = session.tr.gettext("{path} could not be read or written, so nothing was merged: {reason}.")
    session.out.refuse(words.format(path=path, reason=reason))
    return COULD_NOT_RUN


def _tell(session: Session, asked: Asked, written: Written) -> None:
    """Tell what is in conflict, and why a file was not merged by field."""
    tr, out = session.tr, session.out
    path, found = asked.path or asked.mine, written.merge
    if found.merge is None:
        out.remark(tr.gettext(_BY_LINES[found.why]).format(path=path))
    if session.form:
        _print_line(session, asked, written)
    elif asked.check:
        _print_check(session, written)
    elif not written.in_conflict:
        pass  # as git merge-file, which says nothing either
    elif clashes := [clash for clash in found.clashes if clash.path]:
        from govtui.cli.clash_name import clash_name

        fields = ", ".join(dict.fromkeys(clash_name(clash, tr) for clash in clashes))
        words = tr.gettext("{path}: changed differently on both sides: {fields}. Both versions are in the file.")
        out.remark(words.format(path=path, fields=fields))
    else:
        out.remark(tr.gettext("{path}: the two versions differ; both are in the file.").format(path=path))


def _print_check(session: Session, written: Written) -> None:
    from govtui.cli.change_words import print_clash

    for clash in written.merge.clashes:
        if clash.path:
            print_clash(session, clash)
    if not written.in_conflict:
        session.out.words(session.tr.gettext("It can be merged without conflicts."))
    elif not any(clash.path for clash in written.merge.clashes):
        session.out.words(session.tr.gettext("Merging it would leave conflicts."))


def _print_line(session: Session, asked: Asked, written: Written) -> None:
    from govtui.cli.change_outcome import change_line, clash_data
    from govtui.cli.lines import print_lines

    clashes = [clash_data(one) for one in written.merge.clashes if one.path] or None
    line = change_line(
        path=asked.path or asked.mine,
        saved=not asked.check,
        clashes=clashes,
        in_conflict=written.in_conflict or None,
        by_lines=written.merge.why or None,
    )
    print_lines(session, "change", [line])
