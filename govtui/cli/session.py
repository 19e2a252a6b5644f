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
from govtui.model.record import Record
from govtui.page.voice import Voice
from govtui.store.registry import Registry, is_writable, nearest


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    tr: Translator
    environ: Mapping[str, str]

    def registry(self, ctx: click.Context, path: str | None = None) -> Registry:
        """The registry that the command line means. Raises NoRegistry."""
        return open_registry(path or ctx.ensure_object(dict).get("registry"), self.environ, Path.cwd())

    def registry_or_file(self, ctx: click.Context, path: str | None) -> tuple[Registry, str]:
        """The registry that is meant, and, where `path` names a file in one, that file's path in it (else empty)."""
        if path is not None and (file := Path(path)).is_file() and (root := nearest(file.resolve().parent)):
            return Registry(root, read_only=not is_writable(root)), file.resolve().relative_to(
                root.resolve()
            ).as_posix()
        return self.registry(ctx, path), ""

    def voice(self, registry: Registry, index: Index | None = None, *, both: bool = False) -> Voice:
        """Pages of this registry in the session's language, or in all of the registry's languages, that one first."""
        found = index or build(registry)

        def record(id: str) -> Record | None:
            card = found.card(id)
            return registry.entry(card.path).record if card else None

        others = [language for language in registry.manifest.languages if language != self.tr.language]
        languages = (self.tr.language, *others) if both else (self.tr.language,)
        return Voice(self.tr, languages, found, registry.manifest, record)
