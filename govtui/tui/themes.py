"""The look: calm, typographic, few colours; meaning is carried by signs and words as well."""

from __future__ import annotations

from textual.theme import Theme

THEMES = (
    Theme(
        name="govtui-dark",
        dark=True,
        primary="#7aa2c8",
        secondary="#a8b8a0",
        accent="#d9b26f",
        foreground="#d8d6d0",
        background="#16181c",
        surface="#16181c",
        panel="#20242a",
        success="#8fb573",
        warning="#d9b26f",
        error="#d9776a",
        variables={
            "muted": "#9a9fa8",
            "quiet": "#7b828d",
            "link": "#8cb8e0",
            "cursor-bg": "#2c4258",
            "resting-bg": "#262b33",
            "footer-background": "#20242a",
            "footer-key-foreground": "#d9b26f",
            "footer-description-foreground": "#b8b6b0",
            "scrollbar": "#333a44",
            "scrollbar-background": "#16181c",
            "scrollbar-background-hover": "#16181c",
            "scrollbar-background-active": "#16181c",
            "scrollbar-hover": "#444d5a",
            "scrollbar-active": "#566272",
        },
    ),
)
