"""Why a list is empty, in sentences, and the ways on: rows that Enter or a click takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.formats import joined, number, quoted
from govtui.index.api import ALL, Index
from govtui.index.query_api import Blame, Part
from govtui.index.query_format import leave_out, without
from govtui.page import query_line
from govtui.text.safe import safe_text
from govtui.text.width import clip, width
from govtui.tui.base.key_names import shown
from govtui.tui.browse.browser import Browser, Way

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator


class EmptyLine(NamedTuple):
    """A line of an empty list; with a way the cursor can stand on it."""

    words: str
    way: Way | None = None


HEAD = 5
"""Cells of the list's head before what is said of the query line."""

CLAUSE, KEPT = 30, 46
"""Cells of a part, and of the rest, of the query line that is named in a row."""


def empty_lines(screen: Browser, cells: int) -> list[EmptyLine]:
    """Return what an empty list says in so many cells, and its ways on."""
    room = max(10, cells - 4)
    said = (_wrapped(safe_text(words, multiline=False), room) for words in why_empty(screen, cells))
    ways = [EmptyLine(clip(safe_text(one.words, multiline=False), room), one.way) for one in ways_on(screen)]
    text = [EmptyLine(line) for lines in said for line in lines]
    return [EmptyLine(""), *text, *([EmptyLine("")] if ways else ()), *ways]


def _wrapped(words: str, room: int) -> list[str]:
    """Break a sentence into lines; a part of the query line, its number and the sign behind stay together."""
    tied = words.replace(" · ", "\N{NO-BREAK SPACE}· ").replace(" (", "\N{NO-BREAK SPACE}(")
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(tied, room)]


def why_empty(screen: Browser, cells: int = 0) -> list[str]:
    """Return why there are no rows, in sentences; a mistake only if the head of the list cuts it off."""
    app, asked = screen.app, screen.listing
    tr, index = app.translator, app.index
    if index is None or not index.listed:
        return [tr.gettext("Reading the files…")]
    if not index.whole and asked.text:
        return [tr.gettext("No name matches; the texts are still being read…")]
    if not asked.text.strip() and not index.counts()[ALL]:
        words = tr.gettext("There are no records yet.")
        if not app.library.read_only:
            key = shown(app.keymap.keys("command.new", "a"), tr)
            words += " " + tr.gettext("Press {key} to add the first record.").format(key=key)
        return [words]
    if asked.only_marked:
        return [tr.gettext("No marked records.")]
    if not asked.text.strip():
        return [tr.gettext("There are no records of this kind.")]
    return [*([asked.mistake] if width(asked.mistake) > cells - HEAD else ()), _to_blame(screen, index)]


def _to_blame(screen: Browser, index: Index) -> str:
    """Return which parts no record has together, each with the number of records that have it."""
    tr, parts = screen.app.translator, screen.listing.blame.parts
    if len(parts) < 2:
        return tr.gettext("Nothing found.")
    named = (
        told(screen, index, part.start, part.end) + (f" ({number(part.alone, tr)})" if part.alone is not None else "")
        for part in parts
    )
    return tr.gettext("No record has all of these: {parts}.").format(parts=" · ".join(named))


def ways_on(screen: Browser) -> Iterator[EmptyLine]:
    """Yield the ways on: the line without a part, with another word, in all kinds; no line at all."""
    app, asked = screen.app, screen.listing
    tr, index = app.translator, app.index
    if index is None or not index.listed:
        return
    if asked.only_marked:
        yield EmptyLine(tr.gettext("Also show records that are not marked"), Way("marked"))
    line = asked.text
    if line.strip():
        query = index.query(line)
        for part in _helping(asked.blame):
            words = tr.gettext("Leave out {part}").format(part=_named(screen, index, part))
            yield EmptyLine(
                f"{words}{_found(part.without, tr)}",
                Way("line", leave_out(line, query, part.start, part.end, index.fields)),
            )
        for kept in asked.blame.kept:
            parts = asked.blame.parts
            left = [part for n, part in enumerate(parts) if n not in kept.parts]
            gone = [clause for one in left for clause in query.between(one.start, one.end)]
            if len(left) < len(kept.parts):
                named = joined([_named(screen, index, part) for part in left], tr)
                words = tr.gettext("Leave out {part}").format(part=named)
            else:
                sought = " ".join(told(screen, index, parts[n].start, parts[n].end) for n in kept.parts)
                words = tr.gettext("Search only for {parts}").format(parts=quoted(_clipped(sought, KEPT)))
            yield EmptyLine(f"{words}{_found(kept.found, tr)}", Way("line", without(line, query, gone, index.fields)))
        for near in asked.blame.near:
            typed = _clipped(line[near.start : near.end])
            words = tr.gettext("{instead} instead of {typed}").format(instead=quoted(near.instead), typed=quoted(typed))
            other = line[: near.start] + near.instead + line[near.end :]
            yield EmptyLine(f"{words}{_found(near.found, tr)}", Way("line", other))
    if asked.kind != ALL and (everywhere := index.counts(line)[ALL]):
        words = tr.gettext("All kinds of records")
        yield EmptyLine(f"{words}{_found(everywhere, tr)}", Way("kind"))
    if line.strip():
        yield EmptyLine(tr.gettext("Clear the search line"), Way("line"))


def _helping(blame: Blame) -> Sequence[Part]:
    """Return the parts without which something is found."""
    return [part for part in blame.parts if part.without != 0] if len(blame.parts) > 1 else ()


def told(screen: Browser, index: Index, start: int, end: int) -> str:
    """Return what stands between two places of the query line in the interface's words."""
    app, line = screen.app, screen.listing.text
    return query_line.told(line, index.query(line), start, end, index, app.translator)


def _named(screen: Browser, index: Index, part: Part) -> str:
    """Return a part of the line between quotation marks; a phrase has none of its own then."""
    words = told(screen, index, part.start, part.end)
    is_phrase = len(words) > 2 and words[0] == words[-1] == '"'
    return quoted(_clipped(words[1:-1] if is_phrase else words))


def _clipped(text: str, cells: int = CLAUSE) -> str:
    return clip(safe_text(text, multiline=False), cells)


def _found(count: int | None, tr: Translator) -> str:
    if count is None:
        return ""
    return " · " + tr.ngettext("{n} found", "{n} found", count).format(n=number(count, tr))
