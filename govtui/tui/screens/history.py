"""The history of a record: its versions, what each changed, the whole record as it was, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.git import standing_sentence
from govtui.i18n.marks import N_
from govtui.i18n.moments import moment_long
from govtui.i18n.translator import Translator
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.tui.localized import LocalizedModal
from govtui.tui.restoring import Restoring
from govtui.tui.widgets.fields import Words
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.version_list import VersionList

if TYPE_CHECKING:
    from govtui.edit.differences import FieldDifference
    from govtui.edit.past import Moment, Past
    from govtui.tui.screens.browse import BrowseScreen

WIDE = 110
"""The width in cells from which the versions stand beside what they changed, not above it."""


class HistoryScreen(LocalizedModal):
    """Answers with the record that was chosen on a page, or None."""

    BINDINGS = [
        Binding("r", "restore", N_("Bring back"), id="history.restore"),
        Binding("escape,h", "up", N_("Close"), id="history.close"),
        Binding("q", "dismiss(None)", N_("Close"), show=False, id="history.leave"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="history.pane"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#versions"

    def __init__(self, below: BrowseScreen, key: str) -> None:
        super().__init__()
        self._below = below
        self._key = key
        self._past: Past | None = None
        self._failed = ""
        """Why git could not be asked, as a code of GitFailed."""
        self._found: tuple[FieldDifference, ...] = ()
        self._whole = False
        """Whether the whole record is shown, not what a version changed."""

    def compose(self) -> ComposeResult:
        yield Words(id="history-title")
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
        from govtui.edit.past import Past
        from govtui.store.git import GitFailed

        try:
            past, failed = Past(self.app.registry, path), ""
        except GitFailed as failure:
            past, failed = None, failure.code
        self.app.call_from_thread(self._looked, past, failed)

    def _looked(self, past: Past | None, failed: str) -> None:
        self._past, self._failed = past, failed
        for versions in self.query(VersionList):  # none when the screen was closed meanwhile
            versions.show(past.moments if past else ())
            versions.display = bool(versions.moments)
            if not versions.moments:
                self.query_one("#version", PageView).focus()
            self._show()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        title = self.app.translator.gettext("History of {name}").format(name=self._heading())
        self.query_one("#history-title", Words).say(title)
        self._show(again=True)

    @on(VersionList.Highlighted)
    def _highlighted(self) -> None:
        self._show()

    @on(VersionList.Opened)
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
        if self._whole and (entry := past.entry(chosen)) is not None:
            from govtui.page.compose import compose

            return compose(entry, self._key, self._below.voice)
        return self._changes(past, chosen)

    def _changes(self, past: Past, chosen: Moment) -> Page:
        from govtui.page.differences import differences_page

        tr = self.app.translator
        older, newer = self._compared(past, chosen)
        title = self._title(newer, tr)
        if not past.text(newer):
            self._found = ()
            return _words(title, tr.gettext("The record was removed."))
        entry = past.entry(newer)
        if older is None or not past.text(older):
            self._found = ()
            return _words(title, tr.gettext("The record was created. Enter shows it whole."))
        self._found = past.differences(older, newer)
        under = tr.gettext("against: {version}").format(version=self._title(older, tr))
        voice = self._below.voice
        kind = entry.kind if entry else ""
        return differences_page(self._found, self._key, kind, voice, head=title, under=under, chosen=True)

    def _compared(self, past: Past, chosen: Moment) -> tuple[Moment | None, Moment]:
        """The older and the newer of the two versions that are compared: with the marked one, else with the one before."""
        marked = self.query_one(VersionList).marked
        other = next((moment for moment in past.moments if moment.name == marked), None)
        if other is None or other == chosen:
            return past.before(chosen), chosen
        places = sorted((past.moments.index(chosen), past.moments.index(other)))
        return past.moments[places[1]], past.moments[places[0]]

    def _title(self, moment: Moment, tr: Translator) -> str:
        if moment.version is None:
            return tr.gettext("Not yet committed")
        return f"{moment_long(moment.version.when, tr)} · {moment.version.subject}"

    def _heading(self) -> str:
        return self._below.voice.name(self._key).text

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
        text = past.text(chosen)
        if chosen.version is None or not text:
            words = self.app.translator.gettext("Choose an earlier version: this is the one that stands there now.")
            self.app.say(words)
            return

        def title(tr: Translator) -> str:
            return tr.gettext("Bring back the version of {version}?").format(version=self._title(chosen, tr))

        Restoring(self.app, self._key, self._ask).version(text, title)

    def _restore_field(self, path: str) -> None:
        if (found := next((one for one in self._found if one.path == path), None)) is not None:
            Restoring(self.app, self._key, self._ask).field(found, self._below.voice)


def _words(title: str, text: str) -> Page:
    paragraph = Paragraph((Span(text, Role.MUTED),))
    return Page("", (Span(title, Role.TITLE),), [], [Section("words", "", [paragraph])])


def screen(below: BrowseScreen) -> HistoryScreen:
    """The screen over the list."""
    return HistoryScreen(below, below.in_hand)
