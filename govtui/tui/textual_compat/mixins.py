"""Bases of mixins: for the type checker Textual's class, at run time a plain one.

A mixin that is a subclass of App or Widget would be one more CSS type, and hide those of the class it is mixed into: Textual
takes the CSS types and defaults of a node from its first base that is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

    AppBase = App[Any]
    WidgetBase = Widget
else:
    AppBase = WidgetBase = object
