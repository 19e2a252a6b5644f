"""`govtui show ID`: prints a record with its links, problems and citations, or exports it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import click

from govtui.cli.command import make_command
from govtui.cli.problem_lines import problem_row, problem_words
from govtui.cli.reference_rows import incoming_row, outgoing_row
from govtui.cli.session import Session
from govtui.i18n.problems import sentence
from govtui.i18n.translator import LANGUAGES, Translator
from govtui.interchange.formats import FORMATS, NotARecord, export
from govtui.model.problem import Problem, Severity
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.page.source_numbers import NumberStyle
from govtui.store.files import Unreadable, read
from govtui.store.registry import Registry

BOTH = "both"


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(
            ["--lang"], type=click.Choice([*LANGUAGES, BOTH]), help=tr.gettext("The language to read in, or both.")
        ),
        click.Option(
            ["--format", "style"],
            type=click.Choice(["text", "json", "toml", *FORMATS]),
            default="text",
            help=tr.gettext("How it is printed."),
        ),
    ]

    def callback(id: str, lang: str | None, style: str) -> int:
        registry = session.registry(may_fall_back=True)
        index = session.index(may_fall_back=True)
        card = session.card(index, id)
        entry = registry.entry(card.path)
        context = session.context(registry, index, both=lang == BOTH and style != "json")
        if style == "toml":
            session.out.verbatim(_file(registry, card.path, tr))
        elif style == "json":
            names = "code severity line column field muted"
            problems = [
                problem_row(one, names, message=problem_words(one, context)) for one in index.problems(card.key)
            ]
            incoming = [incoming_row(one) for one in index.incoming(card.key)]
            outgoing = [outgoing_row(one) for one in index.outgoing(card.key)]
            record = (
                entry.record.model_dump(mode="json", by_alias=True, exclude_defaults=True) if entry.record else None
            )
            data = {
                "path": card.path,
                "record": record,
                "incoming": incoming,
                "outgoing": outgoing,
                "problems": problems,
            }
            session.out.document(data)
        elif style in FORMATS:
            format = FORMATS[style]
            try:
                text = export(format, entry, card.key, context)
            except NotARecord:
                words = tr.gettext("{path} cannot be read as a record, so it cannot be cited.")
                raise click.ClickException(words.format(path=entry.path)) from None
            (session.out.line if format.is_line else session.out.verbatim)(text)
        else:
            if not session.out.terminal:
                context = replace(context, number_style=NumberStyle.BRACKETS)
            session.out.words(plain(compose(entry, card.key, context), shutil.get_terminal_size((80, 24)).columns))
        return 0

    words = tr.gettext("Show one record with its links, problems and citations.")
    return make_command(session, "show", callback, params, words)


def _file(registry: Registry, path: str, tr: Translator) -> bytes:
    """Return the bytes of a record's file. Raises click.ClickException where it cannot be read."""
    try:
        return read(registry.root, path)
    except Unreadable as error:
        raise click.ClickException(
            sentence(Problem(error.code, Severity.ERROR, path=path, values=error.values), tr)
        ) from None
