"""The form for a registry of one's own: its folder, its names, and the files that are to be written; then it is opened."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from govtui.edit.new_registry import RegistryPlan, Wishes, carry_out, folder_at, plan, wished_names
from govtui.edit.proposal import EditRefused
from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES
from govtui.interchange.schema_files import schema_files
from govtui.store.git import GitFailed
from govtui.store.location import MANIFEST
from govtui.store.merge_driver import UNSET, driver_state, set_driver
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LineInput, MessageLabel
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host

FOLDER = "folder"
"""The field for the folder; the others are named after languages."""


class NewRegistryScreen(MovesList, LocalizedModal):
    """What is to be written is looked up whenever a field is left; where there is a registry already, that is opened."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Close"), id="registry.leave"),
        Binding("ctrl+s", "save", N_("Create and open"), id="registry.save"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "registry"
    AUTO_FOCUS = "#registry-folder"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._library = host.app.library
        self.planned: RegistryPlan | None = None
        """None until it is worked out, and where it is refused."""
        self.refusal: EditRefused | None = None
        self._writing = False

    def compose(self) -> ComposeResult:
        with Form(id="new-registry", classes="form -tall"):
            yield MessageLabel(id="registry-title", classes="title")
            yield MessageLabel(id="registry-meaning", classes="meaning")
            for place in (FOLDER, *LANGUAGES):
                with Horizontal(id=f"registry-row-{place}", classes="row"):
                    yield MessageLabel(id=f"registry-{place}-label", classes="label")
                    yield LineInput(self._start if place == FOLDER else "", id=f"registry-{place}")
            yield MessageLabel(id="registry-wrong", classes="wrong")
            yield MessageLabel(id="registry-heading", classes="hint")
            yield OptionList("registry-files", under_field=True, still=True, classes="hint")
        yield KeyBar()

    @property
    def _start(self) -> str:
        """The folder in which no registry was found; else the one that the program was started in."""
        if self._library.looked_in is not None:
            return str(self._library.looked_in)
        with suppress(OSError):
            return str(Path.cwd())
        return ""

    def on_mount(self) -> None:
        self._field(FOLDER).cursor_position = len(self._start)
        self._look()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self._label("title").say(tr.gettext("A registry of your own"))
        self._label("meaning").say(self._meaning(tr))
        self._label(f"{FOLDER}-label").say(tr.gettext("Folder"))
        for language in LANGUAGES:
            words = tr.gettext("Name in {language}").format(language=label("language", language, tr))
            self._label(f"{language}-label").say(words)
        self._tell()

    def _meaning(self, tr: Translator) -> str:
        lines = [tr.gettext("The registry that is open is read-only.")] if self._library.read_only else []
        lines.append(
            tr.gettext(
                "A registry is a folder with a file for each record. Without a name it takes that of its folder."
            )
        )
        return " ".join(lines)

    def _tell(self) -> None:
        """Say what would be written, or why nothing can be."""
        tr, planned = self.app.translator, self.planned
        wrong = f"✗ {self.app.edit_session.refused(self.refusal)}" if self.refusal else ""
        self._label("wrong").say(wrong)
        heading, new = "", planned.new if planned else ()
        if self._writing:
            heading = tr.gettext("Writing…")
        elif planned is not None and _is_there(planned):
            heading, new = tr.gettext("There is a registry in this folder already; it is opened."), ()
        elif new:
            heading = tr.ngettext("{n} file will be written:", "{n} files will be written:", len(new)).format(
                n=number(len(new), tr)
            )
        self._label("heading").say(heading)
        files = self.query_one(OptionList)
        files.show([Option(one.path, one.path) for one in new])
        files.rest()

    def _label(self, place: str) -> MessageLabel:
        return self.query_one(f"#registry-{place}", MessageLabel)

    def _field(self, place: str) -> LineInput:
        return self.query_one(f"#registry-{place}", LineInput)

    @property
    def _root(self) -> Path:
        """The folder as it was typed, from the one that the program was started in."""
        return folder_at(self._field(FOLDER).value.strip(), Path(self._start or "/"))

    def _wishes(self) -> Wishes:
        typed = {language: self._field(language).value for language in LANGUAGES}
        return Wishes(wished_names(typed, tuple(LANGUAGES), self._root), tuple(LANGUAGES))

    # what would be written

    def _look(self) -> None:
        """Look into the folder in a thread: there may be many files in it."""
        root, wishes = self._root, self._wishes()
        self.run_worker(lambda: self._work_out(root, wishes), thread=True, group="registry", exclusive=True)

    def _work_out(self, root: Path, wishes: Wishes) -> None:
        planned, refusal = _planned(root, wishes)
        self.app.call_from_thread(self._show, root, planned, refusal)

    def _show(self, root: Path, planned: RegistryPlan | None, refusal: EditRefused | None) -> None:
        if self.is_attached and root == self._root and not self._writing:
            self.planned, self.refusal = planned, refusal
            self._tell()

    @on(Input.Changed, "#registry-folder")
    def _typed(self) -> None:
        self.planned = self.refusal = None
        self._tell()

    def on_descendant_blur(self) -> None:
        if self.planned is None and not self._writing:
            self._look()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if message.input.id == f"registry-{[*LANGUAGES][-1]}":
            self.action_save()
        else:
            self.focus_next()

    # writing

    def would_lose(self) -> bool:
        return self._writing

    def action_leave(self) -> None:
        if not self._writing:
            self.dismiss(None)

    def action_save(self) -> None:
        """Write the files in a thread, and open the registry."""
        if self._writing:
            return
        self._writing, self.refusal = True, None
        self._tell()
        root, wishes = self._root, self._wishes()
        self.run_worker(lambda: self._write(root, wishes), thread=True, group="registry-write", exit_on_error=True)

    def _write(self, root: Path, wishes: Wishes) -> None:
        planned, refusal = _planned(root, wishes)
        asks = False
        if planned is not None and not _is_there(planned):
            refusal = carry_out(planned).refusal
            asks = refusal is None and driver_state(root).state == "not_set"
        self.app.call_from_thread(self._written, root, planned, refusal, asks)

    def _written(self, root: Path, planned: RegistryPlan | None, refusal: EditRefused | None, asks: bool) -> None:
        self._writing, self.planned, self.refusal = False, planned, refusal
        if refusal is not None:
            self._tell()
            self._field(FOLDER).focus()
        elif asks:
            self.app.push_screen(QuestionScreen(_merging), lambda answer: self._answered(root, bool(answer)))
        else:
            self.app.open_registry(root)

    # merging by git

    def _answered(self, root: Path, sets: bool) -> None:
        if not sets:
            self.app.open_registry(root)
            return
        self.run_worker(lambda: self._set(root), thread=True, group="registry-write", exit_on_error=True)

    def _set(self, root: Path) -> None:
        """Have git merge records by field; where it cannot write its settings, say so before the registry is opened."""
        try:
            set_driver(root)
        except GitFailed as failure:
            reason = failure.output.partition("\n")[0] or failure.code
            self.app.call_from_thread(self._not_set, root, reason)
        else:
            self.app.call_from_thread(self.app.open_registry, root)

    def _not_set(self, root: Path, reason: str) -> None:
        def asking(tr: Translator) -> tuple[str, list[Option]]:
            words = tr.gettext("git could not write the settings of this clone: {reason}")
            return words.format(reason=reason), [Option(True, tr.gettext("Open the registry"))]

        self.app.push_screen(QuestionScreen(asking), lambda _: self.app.open_registry(root))


def _merging(tr: Translator) -> tuple[str, list[Option]]:
    """Ask whether git is to merge records by field, with what that sets and how it is taken out again."""
    question = tr.gettext("Have git merge records by field in this clone?")
    words = tr.gettext("Two settings of this clone are written. To remove them: {command}").format(command=UNSET)
    return f"{question}\n{words}", [
        Option(False, tr.gettext("No, git merges by lines")),
        Option(True, tr.gettext("Yes, by field")),
    ]


def _planned(root: Path, wishes: Wishes) -> tuple[RegistryPlan | None, EditRefused | None]:
    try:
        return plan(root, wishes, schema_files), None
    except EditRefused as error:
        return None, error


def _is_there(planned: RegistryPlan) -> bool:
    """Whether the folder is a registry already."""
    return any(kept.name == MANIFEST for kept in planned.kept)
