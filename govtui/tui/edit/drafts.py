"""The drafts screen: unsaved texts, offered at the start, on command, and before an edit."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.edit.plain_data import plain
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.edit.resuming import Resumption, drafts_of, resumption
from govtui.i18n.datetimes import moment_short
from govtui.i18n.edit_texts import draft_state_words, fields_words, state_sentence
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.text.markers import N_
from govtui.text.width import clip
from govtui.tui.base.cursor_list import NAVIGATION, MovesList
from govtui.tui.base.dialog import ask_to_delete
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen, LazyMessage
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_session import TextEditSession
from govtui.tui.screens import make
from govtui.user import drafts
from govtui.user.drafts import NEW, Draft

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host


def held(host: Host, draft: Draft) -> Resumption:
    """Compare a draft with the registry as it is now."""
    app = host.app
    return resumption(draft, app.registry, app.index) if app.index else Resumption(draft, draft.key, None)


def change_of(host: Host, found: Resumption) -> ProposedChange:
    """Return a draft as a proposed change. Raises Conflict when the file changed since, EditRefused."""
    draft, app = found.draft, host.app
    if draft.key == NEW:
        data = plain(draft.text) or {}
        return app.edit_session.editing.new(str(data.pop("kind", "")), data)
    began = found.entry
    if began is None:  # the file is gone: it is written again where it was, as far as that is known
        path = draft.path or (app.registry.path_for(found.kind, draft.key) if found.kind else "")
        if not path:
            raise EditRefused("no_such_record", target=draft.key)
        began = app.registry.entry_from(path, draft.base_text.encode("utf-8", "replace"))
    work = TextEditSession(app.library.root, found.key, began, base=draft.base_text, tag=draft.tag)
    return work.prepared(draft.text, app.edit_session.editing)


LEAD, LEAD_OF_ONE = 28, 20
"""Cells for the names of records, or for the times of drafts of one record."""

ANEW = ""
"""The value of the row that begins a new edit; no id of a draft."""

MARKS = {"gone": SEVERITY_SIGNS[Severity.ERROR], "clash": SEVERITY_SIGNS[Severity.WARNING], "merged": "≠", "saved": "="}
"""Signs of drafts by their state, where the record changed since."""


class DraftsScreen(MovesList, LocalizedModal):
    """The drafts, latest first; of one record (`only`) after a row for a new edit."""

    BINDINGS = [
        Binding("enter", "go_on", N_("Continue"), id="drafts.go-on"),
        Binding("right", "difference", N_("Difference"), id="drafts.difference"),
        Binding("d,delete", "away", N_("Delete"), id="drafts.away"),
        *NAVIGATION,
        Binding("escape,q", "dismiss(None)", N_("Later"), id="drafts.later"),
    ]
    KEY_GROUP = "drafts"
    TYPES = False

    def __init__(
        self,
        host: Host,
        only: str = "",
        anew: Callable[[], LocalizedScreen] | None = None,
        resumed: Callable[[TextEditSession, str], LocalizedScreen] | None = None,
    ) -> None:
        """`only`: of this record; `anew` begins the edit that was asked for, `resumed` resumes a text.

        Raises CannotOpen where there are no drafts.
        """
        super().__init__()
        if not drafts.left(host.app.library.root):
            raise CannotOpen(host.app.translator.gettext("There are no drafts."))
        self.host = host
        self._only = only
        self._anew = anew
        self._resumed = resumed
        self._found: dict[str, Resumption] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="drafts", classes="form"):
            yield MessageLabel(id="drafts-words")
            yield OptionList("draft-list", under_field=True, lead=LEAD_OF_ONE if self._only else LEAD)
            yield MessageLabel(id="drafts-notice")
        yield KeyBar()

    # the list

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self._found = {draft.id: held(self.host, draft) for draft in self._left()}
        shown = self.query_one(OptionList)
        picked = shown.picked
        shown.empty = tr.gettext("There are no drafts.")
        choices = [self._choice(found) for found in self._found.values()]
        latest = choices[0].value if choices else None
        if self._anew is not None:
            choices.insert(0, Option(ANEW, tr.gettext("New record") if self._only == NEW else tr.gettext("New edit")))
        there = picked is not None and any(choice.value == picked.value for choice in choices)
        shown.show(choices, picked.value if picked is not None and there else latest)
        shown.styles.height = max(1, min(len(choices), 12))
        words = tr.gettext("What was typed here was not saved:") if self._found else ""
        self.query_one("#drafts-words", MessageLabel).say(words)
        self._notice(self._standing)

    def _left(self) -> list[Draft]:
        app = self.app
        if not self._only or app.index is None:
            return drafts.left(app.library.root)
        return drafts_of(app.registry, app.index, self._only)

    def _called(self, found: Resumption) -> str:
        if found.draft.key == NEW:
            data = plain(found.draft.text) or {}
            names = data.get("name") or data.get("title")
            name = next(iter(names.values()), "") if isinstance(names, dict) else ""
            return self.app.translator.gettext("New record: {name}").format(name=name)
        index = self.app.index
        return self.host.context.name(found.key).text if index and index.card(found.key) else found.key

    def _choice(self, found: Resumption) -> Option:
        when, tr = _when(found.draft, self.app.translator), self.app.translator
        state = draft_state_words(found.state, _clashes(found), tr)
        mark = MARKS.get(found.state, " ")
        if not self._only:
            note = " · ".join(filter(None, (when, state)))
            return Option(found.draft.id, clip(self._called(found), LEAD), note, mark)
        what = self._called(found) if found.draft.key == NEW else fields_words(found.fields, tr, found.schema)
        return Option(found.draft.id, when, " · ".join(filter(None, (state, what))), mark)

    def _standing(self, tr: Translator) -> str:
        """Return the state of the draft under the cursor: changed fields, and what happened to the file."""
        if (found := self._picked) is None:
            return ""
        words = [state_sentence(found.state, _clashes(found), tr)]
        if found.draft.key != NEW:
            words.append(tr.gettext("Changes: {fields}.").format(fields=fields_words(found.fields, tr, found.schema)))
        if found.draft.host != socket.gethostname():
            words.append(tr.gettext("Typed on the computer {host}.").format(host=found.draft.host))
        return " ".join(filter(None, words))

    def _notice(self, telling: LazyMessage) -> None:
        self.query_one("#drafts-notice", MessageLabel).tell(telling)

    @property
    def _picked(self) -> Resumption | None:
        picked = next((shown.picked for shown in self.query(OptionList)), None)
        return self._found.get(str(picked.value)) if picked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._picked is not None if action in ("difference", "away") else True

    @on(OptionList.Highlighted)
    def _highlighted(self) -> None:
        self._notice(self._standing)
        self.refresh_bindings()

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_go_on()

    # resuming

    def action_go_on(self) -> None:
        """Resume the draft in the editor or the form for new records; where it clashes, show the conflict."""
        picked, found = self.query_one(OptionList).picked, self._picked
        if picked is None:
            return
        if self.app.edit_session.refusal():
            self._notice(lambda _tr: self.app.edit_session.refusal())
            if offer := self.app.edit_session.offer():
                self.host.open(offer)
        elif picked.value == ANEW:
            self._begin_anew()
        elif found is not None and found.state in ("clash", "gone"):
            self.action_difference()
        elif found is not None:
            self._go_on(found)

    def _begin_anew(self) -> None:
        if self._anew is not None:
            try:
                self.app.switch_screen(self._anew())
            except CannotOpen as error:
                self.app.say(str(error))

    def _go_on(self, found: Resumption) -> None:
        taken = drafts.take(found.draft)
        if taken is None:
            self.retranslate()
            self._notice(lambda tr: tr.gettext("Somebody is editing this draft elsewhere, or has discarded it."))
            return
        found = held(self.host, taken)  # the file may have changed meanwhile
        if found.state == "new":
            self.app.switch_screen(make("new", self.host, draft=taken))
        elif found.entry is None or found.state == "clash":
            self.retranslate()
            self.action_difference()
        else:
            text = found.text
            work = TextEditSession(self.app.library.root, found.key, found.entry, draft=taken, opened=text)
            made = self._resumed(work, text) if self._resumed else make("edit", self.host, work=work, text=text)
            self.app.switch_screen(made)

    def action_difference(self) -> None:
        """Show the diff of the draft, from which it can be saved."""
        if (found := self._picked) is None:
            return
        try:
            prepared = change_of(self.host, found)
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
        except Conflict as conflict:
            self.app.edit_session.conflict(conflict, lambda _saved: self._ended(found.draft), found.draft)
        else:
            self.app.push_screen(
                ReviewScreen(self.host, prepared), lambda answer: self._decided(found, prepared, answer)
            )

    def _decided(self, found: Resumption, prepared: ProposedChange, answer: object) -> None:
        if answer in ("save", "insist"):
            force = answer == "insist"
            refusal = self.app.edit_session.save(prepared, lambda _saved: self._ended(found.draft), force=force)
            self._notice(refusal or self._standing)

    def _ended(self, draft: Draft) -> None:
        """Drop a draft that was saved or discarded."""
        drafts.drop(draft)
        self.retranslate()
        self.host.read_again()
        if not self._found and self.app.screen is self:
            self.dismiss(None)

    # discarding

    def action_away(self) -> None:
        if (found := self._picked) is None:
            return

        def question(tr: Translator) -> str:
            words = tr.gettext("Delete the draft of {name}, {when}? It cannot be restored.")
            return words.format(name=self._called(found), when=_when(found.draft, tr))

        ask_to_delete(self.app, question, lambda: self._discarded(found))

    def _discarded(self, found: Resumption) -> None:
        drafts.drop(found.draft)
        self.retranslate()
        if self._found:
            return
        if self._anew is not None:
            self._begin_anew()
        else:
            self.dismiss(None)


def _when(draft: Draft, tr: Translator) -> str:
    return moment_short(datetime.fromtimestamp(draft.when).astimezone(), tr)


def _clashes(found: Resumption) -> int:
    return len(found.merge.clashes) if found.merge is not None else 0
