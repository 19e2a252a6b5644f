"""The look of the site: its icon, and its stylesheet, which is that of an exported page (interchange/assets/page.css), with its
colours as variables, and what frames it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files as resources

from govtui.site.site_file import Site, SiteFile
from govtui.store.files import etag

STYLE, ICON = "site.css", "icon.svg"

_ASSETS = resources("govtui.site").joinpath("assets")

COLOURS: Mapping[str, str] = {
    "#1b1f23": "ink",
    "#fff": "paper",
    "#57606a": "soft",
    "#d0d7de": "line",
    "#0b57a4": "link",
    "#a03c06": "differs",
    "#a40e26": "error",
    "#7a4d00": "warning",
}
"""Colours of an exported page, which word processors must understand, to the variables that are others in the dark and in print."""


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the stylesheet and the icon."""
    icon = _ASSETS.joinpath(ICON).read_bytes()
    for name, content in ((STYLE, style()), (ICON, icon)):
        yield SiteFile(name, etag(content), partial(bytes, content))


def style() -> bytes:
    """Return the stylesheet."""
    page = resources("govtui.interchange").joinpath("assets", "page.css").read_text("utf-8")
    for colour, name in COLOURS.items():
        page = page.replace(colour, f"var(--{name})")
    return (page + _ASSETS.joinpath(STYLE).read_text("utf-8")).encode()
