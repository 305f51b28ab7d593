from textual.css.model import RuleSet

from tests.tui.reading import application


async def test_a_change_of_focus_restyles_a_column_only(tmp_path):
    """A universal rule about the focus would have all widgets of all screens restyled."""
    app = application(tmp_path)
    async with app.run_test():
        rules: list[RuleSet] = app.stylesheet.rules
        about_focus = [rule for rule in rules if "focus-within" in rule.pseudo_classes]
        assert about_focus
        assert not any("*" in rule.selector_names for rule in about_focus)
