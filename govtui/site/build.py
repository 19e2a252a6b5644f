"""Build the site: make the files whose inputs changed, write those that are others than before, remove what no longer belongs.

What a site is made of, and so its bytes, does not depend on what its folder held before.
"""

from __future__ import annotations

import fcntl
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

from govtui import __version__
from govtui.site import (
    about,
    coverage,
    data_files,
    discrepancies,
    feed,
    home,
    lists,
    record_pages,
    search,
    style,
    timeline,
)
from govtui.site.site_file import Producer, Site, SiteFile
from govtui.site.site_folder import STATE, CannotPublish, SiteFolder, check_folder, refused
from govtui.site.site_state import EMPTY, NOT_MADE, Counted, Journal, Made, SiteState, digest, load_state, state_parts
from govtui.site.watch import UNKNOWN
from govtui.store.files import Unreadable, read
from govtui.store.location import MANIFEST

PRODUCERS: Sequence[Producer] = (
    record_pages.files,
    home.files,
    lists.files,
    timeline.files,
    discrepancies.files,
    coverage.files,
    about.files,
    search.files,
    style.files,
    data_files.files,
    feed.files,
)
"""Who makes files, in the order in which they are made."""

Tell = Callable[[int], None]
"""Called with the number of files that were looked at."""


@dataclass
class Report:
    """What a run did, or would do: paths in the folder of the site."""

    files: dict[str, Made] = field(default_factory=dict)
    """All files of the site, without those in the way."""
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    in_the_way: list[str] = field(default_factory=list)
    """Files of somebody else that have a name of the site's; they stay."""

    @property
    def kept(self) -> int:
        """How many files are as they were."""
        return len(self.files) - len(self.written)

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(made.size for made in self.files.values())

    def add(self, other: Report) -> None:
        """Add what another process did."""
        self.files |= other.files
        self.written += other.written
        self.in_the_way += other.in_the_way


Apart = Callable[[str], Report]
"""Makes the files in other processes, given the digest of what all of them are made from."""


def build(folder: Path, site: Site, tell: Tell, *, apart: Apart | None = None, dry_run: bool = False) -> Report:
    """Build the site in a folder; `dry_run`: only find out what would be done. Raises CannotPublish.

    `apart` makes the files of a large site in other processes.
    """
    is_site = check_folder(folder, site.registry.root)
    made_from = everywhere(site)
    place = SiteFolder(folder)
    if dry_run:
        state = known_state(load_state(place.root), made_from) if is_site else EMPTY
        report = apart(made_from) if apart else make_files(site, place, state, None, tell)
        report.removed = sorted(path for path in state.files.keys() - report.files.keys() if place.exists(path))
        return report
    try:
        place.root.mkdir(exist_ok=True)
    except OSError as error:
        raise refused(error, folder) from error
    with _locked(place.root):
        found = load_state(place.root)
        state = known_state(found, made_from)
        if state is not found or not is_site:
            place.put(STATE, state_parts(made_from, state.files))
        if not found.is_whole:
            place.sweep()
        if apart:
            report = apart(made_from)
        else:
            with closing(Journal(place)) as journal:
                report = make_files(site, place, state, journal, tell)
        report.removed = [path for path in sorted(state.files.keys() - report.files.keys()) if place.remove(path)]
        if report.written or report.removed or report.files != state.files:
            place.put(STATE, state_parts(made_from, report.files))
    return report


def make_files(site: Site, place: SiteFolder, state: SiteState, journal: Journal | None, tell: Tell) -> Report:
    """Make the files that are this process's to make, as far as they are not what they were; without a journal none is written."""
    report = Report()

    def look_at(file: SiteFile) -> None:
        before = state.files.get(file.path)
        if before is None and place.exists(file.path):
            report.in_the_way.append(file.path)
        elif before and _is_current(site, file, before) and place.has(file.path, before.size):
            report.files[file.path] = before
        else:
            _make(site, file, before, place, journal, report)

    for done, file in enumerate(_files(site), 1):
        site.index.read_consistently(partial(look_at, file))
        tell(done)
    return report


def _is_current(site: Site, file: SiteFile, before: Made) -> bool:
    """Whether a file would be made from the same as the last time."""
    if not before.inputs:
        return False
    if not file.about:
        return file.inputs == before.inputs
    return UNKNOWN not in before.asked and _inputs(site, file, before.asked) == before.inputs


def _inputs(site: Site, file: SiteFile, asked: Sequence[str]) -> str:
    return digest(file.inputs, site.watch.digest(asked, file.about)) if file.about else file.inputs


def _make(
    site: Site, file: SiteFile, before: Made | None, place: SiteFolder, journal: Journal | None, report: Report
) -> None:
    """Make a file, and write it where it is another than before; without a journal it is only made."""
    site.watch.taken("")
    content = file.make()
    parts = Counted([content] if isinstance(content, bytes) else content)

    def is_same() -> bool:
        return before is not None and before.output == parts.digest and place.has(file.path, parts.size)

    is_known = journal is None or isinstance(content, bytes)
    if is_known:
        deque(parts, maxlen=0)
    is_new = not (is_known and is_same())
    if journal is not None and is_new:
        if before is None:
            journal.add(file.path, NOT_MADE)
        is_new = place.put(file.path, [content] if isinstance(content, bytes) else parts, unless=is_same)
    asked = site.watch.taken(file.about) if file.about else ()
    made = Made("" if UNKNOWN in asked else _inputs(site, file, asked), parts.digest, parts.size, asked)
    report.files[file.path] = made
    if is_new:
        report.written.append(file.path)
    if journal is not None and made != before:
        journal.add(file.path, made)


def _files(site: Site) -> Iterator[SiteFile]:
    """Yield the files that are this process's to make."""
    for producer in PRODUCERS:
        yield from (file for file in producer(site) if site.is_mine(file.path))


def known_state(state: SiteState, made_from: str) -> SiteState:
    """Return the state with what still holds: where files are made from something else, what they are made from is not known."""
    if state.is_whole and state.everywhere == made_from:
        return state
    files: Mapping[str, Made] = state.files
    if state.everywhere != made_from:
        files = {path: made._replace(inputs="") for path, made in state.files.items()}
    return SiteState(made_from, files, True)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Keep other runs out of the folder; the lock goes with the process. Raises CannotPublish."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotPublish("site_busy", root) from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)


# -- what all files are made from ------------------------------------------------------------------------------------


def everywhere(site: Site) -> str:
    """Return the digest of what every file of a site is made from beside its own inputs."""
    try:
        manifest = read(site.registry.root, MANIFEST)
    except Unreadable:
        manifest = b""
    return digest(_program(), manifest, *site.translators, site.url)


@cache
def _program() -> str:
    """Return the digest of the program and its catalogs: a version that is being worked on has many states."""
    package = Path(__file__).parent.parent
    babel = find_spec("babel")
    rooms = ("text", "model", "store", "i18n", "index", "page", "interchange", "site")
    paths = [path for room in rooms for path in sorted((package / room).rglob("*")) if path.suffix in _SOURCES]
    paths += sorted(package.glob("locales/*/LC_MESSAGES/*.mo")) + sorted(
        package.parent.glob("locales/*/LC_MESSAGES/*.po")
    )
    contents = [part for path in paths for part in (path.name, path.read_bytes())]
    return digest(__version__, Path(babel.origin).read_bytes() if babel and babel.origin else b"", *contents)


_SOURCES = frozenset({".py", ".css", ".js", ".svg"})
