"""Going on with drafts on the screen: offered before a record is edited, held against its file, made a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused, Prepared
from govtui.edit.resuming import Resumption, left_of, resumption
from govtui.index.api import ALL
from govtui.tui.text_work import TextWork
from govtui.user import drafts
from govtui.user.drafts import NEW, Draft

if TYPE_CHECKING:
    from govtui.tui.localized import LocalizedModal
    from govtui.tui.screens.browse import BrowseScreen


def offered(
    below: BrowseScreen,
    key: str,
    anew: Callable[[], LocalizedModal | None],
    resumed: Callable[[TextWork, str], LocalizedModal] | None = None,
) -> LocalizedModal | None:
    """The edit of a record that was asked for; where drafts of the record were left, they are offered first."""
    app = below.app
    if app.index is None or app.desk.refusal() or not left_of(app.registry, app.index, key):
        return anew()
    from govtui.tui.screens.drafts import DraftsScreen

    return DraftsScreen(below, key, anew, resumed)


def held(below: BrowseScreen, draft: Draft) -> Resumption:
    """A draft held against the registry as it is now."""
    app = below.app
    return resumption(draft, app.registry, app.index) if app.index else Resumption(draft, draft.key, None)


def change_of(below: BrowseScreen, found: Resumption) -> Prepared:
    """A draft as a change that can be saved. Raises Conflict when the file changed since, EditRefused."""
    draft, app = found.draft, below.app
    if draft.key == NEW:
        data = plain(draft.text) or {}
        return app.desk.editing.new(str(data.pop("kind", "")), data)
    began = found.entry
    if began is None:  # the file is gone: it is written again where it stood, as far as anybody knows that
        path = draft.path or (app.registry.path_for(found.kind, draft.key) if found.kind else "")
        if not path:
            raise EditRefused("no_such_record", target=draft.key)
        began = app.registry.reading(path, draft.base_text.encode("utf-8", "replace"))
    work = TextWork(app.library.root, found.key, began, base=draft.base_text, tag=draft.tag)
    return work.prepared(draft.text, app.desk.editing)


def text_editor(below: BrowseScreen, work: TextWork, text: str) -> LocalizedModal:
    from govtui.tui.screens.text_editor import EditTextScreen

    return EditTextScreen(below, work, text)


def new_record(below: BrowseScreen) -> LocalizedModal:
    """The form for a new record: with what one draft of such a form has, else empty; several drafts are listed first."""
    from govtui.tui.screens.drafts import DraftsScreen
    from govtui.tui.screens.new_record import NewRecordScreen

    kind = "" if below.kind == ALL else below.kind
    left = [draft for draft in drafts.left(below.app.library.root) if draft.key == NEW]
    if len(left) > 1:
        return DraftsScreen(below, NEW, lambda: NewRecordScreen(below, kind))
    return NewRecordScreen(below, kind, drafts.take(left[0]) if left else None)
