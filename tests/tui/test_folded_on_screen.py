"""Folded sections on the screen: opened by keys and clicks, gone to by J and K, opened for a field that is asked for."""

from __future__ import annotations

from dataclasses import replace

from drive import NARROW, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.page.compose import compose
from govtui.page.layout import heads_of, lay_out
from govtui.page.page import PAGE_LINK, Page, Paragraph, Role, Section, Span
from govtui.store.registry import Registry

NAMES = ("aims", "notes", "names", "record")
HEADS = ("Mục tiêu", "Ghi chú", "Tên gọi", "Về bản ghi này")


def page(key: str = "x", items: int = 30) -> Page:
    """A page of four sections, of which the first alone is not folded; its first line leads to a note."""
    sections = []
    for name, heading in zip(NAMES, HEADS, strict=True):
        count = items if name == "aims" else 2
        blocks = [Paragraph((Span(f"{name} {n}"),), field=f"{name}.{n}") for n in range(count)]
        sections.append(Section(name, heading, blocks, count, folded=name != "aims"))
    leading = Paragraph((Span("¹", Role.CITATION, f"{PAGE_LINK}notes.1"),), field="aims.first")
    first = replace(sections[0], blocks=[leading, *sections[0].blocks])
    return Page(key, (Span("Tên"),), [], [first, *sections[1:]])


def heads(play: Play) -> str:
    """The lines on which heads of folded sections stand."""
    return "\n".join(line for line in play.reader.lines_said() if line[:1] in "▸▾" and line)


def test_folded_sections_open_and_close() -> None:
    async def scenario(play: Play) -> None:
        reader = play.reader
        reader.show(page())
        await play.press("tab")
        assert heads(play) == "▸ Ghi chú 2   ▸ Tên gọi 2   ▸ Về bản ghi này 2"
        for name in NAMES:  # J stops at each head, however many stand on a line
            await play.press("J")
            assert reader.section_here == name
        await play.press("K", "enter")
        assert heads(play).splitlines()[:2] == ["▸ Ghi chú 2", "▾ Tên gọi 2 " + "─" * 65]
        assert "names 1" in play.text() and "notes 1" not in play.text()
        assert reader.section_here == "names"
        await play.press("K")
        assert reader.section_here == "notes"
        await play.press("J", "enter")
        assert "names 1" not in play.text()

        await play.click("▸ Ghi chú 2", into=4)
        assert "notes 1" in play.text()
        reader.show_again(page(items=31))  # in other words, of another width
        assert "notes 1" in reader.lines_said()
        await play.click("▾ Ghi chú 2")
        assert "notes 1" not in reader.lines_said()

        reader.show_field("record.1")
        await play.settle()
        assert "record 1" in play.text() and "notes 1" not in reader.lines_said()
        reader.show(page("y"))
        assert heads(play) == "▸ Ghi chú 2   ▸ Tên gọi 2   ▸ Về bản ghi này 2"

    drive(scenario, Rehearsal(Registry(SAMPLE)), NARROW)


def test_every_head_of_a_page_is_reached_by_capital_j_and_again_by_k() -> None:
    async def scenario(play: Play) -> None:
        for key in ("accsm-21", "ke-hoach-2022", "asean", "hong-2019"):
            play.browse.go_to(key)
            await play.settle()
            page = play.app.registry.entry(play.app.index.card(key).path)
            heads = [
                name for _, name in heads_of(lay_out(compose(page, key, play.browse.context, headed=True), 78, ()))
            ]
            reached = []
            for _ in heads:
                await play.press("J")
                reached.append(play.reader.section_here)
            assert reached == heads
            await play.press("J")
            for name in reversed(heads):
                await play.press("K")
                assert play.reader.section_here == name
            await play.press("K")
            assert play.reader.section_here == "" and play.reader.top == 0

    drive(scenario, Rehearsal(Registry(SAMPLE)), NARROW)


def test_a_link_to_a_field_of_the_page_goes_there_and_the_way_back_leads_back() -> None:
    async def scenario(play: Play) -> None:
        before = play.reader.top
        play.reader.show(page())
        await play.press("tab", "g", "J", "enter")
        assert "notes 1" in play.text() and play.reader.top > before
        assert play.reader.text_of("notes.1") == "notes 1"
        assert play.browse.has_past

    drive(scenario, Rehearsal(Registry(SAMPLE)), NARROW)
