"""Doctor's findings in words: a page with a section for each area."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

from govtui.cli.findings import SIGNS, Finding
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.page.layout import lay_out
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.text.markers import NP_

HEADINGS = {
    "registry": NP_("doctor", "Registry"),
    "git": NP_("doctor", "git"),
    "files": NP_("doctor", "Files for git and editors"),
    "index": NP_("doctor", "Index"),
    "watching": NP_("doctor", "Changes made elsewhere"),
    "left": NP_("doctor", "Left behind"),
    "terminal": NP_("doctor", "Terminal"),
    "locale": NP_("doctor", "Locale"),
    "language": NP_("doctor", "Languages"),
    "versions": NP_("doctor", "Versions"),
    "folders": NP_("doctor", "Folders of your own"),
    "disk": NP_("doctor", "Disk"),
    "keys": NP_("doctor", "Configuration"),
}

_ROLES = {"ok": Role.DONE, "warn": Role.WARNING, "bad": Role.ERROR}


def print_findings(session: Session, found: Sequence[Finding]) -> None:
    """Print the findings in the session's language, as wide as the terminal, and a summary."""
    cells = shutil.get_terminal_size((80, 24)).columns
    for line in lay_out(_page(found, session), cells)[2:]:
        session.out.line(line.text.rstrip())
    session.out.words("")
    session.out.words(_summary(found, session))


def _page(found: Sequence[Finding], session: Session) -> Page:
    sections = []
    for name, heading in HEADINGS.items():
        blocks = [block for one in found if one.name.partition(".")[0] == name for block in _blocks(one)]
        if blocks:
            sections.append(Section(name, session.tr.pgettext("doctor", heading), blocks))
    return Page("", (Span(""),), [], sections)


def _blocks(one: Finding) -> Iterator[Paragraph]:
    yield Paragraph((Span(one.words),), SIGNS[one.state], _ROLES[one.state], indent=2, lead_width=2)
    if one.advice:
        yield Paragraph((Span(one.advice, Role.MUTED),), "→", Role.MUTED, indent=4, lead_width=2)


def _summary(found: Sequence[Finding], session: Session) -> str:
    tr = session.tr
    bad, warned = (sum(one.state == state for one in found) for state in ("bad", "warn"))
    if bad:
        return tr.ngettext("{n} thing to fix.", "{n} things to fix.", bad).format(n=number(bad, tr))
    if warned:
        return tr.ngettext("Everything works; {n} remark.", "Everything works; {n} remarks.", warned).format(
            n=number(warned, tr)
        )
    return tr.gettext("All is well.")
