"""See `docs/textual.md`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary, ref

from textual.app import App
from textual.color import Color
from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.style import Style
from textual.widget import Widget

from briefing.tui.style_rules import MarkColours, keep_styles, with_marks
from briefing.tui.style_tokens import is_hex

_THEME_STATES = {"ansi", "dark", "light"}
_THEME_CLASSES = ("-theme-", "-dark-mode", "-light-mode")


class QuickStyles(Stylesheet):
    _draws_each = True
    _of_node: list[RuleSet] | None = None
    _named_of: list[RuleSet] | None = None
    _named: dict[str, list[tuple[int, RuleSet]]]
    """Numbered rules, by the names in their last selectors."""
    _outdated = False
    """Nodes may have been compared with other rules."""
    _of_themes: set[int]
    """Numbers of those that hold in some themes only."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._take(variables or {})
        self._marked: WeakKeyDictionary[DOMNode, dict[str, object]] = WeakKeyDictionary()
        """What a node has from the rules that holds a mark of a colour."""
        self._parts: WeakKeyDictionary[DOMNode, list[ref[DOMNode]]] = WeakKeyDictionary()
        self._compared: WeakKeyDictionary[DOMNode, list[RuleSet]] = WeakKeyDictionary()

    # Rules

    def _take(self, variables: dict[str, str]) -> None:
        self._values, self._colours = variables, MarkColours(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        super().set_variables(variables)
        self._take(variables)

    @property
    def rules(self) -> list[RuleSet]:
        return super().rules if self._of_node is None else self._of_node

    def parse(self) -> None:
        with keep_styles().taken():
            super().parse()

    def reparse(self) -> None:
        with keep_styles().taken():
            super().reparse()

    def _name_rules(self) -> None:
        self._named_of, self._named, self._of_themes = self.rules, defaultdict(list), set()
        self._outdated = True
        for number, rule in enumerate(self.rules):
            for name in rule.selector_names:
                self._named[name].append((number, rule))
            if _knows_themes(rule):
                self._of_themes.add(number)

    def _rules_of(self, node: DOMNode) -> dict[int, RuleSet]:
        kinds = [kind.__name__ for kind in type(node).__mro__]
        names = ("*", f"#{node.id}", *(f".{name}" for name in node.classes), *kinds)
        return dict(each for name in names for each in self._named.get(name, ()))

    def parse_style(self, style_text: str | Style) -> Style:
        # A colour of the theme, with effects or not, needs no pattern.
        if isinstance(style_text, Style):
            return style_text
        words = style_text.split(" ")
        others = [word for word in words if word not in ("bold", "italic")]
        value = self._values.get(others[0][1:], "") if others and others[0][:1] == "$" else ""
        if len(others) > 1 or (others and not is_hex(value)):
            return super().parse_style(style_text)
        bold, italic = ("bold" in words or None), ("italic" in words or None)
        return Style(foreground=Color.parse(value) if value else None, bold=bold, italic=italic)

    # Styles of nodes

    def apply(self, node: DOMNode, **options: Any) -> None:
        before, self._of_node = self._of_node, None
        if self._named_of is not super().rules:
            self._name_rules()
        whole = node if before is None or node.parent is None else node.parent
        if whole is node:
            self._parts[node] = []
        else:
            self._parts[whole].append(ref(node))
        self.rules_map  # noqa: B018 - Textual makes it here, of all rules.
        found = self._rules_of(node)
        self._compared[node] = rules = [found[number] for number in sorted(found)]
        try:
            self._of_node = rules
            super().apply(node, **options)
        finally:
            self._of_node = before
        if not self._of_themes.isdisjoint(found):
            self._marked.pop(whole, None)

    def replace_rules(  # type: ignore[override]
        self, node: DOMNode, rules: RulesMap, animate: bool = False
    ) -> None:
        marked: Mapping[str, object] = rules
        coloured = self._colours.replaced(marked)
        self._marked[node] = {name: marked[name] for name in coloured}
        base = node.styles.base
        before, after = dict(base.get_rules()), dict(rules) | coloured
        changed = [name for name in before.keys() | after if before.get(name) != after.get(name)]
        if animate and changed and "transitions" in after:
            super().replace_rules(node, cast(RulesMap, after), animate)
            return
        draws = False
        for name in changed:
            if _is_colour(before.get(name), after.get(name)):
                draws = base.set_rule(name, after[name])
            else:
                setattr(base, name, after.get(name))
        if draws and self._draws_each:
            base.refresh(children=True)
            _draw_scrollbars(node)
        node.notify_style_update()

    # Themes

    def change_theme(self, variables: dict[str, str], app: App[Any]) -> None:
        """All widgets are drawn anew, but after all have their styles."""
        before = with_marks(self._values)
        self.set_variables(variables)
        if with_marks(variables) != before:
            self.reparse()
        if self._named_of is not self.rules:
            self._name_rules()
        self._draws_each = False
        try:
            for root in (app, *app.screen_stack[:-1]):
                self._colour(list(root.walk_children(with_self=True)))
        finally:
            self._draws_each, self._outdated = True, False
        for screen in app.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget.refresh()
                _draw_scrollbars(widget)

    def _colour(self, nodes: Sequence[DOMNode]) -> None:
        known = {node for node in nodes if self._is_known(node)}
        self.update_nodes(node for node in nodes if node not in known)
        for node in known:
            self._colour_one(node)
            for bar in _scrollbars(node):
                if self._is_known(bar):
                    self._colour_one(bar)
                else:
                    self.apply(bar)

    def _is_known(self, node: DOMNode) -> bool:
        return node in self._marked and not (
            self._outdated and any(map(self._has_other_rules, self._with_parts(node)))
        )

    def _has_other_rules(self, node: DOMNode) -> bool:
        found, before = self._rules_of(node), self._compared[node]
        rules = (found[number] for number in sorted(found))
        return len(found) != len(before) or any(
            a is not b for a, b in zip(rules, before, strict=True)
        )

    def _with_parts(self, node: DOMNode) -> list[DOMNode]:
        parts = (part() for part in self._parts[node])
        return [node, *(part for part in parts if part is not None)]

    def _colour_one(self, node: DOMNode) -> None:
        for each in self._with_parts(node):
            base = each.styles.base
            for name, value in self._colours.replaced(self._marked.get(each, {})).items():
                base.set_rule(name, value)
        node.notify_style_update()


def _is_colour(before: object, after: object) -> bool:
    if isinstance(before, Color) or isinstance(after, Color):
        return isinstance(before, Color) and isinstance(after, Color)
    return (
        type(before) is type(after) is tuple
        and before[:1] == after[:1]
        and all(isinstance(colour, Color) for colour in after[1:])
    )


def _draw_scrollbars(node: DOMNode) -> None:
    for bar in _scrollbars(node):
        bar.refresh()


def _knows_themes(rule: RuleSet) -> bool:
    classes = (
        selector.name
        for each in rule.selector_set
        for selector in each.selectors
        if selector.type == SelectorType.CLASS
    )
    return not _THEME_STATES.isdisjoint(rule.pseudo_classes) or any(
        name.startswith(_THEME_CLASSES) for name in classes
    )


def _scrollbars(node: DOMNode) -> list[Widget]:
    """Those that show."""
    if not (isinstance(node, Widget) and node.is_scrollable):
        return []
    down, across = node.show_vertical_scrollbar, node.show_horizontal_scrollbar
    found: list[Widget] = [node.vertical_scrollbar] if down else []
    found += [node.horizontal_scrollbar] if across else []
    return found + ([node.scrollbar_corner] if down and across else [])
