"""`govtui doctor`: prints the state of registry, environment and configuration, with advice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence

import click

from govtui.cli.browse import key_findings
from govtui.cli.command import make_command
from govtui.cli.doctor_environment import environment_findings
from govtui.cli.doctor_registry import registry_findings
from govtui.cli.findings import SIGNS, Finding
from govtui.cli.session import Session, here, no_registry
from govtui.i18n.formats import number
from govtui.page.layout import lay_out
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.store.location import NoRegistry
from govtui.text.markers import NP_

HEADINGS = {
    "registry": NP_("doctor", "Registry"),
    "git": NP_("doctor", "git"),
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


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("For programs.")),
    ]

    def callback(path: str | None, as_json: bool) -> int:
        root = here()
        about: Iterable[Finding]
        try:
            registry = session.registry(path, may_fall_back=False)
            root, about = registry.root, registry_findings(registry, tr)
        except NoRegistry as error:
            if not error.searched:
                raise
            about = [Finding("registry.path", "warn", *no_registry(error, tr))]
        found = [
            *about,
            *environment_findings(root, session.environ, tr, session.out),
            *key_findings(tr),
        ]
        well = all(finding.state != "bad" for finding in found)
        if as_json:
            checks = [
                {"name": one.name, "state": one.state, "message": one.words, "advice": one.advice, "value": one.value}
                for one in found
            ]
            session.out.document({"ok": well, "checks": checks})
        else:
            cells = shutil.get_terminal_size((80, 24)).columns
            for line in lay_out(_page(found, session), cells)[2:]:
                session.out.line(line.text.rstrip())
            session.out.words("")
            session.out.words(_summary(found, session))
        return 0 if well else 1

    words = tr.gettext("Show the state of govtui here: registry, index, terminal, folders; and what to do.")
    return make_command(session, "doctor", callback, params, words)


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
