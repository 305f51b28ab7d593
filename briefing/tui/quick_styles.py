"""Styles that change with a theme; see `docs/textual.md`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from textual.color import Color
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


class QuickStyles(Stylesheet):
    _draws_each = True

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        base = node.styles.base
        before, after = dict(base.get_rules()), dict(rules)
        changed = [name for name in before.keys() | after if before.get(name) != after.get(name)]
        if animate and changed:
            super().replace_rules(node, rules, animate)
            return
        draws = False
        for name in changed:
            if _is_colour(before.get(name), after.get(name)):
                draws = base.set_rule(name, after[name])
            else:
                setattr(base, name, after.get(name))
        if draws and cls._draws_each:
            base.refresh(children=True)
            _draw_scrollbars(node)
        node.notify_style_update()

    @classmethod
    @contextmanager
    def drawing_once(cls, screens: Iterable[Screen[object]]) -> Iterator[None]:
        """All widgets of `screens` are drawn anew, but afterwards."""
        cls._draws_each = False
        try:
            yield
        finally:
            cls._draws_each = True
        for screen in screens:
            for widget in screen.walk_children(Widget, with_self=True):
                widget.refresh()
                _draw_scrollbars(widget)


def _is_colour(before: object, after: object) -> bool:
    if isinstance(before, Color) or isinstance(after, Color):
        return isinstance(before, Color) and isinstance(after, Color)
    return (
        type(before) is type(after) is tuple
        and before[:1] == after[:1]
        and all(isinstance(colour, Color) for colour in after[1:])
    )


def _draw_scrollbars(node: DOMNode) -> None:
    if isinstance(node, Widget) and node.is_scrollable:
        if node.show_vertical_scrollbar:
            node.vertical_scrollbar.refresh()
        if node.show_horizontal_scrollbar:
            node.horizontal_scrollbar.refresh()
