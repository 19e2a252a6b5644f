"""The user's own editor (user/external_editor.py) on a record's text, run from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from govtui.edit.proposal import EditRefused
from govtui.user import external_editor


def editor(environ: Mapping[str, str]) -> list[str]:
    """Return the command of the user's editor, without the file. Raises EditRefused: no_editor, editor_failed."""
    try:
        return external_editor.editor(environ)
    except external_editor.NoEditor as error:
        if error.name:
            raise EditRefused("editor_failed", editor=error.name) from None
        raise EditRefused("no_editor") from None


def edited(text: str, key: str, environ: Mapping[str, str], keep: Callable[[str], object] = lambda text: None) -> str:
    """Return the text of the record `key` as the user's editor leaves it.

    What the editor saves is passed to `keep` within a second, so that it outlives this process. Standard input must be the
    terminal. Raises EditRefused: no_editor, editor_failed, not_unicode.
    """
    command = editor(environ)
    file = external_editor.copy(key, text.encode())

    def saved(raw: bytes) -> None:
        keep(raw.decode("utf-8-sig", "replace"))

    try:
        with external_editor.deaf():
            status = external_editor.run(command, file, sys.stdin.fileno(), saved)
        left = external_editor.changed(file)
    except OSError:
        raise EditRefused("editor_failed", editor=command[0]) from None
    finally:
        external_editor.drop(file)
    if left is None:
        raise EditRefused("editor_failed", editor=command[0])
    result = _text(left)
    if result != text:
        keep(result)
    if status != 0:
        raise EditRefused("editor_failed", editor=command[0])
    return result


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EditRefused("not_unicode") from None
