"""Records that git left in conflict, as the program deals with them: found in a thread, decided on a screen, settled in git.

Git is asked after the first paint, and whenever files changed or something was settled; never on the way of a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govtui.edit.left_conflicts import LeftConflict, Looked
    from govtui.i18n.translator import Translator
    from govtui.index.api import Index
    from govtui.store.registry import Registry
    from govtui.store.transaction import FileChange
    from govtui.store.unmerged import Unmerged
    from govtui.tui.base.edit_session import Browsing, EditSession
    from govtui.tui.library import Library

HOLD = 1.0
"""The most seconds for which keys wait until a record's versions have been read; that takes some hundredths."""

MOST = 500
"""The most unmerged records that are known as such in lists and in the reader."""


class Program(Protocol):
    """What is asked of the app (`host.RegistryApp`, which knows this module)."""

    translator: Translator
    library: Library
    edit_session: EditSession

    @property
    def index(self) -> Index | None: ...
    @property
    def registry(self) -> Registry: ...
    @property
    def host(self) -> Browsing: ...
    def say(self, sentence: str) -> None: ...
    def refresh_index(self) -> None: ...
    def show_conflicts(self) -> None: ...
    def hold_keys(self) -> None: ...
    async def let_keys_pass(self) -> None: ...
    @property
    def screen(self) -> Any: ...
    def set_timer(self, delay: float, callback: Callable[[], Any]) -> object: ...
    def run_worker(
        self, work: Any, *, thread: bool = False, group: str = "default", exclusive: bool = False
    ) -> object: ...
    def call_from_thread(self, callback: Callable[..., Any], *given: Any) -> Any: ...


class Left(NamedTuple):
    """A record that waits for a decision."""

    path: str
    is_removed: bool = False
    """Whether one side removed it."""


class Settling:
    """What git left in conflict in the open registry."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self.unmerged: Unmerged | None = None
        """What git said last; None: nothing is under way."""
        self._unmerged: Mapping[str, Left] = {}
        """The records that git has unmerged, by key."""
        self._marked: dict[str, Left | None] = {}
        """What was asked of other records: those with markers alone."""
        self._operation = ""
        """What was under way last."""
        self.needs_no_decision = False
        """Whether some of them waits only because git merged it by lines."""
        self.driver_is_missing = False
        """Whether that is because merging by field is not set in this clone; once it was seen, for the session."""

    # looking

    def look(self) -> None:
        """Ask git, in a thread."""
        root = self._app.library.root.absolute()
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            self._app.run_worker(self._look, thread=True, group="unmerged", exclusive=True)
        else:
            self.index_changed()

    def _look(self) -> None:
        from govtui.edit.left_conflicts import look

        self._app.call_from_thread(self._found, look(self._app.registry))

    def _found(self, looked: Looked) -> None:
        is_new = looked.unmerged != self.unmerged or looked.needs_no_decision != self.needs_no_decision
        self.unmerged, self.needs_no_decision = looked.unmerged, looked.needs_no_decision
        self._operation = looked.unmerged.operation if looked.unmerged else self._operation
        if looked.driver_is_missing and not self.driver_is_missing:
            from govtui.i18n.conflict_texts import driver_words

            self.driver_is_missing = True
            self._app.say(driver_words(self._app.translator))
        if self.index_changed() or is_new:
            self._app.show_conflicts()

    def index_changed(self) -> bool:
        """Find out anew which records wait; return whether git has others unmerged than before."""
        before, index = self._unmerged, self._app.index
        self._marked.clear()
        self._unmerged = {}
        if index is not None and index.listed:
            cards = ((path, index.card_at(path)) for path in self.waiting[:MOST])
            self._unmerged = {card.key: Left(path, self.is_removed(path)) for path, card in cards if card}
        return self._unmerged != before

    def left(self, key: str, *, is_readable: bool = False) -> Left | None:
        """Return what waits for a decision of a record; of one that may be unreadable its problems are asked for, once."""
        if key in self._unmerged or is_readable:
            return self._unmerged.get(key)
        if key not in self._marked:
            self._marked[key] = self._with_markers(key)
        return self._marked[key]

    def _with_markers(self, key: str) -> Left | None:
        index = self._app.index
        card = index.card(key) if index else None
        if index is None or card is None or card.readable:
            return None
        is_marked = any(problem.code == "conflict_markers" for problem in index.problems(card.key))
        return Left(card.path) if is_marked else None

    @property
    def keys(self) -> Sequence[str]:
        """The records that git has unmerged, by key; MOST of them."""
        return [*self._unmerged]

    @property
    def waiting(self) -> Sequence[str]:
        """The records that git has unmerged and somebody has to decide, by path."""
        return self.unmerged.waiting if self.unmerged else ()

    @property
    def end(self) -> str:
        """How what is under way is ended: "merge" where that can be done here, a command for a shell; "" while files wait."""
        if self.unmerged is None or not self.unmerged.can_be_finished:
            return ""
        from govtui.store.unmerged import CONTINUED

        operation = self.unmerged.operation
        return CONTINUED.get(operation, "merge" if operation == "merge" else "")

    def is_removed(self, path: str) -> bool:
        """Whether one side removed a file that the other changed."""
        stages = self.unmerged.records.get(path) if self.unmerged else None
        return stages is not None and not (stages.ours and stages.theirs)

    # deciding

    def decide(self, key: str) -> bool:
        """Open the screen on which a record is decided, and return True; False where nothing of it waits."""
        if (left := self.left(key)) is None:
            return False
        self.decide_file(left.path)
        return True

    def decide_file(self, path: str, then: Callable[[], object] | None = None) -> None:
        """Open the screen on which a file is decided; `then` is called when that is done and settled."""
        if not self._app.edit_session.refuses():
            self._app.hold_keys()  # those that are typed ahead are meant for the screen that opens
            self._app.set_timer(HOLD, self._app.let_keys_pass)
            self._app.run_worker(partial(self._read, path, then), thread=True, group="settle", exclusive=True)

    def _read(self, path: str, then: Callable[[], object] | None) -> None:
        from govtui.edit.left_conflicts import CannotDecide, left_conflict
        from govtui.i18n.conflict_texts import cannot_decide_sentence
        from govtui.store.files import printable
        from govtui.store.git import GitFailed

        app = self._app
        try:
            left = left_conflict(app.registry, path, app.translator)
        except (CannotDecide, GitFailed) as error:
            line = error.line if isinstance(error, CannotDecide) else 0
            app.call_from_thread(app.say, cannot_decide_sentence(error.code, printable(path), line, app.translator))
            app.call_from_thread(self.look)
        else:
            app.call_from_thread(self._open, left, then)
        app.call_from_thread(self._let_keys_pass)

    def _let_keys_pass(self) -> None:
        """Give the keys that were typed ahead to the screen that is there now, as soon as it has the focus."""
        self._app.screen.call_after_refresh(self._app.let_keys_pass)

    def _open(self, left: LeftConflict, then: Callable[[], object] | None) -> None:
        """Open the screen; where somebody has merged the file by hand, ask first whether it stays so."""
        if not left.is_by_hand:
            self._choose(left, then)
            return

        def answered(answer: object) -> None:
            if answer == "stay":
                self._decided(left, then, Decided(left.found))
            elif answer == "choose":
                self._choose(left, then)

        from govtui.edit.three_versions import Decided

        self._app.host.open("merged-by-hand", answered, path=left.versions.path)

    def _choose(self, left: LeftConflict, then: Callable[[], object] | None) -> None:
        app, path = self._app, left.versions.path
        card = app.index.card_at(path) if app.index else None
        key = card.key if card else ""

        def decided(answer: object) -> None:
            if key:
                app.edit_session.end(key)
            self._decided(left, then, answer)

        if app.host.open("merge-versions", decided, versions=left.versions) and key:
            app.edit_session.begin(key)

    def _decided(self, left: LeftConflict, then: Callable[[], object] | None, answer: object) -> None:
        from govtui.edit.left_conflicts import write_decision
        from govtui.edit.proposal import EditRefused
        from govtui.edit.three_versions import Decided

        if not isinstance(answer, Decided):
            return
        app = self._app
        try:
            write_decision(app.edit_session.editing, left, answer)
        except EditRefused as error:
            app.say(app.edit_session.refused(error))
            if error.code == "changed_meanwhile":
                self._again(left, then, answer.raw)
            return
        path = left.versions.path
        self._unmerged = {key: one for key, one in self._unmerged.items() if one.path != path}
        app.host.written(app.registry.entry_from(path, answer.raw or b"").id)
        app.refresh_index()
        settling = partial(self._settle, [path] if left.in_git else [], then)
        app.run_worker(settling, thread=True, group="settle", exclusive=True)

    def _again(self, left: LeftConflict, then: Callable[[], object] | None, raw: bytes | None) -> None:
        """Open the screen anew after somebody else changed the file: what was decided stands against what is there now."""
        from govtui.edit.left_conflicts import changed_since

        self._open(changed_since(self._app.registry, left, raw), then)

    def written(self, key: str) -> None:
        """A record was saved: one that was in conflict, and no longer has markers, is decided by that."""
        from govtui.store.conflict_markers import has_marker

        left = self._unmerged.get(key)
        if left is None or left.is_removed:
            return
        entry = self._app.registry.entry(left.path)
        if entry.record is not None and not has_marker(entry.text.encode()):
            settling = partial(self._settle, [left.path], None)
            self._app.run_worker(settling, thread=True, group="settle", exclusive=True)

    def merge_all(self, then: Callable[[], object]) -> None:
        """Merge by field all records that need no decision; `then` is called when that is done and settled."""
        if not self._app.edit_session.refuses():
            self._app.run_worker(partial(self._merge_all, then), thread=True, group="settle", exclusive=True)

    def _merge_all(self, then: Callable[[], object]) -> None:
        from govtui.edit.left_conflicts import CannotDecide, clean_merges
        from govtui.store.git import GitFailed

        try:
            changes = clean_merges(self._app.registry)
        except (CannotDecide, GitFailed):
            changes = ()  # each of them says why when it is opened
        self._app.call_from_thread(self._write_all, changes, then)

    def _write_all(self, changes: tuple[FileChange, ...], then: Callable[[], object]) -> None:
        from govtui.edit.left_conflicts import write_merges
        from govtui.edit.proposal import EditRefused

        app = self._app
        if not changes:
            self.look()
            return
        try:
            write_merges(app.edit_session.editing, changes)
        except EditRefused as error:
            app.say(app.edit_session.refused(error))
            return
        app.refresh_index()
        settling = partial(self._settle, [change.path for change in changes], then)
        app.run_worker(settling, thread=True, group="settle", exclusive=True)

    def _settle(self, paths: Sequence[str], then: Callable[[], object] | None) -> None:
        """Tell git that files are merged, and ask what waits now."""
        from govtui.edit.left_conflicts import look
        from govtui.i18n.errors import not_committed_sentence
        from govtui.store.committing import NotCommitted
        from govtui.store.history import History
        from govtui.store.unmerged import settle

        app = self._app
        words = ""
        try:
            settle(History(app.registry.root), paths)
        except NotCommitted as refusal:
            words = not_committed_sentence(refusal.code, refusal.output, app.translator)
        app.call_from_thread(self._settled, words, look(app.registry), then)

    def _settled(self, words: str, looked: Looked, then: Callable[[], object] | None) -> None:
        from govtui.i18n.conflict_texts import saved_words, stash_words

        app = self._app
        self._found(looked)
        left = len(self.waiting)
        was_stash = self.unmerged is None and self._operation == "stash"
        app.say(words or (stash_words(app.translator) if was_stash else saved_words(left, app.translator)))
        if then is not None:
            then()
        elif self.unmerged is not None and not left and not words:
            app.host.open("unmerged")
