"""The mouse: reported to the program, or left to the terminal, which then selects and scrolls by itself."""

from textual.app import App

_MODES = (1000, 1003, 1015, 1006)
"""Private modes of xterm's control sequences: presses, movements, and the two ways of writing them."""


def report_mouse(app: App[object], reported: bool) -> None:
    """Asks the terminal to report the mouse, or to keep it.

    Textual decides this at its start only and names its driver to nobody, hence the private attribute.
    """
    driver = app._driver
    if driver is not None and not driver.is_headless:
        driver.write("".join(f"\x1b[?{mode}{'h' if reported else 'l'}" for mode in _MODES))
        driver.flush()
