"""What is said in place of a list's rows: why there are none, and what to do."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from govtui.index.api import ALL
from govtui.text.safe import safe_text
from govtui.text.width import width
from govtui.tui.keys import shown

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


def empty_lines(screen: BrowseScreen, cells: int) -> list[str]:
    """The lines for a list that is so many cells wide."""
    app, asked = screen.app, screen.listing
    tr, index = app.translator, app.index
    if index is None or not index.whole:
        words = tr.gettext("Reading the files…")
    elif width(asked.mistake) > cells - 2:  # it does not fit over the list
        words = asked.mistake
    elif not asked.text and not index.counts()[ALL]:
        words = tr.gettext("There are no records yet.")
        if not app.library.read_only:
            key = shown(app.keymap.keys("command.new", "a"), tr)
            words += " " + tr.gettext("Press {key} to add the first record.").format(key=key)
    elif asked.only_marked:
        words = tr.gettext("No marked records. Esc shows the list again.")
    elif not asked.text:
        words = tr.gettext("There are no records of this kind. Esc shows all.")
    else:
        words = tr.gettext("Nothing found. Esc clears the filter.")
    return wrap(safe_text(words, multiline=False), max(10, cells - 4))
