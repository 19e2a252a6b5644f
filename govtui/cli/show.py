"""`govtui show ID`: one record with its relations both ways, its problems and its citations."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from govtui.cli.command import make_command
from govtui.cli.problem_lines import problem_words
from govtui.cli.session import Session
from govtui.i18n.problems import sentence
from govtui.i18n.translator import LANGUAGES, Translator
from govtui.model.problem import Problem, Severity
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.store.files import Unreadable, read

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry, Registry

FORMATS = ("text", "json", "toml", "markdown", "bibtex", "citation")
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
            ["--format", "style"], type=click.Choice(FORMATS), default="text", help=tr.gettext("How it is printed.")
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
            problems = [
                {"code": p.code, "severity": p.severity.name.lower(), "line": p.line, "column": p.column, "field": p.field,
                 "muted": p.muted, "message": problem_words(p, context)}
                for p in index.problems(card.key)
            ]  # fmt: skip
            incoming = [
                {"type": one.type, "record": one.key, "field": one.field}
                | ({"quality": sorted(one.quality)} if one.quality else {})
                for one in index.incoming(card.key)
            ]
            record = (
                entry.record.model_dump(mode="json", by_alias=True, exclude_defaults=True) if entry.record else None
            )
            data = {"path": card.path, "record": record, "incoming": incoming, "problems": problems}
            session.out.document(data)
        elif style != "text":
            write = session.out.line if style == "citation" else session.out.verbatim
            write(_written(style, entry, card.key, context))
        else:
            session.out.words(plain(compose(entry, card.key, context), shutil.get_terminal_size((80, 24)).columns))
        return 0

    words = tr.gettext("Show one record with its links, problems and citations.")
    return make_command(session, "show", callback, params, words)


def _file(registry: Registry, path: str, tr: Translator) -> bytes:
    """The bytes of a record's file. Raises click.ClickException where it cannot be read."""
    try:
        return read(registry.root, path)
    except Unreadable as error:
        raise click.ClickException(
            sentence(Problem(error.code, Severity.ERROR, path=path, values=error.values), tr)
        ) from None


def _written(style: str, entry: Entry, key: str, context: RenderContext) -> str:
    """A record for other people's documents. Raises click.ClickException where it cannot be read."""
    from govtui.interchange.bibtex import bibtex
    from govtui.interchange.citation import citation
    from govtui.interchange.markdown import markdown

    if style == "markdown":
        return markdown(compose(entry, key, context))
    if entry.record is None:
        words = context.tr.gettext("{path} cannot be read as a record, so it cannot be cited.")
        raise click.ClickException(words.format(path=entry.path))
    if style == "bibtex":
        return bibtex(entry.record, context)
    return citation(entry.record, context)
