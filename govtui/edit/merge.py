"""Merging two edits of one record, comments included (three-way: what both started from, mine, theirs).

What only one side changed is taken. What both changed in different ways is a clash, of a field or of the comments at it;
until somebody chooses, theirs stands. A result is given out only if it is proved: its data are what the merge by field wants,
and every comment that three-way counting asks for is in it or in a clash that is shown. What cannot be proved unit by unit is
tried line by line, then by splices; else the whole text is the clash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from govtui.edit.clash import WHOLE, Choices, Clash, Own, Side, chosen_value
from govtui.edit.data import Data, plain, same
from govtui.edit.lines import merged_lines
from govtui.edit.unit_merge import Proposal, UnitMerge
from govtui.edit.value_merge import ValueMerge
from govtui.store.changes import NoSplice, respelt
from govtui.store.rendering import normal
from govtui.store.units import comments

__all__ = ["WHOLE", "Choices", "Clash", "Merge", "Own", "Side", "merged", "merged_values", "resolved"]


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of two edits."""

    text: str
    """Theirs, with everything that only mine changed; where the two clash, as theirs has it."""
    clashes: tuple[Clash, ...]
    base: str
    mine: str
    theirs: str


def merged(base: str, mine: str, theirs: str) -> Merge:
    """Merge two versions of a text that came of the same `base`. Never raises: at worst the whole text is the clash."""
    return _merged(base, mine, theirs, {})


def merged_values(base: Data, mine: Data, theirs: Data) -> tuple[Data, list[Clash]]:
    """Merge plain data alone: what the three make together, with theirs where both changed a field differently, and those
    fields."""
    work = ValueMerge({})
    return work.record(base, mine, theirs), work.clashes


def resolved(merge: Merge, choices: Choices) -> str:
    """The text when somebody has chosen. Clashes without a choice stay as theirs has them.

    Raises NoSplice where what was chosen cannot be put into their text; the choice of a whole text always can.
    """
    if WHOLE in choices:
        return str(chosen_value(choices, Clash(WHOLE, merge.base, merge.mine, merge.theirs)))
    again = _merged(merge.base, merge.mine, merge.theirs, choices)
    if any(clash.path == WHOLE for clash in again.clashes) and choices:
        raise NoSplice("cannot_merge", WHOLE)
    return again.text


def _merged(base: str, mine: str, theirs: str, choices: Choices) -> Merge:
    for text, other in ((theirs, mine), (mine, theirs)):
        if other in (base, text):  # nothing to merge: one side is the other, or what both started from
            return Merge(text, (), base, mine, theirs)
    texts, end = _with_one_end((base, mine, theirs))
    data = [plain(text) for text in texts]
    if not any(one is None for one in data):
        work = ValueMerge(choices)
        wanted = work.record(*data)
        for attempt in _attempts(texts, data, wanted, work.clashes, choices):
            try:
                text, clashes = attempt()
            except NoSplice:
                continue
            text = text if end == "\n" else text.replace("\n", end)
            return Merge(text, (*work.clashes, *clashes), base, mine, theirs)
    return Merge(theirs, (Clash(WHOLE, base, mine, theirs),), base, mine, theirs)


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


# the ladder


def _attempts(
    texts: Sequence[str], data: Sequence[Data], wanted: Data, found: Sequence[Clash], choices: Choices
) -> Iterator[Callable[[], tuple[str, list[Clash]]]]:
    """The ways to make the text, the best first; each raises NoSplice if its result is not proved."""
    yield lambda: _by_units(texts, data, wanted, found, choices)
    by_lines = merged_lines(*texts)
    if by_lines is not None:
        yield lambda: _proved(Proposal(by_lines, [], Counter()), texts, wanted)
    for text in reversed(texts[1:]):
        yield lambda text=text: _proved(Proposal(text, [], Counter()), texts, wanted)  # type: ignore[misc]


def _by_units(
    texts: Sequence[str], data: Sequence[Data], wanted: Data, found: Sequence[Clash], choices: Choices
) -> tuple[str, list[Clash]]:
    merge = UnitMerge(texts, data, found, choices)
    proposal = _repaired(merge.proposal({}), wanted)
    if missing := _missing(proposal, texts):
        proposal = _repaired(merge.proposal(merge.orphans(missing)), wanted)
    return _proved(proposal, texts, wanted)


def _repaired(proposal: Proposal, wanted: Data) -> Proposal:
    """The proposal spliced until it says what is wanted. Raises NoSplice."""
    if _says(proposal.text, wanted):
        return proposal
    return proposal._replace(text=respelt(proposal.text, wanted))


def _proved(proposal: Proposal, texts: Sequence[str], wanted: Data) -> tuple[str, list[Clash]]:
    """The text and the clashes of comments. Raises NoSplice where values or comments are not what they have to be."""
    proposal = _repaired(proposal, wanted)
    if not _says(proposal.text, wanted) or _missing(proposal, texts):
        raise NoSplice("cannot_merge")
    return proposal.text, proposal.clashes


def _says(text: str, wanted: Data) -> bool:
    data = plain(text)
    return data is not None and (same(data, wanted) or same(normal(data), normal(wanted)))


def _missing(proposal: Proposal, texts: Sequence[str]) -> Counter[str]:
    """The comments that neither the text nor a clash has, though three-way counting asks for them."""
    base, mine, theirs = (Counter(comments(text)) for text in texts)
    have = Counter(comments(proposal.text)) + proposal.dropped
    for clash in proposal.clashes:
        have.update(comment for side in (clash.mine, clash.theirs) for comment in comments(str(side)))
    need = {c: min(max(mine[c], theirs[c]), max(0, mine[c] + theirs[c] - base[c])) for c in mine | theirs}
    return Counter(need) - have
