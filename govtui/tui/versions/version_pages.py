"""The pages beside the lists of a history: what a version changed, of all fields or of one, and how two versions differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.edit.blame import LastChange
from govtui.i18n.datetimes import moment_long
from govtui.page.differences import MERGE, differences_page, value_of, version_blocks
from govtui.page.last_changes import BETWEEN, change_words
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span

if TYPE_CHECKING:
    from govtui.edit.changed_fields import ChangedField
    from govtui.edit.file_history import FileHistory, Revision
    from govtui.edit.merge_commits import FieldDifferences
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.store.history import Version


def version_name(version: Version | None, tr: Translator) -> str:
    """Return when a version was made, and what was said of it."""
    if version is None:
        return tr.gettext("Not yet committed")
    sign = f"{MERGE} " if len(version.parents) > 1 else ""
    return moment_long(version.when, tr) + ("" if version.cut else f" · {sign}{version.subject}")


def version_title(version: Version | None, tr: Translator) -> str:
    """Return who made a version, when, and what was said of it."""
    author = version.author if version is not None and not version.cut else ""
    return BETWEEN.join(filter(None, (author, version_name(version, tr))))


def version_page(told: Revision, past: FileHistory, kind: str, key: str, context: RenderContext) -> Page:
    """Return the page of what a version changed; the name of each field is a link to it."""
    tr = context.tr
    if told.state == "created" and not told.decided:
        words = tr.gettext("The record was created. Enter shows it whole.")
        return words_page(version_title(told.version, tr), words)
    blocks = list(version_blocks(told, kind, context, chosen=True))
    title = (Span(version_title(told.version, tr), Role.TITLE),)
    return Page(key, title, _against(told, past, tr), [Section("differences", "", blocks)])


def compared_page(
    older: Revision, newer: Revision, found: FieldDifferences, kind: str, key: str, context: RenderContext
) -> Page:
    """Return the page of how a version differs from an older one."""
    tr = context.tr
    under = tr.gettext("against: {version}").format(version=version_name(older.version, tr))
    head = version_name(newer.version, tr)
    return differences_page(found, key, kind, context, head=head, under=under, chosen=True)


def field_page(
    one: ChangedField, told: Revision | None, found: Mapping[str, FieldDifferences], kind: str, context: RenderContext
) -> Page:
    """Return the page of a field: the version that gave it its value, and what that had been before.

    `told`: that version; `found`: what it changed of the field, by parent. Without any, the field is part of an item that had
    another name then, and all that the version changed is told.
    """
    tr = context.tr
    title = change_words(one.change, tr).what if one.change.earlier else version_title(one.change.version, tr)
    blocks: list[Block] = []
    if told is not None and any(found.values()):
        state = "changed" if told.state == "created" else told.state
        blocks = list(version_blocks(told._replace(changes=found, state=state), kind, context, chosen=True))
    elif (
        told is not None and told.state != "created"
    ):  # cut, or the field is part of an item that had another name then
        blocks = list(version_blocks(told, kind, context))
    if one.change.earlier or not blocks:
        rows = value_of(one.value, one.path, kind, context)
        blocks += [Gap()] if blocks else []
        blocks += [Paragraph((Span(row),), indent=2, field=one.path) for row in rows]
    return Page("", (Span(title, Role.TITLE),), (), [Section("field", "", blocks)])


def _against(told: Revision, past: FileHistory, tr: Translator) -> Sequence[Paragraph]:
    """Return which versions a version is held against, unless that is the one below it in the list."""
    parents = [past.by_commit[commit] for commit in told.changes if commit in past.by_commit]
    below = past.revisions[past.revisions.index(told) + 1 :][:1] if told in past.revisions else ()
    if not parents or told.state != "changed" or [one.version for one in below] == parents:
        return ()
    names = " | ".join(
        version_name(parent, tr) if parent.cut else change_words(LastChange(parent), tr).line for parent in parents
    )
    return (Paragraph((Span(tr.gettext("against: {version}").format(version=names), Role.MUTED),)),)


def words_page(title: str, text: str) -> Page:
    """Return a page that says a sentence."""
    return Page("", (Span(title, Role.TITLE),), [], [Section("words", "", [Paragraph((Span(text, Role.MUTED),))])])
