"""Every private name of Textual that the room uses stands in this table, is there in the Textual installed, and has its test."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import textual

from govtui.tui import textual_compat

HERE = Path(__file__).parent
ROOM = Path(textual_compat.__file__).parent
TEXTUAL = Path(textual.__file__).parent

USED = {
    "annotated_text_area": """
        textual.document._document_navigator textual.document._wrapped_document
        WrappedDocument._line_index_to_offsets WrappedDocument._offset_to_line_info
        TextArea._line_cache TextArea._refresh_size TextArea._render_line TextArea._rewrap_and_refresh_virtual_size
        TextArea._set_document
    """,
    "bindings": "App._check_action_state DOMNode._bindings Screen._modal_binding_chain",
    "clipboard": "App._clipboard App._driver",
    "fatal": """
        App._close_messages_no_wait App._driver App._exit_renderables App._fatal_error App._handle_exception
        App._print_error_renderables App._return_code
    """,
    "kept_lines": """
        textual._styles_cache
        StylesCache._cache StylesCache._dirty_lines StylesCache._simple_strip
        DOMNode._get_subtitle_style_information DOMNode._get_title_style_information
        Widget._border_subtitle Widget._border_title Widget._styles_cache
    """,
    "no_relayout": """
        DOMNode._component_styles DOMNode._get_component_classes MessagePump._attach
        Widget._refresh_scrollbars Widget._rich_style_cache Widget._styles_cache
    """,
    "terminal": """
        textual._xterm_parser
        App._driver App._filters Driver._app Driver._mouse LinuxDriver._file LinuxDriver._get_terminal_size
    """,
    "vanished": """
        textual._compositor
        Compositor._dirty_regions Compositor._full_map Compositor._full_map_invalidated Compositor._visible_map
        Screen._compositor
    """,
}
"""By module of the room, what is private to Textual: modules, and names of classes."""

TESTS = {"no_relayout": ("no_relayout", "components"), "terminal": ("terminal_driver", "last_filter", "window_titles")}
"""The tests of a module, where there is more than one file of them or another than test_<module>.py."""

SOURCES = {
    "App": "app",
    "Compositor": "_compositor",
    "DOMNode": "dom",
    "Driver": "driver",
    "LinuxDriver": "drivers/linux_driver",
    "MessagePump": "message_pump",
    "Screen": "screen",
    "StylesCache": "_styles_cache",
    "TextArea": "widgets/_text_area",
    "Widget": "widget",
    "WrappedDocument": "document/_wrapped_document",
}
"""Where Textual defines a class."""

_DEFINED = re.compile(r"(?:def |self\.|cls\.|obj\.)(_[a-z]\w*)|^    (_[a-z]\w*)(?=[:= ])", re.M)


@cache
def defined(source: str) -> set[str]:
    """The private names that a file of Textual gives to its classes."""
    found = _DEFINED.findall((TEXTUAL / f"{source}.py").read_text("utf-8"))
    return {name for pair in found for name in pair if name}


@cache
def of_textual() -> set[str]:
    """Every private name of Textual's."""
    return set().union(
        *(defined(path.relative_to(TEXTUAL).with_suffix("").as_posix()) for path in TEXTUAL.rglob("*.py"))
    )


def used(path: Path) -> set[str]:
    """The private names and modules of Textual that a module uses or overrides; names that it gives itself among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("textual") and "._" in module:
                found.add(module)
            case ast.Attribute(value=ast.Name(id="os")):
                pass
            case ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if re.match("_[a-z]", name) and name in of_textual():
                    found.add(name)
    return found - {"_replace"}  # of named tuples


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.stem)
def test_every_private_name_stands_in_the_table_and_is_still_used(path: Path) -> None:
    table = {
        name if name.startswith("textual.") else name.partition(".")[2] for name in USED.get(path.stem, "").split()
    }
    assert used(path) == table


@pytest.mark.parametrize("module", USED)
def test_every_private_name_is_there_and_has_a_test(module: str) -> None:
    for name in USED[module].split():
        if name.startswith("textual."):
            assert (TEXTUAL.parent / f"{name.replace('.', '/')}.py").exists()
        else:
            owner, _, attribute = name.partition(".")
            assert attribute in defined(SOURCES[owner]), name
    for test in TESTS.get(module, (module,)):
        assert f"textual_compat.{module} import" in (HERE / f"test_{test}.py").read_text("utf-8")
