"""`govtui migrate [PATH] [--write] [--only STEP]`: brings the files of a registry to the current schema."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.model.migration import STEPS, undecided
from govtui.model.migration_steps import Undecided
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import Unreadable, read
from govtui.store.location import MANIFEST
from govtui.store.migrating import migrated_text
from govtui.store.registry import Registry
from govtui.store.toml_values import parsed
from govtui.store.transaction import FileChange


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(["--write"], is_flag=True, help=tr.gettext("Write the files, all or none.")),
        click.Option(
            ["--only"], metavar=tr.gettext("STEP"), type=click.Choice(STEPS), help=tr.gettext("One step only.")
        ),
    ]

    def callback(path: str | None, write: bool, only: str | None) -> int:
        return _migrate(session, session.registry(path, may_fall_back=False), write, only or "")

    words = tr.gettext("Bring the files of a registry to the form of this version.")
    more = tr.gettext(
        "Without --write it shows what would change. Comments, order and layout stay; git is not touched. What a person"
        " must decide is listed, and left as it is."
    )
    examples = [
        ("govtui migrate", tr.gettext("shows what would change")),
        ("govtui migrate --write", tr.gettext("changes the files")),
    ]
    statuses = tr.gettext("Exit status: 0 written, shown, or nothing to change; 1 refused; 2 could not run.")
    return make_command(session, "migrate", callback, params, words, more, example_lines(session, examples), statuses)


def _migrate(session: Session, registry: Registry, write: bool, only: str) -> int:
    tr, out = session.tr, session.out
    changes: list[FileChange] = []
    asked: list[tuple[str, Undecided]] = []
    refused = 0
    for path in [MANIFEST, *sorted(found.path for found in registry.files() if registry.folder_kind(found.path))]:
        try:
            raw = read(registry.root, path)
            text = raw.decode()
            new = migrated_text(text, only)
            asked += [(path, one) for one in undecided(parsed(text), only)]
        except (Unreadable, UnicodeDecodeError):
            continue  # `check` says what is wrong with it
        except CannotEditInPlace as error:
            if error.code != "broken_toml":
                out.line(tr.gettext("{path} cannot be changed without losing something.").format(path=path), err=True)
                refused += 1
            continue
        if new != text:
            changes.append(FileChange(path, raw, new.encode()))
            if not write:
                out.diff(path, text, new)
    for path, one in asked:
        out.line(f"{path}: {one.path}: {_question(session, one)}", err=True)
    if refused:
        out.words(tr.gettext("Nothing was changed."), err=True)
        return 1
    if not changes:
        out.words(tr.gettext("There is nothing to migrate."), err=True)
        return 0
    n = len(changes)
    if not write:
        words = tr.ngettext(
            "{n} file would change; “govtui migrate --write” changes it.",
            "{n} files would change; “govtui migrate --write” changes them.",
            n,
        )
        out.words(words.format(n=number(n, tr)), err=True)
        return 0
    return _write(session, registry, changes)


def _write(session: Session, registry: Registry, changes: list[FileChange]) -> int:
    from govtui.edit.file_edit import write_all
    from govtui.edit.proposal import EditRefused

    tr, n = session.tr, len(changes)
    try:
        write_all(registry, changes)
    except EditRefused as error:
        session.out.line(refusal(error.code, error.values, tr), err=True)
        return 2
    words = tr.ngettext("{n} file was changed.", "{n} files were changed.", n)
    session.out.words(words.format(n=number(n, tr)))
    return 0


def _question(session: Session, one: Undecided) -> str:
    """Return what a person must decide, in words."""
    tr, options = session.tr, ", ".join(one.options)
    match one.step:
        case "date-of":
            words = tr.gettext("say in date_of what the date is the date of ({options}).")
        case "checked":
            words = tr.gettext("two notes are on one disagreement now: keep one ({options}).")
        case "quote":
            words = tr.gettext("both names stand there: keep one ({options}).")
        case _:
            words = tr.gettext("name the source ({options}).")
    return words.format(options=options or "?")
