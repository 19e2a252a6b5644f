"""The help: the keys that work now, searched by typing; unavailable commands with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from govtui.i18n.translator import LANGUAGES
from govtui.model.kinds import KINDS
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.signs import KIND_ROLES, SEVERITY_SIGNS
from govtui.text.fold import fold, words
from govtui.text.markers import N_
from govtui.tui.base.command import availability
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.key_names import names, shown
from govtui.tui.base.page_view import PageView
from govtui.tui.base.safe_text import plain
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.key_help import Context, Line, active, grouped
from govtui.tui.textual_compat.ime import ImeInput

LEAD = 20


class HelpScreen(MovesList, LocalizedModal):
    """The keys of the screen below, as a page."""

    BINDINGS = [
        Binding("escape", "up", N_("Close"), id="help.close"),
        Binding("q", "dismiss(None)", N_("Close"), show=False, id="help.quit"),
        Binding("slash", "find", N_("Search"), id="help.find"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "help"
    AUTO_FOCUS = "PageView"

    def __init__(self, host: Screen[object]) -> None:
        super().__init__()
        self._host = host
        self._browsing = host if isinstance(host, BrowseScreen) else None

    def compose(self) -> ComposeResult:
        with Vertical(id="helping"):
            yield ImeInput(id="help-query")
            yield PageView(id="help")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one(Input).placeholder = plain(self.app.translator.gettext("/ What do you want to do?"))
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        self.query_one(PageView).show_again(self._page(words(fold(self.query_one(Input).value))))

    @on(Input.Submitted)
    def _read(self) -> None:
        self.query_one(PageView).focus()

    def action_find(self) -> None:
        self.query_one(Input).focus()

    def moved_list(self) -> PageView:
        """The page, which the arrow keys scroll while the field has the focus."""
        return self.query_one(PageView)

    def action_up(self) -> None:
        """Leave the search; without one, close the help."""
        query = self.query_one(Input)
        if query.value or query.has_focus:
            query.value = ""
            self.query_one(PageView).focus()
        else:
            self.dismiss(None)

    # the page

    def _page(self, asked: tuple[str, ...] | list[str]) -> Page:
        tr = self.app.translator
        contexts = list(active(self._host, tr))
        if self._browsing:
            contexts += grouped(tr)
        sections = [self._section(context, asked) for context in contexts]
        sections += [] if asked else self._about()
        sections = [section for section in sections if section.blocks]
        title = tr.gettext("Keys") if sections else tr.gettext("There is no such key or command.")
        return Page("", (Span(title, Role.TITLE),), [], sections)

    def _section(self, context: Context, asked: tuple[str, ...] | list[str]) -> Section:
        lines = [line for line in context.lines if self._is_asked(line, asked)]
        return Section(context.name, context.heading, [self._line(line) for line in lines])

    def _is_asked(self, line: Line, asked: tuple[str, ...] | list[str]) -> bool:
        """Whether every word is a key of the line, or begins a word of its text in any language."""
        if not asked:
            return True
        texts = [line.title, line.help]
        if line.command:
            for language in LANGUAGES:
                tr = self.app.speaker(language)
                texts += [tr.gettext(line.command.title), tr.gettext(line.command.help)]
        known = words(fold(" ".join(texts)))
        keys = [one for key in names(self._keys(line), self.app.translator) for one in fold(key).split()]
        return all(word in keys or any(one.startswith(word) for one in known) for word in asked)

    def _keys(self, line: Line) -> str:
        return self.app.keymap.keys(line.id, line.keys) if line.command else line.keys

    def _line(self, line: Line) -> Paragraph:
        tr = self.app.translator
        keys = self._keys(line)
        told = f"{line.title}. {line.help}" if line.help else line.title
        lead = shown(keys, tr) if keys else tr.gettext("in the commands")
        why = availability(line.command, self._browsing) if line.command and self._browsing else ""
        if why:
            return Paragraph((Span(told, Role.MUTED), Span(f" {why}", Role.WARNING)), lead, Role.MUTED, lead_width=LEAD)
        return Paragraph((Span(told),), lead, Role.STRONG if keys else Role.MUTED, lead_width=LEAD)

    def _about(self) -> list[Section]:
        """Return the sections on searching, the mouse and signs."""
        tr = self.app.translator

        def line(lead: str, words_: str, role: Role = Role.STRONG) -> Paragraph:
            return Paragraph((Span(words_),), lead, role, lead_width=LEAD)

        typing = tr.gettext(
            "Type words, and the beginning of the last one, with or without accents: “ha noi”, “Hà Nội”, “doi moi”."
        )
        clicking = tr.gettext(
            "Click a line to go to it, again for Enter; with Ctrl to mark it; beside a window to close it. Shift selects text."
        )
        signs: list[Block] = [
            *self._kinds(),
            line(SEVERITY_SIGNS[2], tr.gettext("Sources disagree, or figures do not add up."), Role.DISCREPANCY),
            line(SEVERITY_SIGNS[3], tr.gettext("The record has an error or cannot be read."), Role.ERROR),
            line("[vi] [en]", tr.gettext("The text exists in this language only.")),
        ]
        return [
            Section("search", tr.gettext("Searching"), [Paragraph((Span(typing),))]),
            Section("mouse", tr.gettext("Mouse"), [Paragraph((Span(clicking),))]),
            Section("signs", tr.gettext("Signs"), signs),
        ]

    def _kinds(self) -> Iterator[Paragraph]:
        from govtui.i18n.labels import label

        for key, kind in KINDS.items():
            words = label("kind", key, self.app.translator)
            yield Paragraph((Span(words),), kind.sign, KIND_ROLES[key], lead_width=LEAD)
