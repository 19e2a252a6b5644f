"""CrashSentence: what a user sees of a defect, and what the log keeps of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal, python_app
from textual.app import App
from textual.worker import WorkerFailed

SENTENCE = re.compile("Chương trình đã dừng \\(mã ([0-9a-f]{8})\\)\\.")

APP = """
import logging, sys
from textual import work
from textual.app import App
from textual.widgets import Static
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.tui.textual_compat.fatal import CrashSentence

def fail():
    inside = "a value of " + "a local variable"
    raise RuntimeError("cause " + str(len(inside)))

class Broken(Static):
    def render(self):
        if self.app.way == "render":
            fail()
        return "ready"

    def on_unmount(self):
        if self.app.way == "unmount widget":
            fail()

class Probe(CrashSentence, App):
    def __init__(self, way):
        self.way = way
        self.CSS = "Static { colour: red; }" if way == "css" else ""
        super().__init__(driver_class=SafeDriver)

    def compose(self):
        yield Broken(markup=False)

    def crash_sentence(self, reference):
        if self.way == "words":
            fail()
        return f"Chương trình đã dừng (mã {reference})."

    def on_mount(self):
        if self.way == "mount":
            fail()

    def on_unmount(self):
        if self.way == "unmount":
            fail()

    def on_key(self, event):
        if self.way in ("key", "words"):
            fail()
        elif self.way == "two":
            self.call_later(fail)
            self.query_one(Broken).call_later(fail)
        elif self.way == "worker":
            self.work_and_fail()
        elif self.way == "timer":
            self.set_timer(0.01, fail)
        elif self.way == "panic":
            self.panic("panic words", "more words")
        elif self.way == "input":
            self._driver._deliver = lambda parser, messages: fail()
        elif self.way in ("quit", "unmount", "unmount widget"):
            self.exit()

    @work
    async def work_and_fail(self):
        fail()

async def press(pilot):
    await pilot.press("x")

def run(way, log, headless):
    handler = logging.FileHandler(log, encoding="utf-8") if log else logging.NullHandler()
    logging.getLogger("govtui").addHandler(handler)
    app = Probe(way)
    app.run(headless=headless, auto_pilot=press if headless else None)
    handler.close()
    logging.getLogger("govtui").removeHandler(handler)
    return app.return_code or 0

if __name__ == "__main__":
    sys.exit(run(sys.argv[1], "".join(sys.argv[2:]), False))
"""

Outcome = tuple[int, str, str]
"""Exit code, what stands on the terminal afterwards, and the log."""


def in_a_terminal(folder: Path, way: str, *, logged: bool = True) -> Outcome:
    script, log = folder / "probe.py", folder / "crash.log"
    script.write_text(APP)
    with Terminal([*python_app(script), way, *([str(log)] if logged else [])]) as terminal:
        if way != "css":
            terminal.wait_for("ready")
            terminal.send("xx")
        code = terminal.wait_exit()
        after = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
        said = re.sub(r"\x1b\[[?<]?[0-9;]*[a-z]|\x1b\]22;\w+\x07", "", after).strip()
        return code, said, log.read_text() if log.exists() else ""


def without_a_terminal(folder: Path, way: str, capfd: pytest.CaptureFixture[str]) -> Outcome:
    """The same in this process, with Textual's headless driver: quicker."""
    log = folder / "crash.log"
    names: dict[str, Any] = {"__name__": "probe"}
    exec(compile(APP, "probe", "exec"), names)
    code = names["run"](way, str(log), True)
    return code, "".join(capfd.readouterr()).strip(), log.read_text()


def assert_one_sentence_and_a_traceback(outcome: Outcome) -> None:
    code, said, log = outcome
    assert code == 1
    sentence = SENTENCE.fullmatch(said)
    assert sentence, said
    assert sentence[1] in log
    assert "Traceback" in log and "in fail" in log and "RuntimeError: cause" in log
    assert "a value of a local variable" not in log


@pytest.mark.parametrize("way", ["key", "two", "unmount", "unmount widget"])
def test_a_crash_is_one_sentence_on_the_terminal_and_a_traceback_in_the_log(tmp_path: Path, way: str) -> None:
    assert_one_sentence_and_a_traceback(in_a_terminal(tmp_path, way))


@pytest.mark.parametrize("way", ["key", "mount", "render", "worker", "timer", "two", "unmount", "unmount widget"])
def test_a_crash_anywhere_in_the_app_is_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str], way: str) -> None:
    assert_one_sentence_and_a_traceback(without_a_terminal(tmp_path, way, capfd))


def test_a_broken_style_sheet_is_one_sentence_too(tmp_path: Path) -> None:
    code, said, log = in_a_terminal(tmp_path, "css")
    assert code == 1
    sentence = SENTENCE.fullmatch(said)
    assert sentence, said
    assert sentence[1] in log and "colour" in log


def test_a_panic_is_a_crash(tmp_path: Path) -> None:
    code, said, log = in_a_terminal(tmp_path, "panic")
    assert (code, bool(SENTENCE.fullmatch(said))) == (1, True), said
    assert "panic words" in log and "more words" in log


def test_a_failure_of_the_input_thread_is_a_crash(tmp_path: Path) -> None:
    code, said, log = in_a_terminal(tmp_path, "input")
    assert (code, bool(SENTENCE.fullmatch(said))) == (1, True), said
    assert "RuntimeError" in log


def test_without_a_log_the_traceback_goes_nowhere(tmp_path: Path) -> None:
    code, said, log = in_a_terminal(tmp_path, "key", logged=False)
    assert (code, bool(SENTENCE.fullmatch(said)), log) == (1, True, ""), said


def test_when_the_words_crash_the_reference_alone_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, said, log = without_a_terminal(tmp_path, "words", capfd)
    assert code == 1
    assert re.fullmatch("[0-9a-f]{8}", said)
    assert log.count(said) == 2


def test_leaving_is_not_a_crash(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert without_a_terminal(tmp_path, "quit", capfd) == (0, "", "")


def test_the_private_names_of_textual_are_there() -> None:
    for name in ("_handle_exception", "_fatal_error", "panic"):
        assert name in vars(App), name
    app: App[None] = App()
    assert app._exit_renderables == [] and app._return_code is None
    assert callable(app._close_messages_no_wait) and callable(app._print_error_renderables)
    error = ValueError()
    assert WorkerFailed(error).error is error
