"""Web addresses of the reader are links of the terminal (OSC 8); typing costs no more for it."""

from __future__ import annotations

from drive import BESIDE, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.store.registry import Registry

SITE = "https://asean.example"


def test_the_address_of_a_record_is_a_link_with_a_pointer_of_its_own_and_nothing_else_is() -> None:
    async def read(play: Play) -> None:
        await play.press("2")
        play.browse.read("asean")
        await play.settle()
        links = [
            (segment.text, segment.style.link)
            for line in play.segments()
            for segment in line
            if segment.style and segment.style.link
        ]
        assert links == [(SITE, SITE)]

    drive(read, Rehearsal(Registry(SAMPLE)), BESIDE)
