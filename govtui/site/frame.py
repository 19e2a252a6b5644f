"""The frame of every page of the site: document head, header with the search form, menu, main, footer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from govtui.i18n.translator import LANGUAGES
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.page.elsewhere import DIFFERS
from govtui.site.site_file import Site, relative
from govtui.text.markers import N_
from govtui.text.safe import UNSAFE

HEAD = Html(
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'\">"
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)
"""How every document begins. The policy: nothing comes from elsewhere, and no script or style stands in a page."""

HOME, SEARCH, ABOUT, COVERAGE = "index.html", "search.html", "about.html", "coverage.html"
NOT_FOUND = "404.html"

MENU = (
    *((f"{kind.folder}/index.html", "kinds", kind.plural) for kind in KINDS.values()),
    ("timeline.html", "", N_("Timeline")),
    ("discrepancies.html", "", N_("Discrepancies")),
)
"""The menu: address in the folder of a language, context and message."""

_DESCRIPTION = 160
"""Characters of a description, which search engines show below the title."""


def site_name(site: Site, language: str) -> str:
    """Return what the registry is called in a language, else in another."""
    reading = with_fallback(site.registry.manifest.name or {}, language)
    return reading.text if reading else site.translators[language].gettext("Registry without a name")


def framed(
    site: Site,
    language: str,
    path: str,
    title: str,
    body: Html,
    *,
    description: str = "",
    other: str = "",
    data: str = "",
    scripts: Sequence[str] = (),
    dated: bool = False,
    indexed: bool = True,
    feed: str = "",
) -> bytes:
    """Return a page of the site at `path` ("vi/events/x.html") with the content `body`.

    `title`: of the document, before the name of the site; "" for home. `other`: the path of the same page in the other
    language, where it is not that of this page in the folder of that language. `data`: JSON-LD. `scripts`: files of the site
    that the page loads, in that order. `dated`: the footer tells the date of the data (then an input of the page).
    `indexed`: whether search engines may list it. `feed`: the path of a feed that tells of what the page has.
    """
    name = site_name(site, language)
    others = {one: other or _in_language(path, language, one) for one in site.translators if one != language}
    head = element(
        "head",
        HEAD,
        element("title", f"{title} – {name}" if title and title != name else name),
        element("meta", name="description", content=shortened(description)) if description else None,
        list(_addresses(site, path, {language: path, **others})) if indexed else _UNLISTED,
        element("link", rel="icon", href=href(site, path, "icon.svg")),
        element("link", rel="stylesheet", href=href(site, path, "site.css")),
        element("link", rel="alternate", type="application/atom+xml", href=href(site, path, feed)) if feed else None,
        [element("script", src=href(site, path, script), defer=True) for script in scripts],
        _data(data) if data else None,
    )
    to_others = [
        element("a", LANGUAGES.get(one, one), href=href(site, path, where), hreflang=one, lang=one, class_="language")
        for one, where in others.items()
    ]
    page = element(
        "body",
        element("header", _part(site, language, path, _search), to_others),
        _menu(site, language, path) if _is_in_menu(language, path) else _part(site, language, path, _menu),
        element("main", body, id="main"),
        element("footer", _part(site, language, path, _about), _date(site, language) if dated else None),
    )
    return _document(element("html", head, page, lang=language))


def redirect(site: Site, language: str, path: str, target: str, title: str) -> bytes:
    """Return the page at `path` that leads on to the page at `target`, called `title`."""
    tr = site.translators[language]
    there = relative(path, target)
    head = element(
        "head",
        HEAD,
        element("meta", http_equiv="refresh", content=f"0; url={there}"),
        element("title", title),
        element("link", rel="canonical", href=site.url + target if site.url else there),
        element("link", rel="stylesheet", href=relative(path, "site.css")),
    )
    words = element("p", tr.gettext("This record has another id now:"), " ", element("a", title, href=there))
    return _document(element("html", head, element("body", element("main", words)), lang=language))


def href(site: Site, path: str, target: str) -> str:
    """Return an address as a page writes it; a server shows the page of what is not found at any address, so that has whole paths."""
    if path == NOT_FOUND and site.url:
        return urlsplit(site.url).path + target
    return relative(path, target)


def data_date(site: Site, language: str) -> str:
    """Return the day of the data in words; "" where no history tells it."""
    if site.when.year <= 1970:
        return ""
    from govtui.i18n.dates import date_long
    from govtui.model.dates import PartialDate

    return date_long(PartialDate.parse(f"{site.when:%Y-%m-%d}"), site.translators[language])


def _document(root: Html) -> bytes:
    return f"<!doctype html>\n{root}\n".encode(errors="backslashreplace")


def _in_language(path: str, language: str, other: str) -> str:
    """Return the path of the same page in the folder of another language; its home for what stands in no such folder."""
    first, _, rest = path.partition("/")
    return f"{other}/{rest}" if first == language and rest else f"{other}/{HOME}"


def _addresses(site: Site, path: str, same: Mapping[str, str]) -> Iterator[Html]:
    """Yield the address of the page and of the same page in each language, where the address of the site is known."""
    if not site.url:
        return
    yield element("link", rel="canonical", href=site.url + path)
    for one in site.translators:
        yield element("link", rel="alternate", hreflang=one, href=site.url + same[one])


_UNLISTED = Html('<meta name="robots" content="noindex">')


def _data(text: str) -> Html:
    """Return JSON-LD as an element: no text in it ends the element, begins another, or has a character that is not seen."""
    return Html(f'<script type="application/ld+json">{_HIDDEN.sub(_escaped, text)}</script>')


_HIDDEN = re.compile(f"<|{UNSAFE.pattern}")


def _escaped(found: re.Match[str]) -> str:
    return "\\u003c" if found[0] == "<" else json.dumps(found[0])[1:-1]


# -- header, menu and footer -----------------------------------------------------------------------------------------


def _part(site: Site, language: str, path: str, make: Callable[[Site, str, str], Html]) -> Html:
    """Return a part that is the same in all pages of a folder."""
    key = (make.__name__, language, path.rpartition("/")[0], path if path == NOT_FOUND else "")
    found = site.frame_parts.get(key)
    if found is None:
        found = site.frame_parts[key] = make(site, language, path)
    return found


def _search(site: Site, language: str, path: str) -> Html:
    tr = site.translators[language]
    words = tr.gettext("Search the registry")
    form = element(
        "form",
        element("input", type="search", name="q", aria_label=words),
        element("button", tr.gettext("Search"), type="submit"),
        role="search",
        action=href(site, path, f"{language}/{SEARCH}"),
    )
    skip = element("a", tr.gettext("Skip to the content"), class_="skip", href="#main")
    name = element("a", site_name(site, language), class_="name", href=href(site, path, f"{language}/{HOME}"))
    return html([skip, name, form])


def _is_in_menu(language: str, path: str) -> bool:
    return any(path == f"{language}/{address}" for address, _, _ in MENU)


def _menu(site: Site, language: str, path: str) -> Html:
    tr = site.translators[language]
    items = []
    for address, context, message in MENU:
        words = tr.pgettext(context, message) if context else tr.gettext(message)
        words = f"{DIFFERS} {words}" if address == "discrepancies.html" else words
        target = f"{language}/{address}"
        current = "page" if path == target else None
        items.append(element("li", element("a", words, href=href(site, path, target), aria_current=current)))
    return element("nav", element("ul", items), aria_label=tr.gettext("Menu"))


def _about(site: Site, language: str, path: str) -> Html:
    tr = site.translators[language]
    links = [
        (tr.gettext("About this site"), f"{language}/{ABOUT}"),
        (tr.gettext("Data (JSON Lines)"), "records.jsonl"),
    ]
    items = [element("li", element("a", words, href=href(site, path, target))) for words, target in links]
    return element("ul", items, element("li", tr.gettext("Made with {program}").format(program="govtui")))


def _date(site: Site, language: str) -> Html | None:
    when = data_date(site, language)
    return element("p", site.translators[language].gettext("Data as of {date}").format(date=when)) if when else None


def shortened(text: str) -> str:
    """Return a text as search engines show it, on one line."""
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;:. ") + "…"
