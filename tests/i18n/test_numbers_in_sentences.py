"""Every number in a sentence is written as the language writes it: no count is put into a message as Python writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "govtui"
COUNTS = {"n", "most", "done", "total", "shown", "columns", "rows", "size", "limit", "depth"}
"""The names that messages give to numbers. Ordinals (line, paragraph, number) are names of places, not counts."""
WRITTEN = {
    ("tui/browse/list_header.py", "self._place()"),  # "1.204/5.339", both parts written already
    ("tui/views/tree_view.py", "count"),
}
"""Values that were passed through `number` before they come to the message."""
WRITES = {"number", "percent"}


def messages(tree: ast.AST) -> Iterator[tuple[ast.Call, dict[str, ast.expr]]]:
    """The calls of format on a message, each with its counts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            yield node, {word.arg: word.value for word in node.keywords if word.arg in COUNTS}


def is_written(value: ast.expr, tree: ast.AST) -> bool:
    """Whether a value comes from `number`: called in place, or bound to a name that is made by it."""
    if any(isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITES for node in ast.walk(value)):
        return True
    if not isinstance(value, ast.Name):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == value.id for target in node.targets for name in ast.walk(target)
        ):
            return is_written(node.value, tree)
    return False


def plain_counts(source: str, path: str = "") -> list[str]:
    """The counts of a module that are put into a message as they are."""
    tree = ast.parse(source if "format" in source else "")
    return [
        f"{path}:{call.lineno}: {name}={ast.unparse(value)}"
        for call, counts in messages(tree)
        for name, value in counts.items()
        if (path, ast.unparse(value)) not in WRITTEN and not is_written(value, tree)
    ]


def test_no_count_is_put_into_a_message_as_python_writes_it() -> None:
    paths = sorted(PROGRAM.rglob("*.py"))
    assert len(paths) > 100
    assert [
        one for path in paths for one in plain_counts(path.read_text("utf-8"), path.relative_to(PROGRAM).as_posix())
    ] == []


def test_a_count_that_is_not_written_is_found() -> None:
    assert plain_counts('tr.ngettext("{n} a", "{n} b", n).format(n=n)')
    assert not plain_counts('tr.ngettext("{n} a", "{n} b", n).format(n=number(n, tr))')
