"""The screens that open by their name: where each is made. Nothing of them is imported before it is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtui.tui.base.screen import LocalizedScreen
    from govtui.tui.browse.screen import BrowseScreen

SCREENS: Mapping[str, str] = {
    "choose_field": "edit.field_list:screen",
    "commit": "versions.commit:screen",
    "copy": "views.copy:screen",
    "coverage": "translate.queue:screen",
    "dangling": "views.links:dangling_screen",
    "discrepancy": "views.page_screens:discrepancy_screen",
    "drafts": "edit.drafts:screen",
    "edit_outside": "edit.external_editor:screen",
    "edit_text": "edit.text_editor:screen",
    "figures": "views.page_screens:figures_screen",
    "help": "help:screen",
    "history": "versions.history:screen",
    "links": "views.links:screen",
    "new_record": "edit.new_record:screen",
    "orphans": "views.links:orphans_screen",
    "overview": "views.page_screens:overview_screen",
    "parallel": "views.parallel:screen",
    "problems": "views.problems:screen",
    "remove": "edit.rename_delete:delete_screen",
    "rename": "edit.rename_delete:rename_screen",
    "themes": "theme_chooser:screen",
    "timeline": "views.timeline:screen",
    "translate": "translate.screen:screen",
    "views": "browse.saved_views:screen",
}
"""Module and function by name."""

FEATURES = ("base", "browse", "edit", "translate", "versions", "views")
"""The packages of tui in which widgets and screens stand."""


def opened(name: str, host: BrowseScreen) -> LocalizedScreen | None:
    """Make the screen called `name`. Returns None when it cannot be opened and has said why."""
    module, _, function = SCREENS[name].partition(":")
    screen: LocalizedScreen | None = getattr(import_module(f"govtui.tui.{module}"), function)(host)
    return screen


def modules_with_keys() -> Iterator[ModuleType]:
    """Import and yield every module in which widgets and screens stand."""
    for feature in FEATURES:
        for one in sorted(iter_modules(import_module(f"govtui.tui.{feature}").__path__), key=lambda one: one.name):
            yield import_module(f"govtui.tui.{feature}.{one.name}")
    for name in ("help", "palette", "theme_chooser"):
        yield import_module(f"govtui.tui.{name}")
