"""Schema files of a registry are out of date when the program would write others; only its own files are looked at."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from small import registry, table

from govtui.index.cache import cache_folder
from govtui.interchange import stale_schemas as stale
from govtui.interchange.schema_files import FILES, FOLDER, WORDS_IN, file_name, schema_files
from govtui.model.problem import Severity
from govtui.store.generated_files import write_changed
from govtui.store.manifest import load

OWN = """\
schema = 2

[fields.event.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = registry(tmp_path / "registry", table("s", "source"), manifest=OWN).root
    write_changed(root / FOLDER, schema_files(load(root)[0]))
    return root


def paths(root: Path) -> list[str]:
    problems = stale.stale_schemas(root)
    assert {(one.code, one.severity) for one in problems} <= {("schema_stale", Severity.WARNING)}
    return [one.path for one in problems]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_none_is_stale_that_was_just_written_in_whatever_language(root: Path) -> None:
    for language in WORDS_IN:
        write_changed(root / FOLDER, schema_files(load(root)[0], language))
        assert paths(root) == []


def test_those_are_stale_that_a_change_of_the_manifest_or_of_the_file_concerns(root: Path) -> None:
    rewrite(root / "registry.toml", '"Budget"', '"Cost"')
    assert paths(root) == ["schema/event.json"]
    rewrite(root / FOLDER / "source.json", "string", "strong")
    assert paths(root) == ["schema/event.json", "schema/source.json"]
    rewrite(root / "registry.toml", '"Cost"', '"Budget"')
    assert paths(root) == ["schema/source.json"]


def test_what_another_program_wrote_what_is_no_file_and_what_is_not_there_is_left_alone(root: Path) -> None:
    folder = root / FOLDER
    (folder / "event.json").write_text('{"$comment": "ours"}', encoding="utf-8")
    (folder / "source.json").unlink()
    (folder / "registry.json").unlink()
    os.mkfifo(folder / "registry.json")
    (folder / "other.json").write_text("{}", encoding="utf-8")
    (folder / "organization.json").unlink()
    (folder / "organization.json").symlink_to("/etc/passwd")
    assert paths(root) == []


def test_no_schema_is_called_stale_while_the_manifest_cannot_be_read(root: Path) -> None:
    rewrite(root / "registry.toml", "[fields", "[fields\n")
    assert paths(root) == []


def test_a_registry_without_schemas_and_one_without_manifest_have_none(root: Path) -> None:
    (root / "registry.toml").unlink()
    assert paths(root) == ["schema/event.json"]  # its own field is gone
    for path in (root / FOLDER).iterdir():
        path.unlink()
    assert paths(root) == []
    (root / FOLDER).rmdir()
    assert paths(root) == []


def test_they_are_renewed_in_their_language(root: Path) -> None:
    write_changed(root / FOLDER, schema_files(load(root)[0], "vi"))
    rewrite(root / "registry.toml", "Kinh phí", "Chi phí")
    [path] = paths(root)
    [(found, (before, after))] = stale.renewed(root, [path, "schema/other.json", "events/a.toml"]).items()
    assert (found, before) == (path, (root / path).read_bytes())
    (root / path).write_bytes(after)
    assert paths(root) == []
    assert json.loads(after)["properties"]["x"]["properties"]["budget"]["title"] == "Chi phí"


def test_a_second_look_makes_no_schema(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths(root) == []
    made = []
    monkeypatch.setattr(stale, "schema_files", lambda *given: made.append(given) or schema_files(*given))
    assert paths(root) == [] and made == []
    rewrite(root / "registry.toml", '"Budget"', '"Cost"')
    assert paths(root) == ["schema/event.json"] and len(made) == 1


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"a": 1}', b'{"a": {"vi": {}}}', b"\xff"])
def test_what_is_kept_is_made_anew_when_it_cannot_be_read(root: Path, cache: Path, kept: bytes) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "schemas.json").write_bytes(kept)
    assert paths(root) == []
    assert len(json.loads((cache / "schemas.json").read_bytes())) == 1


def test_a_cache_folder_that_cannot_be_written_is_no_hindrance(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    rewrite(root / "registry.toml", '"Budget"', '"Cost"')
    assert paths(root) == ["schema/event.json"]


def test_files_are_named_after_what_they_describe() -> None:
    assert [file_name(name) for name in FILES] == [
        "organization.json", "declaration.json", "event.json", "source.json", "registry.json"
    ]  # fmt: skip
