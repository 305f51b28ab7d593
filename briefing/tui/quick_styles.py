"""See `docs/textual.md`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from textual.color import Color
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from briefing.tui.style_tokens import is_hex


class QuickStyles(Stylesheet):
    _draws_each = True
    _of_node: list[RuleSet] | None = None
    _named_of: list[RuleSet] | None = None
    _named: dict[str, list[tuple[int, RuleSet]]]
    """Numbered rules, by the names in their last selectors."""

    @property
    def rules(self) -> list[RuleSet]:
        return super().rules if self._of_node is None else self._of_node

    def apply(self, node: DOMNode, **options: Any) -> None:
        before, self._of_node = self._of_node, None
        if self._named_of is not super().rules:
            self._name_rules()
        try:
            self._of_node = self._rules_of(node)
            super().apply(node, **options)
        finally:
            self._of_node = before

    def _name_rules(self) -> None:
        self._named_of, self._named = self.rules, defaultdict(list)
        for numbered in enumerate(self.rules):
            for name in numbered[1].selector_names:
                self._named[name].append(numbered)

    def _rules_of(self, node: DOMNode) -> list[RuleSet]:
        self.rules_map  # noqa: B018 - Textual makes it here, of all rules.
        kinds = [kind.__name__ for kind in type(node).__mro__]
        names = ("*", f"#{node.id}", *(f".{name}" for name in node.classes), *kinds)
        found = dict(each for name in names for each in self._named.get(name, ()))
        return [found[number] for number in sorted(found)]

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = variables or {}

    def set_variables(self, variables: dict[str, str]) -> None:
        super().set_variables(variables)
        self._colours = variables

    def parse_style(self, style_text: str | Style) -> Style:
        # A colour of the theme, bold or not, needs no pattern.
        if isinstance(style_text, Style):
            return style_text
        effect, _, name = style_text.rpartition(" ")
        value = self._colours.get(name[1:], "") if name[:1] == "$" else ""
        if effect not in ("", "bold") or not is_hex(value):
            return super().parse_style(style_text)
        return Style(foreground=Color.parse(value), bold=True if effect else None)

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
