"""The offer to bring a registry of an earlier form up to date: the files that change, what stays, and the question."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.edit.migration_plan import MigrationPlan, carry_out, plan
from govtui.edit.proposal import EditRefused
from govtui.i18n.formats import number
from govtui.i18n.migration_texts import changes_words, question_words
from govtui.i18n.problems import sentence
from govtui.store.transaction import FileChange
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import NAVIGATION, MovesList, ScrolledLines
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.tui.base.host import Host

LEAD = 40
"""Cells for the paths of files."""

ROWS = 8
"""The most files in sight."""


def changed_lines(change: FileChange) -> tuple[int, int]:
    """Return how many lines a change puts into a file, and how many it takes out."""
    old, new = ((raw or b"").decode().split("\n") for raw in (change.before, change.after))
    matched = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in matched)
    return len(new) - same, len(old) - same


class MigrateScreen(MovesList, LocalizedModal):
    """The answer that harms nothing comes first. Answers with None; the files are read again by themselves."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Not now"), id="migrate.leave"),
        Binding("enter", "answer", N_("Choose"), id="migrate.answer"),
        *NAVIGATION,
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="migrate.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="migrate.previous"),
    ]
    TYPES = False
    AUTO_FOCUS = ""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.planned: MigrationPlan | None = None
        """None until it is worked out."""
        self._lines: tuple[tuple[int, int], ...] = ()
        """Of each file: how many lines come, and go."""
        self._writing = False
        self._refusal: EditRefused | None = None

    def compose(self) -> ComposeResult:
        with Form(id="migrate", classes="form"):
            yield MessageLabel(id="migrate-title", classes="asked")
            yield MessageLabel(id="migrate-heading", classes="meaning")
            yield OptionList("migrate-files", under_field=True, lead=LEAD, still=True, classes="hint")
            yield MessageLabel(id="migrate-wrong", classes="wrong")
            yield OptionList("migrate-answers", under_field=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self.run_worker(self._work_out, thread=True, group="migrate", exit_on_error=True)

    def _work_out(self) -> None:
        planned = plan(self.app.registry)
        lines = tuple(map(changed_lines, planned.changes))
        self.app.call_from_thread(self._show, planned, lines)

    def _show(self, planned: MigrationPlan, lines: tuple[tuple[int, int], ...]) -> None:
        self.planned, self._lines = planned, lines
        if self in self.app.screen_stack:  # it may have been closed meanwhile
            self.retranslate()

    @property
    def _answers(self) -> OptionList:
        return self.query_one("#migrate-answers", OptionList)

    @property
    def _can_write(self) -> bool:
        return (
            self.planned is not None and bool(self.planned.changes) and not self.planned.refused and not self._writing
        )

    def retranslate(self) -> None:
        super().retranslate()
        tr, planned = self.app.translator, self.planned
        self.query_one("#migrate-title", MessageLabel).say(
            tr.gettext("The registry has the form of an earlier version. Bring it up to date?")
        )
        heading = self.query_one("#migrate-heading", MessageLabel)
        if planned is None:
            heading.say(tr.gettext("Working out what would change…"))
        elif self._writing:
            heading.say(tr.gettext("Writing…"))
        else:
            n = len(planned.changes)
            counted = tr.ngettext("{n} file changes, all or none.", "{n} files change, all or none.", n)
            kept = tr.gettext("Comments, order and layout stay; git is not touched.")
            heading.say(
                f"{counted.format(n=number(n, tr))} {kept}" if n else tr.gettext("There is nothing to migrate.")
            )
        self._show_files()
        self.query_one("#migrate-wrong", MessageLabel).say(self._wrong())
        picked = self._answers.picked
        yes = [Option(True, tr.gettext("Yes, write all files"))] if self._can_write else []
        choices = [Option(False, tr.gettext("No, leave them as they are")), *yes]
        self._answers.show(choices, picked.value if picked else False)
        self._answers.styles.height = len(choices)

    def _show_files(self) -> None:
        tr, planned = self.app.translator, self.planned
        options: list[Option] = []
        if planned is not None:
            options += [
                Option(change.path, change.path, f"+{number(come, tr)} −{number(go, tr)}")
                for change, (come, go) in zip(planned.changes, self._lines, strict=True)
            ]
            options += [Option(path, path, f"{one.path}: {question_words(one, tr)}") for path, one in planned.questions]
            options += [Option(one.path, one.path, sentence(one, tr)) for one in planned.left]
        files = self.query_one("#migrate-files", OptionList)
        files.show(options)
        files.rest()
        files.styles.height = min(len(options), ROWS)

    def _wrong(self) -> str:
        tr, planned = self.app.translator, self.planned
        if self._refusal is not None:
            nothing = tr.gettext("Nothing was changed.")
            return f"✗ {self.app.edit_session.refused(self._refusal)} {nothing}"
        if planned is not None and planned.refused:
            words = tr.gettext("{path} cannot be changed without losing something.")
            return f"✗ {words.format(path=planned.refused[0])}"
        return ""

    def moved_list(self) -> OptionList:
        return self._answers

    def action_page(self, pages: float) -> None:
        """Scroll the list of files."""
        ScrolledLines.action_page(self.query_one("#migrate-files", OptionList), pages)

    def would_lose(self) -> bool:
        return self._writing

    def action_leave(self) -> None:
        if not self._writing:
            self.dismiss(None)

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_answer()

    def action_answer(self) -> None:
        picked, planned = self._answers.picked, self.planned
        if picked is None or not picked.value:
            self.action_leave()
        elif planned is not None and self._can_write:
            self._writing, self._refusal = True, None
            self.retranslate()
            self.run_worker(lambda: self._write(planned), thread=True, group="migrate", exit_on_error=True)

    def _write(self, planned: MigrationPlan) -> None:
        refused: EditRefused | None = None
        try:
            carry_out(self.app.registry, planned)
        except EditRefused as error:
            refused = error
        self.app.call_from_thread(self._written, planned, refused)

    def _written(self, planned: MigrationPlan, refused: EditRefused | None) -> None:
        self._writing, self._refusal = False, refused
        if refused is not None:
            self.retranslate()
            return
        self.app.say(changes_words(len(planned.changes), self.app.translator))
        self.app.refresh_index(force=True)
        self.dismiss(None)
