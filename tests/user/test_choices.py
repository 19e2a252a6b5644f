"""What a user chose is put into a file that people write into, too: nothing of theirs is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import rounds

from govtui.user import choices


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an empty configuration folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    choices.folder().mkdir(parents=True)
    return choices.file()


def test_a_choice_is_put_among_what_somebody_wrote_and_leaves_every_other_byte(config: Path) -> None:
    written = '# mine\nlanguage = "vi" # spoken\n\n[keys]\nsearch = "ctrl+f"  # as everywhere\nlanguage = "f3"\n'
    config.write_text(written)
    assert choices.save("language", "en")
    assert config.read_text() == written.replace('language = "vi" # spoken', 'language = "en" # spoken')
    assert choices.save("theme", "light")
    assert config.read_text() == 'theme = "light"\n' + written.replace('"vi" #', '"en" #')


@pytest.mark.parametrize("broken", ["language = \n", "[keys\n", 'a = "x'])
def test_a_file_that_is_no_toml_is_left_as_it_is(config: Path, broken: str) -> None:
    config.write_text(broken)
    assert choices.load() == {} and choices.fault()
    assert not choices.save("theme", "light")
    assert config.read_text() == broken


def test_a_fault_is_told_with_its_line(config: Path) -> None:
    config.write_text("theme = 'dark'\nlanguage =\n")
    fault = choices.fault()
    assert fault is not None and fault[0] == 2
    config.write_bytes(b"\xff\xfe")
    assert choices.fault() == (0, "UTF-8")
    config.unlink()
    assert choices.fault() is None and choices.table("keys") == []


def test_entries_of_a_table_have_their_lines_however_they_are_written(config: Path) -> None:
    config.write_text(
        'theme = "dark"\n[keys]\nsearch = "ctrl+f"\n"list.down" = "n"\npage.down = "n"\n[keys.tree]\nup = "p"\n'
    )
    assert choices.table("keys") == [
        ("search", "ctrl+f", 3),
        ("list.down", "n", 4),
        ("page.down", "n", 5),
        ("tree.up", "p", 7),
    ]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=rounds(40),
    deadline=None,
)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_what_is_saved_is_found_again(config: Path, value: str) -> None:
    config.write_text("[keys]\nquit = 'f12'\n")
    assert choices.save("theme", value)
    assert choices.load() == {"theme": value, "keys": {"quit": "f12"}}
