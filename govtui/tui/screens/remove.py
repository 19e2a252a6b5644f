"""Deleting a record: what refers to it is shown first; the answer that harms nothing stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.edit.proposal import EditRefused, Prepared, Saved
from govtui.i18n.field_labels import quality_labels, relation_label
from govtui.i18n.formats import number
from govtui.model.kinds import kind_sign
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.fields import Words
from govtui.tui.widgets.form import Form
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.pick_list import Choice, PickList

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


LEAD = 28
"""Cells for the names of relations."""


class RemoveScreen(LocalizedModal):
    """What points here, and the question."""

    BINDINGS = [
        Binding("escape,q,n", "dismiss(None)", N_("Keep it"), id="remove.leave"),
        Binding("enter", "answer", N_("Choose"), id="remove.answer"),
        Binding("down,j,ọ,tab", "move(1)", N_("Down"), show=False, id="remove.down"),
        Binding("up,k,shift+tab", "move(-1)", N_("Up"), show=False, id="remove.up"),
        Binding("pagedown", "scroll_by(8)", N_("Page down"), show=False, id="remove.page-down"),
        Binding("pageup", "scroll_by(-8)", N_("Page up"), show=False, id="remove.page-up"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, below: BrowseScreen, removal: Prepared) -> None:
        super().__init__()
        self._below, self._removal = below, removal

    def compose(self) -> ComposeResult:
        with Form(id="remove", classes="form"):
            yield Words(id="remove-title", classes="asked")
            yield Words(id="remove-heading", classes="meaning")
            yield PickList(id="remove-incoming", lead=LEAD, still=True, classes="hint")
            yield PickList(id="remove-answers")
        yield KeyBar()

    @property
    def _answers(self) -> PickList:
        return self.query_one("#remove-answers", PickList)

    def retranslate(self) -> None:
        super().retranslate()
        tr, voice, removal = self.app.translator, self._below.voice, self._removal
        schema = voice.schema
        kind = removal.before.kind if removal.before else ""
        name = f"{kind_sign(kind)} {voice.name(removal.key).text}"
        title = tr.gettext("Delete {name} ({id})?").format(name=name, id=removal.key)
        self.query_one("#remove-title", Words).say(title)
        incoming = removal.incoming
        n = len({one.key for one in incoming})
        heading = tr.ngettext(
            "{n} record refers to it, and its link would lead nowhere:",
            "{n} records refer to it, and their links would lead nowhere:",
            n,
        ).format(n=number(n, tr))
        self.query_one("#remove-heading", Words).say(heading if n else tr.gettext("No other record refers to it."))
        shown = self.query_one("#remove-incoming", PickList)
        shown.show(
            [
                Choice(
                    one.field,
                    " · ".join([relation_label(one.type, tr, schema), *quality_labels(one.quality, tr)]),
                    voice.name(one.key).text,
                )
                for one in incoming
            ]
        )
        shown.rest()
        shown.display = bool(incoming)
        shown.styles.height = min(len(incoming), 10)
        picked = self._answers.picked
        self._answers.show(
            [
                Choice(False, tr.gettext("No, keep it")),
                Choice(True, tr.gettext("Yes, delete it (u restores it)")),
            ],
            picked.value if picked else False,
        )
        self._answers.styles.height = 2

    def action_move(self, step: int) -> None:
        self._answers.move(step)

    def action_scroll_by(self, lines: int) -> None:
        """Look through a long list of what refers to it."""
        shown = self.query_one("#remove-incoming", PickList)
        shown.jump(shown.top + lines)

    @on(PickList.Picked)
    def _clicked(self, message: PickList.Picked) -> None:
        if message.sender is self._answers:
            self.action_answer()

    def action_answer(self) -> None:
        picked = self._answers.picked
        if picked is None or not picked.value:
            self.dismiss(None)
            return
        # Whoever saw what refers to it and said yes insists.
        if refusal := self.app.desk.save(self._removal, self._gone, insist=True, told=self._told):
            self.query_one("#remove-heading", Words).say("✗ " + refusal(self.app.translator))

    @property
    def _told(self) -> str:
        text = self.app.translator.gettext("Deleted: {file}. Press u to restore it.")
        return text.format(file=self._removal.path)

    def _gone(self, saved: Saved) -> None:
        self.dismiss(None)


def screen(below: BrowseScreen) -> LocalizedModal | None:
    """The question about the record in hand."""
    app = below.app
    if app.desk.refuses():
        return None
    if not (key := app.desk.in_hand(below)):
        return None
    try:
        return RemoveScreen(below, app.desk.editing.removal(key))
    except EditRefused as error:
        app.say(app.desk.refused(error))
        return None
