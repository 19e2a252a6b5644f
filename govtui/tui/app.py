"""The Textual app: registry, index, edit session, language, theme and keys, shared by all screens."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from govtui.i18n.errors import full_sentence, is_full
from govtui.i18n.formats import number
from govtui.i18n.translator import LANGUAGES, Translator, load, next_language
from govtui.index.api import Index
from govtui.store.location import is_writable
from govtui.text.safe import safe_text
from govtui.tui.base.edit_session import EditSession
from govtui.tui.base.key_names import ADVICE, Keymap, key_name
from govtui.tui.base.screen import Leaving, LocalizedScreen
from govtui.tui.base.settling import Settling
from govtui.tui.base.themes import CHOICES, THEMES, looks, theme_for
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.library import Library
from govtui.tui.live import LiveFiles
from govtui.tui.textual_compat import terminal
from govtui.tui.textual_compat.clipboard import LIMIT, CopyingFields, CopyResult
from govtui.tui.textual_compat.fatal import CrashSentence
from govtui.tui.textual_compat.key_queue import KeyQueue, MouseRelease
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.tui.window_title import WindowTitle
from govtui.user import choices, log

if TYPE_CHECKING:
    from govtui.index.cache import IndexCache
    from govtui.store.registry import Registry
    from govtui.tui.base.host import Host


DRAFTS_AFTER = 0.3
"""Seconds after the first paint at which drafts are offered: the reader is filled by then."""

_GC_THRESHOLDS = (10_000, 10, 10)
"""For gc.set_threshold: a keystroke draws some thousands of objects that all go with the next one, and Python's 700 cost it
a millisecond or two."""


class GovtuiApp(KeyQueue, MouseRelease, CopyingFields, CrashSentence, LiveFiles):
    """The interface to one registry."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [Binding("ctrl+c", "app.how_to_quit", show=False, id="app.how-to-quit")]

    def __init__(
        self, registry: Registry | Library, language: str, *, index: Index | None = None, remember: bool = True
    ) -> None:
        self.library = registry if isinstance(registry, Library) else Library.of(registry, index)
        self.translator: Translator = load(language if language in LANGUAGES else next_language(""))
        self.edit_session = EditSession(self)
        self.settling = Settling(self)
        self._remember = remember
        self._unsaved_language = ""
        self.next_registry: Path | None = None
        """The registry to open when this one is left."""
        chosen = choices.load() if remember else {}
        self.look: str = str(chosen.get("theme", ""))
        """A theme of themes.CHOICES, "" when none was chosen."""
        super().__init__(driver_class=SafeDriver)
        self._window_title = WindowTitle(self) if choices.value_of("title", chosen) else None
        self.last_key.vni = choices.value_of("typing", chosen) == "vni"
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        # Before anything is shown: a change of theme parses all rules again.
        colours, term = self.console.color_system, os.environ.get("TERM", "")
        self.set_reactive(App.theme, theme_for(self.look, colours, os.environ.get("COLORFGBG", "")))
        self.add_class(*looks(colours, term, no_color=self.no_color))
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_reactive(GovtuiApp.language, language)
        terminal.install_filter(self)
        self.hold_keys()  # until the browse screen has all its panes
        self.keymap = Keymap({}, ())
        """The keys changed in the configuration."""
        if (
            "keys" in chosen
            or (self.look and self.look not in CHOICES)
            or choices.unknown_values(chosen)
            or (remember and not chosen and choices.fault())
        ):
            self._map_keys()

    @classmethod
    def browse(
        cls,
        root: Path,
        language: str,
        *,
        read_only: bool = False,
        kept: IndexCache | None = None,
        texts: str | None = None,
        named: str = "",
        looked_in: Path | None = None,
    ) -> int:
        """Run until the user leaves; return the exit status.

        `texts`: the folder of source texts; `named`: the record to begin at; `looked_in`: the folder where no registry was found.
        """
        log.start()
        SafeDriver.no_input_message = load(language).gettext(
            "govtui: browsing needs a terminal, for input and for standard error. Over SSH use: ssh -t HOST govtui"
        )
        app = cls(Library.kept(root, read_only=read_only, kept=kept), language)
        app.library.texts, app.library.named, app.library.looked_in = texts, named, looked_in
        try:
            app.run()
        finally:
            app.library.close()
        if (other := app.next_registry) is not None:
            return cls.browse(other, app.language, read_only=not is_writable(other))
        return app.return_code or 0

    @property
    def remembers(self) -> bool:
        """Whether choices and the session are saved."""
        return self._remember

    def get_default_screen(self) -> Screen[object]:
        return BrowseScreen()

    def collect_garbage(self) -> None:
        """Collect garbage again (cli.browse stops it), but seldom, and never what the start made."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*_GC_THRESHOLDS)
            gc.enable()

    # language

    def watch_language(self, language: str) -> None:
        """Retranslate every open screen; nothing typed, chosen or scrolled is lost."""
        self.translator = self.speaker(language)
        self.clear_notifications()  # they are in the old language, and pass
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.retranslate()
        if self._remember:
            self._unsaved_language = language
            self.call_after_refresh(self._save_language)  # after the repaint: switching must not wait for the disk

    def _save_language(self) -> None:
        if self._unsaved_language:
            choices.save("language", self._unsaved_language)
            self._unsaved_language = ""

    # keys and look

    def _map_keys(self) -> None:
        from govtui.tui.commands import COMMANDS
        from govtui.tui.keymap import configured

        self.keymap = configured()
        self.set_keymap(dict(self.keymap.by_id))
        for command in COMMANDS:  # commands without keys have no binding that a keymap could change
            if not command.keys and (keys := self.keymap.by_id.get(f"command.{command.id}")):
                self.bind(keys, command.run if "." in command.run else f"screen.{command.run}", show=False)

    def _tell_of_keys(self) -> None:
        from govtui.tui.keymap import sentence

        faults = [fault for fault in self.keymap.faults if fault.code not in ADVICE]
        if faults := sorted(faults, key=lambda fault: not fault.is_error):
            words = sentence(faults[0], self.translator)
            if len(faults) > 1:
                words += " " + self.translator.gettext("Full report: govtui doctor.")
            self.say(words)

    def apply_theme(self, look: str) -> None:
        """Show a theme of themes.CHOICES without saving it."""
        self.theme = theme_for(look, self.console.color_system, os.environ.get("COLORFGBG", ""))

    def choose_look(self, look: str) -> None:
        """Show a theme of themes.CHOICES and save it."""
        self.look = look
        self.apply_theme(look)
        if self._remember and not choices.save("theme", look):
            self.say(self.translator.gettext("The choice could not be saved; it applies until you quit."))

    def speaker(self, language: str) -> Translator:
        return load(language)

    def action_switch_language(self) -> None:
        self.language = next_language(self.language)

    def get_key_display(self, binding: Binding) -> str:
        return key_name(binding.key, self.translator)

    def title_soon(self) -> None:
        """Name the window after what is read, in a second."""
        if self._window_title is not None:
            self._window_title.renew_soon()

    # messages

    def say(self, sentence: str) -> None:
        """Show a translated sentence for three seconds."""
        self.notify(safe_text(sentence), markup=False, timeout=3)

    def say_too_long(self) -> None:
        self.say(
            self.translator.gettext("This is too long for a clipboard: {n} bytes at most.").format(
                n=number(LIMIT, self.translator)
            )
        )

    def copied_from_field(self, result: CopyResult | None) -> None:
        """Say what went wrong, if anything: text cut or copied in a field can be pasted there in any case."""
        if result is None:
            self.say_too_long()
        elif result is CopyResult.TMUX_FAILED:
            self.say(self.translator.gettext("tmux did not accept the text. Sent to the terminal’s clipboard."))

    def crash_sentence(self, reference: str) -> str:
        if is_full(self._crash_error):
            return full_sentence(self.translator)
        sentence = self.translator.gettext(
            "govtui stopped because of an error in the program (reference {reference}). Details are in {log}."
        )
        return sentence.format(reference=reference, log=safe_text(str(log.path()), multiline=False))

    def action_help(self) -> None:
        """Show what works on the screen on top; on the list of commands, close it."""
        from govtui.tui.command_list import CommandsScreen

        if isinstance(self.screen, CommandsScreen):
            self.screen.dismiss(None)
        elif isinstance(self.screen, BrowseScreen):
            self.screen.show_commands()
        else:
            self.push_screen(CommandsScreen(self.screen))

    def action_how_to_quit(self) -> None:
        self.say(self.translator.gettext("Press Ctrl+Q to quit."))

    # the registry

    @property
    def host(self) -> Host:
        """The browse screen, at the bottom of the stack."""
        browsing = self.screen_stack[0]
        assert isinstance(browsing, BrowseScreen)
        return browsing

    # edits

    def action_undo(self) -> None:
        self.edit_session.undo()

    def action_redo(self) -> None:
        self.edit_session.redo()

    # drafts, leaving

    def on_ready(self) -> None:
        """Offer drafts of an earlier session after the first paint."""
        if self.keymap.faults:
            self._tell_of_keys()
        if self._remember and not self.library.read_only:
            self.set_timer(DRAFTS_AFTER, self._offer_drafts)

    def _offer_drafts(self) -> None:
        from govtui.user import drafts

        if not self.screen_stack:  # the app is being left already
            return
        if self.index is None or not self.index.whole or self.keys_held:
            self.set_timer(DRAFTS_AFTER, self._offer_drafts)
        elif drafts.left(self.library.root):
            browsing = self.screen
            if isinstance(browsing, BrowseScreen) and not browsing.is_typing:
                browsing.open("drafts")
            else:
                self.say(
                    self.translator.gettext("There are drafts that were not saved: the command “Drafts” shows them.")
                )

    def on_hangup(self) -> None:
        """Have every screen save its drafts, since the terminal is gone. Called by the driver, at any moment."""
        self._save_language()
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.keep_typed()

    async def action_quit(self) -> None:
        """Leave from anywhere: save drafts; ask where typed text cannot be saved as one."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, LocalizedScreen)]
        losing = next((one for one in reversed(screens) if one.would_lose() and isinstance(one, Leaving)), None)
        if losing is None:
            for screen in screens:
                screen.keep_typed()
            self.leave()
        else:
            while self.screen is not losing:
                self.pop_screen()
            losing.action_leave()

    def leave(self) -> None:
        """Save the session and end the program."""
        for screen in self.screen_stack:
            if isinstance(screen, BrowseScreen):
                screen.keep()
        self._save_language()
        self.exit()

    def open_registry(self, root: Path) -> None:
        """Leave this registry for another one (`browse`)."""
        self.next_registry = root
        self.leave()

    # switched off

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return ()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do nothing: on a server it would start a program."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: it writes files anywhere."""
