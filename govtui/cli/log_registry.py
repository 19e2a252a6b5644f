"""The latest changes of a whole registry, commit by commit, as pages and as machine lines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice

import click

from govtui.cli.lines import print_lines
from govtui.cli.log_versions import as_changed, checked_field, of_field, version_heading, version_line
from govtui.cli.session import Session
from govtui.edit.registry_history import LoggedChange, RegistryHistory
from govtui.i18n.errors import standing_sentence
from govtui.i18n.formats import number
from govtui.index.api import Card, Index
from govtui.interchange import machine
from govtui.model.kinds import KINDS, kind_sign, name_field
from govtui.model.path_overlap import overlap
from govtui.page.differences import CUT, UNSHALLOW, version_blocks
from govtui.page.layout import plain
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span
from govtui.page.render_context import RenderContext
from govtui.store.git import GitFailed
from govtui.store.registry import Registry

LATEST, EACH = 10, 5
"""Changed records that are printed as text on a terminal, and of one commit; a pipe, or a program, gets all."""

ALL = 10**9

INDENT = 2


def log_registry(session: Session, registry: Registry, index: Index, most: int | None, field: str | None) -> bool:
    """Print the latest changes, newest first; return whether there is any. Raises click.ClickException where git cannot tell."""
    checked_field(session, registry, field, KINDS)
    try:
        past = RegistryHistory(registry)
        if past.standing != "ready":
            raise click.ClickException(standing_sentence(past.standing, session.tr))
        if session.form:
            return _print_lines(session, past, index, most or ALL, field)
        return _print_pages(session, past, session.context(registry, index), most, field)
    except GitFailed as failure:
        raise click.ClickException(standing_sentence(failure.code, session.tr)) from None


def _changes(past: RegistryHistory, field: str | None, most_each: int = 0) -> Iterator[LoggedChange]:
    """Yield the changes; of a field alone, those in which it changed."""
    if field is None:
        yield from past.changes(most_each)
        return
    for change in past.changes():
        revision = change.revision
        if any(overlap(one.path, field) for found in revision.changes.values() for one in found if one.path):
            narrowed = of_field(revision, [field])
            if any(narrowed.changes.values()):
                yield change._replace(revision=narrowed)


# -- for programs ----------------------------------------------------------------------------------------------------


def _print_lines(session: Session, past: RegistryHistory, index: Index, most: int, field: str | None) -> bool:
    changes = _changes(past, field)
    first = next(changes, None)
    lines = _lines(changes if first is None else chain([first], changes), index, most)
    print_lines(session, "version", lines)
    return first is not None


def _lines(changes: Iterator[LoggedChange], index: Index, most: int) -> Iterator[machine.Line]:
    shown = islice(changes, most)
    change = next(shown, None)
    while change is not None:
        following = next(shown, None)
        more = following is None and next(changes, None) is not None
        yield version_line(_key(change, index.card_at(change.path)), change.revision, more=more)
        change = following


def _key(change: LoggedChange, card: Card | None) -> str:
    """Return the id of a record; of one that is not there now the one that it had."""
    return card.key if card else change.path.rpartition("/")[2].removesuffix(".toml")


# -- for people ------------------------------------------------------------------------------------------------------


def _print_pages(
    session: Session, past: RegistryHistory, context: RenderContext, most: int | None, field: str | None
) -> bool:
    """Print a page for each commit, with the records that it changed."""
    tr, columns = session.tr, shutil.get_terminal_size((80, 24)).columns
    few = most is None and session.out.terminal
    limit = most or (LATEST if few else ALL)
    changes = _changes(past, field, EACH if few else 0)
    printed = False
    for name, group in groupby(islice(changes, limit), lambda one: one.revision.name):
        if printed:
            session.out.words("")
        session.out.words(plain(_page(name, list(group), field, context), columns).lstrip("\n"))
        printed = True
    if not printed:
        session.out.remark(tr.gettext("No change found."))
    elif few and next(changes, None) is not None:
        session.out.remark(tr.gettext("There are older changes; --limit N shows more."))
    if past.cut is not None:
        session.out.remark(f"{tr.gettext(CUT)} {UNSHALLOW}")
    return printed


def _page(name: str, changes: Sequence[LoggedChange], field: str | None, context: RenderContext) -> Page:
    tr = context.tr
    blocks: list[Block] = []
    for change in changes:
        card = context.index.card_at(change.path)
        data = change.data if isinstance(change.data, Mapping) else {}
        kind = card.kind if card else str(data.get("kind", ""))
        key = _key(change, card)
        called = context.text_of(card.name if card else data.get(name_field(kind)) if kind in KINDS else None)
        heading = (Span(called or key, Role.STRONG), Span(f"  {key}" if called else "", Role.MUTED))
        sign = kind_sign(kind) if kind in KINDS else "·"
        blocks += [*[Gap()] * bool(blocks), Paragraph(heading, sign, Role.LABEL, lead_width=INDENT)]
        told = change.revision if field is None else as_changed(change.revision)
        blocks += [_indented(block) for block in version_blocks(told, kind, context)]
    if left := changes[-1].left:
        words = tr.gettext("and {n} more")
        blocks += [Gap(), Paragraph((Span(words.format(n=number(left, tr)), Role.MUTED),))]
    return Page("", (), (), [Section(name, version_heading(changes[0].revision, tr), blocks)])


def _indented(block: Block) -> Block:
    return replace(block, indent=block.indent + INDENT) if isinstance(block, Paragraph) else block
