"""`y`: what of a record can be copied, seen before it is."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import hostile
import pytest
from drive import NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from seeds import THOROUGH
from textual.widgets import Input

from govtui.interchange.formats import FORMATS, Of
from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE
from govtui.tui.base.option_list import OptionList
from govtui.tui.views.copied import FORMS
from govtui.tui.views.save_copy import SaveCopyScreen


def copied(written: list[str]) -> list[str]:
    return [base64.b64decode(match).decode() for match in re.findall(r"\x1b\]52;c;([^\a]*)\a", "".join(written))]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_id_is_copied_with_two_keys_and_what_is_shown_is_what_is_copied(language: str) -> None:
    app = Rehearsal(Registry(SAMPLE), language)

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        key = play.browse.current_key
        await play.press("y", "enter")
        assert copied(written) == [key]
        assert play.app.screen is play.browse
        await play.press("y", "j", "j")
        shown = " ".join(play.text().split())
        await play.press("enter")
        assert len(copied(written)) == 2
        assert " ".join(copied(written)[1].split())[:30] in shown

    drive(scenario, app, NARROW)


def test_a_record_that_cannot_be_read_still_gives_its_id_and_its_file() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        play.browse.go_to("hong-2019")
        await play.settle()
        await play.press("y", "j", "enter")  # no name: it says so, and nothing happens
        assert copied(written) == []
        await play.press("G", "enter")
        assert copied(written) == [play.app.registry.entry(play.app.index.card("hong-2019").path).text]  # type: ignore[union-attr]

    drive(scenario, app, NARROW)


def test_marked_records_are_copied_together_in_the_order_of_the_list() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        await play.press("j", "space", "j", "space")
        marked = play.browse.marked
        assert len(marked) == 2
        await play.press("y")
        assert "2 marked records" in play.text("#copy-text")
        await play.press("enter")
        assert copied(written) == ["".join(f"{key}\n" for key in marked)]

    drive(scenario, app, NARROW)


def test_whatever_a_record_holds_nothing_unsafe_is_copied_in_any_form(hostile_root: Path) -> None:
    app = Rehearsal(Registry(hostile_root), "en")
    documents = {form for form in FORMS if form in FORMATS and FORMATS[form].of is Of.DOCUMENT}

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        for record in ("xau", "hop", "van-kien", "s", "loi", "raw"):
            written.clear()
            play.browse.go_to(record)
            await play.settle()
            # A document is one of any records: two kinds say enough, and the gate of all output has those of all records.
            left_out = set() if THOROUGH or record in ("xau", "hop") else documents
            await play.press("y")
            offered = [option.value for option in play.app.screen.query_one("#copy-forms", OptionList).options]
            await play.press("escape")
            for form in offered:
                if form in left_out:
                    continue
                await play.press("y")
                forms = play.app.screen.query_one("#copy-forms", OptionList)
                forms.go_to(offered.index(form))
                await play.press("enter")
                if play.app.screen is not play.browse:  # there is none of this form
                    await play.press("escape")
            texts = copied(written)
            assert len(texts) >= (2 if record in ("loi", "raw") else 6), record
            assert [UNSAFE.findall(text) for text in texts] == [[]] * len(texts), record
            assert any("␛" in text or "⟨" in text for text in texts), record

    drive(scenario, app, NARROW)


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.registry(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_reader_the_field_that_is_read_can_be_copied(language: str) -> None:
    app = Rehearsal(Registry(SAMPLE), language)

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        play.reader.show_field("progress.1.rows.3")
        field = play.reader.field_in_hand[0]
        await play.press("y", "j", "j", "enter")
        assert copied(written) == [play.reader.text_of(field)] != [""]

    drive(scenario, app, NARROW)


# -- which records ---------------------------------------------------------------------------------------------------


async def choose(play: Play, form: str) -> None:
    """Put the cursor on a form."""
    forms = play.app.screen.query_one("#copy-forms", OptionList)
    forms.go_to([option.value for option in forms.options].index(form))
    await play.settle()


def test_the_arrows_mean_the_record_the_marked_ones_or_the_whole_list() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        play.browse.ask("kind:event")
        await play.settle()
        await play.press("space", "space", "y")
        assert "This record · [2 marked records] · The list: 7 records" in " ".join(play.text("#copy-text").split())
        await play.press("right", "enter")
        assert len(copied(written)[0].split()) == 7
        await play.press("y", "left", "enter")
        assert copied(written)[1] == play.browse.current_key
        await play.press("y", "right")
        await choose(play, "jsonld")
        await play.press("enter")
        graph = json.loads(copied(written)[2])["@graph"]
        assert {one["@type"] for one in graph} == {"Event"} and len(graph) < 7  # some files cannot be read

    drive(scenario, app, NARROW)


def test_a_table_needs_records_of_one_kind_and_a_format_some_that_it_holds() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        def notes() -> dict[object, str]:
            return {option.value: option.note for option in play.app.screen.query_one(OptionList).options if option.off}

        play.browse.go_to("bo-noi-vu")
        await play.settle()
        await play.press("y")
        assert notes()["ics"] == "none" and "csv" not in notes()
        await play.press("right")
        assert notes()["csv"] == "one kind only" and "ics" not in notes()

    drive(scenario, app, NARROW)


def test_what_a_document_does_not_hold_stands_below_its_text() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        play.browse.go_to("bo-noi-vu")
        await play.settle()
        await play.press("y")
        await choose(play, "citation")
        await play.press("tab", "G")
        assert "The format “Citation” does not hold (number of records): " in " ".join(play.text("#copy-text").split())

    drive(scenario, app, NARROW)


# -- into a file -----------------------------------------------------------------------------------------------------


async def saved(play: Play, *keys: str) -> None:
    """Press these keys, and wait until nothing is being written."""
    await play.press(*keys)
    screen = play.app.screen
    await play.until(lambda: not (isinstance(screen, SaveCopyScreen) and screen.would_lose()), "it is never written")
    await play.settle()


def test_the_list_is_saved_to_a_file_exactly_as_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    monkeypatch.setattr("govtui.tui.views.save_copy.SLICE", 0)
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        play.browse.ask("kind:event")
        await play.settle()
        await play.press("y", "right")
        await choose(play, "jsonld")
        await saved(play, "ctrl+s")
        assert "Linked data (JSON-LD), 7 records" in play.text()
        assert play.app.screen.query_one(Input).value == f"~/{tmp_path.name}/events.jsonld"
        await saved(play, "enter")
        assert play.app.screen is play.browse
        said = " ".join(one.message for one in play.app._notifications)
        assert f"records written to {tmp_path}/events.jsonld." in said and "left out" in said
        assert '{"@id": "urn:govtui:' in (tmp_path / "events.jsonld").read_text("utf-8")

    drive(scenario, app, NARROW)
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonld"]


def test_a_file_that_is_there_is_replaced_only_when_that_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "bo-noi-vu.bib"
    file.write_text("mine")
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        play.browse.go_to("bo-noi-vu")
        await play.settle()
        await play.press("y")
        await choose(play, "bibtex")
        await saved(play, "ctrl+s", "enter")
        assert "There is already a file" in play.text()
        await saved(play, "enter")  # the first answer harms nothing
        assert file.read_text() == "mine" and isinstance(play.app.screen, SaveCopyScreen)
        await saved(play, "enter", "down", "enter")
        assert file.read_text("utf-8").startswith("@misc{bo-noi-vu,")

    drive(scenario, app, NARROW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("none/a.bib", "There is no folder"),
        (str(SAMPLE / "events" / "new.toml"), "own files"),
        ("", ""),
    ],
)
def test_a_place_that_cannot_be_written_is_told_and_nothing_typed_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("y", "ctrl+s")
        play.app.screen.query_one(Input).value = typed
        await saved(play, "ctrl+s")
        told = " ".join(play.text("#copy-file-wrong").split())  # without the frame: the path may fold the sentence
        assert said in told and play.app.screen.query_one(Input).value == typed
        await play.press("escape", "escape")
        assert play.app.screen is play.browse

    drive(scenario, app, NARROW)
    assert list(tmp_path.iterdir()) == []


def test_whoever_does_not_wait_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("govtui.tui.views.save_copy.SLICE", 0)
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("y", "right", "ctrl+s")
        screen = play.app.screen
        assert isinstance(screen, SaveCopyScreen)
        screen.action_save()
        screen.action_leave()
        await saved(play)
        assert "Nothing was written." in play.text()

    drive(scenario, app, NARROW)
    assert list(tmp_path.iterdir()) == []


def test_over_a_registry_for_reading_only_nothing_is_saved() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        play.app.library.read_only = True
        await play.press("y", "ctrl+s")
        assert not isinstance(play.app.screen, SaveCopyScreen)
        assert any("read-only" in one.message for one in play.app._notifications)

    drive(scenario, app, NARROW)
