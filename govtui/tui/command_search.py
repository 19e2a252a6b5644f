"""Search commands and keys by title, synonym, key and help, in every language of the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from govtui.i18n.translator import Translator
from govtui.text.fold import fold, words
from govtui.text.markers import NP_
from govtui.tui.base.key_names import names
from govtui.tui.key_help import Line

SYNONYMS: Mapping[str, str] = {
    # L10N: words between commas by which people look for a command; not translated but chosen anew in each language
    "search": NP_("synonyms", "find, look for, query, filter, grep"),
    "language": NP_("synonyms", "english, vietnamese, interface language"),
    "reading": NP_("synonyms", "english, vietnamese, bilingual, both languages"),
    "sort": NP_("synonyms", "order by date, order by name, arrange"),
    "reverse": NP_("synonyms", "descending, backwards, turn round"),
    "jump": NP_("synonyms", "first letter, find a name"),
    "mark": NP_("synonyms", "select, choose, tick, several"),
    "mark-range": NP_("synonyms", "select several, range"),
    "invert-marks": NP_("synonyms", "select all, select none"),
    "only-marked": NP_("synonyms", "selected, selection"),
    "clear-marks": NP_("synonyms", "deselect, unselect, remove marks"),
    "views": NP_("synonyms", "bookmark, favourites, favorites, store a search"),
    "facets": NP_("synonyms", "filter, narrow, by year, by country, by type"),
    "pane": NP_("synonyms", "focus, switch window"),
    "zoom": NP_("synonyms", "full screen, maximize, wide"),
    "dense": NP_("synonyms", "compact, row height"),
    "back": NP_("synonyms", "return, previous page"),
    "forward": NP_("synonyms", "next page"),
    "last-view": NP_("synonyms", "toggle, last list"),
    "all": NP_("synonyms", "everything, all kinds, reset"),
    "home": NP_("synonyms", "overview, start, summary, front page, news"),
    "timeline": NP_("synonyms", "calendar, agenda, dates, when"),
    "problems": NP_("synonyms", "errors, warnings, faults, check, validate"),
    "next-disputed": NP_("synonyms", "contradiction, discrepancy, next difference"),
    "matrix": NP_("synonyms", "sources, contradictions, compare, who says what"),
    "coverage": NP_("synonyms", "translations, missing texts, progress"),
    "parallel": NP_("synonyms", "bilingual, both languages, compare languages"),
    "links": NP_("synonyms", "relations, related, references, network"),
    "source-text": NP_("synonyms", "original, evidence, quotes, document"),
    "earlier": NP_("synonyms", "meeting before, last time"),
    "later": NP_("synonyms", "meeting after, next time"),
    "orphans": NP_("synonyms", "unlinked, alone"),
    "dangling": NP_("synonyms", "broken links, dead links"),
    "figures": NP_("synonyms", "statistics, numbers, charts, count"),
    "copy": NP_("synonyms", "export, save as, download, quote, cite, bibtex, markdown, clipboard"),
    "fields": NP_("synonyms", "edit date, change name, correct, set status, modify"),
    "edit": NP_("synonyms", "toml, raw file, edit text, modify"),
    "edit-outside": NP_("synonyms", "vim, emacs, nano, external editor"),
    "drafts": NP_("synonyms", "unsaved, recover, recovery, lost text"),
    "translate": NP_("synonyms", "translation, english text, vietnamese text"),
    "new": NP_("synonyms", "add, create, insert"),
    "rename": NP_("synonyms", "change id, new id, identifier"),
    "merge": NP_("synonyms", "duplicate, twice, join, combine, same thing"),
    "remove": NP_("synonyms", "erase, discard, drop"),
    "undo": NP_("synonyms", "take back, revert, mistake"),
    "redo": NP_("synonyms", "do again, repeat"),
    "history": NP_("synonyms", "versions, git log, blame, who changed, restore"),
    "unmerged": NP_("synonyms", "conflict, resolve, merge conflict, rebase, continue, git"),
    "commit": NP_("synonyms", "git, share, publish, save changes"),
    "share": NP_("synonyms", "git, commit, sync, push, pull, fetch, send, receive, upload, download, proposal"),
    "themes": NP_("synonyms", "colours, colors, dark, light, contrast, appearance"),
    "reload": NP_("synonyms", "refresh, update, read again"),
    "up": NP_("synonyms", "clear filter, cancel"),
    "palette": NP_("synonyms", "menu, shortcuts"),
    "help": NP_("synonyms", "shortcuts, manual, how to"),
    "quit": NP_("synonyms", "exit, leave, close, end"),
}
"""Command id to words by which people look for it."""


def found(query: str, lines: Sequence[Line], tr: Translator, speakers: Sequence[Translator]) -> list[Line]:
    """Return the lines in which every word of a query begins a word, accents aside, in any of the languages.

    Best first: what is called so, has such a synonym, is that key, or says so in its help; within that in their order.
    """
    asked = words(fold(query))
    key = fold(query.strip())
    ranked = []
    for place, line in enumerate(lines):
        rank = _rank(asked, key, line, tr, speakers)
        if rank is not None:
            ranked.append((rank, place, line))
    return [line for *_, line in sorted(ranked, key=lambda one: one[:2])]


def _rank(asked: list[str], key: str, line: Line, tr: Translator, speakers: Sequence[Translator]) -> int | None:
    """Return how well a line answers, from 0; None where it does not."""
    titles, synonyms, helps = [_spelt(line.title)], [], [_spelt(line.help)]
    if command := line.command:
        for speaker in speakers:
            titles.append(_spelt(speaker.gettext(command.title)))
            helps.append(_spelt(speaker.gettext(command.help)))
            if command.id in SYNONYMS:
                synonyms.append(_spelt(speaker.pgettext("synonyms", SYNONYMS[command.id])))
    if asked:
        phrase = " " + " ".join(asked)
        if any(title.startswith(phrase) for title in titles):
            return 0
        if any(all(f" {word}" in title for word in asked) for title in titles):
            return 1
        if any(phrase in text for text in synonyms):
            return 2
        if any(all(f" {word}" in text for word in asked) for text in synonyms):
            return 3
    if key in (fold(name) for name in names(line.keys, tr)):
        return 4
    whole = "".join((*titles, *synonyms, *helps))
    return 5 if asked and all(f" {word}" in whole for word in asked) else None


@lru_cache(maxsize=2048)
def _spelt(text: str) -> str:
    """Return the folded words of a text, each behind a blank. Cached: each letter typed asks for all."""
    return "".join(f" {word}" for word in words(fold(text)))
