"""How `govtui export` runs: which records, where the document goes, and what is told of what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from govtui.cli.asked import asked_cards
from govtui.cli.document_time import asked_time
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.i18n.formats import in_quotes, number
from govtui.interchange.formats import ExportFormat, Of, document, file_name, file_texts, mapping_text
from govtui.interchange.machine import line, line_part
from govtui.store.document_files import CannotWrite, check_place, write_document

if TYPE_CHECKING:
    from govtui.index.api import Card, Index
    from govtui.interchange.exporting import Export, LeftOut
    from govtui.interchange.machine import Line

STDOUT = "-"


class Asked(NamedTuple):
    """What the command line asks for."""

    format: ExportFormat
    ids: Sequence[str]
    where: str | None
    kind: str | None
    output: Path | None
    """None for standard output."""
    force: bool
    options: Mapping[str, str]
    """Those that only some formats take: spreadsheet, mapping, language, from."""

    @property
    def mapping(self) -> Path | None:
        """The mapping file to be written beside the document."""
        return Path(self.options["mapping"]).expanduser() if "mapping" in self.options else None

    @property
    def is_folder(self) -> bool:
        """Whether each record gets a file of its own."""
        return self.output is not None and self.format.of is not Of.DOCUMENT and self.output.is_dir()


class NothingWritten(Exception):
    """None of the records has a place in the document."""


def output_path(given: str | None) -> Path | None:
    """Return the file of -o; None for standard output."""
    return None if given is None or given == STDOUT else Path(given).expanduser()


def run(session: Session, asked: Asked) -> int:
    """Export records and return the exit status: 1 where none was found, or none has a place in the document."""
    _check_options(session, asked)
    from govtui.i18n.errors import refusal
    from govtui.interchange.exporting import CannotExport

    index = session.index(may_fall_back=False)
    root = session.target(may_fall_back=False).root
    cards = _cards(session, index, root, asked)
    if not cards:
        if session.form:
            print_lines(session, "export", ())
        remark_nothing(session)
        return 1
    export = _export(session, index, asked, cards)
    try:
        _check_places(asked, export, root)
        with progress(session, session.tr.gettext("Exported: {n} of {total} records"), len(cards)) as told:
            if asked.output is not None or not session.out.terminal:
                export.tell = told
            paths = _write(session, asked, export)
    except CannotWrite as error:
        raise click.ClickException(_refusal(session, error)) from None
    except CannotExport as error:
        raise click.UsageError(refusal(error.code, error.values, session.tr)) from None
    except NothingWritten:
        paths = []
    if session.form:
        print_lines(session, "export", [_line(asked.format, paths, export)])
    _tell(session, asked, paths, export)
    return 0 if export.written else 1


def _check_options(session: Session, asked: Asked) -> None:
    """Check that the options go together. Raises click.UsageError."""
    tr = session.tr
    for name in asked.options:
        if name not in asked.format.takes:
            words = tr.gettext("The format {format} does not take {option}.")
            raise click.UsageError(words.format(option=f"--{name}", format=asked.format.key))
    if asked.output is None and session.form:
        raise click.UsageError(tr.gettext("--json and --jsonl tell what was written, so they need -o."))
    if asked.output is None and asked.force and asked.mapping is None:
        raise click.UsageError(tr.gettext("--force replaces the file of -o, so it needs -o."))
    if asked.mapping is not None and asked.output is not None and asked.mapping.resolve() == asked.output.resolve():
        raise click.UsageError(tr.gettext("-o and --mapping name the same file; give each its own."))


def _cards(session: Session, index: Index, root: Path, asked: Asked) -> list[Card]:
    """Return the records that are asked for, in the order of their ids. Raises click.ClickException."""
    where = "" if asked.where is None and not asked.ids else asked.where
    cards = asked_cards(session, index, root, asked.ids, where)
    return sorted((card for card in cards if asked.kind in (None, card.kind)), key=lambda card: card.key)


def _export(session: Session, index: Index, asked: Asked, cards: Sequence[Card]) -> Export:
    """Return the export of records. Raises click.UsageError."""
    from govtui.interchange.exporting import Export

    tr, format = session.tr, asked.format
    options = dict(asked.options)
    if "kind" in format.takes:
        kinds = sorted({card.kind for card in cards})
        if len(kinds) > 1:
            words = tr.gettext(
                "A document of the format {format} holds records of one kind only; choose it with --kind {kinds}."
            )
            raise click.UsageError(words.format(format=format.key, kinds="|".join(kinds)))
        options["kind"] = kinds[0]
    registry = session.registry(may_fall_back=False).for_pages()
    when = asked_time(session, registry.root)
    return Export(registry, index, cards, session.context(registry, index), when, options)


# -- writing ---------------------------------------------------------------------------------------------------------


def _check_places(asked: Asked, export: Export, root: Path) -> None:
    """Check all files that will be written, before the first is. Raises CannotWrite."""
    if asked.output is not None:
        names = [file_name(asked.format, card) for card in export.cards] if asked.is_folder else []
        for path in [asked.output / name for name in names if name] if asked.is_folder else [asked.output]:
            check_place(path, root, replace=asked.force)
    if asked.mapping is not None:
        check_place(asked.mapping, root, replace=asked.force)


def _write(session: Session, asked: Asked, export: Export) -> list[Path]:
    """Write or print the document, then its mapping file; return the files. Raises CannotWrite and NothingWritten."""
    format = asked.format
    paths: list[Path] = []
    if asked.output is not None and asked.is_folder:
        for name, text in file_texts(format, export):
            paths.append(asked.output / name)
            write_document(paths[-1], [text], replace=asked.force)
    elif asked.output is not None:
        write_document(asked.output, _unless_empty(document(format, export), export), replace=asked.force)
        paths.append(asked.output)
    else:
        parts = document(format, export)
        for part in _whole_lines(parts) if session.out.terminal else parts:
            session.out.verbatim(part)
    if asked.mapping is not None:
        write_document(asked.mapping, [mapping_text(format, export)], replace=asked.force)
        paths.append(asked.mapping)
    return paths


def _unless_empty(parts: Iterable[str], export: Export) -> Iterator[str]:
    """Yield the parts of a document. Raises NothingWritten at its end where it has no record."""
    yield from parts
    if not export.written:
        raise NothingWritten


def _whole_lines(parts: Iterable[str]) -> Iterator[str]:
    """Yield the text of a document by whole lines, ended by LF, for a terminal; without the byte order mark."""
    text = ""
    for part in parts:
        text += part.removeprefix("\ufeff").replace("\r\n", "\n")
        whole, line_feed, text = text.rpartition("\n")
        if line_feed:
            yield whole + line_feed
    if text:
        yield text


# -- telling ---------------------------------------------------------------------------------------------------------


def _refusal(session: Session, error: CannotWrite) -> str:
    from govtui.i18n.errors import refusal

    if error.code == "file_exists":
        return session.tr.gettext("There is already a file {path}; --force replaces it.").format(path=error.path)
    return refusal(error.code, error.values, session.tr)


def _tell(session: Session, asked: Asked, paths: Sequence[Path], export: Export) -> None:
    """Print remarks on what was written, and what not."""
    from govtui.interchange.left_sentences import left_sentences

    tr, n = session.tr, export.written
    if not n:
        session.out.remark(
            tr.gettext("None of these records has a place in the format “{format}”; nothing was written.").format(
                format=in_quotes(tr.pgettext("copy", asked.format.label))
            )
        )
    elif paths and not session.form:
        if asked.is_folder:
            words = tr.ngettext(
                "{n} record written to the folder {path}.", "{n} records written to the folder {path}.", n
            )
        else:
            words = tr.ngettext("{n} record written to {path}.", "{n} records written to {path}.", n)
        session.out.remark(words.format(n=number(n, tr), path=asked.output or paths[0]))
    for sentence in left_sentences(export.left, asked.format, export.context, "" if session.form else "--json"):
        session.out.remark(sentence)


def _line(format: ExportFormat, paths: Sequence[Path], export: Export) -> Line:
    left: LeftOut = export.left
    return line(
        "export",
        format=format.key,
        files=[path.as_posix() for path in paths],
        records=export.written,
        left_fields=[line_part(field=name, records=n) for name, n in sorted(left.fields.items())],
        left_records=[line_part(why=why, records=keys) for why, keys in sorted(left.records.items())],
    )
