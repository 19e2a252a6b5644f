"""Copying: what of which records goes to the clipboard or into a file, in which form; the text stands beside it to be seen and selected."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.interchange.formats import FORMATS, Of
from govtui.interchange.left_sentences import left_sentences
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.textual_compat import clipboard
from govtui.tui.textual_compat.clipboard import CopyResult
from govtui.tui.views.copied import FORMS, Copied, Scope
from govtui.tui.views.save_copy import SaveCopyScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host

DONE = {
    CopyResult.TMUX_AND_TERMINAL: N_("Copied to tmux, and sent to the terminal’s clipboard: {what}"),
    CopyResult.TMUX: N_("Copied to tmux only: {what}"),
    CopyResult.TERMINAL: N_("Sent to the terminal’s clipboard: {what}"),
    CopyResult.TMUX_FAILED: N_("tmux did not accept the text. Sent to the terminal’s clipboard: {what}"),
}
"""What is said of a text that was copied: no more than is known."""

SHOWN = 20
"""How many of several records are shown before they are copied."""

LOOKED_AT = 500
"""Records of the list that are looked at for whether any has a text in a form."""

PREVIEWED = 10_000
"""How many characters of their text are shown."""

LEAST = 32
"""Bytes that a record has in a document at least: of so many that no clipboard holds them no document is made."""


class FormList(OptionList, can_focus=True):
    """Forms; the arrows to the sides mean other records."""

    BINDINGS = [
        Binding("right", "screen.turn(1)", N_("More records: marked, list"), show=False, id="copy.next-records"),
        Binding(
            "left", "screen.turn(-1)", N_("Fewer records: marked, this one"), show=False, id="copy.previous-records"
        ),
    ]


class CopyScreen(LocalizedModal):
    """Forms at the left, the text at the right; Enter copies it and leaves, Ctrl+S saves it to a file."""

    BINDINGS = [
        Binding("escape,q,y", "dismiss(None)", N_("Close"), id="copy.close"),
        Binding("ctrl+s", "save", N_("Save as a file"), id="copy.save"),
        Binding("tab", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#copy-forms"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._copied = Copied(host)

    def compose(self) -> ComposeResult:
        with Horizontal(id="copy"):
            yield FormList("copy-forms")
            yield PageView(id="copy-text")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        self._offer()

    def _offer(self) -> None:
        """Show the forms that these records have."""
        tr, forms = self.app.translator, self.query_one("#copy-forms", OptionList)
        options = []
        for form in self._copied.forms():
            off = self._why_off(form)
            note = path_words("", self._copied.field, self._host.context, PathStyle.SHORT) if form == "field" else ""
            options.append(Option(form, tr.pgettext("copy", FORMS[form]), off or note, off=bool(off)))
        forms.show(options, forms.picked.value if forms.picked else None)
        self._preview(forms.picked)

    def _why_off(self, form: str) -> str:
        """Return why a form cannot be chosen, in a word or two; empty when it can."""
        tr = self.app.translator
        if form in FORMATS and FORMATS[form].of is Of.DOCUMENT:
            if self._copied.needs_one_kind(form):
                return tr.gettext("one kind only")
            has = self._copied.can_hold(form)
        else:
            has = self._copied.has(form, SHOWN if self._copied.scope is not Scope.LIST else LOOKED_AT)
        return "" if has else tr.gettext("none")

    def action_turn(self, step: int) -> None:
        """Choose the next scope, or the previous one."""
        self._copied.turn(step)
        self._offer()

    # the text

    @on(OptionList.Highlighted)
    def _highlighted(self, message: OptionList.Highlighted) -> None:
        self._preview(message.option)

    def _preview(self, option: Option | None) -> None:
        tr = self.app.translator
        hint = tr.gettext(
            "Enter copies. If your terminal does not accept it, select the text with the mouse (with Shift)."
        )
        under = [Paragraph(tuple(self._scopes(tr)))]
        blocks: list[Block] = list(self._shown(str(option.value), tr)) if option and not option.off else []
        self.query_one(PageView).show(Page("", (Span(hint, Role.MUTED),), under, [Section("text", "", blocks)]))

    def _scopes(self, tr: Translator) -> Iterator[Span]:
        """Yield which records can be meant, those that are meant in brackets."""
        for place, scope in enumerate(self._copied.scopes):
            n = self._copied.count(scope)
            match scope:
                case Scope.RECORD:
                    words = tr.pgettext("copy", "This record")
                case Scope.MARKED:
                    words = tr.ngettext("{n} marked record", "{n} marked records", n).format(n=number(n, tr))
                case Scope.LIST:
                    words = tr.ngettext("The list: {n} record", "The list: {n} records", n).format(n=number(n, tr))
            yield Span(" · " * bool(place), Role.MUTED)
            meant = scope is self._copied.scope
            yield Span(f"[{words}]" if meant else words, Role.STRONG if meant else Role.MUTED)

    def _shown(self, form: str, tr: Translator) -> Iterator[Paragraph]:
        """Yield the beginning of the text, and what it does not hold."""
        if refusal := self._copied.refusal(form):
            yield Paragraph((Span(refusal, Role.WARNING),))
            return
        export = self._copied.export(form, SHOWN) if form in FORMATS else None
        text, is_cut = "", False
        for part in self._copied.parts(form, export, SHOWN):
            if not is_cut:
                text += part
            is_cut = is_cut or len(text) > PREVIEWED
        shown = safe_text(text[:PREVIEWED].removeprefix("\ufeff").replace("\r\n", "\n")).rstrip("\n")
        for line in shown.split("\n"):
            yield Paragraph((Span(line or " "),))
        if is_cut:
            yield Paragraph((Span("…", Role.MUTED),))
        if (more := self._copied.total - SHOWN) > 0:
            yield Paragraph((Span(tr.gettext("and {n} more").format(n=number(more, tr)), Role.MUTED),))
        for sentence in left_sentences(export.left, FORMATS[form], export.context) if export else ():
            yield Paragraph((Span(" "),))
            yield Paragraph((Span(sentence, Role.MUTED),))

    # copying and saving

    @on(OptionList.Chosen)
    async def _chosen(self, message: OptionList.Chosen) -> None:
        if not self.is_current:  # Enter was pressed twice while tmux took its time
            return
        form = str(message.option.value)
        if refusal := self._copied.refusal(form):
            self.app.say(refusal)
            return
        try:
            result = await clipboard.copy(self.app, self._text(form), os.environ)
        except ValueError:
            self.app.say_too_long()
            return
        self.app.say(self.app.translator.gettext(DONE[result]).format(what=message.option.words))
        if self.is_current:
            self.dismiss(None)

    def _text(self, form: str) -> str:
        """Return the text of these records in a form, one after another, made safe: a clipboard is pasted into terminals.

        Raises ValueError for what a clipboard cannot hold, without making it to its end.
        """
        export = None
        if form in FORMATS:
            if self._copied.total * LEAST > clipboard.LIMIT:
                raise ValueError(form)
            export = self._copied.export(form)
        found: list[str] = []
        long = 0
        for part in self._copied.parts(form, export):
            found.append(part)
            if (long := long + len(part.encode(errors="replace"))) > clipboard.LIMIT:
                raise ValueError(form)
        return safe_text("".join(found))

    def action_save(self) -> None:
        """Ask for the file in which the text is saved."""
        tr, option = self.app.translator, self.query_one("#copy-forms", OptionList).picked
        if option is None or option.off:
            return
        if self.app.library.read_only:
            self.app.say(tr.gettext("Where the registry is read-only nothing is saved; “govtui export” writes files."))
        elif refusal := self._copied.refusal(form := str(option.value)):
            self.app.say(refusal)
        else:
            self.app.push_screen(SaveCopyScreen(self._copied, form), self._saved)

    def _saved(self, said: object) -> None:
        if isinstance(said, str):
            self.app.say(said)
            self.dismiss(None)
