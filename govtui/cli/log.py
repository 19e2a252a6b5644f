"""`govtui log ID`: what became of one record, version by version, field by field, as git has it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click

from govtui.cli.session import Session
from govtui.edit.past import Moment, Past
from govtui.i18n.git import standing_sentence
from govtui.i18n.moments import moment_long
from govtui.i18n.numbers import number
from govtui.page.differences import difference_blocks
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.plain import plain
from govtui.page.voice import Voice
from govtui.store.git import GitFailed

FORMATS = ("text", "json")
LATEST = 10
"""How many versions are printed on a terminal, for people; a program, and a file, gets all."""

ALL = 10**9
"""As many as no record has."""


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(
            ["-n", "--limit", "most"],
            type=click.IntRange(min=1),
            metavar=tr.gettext("N"),
            help=tr.gettext(
                "Print at most N versions, newest first. Without it all are printed; on a terminal, as text, the latest 10."
            ),
        ),
        click.Option(
            ["--format", "style"], type=click.Choice(FORMATS), default="text", help=tr.gettext("How it is printed.")
        ),
        *options,
    ]

    def callback(id: str, most: int | None, style: str) -> int:
        most = most or (LATEST if style == "text" and session.out.terminal else ALL)
        registry = session.registry(may_fall_back=False)
        index = session.index(may_fall_back=False)
        card = index.card(id)
        if card is None:
            words = tr.gettext("There is no record “{target}”.").format(target=id)
            if near := index.nearest(id):
                words += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
            raise click.ClickException(words)
        try:
            past = Past(registry, card.path)
        except GitFailed as failure:
            raise click.ClickException(standing_sentence(failure.code, tr)) from None
        if past.standing != "ready":
            raise click.ClickException(standing_sentence(past.standing, tr))
        moments = past.moments[:most]
        if style == "json":
            session.out.document([_data(past, moment) for moment in moments])
            return 0
        voice = session.voice(registry, index)
        sections = [
            Section(moment.name, moment_heading(moment, voice), list(_changes(past, moment, card.kind, voice)))
            for moment in moments
        ]
        under = tr.ngettext("{n} version", "{n} versions", len(past.moments)).format(n=number(len(past.moments), tr))
        title = (Span(voice.one(card.name) or card.id, Role.TITLE),)
        page = Page(card.key, title, [Paragraph((Span(under, Role.MUTED),))], sections)
        session.out.words(plain(page, shutil.get_terminal_size((80, 24)).columns))
        if (total := len(past.moments)) > most:
            told = tr.gettext("{shown} of {total} shown; --limit N shows more")
            session.out.remark(told.format(shown=number(most, tr), total=number(total, tr)))
        return 0

    words = tr.gettext("Show how one record changed over time, field by field, as git has it.")
    return click.Command(
        "log", callback=callback, params=params, help=words, short_help=words, options_metavar=tr.gettext("[OPTIONS]")
    )


def moment_heading(moment: Moment, voice: Voice) -> str:
    """When, who, and what was said of it."""
    version = moment.version
    if version is None:
        return voice.tr.gettext("Not yet committed")
    parts = (moment_long(version.when, voice.tr), version.author, version.subject, version.commit[:8])
    return " · ".join(part for part in parts if part)


def _changes(past: Past, moment: Moment, kind: str, voice: Voice) -> Iterator[Block]:
    older = past.before(moment)
    if not past.text(moment):
        yield Paragraph((Span(voice.tr.gettext("The record was removed."), Role.MUTED),))
    elif not past.text(older):
        yield Paragraph((Span(voice.tr.gettext("The record was created."), Role.MUTED),))
    elif found := past.differences(older, moment):
        yield from difference_blocks(found, kind, voice)
    else:
        yield Paragraph((Span(voice.tr.gettext("No field differs."), Role.MUTED),))


def _data(past: Past, moment: Moment) -> dict[str, object]:
    version = moment.version
    changes = [
        {"field": one.path}
        | {name: value for name, value in (("before", one.before), ("after", one.after)) if _is_value(value)}
        for one in past.differences(past.before(moment), moment)
    ]
    if version is None:
        return {"commit": None, "changes": changes}
    return {
        "commit": version.commit,
        "when": version.when.isoformat(),
        "author": version.author,
        "subject": version.subject,
        "path": version.path,
        "changes": changes,
    }


def _is_value(value: object) -> bool:
    """Not the mark for what is not there."""
    return isinstance(value, str | int | float | list | dict) or hasattr(value, "isoformat")
