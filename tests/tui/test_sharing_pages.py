"""The screens that docs/sharing.* shows are those of the program: two clones, one field changed in both."""

from __future__ import annotations

import os
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


def text_of(language: str) -> str:
    return (DOCS / f"sharing.{language}.md").read_text(encoding="utf-8")


FRAME = re.compile(r"(?<=^```text\n)( .*?)(?=^```$)", re.DOTALL | re.MULTILINE)
"""A screen in the page: a block of text that begins with a space."""

UPDATE = os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1"
"""Whether the screens in the page are written anew; look at the difference before you keep it."""


def part(play: Play, first: int, paragraphs: int) -> str:
    """Return some paragraphs of what is seen, from a row on; of a dialog, what is in it."""
    rows = [re.sub("^.*?│(.*)│.*$", r"\1", row).rstrip() for row in play.text().splitlines()[first:]]
    text = "\n\n".join("\n".join(rows).split("\n\n")[:paragraphs])
    return f"{text}\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_calls_by_its_words_is_called_so(language: str) -> None:
    file = DOCS.parent / "locales" / language / "LC_MESSAGES" / "govtui.po"
    words = file.read_text(encoding="utf-8").replace('"\n"', "")
    said = [" ".join(one.split()) for one in re.findall("“([^”]+)”", text_of(language))]
    dated = re.compile(r"(\d/|[A-Z][a-z]{2} )\d{4}$")
    assert len(said) > 4
    assert [one for one in said if not dated.search(one) and f'msgstr "{one}"' not in words] == []


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
    shown: list[str] = []

    async def walk(play: Play) -> None:
        for keys, first, paragraphs in (
            (("c",), 1, 1),
            (("enter", "down", "enter"), 1, 3),
            (("enter", "left"), 2, 2),
            (("enter", "enter", "enter"), 5, 2),
        ):
            await play.press(*keys)
            shown.append(part(play, first, paragraphs))

    drive(walk, Rehearsal(Registry(minh.root), language), NARROW)
    if UPDATE:
        left = iter(shown)
        page = FRAME.sub(lambda _: next(left), text_of(language))
        (DOCS / f"sharing.{language}.md").write_text(page, encoding="utf-8")
    assert FRAME.findall(text_of(language)) == shown, "GOVTUI_UPDATE_GOLDENS=1 writes them anew"
