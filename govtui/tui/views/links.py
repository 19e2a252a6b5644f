"""Links: what the record in hand is linked to and by what, as a tree; and what has no links, or leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from govtui.i18n.formats import number
from govtui.page.tree import LinkTree, dangling, links_of, orphans
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.safe_text import plain
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.views.tree_view import TreeView

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


View = Literal["links", "orphans", "dangling"]
VIEWS: tuple[View, ...] = ("links", "orphans", "dangling")


class LinkFilter(ImeInput):
    """The field that narrows the tree to the names that have what is typed."""


class LinksScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [
        Binding("slash", "filter", N_("Filter"), id="links.filter"),
        Binding("tab", "turn(1)", N_("Next view"), id="links.next-view"),
        Binding("shift+tab", "turn(-1)", N_("Next view"), show=False, id="links.previous-view"),
        Binding("escape", "up", N_("Close"), id="links.close"),
        Binding("b,q", "dismiss(None)", N_("Close"), show=False, id="links.leave"),
        Binding("down", "into", N_("Down"), show=False, id="links.into"),
    ]
    AUTO_FOCUS = "TreeView"

    def __init__(self, host: Host, view: View = "links", key: str = "") -> None:
        """`key`: the record that the links are of; "": the current one."""
        super().__init__()
        self._host, self._view = host, view
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
        match self._view:
            case "links":
                card = index.card(self._key) if self._key else None
                self._key = card.key if card else self._key  # it may have got another id
                roots = links_of(index, self._key) if card else []
            case "orphans":
                roots = orphans(index, context.language) if index.whole else []
            case "dangling":
                roots = dangling(index)
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
        host = sum(len(root.children or ()) for root in roots)
        match self._view:
            case "links":
                title = tr.gettext("Links of {name}").format(name=context.name(self._key).text) if roots else ""
                self.rows.empty = tr.gettext("There is no record to read here.")
            case "orphans":
                words = tr.ngettext("{n} record without links", "{n} records without links", host)
                title = words.format(n=number(host, tr))
                self.rows.empty = tr.gettext("Every record links to another, or is linked to.")
            case "dangling":
                words = tr.ngettext("{n} link to nothing", "{n} links to nothing", host)
                title = words.format(n=number(host, tr))
                self.rows.empty = tr.gettext("Every link leads to a record.")
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

    def action_turn(self, step: int) -> None:
        """Show the next of the three, or the one before."""
        self._view = VIEWS[(VIEWS.index(self._view) + step) % len(VIEWS)]
        self._put_filter_away()
        self._ask()

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


class OrphansScreen(LinksScreen):
    """The records that neither link to another nor are linked to."""

    def __init__(self, host: Host) -> None:
        LinksScreen.__init__(self, host, "orphans")


class DanglingScreen(LinksScreen):
    """The links that lead to no record."""

    def __init__(self, host: Host) -> None:
        LinksScreen.__init__(self, host, "dangling")
