"""Links: what the record in hand is linked to and by what, as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from govtui.page.tree import LinkTree, links_of
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.safe_text import plain
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.views.tree_view import TreeView

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class LinkFilter(ImeInput):
    """The field that narrows the tree to the names that have what is typed."""


class LinksScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [
        Binding("slash", "filter", N_("Filter"), id="links.filter"),
        Binding("escape", "up", N_("Close"), id="links.close"),
        Binding("b,q", "dismiss(None)", N_("Close"), show=False, id="links.leave"),
        Binding("down", "into", N_("Down"), show=False, id="links.into"),
    ]
    AUTO_FOCUS = "TreeView"

    def __init__(self, host: Host, key: str = "") -> None:
        """`key`: the record that the links are of; "": the current one."""
        super().__init__()
        self._host = host
        self._key = key or host.current_key

    def compose(self) -> ComposeResult:
        with Vertical(id="links"):
            yield MessageLabel(id="links-title")
            yield LinkFilter(id="links-filter")
            yield TreeView(id="tree")
            yield MessageLabel(id="links-here")
        yield KeyBar()

    def on_mount(self) -> None:
        self._filter.display = False
        self._ask()

    @property
    def rows(self) -> TreeView:
        return self.query_one(TreeView)

    @property
    def _filter(self) -> LinkFilter:
        return self.query_one(LinkFilter)

    # what is shown

    def _ask(self, *, again: bool = False) -> None:
        """Ask the index; with `again` what was open is opened again."""
        index, context = self.app.index, self._host.context
        if index is None:
            return
        opened = self.rows.shown.opened if again and self.rows.shown else ()
        card = index.card(self._key) if self._key else None
        self._key = card.key if card else self._key  # it may have got another id
        roots = links_of(index, self._key) if card else []
        self.rows.show(LinkTree(index, roots, opened), context)
        self._say()

    def retranslate(self) -> None:
        super().retranslate()
        self._filter.placeholder = plain(self.app.translator.gettext("Part of a name…"))
        if self.rows.shown:
            self.rows.speak(self._host.context)
        self._say()

    def index_changed(self) -> None:
        self._ask(again=True)

    def _say(self) -> None:
        """The title, and what is said where there is nothing."""
        tr, context = self.app.translator, self._host.context
        roots = self.rows.shown.roots if self.rows.shown else []
        title = tr.gettext("Links of {name}").format(name=context.name(self._key).text) if roots else ""
        self.rows.empty = tr.gettext("There is no record to read here.")
        if (index := self.app.index) is not None and not index.whole:
            self.rows.empty = tr.gettext("Reading the files…")
            title = " · ".join(filter(None, (title, self.rows.empty)))
        elif self._filter.value.strip() and roots:
            self.rows.empty = tr.gettext("Nothing found. Esc clears the filter.")
        self.query_one("#links-title", MessageLabel).say(title)

    @on(TreeView.Highlighted)
    def _highlighted(self) -> None:
        node = self.rows.node
        self.query_one("#links-here", MessageLabel).say(self.rows.told(node) if node else "")

    # what a person does

    def action_filter(self) -> None:
        self._filter.display = True
        self._filter.focus()

    @on(Input.Changed)
    def _narrowed(self) -> None:
        self.rows.narrow(self._filter.value)
        self._say()

    @on(Input.Submitted)
    def action_into(self) -> None:
        """From the filter into the tree."""
        self.rows.focus()

    def _put_filter_away(self) -> None:
        self._filter.value = ""
        self._filter.display = False
        self.rows.narrow("")
        self.rows.focus()

    def action_up(self) -> None:
        """Esc: the filter away, then the screen."""
        if self._filter.display:
            self._put_filter_away()
        else:
            self.dismiss(None)

    @on(TreeView.Chosen)
    def _chosen(self, message: TreeView.Chosen) -> None:
        self.dismiss(message.key)
