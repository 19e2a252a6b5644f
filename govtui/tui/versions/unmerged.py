"""What a merge of git left to be decided: its records, one after the other, and the commit that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.edit.left_conflicts import merge_words
from govtui.i18n.conflict_texts import driver_words, left_column, waiting_words
from govtui.i18n.errors import not_committed_sentence
from govtui.i18n.formats import number
from govtui.model.kinds import kind_sign
from govtui.model.localized import text_in
from govtui.store.committing import NotCommitted
from govtui.store.files import printable
from govtui.store.unmerged import CONTINUED, Unmerged, finish_merge
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.tui.base.cursor_list import NAVIGATION, MovesList
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host

LEAD = 44
"""Cells for the names of records."""

ROWS = 12
"""The most records in sight."""

NAMED = 5
"""The most other files that are named."""

MOST = 500
"""The most records that are listed; the title has the number of all."""

FINISH, ALL = "", "*"
"""The values of the rows that finish the merge, and that merge what needs no decision; no record has such a path."""


class UnmergedScreen(MovesList, LocalizedModal):
    """Enter opens the decision of a record; when none waits any more, it commits the merge. Answers with None."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Close"), id="unmerged.close"),
        Binding("enter", "choose", N_("Choose"), id="unmerged.choose"),
        *NAVIGATION,
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="unmerged.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="unmerged.previous"),
    ]
    KEY_GROUP = "unmerged"
    TYPES = False

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._busy = False
        self._refusal: NotCommitted | None = None

    def compose(self) -> ComposeResult:
        with Form(id="unmerged", classes="form"):
            yield MessageLabel(id="unmerged-title", classes="title")
            yield MessageLabel(id="unmerged-what", classes="meaning")
            yield OptionList("unmerged-records", under_field=True, lead=LEAD)
            yield MessageLabel(id="unmerged-next", classes="meaning")
            yield MessageLabel(id="unmerged-said", classes="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.app.settling.look()  # git may have gone on elsewhere, without any file changing

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _left(self) -> Unmerged | None:
        return self.app.settling.unmerged

    def conflicts_changed(self) -> None:
        self.renew()

    def index_changed(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Show what waits now; nothing before the screen is there, or when it is closed."""
        if self.is_mounted and self.query(OptionList):
            self.retranslate()

    # words

    def retranslate(self) -> None:
        super().retranslate()
        tr, left = self.app.translator, self._left
        options = self._options(tr)
        title = waiting_words(len(left.waiting), tr) if left and left.waiting else self._ended(tr)
        self.query_one("#unmerged-title", MessageLabel).say(title)
        self.query_one("#unmerged-what", MessageLabel).say(merge_words(left, tr) if left else "")
        picked = self._list.picked
        self._list.show(options, picked.value if picked else None, onward=True)
        self._list.display = bool(options)
        self._list.styles.height = min(len(options), ROWS)
        self.query_one("#unmerged-next", MessageLabel).say(self._next(tr))
        self._say()

    def _ended(self, tr: Translator) -> str:
        """Say that no record waits any more."""
        left = self._left
        if left is not None and left.operation == "merge" and left.can_be_finished:
            return tr.gettext("The merge can be finished")
        return tr.gettext("No record waits for a decision")

    def _options(self, tr: Translator) -> list[Option]:
        left = self._left
        if left is None:
            return []
        options = [self._record(path, tr) for path in left.waiting[:MOST]]
        if self.app.settling.needs_no_decision:
            options.insert(0, Option(ALL, tr.gettext("Merge by field what needs no decision")))
        if left.operation == "merge" and left.can_be_finished:
            options.append(Option(FINISH, tr.gettext("Finish the merge (git commit)")))
        return options

    def _record(self, path: str, tr: Translator) -> Option:
        index = self.app.index
        card = index.card_at(path) if index else None
        name = text_in(card.name, tr.language) if card else ""
        words = safe_text(name or path, multiline=False)
        mark = kind_sign(card.kind) if card and card.kind else ""
        return Option(path, words, left_column(self.app.settling.is_removed(path), tr), mark)

    def _next(self, tr: Translator) -> str:
        """Say what is to be done besides, or by hand."""
        left, parts = self._left, []
        if left is None:
            return tr.gettext("No merge is unfinished in this registry.")
        if left.others:
            named = [safe_text(path, multiline=False) for path in left.others[:NAMED]]
            more = len(left.others) - len(named)
            files = ", ".join(named) + (f", … (+{number(more, tr)})" if more > 0 else "")
            words = tr.gettext(
                "Also in conflict, though not records: {files}. Resolve them outside govtui, then run git add."
            )
            parts.append(words.format(files=files))
        if left.can_be_finished and (command := CONTINUED.get(left.operation)):
            parts.append(tr.gettext("To go on, type in a shell: {command}").format(command=command))
        if self.app.settling.driver_is_missing:
            parts.append(driver_words(tr))
        return "\n".join(parts)

    def _say(self) -> None:
        words, tr = "", self.app.translator
        if self._busy:
            words = tr.gettext("Committing…")
        elif self._refusal is not None:
            words = not_committed_sentence(self._refusal.code, self._refusal.output, tr)
        self.query_one("#unmerged-said", MessageLabel).say(words)

    # doing

    def moved_list(self) -> OptionList:
        return self._list

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Decide the record under the cursor, or finish the merge; without either close."""
        picked = self._list.picked
        if self._busy:
            return
        if picked is None:
            self.dismiss(None)
        elif picked.value == FINISH:
            self._busy, self._refusal = True, None
            self._say()
            self.run_worker(self._finish, thread=True, group="finish", exclusive=True)
        elif picked.value == ALL:
            self.app.settling.merge_all(self.renew)
        else:
            self.app.settling.decide_file(str(picked.value), self.renew)

    def _finish(self) -> None:
        from govtui.store.history import History

        try:
            made = finish_merge(History(self.app.registry.root))
        except NotCommitted as refusal:
            self.app.call_from_thread(self._finished, "", refusal)
        else:
            self.app.call_from_thread(self._finished, made, None)

    def _finished(self, made: str, refusal: NotCommitted | None) -> None:
        self._busy, self._refusal = False, refusal
        tr = self.app.translator
        self.app.settling.look()
        if refusal is None:
            self.app.say(tr.gettext("The merge is finished: committed as {commit}.").format(commit=made[:8]))
            if self in self.app.screen_stack:
                self.dismiss(None)
        elif self in self.app.screen_stack:
            self._say()
        else:
            self.app.say(not_committed_sentence(refusal.code, refusal.output, tr))


def merged_by_hand(host: Host, path: str) -> QuestionScreen:
    """Make the question whether a file stays as somebody has merged it elsewhere: "stay", "choose", or no answer."""

    def asking(tr: Translator) -> tuple[str, list[Option]]:
        question = tr.gettext("{path} was merged outside this screen. Keep it as it is now?")
        return question.format(path=printable(path)), [
            Option("stay", tr.gettext("Yes, keep it")),
            Option("choose", tr.gettext("No, choose field by field")),
        ]

    return QuestionScreen(asking)
