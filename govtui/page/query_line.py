"""A query line in the interface's words: as chips to be read, and as a line to be edited.

In either form it means what the line means: what could not be written so stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.index.query import Query, Term, TermKind, Unit, units
from govtui.index.query_format import canonical
from govtui.page.facet_words import facet_name, value_words
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.i18n.labels import OwnVocabulary

OR = NP_("query operator", "OR")
NOT = NP_("query operator", "NOT")
# L10N: both as the query parser reads them, in capitals.

_NEITHER = re.compile(r"-|[A-ZÔƯ]+\s+")
"""The sign or word before what is excluded."""

SHOWN = 4
"""How many values of a field are named in a chip."""


class Chip(NamedTuple):
    """A part of a query line in words, which can be left out by itself."""

    head: str
    """What stands before the value: the name of a field with its colon, or that the words are excluded; may be empty."""
    words: str
    start: int
    """The part of the line that it stands for (0-based, in characters)."""
    end: int

    @property
    def text(self) -> str:
        """All of its words."""
        return f"{self.head} {self.words}".strip()


def chips(line: str, query: Query, index: Index, tr: Translator, own: OwnVocabulary | None = None) -> list[Chip]:
    """Return a line that is understood as `query` as chips, words beside one another as one; `own`: the registry's vocabulary."""
    out: list[Chip] = []
    runs: list[list[Unit]] = []
    for unit in units(query):
        if runs and _is_word(unit) and _is_word(runs[-1][-1]):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    for run in runs:
        terms = [term for unit in run for term in unit.terms]
        heads = [_head_and_words(line, term, index, tr, own) for term in terms if len(terms) == 1]
        head, words = heads[0] if heads else ("", " ".join(_joined(line, terms, index, tr, own)))
        out.append(Chip(head, words, run[0].start, run[-1].end))
    return out


def spoken(line: str, index: Index, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """Return a line in the words of its chips, for where it is only read."""
    return "  ".join(chip.text for chip in chips(line, index.query(line), index, tr, own))


def _is_word(unit: Unit) -> bool:
    return len(unit.terms) == 1 and unit.terms[0].kind is TermKind.WORD and not unit.terms[0].excluded


def _joined(line: str, terms: Sequence[Term], index: Index, tr: Translator, own: OwnVocabulary | None) -> Iterator[str]:
    for term in terms:
        if term.kind is TermKind.OR:
            yield tr.pgettext("query", "or")
        else:
            yield " ".join(filter(None, _head_and_words(line, term, index, tr, own)))


def _head_and_words(line: str, term: Term, index: Index, tr: Translator, own: OwnVocabulary | None) -> tuple[str, str]:
    """Return the head and the words of one term."""
    written = line[term.start : term.end]
    if term.kind is TermKind.FIELD and term.values:
        name = facet_name(term.field, index.fields, tr)
        head = tr.pgettext("query", "{field} not:") if term.excluded else tr.pgettext("query", "{field}:")
        if (begun := line[term.value_start : term.end].strip().strip('"')).endswith("*"):
            return head.format(field=name), f"{begun[:-1]}…"
        return head.format(field=name), _values(term, index, tr, own)
    if term.excluded:
        return tr.pgettext("query", "not:"), _NEITHER.sub("", written, count=1)
    return "", written


def _values(term: Term, index: Index, tr: Translator, own: OwnVocabulary | None) -> str:
    if years := _span(term):
        return "–".join(years)
    named = [value_words(term.field, value, index, tr, own) for value in term.values[:SHOWN]]
    if len(term.values) > SHOWN:
        named.append("…")
    either = tr.pgettext("query", "or")
    return f" {either} ".join(named)


def _span(term: Term) -> tuple[str, str] | None:
    """Return the first and last of consecutive years."""
    values = term.values
    if len(values) < 3 or not all(len(value) == 4 and value.isdecimal() for value in values):
        return None
    is_span = int(values[-1]) - int(values[0]) == len(values) - 1
    return (values[0], values[-1]) if is_span else None


# -- a line to be edited -----------------------------------------------------------------------------------------------


def localized(line: str, query: Query, index: Index, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """Return a line that is understood as `query` in the interface's words; what would mean something else stays as it is."""
    for quotes in (False, True):
        written = _rewritten(line, query, index, tr, own, quotes=quotes)
        if meaning(index.query(written)) == meaning(query):
            return written
    return line


def _rewritten(
    line: str, query: Query, index: Index, tr: Translator, own: OwnVocabulary | None, *, quotes: bool
) -> str:
    out, at = "", 0
    for term in query.terms:
        part = line[term.start : term.end]
        sign = match[0] if term.excluded and (match := _NEITHER.match(part)) else ""
        if term.kind is TermKind.OR:
            part = tr.pgettext("query operator", OR)
        elif term.kind is TermKind.FIELD and term.values:
            part = _field(sign, part, term, line, index, tr, own, quotes=quotes)
        elif len(sign) > 1:
            part = f"{tr.pgettext('query operator', NOT)} {part[len(sign) :]}"
        out += line[at : term.start] + part
        at = term.end
    return out + line[at:]


def _field(
    sign: str,
    part: str,
    term: Term,
    line: str,
    index: Index,
    tr: Translator,
    own: OwnVocabulary | None,
    *,
    quotes: bool,
) -> str:
    """Return a field in words; as it was typed where these would mean something else."""
    name = facet_name(term.field, index.fields, tr)
    negated = f"{tr.pgettext('query operator', NOT)} " if len(sign) > 1 else sign
    typed = line[term.value_start : term.end].strip()
    if typed.strip('"').endswith("*"):
        tried = [typed]
    elif years := _span(term):
        tried = ["..".join(years)]
    else:
        words = [value_words(term.field, value, index, tr, own) for value in term.values]
        whole = ", ".join(_quoted(one) for one in words)
        tried = [whole] if quotes else [", ".join(words), whole]
    wanted = meaning(index.query(part))
    for values in tried:
        written = f"{negated}{name}: {values}"
        if meaning(index.query(written)) == wanted:
            return written
    return part


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s,":]', value) else value


def kept(line: str, index: Index) -> str:
    """Return a line as sessions and saved views keep it: by keys, which mean the same in every language.

    A line with mistakes stays as it was typed, so that they can be seen and put right.
    """
    query = index.query(line)
    if query.mistakes:
        return line
    written = canonical(line, query, index.fields)
    return written if meaning(index.query(written)) == meaning(query) else line


def meaning(query: Query) -> object:
    """Return what two query lines that mean the same have in common."""
    return (
        query.words,
        query.phrases,
        {field: frozenset(values) for field, values in query.filters.items()},
        tuple(tuple(map(meaning, group)) for group in query.groups),
        tuple(map(meaning, query.excluded)),
    )
