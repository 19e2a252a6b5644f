"""The program as widgets and screens see it: the app that holds the registry, and the browse screen under all others.

The two are written here, in base, so that no feature needs the app or another feature: what one screen opens of another, it opens by
name through the host (govtui/tui/screens.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from textual.app import App
from textual.reactive import reactive

from govtui.i18n.translator import Translator, next_language

if TYPE_CHECKING:
    from pathlib import Path

    from govtui.index.api import Index, View
    from govtui.index.query_api import Fact
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Registry
    from govtui.store.texts import SourceTexts
    from govtui.tui.base.edit_session import EditSession
    from govtui.tui.base.key_names import Keymap
    from govtui.tui.base.settling import Settling
    from govtui.tui.library import Library

READINGS = ("same", "other", "both")
"""What is read: in the interface's language, in the other language, in both."""


def reading_languages(languages: Sequence[str], interface: str, reading: str) -> tuple[str, ...]:
    """Return the languages of a registry that records are read in, the one that names are given in first."""
    own = interface if interface in languages else languages[0]
    others = [language for language in languages if language != own]
    match reading:
        case "other" if others:
            return (others[0],)
        case "both" if others:
            return (own, others[0])
    return (own,)


class RegistryApp(App[int]):
    """An app over one open registry, in one language of the interface."""

    library: Library
    translator: Translator
    edit_session: EditSession
    settling: Settling
    """What a merge of git left to be decided."""
    keymap: Keymap
    """The keys that the user changed."""
    look: str
    """The theme that was chosen; empty when none was."""
    language: reactive[str] = reactive(next_language(""), init=False)
    """The interface's language."""

    building: tuple[int, int] | None = None
    """How many files of how many have been read, while an index is built."""

    @property
    def index(self) -> Index | None:
        """What the registry holds, as far as it is known; None until there is something to show."""
        return self.library.index

    @property
    def registry(self) -> Registry:
        """The files of the registry."""
        return self.library.registry

    def context(self, languages: tuple[str, ...] = ()) -> RenderContext:
        """Return the context in which pages are put into words; without `languages`, records are read as the interface is."""
        from govtui.page.render_context import RenderContext

        assert self.index is not None, "a page is asked for before there is an index"
        languages = languages or reading_languages(self.library.settings.languages, self.language, "same")
        return RenderContext.of(self.registry, self.translator, languages, self.index)

    def source_texts(self) -> SourceTexts | None:
        """Return the texts of sources, read as they are now; None where nobody names their folder."""
        from govtui.store.texts import SourceTexts, texts_folder
        from govtui.user import choices

        registry, index = self.registry, self.index
        chosen = choices.load().get("texts") if self.remembers else None
        folder = texts_folder(registry.root, self.library.texts, chosen, registry.manifest.texts)
        if folder is None:
            return None

        def file_of(source: str) -> str | None:
            card = index.card(source) if index else None
            record = registry.entry(card.path).record if card else None
            file = getattr(record, "file", None)
            return file if isinstance(file, str) else None

        return SourceTexts(folder, file_of)

    if TYPE_CHECKING:  # the app and its mixins define these

        @property
        def host(self) -> Host: ...
        @property
        def remembers(self) -> bool: ...
        def title_soon(self) -> None: ...
        def say(self, sentence: str) -> None: ...
        def say_too_long(self) -> None: ...
        def speaker(self, language: str) -> Translator: ...
        def apply_theme(self, look: str) -> None: ...
        def choose_look(self, look: str) -> None: ...
        def refresh_index(
            self, *, force: bool = False, only: frozenset[str] | None = None, asked: bool = False
        ) -> None: ...
        def show_index(self) -> None: ...
        def show_conflicts(self) -> None: ...
        def hold_keys(self) -> None: ...
        async def let_keys_pass(self) -> None: ...
        def leave(self) -> None: ...
        def open_registry(self, root: Path) -> None: ...
        def collect_garbage(self) -> None: ...


class Target(NamedTuple):
    """A field of a record, as what a screen answers."""

    key: str
    field: str


class Reader(Protocol):
    """The page of the record that is read (page_view.PageView)."""

    @property
    def top(self) -> int:
        """The first line in sight."""

    @property
    def field_in_hand(self) -> tuple[str, bool]:
        """The path of the field that is read, and whether that is sure."""

    def show_field(self, path: str) -> object: ...
    def text_of(self, path: str) -> str: ...


class Host(Protocol):
    """The browse screen as the screens above it see it: which record and list they are about, and where they lead."""

    @property
    def app(self) -> RegistryApp: ...

    @property
    def context(self) -> RenderContext:
        """The context in which the record is read now."""

    @property
    def current_key(self) -> str:
        """The key of the record that a command means; empty where there is none."""

    @property
    def listed_key(self) -> str:
        """The key of the record under the list's cursor; empty where the list is empty."""

    @property
    def answer(self) -> Fact | None:
        """The answer that a command means, where the list's cursor is on one."""

    @property
    def marked(self) -> tuple[str, ...]:
        """The keys of the marked records in the order of the list; without marks, of the current one."""

    @property
    def kind(self) -> str:
        """The kind that the list shows, or `index.api.ALL`."""

    @property
    def text(self) -> str:
        """The query line of the list."""

    @property
    def view(self) -> View:
        """The list as it is asked for now."""

    @property
    def is_reading(self) -> bool:
        """Whether the reader has the focus."""

    @property
    def shown(self) -> str:
        """The key of the record in the reader; empty where there is none."""

    @property
    def reader(self) -> Reader: ...

    @property
    def has_past(self) -> bool:
        """Whether there is a place to go back to."""

    @property
    def has_future(self) -> bool:
        """Whether there is a place to go forward to."""

    def read_again(self) -> None:
        """Show the record in the reader anew, from its file as it is now."""

    def go_to(self, key: str, field: str = "") -> None:
        """Read a record, remembering this place; at a field, if one is named."""

    def follow(self, link: str) -> None:
        """Go where a link of the reader leads."""

    def action_back(self) -> None: ...
    def action_forward(self) -> None: ...
    def action_series(self, step: int) -> None: ...

    def ask(self, line: str) -> None:
        """Show the list that a query line selects, remembering this place."""

    def show_view(self, place: int) -> None:
        """Show the list of a saved view, by its place among those of this registry."""

    def written(self, key: str, now: str = "") -> None:
        """Choose a record in the list that was just written."""

    def shared(self) -> None:
        """Something was committed, fetched or sent: say anew how far the branch is from its upstream."""

    def open(self, name: str, then: Callable[[Any], object] | None = None, **given: object) -> bool:
        """Open a screen by its name in `SCREENS` and return True; where that is impossible, say why and return False.

        `then` is called with what the screen answers; without it, an answer is the key of a record to go to, or a Target.
        """
