"""The base of the screens on which a person decides, field by field, between two changes of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.edit.conflict import WHOLE, Clash, Side
from govtui.edit.merge import Merge
from govtui.i18n.formats import number
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.edit.clash_lines import changed_fields, clash_name
from govtui.tui.edit.conflict_list import ClashList

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host


class ClashScreen(LocalizedModal):
    """Shows the clashes of a merge; subclasses say where they are from, and what becomes of the choices."""

    BINDINGS = [
        Binding("enter", "go_on", N_("Result"), id="conflict.result"),
        Binding("E", "whole", N_("Whole text"), id="conflict.whole"),
        Binding("escape,q", "leave", N_("Close"), id="conflict.leave"),
    ]
    AUTO_FOCUS = "#clashes"

    host: Host

    def compose(self) -> ComposeResult:
        with Vertical(id="conflict"):
            yield MessageLabel(id="conflict-head")
            yield self.make_list()
            yield MessageLabel(id="conflict-notice")
        yield KeyBar()

    def on_mount(self) -> None:
        self.learn()
        super().on_mount()
        self.query_one("#conflict-notice", MessageLabel).say("")
        if not self.clashes():
            self.call_after_refresh(self.action_go_on)

    # what subclasses say

    def make_list(self) -> ClashList:
        return ClashList()

    def learn(self) -> None:
        """Merge the two sides; called before anything is shown."""
        raise NotImplementedError

    @property
    def merge(self) -> Merge:
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """The kind of the record."""
        raise NotImplementedError

    def clashes(self) -> Sequence[Clash]:
        """Return what is to be decided."""
        return self.merge.clashes

    def head(self, tr: Translator) -> str:
        """Return the sentence that says what happened."""
        raise NotImplementedError

    def removal(self) -> tuple[Side, str, str] | None:
        """Return the side that removed the file, the text that both began from, and that of the other side; None for two files."""
        return None

    def told(self, tr: Translator) -> Mapping[str, Sequence[str]]:
        """Return what is said of the two sides where one removed the file."""
        if (found := self.removal()) is None:
            return {}
        gone, base, text = found
        kept = [tr.gettext("keep the record")]
        if names := changed_fields(base, text, self.kind, self.context) if base else ():
            kept = [tr.gettext("keep the record, with what was changed:"), *(f"  {name}" for name in names)]
        removed = [tr.gettext("remove the record")]
        sides = (removed, kept) if gone is Side.MINE else (kept, removed)
        return {"name": [tr.gettext("Keep or remove?")], "mine": sides[0], "theirs": sides[1]}

    def action_go_on(self) -> None:
        """Show what the choices make of the two."""
        raise NotImplementedError

    def action_whole(self) -> None:
        """Edit the whole text, with the choices made so far."""
        raise NotImplementedError

    def action_leave(self) -> None:
        self.dismiss(None)

    # the list

    @property
    def context(self) -> RenderContext:
        return self.host.context

    @property
    def clash_list(self) -> ClashList:
        return self.query_one(ClashList)

    def retranslate(self) -> None:
        super().retranslate()
        self.clash_list.show(self.clashes(), self.kind, self.context, self.told(self.app.translator))
        self.query_one("#conflict-head", MessageLabel).say(self.head(self.app.translator))

    def notice(self, telling: LazyMessage | None) -> None:
        self.query_one("#conflict-notice", MessageLabel).tell(telling)

    @on(ClashList.Chosen)
    def _chosen(self) -> None:
        self.notice(None)
        self.chosen()

    def chosen(self) -> None:
        """Something was chosen for a clash."""

    @on(ClashList.Edit)
    def _edit(self, message: ClashList.Edit) -> None:
        clash = message.clash
        if clash.path == WHOLE:
            self.action_whole()
            return
        if not self.clash_list.edit_text(clash, lambda _tr: clash_name(clash, self.kind, self.context)):
            self.notice(lambda tr: tr.gettext("This is not text: choose one of the two, or edit the whole text (E)."))

    def is_decided(self) -> bool:
        """Whether something is chosen for each clash; where not, the user is told, and led to the first that is open."""
        if not self.clash_list.undecided:
            return True
        self.clash_list.go_to_undecided()
        self.notice(lambda tr: _undecided(self.clash_list, tr))
        return False

    def tell_cannot_put(self) -> None:
        """Say that the choices cannot be made in the text."""
        self.notice(lambda tr: tr.gettext("These choices cannot be put into the text; edit the whole text (E)."))


def _undecided(clashes: ClashList, tr: Translator) -> str:
    n = clashes.undecided
    if any(clash.of_comments for clash in clashes.clashes):
        words = tr.ngettext(
            "{n} field or comment is not decided yet.", "{n} fields or comments are not decided yet.", n
        )
    else:
        words = tr.ngettext("{n} field is not decided yet.", "{n} fields are not decided yet.", n)
    return words.format(n=number(n, tr))
