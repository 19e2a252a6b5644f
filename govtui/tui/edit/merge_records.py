"""The screen that merges two records: which one is kept, and whose value stands where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.edit.conflict import Side
from govtui.edit.proposal import EditRefused, Saved
from govtui.edit.record_merge import RecordMerge, decided, prepare, save
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.merge_texts import why_left
from govtui.model.kinds import kind_sign
from govtui.page.differences import value_of
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.present import path_words
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen, LazyMessage
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.edit.clash_lines import clash_name
from govtui.tui.edit.conflict_list import ClashList
from govtui.tui.edit.review import ReviewScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host

NAMED = 8
"""The most files that the review names."""


class DifferenceList(ClashList):
    """The fields in which two records differ; ← the value of the kept one, → that of the other."""

    BINDINGS = [
        Binding("left", "take('mine')", N_("Kept record’s"), id="difference.kept"),
        Binding("right", "take('theirs')", N_("The other’s"), id="difference.other"),
    ]
    KEY_GROUP = "difference"
    has_base = False

    def sides(self, tr: Translator) -> tuple[str, str]:
        return tr.pgettext("merge", "kept"), tr.pgettext("merge", "the other")


class MergeScreen(LocalizedModal):
    """Merges two records; dismissed with the key of the one that is kept, or None."""

    BINDINGS = [
        Binding("enter", "go_on", N_("Result"), id="merge.result"),
        Binding("f6", "swap", N_("Keep the other"), id="merge.swap"),
        Binding("escape,q", "leave", N_("Close"), id="merge.leave"),
    ]
    AUTO_FOCUS = "#clashes"

    def __init__(self, host: Host, keys: Sequence[str] = ()) -> None:
        """`keys`: of the two records; without them the two that are marked. The one to which more refers is kept."""
        super().__init__()
        self._host = host
        keys = tuple(keys or host.marked)
        tr, index = host.app.translator, host.app.index
        if len(keys) != 2:
            raise CannotOpen(tr.gettext("Mark exactly the two records that are the same thing."))
        assert index is not None, "edits need an index"
        with host.app.edit_session.opening():
            more = [len(index.incoming(key)) for key in keys]
            kept, gone = keys if more[0] >= more[1] else (keys[1], keys[0])
            self._merge = prepare(host.app.edit_session.editing, kept, gone, everywhere=False)
        self._is_busy = False

    def compose(self) -> ComposeResult:
        with Vertical(id="merge"):
            yield MessageLabel(id="merge-head")
            yield MessageLabel(id="merge-words")
            yield DifferenceList()
            yield MessageLabel(id="merge-notice")
        yield KeyBar()

    def on_mount(self) -> None:
        self._prefill()
        super().on_mount()
        self._notice(None)
        for key in self._keys:
            self.app.edit_session.begin(key)

    def on_unmount(self) -> None:
        for key in self._keys:
            self.app.edit_session.end(key)

    # what is shown

    @property
    def _keys(self) -> tuple[str, str]:
        return self._merge.change.key, self._merge.gone_key

    @property
    def _kind(self) -> str:
        return self._merge.gone.kind

    @property
    def context(self) -> RenderContext:
        return self._host.context

    @property
    def _list(self) -> DifferenceList:
        return self.query_one(DifferenceList)

    def _prefill(self) -> None:
        """Choose the kept value wherever nothing is lost by it."""
        for one in self._merge.differences:
            if one.how != "clash":
                self._list.choices.setdefault(one.path, Side.MINE)

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        kept, gone = (self._called(key) for key in self._keys)
        head = tr.gettext("Keep: {kept}\nMerge into it: {gone}").format(kept=kept, gone=gone)
        self.query_one("#merge-head", MessageLabel).say(head)
        self.query_one("#merge-words", MessageLabel).say(self._words(tr))
        differing = [one.clash for one in sorted(self._merge.differences, key=lambda one: one.how != "clash")]
        comments = [clash for clash in self._merge.clashes if clash.of_comments]
        self._list.show([*differing, *comments], self._kind, self.context)

    def _called(self, key: str) -> str:
        return f"{kind_sign(self._kind)} {self.context.name(key).text} ({key})"

    def _words(self, tr: Translator) -> str:
        if not self._list_has_some:
            return tr.gettext("The two records do not differ; Enter shows the result.")
        return tr.gettext(
            "The two differ in the fields below. A value that is not chosen is kept beside it, as another name or as what"
            " its source says; where no source has it (≠), you decide."
        )

    @property
    def _list_has_some(self) -> bool:
        return bool(self._merge.differences or self._merge.clashes)

    def _notice(self, telling: LazyMessage | None) -> None:
        self.query_one("#merge-notice", MessageLabel).tell(telling)

    @on(ClashList.Chosen)
    def _chosen(self) -> None:
        self._notice(None)

    @on(ClashList.Edit)
    def _edit(self, message: ClashList.Edit) -> None:
        clash = message.clash
        if not self._list.edit_text(clash, lambda _tr: clash_name(clash, self._kind, self.context)):
            self._notice(lambda tr: tr.gettext("This is not text: choose one of the two."))

    # what is done

    def would_lose(self) -> bool:
        return self._is_busy

    def action_leave(self) -> None:
        if not self._is_busy:
            self.dismiss(None)

    def action_swap(self) -> None:
        """Keep the other one; what was decided where no source has a value stays so."""
        if self._is_busy:
            return
        other = {Side.MINE: Side.THEIRS, Side.THEIRS: Side.MINE}
        chosen = {path: other.get(choice, choice) for path, choice in self._list.choices.items()}
        kept, gone = self._keys
        if self._prepared(gone, kept, chosen):
            for one in self._merge.differences:  # the default is the record that is kept, whichever it is
                if one.how != "clash":
                    self._list.choices[one.path] = Side.MINE
            self.retranslate()
            self._notice(None)

    def _prepared(self, kept: str, gone: str, chosen: Mapping[str, Any]) -> bool:
        """Prepare the merge of the files as they are now, with these choices as far as they still are some; False if refused."""
        try:
            self._merge = prepare(self.app.edit_session.editing, kept, gone, everywhere=False)
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
            return False
        known = {one.path for one in self._merge.differences} | {one.path for one in self._merge.clashes}
        self._list.choices = {path: choice for path, choice in chosen.items() if path in known}
        self._prefill()
        self.retranslate()
        return True

    def _decided(self) -> RecordMerge:
        return decided(self.app.edit_session.editing, self._merge, dict(self._list.choices))

    def action_go_on(self) -> None:
        """Show what the choices make of the two, from which it is saved."""
        if self._is_busy:
            return
        if n := self._list.undecided:
            self._notice(lambda tr: _undecided(n, tr))
            return
        try:
            merge = self._decided()
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
            return
        shown = ReviewScreen(
            self._host,
            merge.change,
            question=lambda tr: self._question(merge, tr),
            more=lambda tr: self._more(merge, tr),
        )
        self.app.push_screen(shown, lambda answer: self._answered(merge, answer))

    def _question(self, merge: RecordMerge, tr: Translator) -> str:
        return tr.gettext("Merge “{gone}” into “{kept}”?").format(
            gone=in_quotes(merge.gone.id), kept=in_quotes(merge.change.key)
        )

    def _more(self, merge: RecordMerge, tr: Translator) -> Sequence[Section]:
        """Return the sections on other files, and on what is not in the result."""
        files = list(self._files(merge, tr))
        found = [Section("files", tr.gettext("Other files"), files)]
        if merge.remainder:
            left = [self._left(one.field, one.value, why_left(one.why, tr)) for one in merge.remainder]
            found.append(Section("remainder", tr.gettext("Not in the result"), left))
        return found

    def _files(self, merge: RecordMerge, tr: Translator) -> Iterator[Block]:
        yield _line(tr.gettext("{path} is removed.").format(path=merge.gone.path), "−")
        for one in merge.moved[:NAMED]:
            name = self.context.name(one.key).text
            yield _line(tr.gettext("{name}: its links lead to the kept record").format(name=name), "→")
        if (more := len(merge.moved) - NAMED) > 0:
            yield _line(tr.gettext("and {n} more").format(n=number(more, tr)), " ")
        for one in merge.moved:
            for field in one.doubled:
                words = tr.gettext("{file}: two items now refer to the same record ({field})")
                yield _line(words.format(file=one.file.path, field=field), "⚠")

    def _left(self, field: str, value: Any, why: str) -> Block:
        name = path_words(self._kind, field.removesuffix("#"), self.context)
        words = value_of(value, field.removesuffix("#"), self._kind, self.context) or [str(value)]
        return _line(f"{name}: {'; '.join(words)} ({why})", "−")

    def _answered(self, shown: RecordMerge, answer: object) -> None:
        if answer not in ("save", "insist"):
            return
        self._is_busy = True
        self._notice(lambda tr: tr.gettext("Merging…"))
        force = answer == "insist"
        self.run_worker(lambda: self._save(shown, force), thread=True, group="merge", exit_on_error=True)

    def _save(self, shown: RecordMerge, force: bool) -> None:
        """Save in a thread what was shown: all files are searched for the id, and thousands may name it."""
        editing = self.app.edit_session.editing
        answer: tuple[RecordMerge, Saved] | EditRefused
        try:
            merge = prepare(editing, shown.change.key, shown.gone_key, shown.choices)
            for one, seen in ((merge.change.before, shown.change.before), (merge.gone, shown.gone)):
                if one is None or seen is None or one.etag != seen.etag:
                    raise EditRefused("changed_meanwhile", path=shown.change.path)
            answer = merge, save(editing, merge, force=force)
        except EditRefused as error:
            answer = error
        self.app.call_from_thread(self._saved, answer)

    def _saved(self, answer: tuple[RecordMerge, Saved] | EditRefused) -> None:
        self._is_busy = False
        if isinstance(answer, EditRefused):
            self._prepared(
                *self._keys, dict(self._list.choices)
            )  # what somebody else changed is shown before the next try
            self._notice(self.app.edit_session.refusing(answer))
            return
        merge, saved = answer
        tr = self.app.translator
        told = tr.gettext("“{gone}” is now part of “{kept}”. Press u to separate them.")
        if n := len(saved.left):
            words = tr.ngettext(
                "{n} file that cannot be read still names the old id.",
                "{n} files that cannot be read still name the old id.",
                n,
            )
            told = f"{told} {words.format(n=number(n, tr))}"
        self.app.edit_session.saved(
            saved, merge.change.key, told.format(gone=in_quotes(merge.gone.id), kept=in_quotes(merge.change.key))
        )
        self.dismiss(merge.change.key)


def _line(words: str, sign: str) -> Paragraph:
    return Paragraph((Span(words),), sign, Role.MUTED, indent=2, lead_width=2)


def _undecided(n: int, tr: Translator) -> str:
    words = tr.ngettext("{n} field is not decided yet.", "{n} fields are not decided yet.", n)
    return words.format(n=number(n, tr))
