"""Settings that a reader also changes on the screen: what was said last holds, there or in the settings file."""

from typing import Any

from briefing.library.library import Library

_GIVEN = "{}_given"
"""Under which name the program keeps what the settings said when another value was chosen."""


def overridden_settings(library: Library, name: str) -> Any:
    """What was chosen on the screen; None where nothing was, or where the settings were changed since."""
    given = getattr(library.config, name)
    then = library.setting(_GIVEN.format(name), given)
    return library.setting(name) if then == given else None


def override_setting(library: Library, name: str, value: object) -> None:
    """Keeps what was chosen on the screen in place of a setting."""
    library.keep_setting(_GIVEN.format(name), getattr(library.config, name))
    library.keep_setting(name, value)
