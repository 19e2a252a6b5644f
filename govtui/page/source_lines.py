"""The text of a source line by line: which lines are cited and by what, which are left out, and what of a line tells a fact."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from govtui.i18n.formats import number, quoted
from govtui.model.cited_lines import Use, cited_places
from govtui.model.dates import PartialDate
from govtui.model.evidence import Comparison, Fact, Known, Line, Texts
from govtui.model.own_fields import Schema
from govtui.model.parts import Unrecorded
from govtui.model.passages import lines_at
from govtui.model.record import Record, Source
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_name
from govtui.text.fold import fold
from govtui.text.numerals import numbers, written
from govtui.text.safe import safe_text
from govtui.text.told_dates import told_dates


class Mark(StrEnum):
    """How a line stands in the registry, as it is drawn beside it."""

    CITED = "▌"
    OPEN = "·"
    """No record cites it, and nobody left it out."""
    LEFT_OUT = "–"
    NOTHING = " "
    """It has no letter or digit, or who cites it is not known yet."""


@dataclass(frozen=True)
class SourceText:
    """The text of a source, with what the records of the registry cite of it."""

    id: str
    lines: Sequence[str]
    """Made safe to draw."""
    left_out: Mapping[int, Unrecorded] = field(default_factory=dict)
    """Line number to the entry of `unrecorded` that names it."""
    changed: bool = False
    """Whether it is another text than the one that its record has the checksum of."""
    uses: Mapping[int, Sequence[Use]] = field(default_factory=dict)
    """Line number to the fields that cite it."""
    whole: bool = False
    """Whether `uses` are those of all records."""

    def mark(self, line: int) -> Mark:
        """Return how a line (from 1) stands."""
        if line in self.uses:
            return Mark.CITED
        if line in self.left_out:
            return Mark.LEFT_OUT
        return Mark.OPEN if self.whole and self.has_words(line) else Mark.NOTHING

    def has_words(self, line: int) -> bool:
        """Return whether a line has a letter or a digit."""
        return any(map(str.isalnum, self.lines[line - 1]))

    @cached_property
    def open_lines(self) -> list[int]:
        """The lines that no record cites and nobody left out; none while not all records are known."""
        return [line for line in range(1, len(self.lines) + 1) if self.mark(line) is Mark.OPEN]


def source_text(source: str, record: Record | None, texts: Texts) -> SourceText | None:
    """Return the text of a source by its id, and its record where there is one; None where the text is not at hand."""
    raw = texts.lines(source)
    if raw is None:
        return None
    lines = [safe_text(line, multiline=False) for line in raw]
    if not isinstance(record, Source):
        return SourceText(source, lines)
    left_out = {line: entry for entry in record.unrecorded for line in lines_at(raw, entry.at) or ()}
    changed = bool(record.sha256) and texts.sha256(source) != (record.sha256 or "").casefold()
    return SourceText(source, lines, left_out, changed)


def by_line(uses: Iterable[Use]) -> dict[int, list[Use]]:
    """Return uses of one source by line."""
    out: defaultdict[int, list[Use]] = defaultdict(list)
    for use in uses:
        out[use.line.number].append(use)
    return dict(out)


def uses_in(source: str, record: Record, texts: Texts, schema: Schema) -> Iterator[Use]:
    """Yield each line of one source that a record cites, with the field that cites it, once."""
    text, seen = texts.lines(source) or (), set()
    for place in cited_places(record, schema):
        if place.source == source:
            for line in lines_at(text, place.at) or ():
                for path in place.fields or (place.path,):
                    if (line, path) not in seen:
                        seen.add((line, path))
                        yield Use(Line(source, line), record.id, path)


def head_words(text: SourceText, context: RenderContext) -> str:
    """Return the line over a text: "State Management Review · 76 lines · 3 not recorded"."""
    tr, lines, open_lines = context.tr, len(text.lines), len(text.open_lines)
    words = [short_name(text.id, context), tr.ngettext("{n} line", "{n} lines", lines).format(n=number(lines, tr))]
    if not text.whole:
        words.append(tr.gettext("reading who cites it…"))
    elif open_lines:
        # L10N: Behind the number of lines of a text: how many of them no record has.
        words.append(tr.ngettext("{n} not recorded", "{n} not recorded", open_lines).format(n=number(open_lines, tr)))
    else:
        words.append(tr.gettext("all recorded"))
    return " · ".join(words)


def line_words(text: SourceText, line: int, context: RenderContext) -> str:
    """Return the sentence over the facts of a line: how many there are, or why there is none."""
    tr = context.tr
    uses = text.uses.get(line, ())
    if uses:
        facts = tr.ngettext("{n} fact", "{n} facts", len(uses)).format(n=number(len(uses), tr))
        return tr.gettext("Line {line}: {facts}").format(line=line, facts=facts)
    if entry := text.left_out.get(line):
        why = context.label("unrecorded.why", entry.why)
        words = tr.gettext("Line {line} is left out on purpose: {why}").format(line=line, why=why)
        return " · ".join(filter(None, (words, context.text_of(entry.note))))
    if not text.whole:
        return tr.gettext("Reading who cites the text…")
    if text.lines and text.has_words(line):
        return tr.gettext("No record cites line {line}.").format(line=line)
    return tr.gettext("Line {line} is blank.").format(line=line)


def use_words(use: Use, record: Record | None, context: RenderContext) -> tuple[str, str]:
    """Return the record that cites a line, by its name, and the field; with the `record`, items by what they hold."""
    card = context.index.card(use.record)
    name = context.name(use.record).text
    return name, path_words(card.kind if card else "", use.path, context, PathStyle.QUALIFIED, record)


def place_of_folder(folder: Path, root: Path) -> str:
    """Return a folder of texts as registry.toml names it where it is in or beside the registry, else its whole path."""
    real, registry = folder.resolve(), root.resolve()
    beside = real.is_relative_to(registry.parent)
    return Path(os.path.relpath(real, registry)).as_posix() if beside else str(folder)


def missing_words(source: str, folder: str, fault: str, context: RenderContext) -> str:
    """Return why the text of a source is not shown, and how texts are found.

    `folder` is empty where none is known; `fault` a code of store.files or store.texts.
    """
    tr = context.tr
    if not folder:
        return tr.gettext(
            "No folder of source texts is known. Name one: govtui browse --texts FOLDER; in [texts] of config.toml;"
            " or by “texts” in registry.toml."
        )
    named = getattr(context.record(source), "file", None) or f"{source}.txt"
    if fault in ("", "gone"):
        words = tr.gettext("The text of {source} is not at hand: {folder} has no file {file}.")
    else:
        words = tr.gettext(
            "The text of {source} cannot be read: {file} in {folder} is too large, no text, or protected."
        )
    return words.format(source=short_name(source, context), file=quoted(str(named)), folder=folder)


# what of a line tells a fact

_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")
_DATE_STARTS = frozenset({"ngày", "mùng", "mồng", "tháng"})
_DATE_WORDS = 6
"""How many words a date takes at most: "ngày 5 tháng 8 năm 2022"."""


def telling_spans(fact: Fact, line: str, known: Known) -> list[tuple[int, int]]:
    """Return start and end of the words of a line that tell a fact, in order; none where they are told in another way."""
    match fact.comparison:
        case Comparison.QUOTATION:
            found = [span for piece in _CUT.split(str(fact.value)) for span in _phrases(piece, line, broken=True)]
        case Comparison.NAME:
            names = sorted(known.names(str(fact.value)), key=len, reverse=True)
            found = next((spans for name in names if (spans := list(_phrases(name, line)))), [])
        case Comparison.NUMBER:
            found = [
                span for raw, all_readings in written(line) if fact.value in all_readings for span in _raw(raw, line)
            ]
        case Comparison.OWN_WORDS:
            told = numbers(str(fact.value))
            found = [span for raw, readings in written(line) if readings & told for span in _raw(raw, line)]
        case Comparison.DATE if isinstance(fact.value, PartialDate):
            found = list(_dates(fact.value, line))
        case _:
            found = []
    return _joined(found)


def _raw(raw: str, line: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(rf"(?<!\d){re.escape(raw)}(?!\d)", line):
        yield found.span()


def _phrases(phrase: str, line: str, *, broken: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where some words stand in a line, accents and case aside; `broken`: one that goes on in the next line, too."""
    wanted = [fold(word) for word in _WORD.findall(phrase)]
    words = list(_WORD.finditer(line))
    keys = [fold(word[0]) for word in words]
    size, found = len(wanted), False
    if not size:
        return
    for at in range(len(keys) - size + 1):
        if keys[at : at + size] == wanted:
            found = True
            yield words[at].start(), words[at + size - 1].end()
    if found or not broken:
        return
    for shared in range(min(size, len(keys)), 1, -1):
        if keys[-shared:] == wanted[:shared]:
            yield words[-shared].start(), words[-1].end()
            return
        if keys[:shared] == wanted[-shared:]:
            yield words[0].start(), words[shared - 1].end()
            return


def _dates(date: PartialDate, line: str) -> Iterator[tuple[int, int]]:
    """Yield the shortest runs of words that tell the day or month of a date, or its year."""
    points = [point for point in (date.start, date.end) if point is not None]
    days = {(point.month, point.day) for point in points if point.month}
    years = {point.year for point in points if point.year is not None}
    words = list(re.finditer(r"\S+", line))
    for at, first in enumerate(words):
        if not _may_begin_a_date(first[0]):
            continue
        for last in words[at : at + _DATE_WORDS]:
            told = told_dates(line[first.start() : last.end()])
            if told.days & days or (last is first and told.years & years):
                yield first.start(), last.end()
                break


def _may_begin_a_date(word: str) -> bool:
    """Return whether a word can be the first of a date: to try every run of words of a long line takes too long."""
    if any(map(str.isdigit, word)) or word.casefold().strip("([") in _DATE_STARTS:
        return True
    return word[:1].isupper() and word.isascii() and bool(told_dates(word).days)  # August


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
