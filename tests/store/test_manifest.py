"""registry.toml: what a registry is called, its languages, and the vocabulary it adds. Without it, or broken: the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import write

from govtui.model.problem import Severity
from govtui.store import manifest
from govtui.store.manifest import Manifest

WHOLE = """\
schema = 1
languages = ["vi", "en", "ko"]
source_language = "vi"
name = { vi = "Sổ bộ", en = "Register" }

[vocabulary.event_type]
hackathon = { vi = "Cuộc thi lập trình", en = "Hackathon" }
"""


def loaded(root: Path, text: str | bytes) -> tuple[Manifest, list[tuple[str, int, int, str]]]:
    write(root, "registry.toml", text)
    found, problems = manifest.load(root)
    assert all(problem.path == "registry.toml" for problem in problems)
    return found, [(p.code, p.line, p.column, p.field) for p in problems]


def test_a_manifest_is_read(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE)
    assert problems == []
    assert found.languages == ["vi", "en", "ko"]
    assert found.name == {"vi": "Sổ bộ", "en": "Register"}


def test_its_own_keys_belong_to_a_vocabulary_beside_the_built_in_ones(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, WHOLE)
    assert found.knows("event.type", "forum")
    assert found.knows("event.type", "hackathon")
    assert not found.knows("event.type", "hackaton")
    assert not found.knows("declaration.type", "hackathon")
    assert found.keys("event.type")[0] == "conference"
    assert found.keys("event.type")[-1] == "hackathon"
    assert found.own_label("event.type", "hackathon") == {"vi": "Cuộc thi lập trình", "en": "Hackathon"}
    assert found.own_label("event.type", "forum") is None


def test_without_a_manifest_the_defaults_hold_and_it_is_told(tmp_path: Path) -> None:
    found, [problem] = manifest.load(tmp_path)
    assert found == Manifest()
    assert (found.languages, found.source_language, found.name) == (["vi", "en"], "vi", None)
    assert (problem.code, problem.severity, problem.path) == ("no_manifest", Severity.WARNING, "registry.toml")


BROKEN = {
    "not UTF-8": (b'name = { vi = "\xe0" }\n', ("not_utf8", 1, 16, "")),
    "not TOML": ('languages = ["vi", \n', ("unclosed_array", 1, 19, "")),
    "an unknown key": ('lenguages = ["vi"]\n', ("unknown_key", 1, 1, "lenguages")),
    "another schema": ("schema = 2\n", ("wrong_type", 1, 10, "schema")),
    "a language that is none": ('languages = ["vi", "Tiếng Anh"]\n', ("not_a_language", 1, 13, "languages")),
    "no language": ("languages = []\n", ("no_language", 1, 13, "languages")),
    "a name without language": ('name = "Sổ bộ"\n', ("wrong_type", 1, 8, "name")),
    "a label without language": (
        "[vocabulary.event_type]\nhackathon = 'x'\n",
        ("wrong_type", 2, 13, "vocabulary.event_type.hackathon"),
    ),
    "a key that is none": (
        "[vocabulary.event_type]\n'Cuộc thi' = { vi = 'x' }\n",
        ("bad_form", 2, 1, "vocabulary.event_type.Cuộc thi"),
    ),
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_told_and_the_defaults_hold(
    text: str | bytes, problem: tuple[str, int, int, str], tmp_path: Path
) -> None:
    assert loaded(tmp_path, text) == (Manifest(), [problem])


def test_a_manifest_that_is_no_file_is_told_and_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / "registry.toml").symlink_to("/dev/zero")
    found, [problem] = manifest.load(tmp_path)
    assert (found, problem.code, problem.severity) == (Manifest(), "link_outside", Severity.ERROR)


def test_a_vocabulary_that_is_none_is_told_where_it_stands_and_the_rest_holds(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE + "\n[vocabulary.event_tipe]\nx = { vi = 'x' }\n")
    assert problems == [("unknown_vocabulary", 9, 2, "vocabulary.event_tipe")]
    assert found.knows("event.type", "hackathon")


def test_a_language_named_twice_counts_once(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, 'languages = ["vi", "en", "vi"]\n')
    assert found.languages == ["vi", "en"]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_does_no_harm(prefix: bytes, tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, prefix + WHOLE.encode())
    assert found.name is not None
