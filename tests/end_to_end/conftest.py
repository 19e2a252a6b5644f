"""The program as people start it: in a terminal of its own, over ssh, or with its output piped; apart from the one who tests.

Words of records are read from the records, words of the interface from the catalogs: the tests hold when either is edited.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from forks import Forks
from living import PATIENCE
from seeds import THOROUGH
from sshd import Sshd, find_sshd
from terminal import Terminal

from govtui.i18n.translator import LANGUAGES, Translator, load

ROOT = Path(__file__).resolve().parents[2]
F2 = "\x1bOQ"
EXEC = 'exec "$@"'

Snapshot = tuple[str, str]


_AGE = re.compile(r"(?:vừa xong|just now|\d+ (?:phút|giờ|ngày) trước|\d+ (?:minute|hour|day)s? ago).*")
"""How long ago something was (i18n.datetimes.age), and the rest of the line, which has more or less room for it."""


class Browser(Terminal):
    """A terminal with govtui in it: what its cursor marks, and keys that are sent one after the other."""

    _mark: str | None = None
    _marked: tuple[tuple[int, int, str], ...] = ()
    """Row, column of the first cell, and text of what the cursor is on."""
    _marked_after = -1

    def __enter__(self) -> Browser:
        return self

    def started(self) -> None:
        """Wait for the first list, and learn which background its cursor has."""
        self.wait_for(lambda: bool(self.row(self.rows - 1)) and (self._is_home() or self._head() is not None))
        if self._is_home():  # where nothing was open before
            self.send("o")
        self.wait_for(lambda: (head := self._head()) is not None and self._ground(head) != self._ground(head + 1))
        self.settle(0.15)
        head = self._head()
        assert head is not None
        self._mark = self._ground(head + 1)
        assert self._mark != self._ground(head), self.text()

    def _ground(self, row: int) -> str:
        """The background at the beginning of a row."""
        return self.cell(1, row).background

    def _is_home(self) -> bool:
        """Whether home is shown, in any language."""
        return any(f"▌{load(language).pgettext('pane', 'Home')} " in self.text() for language in LANGUAGES)

    def _head(self) -> int | None:
        """The row of the words over the list, once there are records in it."""
        orders = "|".join(re.escape(load(language).gettext("by name")) for language in LANGUAGES)
        heads = (y for y in range(self.rows) if re.match(rf"[▌ ].* [1-9]\d*/.* · ({orders})", self.row(y)))
        return next(heads, None)

    def marked(self) -> str:
        """The lines on the cursor's background: the row of the list, the link of the reader or the command it is on."""
        return "\n".join(line for _, _, line in self._marked_places())

    def _marked_places(self) -> tuple[tuple[int, int, str], ...]:
        assert self._mark is not None, "started() comes first"
        if self._marked_after != len(self.raw):  # it takes a while, and is asked for all the time
            found = []
            for y in range(self.rows):
                cells = [(x, cell.text) for x in range(self.cols) if (cell := self.cell(x, y)).background == self._mark]
                if line := "".join(text for _, text in cells).strip():
                    found.append((y, cells[0][0], line))
            self._marked = tuple(found)
            self._marked_after = len(self.raw)
        return self._marked

    def snapshot(self) -> Snapshot:
        """Everything that is to be as it was: the screen without its scroll bars, and what the cursor is on, and where:
        the number of a source stands in many places. What is told behind an age is left out: minutes pass meanwhile."""
        marked = "\n".join(f"{y}:{x} {line}" for y, x, line in self._marked_places())
        return _AGE.sub("", re.sub(" *[▁▂▃▄▅▆▇]", "", self.text())), _AGE.sub("", marked)

    def still(self) -> Snapshot:
        """The snapshot, when nothing more is painted and nothing waits for a processor to be painted."""
        self.settle(0.2)
        while self._runs():
            self.settle(0.1)
        return self.snapshot()

    def _runs(self) -> bool:
        """Whether the program would go on if it got a processor; over ssh that is not known."""
        states = []
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                with contextlib.suppress(OSError):  # a thread that ended while we looked
                    states.append((task / "stat").read_text().rpartition(")")[2].split()[0])
        return "R" in states

    def wait_for_snapshot(self, expected: Snapshot) -> None:
        """Wait until the screen is as it was; show what differs if it never is."""
        with contextlib.suppress(AssertionError):
            self.wait_for(lambda: self.snapshot() == expected)
        for now, then in zip(self.snapshot(), expected, strict=True):
            assert now.splitlines() == then.splitlines()

    def wait_for_mark(self, text: str) -> None:
        """Wait until the cursor is on something with this text."""
        with contextlib.suppress(AssertionError):
            self.wait_for(lambda: text in self.marked())
        assert text in self.marked(), self.text()

    def press(self, key: str, *then: str, gone: Sequence[str] = (), timeout: float = PATIENCE) -> None:
        """Press a key, and wait for the texts that it brings and until those that it takes away are gone."""
        self.send(key)
        for text in then:
            self.wait_for(text, timeout)
        for text in gone:
            self.wait_gone(text, timeout)

    def read(self, text: str) -> None:
        """Press Enter on a row or a link, and wait until the reader shows the text and has the cursor."""
        before = self._marked_places()
        self.press("\r", text)
        self.wait_for(lambda: self._marked_places() != before)
        self.settle(0.1)

    def move_to(self, text: str, key: str = "j", most: int = 60) -> None:
        """Press a key until the cursor is on something with this text."""
        for _ in range(most):
            if text in self.marked():
                return
            before = self.snapshot()
            self.send(key)
            self.wait_for(lambda before=before: self.snapshot() != before)  # type: ignore[misc]
            self.settle(0.08)
        raise AssertionError(f"the cursor never came to {text!r}\n{self.text()}")

    def move_to_a_link(self) -> str:
        """Go down in the reader until a link is chosen; its first words."""
        while not self.marked():
            before = self.snapshot()
            self.send("j")
            self.wait_for(lambda before=before: self.snapshot() != before)  # type: ignore[misc]
        self.settle(0.1)
        return " ".join(self.marked().split()[:6])

    def show_kind(self, digit: str) -> None:
        """Press the digit of a kind in an unfiltered list, and wait for as many records as its tab says."""
        tab = re.search(rf"(?:^| ){digit} \D*(\d+)", self.row(1))
        assert tab, self.row(1)
        self.press(digit, f"/{tab[1]} ")
        self.settle(0.1)

    def search(self, words: str) -> None:
        """Filter the list from the list; the keys go on to the list again."""
        self.send("/")
        self.wait_for(lambda: not self.marked())
        self.send(words)
        self.wait_for(f" / {words} ")
        self.send("\r")
        self.wait_for(lambda: bool(self.marked()))
        self.settle(0.08)

    def left(self) -> int:
        """Press Ctrl+Q; the exit status of the program."""
        self.send("\x11")
        return self.wait_exit()


class Program:
    """govtui as it is installed beside this Python, else its source tree; with a home, and folders, of its own.

    Only the cache, which may be deleted at any moment, is that of the other tests: most starts find an index there.
    With `forks` it is opened by forking, which takes half the time: importing costs more than most tests do with it.
    """

    def __init__(self, folder: Path, cache: Path, forks: Forks | None = None) -> None:
        self.folder = folder
        self._forks = forks
        self.here = folder / "here"
        """An empty working folder without a registry around it."""
        self.state = folder / "state"
        self.config = folder / "config"
        self.here.mkdir(parents=True)
        (folder / "home").mkdir()
        self.environ = {
            "HOME": str(folder / "home"),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CACHE_HOME": str(cache),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        script = Path(sys.executable).with_name("govtui")
        if script.exists():
            self.argv = [str(script)]
        else:
            self.argv = [sys.executable, "-m", "govtui"]
            self.environ["PYTHONPATH"] = str(ROOT)

    def preload(self, code: str) -> dict[str, str]:
        """An environment in which Python runs some code before the program: a fault from outside the shipped code."""
        place = self.folder / "preload"
        place.mkdir()
        (place / "sitecustomize.py").write_text(code, encoding="utf-8")
        return {"PYTHONPATH": os.pathsep.join([str(place), str(ROOT)])}

    def open(
        self,
        *args: str | Path,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        around: str = EXEC,
    ) -> Browser:
        """Start it in a terminal, without any locale unless `env` has one. `around` is the shell that runs "$@"."""
        environ = {**self.environ, "LANG": "", **(env or {})}
        if self._forks and around == EXEC:
            argv = [*map(str, args)]
            return Browser(argv, cols=cols, rows=rows, env=environ, cwd=cwd or self.here, forks=self._forks)
        shell = f'test -n "$LANG" || unset LANG; cd "$0" && {around}'
        argv = ["sh", "-c", shell, str(cwd or self.here), *self.argv, *map(str, args)]
        return Browser(argv, cols=cols, rows=rows, env=environ)

    def run(
        self,
        *args: str | Path | bytes,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        **streams: Any,
    ) -> subprocess.CompletedProcess[str]:
        """Run it without a terminal and without any locale unless `env` has one; what it writes has to be UTF-8."""
        standard = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        environ = {"PATH": os.environ["PATH"], **self.environ, **(env or {})}
        argv = [*self.argv, *(arg if isinstance(arg, bytes) else str(arg) for arg in args)]
        return subprocess.run(
            argv, env=environ, cwd=cwd or self.here, encoding="utf-8", timeout=60, check=False, **standard
        )

    @property
    def log(self) -> Path:
        """The log of what went wrong."""
        return self.state / "govtui" / "govtui.log"

    def processes(self) -> list[int]:
        """The processes that were started with this home, and run."""
        marker = os.fsencode(f"HOME={self.environ['HOME']}")
        found = self._forks.running() if self._forks else []  # /proc has the environment that they were forked in
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):  # it ended while we looked, or is somebody else's
                    if marker in (entry / "environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
        return found

    def wait_until_gone(self, timeout: float = PATIENCE) -> None:
        """Wait until no process is left."""
        deadline = time.monotonic() + timeout
        while left := self.processes():
            assert time.monotonic() < deadline, f"still running: {left}"
            time.sleep(0.02)  # nobody tells when somebody else's child has ended


@dataclass(frozen=True)
class Reading:
    """The beginnings of a record's name and summary in one language, short enough to stand on one line of the reader."""

    name: str
    summary: str


def _readings(path: Path) -> dict[str, Reading]:
    record = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        language: Reading(*(" ".join(record[field][language].split()[:6]) for field in ("name", "summary")))
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the registry that ships, which nobody edits while the tests run."""
    return Path(shutil.copytree(ROOT / "records", tmp_path_factory.mktemp("registry") / "records"))


@pytest.fixture(scope="session")
def unpog(records: Path) -> dict[str, Reading]:
    """An organization, by language."""
    return _readings(records / "organizations" / "unpog.toml")


@pytest.fixture(scope="session")
def contest(records: Path) -> dict[str, Reading]:
    """An event that this organization refers to, by language."""
    return _readings(records / "events" / "unpog-sdg-contest.toml")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try each test that takes `language_of_test` in one language, about half of them in each; in a long run in both.

    Whole programs are dear, and the words of every screen are tried in both languages without them (tests/tour.py).
    """
    if "language_of_test" in metafunc.fixturenames:
        tags = list(LANGUAGES)
        alone = tags[crc32(metafunc.function.__name__.encode()) % len(tags)]
        metafunc.parametrize("language_of_test", tags if THOROUGH else [alone])


@pytest.fixture(scope="session")
def vi() -> Translator:
    return load("vi")


@pytest.fixture(scope="session")
def en() -> Translator:
    return load("en")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


FORKED = {
    "browsing",
    "conflict",
    "drafts",
    "fields",
    "forms",
    "history",
    "live",
    "mouse",
    "pasting",
    "renamed",
    "share",
    "typing",
    "unmerged",
}
"""The files, without "test_e2e_", in which the program is forked. The others are about the program's start and end, or start
it as people do on behalf of all; in a long run all do."""


@pytest.fixture
def program(tmp_path: Path, cache: Path, request: pytest.FixtureRequest) -> Program:
    may_fork = request.path.stem.removeprefix("test_e2e_") in FORKED and not THOROUGH
    return Program(tmp_path / "program", cache, request.getfixturevalue("forks") if may_fork else None)


@pytest.fixture
def registry(tmp_path: Path) -> Callable[[str], Path]:
    """Makes small registries, told apart by their names: "Sổ bộ …" and "Registry …"."""

    def make(name: str) -> Path:
        folder = tmp_path / "registries" / name
        (folder / "organizations").mkdir(parents=True)
        (folder / "registry.toml").write_text(
            f'schema = 2\nlanguages = ["vi", "en"]\nsource_language = "vi"\n\n'
            f'[name]\nvi = "Sổ bộ {name}"\nen = "Registry {name}"\n',
            encoding="utf-8",
        )
        (folder / "organizations" / "bo.toml").write_text(
            'schema = 2\nkind = "organization"\nid = "bo"\ntype = "ministry"\n\n[name]\nvi = "Bộ"\nen = "Ministry"\n',
            encoding="utf-8",
        )
        return folder

    return make


@pytest.fixture(scope="session")
def needs_sshd() -> None:
    """Skips, and says so, where there is no OpenSSH server; under continuous integration that is a failure."""
    if find_sshd() is None:
        missing = "NO OPENSSH SERVER HERE (sshd, ssh, ssh-keygen): GOVTUI WAS NOT TRIED OVER SSH"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture
def log_in(needs_sshd: None, program: Program, records: Path) -> Iterator[Callable[..., Browser]]:
    """Logs in to a server whose only command is `govtui`; call it with the LANG that the client sends."""
    settings = [f"{name}={value}" for name, value in program.environ.items()]
    with Sshd(shlex.join(["env", *settings, *program.argv, str(records)])) as server:

        def client(lang: str, *, cols: int = 80, rows: int = 24, tty: bool = True) -> Browser:
            return Browser(server.client(tty=tty), cols=cols, rows=rows, env={"LANG": lang})

        yield client


@pytest.fixture(scope="session")
def latin_1(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a real ISO 8859-1 locale, made here; else of a Python that is told to behave as in one."""
    place = tmp_path_factory.mktemp("locales")
    name = "en_US.ISO-8859-1"
    if shutil.which("localedef"):
        make = ["localedef", "--no-archive", "-i", "en_US", "-f", "ISO-8859-1", str(place / name)]
        subprocess.run(make, capture_output=True, check=False)
    if (place / name).is_dir():
        return {"LOCPATH": str(place), "LC_ALL": name}
    return {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


@pytest.fixture
def core_scenario(unpog: dict[str, Reading], vi: Translator, en: Translator) -> Callable[[Browser], None]:
    """From the first list to a record, to another that it refers to, and back; begun in a Vietnamese interface."""

    def act(browser: Browser) -> None:
        browser.started()
        footers = [f"  ? {tr.pgettext('footer', 'Keys')}" for tr in (vi, en)]
        assert browser.row(browser.rows - 1).rstrip().endswith(footers[0])
        browser.search("unpog")
        browser.move_to("Văn phòng Dự án Liên hợp quốc về Q")  # beside its date the name is cut
        in_list = browser.still()
        assert "Văn phòng Dự án Liên hợp quốc về Q" in in_list[1]

        browser.read(unpog["vi"].summary)
        vietnamese = ("Văn phòng Dự án Liên hợp quốc về Quản trị", "Incheon, Hàn Quốc", "tháng 6 năm 2006")
        english = ("United Nations Project Office on Governance", "Incheon, Republic of Korea", "June 2006")
        assert all(words in browser.text() for words in vietnamese), browser.text()
        browser.press(F2, unpog["en"].summary, *english, footers[1], gone=[*vietnamese, footers[0]])
        browser.press(F2, unpog["vi"].summary, *vietnamese, footers[0], gone=[*english, footers[1]])

        relation = browser.move_to_a_link()
        in_unpog = browser.still()
        browser.read(relation)
        in_relation = browser.still()
        assert unpog["vi"].summary not in browser.text()
        for key, place in (("[", in_unpog), ("]", in_relation), ("[", in_unpog), ("[", in_list)):
            browser.send(key)
            browser.wait_for_snapshot(place)

    return act
