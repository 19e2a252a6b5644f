"""`y`: what of a record can be copied, seen before it is."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import hostile
import pytest
from drive import NARROW, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE
from govtui.tui.views.copied import FORMS


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


@pytest.mark.parametrize("record", ["xau", "hop", "van-kien", "s", "loi", "raw"])
def test_whatever_a_record_holds_nothing_unsafe_is_copied_in_any_form(hostile_root: Path, record: str) -> None:
    app = Rehearsal(Registry(hostile_root), "en")

    async def scenario(play: Play) -> None:
        written: list[str] = []
        assert play.app._driver is not None
        play.app._driver.write = written.append  # type: ignore[method-assign]
        for form in range(len(FORMS)):
            play.browse.go_to(record)
            await play.settle()
            await play.press("y", *["j"] * form, "enter", "escape")
        texts = copied(written)
        assert len(texts) >= (2 if record in ("loi", "raw") else 6)
        assert [UNSAFE.findall(text) for text in texts] == [[]] * len(texts)
        assert any("␛" in text or "⟨" in text for text in texts)

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
