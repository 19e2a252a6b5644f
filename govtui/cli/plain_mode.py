"""`govtui --plain`: a registry as a dialogue of lines, for screen readers, braille lines and terminals that cannot move a cursor.

Nothing is drawn, nothing is written over: each answer is printed below the last. End of input ends it.
"""

from __future__ import annotations

import io
import sys
from dataclasses import replace

from govtui.cli.session import Session, Target
from govtui.i18n.errors import mistake_words
from govtui.i18n.formats import in_quotes, number, quoted
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator, load, next_language
from govtui.index.api import ALL, View
from govtui.model.kinds import KINDS
from govtui.page.compose import compose
from govtui.page.linear import Linear, linear
from govtui.page.overview import overview
from govtui.store.registry import Registry
from govtui.text.markers import N_
from govtui.user import choices

AT_ONCE = 20
"""Lines of a list or a text that are printed before it waits."""

TABS = {"k1": ALL, **{f"k{kind.digit}": kind.key for kind in KINDS.values()}}
"""What is typed to see the records of a kind only, or all."""

HELP = (
    ("12", N_("open record 12 of the list, or follow link 12 of the text")),
    ("/…", N_("search; a slash alone shows all again")),
    ("n, Enter", N_("continue the list or text")),
    ("p", N_("back by one page of the list")),
    ("l", N_("the list again")),
    (f"k1 … {list(TABS)[-1]}", N_("all records, organizations, declarations, events, sources")),
    ("b", N_("back to the record before")),
    ("o", N_("overview of the registry")),
    ("v", N_("Tiếng Việt / English")),
    ("?", N_("this help")),
    ("q", N_("quit")),
)


def run(target: Target, session: Session) -> int:
    """Talk until the user leaves or the input ends; return the exit status."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    session.remark_fallback(target)
    Dialogue(Registry(target.root, read_only=target.read_only), session).talk()
    return 0


class Dialogue:
    """One reading of a registry."""

    def __init__(self, registry: Registry, session: Session) -> None:
        self._registry, self._session, self._say = registry, session, session.out.line
        self._index = session.index(str(registry.root), may_fall_back=False)
        self._kind, self._text, self._start = ALL, "", 0
        self._rest: list[str] = []
        """What of a text has not been printed yet."""
        self._links: list[str] = []
        """Where numbers lead while a text is read; empty in the list."""
        self._in_list = True
        self._past: list[str] = []

    @property
    def _tr(self) -> Translator:
        return self._session.tr

    def talk(self) -> None:
        """Ask and answer."""
        self._overview(all_of_it=False)
        self._say(self._tr.gettext("Type ? for help, q to quit."))
        self._list()
        while (line := self._ask("> ")) is not None:
            typed = line.strip()
            if typed.lower() in ("q", ":q", "quit", "exit"):
                return
            self._answer(typed)

    def _ask(self, prompt: str) -> str | None:
        """A line of input without its end; None when there is no more."""
        self._session.out.words(prompt, end="")
        self._session.out.flush()
        line = sys.stdin.readline()
        if not line.endswith("\n"):
            self._say("")
        return line.rstrip("\r\n") if line else None

    def _answer(self, typed: str) -> None:
        command = typed.lower()
        if typed.isdecimal():
            self._open(int(typed))
        elif typed.startswith("/"):
            self._text, self._start = typed[1:].strip(), 0
            self._list()
        elif command in ("", "n"):
            self._on()
        elif command == "p":
            self._start = max(0, self._start - AT_ONCE)
            self._list()
        elif command == "l":
            self._list()
        elif command in TABS:
            self._kind, self._start = TABS[command], 0
            self._list()
        elif command == "b":
            self._back()
        elif command == "o":
            self._overview()
        elif command == "v":
            self._turn()
        elif command in ("?", "h", "help"):
            for keys, words in HELP:
                self._say(f"{keys}: {self._tr.gettext(words)}")
        else:
            self._say(self._tr.gettext("Not understood. Type ? for help."))

    # the list

    def _view(self) -> View:
        languages = self._index.settings.languages
        spoken = self._tr.language
        return View(self._kind, self._text, "name", spoken if spoken in languages else languages[0], spoken)

    def _list(self) -> None:
        """Print a page of the list."""
        self._in_list, self._rest, self._links = True, [], []
        tr = self._tr
        result = self._index.result(self._view())
        for mistake in self._index.mistakes(self._text) if self._text else ():
            self._say(mistake_words(mistake.code, mistake.values, tr))
        head = [tr.gettext("All records") if self._kind == ALL else label("kinds", self._kind, tr)]
        if self._text:
            head.append(quoted(self._text))
        head.append(tr.ngettext("{n} record", "{n} records", result.total).format(n=number(result.total, tr)))
        self._say(" · ".join(head))
        stop = min(self._start + AT_ONCE, result.total)
        for place, row in enumerate(result.window(self._start, stop), self._start + 1):
            words = [row.name + (f" [{row.missing}]" if row.missing else ""), row.type, row.date, row.place]
            self._say(f"{place}. " + ", ".join(word for word in words if word))
        if stop < result.total:
            words_ = tr.gettext("{done} of {total} so far; Enter continues.")
            self._say(words_.format(done=number(stop, tr), total=number(result.total, tr)))
        elif not result.total:
            self._say(tr.gettext("Nothing found; a slash alone shows all again."))

    def _on(self) -> None:
        if self._rest:
            self._print()
        elif not self._in_list:
            self._say(self._tr.gettext("This is the end of the text; l shows the list again."))
        elif self._start + AT_ONCE < self._index.result(self._view()).total:
            self._start += AT_ONCE
            self._list()
        else:
            self._say(self._tr.gettext("This is the end of the list."))

    # a text

    def _open(self, place: int) -> None:
        keys = self._links
        if self._in_list:
            keys = [row.key for row in self._index.result(self._view()).window(place - 1, place)] if place else []
            place = 1
        if 0 < place <= len(keys):
            self._read(keys[place - 1])
        else:
            self._say(self._tr.gettext("There is no such number here."))

    def _read(self, key: str, *, again: bool = False) -> None:
        card = self._index.card(key)
        if card is None:
            self._say(self._tr.gettext("There is no record “{target}”.").format(target=in_quotes(key)))
            return
        if not again and self._past[-1:] != [card.key]:
            self._past.append(card.key)
        entry = self._registry.entry(card.path)
        context = self._session.context(self._registry, self._index)
        self._show(linear(compose(entry, card.key, context), self._tr, self._leads))

    def _leads(self, link: str) -> bool:
        return self._index.card(link) is not None

    def _back(self) -> None:
        if self._in_list and self._past:
            self._read(self._past[-1], again=True)
        elif len(self._past) > 1:
            self._past.pop()
            self._read(self._past[-1], again=True)
        else:
            self._list()

    def _overview(self, *, all_of_it: bool = True) -> None:
        context = self._session.context(self._registry, self._index)
        page = linear(overview(context, read_only=self._registry.read_only), self._tr, self._leads)
        if all_of_it:
            self._show(page)
        else:
            for line in page.lines[:2]:
                self._say(line)

    def _show(self, page: Linear) -> None:
        self._in_list, self._rest, self._links = False, page.lines, page.links
        self._print()

    def _print(self) -> None:
        now, self._rest = self._rest[:AT_ONCE], self._rest[AT_ONCE:]
        for line in now:
            self._say(line)
        if self._rest:
            words = self._tr.ngettext(
                "{n} more line; Enter continues.", "{n} more lines; Enter continues.", len(self._rest)
            )
            self._say(words.format(n=number(len(self._rest), self._tr)))

    # language

    def _turn(self) -> None:
        following = next_language(self._tr.language)
        self._session = replace(self._session, tr=load(following))
        choices.save("language", following)
        if self._in_list or not self._past:
            self._list()
        else:
            self._read(self._past[-1], again=True)
