"""A page as plain text, for pipes and the command line."""

from __future__ import annotations

from govtui.page.layout import lay_out
from govtui.page.page import Page


def plain(page: Page, cells: int = 80) -> str:
    """The page's lines at a width of `cells`, without trailing blanks, ending in a newline."""
    text = "\n".join(line.text.rstrip() for line in lay_out(page, cells)) + "\n"
    return text.replace("\u00a0", " ")  # it has done its work: lines are broken
