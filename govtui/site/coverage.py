"""The page of translation coverage on the site: for each kind and field how many texts are in which state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.index.api import Coverage
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.page.coverage import SIGNS as STATES
from govtui.page.coverage import direction, share, summed
from govtui.page.render_context import RenderContext
from govtui.site.frame import framed
from govtui.site.site_file import Site, SiteFile
from govtui.site.site_state import digest
from govtui.text.markers import N_

COVERAGE = "coverage.html"
"""The page in the folder of a language."""

_WHAT = N_("How many texts of the records are in both languages, and whether their translations were verified.")


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page in the languages that are to be made."""
    shares = site.index.coverage(site.where)
    inputs = digest(repr(shares))
    for language in site.languages:
        path = f"{language}/{COVERAGE}"
        yield SiteFile(path, inputs, partial(_page, site, site.context(language), shares, path))


def _page(site: Site, context: RenderContext, shares: Sequence[Coverage], path: str) -> bytes:
    tr = context.tr
    title = tr.gettext("Translation coverage")
    body = [element("h1", title), element("p", tr.gettext(_WHAT))]
    directions = sorted({(one.source, one.target) for one in shares})
    if not directions:
        body.append(element("p", tr.gettext("There is no text that could be translated.")))
    for pair in directions:
        own = [one for one in shares if (one.source, one.target) == pair]
        body += _tables(own, summed(shares, *pair), context)
    return framed(site, tr.language, path, title, html(body))


def _tables(shares: Sequence[Coverage], whole: Coverage, context: RenderContext) -> Iterator[Html]:
    """Yield the sum of a direction, and a table of each kind with the states that occur."""
    tr = context.tr
    states = [state for state in STATES if getattr(whole, state)]
    yield element("h2", direction(whole.source, whole.target, context))
    rows = [_row(whole, tr.gettext("All texts"), states, context)]
    yield _table(tr.gettext("All texts"), tr.gettext("Texts"), rows, states, context)
    for kind in KINDS:
        rows = [_row(one, context.field(one.field), states, context) for one in shares if one.kind == kind]
        if rows:
            yield _table(context.label("kinds", kind), tr.gettext("Field"), rows, states, context)


def _table(caption: str, first: str, rows: Sequence[Html], states: Sequence[str], context: RenderContext) -> Html:
    tr = context.tr
    heads = [first, tr.pgettext("site", "Total"), *(_capital(state_words(state, tr)) for state in states)]
    head = element("tr", [element("th", words, scope="col") for words in heads])
    return element(
        "table", element("caption", caption), element("thead", head), element("tbody", rows), class_="numbers"
    )


def _row(one: Coverage, words: str, states: Sequence[str], context: RenderContext) -> Html:
    """Return a row: the field, how many texts there are, and of each state the number and its share."""
    cells = [element("td", number(one.total, context.tr))]
    for state in states:
        count = getattr(one, state)
        told = [number(count, context.tr), " ", element("small", f"({share(count, one.total)})")] if count else "0"
        cells.append(element("td", told))
    return element("tr", element("th", words, scope="row"), cells)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
