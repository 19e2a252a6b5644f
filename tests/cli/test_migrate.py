"""`govtui migrate`: shows, then writes all files or none; a second run finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from govtui.cli.main import run

OLD = {
    "registry.toml": 'schema = 1 # ours\nlanguages = ["vi", "en"]\nsource_language = "vi"\n',
    "declarations/a.toml": 'schema = 1\nkind = "declaration"\nid = "a"\ntype = "plan"\nstatus = "adopted"\ndate = "2022"\n'
    '[name]\nvi = "A"\n[[steps]]\naction = "adopted" # how\ndate = "2022"\n[[steps]]\naction = "noted"\ndate = "2022"\n'
    'text   = "ghi nhận"\n',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in OLD.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text() for path in OLD}


def test_without_write_it_shows_and_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", str(root), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert '+quote  = "ghi nhận"' in shown.out and "+schema = 2 # ours" in shown.out
    assert "declarations/a.toml: date: say in date_of" in shown.err and "2 files would change" in shown.err
    assert texts(root) == OLD


def test_with_write_it_changes_all_and_a_second_run_finds_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(root), "--write", "--lang", "en"]) == 0
    after = texts(root)
    assert after["registry.toml"] == OLD["registry.toml"].replace("schema = 1", "schema = 2")
    assert after["declarations/a.toml"] == OLD["declarations/a.toml"].replace("schema = 1", "schema = 2").replace(
        "text   =", "quote  ="
    )
    capsys.readouterr()
    assert run(["migrate", str(root), "--write", "--lang", "en"]) == 0
    assert "There is nothing to migrate." in capsys.readouterr().err
    assert texts(root) == after


def test_one_step_alone_leaves_the_schema(root: Path) -> None:
    assert run(["migrate", str(root), "--write", "--only", "quote"]) == 0
    assert "schema = 1\n" in texts(root)["declarations/a.toml"] and "quote  =" in texts(root)["declarations/a.toml"]


def test_a_file_that_is_no_toml_is_left_to_check(root: Path) -> None:
    (root / "declarations" / "b.toml").write_text("schema = 1\n[[")
    assert run(["migrate", str(root), "--write"]) == 0
    assert (root / "declarations" / "b.toml").read_text() == "schema = 1\n[["
