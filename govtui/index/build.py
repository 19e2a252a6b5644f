"""From files to an index: every entry read, checked, and put into words for each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from govtui.i18n.dates import date_short
from govtui.i18n.labels import label
from govtui.i18n.places import country_name
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.memory import Item, MemoryIndex, Searched, Words
from govtui.index.query import Incoming
from govtui.model.checks import check
from govtui.model.localized import read
from govtui.model.parts import Place
from govtui.model.problem import Problem, Severity
from govtui.model.record import Event, Record, Source
from govtui.model.relations import OTHER_REFERENCES, RELATIONS, references
from govtui.model.vocabulary import FOLDERS
from govtui.store.files import printable
from govtui.store.places import Places
from govtui.store.registry import Entry, Registry
from govtui.text.collate import sort_key
from govtui.text.fold import fold, tonekey, words

_REFERENCE_ORDER = {name: n for n, name in enumerate((*RELATIONS, *OTHER_REFERENCES))}


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> MemoryIndex:
    """Read the whole registry. Nothing that a file holds stops it; every unreadable file is an item with its problems."""
    gathered = _Gathered(registry)
    problems = gathered.problems()
    speakers = translators or [load(language) for language in LANGUAGES]
    items = [_item(key, entry, gathered, problems[key], speakers) for key, entry in gathered.entries.items()]
    general = [*registry.manifest_problems, *registry.stray()]
    return MemoryIndex(
        items, gathered.incoming(), gathered.former, [*general, *(p for own in problems.values() for p in own)]
    )


class _Gathered:
    """All entries of a registry by key; answers what the checks ask (model.checks.Known)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.entries: dict[str, Entry] = {}
        self.former: dict[str, str] = {}
        self._names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._own: defaultdict[str, list[Problem]] = defaultdict(list)
        for entry in registry.entries():
            self._add(entry)
        for key, entry in self.entries.items():
            for former in entry.record.former_ids if entry.record else ():
                if former not in self.entries:
                    self.former[former] = key

    def _add(self, entry: Entry) -> None:
        key = entry.id
        if key in self.entries:
            taken = self.entries[key]
            key = printable(entry.path)
            values = {"id": entry.id, "other": printable(taken.path)}
            self._own[key].append(self._at(entry, Problem("duplicate_id", Severity.ERROR, field="id", values=values)))
        self.entries[key] = entry
        self._own[key] += entry.problems
        record = entry.record
        if record is None:
            return
        for name in record.label.values():
            self._names[record.kind, fold(name)].add(key)
        if record.id != entry.stem:
            values = {"id": record.id, "stem": entry.stem}
            self._own[key].append(
                self._at(entry, Problem("id_not_file_name", Severity.ERROR, field="id", values=values))
            )
        if record.kind != entry.folder_kind:
            problem = Problem("kind_not_folder", Severity.ERROR, field="kind", values={"kind": FOLDERS[record.kind]})
            self._own[key].append(self._at(entry, problem))

    def _at(self, entry: Entry, problem: Problem) -> Problem:
        place = Places(entry.text).find(problem.spot or problem.field)
        return replace(problem, record=entry.id).at(printable(entry.path), *place)

    def problems(self) -> dict[str, list[Problem]]:
        """Every entry's problems with their places, worst first."""
        out = {}
        for key, entry in self.entries.items():
            found = self._own[key]
            if entry.record:
                places: Places | None = None
                for problem in check(entry.record, self):
                    places = places or Places(entry.text)
                    found.append(problem.at(printable(entry.path), *places.find(problem.spot or problem.field)))
            out[key] = sorted(found, key=lambda problem: problem.order)
        return out

    def incoming(self) -> dict[str, list[Incoming]]:
        """Target id to the references that arrive there."""
        found: defaultdict[str, list[Incoming]] = defaultdict(list)
        for key, entry in self.entries.items():
            if entry.record is None:
                continue
            seen = set()
            for reference in references(entry.record):
                target = self.former.get(reference.target, reference.target)
                if (reference.type, target) not in seen:
                    seen.add((reference.type, target))
                    found[target].append(Incoming(reference.type, key, reference.field))
        for target in found:
            found[target].sort(key=lambda one: (_REFERENCE_ORDER.get(one.type, 99), self._sort_name(one.key)))
        return dict(found)

    def _sort_name(self, key: str) -> str:
        record = self.entries[key].record
        reading = read(record.label, "vi") if record else None
        return sort_key(reading.text if reading else key, "vi")

    # what the checks ask

    @property
    def languages(self) -> Sequence[str]:
        return self.registry.manifest.languages

    def record(self, id: str) -> Record | None:
        entry = self.entries.get(self.former.get(id, id))
        return entry.record if entry else None

    def kind_of(self, id: str) -> str | None:
        entry = self.entries.get(self.former.get(id, id))
        return entry.kind if entry else None

    def knows(self, vocabulary: str, key: str) -> bool:
        return self.registry.manifest.knows(vocabulary, key)

    def keys(self, vocabulary: str) -> Sequence[str]:
        return self.registry.manifest.keys(vocabulary)

    def same_name(self, record: Record) -> Collection[str]:
        names = (self._names[record.kind, fold(name)] for name in record.label.values())
        return {key for keys in names for key in keys} - {record.id}


def _item(
    key: str, entry: Entry, gathered: _Gathered, problems: list[Problem], translators: Sequence[Translator]
) -> Item:
    record, glimpse = entry.record, entry.glimpse
    names = dict(record.label if record else glimpse.name) or {"": entry.id}
    place = record.place if record else glimpse.place
    date = record.main_date if record else glimpse.date
    kind = entry.kind
    type_ = record.type if record else glimpse.type
    in_words = {}
    for tr in translators:
        type_label = label(f"{kind}.type", type_, tr, gathered.registry.manifest) if type_ else ""
        in_words[tr.language] = Words(type_label, date_short(date, tr) if date else "", place_words(place, tr))
    series = record.series if isinstance(record, Event) else None
    worst = max((p.severity for p in problems if not p.muted), default=0)
    return Item(
        key=key,
        id=entry.id,
        kind=kind,
        type=type_,
        path=entry.path,
        readable=record is not None,
        severity=int(worst) if worst > Severity.WARNING else 0,
        names=names,
        words=in_words,
        sort_names={language: sort_key(_name(names, language), language) for language in ("vi", "en")},
        date=date.text if date else "",
        date_key=date.sort_key() if date else None,
        year_less=date.year_less if date else False,
        country=place.country or "" if place else "",
        number=series.number if series else None,
        ambiguous=bool(record and gathered.same_name(record)),
        searched=_searched(entry, names, place, translators),
        problems=tuple(problems),
    )


def _name(names: dict[str, str], language: str) -> str:
    reading = read(names, language)
    return reading.text if reading else ""


def place_words(place: Place | None, tr: Translator) -> str:
    """Where something is, in the words of `tr`: venue, city, country, as far as known."""
    if place is None:
        return ""
    parts = [reading.text for text in (place.venue, place.city) if (reading := read(text, tr.language))]
    if place.country:
        parts.append(country_name(place.country, tr) or place.country)
    if place.online:
        parts.append(tr.pgettext("place", "online"))
    return ", ".join(parts)


def _searched(entry: Entry, names: dict[str, str], place: Place | None, translators: Sequence[Translator]) -> Searched:
    """The texts that a query is matched against, folded once."""
    record = entry.record
    text: list[str] = [place_words(place, tr) for tr in translators]
    aliases = [entry.id]
    if record:
        aliases += [alias.text for alias in record.aka] + list(record.identifiers.values()) + record.former_ids
        for localized in (record.summary, record.theme):
            text += (localized or {}).values()
        text += [name for person in record.people for name in (person.name, *person.aka)]
        if isinstance(record, Source):
            text += [value for value in (record.author, record.publisher) if value]
        aliases += [symbol] if (symbol := getattr(record, "symbol", None)) else []
    return Searched(
        exact=_spaced(tonekey(word) for name in names.values() for word in words(name)),
        name=_spaced(fold(word) for name in names.values() for word in words(name)),
        alias=_spaced(fold(word) for alias in aliases for word in words(alias)),
        text=_spaced(fold(word) for part in text for word in words(part)),
    )


def _spaced(folded: Iterable[str]) -> str:
    return f" {' '.join(folded)} "
