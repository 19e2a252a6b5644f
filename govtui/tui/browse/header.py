"""The kinds of record as tabs, each with the number of records that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.formats import number, percent
from govtui.i18n.labels import label
from govtui.index.api import ALL
from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.text.width import clip, width
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.themes import kind_rules

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser


TABS = (ALL, *KINDS)
"""What can be chosen, from left to right."""


class KindTabs(OneLine):
    """Digits, signs, names and counts; where they do not fit, the signs go, or all names but the chosen tab's."""

    DEFAULT_CSS = kind_rules("KindTabs", "kinds")
    COMPONENT_CLASSES = {"kinds--tab", "kinds--chosen", "kinds--digit", *(f"kinds--{kind}" for kind in KINDS)}
    screen: Browser

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ALL
        self._counts: Mapping[str, int] = {}

    def show(self, chosen: str, counts: Mapping[str, int]) -> None:
        """Which tab is chosen, and the numbers."""
        self._chosen, self._counts = chosen, counts
        self.renew()

    def left(self) -> Sequence[Piece]:
        for pieces in (self._pieces(names=True), self._pieces(names=True, tight=True)):
            if sum(width(piece.text) for piece in pieces) <= self.size.width:
                return pieces
        return self._pieces(names=False)

    def _pieces(self, *, names: bool, tight: bool = False) -> list[Piece]:
        tr = self.screen.app.translator
        out = []
        for kind in TABS:
            chosen = kind == self._chosen
            name = label("kinds", kind, tr) if names or chosen else ""
            digit = KINDS[kind].digit if kind in KINDS else "1"
            count = number(self._counts.get(kind, 0), tr)
            style = "kinds--chosen" if chosen else "kinds--tab"
            action = f"screen.kind('{kind}')"
            out.append(Piece(" ", "kinds--tab"))
            out.append(Piece(f"{digit} ", "kinds--digit", action))
            if kind in KINDS and not (names and tight):
                out.append(Piece(f"{KINDS[kind].sign} ", f"kinds--{kind}", action))
            out.append(Piece(f"{name} {count}".lstrip(), style, action))
            out.append(Piece(" ", "kinds--tab"))
        return out


class Masthead(OneLine):
    """Registry name, read-only mark; at the right how far one is from the upstream branch, and the languages of reading where the reader's head does not have them.

    A click on the first shares, one on the languages goes to the next. While files are read, how far that is goes before all else: what is seen is not complete.
    """

    COMPONENT_CLASSES = {"masthead--name", "masthead--note", "masthead--language"}
    screen: Browser

    def left(self) -> Sequence[Piece]:
        tr, library = self.screen.app.translator, self.screen.app.library
        if library.index is None:
            return []
        reading = with_fallback(library.settings.name, tr.language)
        pieces = [Piece(reading.text if reading else tr.gettext("Registry without a name"), "masthead--name")]
        if library.read_only:
            note = tr.gettext("bundled, read-only") if library.ships else tr.gettext("read-only")
            pieces.append(Piece(f"  {note}", "masthead--note"))
        if self.screen.app.building and _cells(pieces) + 1 + _cells(self.right()) > self.size.width:
            room = max(0, self.size.width - _cells(self.right()) - 2)
            return [pieces[0]._replace(text=clip(pieces[0].text, room))]
        return pieces

    def right(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        read_in = " + ".join(label("language", language, tr) for language in self.screen.reading_languages)
        words = tr.gettext("reading: {languages}").format(languages=read_in)
        pieces = [Piece(words, "masthead--language", "screen.reading")] if not self.screen.reads_alone else []
        if building := self.screen.app.building:
            progress, brief = self._progress(*building)
            whole = [Piece(progress + "   " * bool(pieces), "masthead--note"), *pieces]
            room = self.size.width - MIN_NAME
            tried = (whole, [Piece(progress, "masthead--note")], [Piece(brief, "masthead--note")])
            return next((one for one in tried if _cells(one) <= room), tried[-1])
        if (told := self._distance()) and self.size.width - _cells(pieces) >= MIN_NAME + width(told):
            pieces.insert(0, Piece(told, "masthead--note", "screen.open('share')"))
            if len(pieces) > 1:
                pieces.insert(1, Piece(" " * GAP, "masthead--note"))
        return pieces

    def _distance(self) -> str:
        """Return how many commits wait to be sent, and how many were received: "3 ↑ 2 ↓"; empty where none do."""
        tr, distance = self.screen.app.translator, self.screen.distance
        if distance is None:
            return ""
        counts = ((distance.ahead, AHEAD), (distance.behind, BEHIND))
        return " ".join(f"{number(n, tr)} {sign}" for n, sign in counts if n)

    def _progress(self, done: int, total: int) -> tuple[str, str]:
        """Return how far reading is, and the same briefly."""
        tr, index = self.screen.app.translator, self.screen.app.index
        if index is not None and index.listed and not index.whole:
            words = tr.gettext("names can be searched; reading the texts: {done} of {total}")
            brief = tr.gettext("reading the texts: {share}")
        else:
            words = tr.gettext("reading the files: {done} of {total}")
            brief = tr.gettext("reading the files: {share}")
        share = percent(100 * done // max(1, total), tr)
        return words.format(done=number(done, tr), total=number(total, tr)), brief.format(share=share)


MIN_NAME = 18
"""Cells that the name of the registry has beside the progress of a build, or the distance from the upstream branch."""

GAP = 3
"""Cells between that distance and the languages."""

AHEAD, BEHIND = "↑", "↓"
"""Behind the commits to be sent, and those that were received."""


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(piece.text) for piece in pieces)
