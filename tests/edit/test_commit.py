"""What govtui proposes to write into git's history is words, whatever the records are called."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest

from govtui.edit.commit import message, propose_commit
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_one_safe_line_a_record(tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in hostile.GIT.items():
        monkeypatch.setenv(name, value)
    root = hostile.registry(tmp_path)
    path = root / "organizations" / "xua.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[note]\nvi = "Ghi chú"\n', encoding="utf-8")
    files = propose_commit(Registry(root), frozenset()).files
    assert len(files) == 2
    said = message(files, load(language))
    assert UNSAFE.findall(said) == [] and "\t" not in said
    assert [line[:2] for line in said.split("\n")[1:]] == ["", "- ", "- "]
    assert "Đ␛[31m" in said
