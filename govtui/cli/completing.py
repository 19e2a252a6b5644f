"""Answer a shell that asks what may follow on a command line.

The commands and their parameters are click's; what may stand in a parameter follows from its type, or from the word for
it in the help (ID, PATH, QUERY …), so a new command is completed without a line here. Nothing is read but the kept index,
and whatever goes wrong offers nothing: a shell shows what is printed in the middle of what somebody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations
from typing import TYPE_CHECKING

import click

from govtui.cli import main
from govtui.cli.first_word import is_path, place_of_first_word
from govtui.cli.output import Output
from govtui.cli.session import Session, language_of
from govtui.cli.shells import SCRIPTS, VARIABLE, Offer, Typed, answer, typed
from govtui.i18n.translator import Translator, load

if TYPE_CHECKING:
    from govtui.cli.offered import Offered

MOST = 200
"""Offers at most: a shell asks before it lists more."""


def run(environ: Mapping[str, str]) -> int:
    """Answer the shell that asks by the variable _GOVTUI_COMPLETE; return the exit status, 1 where nothing is offered."""
    shell, _, asked_for = environ[VARIABLE].partition("_")
    if shell not in SCRIPTS or asked_for != "complete":
        return 1
    try:
        asked = typed(shell, environ)
        tr = _translator(shell, asked.words, environ)
        out = Output.standard(tr, environ)
        offers = list(offered(asked, Session(tr, environ, out), told=shell != "bash"))[:MOST]
        out.verbatim(answer(shell, offers, asked, environ))
        out.flush()
    except Exception:
        return 1
    return 0 if offers else 1


class _Meant(str):
    """A translation that remembers the message it is of."""

    message: str


class _Remembering(Translator):
    """A translator by whose words the message can be told: ID and CODE are one word in Vietnamese."""

    def __init__(self, tr: Translator) -> None:
        super().__init__(tr.language, NullTranslations())
        self.pgettext = tr.pgettext  # type: ignore[method-assign]
        self.ngettext = tr.ngettext  # type: ignore[method-assign]
        self.npgettext = tr.npgettext  # type: ignore[method-assign]
        self._words = tr.gettext

    def gettext(self, message: str) -> str:
        words = _Meant(self._words(message))
        words.message = message
        return words


def _translator(shell: str, words: Sequence[str], environ: Mapping[str, str]) -> Translator:
    language = language_of(words, environ)
    if shell == "bash":  # has no place for words
        return Translator(language, NullTranslations())
    return _Remembering(load(language))


def offered(asked: Typed, session: Session, *, told: bool) -> Iterator[Offer]:
    """Yield what may stand at the cursor, best first; `told`: with what it means."""
    from govtui.cli.offered import Offered

    group = main.command_line(session)
    words, word = list(asked.words), asked.word
    place = place_of_first_word(words)
    with group.make_context("govtui", words[:place], resilient_parsing=True) as above:
        if place is None:
            known = Offered(session, above, told=told)
            if (found := _of_options(group, above, words, word, known)) is not None:
                yield from found
                if word.startswith("-") and (browse := group.get_command(above, "browse")):  # `govtui --plain`
                    own = {name for param in group.get_params(above) for name in param.opts}
                    yield from (one for one in _options(browse, above, word, words) if one.value not in own)
            else:
                yield from _first_words(group, above, word, told=told)
            return
        first = words.pop(place)
        command = group.get_command(above, first)
        if command is None:
            if not is_path(first):
                return
            command = group.get_command(above, "browse")
            words.insert(place, first)
            place = 0
        assert command is not None
        behind = words[place:]
        with command.make_context(first, list(behind), parent=above, resilient_parsing=True) as ctx:
            yield from _of_command(command, ctx, behind, word, Offered(session, ctx, told=told))


def _of_command(
    command: click.Command, ctx: click.Context, words: Sequence[str], word: str, known: Offered
) -> Iterator[Offer]:
    """Yield what may follow behind a command and these words."""
    if (found := _of_options(command, ctx, words, word, known)) is not None:
        yield from found
        return
    for param in command.params:
        if isinstance(param, click.Argument) and (param.nargs == -1 or ctx.params.get(param.name or "") is None):
            yield from known.values(param, word)
            return


def _of_options(
    command: click.Command, ctx: click.Context, words: Sequence[str], word: str, known: Offered
) -> Iterator[Offer] | None:
    """Return what an option goes on with, or the options that begin so; None where an argument comes next."""
    if "--" in words:
        return None
    if (param := _unfinished_option(command, words)) is not None:
        return known.values(param, word)
    if not word.startswith("-"):
        return None
    option, equals, value = word.partition("=")
    if not equals:
        return _options(command, ctx, word, words)
    params = (param for param in command.params if option in param.opts)
    offers = (one for param in params for one in known.values(param, value))
    return (one._replace(value=f"{option}={one.value}") for one in offers if one.value)


def _unfinished_option(command: click.Command, words: Sequence[str]) -> click.Parameter | None:
    """Return the option whose value comes next."""
    last = words[-1] if words else ""
    for param in command.params:
        if isinstance(param, click.Option) and last in param.opts and not param.is_flag and not param.count:
            return param
    return None


def _options(command: click.Command, ctx: click.Context, word: str, words: Sequence[str]) -> Iterator[Offer]:
    """Yield the options that begin so, but for those that stand there already and do not go twice."""
    for param in command.get_params(ctx):
        if isinstance(param, click.Option) and not param.hidden:
            if not param.multiple and any(name in words for name in param.opts):
                continue
            for name in (*param.opts, *param.secondary_opts):
                if name.startswith(word) and (name.startswith("--") or word in ("-", name)):
                    yield Offer(name, one_line(param.help))


def _first_words(group: click.Group, ctx: click.Context, word: str, *, told: bool) -> Iterator[Offer]:
    """Yield the commands, and where none fits, paths. Without `told` no command's module is imported."""
    names = [name for name in group.list_commands(ctx) if name.startswith(word)] if "/" not in word else []
    for name in names:
        command = group.get_command(ctx, name) if told else None
        yield Offer(name, one_line(command.short_help) if command else "")
    if not names or word and is_path(word):
        yield Offer("", what="dir")


def one_line(text: str | None) -> str:
    """Return the first sentence of a text, on one line."""
    return re.split(r"(?<=[.;:])\s", " ".join((text or "").split()), maxsplit=1)[0].rstrip(".;:")
