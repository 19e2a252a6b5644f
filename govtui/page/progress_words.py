"""What progress tables are told with, in the reader and side by side: signs, names, headings, the parts in words."""

from __future__ import annotations

from govtui.i18n.formats import number, percent
from govtui.model.checks.figures import areas_of
from govtui.model.progress import Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration
from govtui.page.page import Paragraph, Role, Span
from govtui.page.present import key_words
from govtui.page.voice import Voice

SIGNS = {
    "completed": (Role.DONE, "█"),
    "ongoing": (Role.ONGOING, "▓"),
    "completed_or_ongoing": (Role.DONE, "▓"),
    "recurring": (Role.RECURRING, "▒"),
    "planned": (Role.PLANNED, "░"),
    "cancelled": (Role.CANCELLED, "·"),
}
"""How each status is drawn: told apart by the sign alone, without colour."""

UNEXPLAINED = (Role.UNEXPLAINED, "?")

NBSP = "\u00a0"


def legend(table: ProgressTable, voice: Voice) -> list[Span]:
    """The signs that a table is drawn with, and what they stand for."""
    used = {status for row in table.rows for status, value in row.parts if value}
    told = [(*drawn, voice.label("progress.status", status)) for status, drawn in SIGNS.items() if status in used]
    if any(row.unexplained > 0 for row in table.rows):
        told.append((*UNEXPLAINED, voice.tr.gettext("unexplained")))
    out: list[Span] = []
    for role, sign, words in told:
        out += [Span("   ", Role.MUTED)] * bool(out)
        out += [Span(sign * 2, role), Span(f"{NBSP}{words}".replace(" ", NBSP), Role.MUTED)]
    return out


def area_names(record: Declaration, voice: Voice) -> dict[str, str]:
    """Area key to name: the record's own areas, or those of the text it implements."""
    return {key: voice.one(name) for key, name in areas_of(record, voice.record).items()}


def area_heading(area: str, areas: dict[str, str], voice: Voice) -> Paragraph:
    """The line over an area's rows."""
    if area == "none":
        title, lead = areas.get(area) or voice.tr.gettext("Not matched to any area"), "–"
    else:
        title, lead = areas.get(area) or voice.tr.gettext("Area {key}").format(key=area), f"{area}."
    return Paragraph((Span(title),), lead, Role.STRONG, lead_width=3)


def framework(under: str | None, voice: Voice) -> Span:
    """What a row is counted under, short, with a link; "all" where it is not told."""
    if under is None:
        return Span(voice.tr.gettext("all"))
    name = voice.name(under)
    return Span(acronym(under) if voice.index.card(under) else name.text, name.role, name.link)


def acronym(id: str) -> str:
    """A short form of an id for a narrow column: "accsm-plus-3" is "ACCSM+3"."""
    return id.upper().replace("-PLUS-", "+").replace("-", " ")


def size(row: Counts | ProgressRow) -> int:
    """What a row's bar is measured by."""
    return max(row.stated or 0, row.itemised or 0)


def drawn_parts(row: ProgressRow) -> list[tuple[Role, str, int]]:
    """The parts of a row's bar, with what nothing explains behind them."""
    parts = [(*SIGNS[status], value) for status, value in row.parts if value]
    return [*parts, (*UNEXPLAINED, row.unexplained)] if row.unexplained > 0 else parts


def part_words(row: Counts | ProgressRow, voice: Voice) -> list[str]:
    """The parts in words, with the share that the source gives of any; of some it gives the share alone."""
    out = []
    for status, value in row.parts:
        words = f"{number(value, voice.tr)} {voice.label('progress.status', status)}"
        out.append(
            f"{words} ({percent(row.percent[status], voice.tr)})" if status in row.percent else words,
        )
    alone = [status for status in row.percent if getattr(row, status, None) is None]
    return out + [f"{percent(row.percent[one], voice.tr)} {key_words('progress.status', one, voice)}" for one in alone]
