"""F2 changes every word of every open screen at once, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from pseudo import words
from samples import SAMPLE, foreign, number_names, rewrite, without_ids
from textual.widgets import Input
from tour import READING, WORKING, WRITING, look, raw_lines, raw_texts, stops, tour
from workshop import workshop

from govtui.i18n.countries import country_name
from govtui.i18n.translator import LANGUAGES, Catalog, load
from govtui.store.history import RecentChanges
from govtui.store.registry import Registry
from govtui.user import choices

OTHER = {"vi": "en", "en": "vi"}
IN_BOTH = {"parallel"}
"""Where facts are said in the words of both languages of the registry, whatever the interface's."""

SCROLLED = {"progress-table", "help-end", "figures-end", "found", "found-next", "folded", "folded-opened"}
"""Stops at which the texts above the screen, and so what stands at its top, differ in length between the languages."""

LEFT = {"found-next"}
"""Stops at a hit that the other language does not have: one comes back to the first."""

IN_WORDS = {"new-kind field", "new-type field"}
"""Fields that hold a word of the interface, chosen from a list."""


@pytest.fixture(autouse=True)
def nothing_changed_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed lately is told in minutes, and the files are new: between two looks a minute may pass."""
    monkeypatch.setattr("govtui.store.history.recent_changes", lambda root, most, decided: RecentChanges("git", ()))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Records without a Latin letter, in the same order in every language."""
    root = rewrite(tmp_path_factory.mktemp("switch") / "registry", foreign)
    number_names(root)
    return Registry(root)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The same, in which everything can be done."""
    with workshop(tmp_path_factory.mktemp("shop"), foreign) as made:
        number_names(made.root)
        made.commit("3")
        yield Registry(made.root)


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """Every word that the catalog of a language can say, and the names of the countries shown."""
    out = {}
    for language in LANGUAGES:
        tr = load(language)
        catalog = tr._catalog
        assert isinstance(catalog, Catalog)
        texts = catalog.texts()
        countries = [country_name(code, tr) or "" for code in ("BN", "ID", "KR", "VN")]
        out[language] = {word for text in (*texts, *countries) for word in words(text)}
    return out


def latin_words(text: str) -> set[str]:
    """The words of a text but for those that are cut off, and for letters by themselves, which are keys."""
    return {word for word in words(re.sub(r"\w+…", "", text)) if len(word) > 1}


ROUNDS = {
    "80x24": (NARROW, READING, ""),
    "110x24": (BESIDE, READING, "list-both-languages reader search-found facets"),
    "writing": (NARROW, WRITING + WORKING, ""),
}
"""Where the language is changed: at every stop, and where two panes stand beside each other."""


@pytest.mark.parametrize("name", ROUNDS)
def test_every_word_changes_at_once_and_nothing_else_does(
    registry: Registry, shop: Registry, said: dict[str, set[str]], name: str
) -> None:
    """At every stop: no word is left of the other language, the screen is the one of an app that was started in this
    language, and everything that is no word stays, even after changing back."""
    size, legs, asked = ROUNDS[name]
    files = shop if WORKING[0] in legs else registry
    fresh: dict[str, str] = {}
    switched: dict[str, str] = {}
    left: dict[str, set[str]] = {}
    moved: dict[str, set[str]] = {}
    changed_back: dict[str, tuple[str, str]] = {}
    overflowing: list[str] = []

    async def look_around(play: Play) -> None:
        async for stop in tour(play, stops(asked), legs):
            fresh[stop] = play.text()

    async def look_and_switch(play: Play) -> None:
        async for stop in tour(play, stops(asked), legs):
            state, before = play.state(), play.text()
            for language in ("en", "vi"):
                await play.press("f2")
                assert play.app.language == language
                text, seen = play.text_and_seen()
                if language == "en":
                    switched[stop] = text
                    if not look(play, text).fills:
                        overflowing.append(stop)
                elif text != before and stop not in LEFT:
                    changed_back[stop] = (before, text)
                seen = seen.replace(play.browse.text or "\0", "")  # a query says the same in every language
                for typed in play.app.screen.query(Input):  # as does what is typed, such as a path
                    seen = seen.replace(typed.value or "\0", "")
                raw = {word for text in raw_texts(play) for word in words(text)}
                shown = latin_words(without_ids(seen, files, raw_lines(play))) - raw
                if (remnants := shown & (said[OTHER[language]] - said[language])) and stop not in IN_BOTH:
                    left[f"{stop} in {language}"] = remnants
                now = play.state()
                if (
                    changed := {name for name in now if now[name] != state.get(name)} - IN_WORDS
                ) and stop not in SCROLLED:
                    moved[f"{stop} in {language}"] = changed

    if legs is READING:  # of what is written it takes too long: there, nothing left and coming back as it was must do
        drive(look_around, Rehearsal(files, "en"), size)
        assert fresh.keys() >= set(stops(asked))
    drive(look_and_switch, Rehearsal(files, "vi"), size)
    assert left == {}
    assert moved == {}
    for stop in fresh.keys() - SCROLLED:
        assert switched[stop] == fresh[stop], stop
    assert changed_back == {}
    assert overflowing == []


def test_a_remark_does_not_outlast_its_language() -> None:
    async def be_told(play: Play) -> None:
        await play.press("R")
        await play.until(lambda: "Đã đọc lại" in play.text(), "nothing is said")
        await play.press("f2")
        await play.until(lambda: not play.app.screen.query("Toast"), "it is still said")
        await play.settle()
        assert "Đã đọc lại" not in play.text()

    drive(be_told, Rehearsal(Registry(SAMPLE)))


def test_what_is_being_typed_stays_with_the_cursor_in_it() -> None:
    async def type_and_switch(play: Play) -> None:
        await play.press("slash")
        await play.type("hoi nghi")
        await play.press("left", "left")
        found = play.names()
        await play.press("f2")
        assert play.state()["query field"] == ("hoi nghi", 6)
        assert play.state()["focus"] == "query"
        assert len(play.names()) == len(found) == 4
        await play.type("x")
        assert play.browse.text == "hoi ngxhi"

    drive(type_and_switch, Rehearsal(Registry(SAMPLE)))


def test_the_record_under_the_cursor_and_the_chosen_link_stay() -> None:
    async def choose_and_switch(play: Play) -> None:
        await play.press("slash")
        await play.type("accsm 21")
        await play.press("enter", "enter", "down", "down")
        state = play.state()
        assert state["reader"] == (0, 2) and state["focus"] == "reader"
        leads = play.reader._links[2].key
        await play.press("f2")
        assert play.state() == state and play.reader._links[2].key == leads

    drive(choose_and_switch, Rehearsal(Registry(SAMPLE)))


def test_the_cursor_stays_in_sight_on_its_record_though_the_order_changes() -> None:
    async def move_and_switch(play: Play) -> None:
        play.list.point_at("tuyen-bo-2021")
        for name in ("Declaration on an Adaptable Civil Service", "Tuyên bố về nền công vụ thích ứng"):
            await play.press("f2")
            assert play.list.key == "tuyen-bo-2021"
            assert f"≠ § {name}"[: play.list.size.width] in play.text("#list")

    drive(move_and_switch, Rehearsal(Registry(SAMPLE)))


def test_what_stands_at_the_top_of_a_scrolled_page_stays_there(tmp_path: Path) -> None:
    """Although the texts above it are longer in the other language."""
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    path, short = root / "declarations" / "ke-hoach-2022.toml", "The source leaves three activities unexplained."
    path.write_text(path.read_text(encoding="utf-8").replace(short, f"{short} " * 12), encoding="utf-8")
    moved: list[tuple[int, str, str]] = []

    async def scroll_and_switch(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        for top in range(0, play.reader.max_scroll_y, 4):
            play.reader.jump(top)
            was = play.reader._lines[top]
            await play.press("f2")
            now = play.reader._lines[play.reader.top]
            if (now.section, now.field) != (was.section, was.field):
                moved.append((top, was.text.strip(), now.text.strip()))
            await play.press("f2")
            if play.reader.top != top:
                moved.append((top, was.text.strip(), play.reader._lines[play.reader.top].text.strip()))

    drive(scroll_and_switch, Rehearsal(Registry(root)))
    assert moved == []


# -- the language that is read ---------------------------------------------------------------------------------------

VIETNAMESE = [
    "Ấp ủ một hội thảo",
    "Bộ Nội vụ",
    "Bộ Nội vụ",
    "Các cuộc họp ACCSM",
    "Diễn đàn quản trị",
    "Hiệp hội các quốc gia Đông Nam Á",
    "Hội nghị ACCSM lần thứ 20",
    "Hội nghị ACCSM lần thứ 21",
    "Hội nghị bị hỏng",
    "Hội nghị cấp cao năm 2021",
    "Hợp tác ASEAN về các vấn đề công vụ",
    "Hợp tác ASEAN+3 về công vụ",
    "Kế hoạch hành động thực hiện Tuyên bố về nền công vụ thích ứng",
    "Tuyên bố về nền công vụ thích ứng",
    "Báo cáo về ACCSM",  # sources stand last
    "Đường đến công vụ",
]
ENGLISH = [
    "ACCSM meeting no. 20",
    "ACCSM meeting no. 21",
    "ACCSM meetings",
    "ASEAN Cooperation on Civil Service Matters",
    "Association of Southeast Asian Nations",
    "Declaration on an Adaptable Civil Service",
    "Governance forum",
    "Hội nghị bị hỏng",
    "Hợp tác ASEAN+3 về công vụ",
    "Ministry of Home Affairs",
    "Ministry of the Interior and Safety",
    "Plan of Action for the Declaration on an Adaptable Civil Service",
    "Summit of 2021",
    "Zealous workshop",
    "Report on ACCSM",
    "Road to the civil service",
]


@pytest.mark.parametrize(("interface", "same", "other"), [("vi", VIETNAMESE, ENGLISH), ("en", ENGLISH, VIETNAMESE)])
def test_l_reads_as_the_interface_then_the_other_language_then_both_and_names_sort_in_the_one_read(
    interface: str, same: list[str], other: list[str]
) -> None:
    read_in = {
        "vi": ("đọc bằng: tiếng Việt", "đọc bằng: tiếng Anh", "đọc bằng: tiếng Việt + tiếng Anh"),
        "en": ("reading: English", "reading: Vietnamese", "reading: English + Vietnamese"),
    }[interface]

    async def read(play: Play) -> None:
        for words_of_masthead, names in zip((*read_in, read_in[0]), (same, other, same, same), strict=True):
            assert play.rows()[0].endswith(words_of_masthead)
            assert play.names() == names
            await play.press("l")
        assert play.app.language == interface

    drive(read, Rehearsal(Registry(SAMPLE), interface))


def test_by_default_f2_turns_the_language_that_is_read_as_well_and_otherwise_what_is_chosen_stays() -> None:
    async def switch(play: Play) -> None:
        for names in (VIETNAMESE, ENGLISH, VIETNAMESE):
            assert play.names() == names
            await play.press("f2")
        await play.press("l")  # the interface is English, Vietnamese is read
        assert play.names() == VIETNAMESE
        await play.press("f2")  # "the other language" is meant, not "Vietnamese"
        assert play.names() == ENGLISH

    drive(switch, Rehearsal(Registry(SAMPLE)))


def test_the_texts_that_are_read_and_the_words_of_the_interface_are_two_things() -> None:
    async def read(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.press("l")
        text = " ".join(play.text("#right").replace("│", " ").split())
        assert "Plan of Action for the Declaration" in text and "Văn kiện · Kế hoạch hành động" in text
        play.reader.show_field("note")
        await play.settle()
        text = " ".join(play.text("#right").replace("│", " ").split())
        assert "The source leaves three activities unexplained." in text
        assert "Ghi chú" in text and "Note" not in text

    drive(read, Rehearsal(Registry(SAMPLE)), WIDE)


def test_in_both_languages_the_other_text_follows_each_with_its_tag() -> None:
    async def read(play: Play) -> None:
        await play.press("l", "l")
        rows = play.rows()
        place = next(n for n, row in enumerate(rows) if row.startswith("  ⌂ Bộ Nội vụ"))
        assert rows[place + 1].split("│")[0].rstrip() == "    Ministry of Home Affairs"
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        play.reader.show_field("note")  # in a section that is folded
        await play.settle()
        page = " ".join(" ".join(play.reader.lines_said()).split())
        assert "[vi]" in page and "[en]" in page
        assert page.index("Nguồn không giải thích ba hoạt động. [vi]") < page.index("unexplained. [en]")

    drive(read, Rehearsal(Registry(SAMPLE)), WIDE)


def test_a_missing_translation_is_marked_in_the_list_in_links_and_in_the_reader() -> None:
    async def read(play: Play) -> None:
        await play.press("f2")
        assert "⌂ Hợp tác ASEAN+3 về công vụ [vi]" in play.text()
        assert "Ministry of Home Affairs [" not in play.text()
        play.browse.go_to("accsm-plus-3")
        await play.settle()
        title = " ".join(" ".join(play.reader.lines_said()).split())
        assert "Hợp tác ASEAN+3 về công vụ [no English text; this is Vietnamese]" in title
        play.browse.go_to("asean")
        await play.settle()
        assert "⌂ Hợp tác ASEAN+3 về công vụ [vi]" in play.text()
        await play.press("f2")
        assert "[vi]" not in play.text() and "[không có" not in play.text()

    drive(read, Rehearsal(Registry(SAMPLE)), WIDE)


def test_the_choice_of_language_is_kept_for_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    class Keeping(Rehearsal):
        def __init__(self) -> None:
            super().__init__(Registry(SAMPLE))
            self._remember = True

    async def switch(play: Play) -> None:
        assert "language" not in choices.load()
        await play.press("f2")

    drive(switch, Keeping())
    assert choices.load()["language"] == "en"
