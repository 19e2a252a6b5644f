"""The history of a record, by version or by field: who changed what, the record as it was, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.errors import standing_sentence
from govtui.i18n.translator import Translator
from govtui.page.differences import SENTENCES
from govtui.page.page import Page
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.versions.field_history import FieldHistoryList
from govtui.tui.versions.history_head import OTHER, By, HistoryHead
from govtui.tui.versions.restore import Restoring, former_values
from govtui.tui.versions.version_list import VersionList
from govtui.tui.versions.version_pages import compared_page, field_page, version_name, version_page, words_page

if TYPE_CHECKING:
    from govtui.edit.changed_fields import ChangedField
    from govtui.edit.file_history import FileHistory, Revision
    from govtui.edit.merge_commits import FieldDifferences
    from govtui.tui.base.host import Host

WIDE = 110
"""The width in cells from which the lists stand beside what was changed, not above it."""


class HistoryScreen(LocalizedModal):
    """Answers with the record that was chosen on a page, or None."""

    BINDINGS = [
        Binding("u", "restore", N_("Restore"), id="history.restore"),
        Binding("s", "turn", N_("By version, or by field"), id="history.turn"),
        Binding("escape,h", "up", N_("Close"), id="history.close"),
        Binding("q", "dismiss(None)", N_("Close"), show=False, id="history.leave"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="history.pane"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#versions"

    def __init__(self, host: Host, key: str = "", field: str = "") -> None:
        """`field`: the field that it opens at; "" opens it by version."""
        super().__init__()
        self._host = host
        self._key = key or host.current_key
        self._by: By = "field" if field else "version"
        self._at = field
        """The field that the cursor goes to when the fields are first listed."""
        if not field and host.is_reading and host.shown == self._key:
            self._at = host.reader.field_in_hand[0] if host.reader.field_in_hand[1] else ""
        self._walked = ""
        """The path of the field whose versions alone are listed."""
        self._past: FileHistory | None = None
        self._failed = ""
        """Why git could not be asked, as a code of GitFailed."""
        self._fields: Sequence[ChangedField] | None = None
        """None until they are known."""
        self._found: Mapping[str, FieldDifferences] = {}
        """What differs on the page, against each version that it is compared with."""
        self._whole = False
        """Whether the whole record is shown, not what a version changed."""

    def compose(self) -> ComposeResult:
        yield HistoryHead()
        with Horizontal(id="history-panes"):
            yield VersionList()
            yield FieldHistoryList()
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
        self.app.call_from_thread(self._looked, past, failed, *self._look_by_field(past))

    def _look_by_field(self, past: FileHistory | None) -> tuple[Sequence[ChangedField] | None, Sequence[Revision]]:
        """Return the fields with their last changes, and the versions of the one that is walked, as far as they are asked for."""
        from govtui.edit.blame import field_changes
        from govtui.edit.changed_fields import changed_fields

        if past is None or self._by == "version":
            return None, ()
        now = past.entry(None)
        fields = self._fields if past is self._past else None
        if fields is None:
            fields = changed_fields(past, [*past.schema.fields(now.kind)] if now else ())
        return fields, field_changes(past, self._walked) if self._walked else ()

    def _looked(
        self,
        past: FileHistory | None,
        failed: str,
        fields: Sequence[ChangedField] | None,
        walked: Sequence[Revision],
    ) -> None:
        if not self.is_attached:  # the screen was closed meanwhile
            return
        self._past, self._failed, self._fields = past, failed, fields
        if fields is not None:
            self._list_fields()
        elif self._by == "field":  # turned to while git was asked
            self._look_again()
        if not self._walked:
            self._versions.show(past.revisions if past else ())
        elif walked:
            self._versions.show(walked)
        self._arrange()
        self._show()

    def _list_fields(self) -> None:
        if self._past is None or (now := self._past.entry(None)) is None:
            return
        self._list_of_fields.show(self._fields or (), now, self._host.context)
        if self._at and self._fields:
            self._list_of_fields.go_to_field(self._at)
            self._at = ""

    # what is shown

    @property
    def _versions(self) -> VersionList:
        return self.query_one(VersionList)

    @property
    def _list_of_fields(self) -> FieldHistoryList:
        return self.query_one(FieldHistoryList)

    @property
    def _view(self) -> PageView:
        return self.query_one("#version", PageView)

    @property
    def _list(self) -> CursorList:
        """The list of the view that one is in."""
        return self._list_of_fields if self._by == "field" and not self._walked else self._versions

    def _arrange(self) -> None:
        """Show the list of the view, with the focus, unless that is on the page; without rows the page is alone."""
        here, view = self._list, self._view
        was_there = here.display
        for one in (self._versions, self._list_of_fields):
            one.display = one is here and bool(one.total)
        if not here.display:
            view.focus()
        elif not was_there or not view.has_focus:
            here.focus()
        for pane in (self._versions, view):
            pane.footer_words = {"history.turn": OTHER[self._by]}
        self._entitle()
        self.refresh_bindings()

    def retranslate(self) -> None:
        super().retranslate()
        if self._fields is not None:
            self._list_fields()
        self._entitle()
        self._show(again=True)

    def _entitle(self) -> None:
        """Whose history this is, and whether older versions are left out."""
        tr = self.app.translator
        title = tr.gettext("History of {name}").format(name=self._heading())
        if self._walked:
            title += f" · {self._list_of_fields.called(self._list_of_fields.cursor)}"
        elif self._past is not None and self._past.more:
            older = tr.gettext("Older versions are not shown.")
            title += f" · {older}"
        self.query_one(HistoryHead).say(title, self._by)

    @on(CursorList.Highlighted)
    def _highlighted(self) -> None:
        self._show()

    @on(VersionList.Chosen)
    def _opened(self) -> None:
        if self._list is self._list_of_fields:
            self._walk()
        else:
            self._whole = not self._whole
            self._show()

    def _show(self, *, again: bool = False) -> None:
        page, view = self._page(), self._view
        if again:
            view.show_again(page)
        else:
            view.show(page)
            if self._walked and not self._whole:
                view.show_field(self._walked)

    def _page(self) -> Page:
        tr, past = self.app.translator, self._past
        self._found = {}
        if past is not None and self._list is self._list_of_fields:
            return self._page_of_field(past)
        chosen = self._versions.chosen
        if past is None or chosen is None:
            words = tr.gettext("Asking git…")
            if self._failed or past is not None:
                standing = self._failed or (past.standing if past else "")
                words = standing_sentence(standing, tr) or tr.gettext("There is no history yet.")
            return words_page(self._heading(), words)
        if self._whole and (entry := past.entry(chosen.version)) is not None:
            from govtui.page.compose import compose

            return compose(entry, self._key, self._host.context)
        return self._changes(past, chosen)

    def _changes(self, past: FileHistory, chosen: Revision) -> Page:
        """What the version under the cursor changed, or how it differs from the marked one."""
        from govtui.edit.changed_fields import differences_in

        entry = past.entry(chosen.version)
        kind = entry.kind if entry else ""
        if (two := self._compared(past, chosen)) is not None:
            older, newer = two
            found = past.differences(older.version, newer.version)
            self._found = {older.name: found}
            return compared_page(older, newer, found, kind, self._key, self._host.context)
        if self._walked and chosen.state == "created":  # the record; of the field it is told what it was given
            chosen = chosen._replace(changes=differences_in(chosen, self._walked), state="changed")
        self._found = chosen.changes
        return version_page(chosen, past, kind, self._key, self._host.context)

    def _page_of_field(self, past: FileHistory) -> Page:
        """What the version that gave the field under the cursor its value made of it."""
        from govtui.edit.changed_fields import differences_in, revision_of

        tr, one = self.app.translator, self._list_of_fields.chosen
        if one is None:
            words = tr.gettext("Asking git…")
            if self._fields is not None:
                words = tr.gettext("The file cannot be read as it stands, so there are no fields to list.")
            return words_page(self._heading(), standing_sentence(past.standing, tr) or words)
        told = revision_of(past, one)
        self._found = differences_in(told, one.path) if told else {}
        return field_page(one, told, self._found, self._list_of_fields.kind, self._host.context)

    def _compared(self, past: FileHistory, chosen: Revision) -> tuple[Revision, Revision] | None:
        """The older and the newer of the chosen and the marked version; None where no other one is marked."""
        marked = self._versions.marked
        other = next((told for told in past.revisions if told.name == marked), None)
        if other is None or other == chosen:
            return None
        newer, older = sorted((chosen, other), key=past.revisions.index)
        return older, newer

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
        (self._list if self._view.has_focus and self._list.display else self._view).focus()

    def action_turn(self) -> None:
        """To the other view; from a field to the version that gave it its value."""
        name = None
        if self._by == "field" and not self._walked and (one := self._list_of_fields.chosen):
            name = one.change.version.commit if one.change.version else ""
        self._whole, self._walked = False, ""
        self._by = "field" if self._by == "version" else "version"
        if self._past is not None:
            self._versions.show(self._past.revisions, name)
        self._arrange()
        self._show()
        if self._by == "field" and self._fields is None:
            self._look_again()

    def _walk(self) -> None:
        """List only the versions in which the field under the cursor changed, from the one that gave it its value."""
        from govtui.edit.changed_fields import revision_of

        if self._past is not None and (one := self._list_of_fields.chosen):
            self._walked = one.path
            self._versions.show(tuple(filter(None, [revision_of(self._past, one)])), "")
            self._arrange()
            self._show()
            self._look_again()

    def _look_again(self) -> None:
        """Work out in a thread what the view by field shows, without asking git again."""
        past, failed = self._past, self._failed

        def look() -> None:
            self.app.call_from_thread(self._looked, past, failed, *self._look_by_field(past))

        if past is not None:
            self.run_worker(look, thread=True, group="history", exclusive=True)

    def action_up(self) -> None:
        """Esc: from the whole record to the changes, from page to list, from a field's versions to the fields, then away."""
        if self._whole:
            self._whole = False
            self._show()
        elif self._list.display and not self._list.has_focus:
            self._list.focus()
        elif self._walked:
            self._walked = ""
            self._arrange()
            self._show()
        else:
            self.dismiss(None)

    # bringing back

    def action_restore(self) -> None:
        """Bring back the version under the cursor, or the former value of the field, after a look at what that changes."""
        past = self._past
        if past is None:
            return
        if self._list is self._list_of_fields:
            self._restore_former(past)
            return
        chosen = self._versions.chosen
        if chosen is None:
            return
        tr, text = self.app.translator, past.text(chosen.version)
        if not text and chosen.state in ("removed", "missing", "too_large"):
            self.app.say(tr.gettext(SENTENCES[chosen.state]))
            return
        if chosen.version is None or not text:
            self.app.say(tr.gettext("Choose an earlier version: this is the current one."))
            return

        def title(tr: Translator) -> str:
            return tr.gettext("Restore the version of {version}?").format(version=version_name(chosen.version, tr))

        Restoring(self.app, self._key, self._ask).version(text, title)

    def _restore_former(self, past: FileHistory) -> None:
        """Bring back the value that the field under the cursor had before its last change."""
        from govtui.store.field_edits import MISSING, value_in

        one = self._list_of_fields.chosen
        if one is None:
            return
        former = [
            (parent, value_in(past.data_of(past.blob_of(parent)) or {}, one.path))
            for parent, found in self._found.items()
            if found
        ]
        if all(value is MISSING for _, value in former):
            self.app.say(self.app.translator.gettext("No earlier value of this field is known."))
        else:
            self._offer(one.path, former, ())

    def _restore_field(self, path: str) -> None:
        """Offer the values that a field had before the version that is shown, on each side of a merge, and in it."""
        found = [(parent, one) for parent, each in self._found.items() for one in each if one.path == path]
        if found:
            self._offer(path, [(parent, one.before) for parent, one in found], [found[0][1].after])

    def _offer(self, path: str, before: Sequence[tuple[str, object]], after: Sequence[object]) -> None:
        values = former_values(before, after, self._past.by_commit if self._past else {})
        Restoring(self.app, self._key, self._ask).field(path, values, self._host.context)
