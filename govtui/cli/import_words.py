"""Words that the report and the questions of an import share: places in the file, reasons, records of the registry."""

from __future__ import annotations

import re

from govtui.edit.import_plan import ImportPlan, ImportState, PlannedRecord
from govtui.i18n.countries import country_name
from govtui.i18n.dates import text_short
from govtui.i18n.import_texts import import_sentence, place_words
from govtui.i18n.labels import label
from govtui.i18n.problems import sentence
from govtui.i18n.translator import Translator
from govtui.index.api import Card
from govtui.model.imported import ImportFault
from govtui.model.localized import text_in
from govtui.store.manifest import Manifest

_LINE = re.compile(r"line (\d+)\Z|row (\d+)\Z|row \d+ \(line (\d+)\)\Z")

_REASONS = 3
"""Problems that are named as the reason why a record is refused."""


def place_in(file: str, place: str, tr: Translator) -> str:
    """Return where something stands in a file: “cities.csv:12” for a line, as compilers write it."""
    if not place:
        return file
    if found := _LINE.match(place):
        return f"{file}:{found[found.lastindex or 1]}"
    words = place_words(place, tr)
    return words if words == place else f"{file}, {words}"


def toml_line(error: BaseException | None) -> int:
    """Return the line that the message of a NotToml names; 0 where it names none."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def fault_words(file: str, fault: ImportFault, tr: Translator) -> str:
    """Return what is wrong with a file or a record of it, behind the place."""
    return f"{place_in(file, fault.place, tr)}: {import_sentence(fault, tr)}"


def reason_words(one: PlannedRecord, tr: Translator) -> str:
    """Return why a planned record is refused or left out, with the first problems that it would have."""
    problems = [sentence(problem, tr) for problem in one.problems[:_REASONS]]
    said = [] if one.code == "blocked" and problems else [import_sentence(ImportFault("", one.code, one.values), tr)]
    return " ".join([*said, *problems])


def candidate_words(card: Card, tr: Translator, manifest: Manifest) -> str:
    """Return what tells a record from others of its name: id, name, kind, type, country, date."""
    told = [
        card.key,
        text_in(card.name, tr.language) or "",
        label(f"{card.kind}.type", card.type, tr, manifest) if card.type else label("kind", card.kind, tr),
        (country_name(card.country, tr) or card.country) if card.country else "",
        text_short(card.date, tr) if card.date else "",
    ]
    return " · ".join(filter(None, told))


def state_counts(plan: ImportPlan) -> tuple[int, int]:
    """Return how many records a plan writes, and how many it leaves because nobody has decided on them."""
    counts = plan.counts
    return counts[ImportState.NEW] + counts[ImportState.CHANGED], counts[ImportState.UNCLEAR]
