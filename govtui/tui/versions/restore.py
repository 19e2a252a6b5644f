"""Bringing back a record, or one field of it, as it was in an earlier version: asked, checked, shown, then saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.translator import Translator
from govtui.tui.versions.version_pages import version_name

if TYPE_CHECKING:
    from govtui.edit.proposal import ProposedChange, Saved
    from govtui.page.render_context import RenderContext
    from govtui.store.history import Version
    from govtui.tui.base.host import RegistryApp


class Offered(NamedTuple):
    """A value that a field can be given again."""

    value: object
    """MISSING: the field goes."""
    label: Callable[[Translator], str]
    """Which one it is."""


def former_values(
    before: Sequence[tuple[str, object]], after: Sequence[object], versions: Mapping[str, Version]
) -> list[Offered]:
    """Return what a field can be given again: the values that it had in these commits, and those after the change.

    `versions`: by commit; one of several is named by its version.
    """

    def label(parent: str) -> Callable[[Translator], str]:
        version = versions.get(parent) if len(before) > 1 else None
        if version is None:
            return lambda tr: tr.gettext("The one before this change")
        return lambda tr: tr.gettext("The one of {version}").format(version=version_name(version, tr))

    values = [Offered(value, label(parent)) for parent, value in before]
    return values + [Offered(value, lambda tr: tr.gettext("The one after this change")) for value in after]


class Restoring:
    """`done` is called when something was brought back."""

    def __init__(self, app: RegistryApp, key: str, done: Callable[[], object]) -> None:
        self._app = app
        self._key = key
        self._done = done

    def version(self, text: str, title: Callable[[Translator], str]) -> None:
        """The whole record as this text."""
        if not self._app.edit_session.refuses():
            editing = self._app.edit_session.editing
            self._review(lambda: editing.text(self._key, text, editing.entry(self._key).etag), title)

    def field(self, path: str, values: Sequence[Offered], context: RenderContext) -> None:
        """One field as one of the values that a version has to do with; asked where several are other than what is there now."""
        from govtui.edit.proposal import EditRefused
        from govtui.store.field_edits import value_at
        from govtui.store.toml_values import same

        if self._app.edit_session.refuses():
            return
        try:
            now = value_at(self._app.edit_session.editing.entry(self._key).text, path)
        except EditRefused as error:
            self._app.say(self._app.edit_session.refused(error))
            return
        others: list[Offered] = []
        for one in values:
            if not same(one.value, now) and not any(same(one.value, other.value) for other in others):
                others.append(one)
        if len(others) > 1:
            self._ask(path, others, context)
        elif others:
            self._set(path, others[0].value)

    def _ask(self, path: str, values: Sequence[Offered], context: RenderContext) -> None:
        from govtui.page.present import path_words
        from govtui.tui.base.dialog import QuestionScreen
        from govtui.tui.base.option_list import Option

        card = self._app.index.card(self._key) if self._app.index else None

        def asking(tr: Translator) -> tuple[str, list[Option]]:
            field = path_words(card.kind if card else "", path, replace(context, tr=tr))
            question = tr.gettext("{field} now has another value. Which one should be restored?").format(field=field)
            choices = [Option(n, one.label(tr)) for n, one in enumerate(values)]
            none = tr.gettext("Neither") if len(values) == 2 else tr.gettext("None of them")
            return question, [Option(None, none), *choices]

        def answered(which: object) -> None:
            if isinstance(which, int):
                self._set(path, values[which].value)

        self._app.push_screen(QuestionScreen(asking), answered)

    def _set(self, path: str, value: object) -> None:
        from govtui.store.field_edits import Change

        def title(tr: Translator) -> str:
            return tr.gettext("Restore this field?")

        self._review(lambda: self._app.edit_session.editing.fields(self._key, [Change(path, value)]), title)

    def _review(self, prepare: Callable[[], ProposedChange], title: Callable[[Translator], str]) -> None:
        from govtui.edit.proposal import Conflict, EditRefused

        tr = self._app.translator
        try:
            change = prepare()
        except EditRefused as error:
            self._app.say(self._app.edit_session.refused(error))
        except Conflict:
            self._app.say(tr.gettext("Somebody else saved this record meanwhile."))
        else:
            if change.changes_nothing:
                self._app.say(tr.gettext("The record is already as it was in that version."))
            else:
                self._app.host.open(
                    "review", lambda answer: self._reviewed(change, answer), change=change, question=title
                )

    def _reviewed(self, change: ProposedChange, answer: object) -> None:
        if answer not in ("save", "insist"):
            return
        if refusal := self._app.edit_session.save(change, self._saved, force=answer == "insist"):
            self._app.say(refusal(self._app.translator))

    def _saved(self, _saved: Saved) -> None:
        self._done()
