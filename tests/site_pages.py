"""Pages of a site that were made in this process, and what their markup has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

from govtui.i18n.translator import Translator, load
from govtui.index.api import Index
from govtui.site.site_file import Producer, Site
from govtui.store.registry import Registry

WHEN = datetime(2020, 6, 1, tzinfo=UTC)


def site_of(
    registry: Registry,
    index: Index,
    *,
    languages: Sequence[str] = ("vi", "en"),
    published: Collection[str] | None = None,
    where: str = "",
    when: datetime = WHEN,
    translators: Mapping[str, Translator] | None = None,
) -> Site:
    """The site of a registry."""
    spoken = translators or {language: load(language) for language in languages}
    return Site(registry.for_pages(), index, spoken, when, published=published, where=where)


def made(site: Site, *producers: Producer) -> Mapping[str, bytes]:
    """The files that these make, by path; none is made twice."""
    out: dict[str, bytes] = {}
    for producer in producers:
        for file in producer(site):
            assert file.path not in out, file.path
            content = file.make()
            out[file.path] = content if isinstance(content, bytes) else b"".join(content)
    return out


@dataclass
class Link:
    """A link, and the element that it stands in."""

    target: str
    """From the folder of the site; outward ones as they are."""
    fragment: str
    text: str = ""
    within: str = ""
    """The classes of the elements around it."""


@dataclass
class _Element:
    name: str
    attributes: Mapping[str, str]


_LINES = frozenset({"h1", "h2", "h3", "p", "li", "th", "td", "caption", "summary"})
"""Elements after which the text of a page has a line end."""


class PageMarkup(HTMLParser):
    """What stands in `<main>` of a page, and the ids of all of it."""

    def __init__(self, path: str, raw: bytes) -> None:
        super().__init__()
        self.path = path
        self.links: list[Link] = []
        self.ids: list[str] = []
        self.elements: list[str] = []
        """The names of the elements in `<main>`."""
        self.text = ""
        self.title = ""
        self.every: list[Link] = []
        """Links outside `<main>`, too."""
        self._open: list[_Element] = []
        self.feed(raw.decode())
        self.close()
        assert not self._open, f"{path}: {self._open[-1]} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if any(one.name == "main" for one in self._open):
            self.elements.append(tag)
        if tag in ("a", "link") and "href" in given:
            self._link(given["href"])
        if tag not in ("meta", "link", "input", "br"):
            self._open.append(_Element(tag, given))

    def _link(self, href: str) -> None:
        there, _, fragment = href.partition("#")
        outward = "://" in there
        target = there if outward else normpath(join(dirname(self.path), there)) if there else self.path
        around = " ".join(one.attributes.get("class", "") for one in self._open)
        link = Link(target, fragment, within=around)
        self.every.append(link)
        if any(one.name == "main" for one in self._open):
            self.links.append(link)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].name == tag, f"{self.path}: </{tag}> closes {self._open[-1:]}"
        self._open.pop()
        if tag in _LINES:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        names = [one.name for one in self._open]
        if "title" in names:
            self.title += data
        if "main" in names:
            self.text += data
            if "a" in names:
                self.links[-1].text += data


def keys_in(page: PageMarkup, class_: str) -> Sequence[str]:
    """The keys of the records that the rows of a list lead to, in their order."""
    links = (link for link in page.links if class_ in link.within.split())
    return [link.target.rpartition("/")[2].removesuffix(".html").removesuffix("-") for link in links]


def markup(files: Mapping[str, bytes]) -> Mapping[str, PageMarkup]:
    """The pages among files."""
    return {path: PageMarkup(path, raw) for path, raw in files.items() if path.endswith(".html")}


def numbered(first: str, pages: Iterable[str]) -> Sequence[str]:
    """Those of the paths that are pages of the list that begins at `first`, in order."""
    from govtui.site.paging import page_path

    known, found = set(pages), [first]
    while (following := page_path(first, len(found) + 1)) in known:
        found.append(following)
    return found
