"""Two processes that edit the same record at once: no edit is lost without its author being told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from editable import A

from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain

EDITS = 12

WRITER = """
import sys
from pathlib import Path
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict
from govtui.index.cache import build
from govtui.store.field_edits import Change
from govtui.store.registry import Registry

root, who, edits = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
registry = Registry(root)
editing = Editing(registry, build(registry))
print("ready", flush=True)
input()
for number in range(edits):
    entry = editing.entry("a")
    change = editing.fields("a", [Change(f"x.{who}{number}", number), Change("x.last", who)], entry.etag)
    saved = False
    while not saved:
        try:
            editing.save(change)
            saved = True
        except Conflict as conflict:
            _, merged = editing.reconciled(conflict)
            if merged is None:
                break
            change = merged
    print(number, "saved" if saved else "told", flush=True)
"""


def test_what_is_not_saved_is_told(root: Path, anew: Callable[[], Editing]) -> None:
    writers = {
        who: subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), who, str(EDITS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in ("p", "q")
    }
    for writer in writers.values():
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers.values():
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = {who: writer.communicate(timeout=60)[0] for who, writer in writers.items()}
    data = plain((root / A).read_text())
    assert data is not None
    for who, lines in said.items():
        fate = dict(line.split() for line in lines.splitlines())
        assert len(fate) == EDITS
        for number, what in fate.items():
            assert (f"{who}{number}" in data["x"]) == (what == "saved"), (who, number, what)
    assert anew().entry("a").record is not None
