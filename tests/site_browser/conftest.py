"""The website of the bundled records, published once, in a real browser: `make test-site`; not part of `make test`.

Whatever a test does, a page may write no error to the console and may load nothing from elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from small import RECORDS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

try:
    from playwright.sync_api import Browser, Page, sync_playwright

    LACKING = "" if CHROMIUM else "no Chromium on PATH (Debian: apt install chromium)"
except ImportError:
    LACKING = "no playwright (pip install 'govtui[dev-web]')"
    collect_ignore_glob = ["test_*.py"]  # they cannot be imported; the end of the run says so

LANGUAGES = ("vi", "en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if LACKING:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=LACKING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LACKING:
        terminalreporter.write_sep("!", f"THE WEBSITE WAS NOT TESTED: {LACKING}", red=True, bold=True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    made = tmp_path_factory.mktemp("site") / "public"
    command = [sys.executable, "-m", "govtui", "publish", str(made), "--registry", str(RECORDS)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=RECORDS.parent)
    return made


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address at which a web server, with no settings, has the site in a folder of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder.parent))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


Visit = Callable[..., "Page"]


@pytest.fixture
def visit(browser: Browser, server: str, folder: Path) -> Iterator[Visit]:
    """Opens a page of the site by its path; `disk`: from the disk, not from the server; else options of the browser."""
    contexts, wrong = [], list[str]()

    def visit(path: str, width: int = 1100, *, disk: bool = False, **options: Any) -> Page:
        start = f"{folder.as_uri()}/" if disk else server
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda told: wrong.append(f"{path}: {told.text}") if told.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.on("request", lambda asked: None if asked.url.startswith(start) else wrong.append(f"{path}: {asked.url}"))
        page.goto(start + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not wrong
