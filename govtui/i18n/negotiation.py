"""Negotiate the language of the interface: from the command line, the saved choice and the environment.

The environment is only read: `locale.setlocale` fails where a locale is not installed. LC_CTYPE is left out although
Babel looks at it: Python itself writes LC_CTYPE=C.UTF-8 there when the server lacks the person's locale (PEP 538),
which would turn a Vietnamese user of ssh into an English one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govtui.i18n.translator import LANGUAGES


def wanted_language(
    argument: str | None, saved: str | None, environ: Mapping[str, str], available: Collection[str] = LANGUAGES
) -> str:
    """Return the first wish that is `available`, else the first language of those.

    In this order: `argument` (``--lang``), `saved` (the choice of an earlier session), the list LANGUAGE, and the first of
    LC_ALL, LC_MESSAGES, LANG that is not empty. As in GNU gettext, only that first one counts, and LANGUAGE is ignored
    when it says C or POSIX. (Under no locale at all GNU ignores LANGUAGE too; here it is followed, as it is then all that
    the person has said.) A wish may be a tag or a locale: ``vi``, ``vi_VN.TCVN``, ``vi_VN@x``, ``en-GB``.
    """
    for wish in _wishes(argument, saved, environ):
        language = _meet(wish, available)
        if language is not None:
            return language
    return next(iter(available))


def _wishes(argument: str | None, saved: str | None, environ: Mapping[str, str]) -> Iterator[str]:
    yield argument or ""
    yield saved or ""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    if locale not in ("C", "POSIX"):
        # "C.UTF-8" is not "C" here, nor is it to glibc: a container sets it to have UTF-8, not to have no language.
        yield from environ.get("LANGUAGE", "").split(":")
    yield locale


def _meet(wish: str, available: Collection[str]) -> str | None:
    """Return the available language that `wish` names, with its territory if there is one, else by language alone."""
    tag = wish.strip().partition(".")[0].partition("@")[0].replace("-", "_").lower()
    by_tag = {language.replace("-", "_").lower(): language for language in available}
    return by_tag.get(tag) or by_tag.get(tag.partition("_")[0])
