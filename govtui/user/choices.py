"""What a user chose and wants to find again: the language. A TOML file in the user's configuration folder."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs

FILE = "config.toml"


def folder() -> Path:
    """Where a user's configuration stands."""
    return Path(platformdirs.user_config_dir("govtui", appauthor=False))


def load() -> dict[str, Any]:
    """The choices; empty when there are none or they cannot be read: a broken file must not keep anyone from reading."""
    try:
        text = (folder() / FILE).read_text("utf-8")
    except (OSError, ValueError):
        return {}
    import tomllib  # most have chosen nothing, and need not wait for it

    try:
        return tomllib.loads(text)
    except ValueError:
        return {}


def save(name: str, value: str) -> bool:
    """Remember one choice, keeping the others; False when it cannot be written (a kiosk, a full disk)."""
    choices = load()
    if choices.get(name) == value:
        return True
    choices[name] = value
    import tomli_w

    target = folder() / FILE
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{FILE}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(tomli_w.dumps(choices).encode())
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        return False
    return True
