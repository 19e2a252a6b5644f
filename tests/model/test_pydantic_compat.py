"""Records are checked without Pydantic's plugins, and without what looking for them would import."""

from __future__ import annotations

import subprocess
import sys

RECORD = """
schema = 2
kind = "organization"
id = "a"
type = "network"
status = "unknown"

[name]
vi = "Mạng lưới"
"""


def told(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_record_is_checked_without_looking_for_plugins() -> None:
    code = f"""
import sys
from govtui.store.codec import loads
assert loads({RECORD!r}.encode()).record is not None
print([name for name in ("importlib.metadata", "email", "zipfile") if name in sys.modules])
"""
    assert told(code) == "[]\n"


def test_plugins_would_be_looked_for_where_they_are_left_out() -> None:
    code = """
import pydantic, sys
pydantic.TypeAdapter(int)
from pydantic.plugin._loader import get_plugins
print(*get_plugins(), "email" in sys.modules)
"""
    assert told(code) == "True\n"
