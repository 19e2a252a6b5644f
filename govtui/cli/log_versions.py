"""The revisions of records in git, as pages and as machine lines. Apart from log.py, which any start of the program may import."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

import click

from govtui.cli.session import Session
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING
from govtui.edit.record_diff import FieldDifference
from govtui.i18n.datetimes import moment_long
from govtui.i18n.errors import standing_sentence
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.index.api import Card
from govtui.interchange import machine
from govtui.page.differences import MERGE, version_blocks
from govtui.page.layout import plain
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.page.render_context import RenderContext
from govtui.store.git import GitFailed
from govtui.store.registry import Registry


def histories(session: Session, registry: Registry, cards: Iterable[Card]) -> Iterator[tuple[Card, FileHistory]]:
    """Yield the records with their histories, one after the other. Raises click.ClickException where git cannot tell."""
    for card in cards:
        try:
            past = FileHistory(registry, card.path)
        except GitFailed as failure:
            raise click.ClickException(standing_sentence(failure.code, session.tr)) from None
        if past.standing != "ready":
            raise click.ClickException(standing_sentence(past.standing, session.tr))
        yield card, past


# -- for people ------------------------------------------------------------------------------------------------------


def print_pages(session: Session, found: Iterable[tuple[Card, FileHistory]], most: int, context: RenderContext) -> None:
    """Print a page for each record, with at most `most` revisions."""
    columns = shutil.get_terminal_size((80, 24)).columns
    for place, (card, past) in enumerate(found):
        if place:
            session.out.words("")
        session.out.words(plain(_page(card, past, most, context), columns))


def _page(card: Card, past: FileHistory, most: int, context: RenderContext) -> Page:
    sections = [
        Section(one.name, version_heading(one, context.tr), list(version_blocks(one, card.kind, context)))
        for one in past.revisions[:most]
    ]
    title = (Span(context.text_of(card.name) or card.id, Role.TITLE),)
    below = [Paragraph((Span(line, Role.MUTED),)) for line in _counted(past, most, context.tr)]
    return Page(card.key, title, below, sections)


def version_heading(revision: Revision, tr: Translator) -> str:
    """Return date, author and subject of a revision; only the date where a shallow clone ends."""
    version = revision.version
    if version is None:
        return tr.gettext("Not yet committed")
    subject = f"{MERGE} {version.subject}".strip() if len(version.parents) > 1 else version.subject
    who = () if version.cut else (version.author, subject)
    parts = (moment_long(version.when, tr), *who, version.commit[:8])
    return " · ".join(part for part in parts if part)


def _counted(past: FileHistory, most: int, tr: Translator) -> Iterator[str]:
    """Yield how many revisions there are, and that older ones are left out."""
    n = len(past.revisions)
    if n > most:
        yield tr.ngettext("The latest of {n} versions", "The latest {most} of {n} versions", most).format(
            n=number(n, tr), most=number(most, tr)
        )
    else:
        yield tr.ngettext("{n} version", "{n} versions", n).format(n=number(n, tr))
    if past.more:
        yield tr.gettext("Older versions are not shown.")


# -- for programs ----------------------------------------------------------------------------------------------------


def version_lines(found: Iterable[tuple[Card, FileHistory]], most: int) -> Iterator[machine.Line]:
    """Yield the lines of at most `most` revisions of each record, newest first."""
    for card, past in found:
        shown = past.revisions[:most]
        more = past.more or len(past.revisions) > most
        for one in shown:
            yield _line(card.key, one, more=more and one is shown[-1])


def _line(key: str, revision: Revision, *, more: bool) -> machine.Line:
    version = revision.version
    parents = version.parents if version is not None else tuple(filter(None, revision.changes))
    told = {
        "commit": version.commit,
        "when": version.when.isoformat(),
        "author": version.author,
        "subject": version.subject,
        "path": version.path,
    } if version is not None else {}  # fmt: skip
    return machine.line(
        "version",
        record=key,
        **told,
        parents=list(parents),
        state=revision.state,
        cut=version is not None and version.cut,
        more=True if more else None,
        against=[
            machine.line_part(parent=parent, changes=[_difference(one) for one in changes])
            for parent, changes in revision.changes.items()
        ],
    )


def _difference(one: FieldDifference) -> machine.Line:
    values = (("before", one.before), ("after", one.after))
    return {"field": one.path} | {name: value for name, value in values if value is not MISSING}
