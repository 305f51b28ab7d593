"""Without what fetches pages and tells languages: half of its time."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any

_UNUSED = (
    *("urllib3", "urllib3.response", "courlan.network", "trafilatura.downloads"),
    "py3langid",
)


class _Absent(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {}) if name == "HTTPResponse" else self

    def __call__(self, *_: object, **__: object) -> "_Absent":
        return self


@cache
def import_extraction() -> Callable[..., Any]:
    if not any(name in sys.modules for name in ("trafilatura", "courlan", *_UNUSED)):
        sys.modules.update({name: _Absent(name) for name in _UNUSED})
        try:
            with suppress(ImportError, AttributeError, TypeError):
                import trafilatura  # noqa: F401
        finally:
            for name in _UNUSED:
                sys.modules.pop(name, None)
    from trafilatura import bare_extraction

    found: Callable[..., Any] = bare_extraction
    return found
