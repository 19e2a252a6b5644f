"""The history of a record: its versions, what each changed, the whole record as it was, and bringing it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.datetimes import moment_long, moment_short
from govtui.i18n.errors import standing_sentence
from govtui.i18n.translator import Translator
from govtui.page.differences import CUT, MERGE, SENTENCES
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.line_list import Piece
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.versions.restore import Offered, Restoring

if TYPE_CHECKING:
    from govtui.edit.file_history import FileHistory, Revision
    from govtui.edit.merge_commits import FieldDifferences
    from govtui.i18n.translator import Translator
    from govtui.store.history import Version
    from govtui.tui.base.host import Host, RegistryApp


WIDE = 110
"""The width in cells from which the versions stand beside what they changed, not above it."""

WHEN, AUTHOR = width("22 Nov 2026, 00:00"), 18
"""Cells of the columns of dates and of authors."""
ROOMY = 60
"""The width in cells from which author and subject stand beside the date."""


class VersionList(CursorList, can_focus=True):
    """Versions of a record, newest first: a line each, two where the list is narrow; one can be marked to compare with."""

    app: RegistryApp

    COMPONENT_CLASSES = {"versions--when", "versions--word", "versions--mark"}
    BINDINGS = [
        Binding("enter", "choose", N_("Whole"), id="versions.open"),
        Binding("space", "mark", N_("Compare"), id="versions.mark"),
    ]
    KEY_GROUP = "versions"

    def __init__(self) -> None:
        super().__init__(id="versions")
        self.versions: Sequence[Revision] = ()
        self.marked: str | None = None
        """The name of the marked version; None when none is."""

    @property
    def chosen(self) -> Revision | None:
        """The version under the cursor."""
        return self.versions[self.cursor] if self.cursor < len(self.versions) else None

    def show(self, versions: Sequence[Revision]) -> None:
        """Show these; the cursor stays on its version, unless that was the file as it stood, which stays on top."""
        name = self.chosen.name if self.chosen else None
        self.versions = versions
        self.cursor = next((n for n, told in enumerate(versions) if told.name == name), 0)
        if all(told.name != self.marked for told in versions):
            self.marked = None
        self.renew()

    @property
    def total(self) -> int:
        return len(self.versions)

    @property
    def row_height(self) -> int:
        return 1 if self.cells >= ROOMY else 2

    def action_mark(self) -> None:
        if self.chosen:
            self.marked = None if self.marked == self.chosen.name else self.chosen.name
            self.refresh()
            self.moved()

    def mark(self) -> None:
        self.action_mark()

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row, second = divmod(line, self.row_height)
        told, tr = self.versions[row], self.app.translator
        version = told.version
        when = moment_short(version.when, tr) if version else tr.gettext("Not yet committed")
        author, subject = _said(told, tr)
        mark = Piece(" ◆ " if told.name == self.marked and not second else "   ", "versions--mark")
        if self.row_height == 2:
            words = subject if second else f"{when}  {author}".rstrip()
            return mark, Piece(clip(words, cells - 3), "versions--word" if second else "versions--when")
        column = min(AUTHOR, cells // 5)
        room = cells - 3 - WHEN - 2
        said = clip(subject, room - column - 2 if author else room)
        words = f"{pad(clip(author, column), column)}  {said}" if author else said
        return mark, Piece(pad(when, WHEN + 2), "versions--when"), Piece(words, "versions--word")


def _said(told: Revision, tr: Translator) -> tuple[str, str]:
    """Return author and subject of a version; where a shallow clone ends there is only a sentence that says so."""
    version = told.version
    if version is None:
        return "", ""
    if version.cut:
        return "", tr.gettext(CUT)
    return version.author, f"{MERGE} {version.subject}" if len(version.parents) > 1 else version.subject


class HistoryScreen(LocalizedModal):
    """Answers with the record that was chosen on a page, or None."""

    BINDINGS = [
        Binding("u", "restore", N_("Restore"), id="history.restore"),
        Binding("escape,h", "up", N_("Close"), id="history.close"),
        Binding("q", "dismiss(None)", N_("Close"), show=False, id="history.leave"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="history.pane"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#versions"

    def __init__(self, host: Host, key: str = "") -> None:
        super().__init__()
        self._host = host
        self._key = key or host.current_key
        self._past: FileHistory | None = None
        self._failed = ""
        """Why git could not be asked, as a code of GitFailed."""
        self._found: Mapping[str, FieldDifferences] = {}
        """What differs on the page, against each version that it is compared with."""
        self._whole = False
        """Whether the whole record is shown, not what a version changed."""

    def compose(self) -> ComposeResult:
        yield MessageLabel(id="history-title")
        with Horizontal(id="history-panes"):
            yield VersionList()
            yield PageView(id="version")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._ask()

    def index_changed(self) -> None:
        self._ask()

    # what git knows

    def _ask(self) -> None:
        """Ask git in a thread: a long past takes it a while."""
        index = self.app.index
        card = index.card(self._key) if index else None
        if card is not None:
            path = card.path
            self.run_worker(lambda: self._look(path), thread=True, group="history", exclusive=True)

    def _look(self, path: str) -> None:
        from govtui.edit.file_history import FileHistory
        from govtui.store.git import GitFailed

        try:
            past, failed = FileHistory(self.app.registry, path), ""
            past.revisions  # noqa: B018 (worked out here, not on the way to the screen)
        except GitFailed as failure:
            past, failed = None, failure.code
        self.app.call_from_thread(self._looked, past, failed)

    def _looked(self, past: FileHistory | None, failed: str) -> None:
        self._past, self._failed = past, failed
        for versions in self.query(VersionList):  # none when the screen was closed meanwhile
            versions.show(past.revisions if past else ())
            versions.display = bool(versions.versions)
            if not versions.versions:
                self.query_one("#version", PageView).focus()
            self._entitle()
            self._show()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        self._entitle()
        self._show(again=True)

    def _entitle(self) -> None:
        """Whose history this is, and whether older versions are left out."""
        tr = self.app.translator
        title = tr.gettext("History of {name}").format(name=self._heading())
        if self._past is not None and self._past.more:
            older = tr.gettext("Older versions are not shown.")
            title += f" · {older}"
        self.query_one("#history-title", MessageLabel).say(title)

    @on(VersionList.Highlighted)
    def _highlighted(self) -> None:
        self._show()

    @on(VersionList.Chosen)
    def _opened(self) -> None:
        self._whole = not self._whole
        self._show()

    def _show(self, *, again: bool = False) -> None:
        page = self._page()
        view = self.query_one("#version", PageView)
        if again:
            view.show_again(page)
        else:
            view.show(page)

    def _page(self) -> Page:
        tr, past = self.app.translator, self._past
        chosen = self.query_one(VersionList).chosen
        if past is None or chosen is None:
            if self._failed or past is not None:
                standing = self._failed or (past.standing if past else "")
                return _words(
                    self._heading(), standing_sentence(standing, tr) or tr.gettext("There is no history yet.")
                )
            return _words(self._heading(), tr.gettext("Asking git…"))
        if self._whole and (entry := past.entry(chosen.version)) is not None:
            from govtui.page.compose import compose

            return compose(entry, self._key, self._host.context)
        return self._changes(past, chosen)

    def _changes(self, past: FileHistory, chosen: Revision) -> Page:
        """What the version under the cursor changed, or how it differs from the marked one."""
        from govtui.page.differences import differences_page, version_blocks

        tr, context = self.app.translator, self._host.context
        entry = past.entry(chosen.version)
        kind = entry.kind if entry else ""
        if (two := self._compared(past, chosen)) is not None:
            older, newer = two
            found = past.differences(older.version, newer.version)
            self._found = {older.name: found}
            under = tr.gettext("against: {version}").format(version=self._title(older, tr))
            head = self._title(newer, tr)
            return differences_page(found, self._key, kind, context, head=head, under=under, chosen=True)
        self._found = chosen.changes
        if chosen.state == "created" and not chosen.decided:
            return _words(self._title(chosen, tr), tr.gettext("The record was created. Enter shows it whole."))
        blocks = list(version_blocks(chosen, kind, context, chosen=True))
        parents = [past.by_commit[commit] for commit in chosen.changes if commit in past.by_commit]
        host = []
        if parents and chosen.state == "changed":
            names = " | ".join(_name(parent, tr) for parent in parents)
            host = [Paragraph((Span(tr.gettext("against: {version}").format(version=names), Role.MUTED),))]
        title = (Span(self._title(chosen, tr), Role.TITLE),)
        return Page(self._key, title, host, [Section("differences", "", blocks)])

    def _compared(self, past: FileHistory, chosen: Revision) -> tuple[Revision, Revision] | None:
        """The older and the newer of the chosen and the marked version; None where no other one is marked."""
        marked = self.query_one(VersionList).marked
        other = next((told for told in past.revisions if told.name == marked), None)
        if other is None or other == chosen:
            return None
        newer, older = sorted((chosen, other), key=past.revisions.index)
        return older, newer

    def _title(self, told: Revision, tr: Translator) -> str:
        return tr.gettext("Not yet committed") if told.version is None else _name(told.version, tr)

    def _heading(self) -> str:
        return self._host.context.name(self._key).text

    # moving

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        from govtui.page.differences import FIELD

        if message.key.startswith(FIELD):
            self._restore_field(message.key.removeprefix(FIELD))
        else:
            self.dismiss(message.key)

    def action_pane(self) -> None:
        versions, page = self.query_one(VersionList), self.query_one("#version", PageView)
        (versions if page.has_focus and versions.display else page).focus()

    def action_up(self) -> None:
        """Esc: from the whole record to what was changed, from the page to the list, then away."""
        versions = self.query_one(VersionList)
        if self._whole:
            self._whole = False
            self._show()
        elif versions.display and not versions.has_focus:
            versions.focus()
        else:
            self.dismiss(None)

    # bringing back

    def action_restore(self) -> None:
        """Bring back the version under the cursor, after a look at what that changes."""
        past, chosen = self._past, self.query_one(VersionList).chosen
        if past is None or chosen is None:
            return
        tr, text = self.app.translator, past.text(chosen.version)
        if not text and chosen.state in ("removed", "missing", "too_large"):
            self.app.say(tr.gettext(SENTENCES[chosen.state]))
            return
        if chosen.version is None or not text:
            self.app.say(tr.gettext("Choose an earlier version: this is the current one."))
            return

        def title(tr: Translator) -> str:
            return tr.gettext("Restore the version of {version}?").format(version=self._title(chosen, tr))

        Restoring(self.app, self._key, self._ask).version(text, title)

    def _restore_field(self, path: str) -> None:
        """Offer the values that a field had before the version that is shown, on each side of a merge, and in it."""
        found = {parent: one for parent, each in self._found.items() for one in each if one.path == path}
        if not found:
            return

        def before(parent: str) -> Callable[[Translator], str]:
            version = self._past.by_commit.get(parent) if self._past and len(found) > 1 else None
            if version is None:
                return lambda tr: tr.gettext("The one before this change")
            return lambda tr: tr.gettext("The one of {version}").format(version=_name(version, tr))

        values = [Offered(one.before, before(parent)) for parent, one in found.items()]
        after = next(iter(found.values())).after
        values.append(Offered(after, lambda tr: tr.gettext("The one after this change")))
        Restoring(self.app, self._key, self._ask).field(path, values, self._host.context)


def _name(version: Version, tr: Translator) -> str:
    """When a version was made, and what was said of it."""
    sign = f"{MERGE} " if len(version.parents) > 1 else ""
    return moment_long(version.when, tr) + ("" if version.cut else f" · {sign}{version.subject}")


def _words(title: str, text: str) -> Page:
    paragraph = Paragraph((Span(text, Role.MUTED),))
    return Page("", (Span(title, Role.TITLE),), [], [Section("words", "", [paragraph])])
