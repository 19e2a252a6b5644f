"""Saving a text to a file of the user's: where to, and the work in slices, so that the screen goes on answering."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.interchange.exporting import LeftOut
from govtui.interchange.formats import FORMATS
from govtui.store.document_files import CannotWrite, check_place, document_file
from govtui.text.markers import N_
from govtui.tui.base.dialog import ask_to_delete
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LineInput, MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.copied import FORMS, Copied

SLICE = 0.03
"""Seconds of work after which keys are looked at."""

REPLACE = N_("Replace it")


class _Stopped(Exception):
    """The user stopped the writing."""


class SaveCopyScreen(LocalizedModal):
    """Asks for the file; answers with what is to be said of the file that was written, or None."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Back"), id="copy-file.leave"),
        Binding("ctrl+s", "save", N_("Save"), id="copy-file.save"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, copied: Copied, form: str) -> None:
        super().__init__()
        self._copied, self._form = copied, form
        self._busy = self._stop = False
        self._wrong: LazyMessage | None = None

    def compose(self) -> ComposeResult:
        with Form(id="copy-file", classes="form"):
            yield MessageLabel(id="copy-file-title", classes="title")
            yield MessageLabel(id="copy-file-meaning", classes="meaning")
            yield LineInput(_proposed(self._copied.file_name(self._form)), id="copy-file-path")
            yield MessageLabel(id="copy-file-wrong", classes="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        field = self.query_one(LineInput)
        field.cursor_position = len(field.value)

    def retranslate(self) -> None:
        super().retranslate()
        tr, n = self.app.translator, self._copied.total
        self.query_one("#copy-file-title", MessageLabel).say(tr.gettext("Save as a file"))
        words = tr.ngettext("{form}, {n} record", "{form}, {n} records", n)
        form = tr.pgettext("copy", FORMS[self._form])
        self.query_one("#copy-file-meaning", MessageLabel).say(words.format(form=form, n=number(n, tr)))

    def would_lose(self) -> bool:
        return self._busy

    def action_leave(self) -> None:
        """Leave; while the file is being written, stop that first."""
        if self._busy:
            self._stop = True
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    @on(Input.Changed)
    def _typed(self) -> None:
        if not self._busy:
            self._say(None)

    # writing

    @property
    def _path(self) -> Path:
        return Path(self.query_one(LineInput).value.strip()).expanduser()

    def action_save(self) -> None:
        """Write the file; ask before another one is replaced."""
        if self._busy or not self.query_one(LineInput).value.strip():
            return
        path = self._path
        try:
            check_place(path, self.app.registry.root)
        except CannotWrite as error:
            if error.code != "file_exists":
                self._refuse(error)
                return

            def question(tr: Translator) -> str:
                return tr.gettext("There is already a file {path}. Replace it?").format(path=path)

            ask_to_delete(self.app, question, lambda: self._begin(path, replace=True), REPLACE)
            return
        self._begin(path, replace=False)

    def _begin(self, path: Path, *, replace: bool) -> None:
        self._busy, self._stop = True, False
        self.query_one(LineInput).disabled = True
        self.run_worker(self._write(path, replace=replace), group="copy-file", exit_on_error=True)

    async def _write(self, path: Path, *, replace: bool) -> None:
        export = self._copied.export(self._form) if self._form in FORMATS else None
        done, total = 0, self._copied.total

        def count(n: int) -> None:
            nonlocal done
            done = n

        if export is not None:
            export.tell = count
        answer: CannotWrite | _Stopped | None = None
        try:
            with document_file(path, replace=replace) as put:
                then = time.monotonic()
                for part in self._copied.parts(self._form, export):
                    put(part)
                    if time.monotonic() - then > SLICE:
                        self._say(_progress(done, total))
                        await asyncio.sleep(0)
                        then = time.monotonic()
                    if self._stop:
                        raise _Stopped
                if export is not None and not export.written:
                    raise _Stopped
        except (CannotWrite, _Stopped) as error:
            answer = error
        self._busy = False
        if not self.is_attached:
            return
        if answer is None:
            tr, n = self.app.translator, export.written if export else total
            words = tr.ngettext("{n} record written to {path}.", "{n} records written to {path}.", n)
            self.dismiss(
                " ".join([words.format(n=number(n, tr), path=path), *_left(export.left if export else None, tr)])
            )
            return
        self.query_one(LineInput).disabled = False
        self.query_one(LineInput).focus()
        if isinstance(answer, CannotWrite):
            self._refuse(answer)
        elif self._stop:
            self._say(lambda tr: tr.gettext("Nothing was written."))
        else:
            self._say(
                lambda tr: "✗ " + tr.gettext("None of these records has a place in this format; nothing was written.")
            )

    def _refuse(self, error: CannotWrite) -> None:
        from govtui.i18n.errors import refusal

        self._say(lambda tr: "✗ " + refusal(error.code, error.values, tr))

    def _say(self, telling: LazyMessage | None) -> None:
        self.query_one("#copy-file-wrong", MessageLabel).tell(telling)


def _progress(done: int, total: int) -> LazyMessage:
    return lambda tr: tr.gettext("Exported: {n} of {total} records").format(n=number(done, tr), total=number(total, tr))


def _left(left: LeftOut | None, tr: Translator) -> Iterator[str]:
    """Yield how much the document does not hold, as sentences; none where it holds all."""
    if left is None:
        return
    if n := len(left.fields):
        yield tr.ngettext("{n} field left out.", "{n} fields left out.", n).format(n=number(n, tr))
    if n := sum(map(len, left.records.values())):
        yield tr.ngettext("{n} record left out.", "{n} records left out.", n).format(n=number(n, tr))


def _proposed(name: str) -> str:
    """Return the path that is proposed for a file: in the current folder, with ~ for the home."""
    path = Path(name)
    with suppress(OSError, RuntimeError):
        path = Path.cwd() / name
        if path.is_relative_to(Path.home()):
            return str("~" / path.relative_to(Path.home()))
    return str(path)
