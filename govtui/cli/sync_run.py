"""How `govtui sync` runs: the question of a clone's first sync, the steps, and what is told of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from govtui.cli.consent import Consent
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.cli.sync_lines import share_line
from govtui.cli.sync_words import SyncWords, refusal_lines
from govtui.edit.syncing import READY, Merged, NotSynced, Received, Step, Syncing, synced
from govtui.i18n.formats import in_quotes
from govtui.i18n.sharing_texts import PROGRAM_KINDS, not_shared_sentence
from govtui.store.configured_programs import Programs
from govtui.store.git import GitFailed
from govtui.store.network import NotShared
from govtui.store.remote import SharingStanding
from govtui.text.markers import N_

DONE, UNDECIDED, REFUSED = 0, 1, 2
"""Exit statuses."""

NOT_ALLOWED = "not_allowed"
"""The code where the question of a first sync was answered by no, or could not be asked."""


class Asked(NamedTuple):
    """What the command line asks for."""

    dry_run: bool = False
    propose: str | None = None
    """None: no proposal; "": one without a name."""
    yes: bool = False
    remote: str | None = None
    branch: str | None = None


def run(session: Session, asked: Asked) -> int:
    """Sync, and return the exit status."""
    index = session.index(may_fall_back=False)
    registry = session.registry(may_fall_back=False)
    return _Run(session, Syncing(registry), SyncWords(session.context(registry, index)), asked).status()


class _Run:
    """One run of the command."""

    def __init__(self, session: Session, syncing: Syncing, words: SyncWords, asked: Asked) -> None:
        self._session, self._syncing, self._words, self._asked = session, syncing, words, asked
        self._told = not session.form
        self._remote = ""
        self._line: dict[str, Any] = {}
        """The members of the line for programs."""

    def status(self) -> int:
        try:
            status = self._synced()
        except (NotShared, GitFailed) as refused:
            status = self._refused(refused)
        except NotAllowed as refused:
            self._line |= {"code": NOT_ALLOWED, "programs": refused.programs}
            status = REFUSED
        if not self._told:
            print_lines(self._session, "share", [share_line(dry_run=self._asked.dry_run, **self._line)])
        return status

    def _synced(self) -> int:
        standing = self._ready(self._syncing.standing())
        self._line["upstream"] = standing.upstream
        if standing.state not in READY:
            raise NotSynced(standing.state, standing.operation)
        self._remote = standing.upstream.remote if standing.upstream else ""
        must_be_committed = self._asked.propose is None and standing.state != "no_commits"
        if must_be_committed and (changed := self._syncing.uncommitted()):
            raise NotSynced("uncommitted", paths=tuple(one.path for one in changed))
        self._agreed(standing)
        if self._asked.propose is not None:
            return self._proposed(self._asked.propose)
        return self._previewed() if self._asked.dry_run else self._run_to_the_end()

    # before the first step

    def _ready(self, standing: SharingStanding) -> SharingStanding:
        """Return the standing once it is known with which branch this one is shared; it may be asked for."""
        if self._asked.remote is None and self._asked.branch is None:
            if standing.state != "no_upstream" or not standing.remotes or not self._may_ask():
                return standing
            remote, branch = standing.remotes[0].name, standing.branch
            words = self._session.tr.gettext("Share the branch “{branch}” with {remote} ({address})?")
            address = standing.remotes[0].address
            if len(standing.remotes) > 1 or not self._session.out.confirm(
                words.format(branch=in_quotes(branch), remote=remote, address=address)
            ):
                return standing
        else:
            known = standing.upstream.remote if standing.upstream else ""
            remote = self._asked.remote or known or (standing.remotes[0].name if len(standing.remotes) == 1 else "")
            branch = self._asked.branch or standing.branch
            if not remote:
                raise NotSynced("no_upstream" if standing.remotes else "no_remote")
        self._syncing.share_with(remote, branch)
        return self._syncing.standing()

    def _may_ask(self) -> bool:
        return sys.stdin.isatty() and not self._asked.yes and not self._asked.dry_run

    def _agreed(self, standing: SharingStanding) -> None:
        """Ask what the first sync of a clone asks. Raises NotAllowed."""
        found, agreed = self._syncing.programs(), ""
        while found.digest != agreed and not self._syncing.is_allowed(found):
            if not self._asked.yes and self._consent(standing, found) is not Consent.YES:
                raise NotAllowed(found)
            self._syncing.allow(found)
            agreed, found = found.digest, self._syncing.programs()  # they may have changed while somebody read them
            standing = self._syncing.standing()

    def _consent(self, standing: SharingStanding, found: Programs) -> Consent:
        tr, out = self._session.tr, self._session.out
        upstream = standing.upstream
        assert upstream is not None
        out.words(tr.gettext("A sync of this clone connects to:"), err=True)
        for address in upstream.addresses:
            out.line(f"  {address}", err=True)
        if found.found:
            out.words(tr.gettext("git then runs these programs, named in its settings:"), err=True)
            for one in found.found:
                out.line(f"  {tr.gettext(PROGRAM_KINDS[one.kind])}: {one.command} ({one.name}, {one.scope})", err=True)
        else:
            out.words(tr.gettext("git's settings name no other program."), err=True)
        if not sys.stdin.isatty():
            out.remark(tr.gettext("Nothing was shared, because there is no terminal to ask in; --yes agrees to this."))
            return Consent.NOBODY
        if out.confirm(tr.gettext("Continue? You are asked again only when these change.")):
            return Consent.YES
        out.remark(tr.gettext("Nothing was shared."))
        return Consent.NO

    # the steps

    def _run_to_the_end(self) -> int:
        with self._working(N_("Syncing with {remote}…"), self._remote):
            done = synced(self._syncing, self._session.tr, self._tell, uncommitted_stay=True)
        if done.pushed is None:
            return UNDECIDED
        if self._told and not done.received.commits and not done.pushed.commits:
            self._say(self._words.nothing(done.pushed.upstream))
        return DONE

    def _tell(self, step: Step) -> None:
        """Say what a step came to; a program gets it at the end."""
        if isinstance(step, Received):
            self._line["received"] = step
            if step.commits:
                self._say(*self._words.received(step, self._remote))
        elif isinstance(step, Merged):
            self._line["merged"] = step
            if step.waits:
                self._line["code"] = "undecided"
                self._say(*self._words.undecided(step))
            else:
                received = self._line["received"]
                assert isinstance(received, Received)
                self._say(*self._words.merged(step, received))
        else:
            self._line["pushed"] = step.commits
            self._say(*self._words.pushed(step))

    def _previewed(self) -> int:
        """Fetch and merge in the object store only."""
        with self._working(N_("Fetching from {remote}…"), self._remote):
            received = self._syncing.fetch()
            merged = self._syncing.merge(self._session.tr)
        self._line |= {"received": received, "merged": merged}
        self._say(*self._words.preview(received, merged, self._remote))
        if merged.waits:
            self._line["code"] = "undecided"
            self._say(*self._words.undecided(merged))
        return UNDECIDED if merged.waits else DONE

    def _proposed(self, name: str) -> int:
        try:
            with self._working(N_("Sending to {remote}…"), self._remote):
                made = self._syncing.propose(name)
        except NotSynced as refused:
            if refused.code != "nothing":
                raise
            self._line["code"] = refused.code
            self._say(not_shared_sentence(refused.code, self._session.tr))
            return DONE
        self._line["proposed"] = made
        self._say(*self._words.proposed(made, self._remote))
        return DONE

    @contextmanager
    def _working(self, words: str, remote: str) -> Iterator[None]:
        """Show what is done while it takes its time, on a terminal."""
        passing = self._session.out.passing
        passing(self._session.tr.gettext(words).format(remote=remote) if self._told else "")
        try:
            yield
        finally:
            passing("")

    def _say(self, *lines: str) -> None:
        if self._told:
            self._session.out.passing("")
            for line in lines:
                self._session.out.line(line)

    # how it ends

    def _refused(self, refused: NotShared | GitFailed) -> int:
        standing = self._syncing.standing()
        self._line |= {"code": refused.code, "output": refused.output, "paths": getattr(refused, "paths", ())}
        for line in refusal_lines(refused, standing, self._session.tr):
            self._session.out.remark(line) if line[:1] != " " else self._session.out.line(line, err=True)
        return REFUSED


class NotAllowed(Exception):
    """Nobody has agreed to the programs of a first sync."""

    def __init__(self, programs: Programs) -> None:
        super().__init__(NOT_ALLOWED)
        self.programs = programs
