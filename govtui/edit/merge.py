"""Merging two edits of one record, comments included (three-way: what both started from, mine, theirs).

What only one side changed is taken. What both changed in different ways is a clash, of a field or of the comments at it;
until somebody chooses, theirs stands. A result is given out only if it is proved: its data are what the merge by field wants,
and every comment that three-way counting asks for is in it or in a clash that is shown. What cannot be proved unit by unit is
tried line by line, then by splices; else the whole text is the clash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from govtui.edit.conflict import WHOLE, Choices, Clash, Every, Exchanged, Own, Side, choice, chosen_value
from govtui.edit.line_merge import merged_lines
from govtui.edit.plain_data import Data, plain, same
from govtui.edit.unit_labels import Labelled
from govtui.edit.unit_merge import Proposal, UnitMerge
from govtui.edit.value_merge import ValueMerge
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.field_edits import CannotEditInPlace, with_data
from govtui.store.toml_render import normal
from govtui.store.toml_units import comments

__all__ = ["WHOLE", "Clash", "Merge", "Own", "Side", "merged", "merged_values", "resolved"]


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of two edits."""

    text: str
    """Theirs, with everything that only mine changed; where the two clash, as theirs has it."""
    clashes: tuple[Clash, ...]
    base: str
    mine: str
    theirs: str
    way: Way | None = None
    """How the text was made; None where there was nothing to merge, or the whole text is the clash."""
    schema: Schema = BUILT_IN
    """That of the registry."""


def merged(base: str, mine: str, theirs: str, schema: Schema = BUILT_IN) -> Merge:
    """Merge two versions of a text that came of the same `base`. Never raises: at worst the whole text is the clash."""
    for text, other in ((theirs, mine), (mine, theirs)):
        if other in (base, text):  # nothing to merge: one side is the other, or what both started from
            return Merge(text, (), base, mine, theirs, schema=schema)
    try:
        made = _best(_Versions(base, mine, theirs, schema))
    except CannotEditInPlace:
        return Merge(theirs, (Clash(WHOLE, base, mine, theirs),), base, mine, theirs, schema=schema)
    return Merge(made.text, tuple(made.clashes), base, mine, theirs, made.way, schema)


def merged_values(base: Data, mine: Data, theirs: Data, schema: Schema = BUILT_IN) -> tuple[Data, list[Clash]]:
    """Merge plain data alone: what the three make together, with theirs where both changed a field differently, and those
    fields."""
    work = ValueMerge({}, schema)
    return work.record(base, mine, theirs), work.clashes


def resolved(merge: Merge, choices: Choices) -> str:
    """The text when somebody has chosen. Clashes without a choice stay as theirs has them.

    Raises CannotEditInPlace where what was chosen cannot be put into their text; the choice of a whole text always can.
    """
    if WHOLE in choices:
        return str(chosen_value(choices, Clash(WHOLE, merge.base, merge.mine, merge.theirs)))
    if not choices or not merge.clashes:
        return merge.text
    if merge.way is None:
        raise CannotEditInPlace("cannot_merge", WHOLE)
    known = {clash.path for clash in merge.clashes}
    versions = _Versions(merge.base, merge.mine, merge.theirs, merge.schema)
    for way in (merge.way, *(way for way in _WAYS if way != merge.way)):
        try:
            made = versions.made(way, choices)
        except CannotEditInPlace:
            continue
        if all(clash.path in known for clash in made.clashes):  # no comment that was not shown
            return made.text
    raise CannotEditInPlace("cannot_merge", WHOLE)


# the ladder


class Rung(IntEnum):
    """The ways to make a text, the best first."""

    UNITS = 0
    LINES = 1
    SPLICES = 2


class Way(NamedTuple):
    """How a text is made; `exchanged`: mine leads in order and layout, instead of theirs."""

    rung: Rung
    exchanged: bool


_WAYS = [Way(rung, exchanged) for rung in Rung for exchanged in (False, True)]


class _Made(NamedTuple):
    """A text that is proved."""

    way: Way
    text: str
    clashes: list[Clash]
    plain: bool
    """Whether nothing had to be mended: the units alone made it."""


def _best(versions: _Versions) -> _Made:
    """The first rung on which a text can be proved; whichever of the two leads there, the clashes are the same.

    Raises CannotEditInPlace where there is none.
    """
    for rung in Rung:
        found = []
        for exchanged in (False, True):
            try:
                made = _offered(versions, Way(rung, exchanged))
            except CannotEditInPlace:
                continue
            if made.plain:
                return made
            found.append(made)
        if found:
            return min(found, key=lambda made: (len(made.clashes), _told(made.clashes)))
    raise CannotEditInPlace("cannot_merge", WHOLE)


def _told(clashes: Sequence[Clash]) -> list[tuple[str, ...]]:
    """Clashes as something to sort by, the same for both sides."""
    return sorted((clash.path, *sorted((repr(clash.mine), repr(clash.theirs)))) for clash in clashes)


def _offered(versions: _Versions, way: Way) -> _Made:
    """The text as theirs has it where the two clash, if mine can be had as well: what is shown can be chosen."""
    made = versions.made(way, {})
    if not made.clashes:
        return made
    other = versions.made(way, Every(Side.MINE))
    known = {clash.path for clash in made.clashes}
    more = [clash for clash in other.clashes if clash.path not in known]
    return made._replace(clashes=[*made.clashes, *more], plain=made.plain and other.plain)


class _Versions:
    """The three texts with the data of each. Raises CannotEditInPlace where one is no TOML."""

    def __init__(self, base: str, mine: str, theirs: str, schema: Schema) -> None:
        self._schema = schema
        self.texts, self.end = _with_one_end((base, mine, theirs))
        data = [plain(text) for text in self.texts]
        if any(one is None for one in data):
            raise CannotEditInPlace("broken_toml")
        self.data: list[Data] = data
        self._comments = [Counter(comments(text)) for text in self.texts]
        self._labelled: dict[bool, Labelled] = {}

    def made(self, way: Way, choices: Choices) -> _Made:
        """The text that one way makes, with these choices. Raises CannotEditInPlace where it is not proved."""
        order = (0, 2, 1) if way.exchanged else (0, 1, 2)
        texts, data = [self.texts[n] for n in order], [self.data[n] for n in order]
        chosen = Exchanged(choices) if way.exchanged else choices
        work = ValueMerge(chosen, self._schema)
        wanted = work.record(*data)
        if way.rung is Rung.UNITS:
            if way.exchanged not in self._labelled:
                self._labelled[way.exchanged] = Labelled(texts, data)
            merge = UnitMerge(self._labelled[way.exchanged], work, chosen)
            proposal = merge.proposal({})
            woven, proposal = proposal, _repaired(proposal, wanted)
            missing = self._missing(proposal, chosen)
            plain_ = woven is proposal and not missing
            if missing:
                proposal = _repaired(merge.proposal(merge.orphans(missing)), wanted)
        else:
            text = merged_lines(*texts) if way.rung is Rung.LINES else texts[2]
            if text is None:
                raise CannotEditInPlace("cannot_merge")
            plain_, proposal = False, _repaired(Proposal(text, [], Counter()), wanted)
        if not _says(proposal.text, wanted) or self._missing(proposal, chosen):
            raise CannotEditInPlace("cannot_merge")
        text = proposal.text if self.end == "\n" else proposal.text.replace("\n", self.end)
        found = [*work.clashes, *proposal.clashes]
        if way.exchanged:
            found = [Clash(clash.path, clash.base, clash.theirs, clash.mine) for clash in found]
        return _Made(way, text, found, plain_)

    def _missing(self, proposal: Proposal, choices: Choices) -> Counter[str]:
        """The comments that three-way counting asks for, and neither the text has nor a clash shows on the other side."""
        base, mine, theirs = self._comments
        have = Counter(comments(proposal.text)) + proposal.dropped
        for clash in proposal.clashes:
            one, other = (Counter(comments(str(side))) for side in (clash.mine, clash.theirs))
            chosen = choice(choices, clash.path)
            have += one + other if isinstance(chosen, Own) else other - one if chosen is Side.MINE else one - other
        need = {c: min(max(mine[c], theirs[c]), max(0, mine[c] + theirs[c] - base[c])) for c in mine | theirs}
        return Counter(need) - have


def _repaired(proposal: Proposal, wanted: Data) -> Proposal:
    """The proposal spliced until it says what is wanted. Raises CannotEditInPlace."""
    return proposal if _says(proposal.text, wanted) else proposal._replace(text=with_data(proposal.text, wanted))


def _says(text: str, wanted: Data) -> bool:
    data = plain(text)
    return data is not None and (same(data, wanted) or same(normal(data), normal(wanted)))


# line ends


def _with_one_end(texts: Sequence[str]) -> tuple[Sequence[str], str]:
    """The texts with LF for line ends, and the end that the result shall have; as they are, where one mixes its ends."""
    ends = [_end(text) for text in texts]
    if None in ends:
        return texts, "\n"
    base, mine, theirs = ends
    return [text.replace("\r\n", "\n") for text in texts], (mine if theirs == base else theirs) or "\n"


def _end(text: str) -> str | None:
    """How the lines of a text end; None for some so, some otherwise."""
    pairs = text.count("\r\n")
    return "\n" if not pairs else "\r\n" if pairs == text.count("\n") else None
