"""The frame of every page of the site: document head, header with the search form, menu, main, footer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.translator import LANGUAGES
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.page.elsewhere import DIFFERS
from govtui.site.site_file import Site, relative
from govtui.text.markers import N_

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'"
"""Content-Security-Policy: nothing comes from elsewhere, and no script or style stands in a page."""

HOME, SEARCH, ABOUT = "index.html", "search.html", "about.html"

MENU = (
    *((f"{kind.folder}/index.html", "kinds", kind.plural) for kind in KINDS.values()),
    ("timeline.html", "", N_("Timeline")),
    ("discrepancies.html", "", N_("Discrepancies")),
    ("coverage.html", "", N_("Translation coverage")),
)
"""The menu: address in the folder of a language, context and message."""

_DESCRIPTION = 200
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
) -> bytes:
    """Return a page of the site at `path` ("vi/events/x.html") with the content `body`.

    `title`: of the document, before the name of the site; "" for home. `other`: the path of the same page in the other
    language, where it is not that of this page in the folder of that language. `data`: JSON-LD. `scripts`: files of the site that the
    page loads, in that order. `dated`: the footer tells the date of the data (which is an input of the page, then).
    """
    others = {one: other or _in_language(site, path, language, one) for one in site.translators if one != language}
    tr = site.translators[language]
    name = site_name(site, language)
    whole = f"{title} – {name}" if title and title != name else name
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", whole),
        element("meta", name="description", content=shortened(description)) if description else None,
        list(_addresses(site, path, {language: path, **others})),
        element("link", rel="stylesheet", href=relative(path, "site.css")),
        [element("script", src=relative(path, script), defer=True) for script in scripts],
        _data(data) if data else None,
    )
    page = element(
        "body",
        element("a", tr.gettext("Skip to the content"), class_="skip", href="#main"),
        _header(site, language, path, name, others),
        _menu(site, language, path),
        element("main", body, id="main"),
        _footer(site, language, path, dated),
    )
    return _document(element("html", head, page, lang=language))


def redirect(site: Site, language: str, path: str, target: str, title: str) -> bytes:
    """Return the page at `path` that leads on to the page at `target`, called `title`."""
    tr = site.translators[language]
    href = relative(path, target)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", http_equiv="refresh", content=f"0; url={href}"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        element("link", rel="canonical", href=(site.url + target) if site.url else href),
        element("link", rel="stylesheet", href=relative(path, "site.css")),
    )
    words = element("p", tr.gettext("This record has another id now:"), " ", element("a", title, href=href))
    return _document(element("html", head, element("body", element("main", words)), lang=language))


def _document(root: Html) -> bytes:
    return f"<!doctype html>\n{root}\n".encode(errors="backslashreplace")


def _in_language(site: Site, path: str, language: str, other: str) -> str:
    """Return the path of the same page in the folder of another language; its home for what stands in no such folder."""
    first, _, rest = path.partition("/")
    return f"{other}/{rest}" if first == language and rest else f"{other}/{HOME}"


def _addresses(site: Site, path: str, same: dict[str, str]) -> Iterator[Html]:
    """Yield the address of the page and of the same page in each language, where the address of the site is known."""
    if not site.url:
        return
    yield element("link", rel="canonical", href=site.url + path)
    for one, where in sorted(same.items(), key=lambda item: list(site.translators).index(item[0])):
        yield element("link", rel="alternate", hreflang=one, href=site.url + where)


def _data(text: str) -> Html:
    """Return JSON-LD as an element: no text in it ends the element, or begins another."""
    escaped = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Html(f'<script type="application/ld+json">{escaped}</script>')


def _header(site: Site, language: str, path: str, name: str, others: dict[str, str]) -> Html:
    tr = site.translators[language]
    words = tr.gettext("Search the registry")
    return element(
        "header",
        element("a", name, class_="name", href=relative(path, f"{language}/{HOME}")),
        element(
            "form",
            element("input", type="search", name="q", aria_label=words, placeholder=words, autocomplete="off"),
            element("button", tr.gettext("Search"), type="submit"),
            role="search",
            action=relative(path, f"{language}/{SEARCH}"),
        ),
        [
            element("a", LANGUAGES.get(one, one), class_="language", href=relative(path, where), hreflang=one, lang=one)
            for one, where in others.items()
        ],
    )


def _menu(site: Site, language: str, path: str) -> Html:
    tr = site.translators[language]
    items = []
    for address, context, message in MENU:
        words = tr.pgettext(context, message) if context else tr.gettext(message)
        sign = (element("span", DIFFERS, aria_hidden="true"), " ") if message == "Discrepancies" else ()
        here = path == f"{language}/{address}"
        link = element(
            "a", sign, words, href=relative(path, f"{language}/{address}"), aria_current="page" if here else None
        )
        items.append(element("li", link))
    return element("nav", element("ul", items), aria_label=tr.gettext("Menu"))


def _footer(site: Site, language: str, path: str, dated: bool) -> Html:
    tr = site.translators[language]
    about = element("a", tr.gettext("About this site"), href=relative(path, f"{language}/{ABOUT}"))
    lines = element("a", tr.gettext("All records as data (JSON Lines)"), href=relative(path, "records.jsonl"))
    made = html(tr.gettext("Made with {program}").format(program="govtui"))
    told = [element("p", _joined([about, lines, made]))]
    if dated and (when := data_date(site, language)):
        told.append(element("p", tr.gettext("Data as of {date}").format(date=when)))
    return element("footer", told)


def data_date(site: Site, language: str) -> str:
    """Return the day of the data in words; "" where no history tells it."""
    if site.when.year <= 1970:
        return ""
    from govtui.i18n.dates import date_long
    from govtui.model.dates import PartialDate

    return date_long(PartialDate.parse(f"{site.when:%Y-%m-%d}"), site.translators[language])


def _joined(parts: Sequence[Html]) -> Html:
    return Html(" · ".join(parts))


def shortened(text: str) -> str:
    """Return a text as search engines show it, on one line."""
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;:. ") + "…"
