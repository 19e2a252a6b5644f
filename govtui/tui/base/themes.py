"""The look: calm, typographic, few colours; meaning is carried by signs and words as well.

A person chooses a theme by what it is for (`CHOICES`). A terminal of 16 colours gets the sibling of it that is made of those
16; one without colours gets classes on the app (tui/app.tcss) under which cursor and links are seen all the same.
tests/tui/test_themes.py holds the contrast of every text on every ground.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from govtui.model.kinds import KINDS
from govtui.text.markers import NP_

CHOICES: Mapping[str, str] = {
    "dark": NP_("theme", "Dark"),
    "light": NP_("theme", "Light"),
    "contrast-dark": NP_("theme", "High contrast, dark"),
    "contrast-light": NP_("theme", "High contrast, light"),
}
"""What can be chosen, by name in the configuration, in English words."""

TEXTS = (
    "foreground",
    "muted",
    "quiet",
    "link",
    "accent",
    "warning",
    "error",
    "success",
    "primary",
    "secondary",
    *KINDS,
)
"""Colours that text may have; on any of `GROUNDS`."""

GROUNDS = ("background", "panel", "resting-bg")
"""Colours that may lie under text. On "cursor-bg" stands "foreground" only; of "rule" are lines that say nothing."""

QUIET = ("muted", "quiet")
"""Of `TEXTS`: what is said beside the rest, in less contrast."""


def _theme(name: str, texts: str, grounds: str, *, dark: bool) -> Theme:
    """Make a theme of colours in the order of `TEXTS`, and of `GROUNDS` with the cursor's and the scroll bar's.

    A kind that `texts` has no colour for gets the primary one.
    """
    colour = dict(zip(TEXTS, texts.split(), strict=False))
    colour = dict.fromkeys(KINDS, colour["primary"]) | colour
    colour |= zip((*GROUNDS, "cursor-bg", "bar"), grounds.split(), strict=True)
    own = ("muted", "quiet", "link", "resting-bg", "cursor-bg", *KINDS)
    return Theme(
        name=f"govtui-{name}",
        dark=dark,
        primary=colour["primary"],
        secondary=colour["secondary"],
        accent=colour["accent"],
        foreground=colour["foreground"],
        background=colour["background"],
        surface=colour["background"],
        panel=colour["panel"],
        success=colour["success"],
        warning=colour["warning"],
        error=colour["error"],
        variables={
            **{name: colour[name] for name in own},
            "rule": colour["bar"],
            "footer-background": colour["panel"],
            "footer-key-foreground": colour["accent"],
            "footer-description-foreground": colour["muted"],
            "input-cursor-background": colour["foreground"],
            "input-cursor-foreground": colour["background"],
            "scrollbar": colour["bar"],
            "scrollbar-hover": colour["quiet"],
            "scrollbar-active": colour["quiet"],
            "scrollbar-background": colour["background"],
            "scrollbar-background-hover": colour["background"],
            "scrollbar-background-active": colour["background"],
        },
    )


THEMES = (
    _theme(
        "dark",
        "#d8d6d0 #a0a5ae #8b929d #8cb8e0 #d9b26f #e0a458 #eb9b90 #96bd7a #8ab2d8 #a8b8a0 #96b6d9 #c9b58a #9dbd8c #c1a8cb",
        "#16181c #20242a #262b33 #2c4258 #444d5a",
        dark=True,
    ),
    _theme(
        "light",
        "#22252b #4c525c #565c66 #1b5183 #6b4300 #7a2e00 #96200f #2b5915 #225285 #425439 #205184 #684809 #2e5a19 #642d72",
        "#fbfaf7 #f0f0ee #e6e6e4 #c6d9ec #b4b8be",
        dark=False,
    ),
    _theme(
        "contrast-dark",
        "#ffffff #e6e6e6 #cccccc #8cd2ff #ffd75f #ffd75f #ffb0b0 #8cff8c #8cd2ff #d7ffd7 #8cd2ff #ffd75f #8cff8c #ffb4ff",
        "#000000 #1c1c1c #303030 #00407c #8c8c8c",
        dark=True,
    ),
    _theme(
        "contrast-light",
        "#000000 #1c1c1c #303030 #00328c #5a3200 #6e2800 #8c0000 #004600 #00328c #20401c #00328c #5a3200 #004600 #5c0070",
        "#ffffff #eeeeee #e4e4e4 #afd7ff #606060",
        dark=False,
    ),
    # Of 16 colours: those of rich.palette's standard one, which are sent as their own codes. The light one has bright grounds,
    # which terminals older than the codes 100 to 107 show as dark ones: for these the dark theme is the default.
    _theme(
        "dark-16",
        "#aaaaaa #aaaaaa #aaaaaa #55ffff #ffff55 #ffff55 #ff5555 #55ff55 #55ffff #aaaaaa #55ffff #ffff55 #55ff55 #ff55ff",
        "#000000 #000000 #000000 #0000aa #aaaaaa",
        dark=True,
    ),
    _theme(
        "light-16",
        "#000000 #000000 #000000 #0000aa #aa00aa #aa0000 #aa0000 #0000aa #0000aa #000000 #0000aa #aa0000 #000000 #aa00aa",
        "#ffffff #ffffff #ffffff #55ffff #000000",
        dark=False,
    ),
)
"""All themes. A theme of high contrast looks the same in 16 colours as the one of 16 colours, so it has no sibling."""


def kind_rules(widget: str, prefix: str, *, bold: bool = False) -> str:
    """Return the style rules by which a widget draws its components `prefix--event` and so on in the colours of the kinds."""
    style = " text-style: bold;" if bold else ""
    rules = [f"& > .{prefix}--{kind} {{ color: ${kind};{style} }}" for kind in KINDS]
    return f"{widget} {{ {' '.join(rules)} }}"


_MONOCHROME = ("vt52", "vt100", "vt102", "vt220", "vt320", "ansi-m", "wyse")


def theme_for(choice: str, colours: str | None, background: str = "") -> str:
    """The name of the theme for what someone chose ("": nothing) on a terminal that `console.color_system` says is of
    these colours; `background` is the environment's COLORFGBG, by which some terminals say what their ground is."""
    if choice not in CHOICES:
        choice = "light" if background.rpartition(";")[2] in ("7", "15") else "dark"
    if colours in (None, "standard", "windows"):
        return "govtui-light-16" if "light" in choice else "govtui-dark-16"
    return f"govtui-{choice}"


def looks(colours: str | None, term: str, *, no_color: bool) -> tuple[str, ...]:
    """The classes that the app gets on a terminal that shows few colours, or none: see the end of tui/app.tcss."""
    if colours is None or term.startswith(_MONOCHROME) or term.endswith(("-m", "-mono")):
        return ("-few-colours", "-monochrome", "-no-grounds")
    if no_color:
        return ("-few-colours", "-monochrome")
    return ("-few-colours",) if colours in ("standard", "windows") else ()
