"""`govtui --plain`: a line-based dialogue, for screen readers, braille displays and dumb terminals.

Nothing is drawn or overwritten: each answer is printed below the last. End of input ends it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace

from govtui.cli.session import Session, Target
from govtui.i18n.errors import mistake_words
from govtui.i18n.formats import in_quotes, number, quoted
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator, load, next_language
from govtui.index.api import ALL, View
from govtui.model.kinds import KINDS
from govtui.page.compose import compose
from govtui.page.facet_words import mistake_values
from govtui.page.linear import Linear, linear
from govtui.page.overview import overview
from govtui.store.registry import Registry
from govtui.text.markers import N_
from govtui.user import choices

PAGE_LINES = 20
"""Lines of a list or a text that are printed before it waits."""

TABS = {"k1": ALL, **{f"k{kind.digit}": kind.key for kind in KINDS.values()}}
"""Input that limits the list to a kind, or to none."""

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
    """A dialogue about a registry."""

    def __init__(self, registry: Registry, session: Session) -> None:
        self._registry, self._session, self._print_line = registry, session, session.out.line
        self._index = session.index(str(registry.root), may_fall_back=False)
        self._kind, self._text, self._start = ALL, "", 0
        self._rest: list[str] = []
        """The lines of a text that are not printed yet."""
        self._links: list[str] = []
        """The links of a text by number, from 1; empty in the list."""
        self._in_list = True
        self._visited: list[str] = []
        letters = {"n": self._continue, "p": self._previous, "l": self._list, "b": self._back, "?": self._help}
        more = {"o": self._overview, "v": self._switch_language, "h": self._help, "help": self._help}
        self._actions: dict[str, Callable[[], None]] = {"": self._continue, **letters, **more}

    @property
    def _tr(self) -> Translator:
        return self._session.tr

    def talk(self) -> None:
        """Answer commands until the user leaves or the input ends."""
        self._overview(whole=False)
        self._print_line(self._tr.gettext("Type ? for help, q to quit."))
        self._list()
        while (line := self._read_line("> ")) is not None:
            typed = line.strip()
            if typed.lower() in ("q", ":q", "quit", "exit"):
                return
            self._answer(typed)

    def _read_line(self, prompt: str) -> str | None:
        """Read a line of input; None when there is no more."""
        self._session.out.words(prompt, end="")
        self._session.out.flush()
        line = sys.stdin.readline()
        if not line.endswith("\n"):
            self._print_line("")
        return line.rstrip("\r\n") if line else None

    def _answer(self, typed: str) -> None:
        command = typed.lower()
        if typed.isdecimal():
            self._open(int(typed))
        elif typed.startswith("/"):
            self._text, self._start = typed[1:].strip(), 0
            self._list()
        elif command in TABS:
            self._kind, self._start = TABS[command], 0
            self._list()
        elif (action := self._actions.get(command)) is not None:
            action()
        else:
            self._print_line(self._tr.gettext("Not understood. Type ? for help."))

    def _help(self) -> None:
        for keys, words in HELP:
            self._print_line(f"{keys}: {self._tr.gettext(words)}")

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
            self._print_line(mistake_words(mistake.code, mistake_values(mistake, self._index.fields, tr), tr))
        head = [tr.gettext("All records") if self._kind == ALL else label("kinds", self._kind, tr)]
        if self._text:
            head.append(quoted(self._text))
        head.append(tr.ngettext("{n} record", "{n} records", result.total).format(n=number(result.total, tr)))
        self._print_line(" · ".join(head))
        stop = min(self._start + PAGE_LINES, result.total)
        for place, row in enumerate(result.window(self._start, stop), self._start + 1):
            words = [row.name + (f" [{row.missing}]" if row.missing else ""), *row.columns]
            self._print_line(f"{place}. " + ", ".join(word for word in words if word))
        if stop < result.total:
            words_ = tr.gettext("{done} of {total} so far; Enter continues.")
            self._print_line(words_.format(done=number(stop, tr), total=number(result.total, tr)))
        elif not result.total:
            self._print_line(tr.gettext("Nothing found; a slash alone shows all again."))

    def _previous(self) -> None:
        self._start = max(0, self._start - PAGE_LINES)
        self._list()

    def _continue(self) -> None:
        if self._rest:
            self._print_rest()
        elif not self._in_list:
            self._print_line(self._tr.gettext("This is the end of the text; l shows the list again."))
        elif self._start + PAGE_LINES < self._index.result(self._view()).total:
            self._start += PAGE_LINES
            self._list()
        else:
            self._print_line(self._tr.gettext("This is the end of the list."))

    # a text

    def _open(self, place: int) -> None:
        keys = self._links
        if self._in_list:
            keys = [row.key for row in self._index.result(self._view()).window(place - 1, place)] if place else []
            place = 1
        if 0 < place <= len(keys):
            self._read_record(keys[place - 1])
        else:
            self._print_line(self._tr.gettext("There is no such number here."))

    def _read_record(self, key: str, *, again: bool = False) -> None:
        card = self._index.card(key)
        if card is None:
            self._print_line(self._tr.gettext("There is no record “{target}”.").format(target=in_quotes(key)))
            return
        if not again and self._visited[-1:] != [card.key]:
            self._visited.append(card.key)
        entry = self._registry.entry(card.path)
        context = self._session.context(self._registry, self._index)
        self._show(linear(compose(entry, card.key, context), self._tr, self._is_record))

    def _is_record(self, link: str) -> bool:
        return self._index.card(link) is not None

    def _back(self) -> None:
        if self._in_list and self._visited:
            self._read_record(self._visited[-1], again=True)
        elif len(self._visited) > 1:
            self._visited.pop()
            self._read_record(self._visited[-1], again=True)
        else:
            self._list()

    def _overview(self, *, whole: bool = True) -> None:
        context = self._session.context(self._registry, self._index)
        page = linear(overview(context, read_only=self._registry.read_only), self._tr, self._is_record)
        if whole:
            self._show(page)
        else:
            for line in page.lines[:2]:
                self._print_line(line)

    def _show(self, page: Linear) -> None:
        self._in_list, self._rest, self._links = False, page.lines, page.links
        self._print_rest()

    def _print_rest(self) -> None:
        now, self._rest = self._rest[:PAGE_LINES], self._rest[PAGE_LINES:]
        for line in now:
            self._print_line(line)
        if self._rest:
            words = self._tr.ngettext(
                "{n} more line; Enter continues.", "{n} more lines; Enter continues.", len(self._rest)
            )
            self._print_line(words.format(n=number(len(self._rest), self._tr)))

    # language

    def _switch_language(self) -> None:
        following = next_language(self._tr.language)
        self._session = replace(self._session, tr=load(following))
        choices.save("language", following)
        if self._in_list or not self._visited:
            self._list()
        else:
            self._read_record(self._visited[-1], again=True)
