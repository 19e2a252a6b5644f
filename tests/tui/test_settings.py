"""Settings of config.toml beside keys and theme: how Vietnamese is typed, whether the window gets a title."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import Rehearsal
from samples import SAMPLE

from govtui.i18n.translator import load
from govtui.store.registry import Registry
from govtui.tui.app import GovtuiApp
from govtui.tui.keymap import configured, sentence
from govtui.user import choices


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(choices, "folder", lambda: tmp_path)
    return tmp_path / "config.toml"


def test_a_value_that_there_is_not_is_told_with_its_line_and_those_that_there_are(config: Path) -> None:
    config.write_text('theme = ["pink"]\ntyping = "viqr"\ntitle = 1\n')
    faults = configured().faults
    assert [(fault.code, fault.line) for fault in faults] == [
        ("unknown_theme", 1),
        ("unknown_value", 2),
        ("unknown_value", 3),
    ]
    assert sentence(faults[1], load("en")) == "config.toml:2: “typing” takes telex, vni, not “viqr”."
    assert "true, false" in sentence(faults[2], load("vi"))
    config.write_text('typing = "telex"\ntitle = false\neditor = "own"\n')
    assert not configured().faults


@pytest.mark.parametrize(
    ("text", "vni"), [('typing = "vni"', True), ('typing = "telex"', False), ("typing = 6", False)]
)
def test_the_program_reads_keys_as_they_are_typed(config: Path, text: str, vni: bool) -> None:
    config.write_text(text)
    assert GovtuiApp(Registry(SAMPLE), "vi").last_key.vni is vni
    assert Rehearsal(Registry(SAMPLE)).last_key.vni is False, "nothing is read where nothing is remembered"
