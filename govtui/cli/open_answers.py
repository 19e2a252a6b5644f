"""What an import has open, in the file of its answers; and the answers of such a file, checked before they are followed."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.cli.import_answers import RECORDS, TYPES, Answer, AnswersFile, BadAnswers
from govtui.cli.import_words import candidate_words, place_in
from govtui.cli.session import Session
from govtui.edit.import_plan import NEW_RECORD, SKIP, ImportChoices, ImportPlan, ImportState
from govtui.i18n.formats import in_quotes
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.model.kinds import KINDS
from govtui.store.manifest import Manifest


def check_answers(session: Session, index: Index, manifest: Manifest, answers: AnswersFile) -> None:
    """Raise BadAnswers for an answer that names a record or a type which is not there."""
    tr = session.tr
    types = {key for kind in KINDS for key in manifest.keys(f"{kind}.type")} | {SKIP}
    for name, value in answers.types.items():
        if value not in types:
            words = tr.gettext("{path}: {table}, “{name}”: there is no type “{value}”.")
            raise BadAnswers(_said(words, answers, TYPES, name, value))
    found = {}
    for name, value in answers.records.items():
        if value in (NEW_RECORD, SKIP):
            continue
        if (card := index.card(value)) is None:
            words = tr.gettext("{path}: {table}, “{name}”: there is no record “{value}”.")
            raise BadAnswers(_said(words, answers, RECORDS, name, value))
        found[name] = card.key
    answers.records = {**answers.records, **found}


def _said(words: str, answers: AnswersFile, table: str, name: str, value: str) -> str:
    return words.format(path=answers.shown, table=f"[{table}]", name=in_quotes(name), value=in_quotes(value))


def add_open(
    session: Session,
    index: Index,
    manifest: Manifest,
    answers: AnswersFile,
    file: str,
    plan: ImportPlan,
    choices: ImportChoices,
) -> None:
    """Add to the file what a plan has open, and what was answered since it was read. Raises BadAnswers."""
    tr = session.tr
    records = list(_records(tr, index, manifest, file, plan, choices))
    types = [
        Answer(given, choices.types.get(given, ""), (_about_type(tr, manifest, kind),))
        for given, kind in plan.unknown_types.items()
    ]
    known = {one.name for one in types}
    types += [Answer(given, value) for given, value in choices.types.items() if given not in known]
    answers.add(tr, records, types)


def _records(
    tr: Translator, index: Index, manifest: Manifest, file: str, plan: ImportPlan, choices: ImportChoices
) -> Iterator[Answer]:
    for one in plan.records:
        value = choices.answers.get(one.answer_key, "")
        if one.state is not ImportState.UNCLEAR and not value:
            continue
        told = (one.name, label("kind", one.kind, tr), place_in(file, one.place, tr))
        cards = (card for key in one.candidates if (card := index.card(key)) is not None)
        candidates = (f"  ? {candidate_words(card, tr, manifest)}" for card in cards)
        yield Answer(one.answer_key, value, (" · ".join(filter(None, told)), *candidates))


def _about_type(tr: Translator, manifest: Manifest, kind: str) -> str:
    return f"{label('kind', kind, tr)}: {', '.join(manifest.keys(f'{kind}.type'))}"
