"""The screen on which a person decides between the two versions of a record that a merge of commits has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.edit.conflict import WHOLE, Side
from govtui.edit.merge import Merge
from govtui.edit.proposal import EditRefused, ProposedChange
from govtui.edit.three_versions import Decided, Sides, ThreeVersions
from govtui.edit.version_merge import VersionMerge
from govtui.i18n.formats import number
from govtui.page.problem_words import problem_at_field
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import printable
from govtui.text.markers import N_, NP_
from govtui.text.safe import safe_text
from govtui.text.width import clip
from govtui.tui.base.dialog import ask_to_leave
from govtui.tui.edit.clash_screen import ClashScreen
from govtui.tui.edit.conflict_list import ClashList
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.toml_area import Fault
from govtui.tui.edit.whole_text import WholeTextScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host


NAME = 40
"""The most cells of the name of a side in a sentence."""


class VersionList(ClashList):
    """The clashes of two versions, whose sides have names of their own."""

    def __init__(self, named: Sides, *, has_base: bool) -> None:
        super().__init__()
        self._named = named
        self.has_base = has_base

    def sides(self, tr: Translator) -> tuple[str, str]:
        mine, theirs = super().sides(tr)
        named = [safe_text(name, multiline=False) for name in self._named]
        return named[0] or mine, named[1] or theirs

    @property
    def footer_words(self) -> Mapping[str, str]:
        lower = NP_("footer", "Joined text") if self.joined_next else NP_("footer", "Lower")
        return {"clash.mine": NP_("footer", "Upper"), "clash.theirs": lower}


class MergeVersionsScreen(ClashScreen):
    """Dismissed with Decided, or None where nothing was decided. It writes nothing."""

    BINDINGS = [Binding("ctrl+s", "go_on", N_("Result"), show=False, id="conflict.result-too")]

    def __init__(self, host: Host, versions: ThreeVersions) -> None:
        super().__init__()
        self.host = host
        self.versions = versions
        self._merged: VersionMerge | None = None
        self._typed: str | None = None
        """The whole text as it was typed, which goes before all choices until another one is made."""

    def make_list(self) -> ClashList:
        return VersionList(self.versions.sides, has_base=self.versions.base is not None)

    def learn(self) -> None:
        index = self.app.index
        assert index is not None, "versions are merged beside an index"
        self._merged = VersionMerge(self.app.registry, index, self.versions)

    @property
    def merged(self) -> VersionMerge:
        assert self._merged is not None
        return self._merged

    @property
    def merge(self) -> Merge:
        return self.merged.merge

    @property
    def kind(self) -> str:
        return self.merged.kind

    def _called(self, side: Side, tr: Translator) -> str:
        """Return what a side is called, in a sentence."""
        return clip(self.clash_list.sides(tr)[0 if side is Side.MINE else 1], NAME)

    def head(self, tr: Translator) -> str:
        clashes, record = self.clashes(), self._record(tr)
        n = len(clashes)
        if (gone := self.merged.removed_by) is not None:
            by, kept = (self._called(side, tr) for side in (gone, _other(gone)))
            words = tr.gettext("{record} was removed on one side ({by}) and changed on the other ({kept}).")
            return words.format(record=record, by=by, kept=kept)
        if not clashes:
            return tr.gettext("{record}: there are no conflicts, and both changes are kept.").format(record=record)
        if clashes[0].path == WHOLE:
            return tr.gettext(
                "{record}: the two texts cannot be merged; choose one of them, or edit the whole text (E)."
            ).format(record=record)
        if self.versions.base is None:
            words = tr.ngettext(
                "{record}: what the two sides started from is not known, so each difference has to be decided:"
                " {n} field.",
                "{record}: what the two sides started from is not known, so each difference has to be decided:"
                " {n} fields.",
                n,
            )
        elif any(clash.of_comments for clash in clashes):
            words = tr.ngettext(
                "{record}: both sides changed {n} field or comment; everything else is merged.",
                "{record}: both sides changed {n} fields or comments; everything else is merged.",
                n,
            )
        else:
            words = tr.ngettext(
                "{record}: both sides changed {n} field; everything else is merged.",
                "{record}: both sides changed {n} fields; everything else is merged.",
                n,
            )
        return words.format(record=record, n=number(n, tr))

    def removal(self) -> tuple[Side, str, str] | None:
        merged = self.merged
        if (gone := merged.removed_by) is None:
            return None
        kept = merged.theirs if gone is Side.MINE else merged.mine
        return gone, merged.base.text if merged.base else "", kept.text if kept else ""

    # the result

    def _raw(self) -> Decided | None:
        """Return the file with the choices; None when it cannot be made, which the user is told."""
        try:
            if self._typed is not None:
                return Decided(self.merged.encoded(self._typed))
            return Decided(self.merged.raw(self.clash_list.choices))
        except CannotEditInPlace:
            self.tell_cannot_put()
        except EditRefused as error:
            self.notice(self.app.edit_session.refusing(error))
        return None

    def action_go_on(self) -> None:
        """Show what the result does to the side that is meant."""
        if self._typed is None and not self.is_decided():
            return
        if (made := self._raw()) is None:
            return
        change = self.merged.proposed(made.raw)
        told = None if self.clashes() else self.head
        shown = ResultScreen(self.host, change, told, question=lambda tr: self._question(change, tr))
        self.app.push_screen(shown, lambda answer: self._decided(made, answer))

    def _question(self, change: ProposedChange, tr: Translator) -> str:
        """Return what the result is, beside the side that is meant."""
        record, is_mine = self._record(tr), self.merged.meant is Side.MINE
        named = self.versions.sides[0 if is_mine else 1]
        if change.after is None:
            return tr.gettext("{record} is removed").format(record=record)
        if change.changes_nothing:
            words = tr.gettext("{record}: the version of {side} stays as it is") if named else ""
            unnamed = (
                N_("{record}: my version stays as it is") if is_mine else N_("{record}: their version stays as it is")
            )
        else:
            words = tr.gettext("{record}, compared with: {side}") if named else ""
            unnamed = N_("{record}, compared with my version") if is_mine else N_("{record}, compared with theirs")
        return (words or tr.gettext(unnamed)).format(record=record, side=named)

    def _record(self, tr: Translator) -> str:
        """Return what the record is called, or its path: other people's text."""
        return printable(self.merged.name(tr.language))

    def _decided(self, made: Decided, answer: object) -> None:
        if answer in ("save", "insist"):
            self.dismiss(made)
        elif not self.clashes():
            self.dismiss(None)

    def chosen(self) -> None:
        self._typed = None

    def would_lose(self) -> bool:
        return self._typed is not None

    def action_leave(self) -> None:
        if self._typed is None:
            self.dismiss(None)
        else:
            ask_to_leave(self.app, self.action_go_on, lambda: self.dismiss(None))

    def action_whole(self) -> None:
        """Open the whole text, with the choices made so far."""
        if self.merged.removed_by is not None:
            self.notice(lambda tr: tr.gettext("One side removed the file: keep it, or remove it."))
            return
        clashes = self.clashes()
        field = clashes[self.clash_list.cursor].field if clashes else ""
        self.app.push_screen(WholeTextScreen(self._title, self._whole(), self._faults, field), self._edited)

    def _faults(self, text: str) -> list[Fault]:
        """Return the problems of a text in words."""
        found, context = self.merged.checked(text), self.context
        return [
            Fault(
                one.line, one.column, int(one.severity), problem_at_field(one, self.kind, context), one.field, one.muted
            )
            for one in found
        ]

    def _title(self, tr: Translator) -> str:
        return tr.gettext("The whole text of {record}").format(record=self._record(tr))

    def _whole(self) -> str:
        if self._typed is not None:
            return self._typed
        if self.merge.way is None and WHOLE not in self.clash_list.choices:
            return self.merge.mine
        try:
            return self.merged.text(self.clash_list.choices)
        except CannotEditInPlace:
            return self.merge.mine

    def _edited(self, value: object) -> None:
        if isinstance(value, str):
            self._typed = value
            self.notice(lambda tr: tr.gettext("The whole text was edited: Enter shows the result. A choice undoes it."))
            self.action_go_on()


class ResultScreen(ReviewScreen):
    """What is decided about a file; dismissed as a review is."""

    BINDINGS = [
        Binding("enter", "enter", N_("Use this version"), id="result.use", priority=True),
        Binding("ctrl+s", "save", N_("Use this version"), show=False, id="result.use-too"),
        Binding("f12", "insist", N_("Use it anyway"), id="result.insist"),
    ]

    def blocked_words(self, tr: Translator) -> str:
        return tr.gettext("The result has errors that neither side had. Fix them (Esc), or use it anyway (F12).")

    def insisting_words(self, tr: Translator) -> str:
        return tr.gettext("Use it anyway")


def _other(side: Side) -> Side:
    return Side.THEIRS if side is Side.MINE else Side.MINE
