"""A registry in which everything that the interface can do can be done: a past in git, views, drafts, and somebody else who
edits, too.

What is drawn of it is the same at each run: its times stand still, and drafts and views are in folders of the test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from repository import Repository
from samples import rewrite

from govtui.store.files import etag
from govtui.user import drafts, views

PAST, DRAFTED, SHUT = "bo-noi-vu", "kr-mois", "trang-web"
"""The record with a past, the one with a draft, and the one whose draft began from another text."""

MADE = 1_714_965_000.0
"""When the drafts were kept: 2024-05-06, in the morning."""

EDITOR = '#!/bin/sh\necho "# 2024" >> "$1"\n'
"""An editor of the user's own: it adds a line and leaves."""


class Workshop(Repository):
    """The sample, its texts changed, as a work tree of git with one record of which there are three versions."""

    def __init__(self, top: Path, change: Callable[[str], str] = str) -> None:
        self.top = top
        self.root = rewrite(top / "registry", change)
        self.file = self.root / "organizations" / f"{PAST}.toml"
        """The record with a past; its last version is not committed."""
        self.git("init", "--quiet", "--initial-branch=2024")
        self.git("config", "user.name", change("Lan"))
        self.git("config", "user.email", "@")
        self.git("config", "core.hooksPath", "/dev/null")
        text = self.file.read_text(encoding="utf-8")
        for status, message in (("unknown", "1"), ("active", "2"), ("inactive", "")):
            self.file.write_text(text.replace('"active"', f'"{status}"'), encoding="utf-8")
            if message:
                self.commit(message)
        self._drafts()
        views.save(views.SavedView("2024", query="2021", kind="event", order="date"))
        editor = top / "editor"
        editor.write_text(EDITOR)
        editor.chmod(0o755)

    def _drafts(self) -> None:
        """Of one record, of one whose file changed since, and of one that is gone."""
        places = {DRAFTED: f"organizations/{DRAFTED}.toml", SHUT: f"sources/{SHUT}.toml", "khong-co": ""}
        for ago, (key, path) in enumerate(places.items()):
            text = (self.root / path).read_text(encoding="utf-8") if path else "schema = 2\n"
            tag = etag(text.encode()) if key == DRAFTED else "1"
            with mock.patch("govtui.user.drafts.time.time", return_value=MADE - 60 * ago):
                changed = text.replace('"active"', '"inactive"')
                drafts.keep(drafts.begin(self.root, key, text, tag), changed if changed != text else f"{text}# 2024\n")


@contextmanager
def surroundings(home: Path) -> Iterator[None]:
    """A user's folders, and an editor, of the test's own; a clock that is set."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STATE", "CONFIG", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("TZ", "Asia/Ho_Chi_Minh")
        patch.setenv("VISUAL", str(home / "work" / "editor"))
        time.tzset()
        yield
    time.tzset()


@contextmanager
def workshop(home: Path, change: Callable[[str], str] = str) -> Iterator[Workshop]:
    """A workshop in a folder, and the surroundings that it needs."""
    with surroundings(home):
        (home / "work").mkdir()
        yield Workshop(home / "work", change)
