"""The screens that docs/sharing.* shows are those of the program: two clones, one field changed in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from clones import shared
from drive import NARROW, Play, Rehearsal, drive
from repository import BO

from govtui.i18n.translator import LANGUAGES
from govtui.store.registry import Registry

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
NAME, STATUS = 'vi = "Bộ Nội vụ"', 'status = "active"'


def frames(language: str) -> list[list[str]]:
    """Return the screens that the page shows: its blocks of text that begin with a space, by lines."""
    page = (DOCS / f"sharing.{language}.md").read_text(encoding="utf-8")
    return [
        [line.rstrip() for line in block.splitlines() if line.strip()]
        for block in re.findall(r"^```text\n( .*?)^```$", page, re.DOTALL | re.MULTILINE)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_in_the_page_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    remote = shared(tmp_path / "chung")
    lan, minh = remote.clone("lan"), remote.clone("minh")
    lan.edit(BO, NAME, 'vi = "Bộ Nội vụ và Lao động"')
    lan.edit(BO, STATUS, 'status = "inactive"')
    lan.git("push", "--quiet")
    minh.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"', "Đổi tên")
    before, deciding, choosing, done = frames(language)

    async def walk(play: Play) -> None:
        async def shows(frame: list[str], *keys: str) -> None:
            await play.press(*keys)
            assert [line for line in frame if line not in play.text()] == [], play.text()

        await shows(before, "c")
        await play.press("enter")
        await shows(deciding, "down", "enter")
        await shows(choosing, "enter", "left")
        await play.press("enter", "enter")
        await shows(done, "enter")

    drive(walk, Rehearsal(Registry(minh.root), language), NARROW)
