"""The application: holds the registry, its index and the interface's language; shows one screen."""

from __future__ import annotations

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


class GovtuiApp(KeyGate, CrashSentence, App[int]):
    """The whole interface over one registry."""

    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [Binding("ctrl+c", "app.how_to_quit", show=False, id="app.how-to-quit")]

    language: reactive[str] = reactive(LANGUAGES[0], init=False)
    """The interface's language."""

    def __init__(self, registry: Registry, language: str, *, index: Index | None = None, remember: bool = True) -> None:

        from govtui.index.build import build

        self.registry = registry
        self.index: Index = index or build(registry)
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
        from govtui.store.registry import Registry

        log.start()
        SafeDriver.no_input_message = load(language).gettext(
            "govtui: input is not a terminal. Over SSH use: ssh -t HOST govtui"
        )
        app = cls(Registry(root, read_only=read_only), language)
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

    def reload(self) -> None:
        """Read the registry again."""
        from govtui.index.build import build
        from govtui.store.registry import Registry

        self.registry = Registry(self.registry.root, read_only=self.registry.read_only)
        self.index = build(self.registry)

    # what Textual would do and govtui does not

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return ()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never: on a server it would start a program."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Never: it writes files where it likes."""
