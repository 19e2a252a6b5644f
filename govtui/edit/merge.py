"""Three-way merge of two edits of one record (base, mine, theirs), comments included.

A change of one side is taken; what both changed in different ways is a clash, of a field or of the comments at it, in which
theirs stands until somebody chooses. A result is returned only if it is proved: its data are those of the merge by field,
and every comment that three-way counting demands is in it or in a clash. What cannot be proved unit by unit is tried line
by line, then by splices; else the whole text is the clash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from govtui.edit.conflict import WHOLE, Choices, Choose, Clash, Own, Side, choose_by, chosen_value, swap_sides
from govtui.edit.line_merge import merged_lines
from govtui.edit.plain_data import Data, plain, same
from govtui.edit.unit_merge import Labelled, Proposal, UnitMerge
from govtui.edit.value_merge import ValueMerge
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.field_edits import CannotEditInPlace, with_data
from govtui.store.migrating import current_text
from govtui.store.toml_render import normal
from govtui.store.toml_units import comments

__all__ = ["WHOLE", "Clash", "Merge", "Own", "Side", "merged", "merged_values", "resolved"]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge of two edits."""

    text: str
    """Theirs with what only mine changed; clashes stand as theirs has them."""
    clashes: tuple[Clash, ...]
    base: str
    mine: str
    theirs: str
    way: Way | None = None
    """How the text was made; None where nothing was to be merged, or the whole text is the clash."""
    schema: Schema = BUILT_IN


def merged(base: str, mine: str, theirs: str, schema: Schema = BUILT_IN) -> Merge:
    """Merge two versions of the text `base`. Never raises: at worst the whole text is the clash.

    Texts of an earlier schema are migrated first, so that a side from before merges by field with one from after.
    """
    base, mine, theirs = map(current_text, (base, mine, theirs))
    for text, other in ((theirs, mine), (mine, theirs)):
        if other in (base, text):  # nothing to merge: one side is the other, or what both started from
            return Merge(text, (), base, mine, theirs, schema=schema)
    try:
        made = _best(_Versions(base, mine, theirs, schema))
    except CannotEditInPlace:
        return Merge(theirs, (Clash(WHOLE, base, mine, theirs),), base, mine, theirs, schema=schema)
    return Merge(made.text, tuple(made.clashes), base, mine, theirs, made.way, schema)


def merged_values(base: Data, mine: Data, theirs: Data, schema: Schema = BUILT_IN) -> tuple[Data, list[Clash]]:
    """Merge plain data alone; return the result, with theirs where the two clash, and the clashes."""
    work = ValueMerge(choose_by({}), schema)
    return work.record(base, mine, theirs), work.clashes


def resolved(merge: Merge, choices: Choices) -> str:
    """Return the text with these choices made; clashes without a choice stay as theirs has them.

    Raises CannotEditInPlace where the choices cannot be put into the text; the choice of a whole text always can.
    """
    choose = choose_by(choices)
    if WHOLE in choices:
        return str(chosen_value(choose, Clash(WHOLE, merge.base, merge.mine, merge.theirs)))
    if not choices or not merge.clashes:
        return merge.text
    if merge.way is None:
        raise CannotEditInPlace("cannot_merge", WHOLE)
    known = {clash.path for clash in merge.clashes}
    versions = _Versions(merge.base, merge.mine, merge.theirs, merge.schema)
    for way in (merge.way, *(way for way in _WAYS if way != merge.way)):
        try:
            made = versions.make(way, choose)
        except CannotEditInPlace:
            continue
        if all(clash.path in known for clash in made.clashes):  # no comment that was not shown
            return made.text
    raise CannotEditInPlace("cannot_merge", WHOLE)


# the ladder


class Rung(IntEnum):
    """The ways to merge texts, the best first."""

    UNITS = 0
    LINES = 1
    SPLICES = 2


class Way(NamedTuple):
    """A rung and a leading side; `exchanged`: mine leads in order and layout, instead of theirs."""

    rung: Rung
    exchanged: bool


_WAYS = [Way(rung, exchanged) for rung in Rung for exchanged in (False, True)]


class _Made(NamedTuple):
    """A proved result."""

    way: Way
    text: str
    clashes: list[Clash]
    plain: bool
    """Whether the units alone made it, without a repair."""


def _best(versions: _Versions) -> _Made:
    """Merge on the first rung that is proved; the clashes are the same whichever side is mine.

    Raises CannotEditInPlace where there is none.
    """
    for rung in Rung:
        found = []
        for exchanged in (False, True):
            try:
                made = _make_with_theirs(versions, Way(rung, exchanged))
            except CannotEditInPlace:
                continue
            if made.plain:
                return made
            found.append(made)
        if found:
            return min(found, key=lambda made: (len(made.clashes), _sort_key(made.clashes)))
    raise CannotEditInPlace("cannot_merge", WHOLE)


def _sort_key(clashes: Sequence[Clash]) -> list[tuple[str, ...]]:
    """Return a sort key that is the same for both sides."""
    return sorted((clash.path, *sorted((repr(clash.mine), repr(clash.theirs)))) for clash in clashes)


def _make_with_theirs(versions: _Versions, way: Way) -> _Made:
    """Make the text with theirs in every clash, and prove that mine could be chosen as well."""
    made = versions.make(way, choose_by({}))
    if not made.clashes:
        return made
    other = versions.make(way, lambda path: Side.MINE)
    known = {clash.path for clash in made.clashes}
    more = [clash for clash in other.clashes if clash.path not in known]
    return made._replace(clashes=[*made.clashes, *more], plain=made.plain and other.plain)


class _Versions:
    """The three texts with their data. Raises CannotEditInPlace where one is no TOML."""

    def __init__(self, base: str, mine: str, theirs: str, schema: Schema) -> None:
        self._schema = schema
        self.texts, self.end = _with_one_end((base, mine, theirs))
        data = [plain(text) for text in self.texts]
        if any(one is None for one in data):
            raise CannotEditInPlace("broken_toml")
        self.data: list[Data] = data
        self._comments = [Counter(comments(text)) for text in self.texts]
        self._labelled: dict[bool, Labelled] = {}

    def make(self, way: Way, choose: Choose) -> _Made:
        """Merge one way, with these choices. Raises CannotEditInPlace where the result is not proved."""
        order = (0, 2, 1) if way.exchanged else (0, 1, 2)
        texts, data = [self.texts[n] for n in order], [self.data[n] for n in order]
        choose = swap_sides(choose) if way.exchanged else choose
        work = ValueMerge(choose, self._schema)
        wanted = work.record(*data)
        if way.rung is Rung.UNITS:
            if way.exchanged not in self._labelled:
                self._labelled[way.exchanged] = Labelled(texts, data)
            merge = UnitMerge(self._labelled[way.exchanged], work, choose)
            proposal = merge.proposal({})
            woven, proposal = proposal, _repaired(proposal, wanted)
            missing = self._missing(proposal, choose)
            plain_ = woven is proposal and not missing
            if missing:
                proposal = _repaired(merge.proposal(merge.orphans(missing)), wanted)
        else:
            text = merged_lines(*texts) if way.rung is Rung.LINES else texts[2]
            if text is None:
                raise CannotEditInPlace("cannot_merge")
            plain_, proposal = False, _repaired(Proposal(text, [], Counter()), wanted)
        if not _has_data(proposal.text, wanted) or self._missing(proposal, choose):
            raise CannotEditInPlace("cannot_merge")
        text = proposal.text if self.end == "\n" else proposal.text.replace("\n", self.end)
        found = [*work.clashes, *proposal.clashes]
        if way.exchanged:
            found = [Clash(clash.path, clash.base, clash.theirs, clash.mine) for clash in found]
        return _Made(way, text, found, plain_)

    def _missing(self, proposal: Proposal, choose: Choose) -> Counter[str]:
        """Return comments that three-way counting demands, but neither the text nor a clash has."""
        base, mine, theirs = self._comments
        have = Counter(comments(proposal.text)) + proposal.dropped
        for clash in proposal.clashes:
            one, other = (Counter(comments(str(side))) for side in (clash.mine, clash.theirs))
            chosen = choose(clash.path)
            have += one + other if isinstance(chosen, Own) else other - one if chosen is Side.MINE else one - other
        need = {c: min(max(mine[c], theirs[c]), max(0, mine[c] + theirs[c] - base[c])) for c in mine | theirs}
        return Counter(need) - have


def _repaired(proposal: Proposal, wanted: Data) -> Proposal:
    """Return the proposal, edited in place until its data are `wanted`. Raises CannotEditInPlace."""
    return proposal if _has_data(proposal.text, wanted) else proposal._replace(text=with_data(proposal.text, wanted))


def _has_data(text: str, wanted: Data) -> bool:
    data = plain(text)
    return data is not None and (same(data, wanted) or same(normal(data), normal(wanted)))


# line ends


def _with_one_end(texts: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the texts with LF, and the line end of the result; unchanged where one mixes line ends."""
    ends = [_end(text) for text in texts]
    if None in ends:
        return texts, "\n"
    base, mine, theirs = ends
    return [text.replace("\r\n", "\n") for text in texts], (mine if theirs == base else theirs) or "\n"


def _end(text: str) -> str | None:
    """Return the line end of a text; None where it mixes LF and CRLF."""
    pairs = text.count("\r\n")
    return "\n" if not pairs else "\r\n" if pairs == text.count("\n") else None
