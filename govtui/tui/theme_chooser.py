"""The theme chooser: previews the theme under the cursor; Enter keeps it, Esc restores the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.base.themes import CHOICES

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class ThemesScreen(LocalizedModal):
    """The list of themes over the browse screen."""

    BINDINGS = [Binding("escape,q", "as_it_was", N_("Leave unchanged"), id="themes.leave")]
    AUTO_FOCUS = "#looks"

    def __init__(self, host: Host) -> None:
        super().__init__()

    def compose(self) -> ComposeResult:
        with Vertical(id="themes"):
            yield MessageLabel(id="themes-title")
            yield OptionList("looks")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one(MessageLabel).say(tr.gettext("Theme"))
        looks = self.query_one(OptionList)
        shown = looks.picked.value if looks.picked else self.app.theme.removeprefix("govtui-").removesuffix("-16")
        looks.show([Option(name, tr.pgettext("theme", words)) for name, words in CHOICES.items()], shown)

    @on(OptionList.Highlighted)
    def _highlighted(self, message: OptionList.Highlighted) -> None:
        self.app.apply_theme(str(message.option.value))

    @on(OptionList.Chosen)
    def _chosen(self, message: OptionList.Chosen) -> None:
        self.app.choose_look(str(message.option.value))
        self.dismiss(None)

    def action_as_it_was(self) -> None:
        self.app.apply_theme(self.app.look)
        self.dismiss(None)
