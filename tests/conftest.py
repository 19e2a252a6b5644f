"""What all tests have in common: their seeds (seeds.py), a home of their own, no tmux around them, and a git
without settings."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

# What pytest makes of Hypothesis and of the test modules is kept, whatever the environment says: else collecting takes 8 s
# more in each process, and each program that a test starts compiles what nobody has imported before.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from forks import Forks  # noqa: E402
from seeds import SEED, THOROUGH, load_profile  # noqa: E402

load_profile()  # before any test module is loaded: a law takes its settings when it is defined

TESTS = Path(__file__).parent

for name in ("TMUX", "STY"):  # what runs around the tests is not what they are about
    os.environ.pop(name, None)

_home = tempfile.TemporaryDirectory(prefix="govtui-tests-")
for name in ("CONFIG", "STATE", "CACHE", "DATA"):  # what is typed, chosen or kept in tests is nobody's own
    os.environ[f"XDG_{name}_HOME"] = str(Path(_home.name) / name.lower())
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}  # nor does git obey the machine it runs on

# Nor does it tell of this checkout what the registries in it are: they are tested as they would be anywhere.
os.environ["GIT_CEILING_DIRECTORIES"] = str(TESTS.parent)

# With Python's own threshold, a quarter of what a test of the interface costs is looking for garbage.
gc.set_threshold(50_000, 20, 50)
AGAIN = f"The seed of this run is {SEED}; `make thorough SEED={SEED}` repeats it."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--texts", help="the folder of the five source texts, which are not shipped")


@pytest.fixture(scope="session")
def texts_folder(request: pytest.FixtureRequest) -> Path:
    """The folder of the five source texts; without it a test is skipped, and says so."""
    named = request.config.getoption("--texts")
    if not named:
        pytest.skip("the five source texts are not at hand: name their folder with --texts")
    return Path(request.config.invocation_params.dir, named)  # a test may have changed the working directory


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Forks programs that run in terminals."""
    server = Forks()
    yield server
    server.close()


@pytest.hookimpl(tryfirst=True)  # before the plugin of Hypothesis looks
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "source_texts: holds the shipped records against the five texts; needs --texts")
    if THOROUGH and config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(SEED)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Two workers more than there are processors: tests of the program in a terminal wait for it half of the time."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 2


LONG = ("end_to_end", "tui", "cli")
"""The folders with files that take long."""

FORKING = ("test_renaming", "test_saving_torture", "test_three_clones", "test_transaction")
"""Files that fork the process of the tests some hundred times: three times as dear when that has grown."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under xdist, begin with the files that fork, then those that take long, those that wait and those that calculate by turns.

    A worker has a file to itself (`--dist loadfile`): what a module makes once is made once.
    """
    if not hasattr(config, "workerinput"):
        return
    met: Counter[str] = Counter()
    turn: dict[Path, tuple[bool, int, int]] = {}
    for path in dict.fromkeys(item.path for item in items):
        folder = path.relative_to(TESTS).parts[0]
        turn[path] = (False, met[folder], LONG.index(folder)) if folder in LONG else (True, 0, 0)
        if path.stem in FORKING:
            turn[path] = (False, -1, 0)
        met[folder] += 1
    items.sort(key=lambda item: turn[item.path])


def pytest_collection_finish() -> None:
    gc.freeze()  # what there is of 14,000 tests before the first of them runs is not looked through again


def pytest_report_header() -> str:
    return AGAIN if THOROUGH else "The seeds are fixed; `make thorough` tries new ones."


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if THOROUGH and terminalreporter.stats.keys() & {"failed", "error"}:
        terminalreporter.write_line(
            f"{AGAIN} What @reproduce_failure says above repeats one failure; keep it as an @example."
        )


def pytest_unconfigure() -> None:
    _home.cleanup()
