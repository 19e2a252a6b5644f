"""Texts that were typed and not saved: offered when govtui starts, and by the command "Drafts"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.edit.data import plain
from govtui.edit.prepared import Conflict, EditRefused, Prepared
from govtui.i18n.marks import N_
from govtui.i18n.moments import moment_short
from govtui.model.problem import Severity
from govtui.model.vocabulary import KINDS
from govtui.page.kind_signs import SEVERITY_SIGNS
from govtui.store.registry import Entry
from govtui.text.width import clip
from govtui.tui.localized import LocalizedModal
from govtui.tui.screens.difference import DifferenceScreen
from govtui.tui.screens.edit_text import begin
from govtui.tui.screens.new_record import NewRecordScreen
from govtui.tui.screens.question import QuestionScreen
from govtui.tui.screens.text_editor import EditTextScreen
from govtui.tui.text_work import TextWork
from govtui.tui.widgets.fields import Telling, Words
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.pick_list import Choice, PickList
from govtui.user import drafts
from govtui.user.drafts import NEW, Draft

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.screens.browse import BrowseScreen


LEAD = 46
"""Cells for the names of records."""


class DraftsScreen(LocalizedModal):
    """The drafts, latest first."""

    BINDINGS = [
        Binding("enter", "go_on", N_("Go on with it"), id="drafts.go-on"),
        Binding("d,đ", "difference", N_("Difference"), id="drafts.difference"),
        Binding("x,delete", "away", N_("Throw away"), id="drafts.away"),
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="drafts.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="drafts.up"),
        Binding("escape,q", "dismiss(None)", N_("Later"), id="drafts.later"),
    ]

    def __init__(self, below: BrowseScreen, only: str = "") -> None:
        super().__init__()
        self.below = below
        self._only = only
        """The record that is to be edited, when the draft of that alone is meant."""
        self._drafts: dict[str, Draft] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="drafts", classes="form"):
            yield Words(id="drafts-words")
            yield PickList(id="draft-list", lead=LEAD)
            yield Words(id="drafts-notice")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self._drafts = {draft.key: draft for draft in text_drafts(self.below) if self._only in ("", draft.key)}
        shown = self.query_one(PickList)
        picked = shown.picked
        shown.empty = tr.gettext("There are no drafts.")
        choices = [self._choice(draft) for draft in self._drafts.values()]
        shown.show(choices, picked.value if picked else None)
        shown.styles.height = max(1, min(len(choices), 12))
        words = tr.gettext("What was typed here was not saved:") if choices else ""
        self.query_one("#drafts-words", Words).say(words)
        self._notice(self._standing)

    def _called(self, key: str) -> str:
        if key == NEW:
            data = plain(self._drafts[key].text) or {}
            names = data.get("name") or data.get("title")
            name = next(iter(names.values()), "") if isinstance(names, dict) else ""
            return self.app.translator.gettext("New record: {name}").format(name=name)
        index = self.app.index
        return self.below.voice.name(key).text if index and index.card(key) else key

    def _choice(self, draft: Draft) -> Choice:
        when = moment_short(datetime.fromtimestamp(draft.when).astimezone(), self.app.translator)
        return Choice(draft.key, clip(self._called(draft.key), LEAD), when, self._mark(draft))

    def _mark(self, draft: Draft) -> str:
        if draft.key == NEW:
            return " "
        entry = entry_of(self.below, draft.key)
        return SEVERITY_SIGNS[Severity.ERROR] if entry is None else "≠" if entry.etag != draft.tag else " "

    def _standing(self, tr: Translator) -> str:
        """What became meanwhile of the file that the draft under the cursor is of."""
        if self._draft is None or self._draft.key == NEW:
            return ""
        entry = entry_of(self.below, self._draft.key)
        if entry and entry.etag == self._draft.tag:
            return ""
        if entry is None:
            return tr.gettext("The file is gone; look at the difference (d), and save it from there.")
        return tr.gettext("The file changed since; saving brings both together.")

    def _notice(self, telling: Telling) -> None:
        self.query_one("#drafts-notice", Words).tell(telling)

    @property
    def _draft(self) -> Draft | None:
        picked = self.query_one(PickList).picked
        return self._drafts.get(str(picked.value)) if picked else None

    def action_move(self, step: int) -> None:
        self.query_one(PickList).move(step)

    @on(PickList.Highlighted)
    def _highlighted(self) -> None:
        self._notice(self._standing)

    @on(PickList.Picked)
    def _clicked(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        """Into the text editor with it, or into the form for new records."""
        if (draft := self._draft) is None:
            return
        if self.app.desk.refusal():
            self._notice(lambda _tr: self.app.desk.refusal())
        elif (made := resumed(self.below, draft)) is not None:
            self.app.switch_screen(made)

    def action_difference(self) -> None:
        """What saving the draft would change."""
        if (draft := self._draft) is None:
            return
        try:
            prepared = change_of(self.below, draft)
        except EditRefused as error:
            self._notice(self.app.desk.refusing(error))
        except Conflict as conflict:
            self.app.desk.conflict(conflict, lambda _saved: self._settled(draft))
        else:
            self.app.push_screen(
                DifferenceScreen(self.below, prepared), lambda answer: self._decided(draft, prepared, answer)
            )

    def _decided(self, draft: Draft, prepared: Prepared, answer: object) -> None:
        if answer in ("save", "insist"):
            refusal = self.app.desk.save(prepared, lambda _saved: self._settled(draft), insist=answer == "insist")
            self._notice(refusal or self._standing)

    def _settled(self, draft: Draft) -> None:
        drafts.drop(self.app.library.root, draft.key)
        self.retranslate()
        if self.below.reader.key == draft.key:
            self.below.reader.read_again()
        if not self._drafts and not self._only and self.app.screen is self:
            self.dismiss(None)

    def action_away(self) -> None:
        """Throw it away, when asked once more."""
        if (draft := self._draft) is None:
            return

        def asking(tr: Translator) -> tuple[str, Sequence[Choice]]:
            words = tr.gettext("Throw the draft of “{name}” away? It cannot be brought back.")
            return words.format(name=self._called(draft.key)), (
                Choice("no", tr.gettext("No, keep it")),
                Choice("yes", tr.gettext("Yes, throw it away")),
            )

        self.app.push_screen(
            QuestionScreen(asking), lambda answer: self._thrown_away(draft) if answer == "yes" else None
        )

    def _thrown_away(self, draft: Draft) -> None:
        self._settled(draft)
        if self._only and (made := begin(self.below, self._only)) is not None:
            self.app.switch_screen(made)


def text_drafts(below: BrowseScreen) -> list[Draft]:
    """The drafts of this registry that nobody is typing at."""
    return drafts.all(below.app.library.root)


def entry_of(below: BrowseScreen, key: str) -> Entry | None:
    """The file of a record as it is now; None where there is none."""
    app = below.app
    card = app.index.card(key) if app.index else None
    entry = app.registry.entry(card.path) if card else None
    return entry if entry is not None and entry.etag else None


def resumed(below: BrowseScreen, draft: Draft) -> LocalizedModal | None:
    """The text editor with a draft in it, over the text that it began from; None when its file is gone."""
    if draft.key == NEW:
        return NewRecordScreen(below, "", plain(draft.text))
    work = _work(below, draft)
    return EditTextScreen(below, work, draft.text) if work else None


def _work(below: BrowseScreen, draft: Draft) -> TextWork | None:
    entry = entry_of(below, draft.key)
    if entry is None:
        return None
    work = TextWork(below.app.library.root, draft.key, entry, base=draft.base_text, tag=draft.tag)
    work.kept = draft.text
    return work


def _work_over_nothing(below: BrowseScreen, draft: Draft) -> TextWork | None:
    """The same where the file is gone; None where nobody knows where it stood."""
    app = below.app
    kind = (plain(draft.base_text) or {}).get("kind")
    path = draft.path or (app.registry.path_for(kind, draft.key) if kind in KINDS else "")
    if not path:
        return None
    began = app.registry.reading(path, draft.base_text.encode("utf-8", "replace"))
    return TextWork(app.library.root, draft.key, began, base=draft.base_text, tag=draft.tag)


def change_of(below: BrowseScreen, draft: Draft) -> Prepared:
    """A draft as a change that can be saved. Raises Conflict when the file changed since, EditRefused."""
    if draft.key == NEW:
        data = plain(draft.text) or {}
        return below.app.desk.editing.new(str(data.pop("kind", "")), data)
    if (work := _work(below, draft) or _work_over_nothing(below, draft)) is None:
        raise EditRefused("no_such_record", target=draft.key)
    return work.prepared(draft.text, below.app.desk.editing)


def screen(below: BrowseScreen) -> DraftsScreen | None:
    """The screen over the list; None, with a word, when there are no drafts."""
    if not text_drafts(below):
        below.app.say(below.app.translator.gettext("There are no drafts."))
        return None
    return DraftsScreen(below)
