"""A tree of records and their links, of which the open rows in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import quality_labels
from govtui.i18n.formats import number
from govtui.model.dates import DateError, PartialDate
from govtui.model.identifiers import country_of
from govtui.model.kinds import kind_sign
from govtui.page.page import Role
from govtui.page.signs import KIND_ROLES
from govtui.page.source_names import short_name
from govtui.page.tree import LinkTree, Node, heading
from govtui.text.fold import fold
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.text.width import clip, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece
from govtui.tui.base.themes import kind_rules

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp

CLOSED, OPEN, AGAIN = "▸", "▾", "↺"
"""Signs of a row: closed, open, shown above already."""


_PARTS = (Role.PLAIN, Role.LABEL, Role.MUTED, Role.BROKEN, *KIND_ROLES.values())
"""The roles of the parts of a row."""


class _Words(NamedTuple):
    """A row in words: sign and name, each with its component class, and a note."""

    sign: str
    role: str
    text: str
    style: str
    note: str
    kept: str = ""
    """What qualifies the name, the beginning of the note: a name is cut before it."""


class TreeView(CursorList, can_focus=True):
    """Rows of a tree; right and left open and close them, as in file managers."""

    app: RegistryApp

    DEFAULT_CSS = kind_rules("TreeView", "tree", bold=True)
    COMPONENT_CLASSES = {*(f"tree--{part}" for part in _PARTS)}
    BINDINGS = [
        Binding("right", "open", N_("Open"), show=False, id="tree.open"),
        Binding("left", "close", N_("Collapse"), show=False, id="tree.close"),
        Binding("enter", "choose", N_("Read"), id="tree.choose"),
    ]
    KEY_GROUP = "tree"

    class Chosen(CursorList.Chosen):
        """A record was chosen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._tree: LinkTree | None = None
        self.context: RenderContext | None = None
        self._rows: list[Node] = []
        self._filter = ""
        self._anchor: Node | None = None
        """The row that somebody moved to last: the cursor comes back to it when it is shown again."""
        self._words = lru_cache(maxsize=1 << 16)(self._worded)

    # what is shown

    @property
    def total(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> Node | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def shown(self) -> LinkTree | None:
        """The tree that is shown, with what is open of it."""
        return self._tree

    def show(self, tree: LinkTree, context: RenderContext) -> None:
        """Show a tree; the cursor stays on the same row if it is there still."""
        self._tree = tree
        self.speak(context)

    def speak(self, context: RenderContext) -> None:
        """Put every row into the words of another context."""
        self.context = context
        self._words.cache_clear()
        self._refill()

    def narrow(self, text: str) -> None:
        """Show only records with these words in their name, and the rows above them."""
        self._filter = fold(text.strip())
        self._refill()

    def _refill(self) -> None:
        if self._tree is None:
            return
        stay = [node.path for node in (self._anchor, self.node) if node is not None]
        words = self._filter.split()
        self._rows = self._tree.rows(
            (lambda node: all(word in fold(self._words(node).text) for word in words)) if words else None
        )
        rows = {node.path: n for n, node in reversed([*enumerate(self._rows)])}
        place = next((rows[path] for path in stay if path in rows), None)
        if place is None and words:
            place = next((n for n, node in enumerate(self._rows) if node.sort == "record" and not node.children), 0)
        self.cursor = self.cursor if place is None else place
        self.renew()
        self.moved()

    def retranslate(self) -> None:
        """Do nothing: the screen gives another context."""

    def told(self, node: Node) -> str:
        """Return a row in full: sign, name and note."""
        words = self._words(node)
        return " · ".join(part for part in (f"{words.sign} {words.text}".strip(), words.note) if part)

    def _worded(self, node: Node) -> _Words:
        assert self.context is not None
        words = self._unqualified(node, self.context)
        told_by = short_name(node.told_by, self.context) if node.told_by else ""
        kept = " · ".join(quality_labels(node.quality, told_by, self.context.tr))
        return words._replace(note=" · ".join(filter(None, [kept, words.note])), kept=kept) if kept else words

    def _unqualified(self, node: Node, context: RenderContext) -> _Words:
        tr = context.tr
        if node.sort == "record":
            return self._record(node, context)
        if country := country_of(node.name):
            return _Words(" ", "tree--plain", country_name(country, tr) or country, "tree--plain", "")
        if node.sort == "missing":
            return _Words("✗", "tree--broken", node.name, "tree--broken", tr.gettext("no such record"))
        return _Words(
            "→" if node.sort == "out" else "←",
            f"tree--{Role.MUTED}",
            heading(node, tr, context.schema),
            "tree--label",
            number(len(node.children or ()), tr),
        )

    def _record(self, node: Node, context: RenderContext) -> _Words:
        card = context.index.card(node.name)
        name = context.name(node.name)
        if card is None:
            return _Words("✗", "tree--broken", name.text, "tree--broken", "")
        notes = [context.label(f"{card.kind}.type", card.type)] if card.type else []
        try:
            notes += [date_short(PartialDate.parse(card.date), context.tr)] if card.date else []
        except DateError:
            notes.append(card.date)
        if card.number is not None and card.kind == "event":
            notes.insert(0, context.tr.gettext("no. {number}").format(number=card.number))
        if node.again:
            notes.insert(0, context.tr.gettext("already above"))
        role = KIND_ROLES.get(card.kind, Role.PLAIN)
        style = "tree--plain" if card.readable else "tree--broken"
        return _Words(kind_sign(card.kind), f"tree--{role}", name.text, style, " · ".join(notes))

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        node = self._rows[line]
        words = self._words(node)
        twisty = AGAIN if node.again else " " if not node.opens else OPEN if node.open or self._filter else CLOSED
        indent = self._indent(node)
        room = cells - indent - 5
        name = max(room // 4, room - width(words.kept) - 6) if words.kept else room
        text = clip(safe_text(words.text, multiline=False), name)
        counted = node.sort in ("out", "in") and node.open
        note = "" if counted else clip(words.note, max(0, room - width(text) - 2))
        return (
            Piece(" " * indent + f" {twisty} ", "tree--muted"),
            Piece(words.sign, words.role),
            Piece(f" {text}", words.style),
            Piece(f"  {note}" if note.strip("…") else "", "tree--muted"),
        )

    # moving

    def go_to(self, row: int) -> None:
        super().go_to(row)
        self._anchor = self.node

    def action_open(self) -> None:
        """Open a row; from an open row go to the first below it."""
        node = self.node
        if self._tree is None or node is None or not node.opens:
            return
        if node.open:
            self.go_to(self.cursor + 1)
        else:
            self._tree.open(node)
            self._refill()

    def action_close(self) -> None:
        """Close a row; from a closed row go to the one above it in the tree."""
        node = self.node
        if node is None:
            return
        if node.open and not self._filter:
            node.open = False
            self._refill()
        elif node.above in self._rows:
            self.go_to(self._rows.index(node.above))

    def action_turn(self) -> None:
        if self.node and self.node.open:
            self.node.open = False
            self._refill()
        else:
            self.action_open()

    def action_choose(self) -> None:
        """Choose a record; open or close any other row."""
        if self.node and self.node.sort == "record":
            self.post_message(self.Chosen(self.node.name))
        else:
            self.action_turn()

    def switches(self, line: int, x: int) -> bool:
        """Return True on the triangle of a row that can be opened, and a cell beside it."""
        node = self._rows[line]
        return node.opens and 0 <= x - self._indent(node) < 3

    def switch(self, line: int) -> None:
        self.action_turn()

    def _indent(self, node: Node) -> int:
        """Return the cells before the triangle of a row."""
        return min(2 * node.depth, self.cells // 2)
