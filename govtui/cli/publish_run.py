"""How `govtui publish` runs: which records and languages, in how many processes, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import click

from govtui.cli.asked import asked_cards
from govtui.cli.document_time import asked_time
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.machine import Line, line
from govtui.site.build import Report, Tell, build
from govtui.site.record_pages import published_cards
from govtui.site.site_file import Site
from govtui.site.site_folder import CannotPublish

_SHOWN = 20
"""Files that a dry run names."""


class Asked(NamedTuple):
    """What the command line asks for."""

    folder: str
    where: str | None
    url: str
    dry_run: bool


def site_url(session: Session, given: str | None) -> str:
    """Return the address of the site, ending in a slash. Raises click.UsageError."""
    if given is None:
        return ""
    words = session.tr.gettext("“{value}” is not a web address; write it in full: https://registry.example.org/")
    wrong = click.UsageError(words.format(value=in_quotes(given)))
    try:
        parts = urlsplit(given)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise wrong from None
    if not is_address or parts.query or parts.fragment or parts.username or not given.isascii() or " " in given:
        raise wrong
    return given.rstrip("/") + "/"


def run(session: Session, asked: Asked) -> int:
    """Write the site and return the exit status: 1 where --where finds nothing."""
    index = session.index(may_fall_back=False)
    registry = session.registry(may_fall_back=False).for_pages()
    published = None
    if asked.where is not None:
        published = frozenset(card.key for card in asked_cards(session, index, registry.root, (), asked.where))
        if not published:
            if session.form:
                print_lines(session, "publish", ())
            remark_nothing(session)
            return 1
    when = asked_time(session, registry.root)
    site = Site(
        registry,
        index,
        site_languages(registry.manifest.languages),
        when,
        asked.url,
        published,
        where=asked.where or "",
    )
    folder = Path(asked.folder).expanduser()
    records = sum(1 for _ in published_cards(site))
    try:
        with progress(session, session.tr.gettext("Checked: {n} files of the site")) as tell:
            report = build(
                folder, site, tell, apart=_apart(session, site, folder, records, asked, tell), dry_run=asked.dry_run
            )
    except CannotPublish as error:
        raise click.UsageError(refusal(error.code, error.values, session.tr)) from None
    if session.form:
        print_lines(session, "publish", [_line(folder, report, records, asked)])
    else:
        _tell(session, folder, report, records, asked)
    return 0


def _apart(
    session: Session, site: Site, folder: Path, records: int, asked: Asked, tell: Tell
) -> Callable[[str], Report] | None:
    """Return what makes a large site in a process for each language; None for a small one, and where the index is in memory only."""
    from govtui.site.processes import WORTH_IT, Job, make_in_processes

    cache = session.cache(site.registry.root)
    if records < WORTH_IT or cache.open() is None:
        return None
    job = Job(
        root=site.registry.root,
        index_path=cache.path,
        languages=tuple(site.translators),
        share=(),
        when=site.when,
        url=site.url,
        published=site.published,
        where=site.where,
        folder=folder,
        made_from="",
        dry_run=asked.dry_run,
    )

    def apart(made_from: str) -> Report:
        jobs = [job._replace(share=(language,), made_from=made_from) for language in site.translators]
        return make_in_processes(jobs, tell)

    return apart


def site_languages(kept: list[str]) -> Mapping[str, Translator]:
    """Return the languages of the site: those of the interface, those that the registry keeps first, in its order."""
    first = [language for language in kept if language in LANGUAGES]
    return {language: load(language) for language in dict.fromkeys((*first, *LANGUAGES))}


def _line(folder: Path, report: Report, records: int, asked: Asked) -> Line:
    return line(
        "publish",
        folder=folder.as_posix(),
        records=records,
        written=len(report.written),
        kept=report.kept,
        removed=len(report.removed),
        bytes=report.size,
        dry_run=asked.dry_run,
    )


def _tell(session: Session, folder: Path, report: Report, records: int, asked: Asked) -> None:
    """Say what was done, or would be."""
    tr = session.tr
    numbers = {
        "records": number(records, tr),
        "files": number(len(report.files), tr),
        "size": number(max(1, round(report.size / 1000)), tr),
        "path": folder,
    }
    whole = tr.gettext("{path}: records: {records}; files: {files}; size: {size} kB.").format(**numbers)
    if asked.dry_run:
        words = tr.gettext(
            "Files to be written: {written}; unchanged: {kept}; to be removed: {removed}. Nothing was written."
        )
    else:
        words = tr.gettext("Files written: {written}; unchanged: {kept}; removed: {removed}.")
    changes = words.format(
        written=number(len(report.written), tr), kept=number(report.kept, tr), removed=number(len(report.removed), tr)
    )
    session.out.line(whole)
    session.out.line(changes)
    if asked.dry_run:
        paths = [*(f"+ {path}" for path in report.written), *(f"− {path}" for path in report.removed)]
        for path in paths[:_SHOWN]:
            session.out.line(path)
        if (rest := len(paths) - _SHOWN) > 0:
            words = tr.ngettext("and {n} other file", "and {n} other files", rest)
            session.out.line(words.format(n=number(rest, tr)))
    for path in report.in_the_way:
        words = tr.gettext(
            "{path} was not written by govtui, so it stays and the page of that name is not on the site."
        )
        session.out.remark(words.format(path=folder / path))
