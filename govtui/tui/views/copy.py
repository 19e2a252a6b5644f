"""Copying: what of a record goes to the clipboard, in which form; the text stands beside it to be seen and selected."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.i18n.translator import LANGUAGES
from govtui.interchange.citation import link
from govtui.interchange.formats import FORMATS, Of, record_text
from govtui.model.field_paths import value_at
from govtui.page.answer_lines import answer_lines, answer_text
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.text.markers import N_, NP_
from govtui.text.safe import safe_text
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.textual_compat import clipboard
from govtui.tui.textual_compat.clipboard import CopyResult

if TYPE_CHECKING:
    from govtui.model.record import Record
    from govtui.tui.base.host import Host

FORMS = {
    "answer": NP_("copy", "This answer"),
    "id": NP_("copy", "Id"),
    "name": NP_("copy", "Name"),
    "field": NP_("copy", "This field"),
    "citation": FORMATS["citation"].label,
    "citation-other": NP_("copy", "Citation in the other language"),
    **{one.key: one.label for one in FORMATS.values() if one.of is Of.RECORD},
    "link": NP_("copy", "Web address"),
    **{one.key: one.label for one in FORMATS.values() if one.of is Of.PAGE},
    "toml": NP_("copy", "The file (TOML)"),
}
"""What can be copied, in the order in which it is offered."""

DONE = {
    CopyResult.TMUX_AND_TERMINAL: N_("Copied to tmux, and sent to the terminal’s clipboard: {what}"),
    CopyResult.TMUX: N_("Copied to tmux only: {what}"),
    CopyResult.TERMINAL: N_("Sent to the terminal’s clipboard: {what}"),
    CopyResult.TMUX_FAILED: N_("tmux did not accept the text. Sent to the terminal’s clipboard: {what}"),
}
"""What is said of a text that was copied: no more than is known."""

SHOWN = 20
"""How many of several marked records are shown before they are copied."""


class CopyScreen(LocalizedModal):
    """Forms at the left, the text at the right; Enter copies it and leaves."""

    BINDINGS = [
        Binding("escape,q,y", "dismiss(None)", N_("Close"), id="copy.close"),
        Binding("tab", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#copy-forms"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        reading = host.is_reading and host.shown == host.current_key
        self._keys = (host.current_key,) if reading else host.marked
        self._field = host.reader.field_in_hand[0] if reading else ""
        """The field that is read, if one is read."""
        self._answer = host.answer

    def compose(self) -> ComposeResult:
        with Horizontal(id="copy"):
            yield OptionList("copy-forms")
            yield PageView(id="copy-text")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        forms = self.query_one("#copy-forms", OptionList)
        options = []
        for form, words in FORMS.items():
            if (form == "field" and not self._field) or (form == "answer" and not self._answer):
                continue
            off = not any(self._one(form, key) for key in self._keys[:SHOWN])
            note = path_words("", self._field, self._host.context, PathStyle.SHORT) if form == "field" else ""
            options.append(Option(form, tr.pgettext("copy", words), tr.gettext("none") if off else note, off=off))
        forms.show(options, forms.picked.value if forms.picked else None)
        self._preview(forms.picked)

    @on(OptionList.Highlighted)
    def _highlighted(self, message: OptionList.Highlighted) -> None:
        self._preview(message.option)

    def _preview(self, option: Option | None) -> None:
        tr = self.app.translator
        text = self._text(str(option.value), self._keys[:SHOWN]) if option else ""
        lines = [Paragraph((Span(line or " "),)) for line in text.rstrip("\n").split("\n")]
        if (more := len(self._keys) - SHOWN) > 0:
            lines.append(Paragraph((Span(tr.gettext("and {n} more").format(n=number(more, tr)), Role.MUTED),)))
        hint = tr.gettext(
            "Enter copies. If your terminal does not accept it, select the text with the mouse (with Shift)."
        )
        under = []
        if (n := len(self._keys)) > 1:
            words = tr.ngettext("{n} marked record, one after another.", "{n} marked records, one after another.", n)
            under = [Paragraph((Span(words.format(n=number(n, tr)), Role.STRONG),))]
        self.query_one(PageView).show(Page("", (Span(hint, Role.MUTED),), under, [Section("text", "", lines)]))

    @on(OptionList.Chosen)
    async def _chosen(self, message: OptionList.Chosen) -> None:
        if not self.is_current:  # Enter was pressed twice while tmux took its time
            return
        try:
            result = await clipboard.copy(self.app, self._text(str(message.option.value), self._keys), os.environ)
        except ValueError:
            self.app.say_too_long()
            return
        self.app.say(self.app.translator.gettext(DONE[result]).format(what=message.option.words))
        if self.is_current:
            self.dismiss(None)

    def _text(self, form: str, keys: Sequence[str]) -> str:
        """The text of these records in a form, one after another, made safe: a clipboard is pasted into terminals. Empty
        where there is none.

        What a clipboard cannot hold is not made to its end: it is said to be too long all the same.
        """
        separator = "\n" if form == "toml" or (form in FORMATS and not FORMATS[form].is_line) else ""
        found: list[str] = []
        long = 0
        for key in keys:
            if long <= clipboard.LIMIT and (text := self._one(form, key)):
                found.append(text)
                long += len(text.encode(errors="replace"))
        joined = separator.join(text if text.endswith("\n") or len(found) == 1 else f"{text}\n" for text in found)
        return safe_text(joined)

    def _one(self, form: str, key: str) -> str:
        index = self.app.index
        card = index.card(key) if index else None
        if card is None:
            return ""
        entry, context = self.app.registry.entry(card.path), self._host.context
        if form == "toml":
            return entry.text
        if form == "id" or entry.record is None:
            return card.id if form == "id" else ""
        match form:
            case "answer":
                return next(map(answer_text, answer_lines([self._answer] if self._answer else [], context)), "")
            case "name":
                return context.text_of(entry.record.label)
            case "field":
                return self._read_field(entry.record)
            case "link":
                return link(entry.record, context.language)
            case "citation":
                context = replace(context, languages=(self.app.language,))
            case "citation-other":
                others = [one for one in self.app.library.settings.languages if one != self.app.language]
                if not others:
                    return ""
                tr = self.app.speaker(others[0]) if others[0] in LANGUAGES else self.app.translator
                form, context = "citation", replace(context, tr=tr, languages=(others[0],))
        return record_text(FORMATS[form], entry, key, context)

    def _read_field(self, record: Record) -> str:
        """What is read at the field: a text as it is written, anything else as the page has it."""
        value = value_at(record, self._field)
        if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
            return self._host.context.text_of(value)
        return value if isinstance(value, str) else self._host.reader.text_of(self._field)
