"""A query line in the interface's words: as chips to be read, and as a line to be edited.

In either form it means what the line means: what could not be written so stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.index.query import STAR, Clause, ClauseKind, Query, Unit, units
from govtui.index.query_fields import year_span
from govtui.index.query_format import canonical, quoted
from govtui.page.facet_words import facet_name, value_words
from govtui.text.markers import NP_

OR = NP_("query operator", "OR")
NOT = NP_("query operator", "NOT")
# L10N: both as the query parser reads them, in capitals.

SHOWN = 4
"""How many values of a field are named in a chip."""


class Chip(NamedTuple):
    """A part of a query line in words, which can be left out by itself."""

    head: str
    """The name of a field with its colon, or the word for exclusion; may be empty."""
    words: str
    start: int
    """The part of the line that it stands for (0-based, in characters)."""
    end: int

    @property
    def text(self) -> str:
        """All of its words."""
        return f"{self.head} {self.words}".strip()


def chips(line: str, query: Query, index: Index, tr: Translator) -> list[Chip]:
    """Return the chips of a line that is understood as `query`; a run of words is one chip."""
    runs: list[list[Unit]] = []
    for unit in units(query):
        if runs and _is_word(unit) and _is_word(runs[-1][-1]):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    out: list[Chip] = []
    for run in runs:
        clauses = [clause for unit in run for clause in unit.clauses]
        parts = list(_parts(line, clauses, index, tr)) or [("", line[run[0].start : run[-1].end])]  # NOT alone
        head, words = (
            parts[0] if len(parts) == 1 else ("", " ".join(f"{head} {words}".strip() for head, words in parts))
        )
        out.append(Chip(head, words, run[0].start, run[-1].end))
    return out


def spoken(line: str, index: Index, tr: Translator) -> str:
    """Return a line in the words of its chips, for where it is only read."""
    return "  ".join(chip.text for chip in chips(line, index.query(line), index, tr))


def told(line: str, query: Query, start: int, end: int, index: Index, tr: Translator) -> str:
    """Return what stands between two places of a line, in the words of its chips."""
    parts = _parts(line, query.between(start, end), index, tr)
    return " ".join(f"{head} {words}".strip() for head, words in parts)


def _is_word(unit: Unit) -> bool:
    return len(unit.clauses) == 1 and _is_plain(unit.clauses[0])


def _is_plain(clause: Clause) -> bool:
    return clause.kind is ClauseKind.WORD and not clause.excluded


def _parts(line: str, clauses: Sequence[Clause], index: Index, tr: Translator) -> Iterator[tuple[str, str]]:
    """Yield head and words of each clause; of words beside one another together."""
    for (kind, excluded, _), beside in groupby(clauses, _kind_of_part):
        same = list(beside)
        if kind is ClauseKind.OR:
            yield "", tr.pgettext("query", "or")
        elif kind is ClauseKind.FIELD:
            yield from (_field_chip(line, clause, index, tr) for clause in same)
        elif kind is not ClauseKind.NOT:
            words = " ".join(line[clause.start + clause.signed : clause.end] for clause in same)
            yield (tr.pgettext("query", "not:") if excluded else ""), words


def _kind_of_part(clause: Clause) -> tuple[ClauseKind, bool, int]:
    """Return what a clause has in common with those beside it that it is told with."""
    return clause.kind, clause.excluded, -1 if clause.is_in_run else clause.start


def _field_chip(line: str, clause: Clause, index: Index, tr: Translator) -> tuple[str, str]:
    written = line[clause.start + clause.signed : clause.end]
    if not clause.asked:
        return (tr.pgettext("query", "not:") if clause.excluded else ""), written
    head = tr.pgettext("query", "{field} not:") if clause.excluded else tr.pgettext("query", "{field}:")
    head = head.format(field=facet_name(clause.field, index.fields, tr))
    begun = [value.removesuffix(STAR) + "…" for _, value in clause.asked if value.endswith(STAR)]
    if years := _years(clause):
        return head, "–".join(years)
    words = [value_words(*one, index, tr) for one in clause.asked if not one[1].endswith(STAR)]
    named = list(dict.fromkeys([*words, *begun]))
    if len(named) > SHOWN:
        named[SHOWN:] = ["…"]
    either = tr.pgettext("query", "or")
    return head, f" {either} ".join(named)


def _years(clause: Clause) -> tuple[str, str] | None:
    """Return the first and last of the years that are asked for, where these are consecutive."""
    return year_span(clause.values) if clause.field == "year" else None


# -- a line to be edited -----------------------------------------------------------------------------------------------


def localized(line: str, query: Query, index: Index, tr: Translator) -> str:
    """Return a line in the interface's words; what would mean something else then stays as it is."""
    for quotes in (False, True):
        written = _rewritten(line, query, index, tr, quotes=quotes)
        if meaning(index.query(written)) == meaning(query):
            return written
    return line


def _rewritten(line: str, query: Query, index: Index, tr: Translator, *, quotes: bool) -> str:
    out, at = "", 0
    for clause in query.clauses:
        part = line[clause.start : clause.end]
        if clause.kind is ClauseKind.OR:
            part = tr.pgettext("query operator", OR)
        elif clause.kind is ClauseKind.NOT:
            part = tr.pgettext("query operator", NOT)
        elif clause.kind is ClauseKind.FIELD and clause.asked:
            part = _field(part, clause, index, tr, quotes=quotes)
        out += line[at : clause.start] + part
        at = clause.end
    return out + line[at:]


def _field(part: str, clause: Clause, index: Index, tr: Translator, *, quotes: bool) -> str:
    """Return a field in words; as it was typed where these would mean something else."""
    name = facet_name(clause.field, index.fields, tr)
    if years := _years(clause):
        tried = ["..".join(years)]
    else:
        every = (value if value.endswith(STAR) else value_words(key, value, index, tr) for key, value in clause.asked)
        words = list(dict.fromkeys(every))  # two fields that say the same have the same values
        whole = ", ".join(quoted(one) for one in words)
        tried = [whole] if quotes else [", ".join(words), whole]
    sign = "-" if clause.signed else ""
    wanted = meaning(index.query(part))
    for values in tried:
        written = f"{sign}{name}: {values}"
        if meaning(index.query(written)) == wanted:
            return written
    return part


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
