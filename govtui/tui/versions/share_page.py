"""The page under the rows of the screen for sharing: what a sync came to, what others changed, and how the clone stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.i18n.datetimes import moment_short
from govtui.i18n.formats import joined, number
from govtui.i18n.problems import sentence
from govtui.i18n.sharing_texts import OWN_WORDS, not_shared_sentence, server_of
from govtui.page.differences import difference_blocks, value_of
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span, filled
from govtui.page.present import path_words
from govtui.text.width import width
from govtui.tui.versions.share_rows import shown_name

if TYPE_CHECKING:
    from govtui.edit.received_changes import Received, RecordChange
    from govtui.edit.record_diff import FieldDifference
    from govtui.edit.syncing import Proposed
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

DONE, NOT_DONE, WAITS = "✓", "✗", "~"

OFFLINE = ("unreachable", "took_too_long")
"""Codes of a state, not of a mistake: everything waits, and everything else works."""


def page(state: Sharing, context: RenderContext) -> Page:
    """Return the page as things stand."""
    tr = context.tr
    outcome = Section("outcome", "", list(_outcome(state, context)))
    standing = Section("standing", tr.gettext("Shared with"), list(_standing(state, tr)))
    if state.consent is not None:
        programs = Section("consent", tr.gettext("What is run"), list(_programs(state.consent, tr)))
        return Page("", (Span(headline(state, tr), Role.TITLE),), [], [outcome, standing, programs])
    sections = [
        outcome,
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


def headline(state: Sharing, tr: Translator) -> str:
    """Return how things stand, in a few words."""
    if state.is_stopping and state.doing is not None:
        return tr.gettext("Stopping…")
    if state.doing is not None:
        return state.doing(tr)
    if state.outlook is None:
        return tr.gettext("Asking git…")
    if state.consent is not None:
        return tr.gettext("Before this copy is synced for the first time")
    if state.waits:
        if not state.left:
            return tr.gettext("Everything is decided: merge and send")
        return tr.gettext("You and others changed the same things: please decide")
    if state.refusal is not None:
        return _refused_headline(state, tr)
    if state.proposed is not None:
        return tr.gettext("Proposed")
    if state.pushed is not None:
        return tr.gettext("Synced")
    return _standing_words(state, tr)


def _refused_headline(state: Sharing, tr: Translator) -> str:
    code = getattr(state.refusal, "code", "")
    if code == "stopped":
        return tr.gettext("Stopped")
    if code in OFFLINE:
        return tr.gettext("The server cannot be reached now")
    if state.merged is not None and not state.waits:
        return tr.gettext("Taken in what others sent, but nothing was sent")
    return tr.gettext("Nothing was proposed") if state.is_proposal else tr.gettext("Not synced")


def _standing_words(state: Sharing, tr: Translator) -> str:
    assert state.outlook is not None
    standing, files = state.outlook.standing, len(state.outlook.uncommitted)
    if standing.state == "under_way":
        return tr.gettext("Not shared now")
    if files:
        return tr.ngettext("{n} record is not committed yet", "{n} records are not committed yet", files).format(
            n=number(files, tr)
        )
    if standing.ahead:
        return tr.ngettext("{n} commit waits to be sent", "{n} commits wait to be sent", standing.ahead).format(
            n=number(standing.ahead, tr)
        )
    if standing.state != "ready":
        return tr.gettext("Not shared now")
    if not standing.fetched:
        return tr.gettext("Nothing has been fetched or sent yet")
    if standing.behind:
        return tr.gettext("Others have sent something that is not taken in yet")
    return tr.gettext("Everything is committed and sent")


# what a run came to


def _outcome(state: Sharing, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what each step came to, then why it went no further, and what to do."""
    tr = context.tr
    if state.consent is not None:
        yield _plain(
            tr.gettext(
                "govtui connects to the server below when you sync, and git then runs the programs that its settings name."
                " You are asked again only when these change."
            )
        )
        return
    if (received := state.received) is not None:
        yield _done(_received_words(received, state.remote, tr))
    if (merged := state.merged) is not None and not state.waits and merged.records:
        n = len(merged.records)
        words = tr.ngettext("Merged {n} record by field.", "Merged {n} records by field.", n)
        yield _done(words.format(n=number(n, tr)))
    for problem in merged.problems if merged is not None and not state.waits else ():
        words = tr.gettext("The merge brings a problem to {path}: {sentence}")
        told = words.format(path=problem.path, sentence=sentence(problem, tr))
        yield Paragraph((Span(told),), NOT_DONE, Role.ERROR, lead_width=1)
    if (pushed := state.pushed) is not None:
        words = tr.ngettext("Sent {n} commit to {branch}.", "Sent {n} commits to {branch}.", pushed.commits)
        branch = f"{pushed.upstream.remote}/{pushed.upstream.branch}"
        nothing = tr.gettext("There was nothing to send.")
        yield _done(words.format(n=number(pushed.commits, tr), branch=branch) if pushed.commits else nothing)
    if (proposed := state.proposed) is not None:
        yield _done(_proposed_words(proposed, state.remote, tr))
        yield from _quoted(proposed.words)
    if state.waits:
        yield _plain(
            tr.gettext(
                "Nothing has been changed yet. Open each row above and choose what is to stand; then merge and send."
            )
        )
    if state.refusal is not None:
        yield from refused(state, tr)


def _proposed_words(proposed: Proposed, remote: str, tr: Translator) -> str:
    if proposed.known:
        words = tr.gettext("This was proposed before, as the branch {branch} at {remote}.")
    else:
        words = tr.ngettext(
            "Proposed {n} commit as the branch {branch} at {remote}. Your own branch stays as it is.",
            "Proposed {n} commits as the branch {branch} at {remote}. Your own branch stays as it is.",
            proposed.commits,
        )
    return words.format(n=number(proposed.commits, tr), branch=proposed.branch, remote=remote)


def refused(state: Sharing, tr: Translator) -> Iterator[Paragraph]:
    """Yield why it went no further and what to do, and git's own words under it."""
    error = state.refusal
    code, output = getattr(error, "code", "failed"), getattr(error, "output", "")
    upstream = state.outlook.standing.upstream if state.outlook else None
    address = upstream.address if upstream else ""
    words = not_shared_sentence(
        code, tr, server=server_of(address), address=address, what=output, paths=getattr(error, "paths", ())
    )
    sign, role = (WAITS, Role.WARNING) if code in OFFLINE or code == "stopped" else (NOT_DONE, Role.ERROR)
    yield from _advice(words, sign, role)
    if code in OWN_WORDS:
        yield from _quoted(output)


def _advice(words: str, sign: str = "", role: Role = Role.LABEL) -> Iterator[Paragraph]:
    """Yield a sentence; a command at its end stands on a line of its own, where it can be read and copied as a whole."""
    before, colon, command = words.rpartition(": ")
    is_command = bool(colon) and command.startswith(("git ", "ssh ")) and not command.endswith(".")
    lead = 1 if sign else 0
    yield Paragraph((Span(f"{before}:" if is_command else words),), sign, role, lead_width=lead)
    if is_command:
        yield Paragraph((Span(command, Role.CODE),), indent=2)


def _quoted(words: str) -> Iterator[Paragraph]:
    """Yield somebody else's words: git's, or the server's."""
    for line in words.strip().splitlines()[:QUOTED]:
        yield Paragraph((Span(line.rstrip(), Role.MUTED),), "│", Role.MUTED, indent=2, lead_width=1)


LINE = 60
"""Cells of two values up to which they stand in one line."""

MOST_AUTHORS = 5
"""The most people who are named."""

QUOTED = 12
"""The most lines of git's words that are shown."""


def _received_words(received: Received, remote: str, tr: Translator) -> str:
    if not received.commits:
        return tr.gettext("Nothing new from others at {remote}.").format(remote=remote)
    words = tr.ngettext(
        "Fetched {n} commit from {remote}, by {authors}.",
        "Fetched {n} commits from {remote}, by {authors}.",
        received.commits,
    )
    more = len(received.authors) - MOST_AUTHORS
    others = [tr.gettext("{n} more").format(n=number(more, tr))] if more > 0 else []
    return words.format(
        n=number(received.commits, tr), remote=remote, authors=joined([*received.authors[:MOST_AUTHORS], *others], tr)
    )


def _done(words: str) -> Paragraph:
    return Paragraph((Span(words),), DONE, Role.DONE, lead_width=1)


def _plain(words: str) -> Paragraph:
    return Paragraph((Span(words),))


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
        blocks += [_muted(_received_words(received, state.remote, tr)), Gap()]
    for place, one in enumerate(received.records[:NAMED]):
        if place < WHOLE:
            blocks += [Gap()] * (place > 0)
        blocks.append(_record_head(one, context))
        if place < WHOLE:
            for difference in one.differences:
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
    if one.change != "changed":
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
        "renamed": tr.pgettext("file", "renamed"),
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
    words = {
        "ssh": tr.gettext("Connection"),
        "credential": tr.gettext("Passwords"),
        "remote": tr.gettext("At the other end"),
        "filter": tr.gettext("Filter of files"),
        "hook": tr.gettext("Hook of git"),
        "gpg": tr.gettext("Signatures"),
    }
    for one in asked.found:
        yield Paragraph(
            (Span(one.command, Role.CODE), Span(f"  {one.name}", Role.MUTED)), words[one.kind], lead_width=LEAD
        )
    if not asked.found:
        yield _plain(tr.gettext("Nothing but git itself."))


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
            yield _muted(names, WHEN + 2)
    if outlook.unsent and (more := outlook.standing.ahead - len(outlook.unsent)) > 0:
        words = tr.ngettext("and {n} earlier commit, or merge", "and {n} earlier commits, or merges", more)
        yield _muted(words.format(n=number(more, tr)), WHEN + 2)


def _uncommitted(state: Sharing, context: RenderContext) -> Iterator[Paragraph]:
    if state.outlook is not None and (files := state.outlook.uncommitted):
        yield _plain(_names([one.path for one in files], context))


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
    if standing.state != "ready" and standing.state != refusal:
        address = standing.upstream.address if standing.upstream else ""
        words = not_shared_sentence(
            standing.state, tr, server=server_of(address), address=address, what=standing.operation
        )
        yield from _advice(words)
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
