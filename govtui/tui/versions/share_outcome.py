"""What a run of the screen for sharing came to, in words: a headline, what each step did, why it went no further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govtui.i18n.formats import joined, number
from govtui.i18n.problems import sentence
from govtui.i18n.sharing_texts import OWN_WORDS, not_shared_sentence, server_of
from govtui.page.page import Paragraph, Role, Span

if TYPE_CHECKING:
    from govtui.edit.received_changes import Received
    from govtui.edit.syncing import Proposed
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.versions.share_state import Sharing

DONE, NOT_DONE, WAITS = "✓", "✗", "~"

OFFLINE = ("unreachable", "took_too_long")
"""Codes of a state, not of a mistake: everything waits, and everything else works."""

MOST_AUTHORS = 5
"""The most people who are named."""

QUOTED = 12
"""The most lines of git's words that are shown."""


def headline(state: Sharing, tr: Translator) -> str:
    """Return how things stand, in a few words."""
    if state.is_stopping and state.doing is not None:
        return tr.gettext("Stopping…")
    if state.doing is not None:
        return state.doing(tr)
    if state.outlook is None:
        return tr.gettext("Asking git…")
    if state.consent is not None:
        return tr.gettext("Before this clone is synced")
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
        return tr.gettext("Others' changes were taken in, but nothing was sent")
    return tr.gettext("Nothing was proposed") if state.is_proposal else tr.gettext("Not synced")


def _standing_words(state: Sharing, tr: Translator) -> str:
    assert state.outlook is not None
    standing, files = state.outlook.standing, len(state.outlook.uncommitted)
    if standing.operation:
        return tr.gettext("git has something unfinished")
    if files:
        return tr.npgettext("home", "{n} record not committed", "{n} records not committed", files).format(
            n=number(files, tr)
        )
    if standing.ahead:
        return tr.npgettext("home", "{n} commit to send", "{n} commits to send", standing.ahead).format(
            n=number(standing.ahead, tr)
        )
    if standing.state != "ready":
        return tr.gettext("Sharing is not possible now")
    if not standing.fetched:
        return tr.gettext("Nothing has been fetched or sent yet")
    if standing.behind:
        return tr.gettext("Others have sent changes that are not taken in yet")
    return tr.gettext("Everything is committed and sent")


# what a run came to


def outcome(state: Sharing, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what each step came to, then why it went no further, and what to do."""
    tr = context.tr
    if state.consent is not None:
        yield plain(
            tr.gettext(
                "govtui connects to the server below when you sync, and git then runs the programs that its settings name."
                " You are asked again only when these change."
            )
        )
        return
    if (received := state.received) is not None:
        yield _done(received_words(received, state.remote, tr))
    if (merged := state.merged) is not None and not state.waits and merged.records:
        n = len(merged.records)
        words = tr.ngettext("Merged {n} record by field.", "Merged {n} records by field.", n)
        yield _done(words.format(n=number(n, tr)))
    for problem in merged.problems if merged is not None and not state.waits else ():
        words = tr.gettext("The merge causes a problem in {path}: {sentence}")
        told = words.format(path=problem.path, sentence=sentence(problem, tr))
        yield Paragraph((Span(told),), NOT_DONE, Role.ERROR, lead_width=1)
    if (pushed := state.pushed) is not None:
        words = tr.ngettext("Sent {n} commit to {branch}.", "Sent {n} commits to {branch}.", pushed.commits)
        branch = f"{pushed.upstream.remote}/{pushed.upstream.branch}"
        nothing = tr.gettext("Nothing to send.")
        yield _done(words.format(n=number(pushed.commits, tr), branch=branch) if pushed.commits else nothing)
    if (proposed := state.proposed) is not None:
        yield _done(_proposed_words(proposed, state.remote, tr))
        yield from _quoted(proposed.words)
    if state.waits:
        yield plain(
            tr.gettext(
                "Nothing has been changed yet. Open each row above and choose what to keep; then merge and send."
            )
        )
    if state.refusal is not None:
        yield from refused(state, tr)


def _proposed_words(proposed: Proposed, remote: str, tr: Translator) -> str:
    if proposed.known:
        words = tr.gettext("This was proposed before, as the branch {branch} on {remote}.")
    else:
        words = tr.ngettext(
            "Proposed {n} commit as the branch {branch} on {remote}. Your own branch stays as it is.",
            "Proposed {n} commits as the branch {branch} on {remote}. Your own branch stays as it is.",
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
    yield from advice(words, sign, role)
    if code in OWN_WORDS:
        yield from _quoted(output)


def advice(words: str, sign: str = "", role: Role = Role.LABEL) -> Iterator[Paragraph]:
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


def received_words(received: Received, remote: str, tr: Translator) -> str:
    if not received.commits:
        return tr.gettext("Nothing new from others on {remote}.").format(remote=remote)
    words = tr.ngettext(
        "Fetched {n} commit from {remote}, by {authors}.",
        "Fetched {n} commits from {remote}, by {authors}.",
        received.commits,
    )
    authors = [*received.authors[:MOST_AUTHORS]]
    if (more := len(received.authors) - MOST_AUTHORS) > 0:
        authors.append(tr.gettext("{n} more").format(n=number(more, tr)))
    return words.format(n=number(received.commits, tr), remote=remote, authors=joined(authors, tr))


def _done(words: str) -> Paragraph:
    return Paragraph((Span(words),), DONE, Role.DONE, lead_width=1)


def plain(words: str) -> Paragraph:
    return Paragraph((Span(words),))
