"""The screens that open by their name: where each is defined. Nothing of them is imported before it is opened.

What makes a screen is called with the host (base/host.py) and what else is given: its class, or a function where something has to be
settled first, such as which of the drafts of a record to go on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from govtui.tui.base.command import availability
from govtui.tui.commands import COMMANDS

if TYPE_CHECKING:
    from govtui.tui.base.host import Host
    from govtui.tui.base.screen import LocalizedScreen

SCREENS: Mapping[str, str] = {
    "commands": "command_list:CommandsScreen",
    "commit": "versions.commit:CommitScreen",
    "conflict": "edit.conflict:ConflictScreen",
    "copy": "views.copy:CopyScreen",
    "coverage": "translate.queue:CoverageScreen",
    "dangling": "views.problems:dangling",
    "drafts": "edit.drafts:DraftsScreen",
    "edit": "edit.text_editor:edit_text",
    "edit-outside": "edit.external_editor:edit_outside",
    "fields": "edit.field_list:edit_fields",
    "field-list": "edit.field_list:FieldChooser",
    "figures": "views.page_screens:FiguresScreen",
    "history": "versions.history:HistoryScreen",
    "init": "edit.new_registry:NewRegistryScreen",
    "leave-out": "edit.leave_out:LeaveOutForm",
    "links": "views.links:LinksScreen",
    "merge": "edit.merge_records:MergeScreen",
    "merge-versions": "edit.merge_versions:MergeVersionsScreen",
    "merged-by-hand": "versions.unmerged:merged_by_hand",
    "migrate": "edit.migrate:MigrateScreen",
    "new": "edit.new_record:new_record",
    "orphans": "views.problems:orphans",
    "problems": "views.problems:ProblemsScreen",
    "remove": "edit.rename_delete:RemoveScreen",
    "rename": "edit.rename_delete:RenameScreen",
    "review": "edit.review:ReviewScreen",
    "sources": "views.sources:SourcesScreen",
    "share": "versions.share:ShareScreen",
    "source-text": "views.source_text:SourceTextScreen",
    "themes": "theme_chooser:ThemesScreen",
    "timeline": "views.timeline:TimelineScreen",
    "translate": "translate.screen:translate",
    "unmerged": "versions.unmerged:UnmergedScreen",
    "views": "browse.saved_views:ViewsScreen",
}
"""Module of govtui.tui, and the class or function in it, by name; a command that opens one names it (`Command.opens`)."""

FEATURES = ("base", "browse", "edit", "translate", "versions", "views")
"""The packages of tui in which widgets and screens stand."""


def unavailable(name: str, host: Host) -> str:
    """Return why the command that opens a screen cannot be run now; empty when it can, or when no command opens it."""
    return next((availability(one, host) for one in COMMANDS if one.opens == name), "")


def make(name: str, host: Host, **given: object) -> LocalizedScreen:
    """Import and make the screen called `name`. Raises CannotOpen."""
    module, _, maker = SCREENS[name].partition(":")
    screen: LocalizedScreen = getattr(import_module(f"govtui.tui.{module}"), maker)(host, **given)
    return screen


def modules_with_keys() -> Iterator[ModuleType]:
    """Import and yield every module in which widgets and screens stand."""
    for feature in FEATURES:
        for one in sorted(iter_modules(import_module(f"govtui.tui.{feature}").__path__), key=lambda one: one.name):
            yield import_module(f"govtui.tui.{feature}.{one.name}")
    for name in ("command_list", "theme_chooser"):
        yield import_module(f"govtui.tui.{name}")
