"""Copying: what of a record goes to the clipboard, in which form; the text stands beside it to be seen and selected."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer

from govtui.i18n.marks import N_, NP_
from govtui.i18n.numbers import number
from govtui.i18n.translator import LANGUAGES
from govtui.page.page import Page, Paragraph, Section, Span
from govtui.tui.localized import LocalizedModal
from govtui.tui.private import clipboard
from govtui.tui.widgets.choice_list import ChoiceList, Option
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen

FORMS = {
    "id": NP_("copy", "Id"),
    "name": NP_("copy", "Name"),
    "citation": NP_("copy", "Citation"),
    "citation-other": NP_("copy", "Citation in the other language"),
    "bibtex": NP_("copy", "BibTeX"),
    "link": NP_("copy", "Web address"),
    "markdown": NP_("copy", "Brief (Markdown)"),
    "toml": NP_("copy", "The file (TOML)"),
}
"""What can be copied, in the order in which it is offered."""


class CopyScreen(LocalizedModal):
    """Forms at the left, the text at the right; Enter copies it and leaves."""

    BINDINGS = [
        Binding("escape,q,y", "dismiss(None)", N_("Close"), id="copy.close"),
        Binding("tab", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#copy-forms"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below
        self._keys = (below.in_hand,) if below.in_hand else ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="copy"):
            yield ChoiceList("copy-forms")
            yield PageView(id="copy-text")
        yield Footer(show_command_palette=False)

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        forms = self.query_one("#copy-forms", ChoiceList)
        options = []
        for form, words in FORMS.items():
            off = not self._text(form)
            options.append(Option(form, tr.pgettext("copy", words), tr.gettext("none") if off else "", off))
        forms.show(options)
        self._preview(forms.option)

    @on(ChoiceList.Highlighted)
    def _highlighted(self, message: ChoiceList.Highlighted) -> None:
        self._preview(message.option)

    def _preview(self, option: Option | None) -> None:
        text = self._text(option.value) if option else ""
        lines = [Paragraph((Span(line or " "),)) for line in text.rstrip("\n").split("\n")]
        hint = self.app.translator.gettext(
            "Enter copies. If your terminal does not take it, select the text with the mouse (with Shift)."
        )
        title = (Span(hint),)
        self.query_one(PageView).show(Page("", title, [], [Section("text", "", lines)]))

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        tr, text = self.app.translator, self._text(message.option.value)
        try:
            clipboard.copy(self.app, text, os.environ)
        except ValueError:
            limit = number(clipboard.LIMIT, tr)
            self.app.say(tr.gettext("This is too long for a clipboard: {n} bytes at most.").format(n=limit))
            return
        self.app.say(tr.gettext("Copied: {what}").format(what=message.option.words))
        self.dismiss(None)

    def _text(self, form: str) -> str:
        """The text of the records in a form, one after another; empty where there is none."""
        separator = "\n" if form in ("markdown", "toml", "bibtex") else ""
        found = [text for key in self._keys if (text := self._one(form, key))]
        return separator.join(text if text.endswith("\n") or len(found) == 1 else f"{text}\n" for text in found)

    def _one(self, form: str, key: str) -> str:
        from dataclasses import replace

        from govtui.interchange.bibtex import bibtex
        from govtui.interchange.citation import citation, link
        from govtui.interchange.markdown import markdown
        from govtui.page.compose import compose

        index = self.app.index
        card = index.card(key) if index else None
        if card is None:
            return ""
        entry, voice = self.app.registry.entry(card.path), self._below.voice
        if form == "toml":
            return entry.text
        if form == "id" or entry.record is None:
            return card.id if form == "id" else ""
        match form:
            case "name":
                return voice.one(entry.record.label)
            case "citation":
                return citation(entry.record, replace(voice, languages=(self.app.language,)))
            case "citation-other":
                others = [one for one in self.app.library.settings.languages if one != self.app.language]
                if not others:
                    return ""
                tr = self.app.speaker(others[0]) if others[0] in LANGUAGES else self.app.translator
                return citation(entry.record, replace(voice, tr=tr, languages=(others[0],)))
            case "bibtex":
                return bibtex(entry.record, voice)
            case "link":
                return link(entry.record)
        return markdown(compose(entry, key, voice))


def screen(below: BrowseScreen) -> CopyScreen:
    """The screen over the list."""
    return CopyScreen(below)
