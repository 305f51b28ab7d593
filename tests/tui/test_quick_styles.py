from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from briefing.tui.quick_styles import QuickStyles
from briefing.tui.style_tokens import StyleTokens
from tests.tui.reading import application

ABOUT = {"variables": None, "is_default_rules": False, "tie_breaker": 0}


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


def test_rules_are_kept_by_the_values_of_the_variables():
    tokens = StyleTokens()
    css = "Pane { color: $one; height: 1; } Other { width: 2; }"

    def read(one, other):
        known = tokens.tokenize_values({"one": one, "other": other})
        return tokens.parse("", css, ("here", ""), variable_tokens=known, **ABOUT)

    first = read("#102030", "red")
    assert read("#102030", "blue") is first
    second = read("#405060", "red")
    assert [rule.styles.color.hex for rule in (first[0], second[0])] == ["#102030", "#405060"]
    assert read("#102030", "red") is first
