"""The messages that stand in the code, for tools/catalogs.py."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.frontend import parse_keywords
from babel.util import pathmatch


@dataclass
class Mapped:
    """One source file with what its mapping says."""

    path: Path
    method: str
    keywords: Mapping[str, Any]
    comment_tags: Sequence[str]


def mapped_files(root: Path) -> Iterator[Mapped]:
    """The files that a mapping of pyproject.toml names, in order of path; for each the first mapping that fits."""
    with (root / "pyproject.toml").open("rb") as stream:
        mappings = tomllib.load(stream)["tool"]["babel"]["mappings"]
    for path in sorted((root / "govtui").rglob("*.py")):
        for mapping in mappings:
            patterns = mapping["pattern"] if isinstance(mapping["pattern"], list) else [mapping["pattern"]]
            if any(pathmatch(pattern, path.relative_to(root).as_posix()) for pattern in patterns):
                keywords = {**DEFAULT_KEYWORDS, **parse_keywords(mapping.get("keywords", []))}
                yield Mapped(path, mapping["method"], keywords, mapping.get("add_comments", []))
                break


def extract(root: Path) -> Catalog:
    """The template: every message of the code."""
    template = Catalog(charset="utf-8")
    for file in mapped_files(root):
        found = extract_from_file(file.method, file.path, file.keywords, file.comment_tags)
        for _line, message, comments, context in found:
            template.add(message, auto_comments=comments, context=context)
        for context, message in _positional_messages(file.path):
            template.add(message, context=context)
    return template


POSITIONAL = {"About": ("field", "field.meaning"), "ProblemText": (None, "problems", None)}
"""Constructors whose first arguments are messages without a mark, with their contexts (model/schema, i18n/problem_texts)."""


def _positional_messages(path: Path) -> Iterator[tuple[str | None, str]]:
    """Context and message of the arguments of `POSITIONAL` constructors."""
    text = path.read_text(encoding="utf-8")
    if not any(f"{name}(" in text for name in POSITIONAL):
        return
    for node in ast.walk(ast.parse(text, path.as_posix())):
        if isinstance(node, ast.Call) and (contexts := POSITIONAL.get(_called(node))):
            for context, argument in zip(contexts, node.args, strict=False):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                    yield context, argument.value


def unextractable(root: Path, template: Catalog) -> Iterator[str]:
    """Calls of which Babel drops the message (an f-string), or makes another message than the one asked for at run time.

    Babel strings together all literals of an argument: of ``gettext("a" if x else "b")`` it makes "ab". So an argument
    is one plain literal, or has no literal in it at all. Nor does it look for a call deep within the arguments of
    another; those are found by what `template` lacks.
    """
    extracted = {message.id if isinstance(message.id, str) else message.id[0] for message in template}
    for file in mapped_files(root):
        where = file.path.relative_to(root).as_posix()
        text = file.path.read_text(encoding="utf-8")
        if not any(name in text for name in file.keywords if name != "_") and not re.search(r"\b_\(", text):
            continue
        every = list(ast.walk(ast.parse(text, where)))
        calls = [node for node in every if isinstance(node, ast.Call) and _called(node) in file.keywords]
        f_strings = [node for node in every if isinstance(node, ast.JoinedStr)] if calls else []
        within_f_strings = {inner for outer in f_strings for inner in ast.walk(outer)}
        for node in calls:
            name = _called(node)
            for fault in _call_faults(name, node, file.keywords[name], extracted, node in within_f_strings):
                yield f"{where}:{node.lineno}: {name}(): {fault}"


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _call_faults(name: str, call: ast.Call, spec: Any, extracted: set[str], in_f_string: bool) -> Iterator[str]:
    places = [place if isinstance(place, tuple) else (place, "") for place in spec or (1,)]
    given = [(call.args[number - 1], kind) for number, kind in places if number <= len(call.args)]
    literal = [_is_text(argument) for argument, _ in given]
    for (argument, _), is_literal in zip(given, literal, strict=True):
        parts = list(_outside_calls(argument))
        if any(isinstance(part, ast.JoinedStr) for part in parts):
            yield "an f-string is not extracted; use a placeholder and .format() on the translation"
        elif not is_literal and any(map(_is_text, parts)):
            yield "a message is one plain literal (or a variable whose values are marked with N_ or NP_)"
        elif not is_literal and name in ("N_", "NP_"):
            yield "only a literal can be marked"
    if given and given[0][1] == "c" and not literal[0] and any(literal[1:]):
        yield "a literal message under a computed context is extracted without the context"
    message = next((argument for argument, kind in given if kind != "c"), None)
    if isinstance(message, ast.Constant) and isinstance(message.value, str) and message.value:
        if in_f_string:
            yield "only some versions of Python extract a message within an f-string; give it a line of its own"
        elif message.value not in extracted:
            yield "not extracted, as it stands within the arguments of another such call; give it a line of its own"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _outside_calls(node: ast.AST) -> Iterator[ast.AST]:
    """`node` and what it is made of, without the arguments of calls in it: Babel does not look at those either."""
    yield node
    for child in [node.func] if isinstance(node, ast.Call) else ast.iter_child_nodes(node):
        yield from _outside_calls(child)
