"""Translating: each text of a record beside its translation, side by side or, where that is narrow, one under the other.

Source and translation of a text stand in one row, so that they scroll together. All that was written is saved as one step;
each translation remembers the text it was made from (edit/translation_state.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import TextArea

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.edit.translation_state import translatable, translation_changes, verify_changes
from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.problems import sentence
from govtui.page.present import PathStyle, path_words
from govtui.store.field_edits import Change
from govtui.text.markers import N_
from govtui.tui.base.dialog import ask_to_leave, confirm_difference, offer_text
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen, LazyMessage
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.screens import make
from govtui.tui.translate.text_pair import TO_DO, Pair

if TYPE_CHECKING:
    from textual.timer import Timer

    from govtui.store.registry import Entry
    from govtui.tui.base.host import Host


BESIDE = 100
"""The width in cells from which source and translation stand side by side."""

PAUSE = 0.4
"""Seconds without a keystroke after which what was typed is judged."""


class TranslateScreen(LocalizedModal):
    """The localized texts of one record."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Close"), id="translate.leave"),
        Binding("ctrl+s", "save", N_("Save"), id="translate.save"),
        Binding("ctrl+n", "next", N_("Next"), id="translate.next"),
        Binding("f6", "swap", N_("Swap"), priority=True, id="translate.swap"),
        Binding("f7", "vouch", N_("Up to date"), priority=True, id="translate.vouch"),
        Binding("f8", "take", N_("Copy the source"), show=False, id="translate.take"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = ""

    def __init__(
        self, host: Host, key: str, entry: Entry, languages: tuple[str, str], at: Collection[str] = ()
    ) -> None:
        """`at`: the fields to begin with, where there is a choice."""
        super().__init__()
        self._at = at
        assert entry.record is not None
        self._host, self._key, self._entry, self._record = host, key, entry, entry.record
        self._from, self._to = languages
        self._draft = host.app.edit_session.begin_draft(key, entry)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        self.add_class(
            "-under" if self.app.size.width < BESIDE else "-beside"
        )  # a text that is laid out twice wraps twice
        with Vertical(id="translate"):
            yield MessageLabel(id="translate-title")
            yield VerticalScroll(*self._pairs(), id="pairs", can_focus=False)
            yield MessageLabel(id="translate-wrong")
        yield KeyBar()

    def _pairs(self) -> list[Pair]:
        schema, kind = self._host.context.schema, self._record.kind
        order = list(schema.fields(kind))  # as its reader meets them: what it is called first
        texts = translatable(self._record, (self._from, self._to), schema)
        texts.sort(key=lambda text: order.index(schema.first_step(kind, text.path)[0]))
        return [Pair(n, text) for n, text in enumerate(texts)]

    @property
    def pairs(self) -> list[Pair]:
        """The texts, in the order of the schema."""
        return list(self.query(Pair))

    def on_mount(self) -> None:
        pairs = self.pairs
        pairs = [pair for pair in pairs if any(f"{pair.text.path}.".startswith(f"{one}.") for one in self._at)] or pairs
        order = (*TO_DO, "unverified", "done", "no_source")
        if pairs:
            self._go_to(min(pairs, key=lambda pair: 0 if pair.state in TO_DO else order.index(pair.state)))
        self.app.edit_session.begin(self._key)

    def on_unmount(self) -> None:
        self.app.edit_session.end(self._key)
        self.app.edit_session.leave_draft(self._draft)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_title()
        for pair in self.pairs:
            self._put(pair)

    def _put(self, pair: Pair) -> None:
        record = self._record
        pair.put(path_words(record.kind, pair.text.path, self._host.context, PathStyle.TRAIL, record))

    def _say_title(self) -> None:
        tr, context = self.app.translator, self._host.context
        name = context.text_of(self._record.label)
        languages = (label("language", language, tr) for language in (self._from, self._to))
        left = sum(pair.state in TO_DO for pair in self.pairs)
        direction = tr.gettext("{source} → {target}").format(**dict(zip(("source", "target"), languages, strict=True)))
        to_do = (
            tr.ngettext("{n} to do", "{n} to do", left).format(n=number(left, tr))
            if left
            else tr.gettext("nothing to do")
        )
        self.query_one("#translate-title", MessageLabel).say(f"{direction} · {to_do} · {name}")

    # moving

    def _go_to(self, pair: Pair) -> None:
        pair.target.focus(scroll_visible=False)
        pair.scroll_visible(animate=False, force=True, immediate=True)

    @property
    def _here(self) -> Pair | None:
        focused = self.focused
        return next((pair for pair in self.pairs if focused is pair.target), None)

    def action_next(self) -> None:
        """To the next text that is missing or out of date, round from the last to the first."""
        pairs, here = self.pairs, self._here
        start = pairs.index(here) + 1 if here else 0
        for pair in (*pairs[start:], *pairs[:start]):
            if pair.state in TO_DO and pair is not here:
                self._go_to(pair)
                return
        self.app.say(self.app.translator.gettext("Nothing else is missing or out of date."))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Source and translation come into sight together."""
        if (pair := self._here) is not None:
            pair.scroll_visible(animate=False, force=True, immediate=True)

    # what would be saved

    def _changes(self) -> list[Change]:
        """All that was written, beside the entries that remember what it was made from."""
        out: list[Change] = []
        remembered: list[object] = []
        behind = len(self._record.translations)
        for pair in self.pairs:
            if pair.written:
                found = translation_changes(self._entry, pair.text.path, self._to, pair.target.text, self._from)
            elif pair.vouched:
                found = verify_changes(self._entry, pair.text.path, self._to, self._from)
            else:
                continue
            # Each is told where one new entry would stand; together they follow one another.
            new = [change for change in found if isinstance(change.value, dict)]
            remembered += [change.value for change in new]
            out += [change for change in found if change not in new]
        if behind:
            return out + [Change(f"translations.{behind + n}", made) for n, made in enumerate(remembered, 1)]
        return out + [Change("translations", remembered)] * bool(remembered)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by leaving."""
        return any(pair.written or pair.vouched for pair in self.pairs)

    def _prepared(self) -> ProposedChange:
        return self.app.edit_session.editing.fields(self._key, self._changes(), self._entry.etag)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if (pair := self._here) is not None:
            self._put(pair)
            self._say_title()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._judge)

    def _judge(self) -> None:
        """Say what is wrong with what was typed, and keep it as a draft."""
        if self.dirty:
            try:
                self.app.edit_session.keep_draft(self._draft, self._prepared())
            except (EditRefused, Conflict) as error:
                self._tell(self.app.edit_session.refusing(error) if isinstance(error, EditRefused) else None)
            else:
                self._tell(None)
        else:
            self.app.edit_session.take_back_draft(self._draft)

    def keep_typed(self) -> None:
        with suppress(EditRefused, Conflict):
            if self.dirty:
                self.app.edit_session.keep_draft(self._draft, self._prepared(), at_once=True)

    def _tell(self, telling: LazyMessage | None) -> None:
        self.query_one("#translate-wrong", MessageLabel).tell(telling)

    def _after_typed(self, act: Callable[[], None]) -> None:
        """Do something when what was typed before its key has arrived: F6 and F7 have to go before the field's own keys."""
        here = self._here
        (here.target if here else self).call_later(act)

    def action_vouch(self) -> None:
        """The translation here is of today's text: nothing is to be changed in it."""
        self._after_typed(self._vouch)

    def _vouch(self) -> None:
        if (pair := self._here) is not None and pair.text.state in ("stale", "unverified"):
            pair.vouched = not pair.vouched
            self.retranslate()

    def action_take(self) -> None:
        """Put the source text into an empty translation, to be written over."""
        if (pair := self._here) is not None and not pair.target.text.strip():
            pair.target.insert(pair.text.source)

    def action_swap(self) -> None:
        """The other direction; what was written is saved first, or thrown away."""
        self._after_typed(self._ask_and_swap)

    def _ask_and_swap(self) -> None:
        if self.dirty:
            ask_to_leave(self.app, lambda: self._save(self._swap), self._swap)
        else:
            self._swap()

    def _swap(self) -> None:
        self.app.edit_session.drop_draft(self._draft)
        self.dismiss(None)
        other = TranslateScreen(
            self._host, self._key, self.app.edit_session.editing.entry(self._key), (self._to, self._from)
        )
        self.app.push_screen(other)

    # leaving

    def action_leave(self) -> None:
        if self.dirty:
            ask_to_leave(self.app, lambda: self._save(self._throw_away), self._throw_away)
        else:
            self.dismiss(None)

    def _throw_away(self) -> None:
        self.app.edit_session.drop_draft(self._draft)
        self.dismiss(None)

    def action_save(self) -> None:
        if self.dirty:
            self._save(lambda: self.dismiss(None))
        else:
            self.dismiss(None)

    def _save(self, go_on: Callable[[], object]) -> None:
        edit_session = self.app.edit_session

        def done(saved: Saved) -> None:
            edit_session.drop_draft(self._draft)
            self._host.read_again()
            go_on()

        try:
            prepared = self._prepared()
        except EditRefused as error:
            self._tell(edit_session.refusing(error))
            if error.code in ("cannot_splice", "not_toml", "broken_toml"):
                offer_text(self._host)
            return
        except Conflict as conflict:
            edit_session.conflict(conflict, done)
            return
        if prepared.blocked:
            wrong = (prepared.introduced or prepared.new_problems)[:3]
            self._tell(lambda tr: "✗ " + " ".join(sentence(problem, tr) for problem in wrong))
        elif prepared.loses_comments:
            confirm_difference(self._host, prepared, lambda: self._tell(edit_session.save(prepared, done)))
        else:
            self._tell(edit_session.save(prepared, done))


def translate(
    host: Host, key: str = "", languages: tuple[str, str] | None = None, at: Collection[str] = (), *, anew: bool = False
) -> LocalizedScreen:
    """Make the screen on which a record is translated, the current one if none is named; its drafts come first unless `anew`.

    With no record in hand, make the queue of what is to be translated.
    `languages`: the source's and the translation's; else from the registry's source language into its other one. `at`: it begins at
    the first of these fields with something to do. Raises CannotOpen.
    """
    app, tr, key = host.app, host.app.translator, key or host.current_key
    if not key:
        return make("coverage", host)
    with app.edit_session.opening():
        entry = app.edit_session.editing.entry(key)
    manifest = app.registry.manifest
    source = manifest.source_language
    target = next((language for language in manifest.languages if language != source), "")
    if entry.record is None:
        raise CannotOpen(tr.gettext("This record cannot be read, so only its text can be edited."))
    if not target:
        raise CannotOpen(tr.gettext("The registry keeps one language only, so there is nothing to translate into."))
    if not anew and app.edit_session.has_drafts(key):
        return make("drafts", host, only=key, anew=lambda: translate(host, key, languages, at, anew=True))
    return TranslateScreen(host, key, entry, languages or (source, target), at)
