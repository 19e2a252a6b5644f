"""taplo, which editors check TOML with, reads records by the schemas of `schema --write` and the rules of `init`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import RECORDS

from govtui.edit.registry_files import taplo_text, vscode_text

Run = Callable[..., Any]

BROKEN = Path(__file__).resolve().parents[1] / "data" / "broken"
TAPLO = shutil.which("taplo", path=str(Path(sys.executable).parent)) or shutil.which("taplo")

needs_taplo = pytest.mark.skipif(
    TAPLO is None, reason="taplo is not installed: nothing tries the schemas as editors do"
)


@pytest.fixture
def with_schemas(govtui: Run, tmp_path: Path) -> Callable[[Path], Path]:
    """Copy a registry, and give it schemas and rules."""

    def copied(registry: Path) -> Path:
        root = tmp_path / registry.name
        shutil.copytree(registry, root)
        (root / ".taplo.toml").write_text(taplo_text(), encoding="utf-8")
        assert govtui("--registry", root, "schema", "--write", root / "schema").status == 0
        return root

    return copied


def refused(root: Path) -> tuple[set[str], str]:
    """The files in which taplo finds a fault, and all that it says."""
    assert TAPLO is not None
    done = subprocess.run(
        [TAPLO, "lint", "--colors", "never"], cwd=root, capture_output=True, encoding="utf-8", timeout=60
    )
    # Its log names the files, too, but may lose its last lines when the program ends.
    named = re.findall(r"┌─ (.+):\d+:\d+$", done.stderr, re.MULTILINE)
    assert (done.returncode == 0) == (not named)
    return {Path(path).relative_to(root).as_posix() for path in named}, done.stderr


@needs_taplo
def test_it_finds_no_fault_in_the_bundled_records_and_each_that_is_planted(
    with_schemas: Callable[[Path], Path],
) -> None:
    root = with_schemas(RECORDS)
    assert refused(root)[0] == set()
    planted = {
        "organizations/unpog.toml": ('"active"', '"activ"', '"activ" is not valid'),
        "events/ogp-asia-pacific-2018.toml": ("[name]", "[nam]", "'nam' was unexpected"),
        "registry.toml": ("schema", "schem", "'schem' was unexpected"),
    }
    for path, (right, wrong, _) in planted.items():
        text = (root / path).read_text(encoding="utf-8")
        assert right in text
        (root / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found, said = refused(root)
    assert found == planted.keys()
    for _, _, sentence in planted.values():
        assert sentence in said


@needs_taplo
def test_of_broken_files_it_refuses_those_whose_fault_a_schema_can_state_and_those_that_are_no_toml(
    with_schemas: Callable[[Path], Path],
) -> None:
    expected = tomllib.loads(BROKEN.with_name("broken-expected.toml").read_text(encoding="utf-8"))["problems"]
    codes: dict[str, set[str]] = {}
    for one in expected:
        codes.setdefault(one["path"], set()).add(one["code"])
    found = refused(with_schemas(BROKEN))[0]
    assert found <= codes.keys()
    assert {"unknown_key", "invalid_value", "missing_field", "wrong_type", "broken_toml"} <= set.union(
        *map(codes.__getitem__, found)
    )
    passed = set.union(*(codes[path] for path in codes.keys() - found))
    # What depends on other records, on several values, or on the bytes of a file, no schema can tell.
    assert {"dangling", "cycle", "duplicate_id", "sum_differs", "not_nfc", "no_citation"} <= passed
    assert not {"unknown_key", "invalid_value", "missing_field", "wrong_type", "unknown_relation", "not_an_id"} & passed


def test_vs_code_is_left_to_the_rules_of_taplo() -> None:
    settings = json.loads(vscode_text())
    assert settings == {"evenBetterToml.taplo.configFile.enabled": True, "[toml]": {"editor.formatOnSave": False}}
