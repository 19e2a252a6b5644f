"""The files of a registry that a command is asked for: paths, ids, ids from standard input, or what a query finds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from govtui.cli.asked import STDIN, asked_cards, where_option
from govtui.cli.session import Session, here

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.store.registry import Registry


@dataclass(frozen=True, slots=True)
class AskedFiles:
    """A registry, and files of it."""

    registry: Registry
    files: tuple[str, ...] | None
    """Their paths in the registry; None for all of them."""
    index: Index | None
    """The registry's index, if the files had to be looked up in it."""


def file_params(session: Session) -> list[click.Parameter]:
    """Return the argument `asked`, paths and ids, and the option `where`, a query line."""
    metavar = session.tr.gettext("[PATH | ID]...")
    return [click.Argument(["asked"], nargs=-1, metavar=metavar), where_option(session)]


def about_files(session: Session) -> str:
    """Return a paragraph of help that explains PATH and ID."""
    return session.tr.gettext(
        "PATH is the folder of a registry or a file in it. ID is the id of a record or a former id; “-” reads ids"
        " from standard input, one a line, or what another command printed with --jsonl. Without either, the command"
        " applies to the whole registry."
    )


def asked_files(session: Session, asked: Sequence[str], where: str | None) -> AskedFiles:
    """Return the registry and the files that were asked for, each once, in that order.

    What is a path of a file or folder is one, everything else is an id. Raises NoRegistry, click.UsageError for paths in
    several registries, and what `asked_cards` raises.
    """
    tr = session.tr
    registry: Registry | None = None
    files: list[str] = []
    ids: list[str] = []
    for one in asked:
        if one == STDIN or not _is_path(one):
            ids.append(one)
            continue
        found, file = session.registry_or_file(one, may_fall_back=False)
        if registry is not None and not registry.root.samefile(found.root):
            raise click.UsageError(tr.gettext("These paths are in several registries; name those of one."))
        registry = registry or found
        files += [file] if file else []
    registry = registry or session.registry(may_fall_back=False)
    if not ids and where is None:
        return AskedFiles(registry, tuple(dict.fromkeys(files)) or None, None)
    index = session.index_of(registry)
    if where is not None and files:
        raise click.UsageError(tr.gettext("Give ids or --where, not both."))
    cards = asked_cards(session, index, registry.root, ids, where)
    return AskedFiles(registry, tuple(dict.fromkeys([*files, *(card.path for card in cards)])), index)


def _is_path(asked: str) -> bool:
    """Whether there is such a path, or it can be nothing else: a folder that is missing has to be told as such."""
    if os.path.lexists(here() / asked):
        return True
    return asked.startswith(("/", "~", ".")) or ("/" in asked and not asked.endswith(".toml"))
