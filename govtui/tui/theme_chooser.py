"""Choosing the look: each theme is shown as the cursor comes to it; Enter keeps it, Esc brings back what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.option_list import ChoiceList, Option
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.base.themes import CHOICES

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class ThemesScreen(LocalizedModal):
    """The themes, over the list, which wears the one under the cursor."""

    BINDINGS = [Binding("escape,q", "as_it_was", N_("Leave unchanged"), id="themes.leave")]
    AUTO_FOCUS = "#looks"

    def __init__(self, host: Host) -> None:
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(id="themes"):
            yield MessageLabel(id="themes-title")
            yield ChoiceList("looks")
        yield KeyBar()

    def on_mount(self) -> None:
        self.retranslate()
        worn = self.app.theme.removeprefix("govtui-").removesuffix("-16")
        self.query_one(ChoiceList).point_at(worn)

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one(MessageLabel).say(tr.gettext("Theme"))
        self.query_one(ChoiceList).show([Option(name, tr.pgettext("theme", words)) for name, words in CHOICES.items()])

    @on(ChoiceList.Highlighted)
    def _highlighted(self, message: ChoiceList.Highlighted) -> None:
        self.app.apply_theme(message.option.value)

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        self.app.choose_look(message.option.value)
        self.dismiss(None)

    def action_as_it_was(self) -> None:
        """Without choosing."""
        self.app.apply_theme(self.app.look)
        self.dismiss(None)
