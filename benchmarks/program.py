"""What the measurements ask of govtui: the one place to change when its interfaces do.

What does not exist yet raises NotThere, and the table says so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtui.index.api import Index, View


class NotThere(Exception):
    """govtui has no such thing yet."""


# commands


def browse(registry: Path) -> list[str]:
    """The command line that opens a registry on the screen, in Vietnamese whatever was chosen before."""
    return [sys.executable, "-m", "govtui", "--lang", "vi", str(registry)]


def bare() -> list[str]:
    """The command line of the bare Textual app."""
    return [sys.executable, "-m", "benchmarks.bare"]


ALL = ("--limit", "1000000000")


def search(query: str, registry: Path) -> list[str]:
    """The command line that prints the ids of what is found, one a line. Raises NotThere."""
    if find_spec("govtui.cli.search") is None:
        raise NotThere("`govtui search`")
    return [sys.executable, "-m", "govtui", "search", query, "--registry", str(registry), "--ids", *ALL]


def shipped() -> tuple[Path, str]:
    """The registry that ships, and the id of a record in it. Raises NotThere."""
    from govtui.store.location import bundled

    root = bundled()
    if root is None:
        raise NotThere("records that ship")
    return root, "unpog"


def scripted(registry: Path, id: str) -> dict[str, list[str]]:
    """Command lines that scripts run in loops, by what they are called in the table."""
    start = [sys.executable, "-m", "govtui"]
    where = ["--registry", str(registry)]
    return {
        "--version": [*start, "--version"],
        "search --ids": [*start, "search", "--ids", id, *where],
        "show --toml": [*start, "show", id, "--toml", *where],
        "show --json": [*start, "show", id, "--json", *where],
        "show": [*start, "show", id, *where],
        "search": [*start, "search", id, *where],
        "check": [*start, "check", *where],
    }


GOVTUI = [sys.executable, "-m", "govtui"]
"""The program without a command, as the script of a shell runs it."""


def tab(shell: str, line: str) -> dict[str, str]:
    """The environment by which a shell's script asks what may follow a line. Raises NotThere."""
    if find_spec("govtui.cli.completing") is None:
        raise NotThere("completion in a shell")
    return {
        "_GOVTUI_COMPLETE": f"{shell}_complete",
        "COMP_LINE": line,
        "COMP_WORDS": line,
        "COMP_CUTS": " \t\n\"'@><=;|&(:",
    }


# keys, and what the screen shows

OPEN_SEARCH = "/"
EMPTY_SEARCH = "\x15"  # ctrl+u: everything before the cursor
SWITCH_LANGUAGE = "\x1bOQ"  # F2
TO_LIST = "\r"
FACETS_KEY: str | None = "f"
"""What opens the facet panel, beside the list, where it stays while one types into the search field; None: there is none."""
SEARCH_SIGN = " / "
"""What the search field's line begins with; under it are the list's head and its rows."""
RAIL = "Mục lục"
"""Stands over the sections of what is read, right of the reader."""
SEPARATOR = "│"
"""Stands between the list and the facets, and before the reader."""


def list_part(lines: Sequence[str]) -> tuple[str, ...]:
    """The part of a screen that a keystroke in the search field changes at once: everything but the reader, and its rail.

    Where the panes end is told by their heads: what is read has such lines of its own.
    """
    head = next((line for line in lines if SEPARATOR in line), "")
    ends = [place for place, letter in enumerate(head) if letter == SEPARATOR]
    if len(ends) > 1 and head[ends[-1] + 1 :].strip() == RAIL:
        del ends[-1]
    end = ends[-1] if ends else len(head)
    return tuple((line[:end] if line[end : end + 1] == SEPARATOR else line).rstrip() for line in lines)


def result_part(lines: Sequence[str]) -> tuple[str, ...]:
    """The same without what follows when nobody has typed for a moment: in lists whose rows take two lines, the second ones
    tell first of the record, and then what was found in its text. Where a row takes one line, that is part of it."""
    part = list_part(lines)
    sign = next((place for place, line in enumerate(part) if line.startswith(SEARCH_SIGN)), 1)
    # Between the query line and the list's head there may be what completes it.
    header = next((place for place, line in enumerate(part) if place > sign and SEPARATOR in line), sign + 1)
    rows = (
        line if place <= header or (place - header) % 2 else SEPARATOR.join(["", *line.split(SEPARATOR)[1:]])
        for place, line in enumerate(part)
    )
    return tuple(rows)


def forget_session(home: Path) -> None:
    """Let the next start be as the first: at home, not with what was open when the program was last left."""
    shutil.rmtree(home / "state", ignore_errors=True)


def leave_in_list(home: Path, registry: Path) -> None:
    """Let the next start show the whole list, as where the program was left there; nobody knows when, so it says nothing of it."""
    from govtui.user import session

    forget_session(home)
    place = home / "state" / "govtui" / session.FOLDER / session.path(registry).name
    place.parent.mkdir(parents=True)
    left = {"registry": os.path.realpath(registry), "place": {"anchor": "of a record that is gone"}}
    place.write_text(json.dumps(left), encoding="utf-8")


TASK_CELLS = 34
"""Cells of a row of home to which no note beside a task comes."""


def home_part(lines: Sequence[str]) -> tuple[str, ...]:
    """The part of home that its first frame has: not what stands beside the tasks, nor below them."""
    end = next((place for place, line in enumerate(lines) if place > 2 and not line.strip()), len(lines) - 1)
    return (*lines[:2], *(line[:TASK_CELLS].rstrip() for line in lines[2:end]), lines[-1].rstrip())


def shows_all(lines: Sequence[str], size: int) -> bool:
    """Whether the tabs say that all of so many records are known (Vietnamese: 1.000)."""
    return f"{size:,}".replace(",", ".") in lines[1].split()


def shows_some(lines: Sequence[str], _size: int) -> bool:
    """Whether the tabs say that there is any record at all."""
    return re.search(r"\b1 \D+ [1-9]", lines[1]) is not None


# in this process


def build(registry: Path, listed: Callable[[], None] = lambda: None) -> Index:
    """Read all files and make the index, where the environment says that indexes are kept.

    `listed` is called, perhaps several times, from when list, names and facets are complete on.
    """
    from govtui.index.cache import IndexCache

    kept = IndexCache(registry)

    def progress(_done: int, _total: int) -> None:
        growing = kept.growing()
        if growing is not None and growing.listed:
            listed()

    index = kept.refreshed(progress, force=True)
    assert index is not None
    return index


def open_index(registry: Path) -> Index:
    """The index as the interface opens it; made first where there is none."""
    from govtui.index.cache import IndexCache

    return IndexCache(registry).open() or build(registry)


def rescan(registry: Path) -> Callable[[], object]:
    """Hold all files against the index, and make it anew where they differ; None is returned where they do not."""
    from govtui.index.cache import IndexCache

    kept = IndexCache(registry)
    kept.open() or kept.refreshed(force=True)
    return kept.refreshed


def view(text: str) -> View:
    """The whole list filtered by what was typed."""
    from govtui.index.api import View

    return View(text=text)


def answers(index: Index) -> Callable[[str], int]:
    """The facts that answer a line, and how many. Raises NotThere."""
    if not hasattr(index, "answers"):
        raise NotThere("answers")
    return lambda text: len(index.answers(text, 5).facts)


def is_corrected(index: Index, query: str) -> bool:
    """Whether a word of the query stands nowhere, so that others were looked for instead."""
    return bool(index.corrected(query))


def last_changed(registry: Path, path: str) -> int:
    """Of how many fields of a record's file it is known who last changed them. Raises NotThere."""
    if find_spec("govtui.edit.blame") is None:
        raise NotThere("blame")
    from govtui.edit.blame import last_changed
    from govtui.edit.file_history import FileHistory
    from govtui.store.registry import Registry

    return len(last_changed(FileHistory(Registry(registry), path)))


def latest_changes(registry: Path, most: int) -> int:
    """How many of the latest changes of a registry are told, at most `most`. Raises NotThere."""
    if find_spec("govtui.edit.registry_history") is None:
        raise NotThere("the history of a registry")
    from govtui.edit.registry_history import RegistryHistory
    from govtui.store.registry import Registry

    return sum(1 for _ in islice(RegistryHistory(Registry(registry)).changes(), most))


LINKED = ("organized_by", "part_of", "has_part", "attended_by", "member_of", "person_org", "person")
"""Query fields that take records and people, whose values are counted for completion."""


def links(index: Index) -> Callable[[str, str], Mapping[str, int]]:
    """Counts of the most frequent values of one of LINKED for what was typed. Raises NotThere."""
    if not hasattr(index.fields, "links"):
        raise NotThere("fields that take records")
    return lambda text, field: index.facets(text, (field,))[field]


def facets(index: Index) -> Callable[[str], Mapping[str, Mapping[str, int]]]:
    """Counts of all values of all facets for what was typed. Raises NotThere."""
    if not hasattr(index, "facets"):
        raise NotThere("facets")
    return index.facets
