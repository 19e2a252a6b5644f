"""`govtui browse [PATH]`: the screen; without a terminal, the registry's overview as plain text."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from govtui.cli.where import Meant

if TYPE_CHECKING:
    import click

    from govtui.cli.session import Session


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    import click  # not for `browse` below

    tr = session.tr

    def callback(path: str | None) -> int:
        where = session.meant(path)
        return browse(where, session.tr.language) if sys.stdout.isatty() else _overview(session, where)

    return click.Command(
        "browse",
        callback=callback,
        params=[click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")), *options],
        help=tr.gettext("Browse a registry in the terminal."),
        short_help=tr.gettext("Browse a registry in the terminal."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _overview(session: Session, where: Meant) -> int:
    from govtui.page.overview import overview
    from govtui.page.plain import plain
    from govtui.store.registry import Registry

    registry = Registry(where.root, read_only=where.read_only)
    page = overview(session.voice(registry, session.index_of(registry)), read_only=registry.read_only)
    sys.stdout.write(plain(page, shutil.get_terminal_size((80, 24)).columns))
    sys.stdout.flush()
    hint = session.tr.gettext("Browsing needs a terminal; this is the overview.")
    print(f"govtui: {hint}", file=sys.stderr)
    return 0


def browse(where: Meant, language: str) -> int:
    """Show a registry on the screen until the user leaves; the exit status."""
    from govtui.tui.app import GovtuiApp

    return GovtuiApp.browse(where.root, language, read_only=where.read_only)
