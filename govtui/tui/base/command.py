"""What a command is."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """Something a user can do; `action` is run on the browse screen. One without keys is in the palette only."""

    id: str
    keys: str
    action: str
    title: str
    help: str
    footer: str = ""
    """The short title in the footer; empty for commands that do not stand there."""
    priority: bool = False
