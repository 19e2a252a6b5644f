"""Vietnamese on the screen and in pipes, whatever the locale."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from conftest import Program

ROOT = Path(__file__).resolve().parents[2]
LATIN_1 = "a real Latin-1 locale"
LOCALES = {
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX", "LANG": "POSIX"},
    "missing": {"LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8"},
    "UTF-8 forbidden": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1 demanded": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"},
    LATIN_1: {},
}


@pytest.fixture(params=LOCALES)
def environ(request: pytest.FixtureRequest, latin_1: dict[str, str]) -> dict[str, str]:
    return latin_1 if request.param == LATIN_1 else LOCALES[request.param]


def test_vietnamese_is_read_written_and_typed(
    program: Program, records: Path, vi: Translator, environ: dict[str, str]
) -> None:
    with program.open(records, "--lang", "vi", env=environ) as browser:
        browser.started()
        assert vi.gettext("by name") in browser.text()
        browser.search("Hà Nội")
        browser.wait_for("Đại học Quốc gia Hà Nội")
        assert "\\u" not in browser.text() and "\N{REPLACEMENT CHARACTER}" not in browser.text()
        assert browser.left() == 0


def test_vietnamese_goes_into_a_pipe(
    program: Program, registry: Callable[[str], Path], vi: Translator, environ: dict[str, str]
) -> None:
    done = program.run(registry("Đổi mới"), "--lang", "vi", env=environ)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Sổ bộ Đổi mới")
    assert done.stderr == f"govtui: {vi.gettext('Browsing needs a terminal; this is the overview.')}\n"


def test_a_python_that_ignores_its_environment_does_not_start_over_for_ever(latin_1: dict[str, str]) -> None:
    start = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv = ['govtui', '--lang', 'vi', '--help']"
    code = f"{start}; runpy.run_module('govtui', run_name='__main__')"
    for options in (["-I"], ["-I", "-X", "utf8=0"]):
        done = subprocess.run(
            [sys.executable, *options, "-c", code], env=latin_1, capture_output=True, encoding="utf-8", timeout=30
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Cách dùng")
