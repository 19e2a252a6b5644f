"""Words of foreign files that stand for keys here: labels of vocabularies, of yes and no, names of countries and languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from govtui.i18n.countries import country_codes, is_country, names_of_country
from govtui.i18n.labels import LABELS, label
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.manifest import Manifest
from govtui.text.fold import tonekey

YES = ("có", "đúng", "yes", "true", "x", "✓", "1")
NO = ("không", "sai", "no", "false", "0")
"""What cells have for yes and no, where the field is one of these two."""

_YES_NO = {tonekey(word): meant for words, meant in ((YES, True), (NO, False)) for word in words}


class KnownWords:
    """The labels of a registry in all languages of the interface. Capitals mean nothing; accents do."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._translators = [load(language) for language in LANGUAGES]
        self._by_vocabulary: dict[str, Mapping[str, str]] = {}

    def key(self, vocabulary: str, text: str) -> str | None:
        """Return the key that a text is, or is the label of, in a vocabulary; None for none, or for several."""
        if self._manifest.knows(vocabulary, text):
            return text
        if vocabulary not in self._by_vocabulary:
            keys = self._manifest.keys(vocabulary)
            self._by_vocabulary[vocabulary] = _unambiguous(
                (name, key)
                for key in keys
                for name in [
                    *self._labels(vocabulary, key),
                    *(self._manifest.own_label(vocabulary, key) or {}).values(),
                ]
            )
        return self._by_vocabulary[vocabulary].get(tonekey(text))

    def country(self, text: str) -> str | None:
        """Return the code of a country that a text is the code or a name of."""
        return text.upper() if is_country(text.upper()) else self._countries.get(tonekey(text))

    def language(self, text: str) -> str | None:
        """Return the tag of a language by its name."""
        return self._languages.get(tonekey(text))

    @staticmethod
    def yes_no(text: str) -> bool | None:
        """Return what a word for yes or no means; None for other words."""
        return _YES_NO.get(tonekey(text))

    def _labels(self, vocabulary: str, key: str) -> list[str]:
        return [label(vocabulary, key, tr, self._manifest) for tr in self._translators]

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        return _unambiguous((name, tag) for tag in LABELS["language"] for name in self._labels("language", tag))

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        return _unambiguous((name, code) for code in country_codes() for name in names_of_country(code))


def _unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return names in their strict key to what they mean, without those that mean several things."""
    found: dict[str, set[str]] = {}
    for name, key in names:
        found.setdefault(tonekey(name), set()).add(key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1 and name}
