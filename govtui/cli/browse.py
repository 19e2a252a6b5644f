"""`govtui browse [PATH]`: opens the screen; without a terminal, prints the registry's overview."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govtui.cli.output import Output
from govtui.cli.session import Session, Target, here
from govtui.i18n.translator import Translator, load
from govtui.text.markers import N_
from govtui.user import choices

if TYPE_CHECKING:
    import click

    from govtui.cli.findings import Finding

COULD_NOT_RUN = 2


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    import click  # not for `browse` below

    from govtui.cli.command import make_command, plain_statuses

    tr = session.tr

    def callback(path: str | None, record: str | None, plain: bool, no_color: bool, texts: str | None) -> int:
        target = session.target(path, may_fall_back=True)
        if plain:
            from govtui.cli import plain_mode

            return plain_mode.run(target, session)
        if no_color:
            os.environ["NO_COLOR"] = "1"
        if not session.out.terminal:
            return _page(session, target, record)
        return browse(target, session.tr.language, texts, record or "")

    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Argument(["record"], required=False, metavar=tr.gettext("[ID]")),
        click.Option(
            ["--plain"], is_flag=True, help=tr.gettext("As lines of text, for screen readers: nothing is drawn.")
        ),
        click.Option(["--no-color"], is_flag=True, help=tr.gettext("Without colours.")),
        click.Option(["--texts"], metavar=tr.gettext("DIR"), help=tr.gettext("The folder of the source texts.")),
    ]

    words = tr.gettext("Browse a registry in the terminal.")
    return make_command(session, "browse", callback, params, words, plain_statuses(session))


def key_findings(tr: Translator) -> Iterator[Finding]:
    """Yield doctor's findings about the configuration; here, since only the screen knows its keys."""
    from govtui.cli.findings import Finding

    if not choices.load().keys() & {"keys", "theme", *choices.VALUES} and choices.fault() is None:
        yield Finding("keys.all", "ok", tr.gettext("Keys and colours as they come with govtui."))
        return
    from govtui.tui.keymap import configured, sentence

    faults = configured().faults
    for place, fault in enumerate(faults, 1):
        yield Finding(f"keys.{place}", "bad" if fault.is_error else "warn", sentence(fault, tr), value=fault.line)
    if not faults:
        yield Finding("keys.all", "ok", tr.gettext("The configuration is in order."))


def drawing_findings(textual: str, tr: Translator) -> Iterator[Finding]:
    """Say which accelerators the Textual of this version has to do without."""
    from govtui.tui.textual_compat.accelerators import KNOWN_VERSION, left_out

    if textual == KNOWN_VERSION:
        return
    from govtui.cli.findings import Finding
    from govtui.tui.textual_compat import kept_lines, no_relayout  # noqa: F401  (each admits itself)

    if names := left_out():
        words = tr.gettext("Screens are drawn more slowly with Textual {version} than with {known}.")
        advice = tr.gettext("Left out: {names}. Nothing else changes.")
        yield Finding(
            "versions.drawing",
            "warn",
            words.format(version=textual, known=KNOWN_VERSION),
            advice.format(names=", ".join(names)),
            names,
        )


def _page(session: Session, target: Target, record: str | None) -> int:
    """Print a record, or the overview. Raises click.ClickException where there is no such record."""
    from dataclasses import replace

    from govtui.page.compose import compose
    from govtui.page.layout import plain
    from govtui.page.overview import overview
    from govtui.page.source_numbers import NumberStyle
    from govtui.store.registry import Registry

    registry = Registry(target.root, read_only=target.read_only)
    index = session.index_of(registry)
    context = replace(session.context(registry, index), number_style=NumberStyle.BRACKETS)
    if record:
        card = session.card(index, record)
        page, told = (
            compose(registry.entry(card.path), card.key, context),
            N_("Browsing needs a terminal; this is the record."),
        )
    else:
        page, told = (
            overview(context, read_only=registry.read_only),
            N_("Browsing needs a terminal; this is the overview."),
        )
    session.out.words(plain(page, shutil.get_terminal_size((80, 24)).columns))
    session.remark_fallback(target)
    session.out.remark(session.tr.gettext(told))
    return 0


def browse(target: Target, language: str, texts: str | None = None, record: str = "") -> int:
    """Show a registry on the screen until the user leaves; return the exit status.

    `texts`: the folder of source texts; `record`: the id of the record to begin at.
    """
    if os.environ.get("TERM") == "dumb":
        tr = load(language)
        sentence = tr.gettext("this terminal (TERM=dumb) cannot show screens; govtui --plain works in it.")
        Output.standard(tr, os.environ).remark(sentence)
        return COULD_NOT_RUN
    gc.disable()  # until the first screen is complete: starting makes many objects and drops few
    from govtui.tui.textual_compat.no_palette import import_textual

    import_textual()
    from govtui.tui.app import GovtuiApp

    return GovtuiApp.browse(
        target.root,
        language,
        read_only=target.read_only,
        texts=texts,
        named=record,
        looked_in=here() if target.fell_back else None,
    )
