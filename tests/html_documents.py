"""HTML as its readers take it: a strict parser, and what holds for every document or article."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

ELEMENTS = frozenset(
    [
        "a",
        "article",
        "b",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ins",
        "li",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""All elements of an article."""

ATTRIBUTES = frozenset(
    [
        "aria-label",
        "class",
        "colspan",
        "href",
        "id",
        "lang",
        "open",
        "rel",
        "role",
        "rowspan",
        "scope",
        "tabindex",
        "value",
    ]
)
"""All attributes of them."""

INLINE = frozenset(["a", "b", "br", "code", "del", "ins", "small", "span", "sup"])
CONTENT = {
    "dl": frozenset(["dt", "dd"]),
    "ul": frozenset(["li"]),
    "ol": frozenset(["li"]),
    "table": frozenset(["caption", "thead", "tbody"]),
    "tbody": frozenset(["tr"]),
    "thead": frozenset(["tr"]),
    "tr": frozenset(["th", "td"]),
    **dict.fromkeys(("p", "dt", "a", "b", "small", "sup", "h1", "h2", "h3", "h4", "h5", "h6"), INLINE),
}
"""The elements that may stand directly in an element; any where it is not named."""


@dataclass
class Document(HTMLParser):
    """What stands in HTML. Raises AssertionError where it is not well formed."""

    text: str
    words: str = ""
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, attribute and value."""
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open:
            assert tag in CONTENT.get(self._open[-1], {tag}), f"<{tag}> in <{self._open[-1]}>"
        assert tag != "a" or "a" not in self._open
        if tag not in ("br", "meta"):
            self._open.append(tag)
        self.tags.append(tag)
        names = [name for name, _ in attrs]
        assert len(names) == len({*names}), attrs
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open:
            assert self._open[-1] not in ("dl", "ul", "ol", "table", "tr", "tbody", "thead"), data
        self.words += data

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html" and not self.tags

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    unknown_decl = handle_pi = handle_comment

    def values(self, name: str, tag: str = "") -> list[str]:
        """Return the values of an attribute, of all elements or of some."""
        return [value for of, named, value in self.attributes if named == name and tag in ("", of)]


def article(text: str, addresses: Collection[str] | Callable[[str], bool] = (), level: int = 1) -> Document:
    """Return an article that has nothing but what an article has, with links that lead somewhere.

    `addresses`: the addresses of other pages that it may lead to.
    """
    found = Document(text)
    assert {*found.tags} <= ELEMENTS, {*found.tags} - ELEMENTS
    assert {name for _, name, _ in found.attributes} <= ATTRIBUTES
    holds(found, addresses, level)
    return found


def holds(found: Document, addresses: Collection[str] | Callable[[str], bool] = (), level: int = 1) -> None:
    """Assert what holds in every document: ids once, headings in order, links that lead somewhere."""
    ids = found.values("id")
    assert len(ids) == len({*ids}) and not any(one.split() != [one] for one in ids), ids
    assert found.headings and found.headings[0] == level
    for before, one in zip(found.headings, found.headings[1:], strict=False):
        assert level <= one <= before + 1, found.headings
    is_known = addresses if callable(addresses) else addresses.__contains__
    for href in found.values("href"):
        if href.startswith("#"):
            assert unquote(href[1:]) in ids, href
        else:
            page = href.partition("#")[0]
            assert is_known(page) or href.lower().startswith(("http://", "https://")), href
            assert href.isascii() and not any(map(str.isspace, href))
