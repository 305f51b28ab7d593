from textual.app import App

_MODES = (1000, 1003, 1015, 1006)
"""Private modes of xterm: presses, movements, and two encodings."""


def report_mouse(app: App[object], reported: bool) -> None:
    """By a private attribute: Textual decides at the start. While off, the terminal selects."""
    driver = app._driver
    if driver is not None and not driver.is_headless:
        driver.write("".join(f"\x1b[?{mode}{'h' if reported else 'l'}" for mode in _MODES))
        driver.flush()
