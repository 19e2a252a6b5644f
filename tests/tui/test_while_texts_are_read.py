"""While texts are read in the background, after the lists are complete, all can be used but what needs all texts.

What is not complete yet says so; what would need it is refused with the reason. Each scenario is under a second.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import NARROW, Play, Rehearsal, drive
from lists_only import lists_only
from pseudo import PseudoTranslator
from small import registry, table

from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ALL, View
from govtui.index.cache import build
from govtui.store.field_edits import Change
from govtui.store.registry import Registry
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.new_record import NewRecordScreen
from govtui.tui.edit.text_editor import EditTextScreen


@pytest.fixture
def files(tmp_path: Path) -> Registry:
    return registry(
        tmp_path,
        table("a", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}, relations={"member_of": ["b"]}),
        table("b", name={"vi": "Bộ Ngoại giao", "en": "Foreign Ministry"}, summary={"vi": "Nội vụ", "en": "Reform"}),
        table("e", "event", date="2021"),
        table("s", "source"),
    )


def app(files: Registry, language: str) -> Rehearsal:
    translators = [*map(load, LANGUAGES), PseudoTranslator()]
    return Rehearsal(files, language, lists_only(files, translators))


def test_an_edit_is_checked_as_with_the_whole_index(files: Registry) -> None:
    edits = [
        Change("summary.vi", "Khác"),
        Change("relations.part_of", ["không-có"]),
        Change("name.en", "Foreign Ministry"),
    ]
    early, late = (Editing(files, index).fields("a", edits) for index in (lists_only(files), build(files)))
    assert early.problems == late.problems and early.introduced == late.introduced
    assert {one.code for one in early.new_problems} == {one.code for one in late.new_problems} != set()
    assert early.blocked == late.blocked


def test_what_needs_the_references_is_refused(files: Registry) -> None:
    editing = Editing(files, lists_only(files))
    for propose in (lambda: editing.removal("b"), lambda: editing.renaming("b", "c")):
        with pytest.raises(EditRefused) as refused:
            propose()
        assert refused.value.code == "not_whole"
    assert Editing(files, build(files)).removal("b").incoming


def test_phrases_are_found_in_names(files: Registry) -> None:
    index = lists_only(files)

    def found(text: str) -> list[str]:
        result = index.result(View(text=text))
        return list(result.keys(0, result.total))

    assert found('"nội vụ"') == found('"bộ nội v') == found('"of home affairs"') == ["a"]
    assert found('"vụ nội"') == found('"affairs bộ"') == found('"vụ ministry"') == []
    assert index.counts('"home affairs" kind:organization')[ALL] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_records_can_be_edited_and_added(files: Registry, language: str) -> None:
    async def scenario(play: Play) -> None:
        await play.press("/", "n", "o", "i", "enter", "e")
        assert isinstance(play.app.screen, FieldChooser)
        await play.press("escape", "E")
        assert isinstance(play.app.screen, EditTextScreen)
        text = (files.root / "organizations/a.toml").read_text()
        play.app.screen.area.text = text.replace("Home Affairs", "Interior")
        await play.press("ctrl+s", "enter")
        assert "Interior" in (files.root / "organizations/a.toml").read_text()
        assert play.app.screen is play.browse
        await play.press("a")
        assert isinstance(play.app.screen, NewRecordScreen)

    drive(scenario, app(files, language), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["d", "r"])
def test_deleting_and_renaming_wait_for_what_refers_to_a_record(files: Registry, language: str, key: str) -> None:
    async def scenario(play: Play) -> None:
        await play.press(key)
        assert play.app.screen is play.browse
        assert refusal("not_whole", {}, load(language))[:40] in " ".join(play.text().replace("▌", " ").split())

    drive(scenario, app(files, language), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keys", [("t",), ("b",), ("!",), ("m",), ("o",)])
def test_what_is_not_complete_says_so(files: Registry, language: str, keys: tuple[str, ...]) -> None:
    async def scenario(play: Play) -> None:
        await play.press(*keys)
        assert load(language).gettext("Reading the files…") in play.text()

    drive(scenario, app(files, language), (100, 60))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [60, 80, 100, 140, 200])
def test_the_first_line_says_how_far_it_is_however_narrow(tmp_path: Path, language: str, cells: int) -> None:
    manifest = (
        'schema = 2\nname = { vi = "Cơ sở dữ liệu quản trị công của vùng", en = "A registry with a long name" }\n'
    )
    files = registry(tmp_path, table("a"), manifest=manifest)
    tr = load(language)

    async def scenario(play: Play) -> None:
        first = play.rows()[0]
        play.app.building = (45_000, 100_000)
        play.browse.build_progressed()
        await play.settle()
        said = play.rows()[0]
        whole = tr.gettext("names can be searched; reading the texts: {done} of {total}").partition("{")[0]
        assert (whole in said) if cells >= 80 else ("45%" in said)
        assert first[:12] == said[:12] and len(said.rstrip()) <= cells
        assert (tr.gettext("reading: {languages}").partition("{")[0] in said) == (cells >= 100)

    drive(scenario, app(files, language), (cells, 24))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_refers_to_the_record_that_is_read_comes_when_it_is_known(files: Registry, language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("/", "n", "g", "o", "a", "i", "enter", "enter", "G")
        reading = tr.gettext("Reading the files…")
        assert play.browse.shown == "b" and reading in play.text()
        play.app.library.use(build(files, [*map(load, LANGUAGES), PseudoTranslator()]))
        play.app.show_index()
        await play.settle()
        await play.press("G")
        assert reading not in play.text() and tr.pgettext("heading", "Links") in play.text()

    drive(scenario, app(files, language), (110, 50))
