"""The page that says what the site is and how to read it; and the page that a server shows for an address without one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from govtui import __version__
from govtui.i18n.formats import in_quotes, number
from govtui.index.api import ALL
from govtui.interchange.html_elements import Html, element, html
from govtui.page.elsewhere import ADDS, DIFFERS
from govtui.page.page import COMPUTED
from govtui.site.changed_records import changed_last
from govtui.site.feed import FEED
from govtui.site.frame import ABOUT, HOME, NOT_FOUND, SEARCH, data_date, framed, href, site_name
from govtui.site.site_file import Site, SiteFile, relative
from govtui.text.markers import N_

_SIGNS = (
    (
        "[1]",
        N_("The source of what precedes it; the number leads to the list of sources at the foot of the page."),
    ),
    (
        DIFFERS,
        N_(
            "Sources disagree, or a sum and its parts do. Nothing is decided here: each value is shown with its source."
        ),
    ),
    (ADDS, N_("What another source adds.")),
    (f"12{COMPUTED}", N_("A number that is computed here; no source states it.")),
)
"""The signs of pages and what they mean."""

_FILES = (
    ("records.jsonl", N_("all records, one a line, as “govtui import” reads them")),
    ("{language}/events.ics", N_("the events as a calendar")),
    ("{language}/feed.xml", N_("what changed last, for feed readers")),
    ("{language}/coverage.html", N_("how much of the texts is translated")),
)
"""What programs can fetch, and what is told of the records as a whole."""


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page in the languages that are to be made, and the one for what is not found."""
    for language in site.languages:
        yield SiteFile(f"{language}/{ABOUT}", "", partial(_about, site, language))
    if site.is_first:
        yield SiteFile(NOT_FOUND, "", partial(_not_found, site))


def _about(site: Site, language: str) -> bytes:
    tr = site.translators[language]
    path, title = f"{language}/{ABOUT}", tr.gettext("About this site")
    total = len(site.published) if site.published is not None else site.index.counts()[ALL]
    what = tr.gettext(
        "The pages of this site are made from the records of “{name}”. Each record states what its sources say, "
        "in their own words where these matter, and where in the source each statement is found."
    ).format(name=in_quotes(site_name(site, language)))
    count = tr.ngettext("{n} record", "{n} records", total).format(n=number(total, tr))
    if when := data_date(site, language):
        count = tr.gettext("{records}, as of {date}").format(records=count, date=when)
    addresses = tr.gettext(
        "The address of a page does not change: it ends in the id of its record. If a record gets another id, its former address "
        "leads to the new one."
    )
    search = tr.gettext(
        "Search finds words with or without accents, also as they are typed in Telex or VNI. It needs JavaScript; the lists by kind, type, "
        "country and year do not. Nothing on this site comes from elsewhere, and nothing is stored on your device."
    )
    missing = tr.gettext("A text that a record has only in another language is shown in that language, and marked.")
    data = [
        element("li", element("a", name.rpartition("/")[2], href=relative(path, name)), ": ", tr.gettext(words))
        for name, words in ((name.format(language=language), words) for name, words in _FILES)
        if not name.endswith(FEED) or changed_last(site, 1)
    ]
    signs = [(element("dt", sign), element("dd", tr.gettext(words))) for sign, words in _SIGNS]
    made = tr.gettext("Made with {program}").format(program=f"govtui {__version__}")
    body = [
        element("h1", title),
        element("p", what, class_="lead"),
        element("p", count, class_="kicker"),
        element(
            "section",
            element("h2", tr.gettext("How to read a page")),
            element("dl", signs),
            element("p", missing),
            id="signs",
        ),
        element(
            "section",
            element("h2", tr.gettext("Finding and linking")),
            element("p", search),
            element("p", addresses),
            id="finding",
        ),
        element("section", element("h2", tr.gettext("Data")), element("ul", data), element("p", made), id="data"),
    ]
    return framed(site, language, path, title, html(body), description=what)


def _not_found(site: Site) -> bytes:
    """Return the page in all languages: nobody knows which one is read."""
    first = next(iter(site.translators))
    parts: list[Html] = []
    for language, tr in site.translators.items():
        level = "h1" if language == first else "h2"
        ways = [
            (tr.gettext("Search the registry"), SEARCH),
            (site_name(site, language), HOME),
        ]
        parts.append(
            element(
                "section",
                element(level, tr.gettext("There is no page at this address")),
                element(
                    "ul",
                    [
                        element("li", element("a", words, href=href(site, NOT_FOUND, f"{language}/{there}")))
                        for words, there in ways
                    ],
                ),
                lang=language if language != first else None,
            )
        )
    title = " / ".join(tr.gettext("There is no page at this address") for tr in site.translators.values())
    return framed(site, first, NOT_FOUND, title, html(parts), indexed=False)
