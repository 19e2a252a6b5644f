"""Every theme can be read: each text on each ground that may lie under it; and signs carry what colours do."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from drive import Play, Rehearsal, drive
from rich._palettes import STANDARD_PALETTE
from rich.color import Color, ColorSystem
from samples import SAMPLE
from textual.theme import Theme

from govtui.model.kinds import KINDS
from govtui.page.signs import SEVERITY_SIGNS
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.base.page_view import PageView
from govtui.tui.base.themes import CHOICES, GROUNDS, QUIET, TEXTS, THEMES, looks, theme_for
from govtui.tui.browse.header import KindTabs
from govtui.tui.browse.record_list import RecordList
from govtui.tui.command_list import CommandList
from govtui.tui.views.timeline_view import TimelineView
from govtui.tui.views.tree_view import TreeView

STYLES = Path(__file__).parent.parent.parent / "govtui" / "tui"


def colour(theme: Theme, name: str) -> str:
    """A theme's colour by its name in the style sheets."""
    return theme.variables.get(name) or str(getattr(theme, name))


def luminance(colour_: Color) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 255 for part in colour_.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: Color, ground: Color) -> float:
    """The contrast ratio, WCAG 2.2: from 1 to 21."""
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [*product(TEXTS, GROUNDS), ("foreground", "cursor-bg"), ("background", "foreground")]
"""All that may stand on one another; the last is the cursor of a text field."""


def needed(theme: Theme, text: str, ground: str) -> float:
    """The ratio that a text needs: WCAG's AAA (7), but AA (4.5) for what is said quietly and for rows without the focus.

    Of 16 colours each terminal has its own, so no more than AA can be meant.
    """
    if "contrast" in theme.name:
        return 7.0
    return 4.5 if text in QUIET or ground == "resting-bg" or theme.name.endswith("-16") else 7.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_is_read_on_every_ground(theme: Theme) -> None:
    for text, ground in PAIRS:
        ratio = contrast(Color.parse(colour(theme, text)), Color.parse(colour(theme, ground)))
        assert ratio >= needed(theme, text, ground), f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_lines_that_say_nothing_are_seen_and_are_fainter_than_any_text(theme: Theme) -> None:
    ground = Color.parse(colour(theme, "background"))
    rule = contrast(Color.parse(colour(theme, "rule")), ground)
    faintest = min(contrast(Color.parse(colour(theme, text)), ground) for text in TEXTS)
    assert rule >= 1.5 and (rule < faintest or theme.name.endswith("-16"))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_256_colours_can_be_read_too(theme: Theme) -> None:
    for text, ground in PAIRS:
        fewer = [Color.parse(colour(theme, name)).downgrade(ColorSystem.EIGHT_BIT) for name in (text, ground)]
        ratio = contrast(*fewer)
        assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("choice", CHOICES)
def test_16_colours_are_sent_as_they_are_meant(choice: str) -> None:
    theme = next(one for one in THEMES if one.name == theme_for(choice, "standard"))
    for name in (*TEXTS, *GROUNDS, "cursor-bg"):
        meant = Color.parse(colour(theme, name))
        sent = meant.downgrade(ColorSystem.STANDARD).number
        assert sent is not None and STANDARD_PALETTE[sent] == meant.get_truecolor()[:3], name
    assert colour(theme, "cursor-bg") != colour(theme, "background")


def test_the_style_sheets_use_no_other_pair() -> None:
    special = {"quiet", "scrollbar"}
    for sheet in STYLES.rglob("*.tcss"):
        for rule in re.findall(r"\{([^{}]*)", sheet.read_text("utf-8")):
            texts = set(re.findall(r"(?<![\w-])color: \$([\w-]+)", rule))
            grounds = set(re.findall(r"background: \$([\w-]+)", rule))
            assert texts <= {*TEXTS, "background", "rule"}, f"{sheet.name}: {texts}"
            assert grounds <= {*GROUNDS, "cursor-bg", "foreground"} | special, f"{sheet.name}: {grounds}"
            assert "rule" not in texts or re.fullmatch(r"\s*color: \$rule;\s*", rule), f"{sheet.name}: {rule}"
            if "cursor-bg" in grounds:
                assert texts <= {"foreground"}, f"{sheet.name}: {rule}"


def test_the_cursor_is_seen_without_grounds_and_where_it_was_without_colours() -> None:
    sheets = "\n".join(sheet.read_text("utf-8") for sheet in STYLES.rglob("*.tcss"))
    named = r"\.([a-z-]+--[a-z-]+)"
    for ground, look in (("cursor-bg", "no-grounds"), ("resting-bg", "few-colours")):
        meant = set(re.findall(rf"{named} \{{[^{{}}]*background: \${ground}", sheets))
        rules = re.findall(rf"^\.-{look}.*?^(?=[.}}/]|\Z)", sheets, re.DOTALL | re.MULTILINE)
        told = {name for rule in rules for name in re.findall(named, rule)}
        rows = {name for name in meant if not name.startswith(("toml--", "text-area--matching"))}
        assert rows and rows <= told, rows - told


def test_each_kind_has_a_sign_of_one_cell_that_is_no_other_sign() -> None:
    signs = [*(kind.sign for kind in KINDS.values()), *SEVERITY_SIGNS.values()]
    assert len(set(signs)) == len(signs)
    for sign in signs:
        assert width(sign) == 1 and unicodedata.normalize("NFC", sign) == sign
        assert unicodedata.east_asian_width(sign) in ("N", "Na", "A") and not unicodedata.combining(sign)


def test_what_a_terminal_cannot_show_is_not_asked_of_it() -> None:
    assert theme_for("", "truecolor") == theme_for("no such theme", "256") == "govtui-dark"
    assert theme_for("", "truecolor", "0;15") == "govtui-light"
    assert theme_for("contrast-light", "standard") == "govtui-light-16"
    assert looks("truecolor", "xterm-256color", no_color=False) == ()
    assert looks("standard", "linux", no_color=False) == ("-few-colours",)
    assert "-monochrome" in looks("256", "xterm-256color", no_color=True)
    assert "-no-grounds" in looks("standard", "vt100", no_color=False)
    assert "-no-grounds" in looks(None, "dumb", no_color=False)


def test_each_kind_is_drawn_in_its_colour() -> None:
    async def look(play: Play) -> None:
        for keys, widget, prefix, bold in (
            ([], KindTabs, "kinds", None),
            ([], RecordList, "list", None),
            ([], PageView, "page", True),
            (["t"], TimelineView, "timeline", None),
            (["escape", "b"], TreeView, "tree", True),
        ):
            await play.press(*keys)
            for theme in THEMES[:2]:
                play.app.theme = theme.name
                await play.settle()
                for kind in KINDS:
                    styles = play.app.screen.query_one(widget).get_component_styles(f"{prefix}--{kind}")
                    assert styles.color.rgb == Color.parse(colour(theme, kind)).get_truecolor()[:3], (prefix, kind)
                    assert styles.text_style.bold is bold, (prefix, kind)

    drive(look, Rehearsal(Registry(SAMPLE)))


def test_a_theme_is_seen_before_it_is_chosen_and_esc_brings_back_what_was() -> None:
    async def choose(play: Play) -> None:
        before = play.app.theme
        await play.press("colon", *"theme", "enter", "down")
        assert play.app.theme == theme_for("light", play.app.console.color_system) != before
        await play.press("f2", "escape")
        assert play.app.theme == before and len(play.app.screen_stack) == 1
        await play.press("colon", *"theme", "enter", "down", "enter")
        assert play.app.theme != before and len(play.app.screen_stack) == 1

    drive(choose, Rehearsal(Registry(SAMPLE)))


def test_the_mouse_chooses_a_theme_and_closes_help_and_palette() -> None:
    async def click(play: Play) -> None:
        await play.press("colon", *"theme")
        await play.click("Giao diện màu")  # which takes the focus
        await play.click("Giao diện màu")
        before = play.app.theme
        await play.click("Sáng")
        assert play.app.theme != before
        await play.click("Sáng")
        assert len(play.app.screen_stack) == 1 and "light" in play.app.theme
        await play.press("question_mark")
        top = play.app.screen.query_one(CommandList).top
        await play.wheel(40, 10)
        assert play.app.screen.query_one(CommandList).top > top
        await play.click("Esc")
        assert len(play.app.screen_stack) == 1

    drive(click, Rehearsal(Registry(SAMPLE)))


def test_an_empty_list_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "registry.toml").write_text('[name]\nvi = "Trống"\n')

    async def look(play: Play) -> None:
        assert "Chưa có bản ghi nào. Nhấn a để thêm bản ghi đầu tiên." in play.text()
        await play.press("4", "slash", "x")
        assert "Không tìm thấy" in play.text()

    drive(look, Rehearsal(Registry(tmp_path)))


def test_an_empty_kind_says_how_to_go_on() -> None:
    async def look(play: Play) -> None:
        play.browse.listing.kind = "none such"
        play.browse.refresh_list()
        await play.settle()
        assert "Không có bản ghi loại này." in play.text()

    drive(look, Rehearsal(Registry(SAMPLE)))
