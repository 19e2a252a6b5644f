"""The sections of home under its tasks: open work, events, recent changes, and what the registry holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime

from govtui.i18n.conflict_texts import waiting_words
from govtui.i18n.dates import date_short
from govtui.i18n.datetimes import age, moment_near
from govtui.i18n.file_problem_texts import FILE_PROBLEMS
from govtui.i18n.formats import number, quoted
from govtui.i18n.problems import disagreement_words, tally_words
from govtui.i18n.translator import Translator
from govtui.index.api import ELSEWHERE, Dated, View
from govtui.model.dates import PartialDate
from govtui.model.kinds import KINDS, kind_sign
from govtui.model.problem import Severity
from govtui.page.home import COMMAND, LIST, PLACE, SCREEN, SEVERAL, VIEW, HomeRow, HomeSection
from govtui.page.page import Role
from govtui.page.query_examples import month, question, type_line
from govtui.page.query_line import spoken
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES, SEVERITY_ROLES, SEVERITY_SIGNS

UNMERGED_SIGN = "⇋"

LATEST = 4
"""Events before today, and from today on, where no more are asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """Records that changed together."""

    keys: Sequence[str]
    when: datetime | None
    """None: not committed yet."""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was being done: the caller knows it, since pages open no files."""

    reading: str = ""
    """The key of the record that is read."""
    read_at: datetime | None = None
    asked: str = ""
    """The query line of the list, where it is not all records."""
    drafts: Sequence[tuple[str, datetime]] = ()
    """Keys of records with unsaved text (empty: a new record), and when it was kept."""
    views: Sequence[str] = ()
    """Names of saved views."""


def unfinished(of: Unfinished, context: RenderContext, now: datetime) -> HomeSection:
    """Return what can be gone on with."""
    tr, rows = context.tr, []
    at = moment_near(of.read_at, now, tr) if of.read_at else ""
    if of.reading and context.index.card(of.reading):
        said = tr.pgettext("home", "last read {when}") if at else tr.pgettext("home", "last read")
        rows.append(_record(of.reading, context)._replace(note=said.format(when=at)))
    if of.asked:
        said = tr.pgettext("home", "search, {when}") if at else tr.pgettext("home", "search")
        words = spoken(of.asked, context.index, tr)
        rows.append(HomeRow(words, PLACE, "/", note=said.format(when=at)))
    for key, when in of.drafts:
        name = _record(key, context).words if context.index.card(key) else key or tr.gettext("New record")
        words = tr.pgettext("home", "{name} (draft)").format(name=name)
        note = tr.pgettext("home", "not saved, {when}").format(when=moment_near(when, now, tr))
        rows.append(HomeRow(words, f"{SCREEN}drafts", "~", Role.WARNING, note=note))
    rows += [
        HomeRow(name, f"{VIEW}{n}", "▪", note=tr.pgettext("home", "saved view")) for n, name in enumerate(of.views)
    ]
    return HomeSection("unfinished", tr.pgettext("home", "Unfinished"), rows, "right")


@dataclass(frozen=True, slots=True)
class Events:
    """The events around today."""

    past: Sequence[Dated] = ()
    """The last ones that began before today, latest first."""
    coming: Sequence[Dated] = ()
    """Those from today on."""


def events_around(context: RenderContext, today: Day, latest: int = LATEST) -> Events:
    """Return the events from today on, and the last ones before, `latest` of each at most."""
    dates = context.index.dates(View(kind="event", language=context.language, words=context.tr.language))
    place = dates.first_from(today.toordinal())
    past = dates.window(max(0, place - latest), place)
    return Events(past[::-1], dates.window(place, min(place + latest, dates.dated)))


def events(around: Events, context: RenderContext) -> Sequence[HomeSection]:
    """Return the events from today on, and the last ones before."""
    tr = context.tr
    return [
        HomeSection("coming", tr.gettext("Upcoming events"), list(_dated(around.coming, context))),
        HomeSection("events", tr.gettext("Latest events"), list(_dated(around.past, context))),
    ]


def _dated(facts: Sequence[Dated], context: RenderContext) -> Iterator[HomeRow]:
    for fact in facts:
        date = date_short(PartialDate.parse(fact.date.partition("T")[0]), context.tr)
        yield _record(fact.key, context)._replace(lead=f"{date} {ELSEWHERE}" if fact.by else date)


def changes(found: Sequence[Change], context: RenderContext, now: datetime) -> HomeSection:
    """Return what changed lately, the latest first."""
    tr, rows = context.tr, []
    for change in found:
        when = age((now - change.when).total_seconds(), tr) if change.when else tr.gettext("Not yet committed")
        row, others = _record(change.keys[0], context), len(change.keys) - 1
        if others:
            words = tr.ngettext("{name} and {n} other record", "{name} and {n} other records", others)
            row = row._replace(words=words.format(name=row.words, n=number(others, tr)))
        said = SEVERAL.join(part for part in (quoted(change.subject) if change.subject else "", change.author) if part)
        rows.append(row._replace(lead=when, note=said))
    return HomeSection("changes", tr.gettext("Recently changed"), rows)


def holdings(context: RenderContext) -> HomeSection:
    """Return the types of each kind, those of most records first."""
    rows = [
        HomeRow(SEVERAL.join(types), f"{LIST}kind:{kind}", kind_sign(kind), KIND_ROLES[kind])
        for kind, types in types_by_kind(context).items()
        if types
    ]
    return HomeSection("holdings", context.tr.pgettext("home", "Registry"), rows)


def types_by_kind(context: RenderContext) -> Mapping[str, Sequence[str]]:
    """Return the types of each kind with the numbers of their records, the largest first: "Forum 4"."""
    found: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS}
    for (kind, type_), count in context.index.types().items():
        if type_:
            found[kind].append((-count, context.label(f"{kind}.type", type_)))
    return {
        kind: [f"{name} {number(-count, context.tr)}" for count, name in sorted(types)] for kind, types in found.items()
    }


def examples(around: Events, context: RenderContext) -> HomeRow:
    """Return query lines that find something here, said beside the search."""
    lines = (question(around.past, context), month(around.past, context), type_line(context))
    return HomeRow("", note=SEVERAL.join(filter(None, lines)))


def in_time(context: RenderContext, today: Day) -> HomeRow:
    """Return how many dates there are, and the latest so far, said beside the timeline."""
    tr = context.tr
    dates = context.index.dates(View(language=context.language, words=tr.language))
    if not dates.dated:
        return HomeRow("")
    said = tr.ngettext("{n} date", "{n} dates", dates.dated).format(n=number(dates.dated, tr))
    place = dates.first_from(today.toordinal())
    last = dates.window(place - 1, place) if place else ()
    if last:
        date = date_short(PartialDate.parse(last[0].date.partition("T")[0]), tr)
        said = tr.pgettext("home", "{dates}, the latest {date}").format(dates=said, date=date)
    return HomeRow("", note=said)


def at_odds(context: RenderContext) -> HomeRow:
    """Return how much sources say otherwise or in addition, said beside the problems."""
    tr, tally = context.tr, context.index.tally()
    said = disagreement_words(tally, tr)
    if not said:
        return HomeRow("", note=tr.gettext("None found."))
    role = SEVERITY_ROLES[Severity.DISCREPANCY] if tally.get("discrepancy", (0, 0))[0] else Role.MUTED
    return HomeRow("", note=said, note_role=role)


def untranslated(context: RenderContext) -> HomeRow:
    """Return how many texts are to be translated or verified, said beside translating."""
    tr, shares = context.tr, context.index.coverage()
    missing, stale, unverified = (sum(getattr(one, s) for one in shares) for s in ("missing", "stale", "unverified"))
    said = [
        words.format(n=number(count, tr))
        for count, words in (
            (missing, tr.ngettext("{n} text to translate", "{n} texts to translate", missing)),
            (stale, tr.ngettext("{n} text out of date", "{n} texts out of date", stale)),
            (unverified, tr.ngettext("{n} text not verified", "{n} texts not verified", unverified)),
        )
        if count
    ]
    return HomeRow("", note=SEVERAL.join(said[:2]))


def to_decide(waiting: int, end: str, tr: Translator) -> HomeSection:
    """Return a row that leads to what a merge of git left to be decided, or to its end.

    `end`: "merge" where that can be finished here, else the command that goes on; "" for neither.
    """
    if not waiting and not end:
        return HomeSection("merge", "", ())
    row = HomeRow(waiting_words(waiting, tr), f"{COMMAND}unmerged", UNMERGED_SIGN, Role.WARNING)
    if not waiting and end == "merge":
        row = row._replace(words=tr.gettext("The merge can be finished"))
    elif not waiting:
        row = row._replace(words=tr.gettext("No record waits for a decision"), note=end)
    return HomeSection("merge", "", [row])


def errors(context: RenderContext) -> HomeSection:
    """Return a row that leads to what is wrong with the files, where anything is."""
    tr, tally = context.tr, context.index.tally()
    if not context.index.whole or "error" not in tally:
        return HomeSection("errors", "", ())
    said = tally_words(tally, tr)[0]
    count = context.index.tally(only=FILE_PROBLEMS.keys())["problem"].records
    words = tr.ngettext("{n} file cannot be read", "{n} files cannot be read", count).format(n=number(count, tr))
    row = HomeRow(words if count else said, f"{COMMAND}problems", SEVERITY_SIGNS[Severity.ERROR], Role.ERROR)
    is_all = tally["error"].places == count
    return HomeSection("errors", "", [row._replace(note=said if count and not is_all else "")])


def _record(key: str, context: RenderContext) -> HomeRow:
    """Return the row of a record by itself."""
    card = context.index.card(key)
    kind = card.kind if card else ""
    return HomeRow(context.name(key).text, key, kind_sign(kind), KIND_ROLES.get(kind, Role.LABEL))
