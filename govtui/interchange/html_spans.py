"""Spans of a page as inline HTML: links, marks of sources, languages, web addresses; and the ids that links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote

from govtui.interchange.html_elements import Html, element, html
from govtui.page.page import (
    DISCREPANCY_LINK,
    FOLD_LINK,
    PAGE_LINK,
    Paragraph,
    Role,
    Span,
    Spans,
    link_target,
)
from govtui.page.render_context import RenderContext
from govtui.page.source_numbers import BEFORE, cited_by, number_in
from govtui.page.wrapping import addressed
from govtui.text.markers import NP_
from govtui.text.safe import safe_text

Address = Callable[[str], str]
"""Where the page of a record with a key is, seen from this one: "../events/a.html", or "#a" in the same document; "" for nowhere."""

SIGNS = {
    # L10N: Read out before what another source says besides, whose sign is “+”.
    "+": NP_("page", "another source adds:"),
    # L10N: Read out before a value that differs from that of another source, or from the sum of its parts, whose sign is “≠”.
    "≠": NP_("page", "at odds:"),
}
"""What the signs of a page mean, for those who do not see them."""

NBSP = "\u00a0"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_BLANK = re.compile(r"\s+")

LOOKS: Mapping[Role, tuple[str, str | None]] = {
    Role.MUTED: ("small", None),
    Role.STRONG: ("b", None),
    Role.CODE: ("code", None),
    Role.REMOVED: ("del", None),
    Role.ADDED: ("ins", None),
    Role.BROKEN: ("span", "broken"),
    Role.DISCREPANCY: ("span", "differs"),
    Role.ELSEWHERE: ("span", "also"),
    Role.ERROR: ("span", "error"),
    Role.WARNING: ("span", "warning"),
}
"""Elements and classes of roles; those of the others say nothing that the words do not say."""


def field_anchor(path: str) -> str:
    """Return the id of the place of a field on the page of its record; of areas and measures that of the whole item."""
    parts = path.split(".")
    whole = parts[:2] if parts[0] in ("areas", "measures") else parts
    return anchor(f"field-{'.'.join(whole)}")


def anchor(text: str) -> str:
    """Return a text as an id, without blanks."""
    return _BLANK.sub("_", safe_text(text))


def language_of(language: str, context: RenderContext) -> str | None:
    """Return the language that an element has to name; None for that of the page, and for what is no language."""
    return language if language != context.tr.language and _LANGUAGE.match(language) else None


class Anchors:
    """The ids of an article: of fields those that something leads to, each once."""

    def __init__(self, fields: Iterable[str], within: str) -> None:
        """`fields`: the paths of the fields on the page, in order. `within`: the id of the article, with which all ids begin.

        A dot parts it from the rest: ids of records have none.
        """
        self._within = within
        self._nearest: dict[str, str] = {}
        """Path to the first field on the page that is there, or below it."""
        self._open: set[str] = set()
        """Those that an element still has to take; of areas and measures all, since other pages may lead to them."""
        for one in filter(None, dict.fromkeys(fields)):
            if one.startswith(("areas.", "measures.")):
                self._open.add(field_anchor(one))
            path = one
            while path and path not in self._nearest:
                self._nearest[path] = one
                path = path.rpartition(".")[0]

    def named(self, name: str) -> str:
        """Return the id of a section, source or field of this article."""
        return f"{self._within}.{name}" if self._within else name

    def lead_to(self, path: str) -> str:
        """Return the address of the field on the page that is nearest to a path, which gets an id; "" where none is near."""
        near = self._near(path) or self._near(path.removeprefix("claims."))  # which is told beside its field
        if not near:
            return ""
        self._open.add(field_anchor(near))
        return f"#{quote(self.named(field_anchor(near)))}"

    def _near(self, path: str) -> str:
        while path and path not in self._nearest:
            path = path.rpartition(".")[0]
        return self._nearest.get(path, "")

    def take(self, *fields: str) -> str | None:
        """Return the id of an element that shows fields, if one of these still needs it; an id is given once."""
        for one in fields:
            if one and (name := field_anchor(one)) in self._open:
                self._open.discard(name)
                return self.named(name)
        return None


class _Shown(NamedTuple):
    """A span as it is shown: where it leads, its look and its language."""

    href: str
    look: tuple[str, str | None] | None
    language: str | None
    span: Span


class Inline:
    """Spans as inline HTML."""

    def __init__(self, address: Address, context: RenderContext, anchors: Anchors) -> None:
        self._address, self._context, self._anchors = address, context, anchors

    def html(self, spans: Spans, *, plain: Sequence[Role] = ()) -> Html:
        """Return spans as HTML. `plain`: roles that the element around them has already."""
        if len(spans) == 1 and spans[0] == Span(spans[0].text) and "://" not in spans[0].text:
            return with_breaks(spans[0].text)
        out: list[Html] = []
        for is_mark, run in groupby(_without_spaces(spans), lambda span: bool(_source(span))):
            if is_mark:
                out.append(element("sup", [self._mark(span) for span in run]))
                continue
            shown = _closed([self._shown(one, plain) for span in run for one in _with_addresses(span)])
            for href, same in groupby(shown, itemgetter(0)):
                those = list(same)
                text = html([self._looks(those), self._name_of(those) if href else None])
                outward = bool(those[0].span.url)
                out.append(element("a", text, href=href, rel="noopener" if outward else None) if href else text)
        return html(out)

    def paragraph(self, one: Paragraph) -> Html:
        """Return the text of a paragraph, then what other sources say beside it."""
        between = " " if one.spans else ""
        return html([self.html(one.spans), *((between, self.beside(spans)) for spans in one.beside)])

    def text_of(self, spans: Spans) -> str:
        """Return the words of spans, without the marks of sources."""
        return "".join(span.text for span in _without_spaces(spans) if not _source(span))

    def beside(self, spans: Spans) -> Html:
        """Return what another source says beside a value, behind the words of its sign."""
        role = spans[0].role
        _, look = LOOKS.get(role, ("span", None))
        words = self.words(spans[0].text)
        return element("span", words, self.html(spans, plain=(role,)), class_=look)

    def words(self, text: str) -> Html:
        """Return what a sign at the start of a text means, for those who do not see it."""
        words = SIGNS.get(text[:1]) if text[1:2] == " " else None
        return element("span", f"{self._context.tr.pgettext('page', words)} ", class_="vh") if words else Html("")

    def href(self, link: str) -> str:
        """Return where a link leads; "" for what leads nowhere here."""
        if link.startswith(PAGE_LINK):
            path = link.removeprefix(PAGE_LINK)
            return "" if cited_by(link) else self._anchors.lead_to(path)
        if not link or link.startswith((DISCREPANCY_LINK, FOLD_LINK)):
            return ""
        key, field = link_target(link)
        page = self._address(key)
        if not page or not field:
            return page
        return f"{page}{'.' if '#' in page else '#'}{quote(field_anchor(field))}"

    def _name_of(self, shown: Sequence[_Shown]) -> Html | None:
        """Return the name of the record that a link leads to whose text has no letters ("22 >"), for those who hear it."""
        key, _ = link_target(shown[0].span.link)
        if any(map(str.isalpha, "".join(one.span.text for one in shown))) or not self._context.index.card(key):
            return None
        return element("span", " ", self._context.name(key).text, class_="vh")

    def _mark(self, span: Span) -> Html:
        number = number_in(span.text)
        return element("a", f"[{number}]", href=f"#{self._anchors.named(f's{number}')}")

    def _shown(self, span: Span, plain: Sequence[Role]) -> _Shown:
        if span.role is Role.MUTED and cited_by(span.link):  # a place in a source: its number stays with its word
            span = Span(f"{span.text[:1]}{span.text[1:].replace(' ', NBSP, 1)}", span.role)
        look = None if span.role in plain else LOOKS.get(span.role)
        language = language_of(span.lang, self._context) if span.lang else None
        return _Shown(span.url or self.href(span.link), look, language, span)

    def _looks(self, shown: Iterable[_Shown]) -> Html:
        out: list[Html] = []
        for (look, language), same in groupby(shown, itemgetter(1, 2)):
            text = "".join(one.span.text for one in same)
            inner = with_breaks(text)
            if look is None:
                out.append(element("span", inner, lang=language) if language else inner)
                continue
            name, class_ = look
            words = self.words(text) if class_ in ("differs", "also") else ""
            out.append(element(name, words, inner, class_=class_, lang=language))
        return html(out)


def _closed(shown: Sequence[_Shown]) -> Iterator[_Shown]:
    """Yield spans; a muted sign between values, such as a dot, is only muted between muted words."""
    for before, one, following in zip((None, *shown), shown, (*shown[1:], None), strict=False):
        if one.span.role is Role.MUTED and not any(map(str.isalnum, one.span.text)):
            around = [each.look for each in (before, following) if each is not None]
            one = one if all(look == one.look for look in around) and around else one._replace(look=None)
        yield one


def with_breaks(text: str) -> Html:
    """Return a text with its line breaks."""
    if "\n" not in text:
        return html(text)
    first, *others = safe_text(text).split("\n")
    return html([first, *((element("br"), line) for line in others)])


def _without_spaces(spans: Spans) -> Iterator[Span]:
    """Yield spans without the spaces before marks of sources, which stand above the line; a wide space becomes a dot."""
    for span, following in zip(spans, (*spans[1:], None), strict=False):
        if len(span.text) > 1 and not span.text.strip(" "):
            yield Span(" · ")
        elif not (span.text == BEFORE and following is not None and _source(following)):
            yield span


def _source(span: Span) -> str:
    """Return the source whose mark a span is; empty for others."""
    return cited_by(span.link) if span.role is Role.CITATION else ""


def _with_addresses(span: Span) -> Iterator[Span]:
    """Yield a span, made safe and cut where web addresses begin and end."""
    if "://" not in span.text:
        return iter((span,))
    return addressed(Span(safe_text(span.text), span.role, span.link, span.url, span.lang))
