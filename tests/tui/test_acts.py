"""One letter, one act: a walk over the bindings of all screens, widgets and commands, held to the table of acts."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from drive import BESIDE, Play, Rehearsal, drive
from samples import SAMPLE
from textual.binding import Binding

from govtui.store.registry import Registry
from govtui.tui.acts import ACTS, MOVED, UNBOUND
from govtui.tui.app import GovtuiApp
from govtui.tui.base.cursor_list import NAVIGATION, UNDER_FIELD
from govtui.tui.base.key_names import ADVICE, SIGNS
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.commands import COMMANDS
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.keymap import GONE, MOVED_TO, RENAMED, canonical, checked
from govtui.tui.screens import modules_with_keys
from govtui.tui.translate.queue import CoverageScreen
from govtui.tui.views.sources import SourcesScreen
from govtui.user import choices
from govtui.user.choices import Setting

FIRST_EDITION = Path(__file__).parent.parent / "data" / "keys_first_edition.toml"
"""A [keys] with every id of the first edition and the keys that it had."""

COMPOSED = frozenset("ăâđêôơưọạ")
"""Letters that only an input method makes: they are read as the key they came from, before any binding."""


def ids_by_key() -> Mapping[str, set[str]]:
    """The ids of all bindings of the program by their keys, those of fields and of Textual left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules_with_keys():
        for thing in vars(module).values():
            for binding in vars(thing).get("BINDINGS", ()) if isinstance(thing, type) else ():
                if isinstance(binding, Binding) and binding.id:
                    for key in binding.key.split(","):
                        found[key].add(binding.id)
    for binding in (*NAVIGATION, *UNDER_FIELD):
        for key in binding.key.split(","):
            found[key].add(str(binding.id))
    return found


def is_typed(key: str) -> bool:
    """Whether a key is a letter, a digit, a sign or the space bar."""
    signs = set(SIGNS) - {"down", "up", "left", "right", "pagedown", "pageup", "delete"}
    return len(key) == 1 or key in signs or key in ("space", "exclamation_mark")


def test_each_letter_digit_and_sign_has_one_act_on_all_screens() -> None:
    by_key = ids_by_key()
    assert sum(len(ids) for ids in by_key.values()) > 250
    acts = {key: set(act.ids) for act in ACTS for key in act.keys}
    second = {key: ids - acts.get(key, set()) for key, ids in by_key.items() if is_typed(key) and key not in MOVED}
    assert {key: ids for key, ids in second.items() if ids} == {}, "a key with another meaning, or without an act"


def test_the_table_of_acts_says_nothing_that_no_binding_does() -> None:
    by_key = ids_by_key()
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys)), "a key stands in two acts"
    assert all(canonical(key) == key for key in keys)
    for act in ACTS:
        does = set().union(*(by_key.get(key, set()) for key in act.keys))
        assert set(act.ids) <= does, act.words
        assert all(by_key.get(key) for key in act.keys), act.words


def test_free_letters_are_bound_to_nothing_and_no_table_has_a_composed_one() -> None:
    by_key = ids_by_key()
    assert not {*UNBOUND} & by_key.keys()
    assert not {key for key in by_key if key.lower() in COMPOSED}
    assert {key: by_key[key] for key in MOVED} == {key: {id} for key, id in MOVED.items()}


def test_every_act_of_a_command_is_in_the_table() -> None:
    acted = {id for act in ACTS for id in act.ids}
    typed = [one.id for one in COMMANDS if any(is_typed(key) for key in one.keys.split(",") if key)]
    assert not [id for id in typed if f"command.{id}" not in acted]


# -- where keys lead that meant something else before -----------------------------------------------------------------


def test_e_edits_the_field_in_hand_or_lets_choose_one_and_shift_e_the_file() -> None:
    async def edit(play: Play) -> None:
        play.browse.go_to("accsm-21")
        await play.settle()
        await play.press("escape", "e")
        assert isinstance(play.app.screen, FieldChooser)
        await play.press("escape", "E")
        assert type(play.app.screen).__name__ == "EditTextScreen"

    drive(edit, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_m_shows_what_the_sources_say_and_closes_it_and_capital_d_says_so() -> None:
    async def look(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("m")
        assert isinstance(play.app.screen, SourcesScreen)
        await play.press("m")
        assert play.app.screen is play.browse
        await play.press("D")
        await play.toast()
        assert "m: nguồn" in play.text("Toast") and play.app.screen is play.browse

    drive(look, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_translating_with_nothing_in_hand_shows_the_queue() -> None:
    async def translate(play: Play) -> None:
        await play.press("slash", *"zzzz", "enter", "T")
        assert isinstance(play.app.screen, CoverageScreen)

    drive(translate, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_esc_leads_to_the_whole_list_then_home_and_never_out_of_the_program() -> None:
    async def leave(play: Play) -> None:
        await play.press("4", "space", "slash", *"accsm", "enter", "enter", "f", "question_mark")
        for _ in range(20):
            await play.press("escape")
        assert isinstance(play.app.screen, BrowseScreen) and play.browse.pane == "home"
        assert (play.browse.kind, play.browse.text) == ("all", "") and not play.browse.listing.marks
        assert not play.app._exit

    drive(leave, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_what_opened_a_screen_closes_it_and_so_do_q_and_esc() -> None:
    async def open_and_close(play: Play) -> None:
        for key in ("t", "F", "exclamation_mark", "m", "y", "b", "x", "h"):
            play.browse.go_to("ke-hoach-2022")
            await play.settle()
            for closing in (key, "q", "escape"):
                await play.press(key)
                assert len(play.app.screen_stack) == 2, key
                await play.press(closing)
                assert play.app.screen is play.browse and play.browse.shown == "ke-hoach-2022", (key, closing)

    drive(open_and_close, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_q_and_esc_close_what_has_no_letter() -> None:
    async def open_and_close(play: Play) -> None:
        for name in ("coverage", "orphans", "dangling", "themes"):
            for closing in ("q", "escape"):
                play.browse.open(name)
                await play.settle()
                assert len(play.app.screen_stack) == 2, name
                await play.press(closing)
                assert play.app.screen is play.browse, (name, closing)

    drive(open_and_close, Rehearsal(Registry(SAMPLE)))


# -- ids of [keys] ------------------------------------------------------------------------------------------------------


def first_edition() -> list[Setting]:
    table = tomllib.loads(FIRST_EDITION.read_text(encoding="utf-8"))["keys"]
    return [Setting(name, keys, line) for line, (name, keys) in enumerate(table.items(), 3)]


def test_every_id_of_the_first_edition_goes_on_working_and_doctor_says_the_new_one() -> None:
    settings = first_edition()
    assert len(settings) > 300
    keymap = checked(settings)
    assert [(fault.code, fault.values) for fault in keymap.faults if fault.is_error] == []
    replaced = {fault.values["name"]: fault.values["new"] for fault in keymap.faults if fault.code == "replaced"}
    assert replaced == {name: new for name, new in RENAMED.items() if name in {one.name for one in settings}}
    assert replaced and all(fault.code in ADVICE for fault in keymap.faults if fault.code == "replaced")
    gone = {fault.values["name"]: fault.values["new"] for fault in keymap.faults if fault.code == "gone"}
    assert gone == {name: new for name, new in GONE.items() if name in {one.name for one in settings}} and gone
    moved = {fault.values["name"]: fault.values["new"] for fault in keymap.faults if fault.code == "moved"}
    assert moved == MOVED_TO
    for setting in settings:
        if setting.name in GONE:
            continue
        id = RENAMED.get(setting.name, setting.name)
        id = id if "." in id else f"command.{id}"
        keys = {
            key for key in str(setting.value).split(",") if key.isascii()
        }  # no twins of letters: bursts are read now
        assert keys <= {*keymap.by_id[id].split(",")}, setting.name


def test_who_keeps_the_keys_of_the_first_edition_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    choices.folder().mkdir(parents=True)
    choices.file().write_text(FIRST_EDITION.read_text(encoding="utf-8"), encoding="utf-8")

    async def use(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("escape", "m")
        assert isinstance(play.app.screen, FieldChooser)
        await play.press("escape", "e")
        assert type(play.app.screen).__name__ == "EditTextScreen"
        await play.press("escape", "D")
        assert isinstance(play.app.screen, SourcesScreen)
        await play.press("D", "c")
        assert isinstance(play.app.screen, CoverageScreen)
        await play.press("v", "o")
        assert play.app.screen is play.browse and play.browse.is_reading

    app = GovtuiApp(Registry(SAMPLE), "vi", index=Rehearsal(Registry(SAMPLE)).index)
    drive(use, app, BESIDE)
