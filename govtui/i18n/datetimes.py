"""Moments of the clock in words: when a version was written, since when a file lies about."""

from __future__ import annotations

from datetime import datetime

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.model.dates import PartialDate


def moment_long(when: datetime, tr: Translator) -> str:
    """Day and time where the reader is: "5 August 2022, 14:03"."""
    return date_long(_partial(when), tr)


def moment_short(when: datetime, tr: Translator) -> str:
    """The same for a column: "05/8/2022, 14:03"."""
    return date_short(_partial(when), tr)


def _partial(when: datetime) -> PartialDate:
    local = when.astimezone()
    return PartialDate.parse(local.strftime("%Y-%m-%dT%H:%M"))


def age(seconds: float, tr: Translator) -> str:
    """How long ago something was: "5 minutes ago"."""
    minutes = int(max(0.0, seconds)) // 60
    if minutes < 1:
        return tr.gettext("just now")
    if minutes < 60:
        return tr.ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=number(minutes, tr))
    if minutes < 48 * 60:
        return tr.ngettext("{n} hour ago", "{n} hours ago", minutes // 60).format(n=number(minutes // 60, tr))
    return tr.ngettext("{n} day ago", "{n} days ago", minutes // 1440).format(n=number(minutes // 1440, tr))
