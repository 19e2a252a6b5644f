"""Component styles that are worked out when a component is first drawn.

Private behaviour relied on, as it stands in Textual 8.2.8:

* ``Stylesheet.apply`` styles a virtual node for each of ``node._get_component_classes()``, on every node, at every change of
  a class above it. A widget here has up to thirty components, and draws with a few of them.
* It keeps the styles in ``node._component_styles`` by name, compares them with what was there, and draws the node anew where
  they are others.
* ``Widget._rich_style_cache`` keeps components' Rich styles by their names until the widget may look different;
  ``Widget.rich_style`` is worked out anew each time, from all that the widget stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RenderStyles
    from textual.widget import Widget

    _WidgetBase = Widget
else:
    # A plain class at run time: as a subclass of Widget it would be one more CSS type.
    _WidgetBase = object


class LazyComponents(_WidgetBase):
    """Mixin for a widget: ``class Line(LazyComponents, Widget)``. Only components that it has drawn with are styled."""

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # asked of the node, never of the class
        return frozenset(self._component_styles)

    @property
    def ground(self) -> Style:
        """What the widget looks like where it draws nothing: `rich_style`, remembered."""
        kept = self._rich_style_cache.get(())
        if kept is None:
            kept = self._rich_style_cache[()] = (self.rich_style, self.rich_style)
        return kept[0]

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of some components. Raises KeyError where one is not in COMPONENT_CLASSES."""
        for name in names:
            if name not in self._component_styles and name in super()._get_component_classes():
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node, animate=False)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)
