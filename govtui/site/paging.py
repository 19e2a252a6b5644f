"""Long lists in pages: where each page stands, and the links that lead from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.interchange.html_elements import Html, element, html
from govtui.site.site_file import relative

PAGE = 200
"""Rows of a page."""

_NEAR = 2
"""How many pages before and behind a page its links name."""


class Pages(NamedTuple):
    """The page of a list that is made: where the first stands ("vi/events/index.html"), the number of this one and of the last."""

    first: str
    number: int
    last: int

    @property
    def path(self) -> str:
        """Where the page stands."""
        return page_path(self.first, self.number)

    def link(self, page: int, text: str, **attributes: str) -> Html:
        """Return a link to another page of the list."""
        return element("a", text, href=relative(self.path, page_path(self.first, page)), **attributes)


def page_path(first: str, page: int) -> str:
    """Return where a page of a list stands: "events/2.html" behind "events/index.html", "by/type/forum.2.html" behind "by/type/forum.html"."""
    if page == 1:
        return first
    stem = first.removesuffix(".html")
    folder, _, name = stem.rpartition("/")
    return f"{folder}/{page}.html" if name == "index" else f"{stem}.{page}.html"


def titled(title: str, pages: Pages, tr: Translator) -> str:
    """Return the title of a page, which no other page has."""
    if pages.number == 1:
        return title
    words = tr.gettext("{title}, page {page} of {pages}")
    return words.format(title=title, page=number(pages.number, tr), pages=number(pages.last, tr))


def page_links(pages: Pages, tr: Translator) -> Html | None:
    """Return the links to the previous and next pages, to the first, the last and those near; None where there is one page."""
    if pages.last == 1:
        return None
    items = []
    if pages.number > 1:
        items.append(pages.link(pages.number - 1, tr.gettext("Previous page"), rel="prev"))
    before = 0
    for page in _named(pages):
        if page > before + 1:
            items.append(html("…"))
        text = number(page, tr)
        here = page == pages.number
        items.append(element("b", text, aria_current="page") if here else pages.link(page, text))
        before = page
    if pages.number < pages.last:
        items.append(pages.link(pages.number + 1, tr.gettext("Next page"), rel="next"))
    return nav(tr.gettext("Pages of the list"), items, "pages")


def _named(pages: Pages) -> Iterator[int]:
    for page in range(1, pages.last + 1):
        if page in (1, pages.last) or abs(page - pages.number) <= _NEAR:
            yield page


def nav(label: str, items: Sequence[Html], class_: str) -> Html:
    """Return a group of links with a name that screen readers say."""
    return element("nav", element("ul", [element("li", one) for one in items]), aria_label=label, class_=class_)


def separated(parts: Iterable[Html | str | None], by: str = " · ") -> Html:
    """Return the parts that there are with a sign between them."""
    out: list[Html | str] = []
    for part in parts:
        if part:
            out += [by, part] if out else [part]
    return html(out)
