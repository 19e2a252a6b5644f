"""A run is like the one before: nothing in the tests draws from a seed of its own, nor depends on what else was loaded."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from seeds import FIXED, NEW, QUICK, THOROUGH, seeded

TESTS = Path(__file__).parent
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.py") if path.name != "seeds.py")

LAW = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
import conftest
from hypothesis import given, strategies as st

@given(DRAWN)
def law(drawn):
    print(ascii(drawn))

law()
"""


EVERYTHING = "st.tuples(st.text(), st.integers(), st.floats(), st.binary())"


def examples(folder: Path, *loaded: str, drawn: str = EVERYTHING, **environ: str) -> str:
    """What Hypothesis draws in a process that has loaded these modules."""
    (folder / "law.py").write_text(LAW.replace("DRAWN", drawn))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])} | environ
    command = [sys.executable, str(folder / "law.py"), *loaded]
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return done.stdout


def test_a_law_is_tried_with_the_same_examples_whatever_else_is_loaded(tmp_path: Path) -> None:
    alone = examples(tmp_path, PYTHONHASHSEED="1")
    assert alone.count("\n") >= QUICK
    assert examples(tmp_path, "govtui.model.record", "govtui.text.safe", "samples", PYTHONHASHSEED="2") == alone


def test_a_long_run_has_seeds_of_its_own(tmp_path: Path) -> None:
    one, other = (examples(tmp_path, drawn="st.integers()", GOVTUI_THOROUGH="1") for _ in range(2))
    assert one != other
    assert one.count("\n") > 1000


@pytest.mark.skipif(THOROUGH, reason="this run has new seeds")
def test_the_profile_of_this_run_keeps_nothing_and_knows_no_clock() -> None:
    assert settings.get_current_profile_name() == FIXED
    assert settings.default is not None
    assert settings.default.derandomize and settings.default.database is None and settings.default.deadline is None
    assert settings.get_profile(NEW).database is None and settings.get_profile(NEW).print_blob


def test_a_seed_is_that_of_the_run_and_of_the_test() -> None:
    assert seeded("a").random() == seeded("a").random() != seeded("b").random()


NAMES = ("uuid", "secrets", "random", "Random", "settings")
"""One of these stands in whatever is to be found; `os.urandom` has the third."""


def drawn_from_nowhere(source: str) -> Iterator[str]:
    """Where a module draws from a seed that nobody can repeat, or changes the settings that make a run repeatable."""
    for node in ast.walk(ast.parse(source if any(name in source for name in NAMES) else "")):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (f"{name}:{node.lineno}" for name in names if name in ("uuid", "secrets"))
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.startswith(("random.", "os.urandom")) and called != "random.Random":
                yield f"{called}:{node.lineno}"
            if called in ("random.Random", "Random") and not node.args:
                yield f"{called}():{node.lineno}"
            if called == "settings":
                given = {keyword.arg for keyword in node.keywords} & {"derandomize", "database"}
                yield from (f"settings({name}):{node.lineno}" for name in sorted(given, key=str))


def test_no_test_draws_from_a_seed_of_its_own() -> None:
    assert len(FILES) > 100
    assert [f"{file}: {one}" for file in FILES for one in drawn_from_nowhere((TESTS / file).read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import uuid",
        "from secrets import token_hex",
        "random.shuffle(x)",
        "x = random.random()",
        "r = random.Random()",
        "r = Random()",
        "os.urandom(3)",
        "@settings(derandomize=False)\ndef law(): ...",
    ],
)
def test_what_would_draw_from_nowhere_is_found(source: str) -> None:
    assert list(drawn_from_nowhere(source))
