"""Help: the keys that work, in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer

from govtui.i18n.marks import N_
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.tui.commands import COMMANDS
from govtui.tui.keys import shown
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen

LEAD = 20


class HelpScreen(LocalizedModal):
    """A page of keys."""

    BINDINGS = [Binding("escape,q,question_mark,f1", "dismiss", N_("Close"), id="help.close")]
    AUTO_FOCUS = "PageView"

    def compose(self) -> ComposeResult:
        yield PageView(id="help")
        yield Footer(show_command_palette=False)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one(PageView).show_again(self._page())

    def _page(self) -> Page:
        tr = self.app.translator

        def line(keys: str, words: str) -> Paragraph:
            return Paragraph((Span(words),), shown(keys, tr), Role.STRONG, lead_width=LEAD)

        moving: list[Block] = [
            line(binding.key, tr.gettext(binding.description))
            for binding in RecordList.BINDINGS
            if isinstance(binding, Binding) and binding.description
        ]
        reader: list[Block] = [
            line("down,j,up,k", tr.gettext("To the next or previous link; scrolls where there is none.")),
            line("enter", tr.gettext("Follow the link")),
        ]
        commands: list[Block] = []
        for command in COMMANDS:
            if command.id != "pane-back":
                commands.append(line(command.keys, f"{tr.gettext(command.title)}. {tr.gettext(command.help)}"))
        typing: list[Block] = [
            Paragraph(
                (
                    Span(
                        tr.gettext(
                            "Type words, and the beginning of the last one, with or without accents: “ha noi”, “Hà Nội”, “doi moi”."
                        )
                    ),
                )
            ),
        ]
        signs: list[Block] = [
            line("≠", tr.gettext("Sources disagree, or figures do not add up.")),
            line("✗", tr.gettext("The record has an error or cannot be read.")),
            line("[vi] [en]", tr.gettext("The text exists in this language only.")),
        ]
        sections = [
            Section("commands", tr.gettext("Commands"), commands),
            Section("list", tr.gettext("In the list"), moving),
            Section("reader", tr.gettext("In the reader"), reader),
            Section("search", tr.gettext("Searching"), typing),
            Section("signs", tr.gettext("Signs"), signs),
        ]
        return Page("", (Span(tr.gettext("Keys"), Role.TITLE),), [], sections)


def screen(_below: BrowseScreen) -> HelpScreen:
    """The screen over the list."""
    return HelpScreen()
