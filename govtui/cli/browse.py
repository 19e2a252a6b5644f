"""`govtui browse [PATH]`: the screen; without a terminal, the registry's overview as plain text."""

from __future__ import annotations

import shutil
import sys

import click

from govtui.cli.session import Session
from govtui.page.overview import overview
from govtui.page.plain import plain
from govtui.store.registry import Registry


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr

    def callback(path: str | None) -> int:
        registry = session.registry(click.get_current_context(), path)
        if not sys.stdout.isatty():
            return _overview(session, registry)
        return _browse(session, registry)

    return click.Command(
        "browse",
        callback=callback,
        params=[click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")), *options],
        help=tr.gettext("Browse a registry in the terminal."),
        short_help=tr.gettext("Browse a registry in the terminal."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _overview(session: Session, registry: Registry) -> int:
    page = overview(session.voice(registry), read_only=registry.read_only)
    sys.stdout.write(plain(page, shutil.get_terminal_size((80, 24)).columns))
    sys.stdout.flush()
    hint = session.tr.gettext("Browsing needs a terminal; this is the overview.")
    print(f"govtui: {hint}", file=sys.stderr)
    return 0


def _browse(session: Session, registry: Registry) -> int:
    from govtui.tui.app import GovtuiApp

    return GovtuiApp.browse(registry, session.tr.language)
