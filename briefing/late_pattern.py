"""Regular expressions that are compiled when they are first used, not when their module is imported."""

import re
from functools import cached_property
from typing import Any, AnyStr, cast


class LatePattern:
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source, self._flags = pattern, flags

    @cached_property
    def compiled(self) -> "re.Pattern[Any]":
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


def late_pattern(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))
