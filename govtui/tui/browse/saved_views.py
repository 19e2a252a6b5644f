"""Saved views: the list as it is asked for now, kept under a name; and those that were kept, to be shown again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from govtui.i18n.formats import in_quotes
from govtui.i18n.labels import label
from govtui.index.api import ALL, ORDERS, Order
from govtui.page.query_line import spoken
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.dialog import ask_to_delete
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.host import READINGS
from govtui.tui.base.option_list import Option, OptionList, fitting
from govtui.tui.base.safe_text import plain
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.browse.header import TABS
from govtui.tui.browse.list_header import ORDER_LABELS
from govtui.tui.browse.navigation import Place
from govtui.tui.textual_compat.ime import ImeInput
from govtui.user import views
from govtui.user.views import BrokenViews, SavedView

if TYPE_CHECKING:
    from govtui.tui.browse.panes import PanesScreen


def saved_view(screen: PanesScreen, name: str, registry: str) -> SavedView:
    """What the list shows now, under a name; `registry`: the real path of the one it is for, empty for all."""
    asked = screen.listing
    return SavedView(
        name,
        asked.text.strip(),
        asked.kind,
        asked.order,
        asked.reverse,
        screen.reading,
        screen.has_class("-facets"),
        screen.has_class("-zoomed"),
        registry,
    )


def show_saved(screen: PanesScreen, view: SavedView) -> None:
    """Show a list as it was saved; one can come back from it. What another version of govtui wrote is passed over."""
    screen.leave()
    order: Order = next((one for one in ORDERS if one == view.order), "name")
    kind = view.kind if view.kind in TABS else ALL
    screen.reading = view.reading if view.reading in READINGS else "same"
    screen.set_class(view.facets, "-facets")
    screen.set_class(view.zoomed, "-zoomed")
    screen.ask_as(Place(kind, view.query, order, view.reverse))
    screen.turn_to("list")
    screen.retranslate()
    screen.refresh_list()


class Save(NamedTuple):
    """The offer to save what is shown now: for this registry or for all."""

    everywhere: bool


class NameInput(ImeInput):
    """Its Enter comes after all that was typed before it."""

    BINDINGS = [Binding("enter", "submit", N_("Choose"), id="views.choose")]


class ViewsScreen(MovesList, LocalizedModal):
    """A field and a list: what is typed finds a view, or names a new one."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Close"), id="views.close"),
        *UNDER_FIELD,
        Binding("ctrl+d", "drop", N_("Delete"), priority=True, id="views.drop"),
    ]
    KEY_GROUP = "pick"
    AUTO_FOCUS = "Input"

    def __init__(self, host: PanesScreen) -> None:
        super().__init__()
        self._host = host

    def compose(self) -> ComposeResult:
        with Vertical(id="views"):
            yield NameInput(id="view-name")
            yield OptionList("view-list", under_field=True)
        yield KeyBar()

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one(Input).placeholder = plain(self.app.translator.gettext("Name of a view…"))
        self._offer()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._offer()

    def _offer(self, *, onward: bool = False) -> None:
        """The saved views that fit what is typed, and the offer to save this one under it."""
        tr, typed = self.app.translator, self.query_one(Input).value.strip()
        picked = self._list.picked
        saved: list[SavedView] = []
        self._list.empty = tr.gettext("No saved views yet. Type a name to save what the list shows.")
        try:
            saved = views.load(self.app.library.root)
        except BrokenViews as broken:
            self._list.empty = self._broken(broken)
            self._list.show([])
            return
        offered = fitting([Option(view, view.name, self._note(view)) for view in saved], typed)
        if typed:
            here = tr.gettext("Save as “{name}”").format(name=in_quotes(typed))
            offered.append(Option(Save(False), here, tr.gettext("for this registry")))
            offered.append(Option(Save(True), here, tr.gettext("for all registries")))
        elif not saved:
            offered = []
        exact = next((view for view in saved if view.name == typed), None)
        self._list.show(offered, exact or (picked.value if picked else None), onward=onward)

    def _note(self, view: SavedView) -> str:
        tr = self.app.translator
        parts = [label("kinds", view.kind, tr), self._spoken(view.query)]
        if (view.order, view.reverse) != ("name", False) and (view.order, view.reverse) in ORDER_LABELS:
            parts.append(tr.gettext(ORDER_LABELS[view.order, view.reverse]))
        if not view.registry:
            parts.append(tr.gettext("for all registries"))
        return " · ".join(part for part in parts if part)

    def _spoken(self, line: str) -> str:
        """Return a query line in the interface's words; as it is kept while nothing is known of its fields."""
        index = self.app.index
        if not line or index is None or not index.listed:
            return line
        return spoken(line, index, self.app.translator)

    def _broken(self, broken: BrokenViews) -> str:
        tr = self.app.translator
        path = safe_text(str(broken.path), multiline=False)
        if broken.line:
            words = tr.gettext("{path} is not valid TOML at line {line}; nothing is saved until it is fixed.")
        elif broken.entry:
            words = tr.gettext("Entry {entry} of {path} is not a view; nothing is saved until it is fixed.")
        else:
            words = tr.gettext("{path} cannot be read; nothing is saved until it is fixed.")
        return words.format(path=path, line=broken.line, entry=broken.entry)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if picked := self._list.picked:
            self._choose(picked)

    @on(OptionList.Chosen)
    def _clicked(self, message: OptionList.Chosen) -> None:
        self._choose(message.option)

    def _choose(self, choice: Option) -> None:
        if isinstance(choice.value, SavedView):
            show_saved(self._host, choice.value)
            self.dismiss(None)
        elif isinstance(choice.value, Save):
            self._save(self.query_one(Input).value.strip(), choice.value)

    def _save(self, name: str, asked: Save) -> None:
        tr = self.app.translator
        registry = "" if asked.everywhere else os.path.realpath(self.app.library.root)
        try:
            views.save(saved_view(self._host, name, registry))
        except BrokenViews as broken:
            self.app.say(self._broken(broken))
        except OSError:
            path = safe_text(str(views.path()), multiline=False)
            self.app.say(tr.gettext("{path} cannot be written.").format(path=path))
        else:
            self.app.say(tr.gettext("Saved: {name}").format(name=name))
            self.dismiss(None)

    def action_drop(self) -> None:
        """Delete the view under the cursor, after a question."""
        picked = self._list.picked
        if picked is not None and isinstance(view := picked.value, SavedView):
            ask_to_delete(
                self.app,
                lambda tr: tr.gettext("Delete the saved view {name}?").format(name=view.name),
                lambda: self._drop(view),
            )

    def _drop(self, view: SavedView) -> None:
        try:
            views.drop(view)
        except BrokenViews as broken:
            self.app.say(self._broken(broken))
        except OSError:
            path = safe_text(str(views.path()), multiline=False)
            self.app.say(self.app.translator.gettext("{path} cannot be written.").format(path=path))
        self._offer(onward=True)
