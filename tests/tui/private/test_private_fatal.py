"""CrashSentence: what a user sees of a defect, and what the log keeps of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminal import Terminal, python_app
from textual.app import App
from textual.worker import WorkerFailed

SENTENCE = re.compile("Chương trình đã dừng \\(mã ([0-9a-f]{8})\\)\\.")

PTY_APP = """
import logging, sys
from textual import work
from textual.app import App
from textual.widgets import Static
from govtui.tui.private.driver import SafeDriver
from govtui.tui.private.fatal import CrashSentence

way = sys.argv[1]
if way != "nolog":
    logging.basicConfig(filename="crash.log", encoding="utf-8")

class Broken(Static):
    def render(self):
        if way == "render":
            fail()
        return "ready"

    def on_unmount(self):
        if way == "unmount widget":
            fail()

def fail():
    inside = "a value of " + "a local variable"
    raise RuntimeError("cause " + str(len(inside)))

class Probe(CrashSentence, App):
    CSS = "Static { colour: red; }" if way == "css" else ""

    def compose(self):
        yield Broken(markup=False)

    def crash_sentence(self, reference):
        if way == "words":
            fail()
        return f"Chương trình đã dừng (mã {reference})."

    def on_mount(self):
        if way == "mount":
            fail()

    def on_key(self, event):
        if way in ("key", "words", "nolog"):
            fail()
        elif way == "two":
            self.call_later(fail)
            self.query_one(Broken).call_later(fail)
        elif way == "worker":
            self.work_and_fail()
        elif way == "timer":
            self.set_timer(0.01, fail)
        elif way == "panic":
            self.panic("panic words", "more words")
        elif way == "input":
            self._driver.process_message = fail
            self._driver._deliver = lambda parser, messages: fail()
        elif way in ("quit", "unmount", "unmount widget"):
            self.exit()

    def on_unmount(self):
        if way == "unmount":
            fail()

    @work
    async def work_and_fail(self):
        fail()

app = Probe(driver_class=SafeDriver)
app.run()
sys.exit(app.return_code or 0)
"""


def crash(folder: Path, way: str) -> tuple[int, str, str]:
    """Exit code, what stands on the terminal afterwards, and the log."""
    script = folder / "probe.py"
    script.write_text(PTY_APP)
    log = folder / "crash.log"
    with Terminal(["sh", "-c", 'cd "$0" && exec "$@"', str(folder), *python_app(script), way]) as terminal:
        if way not in ("css", "mount", "render"):
            terminal.wait_for("ready")
            terminal.send("xx")
        code = terminal.wait_exit()
        after = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
        return (
            code,
            re.sub(r"\x1b\[[?<]?[0-9;]*[a-z]|\x1b\]22;\w+\x07", "", after).strip(),
            log.read_text() if log.exists() else "",
        )


@pytest.mark.parametrize("way", ["key", "mount", "render", "worker", "timer", "two", "unmount", "unmount widget"])
def test_a_crash_is_one_sentence_on_the_terminal_and_a_traceback_in_the_log(tmp_path: Path, way: str) -> None:
    code, said, log = crash(tmp_path, way)
    assert code == 1
    sentence = SENTENCE.fullmatch(said)
    assert sentence, said
    assert sentence[1] in log
    assert "Traceback" in log and "in fail" in log and "RuntimeError: cause" in log
    assert "a value of a local variable" not in log


def test_a_broken_style_sheet_is_one_sentence_too(tmp_path: Path) -> None:
    code, said, log = crash(tmp_path, "css")
    assert code == 1
    sentence = SENTENCE.fullmatch(said)
    assert sentence, said
    assert sentence[1] in log and "colour" in log


def test_a_panic_is_a_crash(tmp_path: Path) -> None:
    code, said, log = crash(tmp_path, "panic")
    assert (code, bool(SENTENCE.fullmatch(said))) == (1, True), said
    assert "panic words" in log and "more words" in log


def test_a_failure_of_the_input_thread_is_a_crash(tmp_path: Path) -> None:
    code, said, log = crash(tmp_path, "input")
    assert (code, bool(SENTENCE.fullmatch(said))) == (1, True), said
    assert "RuntimeError" in log


def test_without_a_log_the_traceback_goes_nowhere(tmp_path: Path) -> None:
    code, said, log = crash(tmp_path, "nolog")
    assert (code, bool(SENTENCE.fullmatch(said)), log) == (1, True, ""), said


def test_when_the_words_crash_the_reference_alone_is_said(tmp_path: Path) -> None:
    code, said, log = crash(tmp_path, "words")
    assert code == 1
    assert re.fullmatch("[0-9a-f]{8}", said)
    assert log.count(said) == 2


def test_leaving_is_not_a_crash(tmp_path: Path) -> None:
    assert crash(tmp_path, "quit") == (0, "", "")


def test_the_private_names_of_textual_are_there() -> None:
    for name in ("_handle_exception", "_fatal_error", "panic"):
        assert name in vars(App), name
    app: App[None] = App()
    assert app._exit_renderables == [] and app._return_code is None
    assert callable(app._close_messages_no_wait) and callable(app._print_error_renderables)
    error = ValueError()
    assert WorkerFailed(error).error is error
