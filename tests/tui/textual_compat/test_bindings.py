"""localized_active_bindings: the keys at the bottom of the screen speak the user's language, and change with it."""

from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Footer, Input

from govtui.tui.textual_compat.bindings import active_binding, localized_active_bindings, rename_bindings

VIETNAMESE = {
    "": "Project-Id-Version: the header of every catalog",
    "Save": "Lưu",
    "Save all changes": "Lưu mọi thay đổi",
    "Next": "Sau",
    "Previous": "Trước",
    "Navigate": "Di chuyển",
    "Move cursor left": "Sang trái",
}


class Catalog:
    """A translator whose language can be changed."""

    def __init__(self) -> None:
        self.messages = VIETNAMESE

    def gettext(self, message: str) -> str:
        return self.messages.get(message, message)


class Main(Screen[None]):
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", tooltip="Save all changes", key_display="^S"),
        Binding("f7", "next", "Next", group=Binding.Group("Navigate", compact=True)),
        Binding("f8", "previous", "Previous", group=Binding.Group("Navigate", compact=True)),
        Binding("f9", "hidden", show=False),
    ]
    saved = 0

    def __init__(self, words: Catalog) -> None:
        super().__init__()
        self.words = words

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return localized_active_bindings(super().active_bindings, self.words)

    def compose(self) -> ComposeResult:
        yield Input()
        yield Footer()

    def action_save(self) -> None:
        self.saved += 1

    def action_next(self) -> None: ...

    def action_previous(self) -> None: ...

    def action_hidden(self) -> None: ...


class Probe(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.main = Main(Catalog())

    def get_default_screen(self) -> Main:
        return self.main


def footer(app: Probe) -> str:
    strips = app.screen._compositor.render_strips()
    return "".join(segment.text for segment in strips[-1])


def test_the_footer_follows_the_language_and_the_keys_keep_working() -> None:
    async def run() -> None:
        app = Probe()
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "Lưu" in footer(app) and "Di chuyển" in footer(app)
            assert "Save" not in footer(app) and "Navigate" not in footer(app)
            app.main.words.messages = {}
            app.screen.refresh_bindings()
            await footer_shows(pilot, app, "Save")
            assert "Lưu" not in footer(app)
            await pilot.press("ctrl+s")
            assert app.main.saved == 1

    asyncio.run(run())


async def footer_shows(pilot: Pilot[None], app: Probe, text: str) -> None:
    for _ in range(50):
        if text in footer(app):
            return
        await pilot.pause(0.02)
    raise AssertionError(footer(app))


def test_everything_but_the_words_stays_as_it_was() -> None:
    async def run() -> None:
        app = Probe()
        async with app.run_test():
            plain = Screen.active_bindings.fget(app.main)  # type: ignore[attr-defined]
            shown = app.main.active_bindings
            assert list(shown) == list(plain)
            for key, one in shown.items():
                other = plain[key]
                assert (one.node, one.enabled) == (other.node, other.enabled)
                assert (one.binding.key, one.binding.action, one.binding.show) == (
                    key,
                    other.binding.action,
                    other.binding.show,
                )
            assert shown["ctrl+s"].binding.tooltip == shown["ctrl+s"].tooltip == "Lưu mọi thay đổi"
            assert shown["ctrl+s"].binding.key_display == "^S"
            assert shown["left"].binding.description == "Sang trái"  # Textual's own words too
            assert shown["f9"].binding.description == ""  # not the header of the catalog
            assert shown["f7"].binding.group == shown["f8"].binding.group == Binding.Group("Di chuyển", compact=True)
            assert plain["f7"].binding.description == "Next"

    asyncio.run(run())


def test_one_key_does_what_all_keys_together_say() -> None:
    async def run() -> None:
        app = Probe()
        async with app.run_test() as pilot:
            for focused in (True, False):
                if focused:
                    app.main.query_one(Input).focus()
                else:
                    app.main.set_focus(None)
                await pilot.pause()
                whole = Screen.active_bindings.fget(app.main)  # type: ignore[attr-defined]
                assert len(whole) > 5
                assert {key: active_binding(app.main, key) for key in whole} == whole
                assert active_binding(app.main, "f12") is None

    asyncio.run(run())


class Field(Input):
    BINDINGS = [Binding("ctrl+t", "app.bell", id="field.sort")]


class Fields(App[None]):
    def compose(self) -> ComposeResult:
        yield Field(id="one")
        yield Field(id="other")


def test_a_keymap_changes_the_bindings_of_one_node_alone_by_their_new_ids() -> None:
    async def run() -> None:
        app = Fields()
        async with app.run_test() as pilot:
            rename_bindings(app.query_one("#one"), lambda id: f"{id}-here")
            app.set_keymap({"field.sort-here": "ctrl+g"})
            bound = {}
            for name in ("one", "other"):
                app.query_one(f"#{name}").focus()
                await pilot.pause()
                bound[name] = [key for key in ("ctrl+t", "ctrl+g") if active_binding(app.screen, key)]
            assert bound == {"one": ["ctrl+g"], "other": ["ctrl+t"]}

    asyncio.run(run())
