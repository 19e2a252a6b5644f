"""registry.toml: what a registry is called, which languages it keeps, and the vocabulary it adds."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import rtoml
from pydantic import Field, ValidationError

from govtui.model.base import Value
from govtui.model.identifiers import Key
from govtui.model.localized import LocalizedText
from govtui.model.problem import Problem, Severity
from govtui.model.vocabulary import VOCABULARIES, own_name
from govtui.store.codec import located
from govtui.store.files import Unreadable, read

FILE = "registry.toml"


class Manifest(Value):
    """A registry's own settings. Without a file, the defaults: Vietnamese and English, no name, no own vocabulary."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    languages: list[str] = Field(default_factory=lambda: ["vi", "en"])
    source_language: str = "vi"
    name: LocalizedText | None = None
    vocabulary: dict[Key, dict[Key, LocalizedText]] = Field(default_factory=dict)

    def own_label(self, vocabulary: str, key: str) -> dict[str, str] | None:
        """The label, by language, of a key that the registry itself adds to a vocabulary; None for other keys."""
        return self.vocabulary.get(own_name(vocabulary), {}).get(key)

    def knows(self, vocabulary: str, key: str) -> bool:
        """Whether a key belongs to a vocabulary, built in or the registry's own."""
        return key in VOCABULARIES[vocabulary] or key in self.vocabulary.get(own_name(vocabulary), {})

    def keys(self, vocabulary: str) -> tuple[str, ...]:
        """All keys of a vocabulary, the built-in ones first."""
        return (*VOCABULARIES[vocabulary], *self.vocabulary.get(own_name(vocabulary), {}))


def load(root: Path) -> tuple[Manifest, tuple[Problem, ...]]:
    """The manifest of the registry at `root`, or the defaults with the problems that kept it from being read."""
    try:
        raw = read(root, FILE)
    except Unreadable as error:
        if error.code == "gone":
            return Manifest(), (Problem("no_manifest", Severity.WARNING, path=FILE),)
        return Manifest(), (Problem(error.code, Severity.ERROR, path=FILE, values=error.values),)
    try:
        text = raw.decode("utf-8-sig")
        data = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
        return Manifest(), tuple(problem.at(FILE) for problem in located(raw, error))
    try:
        manifest = Manifest.model_validate(data)
    except ValidationError as error:
        return Manifest(), tuple(problem.at(FILE) for problem in located(raw, error, Manifest, data))
    unknown = [name for name in manifest.vocabulary if name not in {own_name(v) for v in VOCABULARIES}]
    return manifest, tuple(
        Problem(
            "unknown_vocabulary",
            Severity.WARNING,
            path=FILE,
            line=1,
            column=1,
            field=f"vocabulary.{name}",
            values={"name": name},
        )
        for name in unknown
    )
