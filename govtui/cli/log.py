"""`govtui log ID`: prints the revisions of a record in git, with the fields that each changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click

from govtui.cli.command import Count, make_command
from govtui.cli.session import Session
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING
from govtui.edit.record_diff import FieldDifference
from govtui.i18n.datetimes import moment_long
from govtui.i18n.errors import standing_sentence
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.page.differences import MERGE, version_blocks
from govtui.page.layout import plain
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.store.git import GitFailed

FORMATS = ("text", "json")
LATEST = 10
"""Revisions that are printed as text on a terminal; a pipe, or JSON, gets all."""

ALL = 10**9


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(
            ["-n", "--limit", "most"],
            type=Count(tr, ALL),
            metavar=tr.gettext("N"),
            help=tr.gettext(
                "Print at most N versions, newest first. Without it all are printed; on a terminal, as text, the latest 10."
            ),
        ),
        click.Option(
            ["--format", "style"], type=click.Choice(FORMATS), default="text", help=tr.gettext("How it is printed.")
        ),
    ]

    def callback(id: str, most: int | None, style: str) -> int:
        most = most or (LATEST if style == "text" and session.out.terminal else ALL)
        registry = session.registry(may_fall_back=False)
        index = session.index(may_fall_back=False)
        card = session.card(index, id)
        try:
            past = FileHistory(registry, card.path)
        except GitFailed as failure:
            raise click.ClickException(standing_sentence(failure.code, tr)) from None
        if past.standing != "ready":
            raise click.ClickException(standing_sentence(past.standing, tr))
        shown = past.revisions[:most]
        more = past.more or len(past.revisions) > most
        if style == "json":
            data = [_data(one) for one in shown]
            for one in data:
                one["more"] = more and one is data[-1]
            session.out.document(data)
            return 0
        context = session.context(registry, index)
        sections = [
            Section(one.name, version_heading(one, context.tr), list(version_blocks(one, card.kind, context)))
            for one in shown
        ]
        title = (Span(context.text_of(card.name) or card.id, Role.TITLE),)
        below = [Paragraph((Span(line, Role.MUTED),)) for line in _counted(past, most, tr)]
        page = Page(card.key, title, below, sections)
        session.out.words(plain(page, shutil.get_terminal_size((80, 24)).columns))
        return 0

    words = tr.gettext("Show how one record changed over time, field by field, as git has it.")
    return make_command(session, "log", callback, params, words)


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


def _data(revision: Revision) -> dict[str, object]:
    against = [
        {"parent": parent or None, "changes": [_difference(one) for one in found]}
        for parent, found in revision.changes.items()
    ]
    version = revision.version
    if version is None:
        return {"commit": None, "parents": list(filter(None, revision.changes)), "cut": False, "against": against}
    return {
        "commit": version.commit,
        "parents": list(version.parents),
        "when": version.when.isoformat(),
        "author": version.author,
        "subject": version.subject,
        "path": version.path,
        "cut": version.cut,
        "against": against,
    }


def _difference(one: FieldDifference) -> dict[str, object]:
    values = (("before", one.before), ("after", one.after))
    return {"field": one.path} | {name: value for name, value in values if value is not MISSING}
