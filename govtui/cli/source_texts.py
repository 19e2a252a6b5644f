"""What commands need to hold records against source texts: the folder of the texts, and the names of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from govtui.cli.asked import CannotAsk
from govtui.cli.session import Session
from govtui.i18n.countries import country_name
from govtui.i18n.translator import Translator
from govtui.model.evidence import Texts
from govtui.model.identifiers import country_of
from govtui.model.record import Record
from govtui.page.evidence import RecordNames, names_of
from govtui.store.registry import Registry
from govtui.store.texts import SourceTexts, texts_folder
from govtui.user import choices


class AllNames(RecordNames):
    """Those of a registry whose records are all at hand."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        super().__init__(records.get)
        self._records = records

    def name(self, target: str, tr: Translator) -> str:
        """Return the name of a record or country in the language of the interface; an unknown id as it is."""
        if code := country_of(target):
            return country_name(code, tr) or target
        if (record := self._records.get(target)) is None:
            return target
        return record.label.get(tr.language) or next(iter(record.label.values()), target)

    def all_names(self) -> frozenset[str]:
        """Return the names and aliases of all records."""
        return self._all

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(name for record in self._records.values() for name in names_of(record))


class OnlySome:
    """The texts of some sources alone."""

    def __init__(self, texts: Texts, sources: Iterable[str]) -> None:
        self._texts = texts
        self._sources = frozenset(sources)

    def lines(self, source: str) -> Sequence[str] | None:
        """Return the lines of a text; None for other sources, too."""
        return self._texts.lines(source) if source in self._sources else None

    def sha256(self, source: str) -> str | None:
        """Return the SHA-256 of a text; None for other sources, too."""
        return self._texts.sha256(source) if source in self._sources else None


def texts_of(
    session: Session, registry: Registry, named: str | None, file_of: Callable[[str], str | None]
) -> SourceTexts:
    """Return the texts in the folder of --texts, else of config.toml, else of registry.toml.

    Raises click.ClickException where none is named, or the folder is not there.
    """
    tr = session.tr
    folder = texts_folder(registry.root, named, choices.load().get("texts"), registry.manifest.texts)
    if folder is None:
        words = tr.gettext(
            "No folder of source texts is known: name it with --texts, in [texts] of config.toml, or by “texts” in"
            " registry.toml."
        )
        raise CannotAsk("no_texts", words)
    if not folder.is_dir():
        raise CannotAsk("no_texts", tr.gettext("There is no folder {path}.").format(path=folder))
    return SourceTexts(folder, file_of)
