"""The application: holds the registry, its index and the interface's language; shows one screen."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.query import Index
from govtui.text.safe import safe_text
from govtui.tui.keys import key_name
from govtui.tui.library import Library
from govtui.tui.localized import LocalizedScreen
from govtui.tui.private import last_filter
from govtui.tui.private.driver import SafeDriver
from govtui.tui.private.fatal import CrashSentence
from govtui.tui.private.gate import KeyGate
from govtui.tui.screens.browse import BrowseScreen
from govtui.tui.themes import THEMES
from govtui.user import choices, log

if TYPE_CHECKING:
    from govtui.store.registry import Registry

CHECK = 2.0
"""Seconds between two looks at the files of a registry that is quickly looked through."""

PROGRESS = 0.5
"""Seconds between two reports while an index is built."""


class GovtuiApp(KeyGate, CrashSentence, App[int]):
    """The whole interface over one registry."""

    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [Binding("ctrl+c", "app.how_to_quit", show=False, id="app.how-to-quit")]

    building: tuple[int, int] | None = None
    """How many files of how many have been read, while an index is built."""

    language: reactive[str] = reactive(LANGUAGES[0], init=False)
    """The interface's language."""

    def __init__(
        self, registry: Registry | Library, language: str, *, index: Index | None = None, remember: bool = True
    ) -> None:
        self.library = registry if isinstance(registry, Library) else Library.of(registry, index)
        self.translator: Translator = load(language) if language in LANGUAGES else load(LANGUAGES[0])
        self._remember = remember
        super().__init__(driver_class=SafeDriver)
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.set_reactive(GovtuiApp.language, language)
        last_filter.install(self)

    @classmethod
    def browse(cls, root: Path, language: str, *, read_only: bool = False) -> int:
        """Run until the user leaves; the exit status."""
        log.start()
        SafeDriver.no_input_message = load(language).gettext(
            "govtui: browsing needs a terminal, for input and for standard error. Over SSH use: ssh -t HOST govtui"
        )
        app = cls(Library.kept(root, read_only=read_only), language)
        app.run()
        return app.return_code or 0

    def get_default_screen(self) -> Screen[object]:
        return BrowseScreen()

    # language

    def watch_language(self, language: str) -> None:
        """Every open screen changes its words; nothing typed, chosen or scrolled is lost."""
        self.translator = self.speaker(language)
        if self._remember:
            choices.save("language", language)
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.retranslate()

    def speaker(self, language: str) -> Translator:
        """The translator of a language."""
        return load(language)

    def action_switch_language(self) -> None:
        place = LANGUAGES.index(self.language) if self.language in LANGUAGES else -1
        self.language = LANGUAGES[(place + 1) % len(LANGUAGES)]

    def get_key_display(self, binding: Binding) -> str:
        return key_name(binding.key, self.translator)

    # what the user is told

    def say(self, sentence: str) -> None:
        """A passing remark; the sentence is translated already."""
        self.notify(safe_text(sentence), markup=False, timeout=3)

    def crash_sentence(self, reference: str) -> str:
        sentence = self.translator.gettext(
            "govtui stopped because of an error in the program (reference {reference}). Details are in {log}."
        )
        return sentence.format(reference=reference, log=safe_text(str(log.path()), multiline=False))

    def action_how_to_quit(self) -> None:
        self.say(self.translator.gettext("Press q to leave."))

    # the registry

    @property
    def registry(self) -> Registry:
        """The files of the registry."""
        return self.library.registry

    @property
    def index(self) -> Index | None:
        """What the registry holds, as far as it is known."""
        return self.library.index

    def on_ready(self) -> None:
        """The first screen is painted: only now look at the files."""
        self.look_again()
        self.set_interval(CHECK, self._look_if_quick)

    def look_again(self, *, force: bool = False) -> None:
        """Hold the index against the files, in a thread; the screens change when it found something."""
        self.run_worker(lambda: self._look(force), thread=True, group="index", exclusive=True, exit_on_error=True)

    def _look_if_quick(self) -> None:
        if not self.library.slow and not any(worker.group == "index" and worker.is_running for worker in self.workers):
            self.look_again()

    def _look(self, force: bool) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > PROGRESS:
                last = time.monotonic()
                self.call_from_thread(self._grown, done, total)

        if (found := self.library.refreshed(progress, force=force)) is not None:
            self.call_from_thread(self._found, found)

    def _found(self, index: Index) -> None:
        self.library.use(index)
        self._show_index()

    def _grown(self, done: int, total: int) -> None:
        """Some more files are known; while there is no other index, what is known is shown."""
        self.building = (done, total)
        if self.index is None or not self.index.whole:
            self.library.index = self.library.growing() or self.index
        self._show_index()

    def _show_index(self) -> None:
        if self.index is None or self.index.whole:
            self.building = None
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.index_changed()

    # what Textual would do and govtui does not

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return ()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never: on a server it would start a program."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Never: it writes files where it likes."""
