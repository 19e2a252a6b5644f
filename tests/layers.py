"""The walls between govtui's packages, as rules over the syntax trees of its modules.

A rule is a function from the modules of a tree to sentences, one for each violation; tests/test_layers.py holds the rules
against govtui, and each against a violation planted for it. Imports under ``if TYPE_CHECKING:`` make no edge at run time:
only `circles` and `features` look at them. All look at imports within functions.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported thing: the dotted name up to it, and the line."""

    name: str
    line: int
    in_function: bool


@dataclass(frozen=True)
class Module:
    """A module of govtui: its dotted name, its path from the root of the project, its syntax tree."""

    name: str
    path: str
    source: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The package it belongs to: "text" for govtui.text.fold; "" for govtui itself and govtui.__main__."""
        return room_of(self.name)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Everything it imports at run time, now or later."""
        return tuple(_imports(self.tree.body, self, in_function=False))

    @cached_property
    def all_imports(self) -> tuple[Import, ...]:
        """The same with what it imports for its types only."""
        return tuple(_imports(self.tree.body, self, in_function=False, types=True))

    def at(self, line: int, fault: str) -> str:
        return f"{self.path}:{line}: {fault}"


Violations = Iterator[str]
Modules = Iterable[Module]


def parse(sources: Mapping[str, str]) -> list[Module]:
    """Modules from their texts by path, such as "govtui/text/fold.py"."""
    out = []
    for path, source in sources.items():
        parts = path.removesuffix(".py").split("/")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        out.append(Module(name, path, source, ast.parse(source, path)))
    return out


def read(root: Path) -> list[Module]:
    """The modules of the package govtui below `root`."""
    paths = sorted((root / "govtui").rglob("*.py"))
    return parse({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths})


def room_of(name: str) -> str:
    """The room that a dotted name of govtui lies in; "" at the top."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and not parts[1].startswith("__") else ""


def _imports(nodes: Iterable[ast.AST], module: Module, *, in_function: bool, types: bool = False) -> Iterator[Import]:
    for node in nodes:
        if isinstance(node, ast.If) and _is_type_checking(node.test) and not types:
            yield from _imports(node.orelse, module, in_function=in_function)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, in_function)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module)
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, in_function)
        else:
            if isinstance(node, ast.Call) and (name := _dynamic(node)) is not None:
                yield Import(name, node.lineno, in_function)
            inside = in_function or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports(ast.iter_child_nodes(node), module, in_function=inside, types=types)


def _is_type_checking(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def _base(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".") if module.path.endswith("__init__.py") else module.name.split(".")[:-1]
    above = package[: len(package) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


STANDARD = sys.stdlib_module_names | {"_sha2", "_sha256", "_sha512"}
"""The standard library of every Python that is supported; the first took the place of the others in 3.12."""

UNREADABLE = "?"
"""The name of a dynamic import whose target cannot be read off the source."""


def _dynamic(call: ast.Call) -> str | None:
    """What ``import_module(...)`` or ``__import__(...)`` imports, of an f-string the part before the first field that ends
    in a dot; None for other calls."""
    if ast.unparse(call.func) not in ("importlib.import_module", "import_module", "__import__"):
        return None
    argument = call.args[0] if call.args else None
    if isinstance(argument, ast.JoinedStr):
        start = argument.values[0]
        text = start.value if isinstance(start, ast.Constant) else ""
        return text.rstrip(".") if text.endswith(".") else UNREADABLE
    return argument.value if isinstance(argument, ast.Constant) else UNREADABLE


# -- which room may import what --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """What a room may import beside the standard library: other rooms, and libraries."""

    rooms: frozenset[str]
    libraries: frozenset[str] = frozenset()


def _room(rooms: str, libraries: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()))


ROOMS = {
    "text": _room(""),
    "model": _room("text", "pydantic pydantic_core"),
    "store": _room("model text", "rtoml tomli_w tree_sitter tree_sitter_toml pydantic pydantic_core watchfiles"),
    "i18n": _room("model text", "babel"),
    "index": _room("store i18n model text", "pyroaring platformdirs"),
    "page": _room("index store i18n model text"),
    "interchange": _room("page index store i18n model text", "icalendar"),
    "site": _room("page interchange index store i18n model text"),
    "user": _room("", "platformdirs tomli_w"),
    "edit": _room("user index store i18n model text"),
    "cli": _room("site edit user interchange page index store i18n model text", "click"),
    "tui": _room("edit user interchange page index store i18n model text", "textual rich"),
}
"""The table of walls. What stands in nobody's list nobody may import."""

BROWSE = "govtui.cli.browse"
"""The one module outside tui that opens the screen, within a function: nothing else pays for Textual."""


def walls(modules: Modules) -> Violations:
    """Every import goes rightward: into the own room, a room on the list, the standard library, a library on the list."""
    for module in modules:
        if module.room and module.room not in ROOMS:
            yield module.at(1, f"there is no room {module.room!r} in the table of walls")
            continue
        for found in module.imports:
            if fault := _fault(module, found):
                yield module.at(found.line, fault)


def _fault(module: Module, found: Import) -> str:
    top = found.name.split(".")[0]
    if found.name == UNREADABLE:
        return "a dynamic import whose target cannot be read"
    if top != "govtui":
        if top in STANDARD or (module.room and top in ROOMS[module.room].libraries):
            return ""
        return f"{module.room or 'govtui'} must not import {top}"
    target = room_of(found.name)
    if target not in ROOMS or target == module.room:
        return ""  # the top: the version
    if not module.room:
        return "" if target == "cli" else f"only the command line is started from here, not {target}"
    if target == "tui" and module.name == BROWSE:
        return "" if found.in_function else "tui is imported within functions only: a command must not pay for Textual"
    return "" if target in ROOMS[module.room].rooms else f"{module.room} must not import {target}"


RTOML = frozenset({"codec", "preview", "toml_cst", "toml_values"})
"""The modules of store that read TOML."""


def toml_readers(modules: Modules) -> Violations:
    """TOML is read in few places."""
    for module in modules:
        if module.name not in {f"govtui.store.{name}" for name in RTOML}:
            for found in module.imports:
                if found.name.split(".")[0] in ("rtoml", "tomllib") and module.room != "user":
                    yield module.at(found.line, f"TOML is read in store ({', '.join(sorted(RTOML))}) only")


def databases(modules: Modules) -> Violations:
    """Only the index (and the fold of text, if it ever teaches SQLite) knows SQL."""
    for module in modules:
        for found in module.imports:
            if found.name.split(".")[0] == "sqlite3" and module.room not in ("text", "index"):
                yield module.at(found.line, "only text and index import sqlite3")


def plain_queries(modules: Modules) -> Violations:
    """index/api.py, problem_api.py and query_api.py speak in plain values: at run time they import neither model nor store nor i18n."""
    parts = ("govtui.index.problem_api", "govtui.index.query_api")
    for module in modules:
        if module.name in ("govtui.index.api", *parts):
            for found in module.imports:
                if found.name.startswith("govtui") and not found.name.startswith(parts):
                    yield module.at(found.line, f"the interface of the index must not import {found.name}")


STORE_OF_PAGE = frozenset({"govtui.store.manifest.Manifest", "govtui.store.registry.Entry"})


def pages_open_no_files(modules: Modules) -> Violations:
    """A page is made of what it is given: of store it knows two types, and it opens nothing."""
    for module in modules:
        if module.room == "page":
            for found in module.imports:
                if (
                    room_of(found.name) == "store"
                    and found.name.startswith("govtui.")
                    and found.name not in STORE_OF_PAGE
                ):
                    yield module.at(found.line, f"page must not import {found.name}")


OPENERS = frozenset({"govtui.index.cache_files"})
"""Beside store, user and i18n's catalogs: the index keeps files of its own, in the user's cache."""


def files(modules: Modules) -> Violations:
    """A registry's files are opened by store: neither pages nor screens nor queries look at them."""
    for module in modules:
        if module.room in ("text", "model", "index", "page", "tui") and module.name not in OPENERS:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and (name := _opens(node.func)):
                    yield module.at(node.lineno, f"{module.room} must not open files: {name}")


def _opens(function: ast.expr) -> str:
    name = ast.unparse(function)
    if name in ("open", "os.open", "io.open", "os.scandir", "os.listdir"):
        return name
    methods = ("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "glob")
    return name if isinstance(function, ast.Attribute) and function.attr in methods else ""


# -- what is printed -------------------------------------------------------------------------------------------------

GATE = "govtui.cli.output"
"""The one module of the command line that writes to the standard streams."""

WAYS_OUT = frozenset(
    [
        "print",
        "pprint.pprint",
        "pprint.pp",
        "sys.stdout",
        "sys.stderr",
        "sys.__stdout__",
        "sys.__stderr__",
        "os.write",
        "os.writev",
        "logging.StreamHandler",
        "click.echo",
        "click.secho",
        "click.style",
        "click.prompt",
        "click.confirm",
        "click.pause",
        "click.progressbar",
        "click.echo_via_pager",
        "click.get_text_stream",
        "click.get_binary_stream",
        "click.open_file",
        "click.utils.echo",
        "click.termui.secho",
        "click.termui.prompt",
        "click.termui.confirm",
        "builtins.print",
    ]
)
"""What writes to a standard stream, or leads to one, past the gate. Click's help and version are click's own: nothing of a
record stands in them."""


def one_way_out(modules: Modules) -> Violations:
    """The command line writes through its output gate only; interchange and site write nothing."""
    for module in modules:
        if module.room not in ("cli", "interchange", "site") or module.name == GATE:
            continue
        for found in module.imports:
            if found.name in WAYS_OUT:
                yield module.at(found.line, f"{found.name}: what is printed goes through {GATE}")
        called = _aliases(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, (ast.Name, ast.Attribute)):
                first, dot, rest = ast.unparse(node).partition(".")
                if (name := called.get(first, first) + dot + rest) in WAYS_OUT:
                    yield module.at(node.lineno, f"{name}: what is printed goes through {GATE}")


def _aliases(tree: ast.Module) -> dict[str, str]:
    """What modules are called here: ``import click as c``."""
    imports = [alias for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {alias.asname: alias.name for alias in imports if alias.asname}


MARKUP = frozenset({"govtui.interchange.html_elements", "govtui.site.frame"})
"""The modules that may call any text HTML."""


def markup(modules: Modules) -> Violations:
    """Text is called HTML in few places: elsewhere only what has no markup in it, and what `element` makes."""
    for module in modules:
        if module.room not in ("interchange", "site") or module.name in MARKUP:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Html":
                text = node.args[0] if len(node.args) == 1 else None
                if not (isinstance(text, ast.Constant) and "<" not in str(text.value) and "&" not in str(text.value)):
                    yield module.at(node.lineno, f"only {', '.join(sorted(MARKUP))} make Html of a text; use element()")


# -- what happens at import ------------------------------------------------------------------------------------------

SPEAKING = frozenset({"gettext", "pgettext", "ngettext", "npgettext", "load", "label"})


def spoken_at_import(modules: Modules) -> Violations:
    """Nothing is put into a language when a module is imported: nobody has chosen one yet."""
    for module in modules:
        for node in _run_at_import(module.tree.body):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in SPEAKING:
                    yield module.at(node.lineno, f"{name}() at import")


def _run_at_import(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node that is evaluated when the module is: not the bodies of functions, but their decorators and defaults."""
    for node in nodes:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _run_at_import([*node.decorator_list, *_defaults(node.args)])
        elif isinstance(node, ast.Lambda):
            yield from _run_at_import(_defaults(node.args))
        else:
            yield from _run_at_import(ast.iter_child_nodes(node))


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]


# -- circles and features --------------------------------------------------------------------------------------------


def circles(modules: Modules) -> Violations:
    """No module needs itself by way of others: no strongly connected components (Tarjan 1972) of all imports."""
    known = {module.name: module for module in modules}
    graph = {
        name: sorted(
            {target for found in module.all_imports if (target := _module_of(found.name, known)) not in ("", name)}
        )
        for name, module in known.items()
    }
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []

    def visit(name: str) -> Iterator[list[str]]:
        order[name] = low[name] = len(order)
        path.append(name)
        for target in graph[name]:
            if target not in order:
                yield from visit(target)
            if target in path:
                low[name] = min(low[name], low[target])
        if low[name] == order[name]:
            start = path.index(name)
            yield path[start:]
            del path[start:]

    for name in graph:
        if name not in order:
            for found in visit(name):
                if len(found) > 1:
                    yield known[min(found)].at(1, f"a circle of imports: {', '.join(sorted(found))}")


def _module_of(name: str, known: Collection[str]) -> str:
    """The module of govtui that an import is from; "" for others, and for packages without anything in them."""
    return name if name in known else parent if (parent := name.rpartition(".")[0]) in known else ""


FEATURES = frozenset({"browse", "edit", "translate", "versions", "views"})
"""The features of tui: each a package."""

SHARED = frozenset({"base", "textual_compat", "commands", "contexts", "screens", "library"})
"""What every feature may import of tui: widgets and host, the tables of commands and footers, opening by name, the open registry."""


def features(modules: Modules) -> Violations:
    """A feature of tui imports what is shared and itself, never another feature or the app; base imports no feature."""
    for module in modules:
        parts = module.name.split(".")
        own = parts[2] if parts[1:2] == ["tui"] and len(parts) > 3 else ""
        if own in FEATURES or own == "base":
            for found in module.all_imports:
                target = found.name.split(".")
                if target[:2] == ["govtui", "tui"] and len(target) > 2 and target[2] not in SHARED | {own}:
                    yield module.at(found.line, f"tui/{own} must not import {found.name}")


# -- sizes -----------------------------------------------------------------------------------------------------------

LIMIT = 400


def too_long(modules: Modules) -> Violations:
    """No module is longer than LIMIT lines."""
    for module in modules:
        if (lines := module.source.count("\n")) > LIMIT:
            yield module.at(1, f"{lines} lines; at most {LIMIT}")


SMALL = 40


def too_small(modules: Modules) -> Violations:
    """A module under SMALL lines that one other imports says in a second sentence why it stands alone."""
    known = {module.name: module for module in modules}
    importers: dict[str, set[str]] = {name: set() for name in known}
    for module in known.values():
        for found in module.all_imports:
            if target := _module_of(found.name, known):
                importers[target].add(module.name)
    for module in known.values():
        is_small = not module.path.endswith("__init__.py") and module.source.count("\n") < SMALL
        if (
            is_small
            and len(importers[module.name]) == 1
            and not _SENTENCES.search(ast.get_docstring(module.tree) or "")
        ):
            yield module.at(1, f"under {SMALL} lines, for {importers[module.name].pop()} alone; without a reason")


_SENTENCES = re.compile(r"[.)]\s+\S")


# -- Textual's private names -----------------------------------------------------------------------------------------


OF_NAMED_TUPLES = frozenset({"_asdict", "_replace", "_field_defaults", "_fields"})
"""Underscored, so that no field can be called so; documented all the same."""


def private_api(modules: Modules) -> Violations:
    """Outside tui/textual_compat nothing private of Textual is imported, and no private name of another object is touched: what a
    class calls its own it may touch on another of its kind."""
    for module in modules:
        if module.room != "tui" or ".textual_compat" in module.name:
            continue
        for found in module.imports:
            top, *rest = found.name.split(".")
            if top in ("textual", "rich") and any(part.startswith("_") for part in rest):
                yield module.at(found.line, f"{found.name} is private")
        own = set(_PRIVATE_NAME.findall(module.source))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and _is_private(node.attr) and not _is_own(node, own):
                if node.attr in OF_NAMED_TUPLES:
                    continue
                yield module.at(node.lineno, f"{ast.unparse(node)} is private to somebody else")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_own(node: ast.Attribute, own: Collection[str]) -> bool:
    owner = node.value
    if isinstance(owner, ast.Name) and owner.id in ("self", "cls"):
        return True
    return node.attr in own and ast.unparse(owner) != "super()"


def taken_names(classes: Iterable[type]) -> Violations:
    """A class of tui, outside tui/textual_compat, neither uses nor happens to redefine a private name of its Textual bases."""
    for cls in classes:
        mine = set(_PRIVATE_NAME.findall(inspect.getsource(cls)))
        for base in cls.__mro__[1:]:
            if base.__module__.split(".")[0] == "textual":
                for name in sorted(mine & _private_names(base.__module__)):
                    yield f"{cls.__module__}.{cls.__name__}: {name} is a private name of {base.__name__}"
                mine -= _private_names(base.__module__)


_PRIVATE_NAME = re.compile(r"\b(?:def |self\.|cls\.)(_[a-zA-Z]\w*)")


@cache
def _private_names(module: str) -> frozenset[str]:
    """The private names that the classes of a module define or use on themselves."""
    return frozenset(_PRIVATE_NAME.findall(inspect.getsource(sys.modules[module])))


# -- within index ----------------------------------------------------------------------------------------------------

INDEX_DOORS = frozenset(
    {
        "api",
        "cache",
        "completions",
        "entry_checks",
        "problem_api",
        "query",
        "query_api",
        "query_fields",
        "query_format",
        "query_parser",
    }
)
"""The modules of index that other rooms import."""


def index_walls(modules: Modules) -> Violations:
    """Other rooms import only the doors of index; its readers import no writers, its writers no readers."""
    for module in modules:
        own = [*module.name.split("."), ""][2] if module.room == "index" else ""
        for found in module.imports:
            if not found.name.startswith("govtui.index."):
                continue
            part = found.name.split(".")[2]
            if module.room != "index" and part not in INDEX_DOORS:
                yield module.at(found.line, f"other rooms must not import {found.name}")
            elif {own, part} == {"read", "write"}:
                yield module.at(found.line, f"index/{own} must not import {found.name}")
