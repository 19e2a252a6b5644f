"""How many keys it takes to read an answer: each task is typed into the running program, and its keys are counted."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive

from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.registry import Registry

BUNDLED = Path(__file__).parent.parent.parent / "records"


class Task(NamedTuple):
    """What somebody wants to know, the most keys that it may take, and what must then stand on the screen."""

    typed: str
    """Letters as they are typed; ⏎ is Enter."""
    most: int
    vi: tuple[str, ...]
    en: tuple[str, ...]


UNPOG = (
    ("Giám sát", "Phòng Thể chế công và Chính phủ số", "năm 2030", "+ ", "2016"),
    ("Overseen by", "Division for Public Institutions", "2030", "+ ", "2016"),
)
AREA_4 = (("Lĩnh vực 4", "ACCSM+3", "21"), ("Area 4", "ACCSM+3", "21"))
AUGUST = (("Hội nghị", "05/8/2022", "03/8/2022"), ("5 Aug 2022", "3 Aug 2022"))
OCTOBER = (("Cấp cao ASEAN", "+26/10/2021"), ("ASEAN Summit", "+26 Oct 2021"))

TASKS = {
    ("UNPOG: overseer and until when, with the other source", NARROW): Task("/unpog⏎⏎", 8, *UNPOG),
    ("UNPOG: overseer and until when, with the other source", WIDE): Task("/unpog", 6, *UNPOG),
    ("ACCSM+3, area 4, completed, typed", NARROW): Task("/area 4 accsm+3", 15, *AREA_4),
    ("ACCSM+3, area 4, completed, typed", WIDE): Task("/area 4 accsm+3", 15, *AREA_4),
    ("what happened in August 2022", NARROW): Task("/8/2022", 7, *AUGUST),
    ("what happened in October 2021", NARROW): Task("/10/2021", 8, *OCTOBER),
}
"""Task and terminal to what is typed."""


@cache
def index() -> Index:
    """The index of the bundled records, which no test here changes."""
    return build(Registry(BUNDLED))


def read(play: Play) -> str:
    """What stands on the screen, without its lines and borders."""
    return " ".join(play.text().replace("│", " ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_task_takes_more_keys_than_it_may(language: str) -> None:
    async def scenario(play: Play) -> None:
        for (name, size), task in TASKS.items():
            assert len(task.typed) <= task.most
            while not play.browse.at_home:
                await play.press("escape")
            await play.press("o", "g")  # each begins on the first record of the whole list
            assert not play.browse.text
            await play.resize(*size)
            for letters in re.findall(r"⏎|[^⏎]+", task.typed):
                await (play.press("enter") if letters == "⏎" else play.type(letters))
            seen, expected = read(play), task.vi if language == "vi" else task.en
            assert [words for words in expected if words not in seen] == [], f"{name} {size}\n{play.text()}"

    drive(scenario, Rehearsal(Registry(BUNDLED), language, index()))
