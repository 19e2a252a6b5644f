"""The revisions of records in git, as pages and as machine lines. Apart from log.py, which any start of the program may import."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from govtui.cli.session import Session
from govtui.edit.assignment import field_spec
from govtui.edit.blame import field_revisions
from govtui.edit.changed_fields import differences_in
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING
from govtui.edit.proposal import EditRefused
from govtui.edit.record_diff import FieldDifference
from govtui.i18n.datetimes import moment_long
from govtui.i18n.errors import refusal, standing_sentence
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.index.api import Card
from govtui.interchange import machine
from govtui.page.differences import MERGE, version_blocks
from govtui.page.layout import plain
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.page.present import path_words
from govtui.page.render_context import RenderContext
from govtui.store.git import GitFailed
from govtui.store.history import History, HistoryAtOnce
from govtui.store.registry import Registry
from govtui.store.version_graph import Version


def histories(session: Session, registry: Registry, cards: Sequence[Card]) -> Iterator[tuple[Card, FileHistory]]:
    """Yield the records with their histories, one after the other. Raises click.ClickException where git cannot tell."""
    shared = HistoryAtOnce(registry.root) if len(cards) > 1 else None
    for card in cards:
        yield card, history_of(session, registry, card, shared)


def history_of(session: Session, registry: Registry, card: Card, history: History | None = None) -> FileHistory:
    """Return the history of a record. Raises click.ClickException where git cannot tell it."""
    try:
        past = FileHistory(registry, card.path, history)
    except GitFailed as failure:
        raise click.ClickException(standing_sentence(failure.code, session.tr)) from None
    if past.standing != "ready":
        raise click.ClickException(standing_sentence(past.standing, session.tr))
    return past


def checked_field(session: Session, registry: Registry, field: str | None, kinds: Iterable[str]) -> None:
    """Do nothing for a field that records of one of the kinds may have. Raises click.ClickException for another."""
    refused: EditRefused | None = None
    for kind in sorted(kinds) if field is not None else ():
        try:
            field_spec(kind, {}, field or "", registry.manifest.record_schema)
        except EditRefused as error:
            if error.code == "unknown_field":
                refused = refused or error
                continue
        return
    if refused is not None:
        raise click.ClickException(refusal(refused.code, refused.values, session.tr))


def of_field(revision: Revision, paths: Iterable[str]) -> Revision:
    """Return a revision with the changes of a field alone, by the paths that it had."""
    parents: dict[str, dict[str, FieldDifference]] = {parent: {} for parent in revision.changes}
    for path in paths:
        for parent, found in differences_in(revision, path).items():
            parents[parent] |= {one.path: one for one in found}
    return revision._replace(changes={parent: tuple(found.values()) for parent, found in parents.items()})


def as_changed(revision: Revision) -> Revision:
    """Return a revision of which changes are shown, not that the record was created or removed."""
    return revision._replace(state="changed") if revision.state in ("created", "removed") else revision


def _revisions(past: FileHistory, field: str | None) -> Sequence[Revision]:
    """Return the revisions of a record, or those in which a field changed."""
    if field is None:
        return past.revisions
    return [of_field(revision, paths) for revision, paths in field_revisions(past, field)]


# -- for people ------------------------------------------------------------------------------------------------------


def print_pages(
    session: Session, found: Iterable[tuple[Card, FileHistory]], most: int, field: str | None, context: RenderContext
) -> None:
    """Print a page for each record, with at most `most` revisions: of a field alone those in which it changed."""
    columns = shutil.get_terminal_size((80, 24)).columns
    for place, (card, past) in enumerate(found):
        if place:
            session.out.words("")
        session.out.words(plain(_page(card, past, most, field, context), columns))


def _page(card: Card, past: FileHistory, most: int, field: str | None, context: RenderContext) -> Page:
    revisions = _revisions(past, field)
    sections = [
        Section(one.name, version_heading(one, context.tr), list(version_blocks(told, card.kind, context)))
        for one in revisions[:most]
        for told in [one if field is None else as_changed(one)]
    ]
    title = (Span(context.text_of(card.name) or card.id, Role.TITLE),)
    below = [Paragraph((Span(line, Role.MUTED),)) for line in _counted(past, len(revisions), most, context.tr)]
    if field is not None:
        below.insert(0, Paragraph((Span(path_words(card.kind, field, context)),)))
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


def _counted(past: FileHistory, n: int, most: int, tr: Translator) -> Iterator[str]:
    """Yield how many revisions there are, and that older ones are left out."""
    if n > most:
        yield tr.ngettext("The latest of {n} versions", "The latest {most} of {n} versions", most).format(
            n=number(n, tr), most=number(most, tr)
        )
    else:
        yield tr.ngettext("{n} version", "{n} versions", n).format(n=number(n, tr))
    if past.more:
        yield tr.gettext("Older versions are not shown.")


# -- for programs ----------------------------------------------------------------------------------------------------


def version_lines(found: Iterable[tuple[Card, FileHistory]], most: int, field: str | None) -> Iterator[machine.Line]:
    """Yield the lines of at most `most` revisions of each record, newest first."""
    for card, past in found:
        revisions = _revisions(past, field)
        shown = revisions[:most]
        more = past.more or len(revisions) > most
        for one in shown:
            yield version_line(card.key, one, more=more and one is shown[-1])


def version_members(version: Version | None) -> Mapping[str, str]:
    """Return the members of a line that name a version; none for the uncommitted file."""
    if version is None:
        return {}
    return {
        "commit": version.commit,
        "when": version.when.isoformat(),
        "author": version.author,
        "subject": version.subject,
        "path": version.path,
    }


def version_line(key: str, revision: Revision, *, more: bool) -> machine.Line:
    """Return the line of a revision of a record; `more`: there are older ones that are not printed."""
    version = revision.version
    parents = version.parents if version is not None else tuple(filter(None, revision.changes))
    told = version_members(version)
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
