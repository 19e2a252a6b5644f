"""Bringing back a record, or one field of it, as it was in an earlier version: asked, checked, shown, then saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from govtui.edit.differences import FieldDifference
    from govtui.edit.prepared import Prepared
    from govtui.page.voice import Voice
    from govtui.tui.app import GovtuiApp


class Restoring:
    """`done` is called when something was brought back."""

    def __init__(self, app: GovtuiApp, key: str, done: Callable[[], object]) -> None:
        self._app = app
        self._key = key
        self._done = done

    def version(self, text: str, title: Callable[[Translator], str]) -> None:
        """The whole record as this text."""
        if not self._app.desk.refuses():
            editing = self._app.desk.editing
            self._review(lambda: editing.text(self._key, text, editing.entry(self._key).etag), title)

    def field(self, found: FieldDifference, voice: Voice) -> None:
        """One field as it was before a change, or as it was after it if it is other now; asked where it is a third thing."""
        from govtui.edit.prepared import EditRefused
        from govtui.store.changes import value_at

        if self._app.desk.refuses():
            return
        try:
            now = value_at(self._app.desk.editing.entry(self._key).text, found.path)
        except EditRefused as error:
            self._app.say(self._app.desk.refused(error))
            return
        values = [value for value in (found.before, found.after) if value != now]
        if len(values) == 2:
            self._ask(found, voice)
        elif values:
            self._set(found.path, values[0])

    def _ask(self, found: FieldDifference, voice: Voice) -> None:
        from govtui.page.differences import name_of
        from govtui.tui.screens.question import QuestionScreen
        from govtui.tui.widgets.pick_list import Choice

        card = self._app.index.card(self._key) if self._app.index else None

        def asking(tr: Translator) -> tuple[str, list[Choice]]:
            field = name_of(found.path, card.kind if card else "", replace(voice, tr=tr))
            question = tr.gettext("{field} holds another value now. Which one is to be brought back?").format(
                field=field
            )
            return question, [
                Choice(None, tr.gettext("Neither")),
                Choice("before", tr.gettext("The one before this change")),
                Choice("after", tr.gettext("The one after this change")),
            ]

        def answered(which: object) -> None:
            if which is not None:
                self._set(found.path, found.before if which == "before" else found.after)

        self._app.push_screen(QuestionScreen(asking), answered)

    def _set(self, path: str, value: object) -> None:
        from govtui.store.changes import Change

        def title(tr: Translator) -> str:
            return tr.gettext("Bring this field back?")

        self._review(lambda: self._app.desk.editing.fields(self._key, [Change(path, value)]), title)

    def _review(self, prepare: Callable[[], Prepared], title: Callable[[Translator], str]) -> None:
        from govtui.edit.prepared import Conflict, EditRefused
        from govtui.tui.screens.review import ReviewScreen

        tr = self._app.translator
        try:
            change = prepare()
        except EditRefused as error:
            self._app.say(self._app.desk.refused(error))
        except Conflict:
            self._app.say(tr.gettext("Somebody else saved this record meanwhile."))
        else:
            if change.changes_nothing:
                self._app.say(tr.gettext("The record stands as it was in that version."))
            else:
                self._app.push_screen(ReviewScreen(change, title), self._reviewed)

    def _reviewed(self, saved: object) -> None:
        if saved:
            self._done()
