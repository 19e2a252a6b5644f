"""What the first list is drawn with comes without what takes long to import; the rest follows after the first paint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from samples import SAMPLE

from govtui.index.cache import IndexCache

LATER = [
    "pydantic",
    "babel",
    "click",
    "rtoml",
    "tree_sitter",
    "_hashlib",
    "govtui.model.record",
    "govtui.model.fields",
    "govtui.model.own_fields",
    "govtui.page.compose",
]


def test_what_is_only_needed_later_is_not_imported_for_it_for_home_or_for_queries(tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    assert IndexCache(SAMPLE, index).refreshed() is not None
    code = f"""
import sys
from govtui.__main__ import hash_without_openssl
hash_without_openssl()
import govtui.tui.app, govtui.tui.browse.screen, govtui.tui.browse.home_pane
from pathlib import Path
from govtui.index.cache import IndexCache
from govtui.index.api import View
from govtui.index.schema import default_path
root = Path({str(SAMPLE)!r})
default_path(root, root)
found = IndexCache(root, Path({str(index)!r})).open()
assert found.result(View()).window(0, 20)
from govtui.tui.browse.facet_pane import choices
assert found.result(View(text="status:held")).total and found.mistakes("x.budget:1")
assert choices(found, "status:held")[0].dim == "type" and found.fields.facets["type"][0].label == "Type"
print([name for name in {LATER} if sys.modules.get(name)])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == "[]\n"


def test_garbage_is_collected_again_after_the_start_and_what_the_start_made_is_left_alone() -> None:
    code = """
import gc
gc.disable()
from govtui.tui.app import GovtuiApp
GovtuiApp.collect_garbage(None)
print(gc.isenabled(), gc.get_freeze_count() > 0, gc.get_threshold()[0] > 700)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == "True True True\n"
