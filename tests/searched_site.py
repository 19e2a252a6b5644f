"""The search of the website without a browser: its script in an engine of its own, over files that were made just now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files as resources
from types import TracebackType
from typing import Any, Self

from py_mini_racer import MiniRacer

from govtui.i18n.translator import load
from govtui.index.api import Index
from govtui.site.search_files import scripts
from govtui.site.site_file import Site
from govtui.store.registry import Registry

SCRIPT = resources("govtui.site").joinpath("assets", "search.js").read_text("utf-8")


def site_of(registry: Registry, index: Index, published: set[str] | None = None) -> Site:
    """The site of a registry in both languages."""
    when = datetime(2026, 11, 30, tzinfo=UTC)
    return Site(registry, index, {language: load(language) for language in ("vi", "en")}, when, published=published)


class SearchedSite:
    """Searches the site in one language. Must be closed: the engine has threads of its own."""

    def __init__(self, site: Site, language: str) -> None:
        self.files = dict(scripts(site, language))
        self.keys = site.index.search_data(language, site.published).keys
        self.loaded: set[str] = set()
        self._engine = MiniRacer()
        self._engine.eval(SCRIPT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._engine.close()

    def run(self, function: str, *values: object) -> Any:
        """Call a function of JavaScript with values, and return its value."""
        given = ", ".join(map(json.dumps, values))
        return json.loads(self._engine.eval(f"JSON.stringify(({function})({given}))"))

    def ask(self, line: str, **chosen: str) -> dict[str, Any]:
        """Search, and load what is missing as the page does; the documents as keys."""
        while True:
            found = self.run(_FIND, line, chosen)
            if not found["missing"]:
                return found | {"keys": [self.keys[place] for place in found["docs"]]}
            for name in found["missing"]:
                self._engine.eval(self.files[name].decode())
                self.loaded.add(name)

    def found(self, line: str, **chosen: str) -> Sequence[str]:
        """The keys of the records that a line finds, in order."""
        keys: list[str] = self.ask(line, **chosen)["keys"]
        return keys

    def counts(self, line: str, **chosen: str) -> Mapping[str, Mapping[str, int]]:
        """How many of them have each value of the facets."""
        counts = self.ask(line, **chosen)["counts"]
        return {dim: {value: count for value, _, count in values} for dim, values in counts.items()}


_FIND = """(line, chosen) => {
    const found = govtui.find(line, chosen);
    return {...found, missing: [...govtui.missing], claims: found && found.docs.filter(found.isClaim)};
}"""
