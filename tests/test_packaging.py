"""The wheel has everything that govtui needs besides its code. Built here without a network, from a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.mo", "build", "dist")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, unzipped: a folder as site-packages would be."""
    place = tmp_path_factory.mktemp("wheel")
    tree = place / "tree"
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
    shutil.copy(ROOT / ".gitignore", tree)  # the build leaves out what git ignores, but not the catalogs it compiled
    build = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*build, "--wheel-dir", place, tree], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    (archive,) = place.glob("*.whl")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place / "unzipped")
    return place / "unzipped"


def names(folder: Path, pattern: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob(pattern)}


@pytest.mark.parametrize("pattern", ["*.py", "*.tcss", "*.css"])
def test_every_module_and_style_sheet_is_in_the_wheel(wheel: Path, pattern: str) -> None:
    expected = names(ROOT / "govtui", pattern)
    assert expected
    assert names(wheel / "govtui", pattern) == expected


def test_the_style_sheets_stand_where_the_interface_looks_for_them(wheel: Path) -> None:
    sheets = {path.relative_to(ROOT) for path in (ROOT / "govtui" / "tui").rglob("*.tcss")}
    assert len(sheets) == 7 and {path.relative_to(wheel) for path in wheel.rglob("*.tcss")} == sheets


def test_the_registry_that_ships_is_in_the_wheel(wheel: Path) -> None:
    assert (wheel / "govtui" / "records" / "registry.toml").is_file()
    assert names(wheel / "govtui" / "records", "*.toml") == names(ROOT / "records", "*.toml")


def test_each_language_has_its_compiled_catalog_in_the_wheel(wheel: Path) -> None:
    assert names(wheel / "govtui", "*.mo") == {
        "locales/vi/LC_MESSAGES/govtui.mo",
        "locales/en/LC_MESSAGES/govtui.mo",
    }
    assert names(wheel, "*.po") == set()


def test_nothing_of_the_workshop_is_in_the_wheel(wheel: Path) -> None:
    assert {path.name for path in wheel.iterdir() if path.suffix != ".dist-info"} == {"govtui"}


def test_the_wheel_speaks_vietnamese_without_babel(wheel: Path, tmp_path: Path) -> None:
    catalog = (ROOT / "locales" / "vi" / "LC_MESSAGES" / "govtui.po").read_text(encoding="utf-8")
    entry = re.search(r'\n\nmsgctxt "event\.type"\nmsgid "(\w+)"\nmsgstr "(.+)"\n', catalog)
    assert entry is not None
    code = (
        "import sys; from govtui.i18n import translator; "
        f"tr = translator.load('vi'); print(tr.pgettext('event.type', {entry[1]!r})); "
        "print(translator.__file__); print('babel' in sys.modules)"
    )
    environ = {"PYTHONPATH": str(wheel), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.splitlines() == [entry[2], str(wheel / "govtui" / "i18n" / "translator.py"), "False"], (
        done.stderr
    )


def test_the_licenses_and_the_marker_of_types_are_in_the_wheel(wheel: Path) -> None:
    [licenses] = wheel.glob("*.dist-info/licenses")
    assert names(licenses, "*") >= {"LICENSE", "records/LICENSE"}
    assert (wheel / "govtui" / "py.typed").is_file()


def test_the_readme_of_a_package_index_has_no_link_into_the_project(wheel: Path) -> None:
    [metadata] = wheel.glob("*.dist-info/METADATA")
    text = metadata.read_text(encoding="utf-8")
    assert "License-Expression: MIT AND CC-BY-4.0" in text
    assert "make run" in text and "docs/index.en.md" in text
    assert "<picture>" not in text
    assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith(("http", "#"))] == []
