"""One made-up record: its TOML file, and the same as plain values for the peers."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from benchmarks import dates
from benchmarks.made import (
    DEC,
    EVT,
    ORG,
    SERIES_EVERY,
    SRC,
    Flaws,
    Registry,
    flaws,
    id_of,
    low,
    place,
)
from benchmarks.parts import MEMBERS, PARTICIPANTS, SCHEMA, Parts
from benchmarks.sentences import raised, words
from benchmarks.vocabulary import Drawer, Pair, listed

ORGANIZATION_STATUS, DECLARATION_STATUS, EVENT_STATUS, SDG = (
    Drawer(listed(name), 40) for name in ("organization_status", "declaration_status", "event_status", "sdg")
)
NO_DATE = dates.Date("", "", 0)


class Made(NamedTuple):
    """A record as the peers take it, and the text of its file."""

    kind: str
    number: int
    """Its number among the records of its kind, from 0."""
    id: str
    type: str
    status: str
    name: Pair
    """The English one is empty where it is missing."""
    date: dates.Date
    country: str
    city: Pair
    people: tuple[str, ...]
    sdg: tuple[str, ...]
    summary: Pair
    source: str
    toml: str


class _Draft:
    """What records of all kinds are made of, drawn in a fixed order."""

    def __init__(self, registry: Registry, index: int) -> None:
        self.registry = registry
        self.kind, self.number = registry.kind(index)
        self.rng: Random = registry.random(index)
        self.flaws: Flaws = flaws(self.number)
        self.id = id_of(self.kind, self.number)
        self.place = place(self.kind, self.number)
        rng, said = self.rng, words()
        self.country = said.country(rng)
        self.city = self.country.cities[low(rng, len(self.country.cities))]
        self.type, self.form = said.form[self.kind](rng)
        dated = rng.random() < 0.9 or self.flaws.discrepancy
        self.date = dates.draw(rng) if dated else NO_DATE
        self.sdg = tuple(dict.fromkeys(SDG(rng) for _ in range(int(3.2 * rng.random() ** 2))))
        self.people = tuple(dict.fromkeys(said.person(rng) for _ in range(int(2.6 * rng.random() ** 1.5))))
        self.source = self.target(SRC)
        self.parts = Parts(rng, self.kind, self.source)

    def target(self, kind: str) -> str:
        """The id of some record of a kind, those with small numbers far more often."""
        return id_of(kind, low(self.rng, self.registry.counts[kind]))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    # parts of the file

    def top(self, fields: str) -> str:
        sdg = f"sdg = {_array(self.sdg)}\n" if self.sdg else ""
        return f'schema = {SCHEMA}\nkind = "{self.kind}"\nid = "{self.id}"\ntype = "{self.type}"\n{fields}{sdg}'

    def localized(self, table: str, text: Pair) -> str:
        english = "" if self.flaws.untranslated else f'en = "{text.en}"\n'
        return f'\n[{table}]\nvi = "{text.vi}"\n{english}'

    def where(self) -> str:
        return (
            f'\n[place]\ncountry = "{self.country.code}"\ncity = {{ vi = "{self.city.vi}", en = "{self.city.en}" }}\n'
        )

    def relations(self, found: dict[str, list[str]]) -> str:
        if self.flaws.dangling:
            found["funded_by"] = [f"{id_of(ORG, self.number)}-missing"]
        lines = "".join(f"{key} = {_array(dict.fromkeys(targets))}\n" for key, targets in found.items())
        return f"\n[relations]\n{lines}" if found else ""

    def persons(self, role: str) -> str:
        out = ""
        for name in self.people:
            job = words().job(self.rng)
            out += (
                f'\n[[people]]\nname = "{name}"\nrole = "{role}"\n'
                f'title = {{ vi = "{job.vi}", en = "{job.en}" }}\norg = "{self.target(ORG)}"\n'
            )
        return out

    def figures(self, what: str) -> str:
        """How many there were; two who count differently where there is to be a discrepancy."""
        value = 10 + int(900 * self.rng.random() ** 2)
        out = f'\n[[figures]]\nwhat = "{what}"\nvalue = {value}\nsource = "{self.source}"\nat = "L{3 + value % 40}"\n'
        if self.flaws.discrepancy:
            out += f'\n[[figures]]\nwhat = "{what}"\nvalue = {2 * value}\nbound = "over"\n'
            out += f'{"quote" if SCHEMA > 1 else "text"} = "hơn {2 * value}"\n'
        return out

    def told(self, name: Pair, dated: str) -> str:
        """Note, other names, figures and claims."""
        return (
            self.parts.note()
            + self.parts.aliases(name)
            + self.parts.figures()
            + self.parts.claims(self.target(SRC), self.date, dated)
        )

    def cited(self, *fields: str) -> str:
        others = [self.source, *(self.target(SRC) for _ in range(self.parts.count_of_citations() - 1))]
        state = "reviewed" if self.rng.random() < 0.6 else "draft"
        return (
            self.parts.citations(dict.fromkeys(others), ("name", "summary", *fields))
            + f'\n[review]\nstate = "{state}"\nname_en = "translated"\n'
        )

    def made(self, status: str, name: Pair, summary: Pair, toml: str) -> Made:
        if self.flaws.untranslated:
            name, summary = Pair(name.vi, ""), Pair(summary.vi, "")
        return Made(
            self.kind,
            self.number,
            self.id,
            self.type,
            status,
            name,
            self.date,
            self.country.code,
            self.city,
            self.people,
            self.sdg,
            summary,
            self.source,
            toml,
        )


def _array(texts: Iterable[str]) -> str:
    quoted = ", ".join(f'"{text}"' for text in texts)
    return f"[{quoted}]"


def record(registry: Registry, index: int) -> Made:
    """The record with this index of a registry of so many."""
    draft = _Draft(registry, index)
    return {ORG: _organization, DEC: _declaration, EVT: _event, SRC: _source}[draft.kind](draft)


def _organization(draft: _Draft) -> Made:
    rng, said, number = draft.rng, words(), draft.number
    name = said.name(rng, draft.form, draft.place, draft.country.name, str(number))
    start = Pair(f"{draft.place.vi} là nơi cơ quan này", f"From {draft.place.en} this body")
    summary = said.summary(rng, start, 3)
    status = ORGANIZATION_STATUS(rng)
    relations: dict[str, list[str]] = {}
    if number and draft.chance(0.7):
        relations["part_of"] = [id_of(ORG, low(rng, number))]
    if draft.chance(0.3):
        relations["member_of"] = [draft.target(ORG), draft.target(ORG)]
    if draft.chance(0.25):
        relations["cooperates_with"] = [draft.target(ORG)]
    if draft.chance(0.15):
        relations["established_by"] = [draft.target(DEC)]
    founded = f"founded = {draft.date.toml}\n" if draft.date.toml else ""
    members = [words().country(rng).code for _ in range(MEMBERS.draw(rng))]
    if members and SCHEMA == 1:
        founded += f"countries = {_array(dict.fromkeys(members))}\n"
    toml = draft.top(f'status = "{status}"\n{founded}') + draft.localized("name", name)
    if draft.chance(0.6):
        acronym = "".join(word[0] for word in name.en.replace(",", "").split() if word[0].isupper())
        toml += f'\n[[aka]]\ntext = "{acronym}-{draft.country.code}"\ntype = "acronym"\n'
    if draft.chance(0.1):
        latin = said.latin(rng)
        toml += f'\n[[aka]]\ntext = "{name.vi.lower()} {latin}"\nlang = "vi"\ntype = "spelling"\nsource = "{draft.source}"\n'
    toml += draft.localized("summary", summary) + draft.where()
    if draft.chance(0.2):
        toml += f'\n[links]\nwebsite = "https://{draft.id}.example.org/"\n'
    toml += draft.relations(relations) + draft.persons("official")
    toml += draft.parts.of_organization(draft.target(EVT)) + draft.parts.members(members)
    if draft.flaws.discrepancy or draft.chance(0.1):
        toml += draft.figures("projects")
    toml += draft.told(name, "founded")
    toml += draft.cited(*(["founded"] if draft.date.toml else []), "place")
    return draft.made(status, name, summary, toml)


def _declaration(draft: _Draft) -> Made:
    rng, said, number = draft.rng, words(), draft.number
    document = f"{number}/{draft.date.year or dates.LAST}"
    name = said.name(rng, draft.form, draft.place, draft.country.name, document)
    start = Pair(f"Văn bản ký tại {draft.place.vi}", f"The text signed in {draft.place.en}")
    summary = said.summary(rng, start, 3)
    status = DECLARATION_STATUS(rng)
    relations = {"belongs_to": [draft.target(ORG)]}
    if number and draft.chance(0.4):
        relations["implements"] = [id_of(DEC, low(rng, number))]
    if draft.chance(0.4):
        relations["concerns"] = [draft.target(ORG), draft.target(ORG)]
    date = f"date = {draft.date.toml}\n" if draft.date.toml else ""
    symbol = f'symbol = "A/RES/{number % 80}/{number}"\n' if draft.type == "resolution" else ""
    toml = draft.top(f'status = "{status}"\n{symbol}{date}') + draft.localized("name", name)
    toml += draft.localized("summary", summary) + draft.where() + draft.relations(relations)
    action = "adopted" if draft.chance(0.6) else "reported"
    if date and SCHEMA > 1:  # put in here, so that earlier and later registries draw the same
        toml = toml.replace(date, f'{date}date_of = "{action}"\n', 1)
    toml += (
        f'\n[[steps]]\naction = "{action}"\n{date}'
        f'by = ["{draft.target(ORG)}"]\nevents = ["{draft.target(EVT)}"]\n{draft.parts.printed()}{draft.parts.place()}'
    )
    toml += draft.persons("reporter")
    progress = draft.flaws.discrepancy or draft.chance(0.07)
    if progress:
        toml += _progress(draft)
    toml += draft.parts.of_declaration(areas=not progress) + draft.told(name, "date")
    toml += draft.cited(*(["date"] if date else []), "steps")
    return draft.made(status, name, summary, toml)


def _progress(draft: _Draft) -> str:
    """A table of figures whose first row does not add up where there is to be a discrepancy."""
    out = ""
    rows = []
    for key in ("1", "2", "3"):
        name = words().field(draft.rng)
        out += f'\n[[areas]]\nkey = "{key}"\nname = {{ vi = "{name.vi}", en = "{name.en}" }}\n'
        planned, completed = 1 + int(14 * draft.rng.random()), int(9 * draft.rng.random())
        stated = planned + completed + (3 if draft.flaws.discrepancy and key == "1" else 0)
        rows.append(f'  {{ area = "{key}", stated = {stated}, planned = {planned}, completed = {completed} }},\n')
    lines = "".join(rows)
    return f'{out}\n[[progress]]\nunit = "activity"\nsource = "{draft.source}"\nrows = [\n{lines}]\n'


def _event(draft: _Draft) -> Made:
    rng, said, number = draft.rng, words(), draft.number
    series = number % SERIES_EVERY == 0
    if series:
        field = said.title(rng)
        draft.type, draft.date = "series", NO_DATE
        name = Pair(
            f"Chuỗi hội nghị {draft.place.vi} về {field.vi} ({number})",
            f"{draft.place.en} Conferences on {field.en} ({number})",
        )
    else:
        name = said.name(rng, draft.form, draft.place, draft.country.name, str(number))
    start = Pair(f"Cuộc gặp ở {draft.place.vi}", f"The meeting in {draft.place.en}")
    summary = said.summary(rng, start, 2)
    status = "recurring" if series else EVENT_STATUS(rng)
    relations = {"organized_by": [draft.target(ORG)]}
    if draft.chance(0.5):
        relations["hosted_by"] = [draft.target(ORG)]
    attending = [draft.target(ORG) for _ in range(PARTICIPANTS.draw(rng))]
    if attending and SCHEMA == 1:
        relations["attended_by"] = attending
    if draft.chance(0.3):
        relations["discussed"] = [draft.target(DEC)]
    date = f"date = {draft.date.toml}\n" if draft.date.toml else ""
    toml = draft.top(f'status = "{status}"\n{date}') + draft.localized("name", name)
    toml += draft.localized("summary", summary)
    if draft.chance(0.25):
        toml += draft.localized("theme", Pair(*map(raised, said.clause(rng))))
    toml += draft.where()
    if not series and draft.chance(0.5):
        toml += f'\n[series]\nid = "{id_of(EVT, number - number % SERIES_EVERY)}"\nnumber = {number % SERIES_EVERY}\n'
    toml += draft.relations(relations) + draft.persons("speaker")
    toml += draft.parts.participants(attending) + draft.parts.agenda()
    if draft.flaws.discrepancy or draft.chance(0.2):
        toml += draft.figures("participants")
    toml += draft.told(name, "" if series else "date")
    toml += draft.cited(*(["date"] if date else []), "relations.organized_by")
    return draft.made(status, name, summary, toml)


def _source(draft: _Draft) -> Made:
    rng, said, number = draft.rng, words(), draft.number
    name = said.name(rng, draft.form, draft.place, draft.country.name, str(number))
    summary = said.summary(
        rng, Pair("Nguồn này", "This source"), 3
    )  # which the peers are given; files have it as a note
    published = f"published = {draft.date.toml}\n" if draft.date.toml else ""
    author = f'author = "{draft.people[0]}"\n' if draft.people else ""
    publisher = draft.target(ORG) if draft.chance(0.6) else f"Nhà xuất bản {said.latin(rng)}"
    language = "vi" if draft.chance(0.7) else "en"
    fields = (
        f'publisher = "{publisher}"\n{author}{published}accessed = 2026-0{1 + number % 9}-11\n'
        f'url = "https://{draft.id}.example.org/{number}"\nlang = "{language}"\n'
    ) + ('seen = "full"\n' if SCHEMA > 1 else "")
    relations: dict[str, list[str]] = {}
    if number and draft.chance(0.2):
        relations["cites"] = [id_of(SRC, low(rng, number))]
    toml = draft.top(fields) + draft.localized("title", name) + draft.localized("note", summary)
    toml += draft.parts.aliases(name) + draft.relations(relations)
    if draft.flaws.discrepancy:
        other = id_of(SRC, (number + 1) % draft.registry.counts[SRC])
        toml += f'\n[[claims]]\nfield = "lang"\nvalue = "ko"\nsource = "{other}"\n'
    toml += '\n[review]\nstate = "draft"\nname_en = "unverified"\n'
    return draft.made("", name, summary, toml)
