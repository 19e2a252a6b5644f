"""The page under the rows of the screen for sharing: what a sync came to, what others changed, and how the clone stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.i18n.datetimes import moment_short
from govtui.i18n.formats import number
from govtui.i18n.sharing_texts import PROGRAM_KINDS, not_shared_sentence, server_of
from govtui.page.differences import difference_blocks, value_of
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span, filled
from govtui.page.present import path_words
from govtui.text.width import width
from govtui.tui.versions.share_outcome import advice, headline, outcome, plain, received_words
from govtui.tui.versions.share_rows import shown_name

if TYPE_CHECKING:
    from govtui.edit.received_changes import RecordChange
    from govtui.edit.record_diff import FieldDifference
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.store.configured_programs import Programs
    from govtui.tui.versions.share_state import Sharing

WHOLE, NAMED = 40, 400
"""How many records of others are shown with what changed in them, and how many by their names."""

LEAD, WHEN = 18, width("22 Nov 2026, 00:00") + 2
"""Cells of the columns of labels, and of dates."""

FEW = 6
"""How many names of records stand in one line."""

LINE = 60
"""Cells of two values up to which they stand in one line."""

IN_HEAD = ("id", "former_ids")
"""Fields that are told with the name of a record."""


def page(state: Sharing, context: RenderContext) -> Page:
    """Return the page as things stand."""
    tr = context.tr
    told = Section("outcome", "", list(outcome(state, context)))
    standing = Section("standing", tr.gettext("Shared with"), list(_standing(state, tr)))
    if state.consent is not None:
        programs = Section("consent", tr.gettext("Programs that are run"), list(_programs(state.consent, tr)))
        return Page("", (Span(headline(state, tr), Role.TITLE),), [], [told, standing, programs])
    sections = [
        told,
        *_received(state, context),
        Section("unsent", tr.gettext("To be sent"), list(_unsent(state, context)), _ahead(state)),
        Section("uncommitted", tr.gettext("Not committed"), list(_uncommitted(state, context)), _changed(state)),
        standing,
    ]
    return Page("", (Span(headline(state, tr), Role.TITLE),), [], filled(sections))


def _ahead(state: Sharing) -> int:
    return state.outlook.standing.ahead if state.outlook else 0


def _changed(state: Sharing) -> int:
    return len(state.outlook.uncommitted) if state.outlook else 0


# what others changed


def _received(state: Sharing, context: RenderContext) -> Iterator[Section]:
    received, tr = state.received, context.tr
    heading = tr.gettext("What others changed")
    if received is None and state.outlook is not None:
        received, heading = state.outlook.received, tr.gettext("From others, not taken in yet")
    if received is None or not (received.records or received.files):
        return
    blocks: list[Block] = []
    if state.received is None:
        blocks += [_muted(received_words(received, state.remote, tr)), Gap()]
    for place, one in enumerate(received.records[:NAMED]):
        if place < WHOLE:
            blocks += [Gap()] * (place > 0)
        blocks.append(_record_head(one, context))
        if place < WHOLE:
            for difference in one.differences:
                if difference.path not in IN_HEAD:
                    blocks += _difference(difference, one.entry.kind, context)
    if (more := received.number - min(NAMED, len(received.records))) > 0:
        blocks.append(
            _muted(tr.ngettext("and {n} other record", "and {n} other records", more).format(n=number(more, tr)))
        )
    yield Section("received", heading, blocks, received.number)
    files = [
        Paragraph((Span(one.path, Role.CODE), Span(f"  {_changed_how(one.change, tr)}", Role.MUTED)))
        for one in received.files[:NAMED]
    ]
    if files:
        yield Section("files", tr.gettext("Other files"), files, len(received.files))


def _record_head(one: RecordChange, context: RenderContext) -> Paragraph:
    """Return the name of a record that others changed, a link to it where it is here, and what became of it."""
    card = context.index.card(one.entry.id)
    link = card.key if card is not None and card.path in (one.path, one.former_path) else ""
    spans = [Span(shown_name(one.path, one.name(context.language), context), Role.LINK if link else Role.STRONG, link)]
    if one.change == "renamed":
        was, now = (path.rpartition("/")[2].removesuffix(".toml") for path in (one.former_path, one.path))
        words = context.tr.gettext("new id {former} → {id}").format(former=was, id=now)
        spans.append(Span(f"  {words}", Role.MUTED))
    elif one.change != "changed":
        spans.append(Span(f"  {_changed_how(one.change, context.tr)}", Role.MUTED))
    return Paragraph(spans)


def _difference(one: FieldDifference, kind: str, context: RenderContext) -> Iterator[Block]:
    """Yield what others changed in a field: in one line where there is room, "Status: active → closed"."""
    nothing = [context.tr.gettext("(nothing)")]
    before, after = (value_of(value, one.path, kind, context) or nothing for value in (one.before, one.after))
    if one.path and len(before) == len(after) == 1 and width(before[0]) + width(after[0]) <= LINE:
        spans = (Span(before[0], Role.REMOVED), Span(" → "), Span(after[0], Role.ADDED))
        yield Paragraph(spans, f"{path_words(kind, one.path, context)}:", indent=2)
    else:
        yield from _indented(difference_blocks([one], kind, context))


def _changed_how(change: str, tr: Translator) -> str:
    words = {
        "new": tr.pgettext("file", "new"),
        "removed": tr.pgettext("file", "removed"),
        "changed": tr.pgettext("file", "changed"),
    }
    return words[change]


def _indented(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield replace(block, indent=block.indent + 2)
        elif not isinstance(block, Gap):
            yield block


# how the clone stands


def _programs(asked: Programs, tr: Translator) -> Iterator[Paragraph]:
    """Yield the programs that a first sync asks about."""
    for one in asked.found:
        kind = tr.gettext(PROGRAM_KINDS[one.kind])
        yield Paragraph((Span(one.command, Role.CODE), Span(f"  {one.name}", Role.MUTED)), kind, lead_width=LEAD)
    if not asked.found:
        yield plain(tr.gettext("git's settings name no other program."))


def _unsent(state: Sharing, context: RenderContext) -> Iterator[Paragraph]:
    """Yield the commits that wait to be sent, each with its records."""
    outlook, tr = state.outlook, context.tr
    if outlook is None:
        return
    for one in outlook.unsent:
        who = "" if outlook.author.startswith(f"{one.author} <") else f"  {one.author}"
        spans = (Span(one.subject), Span(who, Role.MUTED))
        yield Paragraph(spans, moment_short(one.when, tr), lead_width=WHEN)
        names = _names([path for path in one.paths if path.endswith(".toml")], context)
        if names and names not in one.subject:
            yield _below(names)
    if outlook.unsent and (more := outlook.standing.ahead - len(outlook.unsent)) > 0:
        words = tr.ngettext("and {n} earlier commit or merge", "and {n} earlier commits or merges", more)
        yield _below(words.format(n=number(more, tr)))


def _below(words: str) -> Paragraph:
    """Return words that stand under the message of a commit."""
    return Paragraph((Span(words, Role.MUTED),), " ", lead_width=WHEN)


def _uncommitted(state: Sharing, context: RenderContext) -> Iterator[Paragraph]:
    if state.outlook is not None and (files := state.outlook.uncommitted):
        yield plain(_names([one.path for one in files], context))


def _names(paths: Sequence[str], context: RenderContext) -> str:
    """Return the names of the records in some files, a few of them."""
    names = []
    for path in paths[:FEW]:
        id = path.rpartition("/")[2].removesuffix(".toml")
        card = context.index.card(id)
        names.append(context.name(card.key).text if card and card.path == path else path)
    if (more := len(paths) - FEW) > 0:
        names.append(context.tr.gettext("{n} more").format(n=number(more, context.tr)))
    return ", ".join(names)


def _standing(state: Sharing, tr: Translator) -> Iterator[Paragraph]:
    """Yield the branch, the server and who commits; where nothing can be shared, why and what to do."""
    if state.outlook is None:
        return
    standing, refusal = state.outlook.standing, getattr(state.refusal, "code", "")
    if state.is_read_only:
        yield plain(tr.gettext("The registry is open for reading only, so nothing can be changed."))
    elif standing.state != "ready" and standing.state != refusal:
        address = standing.upstream.address if standing.upstream else ""
        words = not_shared_sentence(
            standing.state, tr, server=server_of(address), address=address, what=standing.operation
        )
        yield from advice(words)
        if standing.branch or standing.upstream:
            yield Paragraph(())
    if standing.upstream is not None:
        name = Span(f"{standing.upstream.remote}, {standing.upstream.branch}")
        yield _fact(tr.gettext("Server, branch"), name)
        yield _fact(tr.gettext("Address"), Span(standing.upstream.address, Role.CODE))
        for address in standing.upstream.pushed_to:
            yield _fact(tr.gettext("Sent to"), Span(address, Role.CODE))
    if standing.branch:
        yield _fact(tr.gettext("Branch here"), Span(standing.branch))
    if state.outlook.author:
        yield _fact(tr.gettext("Commits as"), Span(state.outlook.author))
    elif standing.branch:
        yield _fact(tr.gettext("Commits as"), Span(not_shared_sentence("no_name", tr), Role.WARNING))


def _fact(label: str, span: Span) -> Paragraph:
    return Paragraph((span,), label, lead_width=LEAD)


def _muted(words: str, indent: int = 0) -> Paragraph:
    return Paragraph((Span(words, Role.MUTED),), indent=indent)
