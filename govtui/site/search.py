"""The search page of each language, with the script and the files that it searches in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from importlib.resources import files as resources

from govtui.i18n.translator import Translator
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.site.facet_values import FACETS as LISTED
from govtui.site.facet_values import index_path
from govtui.site.frame import HOME, framed
from govtui.site.search_files import FACETS, scripts
from govtui.site.site_file import Site, SiteFile, relative
from govtui.store.files import etag

SCRIPT = "search.js"


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the script, and for each language what it searches in and its page.

    Contents are made as they are yielded, one file of words at a time: how they are cut depends on how long they are.
    """
    program = _compact(resources("govtui.site").joinpath("assets", SCRIPT).read_text("utf-8"))
    yield SiteFile(SCRIPT, etag(program), partial(bytes, program))
    for language in site.languages:
        version = sha256()
        for name, content in scripts(site, language):
            version.update(content)
            yield SiteFile(f"{language}/search/{name}.js", etag(content), partial(bytes, content))
        yield SiteFile(f"{language}/search.html", "", partial(_page, site, language, version.hexdigest()[:12]))


def _compact(script: str) -> bytes:
    """Return a script without comments that fill a line, and without indentation."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()


def _page(site: Site, language: str, version: str) -> bytes:
    """Return the page; `version`: of the files, so that a browser takes none that it kept from an earlier site."""
    tr = site.translators[language]
    path = f"{language}/search.html"
    body = html((
        element("h1", tr.gettext("Search")),
        element("noscript", _without_script(language, path, tr)),
        element("form", [_choice(site, dim, tr) for dim in FACETS], id="search", class_="facets", hidden=True, **_words(tr, version)),
        element("p", id="found", role="status", aria_live="polite", tabindex="-1"),
        element("ol", id="results", class_="results"),
        element("button", tr.pgettext("site", "Show more"), id="more", type="button", hidden=True),
    ))  # fmt: skip
    return framed(site, language, path, tr.gettext("Search"), body, scripts=(SCRIPT,))


def _without_script(language: str, path: str, tr: Translator) -> Html:
    lists = [(f"{kind.folder}/{HOME}", tr.pgettext("kinds", kind.plural)) for kind in KINDS.values()]
    lists += [(index_path(facet), tr.gettext(title)) for facet, title in LISTED.items()]
    links = [element("li", element("a", words, href=relative(path, f"{language}/{there}"))) for there, words in lists]
    told = tr.gettext("Search needs JavaScript, which is turned off in this browser. All records are in these lists:")
    return html((element("p", told), element("ul", links)))


def _choice(site: Site, dim: str, tr: Translator) -> Html:
    label = site.index.fields.vocabulary.field_label(dim, tr)
    every = element("option", tr.pgettext("site", "All"), value="")
    return element("label", element("span", label), " ", element("select", every, name=dim, autocomplete="off"))


def _words(tr: Translator, version: str) -> dict[str, str]:
    """Return the attributes that tell the script where its files are, and what it says."""
    return {
        "data_files": "search/",
        "data_version": version,
        "data_busy": tr.gettext("Searching…"),
        "data_idle": tr.gettext("Type words to search {n} records; accents may be left out."),
        "data_none": tr.gettext("No record has all of these words. Try fewer words, or another spelling."),
        "data_one": tr.ngettext("{n} record found", "{n} records found", 1),
        "data_many": tr.ngettext("{n} record found", "{n} records found", 2),
        "data_short": tr.gettext("Type at least two letters."),
        "data_limited": tr.gettext("The first two letters of a word are searched in names only; type a third to search texts as well."),
        "data_failed": tr.gettext("The search data could not be loaded. Check the connection, then reload the page."),
        "data_differs": tr.pgettext("site", "sources disagree"),
        "data_elsewhere": tr.gettext("only in what another source says"),
    }  # fmt: skip
