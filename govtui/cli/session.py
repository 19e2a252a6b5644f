"""What every command is given: the words to speak and the registry that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from govtui.cli.where import open_registry
from govtui.i18n.translator import Translator
from govtui.index.build import build
from govtui.index.query import Index
from govtui.page.voice import Voice
from govtui.store.registry import Registry


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    tr: Translator
    environ: Mapping[str, str]

    def registry(self, ctx: click.Context, path: str | None = None) -> Registry:
        """The registry that the command line means. Raises NoRegistry."""
        return open_registry(path or ctx.ensure_object(dict).get("registry"), self.environ, Path.cwd())

    def voice(self, registry: Registry, index: Index | None = None) -> Voice:
        """Pages of this registry in the session's language."""
        found = index or build(registry)

        def record(id: str):  # type: ignore[no-untyped-def]
            card = found.card(id)
            return registry.entry(card.path).record if card else None

        return Voice(self.tr, (self.tr.language,), found, registry.manifest, record)
