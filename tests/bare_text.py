"""A lint for govtui/tui: no text reaches a widget of Textual's own but through govtui.tui.base.safe_text.

Textual takes a plain string for markup in most of its widgets, and passes control characters on in all of them. What a
string holds cannot be told from the source, so every expression that is not plainly harmless is refused: a text for a widget
is a call of ``content``, ``plain`` or ``segment``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

DRAWN = "govtui.tui.base.safe_text"

NEUTRAL = frozenset(
    {"id", "classes", "name", "disabled", "compact", "show_command_palette", "select_on_focus", "driver_class"}
    | {"cursor_type", "zebra_stripes", "show_header", "show_cursor", "max_length", "password", "wide", "animate"}
)
"""Keywords of widgets that are not drawn."""

SETTERS = frozenset(
    {"border_title", "border_subtitle", "tooltip", "placeholder", "title", "sub_title", "label", "prompt", "renderable"}
)
"""Attributes of widgets, screens and apps that are drawn."""

CLASS_TEXTS = frozenset({"TITLE", "SUB_TITLE", "HELP", "BORDER_TITLE", "BORDER_SUBTITLE"})

METHODS = frozenset(
    [
        "notify",
        "update",
        "add_row",
        "add_rows",
        "add_column",
        "add_columns",
        "add_option",
        "add_options",
        "set_options",
        "add_tab",
        "add_pane",
        "add_leaf",
        "set_label",
        "write",
        "write_line",
        "write_lines",
        "replace_option_prompt",
        "insert_text",
        "append_command",
        "exit",
        "panic",
    ]  # noqa: SIM905
)
"""Methods of widgets and apps whose arguments are drawn."""

UNSUITABLE = frozenset({"Markdown", "MarkdownViewer", "Tree", "DirectoryTree", "Log", "RichLog", "Pretty"})
"""Widgets that read, split or link texts as they like: not for records."""

MARKUP = ("rich.markup", "textual.markup", "textual.content", "rich.text", "rich.markdown", "rich.ansi")
"""Modules that make drawn text of strings; safe_text.py is where that is done."""


def faults(source: str, path: str = "x.py") -> list[str]:
    """The violations in a module, as "line: what", in the order of the lines."""
    found = _Module(ast.parse(source, path)).faults()
    return [f"{line}: {fault}" for line, fault in sorted(set(found))]


Fault = tuple[int, str]


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._drawn: set[str] = set()
        self._widgets: set[str] = set()
        self._docstrings = {
            id(body[0].value)
            for node in ast.walk(tree)
            if (body := getattr(node, "body", None)) and isinstance(body, list) and isinstance(body[0], ast.Expr)
        }
        self._of_exceptions = {  # which are caught, and what they say is drawn by who tells it
            id(call)
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["Exception"]
            for call in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                names = {alias.asname or alias.name for alias in node.names}
                if node.module == DRAWN:
                    self._drawn |= names
                elif node.module and node.module.startswith(("textual.widgets", "textual.command")):
                    self._widgets |= names

    def faults(self) -> Iterator[Fault]:
        for node in ast.walk(self._tree):
            match node:
                case ast.ImportFrom() | ast.Import():
                    yield from self._import(node)
                case ast.Call():
                    yield from self._call(node)
                case ast.Assign():
                    for target in node.targets:
                        yield from self._assignment(target, node.value)
                case ast.AnnAssign(value=ast.expr()) | ast.AugAssign():
                    yield from self._assignment(node.target, node.value)
                case ast.ClassDef():
                    yield from self._class(node)
                case ast.Constant(value=str(text)) if "@click" in text and id(node) not in self._docstrings:
                    yield node.lineno, "an action in a text"

    def _import(self, node: ast.Import | ast.ImportFrom) -> Iterator[Fault]:
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        for module in modules:
            if module in MARKUP:
                yield node.lineno, f"{module} is for safe_text.py"
        for alias in node.names:
            if alias.name in UNSUITABLE and modules[0].startswith("textual"):
                yield node.lineno, f"{alias.name} is not for texts of records"

    def _call(self, call: ast.Call) -> Iterator[Fault]:
        name = _called(call)
        shown = ast.unparse(call.func)
        if name in ("Text", "Content", "Segment") or name in ("from_markup", "from_ansi", "render_str"):
            yield call.lineno, f"{shown}() makes drawn text; that is for safe_text.py"
        elif name in ("Binding", "Group"):
            yield from self._binding(call)
        elif name == "notify":
            yield from self._notify(call)
        elif self._draws(call):
            yield from self._arguments(call, shown)
        for keyword in call.keywords:
            if keyword.arg == "markup" and not _is(keyword.value, False):
                yield call.lineno, "markup is read"
            if keyword.arg in SETTERS and name not in ("Binding", "Command") and not self._is_safe(keyword.value):
                yield call.lineno, f"a bare text as {keyword.arg}"
        if name == "setattr" and len(call.args) == 3 and isinstance(call.args[1], ast.Constant):
            attribute = call.args[1].value
            if attribute in SETTERS and not self._is_safe(call.args[2]):
                yield call.lineno, f"a bare text as {attribute}"

    def _draws(self, call: ast.Call) -> bool:
        """Whether what is called draws its arguments."""
        if isinstance(call.func, ast.Name):
            return call.func.id in self._widgets
        if ast.unparse(call.func) == "super().__init__":
            return id(call) not in self._of_exceptions
        return isinstance(call.func, ast.Attribute) and call.func.attr in METHODS

    def _arguments(self, call: ast.Call, shown: str) -> Iterator[Fault]:
        for argument in call.args:
            if not self._is_safe(argument):
                yield call.lineno, f"a bare text in {shown}()"
        for keyword in call.keywords:
            if keyword.arg not in (*NEUTRAL, "markup") and not self._is_safe(keyword.value):
                yield call.lineno, f"a bare text as {keyword.arg} in {shown}()"

    def _notify(self, call: ast.Call) -> Iterator[Fault]:
        if not any(keyword.arg == "markup" and _is(keyword.value, False) for keyword in call.keywords):
            yield call.lineno, "notify() without markup=False"
        texts = [*call.args, *(k.value for k in call.keywords if k.arg in ("message", "title"))]
        for text in texts:
            if not self._is_safe(text) and not (isinstance(text, ast.Call) and _called(text) == "safe_text"):
                yield call.lineno, "a bare text in notify()"

    def _binding(self, call: ast.Call) -> Iterator[Fault]:
        """The key panel reads markup in descriptions: they are messages of the code, and no text is put into them."""
        for part in (inner for argument in (*call.args, *call.keywords) for inner in ast.walk(argument)):
            if isinstance(part, ast.Call) and _called(part) not in ("N_", "bool"):
                yield call.lineno, f"{ast.unparse(part.func)}() in a binding"
            elif isinstance(part, ast.BinOp):
                yield call.lineno, "a text put together in a binding"

    def _assignment(self, target: ast.expr, value: ast.expr) -> Iterator[Fault]:
        if isinstance(target, ast.Attribute) and target.attr in SETTERS and not self._is_safe(value):
            yield target.lineno, f"a bare text as {target.attr}"

    def _class(self, node: ast.ClassDef) -> Iterator[Fault]:
        for item in node.body:
            if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                name = item.targets[0].id
                if name in CLASS_TEXTS and not self._is_safe(item.value):
                    yield item.lineno, f"a bare text as {name}"
            if isinstance(item, ast.FunctionDef) and item.name == "render":
                for inner in ast.walk(item):
                    if isinstance(inner, ast.Return) and inner.value is not None and not self._is_safe(inner.value):
                        yield inner.lineno, "a bare text from render()"

    def _is_safe(self, value: ast.expr) -> bool:
        """Whether an expression cannot be a string that was not made safe."""
        match value:
            case ast.Constant():
                return not isinstance(value.value, str)
            case ast.Call(func=ast.Name(id=name)):
                return name in self._drawn or name in self._widgets  # a widget's own arguments are looked at, too
            case ast.Call(func=ast.Attribute()):
                return ast.unparse(value.func) in {f"drawn.{name}" for name in ("content", "plain", "segment")}
            case ast.IfExp():
                return self._is_safe(value.body) and self._is_safe(value.orelse)
            case ast.BoolOp():
                return all(map(self._is_safe, value.values))
            case ast.Starred():
                return self._is_safe(value.value)
            case ast.List() | ast.Tuple():
                return all(map(self._is_safe, value.elts))
            case ast.ListComp() | ast.GeneratorExp():
                return self._is_safe(value.elt)
            case ast.Dict() | ast.Set() | ast.DictComp() | ast.SetComp():
                return True  # dict.update, set.update: nothing is drawn
        return False


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is(value: ast.expr, constant: object) -> bool:
    return isinstance(value, ast.Constant) and value.value is constant
