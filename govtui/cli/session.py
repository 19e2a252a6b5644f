"""One run of the program: its language, and the registry and index that the command line names.

The way to the screen (start.py) imports this module, so click, and whatever reads a registry, is imported late.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from govtui.cli.output import Output
from govtui.i18n.negotiation import wanted_language
from govtui.i18n.translator import Translator
from govtui.store.location import NoRegistry, bundled, is_writable, nearest, root_of
from govtui.user import choices

if TYPE_CHECKING:
    from govtui.index.api import Card, Index
    from govtui.index.cache import IndexCache
    from govtui.page.render_context import RenderContext
    from govtui.store.manifest import Manifest
    from govtui.store.registry import Registry
    from govtui.store.renaming import Renamed

VARIABLE = "GOVTUI_REGISTRY"


class Target(NamedTuple):
    """The folder of the registry to work on."""

    root: Path
    read_only: bool
    fell_back: bool = False
    """Nobody named a registry and none was found: this is the bundled one."""


def here() -> Path:
    """Return the current folder; $PWD where it was removed meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.environ.get("PWD") or "/")


def find_target(argument: str | None, environ: Mapping[str, str], start: Path, *, may_fall_back: bool) -> Target:
    """Find the registry: argument, $GOVTUI_REGISTRY, the nearest one from `start` upward, the bundled one.

    The bundled registry is read-only and serves only commands that look at records (`may_fall_back`): what checks or
    changes a registry must never take another one for it. Raises NoRegistry.
    """
    if named := argument or environ.get(VARIABLE):
        root = root_of(Path(named).expanduser())
    elif found := nearest(start):
        root = found
    else:
        shipped = bundled() if may_fall_back else None
        if shipped is None:
            raise NoRegistry(start, searched=True)
        return Target(shipped, True, fell_back=True)
    return Target(root, not is_writable(root))


def no_registry(error: NoRegistry, tr: Translator) -> tuple[str, str]:
    """Return the sentence for a missing registry, and the advice ("" where the sentence says it)."""
    if not error.searched:
        words = tr.gettext("There is no registry at {path}: a folder with registry.toml is needed.")
        return words.format(path=error.path), ""
    words = tr.gettext("There is no registry in {path}, nor in a folder above it.")
    return words.format(path=error.path), tr.gettext(
        "Go to its folder, name it (--registry PATH, or GOVTUI_REGISTRY), or begin one: govtui init."
    )


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the interface's language: --lang, the saved choice, the environment, else Vietnamese."""
    argument = None
    for place, word in enumerate(args):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(args):
            argument = args[place + 1]
        elif word.startswith("--lang="):
            argument = word.partition("=")[2]
    saved = choices.load().get("language")
    return wanted_language(argument, saved if isinstance(saved, str) else None, environ)


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    tr: Translator
    environ: Mapping[str, str]
    out: Output
    given: dict[str, str] = field(default_factory=dict)
    """Values of the common options, once they are parsed: registry, index, form, labels."""
    opened: list[Index] = field(default_factory=list)
    """The index that was asked for last, from which machine lines have the labels of a registry's own keys."""

    def target(self, path: str | None = None, *, may_fall_back: bool) -> Target:
        """Find the registry of the command line, unread. Raises NoRegistry."""
        return find_target(path or self.given.get("registry"), self.environ, here(), may_fall_back=may_fall_back)

    @property
    def form(self) -> Literal["", "json", "jsonl"]:
        """The form for programs that was asked for; empty for words."""
        form = self.given.get("form", "")
        return "json" if form == "json" else "jsonl" if form == "jsonl" else ""

    @property
    def labels(self) -> bool:
        """Whether lines for programs get the labels of their keys."""
        return "labels" in self.given

    def remark_fallback(self, target: Target) -> None:
        """Say once that this is the bundled registry; screens say it in their masthead."""
        if target.fell_back:
            words = self.tr.gettext("no registry here; showing the one that ships with govtui")
            self.out.remark(words, once=True)

    def registry(self, path: str | None = None, *, may_fall_back: bool) -> Registry:
        """Open the registry of the command line. Raises NoRegistry."""
        from govtui.store.registry import Registry

        target = self.target(path, may_fall_back=may_fall_back)
        self.remark_fallback(target)
        # What may look at another registry changes none: it makes pages of records that the index has validated.
        return Registry(target.root, read_only=target.read_only, for_pages=may_fall_back)

    def manifest(self) -> Manifest:
        """Read the registry's settings; the defaults where no registry is named and none is found.

        Raises NoRegistry where the one that is named is not there. Problems that make it unreadable are printed.
        """
        from govtui.i18n.problems import sentence
        from govtui.model.problem import Severity
        from govtui.store.manifest import Manifest, load

        try:
            root = self.target(may_fall_back=False).root
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
        """Open the registry; where `path` names a file in one, also return that file's path in it (else "")."""
        from govtui.store.files import printable
        from govtui.store.registry import Registry

        for file in _named_files(path):
            if root := nearest(file.parent):
                registry = Registry(root, read_only=not is_writable(root))
                return registry, printable(file.relative_to(root.resolve()).as_posix())
        return self.registry(path, may_fall_back=may_fall_back), ""

    def index(self, path: str | None = None, *, may_fall_back: bool) -> Index:
        """Return the cached index, brought up to date with the registry's files. Raises NoRegistry."""
        target = self.target(path, may_fall_back=may_fall_back)
        self.remark_fallback(target)
        cache = self.cache(target.root)
        index = cache.refreshed() or cache.open() or cache.refreshed(force=True)
        assert index is not None, "an index that is forced is built"
        self.opened[:] = [index]
        return index

    def finish_interrupted(self, root: Path) -> Sequence[Renamed]:
        """End a change of several files that a kill cut short, unless its process lives; return the renamings among such.

        So that whoever reads a registry finds all of a change or nothing.
        """
        from govtui.store.lock import SEVERAL, is_interrupted

        if not is_interrupted(root) or not is_writable(root):
            return ()
        from govtui.store.renaming import resume
        from govtui.store.saving import NotSaved

        was_several = os.path.lexists(root / SEVERAL)
        try:
            ended = resume(root)
        except NotSaved:  # whoever saves next is told what is wrong
            return ()
        if was_several and not os.path.lexists(root / SEVERAL):
            self.out.remark(self.tr.gettext("A change of several files that had been interrupted was finished."))
        for one in ended:
            words = self.tr.gettext("A renaming that had been interrupted was finished: {path}.")
            self.out.remark(words.format(path=one.path))
        return ended

    def cache(self, root: Path) -> IndexCache:
        """Return the index cache of a registry: the file of --index, else one in the user's cache folder.

        What was interrupted in the registry is finished first.
        """
        from govtui.index.cache import CannotUseIndex, IndexCache

        self.finish_interrupted(root)
        named = self.given.get("index")
        try:
            return IndexCache(root, Path(named) if named else None)
        except CannotUseIndex as error:
            import click

            sentence = self.tr.gettext(
                "{path} cannot hold the index: the folder cannot be written to, or the file is something else."
            )
            raise click.ClickException(sentence.format(path=error.path)) from None

    def index_of(self, registry: Registry) -> Index:
        """Return an up-to-date index of a registry: the cached one if there is one, else one in memory.

        So that looking at a folder once, as a hook does, leaves nothing in the user's cache.
        """
        from govtui.index.cache import build

        cache = self.cache(registry.root)
        kept = cache.open()
        if kept is None and not self.given.get("index"):
            index = build(registry)
        else:
            index = cache.refreshed() or kept or build(registry)
        self.opened[:] = [index]
        return index

    def card(self, index: Index, id: str) -> Card:
        """Return the card of the record with this id. Raises click.ClickException, with the nearest id."""
        if (card := index.card(id)) is not None:
            return card
        import click

        from govtui.i18n.errors import refusal

        raise click.ClickException(refusal("no_such_record", {"target": id, "near": index.nearest(id)}, self.tr))

    def context(self, registry: Registry, index: Index, *, both: bool = False) -> RenderContext:
        """Return the context of pages in the session's language; `both`: then in the registry's others, too."""
        from govtui.page.render_context import RenderContext

        others = [language for language in registry.manifest.languages if language != self.tr.language]
        return RenderContext.of(registry, self.tr, (self.tr.language, *others) if both else (self.tr.language,), index)


def _named_files(path: str | None) -> Iterator[Path]:
    """Yield the file at `path`, then the target of a link: a link in a registry is a file of it."""
    if path is None or not path.endswith(".toml") or Path(path).is_dir() or not os.path.lexists(path):
        return
    named = Path(path)
    yield named.parent.resolve() / named.name
    with suppress(OSError, RuntimeError):  # a link that leads back to itself
        yield named.resolve()
