"""Who last changed a field, in words: in full for a page, in parts for a row, in a few words beside a cursor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from govtui.i18n.dates import date_short
from govtui.i18n.datetimes import day_short
from govtui.i18n.translator import Translator
from govtui.model.dates import PartialDate
from govtui.page.differences import MERGE

BETWEEN = " · "


class Committed(Protocol):
    """The version of a file that a commit made."""

    @property
    def when(self) -> datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def parents(self) -> tuple[str, ...]: ...


class Changed(Protocol):
    """The version that gave a field its value: None for the uncommitted file; `earlier`: or one that is not in this copy."""

    @property
    def version(self) -> Committed | None: ...
    @property
    def earlier(self) -> bool: ...


class ChangeWords(NamedTuple):
    """A last change in parts; where nobody can be named, `what` is all there is."""

    who: str
    when: str
    what: str

    @property
    def line(self) -> str:
        """The parts on one line: "Lan · 28 Nov · Merge branch"."""
        return BETWEEN.join(filter(None, self))


def change_words(change: Changed, tr: Translator, now: datetime | None = None) -> ChangeWords:
    """Return author, day and subject of a last change, or the sentence that stands for them; `now`: None is now."""
    version = change.version
    if version is None:
        return ChangeWords("", "", tr.gettext("not yet committed"))
    if change.earlier:
        month = PartialDate.parse(version.when.astimezone().strftime("%Y-%m"))
        # L10N: {month} is "Mar 2026": git has no versions from before then
        before = tr.gettext("before {month}: this clone has no older versions")
        return ChangeWords("", "", before.format(month=date_short(month, tr)))
    sign = f"{MERGE} " if len(version.parents) > 1 else ""
    return ChangeWords(
        version.author, day_short(version.when, now or datetime.now(UTC), tr), f"{sign}{version.subject}"
    )
