"""See `docs/textual.md`."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any, cast
from weakref import WeakKeyDictionary

_PALETTE = "textual.command"
_NAMES = (
    "CommandListItem",
    "CommandPalette",
    "DiscoveryHit",
    "Hit",
    "Hits",
    "Provider",
    "SimpleProvider",
)
"""What `textual.app` and `textual.theme` take from the palette's module, which brings 14 others."""
_TAKERS = ("textual.theme", "textual.app")
_PATTERNS = "textual.css.tokenize"
_WIDGETS = "textual.widget"


def import_event_loop() -> None:
    # Without `ssl`, since the program fetches in other ways. No other thread may import that meanwhile.
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = cast(ModuleType, None)  # As where Python was built without.
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]


def import_application() -> None:
    """Import `textual.app`; as it is, if it was imported before or asks for more."""
    if not any(name in sys.modules for name in (_PALETTE, _PATTERNS, *_TAKERS)):
        with _no_palette(), _late_folders(), _late_patterns(), suppress(ImportError):
            import textual.app
        if "textual.app" not in sys.modules:
            sys.modules.pop("textual.theme", None)
    import textual.app  # noqa: F401


@contextmanager
def _no_palette() -> Iterator[None]:
    """Empty classes stand for those of the palette, which `BriefingApp` turns off."""
    stand_in = ModuleType(_PALETTE)
    for name in _NAMES:
        setattr(stand_in, name, type(name, (), {}))
    sys.modules[_PALETTE] = stand_in
    try:
        yield
    finally:
        del sys.modules[_PALETTE]


@contextmanager
def _late_folders() -> Iterator[None]:
    if "platformdirs" in sys.modules:
        yield
        return
    stand_in: Any = ModuleType("platformdirs")
    stand_in.user_downloads_path = _user_downloads_path
    sys.modules["platformdirs"] = stand_in
    try:
        yield
    finally:
        del sys.modules["platformdirs"]


def _user_downloads_path() -> Any:
    return import_module("platformdirs").user_downloads_path()


@contextmanager
def _late_patterns() -> Iterator[None]:
    finder = _BeforePatterns()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _BeforePatterns:
    def find_spec(self, name: str, *_: object) -> None:
        if name == _PATTERNS:
            from textual.css import tokenizer

            tokenizer.Expect = _late(tokenizer.Expect)  # type: ignore[misc]
        elif name == _WIDGETS:
            import textual.dom

            textual.dom.dir = _compute_names  # type: ignore[attr-defined]


_computes: WeakKeyDictionary[type, frozenset[str]] = WeakKeyDictionary()


def _compute_names(made: type) -> frozenset[str]:
    # `DOMNode` looks for them among the thousand names of each new class.
    found = _computes.get(made)
    if found is None:
        own = (name for name in made.__dict__ if name.startswith(("compute_", "_compute_")))
        found = _computes[made] = frozenset(own).union(*map(_compute_names, made.__bases__))
    return found


def _late(whole: Any) -> Any:
    class LateExpect(whole):  # type: ignore[misc]
        def __init__(self, description: str, **tokens: str) -> None:
            super().__init__(description)
            self.names, self.regexes = list(tokens), list(tokens.values())
            del self.match, self.search

        def __getattr__(self, name: str) -> Any:
            if name not in ("match", "search"):
                raise AttributeError(name)
            named = zip(self.names, self.regexes, strict=True)
            groups = "|".join(f"(?P<{each}>{pattern})" for each, pattern in named)
            pattern = re.compile(f"({groups})")
            self.match, self.search = pattern.match, pattern.search
            return getattr(self, name)

    return LateExpect
