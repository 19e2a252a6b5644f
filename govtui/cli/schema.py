"""`govtui schema [KIND|registry|output]`: prints or writes JSON Schemas, for editors and for programs that read lines."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from govtui.cli.command import example_lines, make_command, plain_statuses
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.interchange.machine import Line, line
from govtui.interchange.schema_files import BOTH, FILES, OUTPUT, WORDS_IN, schema_files, schema_of
from govtui.store.files import etag
from govtui.store.location import NoRegistry

NAMES = (*FILES, OUTPUT)


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    kind_word = tr.gettext("KIND")
    params: list[click.Parameter] = [
        click.Argument(
            ["name"], required=False, type=click.Choice(NAMES), metavar=f"[{kind_word} | {' | '.join(NAMES[-2:])}]"
        ),
        click.Option(
            ["--write", "folder"],
            metavar=tr.gettext("DIR"),
            help=tr.gettext("Write each schema to a file of its own in this folder, where it is new or has changed."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(WORDS_IN),
            default=BOTH,
            help=tr.gettext("The language of its titles and descriptions, or both."),
        ),
    ]

    def callback(name: str | None, folder: str | None, lang: str) -> int:
        if folder is not None:
            return _write(session, Path(folder), (name,) if name else FILES, lang)
        if session.form:
            raise click.UsageError(tr.gettext("A schema is JSON already; --json and --jsonl go with --write."))
        manifest = session.manifest()
        if name:
            session.out.document(schema_of(name, manifest, lang))
        else:
            session.out.document({each: schema_of(each, manifest, lang) for each in FILES})
        return 0

    words = tr.gettext(
        "Print the JSON Schema (draft 2020-12) of records of a kind, of registry.toml, or of what --json and --jsonl print."
    )
    more = tr.gettext(
        "It contains the registry's own fields, relations and vocabulary; where there is no registry, only what is built in. "
        "Without an argument the schemas of all files of a registry are printed, as one object."
    )
    kept = tr.gettext(
        "Editors find schemas in the folder “schema” of a registry that “govtui init” has begun; “govtui check” warns when "
        "they are out of date."
    )
    examples = [
        ("govtui schema event > event.json", ""),
        ("govtui schema --write schema", ""),
        ("govtui schema output --lang en", ""),
    ]
    short = tr.gettext("Print the JSON Schema of records, or of what --json prints.")
    return make_command(
        session,
        "schema",
        callback,
        params,
        words,
        more,
        kept,
        example_lines(session, examples),
        plain_statuses(session),
        short=short,
        machine=True,
    )


def _write(session: Session, folder: Path, names: tuple[str, ...], lang: str) -> int:
    from govtui.i18n.errors import refusal
    from govtui.store.generated_files import write_changed

    files = schema_files(session.manifest(), lang, names)
    try:
        written = write_changed(folder, files)
    except OSError as error:
        failed = Path(error.filename or folder)
        if session.form:
            print_lines(session, "change", [_change(session, failed, refused="io_error")])
        session.out.remark(refusal("io_error", {"path": failed, "reason": error.strerror}, session.tr))
        return 2
    if session.form:
        print_lines(session, "change", [_change(session, folder / name, etag=etag(files[name])) for name in written])
    else:
        _tell(session, [folder / name for name in written], len(files))
    return 0


def _tell(session: Session, written: list[Path], of: int) -> None:
    """Print what was written of so many files."""
    from govtui.i18n.formats import number

    tr = session.tr
    for path in written:
        session.out.line(tr.gettext("Written: {path}").format(path=path))
    if same := of - len(written):
        words = tr.ngettext("{n} file is up to date.", "{n} files are up to date.", same)
        session.out.words(words.format(n=number(same, tr)))


def _change(session: Session, path: Path, *, etag: str = "", refused: str = "") -> Line:
    """Return the line of a file; its path is from the registry's folder where it is in there."""
    with suppress(NoRegistry, ValueError, OSError):
        path = path.resolve().relative_to(session.target(may_fall_back=False).root.resolve())
    return line("change", path=path.as_posix(), saved=not refused, refused=refused, changes=[], problems=[], etag=etag)
