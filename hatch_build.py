"""The build hooks: one compiles the catalogs, so that what is installed reads them with the standard library alone, and puts
the registry that ships into the wheel; the other makes the readme that a package index shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"<picture>.*?</picture>\s*", re.DOTALL)
_LINK_INTO_THE_PROJECT = re.compile(r"\[([^\]]+)\]\((?!https?:|#)([^)]+)\)")


class CatalogHook(BuildHookInterface[Any]):
    """Writes govtui/locales/<language>/LC_MESSAGES/govtui.mo from locales/, for wheels and editable installations.

    A wheel also gets records/ as govtui/records; an editable installation does not, as it would be a copy that goes stale.

    Raises RuntimeError when there are no catalogs, and Babel's PoFileError when one cannot be read: a wheel without
    words would install in silence and speak English to everybody.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is put together; `version` is "standard" or "editable", and either needs the words."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        root = Path(self.root)
        sources = sorted(root.glob("locales/*/LC_MESSAGES/govtui.po"))
        if not sources:
            raise RuntimeError("no catalogs: locales/*/LC_MESSAGES/govtui.po")
        for source in sources:
            target = root / "govtui" / source.relative_to(root).with_suffix(".mo")
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as text:
                catalog = read_po(text, locale=source.parts[-3], abort_invalid=True)
            catalog.creation_date = datetime(2020, 2, 2, tzinfo=UTC)  # else the time of the build gets into the file
            with target.open("wb") as stream:
                write_mo(stream, catalog)
        if version == "standard":
            build_data["force_include"]["records"] = "govtui/records"


class ReadmeHook(MetadataHookInterface):
    """Gives a package index README.md without what leads nowhere there: pictures, and links to files of the project.

    A link to a file becomes its words with the file's path behind them, as the path is in the source distribution.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Called with the table `project`; puts `readme` in."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = _LINK_INTO_THE_PROJECT.sub(_with_path, _PICTURE.sub("", text))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def _with_path(link: re.Match[str]) -> str:
    words, path = link.groups()
    return words if words.strip("`") == path else f"{words} (`{path}`)"
