"""The line at the top: which registry, and in which languages one is working."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.model.language_fallback import read
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class Masthead(OneLine):
    """Registry name, read-only mark; at the right the languages of reading: a click on them goes to the next."""

    COMPONENT_CLASSES = {"masthead--name", "masthead--note", "masthead--language"}
    screen: BrowseScreen

    def left(self) -> Sequence[Piece]:
        tr, library = self.screen.app.translator, self.screen.app.library
        if library.index is None:
            return []
        reading = read(library.settings.name, tr.language)
        pieces = [Piece(reading.text if reading else tr.gettext("Registry without a name"), "masthead--name")]
        if library.read_only:
            note = tr.gettext("bundled, read-only") if library.ships else tr.gettext("read-only")
            pieces.append(Piece(f"  {note}", "masthead--note"))
        return pieces

    def right(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        read_in = " + ".join(label("language", language, tr) for language in self.screen.reading_languages)
        words = tr.gettext("reading: {languages}").format(languages=read_in)
        pieces = [Piece(words, "masthead--language", "screen.reading")]
        if building := self.screen.app.building:
            done, total = building
            progress = tr.gettext("reading the files: {done} of {total}").format(
                done=number(done, tr), total=number(total, tr)
            )
            pieces.insert(0, Piece(f"{progress}   ", "masthead--note"))
        return pieces
