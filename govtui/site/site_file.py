"""A file of the site, and the site that files are made for: which records are on it, and where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.api import Card, Index
from govtui.interchange.html_elements import Html
from govtui.model.identifiers import is_record_id
from govtui.model.kinds import KINDS
from govtui.page.render_context import RenderContext
from govtui.site.watch import Watch
from govtui.store.history import COMMITS, RecentFile, recent_changes
from govtui.store.registry import Registry

SECONDS = 60.0
"""How long git may take to tell what changed: with less the site would be another one on a busy machine."""

FILES = 50 * COMMITS
"""How many changed files are looked at, of which those on the site are taken."""


class SiteFile(NamedTuple):
    """One file of the site, not made yet."""

    path: str
    """From the folder of the site: "vi/organizations/unpog.html"."""
    inputs: str
    """A digest of what it is made from; a file whose inputs are those of the last run is not made again. "": always made.

    Version of the program, catalogs and manifest are inputs of every file and are not in it.
    """
    make: Callable[[], bytes | Iterator[bytes]]
    """Returns the content; of a large file its parts, which are never held together."""
    about: str = ""
    """The key of a record: then the file is also made from all that `make` asks of `site.watch`, and is made again where one of the
    answers is another."""


Producer = Callable[["Site"], Iterator[SiteFile]]
"""Yields the files of one sort, in an order that is always the same."""


@dataclass(frozen=True)
class Site:
    """What a site is made of."""

    registry: Registry
    """Reads pages only (Registry.for_pages)."""
    index: Index
    translators: Mapping[str, Translator]
    """The languages of the site, each a folder, the first first."""
    when: datetime
    """The time that feeds and calendars bear: document_time."""
    url: str = ""
    """The address at which the site will stand, ending in a slash; "" where it is not known."""
    published: Collection[str] | None = None
    """The keys of the records on the site (--where); None for all."""
    share: Collection[str] | None = None
    """The languages whose files this process makes; None for all. What stands in no language's folder goes with the first."""
    where: str = ""
    """The query line that finds what is published; "" for all."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of which files are to be made here; all of them are those of `translators`."""
        return [one for one in self.translators if self.share is None or one in self.share]

    @property
    def is_first(self) -> bool:
        """Whether what stands in no language's folder is to be made here."""
        return next(iter(self.translators)) in self.languages

    def is_mine(self, path: str) -> bool:
        """Whether a file is to be made here."""
        first, slash, _ = path.partition("/")
        language = first if slash and first in self.translators else next(iter(self.translators))
        return self.share is None or language in self.share

    def has(self, key: str) -> bool:
        """Whether a record is on the site."""
        return self.published is None or key in self.published

    @cached_property
    def watch(self) -> Watch:
        """Index, files and addresses for those pages of which is remembered what they ask."""
        return Watch(self.index, self.registry, self.address_of)

    def address(self, key: str) -> str:
        """Return where a record stands in the folder of a language ("organizations/unpog.html"); "" for none on the site."""
        card = self.index.card(key)
        return self.address_of(card) if card else ""

    def address_of(self, card: Card) -> str:
        """Return where the page of a record stands in the folder of a language; "" where it has none."""
        return record_address(card) if self.has(card.key) else ""

    @cached_property
    def changed_files(self) -> Sequence[RecentFile]:
        """The files of the registry that changed last, as git knows them, the latest first; none where it does not tell.

        Without git nobody knows when a record changed: files have the time at which they came to this machine. A merge counts as
        deciding nothing, as most do: what it merged has its own dates.
        """
        found = recent_changes(self.registry.root, FILES, lambda path, commit: False, SECONDS)
        return found.files if found.source == "git" else ()

    @cached_property
    def frame_parts(self) -> dict[tuple[str, ...], Html]:
        """Parts of frames that many pages have in common (frame.py)."""
        return {}

    def context(self, language: str) -> RenderContext:
        """Return the context in which pages of a language are made."""
        return RenderContext.of(self.registry, self.translators[language], (language,), self.index)


def record_address(card: Card) -> str:
    """Return where the page of a record stands in the folder of a language; "" for what has no valid id, or lost it to another."""
    return id_address(card.kind, card.key) if card.key == card.id and is_record_id(card.key) else ""


def id_address(kind: str, id: str) -> str:
    """Return where the page of a record with an id stands, or would: by the folder of its kind, and its id.

    A hyphen, in which no id ends, tells it from the lists of the folder ("index.html", "2.html") and from names that a file on
    Windows cannot have.
    """
    known = KINDS.get(kind)
    is_taken = id == "index" or id.isdecimal() or id in DEVICES
    return f"{known.folder if known else 'records'}/{id}{'-' if is_taken else ''}.html"


DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))])


def relative(start: str, target: str) -> str:
    """Return the address of a file of the site as a page at `start` writes it, so that the site works from a disk, too."""
    here, there = start.split("/")[:-1], target.split("/")
    common = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        common += 1
    return "../" * (len(here) - common) + "/".join(there[common:])
