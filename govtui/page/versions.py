"""What one version of a record changed, as blocks of a page: its fields, or the sentence for what else became of the record.

`govtui log` and the history on the screen show the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from govtui.page.differences import FIELD, GONE, NEW, Differs, difference_blocks, value_of
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.present import path_words
from govtui.page.render_context import RenderContext
from govtui.text.markers import N_
from govtui.text.width import width

MERGE = "⑂"
"""Before what is said of a merge."""

UNSHALLOW = "git fetch --unshallow"
"""What brings the rest of the history into a shallow clone."""

LINE = 60
"""Up to how many cells what a merge decided stands in one line."""

CUT = N_("The history in this copy begins here.")
"""Where a shallow clone ends."""

SENTENCES: Mapping[str, str] = {
    "created": N_("The record was created."),
    "removed": N_("The record was removed."),
    "kept": N_("One side had removed the record; the merge kept it."),
    "cut": CUT,
    "missing": N_("What changed is not known: the text of this version or of the one before is not in this copy."),
    "too_large": N_("What changed is not known: this version or the one before is larger than a record may be."),
}
"""What became of the record, by the state of a version."""


class Shown(Protocol):
    """A version: what it changed against each of its parents."""

    @property
    def changes(self) -> Mapping[str, Sequence[Differs]]: ...
    @property
    def decided(self) -> bool: ...
    @property
    def state(self) -> str: ...


def version_blocks(shown: Shown, kind: str, context: RenderContext, *, chosen: bool = False) -> Iterator[Block]:
    """What a version changed; with `chosen` the name of each field is a link to FIELD + path."""
    sentence = SENTENCES.get(shown.state, "")
    if sentence:
        yield Paragraph((Span(context.tr.gettext(sentence), Role.MUTED),))
    if shown.state == "cut":
        yield Paragraph((Span(UNSHALLOW, Role.CODE),), indent=2)
    if sentence and shown.state != "kept":
        return
    if shown.decided:
        yield from _merged(shown.changes, kind, context, chosen=chosen)
        return
    blocks = [
        block for found in shown.changes.values() for block in difference_blocks(found, kind, context, chosen=chosen)
    ]
    yield from blocks or [Paragraph((Span(context.tr.gettext("No field differs."), Role.MUTED),))]


def _merged(
    changes: Mapping[str, Sequence[Differs]], kind: str, context: RenderContext, *, chosen: bool
) -> Iterator[Block]:
    """The fields that a merge decided: what each side had, then what the merge has."""
    sides = [{one.path: one for one in found} for found in changes.values()]
    for place, path in enumerate(dict.fromkeys(path for side in sides for path in side)):
        if place:
            yield Gap()
        found = [side.get(path) for side in sides]
        if not path:
            whole = [one for one in found if one and isinstance(one.before, str) and isinstance(one.after, str)]
            for one in whole:
                yield from difference_blocks([one], kind, context)
            continue
        yield Paragraph((Span(path_words(kind, path, context), *_look(path, chosen)),), field=path)
        after = next(one.after for one in found if one)
        before = [_words(one.before if one else after, path, kind, context) for one in found]
        yield from _rows(list(dict.fromkeys(before)), _words(after, path, kind, context), path)


def _look(path: str, chosen: bool) -> tuple[Role, str]:
    return (Role.LINK, FIELD + path) if chosen else (Role.STRONG, "")


def _words(value: object, path: str, kind: str, context: RenderContext) -> tuple[str, ...]:
    """A value in words, a line for each of its parts."""
    return tuple(value_of(value, path, kind, context)) or (context.tr.gettext("(nothing)"),)


def _rows(before: Sequence[tuple[str, ...]], after: tuple[str, ...], path: str) -> Iterator[Paragraph]:
    """In one line where there is room: "this | that → the other"; else a row for each part of each value."""
    if all(len(one) == 1 for one in (*before, after)):
        spans = [Span(before[0][0], Role.REMOVED)]
        for (text,) in before[1:]:
            spans += [Span(" | "), Span(text, Role.REMOVED)]
        spans += [Span(" → "), Span(after[0], Role.ADDED)]
        if width("".join(span.text for span in spans)) <= LINE and not any("\n" in span.text for span in spans):
            yield Paragraph(spans, indent=2, field=path)
            return
    for sign, role, lead, values in ((GONE, Role.REMOVED, Role.ERROR, before), (NEW, Role.ADDED, Role.DONE, [after])):
        for value in values:
            for place, text in enumerate(value):
                yield Paragraph((Span(text, role),), "" if place else sign, lead, indent=2, lead_width=2, field=path)
