"""A page as HTML: an article of sections, lists, terms and tables. Text of records is never read as markup.

Twin of markdown.py. No meaning rests on a sign or colour alone, links lead only to places that exist, and what a terminal folds
is folded here, too. What frames it (a head, a menu) is made by others: the website, `govtui export html`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from govtui.i18n.formats import number
from govtui.interchange.html_blocks import Flow, fields_of, places_led_to
from govtui.interchange.html_elements import Html, element, html
from govtui.interchange.html_spans import Address, Anchors, Inline, anchor, language_of
from govtui.interchange.markdown import LEFT_OUT
from govtui.model.problem import Problem, Severity
from govtui.page.page import DISCREPANCY_LINK, Page, Role, Section, Spans
from govtui.page.problem_places import problem_in_short
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext

NOT_SHOWN = LEFT_OUT | {"raw"}
"""Sections about the file rather than its subject; the text of a file that cannot be read may hold anything."""

SHOWN = 3
"""Discrepancies that stand open at the top of a page; more are folded."""


def page_html(
    page: Page, address: Address, context: RenderContext, *, within: str = "", level: int = 1, opened: bool = False
) -> Html:
    """Return a page as `<article>`.

    `address`: the address of the page of a record with a key, seen from this one ("../events/a.html", or "#a" for one in the
    same document); "" for one that is not there. `within`: the id of the article where a document has several; all ids in it
    begin with it. `level`: that of its heading. `opened`: whether folded sections are shown whole at first.
    """
    return _Article(page, address, context, within, level, opened).html()


class _Article:
    """A page as HTML."""

    def __init__(
        self, page: Page, address: Address, context: RenderContext, within: str, level: int, opened: bool
    ) -> None:
        self._page, self._context, self._within, self._level, self._opened = page, context, within, level, opened
        self._sections = [section for section in page.sections if section.name not in NOT_SHOWN]
        self._anchors = Anchors((one for section in self._sections for one in fields_of(section.blocks)), within)
        self._inline = Inline(address, context, self._anchors)

    def html(self) -> Html:
        for section in self._sections:
            for path in places_led_to(section.blocks):
                self._anchors.lead_to(path)
        top = [*self._title(), *self._under_title(), *self._discrepancies()]  # before the fields to which these lead
        sections = [self._section(one) for one in self._sections]
        return element("article", top, sections, id=self._within or None)

    def _title(self) -> Iterator[Html]:
        """Yield the name as a heading, and below it the names in other languages."""
        first, *others = _lines(self._page.title)
        yield element(f"h{self._level}", self._inline.html(first))
        shown = "".join(span.text for line in (first, *others) for span in line)
        for line in others:
            yield element("p", self._inline.html(line), class_="other")
        card = self._context.index.card(self._page.key) if self._page.key else None
        for code, name in (card.name if card else {}).items():
            if name and code not in self._context.languages and name not in shown:
                yield element("p", name, class_="other", lang=language_of(code, self._context))

    def _under_title(self) -> Iterator[Html]:
        for paragraph in self._page.under_title:
            spans = [span for span in paragraph.spans if span.link != DISCREPANCY_LINK]
            while spans and not any(map(str.isalnum, spans[-1].text)):
                spans.pop()  # the dot before where sources differ
            if spans:
                yield element("p", self._inline.html(spans, plain=(Role.MUTED,)), class_="kicker")

    def _discrepancies(self) -> Iterator[Html]:
        """Yield where sources differ, each with a link to its place."""
        problems = self._context.index.problems(self._page.key) if self._page.key else ()
        found = [one for one in problems if one.severity == Severity.DISCREPANCY and not one.muted]
        if not found:
            return
        tr, n = self._context.tr, len(found)
        # L10N: Over the list of these places, at the top of the page of a record on the web.
        words = tr.ngettext("{n} discrepancy", "{n} discrepancies", n)
        head = html(["≠ ", words.format(n=number(n, tr))])
        items = element("ul", [element("li", self._discrepancy(one)) for one in found])
        if n > SHOWN:
            yield element("details", element("summary", head), items, class_="differs")
        else:
            yield element("div", element("p", head), items, class_="differs")

    def _discrepancy(self, problem: Problem) -> Html:
        words = problem_sentence(problem, self._context)
        place, sides = problem_in_short(problem, self._context)
        if sides and problem.code != "sources_disagree":  # numbers that do not add up: the sentence does not say which
            words = f"{place}: {words}"
        href = self._anchors.lead_to(problem.field)
        return element("a", words, href=href) if href else html(words)

    def _section(self, section: Section) -> Html:
        name = self._anchors.named(anchor(section.name))
        count = element("small", number(section.count, self._context.tr)) if section.count else None
        below = self._level + 1
        heading = (
            element(f"h{min(below, 6)}", section.heading, (" ", count) if count else None) if section.heading else None
        )
        flow = Flow(self._inline, self._anchors, self._context, below + bool(section.heading), section.heading)
        blocks = flow.html(section.blocks)
        if section.folded and heading:
            return element("details", element("summary", heading), blocks, id=name, open=self._opened)
        return element("section", heading, blocks, id=name)


def _lines(spans: Spans) -> list[Spans]:
    """Return spans cut where a span is a line break."""
    return [list(run) for is_break, run in groupby(spans, lambda span: span.text == "\n") if not is_break] or [[]]
