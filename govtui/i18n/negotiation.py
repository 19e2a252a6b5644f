"""Which language a person wants, told by what they typed, chose before, and their environment.

The environment is only read: `locale.setlocale` fails where a locale is not installed. LC_CTYPE is left out although
Babel looks at it: Python itself writes LC_CTYPE=C.UTF-8 there when the server lacks the person's locale (PEP 538),
which would turn a Vietnamese user of ssh into an English one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govtui.i18n.translator import LANGUAGES


def wanted_language(
    argument: str | None,
    saved: str | None,
    environ: Mapping[str, str],
    available: Collection[str] = LANGUAGES,
) -> str:
    """The first wish that can be met, one of `available`, else the first of them.

    In this order: `argument` (``--lang``), `saved` (the choice kept from an earlier session), the list LANGUAGE, and
    the first of LC_ALL, LC_MESSAGES, LANG that is not empty. As GNU gettext does, only that first one counts, and
    LANGUAGE is ignored when it says C or POSIX. (Under no locale at all GNU ignores LANGUAGE too; here it is
    followed, as it is then all that the person has said.) A wish may be written in any of the usual ways: ``vi``,
    ``vi_VN.TCVN``, ``vi_VN@x``, ``en-GB``. C, POSIX and languages not at hand meet nothing.
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
    """The available language that `wish` names: with its territory if that is at hand, else by the language alone."""
    tag = wish.strip().partition(".")[0].partition("@")[0].replace("-", "_").lower()
    by_tag = {language.replace("-", "_").lower(): language for language in available}
    return by_tag.get(tag) or by_tag.get(tag.partition("_")[0])
