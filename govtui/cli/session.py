"""What every command is given: the words to speak and the registry that is meant. What it costs to read one is imported late."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtui.cli.output import Output
from govtui.cli.target import Meant, here, meant
from govtui.i18n.translator import Translator
from govtui.store.location import NoRegistry, is_writable, nearest

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.index.cache import IndexCache
    from govtui.page.render_context import RenderContext
    from govtui.store.manifest import Manifest
    from govtui.store.registry import Registry


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    tr: Translator
    environ: Mapping[str, str]
    out: Output
    """The only way out for what a command has to say."""

    def meant(self, path: str | None = None, *, may_fall_back: bool) -> Meant:
        """The registry that the command line means, unread (cli.where). Raises NoRegistry."""
        named = path or click.get_current_context().ensure_object(dict).get("registry")
        return meant(named, self.environ, here(), may_fall_back=may_fall_back)

    def tell_fallback(self, where: Meant) -> None:
        """Say, once, that the registry is not one that the user chose; for all that shows no masthead, which says it, too."""
        if where.fell_back:
            words = self.tr.gettext("no registry here; showing the one that ships with govtui")
            self.out.remark(words, once=True)

    def registry(self, path: str | None = None, *, may_fall_back: bool) -> Registry:
        """The registry that the command line means. Raises NoRegistry."""
        from govtui.store.registry import Registry

        where = self.meant(path, may_fall_back=may_fall_back)
        self.tell_fallback(where)
        return Registry(where.root, read_only=where.read_only)

    def manifest(self) -> Manifest:
        """The settings of the registry that the command line means; the defaults where none is named and none is found.

        Raises NoRegistry where the one that is named is not there. Where a manifest cannot be read that is said, and why.
        """
        from govtui.i18n.problems import sentence
        from govtui.model.problem import Severity
        from govtui.store.manifest import Manifest, load

        try:
            root = self.meant(may_fall_back=False).root
        except NoRegistry as error:
            if not error.searched:
                raise
            return Manifest()
        manifest, problems = load(root)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        for problem in errors:
            place = f":{problem.line}:{problem.column}" if problem.line else ""
            self.out.remark(f"{root / problem.path}{place}: {sentence(problem, self.tr)}")
        if errors:
            self.out.remark(self.tr.gettext("The registry's own fields, relations and vocabulary are left out."))
        return manifest

    def registry_or_file(self, path: str | None, *, may_fall_back: bool) -> tuple[Registry, str]:
        """The registry that is meant, and, where `path` names a file in one, that file's path in it (else empty)."""
        from govtui.store.files import printable
        from govtui.store.registry import Registry

        for file in _files_meant(path):
            if root := nearest(file.parent):
                registry = Registry(root, read_only=not is_writable(root))
                return registry, printable(file.relative_to(root.resolve()).as_posix())
        return self.registry(path, may_fall_back=may_fall_back), ""

    def index(self, path: str | None = None, *, may_fall_back: bool) -> Index:
        """The kept index of the registry that is meant, held against its files now. Raises NoRegistry."""
        where = self.meant(path, may_fall_back=may_fall_back)
        self.tell_fallback(where)
        kept = self.kept(where.root)
        index = kept.refreshed() or kept.open() or kept.refreshed(force=True)
        assert index is not None, "an index that is forced is built"
        return index

    def kept(self, root: Path) -> IndexCache:
        """Where the index of the registry at `root` is kept: in the file of --index, else in the user's cache."""
        from govtui.index.cache import CannotUseIndex, IndexCache

        named = click.get_current_context().ensure_object(dict).get("index")
        try:
            return IndexCache(root, Path(named) if named else None)
        except CannotUseIndex as error:
            sentence = self.tr.gettext(
                "{path} cannot hold the index: the folder cannot be written to, or the file is something else."
            )
            raise click.ClickException(sentence.format(path=error.path)) from None

    def index_of(self, registry: Registry) -> Index:
        """The index of a registry's files as they are now: the kept one where there is one, else one in memory.

        So that looking at a folder once, as a hook does, leaves nothing in the user's cache.
        """
        from govtui.index.cache import build

        kept = self.kept(registry.root)
        index = kept.open()
        if index is None and not click.get_current_context().ensure_object(dict).get("index"):
            return build(registry)
        return kept.refreshed() or index or build(registry)

    def context(self, registry: Registry, index: Index, *, both: bool = False) -> RenderContext:
        """Pages of this registry in the session's language, or in all of the registry's languages, that one first."""
        from govtui.page.render_context import RenderContext

        others = [language for language in registry.manifest.languages if language != self.tr.language]
        return RenderContext.of(registry, self.tr, (self.tr.language, *others) if both else (self.tr.language,), index)


def _files_meant(path: str | None) -> Iterator[Path]:
    """The file at `path`, first where it is named, then where a link leads: a link in a registry is a file of it."""
    if path is None or not path.endswith(".toml") or Path(path).is_dir() or not os.path.lexists(path):
        return
    named = Path(path)
    yield named.parent.resolve() / named.name
    with suppress(OSError, RuntimeError):  # a link that leads back to itself
        yield named.resolve()
