"""In which languages records are read, and how pages are put into words for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.app import GovtuiApp

READINGS = ("same", "other", "both")
"""What is read: as the interface, the other language, both."""


def reading_languages(languages: Sequence[str], interface: str, reading: str) -> tuple[str, ...]:
    """The languages of a registry that records are read in, the one that names are given in first."""
    own = interface if interface in languages else languages[0]
    others = [language for language in languages if language != own]
    match reading:
        case "other" if others:
            return (others[0],)
        case "both" if others:
            return (own, others[0])
    return (own,)


def voice_of(app: GovtuiApp, languages: tuple[str, ...]) -> RenderContext:
    """How pages are put into words now."""
    from govtui.page.render_context import RenderContext

    assert app.index is not None, "a page is asked for before there is an index"
    return RenderContext.of(app.registry, app.translator, languages, app.index)
