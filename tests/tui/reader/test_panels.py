"""Panels and the look of the text, without a screen."""

import pytest
from textual.geometry import Size

from tests.tui.reader.fakes import reader


def test_a_panel_that_fits_is_hidden_and_that_is_kept():
    r = reader()
    r.panels.toggle_agenda()
    assert r.classes.names == {"-no-agenda"}
    assert r.library.settings.get("hidden_agenda") is True
    again = reader(library=r.library)
    again.panels.load()
    assert again.classes.names == {"-no-agenda"}
    again.panels.toggle_agenda()
    assert again.classes.names == set()


def test_a_panel_that_does_not_fit_is_laid_over_the_text():
    r = reader(width=60)
    r.panels.toggle_people()
    assert r.classes.names == {"-over-people"}
    r.panels.find_name()
    assert (r.classes.names, r.sidebar.filtering) == ({"-over-people"}, True)
    assert r.panels.close_overlays()
    assert not r.panels.close_overlays()
    assert r.library.settings.get("hidden_people") is None


def test_the_text_alone():
    r = reader()
    r.panels.toggle_zen()
    r.panels.toggle_people()
    assert r.classes.names == set()


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [("wider", "width", 88), ("narrower", "width", 80), ("toggle_justify", "justify", True),
     ("toggle_spacing", "spacing", 1), ("toggle_mouse", "mouse_released", True)],
)  # fmt: skip
def test_the_look_is_kept(command, name, value):
    r = reader()
    getattr(r.appearance, command)()
    assert r.library.settings.get(name) == value
    assert len(r.ui.said) == 1
    again = reader(library=r.library)
    again.appearance.load()
    look = again.pane
    assert {"width": look.maximum_width, "mouse_released": not again.appearance.mouse}.get(
        name, getattr(look, name, None)
    ) == value


def test_lines_grow_as_far_as_they_fit_and_it_is_said_where_they_do_not():
    r = reader()
    for _ in range(3):
        r.appearance.wider()
    assert r.pane.maximum_width == 88
    assert (
        r.ui.said[-1]
        == "Lines already fill the space here (85 columns); <zen> shows the text alone."
    )
    for _ in range(60):
        r.appearance.narrower()
    assert r.pane.maximum_width == 30
    assert r.ui.said[-1] == "Lines cannot be shorter than 30 columns."
    r.pane.size = Size(300, 30)
    for _ in range(60):
        r.appearance.wider()
    assert r.pane.maximum_width == 200
    assert r.ui.said[-1] == "Lines cannot be longer than 200 columns."


def test_the_mouse_is_released_taken_back_and_told_again():
    r = reader()
    r.appearance.toggle_mouse()
    r.appearance.restore_mouse()
    r.appearance.toggle_mouse()
    assert r.noted["mouse"] == [False, False, True]
    assert r.ui.said[0].endswith("Press <mouse> to give it to Briefing.")
