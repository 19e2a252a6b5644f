"""A command starts as fast as what it does allows: its module imports neither the model nor a registry, only its run does."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from small import registry, table

import govtui.cli
from govtui.cli.first_word import module_of
from govtui.cli.main import COMMANDS

HEAVY = ("sqlite3", "rtoml", "tree_sitter", "govtui.store.registry", "govtui.model.record", "govtui.page.compose")
"""What no command needs to be declared, to complete its arguments, or to say what is wrong with them."""

NEVER = ("pydantic", "pydantic_core", "babel", "textual", "watchfiles", "govtui.tui")
"""What no module of the command line imports at its top, not even those that a run needs."""

CODE = """
import importlib, json, sys
names, unwanted = json.loads(sys.argv[1])
loaded = {}
for name in names:
    importlib.import_module(name)
    found = [one for one in unwanted if one in sys.modules]
    if found:
        loaded[name] = found
        break
print(json.dumps(loaded))
"""


def first_that_imports(names: list[str], unwanted: tuple[str, ...]) -> dict[str, list[str]]:
    """The first of these modules after whose import one of the others was loaded; imported in turn by one process."""
    asked = json.dumps([names, unwanted])
    done = subprocess.run([sys.executable, "-c", CODE, asked], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_declaring_commands_loads_neither_model_nor_registry() -> None:
    names = ["govtui.cli.start", "govtui.cli.main", *(f"govtui.cli.{module_of(name)}" for name in COMMANDS)]
    assert first_that_imports(names, (*HEAVY, *NEVER)) == {}


def test_no_module_of_the_command_line_imports_pydantic_babel_or_the_screen() -> None:
    names = [one.name for one in pkgutil.iter_modules(govtui.cli.__path__, "govtui.cli.")]
    assert len(names) > 40
    assert first_that_imports(names, NEVER) == {}


def test_an_import_would_be_found() -> None:
    assert first_that_imports(["json", "govtui.store.registry"], HEAVY) == {
        "govtui.store.registry": ["rtoml", "govtui.store.registry", "govtui.model.record"]
    }


def test_showing_a_page_loads_neither_pydantic_nor_babel_nor_tree_sitter(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    figures = [{"what": "days", "value": 3, "source": "s", "at": "L3"}]
    place = {"country": "VN", "city": {"vi": "Huế"}}
    root = registry(
        tmp_path, table("hop", "event", date="2018-11", place=place, figures=figures), table("s", "source")
    ).root
    code = f"""
import sys
from govtui.cli.main import run
assert run(["show", "hop", "--lang", "vi", "--registry", {str(root)!r}]) == run(["show", "hop", "--lang", "en", "--registry", {str(root)!r}]) == 0
compiled = "babel.messages.pofile" in sys.modules  # a catalog that was edited since it was compiled
print([one for one in {(*NEVER, "tree_sitter")!r} if one in sys.modules and not (compiled and one == "babel")])
"""
    for _ in range(2):  # the first makes the index, which needs more
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout
