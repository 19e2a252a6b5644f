"""What a change would do, shown before it is saved: new problems first, then each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding

from govtui.i18n.translator import Translator
from govtui.page.page import Page, Paragraph, Role, Span
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.reading import reading_languages, voice_of
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.edit.proposal import Prepared, Saved

Titled = Callable[[Translator], str]


class ReviewScreen(LocalizedModal):
    """Saves when told so; answers with what was saved, or None."""

    BINDINGS = [
        Binding("enter", "save(False)", N_("Save"), id="review.save", priority=True),
        Binding("ctrl+s", "save(True)", N_("Save anyway"), id="review.insist"),
        Binding("escape,q", "dismiss(None)", N_("Leave it as it is"), id="review.close"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(self, change: Prepared, title: Titled) -> None:
        super().__init__()
        self._change = change
        self._titled = title

    def compose(self) -> ComposeResult:
        yield PageView(id="review")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "save" and parameters == (True,) and not self._change.blocked)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one(PageView).show_again(self._page())

    def _page(self) -> Page:
        from govtui.page.differences import differences_page

        app, change, tr = self.app, self._change, self.app.translator
        voice = voice_of(app, reading_languages(app.library.settings.languages, app.language, "same"))
        entry = change.after or change.before
        page = differences_page(
            change.differences,
            change.key,
            entry.kind if entry else "",
            voice,
            head=self._titled(tr),
            problems=change.new_problems,
        )
        return replace(page, under_title=[Paragraph((Span(self._warning(), Role.WARNING),))] if change.blocked else [])

    def _warning(self) -> str:
        return self.app.translator.gettext("This causes new errors. Ctrl+S saves it anyway.")

    def action_save(self, insist: bool) -> None:
        if self._change.blocked and not insist:
            self.app.say(self._warning())
        elif refusal := self.app.desk.save(self._change, self._done, insist=insist):
            self.app.say(refusal(self.app.translator))

    def _done(self, saved: Saved) -> None:
        self.dismiss(saved)
