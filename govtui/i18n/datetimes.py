"""Clock times in words: when a version was written, how long ago a lock was taken."""

from __future__ import annotations

from datetime import datetime

from govtui.i18n.dates import date_long, date_short, date_told
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.model.dates import PartialDate


def moment_long(when: datetime, tr: Translator) -> str:
    """Return day and time in the reader's time zone: "5 August 2022, 14:03"."""
    return date_long(_partial(when), tr)


def moment_short(when: datetime, tr: Translator) -> str:
    """Return the same for a column: "05/8/2022, 14:03"."""
    return date_short(_partial(when), tr)


def day_short(when: datetime, now: datetime, tr: Translator) -> str:
    """Return the day alone, for few cells: "28/11", "28 Nov"; with its year where that is not the year of `now`."""
    when = when.astimezone()
    if when.year == now.astimezone().year:
        return date_told(PartialDate.parse(when.strftime("XXXX-%m-%d")), tr)
    return date_short(PartialDate.parse(when.strftime("%Y-%m-%d")), tr)


def moment_near(when: datetime, now: datetime, tr: Translator) -> str:
    """Return the same for what was a short while ago: "17:25 today", "17:25 yesterday"; else day and time."""
    when, now = when.astimezone(), now.astimezone()
    days = (now.date() - when.date()).days
    if days == 0:
        return tr.gettext("{time} today").format(time=f"{when:%H:%M}")
    if days == 1:
        return tr.gettext("{time} yesterday").format(time=f"{when:%H:%M}")
    return moment_short(when, tr)


def _partial(when: datetime) -> PartialDate:
    return PartialDate.parse(when.astimezone().strftime("%Y-%m-%dT%H:%M"))


def age(seconds: float, tr: Translator) -> str:
    """Return how long ago something was: "5 minutes ago"."""
    minutes = int(max(0.0, seconds)) // 60
    if minutes < 1:
        return tr.gettext("just now")
    if minutes < 60:
        return tr.ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=number(minutes, tr))
    if minutes < 48 * 60:
        return tr.ngettext("{n} hour ago", "{n} hours ago", minutes // 60).format(n=number(minutes // 60, tr))
    return tr.ngettext("{n} day ago", "{n} days ago", minutes // 1440).format(n=number(minutes // 1440, tr))
