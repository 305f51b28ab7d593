from typing import Any

import pytest
from textual import markup
from textual.css import parse
from textual.css.stylesheet import Stylesheet
from textual.css.transition import Transition
from textual.widget import Widget

from briefing.resources import style_file
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.theme_chooser import ThemeDialog
from briefing.tui.reader.screen import ReaderScreen
from briefing.tui.style_rules import MarkColours, MarkedRules
from briefing.tui.style_tokens import StyleTokens
from briefing.tui.theme_colours import text_colours
from briefing.tui.theme_list import THEMES
from briefing.tui.widgets.agenda import Agenda
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.pane import ReadingPane
from tests.tui.reading import application


def rules(app):
    nodes = [node for each in app.screen_stack for node in each.walk_children(with_self=True)]
    return [
        (node.styles.base.get_rules(), *map(node.get_component_styles, node.COMPONENT_CLASSES))
        for node in nodes
    ]


CHANGES = ("briefing-light", "ansi", "nord", "briefing-sepia")


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
        quick = []
        for theme in CHANGES:
            app.theme = theme
            await pilot.pause()
            quick.append(rules(app))
        for theme, found in zip(CHANGES, quick, strict=True):
            app.theme = theme
            await pilot.pause()
            app.stylesheet = textuals(app)
            for node in (app, *app.screen_stack):
                app.stylesheet.update(node)
            assert rules(app) == found, theme
            app.stylesheet = app.quick_styles


def textuals(app):
    """The style sheets as Textual reads them."""
    found = app.stylesheet.copy()
    found.parse()
    return found


async def test_only_what_themes_differ_in_is_matched_with_rules_again(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "briefing.tui.app._LATER", 60.0
    )  # Styles of other screens change the rules.
    app, matched, apply = application(tmp_path), [], Stylesheet.apply
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("T")
        read = app.stylesheet.rules
        monkeypatch.setattr(
            Stylesheet, "apply", lambda *of, **how: (matched.append(of[1]), apply(*of, **how))[1]
        )
        app.theme = "nord"
        await pilot.pause()
        assert app.stylesheet.rules is read
        kinds = {type(node) for node in matched}
        assert {BriefingApp, ReaderScreen, ThemeDialog} <= kinds
        assert kinds.isdisjoint({ReadingPane, Header, Agenda})


def _said(rule, colours):
    styles = dict(rule.styles.get_rules())
    layout = styles.pop("layout", None)
    return styles | colours.replaced(styles), type(layout), rule.selectors, rule.pseudo_classes


@pytest.mark.parametrize("name", ["reader", "dialogs", "library"])
def test_rules_in_the_colours_of_any_theme_are_those_that_textual_reads(name):
    tokens, css = StyleTokens(), style_file(name).read_text(encoding="utf-8")
    marked, none = MarkedRules(tokens), MarkColours({})
    defaults = BriefingApp.get_theme_variable_defaults(None)
    for theme in (*THEMES[:3], THEMES[-1], THEMES[0]):
        variables = defaults | theme.to_color_system().generate() | text_colours(theme)
        about: dict[str, Any] = {"variable_tokens": tokens.tokenize_values(variables)}
        about |= {"is_default_rules": False, "tie_breaker": 0}
        found = marked.parse("", css, ("here", ""), **about)
        assert marked.parse("", css, ("here", ""), **about) is found
        colours = MarkColours(variables)
        read = parse.parse("", css, ("here", ""), **about)
        assert [_said(rule, colours) for rule in found] == [_said(rule, none) for rule in read]


STYLES = ("$muted", "bold $text-accent", "$text-accent", "bold", "italic $muted", "$muted on $panel", "", "#fff", "bold $warning", "italic", "$muted italic", "bold italic $accent", "$muted $accent", "not bold")  # fmt: skip


async def test_a_style_in_words_is_the_one_that_textual_reads(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)):
        for theme in THEMES:
            app.theme = theme.name
            for words in STYLES:
                assert app.stylesheet.parse_style(words) == markup.parse_style(words), words


@pytest.mark.parametrize("rules", [{}, {"transitions": {"opacity": Transition(0.1)}}])
async def test_only_what_has_transitions_is_compared_as_what_moves(tmp_path, monkeypatch, rules):
    compared = []
    monkeypatch.setattr(Stylesheet, "replace_rules", lambda _, node, *__: compared.append(node))
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("tab", "question_mark", "escape")
        assert compared == []
        node = app.screen.query_one(Header)
        found = {**node.styles.base.get_rules(), "opacity": 0.5, **rules}
        app.stylesheet.replace_rules(node, found, animate=True)
        assert compared == ([node] if rules else [])
        if not rules:
            assert node.styles.opacity == 0.5
