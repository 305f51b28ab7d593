from typing import Any

import pytest
from textual import markup
from textual.css import parse
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from briefing.resources import style_file
from briefing.tui.app import BriefingApp
from briefing.tui.quick_styles import QuickStyles
from briefing.tui.style_rules import StyleRules
from briefing.tui.style_tokens import StyleTokens
from briefing.tui.theme_colours import text_colours
from briefing.tui.theme_list import THEMES
from tests.tui.reading import application


def rules(app):
    nodes = [node for each in app.screen_stack for node in each.walk_children(with_self=True)]
    return [
        (node.styles.base.get_rules(), *map(node.get_component_styles, node.COMPONENT_CLASSES))
        for node in nodes
    ]


async def test_a_new_theme_draws_each_widget_once_with_the_rules_that_textual_gives(
    tmp_path, monkeypatch
):
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("T")
        app.theme = "nord"
        await pilot.pause()
        drawn, refresh = [], Widget.refresh
        with monkeypatch.context() as watched:
            watched.setattr(
                Widget, "refresh", lambda *of, **how: (drawn.append(of[0]), refresh(*of, **how))[1]
            )
            app.theme = "briefing-light"
            await pilot.pause()
        parts = [app.screen_stack[0].pane, app.screen_stack[0].header]
        assert [drawn.count(part) for part in parts] == [1, 1]
        quick = rules(app)
        app.theme = "nord"
        await pilot.pause()
        assert rules(app) != quick
        monkeypatch.setattr(QuickStyles, "replace_rules", vars(Stylesheet)["replace_rules"])
        app.theme = "briefing-light"
        await pilot.pause()
        assert rules(app) == quick


def _said(rule):
    styles = rule.styles.get_rules()
    layout = styles.pop("layout", None)
    return rule.css, styles, type(layout), rule.selector_names, rule.pseudo_classes


@pytest.mark.parametrize("name", ["reader", "dialogs", "library"])
def test_rules_in_the_colours_of_any_theme_are_those_that_textual_reads(name):
    tokens, css = StyleTokens(), style_file(name).read_text(encoding="utf-8")
    kept = StyleRules(tokens)
    defaults = BriefingApp.get_theme_variable_defaults(None)
    for theme in (*THEMES[:3], THEMES[-1], THEMES[0]):
        known = tokens.tokenize_values(
            defaults | theme.to_color_system().generate() | text_colours(theme)
        )
        about: dict[str, Any] = {"variable_tokens": known}
        about |= {"is_default_rules": False, "tie_breaker": 0}
        found = kept.parse("", css, ("here", ""), **about)
        assert kept.parse("", css, ("here", ""), **about) is found
        read = parse.parse("", css, ("here", ""), **about)
        assert list(map(_said, found)) == list(map(_said, read))


STYLES = ("$muted", "bold $text-accent", "$text-accent", "bold", "italic $muted", "$muted on $panel", "", "#fff", "bold $warning")  # fmt: skip


async def test_a_style_in_words_is_the_one_that_textual_reads(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)):
        for theme in THEMES:
            app.theme = theme.name
            for words in STYLES:
                assert app.stylesheet.parse_style(words) == markup.parse_style(words), words
