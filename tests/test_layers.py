"""The walls between govtui's packages hold, in the source and at run time; and each rule finds what it is there to find."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import layers
import pytest
from layers import Module, Modules, Violations
from textual.widgets import Input

import govtui.tui

ROOT = Path(__file__).parent.parent

RULES: tuple[Callable[[Modules], Violations], ...] = (
    layers.walls,
    layers.toml_readers,
    layers.databases,
    layers.plain_queries,
    layers.pages_open_no_files,
    layers.files,
    layers.one_way_out,
    layers.markup,
    layers.spoken_at_import,
    layers.circles,
    layers.features,
    layers.too_long,
    layers.too_small,
    layers.private_api,
    layers.index_walls,
)


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    return layers.read(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_wall_holds(rule: Callable[[Modules], Violations], modules: list[Module]) -> None:
    assert list(rule(modules)) == []


def test_no_two_test_files_have_one_name() -> None:
    """pytest imports them by their names alone, and runs none of the suite where one name is met twice."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_room_of_the_table_but_one_is_built(modules: list[Module]) -> None:
    built = {module.room for module in modules if module.room}
    assert layers.ROOMS.keys() - built <= {"interchange"}


def test_what_stands_to_the_right_never_leads_back() -> None:
    for name, room in layers.ROOMS.items():
        for other in room.rooms:
            assert layers.ROOMS[other].rooms < room.rooms, f"{name} reaches over {other}"
            assert name not in layers.ROOMS[other].rooms
    assert "i18n" not in layers.ROOMS["store"].rooms and "store" not in layers.ROOMS["i18n"].rooms


# -- a rule that finds nothing may be blind: each is shown what it must find ------------------------------------------

BAD_QUERY = (
    "if TYPE_CHECKING:\n    from govtui.model.problem import Problem\nelse:\n    from govtui.i18n import labels\n"
)
PLANTED: list[tuple[Callable[[Modules], Violations], str, str, str]] = [
    (layers.walls, "govtui/text/a.py", "import re, regex", ":1: text must not import regex"),
    (layers.walls, "govtui/text/a.py", "from govtui.model.dates import PartialDate", "text must not import model"),
    (layers.walls, "govtui/model/a.py", "import rtoml", "model must not import rtoml"),
    (layers.walls, "govtui/model/checks/a.py", "from ...i18n import labels", "model must not import i18n"),
    (layers.walls, "govtui/model/checks/__init__.py", "from ...store import codec", "model must not import store"),
    (layers.walls, "govtui/store/a.py", "from govtui import i18n", "store must not import i18n"),
    (layers.walls, "govtui/store/a.py", "import babel.dates", "store must not import babel"),
    (layers.walls, "govtui/i18n/a.py", "def f():\n    import govtui.store.codec", ":2: i18n must not import store"),
    (
        layers.walls,
        "govtui/i18n/a.py",
        "try:\n    import click\nexcept ImportError: ...",
        ":2: i18n must not import click",
    ),
    (layers.walls, "govtui/index/a.py", "import rtoml", "index must not import rtoml"),
    (layers.walls, "govtui/index/a.py", "from govtui.page import layout", "index must not import page"),
    (layers.walls, "govtui/index/a.py", "import pydantic", "index must not import pydantic"),
    (layers.walls, "govtui/page/a.py", "from rich.text import Text", "page must not import rich"),
    (layers.walls, "govtui/page/a.py", "from babel import Locale", "page must not import babel"),
    (layers.walls, "govtui/user/a.py", "from govtui.text.nfc import nfc", "user must not import text"),
    (layers.walls, "govtui/user/a.py", "import rtoml", "user must not import rtoml"),
    (layers.walls, "govtui/store/a.py", "from govtui.user import choices", "store must not import user"),
    (layers.walls, "govtui/cli/a.py", "import textual", "cli must not import textual"),
    (layers.walls, "govtui/cli/a.py", "def f():\n    from govtui.tui.app import GovtuiApp", "cli must not import tui"),
    (layers.walls, "govtui/cli/browse.py", "from govtui.tui.app import GovtuiApp", "within functions only"),
    (
        layers.walls,
        "govtui/cli/a.py",
        'import importlib\nimportlib.import_module("rich.text")',
        ":2: cli must not import rich",
    ),
    (layers.walls, "govtui/cli/a.py", 'import_module(f"govtui.tui.{name}")', "cli must not import tui"),
    (layers.walls, "govtui/cli/a.py", "import_module(name)", "cannot be read"),
    (layers.walls, "govtui/cli/a.py", '__import__(f"{name}.x")', "cannot be read"),
    (layers.walls, "govtui/tui/a.py", "from govtui.cli import session", "tui must not import cli"),
    (layers.walls, "govtui/tui/a.py", "import babel", "tui must not import babel"),
    (layers.walls, "govtui/tui/a.py", "import pydantic", "tui must not import pydantic"),
    (layers.walls, "govtui/__main__.py", "import click", "govtui must not import click"),
    (layers.walls, "govtui/__main__.py", "def main():\n    from govtui.tui.app import GovtuiApp", "not tui"),
    (layers.walls, "govtui/utils/a.py", "", "there is no room 'utils'"),
    (layers.toml_readers, "govtui/store/registry.py", "def f():\n    import rtoml", "TOML is read in store"),
    (layers.toml_readers, "govtui/page/a.py", "from tomllib import loads", "TOML is read in store"),
    (layers.databases, "govtui/store/a.py", "from sqlite3 import connect", "only text and index"),
    (layers.databases, "govtui/tui/a.py", "import sqlite3", "only text and index"),
    (
        layers.plain_queries,
        "govtui/index/api.py",
        "from govtui.model.vocabulary import KINDS",
        "must not import govtui.model",
    ),
    (
        layers.plain_queries,
        "govtui/index/api.py",
        BAD_QUERY,
        ":4: the interface of the index must not import govtui.i18n",
    ),
    (layers.pages_open_no_files, "govtui/page/a.py", "from govtui.store.registry import Registry", "registry.Registry"),
    (layers.pages_open_no_files, "govtui/page/a.py", "from govtui.store import files", "govtui.store.files"),
    (
        layers.files,
        "govtui/page/a.py",
        "def f(p):\n    return p.read_text()",
        ":2: page must not open files: p.read_text",
    ),
    (layers.files, "govtui/tui/base/a.py", "open('x')", "tui must not open files: open"),
    (layers.one_way_out, "govtui/cli/a.py", "print('x')", ":1: print: what is printed goes through"),
    (layers.one_way_out, "govtui/cli/a.py", "import click\ndef f():\n    click.echo('x')", ":3: click.echo: "),
    (layers.one_way_out, "govtui/cli/a.py", "from click import secho as say", "click.secho: "),
    (layers.one_way_out, "govtui/cli/a.py", "say = print", "print: "),
    (layers.one_way_out, "govtui/cli/a.py", "import click as c\nc.prompt('x')", ":2: click.prompt: "),
    (layers.one_way_out, "govtui/cli/a.py", "if sys.stdout.isatty(): ...", "sys.stdout: "),
    (layers.one_way_out, "govtui/cli/a.py", "from sys import stderr", "sys.stderr: "),
    (layers.one_way_out, "govtui/interchange/a.py", "os.write(1, b'x')", "os.write: "),
    (layers.one_way_out, "govtui/site/a.py", "click.confirm('x')", "click.confirm: "),
    (
        layers.spoken_at_import,
        "govtui/tui/a.py",
        "class A:\n    TITLE = tr.gettext('x')",
        ":2: gettext() at import",
    ),
    (layers.spoken_at_import, "govtui/page/a.py", "def f(a=label('kind', 'event', tr)): ...", "label() at import"),
    (layers.spoken_at_import, "govtui/page/a.py", "X = [tr.pgettext('a', b) for b in c]", "pgettext() at import"),
    (layers.spoken_at_import, "govtui/page/a.py", "f = lambda x=tr.ngettext('a', 'b', 1): x", "ngettext() at import"),
    (
        layers.features,
        "govtui/tui/edit/a.py",
        "from govtui.tui.views import links",
        "edit must not import govtui.tui.views",
    ),
    (
        layers.features,
        "govtui/tui/views/a.py",
        "if TYPE_CHECKING:\n    from govtui.tui.app import A",
        "import govtui.tui.app",
    ),
    (
        layers.features,
        "govtui/tui/base/a.py",
        "def f():\n    from govtui.tui.edit.review import A",
        "base must not import",
    ),
    (layers.too_long, "govtui/text/a.py", "\n" * 401, "401 lines; at most 400"),
    (layers.private_api, "govtui/tui/a.py", "from textual._xterm_parser import XTermParser", "textual._xterm_parser"),
    (layers.private_api, "govtui/tui/a.py", "from textual.widgets._footer import FooterKey", "is private"),
    (layers.private_api, "govtui/tui/a.py", "from textual.app import _asyncio", "is private"),
    (layers.private_api, "govtui/tui/a.py", "def f(app):\n    app._filters.clear()", ":2: app._filters is private"),
    (
        layers.private_api,
        "govtui/tui/a.py",
        "class A(B):\n    def f(self):\n        super()._f()",
        ":3: super()._f is private",
    ),
    (layers.index_walls, "govtui/page/a.py", "from govtui.index import schema", "not import govtui.index.schema"),
    (
        layers.index_walls,
        "govtui/cli/a.py",
        "def f():\n    import govtui.index.write.build",
        "govtui.index.write.build",
    ),
    (
        layers.index_walls,
        "govtui/index/read/a.py",
        "from ..write import build",
        "read must not import govtui.index.write",
    ),
    (
        layers.markup,
        "govtui/site/a.py",
        "def f(name):\n    return Html(name)",
        ":2: only govtui.interchange.html_elements",
    ),
    (layers.markup, "govtui/interchange/a.py", "x = Html('<b>')", ":1: only govtui.interchange.html_elements"),
    (layers.index_walls, "govtui/index/write/a.py", "from govtui.index.read.rows import Row", "write must not import"),
]


@pytest.mark.parametrize(("rule", "path", "source", "fault"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_violation_is_found(
    rule: Callable[[Modules], Violations], path: str, source: str, fault: str
) -> None:
    found = list(rule(layers.parse({path: source})))
    assert len(found) == 1 and found[0].startswith(f"{path}:") and fault in found[0], found


def test_a_circle_is_found_even_where_only_a_type_closes_it() -> None:
    one, other = "govtui/text/a.py", "govtui/text/b.py"
    closed = {one: "def f():\n    from govtui.text.b import x", other: "if TYPE_CHECKING:\n    from .a import f"}
    (found,) = layers.circles(layers.parse(closed))
    assert found == f"{one}:1: a circle of imports: govtui.text.a, govtui.text.b"
    assert list(layers.circles(layers.parse(closed | {other: "x = 1"}))) == []


def test_a_small_module_with_one_importer_needs_a_reason() -> None:
    tree = {"govtui/text/a.py": "from govtui.text.b import x", "govtui/text/b.py": '"""What x is."""\nx = 1'}
    (found,) = layers.too_small(layers.parse(tree))
    assert found.startswith("govtui/text/b.py:1: under 40 lines, for govtui.text.a alone")
    reason = {"govtui/text/b.py": '"""What x is. Alone, since a is imported late."""\nx = 1'}
    assert list(layers.too_small(layers.parse(tree | reason))) == []


ALLOWED: Mapping[str, str] = {
    "govtui/text/a.py": "from __future__ import annotations\nimport re, unicodedata\nfrom govtui.text.nfc import nfc\nfrom . import nfc",
    "govtui/model/a.py": "from pydantic_core import core_schema\nfrom govtui.text import nfc\nfrom .dates import PartialDate",
    "govtui/index/cache.py": "from govtui.index.read import rows\nfrom govtui.index.write.build import build_file",
    "govtui/index/api.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from govtui.model.problem import Problem",
    "govtui/page/a.py": "from govtui.store.registry import Entry\nfrom govtui.store.manifest import Manifest\nimport govtui.text.safe",
    "govtui/cli/browse.py": "import click\nfrom govtui import __version__\ndef f():\n    from govtui.tui.app import GovtuiApp",
    "govtui/cli/click_i18n.py": 'import importlib\nimportlib.import_module(f"click.{name}")\nlabel = "x"',
    "govtui/tui/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from textual._x import Y\ndef f(self, a=len):\n    "
    "load('vi')\n    return self._own, cls._own, self.__class__",
    "govtui/tui/textual_compat/a.py": "from textual._xterm_parser import XTermParser\ndef f(app):\n    return app._filters",
    "govtui/site/a.py": "def f(name):\n    return [Html(''), Html('\\n'), element('b', name)]",
    "govtui/site/frame.py": "def f(text):\n    return Html(f'<script>{text}</script>')",
    "govtui/__main__.py": "import sys\ndef main():\n    from govtui.cli.main import run",
}


@pytest.mark.parametrize("path", ALLOWED)
def test_what_is_allowed_is_not_found_fault_with(path: str) -> None:
    modules = layers.parse({path: ALLOWED[path]})
    assert [fault for rule in RULES for fault in rule(modules)] == []


def test_an_import_for_type_checking_makes_no_edge_but_its_else_does() -> None:
    (module,) = layers.parse({"govtui/index/api.py": BAD_QUERY})
    assert [(found.name, found.line) for found in module.imports] == [("govtui.i18n.labels", 4)]


# -- Textual's private names -----------------------------------------------------------------------------------------


def widget_classes() -> list[type]:
    """The classes of govtui.tui, without tui/textual_compat."""
    out = []
    for info in pkgutil.walk_packages(govtui.tui.__path__, "govtui.tui."):
        if ".textual_compat" not in info.name:
            module = importlib.import_module(info.name)
            out += [cls for cls in vars(module).values() if inspect.isclass(cls) and cls.__module__ == info.name]
    return out


def test_no_widget_uses_or_happens_to_redefine_a_private_name_of_textual() -> None:
    classes = widget_classes()
    assert len(classes) > 20
    assert list(layers.taken_names(classes)) == []


class Overriding(Input):
    def _watch_value(self, value: str) -> None: ...


class Colliding(Input):
    def remember(self) -> None:
        self._value = self._nothing_of_textual = 1


def test_an_overridden_watcher_and_a_colliding_attribute_are_found() -> None:
    assert [fault.partition(": ")[2] for fault in layers.taken_names([Overriding, Colliding])] == [
        "_watch_value is a private name of Input",
        "_value is a private name of Input",
    ]


# -- at run time -----------------------------------------------------------------------------------------------------


def imported_by(*arguments: str) -> set[str]:
    """The modules that are loaded when `python -m govtui` has run with these arguments, its output in a pipe."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "govtui", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.strip()
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["browse", "--help"], ["--lang", "en", str(ROOT / "records")]]
)
def test_a_command_that_draws_no_screen_never_imports_textual(arguments: list[str]) -> None:
    names = imported_by(*arguments)
    assert "govtui.cli.main" in names
    assert not {name for name in names if name.split(".")[0] in ("textual", "rich") or name.startswith("govtui.tui")}


SILENT = """
import importlib, pkgutil
from govtui.i18n import translator

def refuse(*_arguments):
    raise AssertionError("something is put into words at import")

for name in ("gettext", "pgettext", "ngettext", "npgettext"):
    setattr(translator.Translator, name, refuse)
translator.load = translator.read_catalog = refuse
import govtui
names = [info.name for info in pkgutil.walk_packages(govtui.__path__, "govtui.") if not info.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_importing_every_module_puts_nothing_into_words() -> None:
    done = subprocess.run([sys.executable, "-c", SILENT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 60
